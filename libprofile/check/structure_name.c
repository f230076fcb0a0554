/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Elements that are not allowed where they stand: what was most likely meant. */
#include "check/structure.h"

#include "document/buffer.h"
#include "document/findings.h"

#define CONTROLLABLE "ControllablePreferences"

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
    acp_structure_walk *walk;
    acp_run *run;
    const acp_node *element;
    acp_slice name, shown;
    acp_setting_id parent;
} unknown;

static void say_meant(const unknown *u, const char *rule, acp_setting_id meant)
{
    const char *name = acp_setting_get(meant)->name;
    char detail[300], remedy[200];
    snprintf(detail, sizeof detail,
             "The client does not know <%.*s> in <%s>; <%s> is what it knows.",
             ACP_SLICE_ARGS(u->shown), acp_setting_get(u->parent)->name, name);
    snprintf(remedy, sizeof remedy, "write <%s>", name);
    acp_clip_text(detail);
    acp_note note = {.detail = detail, .remedy = remedy};
    /* Renaming is safe only if it does not make a second one. */
    if (u->walk->counts[acp_structure_slot(u->walk, meant)] &&
        acp_setting_get(meant)->max_occurs == 1)
        note.fixable = -1;
    acp_report_at(u->run, acp_rule_find(rule), acp_at_name(u->element), &note);
}

static const known_slip *find_slip(acp_setting_id parent, acp_slice name)
{
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        const known_slip *slip = &slips[i];
        if (acp_slice_is(name, slip->wrong) &&
            (!slip->parent || strcmp(acp_setting_get(parent)->name, slip->parent) == 0) &&
            acp_setting_child(parent, slip->right, strlen(slip->right), false) != ACP_NO_SETTING)
            return slip;
    }
    return NULL;
}

static acp_setting_id try_slips(const unknown *u)
{
    const known_slip *slip = find_slip(u->parent, u->name);
    if (!slip)
        return ACP_NO_SETTING;
    acp_setting_id meant = acp_setting_child(u->parent, slip->right, strlen(slip->right), false);
    say_meant(u, slip->rule, meant);
    return meant;
}

static acp_setting_id in_other_letters(acp_setting_id parent, acp_slice name)
{
    acp_setting_id id = acp_setting_get(parent)->first_child;
    while (id != ACP_NO_SETTING &&
           !acp_slice_equal_nocase(name, acp_slice_of(acp_setting_get(id)->name)))
        id = acp_setting_get(id)->next;
    return id;
}

static acp_setting_id try_case(const unknown *u)
{
    acp_setting_id meant = in_other_letters(u->parent, u->name);
    if (meant != ACP_NO_SETTING)
        say_meant(u, "ACP0093", meant);
    return meant;
}

