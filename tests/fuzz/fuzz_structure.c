/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The structure check, fed with documents made of known names: the input's bytes choose which
 * element opens or closes, so that most inputs are well-formed and reach the check. */
#include "document/buffer.h"
#include "fuzz.h"

static const char *name_of(const acp_schema *schema, uint8_t choice)
{
    acp_setting_id id = (acp_setting_id)(schema->first + choice % schema->count);
    while (acp_setting_get(id)->is_attribute)
        id--;
    return acp_setting_get(id)->name;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const acp_schema *schema = &acp_schemas[acp_kinds[ACP_KIND_VPN].schema];
    const char *open[ACP_MAX_DEPTH];
    unsigned depth = 0;
    acp_buffer text = {0};
    acp_buffer_printf(&text, "<AnyConnectProfile xmlns=\"%s\">", acp_kinds[ACP_KIND_VPN].ns);
    for (size_t i = 0; i + 1 < size && i < 600; i += 2) {
        if (data[i] < 120 && depth < ACP_MAX_DEPTH - 2) {
            open[depth] = name_of(schema, data[i + 1]);
            acp_buffer_printf(&text, "<%s%s>", open[depth++],
                              data[i] < 20 ? " UserControllable='true'" : "");
        } else if (data[i] < 200 && depth) {
            acp_buffer_printf(&text, "</%s>", open[--depth]);
        } else if (data[i + 1] >= ' ' && data[i + 1] < 127 && data[i + 1] != '<' &&
                   data[i + 1] != '&' && data[i + 1] != '>') {
            acp_buffer_putc(&text, (char)data[i + 1]);
        } else {
            acp_buffer_puts(&text, data[i + 1] & 1 ? "true" : "IPsec");
        }
    }
    while (depth)
        acp_buffer_printf(&text, "</%s>", open[--depth]);
    acp_buffer_puts(&text, "</AnyConnectProfile>");
    fuzz_document("input.xml", ACP_FORMAT_XML, (const uint8_t *)text.text, text.length);
    acp_buffer_free(&text);
    return 0;
}
