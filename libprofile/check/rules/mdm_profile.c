/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles that are the value of a key of an MDM configuration, checked as what they are: their
 * findings stand where the place is inside the value. */
#include "check/check.h"
#include "check/rules/mobile.h"
#include "document/findings.h"
#include "mobile/embedded.h"

/* No less than the shortest root element in Base64. */
#define SHORTEST_BASE64 28

/* ---- findings of the profile --------------------------------------------------------------- */

/* What was read of a profile. */
typedef struct {
    acp_findings *findings;
    acp_status status;
    acp_kind kind;
    bool utf8; /* places in its text are those in its bytes */
} reading;

/* Where a finding in the profile stands in the document: at all of the value, if bytes were decoded
 * into others. */
static acp_span place_of(const acp_embedded *embedded, const reading *from, size_t index)
{
    acp_span inside = acp_findings_span(from->findings, index);
    size_t bom = acp_slice_starts(embedded->bytes, "\xEF\xBB\xBF") ? 3 : 0;
    if (!from->utf8)
        return embedded->raw;
    return (acp_span){acp_embedded_place(embedded, inside.start + bom),
                      acp_embedded_place(embedded, inside.end + bom)};
}

static void copy_finding(acp_run *run, const acp_embedded *embedded, const reading *from,
                         size_t index)
{
    const acp_finding *finding = acp_findings_get(from->findings, index);
    char detail[1024];
    snprintf(detail, sizeof detail, "Line %u, column %u of the profile in it%s%s",
             finding->start.line, finding->start.column, *finding->detail ? ": " : ".",
             finding->detail);
    acp_clip_text(detail);
    acp_finding_draft draft = {
        .rule = finding->rule,
        .severity = finding->severity,
        .document = run->document,
        .span = place_of(embedded, from, index),
        .detail = detail,
        .remedy = finding->remedy,
    };
    acp_findings_add(run->findings, &draft);
}

/* Reads and checks the profile. False: no memory. */
static bool read_profile(acp_run *run, acp_slice bytes, reading *out)
{
    acp_document *document = NULL;
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN, .format = ACP_FORMAT_XML};
    *out = (reading){.findings = acp_findings_new(),
                     .status = ACP_NO_MEMORY,
                     .kind = ACP_KIND_UNKNOWN,
                     .utf8 = !memchr(bytes.ptr, '\0', bytes.len)};
    if (out->findings)
        out->status = acp_document_read_memory("profile.xml", bytes.ptr, bytes.len, &read,
                                               out->findings, &document);
    if (out->status == ACP_OK) {
        acp_check_options options = *run->options;
        acp_findings *all = out->findings;
        options.xsd = NULL;
        options.skip_fixable = true;
        out->utf8 = strcmp(document->encoding, "UTF-8") == 0;
        acp_run inner = acp_run_start(document, &options, all);
        inner.trial = true; /* nothing of the configuration is used up */
        out->kind = acp_document_kind(document);
        if (acp_run_check(&inner) != ACP_OK || acp_run_end(&inner) != ACP_OK)
            out->status = ACP_NO_MEMORY;
    }
    acp_document_free(document);
    run->no_memory |= out->status == ACP_NO_MEMORY;
    return out->status != ACP_NO_MEMORY;
}

static void copy_findings(acp_run *run, const acp_embedded *embedded, const reading *from)
{
    for (size_t i = 0; i < acp_findings_count(from->findings); i++)
        copy_finding(run, embedded, from, i);
}

/* ---- a key that holds a profile ------------------------------------------------------------ */

static void say_unreadable(acp_run *run, const acp_rule *rule, const acp_node *node,
                           const acp_embedded *embedded, const reading *from)
{
    acp_place place = acp_at_value(node);
    if (from->status == ACP_OK || !acp_findings_count(from->findings)) {
        acp_say(run, rule->id, place, "The root element is not AnyConnectProfile.");
        return;
    }
    const acp_finding *first = acp_findings_get(from->findings, 0);
    place.span = place_of(embedded, from, 0);
    acp_say(run, rule->id, place, "Line %u, column %u of it: %s. %s", first->start.line,
            first->start.column, first->rule->title, first->detail);
}

