/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mending a file: what is damaged first, then the elements, then how it is written. */
#include "change/fix.h"

#include <stdlib.h>

#include "change/fix_stage.h"
#include "change/twin.h"
#include "check/rules.h"
#include "document/findings.h"

typedef struct {
    const acp_fix_input *input;
    acp_fix_result *out;
    acp_check_options check; /* the caller's, without what takes long */
    char *bytes;             /* of the file as it stands now */
    size_t size;
    acp_document *document;
    acp_findings *findings; /* of reading it */
    acp_status status;      /* of reading it */
    bool refused;           /* something is to be mended, but the format does not let it */
    bool no_memory;
} mending;

static void read_again(mending *m)
{
    acp_document_free(m->document);
    acp_findings_free(m->findings);
    m->document = NULL;
    m->findings = acp_findings_new();
    m->status = m->findings ? acp_document_read_memory(m->input->name, m->bytes, m->size,
                                                       m->input->read, m->findings, &m->document)
                            : ACP_NO_MEMORY;
}

/* Takes new bytes over. */
static void replace_bytes(mending *m, char *bytes, size_t size)
{
    free(m->bytes);
    m->bytes = bytes;
    m->size = size;
    free(m->out->text);
    m->out->text = NULL;
    read_again(m);
}

static bool start(mending *m)
{
    m->bytes = malloc(m->input->size + 1);
    m->out->fixed = acp_findings_new();
    if (!m->bytes || !m->out->fixed)
        return false;
    if (m->input->size)
        memcpy(m->bytes, m->input->bytes, m->input->size);
    m->size = m->input->size;
    read_again(m);
    return m->status != ACP_NO_MEMORY;
}

/* ---- a file that cannot be read ---------------------------------------------------------------
 */

/* The text of a file, decoded but not understood. */
static acp_document *decode(mending *m)
{
    acp_document *document =
        acp_document_new(NULL, m->input->name, ACP_KIND_UNKNOWN, ACP_FORMAT_XML);
    acp_findings *ignored = acp_findings_new();
    char *copy = malloc(m->size + 1);
    acp_status status = ACP_NO_MEMORY;
    if (document && ignored && copy) {
        memcpy(copy, m->bytes, m->size);
        status = acp_source_decode(document, copy, m->size, ignored);
    } else {
        free(copy);
    }
    acp_findings_free(ignored);
    m->no_memory |= status == ACP_NO_MEMORY;
    if (status == ACP_OK && document->exact)
        return document;
    acp_document_free(document);
    return NULL;
}

static void mend_damage(mending *m, size_t index)
{
    const acp_finding *finding = acp_findings_get(m->findings, index);
    const acp_fix_row *row = acp_fix_row_of(finding->rule);
    acp_document *document = decode(m);
    acp_edits *edits = document ? acp_edits_new(document) : NULL;
    acp_fix_job job = {.document = document, .edits = edits};
    acp_fix_place place = {.rule = finding->rule, .span = acp_findings_span(m->findings, index)};
    char *bytes = NULL;
    size_t size;
    m->no_memory |= document && !edits;
    if (edits && row->run(&job, &place) && acp_edits_commit(edits) &&
        acp_edits_apply(edits, &bytes, &size) == ACP_OK) {
        acp_findings_add_copy(m->out->fixed, finding, finding->start, finding->end);
        replace_bytes(m, bytes, size);
    }
    acp_edits_free(edits);
    acp_document_free(document);
}

static void mend_damaged(mending *m)
{
    for (size_t i = 0; i < acp_findings_count(m->findings); i++) {
        const acp_finding *finding = acp_findings_get(m->findings, i);
        const acp_fix_row *row = finding->fixable ? acp_fix_row_of(finding->rule) : NULL;
        if (!row || !(row->flags & ACP_FIX_DAMAGED) ||
            !acp_rule_asked_for(m->input->check, finding->rule))
            continue;
        mend_damage(m, i);
        return;
    }
}

/* ---- a document -------------------------------------------------------------------------- */

/* What the findings of a file and those of the twin it is mended through have in common. */
typedef struct {
    acp_findings *fixed;
    const acp_document *document;  /* spans are of its text */
    const acp_findings *originals; /* not NULL: those to look the place up in */
    bool *used;                    /* of the originals */
} teller;

static void tell_span(teller *t, const acp_finding *finding, acp_span span)
{
    acp_findings_add_copy(t->fixed, finding, acp_document_position(t->document, span.start),
                          acp_document_position(t->document, span.end));
}

static void tell(void *data, const acp_finding *finding, acp_span span)
{
    teller *t = data;
    if (!t->originals) {
        tell_span(t, finding, span);
        return;
    }
    for (size_t i = 0; i < acp_findings_count(t->originals); i++) {
        const acp_finding *original = acp_findings_get(t->originals, i);
        if (t->used[i] || original->rule != finding->rule ||
            strcmp(original->path, finding->path) != 0)
            continue;
        t->used[i] = true;
        acp_findings_add_copy(t->fixed, original, original->start, original->end);
        return;
    }
    acp_findings_add_copy(t->fixed, finding, (acp_position){0, 0}, (acp_position){0, 0});
}

