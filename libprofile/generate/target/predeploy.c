/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target predeploy: the folders that stand beside the installers, which take the profiles from
 * there. */
#include "generate/target/makers.h"
#include "generate/target/place.h"

/* 003:L723-757, 003:L1028-1031, 003:L1306-1319, 003:L2746; what the Linux installer looks for
 * besides is the local policy. The guide names the folders vpn, umbrella and nvm only. */
static const struct {
    acp_kind kind;
    unsigned os;
    const char *folder;
    bool guessed;
} folders[] = {
    {ACP_KIND_VPN, ACP_WINDOWS | ACP_MACOS | ACP_LINUX, "Profiles/vpn/", false},
    {ACP_KIND_NVM, ACP_WINDOWS | ACP_MACOS | ACP_LINUX, "Profiles/nvm/", false},
    {ACP_KIND_UMBRELLA, ACP_WINDOWS | ACP_MACOS, "Profiles/umbrella/", false},
    {ACP_KIND_TRANSFORMS, ACP_MACOS | ACP_LINUX, "Profiles/", false},
    {ACP_KIND_LOCAL_POLICY, ACP_LINUX, "Profiles/", false},
    {ACP_KIND_ISE_POSTURE, ACP_WINDOWS | ACP_MACOS, "Profiles/iseposture/", true},
    {ACP_KIND_NAM, ACP_WINDOWS, "Profiles/nam/", true},
    {ACP_KIND_FEEDBACK, ACP_WINDOWS, "Profiles/feedback/", true},
};

/* What to do about a kind that installers on this system do not take. */
static const char *remedy(acp_kind kind, unsigned os)
{
    if (kind == ACP_KIND_LOCAL_POLICY)
        return os == ACP_WINDOWS ? "the targets msi-properties and tree carry it"
                                 : "the targets transforms and tree carry it";
    if (kind == ACP_KIND_TRANSFORMS)
        return "on Windows the target msi-properties does what it does";
    return "the target tree has its place on the endpoint";
}

static void add(acp_job *job, const acp_job_input *input)
{
    acp_output *out = job->out;
    acp_kind kind = input->member->kind;
    const char *name = acp_place_name(job, input);
    if (!name)
        return;
    /* The Secure Web Gateway's files come to the endpoint from the cloud. */
    bool taken = kind != ACP_KIND_UMBRELLA || strcmp(name, "OrgInfo.json") == 0;
    for (size_t i = 0; taken && i < sizeof folders / sizeof *folders; i++) {
        if (folders[i].kind != kind || !(folders[i].os & job->platforms))
            continue;
        const char *path = acp_arena_printf(&out->arena, "%s%s", folders[i].folder, name);
        if (path)
            acp_place_add(job, input, path, 0644);
        if (folders[i].guessed)
            acp_output_note(out,
                            "The guide names Profiles/vpn, Profiles/umbrella and Profiles/nvm; %s "
                            "is called after the same pattern.",
                            folders[i].folder);
        return;
    }
    acp_output_refuse(out, "%s: the installers for %s take no %s from beside them; %s",
                      input->member->name, acp_job_value(job, "os"), acp_kind_get(kind)->label,
                      remedy(kind, job->platforms));
}

acp_status acp_predeploy_make(acp_job *job)
{
    const char *format = acp_job_value(job, "archive");
    bool nvm = acp_job_next(job, ACP_KIND_NVM, NULL);
    char archive[64];
    for (size_t i = 0; i < job->input_count && acp_output_fine(job->out); i++)
        add(job, &job->inputs[i]);
    acp_output_note(job->out, "Put the directory Profiles beside the installers, before they run.");
    if (nvm && job->platforms == ACP_MACOS)
        acp_output_note(job->out,
                        "Stand-alone NVM on macOS takes NVM_ServiceProfile.wso, which only the "
                        "vendor's editor makes; put it into Profiles/nvm.");
    if (*format) {
        snprintf(archive, sizeof archive, "predeploy-%s.%s", acp_job_value(job, "os"), format);
        acp_output_pack(job->out, archive, format);
    }
    return acp_output_status(job->out);
}
