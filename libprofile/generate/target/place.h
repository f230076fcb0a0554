/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the client reads its files, and how they are called there. */
#ifndef ACP_TARGET_PLACE_H
#define ACP_TARGET_PLACE_H

#include "generate/target/target.h"

/* The path of an input on an endpoint, from the root of its file system ("ProgramData" and "Users"
 * stand for the directories that Windows calls so); user: whose home preferences go to, NULL: there
 * is no such thing. It stands in the output's arena. NULL: the output was refused, or no memory. */
const char *acp_place_of(acp_job *job, const acp_job_input *input, unsigned os, const char *client,
                         const char *user);
/* The client has a place for such a file on that system; of preferences only for those of all
 * users.
 */
bool acp_place_is_known(const acp_job_input *input, unsigned os, const char *client);
/* The name of the file an input becomes: the fixed one of its kind, else its own, which ends in
 * .xml for a profile, and begins for a script as the client has it. NULL: no memory. */
const char *acp_place_name(acp_job *job, const acp_job_input *input);
/* Its permission bits there: scripts are run by users, one user's preferences are nobody else's
 * (003:L3751-3765), and all else the client reads for any user. */
unsigned acp_place_mode(const acp_job_input *input);
/* A connection script: OnConnect or OnDisconnect, and anything behind it. */
bool acp_place_is_script(const acp_job_input *input);
/* Adds an input as the client reads it: XML as it stands in the file, JSON and YAML made XML. */
void acp_place_add(acp_job *job, const acp_job_input *input, const char *path, unsigned mode);

#endif
