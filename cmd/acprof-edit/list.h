/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EDIT_LIST_H
#define EDIT_LIST_H

#include "cmd/edit/edit.h"

/* Completes readline's line at the cursor: puts in what all candidates begin with, or lists them.
 * command: it is one, not the answer to a question. */
void list_complete(edit_session *session, bool command);

#endif
