/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of names and addresses, in the form they are searched in. */
#ifndef ACP_COMPILE_LOWER_NAMES_H
#define ACP_COMPILE_LOWER_NAMES_H

#include "compile/values.h"

/* A name for the table, and what it covers; made in the arena if it does not stand in the item.
 * False: the item stands for none. */
typedef bool acp_name_form(acp_arena *arena, acp_slice item, acp_slice *name, uint32_t *covers);

/* Adds the names of a list to NAMES, sorted and each once; returns how many. Those that an item
 * before them covers are left out, so that the longest name found is the first item that covers. */
uint32_t acp_names_add(acp_builder *builder, const acp_compiled *list, acp_name_form *form);

/* What TrustedDNSDomains may list: X itself; *.X and all below; *X itself. */
acp_name_form acp_trusted_domain;

/* What ServerName of the local policy may be: a name or an address; *.X for one label before X. */
acp_name_form acp_authorized_server;

/* Adds the items of TrustedDNSServers to RESOLVERS; returns how many. */
uint32_t acp_resolvers_add(acp_builder *builder, const acp_compiled *list);

/* AllowedHosts, as far as the client takes it: its networks to SPANS, its names in NAMES. Both
 * return how many records. */
uint32_t acp_allowed_names_add(acp_builder *builder, const acp_compiled *list);
uint32_t acp_allowed_spans_add(acp_builder *builder, const acp_compiled *list);

#endif
