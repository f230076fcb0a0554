/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target mobileconfig: configuration profiles of Apple's devices. Each VPN profile becomes one,
 * with a payload for each of its entries; for macOS there is another that approves the extensions.
 */
#include "generate/target/mobileconfig.h"

#include "generate/target/makers.h"
#include "generate/target/mobile.h"
#include "generate/target/place.h"

/* ---- payloads ---------------------------------------------------------------------------- */

void acp_payload_start(acp_payload *payload, acp_mobileconfig *profile)
{
    *payload = (acp_payload){
        .profile = profile, .plist = profile->plist, .content_end = profile->text.length};
    acp_plist_open(&payload->plist, NULL, "dict");
}

/* Goes on with what the UUID is made from, up to the end of the text. */
static void put_content(acp_payload *payload)
{
    const acp_buffer *text = &payload->profile->text;
    if (text->text)
        acp_buffer_add(&payload->content, text->text + payload->content_end,
                       text->length - payload->content_end);
    payload->content_end = text->length;
}

/* What payloads and the whole have; not the UUID, which is made from all else. */
static void put_common(const acp_job *job, acp_plist *plist, const char *type,
                       const char *identifier, acp_slice name)
{
    const char *description = acp_job_value(job, "description");
    const char *organization = acp_job_value(job, "organization");
    if (*description)
        acp_plist_text(plist, "PayloadDescription", description);
    acp_plist_string(plist, "PayloadDisplayName", name);
    acp_plist_text(plist, "PayloadIdentifier", identifier);
    if (*organization)
        acp_plist_text(plist, "PayloadOrganization", organization);
    acp_plist_text(plist, "PayloadType", type);
    acp_plist_integer(plist, "PayloadVersion", "1");
}

static const char *uuid_of(acp_job *job, const acp_buffer *content)
{
    char uuid[ACP_UUID_TEXT];
    acp_uuid5(content->text ? content->text : "", content->length, uuid);
    const char *kept = acp_arena_copy(&job->out->arena, uuid, strlen(uuid));
    if (content->failed || !*uuid)
        job->out->no_memory = true;
    return kept ? kept : "";
}

static void check(acp_job *job, const acp_plist *plist, const char *name)
{
    if (plist->failed)
        acp_output_refuse(job->out, "%s: a text has characters that XML does not have", name);
    if (plist->out->failed)
        job->out->no_memory = true;
}

const char *acp_payload_end(acp_payload *payload, const char *type, const char *part,
                            acp_slice name)
{
    acp_mobileconfig *profile = payload->profile;
    acp_job *job = profile->job;
    const char *identifier = acp_arena_printf(&job->out->arena, "%s.%s", profile->identifier, part);
    put_common(job, &payload->plist, type, identifier ? identifier : "", name);
    put_content(payload);
    const char *uuid = uuid_of(job, &payload->content);
    acp_buffer_free(&payload->content);
    acp_buffer_puts(&profile->uuids, uuid);
    acp_plist_text(&payload->plist, "PayloadUUID", uuid);
    acp_plist_close(&payload->plist, "dict");
    check(job, &payload->plist, profile->name);
    return uuid;
}

/* ---- names ------------------------------------------------------------------------------- */

const char *acp_payload_step(acp_job *job, acp_slice text)
{
    enum { LONGEST = 64, DIGITS = 8 };
    acp_buffer step = {0};
    char uuid[ACP_UUID_TEXT];
    bool same = text.len && text.len <= LONGEST;
    for (size_t i = 0; i < text.len && i < LONGEST; i++) {
        char c = acp_lower(text.ptr[i]);
        bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        same = same && fits;
        if (fits || !step.length || step.text[step.length - 1] != '-')
            acp_buffer_putc(&step, fits ? text.ptr[i] : '-');
    }
    if (!same) {
        acp_uuid5(text.ptr ? text.ptr : "", text.len, uuid);
        acp_buffer_printf(&step, "-%.*s", DIGITS, uuid);
    }
    const char *kept =
        step.failed ? NULL : acp_arena_copy(&job->out->arena, step.text, step.length);
    if (step.failed)
        job->out->no_memory = true;
    acp_buffer_free(&step);
    return kept ? kept : "";
}

