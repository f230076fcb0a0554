/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking around: goto, print, describe, find. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/acprof/explain.h"
#include "edit.h"

int edit_goto(edit_session *s, char *rest)
{
    int code = edit_go(s, *rest ? rest : "/");
    if (code == CMD_OK && !edit_here(s))
        edit_tell(s, "%s is not in the document yet; setting something in it makes it.",
                  edit_last_step(s->place));
    return code;
}

/* ---- print ------------------------------------------------------------------------------------
 */

static void put_line(acp_slice text)
{
    edit_put(text);
    if (!text.len || text.ptr[text.len - 1] != '\n')
        putchar('\n');
}

static int print_xml(const edit_session *s, const acp_node *node)
{
    char *text;
    size_t length;
    if (acp_node_write(s->document, node, &text, &length) != ACP_OK)
        return edit_no_memory(s);
    for (size_t at = 0, end; at < length && !edit_is_stopped(s); at = end) {
        const char *feed = memchr(text + at, '\n', length - at);
        end = feed ? (size_t)(feed - text) + 1 : length;
        put_line((acp_slice){text + at, end - at});
    }
    free(text);
    return CMD_OK;
}

static int say_absent(const edit_session *s, const edit_target *target)
{
    const char *fallback = edit_default(s, acp_setting_get(target->setting));
    edit_fail(s, "%s is not set%s%s", target->path, fallback ? "; the default is " : "",
              fallback ? fallback : "");
    return CMD_FINDINGS;
}

static int print_attribute(const edit_session *s, const edit_target *target)
{
    if (!target->written)
        return say_absent(s, target);
    put_line(acp_node_attribute_value(target->node, target->setting));
    return CMD_OK;
}

int edit_print(edit_session *s, char *rest)
{
    edit_target target;
    bool xml = edit_take_word(&rest, "xml"), table = !xml && edit_take_word(&rest, "table");
    int code = edit_find(s, rest, &target);
    const acp_setting *setting = code == CMD_OK ? acp_setting_get(target.setting) : NULL;
    if (code == CMD_OK && !setting) {
        edit_fail(s, "the schema does not have %s", target.path);
        code = CMD_FINDINGS;
    } else if (code == CMD_OK && target.is_attribute) {
        code = print_attribute(s, &target);
    } else if (code == CMD_OK && (xml || setting->first_child == ACP_NO_SETTING) && !target.node) {
        code = say_absent(s, &target);
    } else if (code == CMD_OK && xml) {
        code = print_xml(s, target.node);
    } else if (code == CMD_OK && !table && setting->first_child == ACP_NO_SETTING) {
        put_line(acp_node_value(target.node));
    } else if (code == CMD_OK) {
        edit_print_table(s, target.setting, target.node, true);
    }
    free(target.path);
    return code;
}

/* ---- describe ---------------------------------------------------------------------------------
 */

int edit_describe(edit_session *s, char *rest)
{
    edit_target target;
    int code = edit_find(s, rest, &target);
    if (code == CMD_OK && target.setting == ACP_NO_SETTING) {
        edit_fail(s, "the schema does not have %s", target.path);
        code = CMD_FINDINGS;
    } else if (code == CMD_OK) {
        const acp_setting *setting = acp_setting_get(target.setting);
        explain_setting(acp_document_kind(s->document), target.setting, 0);
        acp_slice value = !target.written ? (acp_slice){"not set", 7}
                          : target.is_attribute
                              ? acp_node_attribute_value(target.node, target.setting)
                              : acp_node_value(target.node);
        if (setting->type != ACP_TYPE_NONE || target.is_attribute) {
            fputs("  here           ", stdout);
            put_line(value);
        }
    }
    free(target.path);
    return code;
}

/* ---- find --------------------------------------------------------------------------------------
 */

static bool has(const char *text, const char *word, size_t length)
{
    for (; text && *text; text++)
        if (strncasecmp(text, word, length) == 0)
            return true;
    return false;
}

static bool has_in_values(const acp_setting *setting, const char *word, size_t length)
{
    for (unsigned i = 0; i < setting->value_count; i++)
        if (has(setting->values[i].name, word, length) ||
            has(setting->values[i].help, word, length))
            return true;
    return false;
}

/* How well a setting fits: all words in label or name best, 0: not at all. */
static unsigned fitness(const acp_setting *setting, const char *text)
{
    unsigned best = 3;
    for (size_t length; *text; text += length) {
        text += strspn(text, " \t");
        length = strcspn(text, " \t");
        unsigned fit = !length                                                                   ? 3
                       : has(setting->label, text, length) || has(setting->name, text, length)   ? 3
                       : has(setting->help, text, length) || has(setting->depends, text, length) ? 2
                       : has_in_values(setting, text, length)                                    ? 1
                                                              : 0;
        best = fit < best ? fit : best;
    }
    return best;
}

static void print_found(const edit_session *s, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    char path[512];
    acp_setting_path(id, path, sizeof path);
    printf("%s\n  %s", edit_shortest(acp_document_kind(s->document), path), setting->label);
    if (setting->pane)
        printf(" (%s)", setting->pane);
    putchar('\n');
    if (setting->help)
        edit_print_text(setting->help, 2);
    if (setting->type == ACP_TYPE_NONE)
        return;
    acp_path_result first;
    size_t count = edit_look_up(s, path, &first);
    const char *fallback = edit_default(s, setting);
    if (count > 1)
        printf("  set in %zu places\n", count);
    else if (count == 1) {
        fputs("  now ", stdout);
        edit_put(first.value);
        putchar('\n');
    } else if (fallback && *fallback)
        printf("  not set; the default is %s\n", fallback);
}

/* The settings of a document from its root on have ids that follow each other. */
acp_setting_id edit_next_setting(acp_setting_id id, acp_setting_id root)
{
    acp_setting_id next = (acp_setting_id)(id + 1), above = next;
    if (!acp_setting_get(next))
        return ACP_NO_SETTING;
    while (acp_setting_get(above)->parent != ACP_NO_SETTING)
        above = acp_setting_get(above)->parent;
    return above == root ? next : ACP_NO_SETTING;
}

int edit_find_text(edit_session *s, char *rest)
{
    acp_setting_id root = acp_kind_root(acp_document_kind(s->document));
    size_t count = 0;
    if (!*rest) {
        edit_fail(s, "find needs a text to look for, such as: find captive portal");
        return CMD_USAGE;
    }
    for (unsigned fit = 3; fit; fit--)
        for (acp_setting_id id = root; id != ACP_NO_SETTING; id = edit_next_setting(id, root))
            if (fitness(acp_setting_get(id), rest) == fit) {
                print_found(s, id);
                count++;
            }
    if (count)
        return CMD_OK;
    edit_fail(s, "no label, help or value of a setting has '%s'", rest);
    return CMD_FINDINGS;
}
