/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What approves the client's extensions on macOS, so that users are not asked (003:L19246-19353).
 */
#include "generate/target/mobileconfig.h"

/* A dictionary from the vendor's team to an array with one text. */
static void put_of_team(acp_plist *plist, const char *key, const char *text)
{
    acp_plist_open(plist, key, "dict");
    acp_plist_open(plist, ACP_TEAM, "array");
    acp_plist_text(plist, NULL, text);
    acp_plist_close(plist, "array");
    acp_plist_close(plist, "dict");
}

static void approve_system_extension(acp_mobileconfig *profile)
{
    acp_payload payload;
    acp_payload_start(&payload, profile);
    acp_plist_boolean(&payload.plist, "AllowUserOverrides", true);
    put_of_team(&payload.plist, "AllowedSystemExtensionTypes", "NetworkExtension");
    put_of_team(&payload.plist, "AllowedSystemExtensions", ACP_SYSTEM_EXTENSION);
    if (acp_job_is(profile->job, "removable", "true"))
        put_of_team(&payload.plist, "RemovableSystemExtensions", ACP_SYSTEM_EXTENSION);
    acp_payload_end(&payload, ACP_PAYLOAD_SYSTEM_EXTENSION, "system-extension",
                    ACP_SLICE("Secure Client: system extension"));
}

static void approve_content_filter(acp_mobileconfig *profile)
{
    acp_payload payload;
    acp_plist *plist = &payload.plist;
    acp_payload_start(&payload, profile);
    acp_plist_boolean(plist, "AutoFilterEnabled", false);
    acp_plist_boolean(plist, "FilterBrowsers", false);
    acp_plist_text(plist, "FilterDataProviderBundleIdentifier", ACP_SYSTEM_EXTENSION);
    acp_plist_text(plist, "FilterDataProviderDesignatedRequirement", ACP_DESIGNATED_REQUIREMENT);
    acp_plist_text(plist, "FilterGrade", "firewall");
    acp_plist_boolean(plist, "FilterPackets", false);
    acp_plist_boolean(plist, "FilterSockets", true);
    acp_plist_text(plist, "FilterType", "Plugin");
    acp_plist_text(plist, "PluginBundleID", ACP_FILTER_PLUGIN);
    acp_plist_text(plist, "UserDefinedName", "Cisco AnyConnect Content Filter");
    acp_plist_open(plist, "VendorConfig", "dict");
    acp_plist_close(plist, "dict");
    acp_payload_end(&payload, ACP_PAYLOAD_CONTENT_FILTER, "content-filter",
                    ACP_SLICE("Secure Client: content filter"));
}

static void approve_kernel_extension(acp_mobileconfig *profile)
{
    acp_payload payload;
    acp_payload_start(&payload, profile);
    acp_plist_boolean(&payload.plist, "AllowUserOverrides", true);
    put_of_team(&payload.plist, "AllowedKernelExtensions", ACP_KERNEL_EXTENSION);
    acp_payload_end(&payload, ACP_PAYLOAD_KERNEL_EXTENSION, "kernel-extension",
                    ACP_SLICE("Secure Client: kernel extension"));
}

void acp_mobileconfig_approvals(acp_mobileconfig *profile)
{
    acp_output *out = profile->job->out;
    approve_system_extension(profile);
    approve_content_filter(profile);
    if (acp_job_is(profile->job, "kernel-extension", "true"))
        approve_kernel_extension(profile);
    acp_output_note(out, "secure-client-extensions.mobileconfig has effect only on Macs that are "
                         "enrolled in an MDM, and installed by it.");
}
