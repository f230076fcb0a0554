/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a file to its certificates: finds them and has them read. */
#include <stdlib.h>

#include "check/certificate_module.h"
#include "check/pem.h"
#include "document/document.h"

enum { PROBLEMS_MAX = 20 };

typedef struct {
    acp_certificates *list;
    const acp_certificate_module *module; /* NULL: not needed yet */
    bool no_module;
    const char *module_problem;
    bool full; /* too much of something: reading ends */
} reading;

static const acp_pem_line whole_file = {0, {0, 0}};

static void add_problem(reading *in, acp_pem_line where, const char *text)
{
    acp_certificates *list = in->list;
    if (!text || list->problem_count == PROBLEMS_MAX)
        return;
    list->problems[list->problem_count++] = (acp_certificate_problem){where, text};
    if (list->problem_count == PROBLEMS_MAX - 1) {
        list->problems[list->problem_count++] =
            (acp_certificate_problem){where, "the rest of the file was not read after so much that "
                                             "is wrong"};
        in->full = true;
    }
}

static bool out_of_memory(const reading *in)
{
    return in->list->arena.failed;
}

static bool load_module(reading *in)
{
    if (!in->module && !in->no_module)
        in->module = acp_certificate_module_load(&in->module_problem);
    in->no_module = !in->module;
    return in->module;
}

/* ---- one certificate, or PKCS#7 ---------------------------------------------------------------
 */

static acp_certificate *new_item(reading *in, acp_pem_line where)
{
    acp_certificates *list = in->list;
    if (list->count == ACP_CERTIFICATES_MAX) {
        add_problem(in, where, "more than 1000 certificates are too many for one file");
        in->full = true;
        return NULL;
    }
    if (list->count == list->size) {
        size_t size = list->size ? list->size * 2 : 4;
        acp_certificate *items = realloc(list->items, size * sizeof *items);
        if (!items) {
            list->arena.failed = true;
            return NULL;
        }
        list->items = items;
        list->size = size;
    }
    return &list->items[list->count];
}

static void read_certificate(reading *in, acp_der der, acp_pem_line where)
{
    const char *problem;
    acp_certificate *item = new_item(in, where);
    if (!item)
        return;
    if (in->module->read(&in->list->arena, der, item, &problem)) {
        item->begin = where;
        in->list->count++;
    } else {
        add_problem(in, where, problem);
    }
}

static void read_pkcs7(reading *in, acp_der der, acp_pem_line where)
{
    acp_der *parts;
    size_t count;
    const char *problem;
    const size_t max = ACP_CERTIFICATES_MAX + 1; /* one too many is told of */
    if (!in->module->unpack(&in->list->arena, der, max, &parts, &count, &problem)) {
        add_problem(in, where, problem);
        return;
    }
    if (!count)
        add_problem(in, where, "there is no certificate in this PKCS#7 data");
    for (size_t i = 0; i < count && i < max && !in->full && !out_of_memory(in); i++)
        read_certificate(in, parts[i], where);
}

/* ---- what DER holds ---------------------------------------------------------------------------
 */

typedef enum { HOLDS_CERTIFICATE, HOLDS_PKCS7, HOLDS_PKCS12, HOLDS_KEY } contents;

/* By what the outer sequence begins with: a certificate with a sequence, PKCS#7 with an OID,
 * PKCS#12 with version 3, private keys with version 0 or 1. */
static contents look_into(acp_der der)
{
    size_t head = der.size > 1 && der.bytes[1] & 0x80 ? 2 + (der.bytes[1] & 0x7F) : 2;
    if (der.size < head + 3)
        return HOLDS_CERTIFICATE;
    const uint8_t *at = der.bytes + head;
    if (at[0] == 0x06)
        return HOLDS_PKCS7;
    if (at[0] != 0x02 || at[1] != 1)
        return HOLDS_CERTIFICATE;
    return at[2] == 3 ? HOLDS_PKCS12 : at[2] <= 1 ? HOLDS_KEY : HOLDS_CERTIFICATE;
}

