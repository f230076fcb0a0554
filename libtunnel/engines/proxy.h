/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* proxy: which proxy, where. Part of tunnel.h; modes of proxies are in hosts.h. */
#ifndef TUNNEL_PROXY_H
#define TUNNEL_PROXY_H

#define TUNNEL_PROXY_PHASES(X)                                                                     \
    X(TUNNEL_PROXY_CONNECT, "connect")                                                             \
    X(TUNNEL_PROXY_CONNECTED, "connected")                                                         \
    X(TUNNEL_PROXY_ENDED, "ended")
typedef enum { TUNNEL_PROXY_PHASES(TUNNEL_CODE) } tunnel_proxy_phase;

/* What the headend says of the proxy behind the tunnel. */
#define TUNNEL_PROXY_POLICIES(X)                                                                   \
    X(TUNNEL_PROXY_POLICY_NONE, "none")                                                            \
    X(TUNNEL_PROXY_POLICY_NO_MODIFY, "no-modify")                                                  \
    X(TUNNEL_PROXY_POLICY_NO_PROXY, "no-proxy")                                                    \
    X(TUNNEL_PROXY_POLICY_AUTO_DETECT, "auto-detect")                                              \
    X(TUNNEL_PROXY_POLICY_SERVER, "server")                                                        \
    X(TUNNEL_PROXY_POLICY_PAC, "pac")
typedef enum { TUNNEL_PROXY_POLICIES(TUNNEL_CODE) } tunnel_proxy_policy;

/* Of the tab "Connections" of the Internet options. */
#define TUNNEL_PROXY_LOCKDOWNS(X)                                                                  \
    X(TUNNEL_PROXY_LOCKDOWN_UNSET, "unset")                                                        \
    X(TUNNEL_PROXY_LOCKDOWN_NO, "no")                                                              \
    X(TUNNEL_PROXY_LOCKDOWN_YES, "yes")
typedef enum { TUNNEL_PROXY_LOCKDOWNS(TUNNEL_CODE) } tunnel_proxy_lockdown;

#define TUNNEL_PROXY_PRIVATES(X)                                                                   \
    X(TUNNEL_PROXY_PRIVATE_NONE, "none")                                                           \
    X(TUNNEL_PROXY_APPLY, "apply")                                                                 \
    X(TUNNEL_PROXY_LEFT_ALONE, "left-alone")                                                       \
    X(TUNNEL_PROXY_IGNORED, "ignored")                                                             \
    X(TUNNEL_PROXY_UNSUPPORTED, "unsupported")                                                     \
    X(TUNNEL_PROXY_RESTORE, "restore")
typedef enum { TUNNEL_PROXY_PRIVATES(TUNNEL_CODE) } tunnel_proxy_private;

#define TUNNEL_PROXY_TABS(X)                                                                       \
    X(TUNNEL_PROXY_TAB_HIDDEN, "hidden") X(TUNNEL_PROXY_TAB_VISIBLE, "visible")
typedef enum {
    TUNNEL_PROXY_NO_TAB = TUNNEL_NO_CODE,
    TUNNEL_PROXY_TABS(TUNNEL_CODE)
} tunnel_proxy_tab;

#define TUNNEL_PROXY_REASONS(X)                                                                    \
    X(TUNNEL_PROXY_PLATFORM_UNSUPPORTED, "platform-unsupported")                                   \
    X(TUNNEL_PROXY_ALWAYS_ON, "always-on")                                                         \
    X(TUNNEL_PROXY_IGNORE_PROXY, "ignore-proxy")                                                   \
    X(TUNNEL_PROXY_MANAGEMENT_TUNNEL, "management-tunnel")                                         \
    X(TUNNEL_PROXY_OVERRIDE_NO_ADDRESS, "override-no-address")                                     \
    X(TUNNEL_PROXY_LOCAL_NOT_ALLOWED, "local-proxy-not-allowed")                                   \
    X(TUNNEL_PROXY_OVERRIDE, "override")                                                           \
    X(TUNNEL_PROXY_NATIVE_NONE, "native-none")                                                     \
    X(TUNNEL_PROXY_NATIVE, "native")
typedef enum { TUNNEL_PROXY_REASONS(TUNNEL_CODE) } tunnel_proxy_reason;

typedef struct {
    bool given;
    tunnel_proxy_mode mode;
    tunnel_text_t address;
} tunnel_system_proxy;

typedef struct {
    tunnel_proxy_phase phase;
    bool through_proxy; /* the session was set up through one */
    tunnel_kind tunnel;
    bool exempt;
    tunnel_text_t host;
    tunnel_preferences preferences;
    tunnel_system_proxy system_proxy; /* browser or system; linux: the environment */
    tunnel_text_t saved_proxy;        /* kept in the client's preferences */
    tunnel_proxy_policy private_policy;
    tunnel_proxy_lockdown lockdown;
    bool gpo_lockdown; /* by a policy of Windows */
} tunnel_proxy_facts;

typedef struct {
    tunnel_texts connect_via; /* addresses, "auto-detect", "pac", in the order they are tried */
    tunnel_proxy_private private_proxy;
    tunnel_proxy_tab connections_tab;
    tunnel_maybe other_apps_via_proxy;
    tunnel_proxy_reason reason;
} tunnel_proxy_result;

TUNNEL_API tunnel_status tunnel_decide_proxy(const tunnel_policy *policy,
                                             const tunnel_proxy_facts *facts,
                                             tunnel_proxy_result *result, tunnel_buffer *buffer,
                                             tunnel_explanation *why);

#endif
