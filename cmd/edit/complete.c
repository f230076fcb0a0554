/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand in a command line: by the table of commands, the schema and the document. */
#include <stdlib.h>
#include <string.h>

#include "complete.h"

/* ---- candidates -------------------------------------------------------------------------------
 */

void complete_add(completing *c, const char *word, const char *help, char behind)
{
    edit_completion *out = c->out;
    if (strncmp(word, c->typed, strlen(c->typed)) != 0)
        return;
    if (out->count == out->size) {
        size_t size = out->size ? 2 * out->size : 32;
        edit_candidate *grown = realloc(out->list, size * sizeof *grown);
        if (!grown) {
            out->failed = true;
            return;
        }
        out->list = grown;
        out->size = size;
    }
    edit_candidate *one = &out->list[out->count];
    *one = (edit_candidate){strdup(word), help, behind};
    out->failed |= !one->word;
    out->count += one->word != NULL;
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

/* What settings of the same name have in the document: addresses and groups come up again. */
static void add_present_values(completing *c, const acp_setting *setting)
{
    edit_walk w = {.chain = {acp_document_root(c->session->document)}};
    size_t first = c->out->count, kept = first;
    for (const acp_node *node = w.chain[0]; node; node = edit_walk_next(&w)) {
        const acp_setting *other = acp_setting_get(acp_node_setting(node));
        acp_slice value = acp_node_value(node);
        if (!other || strcmp(other->name, setting->name) != 0 || !value.len)
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
        add_present_values(c, setting);
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
    for (size_t i = 0; !wizard && (name = edit_wizard_name(i, &help)); i++)
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

/* The last word of what follows the command, which is completed. */
static void start_at(completing *c, const char *word)
{
    c->typed = word;
    c->out->start = (size_t)(word - c->line);
}

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

static void complete_wizard(completing *c, const char *rest)
{
    size_t name = strcspn(rest, " \t");
    start_at(c, last_word(rest));
    if (!rest[name]) {
        add_wizards(c, NULL);
        return;
    }
    char *wizard = strndup(rest, name);
    const char *equals = strchr(c->typed, '=');
    if (wizard && equals && strncmp(c->typed, "file=", 5) == 0) {
        start_at(c, equals + 1);
        c->out->files = true;
    } else if (wizard && !equals) {
        add_wizards(c, wizard);
    }
    free(wizard);
}

static void complete_argument(completing *c, edit_argument argument, const char *rest)
{
    static const char *const print[] = {"xml", "table", NULL}, *const text[] = {"text", NULL};
    static const char *const discard[] = {"discard", NULL};
    start_at(c, rest);
    switch (argument) {
    case EDIT_ARG_PLACE: complete_path(c, COMPLETE_ENTRIES); break;
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
    case EDIT_ARG_FILE:
        start_at(c, last_word(rest));
        c->out->files = true;
        break;
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

void edit_complete(edit_session *s, const char *line, edit_completion *out)
{
    *out = (edit_completion){0};
    completing c = {.session = s, .line = line, .out = out};
    const char *word = line + strspn(line, " \t");
    size_t length = strcspn(word, " \t");
    start_at(&c, word);
    if (!word[length]) {
        add_commands(&c);
        return;
    }
    s->quiet = true;
    for (const edit_command *command = edit_commands; command->name; command++)
        if (strlen(command->name) == length && memcmp(command->name, word, length) == 0)
            complete_argument(&c, command->argument, word + length + strspn(word + length, " \t"));
    s->quiet = false;
}

void edit_complete_answer(edit_session *s, const char *line, edit_completion *out)
{
    *out = (edit_completion){.files = s->asked_file};
    completing c = {.session = s, .line = line, .out = out};
    const char *comma = strrchr(line, ',');
    start_at(&c, comma && !s->asked_file ? comma + 1 : line);
    s->quiet = true;
    if (s->asked)
        add_values(&c, s->asked);
    s->quiet = false;
}
