/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libprofile: read, check, convert and write the configuration files of Cisco Secure Client.
 *
 * Conventions
 *  - Handles are opaque; whoever calls acp_X_new / acp_X_read calls acp_X_free (NULL is allowed).
 *  - Strings handed out are owned by the handle they came from and live as long as it does;
 *    strings handed in are copied unless said otherwise. All text is UTF-8.
 *  - Functions that can fail return acp_status. What is wrong with a *document* is never a status:
 *    it is a finding with file, line and column, added to the acp_findings the caller passes.
 *  - Different handles may be used by different threads at once, one handle by one thread: even
 *    looking at a document fills its index of lines. Only acp_xsd_load touches what all share (an
 *    entity loader of libxml2, for as long as it runs): call it before threads start.
 *  - Lines and columns count from 1, columns in Unicode code points; a tab counts 1, a BOM 0.
 */
#ifndef ACP_PROFILE_H
#define ACP_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACP_API __attribute__((visibility("default")))

typedef enum {
    ACP_OK = 0,
    ACP_DAMAGED,   /* the document was not readable as one; findings say why */
    ACP_IO,        /* a file could not be opened, read or written; errno tells */
    ACP_NO_MEMORY, /* out of memory */
    ACP_BAD_VALUE, /* an argument, path, option or configuration is not valid; a message says why */
    ACP_NOT_FOUND, /* nothing there */
    ACP_AMBIGUOUS, /* a path or name fits several things; the message lists them */
    ACP_REFUSED,   /* it would do harm and was not done; a message or findings say why */
} acp_status;

/* A piece of text that need not end in NUL. */
typedef struct {
    const char *ptr;
    size_t len;
} acp_slice;

ACP_API const char *acp_library_version(void);

/* One header for each thing there is, each using those before it. */
#include "profile/kinds.h"
#include "profile/schema.h"
#include "profile/findings.h"
#include "profile/document.h"
#include "profile/check.h"
#include "profile/set.h"
#include "profile/change.h"
#include "profile/compare.h"
#include "profile/report.h"
#include "profile/certificates.h"
#include "profile/links.h"
#include "profile/text.h"

#ifdef __cplusplus
}
#endif
#endif