const char *acp_payload_lasting_uuid(acp_mobileconfig *profile, const char *part)
{
    acp_buffer name = {0};
    acp_buffer_printf(&name, "lasting %s.%s", profile->identifier, part);
    const char *uuid = uuid_of(profile->job, &name);
    acp_buffer_free(&name);
    return uuid;
}

/* ---- the text of a profile --------------------------------------------------------------- */

/* The decoded text; a declaration would name the encoding it was decoded from. */
static acp_slice decoded(acp_job *job, const acp_document *document)
{
    acp_slice text = {document->text, document->length};
    const char *end = text.len > 5 && memcmp(text.ptr, "<?xml", 5) == 0
                          ? acp_slice_find(text, ACP_SLICE("?>"))
                          : NULL;
    if (end)
        text = (acp_slice){end + 2, (size_t)(text.ptr + text.len - end - 2)};
    char *kept = acp_arena_printf(&job->out->arena, "%s%.*s",
                                  end ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" : "",
                                  ACP_SLICE_ARGS(text));
    return acp_slice_of(kept);
}

static acp_slice source(acp_job *job, const acp_job_input *input)
{
    const acp_document *document = input->member->document;
    acp_slice bytes = {input->bytes, input->size};
    if (document->format != ACP_FORMAT_XML)
        return acp_mobile_profile(job, input);
    if (strcmp(document->encoding, "UTF-8") != 0)
        return decoded(job, document);
    if (bytes.len >= 3 && memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) == 0)
        return (acp_slice){bytes.ptr + 3, bytes.len - 3};
    return bytes;
}

void acp_payload_embed(acp_payload *payload, const char *key, const acp_job_input *input)
{
    acp_mobileconfig *profile = payload->profile;
    acp_slice text = source(profile->job, input);
    char sha256[ACP_SHA256_TEXT];
    memcpy(sha256, input->sha256, sizeof sha256);
    if (text.ptr != input->bytes)
        acp_sha256(text.ptr, text.len, sha256);
    put_content(payload);
    acp_buffer_puts(&payload->content, sha256);
    acp_plist_string(&payload->plist, key, text);
    payload->content_end = profile->text.length;
}

/* ---- profiles ---------------------------------------------------------------------------- */

static void start(acp_mobileconfig *profile, acp_job *job, const char *name, const char *part)
{
    acp_arena *arena = &job->out->arena;
    *profile = (acp_mobileconfig){
        .job = job, .macos = acp_job_is(job, "os", "macos"), .name = name, .identity = ""};
    profile->identifier = acp_arena_printf(arena, "%s.%s", acp_job_value(job, "identifier"), part);
    if (!profile->identifier)
        profile->identifier = "";
    profile->plist.out = &profile->text;
    acp_buffer_puts(&profile->text, ACP_PLIST_START);
    acp_plist_open(&profile->plist, NULL, "dict");
    acp_plist_open(&profile->plist, "PayloadContent", "array");
}

/* The UUID of the whole is made from its own keys and the UUIDs of its payloads, which stand for
 * what these contain. */
static const char *whole_uuid(acp_mobileconfig *profile, size_t own)
{
    if (profile->text.text)
        acp_buffer_puts(&profile->uuids, profile->text.text + own);
    return uuid_of(profile->job, &profile->uuids);
}

/* Makes the file of the payloads there are. */
static void end(acp_mobileconfig *profile, const char *path, const char *scope)
{
    acp_job *job = profile->job;
    acp_buffer *text = &profile->text;
    acp_plist *plist = &profile->plist;
    acp_plist_close(plist, "array");
    size_t own = text->length;
    put_common(job, plist, "Configuration", profile->identifier, acp_slice_of(profile->name));
    if (acp_job_is(job, "keep", "true"))
        acp_plist_boolean(plist, "PayloadRemovalDisallowed", true);
    if (profile->macos)
        acp_plist_text(plist, "PayloadScope", scope);
    acp_plist_text(plist, "PayloadUUID", whole_uuid(profile, own));
    acp_plist_close(plist, "dict");
    acp_buffer_puts(text, ACP_PLIST_END);
    check(job, plist, profile->name);
    if (acp_output_fine(job->out))
        acp_output_add(job->out, path, profile->secret ? 0600 : 0644, text->text, text->length);
    acp_buffer_free(text);
    acp_buffer_free(&profile->uuids);
}

