/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of target gpo share. */
#ifndef ACP_TARGET_GPO_H
#define ACP_TARGET_GPO_H

#include "document/buffer.h"
#include "generate/target/target.h"

/* A value of the registry that the guide names, below HKEY_LOCAL_MACHINE; all are REG_DWORD. */
typedef struct {
    const char *option; /* of the target */
    const char *name;   /* of the value */
    const char *key32, *key64;
    const char *title, *help; /* for the editor of group policies */
    bool delete_off;          /* off: the value must not be there; else 0 */
} acp_gpo_value;
extern const acp_gpo_value acp_gpo_values[]; /* ends with option NULL */

/* The key of the value on the endpoints of this job. */
const char *acp_gpo_key(const acp_job *job, const acp_gpo_value *value);
/* What the job says of it: 0 or 1, and whether it says anything. */
bool acp_gpo_wanted(const acp_job *job, const acp_gpo_value *value, unsigned *data);

/* A file that the policy copies. */
typedef struct {
    const char *source; /* below the share, with backslashes */
    const char *target; /* below %ProgramData%, with backslashes */
    const char *name;
} acp_gpo_file;

/* gpo_xml.c */
void acp_gpo_files_xml(acp_job *job, const acp_gpo_file *files, size_t count, acp_buffer *out);
void acp_gpo_registry_xml(acp_job *job, acp_buffer *out);
void acp_gpo_admx(acp_job *job, acp_buffer *out);
void acp_gpo_adml(acp_job *job, acp_buffer *out);

/* gpo_registry.c */
void acp_gpo_registry_pol(acp_job *job, acp_buffer *out);
void acp_gpo_reg(acp_job *job, acp_buffer *out);

#endif
