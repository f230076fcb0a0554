/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file on disk: save, revert, diff, quit, and what others do to it meanwhile. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/acprof/unified.h"
#include "edit.h"

static bool same_stamp(const edit_stamp *a, const edit_stamp *b)
{
    return a->there == b->there && a->inode == b->inode && a->size == b->size &&
           a->changed.seconds == b->changed.seconds &&
           a->changed.nanoseconds == b->changed.nanoseconds;
}

/* Whether the file holds something else than when it was read. One that was written anew with the
 * same bytes does not. */
static bool has_changed(edit_session *s)
{
    edit_stamp now = edit_stamp_of(s->file);
    char *bytes = NULL;
    size_t size = 0;
    if (same_stamp(&now, &s->stamp))
        return false;
    bool same = s->host->load(s->file, &bytes, &size) == ACP_OK && size == s->saved_length &&
                memcmp(bytes, s->saved, size) == 0;
    free(bytes);
    if (same)
        s->stamp = now;
    return !same;
}

void edit_look_at_disk(edit_session *s)
{
    bool changed = has_changed(s);
    if (changed && !s->told_changed && edit_stamp_of(s->file).there)
        edit_tell(s,
                  "%s has changed on disk since it was read. 'diff' compares with it, 'revert' "
                  "reads it anew, 'save FILE' writes elsewhere.",
                  s->file);
    else if (changed && !s->told_changed)
        edit_tell(s, "%s is gone from the disk; 'save' writes it anew.", s->file);
    s->told_changed = changed;
}

/* ---- reading it anew ----------------------------------------------------------------------------
 */

/* The file holds the text as it is now. */
static int is_saved(edit_session *s, edit_stamp stamp)
{
    char *copy = edit_copy((acp_slice){s->text, s->length});
    if (!copy)
        return edit_no_memory(s);
    free(s->saved);
    s->saved = copy;
    s->saved_length = s->length;
    s->stamp = stamp;
    s->told_changed = false;
    return CMD_OK;
}

static int load_disk(const edit_session *s, char **text, size_t *length)
{
    *text = NULL;
    *length = 0;
    acp_status status = s->host->load(s->file, text, length);
    if (status == ACP_OK && *length <= ACP_MAX_SIZE)
        return CMD_OK;
    int code = status == ACP_OK ? CMD_FINDINGS : CMD_IO;
    if (status == ACP_OK)
        edit_fail(s, "%s is larger than %zu MiB now and is not read", s->file, ACP_MAX_SIZE >> 20);
    else
        edit_fail(s, "%s cannot be read: %s", s->file,
                  status == ACP_IO ? strerror(errno) : "out of memory");
    free(*text);
    *text = NULL;
    return code;
}

int edit_revert(edit_session *s, char *rest)
{
    acp_change_result made = {0};
    edit_stamp stamp = edit_stamp_of(s->file);
    if (*rest) {
        edit_fail(s, "revert takes no operand; it goes back to the file as it is on disk");
        return CMD_USAGE;
    }
    int code = load_disk(s, &made.text, &made.length);
    bool same =
        code == CMD_OK && made.length == s->length && memcmp(made.text, s->text, s->length) == 0;
    if (code == CMD_OK && !same)
        code = edit_take(s, "revert", &made);
    acp_change_free(&made);
    if (code == CMD_OK)
        code = is_saved(s, stamp);
    if (code != CMD_OK)
        return code;
    if (same)
        edit_tell(s, "It is as on disk already.");
    else
        edit_tell(s, "%s is as on disk again; 'undo' takes that back.", s->file);
    return CMD_OK;
}

/* ---- save
 * ---------------------------------------------------------------------------------------- */

static int write_file(edit_session *s)
{
    int code = s->host->write(s->file, s->text, s->length);
    if (code != CMD_OK) {
        edit_fail(s,
                  "%s is not saved; all changes are still here, and 'save FILE' writes them "
                  "elsewhere",
                  s->file);
        return code;
    }
    code = is_saved(s, edit_stamp_of(s->file));
    if (code == CMD_OK)
        edit_tell(s, "%s is saved.", s->file);
    return code;
}

/* The file's own format goes by its name, too. */
static bool fits_name(const edit_session *s, const char *file)
{
    static const struct {
        const char *ending;
        acp_format format;
    } endings[] = {{".xml", ACP_FORMAT_XML},
                   {".json", ACP_FORMAT_JSON},
                   {".yaml", ACP_FORMAT_YAML},
                   {".yml", ACP_FORMAT_YAML}};
    size_t length = strlen(file);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i].ending);
        if (length > size && strcasecmp(file + length - size, endings[i].ending) == 0)
            return acp_document_format(s->document) == endings[i].format;
    }
    return true;
}

