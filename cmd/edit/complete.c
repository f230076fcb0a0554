/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand in a command line: by the table of commands, the schema and the document. */
#include <stdlib.h>
#include <string.h>

#include "complete.h"

/* ---- candidates -------------------------------------------------------------------------------
 */

/* Takes the word over; NULL: there was no memory for it. */
static void push(completing *c, char *word, const char *help, char behind)
{
    edit_completion *out = c->out;
    if (word && out->count == out->size) {
        size_t size = out->size ? 2 * out->size : 32;
        edit_candidate *grown = realloc(out->list, size * sizeof *grown);
        if (grown) {
            out->list = grown;
            out->size = size;
        } else {
            free(word);
            word = NULL;
        }
    }
    out->failed |= !word;
    if (word)
        out->list[out->count++] = (edit_candidate){word, help, behind};
}

static bool begins(const completing *c, const char *word)
{
    size_t length = strlen(c->typed);
    return (c->fold ? strncasecmp(word, c->typed, length) : strncmp(word, c->typed, length)) == 0;
}

void complete_add(completing *c, const char *word, const char *help, char behind)
{
    bool open = c->quotes && (*c->typed == '"' || *c->typed == '\'');
    if (!open && !begins(c, word))
        return;
    if (!open && !(c->quotes && edit_needs_quotes(word))) {
        push(c, strdup(word), help, behind);
        return;
    }
    char *quoted = edit_quote(word, open ? *c->typed : '"', true);
    if (quoted && open && !begins(c, quoted))
        free(quoted);
    else
        push(c, quoted, help, behind);
}

void edit_completion_free(edit_completion *c)
{
    for (size_t i = 0; i < c->count; i++)
        free(c->list[i].word);
    free(c->list);
    *c = (edit_completion){0};
}

/* ---- values ------------------------------------------------------------------------------------
 */

static int by_text(const void *a, const void *b)
{
    return strcmp(((const edit_candidate *)a)->word, ((const edit_candidate *)b)->word);
}

/* What settings of the same name have in the document: addresses and groups come up again. The name
 * of an entry is only that of entries like it. */
static void add_present_values(completing *c, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    bool is_key = setting->parent != ACP_NO_SETTING && edit_key_of(setting->parent) == id;
    edit_walk w = {.chain = {acp_document_root(c->session->document)}};
    size_t first = c->out->count, kept = first;
    for (const acp_node *node = w.chain[0]; node; node = edit_walk_next(&w)) {
        const acp_setting *other = acp_setting_get(acp_node_setting(node));
        acp_slice value = acp_node_value(node);
        if (!other || !value.len ||
            (is_key ? other != setting : strcmp(other->name, setting->name)))
            continue;
        char *text = strndup(value.ptr, value.len);
        if (text)
            complete_add(c, text, NULL, ' ');
        free(text);
    }
    edit_candidate *list = c->out->list;
    if (c->out->count > first)
        qsort(list + first, c->out->count - first, sizeof *list, by_text);
    for (size_t i = first; i < c->out->count; i++) {
        if (kept > first && strcmp(list[kept - 1].word, list[i].word) == 0)
            free(list[i].word);
        else
            list[kept++] = list[i];
    }
    c->out->count = kept;
}

static void add_values(completing *c, const char *path)
{
    int code;
    char *whole = edit_path(c->session, path, &code);
    acp_setting_id id = whole ? edit_setting_of(c->session, whole) : ACP_NO_SETTING;
    const acp_setting *setting = acp_setting_get(id);
    for (unsigned i = 0; setting && i < setting->value_count; i++)
        complete_add(c, setting->values[i].name, setting->values[i].help, ' ');
    if (setting && !setting->value_count && !setting->is_attribute)
        add_present_values(c, id);
    free(whole);
}

/* ---- words of commands
 * --------------------------------------------------------------------------- */

static void add_commands(completing *c)
{
    for (const edit_command *command = edit_commands; command->name; command++)
        complete_add(c, command->name, command->summary, ' ');
}

static void add_fixable_rules(completing *c)
{
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        if (rule->planned || rule->fix == ACP_FIX_NONE ||
            !(rule->kinds & 1u << acp_document_kind(c->session->document)))
            continue;
        complete_add(c, rule->id, rule->title, ' ');
        complete_add(c, rule->key, rule->title, ' ');
    }
}

