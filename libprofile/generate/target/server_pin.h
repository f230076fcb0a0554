/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_TARGET_SERVER_PIN_H
#define ACP_TARGET_SERVER_PIN_H

#include "document/buffer.h"
#include "set/set.h"

/* The pin of the certificate a host shows, as openconnect has it, "pin-sha256:" and Base64 of the
 * hash of its public key. Nothing is added if the set has no certificate of the host. False: no
 * memory. */
bool acp_server_pin(const acp_set *set, acp_slice host, acp_buffer *out);

#endif
