/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the client remembers of a user, against the profile and the local policy. */
#include "set/endpoint.h"
#include "set/hosts.h"
#include "set/rules/checks.h"

#define CI "ClientInitialization/"

static acp_member *next_preferences(const acp_set *set, acp_member *last)
{
    return acp_set_next_document(set, ACP_KIND_PREFERENCES, last);
}

static acp_member *next_policy(const acp_set *set, acp_member *last)
{
    return acp_set_next_document(set, ACP_KIND_LOCAL_POLICY, last);
}

/* ---- preferences the profile does not leave to the user ----------------------------------------
 */

/* The setting of a VPN profile the users may be given that has this name; ACP_NO_SETTING: none. */
static acp_setting_id controllable_setting(acp_slice name, acp_setting_id *attribute)
{
    enum { MOST = 16 };
    acp_setting_id found[MOST];
    char tail[64];
    if (name.len >= sizeof tail)
        return ACP_NO_SETTING;
    snprintf(tail, sizeof tail, "%.*s", ACP_SLICE_ARGS(name));
    size_t count = acp_settings_by_tail(ACP_KIND_VPN, tail, found, MOST);
    for (size_t i = 0; i < count && i < MOST; i++) {
        *attribute = acp_setting_child(found[i], "UserControllable", 16, true);
        if (*attribute != ACP_NO_SETTING)
            return found[i];
    }
    return ACP_NO_SETTING;
}

/* A setting that the profile does not have is not the user's either. */
static bool leaves_to_user(const acp_member *profile, acp_setting_id setting,
                           acp_setting_id attribute)
{
    const acp_node *node = acp_document_slot(profile->document, setting);
    return node && acp_slice_is(acp_value_effective(&profile->run, attribute, node), "true");
}

static void check_preference(acp_set_run *run, const acp_rule *rule, acp_member *preferences,
                             const acp_node *preference)
{
    acp_setting_id attribute, setting = controllable_setting(preference->name, &attribute);
    acp_member *first = acp_set_next_profile(run->set, false, NULL), *profile = first;
    if (setting == ACP_NO_SETTING || !first)
        return;
    for (; profile; profile = acp_set_next_profile(run->set, false, profile))
        if (leaves_to_user(profile, setting, attribute))
            return;
    const acp_node *node = acp_document_slot(first->document, setting);
    acp_spot there = acp_spot_name(first, node ? node : first->document->root);
    acp_slice name = preference->name;
    acp_set_say(run, rule, acp_spot_value(preferences, preference), &there, "in the profile",
                node ? "%s does not give the user control of %.*s; the client follows the profile "
                       "and passes over this value."
                     : "%s does not have %.*s, so that the user has no control of it and the "
                       "client passes over this value.",
                first->name, ACP_SLICE_ARGS(name));
}

void acp_preferences_profile_not_controllable(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = next_preferences(run->set, member));) {
        const acp_node *all = acp_member_first(member, "ControllablePreferences");
        const acp_node *node = all ? acp_node_first_child(all) : NULL;
        for (; node; node = acp_node_next(node)) {
            check_preference(run, rule, member, node);
            const acp_node *inner = acp_node_first_child(node);
            for (; inner; inner = acp_node_next(inner))
                check_preference(run, rule, member, inner);
        }
    }
}

/* ---- the host connected to last
 * ------------------------------------------------------------------ */

static bool is_in_a_profile(const acp_set *set, acp_slice name, acp_slice address)
{
    for (acp_entry entry = {0}; acp_entry_next(set, false, &entry);) {
        acp_slice host_name = acp_member_value_below(entry.member, entry.node, "HostName");
        acp_slice host = acp_member_value_below(entry.member, entry.node, "HostAddress");
        if (acp_slice_equal_nocase(name, host_name) ||
            (host.len &&
             (acp_slice_equal_nocase(name, host) || acp_slice_equal_nocase(address, host))))
            return true;
    }
    return false;
}

void acp_preferences_host_unknown(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = acp_set_next_profile(run->set, false, NULL);
    for (acp_member *member = NULL; profile && (member = next_preferences(run->set, member));) {
        acp_slice name = acp_member_value(member, "DefaultHostName");
        if (name.len &&
            !is_in_a_profile(run->set, name, acp_member_value(member, "DefaultHostAddress")))
            acp_set_say(run, rule, acp_spot_setting(member, "DefaultHostName"), NULL, NULL,
                        "No profile given has an entry for %.*s, to which this user connected "
                        "last. The client still offers it as the default.",
                        ACP_SLICE_ARGS(acp_shown(name)));
    }
}

/* ---- untrusted servers -------------------------------------------------------------------------
 */

/* What makes the client reject them without asking. */
typedef struct {
    acp_kind kind;
    unsigned platforms;
    const char *path, *value;
} rejection;