static void add_panes(completing *c)
{
    size_t count;
    const acp_pane *panes = acp_kind_panes(acp_document_kind(c->session->document), &count);
    for (size_t i = 0; i < count; i++)
        complete_add(c, panes[i].name, panes[i].title, ' ');
}

static void add_wizards(completing *c, const char *wizard)
{
    const char *name, *help;
    for (size_t i = 0; !wizard && (name = edit_wizard_name(c->session, i, &help)); i++)
        complete_add(c, name, help, ' ');
    for (size_t i = 0; wizard && (name = edit_wizard_parameter(wizard, i, &help)); i++) {
        char word[64];
        snprintf(word, sizeof word, "%s=", name);
        complete_add(c, word, help, '\0');
    }
}

static void add_words(completing *c, const char *const *words)
{
    for (; *words; words++)
        complete_add(c, *words, NULL, ' ');
}

/* ---- the line -----------------------------------------------------------------------------------
 */

static void start_at(completing *c, const char *word)
{
    c->typed = word;
    c->out->start = (size_t)(word - c->line);
}

/* The last word of what follows the command. */
static const char *last_word(const char *rest)
{
    const char *blank = strrchr(rest, ' ');
    return blank ? blank + 1 : rest;
}

/* The path is ended by a blank or =; then a value is typed. */
static void complete_value(completing *c, const char *rest)
{
    char *copy = strdup(rest), *next = copy;
    if (!copy) {
        c->out->failed = true;
        return;
    }
    size_t length = strlen(rest);
    const char *path = edit_path_word(&next, true);
    if (strlen(path) == length) {
        start_at(c, rest);
        complete_path(c, COMPLETE_ATTRIBUTES | COMPLETE_ENTRIES | COMPLETE_VALUE);
    } else {
        start_at(c, rest + (next - copy));
        add_values(c, path);
    }
    free(copy);
}

static void complete_move(completing *c, const char *rest)
{
    static const char *const places[] = {"first", "last", "up", "down", NULL};
    char *copy = strdup(rest), *next = copy;
    if (!copy) {
        c->out->failed = true;
        return;
    }
    size_t length = strlen(rest);
    bool path_only = strlen(edit_path_word(&next, false)) == length;
    start_at(c, rest + (path_only ? 0 : next - copy));
    add_words(c, places);
    if (path_only)
        complete_path(c, COMPLETE_ENTRIES | COMPLETE_MOVE);
    free(copy);
}

/* What can answer a question; of a list, only its last is completed. */
static void add_answers(completing *c, const edit_question *question)
{
    const char *comma = question->kind == EDIT_ANSWER_LIST ? strrchr(c->typed, ',') : NULL;
    if (comma)
        start_at(c, comma + 1 + strspn(comma + 1, " \t"));
    c->out->files = question->kind == EDIT_ANSWER_FILE;
    if (question->path)
        add_values(c, question->path);
    char *words = question->words ? strdup(question->words) : NULL, *rest = words;
    for (const char *word; rest && (word = strsep(&rest, ","));)
        complete_add(c, word, NULL, ' ');
    c->out->failed |= question->words && !words;
    free(words);
}

/* Goes to the last NAME=VALUE. */
static const char *last_parameter(const char *rest)
{
    for (;;) {
        rest += strspn(rest, " \t");
        size_t length = strcspn(rest, "= \t");
        if (rest[length] == '=')
            length += 1 + edit_value_length(rest + length + 1);
        if (!rest[length])
            return rest;
        rest += length;
    }
}

static void complete_wizard(completing *c, const char *rest)
{
    static const char *const help[] = {"help", NULL};
    size_t length = strcspn(rest, " \t");
    if (!rest[length]) {
        add_wizards(c, NULL);
        return;
    }
    char *wizard = strndup(rest, length);
    const char *last = last_parameter(rest + length), *equals = strchr(last, '=');
    edit_question question;
    start_at(c, equals ? equals + 1 : last);
    if (!wizard) {
        c->out->failed = true;
    } else if (!equals) {
        add_wizards(c, wizard);
        add_words(c, help);
    } else if (edit_wizard_question(wizard, (acp_slice){last, (size_t)(equals - last)},
                                    &question)) {
        c->quotes = question.kind != EDIT_ANSWER_LIST;
        c->out->quotes = question.kind == EDIT_ANSWER_FILE;
        add_answers(c, &question);
    }
    free(wizard);
}

