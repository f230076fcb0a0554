/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_UNIFIED_H
#define CMD_UNIFIED_H

#include "cmd.h"

/* Writes what makes one text of another as a unified diff, which patch and git apply take; nothing
 * if they are equal. name is that of the file, with its directories. False: no memory. */
bool unified_diff(FILE *out, const char *name, acp_slice before, acp_slice after);

#endif
