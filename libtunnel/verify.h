/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is every byte of an image what an accessor may trust? */
#ifndef TUNNEL_VERIFY_H
#define TUNNEL_VERIFY_H

#include "libtunnel/policy.h"

/* Where to say what is wrong. */
typedef struct {
    tunnel_image *image;
    char *why;
    size_t why_size;
} tunnel_verifier;

/* Checks header, section table and every record of image->size bytes, and fills in where the
 * sections are. The digest and signature are the caller's business. TUNNEL_OK, or what is wrong;
 * why says where, for people. */
tunnel_status tunnel_verify(tunnel_image *image, char *why, size_t why_size);

/* verify_words.c: every word of every record. The sections are checked. */
tunnel_status tunnel_verify_words(const tunnel_verifier *v);

/* verify_order.c: tables that are searched by halves are sorted. All words are checked. */
tunnel_status tunnel_verify_order(const tunnel_verifier *v);

/* Says why; returns status. */
tunnel_status tunnel_refuse(const tunnel_verifier *v, tunnel_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
