/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sets: parts of the input, separated by bytes 0xFF, are the members; the first byte of each says
 * what it is. A profile, a management profile and a local policy are always there, so that every
 * part has something to be held against. */
#include "fuzz.h"

static const char profile[] =
    "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\"><ClientInitialization>"
    "<AutomaticVPNPolicy>true<TrustedDNSDomains>example.com</TrustedDNSDomains>"
    "<AlwaysOn>true</AlwaysOn></AutomaticVPNPolicy><CertificatePinning>true</CertificatePinning>"
    "</ClientInitialization><ServerList><HostEntry><HostName>Paris</HostName><HostAddress>"
    "vpn.example.com</HostAddress><UserGroup>staff</UserGroup><PrimaryProtocol>IPsec"
    "</PrimaryProtocol></HostEntry></ServerList></AnyConnectProfile>";
static const char management[] =
    "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\"><ServerList><HostEntry>"
    "<HostName>machines</HostName><HostAddress>vpn.example.com</HostAddress>"
    "<UserGroup>machines</UserGroup></HostEntry></ServerList></AnyConnectProfile>";
static const char policy[] =
    "<AnyConnectLocalPolicy xmlns=\"http://schemas.xmlsoap.org/encoding/\" acversion=\"5.1\">"
    "<FipsMode>true</FipsMode></AnyConnectLocalPolicy>";

static const struct {
    acp_role role;
    const char *name;
} kinds[] = {
    {ACP_ROLE_ASA, "fw.cfg"},
    {ACP_ROLE_IOS_XE, "r1.cfg"},
    {ACP_ROLE_DOCUMENT, "office.xml"},
    {ACP_ROLE_DOCUMENT, "OrgInfo.json"},
    {ACP_ROLE_FILE, "scripts/OnConnect.sh"},
    {ACP_ROLE_ASA, "fw2.cfg"},
    {ACP_ROLE_DOCUMENT, "preferences.xml"},
    {ACP_ROLE_DOCUMENT, "NVM_ServiceProfile.xml"},
};
enum { KINDS = sizeof kinds / sizeof *kinds, MOST_PARTS = 8 };

static void add(acp_set *set, acp_role role, const char *name, const void *bytes, size_t size,
                unsigned platforms)
{
    acp_set_input input = {.role = role,
                           .path = name,
                           .read = {.kind = ACP_KIND_UNKNOWN},
                           .check = {.platforms = platforms}};
    acp_status status = acp_set_add_memory(set, &input, bytes, size);
    if (status != ACP_OK && status != ACP_DAMAGED)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned platforms = size ? data[0] & ACP_PLATFORMS_ALL : 0;
    acp_set *set = acp_set_new();
    acp_set_options options = {.at = 1767225600};
    if (!set)
        abort();
    add(set, ACP_ROLE_DOCUMENT, "corp.xml", profile, sizeof profile - 1, platforms);
    add(set, ACP_ROLE_DOCUMENT, "VpnMgmtTunProfile.xml", management, sizeof management - 1,
        platforms);
    add(set, ACP_ROLE_DOCUMENT, "AnyConnectLocalPolicy.xml", policy, sizeof policy - 1, platforms);
    for (int i = 0; i < MOST_PARTS && size > 1; i++) {
        const uint8_t *end = memchr(data + 1, 0xFF, size - 1);
        size_t length = end ? (size_t)(end - data) : size;
        add(set, kinds[data[0] % KINDS].role, kinds[data[0] % KINDS].name, data + 1, length - 1,
            platforms);
        data += length + (end != NULL);
        size -= length + (end != NULL);
    }
    if (acp_set_check(set, &options) != ACP_OK)
        abort();
    for (size_t i = 0; i < acp_set_count(set); i++)
        acp_findings_worst(acp_set_findings(set, i));
    FILE *out = fopen("/dev/null", "w");
    acp_agreements_write(set, data && size % 2 ? ACP_REPORT_JSON : ACP_REPORT_TEXT, false, out);
    fclose(out);
    acp_set_free(set);
    return 0;
}
