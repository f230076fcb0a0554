/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy image for people and for programs. */
#ifndef CMD_ACPROF_INSPECT_H
#define CMD_ACPROF_INSPECT_H

#include "libtunnel/facts.h"
#include "libtunnel/view.h"

/* What was found of the signature. */
typedef enum { SIGNATURE_NONE, SIGNATURE_NOT_CHECKED, SIGNATURE_VALID } inspect_signature;

typedef struct {
    const tunnel_policy *policy;
    const char *name; /* of the image's file */
    inspect_signature signature;
    tunnel_writer out;
} inspection;

void inspect_text(inspection *i);
void inspect_json(inspection *i);

/* words.c: what both print. */
/* One word of a record as a JSON value; a range takes its count, too. */
void inspect_word(inspection *i, uint32_t section, const uint32_t *words, uint32_t column);
/* Records whose words are more than they look: settings of cells. */
void inspect_cell_value(inspection *i, const tunnel_cell *cell);
void inspect_hex(inspection *i, const uint8_t *bytes, size_t size);
const char *inspect_platform(const tunnel_policy *policy);
void inspect_print(inspection *i, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
