/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of settings the runtime knows, made by mksettings from the schemas. */
#ifndef TUNNEL_SETTINGS_TABLE_H
#define TUNNEL_SETTINGS_TABLE_H

#include <stdint.h>

#include "tunnel_settings.h"

typedef enum {
    TUNNEL_BOOLEAN,
    TUNNEL_ENUM,
    TUNNEL_NUMBER,
    TUNNEL_TEXT,
    TUNNEL_LIST, /* comma list */
} tunnel_setting_type;

typedef struct {
    const char *name; /* of the element */
    const char *path;
    uint8_t type;         /* tunnel_setting_type */
    int8_t controllable;  /* -1: users never may change it; else whether they may when nothing is
                             written about it */
    int64_t min, max;     /* of numbers; min == max: any */
    const char *stricter; /* "true", "false", "smaller", "common", values from the strictest on */
    const char *const *values; /* NULL behind the last; of a boolean the one for on first */
} tunnel_setting_row;

extern const tunnel_setting_row tunnel_settings[TUNNEL_SETTINGS];

/* A number that changes when the table does: an image made with another table is another format. */
uint32_t tunnel_settings_fingerprint(void);
/* The setting of an element's name among those of VPN profiles; TUNNEL_SETTINGS: none. */
tunnel_setting tunnel_setting_by_name(const char *name, uint32_t length);

#endif
