/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_WIDTH_H
#define ACP_WIDTH_H

#include <stdint.h>

/* Columns a code point takes on a terminal: 0, 1 or 2. No locale is asked. */
unsigned acp_code_width(uint32_t code);

#endif
