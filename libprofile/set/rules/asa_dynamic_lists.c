/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: what stands in the lists of dynamic split tunneling and split DNS. */
#include "schema/types.h"
#include "set/marks.h"
#include "set/rules/asa_domains.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

static bool is_dynamic(const acp_asa_custom_data *data)
{
    return acp_cli_is(data->type, "dynamic-split-exclude-domains") ||
           acp_cli_is(data->type, "dynamic-split-include-domains");
}

static bool is_domain_list(const acp_asa_custom_data *data)
{
    return is_dynamic(data) || acp_cli_is(data->type, "split-dns-exclude-domains");
}

/* The next data of an ASA that has a list of domains. */
typedef struct {
    acp_member *member;
    const acp_asa_custom_data *data;
} list_place;

static bool next_list(const acp_set *set, list_place *at)
{
    do {
        at->data = at->data ? at->data->next : NULL;
        while (!at->data) {
            at->member = acp_next_asa(set, at->member);
            if (!at->member)
                return false;
            at->data = at->member->asa->custom_data;
        }
    } while (!is_domain_list(at->data));
    return true;
}

void acp_split_domain_wildcard(acp_set_run *run, const acp_rule *rule)
{
    for (list_place at = {0}; next_list(run->set, &at);) {
        acp_asa_domain_walk walk = acp_asa_domains_of(at.data);
        for (acp_asa_domain domain; acp_asa_next_domain(&walk, &domain);)
            if (domain.name.len && memchr(domain.name.ptr, '*', domain.name.len))
                acp_set_say(run, rule, acp_spot_span(at.member, domain.span), NULL, NULL,
                            "The client does not take %.*s for a pattern, so that no name is found "
                            "by it%s.",
                            ACP_SLICE_ARGS(acp_shown(domain.name)),
                            is_dynamic(at.data)
                                ? "; a domain alone stands for all names below it as well"
                                : "");
    }
}

/* ---- entries that are no domains ----------------------------------------------------------- */

static bool has_blank(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (acp_is_space(text.ptr[i]))
            return true;
    return false;
}

/* What an entry is instead of a domain; NULL: it is one, or has a wildcard, another rule's. */
static const char *fault_of(acp_slice name)
{
    if (!name.len)
        return "empty";
    if (memchr(name.ptr, '*', name.len))
        return NULL;
    if (has_blank(name))
        return "two names with a blank between them instead of a comma";
    if (acp_is_ip(name.ptr, name.len))
        return "an IP address";
    if (acp_is_cidr(name.ptr, name.len))
        return "a network";
    if (acp_slice_find(name, ACP_SLICE("://")))
        return "a URL";
    if (memchr(name.ptr, '/', name.len))
        return "a name with a slash";
    if (memchr(name.ptr, ':', name.len))
        return "a name with a port";
    return acp_is_dns_name(name.ptr, name.len) ? NULL : "no domain name";
}

void acp_dynamic_split_entry_malformed(acp_set_run *run, const acp_rule *rule)
{
    for (list_place at = {0}; next_list(run->set, &at);) {
        acp_asa_domain_walk walk = acp_asa_domains_of(at.data);
        for (acp_asa_domain domain; acp_asa_next_domain(&walk, &domain);) {
            const char *fault = fault_of(domain.name);
            if (fault)
                acp_set_say(run, rule, acp_spot_span(at.member, domain.span), NULL, NULL,
                            "%s%.*s%s of the list %.*s is %s. The client compares entries with the "
                            "names that programs look up, and this one never fits.",
                            domain.name.len ? "\"" : "An entry",
                            ACP_SLICE_ARGS(acp_shown(domain.name)), domain.name.len ? "\"" : "",
                            ACP_SLICE_ARGS(acp_shown(at.data->name.text)), fault);
        }
    }
}

/* ---- length, repetition -------------------------------------------------------------------- */

void acp_dynamic_split_list_too_long(acp_set_run *run, const acp_rule *rule)
{
    acp_names told = {0};
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        for (const acp_asa_custom *use = at.policy->customs; use; use = use->next) {
            const acp_asa_custom_data *data =
                acp_asa_find_custom_data(at.asa, use->type.text, use->name.text);
            acp_span span;
            if (!data || !is_dynamic(data) || !acp_mark(run, &told, data) ||
                !acp_asa_domain_character(data, ACP_ASA_DOMAIN_CHARACTERS, &span))
                continue;
            acp_spot there = acp_spot_cli(at.member, use->name);
            acp_set_say(run, rule, acp_spot_span(at.member, span), &there, "applied here",
                        "The list %.*s has more than 20,000 characters. The client looks at the "
                        "first 20,000 and knows nothing of what stands from here on.",
                        ACP_SLICE_ARGS(acp_shown(data->name.text)));
        }
    }
}

static void say_redundant(acp_set_run *run, const acp_rule *rule, acp_member *member,
                          const acp_asa_domain *domain, const acp_asa_domain *other, bool below)
{
    acp_spot there = acp_spot_span(member, other->span);
    acp_set_say(run, rule, acp_spot_span(member, domain->span), &there,
                below ? "the domain above it" : "first here",
                below ? "%.*s is below %.*s, which stands in the same list and covers it."
                      : "%.*s stands in the list already, as %.*s.",
                ACP_SLICE_ARGS(acp_shown(domain->name)), ACP_SLICE_ARGS(acp_shown(other->name)));
}

void acp_asa_dynamic_split_redundant(acp_set_run *run, const acp_rule *rule)
{
    for (list_place at = {0}; next_list(run->set, &at);) {
        if (!is_dynamic(at.data))
            continue;
        acp_asa_domain_list list = acp_asa_domain_list_of(run, at.data);
        for (size_t i = 0; i < list.count; i++) {
            const acp_asa_domain *domain = &list.items[i];
            const acp_asa_domain *same = acp_asa_domain_find(&list, domain->name);
            const acp_asa_domain *above = acp_asa_domain_above(&list, domain->name);
            if (same != domain || above)
                say_redundant(run, rule, at.member, domain, above ? above : same, above);
        }
    }
}
