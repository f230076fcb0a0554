/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check/pem.h"

#define DASHES "-----"
#define BEGIN  DASHES "BEGIN "
#define END    DASHES "END "

enum { LABEL_MAX = 64 };

/* Takes a line off *rest, without its end: LF, CRLF or CR. */
static bool next_line(acp_slice *rest, acp_slice *line)
{
    size_t end = 0;
    if (!rest->len)
        return false;
    while (end < rest->len && rest->ptr[end] != '\n' && rest->ptr[end] != '\r')
        end++;
    *line = (acp_slice){rest->ptr, end};
    if (end < rest->len && rest->ptr[end] == '\r')
        end++;
    if (end < rest->len && rest->ptr[end] == '\n')
        end++;
    *rest = (acp_slice){rest->ptr + end, rest->len - end};
    return true;
}

static acp_pem_line line_at(const char *file, acp_slice line, uint32_t number)
{
    uint32_t start = (uint32_t)(line.ptr - file);
    return (acp_pem_line){number, {start, start + (uint32_t)line.len}};
}

/* The label of a line "-----BEGIN label-----" or "-----END label-----"; empty: it is no such line.
 */
static acp_slice label_of(acp_slice line, const char *start)
{
    acp_slice text = acp_slice_trim(line);
    size_t before = strlen(start), after = sizeof DASHES - 1;
    if (!acp_slice_starts(text, start) || text.len <= before + after ||
        memcmp(text.ptr + text.len - after, DASHES, after) != 0)
        return (acp_slice){"", 0};
    text = (acp_slice){text.ptr + before, text.len - before - after};
    return text.len > LABEL_MAX || memchr(text.ptr, '-', text.len) ? (acp_slice){"", 0} : text;
}

/* Reads the lines of a block up to the one that ends it. */
static acp_pem_found read_body(acp_pem_reader *reader, acp_arena *arena, acp_pem_block *block,
                               const char **problem)
{
    acp_slice line, before = reader->rest;
    uint32_t begin = block->begin.line;
    block->body = (acp_slice){before.ptr, 0};
    for (; next_line(&reader->rest, &line); before = reader->rest) {
        acp_slice label = label_of(line, END);
        if (label.len && acp_slice_equal(label, block->label)) {
            reader->line++;
            return ACP_PEM_BLOCK;
        }
        if (label_of(line, BEGIN).len) {
            reader->rest = before; /* the next block is read all the same */
            *problem = acp_arena_printf(
                arena, "this block has no line " END "%.*s" DASHES " before the next one begins",
                ACP_SLICE_ARGS(block->label));
            return ACP_PEM_PROBLEM;
        }
        reader->line++;
        if (label.len) {
            block->begin = line_at(reader->file, line, reader->line);
            *problem =
                acp_arena_printf(arena, "the block that begins in line %u as %.*s ends as %.*s",
                                 begin, ACP_SLICE_ARGS(block->label), ACP_SLICE_ARGS(label));
            return ACP_PEM_PROBLEM;
        }
        block->body.len = (size_t)(reader->rest.ptr - block->body.ptr);
    }
    *problem = acp_arena_printf(
        arena, "this block has no line " END "%.*s" DASHES "; the file was cut short",
        ACP_SLICE_ARGS(block->label));
    return ACP_PEM_PROBLEM;
}

acp_pem_found acp_pem_next(acp_pem_reader *reader, acp_arena *arena, acp_pem_block *block,
                           const char **problem)
{
    acp_slice line;
    while (next_line(&reader->rest, &line)) {
        acp_slice label = label_of(line, BEGIN), end = label_of(line, END);
        *block = (acp_pem_block){.label = label, .file = reader->file};
        block->begin = line_at(reader->file, line, ++reader->line);
        if (label.len) {
            acp_pem_found found = read_body(reader, arena, block, problem);
            if (found != ACP_PEM_BLOCK || !acp_is_space(*line.ptr))
                return found;
            *problem = "the line " BEGIN "... is indented: it counts in the first column only, and "
                       "so do the lines of the block";
            return ACP_PEM_PROBLEM;
        }
        if (end.len) {
            *problem = acp_arena_printf(
                arena, "a block ends here as %.*s, but no line " BEGIN "%.*s" DASHES " begins it",
                ACP_SLICE_ARGS(end), ACP_SLICE_ARGS(end));
            return ACP_PEM_PROBLEM;
        }
    }
    return ACP_PEM_END;
}

/* ---- Base64 ------------------------------------------------------------------------------------
 */

typedef struct {
    uint8_t *bytes;
    size_t size;
    unsigned held, held_bits;
    size_t digits, padding;
} base64;

/* False at the first character that cannot stand there. */
static bool decode_line(base64 *to, acp_slice line, size_t *bad)
{
    for (size_t i = 0; i < line.len; i++) {
        int digit = acp_base64_digit(line.ptr[i]);
        *bad = i;
        if (acp_is_space(line.ptr[i]))
            continue;
        if (line.ptr[i] == '=' && ++to->padding <= 2)
            continue;
        if (digit < 0 || to->padding)
            return false;
        to->digits++;
        to->held = (to->held << 6 | (unsigned)digit) & 0xFFFF;
        to->held_bits += 6;
        if (to->held_bits >= 8) {
            to->held_bits -= 8;
            to->bytes[to->size++] = (uint8_t)(to->held >> to->held_bits);
        }
    }
    return true;
}

uint8_t *acp_pem_decode(const acp_pem_block *block, acp_arena *arena, size_t *size,
                        const char **problem, acp_pem_line *where)
{
    base64 to = {.bytes = acp_arena_alloc(arena, block->body.len / 4 * 3 + 3)};
    acp_slice rest = block->body, text;
    size_t bad;
    *problem = NULL;
    *where = block->begin;
    for (uint32_t line = block->begin.line + 1; to.bytes && next_line(&rest, &text); line++) {
        if (decode_line(&to, text, &bad))
            continue;
        *where = line_at(block->file, text, line);
        char one[2] = {text.ptr[bad], '\0'};
        bool visible = one[0] > ' ' && one[0] < 127;
        *problem = acp_arena_printf(arena,
                                    "character %zu of this line, %s, cannot stand there in the "
                                    "Base64 of a block",
                                    bad + 1, visible ? one : "which is not a printable one");
        return NULL;
    }
    *size = to.size;
    if (!to.bytes)
        return NULL;
    if (!to.size)
        *problem = "this block is empty";
    else if ((to.digits + to.padding) % 4 != 0)
        *problem = "characters of this block are missing: it is not whole Base64";
    return *problem ? NULL : to.bytes;
}
