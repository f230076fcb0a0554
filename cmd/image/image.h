/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policy images on the command line: what acprof inspect and acprof decide share. */
#ifndef CMD_IMAGE_H
#define CMD_IMAGE_H

#include "cmd/acprof/programs.h"
#include "libtunnel/tunnel.h"

typedef struct {
    unsigned char (*keys)[32];
    size_t count;
    bool required; /* --require-signature */
} image_keys;

/* Reads an Ed25519 public key, or the public half of a private one, from a PEM file. CMD_OK, or
 * message printed. */
int image_add_key(image_keys *keys, const char *path);
void image_keys_free(image_keys *keys);

/* Opens and verifies. CMD_OK; CMD_IO, CMD_IMAGE: message printed, *policy is NULL. */
int image_open(const char *path, const image_keys *keys, tunnel_policy **policy);

#endif
