/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links and server values at random: what is put together is read as it was meant, and put together
 * anew it is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "document/buffer.h"
#include "mobile/link.h"
#include "tests/link_agree.h"
#include "tests/random.h"

enum { ROUNDS = 4000 };

static const char *choose(test_random *random, const char *const *words)
{
    size_t count = 0;
    while (words[count])
        count++;
    return words[random_below(random, count)];
}

/* ---- values ------------------------------------------------------------------------------ */

/* Any text: pieces that other parts of a link are made of, and characters of all lengths. */
static void put_text(test_random *random, acp_buffer *out)
{
    static const char *const pieces[] = {"a",
                                         "Z",
                                         "0",
                                         "%41",
                                         "%",
                                         "&",
                                         "=",
                                         "?",
                                         "#",
                                         "/",
                                         ":",
                                         "@",
                                         "+",
                                         ",",
                                         " ",
                                         "\n",
                                         "\t",
                                         "\x01",
                                         "\x7f",
                                         "\"",
                                         "'",
                                         "\\",
                                         "host=",
                                         "anyconnect:",
                                         "\xc3\xa9",
                                         "\xe6\xbc\xa2",
                                         "\xf0\x9f\x98\x80",
                                         "\xe2\x80\xae",
                                         "\xef\xbb\xbf",
                                         "\xe2\x80\xa8",
                                         NULL};
    for (size_t i = 1 + random_below(random, 12); i; i--)
        acp_buffer_puts(out, choose(random, pieces));
}

static void put_domains(test_random *random, acp_buffer *out)
{
    static const char *const names[] = {"intranet.example.com", ".corp.example", "a.b.c.example",
                                        "xn--bcher-kva.example", NULL};
    for (size_t i = 1 + random_below(random, 4); i; i--)
        acp_buffer_printf(out, "%s%s", choose(random, names), i > 1 ? "," : "");
}

static void put_host(test_random *random, acp_buffer *out)
{
    static const char *const hosts[] = {"gw.example.com",       "192.0.2.1",
                                        "[2001:db8::1]:8443",   "gw.example.com:8443",
                                        "gw.example.com/group", NULL};
    acp_buffer_puts(out, choose(random, hosts));
}

/* A value that an action takes for the parameter. */
static void put_value(test_random *random, const char *name, acp_buffer *out)
{
    static const char *const protocols[] = {"SSL", "IPsec", "ipsec", NULL};
    static const char *const methods[] = {"EAP-AnyConnect", "EAP-GTC", "eap-md5",
                                          "EAP-MSCHAPv2",   "IKE-RSA", NULL};
    static const char *const truths[] = {"true", "false", NULL};
    static const char *const types[] = {"pkcs12", "profile", "localization", NULL};
    static const char *const languages[] = {"fr", "fr-ca", NULL};
    static const struct {
        const char *name;
        const char *const *words;
    } choices[] = {{"protocol", protocols}, {"authentication", methods}, {"netroam", truths},
                   {"usecert", truths},     {"useondemand", truths},     {"type", types},
                   {"lang", languages}};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (strcmp(name, choices[i].name) == 0) {
            acp_buffer_puts(out, choose(random, choices[i].words));
            return;
        }
    if (strcmp(name, "host") == 0)
        put_host(random, out);
    else if (strncmp(name, "domainlist", strlen("domainlist")) == 0)
        put_domains(random, out);
    else
        put_text(random, out);
}

/* ---- links ------------------------------------------------------------------------------- */

/* In escapes of either case, and only what must be, or more of it. */
static void put_encoded(test_random *random, acp_slice value, acp_buffer *out)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    bool lower = random_below(random, 2), most = random_below(random, 2) == 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool raw = strchr(plain, c) || (!most && strchr("/:@,+", c));
        if (c && raw && (most || random_below(random, 9)))
            acp_buffer_putc(out, c);
        else
            acp_buffer_printf(out, lower ? "%%%02x" : "%%%02X", (unsigned char)c);
    }
}

typedef struct {
    acp_buffer text;
    acp_buffer values[16]; /* of acp_link_names, decoded; empty: not in the link */
} made;

