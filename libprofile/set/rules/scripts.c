/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* OnConnect and OnDisconnect scripts. */
#include "set/endpoint.h"
#include "set/files.h"
#include "set/hosts.h"
#include "set/rules/checks.h"

#define SCRIPTING "ClientInitialization/EnableScripting"

static const char *const prefixes[] = {"OnConnect", "OnDisconnect"};
enum { PREFIXES = sizeof prefixes / sizeof *prefixes };

/* The event a file runs at by its name, as an index into prefixes; -1: none. */
static int event_of(const char *name)
{
    for (int i = 0; i < PREFIXES; i++)
        if (acp_starts_nocase(acp_slice_of(name), prefixes[i]))
            return i;
    return -1;
}

static acp_member *next_file(const acp_set *set, acp_member *last)
{
    return acp_set_next(set, ACP_ROLE_FILE, last);
}

/* Where the client of an endpoint looks for scripts. */
static bool is_in_script_directory(const acp_member *file)
{
    return acp_path_ends(acp_member_directory(file), "vpn/script");
}

/* Where a customization bundle has the scripts for there, among its help files. */
static bool is_in_bundle(const acp_member *file)
{
    return acp_path_ends(acp_member_directory(file), "binary");
}

static bool same_directory(const acp_member *a, const acp_member *b)
{
    return acp_slice_equal(acp_member_directory(a), acp_member_directory(b));
}

/* ---- scripts and the profile -------------------------------------------------------------------
 */

/* On a headend the name has another prefix before. */
static bool is_script(const acp_member *file)
{
    static const char stored[] = "scripts_";
    const char *name = file->base;
    if (acp_starts_nocase(acp_slice_of(name), stored))
        name += sizeof stored - 1;
    return event_of(name) >= 0;
}

static bool runs_scripts(const acp_member *profile)
{
    return acp_member_is(profile, SCRIPTING, "true");
}

void acp_script_present_scripting_off(acp_set_run *run, const acp_rule *rule)
{
    acp_member *first = acp_set_next_profile(run->set, false, NULL), *profile = first;
    for (; profile; profile = acp_set_next_profile(run->set, false, profile))
        if (runs_scripts(profile) || acp_member_is(profile, SCRIPTING "/@UserControllable", "true"))
            return;
    acp_member *file = next_file(run->set, NULL);
    while (file && !is_script(file))
        file = next_file(run->set, file);
    if (!first || !file)
        return;
    acp_spot there = acp_spot_file(file);
    acp_set_say(run, rule, acp_spot_setting(first, SCRIPTING), &there, "the script",
                "%s is deployed, but EnableScripting is neither true in a profile nor left to the "
                "user: the client never runs it.",
                file->base);
}

/* ---- scripts among themselves
 * -------------------------------------------------------------------- */

static acp_member *earlier_script(const acp_set *set, const acp_member *file)
{
    acp_member *other = next_file(set, NULL);
    while (other != file &&
           (event_of(other->base) != event_of(file->base) || !same_directory(other, file)))
        other = next_file(set, other);
    return other == file ? NULL : other;
}

void acp_script_several(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *file = NULL; (file = next_file(run->set, file));) {
        int event = event_of(file->base);
        if (event < 0 || (!is_in_script_directory(file) && !is_in_bundle(file)))
            continue;
        acp_member *other = earlier_script(run->set, file);
        if (!other)
            continue;
        acp_spot there = acp_spot_file(other);
        acp_set_say(run, rule, acp_spot_file(file), &there, "the other script",
                    "%s and %s both start with %s. The client runs the first it finds and never "
                    "the other.",
                    file->base, other->base, prefixes[event]);
    }
}

static bool mentions(const acp_document *script, const char *name)
{
    size_t length = strlen(name);
    acp_slice rest = {script->text, script->length};
    for (; rest.len >= length; rest.ptr++, rest.len--)
        if (acp_lower(*rest.ptr) == acp_lower(*name) && acp_starts_nocase(rest, name))
            return true;
    return false;
}

/* Another script there calls it, or may: a program is not looked into. */
static bool may_be_called(const acp_set *set, const acp_member *file)
{
    for (acp_member *other = NULL; (other = next_file(set, other));) {
        if (other == file || !same_directory(other, file))
            continue;
        bool program = event_of(other->base) >= 0 && !other->document->length;
        if (program || mentions(other->document, file->base))
            return true;
    }
    return false;
}

