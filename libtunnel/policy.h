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
    const uint8_t *signature; /* NULL: none */
} tunnel_image;

struct tunnel_policy {
    tunnel_image image;
    const tunnel_policy_record *root;
    void *owned; /* memory to free on close; NULL: the caller's */
};

/* A record of an open policy by its index. */
#define TUNNEL_AT(policy, type, section, index)                                                    \
    (&((const type *)(policy)->image.sections[SECTION_##section])[index])

static inline uint32_t tunnel_count(const tunnel_policy *policy, tunnel_section_type section)
{
    return policy->image.counts[section];
}

static inline const char *tunnel_text(const tunnel_policy *policy, uint32_t place)
{
    return (const char *)policy->image.sections[SECTION_TEXTS] + place;
}

/* The text of a record's word, as a slice. */
static inline tunnel_text_t tunnel_slice(const tunnel_policy *policy, uint32_t place)
{
    const char *text = tunnel_text(policy, place);
    return (tunnel_text_t){text, __builtin_strlen(text)};
}

static inline const uint8_t *tunnel_bytes(const tunnel_policy *policy, uint32_t place)
{
    return (const uint8_t *)policy->image.sections[SECTION_BYTES] + place;
}

#endif
