/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of names, searched by halves once for each label of what is looked for. */
#ifndef TUNNEL_NAMES_H
#define TUNNEL_NAMES_H

#include "libtunnel/address.h"
#include "libtunnel/policy.h"

/* The longest name of a range of NAMES that covers a name: is it, or has it below itself. NULL:
 * none. */
const tunnel_name *tunnel_names_find(const tunnel_policy *policy, uint32_t first, uint32_t count,
                                     tunnel_text_t name);

#endif
