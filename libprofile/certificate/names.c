/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Distinguished names, and how libcrypto's texts become ours. */
#include "certificate/x509.h"

acp_slice acp_x509_slice(acp_x509 *in, const void *text, size_t length)
{
    char *copy = acp_arena_copy(in->arena, text, length);
    return (acp_slice){copy, copy ? length : 0};
}

const char *acp_x509_hex(acp_x509 *in, const uint8_t *bytes, size_t size)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = acp_arena_alloc(in->arena, 2 * size + 1);
    for (size_t i = 0; text && i < size; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    return text;
}

const char *acp_x509_object(acp_x509 *in, const ASN1_OBJECT *object, bool numeric)
{
    int length = OBJ_obj2txt(NULL, 0, object, numeric);
    char *text = length > 0 ? acp_arena_alloc(in->arena, (size_t)length + 1) : NULL;
    if (text)
        OBJ_obj2txt(text, length + 1, object, numeric);
    return text;
}

bool acp_x509_utf8(acp_x509 *in, const ASN1_STRING *string, acp_slice *out)
{
    unsigned char *text = NULL;
    int length = ASN1_STRING_to_UTF8(&text, string);
    if (length < 0)
        return false;
    *out = acp_x509_slice(in, text, (size_t)length);
    OPENSSL_free(text);
    return out->ptr;
}

/* What was printed, with NUL behind it. */
static const char *printed(acp_x509 *in, BIO *page, size_t *length)
{
    char *text;
    long size = BIO_get_mem_data(page, &text);
    *length = size > 0 ? (size_t)size : 0;
    return acp_arena_copy(in->arena, text, *length);
}

static bool read_value(acp_x509 *in, const ASN1_STRING *string, acp_slice *out)
{
    if (acp_x509_utf8(in, string, out))
        return true;
    BIO *page = in->arena->failed ? NULL : BIO_new(BIO_s_mem());
    if (page &&
        ASN1_STRING_print_ex(page, string, ASN1_STRFLGS_DUMP_ALL | ASN1_STRFLGS_DUMP_DER) >= 0)
        out->ptr = printed(in, page, &out->len);
    BIO_free(page);
    in->arena->failed |= !out->ptr;
    return out->ptr;
}

static bool read_attribute(acp_x509 *in, const X509_NAME_ENTRY *entry, acp_name_attribute *out)
{
    const ASN1_OBJECT *object = X509_NAME_ENTRY_get_object(entry);
    const ASN1_STRING *value = X509_NAME_ENTRY_get_data(entry);
    int known = OBJ_obj2nid(object);
    out->name = known != NID_undef ? OBJ_nid2sn(known) : acp_x509_object(in, object, true);
    out->utf8_string = ASN1_STRING_type(value) == V_ASN1_UTF8STRING;
    if (!out->name && !in->arena->failed)
        in->problem = "a name in the certificate has an attribute with a damaged OID";
    return out->name && read_value(in, value, &out->value);
}

static const char *read_text(acp_x509 *in, const X509_NAME *name)
{
    BIO *page = BIO_new(BIO_s_mem());
    size_t length;
    const char *text = NULL;
    if (page && X509_NAME_print_ex(page, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0)
        text = printed(in, page, &length);
    BIO_free(page);
    in->arena->failed |= !text;
    return text;
}

static bool read_name(acp_x509 *in, const X509_NAME *name, acp_distinguished_name *out)
{
    int hashed;
    out->count = (size_t)X509_NAME_entry_count(name);
    out->hash = X509_NAME_hash_ex(name, in->context, NULL, &hashed);
    out->text = read_text(in, name);
    acp_name_attribute *attributes = acp_arena_alloc(in->arena, out->count * sizeof *attributes);
    bool fine = out->text && attributes;
    /* In the file the most specific attribute comes last. */
    for (size_t i = 0; fine && i < out->count; i++)
        fine = read_attribute(in, X509_NAME_get_entry(name, (int)(out->count - 1 - i)),
                              &attributes[i]);
    out->attributes = attributes;
    return fine;
}

static bool list_common_names(acp_x509 *in)
{
    const acp_distinguished_name *subject = &in->out->subject;
    acp_slice *names = acp_arena_alloc(in->arena, subject->count * sizeof *names);
    if (!names)
        return false;
    size_t count = 0;
    for (size_t i = 0; i < subject->count; i++)
        if (strcmp(subject->attributes[i].name, "CN") == 0)
            names[count++] = subject->attributes[i].value;
    in->out->common_names = (acp_text_list){names, count};
    return true;
}

bool acp_x509_names(acp_x509 *in)
{
    const X509_NAME *subject = X509_get_subject_name(in->x509);
    const X509_NAME *issuer = X509_get_issuer_name(in->x509);
    in->out->self_issued = X509_NAME_cmp(subject, issuer) == 0;
    return read_name(in, subject, &in->out->subject) && read_name(in, issuer, &in->out->issuer) &&
           list_common_names(in);
}
