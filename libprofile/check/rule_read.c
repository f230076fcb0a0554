/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rule entries: every field is checked, and an entry says in exactly one way what it is checked by.
 */
#include "check/rule_read.h"

#include <stdarg.h>

#define MAX_EACH 16

typedef struct {
    acp_rule_reader *reader;
    acp_yaml *entry;
    acp_rule *rule;
    const char *each[MAX_EACH + 1];
    acp_expr_source source;
    bool by;
    acp_status status;
} job;

static bool refuse(job *j, acp_position at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool refuse(job *j, acp_position at, const char *format, ...)
{
    if (j->status != ACP_OK)
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(j->reader->message, sizeof j->reader->message, format, arguments);
    va_end(arguments);
    j->reader->at = at;
    j->status = ACP_BAD_VALUE;
    return false;
}

static bool no_memory(job *j)
{
    j->status = ACP_NO_MEMORY;
    return false;
}

/* Text of a field; NULL if it is not there or is no text. */
static const char *text_of(job *j, const char *key, bool required)
{
    acp_yaml *field = acp_yaml_member(j->entry, key);
    if (!field) {
        if (required)
            refuse(j, j->entry->at, "the rule has no %s", key);
        return NULL;
    }
    if (field->type != ACP_YAML_SCALAR || !*field->text) {
        refuse(j, field->at, "%s must be a text", key);
        return NULL;
    }
    return field->text;
}

static acp_position place_of(job *j, const char *key)
{
    const acp_yaml *field = acp_yaml_member(j->entry, key);
    return field ? field->at : j->entry->at;
}

static bool all_of(const char *text, const char *allowed)
{
    return text[strspn(text, allowed)] == '\0';
}

static bool read_id(job *j)
{
    acp_rule *rule = j->rule;
    rule->id = text_of(j, "id", true);
    if (!rule->id)
        return false;
    bool acp = strncmp(rule->id, "ACP", 3) == 0;
    if (!j->reader->own && !(acp && strlen(rule->id) == 7 && all_of(rule->id + 3, "0123456789")))
        return refuse(j, place_of(j, "id"), "an id is ACP and four digits");
    if (j->reader->own && acp)
        return refuse(j, place_of(j, "id"),
                      "ids with ACP are the built-in rules'; give your rules "
                      "a prefix of your own, such as CORP001");
    if (j->reader->own && (strlen(rule->id) > 32 || rule->id[0] < 'A' || rule->id[0] > 'Z' ||
                           !all_of(rule->id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")))
        return refuse(j, place_of(j, "id"),
                      "an id is upper-case letters and digits, such as "
                      "CORP001, and starts with a letter");
    rule->key = text_of(j, "key", !j->reader->own);
    if (rule->key && !all_of(rule->key, "abcdefghijklmnopqrstuvwxyz0123456789-"))
        return refuse(j, place_of(j, "key"), "a key is lower-case words with hyphens");
    if (!rule->key)
        rule->key = rule->id;
    return j->status == ACP_OK;
}

static bool read_severity(job *j, const char *key, bool required, uint8_t *out)
{
    acp_severity severity;
    const char *text = text_of(j, key, required);
    if (!text)
        return j->status == ACP_OK;
    if (!acp_severity_by_name(text, &severity) || severity == ACP_OFF)
        return refuse(j, place_of(j, key), "%s is error, warning or info, not %s", key, text);
    *out = (uint8_t)severity;
    return true;
}

static bool add_kind(job *j, const acp_yaml *item)
{
    const char *name;
    for (unsigned kind = 0; (name = acp_rule_kind_name(kind)); kind++) {
        if (strcmp(name, item->text) != 0 || (j->reader->own && kind >= ACP_KIND_COUNT))
            continue;
        j->rule->kinds |= 1u << kind;
        return true;
    }
    return refuse(j, item->at, "no document kind %s", item->text);
}

static bool add_platform(job *j, const acp_yaml *item)
{
    unsigned bit = acp_platform_by_name(item->text, strlen(item->text));
    if (!bit)
        return refuse(j, item->at, "no platform %s", item->text);
    j->rule->platforms = (uint16_t)(j->rule->platforms | bit);
    return true;
}

static bool read_list(job *j, const char *key, bool required, const char *all,
                      bool (*add)(job *j, const acp_yaml *item))
{
    acp_yaml *field = acp_yaml_member(j->entry, key);
    if (!field)
        return !required || refuse(j, j->entry->at, "the rule has no %s", key);
    if (all && field->type == ACP_YAML_SCALAR && strcmp(field->text, all) == 0)
        return true;
    if (field->type != ACP_YAML_LIST || !field->first)
        return refuse(j, field->at, "%s must be a list, such as [one, two]", key);
    for (const acp_yaml *item = field->first; item; item = item->next) {
        if (item->type != ACP_YAML_SCALAR)
            return refuse(j, item->at, "%s lists texts only", key);
        if (!add(j, item))
            return false;
    }
    return true;
}

static bool add_source(job *j, const acp_yaml *item)
{
    const char *before = j->rule->source;
    j->rule->source = acp_arena_printf(j->reader->arena, "%s%s%s", before ? before : "",
                                       before ? "; " : "", item->text);
    return j->rule->source || no_memory(j);
}

static bool add_replaced(job *j, const acp_yaml *item)
{
    const char *before = j->rule->replaces;
    j->rule->replaces = acp_arena_printf(j->reader->arena, "%s%s%s", before ? before : "",
                                         before ? " " : "", item->text);
    return j->rule->replaces || no_memory(j);
}

static bool add_each(job *j, const acp_yaml *item)
{
    for (size_t i = 0; i < MAX_EACH; i++) {
        if (j->each[i])
            continue;
        j->each[i] = item->text;
        return true;
    }
    return refuse(j, item->at, "each lists more than %d paths", MAX_EACH);
}

static bool read_each(job *j)
{
    acp_yaml *field = acp_yaml_member(j->entry, "each");
    j->source.each = j->each;
    if (field && field->type == ACP_YAML_SCALAR && *field->text)
        return add_each(j, field);
    return read_list(j, "each", false, NULL, add_each);
}

static bool read_fix(job *j)
{
    static const char identifier[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    const char *fix = text_of(j, "fix", false);
    char path[256] = "", error[512];
    int value = 0;
    if (!fix || strcmp(fix, "none") == 0)
        return j->status == ACP_OK;
    j->rule->fix_text = fix;
    if (all_of(fix, identifier) && !j->reader->own) {
        j->rule->fix = ACP_FIX_FUNCTION;
        return true;
    }
    if (sscanf(fix, "set %255s %n", path, &value) == 1 && value && fix[value])
        j->rule->fix = ACP_FIX_SET;
    else if (sscanf(fix, "delete %255s", path) == 1)
        j->rule->fix = ACP_FIX_DELETE;
    else
        return refuse(j, place_of(j, "fix"), "fix is none, 'set PATH VALUE' or 'delete PATH'%s",
                      j->reader->own ? "" : ", or the name of a C function");
    acp_expr *place;
    acp_expr_source at = j->source;
    at.when = NULL;
    at.at = path;
    acp_status status = acp_expr_compile(j->reader->arena, &at, &place, error, sizeof error);
    if (status == ACP_NO_MEMORY)
        return no_memory(j);
    if (status == ACP_OK)
        j->rule->fix_at = place;
    const char *what = strstr(error, ": "); /* behind the field and column of our own making */
    return status == ACP_OK || refuse(j, place_of(j, "fix"), "fix%s", what ? what : "");
}

static bool read_flags(job *j)
{
    static const char *const effects[] = {"neutral", "weakens", "n/a"};
    bool own = j->reader->own;
    const char *security = text_of(j, "security", !own);
    const char *tier = text_of(j, "tier", !own);
    const char *schema = own ? NULL : text_of(j, "schema", false);
    for (uint8_t i = 0; security && i < 3; i++)
        if (strcmp(security, effects[i]) == 0) {
            j->rule->security = i;
            security = NULL;
        }
    if (security)
        return refuse(j, place_of(j, "security"), "security is neutral, weakens or n/a");
    if (tier && (strlen(tier) != 1 || tier[0] < '1' || tier[0] > '3'))
        return refuse(j, place_of(j, "tier"), "tier is 1, 2 or 3");
    if (schema && strcmp(schema, "true") != 0 && strcmp(schema, "false") != 0)
        return refuse(j, place_of(j, "schema"), "schema is true or false");
    j->rule->tier = tier ? (uint8_t)(tier[0] - '0') : 0;
    j->rule->schema = schema && strcmp(schema, "true") == 0;
    return j->status == ACP_OK;
}

static bool read_texts(job *j)
{
    acp_rule *rule = j->rule;
    bool own = j->reader->own;
    rule->title = text_of(j, "title", true);
    rule->condition = text_of(j, "condition", !own);
    rule->detail = text_of(j, "detail", false);
    rule->remedy = text_of(j, "remedy", true);
    return j->status == ACP_OK && read_list(j, "source", !own, NULL, add_source) &&
           (own || read_list(j, "replaces", false, NULL, add_replaced));
}

static bool read_condition(job *j)
{
    acp_expr_source *source = &j->source;
    source->when = text_of(j, "when", false);
    source->at = text_of(j, "at", false);
    source->unique = text_of(j, "unique", false);
    const char *nocase = text_of(j, "unique-nocase", false);
    if (source->unique && nocase)
        return refuse(j, place_of(j, "unique-nocase"),
                      "unique and unique-nocase exclude each other");
    source->unique_nocase = nocase != NULL;
    if (nocase)
        source->unique = nocase;
    source->kinds = j->rule->kinds;
    if (j->reader->own)
        return j->status == ACP_OK;
    const char *status = text_of(j, "status", false), *by = text_of(j, "by", false);
    j->rule->check = text_of(j, "check", false);
    if (status && strcmp(status, "planned") != 0)
        return refuse(j, place_of(j, "status"), "the only status is planned");
    if (by && strcmp(by, "structure") != 0 && strcmp(by, "reader") != 0)
        return refuse(j, place_of(j, "by"), "by is structure or reader");
    j->rule->planned = status != NULL;
    j->by = by != NULL;
    return j->status == ACP_OK;
}

/* That the entry says in one way, and one way only, what finds it. */
static bool check_ways(job *j)
{
    const acp_expr_source *source = &j->source;
    bool expression = source->when || source->unique;
    int ways = expression + (j->rule->check != NULL) + j->by + j->rule->planned;
    acp_position at = j->entry->at;
    if (ways == 0 && j->reader->own)
        return refuse(j, at, "the rule has no condition: write when, unique or unique-nocase");
    if (ways == 0)
        return refuse(j, at,
                      "nothing checks this rule: write when, unique, unique-nocase, check, "
                      "by or status: planned");
    if (ways > 1)
        return refuse(j, at, "when or unique, check, by and status exclude each other");
    if (!expression && (j->each[0] || source->at))
        return refuse(j, at, "each and at belong to when or unique");
    if (source->when && !source->at && !j->each[0] && !source->unique && !j->reader->own)
        return refuse(j, at, "the rule does not say where its finding points: write at or each");
    return true;
}

static bool compile(job *j)
{
    static const char *const fields[] = {"when", "unique", "unique-nocase", "at", "each", "kinds"};
    acp_expr *expr;
    char error[400];
    if (!j->source.when && !j->source.unique)
        return true;
    acp_status status = acp_expr_compile(j->reader->arena, &j->source, &expr, error, sizeof error);
    if (status == ACP_NO_MEMORY)
        return no_memory(j);
    acp_position at = j->entry->at;
    for (size_t i = 0; status != ACP_OK && i < sizeof fields / sizeof *fields; i++)
        if (strncmp(error, fields[i], strlen(fields[i])) == 0 &&
            acp_yaml_member(j->entry, fields[i]))
            at = place_of(j, fields[i]);
    j->rule->expr = expr;
    return status == ACP_OK || refuse(j, at, "%s", error);
}

acp_status acp_rule_read(acp_rule_reader *reader, acp_yaml *entry, acp_rule *out)
{
    job j = {.reader = reader, .entry = entry, .rule = out};
    *out = (acp_rule){0};
    if (entry->type != ACP_YAML_MAP) {
        refuse(&j, entry->at, "a rule is a map: id, title, severity and so on");
        return j.status;
    }
    bool good = read_id(&j) && read_severity(&j, "severity", true, &out->severity);
    out->strict = out->severity;
    good = good && read_severity(&j, "strict", false, &out->strict) &&
           read_list(&j, "kinds", true, NULL, add_kind) &&
           read_list(&j, "platforms", !reader->own, "all", add_platform) && read_texts(&j) &&
           read_flags(&j) && read_each(&j) && read_condition(&j);
    const acp_yaml *unused = good ? acp_yaml_unused(entry) : NULL;
    /* fix is read last, because its path starts where the condition's do */
    if (unused && strcmp(unused->key, "fix") == 0) {
        acp_yaml_member(entry, "fix");
        unused = acp_yaml_unused(entry);
    }
    if (unused)
        refuse(&j, unused->key_at, "unknown key %s", unused->key);
    if (good && j.status == ACP_OK && check_ways(&j) && compile(&j))
        read_fix(&j);
    return j.status;
}
