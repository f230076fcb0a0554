/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Modes of the ASA's command line, as far as the model reads them. */
#include "headend/asa_read.h"

static const char interface_commands[] =
    "nameif|security-level|ip address|ipv6 address|ipv6 enable|shutdown|description|speed|"
    "duplex|management-only|vlan|bridge-group|channel-group|mac-address|member-interface|mtu";
static const char object_commands[] =
    "host|subnet|range|fqdn|description|nat * static|nat * dynamic|service";
static const char object_group_commands[] =
    "network-object|group-object|port-object|service-object|protocol-object|icmp-object|"
    "security-group|description|user|user-group";
static const char webvpn_commands[] =
    "enable|port|dtls port|hsts|cache|anyconnect image|anyconnect profiles|anyconnect enable|"
    "anyconnect-custom-attr|anyconnect-essentials|tunnel-group-list|hostscan|csd|keepout|"
    "saml idp|certificate-group-map|error-recovery|svc image|svc profiles|svc enable|"
    "smart-tunnel|port-forward|proxy-bypass|http-proxy|https-proxy|tunnel-group-preference|"
    "portal-access-rule|onscreen-keyboard|auto-signon|mus|rewrite|character-encoding|"
    "default-idle-timeout|max-failed-logins|http-headers|default-language|internal-password|"
    "memory-size|external-browser|allow-auto-translation";
static const char hsts_commands[] = "enable|max-age|include-sub-domains|preload";
static const char cache_commands[] =
    "disable|max-object-size|min-object-size|lmfactor|expiry-time|cache-static-content|"
    "cache-compressed";
static const char saml_commands[] =
    "url sign-in|url sign-out|base-url|trustpoint|force re-authentication|internal|signature|"
    "timeout assertion|clock-skew";
static const char policy_commands[] =
    "address-pools|ipv6-address-pools|banner value|banner none|client-bypass-protocol|"
    "default-domain|dhcp-network-scope|dns-server|gateway-fqdn|group-lock|"
    "ipv6-split-tunnel-policy|ipv6-vpn-filter|msie-proxy|periodic-authentication|"
    "scep-forwarding-url|vpn-simultaneous-logins|smartcard-removal-disconnect|"
    "split-tunnel-all-dns|split-dns|split-tunnel-network-list|split-tunnel-policy|vpn-filter|"
    "vpn-idle-timeout|vpn-session-timeout|vpn-tunnel-protocol|wins-server|anyconnect-custom|"
    "webvpn|vpn-access-hours|password-storage|ip-comp|re-xauth|pfs|ipsec-udp|ipsec-udp-port|"
    "backup-servers|client-access-rule|client-firewall|user-authentication|"
    "user-authentication-idle-timeout|ip-phone-bypass|leap-bypass|nem|"
    "secure-unit-authentication|security-group-tag|intercept-dhcp|vlan|nac|nac-settings";
static const char policy_webvpn_commands[] =
    "anyconnect modules|anyconnect profiles value|anyconnect profiles none|anyconnect ssl|"
    "anyconnect dpd-interval|anyconnect firewall-rule|anyconnect mtu|anyconnect keep-installer|"
    "anyconnect ask|anyconnect dtls|anyconnect ssl compression|"
    "anyconnect routing-filtering-ignore|always-on-vpn|homepage|svc modules|svc profiles value|"
    "svc profiles none|svc dpd-interval|svc keepalive|svc rekey|svc ask|svc dtls|svc mtu|"
    "svc keep-installer|svc required|svc firewall-rule|url-list|filter value|filter none|"
    "functions|customization|port-forward|port-forward-name|sso-server|auto-signon|smart-tunnel|"
    "deny-message|keep-alive-ignore|http-comp|http-proxy|unix-auth-uid|unix-auth-gid|"
    "hidden-shares|file-entry|file-browsing|url-entry|user-storage|storage-key|storage-objects|"
    "activex-relay|html-content-filter|download-max-size|upload-max-size|post-max-size";
static const char tunnel_general_commands[] =
    "accounting-server-group|address-pool|authentication-server-group|authorization-required|"
    "authorization-server-group|default-group-policy|dhcp-server|ipv6-address-pool|"
    "password-management|scep-enrollment|secondary-authentication-server-group|"
    "secondary-username-from-certificate|username-from-certificate|strip-group|strip-realm|"
    "nat-assigned-to-public-ip|override-account-disable|authenticated-session-username|"
    "authentication-attr-from-server|annotation";
