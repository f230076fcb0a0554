/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of options. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

#define MOST_JOBS 256

/* Says that a word is none of the known ones, with the nearest and the whole list. */
static void not_among(const cmd_args *args, const char *option, const char *word, cmd_words words)
{
    cmd_word_list list;
    if (!cmd_words_get(words, NULL, &list))
        return;
    char text[512] = "", hint[128];
    for (size_t i = 0; i < list.count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s", i ? ", " : "", list.list[i]);
    }
    cmd_did_you_mean(hint, sizeof hint, word, list.list);
    cmd_usage(args, "%s cannot be '%s'%s It is one of: %s", option, word, *hint ? hint : ".", text);
    cmd_words_free(&list);
}

bool cmd_value_kind(const cmd_args *args, const char *value, acp_kind *kind)
{
    *kind = acp_kind_by_name(value);
    if (*kind == ACP_KIND_UNKNOWN)
        not_among(args, "the kind", value, WORDS_KINDS);
    return *kind != ACP_KIND_UNKNOWN;
}

bool cmd_value_rule_kind(const cmd_args *args, const char *value, acp_kind *kind)
{
    const char *name;
    for (unsigned i = 0; (name = acp_rule_kind_name(i)); i++) {
        *kind = (acp_kind)i;
        if (strcmp(name, value) == 0)
            return true;
    }
    not_among(args, "the kind", value, WORDS_RULE_KINDS);
    return false;
}

bool cmd_value_platforms(const cmd_args *args, const char *value, unsigned *platforms)
{
    for (const char *item = value;;) {
        size_t length = strcspn(item, ",");
        unsigned bit = acp_platform_by_name(item, length);
        if (!bit) {
            char word[64];
            snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), item);
            not_among(args, "--platform", word, WORDS_PLATFORMS);
            return false;
        }
        *platforms |= bit;
        if (!item[length])
            return true;
        item += length + 1;
    }
}

bool cmd_value_version(const cmd_args *args, const char *value, uint16_t *version)
{
    *version = acp_version_parse(value);
    if (!*version)
        cmd_usage(args, "--client-version cannot be '%s'; write it as 5.1 or 4.10", value);
    return *version;
}

bool cmd_value_size(const cmd_args *args, const char *value, size_t *size)
{
    static const char units[] = "KMG";
    char *end = NULL;
    errno = 0;
    unsigned long long number = isdigit((unsigned char)*value) ? strtoull(value, &end, 10) : 0;
    unsigned shift = 0;
    const char *unit = end && *end ? strchr(units, toupper((unsigned char)*end)) : NULL;
    if (unit) {
        shift = 10 * (unsigned)(unit - units + 1);
        end++;
    }
    if (!number || errno || *end || number > (1ull << 30) >> shift) {
        cmd_usage(args,
                  "--max-size cannot be '%s'; write a number of bytes up to 1G, also as 512K or 4M",
                  value);
        return false;
    }
    *size = (size_t)(number << shift);
    return true;
}

bool cmd_value_jobs(const cmd_args *args, const char *value, unsigned *jobs)
{
    char *end;
    unsigned long number = isdigit((unsigned char)*value) ? strtoul(value, &end, 10) : 0;
    if (!number || *end || number > MOST_JOBS) {
        cmd_usage(args, "--jobs cannot be '%s'; it is a number from 1 to %d", value, MOST_JOBS);
        return false;
    }
    *jobs = (unsigned)number;
    return true;
}

bool cmd_kinds_add(const cmd_args *args, cmd_kinds *kinds, const char *value)
{
    const char *colon = strchr(value, ':');
    char name[32];
    size_t length = colon ? (size_t)(colon - value) : strlen(value);
    snprintf(name, sizeof name, "%.*s", (int)(length < 31 ? length : 31), value);
    acp_kind kind;
    if (!cmd_value_kind(args, name, &kind))
        return false;
    if (!colon) {
        kinds->all = kind;
        return true;
    }
    void *grown = realloc(kinds->of, (kinds->count + 1) * sizeof *kinds->of);
    if (!grown) {
        cmd_message("out of memory");
        return false;
    }
    kinds->of = grown;
    kinds->of[kinds->count].kind = kind;
    kinds->of[kinds->count++].file = colon + 1;
    return true;
}

/* ./FILE and FILE are the same. */
static bool same_name(const char *a, const char *b)
{
    while (strncmp(a, "./", 2) == 0)
        a += 2;
    while (strncmp(b, "./", 2) == 0)
        b += 2;
    return strcmp(a, b) == 0;
}

acp_kind cmd_kinds_for(const cmd_kinds *kinds, const char *file)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (same_name(kinds->of[i].file, file))
            return kinds->of[i].kind;
    return kinds->all;
}

bool cmd_kinds_used(const cmd_args *args, const cmd_kinds *kinds, const cmd_file *files,
                    size_t count)
{
    for (size_t i = 0; i < kinds->count; i++) {
        size_t at = 0;
        while (at < count && !same_name(kinds->of[i].file, files[at].name))
            at++;
        if (at == count) {
            cmd_usage(args, "--kind %s:%s names a file that is not among those to be read",
                      acp_kind_get(kinds->of[i].kind)->name, kinds->of[i].file);
            return false;
        }
    }
    return true;
}

void cmd_kinds_free(cmd_kinds *kinds)
{
    free(kinds->of);
}
