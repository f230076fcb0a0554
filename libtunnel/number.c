/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/number.h"

#include <stdio.h>

enum { MOST_DIGITS = 18, MOST_POWER = 22 };

/* Digits before and behind the point as one number, and how many stand behind it. */
static size_t take_digits(tunnel_text_t text, size_t at, uint64_t *digits, int *behind)
{
    bool point = false;
    int count = 0;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '.') {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        if (count == MOST_DIGITS) {
            *behind -= !point; /* too many to count: only their number matters */
            continue;
        }
        *digits = *digits * 10 + (uint64_t)(c - '0');
        count += *digits > 0;
        *behind += point;
    }
    return at;
}

/* Powers of ten up to 22 are exact, so that numbers of use are rounded once. */
static double scale(double number, int power)
{
    while (power != 0) {
        int step = power < 0 ? -power : power;
        double factor = 1;
        step = step > MOST_POWER ? MOST_POWER : step;
        for (int i = 0; i < step; i++)
            factor *= 10;
        number = power < 0 ? number / factor : number * factor;
        power += power < 0 ? step : -step;
    }
    return number;
}

bool tunnel_number_parse(tunnel_text_t text, double *out)
{
    uint64_t digits = 0;
    int behind = 0, power = 0;
    bool minus = text.len && *text.ptr == '-', down = false;
    size_t at = take_digits(text, minus, &digits, &behind);
    if (at < text.len) { /* e */
        at++;
        if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-'))
            down = text.ptr[at++] == '-';
        for (; at < text.len && power < 1000; at++)
            power = power * 10 + (text.ptr[at] - '0');
    }
    power = (down ? -power : power) - behind;
    if (digits && (power > MOST_POWER || power < -2 * MOST_POWER))
        return false;
    double number = digits ? scale((double)digits, power) : 0;
    *out = minus ? -number : number;
    return true;
}

void tunnel_number_print(double number, char text[TUNNEL_NUMBER_SIZE])
{
    static const double billion = 1e9;
    uint64_t whole = (uint64_t)number;
    uint64_t rest = (uint64_t)((number - (double)whole) * billion + 0.5);
    if (rest >= (uint64_t)billion) {
        whole++;
        rest = 0;
    }
    int length = snprintf(text, TUNNEL_NUMBER_SIZE, "%llu", (unsigned long long)whole);
    if (!rest)
        return;
    length += snprintf(text + length, TUNNEL_NUMBER_SIZE - (size_t)length, ".%09llu",
                       (unsigned long long)rest);
    while (text[length - 1] == '0')
        text[--length] = '\0';
}
