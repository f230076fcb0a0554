/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Modes of the router's command line, as far as the model reads them. */
#include "headend/iosxe_read.h"

static const char interface_commands[] =
    "ip address|ip unnumbered|ip mtu|ip nat|ip tcp|ip access-group|ip ospf|ip helper-address|"
    "ipv6 address|ipv6 enable|ipv6 unnumbered|tunnel mode|tunnel protection|tunnel source|"
    "tunnel destination|tunnel vrf|shutdown|description|duplex|speed|negotiation|mtu|bandwidth|"
    "vrf forwarding|standby|encapsulation|channel-group|service-policy|media-type|cdp|"
    "zone-member|keepalive|load-interval|switchport";
static const char acl_commands[] =
    "permit|deny|remark|* permit|* deny|* remark|dynamic|evaluate|reflect";
static const char trustpoint_commands[] =
    "enrollment|fqdn|subject-name|rsakeypair|eckeypair|revocation-check|serial-number|ip-address|"
    "usage|password|hash|chain-validation|authorization|subject-alt-name|storage|auto-enroll|"
    "source interface|vrf|match certificate";
static const char server_commands[] =
    "grant|database|issuer-name|hash|lifetime|cdp-url|auto-rollover|shutdown|eku|mode|redundancy";
static const char proposal_commands[] = "encryption|integrity|prf|group";
static const char policy_commands[] = "proposal|match fvrf|match address";
static const char authorization_commands[] =
    "pool|ipv6 pool|dns|ipv6 dns|def-domain|route set|route accept|banner|netmask|wins|dhcp|"
    "backup-gateway|split-dns|session-lifetime|smartcard-removal-disconnect|include-local-lan|"
    "pfs|subnet-acl|aaa attribute list|configuration url|configuration version";
static const char profile_commands[] =
    "match identity|match certificate|match fvrf|match address|authentication local|"
    "authentication remote|authentication|pki trustpoint|aaa authentication anyconnect-eap|"
    "aaa authentication eap|aaa authorization group|aaa authorization user|aaa accounting|"
    "virtual-template|anyconnect profile|anyconnect|dpd|identity local|keyring|lifetime|nat|"
    "ivrf|initial-contact|reconnect|redirect gateway|config-mode|description|ppk|shutdown";
static const char transform_commands[] = "mode|esn|require-transport";
static const char ipsec_commands[] =
    "set transform-set|set ikev2-profile|set pfs|set security-association|set mixed-mode|"
    "set identity|responder-only|description|set isakmp-profile|set reverse-route";

static const acp_mode modes[] = {
    {ACP_IOSXE_MODE_INTERFACE, 0, "interface *", interface_commands},
    {ACP_IOSXE_MODE_ACL, 0, "ip access-list standard *", acl_commands},
    {ACP_IOSXE_MODE_ACL, 0, "ip access-list extended *", acl_commands},
    {ACP_IOSXE_MODE_TRUSTPOINT, 0, "crypto pki trustpoint *", trustpoint_commands},
    {ACP_IOSXE_MODE_CHAIN, 0, "crypto pki certificate chain *", "certificate"},
    {ACP_IOSXE_MODE_SERVER, 0, "crypto pki server *", server_commands},
    {ACP_IOSXE_MODE_PROPOSAL, 0, "crypto ikev2 proposal *", proposal_commands},
    {ACP_IOSXE_MODE_AUTHORIZATION, 0, "crypto ikev2 authorization policy *",
     authorization_commands},
    {ACP_IOSXE_MODE_POLICY, 0, "crypto ikev2 policy *", policy_commands},
    {ACP_IOSXE_MODE_PROFILE, 0, "crypto ikev2 profile *", profile_commands},
    {ACP_IOSXE_MODE_TRANSFORM, 0, "crypto ipsec transform-set *", transform_commands},
    {ACP_IOSXE_MODE_IPSEC, 0, "crypto ipsec profile *", ipsec_commands},
    {0, 0, NULL, NULL},
};

static const char top[] =
    "version *|hostname *|ip domain name|ip domain-name|aaa new-model|aaa authentication login|"
    "aaa authorization network|username *|interface *|ip local pool|ip access-list standard|"
    "ip access-list extended|access-list *|ip nat inside source|ip http server|"
    "ip http secure-server|crypto pki|crypto ikev2|crypto ipsec|crypto vpn anyconnect|"
    "crypto isakmp|crypto map|crypto dynamic-map";

/* What else stands at the top level: it ends a mode whose indentation was lost. */
static const char others[] =
    "aaa|alias|archive|arp|banner|boot|boot-start-marker|boot-end-marker|bridge|buffers|call-home|"
    "cdp run|class-map|clock|config-register|control-plane|controller|crypto key|crypto ca|"
    "cts|device-tracking|dial-peer|diagnostic|do|dot1x|enable password|enable secret|event|"
    "exception|flow|hw-module|ip|ipv6|key chain|kron|l2vpn|license|line|lldp|logging|login|"
    "mac-address-table|memory|monitor|multilink|netconf|netconf-yang|no|ntp|object-group|"
    "parameter-map|parser|platform|policy-map|port-channel|power|privilege|qos|radius|"
    "radius-server|redundancy|restconf|route-map|router|scheduler|secure|security|service|sdwan|"
    "snmp-server|spanning-tree|standby|subscriber|system|tacacs|tacacs-server|telemetry|"
    "track|transport|vlan|vrf|vtp|webui|zone|zone-pair|show|configure|write";

static const char own_signs[] =
    "version *|aaa new-model|crypto pki|crypto vpn anyconnect|crypto ikev2 profile|"
    "crypto ikev2 proposal|crypto ikev2 authorization|crypto ipsec profile|ip access-list|ip http|"
    "ip nat|ip domain|line vty|line con|service timestamps|ip route";
static const char foreign_signs[] =
    "ASA Version|PIX Version|group-policy *|tunnel-group *|webvpn|anyconnect-custom-data|"
    "crypto ca|asdm|ssl trust-point|names|same-security-traffic|threat-detection";

const acp_dialect acp_iosxe_dialect = {.modes = modes,
                                       .top = top,
                                       .others = others,
                                       .own_signs = own_signs,
                                       .foreign_signs = foreign_signs,
                                       .delimited_blocks = true};
