/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Client certificates of the management tunnel against the CAs an ASA knows. */
#include "set/certificates.h"
#include "set/rules/asa_mgmt.h"
#include "set/rules/checks.h"

/* A certificate of an ASA that can be read. */
typedef struct {
    const acp_asa_certificate *line;
    acp_certificates *read;
} authority;

typedef struct {
    authority *items;
    size_t count;
} authorities;

static authorities read_authorities(acp_set_run *run, const acp_asa *asa)
{
    authorities all = {0};
    size_t most = 0;
    for (const acp_asa_certificate *at = asa->certificates; at; at = at->next)
        most += at->der.len > 0;
    all.items = most ? acp_arena_alloc(run->arena, most * sizeof *all.items) : NULL;
    for (const acp_asa_certificate *at = asa->certificates; at && all.items; at = at->next) {
        authority one = {.line = at};
        char message[256];
        if (!at->der.len)
            continue;
        acp_status status = acp_certificates_read_memory("", at->der.ptr, at->der.len, &one.read,
                                                         message, sizeof message);
        run->no_memory |= status == ACP_NO_MEMORY;
        if (one.read && one.read->count)
            all.items[all.count++] = one;
        else
            acp_certificates_free(one.read);
    }
    return all;
}

static void free_authorities(authorities *all)
{
    for (size_t i = 0; i < all->count; i++)
        acp_certificates_free(all->items[i].read);
}

/* What issued the first certificate of a file, or another one of its chain there, which the client
 * sends along. NULL: nothing on the ASA. */
static const authority *find_issuer(const authorities *all, const acp_certificates *file)
{
    const acp_certificate *subject = &file->items[0];
    for (size_t step = 0; subject && step < file->count; step++) {
        for (size_t i = 0; i < all->count; i++)
            if (acp_certificate_issued(&all->items[i].read->items[0], subject))
                return &all->items[i];
        subject = acp_certificate_issuer_in(file, subject);
    }
    return NULL;
}

static void check_client(acp_set_run *run, const acp_rule *rule, acp_member *client,
                         acp_member *headend, const authorities *all)
{
    const acp_certificate *certificate = &client->certificates->items[0];
    const authority *issuer = find_issuer(all, client->certificates);
    const acp_asa_certificate *shown = issuer ? issuer->line : all->items[0].line;
    acp_side here = {acp_spot_certificate(client, certificate),
                     acp_slice_of(certificate->issuer.text)};
    acp_side there = {acp_spot_line(headend, shown->line),
                      acp_slice_of(issuer ? issuer->read->items[0].subject.text : "")};
    acp_set_agree(run, rule, "CA of the machine's certificate", here, there, issuer != NULL,
                  "The certificate of %.*s was issued by %.*s, and none of those in the "
                  "certificate chains of %s verifies it. The ASA turns the management tunnel of "
                  "this machine away.",
                  ACP_SLICE_ARGS(acp_certificate_title(certificate)),
                  ACP_SLICE_ARGS(acp_shown(here.value)), headend->name);
}

/* A certificate given for another host is not that of this tunnel. */
static bool is_for(const acp_member *client, const acp_entry *entry)
{
    return client->certificates && client->certificates->count &&
           (!client->host || acp_slice_equal_nocase(acp_slice_of(client->host), entry->host));
}

static void check_headend(acp_set_run *run, const acp_rule *rule, const acp_connection *c)
{
    authorities all = read_authorities(run, c->route.asa);
    acp_member *client = NULL;
    while (all.count && (client = acp_set_next(run->set, ACP_ROLE_CLIENT_CERTIFICATE, client)))
        if (is_for(client, &c->entry))
            check_client(run, rule, client, c->route.member, &all);
    free_authorities(&all);
}

void acp_mgmt_ca_not_on_asa(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    acp_member *profile = NULL;
    if (!acp_set_next(run->set, ACP_ROLE_CLIENT_CERTIFICATE, NULL))
        return;
    while ((profile = acp_set_next_document(run->set, ACP_KIND_MGMT, profile)))
        for (acp_connection c = {0}; acp_next_connection_in(run->set, profile, &c);)
            if (acp_mark(run, &told, c.route.asa))
                check_headend(run, rule, &c);
}