static void check_profile(acp_run *run, const acp_rule *rule, const acp_node *node)
{
    bool android = run->document->kind != ACP_KIND_MDM_IOS;
    bool xml = node->value.len && *node->value.ptr == '<';
    acp_embedded embedded;
    reading made;
    if (!node->value.len || (android && (acp_slice_equal_nocase(node->value, ACP_SLICE("SSL")) ||
                                         acp_slice_equal_nocase(node->value, ACP_SLICE("IPsec")))))
        return;
    acp_arena arena = {0};
    if (!xml && !android) {
        acp_say(run, rule->id, acp_at_value(node),
                "The value does not start with <, as XML does%s.",
                node->value.len >= SHORTEST_BASE64 ? "; Base64 is for Android only" : "");
    } else if (!acp_embedded_take(&arena, run->document, node, !xml, &embedded, &run->no_memory)) {
        acp_say(run, rule->id, acp_at_value(node), "The value is neither XML nor Base64.");
    } else if (read_profile(run, embedded.bytes, &made)) {
        if (made.status != ACP_OK || made.kind != ACP_KIND_VPN)
            say_unreadable(run, rule, node, &embedded, &made);
        else if (xml) /* those of Base64 are told with ACP0036 */
            copy_findings(run, &embedded, &made);
        acp_findings_free(made.findings);
    }
    acp_arena_free(&arena);
}

void acp_mdm_profile_not_readable(acp_run *run, const acp_rule *rule)
{
    if (run->document->kind != ACP_KIND_MDM_IOS) {
        const acp_node *node = acp_child_named(run->document->root, "vpn_connection_profile");
        if (node)
            check_profile(run, rule, node);
        return;
    }
    for (const acp_node *at = acp_next_mdm_connection(run->document, NULL); at;
         at = acp_next_mdm_connection(run->document, at)) {
        const acp_node *settings = acp_vendor_settings(at);
        const acp_node *node = settings ? acp_child_named(settings, "VpnConnectionProfile") : NULL;
        if (node)
            check_profile(run, rule, node);
    }
}

/* ---- Base64 anywhere ----------------------------------------------------------------------- */

/* Keeps certificates and the like from being read as XML; in UTF-16 nothing can be found yet. */
static bool may_be_profile(acp_slice bytes)
{
    return acp_slice_starts(bytes, "\xFF\xFE") || acp_slice_starts(bytes, "\xFE\xFF") ||
           acp_slice_find(bytes, ACP_SLICE("AnyConnectProfile")) ||
           acp_slice_find(bytes, ACP_SLICE("AnyConnectLocalPolicy"));
}

static void look_at(acp_run *run, const acp_rule *rule, const acp_node *node)
{
    acp_arena arena = {0};
    acp_embedded embedded;
    reading made;
    if (acp_embedded_take(&arena, run->document, node, true, &embedded, &run->no_memory) &&
        may_be_profile(embedded.bytes) && read_profile(run, embedded.bytes, &made)) {
        if (made.status == ACP_OK &&
            (made.kind == ACP_KIND_VPN || made.kind == ACP_KIND_LOCAL_POLICY)) {
            acp_say(run, rule->id, acp_at_value(node), "It is a %s of %zu bytes.",
                    acp_kinds[made.kind].label, embedded.bytes.len);
            copy_findings(run, &embedded, &made);
        }
        acp_findings_free(made.findings);
    }
    acp_arena_free(&arena);
}

/* The next element in document order, NULL: none. */
static const acp_node *next_element(const acp_node *node)
{
    const acp_node *child = acp_node_first_child(node);
    while (!child && node) {
        child = acp_node_next(node);
        node = node->parent;
    }
    return child;
}

void acp_profile_base64_in_payload(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *node = run->document->root; node; node = next_element(node))
        if (!node->has_elements && node->value.len >= SHORTEST_BASE64)
            look_at(run, rule, node);
}