static void take_edits(mending *m, const acp_fixing *fixing)
{
    char *bytes;
    size_t size;
    acp_status status = acp_document_bytes(fixing->now.document, &bytes, &size);
    m->no_memory |= status == ACP_NO_MEMORY;
    if (status == ACP_OK)
        replace_bytes(m, bytes, size);
}

/* XML: all on one text. Other formats: how the file is written. */
static void mend_text(mending *m)
{
    acp_fixing fixing;
    size_t mended = 0, again;
    bool xml = m->document->format == ACP_FORMAT_XML;
    teller t = {.fixed = m->out->fixed, .document = m->document};
    bool started = acp_fixing_start(&fixing, m->document, &m->check);
    fixing.mended = tell;
    fixing.data = &t;
    do {
        fixing.text = false;
        if (started && xml)
            mended += acp_fixing_all(&fixing);
        fixing.text = true;
        again = started ? acp_fixing_all(&fixing) : 0;
        mended += again;
    } while (again && xml);
    m->no_memory |= fixing.no_memory;
    if (mended && !m->no_memory)
        take_edits(m, &fixing);
    acp_fixing_end(&fixing);
}

static void take_twin(mending *m, const acp_fixing *fixing, acp_findings *fixed)
{
    char *bytes;
    size_t size;
    acp_status status = acp_twin_write(m->document, fixing->now.document, &bytes, &size);
    m->no_memory |= status == ACP_NO_MEMORY;
    if (status != ACP_OK)
        return;
    for (size_t i = 0; i < acp_findings_count(fixed); i++) {
        const acp_finding *finding = acp_findings_get(fixed, i);
        acp_findings_add_copy(m->out->fixed, finding, finding->start, finding->end);
    }
    replace_bytes(m, bytes, size);
}

static bool any_to_mend(const acp_findings *findings)
{
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_fix_row *row = acp_fix_row_of(acp_findings_get(findings, i)->rule);
        if (row && !(row->flags & (ACP_FIX_TEXT | ACP_FIX_PAIR)))
            return true;
    }
    return false;
}

/* Other formats: the elements, through the twin in XML. */
static void mend_twin(mending *m)
{
    acp_fixing fixing;
    acp_document *twin = acp_twin_new(m->document, &m->no_memory);
    acp_findings *originals = acp_findings_new(), *fixed = acp_findings_new();
    acp_check_options check = m->check;
    m->no_memory |= !originals || !fixed || acp_check(m->document, &check, originals) != ACP_OK;
    m->refused = !twin && originals && any_to_mend(originals);
    teller t = {fixed, twin, originals,
                originals ? calloc(acp_findings_count(originals) + 1, sizeof(bool)) : NULL};
    if (twin && t.used && !m->no_memory) {
        bool started = acp_fixing_start(&fixing, twin, &m->check);
        fixing.mended = tell;
        fixing.data = &t;
        size_t mended = started ? acp_fixing_all(&fixing) : 0;
        m->no_memory |= fixing.no_memory;
        if (mended && !m->no_memory)
            take_twin(m, &fixing, fixed);
        acp_fixing_end(&fixing);
    }
    free(t.used);
    acp_findings_free(originals);
    acp_findings_free(fixed);
    acp_document_free(twin);
}

/* Why the file cannot be written. */
static void say_refused(mending *m)
{
    char *text;
    size_t length;
    acp_findings_begin(m->out->left);
    acp_document_write(m->document, m->document->format, m->out->left, &text, &length);
    free(text);
}

static acp_status end(mending *m)
{
    acp_fix_result *out = m->out;
    acp_status status = ACP_NO_MEMORY;
    out->left = acp_findings_new();
    if (out->left && !m->no_memory)
        status = acp_check_memory(m->input->name, m->bytes, m->size, m->input->read, &m->check,
                                  out->left);
    acp_findings_sort_lines(out->fixed);
    if (m->refused && status == ACP_OK)
        say_refused(m);
    if (acp_findings_count(out->fixed)) {
        out->text = m->bytes;
        out->length = m->size;
        m->bytes = NULL;
    }
    return status;
}

acp_status acp_fix(const acp_fix_input *input, acp_fix_result *out)
{
    mending m = {.input = input, .out = out, .check = *input->check};
    acp_status status = ACP_NO_MEMORY;
    *out = (acp_fix_result){0};
    m.check.skip_fixable = true;
    if (start(&m)) {
        if (m.status == ACP_DAMAGED)
            mend_damaged(&m);
        if (m.status == ACP_OK && m.document->exact)
            mend_text(&m);
        if (m.status == ACP_OK && m.document->exact && m.document->format != ACP_FORMAT_XML)
            mend_twin(&m);
        status = end(&m);
    }
    acp_document_free(m.document);
    acp_findings_free(m.findings);
    free(m.bytes);
    return status;
}

void acp_fix_free(acp_fix_result *result)
{
    free(result->text);
    acp_findings_free(result->fixed);
    acp_findings_free(result->left);
    *result = (acp_fix_result){0};
}
