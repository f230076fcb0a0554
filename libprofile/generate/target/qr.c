/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <errno.h>
#include <qrencode.h>
#include <string.h>

#include "generate/target/escape.h"
#include "generate/target/links.h"

enum {
    MARGIN = 4, /* modules that have to stay empty around a code */
    SHORT = 200 /* bytes */
};

/* Short texts get more correction; long ones as few modules as can be, which cameras tell apart. */
static QRcode *encode(const char *text, bool *no_memory)
{
    size_t length = strlen(text);
    errno = 0;
    QRcode *code = QRcode_encodeData((int)length, (const unsigned char *)text, 0,
                                     length > SHORT ? QR_ECLEVEL_L : QR_ECLEVEL_M);
    *no_memory = *no_memory || (!code && errno == ENOMEM);
    return code;
}

/* A row's dark modules, each run of them as one rectangle. */
static void put_row(acp_buffer *out, const QRcode *code, int y)
{
    const unsigned char *row = code->data + (size_t)y * (size_t)code->width;
    for (int x = 0; x < code->width;) {
        int end = x;
        while (end < code->width && row[end] & 1)
            end++;
        if (end > x)
            acp_buffer_printf(out, "M%d %dh%dv1h-%dz", x + MARGIN, y + MARGIN, end - x, end - x);
        x = end + (end == x);
    }
}

bool acp_qr_svg(acp_buffer *out, const char *text, const char *label, bool *no_memory)
{
    QRcode *code = encode(text, no_memory);
    if (!code)
        return false;
    int size = code->width + 2 * MARGIN;
    acp_buffer_printf(
        out, "<svg viewBox=\"0 0 %d %d\" style=\"--modules: %d\" role=\"img\" aria-label=\"", size,
        size, size);
    acp_escape_xml(out, acp_slice_of(label));
    acp_buffer_printf(out,
                      "\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
                      size, size);
    for (int y = 0; y < code->width; y++)
        put_row(out, code, y);
    acp_buffer_puts(out, "\"/></svg>");
    QRcode_free(code);
    return true;
}
