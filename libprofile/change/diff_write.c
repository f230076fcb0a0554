/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Differences for people, in sentences that can be read aloud, and for programs. */
#include "change/diff_write.h"

#include "document/json_text.h"
#include "report/visible.h"

/* ---- sentences ------------------------------------------------------------------------------- */

static void add_quoted(acp_buffer *out, const char *value)
{
    if (value && *value)
        acp_buffer_printf(out, "\"%s\"", value);
    else
        acp_buffer_puts(out, "empty");
}

void acp_difference_subject(acp_buffer *out, const acp_difference *change)
{
    const char *value = change->new_value ? change->new_value : change->old_value;
    acp_buffer_puts(out, change->label);
    if (change->is_part && value)
        return;
    if (change->type == ACP_DIFFERENCE_RENAMED)
        acp_buffer_printf(out, " \"%s\"", change->old_value);
    else if (change->is_entry && value && *value)
        acp_buffer_printf(out, " \"%s\"%s%s%s", value, *change->entry ? " of \"" : "",
                          change->entry, *change->entry ? "\"" : "");
    else if (*change->entry && change->is_entry)
        acp_buffer_printf(out, " \"%s\"", change->entry);
    else if (*change->entry)
        acp_buffer_printf(out, " of \"%s\"", change->entry);
}

static void add_event_of_setting(acp_buffer *out, const acp_difference *change)
{
    if (change->is_part) {
        add_quoted(out, change->new_value ? change->new_value : change->old_value);
        return;
    }
    acp_buffer_puts(out, "was ");
    if (change->old_value)
        add_quoted(out, change->old_value);
    else
        acp_buffer_puts(out, "not set");
    if (change->old_default)
        acp_buffer_printf(out, " (the client took it to be \"%s\")", change->old_default);
    acp_buffer_puts(out, change->new_value ? ", is now " : ", is not set any more");
    if (change->new_value)
        add_quoted(out, change->new_value);
    if (change->new_default)
        acp_buffer_printf(out, " (the client then takes it to be \"%s\")", change->new_default);
}

void acp_difference_event(acp_buffer *out, const acp_difference *change)
{
    if (change->type == ACP_DIFFERENCE_RENAMED)
        acp_buffer_printf(out, "is now called \"%s\"", change->new_value);
    else if (change->type == ACP_DIFFERENCE_MOVED)
        acp_buffer_printf(out, "moved from place %u to place %u", change->old_place,
                          change->new_place);
    else if (change->is_entry && !(change->is_part && (change->old_value || change->new_value)))
        acp_buffer_puts(out, acp_difference_name(change->type));
    else
        add_event_of_setting(out, change);
}

void acp_diff_summary(acp_buffer *out, const acp_diff *diff)
{
    size_t all = 0, count[] = {0, 0, 0};
    for (size_t i = 0; i < diff->count; i++) {
        all += !diff->changes[i].is_part;
        count[diff->changes[i].effect]++;
    }
    acp_buffer_printf(out, "%zu difference%s", all, all == 1 ? "" : "s");
    if (count[ACP_EFFECT_WEAKENS])
        acp_buffer_printf(out, ", %zu weaken%s security", count[ACP_EFFECT_WEAKENS],
                          count[ACP_EFFECT_WEAKENS] == 1 ? "s" : "");
    if (count[ACP_EFFECT_STRENGTHENS])
        acp_buffer_printf(out, ", %zu strengthen%s %s", count[ACP_EFFECT_STRENGTHENS],
                          count[ACP_EFFECT_STRENGTHENS] == 1 ? "s" : "",
                          count[ACP_EFFECT_WEAKENS] ? "it" : "security");
}

/* ---- text ------------------------------------------------------------------------------------ */

static const char *const effect_color[] = {"", "\033[1;31m", "\033[1;32m"};

static void add_place(acp_buffer *out, const acp_document *document, acp_position at)
{
    acp_buffer_printf(out, "%s:%u", document->name, at.line);
}

static void add_places(acp_buffer *line, const acp_diff *diff, const acp_difference *change)
{
    acp_buffer_printf(line, "%s", change->path);
    if (!change->old_at.line && !change->new_at.line)
        return;
    acp_buffer_puts(line, " (");
    if (change->old_at.line)
        add_place(line, diff->a, change->old_at);
    if (change->old_at.line && change->new_at.line)
        acp_buffer_puts(line, ", ");
    if (change->new_at.line)
        add_place(line, diff->b, change->new_at);
    acp_buffer_putc(line, ')');
}