static void make_link(test_random *random, const char *action, const char *const *names, made *m)
{
    static const char *const starts[] = {"anyconnect:", "anyconnect://", "AnyConnect:", NULL};
    static const char *const ends[] = {"?", "/?", "&", "/&", NULL};
    size_t count = 0;
    while (names[count])
        count++;
    const char *separator = choose(random, ends);
    acp_buffer_printf(&m->text, "%s%s", choose(random, starts), action);
    size_t first = random_below(random, count);
    for (size_t i = 0; i < count; i++) {
        size_t at = (first + i) % count;
        if (random_below(random, 3) == 0)
            continue;
        put_value(random, names[at], &m->values[at]);
        acp_buffer_printf(&m->text, "%s%s=", separator, names[at]);
        put_encoded(random, (acp_slice){m->values[at].text, m->values[at].length}, &m->text);
        separator = "&";
    }
}

/* Every value comes out of the link as it was put in. */
static void holds(const made *m, const char *const *names)
{
    acp_link *link = link_read((acp_slice){m->text.text, m->text.length});
    const acp_link_part *part;
    size_t found = 0, wanted = 0;
    for (size_t i = 0; link && names[i]; i++)
        wanted += m->values[i].length != 0;
    for (size_t i = 0; link && (part = acp_link_get(link, i)); i++) {
        size_t at = 0;
        while (strcmp(names[at], part->name) != 0)
            at++;
        if (part->implied)
            continue;
        acp_slice value = acp_slice_of(part->value);
        assert_true(
            acp_slice_equal_nocase(value, (acp_slice){m->values[at].text, m->values[at].length}));
        found++;
    }
    if (link)
        assert_int_equal(found, wanted);
    acp_link_free(link);
}

static void links(void **state)
{
    static const char *const actions[] = {"create", "connect", "disconnect", "import", NULL};
    test_random random = {20261121};
    size_t agreed[4] = {0};
    (void)state;
    for (size_t round = 0; round < ROUNDS; round++) {
        size_t action = round % 4;
        const char *const *names = acp_link_parameters(acp_slice_of(actions[action]));
        made m = {0};
        make_link(&random, actions[action], names, &m);
        char *built = link_agree((acp_slice){m.text.text, m.text.length});
        agreed[action] += built != NULL;
        if (built) {
            acp_link_reader reader;
            acp_slice what, name, value;
            reader = acp_link_start(acp_slice_of(built), &what);
            while (acp_link_next(&reader, &name, &value))
                assert_null(
                    acp_link_raw_character(value, strncmp(name.ptr, "domainlist", 10) == 0));
        }
        holds(&m, names);
        free(built);
        acp_buffer_free(&m.text);
        for (size_t i = 0; i < 16; i++)
            acp_buffer_free(&m.values[i]);
    }
    /* many are refused: they lack what they need, or have what does not go together */
    for (size_t i = 0; i < 4; i++)
        assert_in_range(agreed[i], i == 0 ? 50 : 200, ROUNDS / 4);
}

/* ---- server values ------------------------------------------------------------------------- */

static void server_values(void **state)
{
    static const char *const schemes[] = {"ipsec://", "IPSEC://", "", NULL};
    static const char *const users[] = {
        "",         "EAP-GTC@",  "eap-md5:me@",     "EAP-MSCHAPv2:a@b@",
        "IKE-RSA@", "EAP-GTC:@", "EAP-GTC:x:y%41@", "EAP-MD5:a%2Fb%40c@",
        NULL};
    static const char *const ports[] = {"", ":443", ":8443", NULL};
    static const char *const groups[] = {"",          "/",          "/group", "/a/b",
                                         "/\xc3\xa9", "/a%20b%2Fc", "/50%",   NULL};
    static const char *const hosts[] = {"gw.example.com", "192.0.2.1", "[2001:db8::1]", NULL};
    test_random random = {20261121};
    size_t agreed = 0;
    char text[200];
    (void)state;
    for (size_t round = 0; round < ROUNDS; round++) {
        snprintf(text, sizeof text, "%s%s%s%s%s", choose(&random, schemes), choose(&random, users),
                 choose(&random, hosts), choose(&random, ports), choose(&random, groups));
        char *built = link_agree(acp_slice_of(text));
        agreed += built != NULL;
        /* what it begins with says which protocol it is */
        if (built)
            assert_int_equal(strncmp(built, "ipsec://", 8) == 0, acp_lower(*text) == 'i');
        free(built);
    }
    assert_in_range(agreed, ROUNDS / 2, ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links),
        cmocka_unit_test(server_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
