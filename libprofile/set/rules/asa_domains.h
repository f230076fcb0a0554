/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of domains in the data of custom attributes: dynamic split tunneling, split DNS. */
#ifndef ACP_SET_ASA_DOMAINS_H
#define ACP_SET_ASA_DOMAINS_H

#include "set/gateways.h"

/* What a client looks at of a dynamic split list (003:L8477-8481). */
#define ACP_ASA_DOMAIN_CHARACTERS 20000

/* An item of a list. */
typedef struct {
    acp_slice name; /* trimmed */
    acp_span span;  /* of an empty item: the value it is in */
} acp_asa_domain;

/* A walk through the list of data, whose lines are taken as one text. */
typedef struct {
    acp_slice rest; /* not yet looked at */
    acp_slice joined;
    const acp_asa_custom_value *value; /* the line the last item begins in */
    size_t start;                      /* of its value in the joined text */
} acp_asa_domain_walk;

acp_asa_domain_walk acp_asa_domains_of(const acp_asa_custom_data *data);
bool acp_asa_next_domain(acp_asa_domain_walk *walk, acp_asa_domain *domain);
/* Where the character with this number (from 0) of the joined text stands; false: it has not as
 * many. */
bool acp_asa_domain_character(const acp_asa_custom_data *data, size_t number, acp_span *span);

/* Is the one a name below the other (www.example.com below example.com)? */
bool acp_asa_is_below(acp_slice name, acp_slice domain);

/* The names a client looks at, to be searched. */
typedef struct {
    const acp_asa_domain *items; /* in the order of the list */
    size_t count;
    const acp_asa_domain **sorted; /* a domain, then the names below it */
} acp_asa_domain_list;

/* Empty when memory runs out. Names that are none, too long, or have a * are left out. */
acp_asa_domain_list acp_asa_domain_list_of(acp_set_run *run, const acp_asa_custom_data *data);
/* The first item of exactly this name; NULL: none. */
const acp_asa_domain *acp_asa_domain_find(const acp_asa_domain_list *list, acp_slice name);
/* An item that this name is below. */
const acp_asa_domain *acp_asa_domain_above(const acp_asa_domain_list *list, acp_slice name);
/* An item below this name. */
const acp_asa_domain *acp_asa_domain_below(const acp_asa_domain_list *list, acp_slice name);

#endif
