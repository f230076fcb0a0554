/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/image/image.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

static int no_password(char *buffer, int size, int writing, void *data)
{
    (void)buffer;
    (void)size;
    (void)writing;
    (void)data;
    return -1;
}

static EVP_PKEY *read_pem(FILE *file)
{
    EVP_PKEY *key = PEM_read_PUBKEY(file, NULL, no_password, NULL);
    if (!key && fseek(file, 0, SEEK_SET) == 0)
        key = PEM_read_PrivateKey(file, NULL, no_password, NULL);
    return key;
}

int image_add_key(image_keys *keys, const char *path)
{
    void *grown = realloc(keys->keys, (keys->count + 1) * sizeof *keys->keys);
    FILE *file = grown ? fopen(path, "re") : NULL;
    size_t length = 32;
    if (grown)
        keys->keys = grown;
    if (!file) {
        cmd_message("%s cannot be read: %s", path, strerror(errno));
        return CMD_IO;
    }
    EVP_PKEY *key = read_pem(file);
    fclose(file);
    bool fine = key && EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 &&
                EVP_PKEY_get_raw_public_key(key, keys->keys[keys->count], &length) == 1;
    EVP_PKEY_free(key);
    if (!fine) {
        cmd_message("%s is no Ed25519 public key in PEM; one is made of a private key by: openssl "
                    "pkey -in PRIVATE.pem -pubout -out PUBLIC.pem",
                    path);
        return CMD_IO;
    }
    keys->count++;
    return CMD_OK;
}

void image_keys_free(image_keys *keys)
{
    free(keys->keys);
}

int image_open(const char *path, const image_keys *keys, tunnel_policy **policy)
{
    tunnel_keys asked = {(const uint8_t(*)[32])keys->keys, keys->count, keys->required};
    bool look = keys->count || keys->required;
    char why[512];
    tunnel_status status =
        tunnel_policy_open_file(path, look ? &asked : NULL, policy, why, sizeof why);
    if (status == TUNNEL_OK)
        return CMD_OK;
    if (status == TUNNEL_IO || status == TUNNEL_NO_MEMORY) {
        cmd_message("%s cannot be read: %s", path, why);
        return CMD_IO;
    }
    if (status == TUNNEL_DAMAGED || status == TUNNEL_OTHER_VERSION || status == TUNNEL_NOT_A_POLICY)
        cmd_message("%s: %s: %s", path, tunnel_status_text(status), why);
    else
        cmd_message("%s: %s", path, tunnel_status_text(status));
    return CMD_IMAGE;
}
