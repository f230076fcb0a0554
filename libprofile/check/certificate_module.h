/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between libprofile and libprofile-certificate, the part that needs libcrypto. */
#ifndef ACP_CERTIFICATE_MODULE_H
#define ACP_CERTIFICATE_MODULE_H

#include "check/certificate.h"

/* To be counted up with every change of what stands here, in certificate.h or in arena.h. */
#define ACP_CERTIFICATE_ABI 1

typedef struct {
    const uint8_t *bytes;
    size_t size;
} acp_der;

typedef struct {
    unsigned abi;
    /* Reads one certificate of which der is all. False: *problem says why not, or the arena has no
     * memory. The certificate keeps der; everything else in it lives in the arena. */
    bool (*read)(acp_arena *arena, acp_der der, acp_certificate *out, const char **problem);
    /* The certificates in PKCS#7 signed data, in the arena. At most max are given; *count is how
     * many there are. False as above. */
    bool (*unpack)(acp_arena *arena, acp_der der, size_t max, acp_der **parts, size_t *count,
                   const char **problem);
    /* As acp_certificate_issued. */
    bool (*issued)(const acp_certificate *issuer, const acp_certificate *subject);
} acp_certificate_module;

/* The one symbol of the shared object; NULL: no memory. */
#define ACP_CERTIFICATE_SYMBOL "acp_certificate_module_get"
typedef const acp_certificate_module *acp_certificate_module_getter(void);

/* certificate_load.c: the module, loaded by the first call; any thread may make it. NULL: *problem
 * says why. */
const acp_certificate_module *acp_certificate_module_load(const char **problem);

#endif
