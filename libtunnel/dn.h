/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Distinguished names as facts write them: RFC 4514, the most specific part first. */
#ifndef TUNNEL_DN_H
#define TUNNEL_DN_H

#include "libtunnel/tunnel.h"

/* What profiles can name; in images these numbers. */
typedef enum {
    DN_OTHER,
    DN_CN,
    DN_C,
    DN_L,
    DN_O,
    DN_OU,
    DN_DC,
    DN_SN, /* surname */
    DN_GN,
    DN_N, /* unstructuredName */
    DN_I,
    DN_GENQ,
    DN_DNQ,
    DN_T,
    DN_EA,
    DN_ST, /* SP is the same */
    DN_ATTRIBUTES,
} tunnel_dn_attribute;

/* The attribute of a name or dotted OID, in any case of letters. */
tunnel_dn_attribute tunnel_dn_attribute_of(tunnel_text_t type);

/* One attribute with its value. */
typedef struct {
    uint32_t rdn; /* from 0; those with + between them share one */
    tunnel_dn_attribute attribute;
    tunnel_text_t type;  /* as written */
    tunnel_text_t value; /* without escapes; may be empty */
} tunnel_dn_part;

typedef struct {
    const tunnel_dn_part *items;
    size_t count;
} tunnel_dn;

bool tunnel_is_dn(tunnel_text_t text);
/* Reads a name into memory of the buffer; within an RDN parts are sorted. A text that is none has
 * no parts. False: the buffer is too small. */
bool tunnel_dn_read(tunnel_text_t text, tunnel_buffer *buffer, tunnel_dn *out);
/* The same parts, their values without case. */
bool tunnel_dn_same(const tunnel_dn *a, const tunnel_dn *b);

/* Bytes of a value as RFC 4514 writes it, into out if that is not NULL. */
size_t tunnel_dn_escape(tunnel_text_t value, char *out);

#endif
