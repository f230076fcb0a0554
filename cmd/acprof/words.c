/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names there are, for completion and for "did you mean". */
#include <stdlib.h>
#include <string.h>

#include "programs.h"

static bool add(cmd_word_list *list, const char *word)
{
    if (list->count + 1 >= list->size) {
        size_t size = list->size ? list->size * 2 : 64;
        const char **words = realloc(list->list, size * sizeof *words);
        if (!words)
            return false;
        list->list = words;
        list->size = size;
    }
    list->list[list->count++] = word;
    list->list[list->count] = NULL;
    return true;
}

/* Adds a word made here; the list owns it, in a chain of blocks. */
static bool add_made(cmd_word_list *list, const char *word)
{
    size_t length = strlen(word) + 1;
    void **block = malloc(sizeof *block + length);
    if (!block)
        return false;
    *block = list->texts;
    list->texts = block;
    return add(list, memcpy(block + 1, word, length));
}

static bool add_kinds(cmd_word_list *list)
{
    bool fine = true;
    for (int i = 0; i < ACP_KIND_COUNT && fine; i++)
        fine = add(list, acp_kind_get((acp_kind)i)->name);
    return fine;
}

static bool add_rule_kinds(cmd_word_list *list)
{
    const char *name;
    bool fine = true;
    for (unsigned i = 0; fine && (name = acp_rule_kind_name(i)); i++)
        fine = add(list, name);
    return fine;
}

static bool add_platforms(cmd_word_list *list)
{
    bool fine = true;
    const char *name;
    for (unsigned i = 0; fine && (name = acp_platform_name(i)); i++)
        fine = add(list, name);
    return fine;
}

static bool add_rules(cmd_word_list *list, bool planned)
{
    bool fine = true;
    for (size_t i = 0; i < acp_rule_count() && fine; i++) {
        const acp_rule *rule = acp_rule_get(i);
        if (planned || !rule->planned)
            fine = add(list, rule->id) && add(list, rule->key);
    }
    return fine;
}

/* The shortest tail of a path that fits one setting of the kind only. */
static const char *unique_tail(acp_kind kind, const char *path)
{
    const char *tail = path + strlen(path);
    while (tail > path) {
        do
            tail--;
        while (tail > path && tail[-1] != '/');
        acp_setting_id found;
        if (acp_settings_by_tail(kind, tail, &found, 1) == 1)
            return tail;
    }
    return path;
}

static bool has_word(const cmd_word_list *list, const char *word)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->list[i], word) == 0)
            return true;
    return false;
}

static bool add_settings_below(cmd_word_list *list, acp_kind kind, acp_setting_id root)
{
    acp_setting_id id = root;
    bool fine = true;
    while (fine) {
        const acp_setting *setting = acp_setting_get(id);
        char path[512];
        acp_setting_path(id, path, sizeof path);
        const char *tail = unique_tail(kind, path);
        if (!has_word(list, tail))
            fine = add_made(list, tail);
        for (acp_setting_id a = setting->first_attribute; a != ACP_NO_SETTING && fine;
             a = acp_setting_get(a)->next) {
            acp_setting_path(a, path, sizeof path);
            tail = unique_tail(kind, path);
            if (!has_word(list, tail))
                fine = add_made(list, tail);
        }
        if (setting->first_child != ACP_NO_SETTING) {
            id = setting->first_child;
            continue;
        }
        while (id != root && acp_setting_get(id)->next == ACP_NO_SETTING)
            id = acp_setting_get(id)->parent;
        if (id == root)
            return fine;
        id = acp_setting_get(id)->next;
    }
    return fine;
}

static bool add_settings(cmd_word_list *list)
{
    bool fine = true;
    for (int kind = 0; kind < ACP_KIND_COUNT && fine; kind++) {
        acp_setting_id root = acp_kind_root((acp_kind)kind);
        bool seen = false; /* kinds may share a schema */
        for (int before = 0; before < kind; before++)
            seen = seen || acp_kind_root((acp_kind)before) == root;
        if (root != ACP_NO_SETTING && !seen)
            fine = add_settings_below(list, (acp_kind)kind, root);
    }
    return fine;
}

static bool add_commands(cmd_word_list *list)
{
    bool fine = true;
    for (const cmd_command *command = cmd_commands; command->name && fine; command++)
        fine = add(list, command->name);
    return fine;
}

static bool add_templates(cmd_word_list *list)
{
    const char *name;
    bool fine = true;
    for (size_t i = 0; fine && (name = acp_starter_name(i)); i++)
        fine = add(list, name);
    return fine;
}

static bool add_targets(cmd_word_list *list)
{
    bool fine = true;
    for (const acp_target *target = cmd_targets; target->name && fine; target++)
        fine = add(list, target->name);
    return fine;
}

static bool add_choices(cmd_word_list *list, const char *const *choices)
{
    bool fine = true;
    for (; choices && *choices && fine; choices++)
        fine = add(list, *choices);
    return fine;
}

static const char *const engines[] = {
#include "engine_names.h"
    "list", NULL};

void cmd_path_without_picks(const char *path, char *out, size_t size)
{
    size_t length = 0;
    int depth = 0;
    char quote = '\0';
    for (; *path && length + 1 < size; path++) {
        if (depth && quote)
            quote = *path == quote ? '\0' : quote;
        else if (depth && (*path == '"' || *path == '\''))
            quote = *path;
        else if (*path == '[')
            depth++;
        else if (*path == ']')
            depth -= depth > 0;
        else if (!depth)
            out[length++] = *path;
    }
    out[length] = '\0';
}

bool cmd_words_get(cmd_words words, const char *const *choices, cmd_word_list *out)
{
    bool fine = true;
    *out = (cmd_word_list){0};
    switch (words) {
    case WORDS_CHOICES: fine = add_choices(out, choices); break;
    case WORDS_LINK_VERBS: fine = add_choices(out, cmd_uri_verbs); break;
    case WORDS_LINK_ACTIONS: fine = add_choices(out, acp_link_actions()); break;
    case WORDS_KINDS: fine = add_kinds(out); break;
    case WORDS_RULE_KINDS: fine = add_rule_kinds(out); break;
    case WORDS_PLATFORMS: fine = add_platforms(out); break;
    case WORDS_RULES: fine = add_rules(out, false); break;
    case WORDS_SETTINGS: fine = add_settings(out); break;
    case WORDS_RULES_AND_SETTINGS: fine = add_rules(out, true) && add_settings(out); break;
    case WORDS_ENGINES: fine = add_choices(out, engines); break;
    case WORDS_TEMPLATES: fine = add_templates(out); break;
    case WORDS_TARGETS: fine = add_targets(out); break;
    case WORDS_COMMANDS: fine = add_commands(out); break;
    case WORDS_NONE:
    case WORDS_ASSIGNMENTS:
    case WORDS_PARAMETERS:
    case WORDS_DEFINITIONS:
    case WORDS_FILES: break;
    }
    if (fine && !out->list) {
        out->list = calloc(1, sizeof *out->list);
        fine = out->list;
    }
    if (!fine) {
        cmd_message("out of memory");
        cmd_words_free(out);
    }
    return fine;
}

void cmd_words_free(cmd_word_list *list)
{
    for (void **block = list->texts, **next; block; block = next) {
        next = *block;
        free(block);
    }
    free(list->list);
    *list = (cmd_word_list){0};
}