static const char tunnel_webvpn_commands[] =
    "authentication|group-url|group-alias|saml identity-provider|saml external-browser|"
    "external-browser|pre-fill-username|secondary-pre-fill-username|proxy-auth|without-csd|"
    "customization|radius-reject-message|dns-group|hic-fail-group-policy|nbns-server|"
    "override-svc-download|radius-with-expiry|certificate-group-map";
static const char tunnel_ipsec_commands[] =
    "ikev1|ikev2|isakmp keepalive|isakmp ikev1-user-authentication|trust-point|pre-shared-key|"
    "peer-id-validate|chain|radius-with-expiry";
static const char balancing_commands[] =
    "participate|cluster ip|cluster port|cluster key|cluster encryption|redirect-fqdn|priority|"
    "interface lbpublic|interface lbprivate|nat";
static const char aaa_host_commands[] =
    "proxy-auth_map|key|authentication-port|accounting-port|server-port|ldap-base-dn|ldap-scope|"
    "ldap-naming-attribute|ldap-login-password|ldap-login-dn|ldap-over-ssl|server-type|"
    "ldap-attribute-map|radius-common-pw|mschapv2-capable|retry-interval|timeout|"
    "acl-netmask-convert";
static const char user_commands[] =
    "vpn-group-policy|group-lock|service-type|vpn-framed-ip-address|webvpn";
static const char trustpoint_commands[] =
    "enrollment|fqdn|subject-name|keypair|ip-address|crl|revocation-check|serial-number|email|"
    "usage|password|id-usage|validation-usage|ocsp|validation-policy|client-types|"
    "ignore-ipsec-keyusage|ignore-ssl-keyusage";
/* read by nobody: its domain-name is not the one of the device */
static const char dns_commands[] =
    "name-server|domain-name|retries|timeout|expire-entry-timer|poll-timer";
static const char chain_commands[] = "certificate";
static const char ikev2_policy_commands[] = "encryption|integrity|group|prf|lifetime";
static const char proposal_commands[] = "protocol esp";

static const acp_mode modes[] = {
    {ACP_ASA_MODE_INTERFACE, 0, "interface *", interface_commands},
    {ACP_ASA_MODE_OBJECT, 0, "object network *", object_commands},
    {ACP_ASA_MODE_OBJECT, 0, "object service *", object_commands},
    {ACP_ASA_MODE_OBJECT_GROUP, 0, "object-group * *", object_group_commands},
    {ACP_ASA_MODE_WEBVPN, 0, "webvpn", webvpn_commands},
    {ACP_ASA_MODE_HSTS, ACP_ASA_MODE_WEBVPN, "hsts", hsts_commands},
    {ACP_ASA_MODE_CACHE, ACP_ASA_MODE_WEBVPN, "cache", cache_commands},
    {ACP_ASA_MODE_SAML, ACP_ASA_MODE_WEBVPN, "saml idp *", saml_commands},
    {ACP_ASA_MODE_POLICY, 0, "group-policy * attributes", policy_commands},
    /* as printed in 003:L14948; the command line takes it, too */
    {ACP_ASA_MODE_POLICY, 0, "group-policy * attribute", policy_commands},
    {ACP_ASA_MODE_POLICY_WEBVPN, ACP_ASA_MODE_POLICY, "webvpn", policy_webvpn_commands},
    {ACP_ASA_MODE_TUNNEL_GENERAL, 0, "tunnel-group * general-attributes", tunnel_general_commands},
    {ACP_ASA_MODE_TUNNEL_WEBVPN, 0, "tunnel-group * webvpn-attributes", tunnel_webvpn_commands},
    {ACP_ASA_MODE_TUNNEL_IPSEC, 0, "tunnel-group * ipsec-attributes", tunnel_ipsec_commands},
    {ACP_ASA_MODE_LOAD_BALANCING, 0, "vpn load-balancing", balancing_commands},
    {ACP_ASA_MODE_AAA_HOST, 0, "aaa-server * * host *", aaa_host_commands},
    {ACP_ASA_MODE_AAA_HOST, 0, "aaa-server * host *", aaa_host_commands},
    {ACP_ASA_MODE_USER, 0, "username * attributes", user_commands},
    {ACP_ASA_MODE_TRUSTPOINT, 0, "crypto ca trustpoint *", trustpoint_commands},
    {ACP_ASA_MODE_CHAIN, 0, "crypto ca certificate chain", chain_commands},
    {ACP_ASA_MODE_IKEV2_POLICY, 0, "crypto ikev2 policy *", ikev2_policy_commands},
    {ACP_ASA_MODE_PROPOSAL, 0, "crypto ipsec ikev2 ipsec-proposal", proposal_commands},
    {ACP_ASA_MODE_DNS, 0, "dns server-group *", dns_commands},
    {0, 0, NULL, NULL},
};

