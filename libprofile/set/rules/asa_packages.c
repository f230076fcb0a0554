/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Client packages, modules and their profiles on an ASA, and what modules need. */
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

/* ---- packages -------------------------------------------------------------------------------- */

static bool contains(acp_slice text, acp_slice part)
{
    return acp_slice_find(text, part) != NULL;
}

/* Old packages for 32-bit Linux stand beside those for 64 bits: -linux- and -linux-64-. */
static bool is_64_bit_linux(const acp_asa_image *image)
{
    return contains(image->file.text, ACP_SLICE("linux64")) ||
           contains(image->file.text, ACP_SLICE("linux-64"));
}

/* The system a package is for, as a small number; 0: its name does not tell. */
static unsigned system_of(const acp_asa_image *image)
{
    if (image->os == ACP_ASA_OS_UNKNOWN)
        return 0;
    return (unsigned)image->os << 2 | (unsigned)image->arm64 << 1 |
           (image->os == ACP_ASA_OS_LINUX && is_64_bit_linux(image));
}

enum { SYSTEMS = (ACP_ASA_OS_LINUX + 1) << 2 };

static void check_images(acp_set_run *run, const acp_rule *rule, acp_member *member)
{
    const acp_asa_image *first[SYSTEMS] = {NULL};
    for (const acp_asa_image *image = member->asa->webvpn.images; image; image = image->next) {
        unsigned system = system_of(image);
        if (!system)
            continue;
        if (!first[system]) {
            first[system] = image;
            continue;
        }
        acp_spot there = acp_spot_cli(member, first[system]->file);
        acp_set_say(run, rule, acp_spot_cli(member, image->file), &there, "the first one",
                    "%.*s is for the same operating system as %.*s. An ASA may have one package "
                    "for each.",
                    ACP_SLICE_ARGS(acp_shown(image->file.text)),
                    ACP_SLICE_ARGS(acp_shown(first[system]->file.text)));
    }
}

void acp_asa_image_several(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        check_images(run, rule, member);
}

void acp_asa_profile_without_image(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_webvpn *webvpn = &member->asa->webvpn;
        if (webvpn->profiles && !webvpn->images)
            acp_set_say(run, rule, acp_spot_cli(member, webvpn->profiles->name), NULL, NULL,
                        "webvpn defines client profiles such as %.*s and has no anyconnect image. "
                        "Without a package the ASA gives clients no profile.",
                        ACP_SLICE_ARGS(acp_shown(webvpn->profiles->name.text)));
    }
}

/* ---- modules and their profiles -------------------------------------------------------------- */

/* Modules that do nothing without a profile; the type of the profile has the same name. */
static const char *const profiled_modules[] = {"nam", "iseposture", "ampenabler", "nvm",
                                               "umbrella"};
enum { PROFILED_MODULES = sizeof profiled_modules / sizeof *profiled_modules };

static bool has_module(const acp_route *at, const char *name)
{
    return acp_asa_policy_item(at->asa, at->policy, ACP_GP_MODULES, name);
}

static const acp_asa_attached *profile_of(const acp_route *at, const char *module)
{
    return acp_asa_policy_profile(at->asa, at->policy, module);
}

static void check_module(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                         const char *module)
{
    const acp_asa_part parts[] = {{.setting = ACP_GP_MODULES, .item = module},
                                  {.profiles = module},
                                  {.setting = ACP_GP_COUNT}};
    if (!acp_states_part(at, parts) || !has_module(at, module) || profile_of(at, module))
        return;
    acp_asa_places places;
    acp_fault_places(at, parts, &places);
    acp_set_say(run, rule, places.at, places.other, ACP_ASA_OTHER,
                "Group policy %.*s deploys the module %s without a profile of type %s. The module "
                "does nothing unless clients have its profile already.",
                ACP_SLICE_ARGS(acp_shown(at->policy->name.text)), module, module);
}

void acp_asa_module_without_profile(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);)
        for (size_t i = 0; i < PROFILED_MODULES; i++)
            check_module(run, rule, &at, profiled_modules[i]);
}

static void check_profile(acp_set_run *run, const acp_rule *rule, const acp_route *at,
                          const char *module)
{
    const acp_asa_part parts[] = {
        {.profiles = module}, {.setting = ACP_GP_MODULES}, {.setting = ACP_GP_COUNT}};
    const acp_asa_attached *profile = profile_of(at, module);
    if (!profile || !acp_states_part(at, parts) || has_module(at, module))
        return;
    acp_asa_places places;
    acp_fault_places(at, parts, &places);
    acp_set_say(run, rule, places.at, places.other, ACP_ASA_OTHER,
                "Group policy %.*s gives clients the profile %.*s, but not the module %s that "
                "reads it. It is of use to clients that have the module already.",
                ACP_SLICE_ARGS(acp_shown(at->policy->name.text)),
                ACP_SLICE_ARGS(acp_shown(profile->name.text)), module);
}

void acp_asa_profile_without_module(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);)
        for (size_t i = 0; i < PROFILED_MODULES; i++)
            check_profile(run, rule, &at, profiled_modules[i]);
}
