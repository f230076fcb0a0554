/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Versions of headend software and of packages on it. */
#ifndef ACP_HEADEND_RELEASE_H
#define ACP_HEADEND_RELEASE_H

#include "document/slice.h"

/* "9.12(3)9", "9.8.2.28", "16.9", "4.8.02045": its numbers in order, missing ones 0. */
typedef struct {
    uint32_t part[4];
    uint8_t count; /* parts written; 0: not a version */
} acp_release;

/* The numbers at the start of text, separated by one of . ( ) and ended by anything else. */
acp_release acp_release_parse(acp_slice text);
/* First version in a file name: "disk0:/anyconnect-win-4.8.02045-webdeploy-k9.pkg". count 0: none.
 */
acp_release acp_release_in_name(acp_slice name);
/* Negative, 0, positive: a before, same as, after b. Parts not written count as 0. */
int acp_release_compare(acp_release a, acp_release b);

#endif
