/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Client certificates: do they fit the profile, will a gateway take them? */
#include "check/certificate.h"
#include "document/buffer.h"
#include "set/certificates.h"
#include "set/rules/checks.h"

#define MATCH "ClientInitialization/CertificateMatch"

/* ---- what a profile asks for -------------------------------------------------------------------
 */

typedef struct {
    acp_match_criteria ask;
    const acp_slice *usage_names; /* of ask.usages, as the profile writes them */
} criteria;

static size_t count_nodes(const acp_node *first)
{
    size_t count = 0;
    for (; first; first = first->same)
        count++;
    return count;
}

static void read_usages(acp_set_run *run, const acp_member *profile, criteria *out)
{
    const acp_node *known = acp_member_first(profile, MATCH "/ExtendedKeyUsage/ExtendedMatchKey");
    const acp_node *custom =
        acp_member_first(profile, MATCH "/ExtendedKeyUsage/CustomExtendedMatchKey");
    size_t most = count_nodes(known) + count_nodes(custom), count = 0;
    acp_slice *usages = acp_arena_alloc(run->arena, (most + 1) * sizeof *usages);
    acp_slice *names = acp_arena_alloc(run->arena, (most + 1) * sizeof *names);
    if (!usages || !names)
        return;
    for (const acp_node *node = known; node; node = node->same) {
        names[count] = node->value;
        usages[count] = acp_slice_of(acp_extended_key_usage_by_name(node->value));
        count += usages[count].len > 0;
    }
    for (const acp_node *node = custom; node; node = node->same) {
        names[count] = usages[count] = node->value;
        count += node->value.len > 0;
    }
    out->ask.usages = usages;
    out->ask.usage_count = count;
    out->usage_names = names;
}

static void read_names(acp_set_run *run, const acp_member *profile, criteria *out)
{
    const acp_node *first =
        acp_member_first(profile, MATCH "/DistinguishedName/DistinguishedNameDefinition");
    size_t count = 0;
    acp_name_criterion *names =
        acp_arena_alloc(run->arena, (count_nodes(first) + 1) * sizeof *names);
    for (const acp_node *node = first; names && node; node = node->same) {
        acp_name_criterion *name = &names[count];
        name->name = acp_member_value_below(profile, node, "Name");
        name->pattern = acp_member_value_below(profile, node, "Pattern");
        name->anywhere =
            acp_slice_is(acp_member_value_below(profile, node, "@Wildcard"), "Enabled");
        name->ignore_case =
            acp_slice_is(acp_member_value_below(profile, node, "@MatchCase"), "Disabled");
        name->negated =
            acp_slice_is(acp_member_value_below(profile, node, "@Operator"), "NotEqual");
        count += name->name.len > 0;
    }
    out->ask.names = names;
    out->ask.name_count = names ? count : 0;
}

static criteria read_criteria(acp_set_run *run, const acp_member *profile)
{
    criteria made = {0};
    const acp_node *key = acp_member_first(profile, MATCH "/KeyUsage/MatchKey");
    for (; key; key = key->same)
        made.ask.key_usage |= acp_key_usage_by_name(key->value);
    read_usages(run, profile, &made);
    read_names(run, profile, &made);
    made.ask.only_with_key_usage = acp_member_is(profile, MATCH "/MatchOnlyCertsWithKU", "true");
    made.ask.only_with_extended_key_usage =
        acp_member_is(profile, MATCH "/MatchOnlyCertsWithEKU", "true");
    return made;
}

static bool has_criteria(const criteria *from)
{
    return from->ask.key_usage || from->ask.usage_count || from->ask.name_count;
}

/* ---- texts -------------------------------------------------------------------------------------
 */

static void add_name_criterion(acp_buffer *text, const acp_name_criterion *name)
{
    acp_slice pattern = acp_shown(name->pattern);
    acp_buffer_printf(text, "%.*s %s%s \"%.*s\"", ACP_SLICE_ARGS(acp_shown(name->name)),
                      name->negated ? "not " : "", name->anywhere ? "with" : "=",
                      ACP_SLICE_ARGS(pattern));
}