static void note_key(reading *in, acp_pem_line where)
{
    if (!in->list->private_key)
        in->list->private_key_begin = where;
    in->list->private_key = true;
}

static void read_der(reading *in, acp_der der, acp_pem_line where)
{
    contents holds = look_into(der);
    if (holds == HOLDS_PKCS12) {
        in->list->form = where.line ? in->list->form : ACP_FORM_PKCS12;
        add_problem(in, where,
                    "this is PKCS#12 (.p12, .pfx), which keeps certificates and a private key "
                    "under a password. Take the certificates out with: openssl pkcs12 -in FILE "
                    "-nokeys -out certificates.pem");
    } else if (holds == HOLDS_KEY) {
        note_key(in, where);
    } else if (load_module(in)) {
        (holds == HOLDS_PKCS7 ? read_pkcs7 : read_certificate)(in, der, where);
    }
}

/* ---- PEM --------------------------------------------------------------------------------------
 */

static bool ends_with(acp_slice text, const char *end)
{
    size_t length = strlen(end);
    return text.len >= length && memcmp(text.ptr + text.len - length, end, length) == 0;
}

static void read_block(reading *in, const acp_pem_block *block)
{
    static const char *const ours[] = {
        "CERTIFICATE", "X509 CERTIFICATE", "PKCS7", "PKCS #7 SIGNED DATA", "CMS", NULL};
    const char *problem;
    acp_pem_line where = block->begin;
    acp_der der;
    if (ends_with(block->label, "PRIVATE KEY"))
        note_key(in, where);
    if (acp_slice_is(block->label, "TRUSTED CERTIFICATE"))
        add_problem(in, where,
                    "TRUSTED CERTIFICATE is a format of OpenSSL alone. Convert it with: openssl "
                    "x509 -in FILE -out certificate.pem");
    if (!acp_slice_listed(block->label, ours))
        return;
    der.bytes = acp_pem_decode(block, &in->list->arena, &der.size, &problem, &where);
    if (der.bytes)
        read_der(in, der, where);
    else
        add_problem(in, where, problem);
}

static void read_pem(reading *in, const char *file, acp_slice text)
{
    acp_pem_reader reader = {.file = file, .rest = text};
    acp_pem_block block;
    acp_pem_found found;
    const char *problem;
    while (!in->full && !in->no_module && !out_of_memory(in) &&
           (found = acp_pem_next(&reader, &in->list->arena, &block, &problem)) != ACP_PEM_END) {
        in->list->form = ACP_FORM_PEM;
        if (found == ACP_PEM_BLOCK)
            read_block(in, &block);
        else
            add_problem(in, block.begin, problem);
    }
}

/* ---- files ------------------------------------------------------------------------------------
 */

static bool begins_with(acp_slice text, const char *bytes, size_t size)
{
    return text.len >= size && memcmp(text.ptr, bytes, size) == 0;
}

/* Why a file gave nothing. */
static const char *nothing_in(const acp_certificates *list, acp_slice text)
{
    if (begins_with(text, "\xFF\xFE", 2) || begins_with(text, "\xFE\xFF", 2))
        return "the file is text in UTF-16, which no reader of certificates takes; save it as "
               "UTF-8 or ASCII";
    if (list->form == ACP_FORM_PEM)
        return "none of the blocks in the file is a certificate (-----BEGIN CERTIFICATE-----)";
    if (!text.len)
        return "the file is empty";
    if (begins_with(acp_slice_trim(text), "MII", 3))
        return "the file holds Base64 without the lines -----BEGIN CERTIFICATE----- and "
               "-----END CERTIFICATE----- around it";
    return "the file holds no certificate: there is no line -----BEGIN CERTIFICATE-----, and it "
           "is not DER either";
}

