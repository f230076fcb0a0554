/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers in JSON, whatever the locale of the program. */
#ifndef TUNNEL_NUMBER_H
#define TUNNEL_NUMBER_H

#include "libtunnel/tunnel.h"

/* The number a JSON text stands for; false: too long or too large to be one that is meant. */
bool tunnel_number_parse(tunnel_text_t text, double *out);

enum { TUNNEL_NUMBER_SIZE = 40 };
/* A number from 0 to 9e15, with at most nine digits behind the point, none of them idle. */
void tunnel_number_print(double number, char text[TUNNEL_NUMBER_SIZE]);

#endif
