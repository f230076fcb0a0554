/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The PEM store of macOS and Linux: names and folders of its files (003:L9669-9711). Keys are known
 * by their names and their first line; nothing of them is read. */
#include "set/certificates.h"
#include "set/files.h"
#include "set/rules/checks.h"

static acp_member *next_file(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_FILE, member);
    while (member && (!member->certificates || acp_member_store(member) == ACP_STORE_NONE));
    return member;
}

/* With the dot; empty: it has none. */
static acp_slice extension(const acp_member *member)
{
    const char *dot = strrchr(member->base, '.');
    return acp_slice_of(dot ? dot : "");
}

static bool is_certificate_name(const acp_member *member)
{
    return acp_slice_is(extension(member), ".pem") || acp_slice_is(extension(member), ".crt");
}

static bool is_key_name(const acp_member *member)
{
    return acp_slice_is(extension(member), ".key");
}

static acp_spot spot_of_key(acp_member *member)
{
    return acp_spot_span(member, member->certificates->private_key_begin.span);
}

static acp_spot spot_of_first(acp_member *member)
{
    return acp_spot_certificate(member, member->certificates->items);
}

/* ---- extensions --------------------------------------------------------------------------------
 */

void acp_pem_store_file_extension(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = next_file(run->set, member));) {
        if (member->certificates->count && !is_certificate_name(member))
            acp_set_say(run, rule, spot_of_first(member), NULL, NULL,
                        "%s holds a certificate. The client looks for certificates only in files "
                        "whose names end in .pem or .crt, in small letters.",
                        member->base);
        if (member->certificates->private_key && !is_key_name(member))
            acp_set_say(run, rule, spot_of_key(member), NULL, NULL,
                        "%s holds a private key. The client looks for keys only in files whose "
                        "names end in .key, in small letters.",
                        member->base);
    }
}

/* ---- keys of client certificates ---------------------------------------------------------------
 */

static acp_slice stem(const acp_member *member)
{
    acp_slice end = extension(member);
    return (acp_slice){member->base, strlen(member->base) - end.len};
}

/* The files of one store: its folders client and client/private have the same path up to there. */
static bool is_key_of(const acp_member *key, const acp_member *certificate)
{
    acp_slice folder = acp_member_directory(certificate), keys = acp_member_directory(key);
    return acp_member_store(key) == ACP_STORE_PRIVATE && is_key_name(key) &&
           keys.len > folder.len && acp_slice_equal((acp_slice){keys.ptr, folder.len}, folder) &&
           acp_slice_is((acp_slice){keys.ptr + folder.len, keys.len - folder.len}, "/private");
}

static bool is_client_certificate(const acp_member *member)
{
    const acp_certificates *list = member->certificates;
    return acp_member_store(member) == ACP_STORE_CLIENT && list->count && !list->items[0].ca;
}

/* The key file of a certificate's name; *other: one of another name. */
static bool has_key(const acp_set *set, const acp_member *certificate, acp_member **other)
{
    *other = NULL;
    for (acp_member *key = NULL; (key = next_file(set, key));) {
        if (!is_key_of(key, certificate))
            continue;
        if (acp_slice_equal(stem(key), stem(certificate)))
            return true;
        *other = *other ? *other : key;
    }
    return false;
}

/* Private keys are often not for everyone to read: what is not known to be missing may be there. */
void acp_pem_store_key_name_differs(acp_set_run *run, const acp_rule *rule)
{
    acp_member *other;
    if (!acp_set_is_complete(run->set))
        return;
    for (acp_member *member = NULL; (member = next_file(run->set, member));) {
        if (!is_client_certificate(member) || has_key(run->set, member, &other))
            continue;
        acp_spot there = {.member = other};
        acp_set_say(run, rule, spot_of_first(member), other ? &there : NULL,
                    "a key of another name",
                    "There is no private/%.*s.key beside %s. Without a key of the same name the "
                    "client cannot use the certificate.",
                    ACP_SLICE_ARGS(stem(member)), member->base);
    }
}

/* ---- folders -----------------------------------------------------------------------------------
 */

/* A root of the time before basicConstraints says nothing of what it is. */
static bool is_end_entity(const acp_certificate *certificate)
{
    return !certificate->ca && (certificate->has_basic_constraints || !certificate->self_signed);
}

static const acp_certificate *find_end_entity(const acp_certificates *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_end_entity(&list->items[i]))
            return &list->items[i];
    return NULL;
}

/* In client the CAs behind a client certificate may follow in its file. */
static void check_certificates(acp_set_run *run, const acp_rule *rule, acp_member *member)
{
    const acp_certificates *list = member->certificates;
    const acp_certificate *wrong = NULL;
    const char *is = "a client certificate", *right = "client";
    switch (acp_member_store(member)) {
    case ACP_STORE_CLIENT:
        wrong = find_end_entity(list) || !list->items[0].ca ? NULL : list->items;
        is = "a CA certificate";
        right = "ca";
        break;
    case ACP_STORE_CA: wrong = find_end_entity(list); break;
    case ACP_STORE_PRIVATE:
        wrong = list->items;
        is = wrong->ca ? "a CA certificate" : is;
        right = wrong->ca ? "ca" : right;
        break;
    default: break;
    }
    if (wrong)
        acp_set_say(run, rule, acp_spot_certificate(member, wrong), NULL, NULL,
                    "%.*s is %s. The client looks for those in the folder %s and nowhere else.",
                    ACP_SLICE_ARGS(acp_certificate_title(wrong)), is, right);
}

void acp_pem_store_wrong_folder(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = next_file(run->set, member));) {
        if (member->certificates->private_key && acp_member_store(member) != ACP_STORE_PRIVATE)
            acp_set_say(run, rule, spot_of_key(member), NULL, NULL,
                        "%s holds a private key. The client looks for keys in the folder "
                        "client/private and nowhere else.",
                        member->base);
        if (member->certificates->count)
            check_certificates(run, rule, member);
    }
}

/* ---- encoding ----------------------------------------------------------------------------------
 */

/* What is larger than a file of certificates may be was not looked into. */
void acp_pem_store_file_not_pem(acp_set_run *run, const acp_rule *rule)
{
    static const char *const forms[] = {
        [ACP_FORM_OTHER] = "holds no PEM block",
        [ACP_FORM_DER] = "is DER",
        [ACP_FORM_PKCS12] = "is PKCS#12",
    };
    for (acp_member *member = NULL; (member = next_file(run->set, member));) {
        acp_certificate_form form = member->certificates->form;
        if (form == ACP_FORM_PEM || !(is_certificate_name(member) || is_key_name(member)) ||
            member->document->length > ACP_CERTIFICATES_MAX_SIZE)
            continue;
        acp_set_say(run, rule, acp_spot_file(member), NULL, NULL,
                    "%s %s. The client reads files of this store as PEM only and passes over "
                    "others.",
                    member->base, forms[form]);
    }
}
