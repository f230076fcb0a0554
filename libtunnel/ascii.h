/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Characters of names, addresses and hashes, whatever the locale. */
#ifndef TUNNEL_ASCII_H
#define TUNNEL_ASCII_H

#include <stdbool.h>

static inline char tunnel_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline bool tunnel_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Value of a hexadecimal digit; -1: it is none. */
static inline int tunnel_hex_digit(char c)
{
    c = tunnel_lower(c);
    return tunnel_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
