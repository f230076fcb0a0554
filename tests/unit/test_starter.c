/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every starter, filled: nothing to complain about in it, and each value is where it belongs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/document.h"
#include "generate/starter.h"

/* A good value for each parameter, and one that is refused; NULL: any text is good. */
static const struct {
    const char *name, *good, *bad;
} values_for[] = {
    {"address", "gate.example.net", "gate example"},
    {"ca-thumbprint", "5435C69ED3BCC5B2E4D580E393E373D3", "5435"},
    {"ca-url", "http://ca.example.net/scep", "ca"},
    {"caching", "All", "None"},
    {"collector", "192.0.2.77", "a b"},
    {"days", "21", "-1"},
    {"discovery", "find.example.net", "a b"},
    {"dns-servers", "192.0.2.7,192.0.2.8", "192.0.2.7,x"},
    {"domains", "net.example.net,two.example.net", "a..b"},
    {"enrollment", "gate.example.net/first", "a b"},
    {"group", "blue", NULL},
    {"issuer", "Blue CA", NULL},
    {"machine-group", "boxes", NULL},
    {"minutes", "7", "x"},
    {"name", "Blue gate", NULL},
    {"never", "open.example.net", "a..b"},
    {"organization", "Blue", NULL},
    {"port", "2056", "70000"},
    {"servers", "one.example.net,*.two.example.net", "a b"},
    {"sites", "A \"x\"=a.example.net+b.example.net,B=c.example.net:8443", "A"},
    {"trusted-hash", "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824", "2CF2"},
    {"trusted-port", "8443", "0"},
    {"trusted-server", "in.example.net", "a b"},
    {"user-group", "people", NULL},
};

static size_t value_index(const char *name)
{
    size_t i = 0;
    while (i < sizeof values_for / sizeof *values_for && strcmp(values_for[i].name, name) != 0)
        i++;
    if (i == sizeof values_for / sizeof *values_for)
        print_error("no value for the parameter %s\n", name);
    assert_true(i < sizeof values_for / sizeof *values_for);
    return i;
}

typedef void with_starter(const char *name, acp_starter *starter);

static void for_each(with_starter *function)
{
    const char *name;
    size_t count = 0;
    for (; (name = acp_starter_name(count)); count++) {
        acp_starter *starter;
        assert_int_equal(acp_starter_open(name, &starter), ACP_OK);
        function(name, starter);
        acp_starter_free(starter);
    }
    assert_int_equal(count, 15);
}

/* No error and no warning, whatever platforms nobody named. */
static void assert_clean(const char *name, const acp_change_result *made)
{
    acp_findings *findings = acp_findings_new();
    acp_check_options check = {0};
    assert_int_equal(acp_check(made->document, &check, findings), ACP_OK);
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        if (finding->severity > ACP_INFO)
            print_error("%s: %s %s\n", name, finding->rule->id, finding->detail);
        assert_int_equal(finding->severity, ACP_INFO);
    }
    acp_findings_free(findings);
    assert_null(strstr(made->text, "acprof-"));
    assert_null(strstr(made->text, "<?xml-"));
    assert_int_equal(made->document->format, ACP_FORMAT_XML);
}

static void fill(const char *name, acp_starter *starter, const char *const *values, size_t file,
                 acp_change_result *made)
{
    acp_change_options options = {0};
    acp_status status = acp_starter_fill(starter, file, values, &options, made);
    if (status != ACP_OK)
        print_error("%s: %s\n", name, made->message);
    assert_int_equal(status, ACP_OK);
    char *text = realloc(made->text, made->length + 1);
    assert_non_null(text);
    text[made->length] = '\0';
    made->text = text;
    assert_clean(name, made);
}

static bool is_example(const char *text)
{
    return strstr(text, "example.com") || strstr(text, "Example") || strstr(text, "staff");
}

/* All parameters given: no example is left but what no parameter is about. */
static void with_all(const char *name, acp_starter *starter)
{
    const char *values[ACP_STARTER_PARAMETERS];
    const acp_parameter *parameter;
    for (size_t i = 0; (parameter = acp_starter_parameter(starter, i)); i++)
        values[i] = values_for[value_index(parameter->name)].good;
    for (size_t file = 0; file < acp_starter_file_count(starter); file++) {
        acp_change_result made;
        fill(name, starter, values, file, &made);
        if (is_example(made.text))
            print_error("%s: an example is left\n%s", name, made.text);
        assert_false(is_example(made.text));
        acp_change_free(&made);
    }
}

