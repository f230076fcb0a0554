/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: custom attributes - their type (in webvpn), their data, and their use in group policies. */
#include "document/arena.h"
#include "document/utf8.h"
#include "set/marks.h"
#include "set/rules/asa_each.h"
#include "set/rules/checks.h"

/* ---- defined and used ---------------------------------------------------------------------- */

/* Of one configuration. */
typedef struct {
    acp_set_run *run;
    const acp_rule *rule;
    acp_route at;
    acp_names types; /* the types defined, in lower-case letters: their names */
    acp_names told;  /* types not defined, as written */
    acp_names data;  /* data by type and name, in lower-case letters */
} attributes;

static void check_type(attributes *all, const acp_asa_custom_data *data)
{
    acp_slice type = data->type.text;
    if (acp_asa_find_custom_attr(all->at.asa, type) || acp_names_find(&all->told, type))
        return;
    acp_names_enter(&all->told, all->run->arena, type, (void *)data);
    const acp_cli *like = acp_names_find(&all->types, acp_folded(all->run, type));
    acp_spot there = like ? acp_spot_cli(all->at.member, *like) : (acp_spot){0};
    acp_set_say(all->run, all->rule, acp_spot_cli(all->at.member, data->type), like ? &there : NULL,
                "defined in another case",
                "Data is given for the custom attribute %.*s, but webvpn has no "
                "anyconnect-custom-attr of exactly this name. Clients do not get the attribute.",
                ACP_SLICE_ARGS(acp_shown(type)));
}

static acp_slice data_key(acp_set_run *run, acp_cli type, acp_cli name)
{
    const char *both = acp_arena_printf(run->arena, "%.*s %.*s", ACP_SLICE_ARGS(type.text),
                                        ACP_SLICE_ARGS(name.text));
    return acp_folded(run, acp_slice_of(both));
}

/* What may be meant by a use of data that there is none of: a name in another case, or data of the
 * other dynamic split type, which the guide itself mixes up (003:L8759-8770). NULL: nothing. */
static const acp_asa_custom_data *data_meant(attributes *all, const acp_asa_custom *use)
{
    static const char exclude[] = "dynamic-split-exclude-domains";
    static const char include[] = "dynamic-split-include-domains";
    const acp_asa_custom_data *like =
        acp_names_find(&all->data, data_key(all->run, use->type, use->name));
    const char *other = acp_cli_is(use->type, exclude)   ? include
                        : acp_cli_is(use->type, include) ? exclude
                                                         : NULL;
    return like || !other
               ? like
               : acp_asa_find_custom_data(all->at.asa, acp_slice_of(other), use->name.text);
}

/* Data without its type is reported at the data. */
static void check_use(attributes *all, const acp_asa_custom *use)
{
    const acp_asa *asa = all->at.asa;
    if (!use->name.line || acp_asa_find_custom_data(asa, use->type.text, use->name.text))
        return;
    const acp_asa_custom_data *meant = data_meant(all, use);
    acp_spot there = meant ? acp_spot_cli(all->at.member, meant->type) : (acp_spot){0};
    acp_set_say(all->run, all->rule, acp_spot_cli(all->at.member, use->name), meant ? &there : NULL,
                "perhaps this is meant",
                "Group policy %.*s applies %.*s with the data %.*s, but the configuration has no "
                "anyconnect-custom-data of exactly that type and name%s. Clients do not get the "
                "attribute.",
                ACP_SLICE_ARGS(acp_shown(all->at.policy->name.text)),
                ACP_SLICE_ARGS(acp_shown(use->type.text)),
                ACP_SLICE_ARGS(acp_shown(use->name.text)),
                acp_asa_find_custom_attr(asa, use->type.text)
                    ? ""
                    : ", nor an anyconnect-custom-attr of that type");
}

static void check_definitions(acp_set_run *run, const acp_rule *rule, acp_member *member)
{
    const acp_asa *asa = member->asa;
    attributes all = {.run = run, .rule = rule, .at = {.member = member, .asa = asa}};
    for (const acp_asa_custom_attr *attr = asa->webvpn.custom_attrs; attr; attr = attr->next)
        acp_names_enter(&all.types, run->arena, acp_folded(run, attr->type.text),
                        (void *)&attr->type);
    for (const acp_asa_custom_data *data = asa->custom_data; data; data = data->next) {
        acp_names_enter(&all.data, run->arena, data_key(run, data->type, data->name), (void *)data);
        check_type(&all, data);
    }
    for (all.at.policy = asa->policies; all.at.policy; all.at.policy = all.at.policy->next)
        for (const acp_asa_custom *use = all.at.policy->customs; use; use = use->next)
            check_use(&all, use);
}

