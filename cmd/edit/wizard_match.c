/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wizards of criteria: certificate-match, flow-filter. */
#include <string.h>

#include "wizard.h"

/* ---- certificate-match ------------------------------------------------------------------------
 */

#define MATCH      "AnyConnectProfile/ClientInitialization/CertificateMatch"
#define USAGE      MATCH "/KeyUsage/MatchKey"
#define EXTENDED   MATCH "/ExtendedKeyUsage/ExtendedMatchKey"
#define DEFINITION MATCH "/DistinguishedName/DistinguishedNameDefinition"
#define POLICY     "NVMProfile/DataCollectionPolicy"

enum {
    MATCH_USAGE,
    MATCH_EXTENDED,
    MATCH_PART,
    MATCH_PATTERN,
    MATCH_OPERATOR,
    MATCH_WILDCARD,
    MATCH_CASE,
};

static const wizard_parameter match_parameters[] = {
    [MATCH_USAGE] = {"usage",
                     "Key usages of which a certificate must have one at least.",
                     "",
                     {USAGE, .kind = EDIT_ANSWER_LIST}},
    [MATCH_EXTENDED] = {"extended",
                        "Extended key usages a certificate must have, all of them.",
                        "",
                        {EXTENDED, .kind = EDIT_ANSWER_LIST}},
    [MATCH_PART] =
        {"part",
         "The part of the subject's name, or with ISSUER- before it of the issuer's, that "
         "is compared, such as CN, OU or ISSUER-CN.",
         "",
         {DEFINITION "/Name"}},
    [MATCH_PATTERN] = {"pattern", "What it is compared with.", NULL},
    [MATCH_OPERATOR] = {"operator",
                        "Whether it must be so, or must not.",
                        "Equal",
                        {DEFINITION "/@Operator"}},
    [MATCH_WILDCARD] = {"wildcard",
                        "Whether that may stand anywhere in the part.",
                        "Disabled",
                        {DEFINITION "/@Wildcard"}},
    [MATCH_CASE] = {"case",
                    "Whether capital and small letters are told apart.",
                    "Enabled",
                    {DEFINITION "/@MatchCase"}},
    {0},
};

static void add_keys(wizard_run *run, unsigned parameter, const char *path, const char *new_path)
{
    const char *answer = wizard_ask(run, parameter, new_path);
    char *rest = answer ? wizard_text(run, "%s", answer) : NULL;
    for (const char *item; rest && (item = wizard_item(&rest));)
        if (!wizard_has(run, path, item))
            wizard_set(run, new_path, item);
}

/* One definition, the number-th there is then. False: no part was named. */
static bool add_definition(wizard_run *run, size_t number)
{
    const char *part = wizard_ask(run, MATCH_PART, DEFINITION "[+]/Name");
    const char *base = part && *part ? wizard_text(run, "%s[%zu]", DEFINITION, number) : NULL;
    if (!base)
        return false;
    wizard_set(run, DEFINITION "[+]/Name", part);
    wizard_set(run, wizard_text(run, "%s/Pattern", base),
               wizard_ask(run, MATCH_PATTERN, DEFINITION "[+]/Pattern"));
    wizard_set(run, wizard_text(run, "%s/@Operator", base),
               wizard_ask(run, MATCH_OPERATOR, DEFINITION "[+]/@Operator"));
    wizard_set(run, wizard_text(run, "%s/@Wildcard", base),
               wizard_ask(run, MATCH_WILDCARD, DEFINITION "[+]/@Wildcard"));
    wizard_set(run, wizard_text(run, "%s/@MatchCase", base),
               wizard_ask(run, MATCH_CASE, DEFINITION "[+]/@MatchCase"));
    return run->code == CMD_OK;
}

static void match(wizard_run *run)
{
    acp_slice ignored;
    size_t number = wizard_count(run, DEFINITION, &ignored);
    add_keys(run, MATCH_USAGE, USAGE, USAGE "[+]");
    add_keys(run, MATCH_EXTENDED, EXTENDED, EXTENDED "[+]");
    while (run->code == CMD_OK && add_definition(run, ++number) &&
           edit_confirm(run->session, "Another part of a name? [y/N] "))
        memset(run->given + MATCH_PART, 0, (MATCH_CASE - MATCH_PART + 1) * sizeof *run->given);
}

