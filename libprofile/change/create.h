/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making the elements that are missing on a path. */
#ifndef ACP_CREATE_H
#define ACP_CREATE_H

#include "change/edit.h"
#include "change/target.h"

/* Adds the edit that makes what is missing of a target, with a value in the last step. False: that
 * would contradict itself, as HostEntry[HostName="Paris"]/HostName with another value does; message
 * says how. */
bool acp_create(acp_edits *edits, const acp_target *target, acp_slice value,
                uint16_t client_version, char *message, size_t message_size);

#endif
