/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pieces several output formats need. */
#include <inttypes.h>
#include <string.h>

#include "document/utf8.h"
#include "report/report.h"
#include "report/visible.h"

const char *acp_security_name(unsigned security)
{
    switch (security) {
    case ACP_SECURITY_WEAKENS: return "weakens";
    case ACP_SECURITY_NEUTRAL: return "neutral";
    default: return "n/a";
    }
}

void acp_report_xml(acp_buffer *out, const char *text)
{
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        const char *start = at;
        uint32_t code = acp_utf8_next(&at, end);
        switch (code) {
        case '&': acp_buffer_puts(out, "&amp;"); continue;
        case '<': acp_buffer_puts(out, "&lt;"); continue;
        case '>': acp_buffer_puts(out, "&gt;"); continue;
        case '"': acp_buffer_puts(out, "&quot;"); continue;
        case '\t': acp_buffer_puts(out, "&#9;"); continue;
        case '\n': acp_buffer_puts(out, "&#10;"); continue;
        default: break;
        }
        if (code == 0xFFFE || code == 0xFFFF)
            acp_buffer_printf(out, "\\u%04" PRIX32, code);
        else
            acp_visible_line(out, (acp_slice){start, (size_t)(at - start)});
    }
}

/* Adds a sentence: a blank before, a full stop behind. */
static void add_sentence(acp_buffer *out, const char *text, const char *prefix)
{
    if (!text || !*text)
        return;
    if (out->length)
        acp_buffer_putc(out, ' ');
    acp_buffer_puts(out, prefix);
    acp_buffer_puts(out, text);
    char last = text[strlen(text) - 1];
    if (!strchr(".!?:", last))
        acp_buffer_putc(out, '.');
}

void acp_report_message(acp_buffer *out, const acp_finding *finding)
{
    acp_buffer message = {0};
    add_sentence(&message, finding->rule->title, "");
    add_sentence(&message, finding->detail, "");
    add_sentence(&message, finding->remedy, "Remedy: ");
    if (message.failed)
        out->failed = true;
    else if (message.length)
        acp_buffer_add(out, message.text, message.length);
    acp_buffer_free(&message);
}

void acp_report_platforms(acp_json_text *json, unsigned platforms)
{
    acp_json_open(json, '[', true);
    const char *name;
    for (unsigned i = 0; (name = acp_platform_name(i)); i++)
        if (!platforms || platforms & 1u << i)
            acp_json_string(json, name);
    acp_json_close(json, ']');
}

const char *acp_library_version(void)
{
    return ACP_VERSION_STRING;
}
