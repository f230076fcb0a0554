/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which paths files may have: none leads out of the directory, and each can be made where the files
 * go. */
#include "document/utf8.h"
#include "generate/target/output.h"

/* Of Windows: in units of UTF-16, with the drive before it, and for programs that know no other. */
enum { LONGEST_STEP = 255, LONGEST_PATH = 1024, LONGEST_ON_WINDOWS = 259 - 3 };

/* Characters that turn the writing direction: a name with them looks like another one. */
static bool turns(uint32_t code)
{
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static const char *character_problem(acp_slice step)
{
    for (const char *at = step.ptr, *end = step.ptr + step.len; at < end;) {
        uint32_t code = acp_utf8_next(&at, end);
        if (code == ACP_UTF8_BAD)
            return "it is not UTF-8";
        if (code < 0x20 || (code >= 0x7F && code < 0xA0))
            return "it has a control character";
        if (turns(code))
            return "it has a character that turns the writing direction";
        if (code == 0xFEFF || code == 0x200B || code == 0x2060)
            return "it has a character that cannot be seen";
    }
    return NULL;
}

/* CON, NUL, COM1 and the like are devices, whatever stands behind a period. Windows reads the
 * superscript digits as digits there. */
static bool is_device(acp_slice step)
{
    static const char *const names[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
    const char *dot = memchr(step.ptr, '.', step.len);
    acp_slice base =
        acp_slice_trim((acp_slice){step.ptr, dot ? (size_t)(dot - step.ptr) : step.len});
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (acp_slice_equal_nocase(base, acp_slice_of(names[i])))
            return true;
    acp_slice start = {base.ptr, 3}, number = {base.ptr + 3, base.len - 3};
    if (base.len < 4 || !(acp_slice_equal_nocase(start, ACP_SLICE("COM")) ||
                          acp_slice_equal_nocase(start, ACP_SLICE("LPT"))))
        return false;
    return (number.len == 1 && *number.ptr >= '1' && *number.ptr <= '9') ||
           acp_slice_is(number, "\u00B9") || acp_slice_is(number, "\u00B2") ||
           acp_slice_is(number, "\u00B3");
}

static const char *windows_problem(acp_slice step)
{
    for (size_t i = 0; i < step.len; i++)
        if (strchr("<>:\"|?*", step.ptr[i]))
            return "Windows allows none of < > : \" | ? * in a name";
    if (step.ptr[step.len - 1] == '.' || step.ptr[step.len - 1] == ' ')
        return "Windows drops a period or blank at the end of a name";
    return is_device(step) ? "that is a device on Windows" : NULL;
}

static bool is_long_on_windows(const char *path)
{
    size_t units = 0;
    for (const char *at = path, *end = path + strlen(path); at < end;)
        units += acp_utf8_next(&at, end) > 0xFFFF ? 2 : 1;
    return units > LONGEST_ON_WINDOWS;
}

static const char *step_problem(acp_slice step, bool windows)
{
    if (!step.len)
        return "a step of the path is empty";
    if (acp_slice_is(step, ".") || acp_slice_is(step, ".."))
        return "it has a step . or ..";
    if (step.len > LONGEST_STEP)
        return "a name is longer than 255 bytes";
    if (memchr(step.ptr, '\\', step.len))
        return "it has a backslash";
    const char *problem = character_problem(step);
    return problem || !windows ? problem : windows_problem(step);
}

const char *acp_output_path_problem(const char *path, bool windows)
{
    if (*path == '/')
        return "it is absolute";
    if (strlen(path) > LONGEST_PATH)
        return "it is longer than 1024 bytes";
    if (windows && is_long_on_windows(path))
        return "with its drive it is longer than the 259 characters that Windows takes";
    for (const char *step = path;;) {
        size_t length = strcspn(step, "/");
        const char *problem = step_problem((acp_slice){step, length}, windows);
        if (problem || !step[length])
            return problem;
        step += length + 1;
    }
}

/* ---- names that are one ------------------------------------------------------------------ */

/* Small letters for capital ones, in order: of each step-th from first to last it stands delta
 * behind. File systems know more pairs; what is not known here is taken for different. Every letter
 * keeps its length in UTF-8. */
static const struct {
    uint16_t first, last, step, delta;
} capitals[] = {
    {'A', 'Z', 1, 32},       {0x00C0, 0x00D6, 1, 32}, {0x00D8, 0x00DE, 1, 32},
    {0x0100, 0x012E, 2, 1},  {0x0132, 0x0136, 2, 1},  {0x0139, 0x0147, 2, 1},
    {0x014A, 0x0176, 2, 1},  {0x0179, 0x017D, 2, 1},  {0x01CD, 0x01DB, 2, 1},
    {0x01DE, 0x01EE, 2, 1},  {0x01F8, 0x021E, 2, 1},  {0x0222, 0x0232, 2, 1},
    {0x0386, 0x0386, 1, 38}, {0x0388, 0x038A, 1, 37}, {0x038C, 0x038C, 1, 64},
    {0x038E, 0x038F, 1, 63}, {0x0391, 0x03A1, 1, 32}, {0x03A3, 0x03AB, 1, 32},
    {0x03C2, 0x03C2, 1, 1}, /* sigma at the end of a word */
    {0x0400, 0x040F, 1, 80}, {0x0410, 0x042F, 1, 32}, {0x0460, 0x0480, 2, 1},
    {0x048A, 0x04BE, 2, 1},  {0x04C1, 0x04CD, 2, 1},  {0x04D0, 0x052E, 2, 1},
    {0x0531, 0x0556, 1, 48}, {0x1E00, 0x1E94, 2, 1},  {0x1EA0, 0x1EFE, 2, 1},
    {0xFF21, 0xFF3A, 1, 32},
};

static uint32_t fold(uint32_t code)
{
    if (code == 0x178)
        return 0xFF;
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals && code >= capitals[i].first; i++)
        if (code <= capitals[i].last && (code - capitals[i].first) % capitals[i].step == 0)
            return code + capitals[i].delta;
    return code;
}

static void put(char *at, uint32_t code)
{
    if (code < 0x80) {
        at[0] = (char)code;
    } else if (code < 0x800) {
        at[0] = (char)(0xC0 | code >> 6);
        at[1] = (char)(0x80 | (code & 0x3F));
    } else {
        at[0] = (char)(0xE0 | code >> 12);
        at[1] = (char)(0x80 | (code >> 6 & 0x3F));
        at[2] = (char)(0x80 | (code & 0x3F));
    }
}

const char *acp_output_path_key(acp_arena *arena, const char *path)
{
    size_t length = strlen(path);
    char *key = acp_arena_copy(arena, path, length);
    for (const char *at = path, *end = path + length; key && at < end;) {
        char *to = key + (at - path);
        uint32_t code = acp_utf8_next(&at, end), small = fold(code);
        if (small != code)
            put(to, small);
    }
    return key;
}
