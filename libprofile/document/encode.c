/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From UTF-8 text to the bytes of a file: the way back of encoding.c. */
#include "document/encode.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *encoding, *bytes;
    size_t length;
} marks[] = {
    {"UTF-8", "\xEF\xBB\xBF", 3},    {"UTF-16LE", "\xFF\xFE", 2},     {"UTF-16BE", "\xFE\xFF", 2},
    {"UTF-32LE", "\xFF\xFE\0\0", 4}, {"UTF-32BE", "\0\0\xFE\xFF", 4},
};

static size_t put_mark(const char *encoding, char *bytes)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strcmp(marks[i].encoding, encoding) != 0)
            continue;
        memcpy(bytes, marks[i].bytes, marks[i].length);
        return marks[i].length;
    }
    return 0;
}

static acp_status convert(const char *text, size_t length, const char *encoding, char *out,
                          size_t room, size_t *size)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    if (converter == (iconv_t)-1)
        return ACP_NO_MEMORY; /* a file in this encoding was read */
    char *in = (char *)text, *end = out;
    /* Characters that are written in another way than they stand there count as lacking. */
    size_t left = length, result = iconv(converter, &in, &left, &end, &room);
    iconv_close(converter);
    *size = (size_t)(end - out);
    return result == 0 && left == 0 ? ACP_OK : ACP_BAD_VALUE;
}

acp_status acp_encode(const char *text, size_t length, const char *encoding, bool bom, char **bytes,
                      size_t *size)
{
    size_t room = 4 * length + 8; /* no accepted encoding takes more */
    bool utf8 = strcmp(encoding, "UTF-8") == 0;
    char *made = malloc(utf8 ? length + 8 : room);
    *bytes = NULL;
    if (!made)
        return ACP_NO_MEMORY;
    size_t mark = bom ? put_mark(encoding, made) : 0, added = length;
    acp_status status = ACP_OK;
    if (utf8)
        memcpy(made + mark, text, length);
    else
        status = convert(text, length, encoding, made + mark, room - mark, &added);
    if (status != ACP_OK) {
        free(made);
        return status;
    }
    *bytes = made;
    *size = mark + added;
    return ACP_OK;
}
