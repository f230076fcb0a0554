/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof __complete WORD...: what may stand in place of the last word, one candidate a line with a
 * tab and a description behind it; the line ":files" stands for file names, a tab and the part of
 * the word before the file name behind it. The scripts that
 * completion prints call it, so that they know nothing themselves. acprof __complete --line BREAKS
 * LINE prints the words of a line of bash, and what of the last one is replaced. */
#include <string.h>

#include "programs.h"

void cmd_candidate(const char *prefix, const char *word, const char *start, const char *help)
{
    if (strncmp(word, start, strlen(start)) == 0)
        printf("%s%s%s%s\n", prefix, word, help ? "\t" : "", help ? help : "");
}

/* A setting of one kind may have a namesake in another; it is offered once. */
static bool offered(const acp_setting *setting, const acp_setting_id *before, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (acp_setting_child(before[i], setting->name, setting->name_len, setting->is_attribute) !=
            ACP_NO_SETTING)
            return true;
    return false;
}

static void complete_members(acp_setting_id id, const char *parent, const char *start,
                             const acp_setting_id *before, size_t count)
{
    for (; id != ACP_NO_SETTING; id = acp_setting_get(id)->next) {
        const acp_setting *setting = acp_setting_get(id);
        char word[768];
        if (offered(setting, before, count))
            continue;
        snprintf(word, sizeof word, "%s%s%s", parent, setting->is_attribute ? "@" : "",
                 setting->name);
        cmd_candidate("", word, start, setting->help);
    }
}

#define MOST_PARENTS 16

/* PATH/: the child elements and attributes of what PATH fits. False: it fits nothing. */
static bool complete_path(const char *start, const acp_document *document)
{
    const char *slash = cmd_last_slash(start);
    char parent[512], plain[512];
    acp_setting_id seen[MOST_PARENTS * ACP_KIND_COUNT];
    size_t count = 0;
    if (!slash || (size_t)(slash - start) + 2 > sizeof parent)
        return false;
    snprintf(parent, sizeof parent, "%.*s", (int)(slash - start), start);
    cmd_path_without_picks(parent, plain, sizeof plain);
    snprintf(parent, sizeof parent, "%.*s", (int)(slash - start) + 1, start);
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        acp_setting_id found[MOST_PARENTS];
        if (document && acp_document_kind(document) != (acp_kind)kind)
            continue;
        size_t all = acp_settings_by_tail((acp_kind)kind, plain, found, MOST_PARENTS);
        for (size_t i = 0; i < all && i < MOST_PARENTS; i++) {
            bool known = false; /* kinds may share a schema */
            for (size_t k = 0; k < count; k++)
                known = known || seen[k] == found[i];
            if (known)
                continue;
            const acp_setting *fits = acp_setting_get(found[i]);
            complete_members(fits->first_child, parent, start, seen, count);
            complete_members(fits->first_attribute, parent, start, seen, count);
            seen[count++] = found[i];
        }
    }
    return count;
}

/* PATH=: the values that settings of this path can have. */
static void complete_assigned(const char *start, size_t length, const acp_document *document)
{
    char path[512], plain[512], prefix[520];
    if (length >= sizeof path)
        return;
    snprintf(path, sizeof path, "%.*s", (int)length, start);
    snprintf(prefix, sizeof prefix, "%s=", path);
    cmd_path_without_picks(path, plain, sizeof plain);
    if (document)
        cmd_complete_present(document, path, start + length + 1);
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        acp_setting_id id;
        if (document && acp_document_kind(document) != (acp_kind)kind)
            continue;
        if (acp_settings_by_tail((acp_kind)kind, plain, &id, 1) != 1)
            continue;
        const acp_setting *setting = acp_setting_get(id);
        for (unsigned i = 0; i < setting->value_count; i++)
            cmd_candidate(prefix, setting->values[i].name, start + length + 1,
                          setting->values[i].help);
        return;
    }
}

