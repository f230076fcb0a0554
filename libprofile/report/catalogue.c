/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rule table as a list, as JSON and as the page docs/rules.md. */
#include <string.h>

#include "document/json_text.h"
#include "document/slice.h"
#include "report/report.h"

static const char *const family_name[] = {
    "Reading and structure",     "VPN profile",
    "Management tunnel profile", "Local policy, transforms, preferences",
    "Network Visibility Module", "Posture and AMP",
    "Network Access Manager",    "Umbrella and feedback",
    "URIs and mobile clients",   "Several documents together, and the headend",
};

static const char *const fix_name[] = {[ACP_FIX_NONE] = "none",
                                       [ACP_FIX_SET] = "set",
                                       [ACP_FIX_DELETE] = "delete",
                                       [ACP_FIX_FUNCTION] = "function"};

static bool is_set(const char *text)
{
    return text && *text;
}

/* Names of a rule's kinds or platforms, with a comma between; "all" for every one of them. */
static void add_kinds(acp_buffer *out, uint32_t kinds)
{
    const char *gap = "", *name;
    for (unsigned i = 0; (name = acp_rule_kind_name(i)); i++)
        if (kinds & 1u << i) {
            acp_buffer_printf(out, "%s%s", gap, name);
            gap = ", ";
        }
}

static void add_platforms(acp_buffer *out, unsigned platforms)
{
    const char *gap = "", *name;
    if (!platforms || platforms == ACP_PLATFORMS_ALL) {
        acp_buffer_puts(out, "all");
        return;
    }
    for (unsigned i = 0; (name = acp_platform_name(i)); i++)
        if (platforms & 1u << i) {
            acp_buffer_printf(out, "%s%s", gap, name);
            gap = ", ";
        }
}

static void text_rule(acp_buffer *out, const acp_rule *rule)
{
    acp_buffer_printf(out, "%s  %-8s%-36s %s%s\n", rule->id,
                      acp_severity_name((acp_severity)rule->severity), rule->key, rule->title,
                      rule->planned ? " (planned)" : "");
}

static void json_rule(acp_json_text *json, const acp_rule *rule)
{
    acp_json_open(json, '{', false);
    acp_json_member(json, "id", rule->id);
    acp_json_member(json, "key", rule->key);
    acp_json_member_number(json, "tier", rule->tier);
    acp_json_member(json, "severity", acp_severity_name((acp_severity)rule->severity));
    acp_json_member(json, "strict", acp_severity_name((acp_severity)rule->strict));
    acp_json_key(json, "kinds");
    acp_json_open(json, '[', true);
    const char *name;
    for (unsigned i = 0; (name = acp_rule_kind_name(i)); i++)
        if (rule->kinds & 1u << i)
            acp_json_string(json, name);
    acp_json_close(json, ']');
    acp_json_key(json, "platforms");
    acp_report_platforms(json, rule->platforms);
    acp_json_member(json, "title", rule->title);
    acp_json_member(json, "condition", rule->condition);
    acp_json_member(json, "detail", rule->detail);
    acp_json_member(json, "remedy", rule->remedy);
    acp_json_member(json, "fix", fix_name[rule->fix]);
    acp_json_member(json, "fix_text", rule->fix_text);
    acp_json_member(json, "security", acp_security_name(rule->security));
    acp_json_member_bool(json, "schema", rule->schema);
    acp_json_member_bool(json, "planned", rule->planned);
    acp_json_member(json, "source", rule->source);
    acp_json_close(json, '}');
}

/* Prose that Markdown must not take for its own marks. */
static void add_markdown(acp_buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<')
            acp_buffer_puts(out, "&lt;");
        else if (*text == '&')
            acp_buffer_puts(out, "&amp;");
        else if (*text == '\n')
            acp_buffer_putc(out, ' ');
        else {
            if (strchr("\\`*_[]|", *text))
                acp_buffer_putc(out, '\\');
            acp_buffer_putc(out, *text);
        }
    }
}

static void add_item(acp_buffer *out, const char *name, const char *text)
{
    if (!is_set(text))
        return;
    acp_buffer_printf(out, "- %s: ", name);
    add_markdown(out, text);
    acp_buffer_putc(out, '\n');
}

static void markdown_rule(acp_buffer *out, const acp_rule *rule)
{
    const char *severity = acp_severity_name((acp_severity)rule->severity);
    acp_buffer_printf(out, "\n### %s %s\n", rule->id, rule->key);
    add_markdown(out, rule->title);
    acp_buffer_printf(out, ".\n\n- Severity: %s", severity);
    if (rule->strict != rule->severity)
        acp_buffer_printf(out, ", with `--strict` %s",
                          acp_severity_name((acp_severity)rule->strict));
    acp_buffer_puts(out, rule->planned ? "; planned, not in force yet\n- Kinds: " : "\n- Kinds: ");
    add_kinds(out, rule->kinds);
    acp_buffer_puts(out, "\n- Platforms: ");
    add_platforms(out, rule->platforms);
    acp_buffer_putc(out, '\n');
    add_item(out, "Reported when", rule->condition);
    add_item(out, "What the client does", rule->detail);
    add_item(out, "Remedy", rule->remedy);
    if (rule->fix != ACP_FIX_NONE)
        add_item(out, "Fix", "the remedy needs no guess");
    add_item(out, "Security", acp_security_name(rule->security));
    add_item(out, "Source", rule->source);
}

static void markdown_head(acp_buffer *out)
{
    acp_buffer_puts(
        out,
        "# Rules\n\n"
        "Printed by `acprof rules --all --format markdown` from the rule table; change the table "
        "(`schemas/rules/`), not this page. The words in braces of \"What the client does\" are "
        "filled in when the finding is reported. A source is a document and its lines.\n");
}

typedef struct {
    acp_catalogue format;
    acp_buffer *out;
    acp_json_text json;
    char family; /* digit of the section begun last */
} catalogue;

static void add_rule(catalogue *list, const acp_rule *rule)
{
    switch (list->format) {
    case ACP_CATALOGUE_TEXT: text_rule(list->out, rule); break;
    case ACP_CATALOGUE_JSON: json_rule(&list->json, rule); break;
    case ACP_CATALOGUE_MARKDOWN:
        if (list->family != rule->id[3]) {
            list->family = rule->id[3];
            acp_buffer_printf(list->out, "\n## ACP%c: %s\n", list->family,
                              family_name[(list->family - '0') % 10]);
        }
        markdown_rule(list->out, rule);
        break;
    }
}

acp_status acp_catalogue_write(acp_catalogue format, acp_kind kind, bool planned, FILE *stream)
{
    acp_buffer out = {0};
    catalogue list = {.format = format, .out = &out, .json = {.out = &out}};
    if (format == ACP_CATALOGUE_JSON)
        acp_json_open(&list.json, '[', false);
    if (format == ACP_CATALOGUE_MARKDOWN)
        markdown_head(&out);
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        if (rule->planned && !planned)
            continue;
        if (kind == ACP_KIND_UNKNOWN || rule->kinds & 1u << kind)
            add_rule(&list, rule);
    }
    if (format == ACP_CATALOGUE_JSON) {
        acp_json_close(&list.json, ']');
        acp_buffer_putc(&out, '\n');
    }
    acp_status status = out.failed ? ACP_NO_MEMORY : ACP_OK;
    if (status == ACP_OK && out.length && fwrite(out.text, 1, out.length, stream) != out.length)
        status = ACP_IO;
    acp_buffer_free(&out);
    return status;
}
