/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles of endpoints against those ASAs give their clients. */
#include "set/endpoint.h"
#include "set/rules/asa_pairs.h"
#include "set/rules/checks.h"

static const acp_asa_profile *file_of(const acp_asa *asa, const acp_asa_attached *attached)
{
    return acp_asa_find_profile(asa, attached->name.text);
}

/* ---- one name on all ASAs ---------------------------------------------------------------------
 */

/* The profiles that an ASA gives users, by the names of their files. */
typedef struct {
    acp_member *member;
    acp_names files;
    const acp_asa_profile *first; /* NULL: none */
} offer;

static offer read_offer(acp_set_run *run, acp_member *member)
{
    offer made = {.member = member};
    for (const acp_asa_policy *policy = member->asa->policies; policy; policy = policy->next) {
        const acp_asa_attached *line = policy->profiles;
        for (; line; line = acp_asa_next_attached(line)) {
            const acp_asa_profile *file = file_of(member->asa, line);
            if (!file || !acp_asa_attached_is(line, "user"))
                continue;
            acp_names_enter(&made.files, run->arena, file->file_name, (void *)file);
            if (!made.first)
                made.first = file;
        }
    }
    return made;
}

/* The first user profile of the set with trusted network detection that only one of two ASAs gives
 * to users; *both: one that both do. */
static acp_member *find_lone(const acp_set *set, const offer *a, const offer *b, acp_member **both)
{
    *both = NULL;
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(set, false, profile));) {
        acp_slice name = acp_slice_of(profile->base);
        bool here = acp_names_find(&a->files, name), there = acp_names_find(&b->files, name);
        if ((!here && !there) || !acp_member_is(profile, ACP_TND, "true"))
            continue;
        if (here != there)
            return profile;
        *both = profile;
    }
    return NULL;
}

static acp_side offer_side(const offer *made, const acp_member *profile)
{
    const acp_asa_profile *file = acp_names_find(&made->files, acp_slice_of(profile->base));
    if (!file)
        file = made->first;
    return (acp_side){acp_spot_cli(made->member, file->file), file->file_name};
}

static void compare_offers(acp_set_run *run, const acp_rule *rule, const offer *here,
                           const offer *there)
{
    acp_member *both, *lone = find_lone(run->set, here, there, &both);
    const acp_member *profile = lone ? lone : both;
    if (!profile)
        return;
    acp_set_agree(run, rule, "name of the profile with network detection",
                  offer_side(here, profile), offer_side(there, profile), !lone,
                  "%s has trusted network detection, but not every ASA gives users a profile of "
                  "that name. A client that got both goes back to the headend it connected to "
                  "last after a restart.",
                  profile->base);
}

void acp_tnd_profile_names_differ(acp_set_run *run, const acp_rule *rule)
{
    offer first = {0};
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        offer made = read_offer(run, member);
        if (!made.first)
            continue;
        if (first.first)
            compare_offers(run, rule, &made, &first);
        else
            first = made;
    }
}

/* ---- the same file on both sides ---------------------------------------------------------------
 */

static bool same_text(const acp_member *a, const acp_member *b)
{
    return acp_slice_equal((acp_slice){a->document->text, a->document->length},
                           (acp_slice){b->document->text, b->document->length});
}

/* The next copy of a profile for users that an ASA attaches. */
static acp_member *next_copy(const acp_set *set, const acp_asa_profile *file, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_asa_next_profile_given(set, file, member);
    while (member && member->kind != ACP_KIND_VPN);
    return member;
}

/* An entry of the profile leads to the ASA by a host the policy does not list; without any list no
 * host is. */
static bool is_unlisted(acp_set_run *run, acp_member *policy, acp_member *profile,
                        const acp_asa *asa)
{
    acp_servers servers = acp_policy_servers(run, policy);
    if (!servers.count)
        return true;
    for (acp_connection c = {0}; acp_next_connection_in(run->set, profile, &c);)
        if (c.route.asa == asa && !acp_servers_cover(&servers, c.entry.host))
            return true;
    return false;
}

