/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* proxy: which proxy, where. */
#include <string.h>

#include "libtunnel/address.h"
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_proxy_facts asked;
typedef tunnel_proxy_result answer;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const phases[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_PHASES);
static const char *const modes[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_MODES);
static const char *const policies[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_POLICIES);
static const char *const lockdowns[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_LOCKDOWNS);
static const char *const privates[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_PRIVATES);
static const char *const tabs[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_TABS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_PROXY_REASONS);

static const tunnel_field system_fields[] = {
    FIELD(tunnel_system_proxy, CHOICE, mode, .choices = modes, .required = true),
    FIELD(tunnel_system_proxy, TEXT, address),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, phase, .choices = phases),
    FIELD(asked, BOOLEAN, through_proxy),
    FACT_TUNNEL(asked),
    FIELD(asked, BOOLEAN, exempt),
    FIELD(asked, TEXT, host),
    FACT_PREFERENCES(asked),
    FIELD(asked, OBJECT, system_proxy, .fields = system_fields),
    FIELD(asked, TEXT, saved_proxy),
    FIELD(asked, CHOICE, private_policy, .choices = policies),
    FIELD(asked, CHOICE, lockdown, .choices = lockdowns),
    FIELD(asked, BOOLEAN, gpo_lockdown),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, TEXTS, connect_via),
    FIELD(answer, CHOICE, private_proxy, .choices = privates),
    FIELD(answer, CHOICE, connections_tab, .choices = tabs),
    FIELD(answer, MAYBE, other_apps_via_proxy),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- proxies -------------------------------------------------------------------------------- */

/* Linux writes http://user:password@host:port into its environment. */
static tunnel_text_t without_scheme_and_user(tunnel_text_t address)
{
    const char *end = address.ptr + address.len;
    for (const char *at = address.ptr; end - at >= 3; at++)
        if (memcmp(at, "://", 3) == 0) {
            address.ptr = at + 3;
            break;
        }
    for (const char *at = address.ptr; at < end && *at != '/'; at++)
        if (*at == '@')
            address.ptr = at + 1;
    address.len = (size_t)(end - address.ptr);
    return address;
}

/* On the endpoint itself. */
static bool is_local(tunnel_text_t address)
{
    static const uint8_t loopback[16] = {[15] = 1};
    tunnel_host host;
    if (!tunnel_host_parse(without_scheme_and_user(tunnel_text_trim(address)), &host))
        return false;
    return (host.family == 4 && host.bytes[0] == 127) ||
           (host.family == 6 && memcmp(host.bytes, loopback, sizeof loopback) == 0) ||
           strcmp(host.host, "localhost") == 0;
}

typedef struct {
    const asked *f;
    answer *result;
    tunnel_view view;    /* with all preferences */
    tunnel_view proxies; /* with those that count for proxies */
    uint32_t platform;
} question;

static void decide(const question *q, uint32_t row, tunnel_proxy_reason reason)
{
    tunnel_row(q->view.why, row);
    q->result->reason = reason;
}

static bool local_is_allowed(const question *q)
{
    return tunnel_on(&q->view, VPN_ALLOW_LOCAL_PROXY_CONNECTIONS);
}

/* Row 5: the profile's address, or none; never the system's. */
static void override(const question *q, tunnel_text_t *items)
{
    tunnel_text_t address = tunnel_words(&q->proxies, VPN_PUBLIC_PROXY_SERVER_ADDRESS);
    if (!address.len) {
        decide(q, 5, TUNNEL_PROXY_OVERRIDE_NO_ADDRESS);
    } else if (is_local(address) && !local_is_allowed(q)) {
        decide(q, 5, TUNNEL_PROXY_LOCAL_NOT_ALLOWED);
    } else {
        decide(q, 5, TUNNEL_PROXY_OVERRIDE);
        items[0] = address;
        q->result->connect_via = (tunnel_texts){items, 1};
    }
}

/* What the system uses; ptr NULL: nothing. */
static tunnel_text_t system_proxy(const asked *f)
{
    switch (f->system_proxy.mode) {
    case TUNNEL_PROXY_MODE_STATIC: return f->system_proxy.address;
    case TUNNEL_PROXY_MODE_AUTO_DETECT:
    case TUNNEL_PROXY_MODE_PAC: return tunnel_text_of(modes[f->system_proxy.mode]);
    default: return (tunnel_text_t){NULL, 0};
    }
}

/* Row 6: the system's, then the one the client keeps. */
static void use_native(const question *q, tunnel_text_t *items)
{
    tunnel_text_t candidates[2] = {system_proxy(q->f), q->f->saved_proxy};
    size_t count = 0, set = 0;
    bool allowed = local_is_allowed(q);
    for (size_t i = 0; i < 2; i++) {
        if (!candidates[i].len)
            continue;
        set++;
        if (allowed || !is_local(candidates[i]))
            items[count++] = candidates[i];
    }
    decide(q, 6,
           !set     ? TUNNEL_PROXY_NATIVE_NONE
           : !count ? TUNNEL_PROXY_LOCAL_NOT_ALLOWED
                    : TUNNEL_PROXY_NATIVE);
    q->result->connect_via = (tunnel_texts){items, count};
}

