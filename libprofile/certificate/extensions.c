/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Extensions: what a certificate may be used for, and for whom. */
#include <arpa/inet.h>

#include "certificate/x509.h"

/* The decoded extension, NULL: it is not there. One that is there twice or cannot be decoded makes
 * the certificate one that no client takes. */
static bool find(acp_x509 *in, int nid, const char *name, void **value)
{
    int critical;
    *value = X509_get_ext_d2i(in->x509, nid, &critical, NULL);
    if (*value || critical == -1)
        return true;
    in->problem = acp_arena_printf(in->arena, "the certificate's extension %s %s", name,
                                   critical == -2 ? "stands there twice" : "is damaged");
    return false;
}

/* ---- usages ---------------------------------------------------------------------------------- */

static bool read_key_usage(acp_x509 *in)
{
    void *found;
    if (!find(in, NID_key_usage, "keyUsage", &found))
        return false;
    ASN1_BIT_STRING *bits = found;
    in->out->has_key_usage = bits;
    for (int i = 0; bits && i <= 8; i++)
        if (ASN1_BIT_STRING_get_bit(bits, i))
            in->out->key_usage |= (uint16_t)(1u << i);
    ASN1_BIT_STRING_free(bits);
    return true;
}

static bool list_usages(acp_x509 *in, EXTENDED_KEY_USAGE *usages)
{
    size_t count = (size_t)sk_ASN1_OBJECT_num(usages);
    acp_slice *items = acp_arena_alloc(in->arena, count * sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *oid = acp_x509_object(in, sk_ASN1_OBJECT_value(usages, (int)i), true);
        if (!oid) {
            in->problem = in->arena->failed ? NULL : "an extended key usage has a damaged OID";
            return false;
        }
        items[i] = acp_slice_of(oid);
    }
    in->out->has_extended_key_usage = true;
    in->out->extended_key_usage = (acp_text_list){items, count};
    return true;
}

static bool read_extended_key_usage(acp_x509 *in)
{
    void *found;
    if (!find(in, NID_ext_key_usage, "extendedKeyUsage", &found))
        return false;
    bool fine = !found || list_usages(in, found);
    EXTENDED_KEY_USAGE_free(found);
    return fine;
}

static bool read_basic_constraints(acp_x509 *in)
{
    void *found;
    if (!find(in, NID_basic_constraints, "basicConstraints", &found))
        return false;
    BASIC_CONSTRAINTS *limits = found;
    if (limits) {
        in->out->has_basic_constraints = true;
        in->out->ca = limits->ca != 0;
        if (limits->pathlen && !ASN1_INTEGER_get_int64(&in->out->path_length, limits->pathlen))
            in->out->path_length = -1;
    }
    BASIC_CONSTRAINTS_free(limits);
    return true;
}

static bool read_key_ids(acp_x509 *in)
{
    void *found;
    if (!find(in, NID_subject_key_identifier, "subjectKeyIdentifier", &found))
        return false;
    ASN1_OCTET_STRING *own = found;
    if (own)
        in->out->subject_key_id =
            acp_x509_hex(in, ASN1_STRING_get0_data(own), (size_t)ASN1_STRING_length(own));
    ASN1_OCTET_STRING_free(own);
    if (!find(in, NID_authority_key_identifier, "authorityKeyIdentifier", &found))
        return false;
    AUTHORITY_KEYID *authority = found;
    if (authority && authority->keyid)
        in->out->authority_key_id = acp_x509_hex(in, ASN1_STRING_get0_data(authority->keyid),
                                                 (size_t)ASN1_STRING_length(authority->keyid));
    AUTHORITY_KEYID_free(authority);
    return !in->arena->failed;
}

/* ---- subjectAltName -------------------------------------------------------------------------- */

/* The user principal name of Active Directory. */
static const ASN1_STRING *principal_name(const GENERAL_NAME *name)
{
    ASN1_OBJECT *type;
    ASN1_TYPE *value;
    if (!GENERAL_NAME_get0_otherName(name, &type, &value) || OBJ_obj2nid(type) != NID_ms_upn ||
        !value || ASN1_TYPE_get(value) != V_ASN1_UTF8STRING)
        return NULL;
    return value->value.utf8string;
}

/* The text of a name of the type asked for, NULL: it is none. */
static const ASN1_STRING *text_of(const GENERAL_NAME *name, int type)
{
    int is;
    const void *value = GENERAL_NAME_get0_value(name, &is);
    if (is != type)
        return NULL;
    return type == GEN_OTHERNAME ? principal_name(name) : value;
}

/* An address as inet_ntop writes it; what is none, in hexadecimal, which no host equals. */
static bool read_address(acp_x509 *in, const ASN1_STRING *bytes, acp_slice *out)
{
    char text[INET6_ADDRSTRLEN];
    int size = ASN1_STRING_length(bytes);
    const uint8_t *data = ASN1_STRING_get0_data(bytes);
    if (size == 4 || size == 16)
        *out = acp_x509_slice(
            in, text, strlen(inet_ntop(size == 4 ? AF_INET : AF_INET6, data, text, sizeof text)));
    else
        *out = acp_slice_of(acp_x509_hex(in, data, (size_t)size));
    return out->ptr;
}

static bool list_names(acp_x509 *in, const GENERAL_NAMES *names, int type, acp_text_list *out)
{
    int all = sk_GENERAL_NAME_num(names);
    size_t count = 0, used = 0;
    for (int i = 0; i < all; i++)
        count += text_of(sk_GENERAL_NAME_value(names, i), type) != NULL;
    acp_slice *items = acp_arena_alloc(in->arena, count * sizeof *items);
    if (!items)
        return false;
    for (int i = 0; i < all; i++) {
        const ASN1_STRING *text = text_of(sk_GENERAL_NAME_value(names, i), type);
        if (text && !(type == GEN_IPADD ? read_address(in, text, &items[used++])
                                        : acp_x509_utf8(in, text, &items[used++]))) {
            in->problem = in->arena->failed ? NULL : "a name in subjectAltName is not text";
            return false;
        }
    }
    *out = (acp_text_list){items, count};
    return true;
}

static bool read_alternative_names(acp_x509 *in)
{
    void *found;
    if (!find(in, NID_subject_alt_name, "subjectAltName", &found))
        return false;
    GENERAL_NAMES *names = found;
    acp_certificate *out = in->out;
    bool fine = !names || (list_names(in, names, GEN_DNS, &out->dns_names) &&
                           list_names(in, names, GEN_IPADD, &out->ip_addresses) &&
                           list_names(in, names, GEN_EMAIL, &out->emails) &&
                           list_names(in, names, GEN_OTHERNAME, &out->user_principal_names));
    GENERAL_NAMES_free(names);
    return fine;
}

bool acp_x509_extensions(acp_x509 *in)
{
    return read_key_usage(in) && read_extended_key_usage(in) && read_basic_constraints(in) &&
           read_key_ids(in) && read_alternative_names(in);
}
