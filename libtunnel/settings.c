/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/settings.h"

#include <string.h>

tunnel_setting tunnel_setting_find(tunnel_setting_place place, const char *name, size_t length)
{
    for (int i = 0; i < TUNNEL_SETTINGS; i++)
        if (tunnel_settings[i].place == place && strlen(tunnel_settings[i].name) == length &&
            memcmp(tunnel_settings[i].name, name, length) == 0)
            return (tunnel_setting)i;
    return TUNNEL_SETTINGS;
}
