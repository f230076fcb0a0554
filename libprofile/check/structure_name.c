/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Elements that are not allowed where they stand: what was most likely meant. */
#include "check/structure.h"

#include "document/findings.h"

typedef struct {
    const char *parent; /* NULL: any */
    const char *wrong, *right;
    const char *rule;
} known_slip;

/* ACP0092: printed so in the guide. ACP0091: seen in files of administrators. */
static const known_slip slips[] = {
    {NULL, "CertficateStoreOverride", "CertificateStoreOverride", "ACP0092"},
    {NULL, "RSASecureIDIntegration", "RSASecurIDIntegration", "ACP0092"},
    {"HostEntry", "ServerName", "HostName", "ACP0091"},
    {"HostEntry", "ServerAddress", "HostAddress", "ACP0091"},
};

typedef struct {
    acp_run *run;
    const acp_node *element;
    acp_slice name;
    acp_setting_id parent;
} unknown;

static acp_setting_id child_by(const unknown *u, const char *name)
{
    return acp_setting_child(u->parent, name, strlen(name), false);
}

static void say_meant(const unknown *u, const char *rule, acp_setting_id meant)
{
    const char *name = acp_setting_get(meant)->name;
    char detail[300], remedy[200];
    snprintf(detail, sizeof detail,
             "The client does not know <%.*s> in <%s>; <%s> is what it knows.",
             ACP_SLICE_ARGS(u->name), acp_setting_get(u->parent)->name, name);
    snprintf(remedy, sizeof remedy, "write <%s>", name);
    acp_note note = {.detail = detail, .remedy = remedy};
    /* Renaming is safe only if it does not make a second one. */
    if (acp_node_child(u->element->parent, meant) && acp_setting_get(meant)->max_occurs == 1)
        note.fixable = -1;
    acp_report_at(u->run, acp_rule_find(rule), acp_at_name(u->element), &note);
}

static acp_setting_id try_slips(const unknown *u)
{
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        const known_slip *slip = &slips[i];
        if (!acp_slice_is(u->name, slip->wrong) ||
            (slip->parent && strcmp(acp_setting_get(u->parent)->name, slip->parent) != 0))
            continue;
        acp_setting_id meant = child_by(u, slip->right);
        if (meant != ACP_NO_SETTING) {
            say_meant(u, slip->rule, meant);
            return meant;
        }
    }
    return ACP_NO_SETTING;
}

static acp_setting_id try_case(const unknown *u)
{
    acp_setting_id id = acp_setting_get(u->parent)->first_child;
    for (; id != ACP_NO_SETTING; id = acp_setting_get(id)->next) {
        if (acp_slice_equal_nocase(u->name, acp_slice_of(acp_setting_get(id)->name))) {
            say_meant(u, "ACP0093", id);
            return id;
        }
    }
    return ACP_NO_SETTING;
}

/* Within two edits of exactly one; short names have to be closer. */
static acp_setting_id try_misspelled(const unknown *u)
{
    unsigned limit = u->name.len < 5 ? 1 : 2;
    acp_setting_id meant = ACP_NO_SETTING;
    acp_setting_id id = acp_setting_get(u->parent)->first_child;
    for (; id != ACP_NO_SETTING; id = acp_setting_get(id)->next) {
        acp_slice name = acp_slice_of(acp_setting_get(id)->name);
        if (acp_distance(u->name, name, limit) > limit)
            continue;
        if (meant != ACP_NO_SETTING)
            return ACP_NO_SETTING;
        meant = id;
    }
    if (meant != ACP_NO_SETTING)
        say_meant(u, "ACP0091", meant);
    return meant;
}

/* Settings of the document's own schema with this name, in other places. */
static size_t places_elsewhere(const unknown *u, acp_setting_id *out, size_t max, bool ignore_case)
{
    const acp_document *document = u->run->document;
    size_t count = 0;
    for (acp_setting_id i = 0; i < document->setting_count; i++) {
        acp_setting_id id = (acp_setting_id)(document->first_setting + i);
        const acp_setting *setting = acp_setting_get(id);
        acp_slice name = {setting->name, setting->name_len};
        bool same =
            ignore_case ? acp_slice_equal_nocase(name, u->name) : acp_slice_equal(name, u->name);
        if (setting->is_attribute || !same)
            continue;
        if (count < max)
            out[count] = id;
        count++;
    }
    return count;
}

static const char *parent_name(acp_setting_id id)
{
    acp_setting_id parent = acp_setting_get(id)->parent;
    return parent == ACP_NO_SETTING ? "the document itself" : acp_setting_get(parent)->name;
}

/* Movable without a guess: its parent stands beside it and has no such child yet. */
static int movable(const unknown *u, acp_setting_id right)
{
    acp_setting_id home = acp_setting_get(right)->parent;
    for (const acp_node *beside = acp_node_first_child(u->element->parent); beside;
         beside = acp_node_next(beside))
        if (beside->setting == home && home != ACP_NO_SETTING)
            return acp_node_child(beside, right) ? -1 : 1;
    return -1;
}

