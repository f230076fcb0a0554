/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Installers of one deployment against each other and against what is to be installed. */
#include "set/files.h"
#include "set/rules/checks.h"

#define MOBILE (ACP_IOS | ACP_ANDROID | ACP_CHROMEOS | ACP_UWP)

/* ---- versions ----------------------------------------------------------------------------------
 */

static bool is_core(const acp_package *package)
{
    return acp_package_is(package, "core-vpn") || acp_package_is(package, "core");
}

/* Modules that count their versions themselves. */
static bool has_own_versions(const acp_package *package)
{
    return acp_package_is(package, "isecompliance") || acp_package_is(package, "thousandeyes");
}

static bool is_module(const acp_package *package)
{
    return package->module.len && package->delivery != ACP_STANDALONE && !is_core(package) &&
           !has_own_versions(package);
}

/* The core client a module would be installed beside; *fits: there is one of its version. */
static bool find_core(const acp_set *set, const acp_package *module, acp_package *found, bool *fits)
{
    *found = (acp_package){0};
    *fits = false;
    for (acp_package core = {0}; acp_package_next(set, &core);) {
        if (!is_core(&core) || !acp_package_same_os(&core, module))
            continue;
        *found = core;
        *fits = acp_version_order(&core.version, &module->version) == 0;
        if (*fits)
            break;
    }
    return found->member;
}

void acp_package_version_mismatch(acp_set_run *run, const acp_rule *rule)
{
    acp_package core;
    bool fits;
    for (acp_package module = {0}; acp_package_next(run->set, &module);) {
        if (!is_module(&module) || !find_core(run->set, &module, &core, &fits))
            continue;
        acp_side here = {acp_spot_file(module.member), module.version_text};
        acp_side there = {acp_spot_file(core.member), core.version_text};
        acp_set_agree(run, rule, "package version", here, there, fits,
                      "The module %.*s is version %.*s, the core client %.*s. The module's "
                      "installer checks that first, and does not install it.",
                      ACP_SLICE_ARGS(module.module), ACP_SLICE_ARGS(module.version_text),
                      ACP_SLICE_ARGS(core.version_text));
    }
}

/* ---- stand-alone Network Visibility Module
 * ------------------------------------------------------- */

static bool is_standalone_nvm(const acp_package *package)
{
    return package->delivery == ACP_STANDALONE && acp_package_is(package, "nvm");
}

static bool is_nvm_module(const acp_package *package)
{
    return package->delivery != ACP_STANDALONE && acp_package_is(package, "nvm");
}

/* The module may follow a stand-alone package it is not older than: it takes its place. */
static void check_beside(acp_set_run *run, const acp_rule *rule, const acp_package *standalone)
{
    bool later = false;
    acp_spot there = acp_spot_file(standalone->member);
    for (acp_package other = {0}; acp_package_next(run->set, &other);) {
        bool older = acp_version_order(&other.version, &standalone->version) < 0;
        if (other.member == standalone->member)
            later = true;
        if (!older || !acp_package_same_os(&other, standalone))
            continue;
        if (is_nvm_module(&other))
            acp_set_say(run, rule, acp_spot_file(other.member), &there, "the stand-alone package",
                        "This module is version %.*s, the stand-alone package %.*s. Where that is "
                        "installed, this installation fails and removes the stand-alone module.",
                        ACP_SLICE_ARGS(other.version_text),
                        ACP_SLICE_ARGS(standalone->version_text));
        else if (later && is_standalone_nvm(&other))
            acp_set_say(run, rule, acp_spot_file(other.member), &there, "the newer package",
                        "This stand-alone package is version %.*s and comes after %.*s; going back "
                        "to an older one fails.",
                        ACP_SLICE_ARGS(other.version_text),
                        ACP_SLICE_ARGS(standalone->version_text));
    }
}

void acp_nvm_standalone_beside_module(acp_set_run *run, const acp_rule *rule)
{
    for (acp_package package = {0}; acp_package_next(run->set, &package);)
        if (is_standalone_nvm(&package))
            check_beside(run, rule, &package);
}

void acp_nvm_standalone_with_vpn_package(acp_set_run *run, const acp_rule *rule)
{
    for (acp_package package = {0}; acp_package_next(run->set, &package);) {
        acp_package core = {0};
        if (!is_standalone_nvm(&package))
            continue;
        while (acp_package_next(run->set, &core) &&
               (!acp_package_has_core(&core) || !acp_package_same_os(&core, &package)))
            continue;
        if (!core.member)
            continue;
        acp_spot there = acp_spot_file(core.member);
        acp_set_say(run, rule, acp_spot_file(package.member), &there, "the VPN package",
                    "%s brings the VPN, and this package the Network Visibility Module on its own. "
                    "Endpoints that need both should get both from one Secure Client package.",
                    core.member->base);
    }
}

