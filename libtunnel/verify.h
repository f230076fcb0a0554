/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is every byte of an image what an accessor may trust? */
#ifndef TUNNEL_VERIFY_H
#define TUNNEL_VERIFY_H

#include "libtunnel/policy.h"

/* Checks header, section table and every record of image->size bytes, and fills in where the
 * sections are. The digest and signature are the caller's business. TUNNEL_OK, or what is wrong;
 * why says where, for people. */
tunnel_status tunnel_verify(tunnel_image *image, char *why, size_t why_size);

#endif
