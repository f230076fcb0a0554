/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the keys of .acprof.yaml mean. Files are applied nearest first, and the first to say a thing
 * is heard; ignore entries and own rules of all files add up. */
#include "check/config_read.h"
#include "check/rule_read.h"
#include "check/rules.h"

static acp_status note(acp_config *config, const acp_config_file *file, const char *rule,
                       acp_position at, const char *detail)
{
    acp_config_notice *made = acp_arena_alloc(&config->arena, sizeof *made);
    if (!made || !detail)
        return ACP_NO_MEMORY;
    *made = (acp_config_notice){rule, file->name, detail, at, NULL};
    *config->last_notice = made;
    config->last_notice = &made->next;
    return ACP_OK;
}

/* A rule of the catalogue or an own one, by id or key; NULL: none, which has been noted. */
static acp_status find_rule(acp_config *config, const acp_config_file *file, const char *name,
                            acp_position at, const acp_rule **out)
{
    *out = acp_rule_find(name);
    for (size_t i = 0; !*out && i < config->own_count; i++)
        if (strcmp(config->own[i].id, name) == 0 || strcmp(config->own[i].key, name) == 0)
            *out = &config->own[i];
    if (*out)
        return ACP_OK;
    const char *near = NULL;
    unsigned least = 4;
    for (size_t i = 0; i < acp_rule_total; i++) {
        unsigned distance = acp_distance(acp_slice_of(name), acp_slice_of(acp_rules[i].key), least);
        if (distance < least) {
            least = distance;
            near = acp_rules[i].key;
        }
    }
    return note(config, file, "ACP0141", at,
                acp_arena_printf(&config->arena,
                                 "There is no rule %.80s, so this entry has no effect%s%s%s.", name,
                                 near ? "; do you mean " : "", near ? near : "", near ? "?" : ""));
}

static acp_status is_text(acp_config_reader *reader, const acp_config_file *file,
                          const acp_yaml *field)
{
    if (field->type == ACP_YAML_SCALAR && *field->text)
        return ACP_OK;
    return acp_config_refuse(reader, file, field->at, "%s must be a text",
                             field->key ? field->key : "an item");
}

static acp_status apply_platform(acp_config_reader *reader, const acp_config_file *file,
                                 acp_yaml *field)
{
    acp_config *config = reader->config;
    bool list = field->type == ACP_YAML_LIST, first = !config->has_platforms;
    config->has_platforms = true;
    if (field->type == ACP_YAML_MAP || (list && !field->first))
        return acp_config_refuse(reader, file, field->at,
                                 "platform is a list, such as [windows, macos]");
    for (const acp_yaml *item = list ? field->first : field; item;
         item = list ? item->next : NULL) {
        acp_status status = is_text(reader, file, item);
        if (status != ACP_OK)
            return status;
        unsigned bit = acp_platform_by_name(item->text, strlen(item->text));
        if (!bit)
            return acp_config_refuse(
                reader, file, item->at,
                "no platform %.80s; there are windows, macos, linux, ios, android, "
                "chromeos and uwp",
                item->text);
        if (first)
            config->platforms |= bit;
    }
    return ACP_OK;
}

static acp_status apply_version(acp_config_reader *reader, const acp_config_file *file,
                                acp_yaml *field)
{
    acp_status status = is_text(reader, file, field);
    uint16_t version = status == ACP_OK ? acp_version_parse(field->text) : 0;
    if (status == ACP_OK && !version)
        return acp_config_refuse(reader, file, field->at,
                                 "%.40s is not a client version such as 5.1", field->text);
    if (!reader->config->has_version)
        reader->config->client_version = version;
    reader->config->has_version = true;
    return status;
}

static acp_status read_severity(acp_config_reader *reader, const acp_config_file *file,
                                const acp_yaml *field, bool off, acp_severity *out)
{
    acp_status status = is_text(reader, file, field);
    if (status != ACP_OK)
        return status;
    if (!acp_severity_by_name(field->text, out) || (*out == ACP_OFF && !off))
        return acp_config_refuse(reader, file, field->at, "%.40s is none of error, warning, info%s",
                                 field->text, off ? ", off" : "");
    return ACP_OK;
}

static acp_status apply_fail_on(acp_config_reader *reader, const acp_config_file *file,
                                acp_yaml *field)
{
    acp_severity severity = ACP_OFF;
    acp_status status = read_severity(reader, file, field, false, &severity);
    if (!reader->config->has_fail_on)
        reader->config->fail_on = severity;
    reader->config->has_fail_on = true;
    return status;
}

