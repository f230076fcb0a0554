/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Differences as one page that needs nothing else: for a mail, a ticket or the printer. */
#include "change/diff_write.h"
#include "report/report.h"

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";

static const char style[] =
    "<style>\n"
    ":root { color-scheme: light dark; --line: #ccc; --dim: #555; --bad: #a40000; --good: #1b6e2c; "
    "}\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  :root { --line: #444; --dim: #aaa; --bad: #ff8a80; --good: #8fd19e; }\n"
    "}\n"
    "body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; "
    "padding: 0 1rem; }\n"
    "h1 { font-size: 1.4rem; overflow-wrap: anywhere; }\n"
    "ul { list-style: none; padding: 0; }\n"
    "li { border-top: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere; "
    "break-inside: avoid; }\n"
    "li.part { border: 0; padding: 0 0 0 2rem; }\n"
    "code, .dim { color: var(--dim); font-size: .875rem; }\n"
    ".weakens { color: var(--bad); font-weight: 600; }\n"
    ".strengthens { color: var(--good); font-weight: 600; }\n"
    "@media print { body { margin: 0; max-width: none; } }\n"
    "</style>\n";

/* Takes what was put together and empties it. */
static void add_escaped(acp_buffer *out, acp_buffer *text)
{
    acp_report_xml(out, text->text ? text->text : "");
    out->failed |= text->failed;
    acp_buffer_free(text);
    *text = (acp_buffer){0};
}

static void add_change(const acp_diff *diff, const acp_difference *change, acp_buffer *out)
{
    acp_buffer text = {0};
    acp_buffer_puts(out, change->is_part ? "<li class=\"part\"><b>" : "<li><b>");
    acp_difference_subject(&text, change);
    add_escaped(out, &text);
    acp_buffer_puts(out, "</b>: ");
    acp_difference_event(&text, change);
    acp_buffer_putc(&text, '.');
    add_escaped(out, &text);
    if (change->effect != ACP_EFFECT_NONE) {
        const char *name = acp_effect_name(change->effect);
        acp_buffer_printf(out, "\n<br><span class=\"%s\">%s security:</span> ", name,
                          change->effect == ACP_EFFECT_WEAKENS ? "Weakens" : "Strengthens");
        acp_report_xml(out, change->reason);
    }
    if (!change->is_part) {
        acp_buffer_puts(out, "\n<br><code>");
        acp_report_xml(out, change->path);
        acp_buffer_puts(out, "</code>");
        acp_buffer_puts(out, " <span class=\"dim\">");
        if (change->old_at.line)
            acp_buffer_printf(&text, "%s:%u ", diff->a->name, change->old_at.line);
        if (change->new_at.line)
            acp_buffer_printf(&text, "%s:%u", diff->b->name, change->new_at.line);
        add_escaped(out, &text);
        acp_buffer_puts(out, "</span>");
    }
    acp_buffer_puts(out, "</li>\n");
}

void acp_diff_html(const acp_diff *diff, acp_buffer *out)
{
    acp_buffer text = {0};
    acp_buffer_puts(out, head);
    acp_buffer_puts(out, "<title>");
    acp_buffer_printf(&text, "%s and %s", diff->a->name, diff->b->name);
    add_escaped(out, &text);
    acp_buffer_puts(out, "</title>\n");
    acp_buffer_puts(out, style);
    acp_buffer_puts(out, "</head>\n<body>\n<main>\n<h1>From ");
    acp_report_xml(out, diff->a->name);
    acp_buffer_puts(out, " to ");
    acp_report_xml(out, diff->b->name);
    acp_buffer_puts(out, "</h1>\n<p>");
    acp_diff_summary(out, diff);
    acp_buffer_puts(out, ".</p>\n");
    if (diff->count)
        acp_buffer_puts(out, "<ul>\n");
    for (size_t i = 0; i < diff->count; i++)
        add_change(diff, &diff->changes[i], out);
    acp_buffer_puts(out, diff->count ? "</ul>\n</main>\n</body>\n</html>\n"
                                     : "</main>\n</body>\n</html>\n");
}