static bool has_nvm_profile(const acp_set *set)
{
    if (acp_set_next_document(set, ACP_KIND_NVM, NULL))
        return true;
    acp_member *file = NULL;
    while ((file = acp_set_next(set, ACP_ROLE_FILE, file)))
        if (acp_slice_equal_nocase(acp_slice_of(file->base), ACP_SLICE("NVM_ServiceProfile.wso")))
            return true;
    return false;
}

void acp_nvm_standalone_without_profile(acp_set_run *run, const acp_rule *rule)
{
    acp_package package = {0};
    while (acp_package_next(run->set, &package) && !is_standalone_nvm(&package))
        continue;
    if (!package.member || !acp_set_is_complete(run->set) || has_nvm_profile(run->set))
        return;
    acp_set_say(run, rule, acp_spot_file(package.member), NULL, NULL, NULL);
}

/* ---- ThousandEyes
 * -------------------------------------------------------------------------------- */

static const acp_package_version oldest_agent = {{1, 168, 2}};

static bool is_installer_of(const acp_member *file, const char *word)
{
    acp_slice name = acp_slice_of(file->base);
    for (; name.len; name.ptr++, name.len--)
        if (acp_starts_nocase(name, word))
            return acp_is_installer_name(file->base);
    return false;
}

/* It, or a package of the client beside it. */
static acp_member *find_arm(const acp_set *set, acp_member *agent)
{
    acp_package package = {0};
    if (is_installer_of(agent, "arm64"))
        return agent;
    while (acp_package_next(set, &package) && !is_installer_of(package.member, "arm64"))
        continue;
    return package.member;
}

static void check_agent(acp_set_run *run, const acp_rule *rule, acp_member *agent)
{
    acp_package_version version;
    acp_slice text;
    acp_spot at = acp_spot_file(agent);
    acp_member *arm = find_arm(run->set, agent);
    if (acp_set_targets(run, ACP_LINUX | MOBILE))
        acp_set_say(run, rule, at, NULL, NULL,
                    "The Endpoint Agent exists for Windows and macOS only, and the target "
                    "platforms include others.");
    if (arm) {
        acp_spot there = acp_spot_file(arm);
        acp_set_say(run, rule, at, arm == agent ? NULL : &there, "for ARM64",
                    "The Endpoint Agent does not support ARM64, which %s is for.", arm->base);
    }
    if (acp_version_in_name(agent->base, &version, &text) &&
        acp_version_order(&version, &oldest_agent) < 0)
        acp_set_say(run, rule, at, NULL, NULL,
                    "This is version %.*s of the Endpoint Agent; the client works with 1.168.2 or "
                    "later.",
                    ACP_SLICE_ARGS(text));
}

void acp_thousandeyes_unsupported_target(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *file = NULL; (file = acp_set_next(run->set, ACP_ROLE_FILE, file));)
        if (is_installer_of(file, "thousandeyes"))
            check_agent(run, rule, file);
}

/* ---- mobile platforms
 * ------------------------------------------------------------------------------ */

static bool is_service_profile(acp_kind kind)
{
    return kind == ACP_KIND_NVM || kind == ACP_KIND_ISE_POSTURE || kind == ACP_KIND_NAM ||
           kind == ACP_KIND_AMP || kind == ACP_KIND_FEEDBACK || kind == ACP_KIND_UMBRELLA;
}

/* The mobile platforms a kind's module does not exist on. */
static unsigned without_module(acp_kind kind)
{
    return kind == ACP_KIND_NVM || kind == ACP_KIND_UMBRELLA ? MOBILE & ~(unsigned)ACP_ANDROID
                                                             : MOBILE;
}

static void list_platforms(unsigned platforms, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (unsigned i = 0; acp_platform_name(i) && used < size; i++)
        if (platforms >> i & 1)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
                                     acp_platform_name(i));
}

void acp_mobile_module_unsupported(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_set_next(run->set, ACP_ROLE_DOCUMENT, member));) {
        char platforms[64];
        unsigned missing = member->run.platforms & without_module(member->kind);
        if (!is_service_profile(member->kind) || !missing)
            continue;
        list_platforms(missing, platforms, sizeof platforms);
        acp_set_say(run, rule, acp_spot_name(member, member->document->root), NULL, NULL,
                    "Clients for %s have no module that reads this kind of file (%s): there it "
                    "does nothing.",
                    platforms, acp_kind_get(member->kind)->label);
    }
}
