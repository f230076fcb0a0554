/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running wizards: parameters on the line, and questions for the rest. */
#include "wizard.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const wizard_row *const rows[] = {&wizard_server, &wizard_backup,  &wizard_match,
                                         &wizard_pin,    &wizard_trusted, &wizard_filter};
#define ROWS (sizeof rows / sizeof *rows)

/* ---- what a run makes -------------------------------------------------------------------------
 */

static char *keep(wizard_run *run, char *text)
{
    char **grown = text ? realloc(run->texts, (run->text_count + 1) * sizeof *grown) : NULL;
    if (!grown) {
        free(text);
        run->code = edit_no_memory(run->session);
        return NULL;
    }
    run->texts = grown;
    return run->texts[run->text_count++] = text;
}

char *wizard_text(wizard_run *run, const char *format, ...)
{
    char *text = NULL;
    va_list list;
    va_start(list, format);
    int length = vasprintf(&text, format, list);
    va_end(list);
    return keep(run, length < 0 ? NULL : text);
}

void wizard_set(wizard_run *run, const char *path, const char *value)
{
    if (run->code != CMD_OK || !path || !value || !*value)
        return;
    acp_change *grown = realloc(run->changes, (run->count + 1) * sizeof *grown);
    if (!grown) {
        run->code = edit_no_memory(run->session);
        return;
    }
    run->changes = grown;
    run->changes[run->count++] = (acp_change){ACP_CHANGE_SET, path, value};
}

void wizard_stop(wizard_run *run, const char *format, ...)
{
    char *text = NULL;
    va_list list;
    va_start(list, format);
    if (vasprintf(&text, format, list) < 0)
        text = NULL;
    va_end(list);
    edit_fail(run->session, "%s", text ? text : "out of memory");
    free(text);
    run->code = CMD_FINDINGS;
}

char *wizard_item(char **rest)
{
    char *item;
    while ((item = strsep(rest, ",")))
        if (*(item = edit_trim(item)))
            return item;
    return NULL;
}

size_t wizard_count(const wizard_run *run, const char *path, acp_slice *value)
{
    acp_path_result first;
    size_t count = edit_look_up(run->session, path, &first);
    *value = first.value;
    return count;
}

