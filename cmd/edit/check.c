/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check, fix, undo, redo. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

int edit_check(edit_session *s, char *rest)
{
    acp_findings *findings = acp_findings_new();
    acp_read_options read = {.kind = s->options.kind, .max_size = s->length + ACP_MAX_SIZE};
    if (*rest) {
        acp_findings_free(findings);
        edit_fail(s, "check takes no operand: it checks the whole document");
        return CMD_USAGE;
    }
    acp_status status =
        findings ? acp_check_memory(s->file, s->text, s->length, &read, &s->options.check, findings)
                 : ACP_NO_MEMORY;
    int code = status == ACP_OK || status == ACP_DAMAGED ? CMD_OK : edit_no_memory(s);
    if (code == CMD_OK && !acp_findings_count(findings))
        edit_tell(s, "Nothing is wrong.");
    else if (code == CMD_OK)
        code = cmd_print_findings(findings, stdout);
    acp_findings_free(findings);
    return code;
}

/* ---- fix --------------------------------------------------------------------------------------
 */

/* The rules named, NULL-terminated; NULL: one is unknown (said), or no memory. */
static const acp_rule **rules_of(const edit_session *s, char *rest)
{
    const acp_rule **rules = calloc(strlen(rest) / 2 + 2, sizeof *rules);
    size_t count = 0;
    if (!rules) {
        edit_no_memory(s);
        return NULL;
    }
    while (*rest) {
        const char *name = edit_word(&rest);
        rules[count] = acp_rule_find(name);
        if (!rules[count++]) {
            edit_fail(s, "there is no rule '%s'", name);
            free(rules);
            return NULL;
        }
    }
    return rules;
}

static void tell_fixed(const edit_session *s, const acp_findings *fixed)
{
    for (size_t i = 0; i < acp_findings_count(fixed); i++) {
        const acp_finding *finding = acp_findings_get(fixed, i);
        edit_tell(s, "fixed: line %u: %s [%s %s]", finding->start.line, finding->rule->title,
                  finding->rule->id, finding->rule->key);
    }
}

int edit_fix(edit_session *s, char *rest)
{
    acp_read_options read = {.kind = s->options.kind, .max_size = s->length + ACP_MAX_SIZE};
    acp_check_options check = s->options.check;
    acp_fix_input input = {s->file, s->text, s->length, &read, &check};
    acp_fix_result result;
    bool named = *rest;
    const acp_rule **rules = rules_of(s, rest);
    if (!rules)
        return CMD_USAGE;
    check.only = named ? rules : NULL;
    int code = acp_fix(&input, &result) == ACP_NO_MEMORY ? edit_no_memory(s) : CMD_OK;
    if (code == CMD_OK && result.text) {
        acp_change_result made = {.text = result.text, .length = result.length};
        result.text = NULL;
        code = edit_take(s, "fix", &made);
        if (code == CMD_OK)
            tell_fixed(s, result.fixed);
    } else if (code == CMD_OK) {
        edit_tell(s, "There is nothing that can be fixed without a guess.");
    }
    size_t left = code == CMD_OK ? acp_findings_count(result.left) : 0;
    if (left)
        edit_tell(s, "%zu finding%s left; 'check' shows them.", left, left == 1 ? " is" : "s are");
    acp_fix_free(&result);
    free(rules);
    return code;
}

/* ---- undo and redo ----------------------------------------------------------------------------
 */

static int step(edit_session *s, const char *rest, bool redo)
{
    char *end = NULL;
    unsigned long count = *rest >= '0' && *rest <= '9' ? strtoul(rest, &end, 10) : 0;
    const char *what;
    if (*rest && (!count || *end)) {
        edit_fail(s, "'%s' is no number of changes", rest);
        return CMD_USAGE;
    }
    unsigned long done = 0;
    for (count = *rest ? count : 1; done < count && (what = edit_step_back(s, redo)); done++)
        edit_tell(s, "%s: %s", redo ? "done again" : "undone", what);
    if (done == count)
        return CMD_OK;
    edit_fail(s, "there is nothing %sto %s", done ? "more " : "", redo ? "redo" : "undo");
    return CMD_FINDINGS;
}

int edit_undo(edit_session *s, char *rest)
{
    return step(s, rest, false);
}

int edit_redo(edit_session *s, char *rest)
{
    return step(s, rest, true);
}
