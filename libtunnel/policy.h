/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An open policy from the inside. */
#ifndef TUNNEL_POLICY_H
#define TUNNEL_POLICY_H

#include "libtunnel/image.h"
#include "libtunnel/settings.h"
#include "libtunnel/tunnel.h"

/* The bytes of an image and where its sections are in them. */
typedef struct {
    const uint8_t *bytes;
    uint32_t size;
    const tunnel_header *header;
    const void *sections[TUNNEL_SECTIONS]; /* first record; NULL: there are none */
    uint32_t counts[TUNNEL_SECTIONS];
} tunnel_image;

struct tunnel_policy {
    tunnel_image image;
    const tunnel_policy_record *root;
    void *owned; /* memory to free on close; NULL: the caller's */
};

/* A record of an open policy by its index. */
#define TUNNEL_AT(policy, type, section, index)                                                    \
    (&((const type *)(policy)->image.sections[SECTION_##section])[index])
/* First record of a range and its length: for loops over it. */
static inline const char *tunnel_text(const tunnel_policy *policy, uint32_t place)
{
    return place == TUNNEL_NONE ? "" : (const char *)policy->image.sections[SECTION_TEXTS] + place;
}
static inline const uint8_t *tunnel_bytes(const tunnel_policy *policy, uint32_t place)
{
    return (const uint8_t *)policy->image.sections[SECTION_BYTES] + place;
}

#endif
