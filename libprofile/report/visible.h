/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text as it may be shown: nothing in it can steer a terminal, and its width is known. Profiles,
 * file names and messages made from them come from strangers. */
#ifndef ACP_VISIBLE_H
#define ACP_VISIBLE_H

#include "document/buffer.h"

/* Adds text made visible (a tab is one blank, a line feed \n in words) to out, which may be NULL,
 * and returns the columns it takes. */
unsigned acp_visible_line(acp_buffer *out, acp_slice text);
/* Adds text wrapped as acp_print_wrapped does. */
void acp_visible_wrapped(acp_buffer *out, const char *text, unsigned start, unsigned indent,
                         unsigned width);

#endif
