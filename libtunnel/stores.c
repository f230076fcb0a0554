/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/stores.h"

#include "libtunnel/facts.h"

const char *const tunnel_store_texts[] = TUNNEL_CODE_TEXTS(TUNNEL_STORES);

bool tunnel_is_machine_store(tunnel_store store)
{
    return store == TUNNEL_STORE_WINDOWS_MACHINE || store == TUNNEL_STORE_MAC_SYSTEM ||
           store == TUNNEL_STORE_PEM_MACHINE;
}

bool tunnel_is_user_store(tunnel_store store)
{
    return !tunnel_is_machine_store(store) && store != TUNNEL_STORE_APP;
}

bool tunnel_is_excluded_store(const tunnel_view *local, tunnel_store store)
{
    switch (store) {
    case TUNNEL_STORE_WINDOWS_USER:
    case TUNNEL_STORE_WINDOWS_MACHINE:
        return tunnel_on(local, POLICY_EXCLUDE_WIN_NATIVE_CERT_STORE);
    case TUNNEL_STORE_MAC_LOGIN:
    case TUNNEL_STORE_MAC_SMARTCARD:
    case TUNNEL_STORE_MAC_SYSTEM: return tunnel_on(local, POLICY_EXCLUDE_MAC_NATIVE_CERT_STORE);
    case TUNNEL_STORE_PEM_USER:
    case TUNNEL_STORE_PEM_MACHINE: return tunnel_on(local, POLICY_EXCLUDE_PEM_FILE_CERT_STORE);
    case TUNNEL_STORE_FIREFOX_NSS: return tunnel_on(local, POLICY_EXCLUDE_FIREFOX_NSS_CERT_STORE);
    case TUNNEL_STORE_APP: break;
    }
    return false;
}

/* ---- searching ------------------------------------------------------------------------------ */

enum { END = -1, VALUES = 3 };

/* By the setting's value. */
static const int windows[VALUES][TUNNEL_MOST_STORES + 1] = {
    [VPN_CERTIFICATE_STORE__ALL] = {TUNNEL_STORE_WINDOWS_USER, TUNNEL_STORE_WINDOWS_MACHINE, END},
    [VPN_CERTIFICATE_STORE__MACHINE] = {TUNNEL_STORE_WINDOWS_MACHINE, END},
    [VPN_CERTIFICATE_STORE__USER] = {TUNNEL_STORE_WINDOWS_USER, END},
};
static const int macos[VALUES][TUNNEL_MOST_STORES + 1] = {
    [VPN_CERTIFICATE_STORE_MAC__ALL] = {TUNNEL_STORE_MAC_LOGIN, TUNNEL_STORE_MAC_SMARTCARD,
                                        TUNNEL_STORE_MAC_SYSTEM, TUNNEL_STORE_PEM_USER,
                                        TUNNEL_STORE_PEM_MACHINE, END},
    [VPN_CERTIFICATE_STORE_MAC__SYSTEM] = {TUNNEL_STORE_MAC_SYSTEM, TUNNEL_STORE_PEM_MACHINE, END},
    [VPN_CERTIFICATE_STORE_MAC__LOGIN] = {TUNNEL_STORE_MAC_LOGIN, TUNNEL_STORE_MAC_SMARTCARD,
                                          TUNNEL_STORE_PEM_USER, END},
};
static const int linux_stores[VALUES][TUNNEL_MOST_STORES + 1] = {
    [VPN_CERTIFICATE_STORE_LINUX__ALL] = {TUNNEL_STORE_PEM_USER, TUNNEL_STORE_PEM_MACHINE,
                                          TUNNEL_STORE_FIREFOX_NSS, END},
    [VPN_CERTIFICATE_STORE_LINUX__MACHINE] = {TUNNEL_STORE_PEM_MACHINE, END},
    [VPN_CERTIFICATE_STORE_LINUX__USER] = {TUNNEL_STORE_PEM_USER, TUNNEL_STORE_FIREFOX_NSS, END},
};

/* Those the profile names. */
static const int *find_row(const tunnel_view *view)
{
    static const int app[] = {TUNNEL_STORE_APP, END}, none[] = {END};
    const int(*rows)[TUNNEL_MOST_STORES + 1] = windows;
    tunnel_setting setting = VPN_CERTIFICATE_STORE;
    switch (tunnel_policy_platform(view->policy)) {
    case TUNNEL_WINDOWS: break;
    case TUNNEL_MACOS:
        rows = macos;
        setting = VPN_CERTIFICATE_STORE_MAC;
        break;
    case TUNNEL_LINUX:
        rows = linux_stores;
        setting = VPN_CERTIFICATE_STORE_LINUX;
        break;
    default: return app;
    }
    uint32_t value = tunnel_choice(view, setting);
    return value < VALUES ? rows[value] : none;
}

/* The machine store of Windows is open to administrators, to services, and where the profile says
 * so to SSL that the user interface starts (003:L4411-4421, L9491-9495). */
static bool is_open(const tunnel_view *view, const tunnel_client_certificate_facts *f)
{
    bool readable = f->machine_store_readable == TUNNEL_UNSET
                        ? f->is_admin
                        : f->machine_store_readable == TUNNEL_TRUE;
    if (f->tunnel == TUNNEL_MANAGEMENT || f->started_by == TUNNEL_STARTED_BY_SBL || readable)
        return true;
    return (f->started_by == TUNNEL_STARTED_BY_USER ||
            f->started_by == TUNNEL_STARTED_AUTOMATICALLY) &&
           tunnel_on(view, VPN_CERTIFICATE_STORE_OVERRIDE) &&
           tunnel_entry_choice(view, view->entry, VPN_PRIMARY_PROTOCOL) ==
               VPN_PRIMARY_PROTOCOL__SSL;
}

/* Before logon, and in the management tunnel, there is no user. */
static bool is_searched(const tunnel_view *view, const tunnel_view *local,
                        const tunnel_client_certificate_facts *f, tunnel_store store)
{
    bool nobody = f->tunnel == TUNNEL_MANAGEMENT || f->started_by == TUNNEL_STARTED_BY_SBL;
    if (nobody && !tunnel_is_machine_store(store))
        return false;
    if (store == TUNNEL_STORE_WINDOWS_MACHINE && !is_open(view, f))
        return false;
    return !tunnel_is_excluded_store(local, store);
}

size_t tunnel_find_stores(const tunnel_view *view, const tunnel_client_certificate_facts *facts,
                          tunnel_store stores[TUNNEL_MOST_STORES])
{
    tunnel_view local = tunnel_view_of_local(view->policy, view->why);
    size_t count = 0;
    for (const int *row = find_row(view); *row != END; row++)
        if (is_searched(view, &local, facts, (tunnel_store)*row))
            stores[count++] = (tunnel_store)*row;
    return count;
}