/* ---- the way to the gateway ----------------------------------------------------------------- */

static void find_way(const question *q, tunnel_text_t *items)
{
    const asked *f = q->f;
    bool management = f->tunnel == TUNNEL_MANAGEMENT;
    if (q->platform & TUNNEL_MOBILE) {
        decide(q, 1, TUNNEL_PROXY_PLATFORM_UNSUPPORTED);
        return;
    }
    if (!management && tunnel_always_on(q->view.policy, f->exempt, q->view.why)) {
        decide(q, 2, TUNNEL_PROXY_ALWAYS_ON);
        return;
    }
    uint32_t setting = tunnel_choice(&q->proxies, VPN_PROXY_SETTINGS);
    bool overridden = setting == VPN_PROXY_SETTINGS__OVERRIDE;
    if (setting == VPN_PROXY_SETTINGS__IGNORE_PROXY)
        decide(q, 3, TUNNEL_PROXY_IGNORE_PROXY);
    else if (management && (overridden || q->platform == TUNNEL_WINDOWS))
        decide(q, 4, TUNNEL_PROXY_MANAGEMENT_TUNNEL);
    else if (overridden)
        override(q, items);
    else
        use_native(q, items);
}

/* ---- behind the tunnel ---------------------------------------------------------------------- */

/* The headend wants the endpoint's proxies changed. */
static bool changes_proxies(const asked *f)
{
    return f->private_policy != TUNNEL_PROXY_POLICY_NONE &&
           f->private_policy != TUNNEL_PROXY_POLICY_NO_MODIFY;
}

static tunnel_proxy_private while_connected(const question *q)
{
    if (q->f->private_policy == TUNNEL_PROXY_POLICY_NONE)
        return TUNNEL_PROXY_PRIVATE_NONE;
    if (q->f->tunnel == TUNNEL_MANAGEMENT ||
        tunnel_choice(&q->proxies, VPN_PROXY_SETTINGS) == VPN_PROXY_SETTINGS__IGNORE_PROXY)
        return TUNNEL_PROXY_IGNORED;
    if (q->platform & (TUNNEL_LINUX | TUNNEL_MOBILE))
        return TUNNEL_PROXY_UNSUPPORTED;
    return changes_proxies(q->f) ? TUNNEL_PROXY_APPLY : TUNNEL_PROXY_LEFT_ALONE;
}

static tunnel_proxy_private private_proxy(const question *q)
{
    if (q->f->phase == TUNNEL_PROXY_CONNECT)
        return TUNNEL_PROXY_PRIVATE_NONE;
    tunnel_proxy_private connected = while_connected(q);
    if (q->f->phase == TUNNEL_PROXY_CONNECTED)
        return connected;
    return connected == TUNNEL_PROXY_APPLY ? TUNNEL_PROXY_RESTORE : TUNNEL_PROXY_PRIVATE_NONE;
}

static tunnel_proxy_tab connections_tab(const question *q)
{
    const asked *f = q->f;
    if (q->platform != TUNNEL_WINDOWS)
        return TUNNEL_PROXY_NO_TAB;
    bool hidden =
        f->gpo_lockdown || (f->phase == TUNNEL_PROXY_CONNECTED && f->tunnel == TUNNEL_USER &&
                            (f->lockdown == TUNNEL_PROXY_LOCKDOWN_YES || changes_proxies(f)));
    return hidden ? TUNNEL_PROXY_TAB_HIDDEN : TUNNEL_PROXY_TAB_VISIBLE;
}

/* ---- the decision --------------------------------------------------------------------------- */

tunnel_status tunnel_decide_proxy(const tunnel_policy *policy, const asked *f, answer *result,
                                  tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.f = f,
                  .result = result,
                  .view = tunnel_view_of(policy, f->tunnel, f->host, f->preferences, why),
                  .platform = tunnel_policy_platform(policy)};
    q.proxies = q.view;
    if (!(q.platform & (TUNNEL_WINDOWS | TUNNEL_LINUX)))
        q.proxies.preferences = (tunnel_preferences){0};
    tunnel_text_t *items = tunnel_take(buffer, 2 * sizeof *items);
    if (!items)
        return TUNNEL_BUFFER_TOO_SMALL;
    *result = (answer){.other_apps_via_proxy = TUNNEL_UNSET};
    find_way(&q, items);
    result->private_proxy = private_proxy(&q);
    result->connections_tab = connections_tab(&q);
    if (f->through_proxy && f->phase == TUNNEL_PROXY_CONNECTED)
        result->other_apps_via_proxy = changes_proxies(f) ? TUNNEL_TRUE : TUNNEL_FALSE;
    return TUNNEL_OK;
}

TUNNEL_ENGINE(proxy, "proxy");
