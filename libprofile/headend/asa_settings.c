/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: one setting of a group policy or tunnel group, from a line to a value. */
#include "headend/asa_read.h"
#include "headend/config_read.h"

/* The ASA takes six pools; the limit keeps hostile files from adding up lists without end. */
#define MOST_ADDED 64

static acp_cli_list joined(acp_asa_reader *reader, acp_cli_list a, acp_cli_list b)
{
    if (!a.count || !b.count || a.count + b.count > MOST_ADDED)
        return b.count ? b : a;
    acp_cli *items = acp_arena_alloc(reader->arena, (a.count + b.count) * sizeof *items);
    if (!items)
        return a;
    memcpy(items, a.items, a.count * sizeof *items);
    memcpy(items + a.count, b.items, b.count * sizeof *items);
    return (acp_cli_list){items, a.count + b.count};
}

static acp_asa_value read_value(acp_asa_reader *reader, const acp_line *line, uint32_t at,
                                acp_asa_form form)
{
    acp_asa_value value = {.from = ACP_ASA_OWN, .number = -1};
    bool with_word = form == ACP_ASA_FORM_VALUE || form == ACP_ASA_FORM_COMMAS;
    if (with_word && acp_asa_has(reader, line, at, "value"))
        at++;
    while (form == ACP_ASA_FORM_LOCATED && at < line->count &&
           acp_asa_word(reader, line, at).text.ptr[0] == '(')
        at++;
    if (form == ACP_ASA_FORM_SELF && at == line->count)
        at--;
    value.none = acp_asa_has(reader, line, at, "none");
    value.value = acp_asa_word(reader, line, at);
    if (!value.none)
        value.items =
            acp_line_list(reader->arena, reader->document, line, at, form == ACP_ASA_FORM_COMMAS);
    if (value.items.count)
        value.value = value.items.items[0];
    value.number = acp_cli_number(value.value);
    return value;
}

static void put(acp_asa_reader *reader, const acp_asa_own **own, unsigned setting,
                acp_asa_value value, bool add)
{
    for (const acp_asa_own *at = *own; at; at = at->next) {
        if (at->setting != setting)
            continue;
        acp_asa_own *known = (acp_asa_own *)at;
        if (add && known->value.from == ACP_ASA_OWN && !value.none)
            value.items = joined(reader, known->value.items, value.items);
        if (add && value.items.count)
            value.value = value.items.items[0];
        known->value = value;
        return;
    }
    acp_asa_own *made = ACP_ASA_NEW(reader, acp_asa_own);
    if (!made)
        return;
    *made = (acp_asa_own){.next = *own, .setting = setting, .value = value};
    *own = made;
}

bool acp_asa_take_setting(acp_asa_reader *reader, const acp_line *line,
                          const acp_asa_command *commands, const acp_asa_own **own)
{
    for (const acp_asa_command *row = commands; row->command; row++) {
        unsigned words =
            acp_command_match(reader->document->text, line->words, line->count, row->command);
        if (!words)
            continue;
        acp_asa_value value = {.number = -1};
        if (!line->no)
            value = read_value(reader, line, words, row->form);
        if (line->no || value.value.line)
            put(reader, own, row->setting, value, row->form == ACP_ASA_FORM_LOCATED);
        return true;
    }
    return false;
}

acp_asa_value acp_asa_own_value(const acp_asa_own *own, unsigned setting)
{
    for (; own; own = own->next)
        if (own->setting == setting)
            return own->value;
    return (acp_asa_value){.number = -1};
}

acp_asa_value acp_asa_built_in(acp_cli_list words)
{
    if (!words.count)
        return (acp_asa_value){.number = -1};
    return (acp_asa_value){.from = ACP_ASA_BUILT_IN,
                           .value = words.items[0],
                           .items = words,
                           .number = acp_cli_number(words.items[0])};
}
