/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/version.h"

#include <string.h>

#include "libtunnel/ascii.h"

/* Takes the digits the next part begins with, without idle zeros; leaves what is behind its dot. */
static tunnel_text_t take_number(tunnel_text_t *rest)
{
    size_t end = 0, digits = 0, zeros = 0;
    while (end < rest->len && rest->ptr[end] != '.')
        end++;
    while (digits < end && tunnel_is_digit(rest->ptr[digits]))
        digits++;
    while (zeros < digits && rest->ptr[zeros] == '0')
        zeros++;
    tunnel_text_t number = {rest->ptr + zeros, digits - zeros};
    size_t used = end < rest->len ? end + 1 : end;
    *rest = (tunnel_text_t){rest->ptr + used, rest->len - used};
    return number;
}

int tunnel_version_compare(tunnel_text_t a, tunnel_text_t b)
{
    while (a.len || b.len) {
        tunnel_text_t left = take_number(&a), right = take_number(&b);
        if (left.len != right.len)
            return left.len < right.len ? -1 : 1;
        int order = left.len ? memcmp(left.ptr, right.ptr, left.len) : 0;
        if (order)
            return order;
    }
    return 0;
}

bool tunnel_is_version(tunnel_text_t text, unsigned numbers)
{
    bool in_number = false;
    unsigned count = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = tunnel_is_digit(text.ptr[i]);
        if (!digit && (text.ptr[i] != '.' || !in_number))
            return false;
        count += digit && !in_number;
        in_number = digit;
    }
    return in_number && count == numbers;
}
