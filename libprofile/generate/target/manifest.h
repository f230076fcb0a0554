/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_TARGET_MANIFEST_H
#define ACP_TARGET_MANIFEST_H

#include "document/buffer.h"
#include "generate/target/target.h"

#define ACP_MANIFEST "manifest.json"

/* What was made of what: the text of manifest.json, in parts that stand one behind the other and
 * can be made at once. The same job gives the same text, wherever its files lie. */
size_t acp_manifest_parts(const acp_job *job);
/* Adds one to out. */
void acp_manifest_part(const acp_job *job, size_t part, acp_buffer *out);

#endif
