/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target uri: links that create the connections of a profile on phones, connect them, and import
 * what they need; as lists and as a page with QR codes. */
#include "generate/target/links.h"

#include <stdlib.h>

#include "document/findings.h"
#include "generate/target/makers.h"
#include "generate/target/mobile.h"
#include "generate/target/place.h"
#include "report/visible.h"

#define MOBILE "MobileHostEntryInfo/"

/* What is made, and for whom. */
typedef struct {
    acp_job *job;
    const acp_job_input *profile;
    acp_links_section *sections;
    size_t count;
} maker;

/* Parameters of a link; values are of the output's arena. */
typedef struct {
    acp_link_part items[16];
    size_t count;
} parameters;

static void add(maker *m, parameters *to, const char *name, acp_slice value)
{
    const char *copy = acp_arena_copy(&m->job->out->arena, value.ptr ? value.ptr : "", value.len);
    if (value.len && copy)
        to->items[to->count++] = (acp_link_part){name, copy, false};
}

static void add_text(maker *m, parameters *to, const char *name, const char *value)
{
    add(m, to, name, acp_slice_of(value));
}

/* ---- links --------------------------------------------------------------------------------- */

static void take_findings(maker *m, acp_slice title, const char *action,
                          const acp_findings *findings)
{
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        const char *detail = *finding->detail ? finding->detail : finding->rule->remedy;
        if (finding->severity == ACP_ERROR)
            acp_output_refuse(
                m->job->out, "the link to %s \"%.*s\" would have an error: %s [%s]: %s", action,
                ACP_SLICE_ARGS(acp_shown(title)), finding->rule->title, finding->rule->id, detail);
        else if (finding->severity == ACP_WARNING)
            acp_output_note(m->job->out, "the link to %s \"%.*s\": %s [%s]", action,
                            ACP_SLICE_ARGS(acp_shown(title)), finding->rule->title,
                            finding->rule->id);
    }
}

/* The link for one system; NULL: the output was refused, or no memory. */
static const char *build(maker *m, const acp_links_section *section, const char *action, int system,
                         const parameters *with)
{
    char message[600] = "", *text = NULL;
    const char *copy = NULL;
    acp_check_options options = m->profile->member->options;
    acp_findings *findings = acp_findings_new();
    acp_status status = ACP_NO_MEMORY;
    options.platforms = system == ACP_LINKS_IOS ? ACP_IOS : ACP_ANDROID;
    if (findings)
        status = acp_link_build(action, with->items, with->count, &options, findings, &text,
                                message, sizeof message);
    if (status == ACP_NO_MEMORY)
        m->job->out->no_memory = true;
    else if (status == ACP_BAD_VALUE)
        acp_output_refuse(m->job->out, "the link to %s \"%.*s\": %s", action,
                          ACP_SLICE_ARGS(acp_shown(section->title)), message);
    else
        take_findings(m, section->title, action, findings);
    if (text)
        copy = acp_arena_copy(&m->job->out->arena, text, strlen(text));
    acp_findings_free(findings);
    free(text);
    return copy;
}

static acp_links_section *start(maker *m, acp_slice title, const char *about)
{
    acp_links_section *section = &m->sections[m->count++];
    *section = (acp_links_section){.title = title, .about = acp_slice_of(about)};
    return section;
}

static acp_links_row *next_row(acp_links_section *section, const char *what)
{
    acp_links_row *row = &section->rows[section->count++];
    row->what = what;
    return row;
}

/* The same link for both. */
static void add_link(maker *m, acp_links_section *section, const char *what, const char *action,
                     const parameters *with)
{
    acp_links_row *row = next_row(section, what);
    for (int system = 0; system < ACP_LINKS_SYSTEMS; system++)
        row->text[system] = build(m, section, action, system, with);
}

/* ---- entries ------------------------------------------------------------------------------- */

static acp_slice value_of(const acp_mobile_entry *entry, const char *path)
{
    return acp_member_value_below(entry->entry.member, entry->entry.node, path);
}

static void ignore(maker *m, const acp_mobile_entry *entry, const char *path, const char *why)
{
    const acp_document *document = entry->entry.member->document;
    const acp_node *node = acp_node_below(entry->entry.node, path);
    const char *where = node ? acp_node_path(&m->job->out->arena, document, node, NULL) : NULL;
    if (where)
        acp_output_ignore(m->job->out, entry->entry.member->name, acp_node_position(document, node),
                          where, "%s", why);
}

/* How a certificate is chosen. */
static void add_certificate(maker *m, const acp_mobile_entry *entry, int system, parameters *to)
{
    const char *name = acp_job_value(m->job, "certificate");
    if (acp_slice_is(value_of(entry, MOBILE "CertificatePolicy"), "None")) {
        add_text(m, to, "usecert", "false");
        return;
    }
    if (system == ACP_LINKS_ANDROID)
        add_text(m, to, "keychainalias", acp_job_value(m->job, "certificate-alias"));
    if (*name) {
        add_text(m, to, "usecert", "true");
        add_text(m, to, "certcommonname", name);
    }
}