static bool try_elsewhere(const unknown *u)
{
    acp_setting_id places[4];
    size_t count = places_elsewhere(u, places, 4, false);
    if (!count)
        return false;
    char detail[400], remedy[300];
    size_t used =
        (size_t)snprintf(detail, sizeof detail, "<%.*s> does nothing in <%s>; it belongs inside ",
                         ACP_SLICE_ARGS(u->name), acp_setting_get(u->parent)->name);
    for (size_t i = 0; i < count && i < 4 && used < sizeof detail; i++)
        used += (size_t)snprintf(detail + used, sizeof detail - used, "%s<%s>",
                                 i == 0           ? ""
                                 : i + 1 == count ? " or "
                                                  : ", ",
                                 parent_name(places[i]));
    if (used < sizeof detail - 1)
        snprintf(detail + used, sizeof detail - used, ".");
    snprintf(remedy, sizeof remedy, "move it into <%s>", parent_name(places[0]));
    acp_note note = {.detail = detail, .fixable = count == 1 ? movable(u, places[0]) : -1};
    if (count == 1)
        note.remedy = remedy;
    acp_report_at(u->run, acp_rule_find("ACP0094"), acp_at_name(u->element), &note);
    return true;
}

static bool schema_knows(int schema, acp_slice name)
{
    const acp_schema *table = &acp_schemas[schema];
    for (unsigned i = 0; i < table->count; i++) {
        const acp_setting *setting = acp_setting_get((acp_setting_id)(table->first + i));
        if (!setting->is_attribute && setting->parent != ACP_NO_SETTING &&
            acp_slice_is(name, setting->name))
            return true;
    }
    return false;
}

static bool kind_knows(acp_kind kind, acp_slice name)
{
    for (const char *const *known = acp_kinds[kind].known; known && *known; known++)
        if (acp_slice_is(name, *known))
            return true;
    return acp_kinds[kind].schema >= 0 && schema_knows(acp_kinds[kind].schema, name);
}

static bool is_vpn(acp_kind kind)
{
    return kind == ACP_KIND_VPN || kind == ACP_KIND_MGMT;
}

static bool try_other_kinds(const unknown *u)
{
    acp_kind own = u->run->document->kind;
    if (is_vpn(own) && kind_knows(ACP_KIND_LOCAL_POLICY, u->name)) {
        acp_say(u->run, "ACP1002", acp_at_name(u->element),
                "<%.*s> belongs in AnyConnectLocalPolicy.xml. In a profile the client passes it "
                "over, so nothing is restricted by it.",
                ACP_SLICE_ARGS(u->name));
        return true;
    }
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        if (acp_kinds[kind].schema == acp_kinds[own].schema || !kind_knows((acp_kind)kind, u->name))
            continue;
        acp_say(u->run, "ACP0095", acp_at_name(u->element), "<%.*s> belongs in %s (%s).",
                ACP_SLICE_ARGS(u->name), acp_kinds[kind].file, acp_kinds[kind].label);
        return true;
    }
    return false;
}

static void say_unknown(const unknown *u)
{
    acp_setting_id place = ACP_NO_SETTING;
    const char *parent = acp_setting_get(u->parent)->name;
    if (!acp_findings_full(u->run->findings) && places_elsewhere(u, &place, 1, true) == 1)
        acp_say(u->run, "ACP0090", acp_at_name(u->element),
                "<%.*s> is not known in <%s>. <%s> inside <%s> is spelled alike.",
                ACP_SLICE_ARGS(u->name), parent, acp_setting_get(place)->name, parent_name(place));
    else if (u->element->foreign)
        acp_say(u->run, "ACP0090", acp_at_name(u->element),
                "<%.*s> is in the namespace \"%.*s\", not in that of the document.",
                ACP_SLICE_ARGS(u->element->name), ACP_SLICE_ARGS(u->element->ns));
    else
        acp_say(u->run, "ACP0090", acp_at_name(u->element),
                "<%.*s> is not known in <%s> or anywhere else; a client that checks its profile "
                "against the schema refuses the whole file.",
                ACP_SLICE_ARGS(u->name), parent);
}

acp_setting_id acp_structure_unknown(acp_run *run, const acp_node *element)
{
    unknown u = {run, element, acp_local_name(element->name), element->parent->setting};
    acp_setting_id meant = ACP_NO_SETTING;
    if (!element->foreign && !acp_findings_full(run->findings)) {
        meant = try_slips(&u);
        if (meant == ACP_NO_SETTING)
            meant = try_case(&u);
        if (meant != ACP_NO_SETTING || try_elsewhere(&u) || try_other_kinds(&u))
            return meant;
        meant = try_misspelled(&u);
        if (meant != ACP_NO_SETTING)
            return meant;
    }
    say_unknown(&u);
    return ACP_NO_SETTING;
}
