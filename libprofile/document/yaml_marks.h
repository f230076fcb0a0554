/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libyaml counts characters; documents count bytes. */
#ifndef ACP_YAML_MARKS_H
#define ACP_YAML_MARKS_H

#include "document/slice.h"

typedef struct {
    acp_slice text;
    uint32_t
        *offsets; /* of every ACP_YAML_STRIDE-th character; NULL: all are one byte. free() it */
    size_t count;
} acp_yaml_marks;

#define ACP_YAML_STRIDE 256

/* False: no memory. */
bool acp_yaml_marks_make(acp_yaml_marks *marks, acp_slice text);
/* Byte offset of a character. */
uint32_t acp_yaml_offset(const acp_yaml_marks *marks, size_t character);

#endif