acp_setting_id acp_structure_meant_name(acp_setting_id parent, acp_slice name)
{
    const known_slip *slip = find_slip(parent, name);
    if (slip)
        return acp_setting_child(parent, slip->right, strlen(slip->right), false);
    return in_other_letters(parent, name);
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

/* Settings of the document's own schema with a name. */
static size_t places_of(const acp_document *document, acp_slice name, acp_setting_id *out,
                        size_t max, bool ignore_case)
{
    size_t count = 0;
    for (acp_setting_id i = 0; i < document->setting_count; i++) {
        acp_setting_id id = (acp_setting_id)(document->first_setting + i);
        const acp_setting *setting = acp_setting_get(id);
        acp_slice own = {setting->name, setting->name_len};
        bool same = ignore_case ? acp_slice_equal_nocase(own, name) : acp_slice_equal(own, name);
        if (setting->is_attribute || !same)
            continue;
        if (count < max)
            out[count] = id;
        count++;
    }
    return count;
}

acp_setting_id acp_structure_only_place(const acp_document *document, acp_slice name)
{
    acp_setting_id place;
    return places_of(document, name, &place, 1, false) == 1 ? place : ACP_NO_SETTING;
}

static const char *parent_name(acp_setting_id id)
{
    acp_setting_id parent = acp_setting_get(id)->parent;
    return parent == ACP_NO_SETTING ? "the document itself" : acp_setting_get(parent)->name;
}

/* Movable without a guess: its parent stands beside it and has no such child yet. Asked once for
 * all of that name below one element: each answer takes a look at everything inside that parent. */
static int movable(const unknown *u, acp_setting_id right)
{
    acp_structure_walk *w = u->walk;
    const acp_setting_id home = acp_setting_get(right)->parent;
    if (home == ACP_NO_SETTING || !w->counts[acp_structure_slot(w, home)])
        return -1;
    unsigned slot = acp_structure_slot(w, right);
    if (w->moved[slot] != u->element->parent) {
        w->moved[slot] = u->element->parent;
        w->movable[slot] = !acp_node_child(w->firsts[acp_structure_slot(w, home)], right);
    }
    return w->movable[slot] ? 1 : -1;
}

/* The path of an element from below the root; the root's name for the root. */
static void add_path(acp_buffer *out, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    const acp_setting *above =
        setting->parent == ACP_NO_SETTING ? NULL : acp_setting_get(setting->parent);
    if (above && above->parent != ACP_NO_SETTING) {
        add_path(out, setting->parent);
        acp_buffer_putc(out, '/');
    }
    acp_buffer_puts(out, setting->name);
}

/* A single place is named by the element around it. Of several, whose elements may be called alike,
 * the paths are named. */
static void add_places(acp_buffer *out, const acp_setting_id *places, size_t count)
{
    if (count == 1) {
        acp_buffer_printf(out, "<%s>", parent_name(places[0]));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        acp_buffer_puts(out, i == 0 ? "" : i + 1 == count ? " or " : ", ");
        add_path(out, acp_setting_get(places[i])->parent);
    }
}

/* What users control stands in one element of the preferences; there is a rule for what does not.
 */
static bool is_preference_of_users(const unknown *u, acp_setting_id right)
{
    acp_setting_id home = acp_setting_get(right)->parent;
    return u->run->document->kind == ACP_KIND_PREFERENCES && home != ACP_NO_SETTING &&
           strcmp(acp_setting_get(home)->name, CONTROLLABLE) == 0 &&
           acp_setting_get(home)->parent == u->parent;
}

#define MOST_PLACES 8

static bool try_elsewhere(const unknown *u)
{
    acp_setting_id places[MOST_PLACES];
    size_t count = places_of(u->run->document, u->name, places, MOST_PLACES, false);
    if (!count)
        return false;
    acp_buffer detail = {0};
    char remedy[200];
    acp_buffer_printf(&detail, "<%.*s> does nothing in <%s>; it belongs inside ",
                      ACP_SLICE_ARGS(u->shown), acp_setting_get(u->parent)->name);
    add_places(&detail, places, count < MOST_PLACES ? count : MOST_PLACES);
    acp_buffer_putc(&detail, '.');
    snprintf(remedy, sizeof remedy, "move it into <%s>", parent_name(places[0]));
    u->run->no_memory |= detail.failed;
    acp_note note = {.detail = detail.failed ? NULL : detail.text,
                     .remedy = count == 1 ? remedy : NULL,
                     .fixable = count == 1 ? movable(u, places[0]) : -1};
    const char *rule = count == 1 && is_preference_of_users(u, places[0]) ? "ACP3080" : "ACP0094";
    acp_report_at(u->run, acp_rule_find(rule), acp_at_name(u->element), &note);
    acp_buffer_free(&detail);
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
    return acp_kinds[kind].schema >= 0 && schema_knows(acp_kinds[kind].schema, name);
}

/* A setting of the VPN profile that its schema does not leave to users. */
static bool try_controllable(const unknown *u)
{
    if (u->run->document->kind != ACP_KIND_PREFERENCES ||
        strcmp(acp_setting_get(u->parent)->name, CONTROLLABLE) != 0 ||
        !kind_knows(ACP_KIND_VPN, u->name))
        return false;
    acp_say(
        u->run, "ACP3081", acp_at_name(u->element),
        "No profile can leave <%.*s> to the user; the client takes it from the VPN profile alone.",
        ACP_SLICE_ARGS(u->shown));
    return true;
}

static bool is_vpn(acp_kind kind)
{
    return kind == ACP_KIND_VPN || kind == ACP_KIND_MGMT;
}

static bool try_other_kinds(const unknown *u)
{
    acp_kind own = u->run->document->kind;
    if (!acp_name_is_telling(u->name))
        return false;
    if (try_controllable(u))
        return true;
    if (is_vpn(own) && kind_knows(ACP_KIND_LOCAL_POLICY, u->name)) {
        acp_say(u->run, "ACP1002", acp_at_name(u->element),
                "<%.*s> belongs in AnyConnectLocalPolicy.xml. In a profile the client passes it "
                "over, so nothing is restricted by it.",
                ACP_SLICE_ARGS(u->shown));
        return true;
    }
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++) {
        if (acp_kinds[kind].schema == acp_kinds[own].schema || !kind_knows((acp_kind)kind, u->name))
            continue;
        const acp_kind_row *other = &acp_kinds[kind];
        if (strstr(other->file, other->label)) /* "a VPN profile" has no name of its own */
            acp_say(u->run, "ACP0095", acp_at_name(u->element), "<%.*s> belongs in %s.",
                    ACP_SLICE_ARGS(u->shown), other->file);
        else
            acp_say(u->run, "ACP0095", acp_at_name(u->element), "<%.*s> belongs in %s (%s).",
                    ACP_SLICE_ARGS(u->shown), other->file, other->label);
        return true;
    }
    return false;
}

static void say_foreign(const unknown *u)
{
    acp_slice shown = acp_shown(u->element->name);
    if (u->element->ns)
        acp_say(u->run, "ACP0090", acp_at_name(u->element),
                "<%.*s> is in the namespace \"%.*s\", not in that of the document.",
                ACP_SLICE_ARGS(shown), ACP_SLICE_ARGS(acp_shown(acp_slice_of(u->element->ns))));
    else
        acp_say(u->run, "ACP0090", acp_at_name(u->element),
                "<%.*s> is in no namespace, not in that of the document.", ACP_SLICE_ARGS(shown));
}

static void say_unknown(const unknown *u)
{
    acp_setting_id place = ACP_NO_SETTING;
    const char *parent = acp_setting_get(u->parent)->name;
    if (!acp_findings_full(u->run->findings) &&
        places_of(u->run->document, u->name, &place, 1, true) == 1)
        acp_say(u->run, "ACP0090", acp_at_name(u->element),
                "<%.*s> is not known in <%s>. <%s> inside <%s> is spelled alike.",
                ACP_SLICE_ARGS(u->shown), parent, acp_setting_get(place)->name, parent_name(place));
    else
        acp_say(u->run, "ACP0090", acp_at_name(u->element),
                "<%.*s> is not known in <%s> or anywhere else; a client that checks its profile "
                "against the schema refuses the whole file.",
                ACP_SLICE_ARGS(u->shown), parent);
}

acp_setting_id acp_structure_unknown(acp_structure_walk *walk, const acp_node *element)
{
    acp_run *run = walk->run;
    const acp_slice name = acp_local_name(element->name);
    unknown u = {walk, run, element, name, acp_shown(name), element->parent->setting};
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
    if (element->foreign)
        say_foreign(&u);
    else
        say_unknown(&u);
    return ACP_NO_SETTING;
}