/* Takes what was put together, wraps and empties it. */
static void add_wrapped(acp_buffer *out, acp_buffer *line, unsigned indent, unsigned width)
{
    acp_visible_wrapped(out, line->text ? line->text : "", indent, indent + 2, width);
    out->failed |= line->failed;
    acp_buffer_free(line);
    *line = (acp_buffer){0};
}

static void add_text(const acp_diff *diff, const acp_difference *change, bool color, unsigned width,
                     acp_buffer *out)
{
    acp_buffer line = {0};
    unsigned indent = change->is_part ? 4 : 0;
    acp_buffer_printf(out, "%*s", (int)indent, "");
    acp_difference_subject(&line, change);
    acp_buffer_puts(&line, ": ");
    acp_difference_event(&line, change);
    acp_buffer_putc(&line, '.');
    add_wrapped(out, &line, indent, width);
    acp_buffer_putc(out, '\n');
    if (change->effect != ACP_EFFECT_NONE) {
        acp_buffer_printf(out, "%*s%s", (int)indent + 2, "",
                          color ? effect_color[change->effect] : "");
        acp_buffer_printf(&line, "%s security: %s",
                          change->effect == ACP_EFFECT_WEAKENS ? "Weakens" : "Strengthens",
                          change->reason);
        add_wrapped(out, &line, indent + 2, width);
        acp_buffer_printf(out, "%s\n", color ? "\033[0m" : "");
    }
    if (change->is_part)
        return;
    acp_buffer_printf(out, "%*s%s", (int)indent + 2, "", color ? "\033[2m" : "");
    add_places(&line, diff, change);
    /* Not wrapped: a path is copied. */
    acp_visible_line(out, acp_slice_of(line.text ? line.text : ""));
    out->failed |= line.failed;
    acp_buffer_free(&line);
    acp_buffer_printf(out, "%s\n", color ? "\033[0m" : "");
}

static void write_text(const acp_diff *diff, bool color, unsigned width, acp_buffer *out)
{
    for (size_t i = 0; i < diff->count; i++)
        add_text(diff, &diff->changes[i], color, width, out);
    if (!diff->count)
        return;
    acp_buffer_putc(out, '\n');
    acp_diff_summary(out, diff);
    acp_buffer_puts(out, ".\n");
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void add_number(acp_json_text *json, const char *key, unsigned number)
{
    acp_json_key(json, key);
    if (number)
        acp_json_number(json, number);
    else
        acp_json_null(json);
}

static void add_text_or_null(acp_json_text *json, const char *key, const char *text)
{
    acp_json_member(json, key, text && *text ? text : NULL);
}

static void add_json(acp_json_text *json, const acp_difference *change)
{
    acp_json_open(json, '{', false);
    acp_json_member(json, "change", acp_difference_name(change->type));
    acp_json_member(json, "label", change->label);
    add_text_or_null(json, "entry", change->entry);
    acp_json_member(json, "path", change->path);
    add_text_or_null(json, "old_path", change->old_path);
    acp_json_member(json, "old", change->old_value);
    acp_json_member(json, "new", change->new_value);
    acp_json_member(json, "old_default", change->old_default);
    acp_json_member(json, "new_default", change->new_default);
    add_number(json, "old_line", change->old_at.line);
    add_number(json, "new_line", change->new_at.line);
    add_number(json, "old_place", change->old_place);
    add_number(json, "new_place", change->new_place);
    acp_json_member_bool(json, "part", change->is_part);
    acp_json_member(json, "security", acp_effect_name(change->effect));
    add_text_or_null(json, "reason", change->reason);
    acp_json_close(json, '}');
}

static void write_json(const acp_diff *diff, acp_buffer *out)
{
    acp_json_text json = {.out = out};
    acp_json_open(&json, '[', false);
    for (size_t i = 0; i < diff->count; i++)
        add_json(&json, &diff->changes[i]);
    acp_json_close(&json, ']');
    acp_buffer_putc(out, '\n');
}

acp_status acp_diff_write(const acp_diff *diff, acp_diff_format format, bool color, unsigned width,
                          FILE *stream)
{
    acp_buffer out = {0};
    switch (format) {
    case ACP_DIFF_TEXT: write_text(diff, color, width, &out); break;
    case ACP_DIFF_JSON: write_json(diff, &out); break;
    case ACP_DIFF_HTML: acp_diff_html(diff, &out); break;
    }
    if (!out.failed && out.length)
        fwrite(out.text, 1, out.length, stream);
    acp_status status = out.failed ? ACP_NO_MEMORY : ferror(stream) ? ACP_IO : ACP_OK;
    acp_buffer_free(&out);
    return status;
}
