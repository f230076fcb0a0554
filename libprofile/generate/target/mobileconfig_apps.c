/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Per-app VPN: which entries, and which apps. On iOS the MDM binds apps to a tunnel by its UUID;
 * on macOS a payload does. */
#include "generate/target/mobileconfig.h"

/* A HostName may hold commas itself: it may be the whole. */
bool acp_mobileconfig_is_per_app(const acp_job *job, acp_slice host_name)
{
    acp_slice rest = acp_slice_of(acp_job_value(job, "per-app")), item;
    if (!rest.len || !host_name.len)
        return false;
    bool found = acp_slice_equal(rest, host_name);
    while (!found && acp_slice_next_item(&rest, &item))
        found = acp_slice_equal(item, host_name);
    return found;
}

/* How many entries are per-app. */
static size_t count_entries(const acp_job *job)
{
    size_t count = 0;
    const acp_job_input *input = NULL;
    while ((input = acp_job_next(job, ACP_KIND_VPN, input)))
        for (const acp_node *node = acp_member_first(input->member, "ServerList/HostEntry"); node;
             node = node->same)
            count += acp_mobileconfig_is_per_app(
                job, acp_member_value_below(input->member, node, "HostName"));
    return count;
}

/* The requirement of an app's signature; empty: the file has none. */
static acp_slice requirement_of(const acp_job *job, acp_slice app)
{
    acp_slice rest = acp_job_content(job, "app-requirements");
    while (rest.len) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t length = end ? (size_t)(end - rest.ptr) : rest.len;
        acp_slice line = acp_slice_trim((acp_slice){rest.ptr, length});
        rest.ptr += length + (end != NULL);
        rest.len -= length + (end != NULL);
        size_t name = 0;
        while (name < line.len && !acp_is_space(line.ptr[name]))
            name++;
        if (acp_slice_equal((acp_slice){line.ptr, name}, app))
            return acp_slice_trim((acp_slice){line.ptr + name, line.len - name});
    }
    return (acp_slice){0};
}

static void check_requirements(acp_job *job)
{
    acp_slice rest = acp_slice_of(acp_job_value(job, "apps")), item;
    while (acp_slice_next_item(&rest, &item))
        if (!requirement_of(job, item).len)
            acp_output_refuse(job->out,
                              "macOS needs the designated requirement of %.*s: a line '%.*s "
                              "REQUIREMENT' in the file of -D app-requirements; 'codesign -d -r- "
                              "APP' on a Mac prints it",
                              ACP_SLICE_ARGS(item), ACP_SLICE_ARGS(item));
}

void acp_mobileconfig_check_apps(acp_job *job)
{
    static const char *const needs[] = {"apps", "app-requirements", "safari-domains", NULL};
    acp_output *out = job->out;
    const char *per_app = acp_job_value(job, "per-app"), *apps = acp_job_value(job, "apps");
    size_t count = *per_app ? count_entries(job) : 0;
    bool macos = acp_job_is(job, "os", "macos");
    if (!*per_app) {
        for (size_t i = 0; needs[i]; i++)
            if (*acp_job_value(job, needs[i]))
                acp_output_refuse(out,
                                  "-D %s is about a per-app tunnel; -D per-app=HOSTNAME says "
                                  "which entry that is",
                                  needs[i]);
        return;
    }
    if (!count)
        acp_output_refuse(out, "-D per-app=%s: no entry has this HostName", per_app);
    else if (*apps && count > 1)
        acp_output_refuse(out,
                          "-D apps is about one per-app tunnel, and %zu entries are per-app: "
                          "an app can have one",
                          count);
    else if (macos && !*apps)
        acp_output_refuse(out, "on macOS the profile says which apps use the per-app tunnel: give "
                               "-D apps");
    else if (macos)
        check_requirements(job);
}

static void put_mapping(acp_mobileconfig *profile, const char *vpn_uuid)
{
    acp_payload payload;
    acp_slice rest = acp_slice_of(acp_job_value(profile->job, "apps")), item;
    acp_payload_start(&payload, profile);
    acp_plist_open(&payload.plist, "AppLayerVPNMapping", "array");
    while (acp_slice_next_item(&rest, &item)) {
        acp_plist_open(&payload.plist, NULL, "dict");
        acp_plist_string(&payload.plist, "DesignatedRequirement",
                         requirement_of(profile->job, item));
        acp_plist_string(&payload.plist, "Identifier", item);
        acp_plist_string(&payload.plist, "SigningIdentifier", item);
        acp_plist_text(&payload.plist, "VPNUUID", vpn_uuid);
        acp_plist_close(&payload.plist, "dict");
    }
    acp_plist_close(&payload.plist, "array");
    acp_payload_end(&payload, ACP_PAYLOAD_APP_MAPPING, "apps", ACP_SLICE("Per-app VPN: apps"));
}

void acp_mobileconfig_map_apps(acp_mobileconfig *profile, const char *vpn_uuid, acp_slice entry)
{
    const char *apps = acp_job_value(profile->job, "apps");
    if (profile->macos)
        put_mapping(profile, vpn_uuid);
    else
        acp_output_note(profile->job->out,
                        "Have the MDM bind %s to the per-app tunnel %.*s, VPNUUID %s.",
                        *apps ? apps : "the apps that need it", ACP_SLICE_ARGS(entry), vpn_uuid);
}
