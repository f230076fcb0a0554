/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Loads libprofile-certificate when the first certificate is read. It is looked for beside the
 * library, or the program, that this is part of (its run path is $ORIGIN), then where the system
 * looks. It stays loaded. */
#include <dlfcn.h>
#include <pthread.h>

#include "check/certificate_module.h"

#define FILE_NAME "libprofile-certificate.so." ACP_SOVERSION

static pthread_once_t once = PTHREAD_ONCE_INIT;
/* Written once, by load(). */
static const acp_certificate_module *loaded;
static char problem_text[512];

static void load(void)
{
    void *object = dlopen(FILE_NAME, RTLD_NOW | RTLD_LOCAL);
    void *symbol = object ? dlsym(object, ACP_CERTIFICATE_SYMBOL) : NULL;
    if (!symbol) {
        const char *reason = dlerror();
        snprintf(problem_text, sizeof problem_text,
                 "certificates cannot be read: %s. It belongs beside libprofile.so." ACP_SOVERSION
                 " and needs OpenSSL's libcrypto.so.3",
                 reason ? reason : FILE_NAME " cannot be loaded");
        return;
    }
    acp_certificate_module_getter *get = (acp_certificate_module_getter *)symbol;
    const acp_certificate_module *module = get();
    if (!module)
        snprintf(problem_text, sizeof problem_text,
                 "certificates cannot be read: libcrypto did not start");
    else if (module->abi != ACP_CERTIFICATE_ABI)
        snprintf(problem_text, sizeof problem_text,
                 "certificates cannot be read: " FILE_NAME
                 " is of another build (interface %u, not %u); install both from one",
                 module->abi, ACP_CERTIFICATE_ABI);
    else
        loaded = module;
}

const acp_certificate_module *acp_certificate_module_load(const char **problem)
{
    pthread_once(&once, load);
    *problem = problem_text;
    return loaded;
}