/* NAME= of the parameters of a template. */
static void complete_parameters(const char *template, const char *start)
{
    acp_starter *starter;
    const acp_parameter *parameter;
    if (acp_starter_open(template, &starter) != ACP_OK)
        return;
    for (size_t i = 0; (parameter = acp_starter_parameter(starter, i)); i++) {
        char word[64];
        snprintf(word, sizeof word, "%s=", parameter->name);
        cmd_candidate("", word, start, parameter->help);
    }
    acp_starter_free(starter);
}

/* NAME= of the options of a target, and the values of one that has a choice of them. */
static void complete_definitions(const char *name, const char *prefix, const char *start)
{
    const acp_target *target = cmd_targets;
    while (target->name && strcmp(target->name, name) != 0)
        target++;
    for (const acp_target_option *o = target->name ? target->options : NULL; o && o->name; o++) {
        char word[128];
        snprintf(word, sizeof word, "%s=", o->name);
        if (!o->choices || strncmp(start, word, strlen(word)) != 0) {
            cmd_candidate(prefix, word, start, o->help);
            continue;
        }
        for (const char *choice = o->choices; *choice;) {
            size_t length = strcspn(choice, ",");
            snprintf(word, sizeof word, "%s=%.*s", o->name, (int)length, choice);
            cmd_candidate(prefix, word, start, NULL);
            choice += length + (choice[length] == ',');
        }
    }
}

static const char *target_help(const char *name)
{
    for (const acp_target *target = cmd_targets; target->name; target++)
        if (strcmp(target->name, name) == 0)
            return target->help;
    return NULL;
}

/* A setting that documents of the kind do not have. */
static bool is_elsewhere(const acp_document *document, const char *word)
{
    acp_setting_id id;
    return document && !acp_settings_by_tail(acp_document_kind(document), word, &id, 1);
}

/* Words of a value; prefix is what of the current word stays as it is. document: what the settings
 * are of, NULL: any. */
static void complete_words(cmd_words words, const char *const *choices, const char *prefix,
                           const char *start, const acp_document *document)
{
    cmd_word_list list;
    if (words == WORDS_FILES) {
        printf(":files\t%s\n", prefix);
        return;
    }
    if (words == WORDS_ASSIGNMENTS) {
        size_t length = acp_path_length(start);
        if (start[length]) {
            complete_assigned(start, length, document);
            return;
        }
        words = WORDS_SETTINGS;
    }
    if (document && words == WORDS_SETTINGS)
        cmd_complete_entries(document, start);
    if ((words == WORDS_SETTINGS || words == WORDS_RULES_AND_SETTINGS) &&
        complete_path(start, document))
        return;
    if (!cmd_words_get(words, choices, &list))
        return;
    for (size_t i = 0; i < list.count; i++) {
        const acp_rule *rule = words == WORDS_RULES || words == WORDS_RULES_AND_SETTINGS
                                   ? acp_rule_find(list.list[i])
                                   : NULL;
        if (words == WORDS_SETTINGS && is_elsewhere(document, list.list[i]))
            continue;
        cmd_candidate(prefix, list.list[i], start,
                      words == WORDS_TARGETS ? target_help(list.list[i])
                      : rule                 ? rule->title
                                             : NULL);
    }
    cmd_words_free(&list);
}

/* The value of an option; a list is completed behind its last comma. */
static void complete_value(const cmd_option *option, const char *prefix, const char *start)
{
    char kept[512];
    const char *comma = strrchr(start, ','), *colon = strchr(start, ':');
    if (option->words == WORDS_KINDS && strchr(option->value, ':') && colon) { /* KIND:FILE */
        printf(":files\t%s%.*s\n", prefix, (int)(colon - start) + 1, start);
        return;
    }
    bool is_list = option->words == WORDS_PLATFORMS || option->words == WORDS_RULES;
    size_t length = is_list && comma ? (size_t)(comma - start) + 1 : 0;
    int size = snprintf(kept, sizeof kept, "%s%.*s", prefix, (int)length, start);
    if (size >= 0 && (size_t)size < sizeof kept)
        complete_words(option->words, option->choices, kept, start + length, NULL);
}

