/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The targets of acprof generate, for help and completion. What makes their files is linked into
 * acprof-generate only. */
#include "programs.h"

#define MAKES(function) NULL
const acp_target cmd_targets[] = {
#include "generate/target/rows.h"
    {.name = NULL},
};
