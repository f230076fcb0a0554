/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/time.h"

/* Takes `count` digits off the text; -1: they are not there. */
static int take(tunnel_text_t *text, size_t count)
{
    int value = 0;
    if (text->len < count)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (text->ptr[i] < '0' || text->ptr[i] > '9')
            return -1;
        value = value * 10 + (text->ptr[i] - '0');
    }
    text->ptr += count;
    text->len -= count;
    return value;
}

static bool take_sign(tunnel_text_t *text, char sign)
{
    if (!text->len || *text->ptr != sign)
        return false;
    text->ptr++;
    text->len--;
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* Days from 1970-01-01 in the calendar that is valid for all years. */
static int64_t days_since_1970(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool take_date(tunnel_text_t *text, int64_t *out)
{
    int year = take(text, 4);
    int month = take_sign(text, '-') ? take(text, 2) : -1;
    int day = take_sign(text, '-') ? take(text, 2) : -1;
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    *out = days_since_1970(year, month, day) * 86400;
    return true;
}

static bool take_fraction(tunnel_text_t *text)
{
    if (!take_sign(text, '.'))
        return true;
    bool some = false;
    while (take(text, 1) >= 0)
        some = true;
    return some;
}

static bool take_zone(tunnel_text_t *text, int64_t *out)
{
    if (take_sign(text, 'Z') || take_sign(text, 'z'))
        return true;
    bool east = take_sign(text, '+');
    if (!east && !take_sign(text, '-'))
        return false;
    int hours = take(text, 2), minutes = take_sign(text, ':') ? take(text, 2) : -1;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    *out += (east ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
}

bool tunnel_time_parse(tunnel_text_t text, int64_t *out)
{
    if (!take_date(&text, out))
        return false;
    if (!text.len)
        return true;
    if (!take_sign(&text, 'T') && !take_sign(&text, 't') && !take_sign(&text, ' '))
        return false;
    int hour = take(&text, 2), minute = take_sign(&text, ':') ? take(&text, 2) : -1;
    int second = take_sign(&text, ':') ? take(&text, 2) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return false;
    *out += hour * 3600 + minute * 60 + second;
    return take_fraction(&text) && take_zone(&text, out) && !text.len;
}
