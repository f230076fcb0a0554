/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

tunnel_status tunnel_refuse(const tunnel_verifier *v, tunnel_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (v->why_size)
        vsnprintf(v->why, v->why_size, format, arguments);
    va_end(arguments);
    return status;
}

/* ---- header -------------------------------------------------------------------------------- */

static tunnel_status check_version(const tunnel_verifier *v, const tunnel_header *header)
{
    if (header->major != TUNNEL_MAJOR)
        return tunnel_refuse(v, TUNNEL_OTHER_VERSION,
                             "it has format %u.%u, and this runtime reads %d.x; compile the policy "
                             "anew with the acprof that came with the runtime",
                             header->major, header->minor, TUNNEL_MAJOR);
    if (header->settings != TUNNEL_SETTINGS_FINGERPRINT)
        return tunnel_refuse(v, TUNNEL_OTHER_VERSION,
                             "it was compiled with the settings %08x, and this runtime knows %08x "
                             "(formats %u.%u and %d.%d); compile the policy anew with the acprof "
                             "that came with the runtime",
                             header->settings, TUNNEL_SETTINGS_FINGERPRINT, header->major,
                             header->minor, TUNNEL_MAJOR, TUNNEL_MINOR);
    return TUNNEL_OK;
}

static bool is_one_platform(uint32_t platform)
{
    return platform && !(platform & ~(uint32_t)TUNNEL_PLATFORMS) && !(platform & (platform - 1));
}

static tunnel_status check_header(tunnel_verifier *v)
{
    tunnel_image *image = v->image;
    if (image->size < sizeof(tunnel_header))
        return tunnel_refuse(v, TUNNEL_DAMAGED, "it has %u bytes, fewer than a header",
                             image->size);
    const tunnel_header *header = (const tunnel_header *)(const void *)image->bytes;
    if (memcmp(header->magic, TUNNEL_MAGIC, sizeof header->magic) != 0)
        return tunnel_refuse(v, TUNNEL_NOT_A_POLICY, "it does not begin as a policy image does");
    tunnel_status status = check_version(v, header);
    if (status != TUNNEL_OK)
        return status;
    if (header->size != image->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "it has %u bytes, and its header says %u",
                             image->size, header->size);
    if (header->stripped > 1 || header->is_signed > 1 || !is_one_platform(header->platform) ||
        header->client > UINT16_MAX)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its header has a value out of range");
    for (size_t i = 0; i < sizeof header->reserved; i++)
        if (header->reserved[i])
            return tunnel_refuse(v, TUNNEL_DAMAGED,
                                 "its header has something where nothing may be");
    image->header = header;
    return TUNNEL_OK;
}

/* ---- section table ------------------------------------------------------------------------- */

static uint32_t record_size(uint32_t type)
{
    return tunnel_records[type].words ? tunnel_records[type].word_count * 4 : 1;
}

/* Sections lie one behind the other, each from the next multiple of 8 on, and end with the image;
 * between them are zeros: no byte of an image is without meaning. */
static tunnel_status check_place(const tunnel_verifier *v, const tunnel_section *section,
                                 uint32_t *end)
{
    const tunnel_image *image = v->image;
    uint32_t start = (*end + 7) & ~7u;
    if (start > image->size || section->offset != start || section->size > image->size - start)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "section %u is not where it belongs",
                             section->type);
    for (uint32_t i = *end; i < start; i++)
        if (image->bytes[i])
            return tunnel_refuse(v, TUNNEL_DAMAGED, "there is something between the sections");
    *end = start + section->size;
    return TUNNEL_OK;
}

static tunnel_status take_signature(const tunnel_verifier *v, const tunnel_section *section)
{
    if (section->size != TUNNEL_SIGNATURE || section->count != TUNNEL_SIGNATURE)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its signature has not the length of one");
    v->image->signature = v->image->bytes + section->offset;
    return TUNNEL_OK;
}

static tunnel_status take_section(const tunnel_verifier *v, const tunnel_section *section)
{
    tunnel_image *image = v->image;
    if (section->type == TUNNEL_SIGNATURE_SECTION)
        return take_signature(v, section);
    if (section->type >= TUNNEL_SECTIONS) {
        if (image->header->minor <= TUNNEL_MINOR)
            return tunnel_refuse(v, TUNNEL_DAMAGED, "section %u is none of format %d.%d",
                                 section->type, TUNNEL_MAJOR, TUNNEL_MINOR);
        return TUNNEL_OK;
    }
    if ((uint64_t)section->count * record_size(section->type) != section->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "section %s has %u bytes for %u records",
                             tunnel_records[section->type].name, section->size, section->count);
    image->counts[section->type] = section->count;
    image->sections[section->type] = image->bytes + section->offset;
    return TUNNEL_OK;
}

/* What the sections must be together. */
static tunnel_status check_needed(const tunnel_verifier *v)
{
    const tunnel_image *image = v->image;
    if (image->counts[SECTION_POLICY] != 1)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "it has no policy");
    uint32_t texts = image->counts[SECTION_TEXTS];
    if (!texts || ((const char *)image->sections[SECTION_TEXTS])[texts - 1])
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its texts do not end");
    if (!image->signature != !image->header->is_signed)
        return tunnel_refuse(v, TUNNEL_DAMAGED,
                             "its header and its sections disagree on whether "
                             "it is signed");
    return TUNNEL_OK;
}

static tunnel_status check_sections(tunnel_verifier *v)
{
    tunnel_image *image = v->image;
    uint32_t count = image->header->section_count;
    if (count > TUNNEL_MOST_SECTIONS ||
        sizeof(tunnel_header) + count * sizeof(tunnel_section) > image->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "its section table does not fit");
    for (int type = 0; type < TUNNEL_SECTIONS; type++)
        image->sections[type] = image->bytes; /* of those that are not there */
    const tunnel_section *table = (const tunnel_section *)(const void *)(image->header + 1);
    uint32_t end = (uint32_t)(sizeof(tunnel_header) + count * sizeof(tunnel_section));
    for (uint32_t i = 0; i < count; i++) {
        if (i && table[i].type <= table[i - 1].type)
            return tunnel_refuse(v, TUNNEL_DAMAGED, "its sections are out of order");
        tunnel_status status = check_place(v, &table[i], &end);
        if (status == TUNNEL_OK)
            status = take_section(v, &table[i]);
        if (status != TUNNEL_OK)
            return status;
    }
    if (end != image->size)
        return tunnel_refuse(v, TUNNEL_DAMAGED, "there is something behind its last section");
    return check_needed(v);
}

tunnel_status tunnel_verify(tunnel_image *image, char *why, size_t why_size)
{
    tunnel_verifier v;
    v.image = image;
    v.why = why;
    v.why_size = why ? why_size : 0;
    v.range_count = 0;
    tunnel_status status = check_header(&v);
    if (status == TUNNEL_OK)
        status = check_sections(&v);
    if (status == TUNNEL_OK)
        status = tunnel_verify_words(&v);
    return status == TUNNEL_OK ? tunnel_verify_order(&v) : status;
}
