/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of templates/starters/, assembled with the project's root as working directory.
 * starters.h, which the build makes, has a line STARTER(ID, "NAME") for each. */
#include "generate/starter.h"

#define STARTER(ID, NAME)                                                                          \
    __asm__(".pushsection .rodata\nacp_starter_" #ID ":\n.incbin \"templates/starters/" NAME       \
            ".xml\"\nacp_starter_" #ID "_end:\n.byte 0\n.popsection");                             \
    extern const char acp_starter_##ID[], acp_starter_##ID##_end[];
#include "starters.h"
#undef STARTER

#define STARTER(ID, NAME) {NAME, acp_starter_##ID, acp_starter_##ID##_end},
const acp_starter_row acp_starter_rows[] = {
#include "starters.h"
    {NULL, NULL, NULL},
};