static const rejection rejections[] = {
    {ACP_KIND_LOCAL_POLICY, ACP_PLATFORMS_ALL, "StrictCertificateTrust", "true"},
    {ACP_KIND_LOCAL_POLICY, ACP_PLATFORMS_ALL, "RestrictServerCertStore", "true"},
    {ACP_KIND_VPN, ACP_WINDOWS | ACP_MACOS, ACP_ALWAYS_ON, "true"},
    {ACP_KIND_VPN, ACP_WINDOWS, CI "UseStartBeforeLogon", "true"},
    {ACP_KIND_VPN, ACP_WINDOWS, CI "CertificateStore", "Machine"},
    {ACP_KIND_VPN, ACP_MACOS, CI "CertificateStoreMac", "System"},
    {ACP_KIND_VPN, ACP_LINUX, CI "CertificateStoreLinux", "Machine"},
};

/* The file that has it; NULL: none, or only on platforms that are not targets. */
static acp_member *find_rejection(const acp_set_run *run, const rejection *row)
{
    acp_member *member = NULL;
    if (acp_set_excludes(run, row->platforms))
        return NULL;
    while ((member = acp_set_next_document(run->set, row->kind, member)))
        if (strcmp(row->path, ACP_ALWAYS_ON) == 0 ? member->always_on
                                                  : acp_member_is(member, row->path, row->value))
            return member;
    return NULL;
}

void acp_block_untrusted_servers_without_effect(acp_set_run *run, const acp_rule *rule)
{
    acp_member *decisive = NULL;
    size_t row = 0;
    while (row < sizeof rejections / sizeof *rejections &&
           !(decisive = find_rejection(run, &rejections[row])))
        row++;
    for (acp_member *member = NULL; decisive && (member = next_preferences(run->set, member));) {
        const char *path = rejections[row].path;
        const char *name = strrchr(path, '/');
        if (!acp_member_first(member, "ControllablePreferences/BlockUntrustedServers"))
            continue;
        acp_spot there = acp_spot_setting(decisive, path);
        acp_set_say(run, rule,
                    acp_spot_setting(member, "ControllablePreferences/BlockUntrustedServers"),
                    &there, "decides",
                    "With %s %s in %s the client refuses servers it cannot trust, whatever the "
                    "user chooses here.",
                    name ? name + 1 : path, rejections[row].value, decisive->name);
    }
}

/* ---- what must not be remembered
 * ----------------------------------------------------------------- */

enum { CREDENTIALS = 1, THUMBPRINTS = 2, REST = 4 };

static const struct {
    const char *value;
    unsigned forbids;
} caching[] = {
    {"Credentials", CREDENTIALS},
    {"Thumbprints", THUMBPRINTS},
    {"CredentialsAndThumbprints", CREDENTIALS | THUMBPRINTS},
    {"All", CREDENTIALS | THUMBPRINTS | REST},
};

static const struct {
    const char *name;
    unsigned what;
} remembered[] = {
    {"DefaultUser", CREDENTIALS},
    {"DefaultSecondUser", CREDENTIALS},
    {"ClientCertificateThumbprint", THUMBPRINTS},
    {"MultipleClientCertificateThumbprints", THUMBPRINTS},
    {"ServerCertificateThumbprint", THUMBPRINTS},
    {"DefaultHostName", REST},
    {"DefaultHostAddress", REST},
    {"DefaultGroup", REST},
    {"ProxyHost", REST},
    {"ProxyPort", REST},
    {"SDITokenType", REST},
};

static unsigned forbidden_by(acp_slice restriction)
{
    for (size_t i = 0; i < sizeof caching / sizeof *caching; i++)
        if (acp_slice_is(restriction, caching[i].value))
            return caching[i].forbids;
    return 0;
}

bool acp_preference_forbidden(acp_slice restriction, acp_slice name, acp_slice value)
{
    unsigned forbidden = forbidden_by(restriction);
    for (size_t i = 0; i < sizeof remembered / sizeof *remembered; i++)
        if (forbidden & remembered[i].what && acp_slice_is(name, remembered[i].name))
            return value.len &&
                   !(acp_slice_is(name, "SDITokenType") && acp_slice_is(value, "none"));
    return false;
}

static void check_remembered(acp_set_run *run, const acp_rule *rule, acp_member *preferences,
                             acp_member *policy)
{
    acp_slice value = acp_member_value(policy, "RestrictPreferenceCaching");
    acp_spot there = acp_spot_setting(policy, "RestrictPreferenceCaching");
    for (size_t i = 0; i < sizeof remembered / sizeof *remembered; i++) {
        const acp_node *node = acp_member_first(preferences, remembered[i].name);
        if (!node ||
            !acp_preference_forbidden(value, acp_slice_of(remembered[i].name), node->value))
            continue;
        acp_set_say(run, rule, acp_spot_value(preferences, node), &there, "the local policy",
                    "RestrictPreferenceCaching is %.*s, so that the client writes no %s; what was "
                    "written before the policy came stays until it is removed.",
                    ACP_SLICE_ARGS(value), remembered[i].name);
    }
}

void acp_preferences_hold_restricted_data(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *policy = NULL; (policy = next_policy(run->set, policy));)
        for (acp_member *member = NULL; (member = next_preferences(run->set, member));)
            check_remembered(run, rule, member, policy);
}
