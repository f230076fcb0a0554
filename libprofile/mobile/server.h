/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The server value of a connection on iOS:
 *
 *     [ipsec://][METHOD[:IDENTITY]@]HOST[:PORT][/GROUP]
 *
 * Without ipsec:// it is what the field always took: host, port and group URL of an SSL gateway. */
#ifndef ACP_MOBILE_SERVER_H
#define ACP_MOBILE_SERVER_H

#include "document/buffer.h"
#include "document/slice.h"

/* Slices of the value, escapes as they are; empty ptr: not written. */
typedef struct {
    bool ipsec;
    acp_slice method, identity, host, port, group;
} acp_server;

/* Takes a value apart. NULL: it is of the form; else what is wrong, with *at where. */
const char *acp_server_parse(acp_slice value, acp_server *out, const char **at);

/* Adds an identity or a group as such a value holds it: what no URI has as it is stands there as
 * escapes. Reading leaves them as they are. */
void acp_server_put_identity(acp_buffer *out, acp_slice identity);
void acp_server_put_group(acp_buffer *out, acp_slice group);

/* The methods of IPsec authentication. */
typedef enum {
    ACP_METHOD_NONE = -1, /* no such method */
    ACP_METHOD_EAP_ANYCONNECT,
    ACP_METHOD_EAP_GTC,
    ACP_METHOD_EAP_MD5,
    ACP_METHOD_EAP_MSCHAPV2,
    ACP_METHOD_IKE_RSA,
} acp_ipsec_method;

/* The method of a name, in any case of letters; loose: with blanks and _ for hyphens, too. */
acp_ipsec_method acp_ipsec_method_of(acp_slice name, bool loose);
/* Its name as links spell it. */
const char *acp_ipsec_method_name(acp_ipsec_method method);
/* EAP-GTC, EAP-MD5 and EAP-MSCHAPv2: those that send an IKE identity. */
static inline bool acp_ipsec_method_takes_identity(acp_ipsec_method method)
{
    return method >= ACP_METHOD_EAP_GTC && method <= ACP_METHOD_EAP_MSCHAPV2;
}

#endif
