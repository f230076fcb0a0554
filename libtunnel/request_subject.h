/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The subject a certificate is requested with, as CertificateSCEP says. */
#ifndef TUNNEL_REQUEST_SUBJECT_H
#define TUNNEL_REQUEST_SUBJECT_H

#include "libtunnel/view.h"

/* What stands for the words in the fields; empty: it is not known. */
typedef struct {
    tunnel_text_t user;    /* %USER% */
    tunnel_text_t machine; /* %machineid% */
} tunnel_subject_words;

/* What the fields hold. */
typedef struct {
    bool any;           /* one has a value */
    bool user, machine; /* one has that word */
} tunnel_subject_use;

tunnel_subject_use tunnel_look_at_subject(const tunnel_view *view);
/* Writes it as RFC 4514 has it. False: the buffer is too small. */
bool tunnel_write_subject(const tunnel_view *view, const tunnel_subject_words *words,
                          tunnel_buffer *buffer, tunnel_text_t *out);

#endif
