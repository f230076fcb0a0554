/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Criteria for client certificates that contradict or repeat each other. A file may hold any number
 * of them, so they are sorted, never compared each with each. */
#include <stdlib.h>

#include "check/rules/common.h"
#include "check/rules/vpn.h"

#define MATCH      "ClientInitialization/CertificateMatch/"
#define DEFINITION MATCH "DistinguishedName/DistinguishedNameDefinition"

typedef struct {
    const acp_node *node;
    size_t order; /* in the document */
    bool negated; /* Operator NotEqual */
    bool ignore_case;
    acp_slice pattern, name, wildcard, match_case; /* of single keys only pattern, the key */
} criterion;

/* ---- comparing --------------------------------------------------------------------------------
 */

/* The next character with white space collapsed, as the schema compares; -1: the end. */
static int next_character(acp_slice *rest, bool ignore_case)
{
    if (!rest->len)
        return -1;
    char c = *rest->ptr;
    bool space = acp_is_space(c);
    do {
        rest->ptr++;
        rest->len--;
    } while (space && rest->len && acp_is_space(*rest->ptr));
    return space ? ' ' : (unsigned char)(ignore_case ? acp_lower(c) : c);
}

static int compare_texts(acp_slice a, acp_slice b, bool ignore_case)
{
    int x, y;
    do {
        x = next_character(&a, ignore_case);
        y = next_character(&b, ignore_case);
    } while (x == y && x >= 0);
    return x - y;
}

/* Equal for criteria that ask for the same, whether or not one of them negates it. */
static int compare_criteria(const criterion *a, const criterion *b)
{
    int order = compare_texts(a->name, b->name, false);
    if (!order)
        order = compare_texts(a->wildcard, b->wildcard, false);
    if (!order)
        order = compare_texts(a->match_case, b->match_case, false);
    return order ? order : compare_texts(a->pattern, b->pattern, a->ignore_case);
}

static int by_criterion(const void *left, const void *right)
{
    const criterion *a = left, *b = right;
    int order = compare_criteria(a, b);
    return order ? order : a->order < b->order ? -1 : 1;
}

/* ---- collecting -------------------------------------------------------------------------------
 */

static acp_slice state_name(acp_slice name)
{
    if (acp_slice_is(name, "SP"))
        return ACP_SLICE("ST");
    return acp_slice_is(name, "ISSUER-SP") ? ACP_SLICE("ISSUER-ST") : name;
}

/* False for a definition that lacks its name or pattern: there is nothing to compare. */
static bool read_definition(const acp_run *run, const acp_node *node, criterion *out)
{
    out->name =
        state_name(acp_value_effective(run, acp_rule_setting(run, DEFINITION "/Name"), node));
    out->pattern = acp_value_effective(run, acp_rule_setting(run, DEFINITION "/Pattern"), node);
    out->wildcard = acp_value_effective(run, acp_rule_setting(run, DEFINITION "/@Wildcard"), node);
    out->match_case =
        acp_value_effective(run, acp_rule_setting(run, DEFINITION "/@MatchCase"), node);
    out->ignore_case = acp_slice_is(out->match_case, "Disabled");
    out->negated = acp_slice_is(
        acp_value_effective(run, acp_rule_setting(run, DEFINITION "/@Operator"), node), "NotEqual");
    return out->name.len && out->pattern.len;
}

static bool read_key(const acp_run *run, const acp_node *node, criterion *out)
{
    (void)run;
    out->pattern = node->value;
    return node->value.len > 0;
}

typedef bool reader(const acp_run *run, const acp_node *node, criterion *out);

/* All criteria at a path in document order. NULL: there are none, or memory ran out. */
static criterion *collect(acp_run *run, const char *path, reader *read, size_t *count)
{
    size_t size = 0;
    const acp_node *first = acp_rule_first(run, path);
    *count = 0;
    for (const acp_node *node = first; node; node = node->same)
        size++;
    criterion *all = size ? calloc(size, sizeof *all) : NULL;
    if (!all) {
        run->no_memory = run->no_memory || size > 0;
        return NULL;
    }
    for (const acp_node *node = first; node; node = node->same) {
        all[*count].node = node;
        all[*count].order = *count;
        *count += read(run, node, &all[*count]);
    }
    return all;
}

/* ---- the same asked twice, or asked and refused ------------------------------------------------
 */

typedef void pair_report(acp_run *run, const acp_rule *rule, const criterion *later,
                         const criterion *earlier);

/* Calls report for each criterion that an earlier equal one goes before: one of the same operator,
 * or with opposite one of the other. */
