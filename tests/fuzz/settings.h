/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents made of the settings of a kind: the input's bytes choose elements and values, so that
 * most are well-formed and reach the checks. */
#ifndef ACP_FUZZ_SETTINGS_H
#define ACP_FUZZ_SETTINGS_H

#include "document/buffer.h"
#include "fuzz.h"

/* A name under which a file is taken for one of the kind, where its rules look at the place. */
static inline const char *fuzz_file_name(acp_kind kind)
{
    switch (kind) {
    case ACP_KIND_LOCAL_POLICY: return "/opt/cisco/secureclient/AnyConnectLocalPolicy.xml";
    case ACP_KIND_TRANSFORMS: return "x/Profiles/ACTransforms.xml";
    case ACP_KIND_PREFERENCES: return "/home/x/.vpn/preferences.xml";
    case ACP_KIND_NVM: return "x/Profiles/nvm/NVM_ServiceProfile.xml";
    case ACP_KIND_ISE_POSTURE: return "Cisco/Cisco Secure Client/ISE Posture/ISEPostureCFG.xml";
    case ACP_KIND_NAM: return "Network Access Manager/system/configuration.xml";
    case ACP_KIND_FEEDBACK: return "CustomerExperience_Feedback.xml";
    case ACP_KIND_UMBRELLA: return "OrgInfo.json";
    case ACP_KIND_MGMT: return "VpnMgmtTunProfile.xml";
    case ACP_KIND_URI: return "input.uri";
    case ACP_KIND_MOBILECONFIG: return "input.mobileconfig";
    case ACP_KIND_MDM_IOS: return "ios/managed-configuration.json";
    case ACP_KIND_MDM_ANDROID: return "android/managed-configuration.json";
    case ACP_KIND_MDM_CHROME: return "chromeos/managed-configuration.json";
    default: return "input.xml";
    }
}

/* A child of the open element, so that what is deep in a schema is reached as well. */
static inline const acp_setting *fuzz_child_of(const acp_setting *parent, uint8_t choice)
{
    unsigned count = 0;
    for (acp_setting_id id = parent->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        count++;
    if (!count)
        return NULL;
    const acp_setting *child = acp_setting_get(parent->first_child);
    for (unsigned skip = choice % count; skip; skip--)
        child = acp_setting_get(child->next);
    return child;
}

static inline const acp_setting *fuzz_any_of(const acp_schema *schema, uint8_t choice)
{
    acp_setting_id id = (acp_setting_id)(schema->first + choice % schema->count);
    while (acp_setting_get(id)->is_attribute)
        id--;
    return acp_setting_get(id);
}

static inline void fuzz_put_text(acp_buffer *text, const acp_setting *setting, uint8_t choice)
{
    static const char *const odd[] = {"true",
                                      "1",
                                      "0",
                                      "TRUE",
                                      "65536",
                                      "5 MB",
                                      "",
                                      "-1",
                                      "\n",
                                      "<!--<DisableVPN>true</DisableVPN>-->",
                                      "${X}",
                                      "*",
                                      "?",
                                      "a",
                                      "\\",
                                      "udp",
                                      "53",
                                      "4.8",
                                      "192.0.2.1",
                                      "192.30.250.00/16",
                                      "::/0",
                                      ",",
                                      "2001:db8::1/64",
                                      "https://a.example",
                                      "https://A.example:443"};
    if (choice & 1 && setting && setting->value_count)
        acp_buffer_puts(text, setting->values[(choice >> 1) % setting->value_count].name);
    else
        acp_buffer_puts(text, odd[(choice >> 1) % (sizeof odd / sizeof *odd)]);
}

/* A document made of settings of a kind; nothing if it has no schema of elements. */
static inline void fuzz_made_of_settings(acp_kind kind, const uint8_t *data, size_t size,
                                         acp_buffer *text)
{
    const acp_kind_row *row = acp_kind_get(kind);
    if (row->schema < 0 || row->json_schema)
        return;
    const acp_schema *schema = &acp_schemas[row->schema];
    const acp_setting *open[ACP_MAX_DEPTH];
    unsigned depth = 0;
    const acp_setting *top = acp_setting_get(acp_kind_root(kind));
    const char *root = row->roots[row->roots[1] && size && data[0] & 1];
    acp_buffer_printf(text, "<%s%s%s%s>", root, row->ns ? " xmlns=\"" : "", row->ns ? row->ns : "",
                      row->ns ? "\"" : "");
    for (size_t i = 0; i + 1 < size && i < 600; i += 2) {
        if (data[i] < 120 && depth < ACP_MAX_DEPTH - 2) {
            const acp_setting *around = depth ? open[depth - 1] : top;
            const acp_setting *child = data[i] < 100 ? fuzz_child_of(around, data[i + 1]) : NULL;
            open[depth] = child ? child : fuzz_any_of(schema, data[i + 1]);
            acp_buffer_printf(text, "<%s>", open[depth++]->name);
        } else if (data[i] < 200 && depth) {
            acp_buffer_printf(text, "</%s>", open[--depth]->name);
        } else {
            fuzz_put_text(text, depth ? open[depth - 1] : NULL, data[i + 1]);
        }
    }
    while (depth)
        acp_buffer_printf(text, "</%s>", open[--depth]->name);
    acp_buffer_printf(text, "</%s>", root);
}

#endif