bool wizard_has(const wizard_run *run, const char *path, const char *value)
{
    acp_path_result *found;
    size_t count, length = strlen(value);
    char message[1];
    bool has = false;
    if (acp_path_find(run->session->document, path, &found, &count, message, sizeof message) !=
        ACP_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        has =
            has || (found[i].value.len == length && memcmp(found[i].value.ptr, value, length) == 0);
    free(found);
    return has;
}

char *wizard_entry(wizard_run *run, const char *path, const char *key, const char *value)
{
    char *made = NULL;
    size_t size;
    FILE *out = open_memstream(&made, &size);
    if (out) {
        fputs(path, out);
        edit_put_key(out, key, (acp_slice){value, strlen(value)});
        fclose(out);
    }
    return keep(run, made);
}

/* ---- answers ------------------------------------------------------------------------------------
 */

typedef struct {
    acp_setting_id setting;
    edit_session *session;
} about;

/* An error of the setting itself, not of what it stands in, which is not complete yet. */
static bool is_about(const acp_finding *finding, void *data)
{
    const about *a = data;
    return finding->severity == ACP_ERROR &&
           edit_setting_of(a->session, finding->path) == a->setting;
}

/* Whether a setting can have a value: by making it so in a copy. */
static bool is_possible(wizard_run *run, const char *path, const char *value)
{
    edit_session *s = run->session;
    acp_change change = {ACP_CHANGE_SET, path, value};
    acp_change_options options = {
        .check = &s->options.check, .despite_errors = true, .known = s->known};
    acp_change_result result;
    about a = {edit_setting_of(s, path), s};
    acp_status status = acp_change_document(s->document, &change, 1, &options, &result);
    bool possible = status == ACP_OK;
    if (possible) {
        acp_findings_filter(result.added, is_about, &a);
        possible = !acp_findings_count(result.added) || s->despite_errors;
        if (acp_findings_count(result.added) && !s->quiet)
            cmd_print_findings(result.added, s->host->interactive ? stdout : stderr);
    } else {
        edit_fail(s, "%s", result.message);
    }
    acp_change_free(&result);
    return possible;
}

static bool is_fine(wizard_run *run, const wizard_parameter *parameter, const char *path,
                    const char *answer)
{
    if (!path || !*answer)
        return true;
    if (parameter->answer.kind != EDIT_ANSWER_LIST)
        return is_possible(run, path, answer);
    char *copy = strdup(answer), *rest = copy;
    bool fine = copy;
    for (char *item; fine && (item = wizard_item(&rest));)
        fine = is_possible(run, path, item);
    free(copy);
    return fine;
}

/* What stands before an answer that can be left out. */
static char *prompt_of(wizard_run *run, const wizard_parameter *parameter)
{
    const char *fallback = parameter->fallback;
    return fallback ? wizard_text(run, "%s [%s]: ", parameter->name, fallback)
                    : wizard_text(run, "%s: ", parameter->name);
}

static const char *ask(wizard_run *run, const wizard_parameter *parameter, const char *path)
{
    edit_session *s = run->session;
    edit_print_question(s, parameter->help, path, parameter->answer.kind == EDIT_ANSWER_LIST);
    for (;;) {
        char *prompt = prompt_of(run, parameter);
        s->asked = parameter->answer;
        char *answer = prompt ? s->host->ask(s->host->data, prompt, NULL) : NULL;
        s->asked = (edit_question){0};
        if (!answer) {
            edit_tell(s, "The wizard is left; nothing is changed.");
            run->code = run->code == CMD_OK ? CMD_FINDINGS : run->code;
            return NULL;
        }
        if (!keep(run, answer))
            return NULL;
        answer = edit_unquote(edit_trim(answer));
        if (!*answer && !parameter->fallback)
            edit_tell(s, "An answer is needed; Ctrl-C leaves the wizard.");
        else if (!*answer)
            return parameter->fallback;
        else if (is_fine(run, parameter, path, answer))
            return answer;
    }
}

const char *wizard_ask(wizard_run *run, unsigned index, const char *path)
{
    const wizard_parameter *parameter = &run->row->parameters[index];
    const char *given = run->given[index];
    if (run->code != CMD_OK)
        return NULL;
    run->used |= 1u << index;
    if (given) {
        if (is_fine(run, parameter, path, given))
            return given;
        wizard_stop(run, "%s cannot be '%s'; nothing is changed", parameter->name, given);
        return NULL;
    }
    if (run->session->host->interactive)
        return ask(run, parameter, path);
    if (!parameter->fallback)
        wizard_stop(run, "wizard %s needs %s=...: %s", run->row->name, parameter->name,
                    parameter->help);
    return parameter->fallback;
}

bool wizard_ask_yes(wizard_run *run, unsigned parameter)
{
    const char *answer = wizard_ask(run, parameter, NULL);
    return answer && (*answer == 'y' || *answer == 'Y');
}

/* ---- the command --------------------------------------------------------------------------------
 */

static bool is_offered(const edit_session *s, const wizard_row *row)
{
    acp_setting_id id;
    return acp_settings_by_tail(acp_document_kind(s->document), row->tail, &id, 1) > 0;
}

const char *edit_wizard_name(const edit_session *s, size_t index, const char **help)
{
    for (size_t i = 0; i < ROWS; i++)
        if (is_offered(s, rows[i]) && index-- == 0) {
            *help = rows[i]->summary;
            return rows[i]->name;
        }
    return NULL;
}

const char *edit_wizard_parameter(const char *wizard, size_t index, const char **help)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i]->name, wizard) != 0)
            continue;
        for (const wizard_parameter *p = rows[i]->parameters; p->name; p++)
            if (index-- == 0) {
                *help = p->help;
                return p->name;
            }
    }
    return NULL;
}

bool edit_wizard_question(const char *wizard, acp_slice parameter, edit_question *out)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i]->name, wizard) != 0)
            continue;
        for (const wizard_parameter *p = rows[i]->parameters; p->name; p++)
            if (strlen(p->name) == parameter.len &&
                memcmp(p->name, parameter.ptr, parameter.len) == 0) {
                *out = p->answer;
                return true;
            }
    }
    return false;
}

