/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* .acprof.yaml comes with the repository, so from strangers too. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/acprof-fuzz-XXXXXX", message[500];
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    close(fd);
    acp_config *config = NULL;
    if (acp_config_load(".", path, &config, message, sizeof message) == ACP_OK)
        acp_config_free(config);
    unlink(path);
    return 0;
}
