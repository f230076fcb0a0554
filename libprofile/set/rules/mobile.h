/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links and MDM configurations of a set, and the entries they make or mean. */
#ifndef ACP_SET_MOBILE_H
#define ACP_SET_MOBILE_H

#include "headend/names.h"
#include "set/gateways.h"

/* A link of the anyconnect: scheme. */
typedef struct {
    acp_member *member;
    const acp_node *node; /* with its parameters as children */
    acp_slice action;
} acp_link_at;

/* The next link of the set; the first after {0}. False: no more. */
bool acp_next_link(const acp_set *set, acp_link_at *at);
bool acp_has_links(const acp_set *set);
/* A parameter of the link, NULL: it has none; its value, empty: it has none. */
const acp_node *acp_link_at_parameter(const acp_link_at *at, const char *name);
acp_slice acp_link_at_value(const acp_link_at *at, const char *name);

/* The next MDM configuration of one of these kinds (1 << acp_kind | ...); last NULL: the first. */
acp_member *acp_next_mdm(const acp_set *set, uint32_t kinds, acp_member *last);
#define ACP_MDM_IOS_BIT    (UINT32_C(1) << ACP_KIND_MDM_IOS)
#define ACP_MDM_PHONE_BIT  (UINT32_C(1) << ACP_KIND_MDM_ANDROID)
#define ACP_MDM_CHROME_BIT (UINT32_C(1) << ACP_KIND_MDM_CHROME)

/* The next element with the client's settings of an MDM configuration: of iOS one for each
 * connection, of Android the document; the first after *connection NULL. NULL: no more. */
const acp_node *acp_next_mdm_settings(const acp_member *member, const acp_node **connection);
/* A setting in any of them: the first under the name it has on the platform, NULL: none. */
const acp_node *acp_mdm_setting(const acp_member *member, const char *ios, const char *android);
/* The profile in an MDM configuration, to be freed by acp_document_free; NULL: it has none that can
 * be read. *at: the element that holds it. */
acp_document *acp_mdm_profile(acp_set_run *run, const acp_member *member, const acp_node **at);

/* Where HOST[:PORT][/GROUP] leads, to look for headends; it has no node. False: that cannot be
 * read. */
bool acp_entry_of_address(acp_slice address, bool ipsec, acp_entry *out);
/* The same for a connection of an MDM configuration, and for the host of a link. */
bool acp_entry_of_connection(const acp_member *member, const acp_node *connection, acp_entry *out);
bool acp_entry_of_link(const acp_link_at *at, acp_entry *out);

/* Entries of the client by their names. */
typedef struct {
    acp_names names; /* of acp_named_entry */
    size_t count;
} acp_named_entries;
typedef struct {
    acp_spot at;     /* its name */
    acp_entry entry; /* where it leads; host empty: not known */
} acp_named_entry;
/* Those of profiles, MDM configurations, profiles in these, and links that create. None in a set
 * without links: they are who asks. */
void acp_find_named_entries(acp_set_run *run, acp_named_entries *out);

#endif
