/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/settings.h"

#include <string.h>

static uint32_t hash(uint32_t state, const char *text)
{
    do
        state = (state ^ (unsigned char)*text) * 16777619u;
    while (*text++);
    return state;
}

uint32_t tunnel_settings_fingerprint(void)
{
    uint32_t state = 2166136261u;
    for (int i = 0; i < TUNNEL_SETTINGS; i++) {
        state = hash(state, tunnel_settings[i].path) ^ tunnel_settings[i].type;
        for (const char *const *value = tunnel_settings[i].values; *value; value++)
            state = hash(state, *value);
    }
    return state;
}

tunnel_setting tunnel_setting_by_name(const char *name, uint32_t length)
{
    for (int i = 0; i < TUNNEL_SETTINGS; i++)
        if (strncmp(tunnel_settings[i].path, "AnyConnectProfile/", 18) == 0 &&
            strncmp(tunnel_settings[i].name, name, length) == 0 &&
            tunnel_settings[i].name[length] == '\0')
            return (tunnel_setting)i;
    return TUNNEL_SETTINGS;
}
