/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that lie where the client looks, under a name it does not look for. */
#include "check/rules/common.h"

#define ON(place) (1u << ACP_PLACE_##place)

/* The names the modules read, and where. Kinds without a row have no fixed name. */
static const struct {
    int8_t kind;
    uint8_t places;
    const char *name;
} names[] = {
    {ACP_KIND_LOCAL_POLICY, ON(WINDOWS) | ON(UNIX) | ON(PACKAGE), "AnyConnectLocalPolicy.xml"},
    {ACP_KIND_TRANSFORMS, ON(WINDOWS) | ON(UNIX) | ON(PACKAGE), "ACTransforms.xml"},
    {ACP_KIND_PREFERENCES, ON(WINDOWS), "preferences.xml"},
    {ACP_KIND_PREFERENCES, ON(WINDOWS), "preferences_global.xml"},
    {ACP_KIND_PREFERENCES, ON(UNIX), ".anyconnect"},
    {ACP_KIND_PREFERENCES, ON(UNIX), ".anyconnect_global"},
    {ACP_KIND_NVM, ON(WINDOWS) | ON(UNIX) | ON(PACKAGE), "NVM_ServiceProfile.xml"},
    {ACP_KIND_ISE_POSTURE, ON(WINDOWS) | ON(UNIX) | ON(PACKAGE), "ISEPostureCFG.xml"},
    {ACP_KIND_NAM, ON(WINDOWS) | ON(PACKAGE), "configuration.xml"},
    {ACP_KIND_FEEDBACK, ON(WINDOWS) | ON(UNIX) | ON(PACKAGE), "CustomerExperience_Feedback.xml"},
    {ACP_KIND_UMBRELLA, ON(WINDOWS) | ON(UNIX) | ON(PACKAGE), "OrgInfo.json"},
};

static acp_slice base_name(const char *path)
{
    const char *base = path;
    for (const char *p = path; *p; p++)
        if (*p == '/' || *p == '\\')
            base = p + 1;
    return acp_slice_of(base);
}

/* Windows does not tell upper and lower case apart. */
static bool is_read_as(acp_slice base, const char *name, acp_file_place place)
{
    return place == ACP_PLACE_WINDOWS ? acp_slice_equal_nocase(base, acp_slice_of(name))
                                      : acp_slice_is(base, name);
}

void acp_file_name_not_read(acp_run *run, const acp_rule *rule)
{
    acp_file_place place = acp_place_of_file(run);
    acp_slice base = base_name(run->document->name);
    char wanted[100] = "";
    size_t used = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].kind != (int)run->document->kind || !(names[i].places >> place & 1))
            continue;
        if (is_read_as(base, names[i].name, place))
            return;
        if (used < sizeof wanted)
            used += (size_t)snprintf(wanted + used, sizeof wanted - used, "%s%s",
                                     used ? " or " : "", names[i].name);
    }
    if (!used || place == ACP_PLACE_OTHER || acp_is_gateway_agent_file(run->document))
        return;
    char detail[400], remedy[140];
    acp_slice shown = acp_shown(base);
    snprintf(
        detail, sizeof detail,
        "Here the client looks for %s and passes over %.*s without a word: nothing in it takes "
        "effect.",
        wanted, ACP_SLICE_ARGS(shown));
    snprintf(remedy, sizeof remedy, "rename the file to %s", wanted);
    acp_note note = {.detail = detail, .remedy = remedy};
    acp_report_at(run, rule, acp_at_name(run->document->root), &note);
}