const wizard_row wizard_match = {"certificate-match", "which client certificates are offered",
                                 "CertificateMatch/DistinguishedName", match_parameters, match};

/* ---- flow-filter --------------------------------------------------------------------------------
 */

enum {
    FILTER_POLICY,
    FILTER_NAME,
    FILTER_TYPE,
    FILTER_FIELD,
    FILTER_OPERATION,
    FILTER_VALUE,
};

static const wizard_parameter filter_parameters[] = {
    [FILTER_POLICY] = {"policy",
                       "The data collection policy the rule is for.",
                       NULL,
                       {POLICY "/Name"}},
    [FILTER_NAME] = {"name", "A name for the rule.", NULL},
    [FILTER_TYPE] = {"type",
                     "What is done with a flow that fits.",
                     NULL,
                     {POLICY "/FlowFilterRule/Type"}},
    [FILTER_FIELD] = {"field",
                      "The field of the flow that is compared.",
                      NULL,
                      {POLICY "/FlowFilterRule/Condition/Field"}},
    [FILTER_OPERATION] = {"operation",
                          "How it is compared.",
                          "Equals",
                          {POLICY "/FlowFilterRule/Condition/Operation"}},
    [FILTER_VALUE] = {"value",
                      "With what: a number, an address or range such as 192.0.2.0/24, or a text in "
                      "which * stands for any characters.",
                      NULL},
    {0},
};

static void add_condition(wizard_run *run, const char *rule, const char *condition)
{
    /* Asked about where nothing else is yet: the rule is still to be made. */
    const char *trial = wizard_text(run, "%s/Condition[+]", rule);
    const char *field_path = trial ? wizard_text(run, "%s/Field", trial) : NULL;
    const char *operation_path = trial ? wizard_text(run, "%s/Operation", trial) : NULL;
    if (!field_path || !operation_path)
        return;
    const char *field = wizard_ask(run, FILTER_FIELD, field_path);
    const char *operation = wizard_ask(run, FILTER_OPERATION, operation_path);
    const char *value = wizard_ask(run, FILTER_VALUE, NULL);
    wizard_set(run, field_path, field);
    wizard_set(run, wizard_text(run, "%s/Operation", condition), operation);
    wizard_set(run, wizard_text(run, "%s/Value", condition), value);
}

static void filter(wizard_run *run)
{
    acp_slice ignored;
    const char *policy = wizard_ask(run, FILTER_POLICY, NULL);
    const char *base = policy ? wizard_entry(run, POLICY, "Name", policy) : NULL;
    if (base && !wizard_count(run, base, &ignored)) {
        wizard_stop(run, "there is no data collection policy named %s", policy);
        return;
    }
    const char *rules = base ? wizard_text(run, "%s/FlowFilterRule", base) : NULL;
    const char *name = rules ? wizard_ask(run, FILTER_NAME, NULL) : NULL;
    const char *rule = name ? wizard_entry(run, rules, "Name", name) : NULL;
    if (rule && wizard_count(run, rule, &ignored)) {
        wizard_stop(run, "the policy %s has a rule named %s already", policy, name);
        return;
    }
    const char *type_path = rule ? wizard_text(run, "%s/Type", rule) : NULL;
    if (run->code != CMD_OK || !type_path)
        return;
    wizard_set(run, type_path, wizard_ask(run, FILTER_TYPE, type_path));
    for (size_t number = 1; run->code == CMD_OK; number++) {
        const char *condition = wizard_text(run, "%s/Condition[%zu]", rule, number);
        if (condition)
            add_condition(run, rule, condition);
        memset(run->given + FILTER_FIELD, 0,
               (FILTER_VALUE - FILTER_FIELD + 1) * sizeof *run->given);
        if (run->code != CMD_OK ||
            !edit_confirm(run->session, "Another condition, which must hold as well? [y/N] "))
            break;
    }
}

const wizard_row wizard_filter = {"flow-filter", "a rule for which flows are collected",
                                  "DataCollectionPolicy/FlowFilterRule", filter_parameters, filter};