/* Why an endpoint does not take the ASA's copy; NULL: it does. */
static const char *refusal(acp_set_run *run, acp_member *policy, acp_member *profile,
                           const acp_asa *asa)
{
    if (acp_member_is(policy, "BypassDownloader", "true"))
        return "has BypassDownloader true";
    return acp_member_is(policy, ACP_UPDATES("VPNProfile"), "false") &&
                   is_unlisted(run, policy, profile, asa)
               ? "lets only listed headends update VPN profiles, and this ASA is not listed"
               : NULL;
}

static void compare_copies(acp_set_run *run, const acp_rule *rule, const acp_asa *asa,
                           acp_member *first, acp_member *copy)
{
    acp_member *policy = NULL;
    const char *reason = NULL;
    while (!reason && (policy = acp_set_next_document(run->set, ACP_KIND_LOCAL_POLICY, policy)))
        reason = refusal(run, policy, first, asa);
    if (!reason)
        return;
    acp_side here = {acp_spot_name(copy, copy->document->root), acp_slice_of(copy->name)};
    acp_side there = {acp_spot_name(first, first->document->root), acp_slice_of(first->name)};
    acp_set_agree(run, rule, "profile of headend and endpoint", here, there, same_text(first, copy),
                  "The headend's profile and the endpoint's of the same name are not the same, "
                  "and %s %s. A client that finds another profile on the headend than its own "
                  "ends the connection.",
                  policy->name, reason);
}

void acp_headend_profile_differs(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        offer made = read_offer(run, member);
        const acp_asa_profile *file = member->asa->webvpn.profiles;
        for (; file; file = file->next) {
            acp_member *first = acp_names_find(&made.files, file->file_name)
                                    ? next_copy(run->set, file, NULL)
                                    : NULL;
            for (acp_member *copy = first; copy && (copy = next_copy(run->set, file, copy));)
                if (acp_mark(run, &told, copy))
                    compare_copies(run, rule, member->asa, first, copy);
        }
    }
}

/* ---- no profile on the ASA ----------------------------------------------------------------------
 */

static const char alternative[] = "UseLocalProfileAsAlternative";

/* Group policies once. The built-in DfltGrpPolicy stands for its ASA. */
static bool is_new(acp_set_run *run, acp_names *told, const acp_route *route)
{
    return acp_mark(run, told, route->policy ? (const void *)route->policy : route->asa);
}

/* A line of some group policy that gives users a profile, or lets them do without. */
static bool serves_users(const acp_asa *asa)
{
    for (const acp_asa_policy *policy = asa->policies; policy; policy = policy->next)
        if (acp_asa_policy_profile(asa, policy, "user") ||
            acp_asa_policy_custom(asa, policy, alternative))
            return true;
    return false;
}

/* policy: the local one; line: NULL, no profile. */
static void judge_bypass(acp_set_run *run, const acp_rule *rule, acp_member *policy,
                         const acp_route *at, const acp_asa_attached *line)
{
    acp_side here = {at->tunnel || at->policy ? acp_route_spot(at, (acp_asa_value){0})
                                              : acp_spot_file(at->member),
                     {"", 0}};
    acp_side there = {acp_spot_setting(policy, "BypassDownloader"), ACP_SLICE("true")};
    const char *who = "no group policy of the ASA attaches a profile";
    if (at->tunnel)
        who = acp_arena_printf(run->arena, "group policy %.*s attaches no profile",
                               ACP_SLICE_ARGS(acp_shown(acp_route_policy_name(at))));
    if (line)
        here = (acp_side){acp_spot_cli(at->member, line->name), line->name.text};
    acp_set_agree(run, rule, "profile of clients that download nothing", here, there, line != NULL,
                  "%s has BypassDownloader true, and %s of type user. Clients connect, but with "
                  "built-in settings instead of those of their profile.",
                  policy->name, who ? who : "");
}

