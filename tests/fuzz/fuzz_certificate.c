/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificate files come from anyone. What is read is asked about and printed in every form. */
#include "check/certificate.h"
#include "document/utf8.h"
#include "fuzz.h"

static void expect(bool condition)
{
    if (!condition)
        abort();
}

static void expect_text(acp_slice text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end)
        expect(acp_utf8_next(&at, end) != ACP_UTF8_BAD);
}

static void expect_name(const acp_distinguished_name *name)
{
    expect_text(acp_slice_of(name->text));
    for (size_t i = 0; i < name->count; i++)
        expect_text(name->attributes[i].value);
}

static void expect_texts(const acp_text_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        expect_text(list->items[i]);
}

static void ask(const acp_certificates *list, const acp_certificate *one)
{
    static const acp_name_criterion name = {
        .name = {"CN", 2}, .pattern = {"a", 1}, .anywhere = true};
    static const acp_match_criteria criteria = {.key_usage = 1, .names = &name, .name_count = 1};
    expect_name(&one->subject);
    expect_name(&one->issuer);
    expect_texts(&one->common_names);
    expect_texts(&one->dns_names);
    expect_texts(&one->ip_addresses);
    expect_texts(&one->emails);
    expect_texts(&one->user_principal_names);
    expect_texts(&one->extended_key_usage);
    expect_text(acp_slice_of(one->key_name));
    expect_text(acp_slice_of(one->signature_algorithm));
    expect(one->self_issued || !one->self_signed);
    acp_certificate_is_for(one, ACP_SLICE("vpn.example.com"), NULL);
    acp_certificate_is_for(one, ACP_SLICE("192.0.2.1"), NULL);
    acp_certificate_match(one, &criteria, NULL);
    acp_certificate_issuer_in(list, one);
    expect(acp_certificate_issued(one, one) == one->self_signed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    acp_certificates *list;
    char message[600];
    uint32_t line;
    acp_status status =
        acp_certificates_read_memory("fuzz", data, size, &list, message, sizeof message);
    expect(status == ACP_OK || status == ACP_DAMAGED);
    expect((status == ACP_DAMAGED) == (acp_certificates_problem(list, 0, &line) != NULL));
    expect(status == ACP_DAMAGED || list->count || list->private_key);
    for (size_t i = 0; i < list->count; i++)
        ask(list, &list->items[i]);
    FILE *nowhere = fopen("/dev/null", "w");
    for (acp_pins_format format = ACP_PINS_TEXT; nowhere && format <= ACP_PINS_XML; format++)
        expect(acp_pins_write(format, (const acp_certificates *const *)&list, 1, nowhere) ==
               ACP_OK);
    if (nowhere)
        fclose(nowhere);
    acp_certificates_free(list);
    return 0;
}