static acp_slice take(acp_set_run *run, acp_buffer *text)
{
    char *copy = text->failed ? NULL : acp_arena_copy(run->arena, text->text, text->length);
    acp_slice taken = {copy, copy ? text->length : 0};
    run->no_memory |= text->failed;
    acp_buffer_free(text);
    return taken;
}

/* What is asked for, for the table of agreements. */
static acp_slice show_criteria(acp_set_run *run, const acp_member *profile, const criteria *from)
{
    acp_buffer text = {0};
    const acp_node *key = acp_member_first(profile, MATCH "/KeyUsage/MatchKey");
    if (!has_criteria(from))
        return ACP_SLICE("digitalSignature, clientAuth");
    for (const char *before = ""; key; key = key->same, before = " or ")
        acp_buffer_printf(&text, "%s%.*s", before, ACP_SLICE_ARGS(acp_shown(key->value)));
    for (size_t i = 0; i < from->ask.usage_count; i++)
        acp_buffer_printf(&text, "%s%.*s", text.length ? ", " : "",
                          ACP_SLICE_ARGS(acp_shown(from->usage_names[i])));
    for (size_t i = 0; i < from->ask.name_count; i++) {
        acp_buffer_puts(&text, text.length ? ", " : "");
        add_name_criterion(&text, &from->ask.names[i]);
    }
    return take(run, &text);
}

/* Why a certificate does not fit. */
static void add_reason(acp_buffer *text, const criteria *from, acp_match match, size_t failed)
{
    bool any = has_criteria(from);
    acp_slice usage = any && from->ask.usage_count ? acp_shown(from->usage_names[failed])
                                                   : ACP_SLICE("clientAuth");
    switch (match) {
    case ACP_NO_KEY_USAGE: acp_buffer_puts(text, "has no key usage"); break;
    case ACP_OTHER_KEY_USAGE:
        acp_buffer_puts(text, any ? "has none of the key usages listed"
                                  : "lacks the key usage digitalSignature");
        break;
    case ACP_NO_EXTENDED_KEY_USAGE: acp_buffer_puts(text, "has no extended key usage"); break;
    case ACP_OTHER_EXTENDED_KEY_USAGE:
        acp_buffer_printf(text, "lacks the extended key usage %.*s", ACP_SLICE_ARGS(usage));
        break;
    default: acp_buffer_puts(text, "fails "); add_name_criterion(text, &from->ask.names[failed]);
    }
}

/* ---- does one of them fit? ---------------------------------------------------------------------
 */

/* What a damaged file holds is not known, so neither is that none fits. */
static bool all_are_read(const acp_set *set)
{
    acp_member *member = NULL;
    while ((member = acp_set_next(set, ACP_ROLE_CLIENT_CERTIFICATE, member)))
        if (!member->certificates || member->certificates->problem_count)
            return false;
    return acp_set_is_complete(set);
}

/* The first that fits; held.member NULL: none, and reasons says why. */
static acp_held find_fitting(const acp_set *set, const criteria *from, acp_buffer *reasons)
{
    enum { SHOWN = 4 };
    size_t failures = 0;
    for (acp_held held = {0}; acp_client_certificate_next(set, &held); failures++) {
        size_t failed;
        acp_match match = acp_certificate_match(held.certificate, &from->ask, &failed);
        if (match == ACP_MATCHES)
            return held;
        if (failures >= SHOWN)
            continue;
        acp_buffer_printf(reasons, "%s%.*s ", failures ? "; " : "",
                          ACP_SLICE_ARGS(acp_certificate_title(held.certificate)));
        add_reason(reasons, from, match, failed);
    }
    if (failures > SHOWN)
        acp_buffer_printf(reasons, "; and %zu more", failures - SHOWN);
    return (acp_held){0};
}

