/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of target intune share: requests to Microsoft Graph, which take all that the pages
 * of Intune would be told, so that one command uploads it. */
#ifndef ACP_TARGET_INTUNE_H
#define ACP_TARGET_INTUNE_H

#include "document/json_text.h"
#include "generate/target/target.h"

/* Begins an object of a type of Graph, with the names it has in Intune. */
void acp_intune_upload_start(const acp_job *job, acp_json_text *json, const char *type);
/* Bytes as Graph takes them, in Base64. */
void acp_intune_upload_bytes(acp_json_text *json, const char *key, acp_slice bytes);
/* Ends it and adds it as a file; frees the text. address: below https://graph.microsoft.com/, where
 * it is to be posted. */
void acp_intune_upload_end(acp_job *job, acp_json_text *json, const char *path,
                           const char *address);

/* intune_mobile.c: what is for phones; notes why there is nothing. */
void acp_intune_phones(acp_job *job);

#endif