void acp_script_name_prefix(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *file = NULL; (file = next_file(run->set, file));) {
        bool bundle = is_in_bundle(file);
        if (event_of(file->base) >= 0 || (!bundle && !is_in_script_directory(file)) ||
            (bundle && acp_starts_nocase(acp_slice_of(file->base), "help_")) ||
            may_be_called(run->set, file))
            continue;
        acp_set_say(run, rule, acp_spot_file(file), NULL, NULL,
                    "The client runs files whose names start with OnConnect or OnDisconnect, and "
                    "no script beside %s mentions it: it never runs.",
                    file->base);
    }
}

/* ---- permissions
 * --------------------------------------------------------------------------------- */

/* Nothing about it says that it is for another system. */
static bool is_for_linux(const acp_member *file)
{
    static const char *const foreign[] = {".bat", ".cmd", ".vbs", ".ps1", ".exe", ".com"};
    const char *dot = strrchr(file->base, '.');
    for (size_t i = 0; dot && i < sizeof foreign / sizeof *foreign; i++)
        if (acp_slice_equal_nocase(acp_slice_of(dot), acp_slice_of(foreign[i])))
            return false;
    return !is_in_bundle(file) && !acp_path_has(acp_member_directory(file), "Cisco Secure Client");
}

void acp_script_not_executable(acp_set_run *run, const acp_rule *rule)
{
    enum { EXECUTABLE = 0111 };
    for (acp_member *file = NULL; (file = next_file(run->set, file));)
        if (event_of(file->base) >= 0 && file->mode && (file->mode & EXECUTABLE) != EXECUTABLE &&
            is_for_linux(file))
            acp_set_say(run, rule, acp_spot_file(file), NULL, NULL,
                        "The permissions of %s are %03o. On Linux user, group and others all need "
                        "execute permission, or the client cannot run it.",
                        file->base, file->mode & 0777);
}

/* ---- scripts from headends
 * ------------------------------------------------------------------------ */

#define RESTRICT "RestrictScriptWebDeploy"
#define ALLOW    ACP_UPDATES("Script")

static bool is_in_place(const acp_set *set)
{
    acp_member *file = next_file(set, NULL);
    while (file && (event_of(file->base) < 0 || !is_in_script_directory(file)))
        file = next_file(set, file);
    return file;
}

/* The first host of a profile the policy does not list; empty: all are listed. */
static acp_slice unlisted_host(acp_set_run *run, const acp_member *policy, acp_member *profile)
{
    acp_servers servers = acp_policy_servers(run, policy);
    for (acp_entry entry = {0}; acp_entry_next_in(profile, &entry);)
        if (entry.host.len && !acp_servers_cover(&servers, entry.host))
            return entry.host;
    return (acp_slice){"", 0};
}

static void check_download(acp_set_run *run, const acp_rule *rule, acp_member *policy,
                           acp_member *profile)
{
    acp_spot there = acp_spot_setting(profile, SCRIPTING);
    if (acp_member_is(policy, RESTRICT, "true")) {
        acp_set_say(run, rule, acp_spot_setting(policy, RESTRICT), &there, "scripts are wanted",
                    "%s has scripts run, and the client takes none from any headend: only those "
                    "that are on the endpoint already will.",
                    profile->name);
        return;
    }
    acp_slice host = acp_member_is(policy, ALLOW, "false") ? unlisted_host(run, policy, profile)
                                                           : (acp_slice){"", 0};
    if (host.len)
        acp_set_say(run, rule, acp_spot_setting(policy, ALLOW), &there, "scripts are wanted",
                    "%s has scripts run, and the client takes none from %.*s, which is not in the "
                    "AuthorizedServerList: only those that are on the endpoint already will.",
                    profile->name, ACP_SLICE_ARGS(acp_shown(host)));
}

void acp_script_updates_refused(acp_set_run *run, const acp_rule *rule)
{
    acp_member *policy = NULL, *profile = NULL;
    if (is_in_place(run->set))
        return;
    while ((policy = acp_set_next_document(run->set, ACP_KIND_LOCAL_POLICY, policy)))
        while ((profile = acp_set_next_profile(run->set, false, profile)))
            if (runs_scripts(profile))
                check_download(run, rule, policy, profile);
}