static const cmd_option *find(const cmd_command *command, const char *name, size_t length)
{
    const cmd_option *tables[] = {command->options, cmd_common_options};
    for (int i = 0; i < 2; i++)
        for (const cmd_option *option = tables[i]; option->name; option++)
            if (strlen(option->name) == length && memcmp(option->name, name, length) == 0)
                return option;
    return NULL;
}

static void complete_option_name(const cmd_command *command, const char *current)
{
    const cmd_option *tables[] = {command->options, cmd_common_options};
    const char *start = current[1] == '-' ? current + 2 : "";
    for (int i = 0; i < 2; i++)
        for (const cmd_option *option = tables[i]; option->name; option++)
            cmd_candidate("--", option->name, start, option->help);
}

/* The option whose value is the word behind `word`; NULL: none. */
static const cmd_option *awaits_value(const cmd_command *command, const char *word)
{
    for (const cmd_option *o = command->options; o->name; o++)
        if (o->letter && word[0] == '-' && word[1] == o->letter && !word[2])
            return o->value ? o : NULL;
    if (strncmp(word, "--", 2) != 0 || strchr(word, '='))
        return NULL;
    const cmd_option *option = find(command, word + 2, strlen(word + 2));
    return option && option->value ? option : NULL;
}

static void complete_argument(const cmd_command *command, int count, char **words)
{
    const char *current = words[count - 1];
    const char *equals = strchr(current, '=');
    const cmd_option *awaiting = NULL;
    const char *first = NULL; /* operand */
    int operands = 0;
    for (int i = 0; i < count - 1; i++) {
        const cmd_option *before = awaiting;
        awaiting = before ? NULL : awaits_value(command, words[i]);
        bool operand = !before && !awaiting && words[i][0] != '-';
        first = operand && !first ? words[i] : first;
        operands += operand;
    }
    if (awaiting && awaiting->words == WORDS_DEFINITIONS) {
        complete_definitions(first ? first : "", "", current);
    } else if (awaiting) {
        complete_value(awaiting, "", current);
    } else if (strncmp(current, "--", 2) == 0 && equals) {
        char prefix[128];
        size_t length = (size_t)(equals - current);
        const cmd_option *option = find(command, current + 2, length - 2);
        if (!option || !option->value || length + 2 > sizeof prefix)
            return;
        snprintf(prefix, sizeof prefix, "%.*s", (int)length + 1, current);
        if (option->words == WORDS_DEFINITIONS)
            complete_definitions(first ? first : "", prefix, equals + 1);
        else
            complete_value(option, prefix, equals + 1);
    } else if (current[0] == '-') {
        complete_option_name(command, current);
    } else if (first && command->rest == WORDS_PARAMETERS) {
        complete_parameters(first, current);
    } else {
        static const char *const shells[] = {"bash", "zsh", "fish", NULL};
        cmd_words kind = operands ? command->rest : command->first;
        bool of_file = first && command->first == WORDS_FILES &&
                       (kind == WORDS_SETTINGS || kind == WORDS_ASSIGNMENTS);
        acp_document *document = of_file ? cmd_complete_document(first) : NULL;
        complete_words(kind, shells, "", current, document);
        acp_document_free(document);
    }
}

int cmd_complete(int argc, char **argv)
{
    if (argc < 2)
        return CMD_USAGE;
    if (argc == 4 && strcmp(argv[1], "--line") == 0)
        return cmd_complete_line(argv[2], argv[3]);
    if (argc == 2) {
        for (const cmd_command *command = cmd_commands; command->name; command++)
            cmd_candidate("", command->name, argv[1], command->summary);
        cmd_candidate("", "--version", argv[1], "print the version");
        cmd_candidate("", "--help", argv[1], "list the commands");
        return CMD_OK;
    }
    const cmd_command *command = cmd_find(argv[1]);
    if (command)
        complete_argument(command, argc - 2, argv + 2);
    else
        puts(":files\t"); /* a program of its own */
    return CMD_OK;
}
