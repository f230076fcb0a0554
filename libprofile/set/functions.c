/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The check functions over sets, by the names rules call them; one block for each file of rules/.
 */
#include "set/rules/checks.h"

const acp_set_row acp_set_functions[] = {
    /* headends.c */
    {"host_without_headend", acp_host_without_headend},

    /* profiles.c */
    {"same_host_in_two_profiles", acp_same_host_in_two_profiles},

    {NULL, NULL},
};