/* The session is about another file from now on; its name may make it another kind. */
static int go_by_name(edit_session *s, const char *file)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    acp_read_options read = {.kind = s->options.kind, .max_size = s->length + ACP_MAX_SIZE};
    char *name = strdup(file);
    acp_status status = !findings || !name ? ACP_NO_MEMORY
                                           : acp_document_read_memory(file, s->text, s->length,
                                                                      &read, findings, &document);
    acp_findings_free(findings);
    if (status != ACP_OK || acp_node_setting(acp_document_root(document)) !=
                                acp_node_setting(acp_document_root(s->document))) {
        acp_document_free(document);
        free(name);
        if (status == ACP_NO_MEMORY)
            return edit_no_memory(s);
        edit_fail(s, "the session stays with %s: by its name, %s is of another kind", s->file,
                  file);
        return CMD_FINDINGS;
    }
    acp_document_free(s->document);
    acp_findings_free(s->known);
    free(s->file);
    s->document = document;
    s->known = NULL;
    s->file = name;
    return CMD_OK;
}

static int save_as(edit_session *s, const char *file, bool force)
{
    if (!fits_name(s, file)) {
        edit_fail(s,
                  "by its name %s would be of another format; 'acprof convert' makes it of a "
                  "saved file",
                  file);
        return CMD_USAGE;
    }
    char *question = NULL;
    bool asked = !force && edit_stamp_of(file).there;
    if (asked && asprintf(&question, "%s is there already. Overwrite it? [y/N] ", file) < 0)
        return edit_no_memory(s);
    bool refused = asked && !edit_confirm(s, question);
    free(question);
    if (refused) {
        edit_fail(s, "%s is there already and is left as it is%s", file,
                  s->host->interactive ? "" : "; save --force overwrites it");
        return CMD_FINDINGS;
    }
    int code = s->host->write(file, s->text, s->length);
    if (code == CMD_OK)
        code = go_by_name(s, file);
    if (code == CMD_OK)
        code = is_saved(s, edit_stamp_of(file));
    if (code == CMD_OK)
        edit_tell(s, "%s is saved; the session goes on with it.", file);
    return code;
}

/* Says what has become of the file. False: in a script nobody can be asked what to do about it. */
static bool may_ask(const edit_session *s, const char *what, const char *force)
{
    if (s->host->interactive)
        printf("%s %s.\n", s->file, what);
    else
        edit_fail(s, "nothing is saved: %s %s; 'save FILE' writes elsewhere, 'save --force' %s",
                  s->file, what, force);
    return s->host->interactive;
}

/* Somebody took the file away: it may have been meant. */
static int save_anew(edit_session *s)
{
    if (!may_ask(s, "is gone from the disk since it was read", "writes it anew"))
        return CMD_FINDINGS;
    if (edit_confirm(s, "Write it anew? [y/N] "))
        return write_file(s);
    edit_tell(s, "Nothing is saved; 'save FILE' writes elsewhere.");
    return CMD_FINDINGS;
}

/* Somebody else wrote the file: what to do is asked. */
static int save_over(edit_session *s)
{
    if (!may_ask(s, "has changed on disk since it was read", "overwrites it"))
        return CMD_FINDINGS;
    char answer =
        edit_choose(s, "[r]eload it, save [e]lsewhere, [o]verwrite it, or [c]ancel? ", "reoc");
    if (answer == 'o')
        return write_file(s);
    if (answer == 'r')
        return edit_revert(s, (char[]){""});
    if (answer == 'e') {
        s->asked = (edit_question){.kind = EDIT_ANSWER_FILE};
        char *file = s->host->ask(s->host->data, "Save as: ", NULL);
        s->asked = (edit_question){0};
        char *name = file ? edit_file_name(edit_trim(file)) : NULL;
        int code = name && *name ? save_as(s, name, false) : CMD_FINDINGS;
        free(name);
        free(file);
        return code;
    }
    edit_tell(s, "Nothing is saved.");
    return CMD_FINDINGS;
}

int edit_save(edit_session *s, char *rest)
{
    bool force = edit_take_word(&rest, "--force");
    bool as = edit_take_word(&rest, "as") || edit_take_word(&rest, "AS");
    if (as && !*rest) {
        edit_fail(s, "save as needs the name of a file");
        return CMD_USAGE;
    }
    if (*rest) {
        char *file = edit_file_name(edit_unquote(rest));
        if (!file)
            return edit_no_memory(s);
        bool other = strcmp(file, s->file) != 0 && !cmd_same_file(file, s->file);
        int code = other ? save_as(s, file, force) : CMD_OK;
        free(file);
        if (other)
            return code;
    }
    bool changed = has_changed(s);
    if (changed && !force)
        return edit_stamp_of(s->file).there ? save_over(s) : save_anew(s);
    if (!changed && !edit_is_unsaved(s)) {
        edit_tell(s, "Nothing has changed; %s is left as it is.", s->file);
        return CMD_OK;
    }
    return write_file(s);
}

