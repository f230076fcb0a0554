/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <string.h>

#include "inspect.h"
#include "profile.h"

void inspect_print(inspection *i, const char *format, ...)
{
    char text[512];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    tunnel_write(&i->out, text);
}

void inspect_hex(inspection *i, const uint8_t *bytes, size_t size)
{
    for (size_t k = 0; k < size; k++)
        inspect_print(i, "%02x", bytes[k]);
}

const char *inspect_platform(const tunnel_policy *policy)
{
    unsigned index = 0;
    while (tunnel_policy_platform(policy) >> (index + 1))
        index++;
    return acp_platform_name(index);
}

static void print_text(inspection *i, uint32_t place)
{
    tunnel_write_text(&i->out, tunnel_slice(i->policy, place));
}

static void print_position(inspection *i, uint32_t index)
{
    const tunnel_position *position = TUNNEL_AT(i->policy, tunnel_position, POSITIONS, index);
    tunnel_write(&i->out, "{\"file\":");
    print_text(i, TUNNEL_AT(i->policy, tunnel_file, FILES, position->file)->name);
    inspect_print(i, ",\"line\":%u}", position->line);
}

static void print_reference(inspection *i, uint32_t section, uint32_t index)
{
    if (index == TUNNEL_NONE)
        tunnel_write(&i->out, "null");
    else if (section == SECTION_POSITIONS)
        print_position(i, index);
    else
        inspect_print(i, "%u", index);
}

static void print_range(inspection *i, uint32_t section, uint32_t first, uint32_t count)
{
    if (section != SECTION_BYTES) {
        inspect_print(i, "{\"first\":%u,\"count\":%u}", first, count);
        return;
    }
    tunnel_write(&i->out, "\"");
    inspect_hex(i, tunnel_bytes(i->policy, first), count);
    tunnel_write(&i->out, "\"");
}

static void print_flags(inspection *i, uint32_t flags)
{
    static const char *const names[] = {"written", "controllable", "differs", "forced", "nothing"};
    const char *before = "";
    tunnel_write(&i->out, "[");
    for (unsigned k = 0; k < sizeof names / sizeof *names; k++)
        if (flags & 1u << k) {
            inspect_print(i, "%s\"%s\"", before, names[k]);
            before = ",";
        }
    tunnel_write(&i->out, "]");
}

/* A list is long; so it is printed item by item, without memory. */
void inspect_cell_value(inspection *i, const tunnel_cell *cell)
{
    if (tunnel_settings[cell->setting].type != TUNNEL_LIST) {
        tunnel_value value = tunnel_cell_value(i->policy, cell, cell->value, NULL);
        tunnel_write_value(&i->out, &value);
        return;
    }
    tunnel_write(&i->out, "[");
    for (uint32_t k = 0; k < cell->count; k++) {
        tunnel_write(&i->out, k ? "," : "");
        print_text(i, TUNNEL_AT(i->policy, tunnel_item, ITEMS, cell->value + k)->text);
    }
    tunnel_write(&i->out, "]");
}

/* Words of cells that a table of words cannot tell. */
static bool print_cell_word(inspection *i, const uint32_t *words, uint32_t column)
{
    tunnel_cell cell;
    memcpy(&cell, words, sizeof cell);
    if (column == offsetof(tunnel_cell, flags) / 4)
        print_flags(i, cell.flags);
    else if (column == offsetof(tunnel_cell, value) / 4 &&
             (cell.flags & CELL_NOTHING || tunnel_settings[cell.setting].type == TUNNEL_GROUP))
        tunnel_write(&i->out, "null");
    else if (column == offsetof(tunnel_cell, value) / 4)
        inspect_cell_value(i, &cell);
    else
        return false;
    return true;
}

void inspect_word(inspection *i, uint32_t section, const uint32_t *words, uint32_t column)
{
    const tunnel_word *word = &tunnel_records[section].words[column];
    uint32_t value = words[column];
    if (section == SECTION_CELLS && print_cell_word(i, words, column))
        return;
    if (strcmp(word->name, "setting") == 0) {
        tunnel_write_text(&i->out, tunnel_text_of(tunnel_settings[value].path));
        return;
    }
    switch ((tunnel_word_kind)word->kind) {
    case WORD_ANY: inspect_print(i, "%u", value); break;
    case WORD_NUMBER:
        if (word->low == 0 && word->high == 1)
            tunnel_write(&i->out, value ? "true" : "false");
        else
            inspect_print(i, "%u", value);
        break;
    case WORD_TEXT:
    case WORD_TEXT_OR_NONE:
        if (value == TUNNEL_NONE)
            tunnel_write(&i->out, "null");
        else
            print_text(i, value);
        break;
    case WORD_REF:
    case WORD_REF_OR_NONE: print_reference(i, word->section, value); break;
    case WORD_FIRST: print_range(i, word->section, value, words[column + 1]); break;
    case WORD_COUNT:
    case WORD_VALUE: break; /* with what stands before it; of cells only */
    }
}
