/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/yaml_marks.h"

#include <stdlib.h>

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

bool acp_yaml_marks_make(acp_yaml_marks *marks, acp_slice text)
{
    *marks = (acp_yaml_marks){.text = text};
    size_t characters = 0;
    for (size_t i = 0; i < text.len; i++)
        characters += starts_character(text.ptr[i]);
    if (characters == text.len)
        return true;
    marks->offsets = malloc((characters / ACP_YAML_STRIDE + 1) * sizeof *marks->offsets);
    if (!marks->offsets)
        return false;
    characters = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!starts_character(text.ptr[i]))
            continue;
        if (characters++ % ACP_YAML_STRIDE == 0)
            marks->offsets[marks->count++] = (uint32_t)i;
    }
    return true;
}

uint32_t acp_yaml_offset(const acp_yaml_marks *marks, size_t character)
{
    size_t length = marks->text.len;
    if (!marks->offsets || marks->count == 0)
        return (uint32_t)(character < length ? character : length);
    size_t step = character / ACP_YAML_STRIDE;
    if (step >= marks->count)
        return (uint32_t)length;
    size_t offset = marks->offsets[step];
    for (size_t left = character % ACP_YAML_STRIDE; left && offset < length; left--) {
        offset++;
        while (offset < length && !starts_character(marks->text.ptr[offset]))
            offset++;
    }
    return (uint32_t)offset;
}
