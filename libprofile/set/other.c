/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Members that are no profile or policy: configurations, certificates, and what is known by name.
 */
#include <errno.h>
#include <stdlib.h>

#include "check/certificate.h"
#include "check/rules.h"
#include "document/findings.h"
#include "document/utf8.h"
#include "headend/asa.h"
#include "headend/iosxe.h"
#include "set/set_private.h"

void acp_member_free(acp_member *member)
{
    acp_asa_free(member->asa);
    acp_iosxe_free(member->iosxe);
    acp_certificates_free(member->certificates);
    free(member->entries);
    acp_document_free(member->document);
    acp_findings_free(member->findings);
    free(member->name);
    free(member->host);
    free(member);
}

static acp_kind kind_of(acp_role role)
{
    return role == ACP_ROLE_ASA      ? ACP_KIND_ASA
           : role == ACP_ROLE_IOS_XE ? ACP_KIND_IOS_XE
                                     : ACP_KIND_UNKNOWN;
}

/* Of a file known by its name only, what can be shown is shown: nothing of it that is no text. */
static void keep_text(acp_document *document, char *bytes, size_t size)
{
    if (memchr(bytes, '\0', size))
        size = 0;
    bytes[size] = '\0';
    document->text = bytes;
    document->length = size;
}

static void say_no_headend(acp_member *member, acp_status status, bool other)
{
    bool asa = member->role == ACP_ROLE_ASA;
    const char *mine = asa ? "an ASA" : "an IOS-XE router";
    const char *others = asa ? "an IOS-XE router" : "an ASA";
    acp_span whole = {0, 0};
    if (status != ACP_OK)
        acp_read_finding(member->findings, member->document, "ACP9277", whole,
                         "It has more lines than any configuration has.");
    else if (other)
        acp_read_finding(member->findings, member->document, "ACP9277", whole,
                         "It is the configuration of %s, given as that of %s.", others, mine);
    else
        acp_read_finding(member->findings, member->document, "ACP9277", whole,
                         "Nothing in it is a command of %s that matters for remote access.", mine);
}

/* A file that is no such configuration holds nothing to compare, and silence would pass it. */
static acp_status read_headend(acp_member *member)
{
    acp_document *document = member->document;
    bool asa = member->role == ACP_ROLE_ASA, known = false, other = false;
    acp_status status =
        asa ? acp_asa_read(document, &member->asa) : acp_iosxe_read(document, &member->iosxe);
    if (status == ACP_NO_MEMORY)
        return status;
    if (status == ACP_OK) {
        known = asa ? member->asa->known_lines : member->iosxe->known_lines;
        other = asa ? member->asa->other_kind : member->iosxe->other_kind;
    }
    if (known && !other)
        return ACP_OK;
    say_no_headend(member, status, other);
    return ACP_DAMAGED;
}

/* Descriptions and banners hold what the terminal of the day gave: bytes that are no UTF-8 are
 * taken for Latin-1, in which all bytes are characters. NULL: no memory. */
static char *from_latin1(const char *bytes, size_t size, size_t *length)
{
    char *text = malloc(2 * size + 1), *out = text;
    for (size_t i = 0; text && i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0x80)
            *out++ = (char)(0xC0 | c >> 6);
        *out++ = c < 0x80 ? (char)c : (char)(0x80 | (c & 0x3F));
    }
    *length = text ? (size_t)(out - text) : 0;
    return text;
}

static bool is_latin1(const char *bytes, size_t size)
{
    bool utf16 = memchr(bytes, '\0', size); /* which says so */
    return !utf16 && !acp_utf8_valid(bytes, size);
}

/* The text is decoded as that of a document is: configurations come from many editors. */
static acp_status take_headend(acp_member *member, char *bytes, size_t size)
{
    if (is_latin1(bytes, size)) {
        char *text = from_latin1(bytes, size, &size);
        free(bytes);
        if (!text)
            return ACP_NO_MEMORY;
        bytes = text;
    }
    acp_status status = acp_source_decode(member->document, bytes, size, member->findings);
    if (status == ACP_OK)
        status = read_headend(member);
    if (status == ACP_OK)
        return ACP_OK;
    acp_asa_free(member->asa);
    acp_iosxe_free(member->iosxe);
    acp_document_free(member->document);
    member->asa = NULL;
    member->iosxe = NULL;
    member->document = NULL;
    return status;
}

static bool holds_certificates(const acp_member *member)
{
    return member->role == ACP_ROLE_SERVER_CERTIFICATE || member->role == ACP_ROLE_CA_CERTIFICATE ||
           member->role == ACP_ROLE_CLIENT_CERTIFICATE ||
           (member->role == ACP_ROLE_FILE && strstr(member->name, ".cisco/certificates/"));
}

/* What is wrong with a certificate that was given is said; in the PEM store of a user, whose files
 * the client passes over when it cannot read them, rules of their own look at them. */
static acp_status read_certificates(acp_member *member, const char *bytes, size_t size)
{
    char message[256];
    acp_status status = acp_certificates_read_memory(
        member->name, bytes, size, &member->certificates, message, sizeof message);
    if (status == ACP_NOT_FOUND) {
        errno = ELIBACC;
        return ACP_IO;
    }
    if (status == ACP_DAMAGED && member->role == ACP_ROLE_FILE)
        return ACP_OK;
    return status;
}

static void say_problems(acp_member *member)
{
    for (size_t i = 0; i < member->certificates->problem_count; i++)
        acp_read_finding(member->findings, member->document, "ACP9278",
                         member->certificates->problems[i].where.span,
                         "What stands here cannot be read: %s",
                         member->certificates->problems[i].text);
}

/* Takes bytes over. */
static acp_status take_certificates(acp_member *member, char *bytes, size_t size)
{
    acp_status status = read_certificates(member, bytes, size);
    keep_text(member->document, bytes, size);
    if (status == ACP_DAMAGED)
        say_problems(member);
    /* Those that can be read are checked all the same, but not as a whole chain. */
    return status == ACP_DAMAGED && member->certificates->count ? ACP_OK : status;
}

acp_status acp_member_take(acp_member *member, char *bytes, size_t size)
{
    member->kind = kind_of(member->role);
    member->document = acp_document_new(NULL, member->name, member->kind, ACP_FORMAT_XML);
    if (!member->document) {
        free(bytes);
        return ACP_NO_MEMORY;
    }
    if (member->role == ACP_ROLE_ASA || member->role == ACP_ROLE_IOS_XE)
        return take_headend(member, bytes, size);
    if (holds_certificates(member))
        return take_certificates(member, bytes, size);
    keep_text(member->document, bytes, size);
    return ACP_OK;
}

acp_status acp_member_load(acp_member *member, size_t max_size)
{
    size_t limit = max_size ? max_size : ACP_MAX_SIZE, size = 0;
    char *bytes = NULL;
    acp_status status = acp_source_load(member->name, limit, &bytes, &size);
    if (status == ACP_DAMAGED && member->role == ACP_ROLE_FILE) {
        bytes = calloc(1, 1);
        status = bytes ? ACP_OK : ACP_NO_MEMORY;
        size = 0;
    }
    if (status == ACP_DAMAGED)
        return acp_say_too_large(member->name, limit, member->findings);
    return status == ACP_OK ? acp_member_take(member, bytes, size) : status;
}
