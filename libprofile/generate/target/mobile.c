/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "generate/target/mobile.h"

#include <stdlib.h>

#include "document/findings.h"

#define MOBILE     "MobileHostEntryInfo"
#define STANDARD   "PrimaryProtocol/StandardAuthenticationOnly"
#define METHOD     STANDARD "/AuthMethodDuringIKENegotiation"
#define IDENTITY   STANDARD "/IKEIdentity"
#define HOST_ENTRY "ServerList/HostEntry"

/* ---- entries ------------------------------------------------------------------------------- */

static const char *host_of(acp_arena *arena, const acp_entry *entry)
{
    char port[16] = "";
    bool brackets = entry->host.len && memchr(entry->host.ptr, ':', entry->host.len);
    if (entry->port != 443)
        snprintf(port, sizeof port, ":%u", entry->port);
    return acp_arena_printf(arena, "%s%.*s%s%s%s%.*s", brackets ? "[" : "",
                            ACP_SLICE_ARGS(entry->host), brackets ? "]" : "", port,
                            entry->group.len ? "/" : "", ACP_SLICE_ARGS(entry->group));
}

/* Leaves an entry out because of a setting in it. */
static bool leave_out(acp_job *job, const acp_entry *entry, const char *path, const char *why)
{
    acp_arena *arena = &job->out->arena;
    const acp_document *document = entry->member->document;
    const acp_node *node = path ? acp_node_below(entry->node, path) : NULL;
    const acp_node *at = node ? node : entry->at ? entry->at : entry->node;
    const char *where = acp_node_path(arena, document, at, NULL);
    acp_output_ignore(job->out, entry->member->name, acp_node_position(document, at),
                      where ? where : "", "%s", why);
    return false;
}

/* False: it cannot be told. */
static bool take_protocol(acp_job *job, acp_mobile_entry *out)
{
    const acp_entry *entry = &out->entry;
    acp_slice standard = acp_member_value_below(entry->member, entry->node, STANDARD);
    out->method = ACP_METHOD_EAP_ANYCONNECT;
    if (!entry->ipsec || !acp_slice_is(standard, "true"))
        return true;
    out->method =
        acp_ipsec_method_of(acp_member_value_below(entry->member, entry->node, METHOD), false);
    if (out->method == ACP_METHOD_NONE)
        return leave_out(job, entry, METHOD,
                         "phones are told of EAP-AnyConnect, EAP-GTC, EAP-MD5, EAP-MSCHAPv2 and "
                         "IKE-RSA only; the entry is left out");
    if (acp_ipsec_method_takes_identity(out->method))
        out->identity = acp_member_value_below(entry->member, entry->node, IDENTITY);
    return true;
}

static bool take_entry(acp_job *job, acp_mobile_entry *out)
{
    const acp_entry *entry = &out->entry;
    if (!entry->host.len)
        return leave_out(job, entry, NULL, "no address can be read here; the entry is left out");
    out->name = acp_member_value_below(entry->member, entry->node, "HostName");
    out->host = host_of(&job->out->arena, entry);
    out->active = acp_slice_is(
        acp_member_value_below(entry->member, entry->node, MOBILE "/ActivateOnImport"), "true");
    return out->host && take_protocol(job, out);
}

acp_mobile_entry *acp_mobile_entries(acp_job *job, const acp_job_input *profile, size_t *count)
{
    acp_member *member = NULL;
    size_t most = 0;
    *count = 0;
    while ((member = acp_set_next_member(job->set, member)) && member != profile->member)
        ;
    const acp_node *node = member ? acp_member_first(member, HOST_ENTRY) : NULL;
    for (; node; node = node->same)
        most++;
    acp_mobile_entry *all = most ? acp_arena_alloc(&job->out->arena, most * sizeof *all) : NULL;
    if (!all)
        return NULL;
    for (acp_entry entry = {0}; acp_entry_next_in(member, &entry);) {
        all[*count] = (acp_mobile_entry){.entry = entry};
        *count += take_entry(job, &all[*count]);
    }
    return *count ? all : NULL;
}

/* ---- the profile ------------------------------------------------------------------------- */

acp_slice acp_mobile_profile(acp_job *job, const acp_job_input *profile)
{
    const acp_document *document = profile->member->document;
    acp_slice made = {0};
    char *text = NULL;
    size_t length = 0;
    if (document->format == ACP_FORMAT_XML)
        return (acp_slice){profile->bytes, profile->size};
    acp_status status =
        acp_document_write(document, ACP_FORMAT_XML, profile->member->findings, &text, &length);
    if (status == ACP_OK)
        made = (acp_slice){acp_arena_copy(&job->out->arena, text, length), length};
    else if (status == ACP_NO_MEMORY)
        job->out->no_memory = true;
    else
        acp_output_refuse(job->out, "%s cannot be written as XML; 'acprof convert' says why",
                          profile->member->name);
    free(text);
    return made.ptr ? made : (acp_slice){0};
}

/* ---- what was made ----------------------------------------------------------------------- */

static void take_findings(acp_job *job, const char *name, acp_kind kind,
                          const acp_findings *findings)
{
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        if (finding->severity < ACP_WARNING || !(finding->rule->kinds >> kind & 1))
            continue;
        const char *detail = *finding->detail ? finding->detail : finding->rule->remedy;
        if (finding->severity == ACP_ERROR)
            acp_output_refuse(job->out, "%s would have an error: %s [%s]: %s", name,
                              finding->rule->title, finding->rule->id, detail);
        else
            acp_output_note(job->out, "%s: %s [%s]: %s", name, finding->rule->title,
                            finding->rule->id, detail);
    }
}

void acp_mobile_check(acp_job *job, const acp_job_input *profile, const char *name, acp_kind kind,
                      unsigned platforms, acp_slice text)
{
    acp_document *document = NULL;
    acp_findings *findings = acp_findings_new();
    acp_read_options read = {.kind = kind};
    acp_check_options options = profile->member->options;
    options.platforms = platforms;
    options.skip_fixable = true;
    acp_status status = ACP_NO_MEMORY;
    if (findings)
        status = acp_document_read_memory(name, text.ptr, text.len, &read, findings, &document);
    if (status == ACP_OK)
        status = acp_check(document, &options, findings);
    if (status == ACP_NO_MEMORY)
        job->out->no_memory = true;
    else
        take_findings(job, name, kind, findings);
    acp_document_free(document);
    acp_findings_free(findings);
}
