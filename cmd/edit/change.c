/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the document: set, unset, add, delete, move. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

/* Shows what a change adds; of one that is refused, only why it is. */
static void show_added(const edit_session *s, acp_findings *added, bool refused)
{
    if (refused)
        cmd_keep_errors(added);
    if (acp_findings_count(added) && !s->quiet)
        cmd_print_findings(added, s->host->interactive ? stdout : stderr);
}

static int refuse(const edit_session *s, acp_status status, const acp_change_result *result)
{
    switch (status) {
    case ACP_BAD_VALUE:
    case ACP_AMBIGUOUS: edit_fail(s, "%s", result->message); return CMD_USAGE;
    case ACP_NO_MEMORY: return edit_no_memory(s);
    default: edit_fail(s, "nothing is changed: %s", result->message); return CMD_FINDINGS;
    }
}

static int take(edit_session *s, const char *what, acp_change_result *result)
{
    if (!result->changed) {
        edit_tell(s, "That is so already; nothing is changed.");
        return CMD_OK;
    }
    return edit_take(s, what, result);
}

/* The change would add errors: what there is to say to that. */
static int stay(const edit_session *s)
{
    edit_tell(s, "Nothing is changed.");
    if (!s->host->interactive)
        edit_fail(s, "nothing is changed: the file would have an error it does not have now");
    return CMD_FINDINGS;
}

/* may: says of errors that are added that they are none of this change; NULL: no errors are. */
static int change(edit_session *s, const char *what, const acp_change *changes, size_t count,
                  bool (*may)(const edit_session *s, const acp_change *changes,
                              const acp_findings *added))
{
    acp_change_options options = {
        .check = &s->options.check, .despite_errors = true, .known = s->known};
    acp_change_result result;
    acp_status status = acp_change_document(s->document, changes, count, &options, &result);
    bool errors =
        status == ACP_OK && !s->despite_errors && acp_findings_worst(result.added) >= ACP_ERROR;
    bool allowed = errors && may && may(s, changes, result.added);
    errors = errors && !allowed;
    show_added(s, result.added, errors || status != ACP_OK);
    int code = status != ACP_OK ? refuse(s, status, &result)
               : errors && !edit_confirm(s, "Change it all the same? [y/N] ")
                   ? stay(s)
                   : take(s, what, &result);
    if (code == CMD_OK && allowed)
        edit_tell(s, "It is added; what it lacks can be set now.");
    acp_change_free(&result);
    return code;
}

int edit_change(edit_session *s, const char *what, const acp_change *changes, size_t count)
{
    return change(s, what, changes, count, NULL);
}

/* An entry is made before what has to be in it: that this is missing is no error of the change. */
static bool is_incomplete(const edit_session *s, const acp_change *made, const acp_findings *added)
{
    acp_setting_id setting = edit_setting_of(s, made->path);
    const acp_setting *row = acp_setting_get(setting);
    if (!row || row->first_child == ACP_NO_SETTING)
        return false;
    for (size_t i = 0; i < acp_findings_count(added); i++) {
        const acp_finding *finding = acp_findings_get(added, i);
        if (finding->severity == ACP_ERROR && edit_setting_of(s, finding->path) != setting)
            return false;
    }
    return true;
}

/* One change, which the journal knows by the command's name and its path. */
static int change_one(edit_session *s, const char *command, acp_change one)
{
    char *what = NULL;
    bool adds = strcmp(command, "add") == 0;
    if (asprintf(&what, "%s %s%s%s", command, one.path, one.value && *one.value ? " " : "",
                 one.value ? one.value : "") < 0)
        return edit_no_memory(s);
    int code = change(s, what, &one, 1, adds ? is_incomplete : NULL);
    free(what);
    return code;
}

/* ---- set and unset ----------------------------------------------------------------------------
 */

/* The value a setting has now, malloc'ed: "" if it has none. NULL: no memory. */
static char *value_now(const edit_session *s, const char *path)
{
    acp_path_result first;
    edit_look_up(s, path, &first);
    return strndup(first.value.ptr ? first.value.ptr : "", first.value.len);
}

