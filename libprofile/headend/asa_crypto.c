/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: trustpoints, certificates, IKEv2, IPsec. */
#include "headend/asa_read.h"
#include "headend/shared.h"

static void take_trustpoint_line(acp_asa_reader *reader, const acp_line *line,
                                 acp_asa_trustpoint *trustpoint)
{
    if (acp_asa_has(reader, line, 0, "enrollment *"))
        trustpoint->enrollment = acp_asa_setting(reader, line, 1);
    else if (acp_asa_has(reader, line, 0, "fqdn *"))
        trustpoint->fqdn = acp_asa_setting(reader, line, 1);
    else if (acp_asa_has(reader, line, 0, "keypair *"))
        trustpoint->keypair = acp_asa_setting(reader, line, 1);
    else if (acp_asa_has(reader, line, 0, "ip-address *"))
        trustpoint->ip_address = acp_asa_setting(reader, line, 1);
    else if (acp_asa_has(reader, line, 0, "subject-name *")) {
        trustpoint->subject_name = acp_asa_setting_rest(reader, line, 1);
        trustpoint->cn = acp_cn_of(trustpoint->subject_name);
    }
}

static acp_asa_trustpoint *trustpoint_of(acp_asa_reader *reader, const acp_line *line, acp_cli name)
{
    acp_asa_trustpoint *trustpoint = acp_asa_named(reader, ACP_ASA_NAME_TRUSTPOINT, name.text);
    if (trustpoint || !name.line)
        return trustpoint;
    trustpoint = ACP_ASA_NEW(reader, acp_asa_trustpoint);
    if (!trustpoint)
        return NULL;
    trustpoint->line = line;
    trustpoint->name = name;
    acp_asa_enter(reader, ACP_ASA_NAME_TRUSTPOINT, name.text, trustpoint);
    ACP_ASA_APPEND(reader->trustpoints, trustpoint);
    return trustpoint;
}

static void read_trustpoint(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_trustpoint *trustpoint = trustpoint_of(reader, line, acp_asa_word(reader, line, 3));
    for (const acp_line *at = trustpoint ? line->first : NULL; at; at = at->next)
        take_trustpoint_line(reader, at, trustpoint);
}

/* crypto ca certificate chain NAME */
static void read_chain(acp_asa_reader *reader, const acp_line *line)
{
    for (const acp_line *at = line->first; at; at = at->next) {
        if (at->no || at->count < 2 || !acp_asa_has(reader, at, 0, "certificate"))
            continue;
        acp_asa_certificate *certificate = ACP_ASA_NEW(reader, acp_asa_certificate);
        if (!certificate)
            return;
        certificate->line = at;
        certificate->trustpoint = acp_asa_word(reader, line, 4);
        certificate->ca = acp_asa_has(reader, at, 1, "ca");
        certificate->serial = acp_asa_word(reader, at, at->count - 1);
        certificate->der = acp_hex_decode(reader->arena, reader->document, at->block);
        ACP_ASA_APPEND(reader->certificates, certificate);
    }
}

static void read_ikev2_policy(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_ikev2_policy *policy = ACP_ASA_NEW(reader, acp_asa_ikev2_policy);
    if (!policy || line->count < 4)
        return;
    policy->line = line;
    policy->number = acp_asa_word(reader, line, 3);
    for (const acp_line *at = line->first; at; at = at->next) {
        if (at->no)
            continue;
        if (acp_asa_has(reader, at, 0, "encryption"))
            policy->encryption = acp_asa_words(reader, at, 1);
        else if (acp_asa_has(reader, at, 0, "integrity"))
            policy->integrity = acp_asa_words(reader, at, 1);
        else if (acp_asa_has(reader, at, 0, "group"))
            policy->group = acp_asa_words(reader, at, 1);
        else if (acp_asa_has(reader, at, 0, "prf"))
            policy->prf = acp_asa_words(reader, at, 1);
        else if (acp_asa_has(reader, at, 0, "lifetime seconds"))
            policy->lifetime = acp_asa_word(reader, at, 2);
    }
    ACP_ASA_APPEND(reader->ikev2_policies, policy);
}

static void read_ikev2_enable(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_ikev2_enable *enable = ACP_ASA_NEW(reader, acp_asa_ikev2_enable);
    if (!enable || line->count < 4)
        return;
    enable->line = line;
    enable->interface = acp_asa_word(reader, line, 3);
    if (acp_asa_has(reader, line, 4, "client-services"))
        enable->client_services = acp_asa_word(reader, line, 4);
    if (acp_asa_has(reader, line, 5, "port"))
        enable->port = acp_asa_word(reader, line, 6);
    ACP_ASA_APPEND(reader->ikev2_enables, enable);
}

static void read_ikev2_trustpoint(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_item *item = line->count < 5 ? NULL : ACP_ASA_NEW(reader, acp_asa_item);
    if (!item)
        return;
    item->line = line;
    item->value = acp_asa_word(reader, line, 4);
    ACP_ASA_APPEND(reader->ikev2_trustpoints, item);
}

static void read_proposal(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_ipsec_proposal *proposal = ACP_ASA_NEW(reader, acp_asa_ipsec_proposal);
    if (!proposal || line->count < 5)
        return;
    proposal->line = line;
    proposal->name = acp_asa_word(reader, line, 4);
    for (const acp_line *at = line->first; at; at = at->next) {
        if (at->no)
            continue;
        if (acp_asa_has(reader, at, 0, "protocol esp encryption"))
            proposal->encryption = acp_asa_words(reader, at, 3);
        else if (acp_asa_has(reader, at, 0, "protocol esp integrity"))
            proposal->integrity = acp_asa_words(reader, at, 3);
    }
    acp_asa_enter(reader, ACP_ASA_NAME_PROPOSAL, proposal->name.text, proposal);
    ACP_ASA_APPEND(reader->ipsec_proposals, proposal);
}

/* "crypto isakmp nat-traversal 20", and without crypto as before 7.2 */
static void read_nat_traversal(acp_asa_reader *reader, const acp_line *line)
{
    uint32_t at = acp_asa_has(reader, line, 0, "crypto") ? 3 : 2;
    reader->asa->nat_traversal = (acp_asa_nat_traversal){
        .line = line, .no = line->no, .keepalive = acp_asa_word(reader, line, at)};
}

void acp_asa_read_crypto(acp_asa_reader *reader, const acp_line *line)
{
    static const struct {
        const char *command;
        void (*read)(acp_asa_reader *reader, const acp_line *line);
    } rows[] = {{"crypto ca trustpoint *", read_trustpoint},
                {"crypto ca certificate chain *", read_chain},
                {"crypto ikev2 policy *", read_ikev2_policy},
                {"crypto ikev2 enable *", read_ikev2_enable},
                {"crypto ikev2 remote-access trustpoint *", read_ikev2_trustpoint},
                {"crypto ipsec ikev2 ipsec-proposal *", read_proposal},
                {"crypto map * *|crypto dynamic-map * *", acp_asa_read_crypto_map}};
    if (acp_asa_has(reader, line, 0, "crypto isakmp nat-traversal|isakmp nat-traversal"))
        read_nat_traversal(reader, line);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !line->no; i++)
        if (acp_asa_has(reader, line, 0, rows[i].command))
            rows[i].read(reader, line);
}
