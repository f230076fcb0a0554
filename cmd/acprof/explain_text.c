/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof explain: the text. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "explain.h"

#define LABEL_COLUMNS 17

/* A label and what stands beside it; nothing if there is nothing to say. */
static void line(const char *label, const char *text)
{
    if (!text || !*text)
        return;
    printf("  %-*s", LABEL_COLUMNS - 2, label);
    acp_print_wrapped(stdout, text, LABEL_COLUMNS, LABEL_COLUMNS, cmd_width(stdout));
    putchar('\n');
}

static void title(const char *text)
{
    bool color = cmd_color(stdout);
    printf("%s%s%s\n", color ? "\033[1m" : "", text, color ? "\033[0m" : "");
}

static void paragraph(const char *text)
{
    if (!text || !*text)
        return;
    acp_print_wrapped(stdout, text, 0, 0, cmd_width(stdout));
    putchar('\n');
}

static void add(char *text, size_t size, const char *word)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", used ? ", " : "", word);
}

static void add_platforms(char *text, size_t size, unsigned platforms)
{
    const char *name;
    for (unsigned i = 0; (name = acp_platform_name(i)); i++)
        if (platforms & 1u << i)
            add(text, size, name);
}

static void platforms_line(unsigned platforms)
{
    char text[160] = "";
    add_platforms(text, sizeof text, platforms);
    line("platforms", !platforms || platforms == ACP_PLATFORMS_ALL ? "all" : text);
}

/* A detail with its places for the finding's own words as capitals: {value} is VALUE. */
static void detail_line(const char *detail)
{
    char text[1024];
    size_t length = 0;
    bool inside = false;
    for (const char *p = detail; p && *p && length + 1 < sizeof text; p++) {
        if (*p == '{' || *p == '}')
            inside = *p == '{';
        else
            text[length++] = inside ? (char)toupper((unsigned char)*p) : *p;
    }
    text[length] = '\0';
    line("the client", text);
}

void explain_rule(const acp_rule *rule)
{
    char text[256] = "";
    snprintf(text, sizeof text, "%s %s", rule->id, rule->key ? rule->key : "");
    title(text);
    paragraph(rule->title);
    putchar('\n');
    snprintf(text, sizeof text, "%s", acp_severity_name((acp_severity)rule->severity));
    if (rule->strict != rule->severity)
        snprintf(text, sizeof text, "%s; %s with --strict",
                 acp_severity_name((acp_severity)rule->severity),
                 acp_severity_name((acp_severity)rule->strict));
    line("severity", text);
    *text = '\0';
    const char *kind;
    for (unsigned i = 0; (kind = acp_rule_kind_name(i)); i++)
        if (rule->kinds & 1u << i)
            add(text, sizeof text, kind);
    line("kinds", text);
    platforms_line(rule->platforms);
    if (rule->security == ACP_SECURITY_WEAKENS)
        line("security", "what the rule reports weakens the protection of the endpoint");
    line("reported when", rule->condition);
    detail_line(rule->detail);
    line("remedy", rule->remedy);
    if (rule->fix != ACP_FIX_NONE)
        line("fix", "the remedy needs no guess");
    line("source", rule->source);
    if (rule->planned) {
        line("state", "planned, not checked yet");
        return;
    }
    snprintf(text, sizeof text, "<!-- acprof: ignore %s because REASON -->", rule->id);
    line("to accept it", text);
}

static const char *type_name(const acp_setting *setting)
{
    switch ((acp_type)setting->type) {
    case ACP_TYPE_NONE: return "group of settings";
    case ACP_TYPE_STRING: return "text";
    case ACP_TYPE_BOOLEAN:
        return strcmp(setting->values[0].name, "1") == 0 ? "1 (on) or 0 (off)" : "true or false";
    case ACP_TYPE_ENUM: return "one of the values below";
    case ACP_TYPE_INTEGER:
    case ACP_TYPE_UNSIGNED: return "whole number";
    }
    return "";
}

static void type_line(const acp_setting *setting)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s%s", type_name(setting), setting->value_type ? ": " : "",
             setting->value_type ? setting->value_type : "");
    size_t used = strlen(text);
    bool number = setting->type == ACP_TYPE_INTEGER || setting->type == ACP_TYPE_UNSIGNED;
    if (number)
        snprintf(text + used, sizeof text - used, " from %" PRId64 " to %" PRId64 "%s%s",
                 setting->min, setting->max, setting->unit ? " " : "",
                 setting->unit ? setting->unit : "");
    else if (setting->type == ACP_TYPE_STRING && setting->max > 0)
        snprintf(text + used, sizeof text - used, " of %" PRId64 " to %" PRId64 " characters",
                 setting->min, setting->max);
    line("type", text);
}

static void since_text(char *text, size_t size, uint16_t version)
{
    snprintf(text, size, "client %d.%d", version >> 8, version & 0xFF);
}

