/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A policy image in the making: records section by section, as libtunnel/image.h describes them.
 *
 * Ranges of one section stand one behind the other, in the order of the records that have them; so
 * the records of all views are added first, then those of profiles, then those of host entries. */
#ifndef ACP_COMPILE_BUILD_H
#define ACP_COMPILE_BUILD_H

#include "document/arena.h"
#include "document/buffer.h"
#include "document/document.h"
#include "libtunnel/image.h"
#include "libtunnel/settings.h"

/* Which of the schema's settings each of the runtime's is; made by mksettings. */
extern const acp_setting_id acp_compiled_settings[];

typedef struct {
    uint32_t *words;
    uint32_t count; /* records */
    size_t size;    /* records there is room for */
} acp_records;

typedef struct {
    acp_arena arena;
    unsigned platform; /* one bit */
    uint16_t client_version;
    bool strip, sign;
    acp_records sections[TUNNEL_SECTIONS];
    acp_buffer bytes;
    acp_slice *texts; /* as often as they are used: a word that is a text holds an index here */
    size_t text_count, text_size;
    bool failed; /* memory ran out */
    bool full;   /* there is more than an image can hold */
} acp_builder;

void acp_build_free(acp_builder *builder);
/* Adds a record of the section's struct; returns its index. */
uint32_t acp_build_add(acp_builder *builder, tunnel_section_type section, const void *record);
/* The word for a text, which must live until the image is written. */
uint32_t acp_build_text(acp_builder *builder, acp_slice text);
/* The word for bytes, which are copied. */
uint32_t acp_build_bytes(acp_builder *builder, const void *bytes, size_t size);
/* Records there are so far: the first of a range to come. */
uint32_t acp_build_count(const acp_builder *builder, tunnel_section_type section);
/* A record added before, to fill in what was not known then. */
void *acp_build_at(const acp_builder *builder, tunnel_section_type section, uint32_t index);

/* Where something was written. */
typedef struct {
    uint32_t file; /* of FILES */
    uint32_t line; /* 0: nowhere */
} acp_origin;
/* The word for it: TUNNEL_NONE if it is nowhere, or positions are left out. */
uint32_t acp_build_position(acp_builder *builder, acp_origin origin);

/* Writes the image, all but digest and signature: malloc'ed. ACP_NO_MEMORY; ACP_BAD_VALUE: it would
 * be too large. */
acp_status acp_build_write(acp_builder *builder, void **image, size_t *size);

#endif