static void check_profile(acp_set_run *run, const acp_rule *rule, acp_member *profile,
                          acp_held first)
{
    criteria from = read_criteria(run, profile);
    acp_buffer reasons = {0};
    acp_held fitting = find_fitting(run->set, &from, &reasons);
    acp_held shown = fitting.member ? fitting : first;
    acp_side here = {acp_spot_setting(profile, MATCH), show_criteria(run, profile, &from)};
    acp_side there = {acp_spot_certificate(shown.member, shown.certificate),
                      acp_slice_of(shown.certificate->subject.text)};
    acp_set_agree(run, rule, "client certificate", here, there, fitting.member,
                  "The client finds no certificate to offer%s: %s.",
                  has_criteria(&from) ? ""
                                      : " (without criteria it asks for digitalSignature and "
                                        "clientAuth)",
                  reasons.text ? reasons.text : "");
    run->no_memory |= reasons.failed;
    acp_buffer_free(&reasons);
}

void acp_no_client_certificate_matches(acp_set_run *run, const acp_rule *rule)
{
    acp_held first = {0};
    acp_member *profile = NULL;
    if (!all_are_read(run->set) || !acp_client_certificate_next(run->set, &first))
        return;
    while ((profile = acp_set_next_profile(run->set, true, profile)))
        check_profile(run, rule, profile, first);
}

/* ---- will a gateway take them? -----------------------------------------------------------------
 */

static const acp_node *mobile_entry(const acp_set *set)
{
    const acp_node *found = NULL;
    acp_member *profile = NULL;
    while (!found && (profile = acp_set_next_profile(set, false, profile)))
        found = acp_member_first(profile, "ServerList/HostEntry/MobileHostEntryInfo");
    return found;
}

/* A PEM store is one of macOS or Linux. */
void acp_mobile_client_certificate_without_clientauth(acp_set_run *run, const acp_rule *rule)
{
    if (!run->platforms && !mobile_entry(run->set))
        return;
    for (acp_held held = {0}; acp_client_certificate_next(run->set, &held);)
        if (held.member->role == ACP_ROLE_CLIENT_CERTIFICATE &&
            !acp_certificate_has_usage(held.certificate, ACP_OID_CLIENT_AUTH))
            acp_set_say(run, rule, acp_spot_certificate(held.member, held.certificate), NULL, NULL,
                        "%.*s has no extended key usage clientAuth (" ACP_OID_CLIENT_AUTH
                        "). A mobile client cannot authenticate with it.",
                        ACP_SLICE_ARGS(acp_certificate_title(held.certificate)));
}

void acp_client_certificate_self_signed(acp_set_run *run, const acp_rule *rule)
{
    for (acp_held held = {0}; acp_client_certificate_next(run->set, &held);)
        if (held.certificate->self_signed)
            acp_set_say(run, rule, acp_spot_certificate(held.member, held.certificate), NULL, NULL,
                        "%.*s is signed with its own key. Gateways take client certificates of a "
                        "CA they trust, and no others.",
                        ACP_SLICE_ARGS(acp_certificate_title(held.certificate)));
}

void acp_client_certificate_outside_validity(acp_set_run *run, const acp_rule *rule)
{
    for (acp_held held = {0}; acp_client_certificate_next(run->set, &held);) {
        acp_validity validity = acp_certificate_validity(held.certificate, run->at);
        char from[ACP_TIME_SIZE], to[ACP_TIME_SIZE];
        if (validity == ACP_VALID)
            continue;
        acp_set_say(run, rule, acp_spot_certificate(held.member, held.certificate), NULL, NULL,
                    "%.*s %s: it is valid from %s to %s. The client still offers it, and the "
                    "gateway refuses it.",
                    ACP_SLICE_ARGS(acp_certificate_title(held.certificate)),
                    validity == ACP_EXPIRED ? "has expired" : "is not valid yet",
                    acp_time_text(held.certificate->not_before, from),
                    acp_time_text(held.certificate->not_after, to));
    }
}
