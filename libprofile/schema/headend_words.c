/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands in configurations of headends beside addresses: names, versions, groups. */
#include "schema/types.h"

/* The longest name of a tunnel group, a group policy or a pool. */
enum { NAME_MAX_LENGTH = 64 };

/* Their parsers know no way to write quotation marks and take a question mark for a call for help.
 */
bool acp_is_headend_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~' || text[i] == '"' || text[i] == '?')
            return false;
    return length > 0 && length <= NAME_MAX_LENGTH && text[0] != ' ' && text[length - 1] != ' ';
}

bool acp_is_headend_word(const char *text, size_t length)
{
    return acp_is_headend_name(text, length) && !memchr(text, ' ', length);
}

bool acp_is_list(const char *text, size_t length, acp_type_test *test)
{
    acp_slice rest = {text, length}, item;
    bool any = false;
    if (acp_slice_trim(rest).len != length)
        return false;
    for (; acp_slice_next_item(&rest, &item); any = true)
        if (!test(item.ptr, item.len))
            return false;
    return any;
}

bool acp_is_headend_words(const char *text, size_t length)
{
    return acp_is_list(text, length, acp_is_headend_word);
}

/* How many numbers there are with dots between them; 0: it is something else. */
static unsigned numbers(const char *text, size_t length)
{
    unsigned count = 0, digits = 0;
    for (size_t i = 0; i < length; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if ((!digit && text[i] != '.') || (!digit && !digits) || digits > 9)
            return 0;
        count += digit && !digits;
        digits = digit ? digits + 1 : 0;
    }
    return digits ? count : 0;
}

bool acp_is_version(const char *text, size_t length)
{
    return numbers(text, length) >= 2;
}

bool acp_is_three_part_version(const char *text, size_t length)
{
    return numbers(text, length) == 3;
}

static bool is_dh_group(const char *text, size_t length)
{
    static const char *const groups[] = {"1", "2", "5", "14", "15", "16", "19", "20", "21", "24"};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (acp_slice_is((acp_slice){text, length}, groups[i]))
            return true;
    return false;
}

bool acp_is_dh_groups(const char *text, size_t length)
{
    return acp_is_list(text, length, is_dh_group);
}