static acp_status apply_root(acp_config_reader *reader, const acp_config_file *file,
                             acp_yaml *field)
{
    if (field->type == ACP_YAML_SCALAR &&
        (strcmp(field->text, "true") == 0 || strcmp(field->text, "false") == 0))
        return ACP_OK;
    return acp_config_refuse(reader, file, field->at, "root is true or false");
}

/* The text of because; NULL: there is none, or only blanks. */
static acp_status read_because(acp_config_reader *reader, const acp_config_file *file,
                               acp_yaml *entry, const char **out)
{
    acp_yaml *because = acp_yaml_member(entry, "because");
    *out = NULL;
    if (!because)
        return ACP_OK;
    if (because->type != ACP_YAML_SCALAR)
        return acp_config_refuse(reader, file, because->at, "because must be a text");
    if (acp_slice_trim(acp_slice_of(because->text)).len)
        *out = because->text;
    return ACP_OK;
}

static acp_status unknown_key(acp_config_reader *reader, const acp_config_file *file,
                              const acp_yaml *map, const char *known)
{
    const acp_yaml *unused = acp_yaml_unused(map);
    if (!unused)
        return ACP_OK;
    return acp_config_refuse(reader, file, unused->key_at, "unknown key %.80s; there are %s",
                             unused->key, known);
}

static void set_severity(acp_config *config, const acp_rule *rule, acp_severity severity)
{
    bool own = config->own_count && rule >= config->own && rule < config->own + config->own_count;
    int8_t *slot =
        own ? &config->own_severities[rule - config->own] : &config->severities[rule - acp_rules];
    if (*slot < 0) /* a nearer file has spoken already */
        *slot = (int8_t)severity;
}

/* A rule has an id and a key: the same one under both would leave open which severity counts. */
static acp_status refuse_twice(acp_config_reader *reader, const acp_config_file *file,
                               const acp_yaml *entry, const acp_rule *rule, const acp_yaml **before)
{
    acp_config *config = reader->config;
    bool own = rule >= config->own && rule < config->own + config->own_count;
    size_t index = own ? acp_rule_total + (size_t)(rule - config->own) : (size_t)(rule - acp_rules);
    if (before[index])
        return acp_config_refuse(reader, file, entry->key_at,
                                 "%.80s is the same rule as %.80s in line %u: it stands here twice",
                                 entry->key, before[index]->key, before[index]->key_at.line);
    before[index] = entry;
    return ACP_OK;
}

/* RULE: severity, or RULE: {severity: ..., because: ...}. before: the entries of this file so far,
 * by rule. */
static acp_status apply_rule(acp_config_reader *reader, const acp_config_file *file,
                             acp_yaml *entry, const acp_yaml **before)
{
    acp_config *config = reader->config;
    const acp_rule *rule = NULL;
    const char *because = NULL;
    acp_severity severity;
    acp_yaml *given = entry;
    acp_status status = ACP_OK;
    if (entry->type == ACP_YAML_MAP) {
        given = acp_yaml_member(entry, "severity");
        status = read_because(reader, file, entry, &because);
        if (status == ACP_OK && !given)
            return acp_config_refuse(reader, file, entry->at, "severity is missing");
        if (status == ACP_OK)
            status = unknown_key(reader, file, entry, "severity and because");
    }
    if (status == ACP_OK)
        status = read_severity(reader, file, given, true, &severity);
    if (status == ACP_OK)
        status = find_rule(config, file, entry->key, entry->key_at, &rule);
    if (status == ACP_OK && rule)
        status = refuse_twice(reader, file, entry, rule, before);
    if (status != ACP_OK || !rule)
        return status;
    if (severity == ACP_OFF && !because)
        return note(config, file, "ACP0140", entry->key_at,
                    acp_arena_printf(&config->arena,
                                     "%s stays on: switching a rule off needs a reason; write "
                                     "%s: {severity: off, because: ...}.",
                                     entry->key, entry->key));
    set_severity(config, rule, severity);
    return ACP_OK;
}

static acp_status apply_rules(acp_config_reader *reader, const acp_config_file *file,
                              acp_yaml *field)
{
    if (field->type != ACP_YAML_MAP)
        return acp_config_refuse(reader, file, field->at,
                                 "rules is a map, such as ACP1090: warning");
    size_t size = (acp_rule_total + reader->config->own_count) * sizeof(acp_yaml *);
    const acp_yaml **before = acp_arena_alloc(&reader->config->arena, size + sizeof *before);
    if (!before)
        return ACP_NO_MEMORY;
    memset(before, 0, size);
    acp_status status = ACP_OK;
    for (acp_yaml *entry = field->first; entry && status == ACP_OK; entry = entry->next)
        status = apply_rule(reader, file, entry, before);
    return status;
}

