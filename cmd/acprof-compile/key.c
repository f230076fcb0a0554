/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

#include "compile.h"

/* A key that is encrypted is refused, not asked for its password. */
static int no_password(char *buffer, int size, int writing, void *data)
{
    (void)buffer;
    (void)size;
    (void)writing;
    *(bool *)data = true;
    return -1;
}

int compile_read_key(const char *path, unsigned char raw[32])
{
    FILE *file = fopen(path, "re");
    bool encrypted = false;
    size_t length = 32;
    if (!file) {
        cmd_message("%s cannot be read: %s", path, strerror(errno));
        return CMD_IO;
    }
    EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, no_password, &encrypted);
    fclose(file);
    bool fine = key && EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 &&
                EVP_PKEY_get_raw_private_key(key, raw, &length) == 1 && length == 32;
    EVP_PKEY_free(key);
    if (fine)
        return CMD_OK;
    if (encrypted)
        cmd_message("%s is encrypted; decrypt it first, as with openssl pkey -in %s", path, path);
    else
        cmd_message("%s is no Ed25519 private key in PEM; one is made by: openssl genpkey "
                    "-algorithm ed25519 -out KEY.pem",
                    path);
    return CMD_IO;
}
