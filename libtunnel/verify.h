/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is every byte of an image what an accessor may trust? */
#ifndef TUNNEL_VERIFY_H
#define TUNNEL_VERIFY_H

#include "libtunnel/policy.h"

/* Which word of a section's records is WORD_FIRST, and of which section. */
typedef struct {
    uint32_t type, column, section;
} tunnel_range;

/* Of a record; of all kinds of records together. */
enum { TUNNEL_MOST_WORDS = 32, TUNNEL_MOST_RANGES = 64 };

typedef struct {
    tunnel_image *image;
    char *why; /* where to say what is wrong */
    size_t why_size;
    tunnel_range ranges[TUNNEL_MOST_RANGES]; /* of sections that are there, in their order */
    uint32_t range_count;
} tunnel_verifier;

/* Checks header, section table and every record of image->size bytes, and fills in where the
 * sections are. The digest and signature are the caller's business. TUNNEL_OK, or what is wrong;
 * why says where, for people. */
tunnel_status tunnel_verify(tunnel_image *image, char *why, size_t why_size);

/* verify_words.c: every word of every record. The sections are checked. Finds out the ranges. */
tunnel_status tunnel_verify_words(tunnel_verifier *v);

/* verify_order.c: tables that are searched by halves are sorted. All words are checked. */
tunnel_status tunnel_verify_order(const tunnel_verifier *v);

/* Says why; returns status. */
tunnel_status tunnel_refuse(const tunnel_verifier *v, tunnel_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