/* Adds the names of a list, with commas between them. */
static void join_domains(const acp_mobile_entry *entry, const char *list, acp_buffer *out)
{
    char path[80];
    snprintf(path, sizeof path, MOBILE "%s/OnDemandDNSMatch", list);
    const acp_node *node = acp_node_below(entry->entry.node, path);
    for (; node; node = acp_node_next_same(node))
        if (node->value.len)
            acp_buffer_printf(out, "%s%.*s", out->length ? "," : "", ACP_SLICE_ARGS(node->value));
}

/* Current iOS takes the names that always connect for those that do if needed (003:L16843-16854).
 */
static void add_on_demand(maker *m, const acp_mobile_entry *entry, parameters *to)
{
    acp_buffer wanted = {0}, never = {0};
    join_domains(entry, "ConnectIfNeededDomainList", &wanted);
    join_domains(entry, "AlwaysConnectDomainList", &wanted);
    join_domains(entry, "NeverConnectDomainList", &never);
    if (wanted.length) {
        add_text(m, to, "useondemand", "true");
        add(m, to, "domainlistnever", (acp_slice){never.text, never.length});
        add(m, to, "domainlistifneeded", (acp_slice){wanted.text, wanted.length});
    }
    m->job->out->no_memory |= wanted.failed || never.failed;
    acp_buffer_free(&wanted);
    acp_buffer_free(&never);
}

static bool is_on_demand(const acp_mobile_entry *entry)
{
    return acp_slice_is(value_of(entry, MOBILE "ConnectOnDemand"), "true") &&
           !acp_slice_is(value_of(entry, MOBILE "CertificatePolicy"), "None");
}

static void add_create(maker *m, acp_links_section *section, const acp_mobile_entry *entry)
{
    acp_links_row *row = next_row(section, "Create the connection");
    for (int system = 0; system < ACP_LINKS_SYSTEMS; system++) {
        parameters with = {.count = 0};
        bool ios = system == ACP_LINKS_IOS;
        add(m, &with, "name", entry->name);
        add_text(m, &with, "host", entry->host);
        if (entry->entry.ipsec) {
            add_text(m, &with, "protocol", "IPsec");
            add_text(m, &with, "authentication", acp_ipsec_method_name(entry->method));
            add(m, &with, "ike-identity", entry->identity);
        }
        if (ios && acp_slice_is(value_of(entry, MOBILE "NetworkRoaming"), "false"))
            add_text(m, &with, "netroam", "false");
        add_certificate(m, entry, system, &with);
        if (ios && is_on_demand(entry) && *acp_job_value(m->job, "certificate"))
            add_on_demand(m, entry, &with);
        row->text[system] = build(m, section, "create", system, &with);
    }
}

static void note_what_is_lost(maker *m, const acp_mobile_entry *entry)
{
    bool certificate = *acp_job_value(m->job, "certificate");
    if (is_on_demand(entry) && !certificate)
        ignore(m, entry, MOBILE "ConnectOnDemand",
               "a link turns this on only with the name of the certificate: -D certificate=NAME");
    if (!certificate && acp_slice_is(value_of(entry, MOBILE "CertificatePolicy"), "Manual"))
        ignore(m, entry, MOBILE "CertificatePolicy",
               "a link names the certificate or lets the client choose: -D certificate=NAME");
    if (entry->active)
        ignore(m, entry, MOBILE "ActivateOnImport", "a link cannot say so; the profile does");
}

static void add_connect(maker *m, acp_links_section *section, const acp_mobile_entry *entry)
{
    parameters with = {.count = 0};
    add(m, &with, "name", entry->name);
    add_text(m, &with, "host", entry->host);
    add_text(m, &with, "onsuccess", acp_job_value(m->job, "onsuccess"));
    add_text(m, &with, "onerror", acp_job_value(m->job, "onerror"));
    add_text(m, &with, "prefill_username", acp_job_value(m->job, "username"));
    add_text(m, &with, "prefill_group_list", acp_job_value(m->job, "group"));
    add_link(m, section, "Connect", "connect", &with);
}

static void add_entry(maker *m, const acp_mobile_entry *entry)
{
    acp_links_section *section =
        start(m, entry->name.len ? entry->name : acp_slice_of(entry->host), entry->host);
    const char *language = acp_job_value(m->job, "language");
    parameters with = {.count = 0};
    section->entry = true;
    add_create(m, section, entry);
    add_connect(m, section, entry);
    note_what_is_lost(m, entry);
    if (!*language)
        return;
    add_text(m, &with, "type", "localization");
    add_text(m, &with, "lang", language);
    add(m, &with, "host", entry->entry.host);
    add_link(m, section, "Import its language", "import", &with);
}

/* ---- what belongs to no entry ---------------------------------------------------------------- */

static const char *const profile_on_storage = "file://sdcard/";

/* Without an address of its own the profile is taken from the storage of an Android device, as the
 * guide's example has it (003:L18106). */
