/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* User profiles of one endpoint against each other. */
#include <stdlib.h>

#include "check/rules/vpn.h"
#include "set/endpoint.h"
#include "set/hosts.h"
#include "set/rules/checks.h"
#include "set/rules/tnd.h"

#define SERVICE_DISABLE "ClientInitialization/ServiceDisable"

/* ---- profiles that stand alone --------------------------------------------------------------- */

static acp_member *other_profile(const acp_set *set, const acp_member *profile)
{
    acp_member *first = acp_set_next_profile(set, false, NULL);
    return first == profile ? acp_set_next_profile(set, false, first) : first;
}

static bool disables_vpn(const acp_member *profile)
{
    return acp_member_is(profile, SERVICE_DISABLE, "true") ||
           acp_slice_equal_nocase(acp_slice_of(profile->base),
                                  ACP_SLICE("VPNDisable_ServiceProfile.xml"));
}

void acp_service_disable_not_alone(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = NULL;
    do
        profile = acp_set_next_profile(run->set, false, profile);
    while (profile && !disables_vpn(profile));
    acp_member *other = profile ? other_profile(run->set, profile) : NULL;
    if (!other)
        return;
    acp_spot there = acp_spot_name(other, other->document->root);
    acp_set_say(run, rule, acp_spot_setting(profile, SERVICE_DISABLE), &there, "another profile",
                "This profile switches the VPN off on the endpoint and has to be its only VPN "
                "profile, but %s is there, too. The installer deletes all others before it puts "
                "this one in place.",
                other->name);
}

void acp_always_on_with_other_profiles(acp_set_run *run, const acp_rule *rule)
{
    acp_member *profile = acp_set_next_always_on(run->set, NULL);
    acp_member *other = profile ? other_profile(run->set, profile) : NULL;
    if (!other)
        return;
    acp_spot there = acp_spot_name(other, other->document->root);
    acp_set_say(run, rule, acp_spot_setting(profile, ACP_ALWAYS_ON), &there, "deleted",
                "When it gets this profile the client deletes %s and every other VPN profile: "
                "users can no longer reach the servers that stand only there.",
                other->name);
}

static bool same_text(const acp_member *a, const acp_member *b)
{
    return acp_slice_equal((acp_slice){a->document->text, a->document->length},
                           (acp_slice){b->document->text, b->document->length});
}

/* Somebody said so, or it holds what only mobile clients heed. */
static bool is_for_mobile(const acp_member *profile)
{
    const unsigned mobile = ACP_IOS | ACP_ANDROID | ACP_CHROMEOS | ACP_UWP;
    return profile->run.platforms
               ? (profile->run.platforms & mobile) != 0
               : acp_member_first(profile, "ServerList/HostEntry/MobileHostEntryInfo") != NULL;
}

void acp_mobile_one_profile_kept(acp_set_run *run, const acp_rule *rule)
{
    acp_member *first = NULL, *profile = NULL;
    while ((profile = acp_set_next_profile(run->set, false, profile))) {
        if (!is_for_mobile(profile))
            continue;
        if (!first) {
            first = profile;
        } else if (!same_text(first, profile)) {
            acp_spot there = acp_spot_name(first, first->document->root);
            acp_set_say(run, rule, acp_spot_name(profile, profile->document->root), &there,
                        "the other profile",
                        "A mobile client has one profile at a time: connecting to a gateway that "
                        "pushes this one removes the entries of %s, and the reverse.",
                        first->name);
            return;
        }
    }
}

/* ---- profiles that lead to the same host ----------------------------------------------------- */

typedef struct {
    const acp_entry *first, *later; /* of different profiles */
} shared;

static bool same_host(const acp_entry *a, const acp_entry *b)
{
    return acp_slice_equal_nocase(a->host, b->host);
}

static int by_profiles(const void *left, const void *right)
{
    const acp_entry *a = ((const shared *)left)->later, *b = ((const shared *)right)->later;
    const acp_entry *x = ((const shared *)left)->first, *y = ((const shared *)right)->first;
    if (a->profile != b->profile)
        return a->profile < b->profile ? -1 : 1;
    if (x->profile != y->profile)
        return x->profile < y->profile ? -1 : 1;
    uint32_t here = a->node->whole.start, there = b->node->whole.start;
    return (here > there) - (here < there);
}

/* Every entry that leads where one of an earlier profile does, with the first that does; those of
 * the same two profiles side by side. */
static shared *find_shared(acp_set_run *run, bool same(const acp_entry *, const acp_entry *),
                           size_t *count)
{
    size_t total;
    const acp_entry *all = acp_entries_by_host(run, &total), *first = all;
    shared *found = all ? acp_arena_alloc(run->arena, total * sizeof *found) : NULL;
    *count = 0;
    if (!found)
        return NULL;
    for (const acp_entry *entry = all; entry < all + total; entry++) {
        if (!same(first, entry))
            first = entry;
        else if (entry->profile != first->profile)
            found[(*count)++] =
                entry->profile > first->profile ? (shared){first, entry} : (shared){entry, first};
    }
    qsort(found, *count, sizeof *found, by_profiles);
    return found;
}

