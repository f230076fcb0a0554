/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_ENCODE_H
#define ACP_ENCODE_H

#include "profile.h"

/* UTF-8 text as the bytes of a file in an encoding, malloc'ed. ACP_BAD_VALUE: the encoding lacks a
 * character of the text. */
acp_status acp_encode(const char *text, size_t length, const char *encoding, bool bom, char **bytes,
                      size_t *size);

#endif