void acp_asa_custom_attribute_undefined(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        check_definitions(run, rule, member);
}

void acp_asa_custom_attribute_unused(acp_set_run *run, const acp_rule *rule)
{
    acp_names used = {0};
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        for (const acp_asa_custom *use = at.policy->customs; use; use = use->next) {
            const acp_asa_custom_data *data =
                acp_asa_find_custom_data(at.asa, use->type.text, use->name.text);
            if (data)
                acp_mark(run, &used, data);
        }
    }
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_custom_data *data = member->asa->custom_data;
        for (; data; data = data->next)
            if (!acp_is_marked(&used, data))
                acp_set_say(run, rule, acp_spot_cli(member, data->name), NULL, NULL,
                            "No group policy applies %.*s with the data %.*s. It reaches clients "
                            "only if a DAP record has it, which a running configuration does not "
                            "show.",
                            ACP_SLICE_ARGS(acp_shown(data->type.text)),
                            ACP_SLICE_ARGS(acp_shown(data->name.text)));
    }
}

/* ---- types --------------------------------------------------------------------------------- */

static const char *const known_types[] = {
    "DeferredUpdateAllowed",
    "DeferredUpdateMinimumVersion",
    "DeferredUpdateDismissTimeout",
    "DeferredUpdateDismissResponse",
    "UseLocalProfileAsAlternative",
    "ManagementTunnelAllAllowed",
    "DSCPPreservationAllowed",
    "BypassVirtualSubnetsOnlyV4",
    "BypassVirtualSubnetsOnlyV6",
    "no-dhcp-server-route",
    "tunnel-from-any-source",
    "dynamic-split-exclude-domains",
    "dynamic-split-include-domains",
    "split-dns-exclude-domains",
    NULL,
};

/* perapp, per-app, Per App */
static bool is_perapp(acp_slice type)
{
    static const char name[] = "perapp";
    size_t found = 0;
    for (size_t i = 0; i < type.len; i++) {
        char c = acp_lower(type.ptr[i]);
        if (c == '-' || c == '_' || c == ' ')
            continue;
        if (c != name[found]) /* behind the last letter, NUL */
            return false;
        found++;
    }
    return found == sizeof name - 1;
}

/* The known type that a name is, whatever its case; NULL: another one. */
static const char *known_type(acp_slice type)
{
    const char *const *known = known_types;
    while (*known && !acp_slice_equal_nocase(type, acp_slice_of(*known)))
        known++;
    return *known ? *known : is_perapp(type) ? "perapp" : NULL;
}

void acp_asa_custom_attribute_misspelt(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_custom_attr *attr = member->asa->webvpn.custom_attrs;
        for (; attr; attr = attr->next) {
            const char *known = known_type(attr->type.text);
            if (known && !acp_slice_is(attr->type.text, known))
                acp_set_say(run, rule, acp_spot_cli(member, attr->type), NULL, NULL,
                            "The client knows the attribute %s, spelled exactly so. It takes no "
                            "notice of %.*s.",
                            known, ACP_SLICE_ARGS(acp_shown(attr->type.text)));
        }
    }
}

/* ---- values -------------------------------------------------------------------------------- */

static size_t count_characters(acp_slice text)
{
    size_t count = 0;
    for (const char *at = text.ptr, *end = at + text.len; at < end; count++)
        acp_utf8_next(&at, end);
    return count;
}

void acp_asa_custom_value_too_long(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_custom_data *data = member->asa->custom_data;
        for (; data; data = data->next) {
            size_t most = acp_cli_is(data->type, "perapp") ? 420 : 421;
            for (const acp_asa_custom_value *v = data->values; v; v = v->next) {
                size_t count = count_characters(v->value.text);
                if (count > most)
                    acp_set_say(run, rule, acp_spot_cli(member, v->value), NULL, NULL,
                                "This value of %.*s has %zu characters, and one line takes at most "
                                "%zu.",
                                ACP_SLICE_ARGS(acp_shown(data->type.text)), count, most);
            }
        }
    }
}

