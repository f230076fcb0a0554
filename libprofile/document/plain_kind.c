/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a file of plain data is: in which format, and of which kind. */
#include "document/plain.h"
#include "mobile/client.h"
#include "mobile/link.h"
#include "schema/schema.h"

static acp_slice without_bom(const char *bytes, size_t size)
{
    bool bom = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    return (acp_slice){bytes + (bom ? 3 : 0), size - (bom ? 3 : 0)};
}

/* The root element, or a document type that names it, behind declaration and comments. */
static bool looks_like_plist(acp_slice rest)
{
    static const char *const passed[][2] = {{"<?", "?>"}, {"<!--", "-->"}};
    for (size_t i = 0; i < 2;) {
        rest = acp_slice_trim(rest);
        const char *end = acp_slice_starts(rest, passed[i][0])
                              ? acp_slice_find(rest, acp_slice_of(passed[i][1]))
                              : NULL;
        if (!end) {
            i++;
            continue;
        }
        rest.len -= (size_t)(end - rest.ptr) + strlen(passed[i][1]);
        rest.ptr = end + strlen(passed[i][1]);
        i = 0;
    }
    return acp_slice_starts(rest, "<!DOCTYPE plist") || acp_slice_starts(rest, "<plist") ||
           acp_slice_starts(rest, "<dict>");
}

/* A link, maybe behind comments. */
static bool looks_like_links(acp_slice rest)
{
    for (rest = acp_slice_trim(rest); rest.len && *rest.ptr == '#'; rest = acp_slice_trim(rest)) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        if (!end)
            return false;
        rest.len -= (size_t)(end - rest.ptr);
        rest.ptr = end;
    }
    return acp_link_has_scheme(rest);
}

acp_format acp_plain_format(acp_kind kind, const char *bytes, size_t size)
{
    acp_slice rest = acp_slice_trim(without_bom(bytes, size));
    if (kind == ACP_KIND_UNKNOWN)
        return looks_like_plist(rest) || acp_slice_starts(rest, "bplist") ? ACP_FORMAT_PLIST
               : looks_like_links(rest)                                   ? ACP_FORMAT_LINKS
                                                                          : ACP_FORMAT_AUTO;
    const char *syntax = acp_kinds[kind].syntax;
    if (!acp_kinds[kind].json_schema)
        return ACP_FORMAT_AUTO;
    if (!syntax || (rest.len && (*rest.ptr == '{' || *rest.ptr == '[')))
        return ACP_FORMAT_JSON;
    return strcmp(syntax, "plist") == 0 ? ACP_FORMAT_PLIST : ACP_FORMAT_LINKS;
}

bool acp_plist_is_text(const acp_document *document, const char *bytes, size_t size,
                       acp_findings *findings)
{
    acp_slice all = {bytes, size};
    bool binary = acp_slice_starts(all, "bplist");
    bool is_signed = acp_slice_starts(all, "-----BEGIN") || acp_slice_starts(all, "0\x80") ||
                     acp_slice_starts(all, "0\x82") || acp_slice_starts(all, "0\x83");
    if (document->format != ACP_FORMAT_PLIST || (!binary && !is_signed))
        return true;
    acp_read_finding(findings, document, "ACP8110", (acp_span){0, 0}, "%s",
                     binary ? "This is a property list in its binary form, which is not read. "
                              "`plutil -convert xml1` on a Mac, or `plistutil -i FILE -o OUT -f "
                              "xml`, writes it as XML."
                            : "This is a signed profile. `openssl smime -verify -noverify -inform "
                              "DER -in FILE -out OUT` takes the profile out of the signature.");
    return false;
}

/* ---- kinds --------------------------------------------------------------------------------- */

static bool has_prefix(acp_slice key, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (acp_slice_starts(key, *prefixes))
            return true;
    return false;
}

/* Keys no other file would have by accident. */
static acp_kind kind_of_member(const acp_datum *member)
{
    static const char *const android[] = {"vpn_connection_",
                                          "vpn_setting_",
                                          "vpn_configuration_list",
                                          "umbrella_org_id",
                                          "umbrella_reg_token",
                                          "vpn_always_on_umbrella",
                                          NULL};
    static const char *const ios[] = {"VendorConfig",
                                      "VpnConnectionProfile",
                                      "UriExternalControl",
                                      "VpnReplaceExistingProfile",
                                      "BlockUntrustedServers",
                                      "EnableFipsMode",
                                      "CheckCert",
                                      "StrictCertTrust",
                                      "BlockUserCreateVPNConn",
                                      "YubiKeyCertSlot",
                                      "MultiTunnel",
                                      NULL};
    if (has_prefix(member->key, android))
        return ACP_KIND_MDM_ANDROID;
    if (has_prefix(member->key, ios))
        return ACP_KIND_MDM_IOS;
    if (acp_slice_is(member->key, "managedProperty") && member->type == ACP_DATUM_ARRAY)
        return ACP_KIND_MDM_ANDROID;
    return ACP_KIND_UNKNOWN;
}

static acp_slice text_of(const acp_datum *object, const char *key)
{
    const acp_datum *member =
        object->type == ACP_DATUM_OBJECT ? acp_datum_member(object, key) : NULL;
    return member ? member->text : (acp_slice){0};
}

/* The payloads of a configuration profile: those that approve extensions make it one for macOS;
 * connections of the client alone make it one for iOS. */
static acp_kind kind_of_payloads(const acp_datum *list)
{
    bool connection = false;
    for (const acp_datum *payload = list->first; payload; payload = payload->next) {
        acp_slice type = text_of(payload, "PayloadType");
        if (acp_slice_is(type, ACP_PAYLOAD_SYSTEM_EXTENSION) ||
            acp_slice_is(type, ACP_PAYLOAD_KERNEL_EXTENSION) ||
            acp_slice_is(type, ACP_PAYLOAD_CONTENT_FILTER))
            return ACP_KIND_MOBILECONFIG;
        connection |= acp_is_vpn_payload(type, text_of(payload, "VPNSubType"));
    }
    return connection ? ACP_KIND_MDM_IOS : ACP_KIND_MOBILECONFIG;
}

static acp_kind kind_of_data(const acp_document *document, const acp_datum *top)
{
    if (top->type != ACP_DATUM_OBJECT)
        return document->format == ACP_FORMAT_PLIST ? ACP_KIND_MOBILECONFIG : ACP_KIND_UNKNOWN;
    const acp_datum *payloads = acp_datum_member(top, "PayloadContent");
    if (payloads && payloads->type == ACP_DATUM_ARRAY)
        return kind_of_payloads(payloads);
    for (const acp_datum *member = top->first; member; member = member->next) {
        acp_kind kind = kind_of_member(member);
        if (kind != ACP_KIND_UNKNOWN)
            return kind;
    }
    return document->format == ACP_FORMAT_PLIST ? ACP_KIND_MOBILECONFIG : ACP_KIND_UNKNOWN;
}

void acp_plain_decide(acp_document *document, const acp_datum *top)
{
    bool either = document->named_kind == ACP_KIND_MOBILECONFIG && !document->kind_given;
    if (document->named_kind == ACP_KIND_UNKNOWN || either)
        document->named_kind = kind_of_data(document, top);
}