static void add_profile(maker *m, const char *name)
{
    const char *url = acp_job_value(m->job, "profile-url");
    acp_links_section *section = start(
        m, ACP_SLICE("The profile"),
        *url ? "All connections at once, with everything that the profile says of them."
             : "All connections at once. Copy the profile to the storage of the device first.");
    acp_links_row *row = next_row(section, "Import the profile");
    const char *storage = acp_arena_printf(&m->job->out->arena, "%s%s", profile_on_storage, name);
    for (int system = 0; system < ACP_LINKS_SYSTEMS && storage; system++) {
        parameters with = {.count = 0};
        if (!*url && system == ACP_LINKS_IOS)
            continue;
        add_text(m, &with, "type", "profile");
        add_text(m, &with, "uri", *url ? url : storage);
        row->text[system] = build(m, section, "import", system, &with);
    }
    if (!*url)
        acp_output_note(m->job->out,
                        "Only Android imports the profile, from its storage: put it on "
                        "a server, and say where with -D profile-url=URL.");
}

static void add_bundle(maker *m)
{
    const char *url = acp_job_value(m->job, "certificate-url");
    parameters with = {.count = 0};
    if (!*url)
        return;
    add_text(m, &with, "type", "pkcs12");
    add_text(m, &with, "uri", url);
    add_link(m, start(m, ACP_SLICE("The certificate"), "What the device shows to the gateways."),
             "Import the certificate", "import", &with);
}

static void add_disconnect(maker *m)
{
    const parameters none = {.count = 0};
    add_link(m, start(m, ACP_SLICE("Disconnect"), "Ends the connection, whichever it is."),
             "Disconnect", "disconnect", &none);
}

/* ---- files --------------------------------------------------------------------------------- */

static void add_list(maker *m, int system, const char *path)
{
    acp_buffer text = {0};
    for (size_t i = 0; i < m->count; i++)
        for (size_t k = 0; k < m->sections[i].count; k++) {
            const acp_links_row *row = &m->sections[i].rows[k];
            if (!row->text[system])
                continue;
            acp_buffer_printf(&text, "# %s%s", row->what, m->sections[i].entry ? ": " : "");
            if (m->sections[i].entry)
                acp_visible_line(&text, m->sections[i].title);
            acp_buffer_printf(&text, "\n%s\n", row->text[system]);
        }
    if (text.failed)
        m->job->out->no_memory = true;
    else
        acp_output_add(m->job->out, path, 0644, text.text, text.length);
    acp_buffer_free(&text);
}

static void add_page(maker *m)
{
    acp_buffer page = {0};
    acp_links_page(m->job, m->sections, m->count, &page);
    if (page.failed)
        m->job->out->no_memory = true;
    else
        acp_output_add(m->job->out, "index.html", 0644, page.text, page.length);
    acp_buffer_free(&page);
}

static int by_name(const void *a, const void *b)
{
    const acp_mobile_entry *const *x = a, *const *y = b;
    return acp_slice_compare((*x)->name, (*y)->name);
}

/* The client finds connections by their names, and does not create a second of one name. */
static bool are_unique(maker *m, const acp_mobile_entry *entries, size_t count)
{
    const acp_mobile_entry **sorted = calloc(count + 1, sizeof *sorted);
    bool unique = sorted != NULL;
    m->job->out->no_memory |= !sorted;
    for (size_t i = 0; sorted && i < count; i++)
        sorted[i] = &entries[i];
    if (sorted)
        qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 1; unique && i < count; i++)
        if (acp_slice_equal(sorted[i - 1]->name, sorted[i]->name)) {
            acp_output_refuse(m->job->out,
                              "%s: two entries are called \"%.*s\", and links tell entries apart "
                              "by their names",
                              m->profile->member->name, ACP_SLICE_ARGS(acp_shown(sorted[i]->name)));
            unique = false;
        }
    free(sorted);
    return unique;
}

static void make(maker *m)
{
    acp_output *out = m->job->out;
    size_t count;
    acp_mobile_entry *entries = acp_mobile_entries(m->job, m->profile, &count);
    const char *name = acp_place_name(m->job, m->profile);
    const char *path = name ? acp_arena_printf(&out->arena, "profile/%s", name) : NULL;
    m->sections = calloc(count + 3, sizeof *m->sections);
    if (!path || !m->sections) {
        out->no_memory = true;
        return;
    }
    if (!are_unique(m, entries, count))
        return;
    add_profile(m, name);
    add_bundle(m);
    for (size_t i = 0; i < count && acp_output_fine(out); i++)
        add_entry(m, &entries[i]);
    add_disconnect(m);
    add_list(m, ACP_LINKS_IOS, "ios.uri");
    add_list(m, ACP_LINKS_ANDROID, "android.uri");
    add_page(m);
    acp_place_add(m->job, m->profile, path, 0644);
    acp_output_note(out, "A link that creates a connection says its name, address, protocol, "
                         "authentication and certificate; all else comes with the profile.");
}

acp_status acp_links_make(acp_job *job)
{
    maker m = {.job = job, .profile = acp_job_next(job, ACP_KIND_VPN, NULL)};
    make(&m);
    free(m.sections);
    return acp_output_status(job->out);
}