/* Where the tunnel group is not determined, it is a fault only if no group policy will do. */
static void check_bypass(acp_set_run *run, const acp_rule *rule, acp_member *policy)
{
    acp_names told = {0};
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);) {
        for (acp_route at = {0}; acp_entry_next_asa(run->set, &entry, &at);) {
            if (!at.tunnel && acp_mark(run, &told, at.member) && !serves_users(at.asa))
                judge_bypass(run, rule, policy, &at, NULL);
            if (acp_route_is_known(&at) && !acp_asa_policy_custom(at.asa, at.policy, alternative) &&
                is_new(run, &told, &at))
                judge_bypass(run, rule, policy, &at,
                             acp_asa_policy_profile(at.asa, at.policy, "user"));
        }
    }
}

void acp_bypass_downloader_no_local_profile(acp_set_run *run, const acp_rule *rule)
{
    acp_member *policy = NULL;
    while ((policy = acp_set_next_document(run->set, ACP_KIND_LOCAL_POLICY, policy)))
        if (acp_member_is(policy, "BypassDownloader", "true"))
            check_bypass(run, rule, policy);
}

/* What the group policies that a profile leads to do with it. */
typedef struct {
    acp_set_run *run;
    const acp_member *profile;
    acp_names seen;                /* group policies, ASAs */
    acp_route first;               /* asa NULL: it leads to none */
    acp_member *holder;            /* of found */
    const acp_asa_attached *found; /* that gives it to clients */
    bool open;                     /* a local profile will do, or it cannot be told */
} reach;

static void look_at_policy(reach *r, const acp_route *route)
{
    if (!is_new(r->run, &r->seen, route))
        return;
    if (!r->first.asa)
        r->first = *route;
    r->open = r->open || acp_asa_policy_custom(route->asa, route->policy, alternative);
    const acp_asa_attached *line = acp_asa_policy_profiles(route->asa, route->policy);
    if (line && !acp_mark(r->run, &r->seen, line))
        return;
    for (; line; line = acp_asa_next_attached(line)) {
        const acp_asa_profile *file = file_of(route->asa, line);
        r->open = r->open || !file;
        if (!r->found && file && acp_asa_attached_is(line, "user") &&
            acp_slice_is(file->file_name, r->profile->base)) {
            r->found = line;
            r->holder = route->member;
        }
    }
}

/* Where the tunnel group is not determined every group policy of the ASA can be. */
static void look_at_route(reach *r, const acp_route *route)
{
    if (route->tunnel && !acp_route_is_known(route)) {
        r->open = true;
    } else if (route->tunnel) {
        look_at_policy(r, route);
    } else if (acp_mark(r->run, &r->seen, route->member)) {
        acp_route at = *route;
        for (at.policy = at.asa->policies; at.policy; at.policy = at.policy->next)
            look_at_policy(r, &at);
    }
}

static void check_reach(acp_set_run *run, const acp_rule *rule, acp_member *profile)
{
    reach r = {.run = run, .profile = profile};
    for (acp_connection c = {0}; acp_next_connection_in(run->set, profile, &c);)
        look_at_route(&r, &c.route);
    if (!r.first.asa || (r.open && !r.found))
        return;
    acp_side here = {acp_spot_name(profile, profile->document->root), acp_slice_of(profile->base)};
    acp_side there = {acp_route_spot(&r.first, (acp_asa_value){0}), {"", 0}};
    if (r.found)
        there = (acp_side){acp_spot_cli(r.holder, r.found->name), here.value};
    acp_set_agree(run, rule, "profile on the headend", here, there, r.found != NULL,
                  "No group policy that this profile leads to gives clients a file %s. The client "
                  "compares its profile with the headend's; without one there it behaves "
                  "differently from one connection to the next, or is turned away.",
                  profile->base);
}

void acp_profile_not_on_headend(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *profile = NULL; (profile = acp_set_next_profile(run->set, false, profile));)
        check_reach(run, rule, profile);
}
