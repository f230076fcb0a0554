/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_TARGET_MANIFEST_H
#define ACP_TARGET_MANIFEST_H

#include "document/buffer.h"
#include "generate/target/target.h"

#define ACP_MANIFEST "manifest.json"

/* What was made of what: the text of manifest.json. The same job gives the same text, wherever its
 * files lie. */
void acp_manifest_write(const acp_job *job, acp_buffer *out);

#endif
