/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion of paths with what stands in the file that is already on the line. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd.h"

acp_document *cmd_complete_document(const char *name)
{
    struct stat status;
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    /* Nothing that could wait for somebody to write to it. */
    if (findings && stat(name, &status) == 0 && S_ISREG(status.st_mode) &&
        acp_document_read(name, NULL, findings, &document) == ACP_OK &&
        acp_node_setting(acp_document_root(document)) == ACP_NO_SETTING) {
        acp_document_free(document);
        document = NULL;
    }
    acp_findings_free(findings);
    return document;
}

const char *cmd_last_slash(const char *path)
{
    const char *found = NULL;
    char quote = '\0';
    bool inside = false;
    for (; *path; path++) {
        if (quote)
            quote = *path == quote ? '\0' : quote;
        else if (inside && (*path == '"' || *path == '\''))
            quote = *path;
        else if (*path == '[' || *path == ']')
            inside = *path == '[';
        else if (*path == '/' && !inside)
            found = path;
    }
    return found;
}

/* What a value, put into a shell's line, could do harm with or would not fit. */
static bool is_plain(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f)
            return false;
    return text.len < 200;
}

static acp_slice key_of(const acp_node *entry, const char **name)
{
    static const char *const keys[] = {"HostName", "Name"};
    for (size_t i = 0; i < 2; i++) {
        acp_setting_id id =
            acp_setting_child(acp_node_setting(entry), keys[i], strlen(keys[i]), false);
        const acp_node *node = cmd_node_child(entry, id);
        *name = keys[i];
        if (id != ACP_NO_SETTING && node && acp_node_value(node).len)
            return acp_node_value(node);
    }
    return (acp_slice){0};
}

/* The step of a path to an entry of a list: NAME[HostName="Paris"], or NAME[2]. */
static bool entry_step(const acp_node *entry, unsigned place, char *out, size_t size)
{
    const acp_setting *setting = acp_setting_get(acp_node_setting(entry));
    const char *name;
    acp_slice key = key_of(entry, &name);
    if (!key.len || !is_plain(key))
        return snprintf(out, size, "%s[%u]", setting->name, place) < (int)size;
    size_t at = (size_t)snprintf(out, size, "%s[%s=\"", setting->name, name);
    for (size_t i = 0; i < key.len && at + 5 < size; i++) {
        if (key.ptr[i] == '"')
            out[at++] = '"';
        out[at++] = key.ptr[i];
    }
    return at + 3 < size && snprintf(out + at, size - at, "\"]") == 2;
}

/* Entries of lists among the children of a node. */
static void offer_entries(const acp_node *parent, const char *before, const char *start)
{
    acp_setting_id last = ACP_NO_SETTING;
    unsigned place = 0;
    for (const acp_node *node = acp_node_first_child(parent); node; node = acp_node_next(node)) {
        const acp_setting *setting = acp_setting_get(acp_node_setting(node));
        char step[600], word[1200];
        place = acp_node_setting(node) == last ? place + 1 : 1;
        last = acp_node_setting(node);
        if (!setting || setting->max_occurs <= 1 || !entry_step(node, place, step, sizeof step) ||
            snprintf(word, sizeof word, "%s%s", before, step) >= (int)sizeof word)
            continue;
        cmd_candidate("", word, start, NULL);
    }
}

/* As deep as the document, which the reader has bounded. */
static void offer_below(acp_kind kind, const acp_node *node, const char *start)
{
    acp_setting_id id;
    for (const acp_node *child = acp_node_first_child(node); child; child = acp_node_next(child)) {
        const acp_setting *setting = acp_setting_get(acp_node_setting(child));
        if (setting && setting->max_occurs > 1 &&
            acp_settings_by_tail(kind, setting->name, &id, 1) == 1) {
            offer_entries(node, "", start);
            break;
        }
    }
    for (const acp_node *child = acp_node_first_child(node); child; child = acp_node_next(child))
        offer_below(kind, child, start);
}

void cmd_complete_entries(const acp_document *document, const char *start)
{
    const char *slash = cmd_last_slash(start);
    char path[600], before[604], message[200];
    acp_path_result *found;
    size_t count;
    if (!slash) {
        offer_below(acp_document_kind(document), acp_document_root(document), start);
        return;
    }
    size_t length = (size_t)(slash - start);
    if (length >= sizeof path)
        return;
    snprintf(path, sizeof path, "%.*s", (int)length, start);
    snprintf(before, sizeof before, "%s/", path);
    if (acp_path_find(document, path, &found, &count, message, sizeof message) != ACP_OK)
        return;
    for (size_t i = 0; i < count; i++)
        if (!found[i].is_attribute)
            offer_entries(found[i].node, before, start);
    free(found);
}

void cmd_complete_present(const acp_document *document, const char *path, const char *start)
{
    char message[200], prefix[620];
    acp_path_result *found;
    size_t count;
    if (snprintf(prefix, sizeof prefix, "%s=", path) >= (int)sizeof prefix ||
        acp_path_find(document, path, &found, &count, message, sizeof message) != ACP_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        char value[204];
        if (!found[i].value.len || !is_plain(found[i].value))
            continue;
        snprintf(value, sizeof value, "%.*s", (int)found[i].value.len, found[i].value.ptr);
        cmd_candidate(prefix, value, start, "the present value");
    }
    free(found);
}
