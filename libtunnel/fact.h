/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Single facts: what is no list and no object. */
#ifndef TUNNEL_FACT_H
#define TUNNEL_FACT_H

#include "libtunnel/facts.h"

/* Reads a value where the field's member is. TUNNEL_FACTS_INVALID: it is none of the field's kind.
 */
tunnel_status tunnel_fact_read(const tunnel_field *field, const tunnel_json *token, void *at);

/* What the member is without a value; lists and objects are left as they are. */
void tunnel_fact_initial(const tunnel_field *field, void *at);

#endif