static void report_pairs(acp_run *run, const acp_rule *rule, criterion *all, size_t count,
                         bool opposite, pair_report *report)
{
    const criterion *first[2] = {NULL, NULL}, *start = NULL;
    if (count)
        qsort(all, count, sizeof *all, by_criterion);
    for (size_t i = 0; i < count; i++) {
        const criterion *one = &all[i];
        if (!start || compare_criteria(one, start) != 0) {
            first[0] = first[1] = NULL;
            start = one;
        }
        const criterion *earlier = first[one->negated != opposite];
        if (earlier)
            report(run, rule, one, earlier);
        if (!first[one->negated])
            first[one->negated] = one;
    }
    free(all);
}

static void report_contradiction(acp_run *run, const acp_rule *rule, const criterion *later,
                                 const criterion *earlier)
{
    acp_rule_report_pair(run, rule, acp_at_name(later->node), acp_at_name(earlier->node),
                         "the definition it contradicts", NULL);
}

static void report_repeated(acp_run *run, const acp_rule *rule, const criterion *later,
                            const criterion *earlier)
{
    bool definition = later->name.len > 0;
    acp_place place = definition ? acp_at_name(later->node) : acp_at_value(later->node);
    acp_place other = definition ? acp_at_name(earlier->node) : acp_at_value(earlier->node);
    acp_rule_report_pair(run, rule, place, other, "the first is here", NULL);
}

void acp_dn_definitions_contradict(acp_run *run, const acp_rule *rule)
{
    size_t count;
    criterion *all = collect(run, DEFINITION, read_definition, &count);
    report_pairs(run, rule, all, count, true, report_contradiction);
}

void acp_match_criterion_duplicate(acp_run *run, const acp_rule *rule)
{
    static const struct {
        const char *path;
        reader *read;
    } kinds[] = {
        {MATCH "KeyUsage/MatchKey", read_key},
        {MATCH "ExtendedKeyUsage/ExtendedMatchKey", read_key},
        {MATCH "ExtendedKeyUsage/CustomExtendedMatchKey", read_key},
        {DEFINITION, read_definition},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t count;
        criterion *all = collect(run, kinds[i].path, kinds[i].read, &count);
        report_pairs(run, rule, all, count, false, report_repeated);
    }
}

/* ---- two values asked of one attribute ---------------------------------------------------------
 */

/* Attributes of which a certificate often has several values. */
static bool often_repeated(acp_slice name)
{
    static const char *const names[] = {"DC", "OU", "ISSUER-DC", "ISSUER-OU"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (acp_slice_is(name, names[i]))
            return true;
    return false;
}

static bool asks_for_another(const criterion *a, const criterion *b)
{
    bool heed_case =
        acp_slice_is(a->match_case, "Enabled") && acp_slice_is(b->match_case, "Enabled");
    return compare_texts(a->pattern, b->pattern, !heed_case) != 0;
}

/* The first definitions of one attribute. The first that heeds case is kept as well: two that do
 * can differ in case only, while one that does not equals both. */
typedef struct {
    const criterion *any, *heeding_case;
} first_of_name;

static void report_two_values(acp_run *run, const acp_rule *rule, const criterion *later,
                              const criterion *earlier)
{
    char detail[600];
    acp_slice one = acp_shown(earlier->pattern), two = acp_shown(later->pattern);
    snprintf(detail, sizeof detail,
             "A certificate must meet all definitions, so that the client finds only one in which "
             "%.*s is both \"%.*s\" and \"%.*s\", which hardly any is. They are not alternatives.",
             ACP_SLICE_ARGS(later->name), ACP_SLICE_ARGS(one), ACP_SLICE_ARGS(two));
    acp_rule_report_pair(run, rule, acp_at_name(later->node), acp_at_name(earlier->node),
                         "the definition of the other value", detail);
}

void acp_dn_definitions_need_two_values(acp_run *run, const acp_rule *rule)
{
    const acp_setting *names = acp_setting_get(acp_rule_setting(run, DEFINITION "/Name"));
    size_t count;
    criterion *all = collect(run, DEFINITION, read_definition, &count);
    first_of_name *firsts = calloc(names->value_count, sizeof *firsts);
    run->no_memory = run->no_memory || !firsts;
    for (size_t i = 0; firsts && i < count; i++) {
        const criterion *one = &all[i];
        int index = acp_rule_value_index(names, one->name);
        if (index < 0 || one->negated || often_repeated(one->name) ||
            !acp_slice_is(one->wildcard, "Disabled"))
            continue;
        first_of_name *first = &firsts[index];
        if (first->any && asks_for_another(one, first->any))
            report_two_values(run, rule, one, first->any);
        else if (first->heeding_case && asks_for_another(one, first->heeding_case))
            report_two_values(run, rule, one, first->heeding_case);
        if (!first->any)
            first->any = one;
        if (!first->heeding_case && acp_slice_is(one->match_case, "Enabled"))
            first->heeding_case = one;
    }
    free(firsts);
    free(all);
}
