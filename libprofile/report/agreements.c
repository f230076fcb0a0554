/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What files of a set must agree on, as a table for people and as JSON. */
#include "document/json_text.h"
#include "document/slice.h"
#include "report/visible.h"

/* WHAT, AGREES, VALUE, PLACE; the last is not padded. */
enum { COLUMNS = 4, GAP = 2, MOST = 60 };

typedef struct {
    acp_buffer *out;
    unsigned widths[COLUMNS];
    bool color;
} table;

static const char *value_of(const char *value)
{
    return *value ? value : "(nothing)";
}

static void place_of(char *text, size_t size, const char *file, acp_position at)
{
    if (at.line)
        snprintf(text, size, "%s:%u:%u", file, at.line, at.column);
    else
        snprintf(text, size, "%s", file);
}

static void widen(table *t, int column, const char *text)
{
    unsigned wide = acp_visible_line(NULL, acp_slice_of(text));
    if (wide > MOST)
        wide = MOST;
    if (wide > t->widths[column])
        t->widths[column] = wide;
}

static void measure(table *t, const acp_set *set)
{
    for (size_t i = 0; i < acp_set_agreement_count(set); i++) {
        const acp_agreement *row = acp_set_agreement(set, i);
        widen(t, 0, row->what);
        widen(t, 2, value_of(row->left.value));
        widen(t, 2, value_of(row->right.value));
    }
}

static void add_cell(table *t, int column, const char *text)
{
    unsigned wide = acp_visible_line(t->out, acp_slice_of(text));
    while (column < COLUMNS - 1 && wide++ < t->widths[column] + GAP)
        acp_buffer_putc(t->out, ' ');
}

static void add_line(table *t, const char *what, const char *agrees, const char *value,
                     const char *place)
{
    add_cell(t, 0, what);
    if (t->color && strcmp(agrees, "no") == 0) {
        acp_buffer_puts(t->out, "\033[1;31m");
        add_cell(t, 1, agrees);
        acp_buffer_puts(t->out, "\033[0m");
    } else {
        add_cell(t, 1, agrees);
    }
    add_cell(t, 2, value);
    add_cell(t, 3, place);
    acp_buffer_putc(t->out, '\n');
}

static void write_table(acp_buffer *out, const acp_set *set, bool color)
{
    static const char *const heads[COLUMNS] = {"WHAT MUST AGREE", "AGREES", "VALUE", "PLACE"};
    table t = {.out = out, .color = color};
    char place[1024];
    size_t count = acp_set_agreement_count(set), apart = 0;
    for (int i = 0; i < COLUMNS; i++)
        widen(&t, i, heads[i]);
    measure(&t, set);
    if (count)
        add_line(&t, heads[0], heads[1], heads[2], heads[3]);
    for (size_t i = 0; i < count; i++) {
        const acp_agreement *row = acp_set_agreement(set, i);
        apart += !row->agrees;
        place_of(place, sizeof place, row->left.file, row->left.at);
        add_line(&t, row->what, row->agrees ? "yes" : "no", value_of(row->left.value), place);
        place_of(place, sizeof place, row->right.file, row->right.at);
        add_line(&t, "", row->agrees ? "" : row->rule->id, value_of(row->right.value), place);
    }
    if (!count)
        acp_buffer_puts(out, "Nothing in these files must agree with anything in the others.\n");
    else if (apart)
        acp_buffer_printf(out, "%zu of %zu do not agree.\n", apart, count);
    else
        acp_buffer_printf(out, "All %zu agree.\n", count);
}

static void add_side(acp_json_text *json, const char *key, const char *file, acp_position at,
                     const char *value)
{
    acp_json_key(json, key);
    acp_json_open(json, '{', true);
    acp_json_member(json, "value", value);
    acp_json_member(json, "file", file);
    acp_json_member_number(json, "line", at.line);
    acp_json_member_number(json, "column", at.column);
    acp_json_close(json, '}');
}

static void write_json(acp_buffer *out, const acp_set *set)
{
    acp_json_text json = {.out = out};
    acp_json_open(&json, '[', false);
    for (size_t i = 0; i < acp_set_agreement_count(set); i++) {
        const acp_agreement *row = acp_set_agreement(set, i);
        acp_json_open(&json, '{', false);
        acp_json_member(&json, "what", row->what);
        acp_json_member_bool(&json, "agrees", row->agrees);
        acp_json_member(&json, "rule", row->rule->id);
        add_side(&json, "left", row->left.file, row->left.at, row->left.value);
        add_side(&json, "right", row->right.file, row->right.at, row->right.value);
        acp_json_close(&json, '}');
    }
    acp_json_close(&json, ']');
}

acp_status acp_agreements_write(const acp_set *set, acp_report_format format, bool color,
                                FILE *stream)
{
    acp_buffer out = {0};
    if (format == ACP_REPORT_JSON)
        write_json(&out, set);
    else
        write_table(&out, set, color);
    acp_status status = out.failed                                              ? ACP_NO_MEMORY
                        : fwrite(out.text, 1, out.length, stream) == out.length ? ACP_OK
                                                                                : ACP_IO;
    acp_buffer_free(&out);
    return status;
}
