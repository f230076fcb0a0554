/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Placeholders that a template left behind in the configurations of headends. */
#include "check/rules/common.h"
#include "set/gateways.h"
#include "set/rules/checks.h"

/* More than a banner has; a line that has more is no banner anybody reads. */
#define MOST_TOKENS 16

/* What a headend itself replaces in a banner, when it shows it. */
static bool is_banner_token(acp_slice placeholder)
{
    return acp_slice_is(placeholder, "$(hostname)") || acp_slice_is(placeholder, "$(domain)") ||
           acp_slice_is(placeholder, "$(line)") || acp_slice_is(placeholder, "$(line-desc)");
}

static void check_line(acp_set_run *run, const acp_rule *rule, acp_member *member,
                       const acp_line *line)
{
    const acp_document *document = member->document;
    const char *end = document->text + line->span.end;
    acp_slice rest = {document->text + line->span.start, line->span.end - line->span.start};
    acp_slice found = acp_find_placeholder(rest);
    bool banner = acp_line_has(document, line, 0, "banner");
    for (int i = 0; banner && i < MOST_TOKENS && is_banner_token(found); i++) {
        const char *behind = found.ptr + found.len;
        found = acp_find_placeholder((acp_slice){behind, (size_t)(end - behind)});
    }
    if (!found.len || (banner && is_banner_token(found)))
        return;
    uint32_t start = (uint32_t)(found.ptr - document->text);
    acp_set_say(run, rule, acp_spot_span(member, (acp_span){start, start + (uint32_t)found.len}),
                NULL, NULL, "%.*s was never replaced by a value; the headend takes it literally.",
                ACP_SLICE_ARGS(acp_shown(found)));
}

void acp_configuration_placeholder_unresolved(acp_set_run *run, const acp_rule *rule)
{
    for (acp_role role = ACP_ROLE_ASA; role <= ACP_ROLE_IOS_XE; role++) {
        for (acp_member *member = NULL; (member = acp_set_next(run->set, role, member));) {
            const acp_line *line = member->asa     ? member->asa->lines.first
                                   : member->iosxe ? member->iosxe->lines.first
                                                   : NULL;
            for (; line; line = acp_line_after(line))
                check_line(run, rule, member, line);
        }
    }
}