static void all_given(void **state)
{
    (void)state;
    for_each(with_all);
}

/* Only what must be given. */
static void with_least(const char *name, acp_starter *starter)
{
    const char *values[ACP_STARTER_PARAMETERS];
    const acp_parameter *parameter;
    for (size_t i = 0; (parameter = acp_starter_parameter(starter, i)); i++)
        values[i] = parameter->fallback ? NULL : values_for[value_index(parameter->name)].good;
    for (size_t file = 0; file < acp_starter_file_count(starter); file++) {
        acp_change_result made;
        fill(name, starter, values, file, &made);
        assert_false(is_example(made.text));
        acp_change_free(&made);
    }
}

static void least_given(void **state)
{
    (void)state;
    for_each(with_least);
}

static void refuse_bad(const char *name, acp_starter *starter)
{
    const char *none[ACP_STARTER_PARAMETERS] = {NULL};
    char message[512];
    const acp_parameter *parameter;
    bool needed = false;
    for (size_t i = 0; (parameter = acp_starter_parameter(starter, i)); i++) {
        size_t row = value_index(parameter->name);
        assert_non_null(parameter->help);
        assert_non_null(parameter->type);
        assert_int_equal(
            acp_starter_check(starter, i, values_for[row].good, message, sizeof message), ACP_OK);
        if (values_for[row].bad) {
            assert_int_equal(
                acp_starter_check(starter, i, values_for[row].bad, message, sizeof message),
                ACP_BAD_VALUE);
            assert_non_null(strstr(message, parameter->type));
        }
        bool optional = parameter->fallback && !*parameter->fallback;
        assert_int_equal(acp_starter_check(starter, i, " ", message, sizeof message),
                         optional ? ACP_OK : ACP_BAD_VALUE);
        needed |= !parameter->fallback;
    }
    acp_change_result made;
    acp_change_options options = {0};
    if (needed) {
        assert_int_equal(acp_starter_fill(starter, 0, none, &options, &made), ACP_BAD_VALUE);
        if (!strstr(made.message, "is missing"))
            print_error("%s: %s\n", name, made.message);
        assert_non_null(strstr(made.message, "is missing"));
        acp_change_free(&made);
    }
}

static void bad_values(void **state)
{
    (void)state;
    for_each(refuse_bad);
}

static void lists(void **state)
{
    (void)state;
    acp_starter *starter;
    acp_change_result made;
    acp_change_options options = {0};
    const char *sites = "A=a.example.net+b.example.net+c.example.net, B = d.example.net";
    assert_int_equal(acp_starter_open("ssl-sites", &starter), ACP_OK);
    fill("ssl-sites", starter, &sites, 0, &made);
    assert_non_null(strstr(made.text, "    <HostEntry>\n"
                                      "      <HostName>A</HostName>\n"
                                      "      <HostAddress>a.example.net</HostAddress>\n"
                                      "      <BackupServerList>\n"
                                      "        <HostAddress>b.example.net</HostAddress>\n"
                                      "        <HostAddress>c.example.net</HostAddress>\n"
                                      "      </BackupServerList>\n"
                                      "    </HostEntry>\n"
                                      "    <HostEntry>\n"
                                      "      <HostName>B</HostName>\n"
                                      "      <HostAddress>d.example.net</HostAddress>\n"
                                      "    </HostEntry>\n"));
    acp_change_free(&made);
    const char *twice = "A=a.example.net,A=b.example.net";
    assert_int_not_equal(acp_starter_fill(starter, 0, &twice, &options, &made), ACP_OK);
    acp_change_free(&made);
    acp_starter_free(starter);
    assert_int_equal(acp_starter_open("management-tunnel-user", &starter), ACP_NOT_FOUND);
    assert_int_equal(acp_starter_open("nonsense", &starter), ACP_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_given),
        cmocka_unit_test(least_given),
        cmocka_unit_test(bad_values),
        cmocka_unit_test(lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
