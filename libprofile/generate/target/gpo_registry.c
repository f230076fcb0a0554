/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The values of the registry, as the two files that carry them in bytes: registry.pol of a group
 * policy, and a .reg file. Both are UTF-16. */
#include "document/utf8.h"
#include "generate/target/escape.h"
#include "generate/target/gpo.h"

#define CLIENT       "Cisco\\Cisco Secure Client"
#define NAM          CLIENT " Network Access Manager"
#define SOFTWARE     "SOFTWARE\\"
#define SOFTWARE_WOW "SOFTWARE\\Wow6432Node\\"
#define LOGON                                                                                      \
    "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers\\"         \
    "{B12744B8-5BB7-463a-B85E-BB7627E73002}"

/* 003:L4053-4063, 003:L18549-18563, 003:L10533-10547, 003:L10657-10664, 003:L11088-11091. */
const acp_gpo_value acp_gpo_values[] = {
    {"suppress-dialogs", "SuppressModalDialogs", SOFTWARE CLIENT, SOFTWARE_WOW CLIENT,
     "Suppress the dialog when a session is ended by the gateway",
     "The client shows no modal dialog when the gateway ends the session. That the value is there "
     "is enough; what it holds does not matter.",
     true},
    {"debug-routes", "DebugRoutesEnabled", SOFTWARE CLIENT, SOFTWARE_WOW CLIENT,
     "Write a log of changes of routes",
     "The client writes every change of the routing table to debug_routechangesv4.txt and "
     "debug_routechangesv6.txt in the system's directory for temporary files. For analysis only.",
     true},
    {"nam-single-logon", "EnforceSingleLogon", LOGON, LOGON,
     "Network Access Manager: one user at a time",
     "Enabled: only one user can be logged on. Disabled: several can. Not configured: one on a "
     "desktop, several on a server.",
     false},
    {"nam-disable-dhcp", "DisableDHCP", SOFTWARE NAM, SOFTWARE_WOW NAM,
     "Network Access Manager: no DHCP in the test of connectivity",
     "The Network Access Manager does not start DHCP when it tests a connection.", true},
    {"nam-skip-pin-signature", "DisableSmartcardPinVerifyBySigning", SOFTWARE NAM, SOFTWARE NAM,
     "Network Access Manager: do not prove a smart card's PIN by a signature",
     "The Network Access Manager does not sign something to find out whether the PIN is right.",
     true},
    {NULL, NULL, NULL, NULL, NULL, NULL, false},
};

const char *acp_gpo_key(const acp_job *job, const acp_gpo_value *value)
{
    return acp_job_is(job, "windows", "32") ? value->key32 : value->key64;
}

bool acp_gpo_wanted(const acp_job *job, const acp_gpo_value *value, unsigned *data)
{
    *data = acp_job_is(job, value->option, "true");
    return *acp_job_value(job, value->option);
}

/* ---- UTF-16, the lower byte first -------------------------------------------------------- */

static void put16(acp_buffer *out, unsigned unit)
{
    acp_buffer_putc(out, (char)(unit & 0xFF));
    acp_buffer_putc(out, (char)(unit >> 8 & 0xFF));
}

static void put32(acp_buffer *out, uint32_t number)
{
    put16(out, number & 0xFFFF);
    put16(out, number >> 16);
}

static void put_text(acp_buffer *out, const char *text)
{
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        uint32_t code = acp_utf8_next(&at, end);
        if (code < 0x10000) {
            put16(out, code);
        } else {
            put16(out, 0xD800 + ((code - 0x10000) >> 10));
            put16(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
        }
    }
}

/* ---- registry.pol ------------------------------------------------------------------------ */

enum { REG_SZ = 1, REG_DWORD = 4 };

/* [key;name;type;size;data]; a value that must not be there has **del. before its name. */
static void add_entry(acp_buffer *out, const char *key, const acp_gpo_value *value, unsigned data)
{
    bool gone = !data && value->delete_off;
    put16(out, '[');
    put_text(out, key);
    put16(out, 0);
    put16(out, ';');
    if (gone)
        put_text(out, "**del.");
    put_text(out, value->name);
    put16(out, 0);
    put16(out, ';');
    put32(out, gone ? REG_SZ : REG_DWORD);
    put16(out, ';');
    put32(out, 4);
    put16(out, ';');
    if (gone)
        put_text(out, " ");
    else
        put32(out, data);
    if (gone)
        put16(out, 0);
    put16(out, ']');
}

void acp_gpo_registry_pol(acp_job *job, acp_buffer *out)
{
    unsigned data;
    acp_buffer_add(out, "PReg", 4);
    put32(out, 1);
    for (const acp_gpo_value *value = acp_gpo_values; value->option; value++)
        if (acp_gpo_wanted(job, value, &data))
            add_entry(out, acp_gpo_key(job, value), value, data);
}

/* ---- .reg -------------------------------------------------------------------------------- */

void acp_gpo_reg(acp_job *job, acp_buffer *out)
{
    acp_buffer text = {0};
    const char *section = "";
    unsigned data;
    acp_buffer_puts(&text, "\xEF\xBB\xBFWindows Registry Editor Version 5.00\r\n");
    for (const acp_gpo_value *value = acp_gpo_values; value->option; value++) {
        if (!acp_gpo_wanted(job, value, &data))
            continue;
        if (strcmp(section, acp_gpo_key(job, value)) != 0)
            acp_buffer_printf(&text, "\r\n[HKEY_LOCAL_MACHINE\\%s]\r\n", acp_gpo_key(job, value));
        section = acp_gpo_key(job, value);
        acp_escape_reg(&text, acp_slice_of(value->name));
        if (!data && value->delete_off)
            acp_buffer_puts(&text, "=-\r\n");
        else
            acp_buffer_printf(&text, "=dword:%08x\r\n", data);
    }
    acp_buffer_puts(&text, "\r\n");
    if (text.failed)
        out->failed = true;
    else
        put_text(out, text.text);
    acp_buffer_free(&text);
}
