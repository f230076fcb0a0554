/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef TUNNEL_SEAL_H
#define TUNNEL_SEAL_H

#include "libtunnel/image.h"

/* The digest of an image whose signature, if any, starts at end. False: no memory. */
bool tunnel_digest(const void *bytes, size_t end, uint8_t digest[TUNNEL_DIGEST]);

#endif
