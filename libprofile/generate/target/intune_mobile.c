/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What target intune has for phones: the managed configuration for Android, and the configuration
 * profiles for iOS. They are made apart: what cannot be made for phones is no reason to make
 * nothing for computers. */
#include <string.h>

#include "document/findings.h"
#include "generate/target/intune.h"
#include "generate/target/mobile.h"

/* The files were checked for computers. What is an error on phones, such as Always-On, which they
 * do not have, must not get there unseen. */
static bool suits(acp_job *job, const acp_job_input *profile, unsigned platform, const char *system)
{
    const acp_member *member = profile->member;
    acp_check_options options = member->options;
    acp_findings *findings = acp_findings_new();
    const acp_finding *error = NULL;
    options.platforms = platform;
    options.skip_fixable = true;
    bool checked = findings && acp_check(member->document, &options, findings) == ACP_OK;
    for (size_t i = 0; checked && !error && i < acp_findings_count(findings); i++)
        if (acp_findings_get(findings, i)->severity == ACP_ERROR)
            error = acp_findings_get(findings, i);
    if (error)
        acp_output_note(job->out, "%s: nothing is made: %s:%u: %s [%s]", system, member->base,
                        error->start.line, error->rule->title, error->rule->id);
    job->out->no_memory = job->out->no_memory || !checked;
    acp_findings_free(findings);
    return checked && !error;
}

/* ---- Android ----------------------------------------------------------------------------- */

static void upload_android(acp_job *job, const acp_buffer *play)
{
    const char *app = acp_job_value(job, "android-app");
    acp_buffer text = {0};
    acp_json_text json = {.out = &text};
    if (!*app) {
        acp_output_note(job->out, "Android: -D android-app=ID makes a request of it; ID is that of "
                                  "the client among the apps in Intune.");
        return;
    }
    acp_intune_upload_start(job, &json, "androidManagedStoreAppConfiguration");
    acp_json_key(&json, "targetedMobileApps");
    acp_json_open(&json, '[', true);
    acp_json_string(&json, app);
    acp_json_close(&json, ']');
    acp_json_member(&json, "packageId", ACP_ANDROID_PRODUCT);
    acp_json_member(&json, "profileApplicability", "default");
    acp_json_member_bool(&json, "connectedAppsEnabled", false);
    acp_intune_upload_bytes(&json, "payloadJson", (acp_slice){play->text, play->length});
    acp_intune_upload_end(job, &json, "android/upload.json",
                          "beta/deviceAppManagement/mobileAppConfigurations");
}

/* What was said of an output of its own. The reason why there is none may name a path, which is no
 * matter of the manifest: who runs the command that says it sees it. */
static void take_over(acp_job *job, const acp_output *own, const char *system, const char *command)
{
    for (size_t i = 0; i < own->note_count; i++)
        acp_output_note(job->out, "%s: %s", system, own->notes[i]);
    if (*own->message)
        acp_output_note(job->out, "%s: nothing is made: 'acprof generate %s' says why", system,
                        command);
    else
        acp_output_heed(job->out, "MobileHostEntryInfo");
    job->out->no_memory = job->out->no_memory || own->no_memory || own->arena.failed;
}

static void make_android(acp_job *job, const acp_job_input *profile)
{
    static const char path[] = "android/app-configuration.json";
    acp_output own = {0};
    acp_job inner = *job;
    acp_buffer plain = {0}, play = {0};
    inner.out = &own;
    acp_android_json(&inner, profile, &plain);
    if (acp_output_fine(&own) && !plain.failed)
        acp_mobile_check(&inner, profile, path, ACP_KIND_MDM_ANDROID, ACP_ANDROID,
                         (acp_slice){plain.text, plain.length});
    own.ignored_count = 0; /* the second time says the same */
    if (acp_output_fine(&own))
        acp_android_play_json(&inner, profile, &play);
    for (size_t i = 0; i < own.ignored_count; i++)
        acp_output_note(job->out, "Android: %s:%u: %s", profile->member->base,
                        own.ignored[i].at.line, own.ignored[i].why);
    take_over(job, &own, "Android", "android");
    job->out->no_memory = job->out->no_memory || plain.failed || play.failed;
    if (acp_output_fine(&own) && !job->out->no_memory) {
        acp_output_add(job->out, path, 0644, play.text, play.length);
        upload_android(job, &play);
    }
    acp_buffer_free(&plain);
    acp_buffer_free(&play);
    acp_output_free(&own);
}

/* ---- iOS --------------------------------------------------------------------------------- */

static void add_ios(acp_job *job, const acp_output_file *file)
{
    acp_arena *arena = &job->out->arena;
    acp_buffer text = {0};
    acp_json_text json = {.out = &text};
    const char *end = strrchr(file->path, '.');
    const char *path = acp_arena_printf(arena, "ios/%s", file->path);
    const char *request = acp_arena_printf(arena, "ios/%.*s.upload.json",
                                           end ? (int)(end - file->path) : 0, file->path);
    if (!path || !request)
        return;
    acp_output_add(job->out, path, file->mode, file->bytes, file->size);
    acp_intune_upload_start(job, &json, "iosCustomConfiguration");
    acp_json_member(&json, "payloadName", acp_job_value(job, "name"));
    acp_json_member(&json, "payloadFileName", file->path);
    acp_intune_upload_bytes(&json, "payload", (acp_slice){file->bytes, file->size});
    acp_intune_upload_end(job, &json, request, "v1.0/deviceManagement/deviceConfigurations");
}

static void make_ios(acp_job *job)
{
    static const char *const definitions[] = {"os", "ios", NULL};
    acp_output own = {0};
    acp_status status = acp_job_run_other(job, "mobileconfig", definitions, &own);
    take_over(job, &own, "iOS", "mobileconfig -D os=ios");
    if (own.ignored_count)
        acp_output_note(job->out, "iOS honors not every setting: 'acprof generate mobileconfig -D "
                                  "os=ios' lists those that it does not.");
    for (size_t i = 0; i < own.files.count && status == ACP_OK; i++)
        add_ios(job, &own.files.items[i]);
    acp_output_free(&own);
}

void acp_intune_phones(acp_job *job)
{
    const acp_job_input *profile = acp_job_next(job, ACP_KIND_VPN, NULL);
    if (!profile)
        return;
    if (acp_job_next(job, ACP_KIND_VPN, profile))
        acp_output_note(job->out, "Android: nothing is made: devices keep one profile, and there "
                                  "are several.");
    else if (suits(job, profile, ACP_ANDROID, "Android"))
        make_android(job, profile);
    while (profile && acp_output_fine(job->out) && suits(job, profile, ACP_IOS, "iOS"))
        profile = acp_job_next(job, ACP_KIND_VPN, profile);
    if (!profile && acp_output_fine(job->out))
        make_ios(job);
}
