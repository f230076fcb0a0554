/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts of conditions: * stands for any run of characters, ? for one, and a backslash makes the
 * *, ? or backslash behind it an ordinary character. The whole value must fit. With ignore_case the
 * text is in lower case already, and letters are those of ASCII. */
#ifndef TUNNEL_WILDCARD_H
#define TUNNEL_WILDCARD_H

#include "libtunnel/tunnel.h"

bool tunnel_wildcard_fits(const char *pattern, tunnel_text_t value, bool ignore_case);
/* Every character of the text stands for itself. */
bool tunnel_literal_fits(const char *text, tunnel_text_t value, bool ignore_case);

#endif