void acp_mobileconfig_each(acp_job *job, const acp_job_input *input)
{
    acp_mobileconfig profile;
    acp_arena *arena = &job->out->arena;
    if (!acp_job_is(job, "connections", "true"))
        return;
    const char *file = acp_place_name(job, input);
    const char *stem = file ? acp_arena_copy(arena, file, strlen(file) - strlen(".xml")) : NULL;
    const char *path = stem ? acp_arena_printf(arena, "%s.mobileconfig", stem) : NULL;
    const char *name = stem ? acp_arena_printf(arena, "VPN: %s", stem) : NULL;
    if (!path || !name)
        return;
    start(&profile, job, name, acp_payload_step(job, acp_slice_of(stem)));
    acp_mobileconfig_certificates(&profile);
    acp_mobileconfig_connections(&profile, input);
    end(&profile, path, acp_job_value(job, "scope"));
}

/* They need to be installed for the computer (ACP8117). */
static void make_approvals(acp_job *job)
{
    acp_mobileconfig profile;
    start(&profile, job, "Secure Client: approved extensions", "extensions");
    acp_mobileconfig_approvals(&profile);
    end(&profile, "secure-client-extensions.mobileconfig", "System");
}

/* ---- options that would do nothing --------------------------------------------------------- */

static bool is_any_on_demand(const acp_job *job)
{
    const acp_job_input *input = NULL;
    while ((input = acp_job_next(job, ACP_KIND_VPN, input)))
        for (const acp_node *node = acp_member_first(
                 input->member, "ServerList/HostEntry/MobileHostEntryInfo/ConnectOnDemand");
             node; node = node->same)
            if (acp_slice_is(node->value, "true"))
                return true;
    return false;
}

/* What was asked for, and would not be in what is made. */
static void check_options(acp_job *job)
{
    static const char *const of_macos[] = {"app-requirements", "kernel-extension", "removable",
                                           "scope", NULL};
    static const char *const of_all[] = {"os",   "identifier",  "organization", "description",
                                         "keep", "connections", "removable",    "kernel-extension",
                                         NULL};
    static const char *const on_demand[] = {"trusted-domains", "idle-timeout", NULL};
    bool macos = acp_job_is(job, "os", "macos"), without = !is_any_on_demand(job);
    for (size_t i = 0; job->target->options[i].name; i++) {
        const acp_target_option *option = &job->target->options[i];
        if (!option->fallback || strcmp(job->values[i], option->fallback) == 0)
            continue;
        acp_slice name = acp_slice_of(option->name);
        if (!macos && acp_slice_listed(name, of_macos))
            acp_output_refuse(job->out, "-D %s is for macOS only", option->name);
        else if (acp_job_is(job, "connections", "false") && !acp_slice_listed(name, of_all))
            acp_output_refuse(job->out,
                              "-D %s is about connections, and -D connections=false makes none",
                              option->name);
        else if (without && acp_slice_listed(name, on_demand))
            acp_output_note(job->out,
                            "-D %s has no effect: no entry connects on demand, as one with "
                            "ConnectOnDemand=true does.",
                            option->name);
    }
}

void acp_mobileconfig_check(acp_job *job)
{
    if (!acp_job_is(job, "os", "macos") && !acp_job_is(job, "connections", "true"))
        acp_output_refuse(job->out, "-D connections=false leaves nothing for iOS");
    check_options(job);
    acp_mobileconfig_check_apps(job);
}

acp_status acp_mobileconfig_make(acp_job *job)
{
    acp_output *out = job->out;
    bool macos = acp_job_is(job, "os", "macos");
    if (macos && acp_job_is(job, "connections", "true")) {
        /* Who reads the connections is the client for iOS, on a Mac. */
        acp_output_heed(out, "MobileHostEntryInfo");
        acp_output_note(out, "The connections are for the client of the App Store. The client for "
                             "macOS reads the profile itself; target tree puts it in its place.");
    }
    if (macos)
        make_approvals(job);
    return acp_output_status(out);
}
