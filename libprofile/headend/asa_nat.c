/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: address translation, in the forms of before and after 8.3. */
#include "headend/asa_read.h"

/* (inside,outside) or (inside): the names in it, as values of their own. */
static void read_interfaces(acp_cli word, acp_asa_nat *nat)
{
    acp_slice text = word.text;
    if (text.len < 2 || text.ptr[0] != '(')
        return;
    size_t end = text.ptr[text.len - 1] == ')' ? text.len - 1 : text.len;
    const char *comma = memchr(text.ptr, ',', end);
    size_t first = comma ? (size_t)(comma - text.ptr) : end;
    uint32_t base = word.span.start;
    nat->real_if =
        (acp_cli){{text.ptr + 1, first - 1}, {base + 1, base + (uint32_t)first}, word.line};
    if (comma)
        nat->mapped_if = (acp_cli){{comma + 1, end - first - 1},
                                   {base + (uint32_t)first + 1, base + (uint32_t)end},
                                   word.line};
}

static acp_asa_nat *new_nat(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_nat *nat = line->no ? NULL : ACP_ASA_NEW(reader, acp_asa_nat);
    if (!nat)
        return NULL;
    nat->line = line;
    read_interfaces(acp_asa_word(reader, line, 1), nat);
    for (uint32_t i = 2; i < line->count; i++)
        nat->inactive |= acp_asa_has(reader, line, i, "inactive");
    ACP_ASA_APPEND(reader->nats, nat);
    return nat;
}

/* nat (inside,outside) dynamic interface; the parentheses may be missing (any,any) */
void acp_asa_read_object_nat(acp_asa_reader *reader, const acp_line *line, acp_cli object)
{
    acp_asa_nat *nat = new_nat(reader, line);
    if (!nat)
        return;
    uint32_t at = nat->real_if.line ? 2 : 1;
    nat->kind = ACP_ASA_NAT_OBJECT;
    nat->dynamic = acp_asa_has(reader, line, at, "dynamic");
    nat->real = object;
    nat->mapped = acp_asa_word(reader, line, at + 1);
}

/* source static|dynamic REAL MAPPED [destination static MAPPED REAL] */
static void read_twice(acp_asa_reader *reader, const acp_line *line, uint32_t at, acp_asa_nat *nat)
{
    nat->kind = ACP_ASA_NAT_TWICE;
    nat->dynamic = acp_asa_has(reader, line, at + 1, "dynamic");
    nat->real = acp_asa_word(reader, line, at + 2);
    nat->mapped = acp_asa_word(reader, line, at + 3);
    for (at += 4; at < line->count; at++) {
        if (!acp_asa_has(reader, line, at, "destination static"))
            continue;
        nat->mapped_to = acp_asa_word(reader, line, at + 2);
        nat->real_to = acp_asa_word(reader, line, at + 3);
        return;
    }
}

/* nat (inside) ID access-list A | ADDRESS MASK */
static void read_old(acp_asa_reader *reader, const acp_line *line, acp_asa_nat *nat)
{
    bool zero = acp_asa_has(reader, line, 2, "0");
    uint32_t at = 3;
    nat->kind = ACP_ASA_NAT_OLD;
    nat->dynamic = !zero;
    if (!acp_asa_has(reader, line, 3, "access-list")) {
        nat->source = acp_asa_read_address(reader, line, &at);
        return;
    }
    nat->acl = acp_asa_word(reader, line, 4);
    if (zero)
        nat->kind = ACP_ASA_NAT_EXEMPTION;
}

void acp_asa_read_nat(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_nat *nat = new_nat(reader, line);
    if (!nat)
        return;
    for (uint32_t at = 1; at < line->count; at++) {
        if (acp_asa_has(reader, line, at, "source")) {
            read_twice(reader, line, at, nat);
            return;
        }
    }
    read_old(reader, line, nat);
}
