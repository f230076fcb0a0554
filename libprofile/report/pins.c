/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pins of certificates: to read, to paste into a profile, for programs. */
#include "check/certificate.h"
#include "report/report.h"

#define GLOBAL_PATH                                                                                \
    "AnyConnectProfile/ClientInitialization/CertificatePinning/CertificatePinList/Pin"
#define HOST_PATH "AnyConnectProfile/ServerList/HostEntry/CertificatePinList/Pin"

static bool is_global(const acp_certificate *certificate)
{
    acp_pin_place place = acp_certificate_pin_place(certificate);
    return place == ACP_PIN_OF_CA || place == ACP_PIN_OF_WILDCARD;
}

static const char *path_of(const acp_certificate *certificate)
{
    return is_global(certificate) ? GLOBAL_PATH : HOST_PATH;
}

bool acp_certificates_get(const acp_certificates *certificates, size_t index,
                          acp_certificate_names *out)
{
    if (index >= certificates->count)
        return false;
    const acp_certificate *one = &certificates->items[index];
    *out = (acp_certificate_names){
        .subject = one->subject.text, .issuer = one->issuer.text, .pin_is_global = is_global(one)};
    acp_time_text(one->not_before, out->not_before);
    acp_time_text(one->not_after, out->not_after);
    acp_certificate_pin_text(one, out->pin);
    for (size_t i = 0; i < sizeof one->sha256; i++)
        snprintf(out->sha256 + 2 * i, 3, "%02X", one->sha256[i]);
    return true;
}

/* ---- text --------------------------------------------------------------------------------------
 */

static const char *const place_reason[] = {
    [ACP_PIN_OF_CA] = "a CA certificate, for every host it stands above",
    [ACP_PIN_OF_WILDCARD] = "its name is a wildcard, for several hosts",
    [ACP_PIN_OF_HOST] = "a certificate of its own, for this one host",
    [ACP_PIN_OF_SELF_SIGNED] = "self-signed, for this one host",
};

static void add_text(acp_buffer *out, const acp_certificates *file, const acp_certificate *one)
{
    char pin[ACP_PIN_TEXT_SIZE], from[ACP_TIME_SIZE], until[ACP_TIME_SIZE];
    acp_certificate_pin_text(one, pin);
    acp_time_text(one->not_before, from);
    acp_time_text(one->not_after, until);
    if (one->begin.line)
        acp_buffer_printf(out, "%s:%u\n", file->name, one->begin.line);
    else
        acp_buffer_printf(out, "%s\n", file->name);
    acp_buffer_printf(out, "  subject  %s\n  issuer   %s\n", one->subject.text, one->issuer.text);
    acp_buffer_printf(out, "  valid    %s to %s\n", from, until);
    acp_buffer_printf(out, "  pin      %s\n", pin);
    acp_buffer_printf(out, "  goes to  %s\n           (%s)\n", path_of(one),
                      place_reason[acp_certificate_pin_place(one)]);
}

/* ---- JSON --------------------------------------------------------------------------------------
 */

static void add_time(acp_json_text *json, const char *key, int64_t seconds)
{
    char text[ACP_TIME_SIZE];
    acp_time_text(seconds, text);
    acp_json_member(json, key, text);
}

static void add_json(acp_json_text *json, const acp_certificates *file, const acp_certificate *one)
{
    char pin[ACP_PIN_TEXT_SIZE];
    acp_certificate_pin_text(one, pin);
    acp_json_open(json, '{', false);
    acp_json_member(json, "file", file->name);
    acp_json_key(json, "line");
    if (one->begin.line)
        acp_json_number(json, one->begin.line);
    else
        acp_json_null(json);
    acp_json_member(json, "subject", one->subject.text);
    acp_json_member(json, "issuer", one->issuer.text);
    acp_json_member(json, "serial", one->serial);
    add_time(json, "not_before", one->not_before);
    add_time(json, "not_after", one->not_after);
    acp_json_member_bool(json, "ca", one->ca);
    acp_json_member_bool(json, "self_signed", one->self_signed);
    acp_json_member(json, "pin", pin);
    acp_json_member(json, "scope", is_global(one) ? "global" : "host");
    acp_json_member(json, "path", path_of(one));
    acp_json_close(json, '}');
}

/* ---- XML ---------------------------------------------------------------------------------------
 */

static bool is_repeated(const acp_certificates *const *files, size_t file, size_t index)
{
    const acp_certificate *one = &files[file]->items[index];
    for (size_t i = 0; i <= file; i++) {
        size_t count = i == file ? index : files[i]->count;
        for (size_t j = 0; j < count; j++)
            if (memcmp(files[i]->items[j].pin, one->pin, sizeof one->pin) == 0)
                return true;
    }
    return false;
}

static void add_xml(acp_buffer *out, const acp_certificate *one)
{
    char pin[ACP_PIN_TEXT_SIZE];
    acp_certificate_pin_text(one, pin);
    acp_buffer_puts(out, "  <Pin Subject=\"");
    acp_report_xml(out, one->subject.text);
    acp_buffer_puts(out, "\" Issuer=\"");
    acp_report_xml(out, one->issuer.text);
    acp_buffer_printf(out, "\">%s</Pin>\n", pin);
}

/* ---- all of them -------------------------------------------------------------------------------
 */

static void add_all(acp_pins_format format, acp_buffer *out, const acp_certificates *const *files,
                    size_t count)
{
    acp_json_text json = {.out = out};
    if (format == ACP_PINS_JSON)
        acp_json_open(&json, '[', false);
    if (format == ACP_PINS_XML)
        acp_buffer_puts(out, "<CertificatePinList>\n");
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < files[i]->count; j++) {
            const acp_certificate *one = &files[i]->items[j];
            if (format == ACP_PINS_JSON)
                add_json(&json, files[i], one);
            else if (format == ACP_PINS_TEXT)
                add_text(out, files[i], one);
            else if (!is_repeated(files, i, j))
                add_xml(out, one);
        }
    if (format == ACP_PINS_XML)
        acp_buffer_puts(out, "</CertificatePinList>\n");
    if (format == ACP_PINS_JSON) {
        acp_json_close(&json, ']');
        acp_buffer_putc(out, '\n');
    }
}

acp_status acp_pins_write(acp_pins_format format, const acp_certificates *const *files,
                          size_t count, FILE *stream)
{
    acp_buffer out = {0};
    add_all(format, &out, files, count);
    if (!out.failed && out.length)
        acp_print_visible(stream, out.text, out.length);
    acp_status status = out.failed ? ACP_NO_MEMORY : ferror(stream) ? ACP_IO : ACP_OK;
    acp_buffer_free(&out);
    return status;
}
