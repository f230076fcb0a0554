/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: group policies and tunnel groups, with what they inherit. Part of asa.h. */
#ifndef ACP_ASA_POLICY_H
#define ACP_ASA_POLICY_H

#include "headend/config.h"

struct acp_asa;

/* ---- group policies ------------------------------------------------------------------------ */

/* Settings of group-policy NAME attributes and its webvpn sub-mode, with the built-in default of
 * DfltGrpPolicy. A setting whose default is "none" or nothing has an empty value. */
typedef enum {
    ACP_GP_ADDRESS_POOLS,      /* address-pools value A B: none (002:L203-205) */
    ACP_GP_IPV6_ADDRESS_POOLS, /* ipv6-address-pools value A: none */
    ACP_GP_ALWAYS_ON_VPN,      /* webvpn: always-on-vpn disable | profile-setting:
                                  profile-setting (003:L7229-7241) */
    ACP_GP_BANNER,             /* banner value TEXT, its first line: none; all: policy->banner */
    ACP_GP_CLIENT_BYPASS,      /* client-bypass-protocol enable | disable: disable
                                  (003:L8296-8312) */
    ACP_GP_DEFAULT_DOMAIN,     /* default-domain value D | none: none */
    ACP_GP_DHCP_NETWORK_SCOPE, /* dhcp-network-scope A: none */
    ACP_GP_DNS_SERVER,         /* dns-server value A B: none */
    ACP_GP_DPD_CLIENT,         /* anyconnect dpd-interval client N | none: 30 (003:L6477-6487) */
    ACP_GP_DPD_GATEWAY,        /* anyconnect dpd-interval gateway N | none: 30 (command
                                  reference) */
    ACP_GP_FIREWALL_PRIVATE,   /* anyconnect firewall-rule client-interface private value ACL */
    ACP_GP_FIREWALL_PUBLIC,    /* anyconnect firewall-rule client-interface public value ACL */
    ACP_GP_GATEWAY_FQDN,       /* gateway-fqdn value F | none: none */
    ACP_GP_GROUP_LOCK,         /* group-lock value TUNNELGROUP: none */
    ACP_GP_HOMEPAGE,           /* webvpn: homepage value URL | none: none (003:L17034-17037) */
    ACP_GP_IPV6_SPLIT_POLICY,  /* ipv6-split-tunnel-policy: tunnelall */
    ACP_GP_IPV6_VPN_FILTER,    /* ipv6-vpn-filter value ACL: none */
    ACP_GP_MODULES,            /* anyconnect modules value A,B | none: none; items are split */
    ACP_GP_MSIE_PROXY_EXCEPT,  /* msie-proxy except-list value X: none */
    ACP_GP_MSIE_PROXY_LOCAL_BYPASS, /* msie-proxy local-bypass enable | disable: disable */
    ACP_GP_MSIE_PROXY_LOCKDOWN, /* msie-proxy lockdown enable | disable: enable (003:L8230-8246) */
    ACP_GP_MSIE_PROXY_METHOD,   /* msie-proxy method auto-detect | no-modify | no-proxy |
                                   use-server | use-pac-url: no-modify (003:L8204-8210) */
    ACP_GP_MSIE_PROXY_PAC_URL,  /* msie-proxy pac-url value U | none: none */
    ACP_GP_MSIE_PROXY_SERVER,   /* msie-proxy server value HOST[:PORT] | none: none */
    ACP_GP_MTU,                 /* anyconnect mtu N: 1406 (command reference) */
    ACP_GP_PERIODIC_AUTHENTICATION, /* periodic-authentication certificate N | none: none */
    ACP_GP_SCEP_FORWARDING_URL,     /* scep-forwarding-url value U | none: none (003:L9298-9318) */
    ACP_GP_SIMULTANEOUS_LOGINS,     /* vpn-simultaneous-logins N: 3 (command reference) */
    ACP_GP_SMARTCARD_REMOVAL,       /* smartcard-removal-disconnect enable | disable: enable */
    ACP_GP_SPLIT_ALL_DNS,           /* split-tunnel-all-dns enable | disable: disable
                                       (003:L8785-8788) */
    ACP_GP_SPLIT_DNS,               /* split-dns value A B | none: none (003:L16890-16911) */
    ACP_GP_SPLIT_NETWORK_LIST,  /* split-tunnel-network-list value ACL | none: none (002:L196) */
    ACP_GP_SPLIT_POLICY,        /* split-tunnel-policy tunnelall | tunnelspecified |
                                   excludespecified: tunnelall (002:L683-703) */
    ACP_GP_SSL_COMPRESSION,     /* anyconnect ssl compression: none */
    ACP_GP_SSL_DTLS,            /* anyconnect ssl dtls enable | none: enable */
    ACP_GP_SSL_KEEPALIVE,       /* anyconnect ssl keepalive N | none: 20 (command reference) */
    ACP_GP_SSL_REKEY_METHOD,    /* anyconnect ssl rekey method ssl | new-tunnel | none: none */
    ACP_GP_SSL_REKEY_TIME,      /* anyconnect ssl rekey time N | none: none (003:L6494-6496) */
    ACP_GP_VPN_FILTER,          /* vpn-filter value ACL | none: none */
    ACP_GP_VPN_IDLE_TIMEOUT,    /* vpn-idle-timeout N | none: 30 minutes (002 prints such a
                                   session; 003:L16835-16841 says 60) */
    ACP_GP_VPN_SESSION_TIMEOUT, /* vpn-session-timeout N | none: none (003:L6500-6508) */
    ACP_GP_VPN_TUNNEL_PROTOCOL, /* vpn-tunnel-protocol ikev2 ssl-client: ikev1 ikev2 l2tp-ipsec
                                   ssl-clientless (command reference) */
    ACP_GP_WINS_SERVER,         /* wins-server value A B: none */
    ACP_GP_COUNT,
} acp_asa_policy_setting;

