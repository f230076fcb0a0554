/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/request_subject.h"

#include <string.h>

#include "libtunnel/ascii.h"
#include "libtunnel/dn.h"
#include "libtunnel/json.h"

/* In the order of the schema, which is that of the subject. */
static const struct {
    tunnel_setting setting;
    const char *type;
} fields[] = {
    {VPN_NAME_CN, "CN"},
    {VPN_DEPARTMENT_OU, "OU"},
    {VPN_COMPANY_O, "O"},
    {VPN_STATE_ST, "ST"},
    {VPN_STATE_SP, "ST"},
    {VPN_COUNTRY_C, "C"},
    {VPN_EMAIL_EA, "emailAddress"},
    {VPN_DOMAIN_DC, "DC"},
    {VPN_SUR_NAME_SN, "SN"},
    {VPN_GIVEN_NAME_GN, "GN"},
    {VPN_UNSTRUCT_NAME_N, "unstructuredName"},
    {VPN_INITIALS_I, "initials"},
    {VPN_QUALIFIER_GEN, "generationQualifier"},
    {VPN_QUALIFIER_DN, "dnQualifier"},
    {VPN_CITY_L, "L"},
    {VPN_TITLE_T, "title"},
};
enum { FIELDS = sizeof fields / sizeof *fields };

/* Values of a field, one after the other: of a list its items. False: there are no more. */
static bool next_value(const tunnel_view *view, size_t field, uint32_t index, tunnel_text_t *value)
{
    tunnel_setting setting = fields[field].setting;
    if (tunnel_settings[setting].type != TUNNEL_LIST) {
        *value = tunnel_words(view, setting);
        return !index;
    }
    uint32_t count;
    const tunnel_item *items = tunnel_items(view, setting, &count);
    if (index >= count)
        return false;
    *value = tunnel_slice(view->policy, items[index].text);
    return true;
}

/* ---- words ---------------------------------------------------------------------------------- */

static bool starts_with(tunnel_text_t text, const char *word)
{
    size_t i = 0;
    for (; word[i]; i++) {
        char c = i < text.len ? text.ptr[i] : '\0';
        if (tunnel_lower(c) != word[i])
            return false;
    }
    return true;
}

typedef enum { CHARACTER, USER_WORD, MACHINE_WORD } piece;

/* Takes a word, in any case of letters, or a character off a text that is not empty. */
static piece take_piece(tunnel_text_t *text)
{
    static const char user[] = "%user%", machine[] = "%machineid%";
    piece taken = starts_with(*text, user)      ? USER_WORD
                  : starts_with(*text, machine) ? MACHINE_WORD
                                                : CHARACTER;
    size_t length = taken == USER_WORD      ? sizeof user - 1
                    : taken == MACHINE_WORD ? sizeof machine - 1
                                            : 1;
    text->ptr += length;
    text->len -= length;
    return taken;
}

/* Puts the words in, in one pass: what comes from outside stays text. Returns the length; out NULL:
 * nothing is written. */
static size_t expand(tunnel_text_t value, const tunnel_subject_words *words, char *out)
{
    size_t used = 0;
    while (value.len) {
        tunnel_text_t more = {value.ptr, 1};
        piece taken = take_piece(&value);
        if (taken != CHARACTER)
            more = taken == USER_WORD ? words->user : words->machine;
        if (out && more.len)
            memcpy(out + used, more.ptr, more.len);
        used += more.len;
    }
    return used;
}

tunnel_subject_use tunnel_look_at_subject(const tunnel_view *view)
{
    bool found[] = {[CHARACTER] = false, [USER_WORD] = false, [MACHINE_WORD] = false};
    tunnel_text_t value;
    for (size_t field = 0; field < FIELDS; field++)
        for (uint32_t i = 0; next_value(view, field, i, &value); i++)
            while (value.len)
                found[take_piece(&value)] = true;
    return (tunnel_subject_use){.any = found[CHARACTER] || found[USER_WORD] || found[MACHINE_WORD],
                                .user = found[USER_WORD],
                                .machine = found[MACHINE_WORD]};
}

/* ---- writing -------------------------------------------------------------------------------- */

typedef struct {
    const tunnel_subject_words *words;
    char *scratch; /* for the longest value without escapes */
    char *out;     /* NULL: only counted */
    size_t length;
} writer;

static void put(writer *w, const char *text)
{
    size_t length = strlen(text);
    if (w->out)
        memcpy(w->out + w->length, text, length);
    w->length += length;
}

static void put_value(writer *w, const char *type, tunnel_text_t value)
{
    tunnel_text_t expanded = {w->scratch, expand(value, w->words, w->scratch)};
    if (!expanded.len)
        return;
    put(w, w->length ? "," : "");
    put(w, type);
    put(w, "=");
    w->length += tunnel_dn_escape(expanded, w->out ? w->out + w->length : NULL);
}

static void put_all(writer *w, const tunnel_view *view)
{
    tunnel_text_t value;
    for (size_t field = 0; field < FIELDS; field++)
        for (uint32_t i = 0; next_value(view, field, i, &value); i++)
            put_value(w, fields[field].type, value);
}

static size_t longest_value(const tunnel_view *view, const tunnel_subject_words *words)
{
    size_t longest = 0;
    tunnel_text_t value;
    for (size_t field = 0; field < FIELDS; field++)
        for (uint32_t i = 0; next_value(view, field, i, &value); i++) {
            size_t length = expand(value, words, NULL);
            longest = length > longest ? length : longest;
        }
    return longest;
}

bool tunnel_write_subject(const tunnel_view *view, const tunnel_subject_words *words,
                          tunnel_buffer *buffer, tunnel_text_t *out)
{
    writer w = {.words = words, .scratch = tunnel_take(buffer, longest_value(view, words))};
    if (!w.scratch)
        return false;
    put_all(&w, view);
    size_t length = w.length;
    w.out = tunnel_take(buffer, length);
    w.length = 0;
    if (!w.out)
        return false;
    put_all(&w, view);
    *out = (tunnel_text_t){w.out, length};
    return true;
}