static bool is_one_of(acp_slice value, const char *words)
{
    acp_slice rest = acp_slice_of(words), word;
    while (acp_slice_next_item(&rest, &word))
        if (acp_slice_equal(value, word))
            return true;
    return false;
}

static bool is_seconds(acp_slice value)
{
    unsigned number = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9' || number > 300)
            return false;
        number = number * 10 + (unsigned)(value.ptr[i] - '0');
    }
    return value.len && number <= 300;
}

/* Three numbers: 4.10.05095 */
static bool is_version(acp_slice value)
{
    unsigned dots = 0;
    bool digit = false;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '.' && digit) {
            dots++;
            digit = false;
        } else if (value.ptr[i] >= '0' && value.ptr[i] <= '9') {
            digit = true;
        } else {
            return false;
        }
    }
    return dots == 2 && digit;
}

static bool is_switch(acp_slice value)
{
    return acp_slice_equal_nocase(value, ACP_SLICE("true")) ||
           acp_slice_equal_nocase(value, ACP_SLICE("false"));
}

/* What a type takes: words, or what a test says. */
static const struct {
    const char *type, *words;
    bool (*test)(acp_slice value);
    const char *allowed;
} values[] = {
    {"DeferredUpdateAllowed", "true,false", NULL, "true or false, in lower case"},
    {"DeferredUpdateDismissResponse", "defer,update", NULL, "defer or update, in lower case"},
    {"DeferredUpdateDismissTimeout", NULL, is_seconds, "a whole number of seconds from 0 to 300"},
    {"DeferredUpdateMinimumVersion", NULL, is_version,
     "three numbers separated by dots, such as 5.1.2"},
    {"ManagementTunnelAllAllowed", "true", NULL, "true"},
    {"BypassVirtualSubnetsOnlyV4", "true", NULL, "true"},
    {"BypassVirtualSubnetsOnlyV6", "true", NULL, "true"},
    {"tunnel-from-any-source", "true", NULL, "true"},
    {"no-dhcp-server-route", "true", NULL, "true"},
    {"DSCPPreservationAllowed", NULL, is_switch, "true or false"},
};

static void check_value(acp_set_run *run, const acp_rule *rule, acp_member *member,
                        const acp_asa_custom_data *data)
{
    size_t i = 0;
    while (i < sizeof values / sizeof *values && !acp_cli_is(data->type, values[i].type))
        i++;
    if (i == sizeof values / sizeof *values)
        return;
    acp_slice value = data->joined;
    if (values[i].words ? is_one_of(value, values[i].words) : values[i].test(value))
        return;
    acp_set_say(run, rule, acp_spot_cli(member, data->values->value), NULL, NULL,
                "%s takes %s; \"%.*s\" counts as not set.", values[i].type, values[i].allowed,
                ACP_SLICE_ARGS(acp_shown(value)));
}

void acp_asa_custom_attribute_value(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa_custom_data *data = member->asa->custom_data;
        for (; data; data = data->next)
            check_value(run, rule, member, data);
    }
}

/* ---- a local profile instead of the group policy's ----------------------------------------- */

void acp_asa_local_profile_alternative_ignored(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        const acp_asa_custom *custom =
            acp_asa_policy_custom(at.asa, at.policy, "UseLocalProfileAsAlternative");
        const acp_asa_attached *profile = acp_asa_policy_profile(at.asa, at.policy, "user");
        if (!custom || !profile ||
            !(acp_policy_states(&at, custom->type) || acp_policy_states(&at, profile->name)))
            continue;
        acp_spot there = acp_spot_cli(at.member, profile->name);
        acp_set_say(run, rule, acp_spot_stated(&at, custom->type), &there, "the profile",
                    "Group policy %.*s tells clients to take their local profile, but gives them "
                    "the profile %.*s. They take that one and ignore the attribute.",
                    ACP_SLICE_ARGS(acp_shown(at.policy->name.text)),
                    ACP_SLICE_ARGS(acp_shown(profile->name.text)));
    }
}