/* Whether a path names one place that can have a value. */
static bool can_be_set(const edit_session *s, const char *path, const char *value)
{
    acp_change change = {ACP_CHANGE_SET, path, value};
    acp_change_options options = {
        .check = &s->options.check, .despite_errors = true, .known = s->known};
    acp_change_result result;
    acp_status status = acp_change_document(s->document, &change, 1, &options, &result);
    if (status != ACP_OK)
        refuse(s, status, &result);
    acp_change_free(&result);
    return status == ACP_OK;
}

/* The value that was left out is asked for, with the one there is to be changed. NULL: none. */
static char *ask_value(edit_session *s, const char *path)
{
    const acp_setting *setting = acp_setting_get(edit_setting_of(s, path));
    char *prompt = NULL, *value = NULL;
    if (!s->host->interactive || !setting || setting->content == ACP_CONTENT_ELEMENTS) {
        edit_fail(s, "set needs a value: set PATH VALUE ('' is an empty one)");
        return NULL;
    }
    char *now = value_now(s, path);
    bool choice = setting->value_count; /* it is chosen anew, where a text is changed */
    if (now && can_be_set(s, path, now) &&
        asprintf(&prompt, choice ? "%s [%s]: " : "%s: ", setting->label, now) >= 0) {
        edit_print_question(s, setting->help, path, false);
        s->asked = (edit_question){.path = path};
        value = s->host->ask(s->host->data, prompt, choice ? NULL : now);
        s->asked = (edit_question){0};
        free(prompt);
    }
    free(now);
    if (!value || (choice && !*edit_trim(value))) {
        edit_tell(s, "Nothing is changed.");
        free(value);
        return NULL;
    }
    return value;
}

int edit_set(edit_session *s, char *rest)
{
    s->despite_errors |= edit_take_word(&rest, "--despite-errors");
    int code = CMD_USAGE;
    bool assigned = rest[acp_path_length(rest)] == '=';
    char *asked = NULL;
    const char *typed = edit_path_word(&rest, true);
    if (!*typed) {
        edit_fail(s, "set needs a setting and a value: set PATH VALUE");
        return CMD_USAGE;
    }
    char *path = edit_path(s, typed, &code);
    if (!path)
        return code;
    code = CMD_USAGE;
    if (!*rest && !assigned) {
        asked = ask_value(s, path);
        rest = asked ? edit_trim(asked) : NULL;
    }
    if (rest)
        code = change_one(s, "set", (acp_change){ACP_CHANGE_SET, path, edit_unquote(rest)});
    free(asked);
    free(path);
    return code;
}

int edit_unset(edit_session *s, char *rest)
{
    edit_target target;
    s->despite_errors |= edit_take_word(&rest, "--despite-errors");
    if (!*rest) {
        edit_fail(s, "unset needs a setting: unset PATH");
        return CMD_USAGE;
    }
    int code = edit_find(s, rest, &target);
    if (code == CMD_OK && !target.written) {
        edit_fail(s, "%s is not set", target.path);
        code = CMD_FINDINGS;
    } else if (code == CMD_OK && !target.is_attribute && acp_node_first_child(target.node)) {
        edit_fail(s, "%s holds other settings; 'delete' takes it out with all of them",
                  target.path);
        code = CMD_FINDINGS;
    }
    if (code == CMD_OK)
        code = change_one(s, "unset", (acp_change){ACP_CHANGE_DELETE, target.path, NULL});
    const acp_setting *setting = acp_setting_get(target.setting);
    const char *fallback = setting ? edit_default(s, setting) : NULL;
    if (code == CMD_OK && fallback && *fallback)
        edit_tell(s, "The default holds now: %s.", fallback);
    free(target.path);
    return code;
}

/* ---- add and delete ---------------------------------------------------------------------------
 */

/* PATH[+], PATH[KEY="value"] for an entry that has a name, or PATH where there can be one. */
static char *new_path(edit_session *s, const char *path, const acp_setting *setting,
                      acp_setting_id key, const char *value, int *code)
{
    char *made = NULL;
    size_t size;
    FILE *out = open_memstream(&made, &size);
    if (!out) {
        *code = edit_no_memory(s);
        return NULL;
    }
    fputs(path, out);
    bool picked = path[strlen(path) - 1] == ']';
    if (setting && setting->max_occurs > 1 && !picked && key != ACP_NO_SETTING && *value)
        edit_put_key(out, acp_setting_get(key)->name, (acp_slice){value, strlen(value)});
    else if (setting && setting->max_occurs > 1 && !picked)
        fputs("[+]", out);
    fclose(out);
    acp_path_result first;
    if (made && strstr(made, "[+]") == NULL && edit_look_up(s, made, &first)) {
        edit_fail(s, "%s is there already", made);
        free(made);
        made = NULL;
        *code = CMD_FINDINGS;
    }
    return made;
}