/* An optional text of an ignore entry. */
static acp_status read_text(acp_config_reader *reader, const acp_config_file *file, acp_yaml *entry,
                            const char *key, bool required, const char **out)
{
    acp_yaml *field = acp_yaml_member(entry, key);
    *out = NULL;
    if (!field && required)
        return acp_config_refuse(reader, file, entry->at, "the entry has no %s", key);
    acp_status status = field ? is_text(reader, file, field) : ACP_OK;
    if (field && status == ACP_OK)
        *out = field->text;
    return status;
}

static acp_status check_ignore(acp_config_reader *reader, const acp_config_file *file,
                               acp_yaml *entry, acp_ignore *made)
{
    if (made->glob && strlen(made->glob) > ACP_CONFIG_GLOB)
        return acp_config_refuse(reader, file, entry->at, "file is longer than %d characters",
                                 ACP_CONFIG_GLOB);
    if (made->glob && *made->glob == '/')
        return acp_config_refuse(reader, file, acp_yaml_member(entry, "file")->at,
                                 "file is relative to the directory of this configuration file");
    if (!made->glob && !made->path)
        return acp_config_refuse(
            reader, file, entry->at,
            "the entry names neither file nor path; to switch the rule off everywhere "
            "write it under rules, with {severity: off, because: ...}");
    return unknown_key(reader, file, entry, "rule, file, path and because");
}

static acp_status add_ignore(acp_config_reader *reader, const acp_config_file *file,
                             acp_yaml *entry)
{
    acp_config *config = reader->config;
    const char *because;
    acp_ignore made = {.base = file->base, .file = file->name, .at = entry->at};
    if (entry->type != ACP_YAML_MAP)
        return acp_config_refuse(reader, file, entry->at,
                                 "an ignore entry is {rule, file, path, because}");
    acp_status status = read_text(reader, file, entry, "rule", true, &made.rule_name);
    if (status == ACP_OK)
        status = read_text(reader, file, entry, "file", false, &made.glob);
    if (status == ACP_OK)
        status = read_text(reader, file, entry, "path", false, &made.path);
    if (status == ACP_OK)
        status = read_because(reader, file, entry, &because);
    if (status == ACP_OK)
        status = check_ignore(reader, file, entry, &made);
    if (status == ACP_OK)
        status =
            find_rule(config, file, made.rule_name, acp_yaml_member(entry, "rule")->at, &made.rule);
    if (status != ACP_OK || !made.rule)
        return status;
    if (!because)
        return note(config, file, "ACP0140", made.at,
                    acp_arena_printf(&config->arena,
                                     "Findings of %s are still reported: the entry gives no "
                                     "reason after because.",
                                     made.rule_name));
    if (config->ignore_count == ACP_CONFIG_ENTRIES)
        return acp_config_refuse(reader, file, entry->at, "more than %d ignore entries",
                                 ACP_CONFIG_ENTRIES);
    made.use = acp_arena_alloc(&config->arena, sizeof *made.use);
    if (!made.use)
        return ACP_NO_MEMORY;
    atomic_init(&made.use->used, false);
    atomic_init(&made.use->tried, false);
    config->ignores[config->ignore_count++] = made;
    return ACP_OK;
}

static acp_status apply_ignores(acp_config_reader *reader, const acp_config_file *file,
                                acp_yaml *field)
{
    if (field->type != ACP_YAML_LIST)
        return acp_config_refuse(reader, file, field->at,
                                 "ignore is a list, each - {rule: ..., file: ..., because: ...}");
    acp_status status = ACP_OK;
    for (acp_yaml *entry = field->first; entry && status == ACP_OK; entry = entry->next)
        status = add_ignore(reader, file, entry);
    return status;
}

static const acp_rule *same_name(const acp_config *config, const acp_rule *rule)
{
    for (size_t i = 0; i < config->own_count; i++)
        if (strcmp(config->own[i].id, rule->id) == 0 || strcmp(config->own[i].key, rule->key) == 0)
            return &config->own[i];
    return acp_rule_find(rule->key);
}