/* The name of a file is all that is left of the line. */
static void complete_file(completing *c, const char *rest)
{
    static const char *const words[] = {"as ", "AS ", "--force ", NULL};
    for (size_t i = 0; words[i];)
        if (strncmp(rest, words[i], strlen(words[i])) == 0) {
            rest += strlen(words[i]);
            rest += strspn(rest, " \t");
            i = 0;
        } else {
            i++;
        }
    start_at(c, rest);
    if (*rest == '-')
        complete_add(c, "--force", NULL, ' ');
    c->out->files = true;
}

/* What a change takes before its path. */
static const char *complete_despite(completing *c, edit_argument argument, const char *rest)
{
    static const char option[] = "--despite-errors";
    size_t length = strlen(option);
    bool takes = argument == EDIT_ARG_VALUE || argument == EDIT_ARG_NEW ||
                 argument == EDIT_ARG_MOVE || argument == EDIT_ARG_REMOVED ||
                 argument == EDIT_ARG_WIZARD;
    if (takes && strncmp(rest, option, length) == 0 && rest[length] == ' ')
        rest += length + strspn(rest + length, " \t");
    start_at(c, rest);
    if (takes && *rest == '-')
        complete_add(c, option, "also if the file would have an error", ' ');
    return rest;
}

static void complete_argument(completing *c, edit_argument argument, const char *rest)
{
    static const char *const print[] = {"xml", "table", NULL}, *const text[] = {"text", NULL};
    static const char *const discard[] = {"discard", NULL};
    rest = complete_despite(c, argument, rest);
    switch (argument) {
    case EDIT_ARG_PLACE: complete_path(c, COMPLETE_ENTRIES); break;
    case EDIT_ARG_REMOVED:
    case EDIT_ARG_SETTING: complete_path(c, COMPLETE_ATTRIBUTES | COMPLETE_ENTRIES); break;
    case EDIT_ARG_VALUE: complete_value(c, rest); break;
    case EDIT_ARG_NEW:
        if (strchr(rest, ' '))
            complete_value(c, rest);
        else
            complete_path(c, COMPLETE_NEW);
        break;
    case EDIT_ARG_MOVE: complete_move(c, rest); break;
    case EDIT_ARG_PRINT:
        if (strncmp(rest, "xml ", 4) == 0 || strncmp(rest, "table ", 6) == 0)
            start_at(c, rest + strcspn(rest, " ") + 1);
        else
            add_words(c, print);
        complete_path(c, COMPLETE_ATTRIBUTES | COMPLETE_ENTRIES);
        break;
    case EDIT_ARG_FILE: complete_file(c, rest); break;
    case EDIT_ARG_DIFF: add_words(c, text); break;
    case EDIT_ARG_RULE:
        start_at(c, last_word(rest));
        add_fixable_rules(c);
        break;
    case EDIT_ARG_PANE: add_panes(c); break;
    case EDIT_ARG_WIZARD: complete_wizard(c, rest); break;
    case EDIT_ARG_COMMAND: add_commands(c); break;
    case EDIT_ARG_DISCARD: add_words(c, discard); break;
    case EDIT_ARG_NONE: break;
    }
}

static void complete_line(completing *c)
{
    const char *word = c->line + strspn(c->line, " \t");
    size_t length = strcspn(word, " \t");
    start_at(c, word);
    if (!word[length]) {
        add_commands(c);
        return;
    }
    char *name = strndup(word, length);
    const edit_command *command =
        name ? edit_command_find(name, c->session->host->interactive) : NULL;
    if (command)
        complete_argument(c, command->argument, word + length + strspn(word + length, " \t"));
    c->out->failed |= !name;
    free(name);
}

/* As it was typed, or if nothing begins so, with other letters. */
static void complete(edit_session *s, const char *line, edit_completion *out, bool answer)
{
    *out = (edit_completion){0};
    completing c = {.session = s, .line = line, .out = out};
    s->quiet = true;
    for (int fold = 0; fold < 2 && !out->count && !out->files; fold++) {
        c.fold = fold;
        c.quotes = false;
        start_at(&c, line);
        if (answer)
            add_answers(&c, &s->asked);
        else
            complete_line(&c);
    }
    s->quiet = false;
}

void edit_complete(edit_session *s, const char *line, edit_completion *out)
{
    complete(s, line, out, false);
}

void edit_complete_answer(edit_session *s, const char *line, edit_completion *out)
{
    complete(s, line, out, true);
}