int edit_add(edit_session *s, char *rest)
{
    s->despite_errors |= edit_take_word(&rest, "--despite-errors");
    const char *typed = edit_path_word(&rest, true);
    int code = CMD_USAGE;
    if (!*typed) {
        edit_fail(s, "add needs what to add, such as: add HostEntry Rome");
        return CMD_USAGE;
    }
    char *path = edit_path(s, typed, &code);
    if (!path)
        return code;
    acp_setting_id setting = edit_setting_of(s, path);
    acp_setting_id key = setting == ACP_NO_SETTING ? setting : edit_key_of(setting);
    const char *value = edit_unquote(rest);
    char *made = new_path(s, path, acp_setting_get(setting), key, value, &code);
    bool named = made && key != ACP_NO_SETTING && *value && made[strlen(made) - 1] == ']';
    if (made)
        code = change_one(s, "add", (acp_change){ACP_CHANGE_SET, made, named ? "" : value});
    free(made);
    free(path);
    return code;
}

int edit_delete(edit_session *s, char *rest)
{
    edit_target target;
    s->despite_errors |= edit_take_word(&rest, "--despite-errors");
    int code = edit_find(s, rest, &target);
    if (code == CMD_OK && !target.written) {
        edit_fail(s, "there is no %s", target.path);
        code = CMD_FINDINGS;
    }
    bool here = code == CMD_OK && edit_is_within(s->place, target.path);
    if (code == CMD_OK)
        code = change_one(s, "delete", (acp_change){ACP_CHANGE_DELETE, target.path, NULL});
    if (code == CMD_OK && here && s->place && !edit_is_within(target.path, s->place))
        edit_go(s, "/");
    free(target.path);
    return code;
}

/* ---- move ---------------------------------------------------------------------------------------
 */

/* The place of an element among those of its setting in its parent, and how many there are. */
static size_t place_of(edit_session *s, const edit_target *target, size_t *count)
{
    char *parent = strdup(target->path), *last = parent ? (char *)edit_last_step(parent) : NULL;
    const acp_node *above = NULL;
    *count = 0;
    if (last && last > parent) {
        last[-1] = '\0';
        above = edit_only(s, parent);
    }
    free(parent);
    return above ? edit_place_among(above, target->node, count) : 0;
}

/* The word after the path, which may be left out. */
static char *last_word(char *rest)
{
    char *word = strrchr(rest, ' ');
    return word ? word + 1 : rest;
}

/* 0: the word says no place. */
static size_t wanted_place(const char *word, size_t place, size_t count)
{
    if (strcmp(word, "first") == 0)
        return 1;
    if (strcmp(word, "last") == 0)
        return count;
    if (strcmp(word, "up") == 0)
        return place - 1 ? place - 1 : 1;
    if (strcmp(word, "down") == 0)
        return place < count ? place + 1 : count;
    char *end;
    unsigned long number = *word >= '0' && *word <= '9' ? strtoul(word, &end, 10) : 0;
    return number && !*end ? number : 0;
}

int edit_move(edit_session *s, char *rest)
{
    edit_target target;
    s->despite_errors |= edit_take_word(&rest, "--despite-errors");
    char *word = last_word(rest);
    char number[32];
    size_t count;
    if (!wanted_place(word, 1, 1)) {
        edit_fail(s, "move needs where to: move [PATH] first, last, up, down or a number from 1");
        return CMD_USAGE;
    }
    if (word > rest)
        word[-1] = '\0';
    int code = edit_find(s, word > rest ? edit_trim(rest) : "", &target);
    if (code == CMD_OK &&
        (!target.node || target.is_attribute || target.setting == ACP_NO_SETTING)) {
        edit_fail(s, "there is no element %s", target.path);
        code = CMD_FINDINGS;
    }
    if (code == CMD_OK) {
        size_t place = place_of(s, &target, &count);
        snprintf(number, sizeof number, "%zu", wanted_place(word, place ? place : 1, count));
        code = change_one(s, "move", (acp_change){ACP_CHANGE_MOVE, target.path, number});
    }
    free(target.path);
    return code;
}
