/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session: a document's text, what it was, and what it is in the file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "edit.h"

/* The document a text is; what is wrong with it is said. most: how long it may be. */
static int read_text(edit_session *s, const char *text, size_t length, size_t most,
                     acp_document **out)
{
    acp_findings *findings = acp_findings_new();
    acp_read_options read = {.kind = s->options.kind, .max_size = most};
    acp_status status = findings
                            ? acp_document_read_memory(s->file, text, length, &read, findings, out)
                            : ACP_NO_MEMORY;
    int code = status == ACP_OK ? CMD_OK : status == ACP_DAMAGED ? CMD_FINDINGS : CMD_IO;
    if (status == ACP_DAMAGED)
        cmd_print_findings(findings, stderr);
    else if (status != ACP_OK)
        edit_no_memory(s);
    acp_findings_free(findings);
    return code;
}

/* What can be edited: a document of a known kind with a schema. */
static int look_at_kind(const edit_session *s)
{
    const acp_kind_row *row = acp_kind_get(acp_document_kind(s->document));
    const acp_node *root = acp_document_root(s->document);
    if (acp_node_setting(root) != ACP_NO_SETTING)
        return CMD_OK;
    if (row && !row->roots[0]) {
        edit_fail(s,
                  "%s: no published source shows what such a file holds, so there is nothing to "
                  "edit it by",
                  s->file);
        return CMD_FINDINGS;
    }
    acp_slice name = acp_node_name(root);
    edit_fail(s, "%s: the root element %.*s belongs to no known kind of document; nothing is done",
              s->file, (int)name.len, name.ptr);
    return CMD_FINDINGS;
}

edit_stamp edit_stamp_of(const char *file)
{
    struct stat info;
    if (stat(file, &info) != 0)
        return (edit_stamp){0};
    return (edit_stamp){.there = true,
                        .changed = {info.st_mtim.tv_sec, info.st_mtim.tv_nsec},
                        .size = (unsigned long long)info.st_size,
                        .inode = (unsigned long long)info.st_ino};
}

static int take_config(edit_session *s)
{
    s->configs.file = s->options.config;
    const struct cmd_config_row *row = cmd_config_for(&s->configs, s->file);
    if (!row)
        return s->configs.code ? s->configs.code : CMD_IO;
    s->options.check.config = row->config;
    return CMD_OK;
}

int edit_open_text(edit_session *s, const char *file, const char *text, size_t length,
                   const edit_options *options, const edit_host *host)
{
    s->host = host;
    s->options = *options;
    s->file = strdup(file);
    s->text = edit_copy((acp_slice){text, length});
    s->saved = edit_copy((acp_slice){text, length});
    if (!s->file || !s->text || !s->saved)
        return edit_no_memory(s);
    s->length = s->saved_length = length;
    /* Of a larger file not all may have been loaded; what becomes of it here may be larger. */
    int code = read_text(s, s->text, s->length, ACP_MAX_SIZE, &s->document);
    if (code == CMD_OK)
        code = look_at_kind(s);
    if (code == CMD_OK)
        code = edit_go(s, "/");
    return code;
}

int edit_open(edit_session *s, const char *file, const edit_options *options, const edit_host *host)
{
    char *text = NULL;
    size_t length = 0;
    s->host = host;
    edit_stamp stamp = edit_stamp_of(file);
    acp_status status = host->load(file, &text, &length);
    if (status == ACP_IO && errno == ENOENT) {
        edit_fail(s, "%s does not exist; 'acprof new' makes a profile to begin with", file);
        return CMD_IO;
    }
    int code = status == ACP_OK ? edit_open_text(s, file, text, length, options, host)
                                : cmd_status(status, file);
    free(text);
    s->stamp = stamp;
    return code == CMD_OK ? take_config(s) : code;
}

void edit_close(edit_session *s)
{
    acp_document_free(s->document);
    acp_findings_free(s->known);
    cmd_configs_free(&s->configs);
    edit_journal_free(&s->journal);
    free(s->file);
    free(s->text);
    free(s->saved);
    free(s->place);
    *s = (edit_session){0};
}

bool edit_is_unsaved(const edit_session *s)
{
    return s->length != s->saved_length || memcmp(s->text, s->saved, s->length) != 0;
}

/* The document gets another text, whatever the journal says of it. */
static void replace(edit_session *s, acp_change_result *made)
{
    char *before = edit_place_note(s);
    acp_document_free(s->document);
    acp_findings_free(s->known);
    free(s->text);
    s->text = made->text;
    s->length = made->length;
    s->document = made->document;
    s->known = made->findings;
    made->text = NULL;
    made->document = NULL;
    made->findings = NULL;
    edit_place_follow(s, before);
    free(before);
}

/* Paths, panes and wizards are those of one kind. */
static int look_at_same_kind(const edit_session *s, const acp_document *document)
{
    if (acp_document_kind(document) == acp_document_kind(s->document) &&
        acp_node_setting(acp_document_root(document)) ==
            acp_node_setting(acp_document_root(s->document)))
        return CMD_OK;
    const acp_kind_row *row = acp_kind_get(acp_document_kind(document));
    edit_fail(s, "%s is of another kind now (%s); the session stays with what it has", s->file,
              row ? row->label : "none that is known");
    return CMD_FINDINGS;
}

int edit_take(edit_session *s, const char *what, acp_change_result *made)
{
    int code = made->document ? CMD_OK
                              : read_text(s, made->text, made->length, made->length + ACP_MAX_SIZE,
                                          &made->document);
    if (code == CMD_OK)
        code = look_at_same_kind(s, made->document);
    if (code == CMD_OK && !edit_journal_add(&s->journal, what, (acp_slice){s->text, s->length},
                                            (acp_slice){made->text, made->length}))
        code = edit_no_memory(s);
    if (code == CMD_OK)
        replace(s, made);
    else
        acp_change_free(made);
    return code;
}

const char *edit_step_back(edit_session *s, bool redo)
{
    edit_journal *journal = &s->journal;
    acp_change_result made = {0};
    if (redo ? journal->done == journal->count : !journal->done)
        return NULL;
    made.text = edit_journal_text(journal, redo, (acp_slice){s->text, s->length}, &made.length);
    if (!made.text)
        edit_no_memory(s);
    if (!made.text || read_text(s, made.text, made.length, made.length + ACP_MAX_SIZE,
                                &made.document) != CMD_OK) {
        acp_change_free(&made);
        return NULL;
    }
    replace(s, &made);
    journal->done += redo ? 1 : -1;
    return journal->steps[redo ? journal->done - 1 : journal->done].what;
}