/* The pair before is of the same two profiles. */
static bool is_repeated(const shared *pairs, size_t i)
{
    return i > 0 && pairs[i].first->profile == pairs[i - 1].first->profile &&
           pairs[i].later->profile == pairs[i - 1].later->profile;
}

void acp_same_host_in_two_profiles(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const shared *pairs = find_shared(run, acp_entry_same_gateway, &count);
    for (size_t i = 0; i < count; i++) {
        acp_spot there = acp_entry_spot(pairs[i].first);
        acp_set_say(run, rule, acp_entry_spot(pairs[i].later), &there, "also here",
                    "%.*s is in %s, too. The client merges the two profiles for this server and "
                    "takes the stricter of each pair of settings.",
                    ACP_SLICE_ARGS(acp_shown(pairs[i].later->host)), pairs[i].first->member->name);
    }
}

void acp_tnd_differs_between_profiles(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const shared *pairs = find_shared(run, same_host, &count);
    for (size_t i = 0; i < count; i++) {
        char detail[256];
        if (is_repeated(pairs, i))
            continue;
        snprintf(detail, sizeof detail,
                 "Both profiles lead to %.*s. The client may then connect or disconnect where one "
                 "of them says it should not.",
                 ACP_SLICE_ARGS(acp_shown(pairs[i].later->host)));
        acp_clip_text(detail);
        acp_tnd_agree(run, rule, pairs[i].later->member, pairs[i].first->member, detail);
    }
}

/* ---- global pins -------------------------------------------------------------------------------
 */

#define PINNING "ClientInitialization/CertificatePinning"
#define PINS    PINNING "/CertificatePinList"

/* The global pins in force, each once. */
typedef struct {
    const acp_node **items;
    size_t count;
} pin_list;

static int by_pin(const void *left, const void *right)
{
    return acp_pin_order(*(const acp_node *const *)left, *(const acp_node *const *)right);
}

static pin_list read_pins(acp_set_run *run, const acp_member *profile)
{
    const acp_node *first = acp_member_first(profile, PINS "/Pin");
    pin_list pins = {0};
    size_t all = 0, used = 0;
    if (!acp_member_is(profile, PINNING, "true"))
        return pins;
    for (const acp_node *node = first; node; node = node->same)
        all++;
    pins.items = all ? acp_arena_alloc(run->arena, all * sizeof *pins.items) : NULL;
    for (const acp_node *node = first; node && pins.items; node = node->same)
        pins.items[pins.count++] = node;
    if (pins.count)
        qsort(pins.items, pins.count, sizeof *pins.items, by_pin);
    for (size_t i = 0; i < pins.count; i++)
        if (i == 0 || acp_pin_order(pins.items[i], pins.items[used - 1]) != 0)
            pins.items[used++] = pins.items[i];
    pins.count = used;
    return pins;
}

static bool same_pins(const pin_list *a, const pin_list *b)
{
    size_t i = 0;
    while (i < a->count && i < b->count && acp_pin_order(a->items[i], b->items[i]) == 0)
        i++;
    return i == a->count && i == b->count;
}

/* How many, and how they start: a pin is too long to be read. */
static acp_slice show_pins(acp_set_run *run, const pin_list *pins)
{
    enum { SHOWN = 3, START = 8 };
    char text[128];
    size_t used = (size_t)snprintf(text, sizeof text, "%zu", pins->count);
    for (size_t i = 0; i < pins->count && i < SHOWN; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%.*s...", i ? ", " : ": ",
                                 START, pins->items[i]->value.ptr ? pins->items[i]->value.ptr : "");
    const char *copy = acp_arena_copy(run->arena, text, used);
    return (acp_slice){copy, copy ? used : 0};
}

void acp_pins_differ_between_profiles(acp_set_run *run, const acp_rule *rule)
{
    size_t count;
    const shared *pairs = find_shared(run, acp_entry_same_gateway, &count);
    for (size_t i = 0; i < count; i++) {
        acp_member *left = pairs[i].later->member, *right = pairs[i].first->member;
        if (is_repeated(pairs, i) ||
            (!acp_member_is(left, PINNING, "true") && !acp_member_is(right, PINNING, "true")))
            continue;
        pin_list a = read_pins(run, left), b = read_pins(run, right);
        acp_side here = {acp_spot_setting(left, PINS), show_pins(run, &a)};
        acp_side there = {acp_spot_setting(right, PINS), show_pins(run, &b)};
        acp_set_agree(
            run, rule, "global pins", here, there, same_pins(&a, &b),
            "The global pins in force here are not those of %s, which leads to %.*s, too. "
            "The client does not merge them, so that what it accepts from this gateway "
            "depends on the profile.",
            right->name, ACP_SLICE_ARGS(acp_shown(pairs[i].later->host)));
    }
}
