/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Deferred update: custom attributes of group policies on an ASA. */
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

#define ALLOWED "DeferredUpdateAllowed"
#define MINIMUM "DeferredUpdateMinimumVersion"
#define TIMEOUT "DeferredUpdateDismissTimeout"
#define ANSWER  "DeferredUpdateDismissResponse"

static acp_slice value_of(const acp_route *at, const char *type)
{
    return acp_asa_policy_custom_text(at->asa, at->policy, type);
}

static bool may_defer(const acp_route *at)
{
    return acp_slice_is(value_of(at, ALLOWED), "true");
}

static bool has(const acp_route *at, const char *type)
{
    return acp_custom_in_force(at, type);
}

/* Names those of the three that are missing; false: none. */
static bool list_missing(const acp_route *at, char *text, size_t size)
{
    static const char *const needed[] = {MINIMUM, TIMEOUT, ANSWER};
    size_t used = 0;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!has(at, needed[i]))
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", needed[i]);
    return used;
}

void acp_deferred_incomplete(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.custom = ALLOWED},
                                         {.custom = MINIMUM},
                                         {.custom = TIMEOUT},
                                         {.custom = ANSWER},
                                         {.setting = ACP_GP_COUNT}};
    char missing[sizeof MINIMUM ", " TIMEOUT ", " ANSWER];
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        if (!acp_states_part(&at, parts) || !may_defer(&at) ||
            !list_missing(&at, missing, sizeof missing))
            continue;
        acp_asa_places places;
        acp_fault_places(&at, parts, &places);
        acp_set_say(run, rule, places.at, NULL, NULL,
                    "Group policy %.*s lets users defer updates and lacks %s. Deferred update "
                    "needs all four attributes.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)), missing);
    }
}

static bool waits_for_ever(const acp_route *at)
{
    return may_defer(at) && !has(at, TIMEOUT);
}

void acp_deferred_timeout_absent(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {
        {.custom = ALLOWED}, {.custom = TIMEOUT}, {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        waits_for_ever, parts,
        "lets users defer updates and has no " TIMEOUT
        ". The client asks and waits until the user answers; it does not take 150 seconds then."};
    acp_say_fault(run, rule, &fault);
}

static bool decides_at_once(const acp_route *at)
{
    return may_defer(at) && acp_slice_is(value_of(at, TIMEOUT), "0");
}

void acp_deferred_timeout_zero(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {
        {.custom = TIMEOUT}, {.custom = ALLOWED}, {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        decides_at_once, parts,
        "has a " TIMEOUT " of 0 seconds. The client asks nobody: the installed version, " MINIMUM
        " and " ANSWER " decide whether it updates."};
    acp_say_fault(run, rule, &fault);
}

/* A value that is neither true nor false is an error of its own. */
static bool is_inactive(const acp_route *at)
{
    bool off = !has(at, ALLOWED) || acp_slice_is(value_of(at, ALLOWED), "false");
    return off && (has(at, MINIMUM) || has(at, TIMEOUT) || has(at, ANSWER));
}

void acp_deferred_inactive(acp_set_run *run, const acp_rule *rule)
{
    static const acp_asa_part parts[] = {{.custom = ALLOWED},
                                         {.custom = MINIMUM},
                                         {.custom = TIMEOUT},
                                         {.custom = ANSWER},
                                         {.setting = ACP_GP_COUNT}};
    static const acp_asa_fault fault = {
        is_inactive, parts,
        "sets how updates are deferred, but not " ALLOWED
        " to true. The client ignores the other attributes, and no user can defer an update."};
    acp_say_fault(run, rule, &fault);
}

/* ---- minimum version against the packages ---------------------------------------------------- */

/* The package with the lowest version; NULL: no file name shows one. */
static const acp_asa_image *lowest_image(const acp_asa *asa)
{
    const acp_asa_image *lowest = NULL;
    for (const acp_asa_image *image = asa->webvpn.images; image; image = image->next)
        if (image->version.count &&
            (!lowest || acp_release_compare(image->version, lowest->version) < 0))
            lowest = image;
    return lowest;
}

static void check_minimum(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                          const acp_asa_image *image)
{
    static const acp_asa_part parts[] = {
        {.custom = MINIMUM}, {.custom = ALLOWED}, {.setting = ACP_GP_COUNT}};
    acp_slice minimum = value_of(at, MINIMUM);
    acp_release version = acp_release_parse(minimum);
    if (!acp_states_part(at, parts) || !may_defer(at) || !version.count ||
        acp_release_compare(version, image->version) < 0)
        return;
    acp_asa_places places;
    acp_fault_places(at, parts, &places);
    acp_spot package = acp_spot_cli(at->member, image->file);
    acp_set_say(run, rule, places.at, &package, "the package",
                "Group policy %.*s lets clients defer updates from version %.*s on. Every client "
                "that needs the package %.*s is older and must update.",
                ACP_SLICE_ARGS(acp_shown(at->policy->name.text)),
                ACP_SLICE_ARGS(acp_shown(minimum)), ACP_SLICE_ARGS(acp_shown(image->file.text)));
}

void acp_deferred_minimum_not_below_package(acp_set_run *run, const acp_rule *rule)
{
    const acp_member *member = NULL;
    const acp_asa_image *image = NULL;
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        if (at.member != member)
            image = lowest_image(at.asa);
        member = at.member;
        if (image)
            check_minimum(run, rule, &at, image);
    }
}
