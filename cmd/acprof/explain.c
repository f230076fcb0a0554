/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof explain: which rule or setting is meant. */
#include <string.h>

#include "explain.h"

enum { KIND };

const cmd_option cmd_explain_options[] = {
    [KIND] = {"kind", "KIND", WORDS_KINDS, NULL, "look for settings of this kind of document only"},
    {0},
};

const char cmd_explain_text[] =
    "Tells all there is to know about a rule, by id or key, or about a setting, by path or a "
    "trailing part of it that is unique; of several kinds of document that have it, the one it is "
    "at "
    "home in is meant (the VPN profile before preferences, the local policy before installer "
    "transforms) unless --kind names another. For a setting: what it is for, its values and "
    "default, "
    "what the client does when it is absent and why that is taken to be so, since which client it "
    "exists, and on which platforms.";

#define MOST_MATCHES 64

typedef struct {
    struct {
        acp_kind kind;
        acp_setting_id id;
    } found[MOST_MATCHES];
    size_t count;
} matches;

/* The settings of a kind that end in tail. */
static void find_settings(matches *all, acp_kind kind, const char *tail)
{
    acp_setting_id ids[MOST_MATCHES];
    all->count = acp_settings_by_tail(kind, tail, ids, MOST_MATCHES);
    if (all->count > MOST_MATCHES)
        all->count = MOST_MATCHES;
    for (size_t i = 0; i < all->count; i++) {
        all->found[i].kind = kind;
        all->found[i].id = ids[i];
    }
}

/* Other kinds that have a setting of this name; kinds may share a schema. */
static unsigned kinds_beside(acp_kind kind, const char *tail)
{
    unsigned kinds = 0;
    acp_setting_id id;
    for (int other = kind + 1; other < ACP_KIND_COUNT; other++)
        if (acp_kind_root((acp_kind)other) != acp_kind_root(kind) &&
            acp_settings_by_tail((acp_kind)other, tail, &id, 1) > 0)
            kinds |= 1u << other;
    return kinds;
}

static int ambiguous(const char *name, const matches *all)
{
    cmd_message("'%s' fits %zu settings; give more of the path:", name, all->count);
    for (size_t i = 0; i < all->count; i++) {
        char path[512];
        acp_setting_path(all->found[i].id, path, sizeof path);
        fprintf(stderr, "  %s\n", path);
    }
    return CMD_USAGE;
}

/* Digits that are near are not alike in meaning: between ids there is nothing to suggest. */
static bool is_id(const char *name)
{
    return strncmp(name, "ACP", 3) == 0 && name[3] && !name[3 + strspn(name + 3, "0123456789")];
}

static int unknown(const char *name)
{
    char hint[256];
    cmd_word_list words;
    if (is_id(name)) {
        cmd_message("there is no rule '%s'; 'acprof rules --all' lists them, also the planned ones",
                    name);
        return CMD_USAGE;
    }
    if (!cmd_words_get(WORDS_RULES_AND_SETTINGS, NULL, &words))
        return CMD_IO;
    cmd_message("there is no rule or setting '%s'%s", name,
                cmd_did_you_mean(hint, sizeof hint, name, words.list));
    cmd_words_free(&words);
    return CMD_USAGE;
}

/* An organisation's own rule, from the configuration that holds here. *found: there is one. */
static int explain_own_rule(const char *name, bool *found)
{
    cmd_configs configs = {0};
    const struct cmd_config_row *row = cmd_config_for(&configs, "-");
    int code = row ? CMD_OK : configs.code ? configs.code : CMD_IO;
    *found = false;
    for (size_t i = 0; row && !*found && i < acp_config_rule_count(row->config); i++) {
        const acp_rule *rule = acp_config_rule(row->config, i);
        *found = strcmp(rule->id, name) == 0 || (rule->key && strcmp(rule->key, name) == 0);
        if (*found)
            explain_rule(rule);
    }
    cmd_configs_free(&configs);
    return code;
}

static int explain(const char *name, acp_kind kind)
{
    const acp_rule *rule = acp_rule_find(name);
    matches all = {0};
    if (rule) {
        explain_rule(rule);
        return CMD_OK;
    }
    /* Installer transforms and preferences repeat settings of the local policy and the profile,
     * where they are at home; the order of kinds has those first. */
    for (int i = 0; i < ACP_KIND_COUNT && !all.count; i++)
        if (kind == ACP_KIND_UNKNOWN || kind == (acp_kind)i)
            find_settings(&all, (acp_kind)i, name);
    if (all.count > 1)
        return ambiguous(name, &all);
    if (all.count == 1) {
        explain_setting(all.found[0].kind, all.found[0].id,
                        kind == ACP_KIND_UNKNOWN ? kinds_beside(all.found[0].kind, name) : 0);
        return CMD_OK;
    }
    bool found;
    int code = explain_own_rule(name, &found);
    return code != CMD_OK || found ? code : unknown(name);
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    (void)option; /* there is one: --kind */
    return cmd_value_kind(args, value, data);
}

int cmd_explain(int argc, char **argv)
{
    cmd_args args;
    acp_kind kind = ACP_KIND_UNKNOWN;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &kind);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && args.operand_count != 1)
        cmd_usage(&args, "name one rule or setting");
    else if (end == CMD_END)
        code = explain(args.operands[0], kind);
    cmd_args_free(&args);
    return code;
}
