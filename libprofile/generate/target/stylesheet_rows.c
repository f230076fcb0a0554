/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of templates/deploy/, assembled with the project's root as working directory.
 * stylesheets.h, which the build makes, has a line STYLESHEET(ID, "NAME") for each. */
#include "generate/target/stylesheet.h"

#define STYLESHEET(ID, NAME)                                                                       \
    __asm__(".pushsection .rodata\nacp_stylesheet_" #ID ":\n.incbin \"templates/deploy/" NAME      \
            ".xsl\"\nacp_stylesheet_" #ID "_end:\n.byte 0\n.popsection");                          \
    extern const char acp_stylesheet_##ID[], acp_stylesheet_##ID##_end[];
#include "stylesheets.h"
#undef STYLESHEET

#define STYLESHEET(ID, NAME) {NAME, acp_stylesheet_##ID, acp_stylesheet_##ID##_end},
const acp_stylesheet_row acp_stylesheet_rows[] = {
#include "stylesheets.h"
    {NULL, NULL, NULL},
};
