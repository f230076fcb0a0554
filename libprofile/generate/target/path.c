/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which paths files may have: none leads out of the directory, and each can be made where the files
 * go. */
#include "document/utf8.h"
#include "generate/target/output.h"

enum { LONGEST_STEP = 255, LONGEST_PATH = 1024 };

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
    for (const char *step = path;;) {
        size_t length = strcspn(step, "/");
        const char *problem = step_problem((acp_slice){step, length}, windows);
        if (problem || !step[length])
            return problem;
        step += length + 1;
    }
}

/* ---- names that are one ------------------------------------------------------------------ */

/* Small letter for a capital one, in the scripts where pairs of them stand in order. File systems
 * know more; what is not known here is taken for different. */
static uint32_t fold(uint32_t code)
{
    if ((code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7) ||
        (code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F))
        return code + 32;
    if (code >= 0x400 && code <= 0x40F)
        return code + 80;
    bool even = (code >= 0x100 && code <= 0x137 && code != 0x130) ||
                (code >= 0x14A && code <= 0x177) ||
                (code >= 0x460 && code <= 0x4FF && code != 0x4C0);
    bool odd = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
    if ((even && code % 2 == 0) || (odd && code % 2 == 1))
        return code + 1;
    return code == 0x178 ? 0xFF : code == 0x3C2 ? 0x3C3 : code;
}

/* Every letter that fold changes keeps its length in UTF-8: one byte or two. */
static void put(char *at, uint32_t code)
{
    if (code < 0x80) {
        at[0] = (char)code;
    } else {
        at[0] = (char)(0xC0 | code >> 6);
        at[1] = (char)(0x80 | (code & 0x3F));
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
