/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an ASA's running configuration says about remote access, for the rules that hold it against
 * profiles and policies.
 *
 * Everything hangs in lists linked by next, in the order of the file. A value that is not written
 * has line NULL (acp_cli). Of a command written twice the later line counts, as when it is entered;
 * a "no" line takes back what stands before it. Names are compared exactly, as the ASA does. The
 * older keyword svc is read as anyconnect. Lines of other features are not in the model but in
 * asa->lines.
 *
 * Sources: "002:L134-205" and the like are lines of the source documents; "command reference" is
 * what the ASA itself states with `show running-config all` where those documents do not say it. */
#ifndef ACP_ASA_H
#define ACP_ASA_H

#include "headend/asa_access.h"
#include "headend/asa_crypto.h"
#include "headend/asa_policy.h"
#include "headend/asa_webvpn.h"
#include "headend/config.h"
#include "headend/ip.h"
#include "headend/release.h"

typedef struct acp_asa acp_asa;

/* interface GigabitEthernet0/0 */
typedef struct acp_asa_interface {
    const struct acp_asa_interface *next;
    const acp_line *line;
    acp_cli name;     /* GigabitEthernet0/0 */
    acp_cli nameif;   /* nameif outside */
    acp_cli security; /* security-level 0 */
    acp_cli address;  /* ip address 192.0.2.1 255.255.255.0 [standby ...]; text "dhcp" possible */
    acp_cli mask;
    acp_ip ip;         /* of address; family 0: none */
    acp_cli_list ipv6; /* ipv6 address 2001:db8::1/64, without the prefix length */
    bool shutdown;     /* shutdown */
} acp_asa_interface;

/* aaa-server RAD protocol radius; its hosts: aaa-server RAD (inside) host 10.1.1.1 */
typedef struct acp_asa_sdi_text {
    const struct acp_asa_sdi_text *next;
    const acp_line *line;
    acp_cli code; /* proxy-auth_map sdi new-pin-sup "..." (003:L10281-10338) */
    acp_cli text;
} acp_asa_sdi_text;

typedef struct acp_asa_aaa_host {
    const struct acp_asa_aaa_host *next;
    const acp_line *line;
    acp_cli interface, host;
    const acp_asa_sdi_text *sdi_texts;
} acp_asa_aaa_host;

typedef struct acp_asa_aaa_server {
    const struct acp_asa_aaa_server *next;
    const acp_line *line; /* of "protocol", else the first that names it */
    acp_cli name;
    acp_cli protocol; /* radius, tacacs+, sdi, ldap, kerberos, nt, http-form */
    const acp_asa_aaa_host *hosts;
} acp_asa_aaa_server;

/* vpn load-balancing (003:L7202-7213) */
typedef struct {
    const acp_line *line; /* NULL: not configured */
    acp_cli participate;  /* the line "participate"; line NULL: it does not take part */
    acp_cli address;      /* cluster ip address 192.0.2.9 */
    acp_ip ip;
    acp_cli redirect_fqdn; /* redirect-fqdn enable: the word "enable" */
    acp_cli priority;
} acp_asa_load_balancing;

/* username NAME password ... / username NAME attributes */
typedef struct acp_asa_user {
    const struct acp_asa_user *next;
    const acp_line *line;
    acp_cli name;
    acp_cli group_policy; /* vpn-group-policy NAME */
    acp_cli group_lock;   /* group-lock value TUNNELGROUP */
} acp_asa_user;

/* A line that is a value, or several: ntp server 10.0.0.1 */
typedef struct acp_asa_item {
    const struct acp_asa_item *next;
    const acp_line *line;
    acp_cli value;
} acp_asa_item;

struct acp_asa {
    const acp_document *document;
    acp_lines lines;
    /* Lines this reader knows. 0: the file is no running configuration of an ASA. */
    size_t known_lines;
    /* More lines that only a router has (aaa new-model, ip http server, ...) than only an ASA has.
     */
    bool other_kind;

    acp_cli version;      /* ASA Version 9.12(3)9 */
    acp_release software; /* count 0: not stated */
    acp_cli hardware;     /* ": Hardware:   ASA5515, ..." or "hardware model": "ASA5515" */
    acp_cli hostname;     /* hostname asa */
    acp_cli domain_name;  /* domain-name example.com (top level) */
    const acp_asa_interface *interfaces;
    const acp_asa_item *ntp_servers; /* ntp server ADDRESS */
    const acp_asa_item *dap_records; /* dynamic-access-policy-record NAME */
    acp_cli_list vpn_addr_assign; /* vpn-addr-assign local reuse-delay 0, the last line's words */

    const acp_asa_pool *pools, *ipv6_pools;
    const acp_asa_acl *acls;
    const acp_asa_object *objects;
    const acp_asa_object_group *object_groups;
    const acp_asa_nat *nats;

