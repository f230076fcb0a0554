/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fields of the records the Network Visibility Module makes, as sets: bit n is the field of place n
 * in NVM_INCLUDE_EXCLUDE_FIELD, whose values are all fields in the order of the records. */
#ifndef TUNNEL_NVM_FIELDS_H
#define TUNNEL_NVM_FIELDS_H

#include "libtunnel/nvm.h"

typedef uint64_t tunnel_fields;

#define TUNNEL_FIELD_BIT(name) ((tunnel_fields)1 << NVM_INCLUDE_EXCLUDE_FIELD__##name)

/* All fields of a record. */
tunnel_fields tunnel_fields_of(tunnel_nvm_record record);
/* Fields a platform cannot fill. */
tunnel_fields tunnel_fields_unavailable(uint32_t platform);
/* The field of a name; 0: it is none. */
tunnel_fields tunnel_field_named(tunnel_text_t name);
/* Their names, in order. False: the buffer is too small. */
bool tunnel_fields_list(tunnel_fields fields, tunnel_buffer *buffer, tunnel_texts *names);

/* Which of the fields go where. */
typedef struct {
    tunnel_fields sent, hashed, dropped, unavailable;
} tunnel_fields_sorted;

/* By the policy that holds, or NULL, and the profile. Notes what is asked of the profile. */
tunnel_fields_sorted tunnel_fields_sort(const tunnel_policy *policy, tunnel_fields asked,
                                        const tunnel_collection *collection,
                                        tunnel_explanation *why);

#endif