typedef enum {
    ACP_ASA_NOT_SET,   /* written nowhere, and no built-in default */
    ACP_ASA_OWN,       /* its own line */
    ACP_ASA_INHERITED, /* a line of DfltGrpPolicy */
    ACP_ASA_BUILT_IN,  /* no line; value.text is what the ASA takes then, without span */
} acp_asa_origin;

/* A setting in force. */
typedef struct {
    acp_asa_origin from;
    bool none;          /* written as "none": explicitly nothing; value is that word */
    acp_cli value;      /* first word behind "value", or the only one; empty text: nothing is set */
    acp_cli_list items; /* all words of the value (modules: split at commas); empty when none */
    long number;        /* of value, -1: it is no number */
} acp_asa_value;

/* A setting that a group policy or tunnel group states itself. value.from is OWN. */
typedef struct acp_asa_own {
    const struct acp_asa_own *next;
    unsigned setting; /* acp_asa_policy_setting or acp_asa_tunnel_setting */
    acp_asa_value value;
} acp_asa_own;

/* anyconnect-custom TYPE value NAME, in group-policy attributes (002:L698) */
typedef struct acp_asa_custom {
    const struct acp_asa_custom *next;
    const acp_line *line;
    acp_cli type;
    acp_cli name; /* of anyconnect-custom-data; line NULL: "none" */
} acp_asa_custom;

/* anyconnect profiles value NAME type vpn-mgmt, in webvpn of group-policy attributes (002:L476) */
typedef struct acp_asa_attached {
    const struct acp_asa_attached *next;
    const acp_line *line;
    acp_cli name;
    acp_cli type; /* user, vpn-mgmt, umbrella, nvm, iseposture, ...; not written: user */
} acp_asa_attached;

/* group-policy NAME internal, group-policy NAME attributes */
typedef struct acp_asa_policy {
    const struct acp_asa_policy *next;
    const acp_line *line; /* the first that names it */
    acp_cli name;
    acp_cli type;                  /* internal, external; not written: only attributes are given */
    const acp_line *attributes;    /* the (first) attributes line; NULL: none */
    acp_cli_list banner;           /* text of each banner value line */
    const acp_asa_custom *customs; /* own lines only; see acp_asa_policy_custom */
    const acp_asa_attached *profiles; /* own lines only; see acp_asa_policy_profiles */
    bool profiles_none;               /* anyconnect profiles none */
    const acp_asa_own *own;           /* one for each setting written; see acp_asa_policy_own */
} acp_asa_policy;

/* The group policy's own line; from is NOT_SET when it has none. policy may be NULL. */
acp_asa_value acp_asa_policy_own(const acp_asa_policy *policy, acp_asa_policy_setting setting);
/* The setting in force for a group policy: its own line, else DfltGrpPolicy's, else built in.
 * policy NULL stands for DfltGrpPolicy. */