/* NAME: what it means (since client 4.9) (windows, macos) */
static void value_text(char *text, size_t size, const acp_value *value)
{
    const char *help = value->help && *value->help ? value->help : value->stands_for;
    size_t used =
        (size_t)snprintf(text, size, "%s%s%s", value->name, help ? ": " : "", help ? help : "");
    if (value->since && used < size) {
        char since[32];
        since_text(since, sizeof since, value->since);
        used += (size_t)snprintf(text + used, size - used, " (since %s)", since);
    }
    if (value->platforms && used < size) {
        char platforms[128] = "";
        add_platforms(platforms, sizeof platforms, value->platforms);
        snprintf(text + used, size - used, " (%s)", platforms);
    }
}

static void value_lines(const acp_setting *setting)
{
    bool help = setting->type == ACP_TYPE_ENUM; /* true and false need none */
    for (unsigned i = 0; i < setting->value_count; i++)
        help = help || (setting->values[i].help && *setting->values[i].help);
    if (!help)
        return;
    for (unsigned i = 0; i < setting->value_count; i++) {
        char text[512];
        value_text(text, sizeof text, &setting->values[i]);
        line(i ? "" : "values", text);
    }
}

static void default_lines(const acp_setting *setting)
{
    char text[512], since[32];
    line("default", setting->default_value);
    if (setting->default_before && setting->default_before_value) {
        since_text(since, sizeof since, setting->default_before);
        snprintf(text, sizeof text, "%s before %s", setting->default_before_value, since);
        line("", text);
    }
    bool differs = setting->effective && (!setting->default_value ||
                                          strcmp(setting->effective, setting->default_value) != 0);
    if (differs || setting->effective_reason) {
        snprintf(text, sizeof text, "%s%s%s", setting->effective ? setting->effective : "",
                 setting->effective_reason ? ": " : "",
                 setting->effective_reason ? setting->effective_reason : "");
        line("if absent", text);
    }
}

static void occurs_line(const acp_setting *setting)
{
    char text[64];
    if (setting->is_attribute)
        snprintf(text, sizeof text, "%s", setting->min_occurs ? "required" : "may be absent");
    else if (setting->max_occurs == ACP_UNBOUNDED)
        snprintf(text, sizeof text, "%u times or more", setting->min_occurs);
    else if (setting->min_occurs == setting->max_occurs)
        snprintf(text, sizeof text, setting->max_occurs == 1 ? "exactly once" : "exactly %u times",
                 setting->max_occurs);
    else if (setting->max_occurs == 1)
        snprintf(text, sizeof text, "at most once");
    else
        snprintf(text, sizeof text, "%u to %u times", setting->min_occurs, setting->max_occurs);
    line("occurs", text);
}

static void member_lines(const acp_setting *setting)
{
    char text[1024] = "";
    for (acp_setting_id id = setting->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        add(text, sizeof text, acp_setting_get(id)->name);
    line("contains", text);
    *text = '\0';
    for (acp_setting_id id = setting->first_attribute; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        add(text, sizeof text, acp_setting_get(id)->name);
    line("attributes", text);
}

static void stricter_line(const char *stricter)
{
    char text[256];
    if (!stricter || !*stricter)
        return;
    if (strcmp(stricter, "smaller") == 0)
        line("stricter", "the smaller number");
    else if (strchr(stricter, ',')) {
        snprintf(text, sizeof text, "from strict to lax: %s", stricter);
        line("stricter", text);
    } else {
        snprintf(text, sizeof text, "%s is the stricter value", stricter);
        line("stricter", text);
    }
}

/* Nobody edits what is downloaded as JSON: there the label is no more than that. */
static void editor_line(acp_kind kind, const acp_setting *setting)
{
    char text[256];
    if (acp_kind_get(kind)->json_schema) {
        line("label", setting->label);
        return;
    }
    snprintf(text, sizeof text, "%s%s%s", setting->pane ? setting->pane : "",
             setting->pane ? ": " : "", setting->label);
    line("in the editor", text);
}

/* Other kinds of document that have a setting of the same name. */
static void beside_line(unsigned beside)
{
    char text[256] = "";
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        if (beside >> kind & 1) {
            size_t used = strlen(text);
            snprintf(text + used, sizeof text - used, "%s%s (--kind %s)", used ? ", " : "",
                     acp_kind_get((acp_kind)kind)->label, acp_kind_get((acp_kind)kind)->name);
        }
    line("name also in", text);
}

void explain_setting(acp_kind kind, acp_setting_id id, unsigned beside)
{
    const acp_setting *setting = acp_setting_get(id);
    char path[512], since[32];
    acp_setting_path(id, path, sizeof path);
    title(path);
    paragraph(setting->help);
    putchar('\n');
    editor_line(kind, setting);
    line("document", acp_kind_get(kind)->label);
    type_line(setting);
    value_lines(setting);
    default_lines(setting);
    occurs_line(setting);
    member_lines(setting);
    line("depends on", setting->depends);
    platforms_line(setting->platforms);
    if (setting->since) {
        since_text(since, sizeof since, setting->since);
        line("since", since);
    }
    stricter_line(setting->stricter);
    if (!setting->attested)
        line("name", "no published source shows it; compare with a file of the vendor's editor");
    line("source", setting->source);
    beside_line(beside);
}
