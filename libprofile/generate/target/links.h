/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target uri from the inside: links, in sections of a page. */
#ifndef ACP_TARGET_LINKS_H
#define ACP_TARGET_LINKS_H

#include "document/buffer.h"
#include "generate/target/target.h"

/* iPhones and iPads know other parameters than Android devices. */
enum { ACP_LINKS_IOS, ACP_LINKS_ANDROID, ACP_LINKS_SYSTEMS };

typedef struct {
    const char *what;                    /* what it does, in a word or two */
    const char *text[ACP_LINKS_SYSTEMS]; /* the link; NULL: there is none for this system */
} acp_links_row;

typedef struct {
    acp_slice title; /* of an entry: its name, any text */
    acp_slice about;
    bool entry;
    acp_links_row rows[3];
    size_t count;
} acp_links_section;

/* links_page.c: the page with all of them and their QR codes. */
void acp_links_page(acp_job *job, const acp_links_section *sections, size_t count, acp_buffer *out);

/* qr.c: a QR code as SVG, with a label for those who do not see it. False: the text is too long for
 * one, or *no_memory; nothing was added. */
bool acp_qr_svg(acp_buffer *out, const char *text, const char *label, bool *no_memory);

#endif