acp_asa_value acp_asa_policy_value(const struct acp_asa *asa, const acp_asa_policy *policy,
                                   acp_asa_policy_setting setting);
/* Is text, exactly, what acp_asa_policy_value gives? */
bool acp_asa_policy_is(const struct acp_asa *asa, const acp_asa_policy *policy,
                       acp_asa_policy_setting setting, const char *text);
/* Is text one of the items of the setting in force (modules, protocols; svc is ssl-client)? Its
 * place, or NULL. */
const acp_cli *acp_asa_policy_item(const struct acp_asa *asa, const acp_asa_policy *policy,
                                   acp_asa_policy_setting setting, const char *text);
/* The command that writes the setting: "anyconnect dpd-interval client". */
const char *acp_asa_policy_setting_name(acp_asa_policy_setting setting);

/* Attached profiles in force: own ones, else those of DfltGrpPolicy, none after "profiles none". */
const acp_asa_attached *acp_asa_policy_profiles(const struct acp_asa *asa,
                                                const acp_asa_policy *policy);
/* The first of those of a type ("user"); NULL: none. */
const acp_asa_attached *acp_asa_policy_profile(const struct acp_asa *asa,
                                               const acp_asa_policy *policy, const char *type);
/* The next one, of whatever type. */
const acp_asa_attached *acp_asa_next_attached(const acp_asa_attached *attached);
bool acp_asa_attached_is(const acp_asa_attached *attached, const char *type);
/* The custom attribute of a type in force: own line, else DfltGrpPolicy's; NULL: none. */
const acp_asa_custom *acp_asa_policy_custom(const struct acp_asa *asa, const acp_asa_policy *policy,
                                            const char *type);
/* The joined data it applies; an empty slice when there is no such attribute or no such data. */
acp_slice acp_asa_policy_custom_text(const struct acp_asa *asa, const acp_asa_policy *policy,
                                     const char *type);

/* ---- tunnel groups ------------------------------------------------------------------------- */

/* Settings of tunnel-group NAME general-attributes, webvpn-attributes and ipsec-attributes, with
 * their built-in defaults. Nothing is inherited: DefaultRAGroup and DefaultWEBVPNGroup serve the
 * connections that name no tunnel group, they give no values to the others (command reference). */
typedef enum {
    /* general-attributes */
    ACP_TG_ACCOUNTING_SERVER_GROUP,
    ACP_TG_ADDRESS_POOL,                /* address-pool [(IF)] A B: none */
    ACP_TG_AUTHENTICATION_SERVER_GROUP, /* authentication-server-group [(IF)] G [LOCAL]: LOCAL */
    ACP_TG_AUTHORIZATION_REQUIRED,      /* authorization-required */
    ACP_TG_AUTHORIZATION_SERVER_GROUP,  /* authorization-server-group G: none */
    ACP_TG_DEFAULT_GROUP_POLICY,        /* default-group-policy P: DfltGrpPolicy (002:L299-300) */
    ACP_TG_DHCP_SERVER,                 /* dhcp-server A: none */
    ACP_TG_IPV6_ADDRESS_POOL,           /* ipv6-address-pool A: none */
    ACP_TG_PASSWORD_MANAGEMENT,         /* password-management ...: the word itself */
    ACP_TG_SCEP_ENROLLMENT,             /* scep-enrollment enable: disable (003:L9298-9318) */
    ACP_TG_SECONDARY_AUTHENTICATION,    /* secondary-authentication-server-group G: none */
    ACP_TG_SECONDARY_USERNAME_FROM_CERTIFICATE,
    ACP_TG_USERNAME_FROM_CERTIFICATE, /* username-from-certificate CN OU: CN OU */
    /* webvpn-attributes */
    ACP_TG_AUTHENTICATION,    /* authentication aaa certificate: aaa (003:L9200-9206); use
                                 acp_asa_tunnel_authentication */
    ACP_TG_EXTERNAL_BROWSER,  /* saml external-browser | external-browser enable
                                 (003:L9907-9926) */
    ACP_TG_PRE_FILL_USERNAME, /* pre-fill-username [client | ssl-client]: off */
    ACP_TG_PROXY_AUTH,        /* proxy-auth sdi: none (003:L10213-10236) */
    ACP_TG_SAML_IDP,          /* saml identity-provider NAME */
    ACP_TG_SECONDARY_PRE_FILL_USERNAME,
    ACP_TG_WITHOUT_CSD, /* without-csd */
    /* ipsec-attributes */
    ACP_TG_IKEV1_TRUST_POINT,           /* ikev1 trust-point T, trust-point T */
    ACP_TG_IKEV2_LOCAL_AUTHENTICATION,  /* ikev2 local-authentication certificate T */
    ACP_TG_IKEV2_REMOTE_AUTHENTICATION, /* ikev2 remote-authentication certificate | eap ... */
    ACP_TG_PEER_ID_VALIDATE,            /* peer-id-validate req | cert | nocheck: req */
    ACP_TG_COUNT,
} acp_asa_tunnel_setting;

