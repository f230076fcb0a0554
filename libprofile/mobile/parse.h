/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links from the inside. */
#ifndef ACP_MOBILE_PARSE_H
#define ACP_MOBILE_PARSE_H

#include "document/arena.h"
#include "document/slice.h"

struct acp_link {
    acp_arena arena;
    const char *action;
    acp_link_part *parts;
    size_t count, size;
};

/* What a link that creates says by not saying it, by the other parameters; NULL: nothing. ipsec:
 * the protocol is IPsec. */
const char *acp_link_implied(const char *name, bool ipsec);
/* How a value of protocol or authentication is spelled, whatever its case of letters. */
const char *acp_link_spelling(const char *name, const char *value);

#endif