static const char top[] =
    "ASA Version|PIX Version|Hardware:|hostname|domain-name|interface *|names|name * *|"
    "ip local pool|ipv6 local pool|access-list *|object network|object service|object-group *|"
    "nat|nat * source|nat * after-auto|global|webvpn|anyconnect-custom-data|group-policy *|"
    "tunnel-group *|tunnel-group-map|certificate-group-map|vpn load-balancing|vpn-addr-assign|"
    "vpn-sessiondb|aaa-server *|username *|crypto ca|crypto ikev2|crypto ikev1|crypto ipsec|"
    "crypto isakmp|crypto map|crypto dynamic-map|isakmp|ssl trust-point|ssl cipher|"
    "ssl encryption|ssl server-version|ssl client-version|ssl dh-group|ssl ecdh-group|"
    "ssl certificate-authentication|ntp|dynamic-access-policy-record";

/* What else stands at the top level: it ends a mode whose indentation was lost. */
static const char others[] =
    "aaa|access-group|arp|as-path|asdm|auth-prompt|banner motd|banner login|banner exec|"
    "banner asdm|boot|call-home|class-map|client-update|clock|cluster group|command-alias|"
    "compression|config-register|console|coredump|crashinfo|cts|ddns|dhcp-client|dhcpd|"
    "dhcprelay|dns domain-lookup|dns server-group|dns name-server|dynamic-access-policy-config|"
    "dynamic-filter|dynamic-map|enable password|established|event|failover|file-encoding|"
    "firewall|fips|flow-export|fragment|ftp|ftp-map|group-delimiter|gdb|hpm|http|icmp|igmp|"
    "import|ip audit|ip verify|ipv6 access-list|ipv6 dhcprelay|ipv6 icmp|ipv6 route|jumbo-frame|"
    "key chain|key config-key|lacp|ldap|license|logging|login-history|mac-address|mac-list|"
    "mac-address-table|management-access|map-name|map-value|mgcp-map|monitor-interface|mount|"
    "mroute|mtu|multicast|multicast-routing|nac-policy|object-group-search|pager|passwd|"
    "password encryption|password-policy|pim|policy-list|policy-map|policy-route|prefix-list|"
    "privilege|prompt|quota|route|route-map|router|same-security-traffic|service|"
    "service-interface|service-policy|setup|show|sla monitor|smtp-server|snmp-map|snmp-server|"
    "software authenticity|ssh|static|sunrpc-server|sysopt|tcp-map|telnet|terminal|tftp-server|"
    "threat-detection|time-range|timeout|tls-proxy|track|url-block|url-cache|url-server|"
    "user-identity|virtual|vpnclient|vpdn|vpnsetup|vxlan|wccp|write|xlate|configure|config";

static const char own_signs[] =
    "ASA Version|PIX Version|group-policy *|tunnel-group *|webvpn|anyconnect-custom-data|"
    "crypto ca|asdm|ssl trust-point|names|same-security-traffic|threat-detection";
static const char foreign_signs[] =
    "version|aaa new-model|crypto pki|crypto vpn|crypto ikev2 profile|crypto ikev2 proposal|"
    "crypto ikev2 authorization|crypto ipsec profile|ip access-list|ip http|ip nat|ip domain|"
    "line vty|line con|service timestamps|ip route";

const acp_dialect acp_asa_dialect = {.modes = modes,
                                     .top = top,
                                     .others = others,
                                     .own_signs = own_signs,
                                     .foreign_signs = foreign_signs,
                                     .colon_comments = true};
