/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* update: what the downloader does at a headend. Part of tunnel.h. */
#ifndef TUNNEL_UPDATE_H
#define TUNNEL_UPDATE_H

#define TUNNEL_UPDATE_PACKAGES(X)                                                                  \
    X(TUNNEL_UPDATE_NATIVE, "native") X(TUNNEL_UPDATE_RPM, "rpm") X(TUNNEL_UPDATE_DEB, "deb")
typedef enum { TUNNEL_UPDATE_PACKAGES(TUNNEL_CODE) } tunnel_update_package;

#define TUNNEL_UPDATE_CONTENTS(X)                                                                  \
    X(TUNNEL_UPDATE_SCRIPT, "script")                                                              \
    X(TUNNEL_UPDATE_HELP, "help")                                                                  \
    X(TUNNEL_UPDATE_RESOURCE, "resource")                                                          \
    X(TUNNEL_UPDATE_LOCALIZATION, "localization")                                                  \
    X(TUNNEL_UPDATE_TRANSFORM, "transform")                                                        \
    X(TUNNEL_UPDATE_COMPLIANCE_MODULE, "compliance-module")
typedef enum { TUNNEL_UPDATE_CONTENTS(TUNNEL_CODE) } tunnel_update_content;

#define TUNNEL_UPDATE_SOFTWARES(X)                                                                 \
    X(TUNNEL_UPDATE_NO_SOFTWARE, "none")                                                           \
    X(TUNNEL_UPDATE_INSTALL, "install")                                                            \
    X(TUNNEL_UPDATE_UPGRADE, "upgrade")                                                            \
    X(TUNNEL_UPDATE_REFUSED, "refused")
typedef enum { TUNNEL_UPDATE_SOFTWARES(TUNNEL_CODE) } tunnel_update_software;

#define TUNNEL_UPDATE_CONNECTIONS(X)                                                               \
    X(TUNNEL_UPDATE_CONTINUE, "continue") X(TUNNEL_UPDATE_END, "end")
typedef enum { TUNNEL_UPDATE_CONNECTIONS(TUNNEL_CODE) } tunnel_update_connection;

#define TUNNEL_UPDATE_ORIGINS(X)                                                                   \
    X(TUNNEL_UPDATE_FROM_HEADEND, "headend")                                                       \
    X(TUNNEL_UPDATE_FROM_LOCAL, "local")                                                           \
    X(TUNNEL_UPDATE_FROM_DEFAULTS, "defaults")
typedef enum {
    TUNNEL_UPDATE_FROM_NOWHERE = TUNNEL_NO_CODE,
    TUNNEL_UPDATE_ORIGINS(TUNNEL_CODE)
} tunnel_update_origin;

#define TUNNEL_UPDATE_REASONS(X)                                                                   \
    X(TUNNEL_UPDATE_BYPASS_PROFILE_DIFFERS, "bypass-profile-differs")                              \
    X(TUNNEL_UPDATE_DOWNLOADER_BYPASSED, "downloader-bypassed")                                    \
    X(TUNNEL_UPDATE_SOFTWARE_NOT_ALLOWED, "software-not-allowed")                                  \
    X(TUNNEL_UPDATE_VPN_PROFILE_NOT_ALLOWED, "vpn-profile-not-allowed")                            \
    X(TUNNEL_UPDATE_MANAGEMENT_TUNNEL, "management-tunnel")                                        \
    X(TUNNEL_UPDATE_PACKAGE_MANAGED, "package-managed")                                            \
    X(TUNNEL_UPDATE_AUTO_UPDATE_OFF, "auto-update-off")                                            \
    X(TUNNEL_UPDATE_SOME_NOT_ALLOWED, "some-not-allowed")                                          \
    X(TUNNEL_UPDATE_UPDATED, "updated")                                                            \
    X(TUNNEL_UPDATE_UP_TO_DATE, "up-to-date")
typedef enum { TUNNEL_UPDATE_REASONS(TUNNEL_CODE) } tunnel_update_reason;

typedef struct {
    bool given;
    tunnel_text_t version; /* ptr NULL: the headend has no package */
    tunnel_texts modules;  /* to download */
} tunnel_update_headend;

typedef struct {
    bool given;
    tunnel_text_t version;
    tunnel_texts modules; /* the core module is "vpn" */
} tunnel_update_client;

typedef struct {
    bool given;
    bool present, differs;
    bool always_on; /* known once it is loaded */
} tunnel_update_vpn_profile;

typedef struct {
    tunnel_text_t name; /* "management-vpn", "ise-posture"; all others are service profiles */
    bool differs;
} tunnel_update_profile;

typedef struct {
    const tunnel_update_content *items;
    size_t count;
} tunnel_update_contents;

typedef struct {
    tunnel_text_t server; /* name or address as the user connected */
    tunnel_update_headend headend;
    tunnel_update_client client;
    tunnel_kind tunnel;
    tunnel_update_package package; /* linux: how the client was installed */
    tunnel_text_t host;
    tunnel_preferences preferences;
    tunnel_update_vpn_profile vpn_profile; /* on the headend */
    struct {
        const tunnel_update_profile *items;
        size_t count;
    } profiles;
    tunnel_update_contents content; /* that differs */
    bool use_local_profile;         /* attribute UseLocalProfileAsAlternative */
} tunnel_update_facts;

typedef struct {
    bool authorized;
    tunnel_update_software software;
    tunnel_texts modules;           /* to install: "vpn" first, then by name */
    tunnel_texts profiles;          /* downloaded: "vpn" first, then as given */
    tunnel_update_contents content; /* downloaded */
    tunnel_texts skipped;           /* wanted, but not permitted */
    tunnel_update_connection connection;
    bool delete_other_profiles;
    tunnel_update_origin settings_from;
    tunnel_update_reason reason;
} tunnel_update_result;

TUNNEL_API tunnel_status tunnel_decide_update(const tunnel_policy *policy,
                                              const tunnel_update_facts *facts,
                                              tunnel_update_result *result, tunnel_buffer *buffer,
                                              tunnel_explanation *why);

#endif