/* Bits of what authentication in webvpn-attributes asks for. */
enum {
    ACP_ASA_AUTH_AAA = 1,
    ACP_ASA_AUTH_CERTIFICATE = 2,
    ACP_ASA_AUTH_MULTIPLE_CERTIFICATE = 4,
    ACP_ASA_AUTH_SAML = 8,
};

/* group-url https://asa.example.com/AnyConnect_MGMT_Tunnel enable (002:L303) */
typedef struct acp_asa_group_url {
    const struct acp_asa_group_url *next;
    const acp_line *line;
    acp_cli url;
    acp_slice host; /* asa.example.com, an IPv6 address without [] */
    acp_slice port; /* empty: none written */
    acp_slice path; /* AnyConnect_MGMT_Tunnel: without the slash before and behind it */
    bool enabled;
} acp_asa_group_url;

/* group-alias NAME enable */
typedef struct acp_asa_group_alias {
    const struct acp_asa_group_alias *next;
    const acp_line *line;
    acp_cli alias;
    bool enabled;
} acp_asa_group_alias;

/* tunnel-group NAME type remote-access and its attributes */
typedef struct acp_asa_tunnel {
    const struct acp_asa_tunnel *next;
    const acp_line *line; /* the first that names it */
    acp_cli name;
    acp_cli type; /* remote-access, ipsec-l2l, ...; not written: only attributes are given */
    /* type remote-access, ipsec-ra or webvpn. Also when no type is written, as of the default
     * groups and in a part of a configuration, but for DefaultL2LGroup. */
    bool remote_access;
    const acp_line *general, *webvpn, *ipsec; /* the (first) line of each section */
    const acp_asa_group_url *urls;
    const acp_asa_group_alias *aliases;
    const acp_asa_own *own; /* one for each setting written; see acp_asa_tunnel_own */
} acp_asa_tunnel;

acp_asa_value acp_asa_tunnel_own(const acp_asa_tunnel *tunnel, acp_asa_tunnel_setting setting);
/* The setting in force for a tunnel group: its own line, else built in. */
acp_asa_value acp_asa_tunnel_value(const struct acp_asa *asa, const acp_asa_tunnel *tunnel,
                                   acp_asa_tunnel_setting setting);
bool acp_asa_tunnel_is(const struct acp_asa *asa, const acp_asa_tunnel *tunnel,
                       acp_asa_tunnel_setting setting, const char *text);
/* The group policy of its connections: default-group-policy in force. NULL: a policy that has no
 * line (DfltGrpPolicy as built in, or an undefined name: see the setting). */
const acp_asa_policy *acp_asa_tunnel_policy(const struct acp_asa *asa,
                                            const acp_asa_tunnel *tunnel);
/* ACP_ASA_AUTH_* of the authentication in force; where: the value to point at, may be NULL. */
unsigned acp_asa_tunnel_authentication(const struct acp_asa *asa, const acp_asa_tunnel *tunnel,
                                       acp_asa_value *where);
/* The tunnel group itself or its group policy names an address pool of family 4 or 6. where: its
 * place (the tunnel group's first), may be NULL. DHCP and AAA may give addresses all the same. */
bool acp_asa_tunnel_has_pool(const struct acp_asa *asa, const acp_asa_tunnel *tunnel,
                             uint8_t family, acp_asa_value *where);
const char *acp_asa_tunnel_setting_name(acp_asa_tunnel_setting setting);

/* webvpn: certificate-group-map MAP INDEX GROUP; tunnel-group-map MAP INDEX GROUP;
 * tunnel-group-map default-group GROUP (map is not set) */
typedef struct acp_asa_map_rule {
    const struct acp_asa_map_rule *next;
    const acp_line *line;
    acp_cli map, index, tunnel;
    bool webvpn; /* certificate-group-map */
} acp_asa_map_rule;

#endif
