/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of settings the runtime knows, made by mksettings from the schemas. */
#ifndef TUNNEL_SETTINGS_TABLE_H
#define TUNNEL_SETTINGS_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "tunnel_settings.h"

typedef enum {
    TUNNEL_BOOLEAN,
    TUNNEL_ENUM,
    TUNNEL_NUMBER, /* 0..4294967295 */
    TUNNEL_TEXT,
    TUNNEL_LIST,  /* comma list, or an element that may be repeated */
    TUNNEL_GROUP, /* an element around others: 1 where it is written */
} tunnel_setting_type;

/* Where a setting's value is kept. */
typedef enum {
    TUNNEL_IN_PROFILE, /* cell of the views of VPN profiles */
    TUNNEL_IN_ENTRY,   /* cell of a host entry; its default in the view of defaults */
    TUNNEL_IN_POLICY,  /* cell of the view of the local policy, and so on */
    TUNNEL_IN_NVM,
    TUNNEL_IN_POSTURE,
    TUNNEL_INSIDE, /* below an element that may be repeated: in records of its own, if anywhere */
} tunnel_setting_place;

typedef struct {
    const char *name; /* of the element, or attribute */
    const char *path;
    uint8_t type;         /* tunnel_setting_type */
    uint8_t place;        /* tunnel_setting_place */
    int8_t controllable;  /* -1: users never may change it; else whether they may when nothing is
                             written about it */
    int64_t min, max;     /* of numbers; min == max: any */
    const char *stricter; /* "true", "false", "smaller", "common", values from the strictest on */
    uint32_t value_count;
    const char *const *values; /* NULL behind the last; of a boolean the one for on first */
} tunnel_setting_row;

/* TUNNEL_SETTINGS_FINGERPRINT is a number that changes when the table does: an image made with
 * another table is another format. */
extern const tunnel_setting_row tunnel_settings[TUNNEL_SETTINGS];

/* The greatest value a setting can have, counted from 0, or what kind of value it has; of all in a
 * few cache lines, for the verifier. */
enum { TUNNEL_LAST_LIST = -1, TUNNEL_LAST_TEXT = INT8_MAX - 1, TUNNEL_LAST_NUMBER = INT8_MAX };
extern const int8_t tunnel_last_values[TUNNEL_SETTINGS];

/* The setting of that name kept in a place; of several the first. TUNNEL_SETTINGS: none. */
tunnel_setting tunnel_setting_find(tunnel_setting_place place, const char *name, size_t length);

#endif
