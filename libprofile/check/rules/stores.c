/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificate stores: values of another platform, and enrolled certificates nobody looks for. */
#include "check/rules/vpn.h"

#define CI           "ClientInitialization/"
#define IMPORT_STORE CI "CertificateEnrollment/CertificateImportStore"

void acp_store_value_of_other_platform(acp_run *run, const acp_rule *rule)
{
    static const char whose_mac[] = "CertificateStoreMac",
                      whose_others[] = "CertificateStore and CertificateStoreLinux",
                      whose_import[] = "the Linux import store";
    static const struct {
        const char *path, *value, *whose, *meant;
    } rows[] = {
        {CI "CertificateStore", "System", whose_mac, "Machine"},
        {CI "CertificateStore", "Login", whose_mac, "User"},
        {CI "CertificateStoreLinux", "System", whose_mac, "Machine"},
        {CI "CertificateStoreLinux", "Login", whose_mac, "User"},
        {CI "CertificateStoreMac", "Machine", whose_others, "System"},
        {CI "CertificateStoreMac", "User", whose_others, "Login"},
        {IMPORT_STORE, "UserFirefoxNSS", whose_import, "User"},
        {IMPORT_STORE, "UserPEMFile", whose_import, "User"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const acp_node *node = acp_rule_first(run, rows[i].path);
        char detail[200], remedy[200];
        while (node && !acp_slice_is(node->value, rows[i].value))
            node = node->same;
        if (!node)
            continue;
        snprintf(detail, sizeof detail,
                 "%s is a value of %s. The client does not know it here, and uses its default or "
                 "refuses the profile.",
                 rows[i].value, rows[i].whose);
        snprintf(remedy, sizeof remedy, "write %s here; %s belongs in %s", rows[i].meant,
                 rows[i].value, rows[i].whose);
        acp_note note = {.detail = detail, .remedy = remedy};
        for (; node; node = node->same)
            if (acp_slice_is(node->value, rows[i].value))
                acp_report_at(run, rule, acp_at_value(node), &note);
    }
}

static bool has_value(const acp_run *run, const char *path)
{
    for (const acp_node *node = acp_rule_first(run, path); node; node = node->same)
        if (node->value.len)
            return true;
    return false;
}

void acp_import_store_not_searched(acp_run *run, const acp_rule *rule)
{
    static const struct {
        unsigned platform;
        const char *import, *search, *path, *detail; /* import NULL: cannot be chosen there */
    } rows[] = {
        {ACP_WINDOWS, "Machine", "User", CI "CertificateStore",
         "On Windows the client puts the enrolled certificate into the machine store and looks for "
         "it in the user's store: it never finds it."},
        {ACP_WINDOWS, "User", "Machine", CI "CertificateStore",
         "On Windows the client puts the enrolled certificate into the user's store and looks for "
         "it in the machine store: it never finds it."},
        {ACP_MACOS, NULL, "System", CI "CertificateStoreMac",
         "On macOS the client puts the enrolled certificate into the login keychain, always, and "
         "looks for it in the System keychain: it never finds it."},
        {ACP_LINUX, NULL, "Machine", CI "CertificateStoreLinux",
         "On Linux the client puts the enrolled certificate into stores of the user, always, and "
         "looks for it in the system's PEM store: it never finds it."},
    };
    if (!acp_rule_first(run, CI "CertificateEnrollment/CertificateSCEP") &&
        !has_value(run, CI "CertificateEnrollment/AutomaticSCEPHost") &&
        !has_value(run, "ServerList/HostEntry/AutomaticSCEPHost"))
        return;
    const acp_node *import = acp_rule_first(run, IMPORT_STORE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const acp_node *search = acp_rule_first(run, rows[i].path);
        if (acp_rule_excludes(run, rows[i].platform) || !search ||
            !acp_slice_is(search->value, rows[i].search))
            continue;
        acp_note note = {.detail = rows[i].detail};
        if (!rows[i].import)
            acp_report_at(run, rule, acp_at_value(search), &note);
        else if (import && acp_slice_is(import->value, rows[i].import))
            acp_rule_report_pair(run, rule, acp_at_value(import), acp_at_value(search),
                                 "the store that is searched", rows[i].detail);
    }
}