/* ---- diff
 * ---------------------------------------------------------------------------------------- */

static int diff_meaning(edit_session *s, const char *text, size_t length)
{
    acp_findings *findings = acp_findings_new();
    acp_document *disk = NULL;
    acp_diff *diff = NULL;
    acp_read_options read = {.kind = s->options.kind};
    acp_diff_options options = {.client_version = cmd_client_version(&s->options.check)};
    acp_status status =
        findings ? acp_document_read_memory(s->file, text, length, &read, findings, &disk)
                 : ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_diff_new(disk, s->document, &options, &diff);
    if (status == ACP_OK && !acp_diff_count(diff))
        edit_tell(s, "Only layout, comments or spelling differ; 'diff text' shows them.");
    else if (status == ACP_OK)
        status = acp_diff_write(diff, ACP_DIFF_TEXT, cmd_color(stdout), cmd_width(stdout), stdout);
    int code = status == ACP_NO_MEMORY ? edit_no_memory(s) : CMD_OK;
    if (status == ACP_DAMAGED || status == ACP_BAD_VALUE) {
        edit_fail(s,
                  "what is on disk is no such document any more; 'diff text' compares the lines");
        code = CMD_FINDINGS;
    }
    acp_diff_free(diff);
    acp_document_free(disk);
    acp_findings_free(findings);
    return code;
}

int edit_diff(edit_session *s, char *rest)
{
    char *text;
    size_t length;
    if (*rest && strcmp(rest, "text") != 0) {
        edit_fail(s, "diff compares with the file on disk; 'diff text' does it line by line");
        return CMD_USAGE;
    }
    int code = load_disk(s, &text, &length);
    if (code != CMD_OK)
        return code;
    if (length == s->length && memcmp(text, s->text, length) == 0)
        edit_tell(s, "It is the same as on disk.");
    else if (!*rest)
        code = diff_meaning(s, text, length);
    else if (!unified_diff(stdout, s->file, (acp_slice){text, length},
                           (acp_slice){s->text, s->length}))
        code = edit_no_memory(s);
    free(text);
    return code;
}

/* ---- the end
 * ------------------------------------------------------------------------------------- */

bool edit_may_quit(edit_session *s)
{
    if (!edit_is_unsaved(s) || !s->host->interactive)
        return true;
    char answer = edit_choose(
        s, "There are changes that are not saved. Save them? [y]es, [n]o, [c]ancel: ", "ync");
    if (answer == 'y')
        return edit_save(s, (char[]){""}) == CMD_OK && !edit_is_unsaved(s);
    return answer == 'n';
}

int edit_quit(edit_session *s, char *rest)
{
    bool discard = strcmp(rest, "discard") == 0;
    if (*rest && !discard) {
        edit_fail(s, "quit takes 'discard' or nothing");
        return CMD_USAGE;
    }
    if (discard || edit_may_quit(s))
        s->quit = true;
    if (!s->quit || discard || s->host->interactive || !edit_is_unsaved(s))
        return CMD_OK;
    edit_fail(s, "the changes were not saved; 'quit discard' says that they are meant to be lost");
    return CMD_FINDINGS;
}

/* ---- a lost terminal
 * ------------------------------------------------------------------------------ */

#define MOST_RESCUED 99

/* FILE.unsaved, FILE.unsaved-2, ... */
static char *rescue_name(const edit_session *s, unsigned number)
{
    char *name = NULL;
    int length = number > 1 ? asprintf(&name, "%s.unsaved-%u", s->file, number)
                            : asprintf(&name, "%s.unsaved", s->file);
    return length < 0 ? NULL : name;
}

void edit_rescue(edit_session *s)
{
    for (unsigned i = 1; edit_is_unsaved(s) && i <= MOST_RESCUED; i++) {
        char *name = rescue_name(s, i);
        mode_t mask = umask(077); /* nobody gets to read what he could not before */
        bool done = name && !edit_stamp_of(name).there &&
                    s->host->write(name, s->text, s->length) == CMD_OK;
        umask(mask);
        if (done)
            edit_tell(s, "What was not saved is in %s.", name);
        free(name);
        if (done)
            return;
    }
}

void edit_tell_rescued(const edit_session *s)
{
    char *name = rescue_name(s, 1);
    if (name && edit_stamp_of(name).there)
        edit_tell(s,
                  "%s holds what a session that lost its terminal had not saved; edit that file to "
                  "go on with it, or remove it.",
                  name);
    free(name);
}