static acp_status add_own(acp_config_reader *reader, const acp_config_file *file, acp_yaml *entry,
                          size_t first_of_file)
{
    acp_config *config = reader->config;
    acp_rule_reader rules = {.arena = &config->arena, .own = true};
    acp_rule made;
    acp_status status = acp_rule_read(&rules, entry, &made);
    if (status == ACP_BAD_VALUE)
        return acp_config_refuse(reader, file, rules.at, "%s%s%.480s", made.id ? made.id : "",
                                 made.id ? ": " : "", rules.message);
    if (status != ACP_OK)
        return status;
    const acp_rule *other = same_name(config, &made);
    bool nearer = other >= config->own && other < config->own + first_of_file;
    if (other && nearer && strcmp(other->id, made.id) == 0)
        return ACP_OK; /* a nearer file says it in its own way */
    if (other)
        return acp_config_refuse(reader, file, entry->at,
                                 "%s: there is a rule %s with key %s already", made.id, other->id,
                                 other->key);
    if (config->own_count == ACP_CONFIG_ENTRIES)
        return acp_config_refuse(reader, file, entry->at, "more than %d own rules",
                                 ACP_CONFIG_ENTRIES);
    config->own_severities[config->own_count] = -1;
    config->own[config->own_count++] = made;
    return ACP_OK;
}

static acp_status apply_own(acp_config_reader *reader, const acp_config_file *file, acp_yaml *field)
{
    size_t first = reader->config->own_count;
    if (field->type != ACP_YAML_LIST)
        return acp_config_refuse(reader, file, field->at, "own-rules is a list, each - id: ...");
    acp_status status = ACP_OK;
    for (acp_yaml *entry = field->first; entry && status == ACP_OK; entry = entry->next)
        status = add_own(reader, file, entry, first);
    return status;
}

static size_t total_entries(const acp_config_reader *reader, const char *key)
{
    size_t count = 0;
    for (unsigned i = 0; i < reader->count; i++) {
        acp_yaml *root = reader->files[i].root;
        acp_yaml *field = root ? acp_yaml_member(root, key) : NULL;
        for (acp_yaml *entry = field ? field->first : NULL; entry; entry = entry->next)
            count++;
    }
    return count < ACP_CONFIG_ENTRIES ? count : ACP_CONFIG_ENTRIES;
}

static bool make_room(acp_config_reader *reader)
{
    acp_config *config = reader->config;
    acp_arena *arena = &config->arena;
    size_t own = total_entries(reader, "own-rules") + 1, ignores = total_entries(reader, "ignore");
    config->own = acp_arena_alloc(arena, own * sizeof *config->own);
    config->own_severities = acp_arena_alloc(arena, own);
    config->ignores = acp_arena_alloc(arena, (ignores + 1) * sizeof *config->ignores);
    config->severities = acp_arena_alloc(arena, acp_rule_total + 1);
    if (arena->failed)
        return false;
    memset(config->severities, -1, acp_rule_total);
    return true;
}

typedef acp_status applier(acp_config_reader *reader, const acp_config_file *file, acp_yaml *field);

/* Runs one key's applier over all files that have the key. */
static acp_status apply_key(acp_config_reader *reader, const char *key, applier *apply)
{
    acp_status status = ACP_OK;
    for (unsigned i = 0; i < reader->count && status == ACP_OK; i++) {
        acp_config_file *file = &reader->files[i];
        acp_yaml *field = file->root ? acp_yaml_member(file->root, key) : NULL;
        if (field)
            status = apply(reader, file, field);
    }
    return status;
}

acp_status acp_config_apply(acp_config_reader *reader)
{
    /* Own rules first: the other keys may name them. */
    static const struct {
        const char *key;
        applier *apply;
    } keys[] = {
        {"own-rules", apply_own},          {"root", apply_root},       {"platform", apply_platform},
        {"client-version", apply_version}, {"fail-on", apply_fail_on}, {"rules", apply_rules},
        {"ignore", apply_ignores},
    };
    if (!make_room(reader))
        return ACP_NO_MEMORY;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        acp_status status = apply_key(reader, keys[i].key, keys[i].apply);
        if (status != ACP_OK)
            return status;
    }
    for (unsigned i = 0; i < reader->count; i++) {
        acp_status status = reader->files[i].root
                                ? unknown_key(reader, &reader->files[i], reader->files[i].root,
                                              "root, platform, client-version, fail-on, rules, "
                                              "ignore and own-rules")
                                : ACP_OK;
        if (status != ACP_OK)
            return status;
    }
    return ACP_OK;
}