    acp_asa_webvpn webvpn;
    const acp_asa_custom_data *custom_data; /* anyconnect-custom-data */
    const acp_asa_policy *policies;
    const acp_asa_policy *default_policy; /* DfltGrpPolicy; NULL: it has no line */
    const acp_asa_tunnel *tunnels;
    const acp_asa_map_rule *map_rules; /* certificate-group-map, tunnel-group-map */
    const acp_asa_aaa_server *aaa_servers;
    const acp_asa_user *users;
    acp_asa_load_balancing load_balancing;

    const acp_asa_trustpoint *trustpoints;
    const acp_asa_certificate *certificates;
    const acp_asa_ikev2_policy *ikev2_policies;
    const acp_asa_ikev2_enable *ikev2_enables;
    const acp_asa_item *ikev2_trustpoints; /* crypto ikev2 remote-access trustpoint NAME */
    const acp_asa_ipsec_proposal *ipsec_proposals;
    const acp_asa_crypto_map *crypto_maps; /* crypto map and crypto dynamic-map entries */
    acp_asa_nat_traversal nat_traversal;
    acp_asa_ssl ssl;

    struct acp_asa_private *own; /* of the reader */
};

/* Reads the document's decoded text; the model points into it, so the document must outlive it.
 * What is no ASA configuration gives a model with known_lines 0. ACP_OK, ACP_NO_MEMORY, or
 * ACP_DAMAGED: it has more lines than any real configuration. */
acp_status acp_asa_read(acp_document *document, acp_asa **out);
void acp_asa_free(acp_asa *asa);

/* Does this headend answer to a host name or address? True if it stands in a group-url, is
 * hostname.domain-name, is a certificate's name (trustpoint fqdn or subject-name CN) or an
 * interface's or the load-balancing cluster's address. Names are compared without regard to case.
 */
bool acp_asa_serves_host(const acp_asa *asa, acp_slice host);
/* The same for what names this device alone: an interface's address, or hostname.domain-name. */
bool acp_asa_is_device(const acp_asa *asa, acp_slice host);

/* By exact name; NULL: not defined. */
const acp_asa_pool *acp_asa_find_pool(const acp_asa *asa, acp_slice name);
const acp_asa_pool *acp_asa_find_ipv6_pool(const acp_asa *asa, acp_slice name);
const acp_asa_acl *acp_asa_find_acl(const acp_asa *asa, acp_slice name);
const acp_asa_object *acp_asa_find_object(const acp_asa *asa, acp_slice name);
const acp_asa_object_group *acp_asa_find_object_group(const acp_asa *asa, acp_slice name);
const acp_asa_policy *acp_asa_find_policy(const acp_asa *asa, acp_slice name);
const acp_asa_tunnel *acp_asa_find_tunnel(const acp_asa *asa, acp_slice name);
const acp_asa_profile *acp_asa_find_profile(const acp_asa *asa, acp_slice name);
const acp_asa_custom_attr *acp_asa_find_custom_attr(const acp_asa *asa, acp_slice type);
const acp_asa_custom_data *acp_asa_find_custom_data(const acp_asa *asa, acp_slice type,
                                                    acp_slice name);
const acp_asa_saml_idp *acp_asa_find_saml_idp(const acp_asa *asa, acp_slice name);
const acp_asa_aaa_server *acp_asa_find_aaa_server(const acp_asa *asa, acp_slice name);
const acp_asa_trustpoint *acp_asa_find_trustpoint(const acp_asa *asa, acp_slice name);
const acp_asa_ipsec_proposal *acp_asa_find_ipsec_proposal(const acp_asa *asa, acp_slice name);
/* Interface with this nameif. */
const acp_asa_interface *acp_asa_find_interface(const acp_asa *asa, acp_slice nameif);

/* The remote-access tunnel group whose enabled group-url is https://HOST/PATH (host without regard
 * to case, path exactly; no path: the empty slice); NULL: none. */
const acp_asa_tunnel *acp_asa_tunnel_by_url(const acp_asa *asa, acp_slice host, acp_slice path);
/* The one with this enabled group-alias. */
const acp_asa_tunnel *acp_asa_tunnel_by_alias(const acp_asa *asa, acp_slice alias);
/* The tunnel group an entry of a profile leads to. ipsec: the group named exactly so; else the one
 * with the group-url https://HOST/USERGROUP, else with that alias. Without user group: the one
 * whose group-url is https://HOST, else NULL (the ASA falls back to DefaultWEBVPNGroup, certificate
 * maps or the user's choice). */
const acp_asa_tunnel *acp_asa_tunnel_of_entry(const acp_asa *asa, acp_slice host,
                                              acp_slice user_group, bool ipsec);

#endif