/* The 0 that begins a sequence in DER is a digit in text; what follows it there is none. */
static bool is_der(acp_slice text)
{
    return text.len > 2 && text.ptr[0] == 0x30 &&
           ((unsigned char)text.ptr[1] > 0x7F || text.ptr[2] == 0x02);
}

static void read_all(reading *in, acp_slice text)
{
    acp_certificates *list = in->list;
    const char *file = text.ptr;
    if (begins_with(text, "\xEF\xBB\xBF", 3))
        text = (acp_slice){text.ptr + 3, text.len - 3};
    if (is_der(text)) {
        list->form = ACP_FORM_DER;
        read_der(in, (acp_der){(const uint8_t *)text.ptr, text.len}, whole_file);
    } else {
        read_pem(in, file, text);
    }
    if (!in->no_module && !list->count && !list->problem_count && !list->private_key)
        add_problem(in, whole_file, nothing_in(list, text));
}

static bool begin(reading *in, const char *name)
{
    acp_certificates *list = calloc(1, sizeof *list);
    *in = (reading){.list = list};
    if (!list)
        return false;
    list->name = acp_arena_copy(&list->arena, name, strlen(name));
    list->problems = acp_arena_alloc(&list->arena, PROBLEMS_MAX * sizeof *list->problems);
    if (!out_of_memory(in))
        return true;
    acp_certificates_free(list);
    return false;
}

static void read_bytes(reading *in, const void *bytes, size_t size)
{
    if (size > ACP_CERTIFICATES_MAX_SIZE) {
        add_problem(in, whole_file, "the file is larger than 1 MiB; files of certificates are not");
        return;
    }
    const char *copy = acp_arena_copy(&in->list->arena, bytes, size);
    if (copy)
        read_all(in, (acp_slice){copy, size});
}

static acp_status finish(reading *in, acp_certificates **out, char *message, size_t message_size)
{
    acp_status status = in->list->problem_count ? ACP_DAMAGED : ACP_OK;
    if (out_of_memory(in))
        status = ACP_NO_MEMORY;
    else if (in->no_module)
        status = ACP_NOT_FOUND;
    if (status == ACP_NOT_FOUND)
        snprintf(message, message_size, "%s", in->module_problem);
    if (status == ACP_OK || status == ACP_DAMAGED)
        *out = in->list;
    else
        acp_certificates_free(in->list);
    return status;
}

acp_status acp_certificates_read_memory(const char *name, const void *bytes, size_t size,
                                        acp_certificates **out, char *message, size_t message_size)
{
    reading in;
    *out = NULL;
    if (!begin(&in, name))
        return ACP_NO_MEMORY;
    read_bytes(&in, bytes, size);
    return finish(&in, out, message, message_size);
}

acp_status acp_certificates_read(const char *path, acp_certificates **out, char *message,
                                 size_t message_size)
{
    char *bytes = NULL;
    size_t size;
    *out = NULL;
    acp_status status = acp_source_load(path, ACP_CERTIFICATES_MAX_SIZE, &bytes, &size);
    if (status == ACP_DAMAGED) { /* larger than that: there are no bytes */
        bytes = NULL;
        size = ACP_CERTIFICATES_MAX_SIZE + 1;
    } else if (status != ACP_OK) {
        return status;
    }
    status = acp_certificates_read_memory(strcmp(path, "-") == 0 ? "<stdin>" : path, bytes, size,
                                          out, message, message_size);
    free(bytes);
    return status;
}

void acp_certificates_free(acp_certificates *certificates)
{
    if (!certificates)
        return;
    acp_arena_free(&certificates->arena);
    free(certificates->items);
    free(certificates);
}

size_t acp_certificates_count(const acp_certificates *certificates)
{
    return certificates->count;
}

const char *acp_certificates_problem(const acp_certificates *certificates, size_t index,
                                     uint32_t *line)
{
    if (index >= certificates->problem_count)
        return NULL;
    *line = certificates->problems[index].where.line;
    return certificates->problems[index].text;
}