static int list(const edit_session *s)
{
    for (size_t i = 0; i < ROWS; i++)
        if (is_offered(s, rows[i]))
            printf("  %-20s%s\n", rows[i]->name, rows[i]->summary);
    edit_print_text("'wizard NAME help' tells what each asks for.", 0);
    return CMD_OK;
}

static int help(const wizard_row *row)
{
    printf("wizard %s: %s\n", row->name, row->summary);
    for (const wizard_parameter *p = row->parameters; p->name; p++) {
        printf("  %-14s", p->name);
        acp_print_wrapped(stdout, p->help, 16, 16, cmd_width(stdout) ? cmd_width(stdout) : 80);
        if (!p->fallback)
            fputs(" (needed)", stdout);
        else if (*p->fallback)
            printf(" [%s]", p->fallback);
        putchar('\n');
    }
    return CMD_OK;
}

static const wizard_row *find(const edit_session *s, const char *name)
{
    const char *names[ROWS + 1] = {NULL};
    char hint[128];
    for (size_t i = 0; i < ROWS; i++) {
        names[i] = rows[i]->name;
        if (strcmp(rows[i]->name, name) == 0 && is_offered(s, rows[i]))
            return rows[i];
        if (strcmp(rows[i]->name, name) == 0) {
            edit_fail(s, "wizard %s is not for this kind of document (%s)", name,
                      acp_kind_get(acp_document_kind(s->document))->label);
            return NULL;
        }
    }
    edit_fail(s, "there is no wizard '%s'%s ('wizard' lists them)", name,
              cmd_did_you_mean(hint, sizeof hint, name, names));
    return NULL;
}

/* NAME=VALUE NAME="VALUE WITH BLANKS" */
static bool take_parameters(wizard_run *run, char *rest)
{
    while (*rest) {
        size_t name = strcspn(rest, "= \t"), index = 0;
        if (rest[name] != '=') {
            edit_fail(run->session, "'%s' is not PARAMETER=VALUE", rest);
            return false;
        }
        const wizard_parameter *p = run->row->parameters;
        while (p[index].name &&
               (strlen(p[index].name) != name || memcmp(p[index].name, rest, name)))
            index++;
        if (!p[index].name) {
            edit_fail(run->session,
                      "wizard %s has no parameter '%.*s'; 'wizard %s help' lists them",
                      run->row->name, (int)name, rest, run->row->name);
            return false;
        }
        rest += name + 1;
        run->given[index] = edit_value_word(&rest);
    }
    return true;
}

/* What was said and is not heeded would be missed later. */
static void look_for_unused(wizard_run *run)
{
    const wizard_parameter *p = run->row->parameters;
    for (size_t i = 0; run->code == CMD_OK && p[i].name; i++)
        if (run->given[i] && !(run->used & 1u << i))
            wizard_stop(run,
                        "nothing is changed: %s=%s has no use with the other parameters and what "
                        "the document has",
                        p[i].name, run->given[i]);
}

int edit_wizard(edit_session *s, char *rest)
{
    if (!*rest)
        return list(s);
    s->despite_errors |= edit_take_word(&rest, "--despite-errors");
    const char *name = edit_word(&rest);
    wizard_run run = {.session = s, .row = find(s, name)};
    if (!run.row)
        return CMD_USAGE;
    if (strcmp(rest, "help") == 0)
        return help(run.row);
    if (!take_parameters(&run, rest))
        return CMD_USAGE;
    run.row->run(&run);
    look_for_unused(&run);
    char *what = run.code == CMD_OK ? wizard_text(&run, "wizard %s", run.row->name) : NULL;
    if (run.code == CMD_OK && run.count) {
        run.code = edit_change(s, what, run.changes, run.count);
        if (run.code == CMD_OK)
            edit_tell(s, "Done; 'undo' takes all of it back.");
    } else if (run.code == CMD_OK)
        edit_tell(s, "All of that is there already; nothing is changed.");
    free(run.changes);
    while (run.text_count)
        free(run.texts[--run.text_count]);
    free(run.texts);
    return run.code;
}
