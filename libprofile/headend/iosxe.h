/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an IOS-XE router's running configuration says about FlexVPN for this client (document 004).
 * Built like asa.h: lists linked by next, values with line NULL are not written, the later line of
 * a command counts, names are compared exactly (profile names and the like; interface names without
 * regard to case and to the blank before their number: "Virtual-Template 100" is
 * "Virtual-Template100", 004:L268-355). */
#ifndef ACP_IOSXE_H
#define ACP_IOSXE_H

#include "headend/config.h"
#include "headend/ip.h"
#include "headend/release.h"

/* A line with a name and what follows it: aaa authentication login NAME METHOD... */
typedef struct acp_iosxe_list {
    const struct acp_iosxe_list *next;
    const acp_line *line;
    acp_cli name;
    acp_cli_list words; /* behind the name: "local", "group RAD", or the file of a profile */
} acp_iosxe_list;

/* interface Virtual-Template100 type tunnel (004:L305-325) */
typedef struct acp_iosxe_interface {
    const struct acp_iosxe_interface *next;
    const acp_line *line;
    acp_cli name;    /* "Virtual-Template100", also when written in two words */
    acp_cli type;    /* type tunnel: "tunnel" */
    acp_cli address; /* ip address A MASK: A; "dhcp" possible */
    acp_cli mask;
    acp_ip ip;           /* of address */
    acp_cli_list ipv6;   /* ipv6 address A/N, without the prefix length */
    acp_cli unnumbered;  /* ip unnumbered Loopback100 */
    acp_cli nat;         /* ip nat inside | outside: that word */
    acp_cli tunnel_mode; /* tunnel mode ipsec ipv4: "ipsec" */
    acp_cli protection;  /* tunnel protection ipsec profile NAME */
    bool shutdown;
    uint32_t template_number; /* of a Virtual-Template, 0: another interface */
} acp_iosxe_interface;

/* ip local pool ACP00L 192.168.10.5 192.168.10.10 (004:L111) */
typedef struct acp_iosxe_pool {
    const struct acp_iosxe_pool *next;
    const acp_line *line;
    acp_cli name;
    acp_cli low, high;
    acp_ip_range range; /* family 0: not readable */
} acp_iosxe_pool;

/* Part of an entry: any, host A, A WILDCARD, A (standard). */
typedef struct {
    bool any;
    acp_cli value;      /* the address, or any */
    acp_cli wildcard;   /* as written */
    acp_ip_range range; /* family 0: unreadable, or the wildcard's ones are not all on the right */
} acp_iosxe_address;

/* permit 10.0.0.0 0.255.255.255; permit ip 192.168.10.0 0.0.0.255 any (004:L329-345) */
typedef struct acp_iosxe_ace {
    const struct acp_iosxe_ace *next;
    const acp_line *line;
    bool permit;
    acp_cli protocol; /* extended only */
    acp_iosxe_address source, destination;
} acp_iosxe_ace;

/* ip access-list standard|extended NAME; access-list NUMBER ... */
typedef struct acp_iosxe_acl {
    const struct acp_iosxe_acl *next;
    const acp_line *line;
    acp_cli name;
    bool extended;
    const acp_iosxe_ace *entries;
} acp_iosxe_acl;

/* crypto pki trustpoint NAME; crypto pki import NAME pkcs12 ... (004:L105) makes one, too */
typedef struct acp_iosxe_trustpoint {
    const struct acp_iosxe_trustpoint *next;
    const acp_line *line;
    acp_cli name;
    acp_cli enrollment;   /* enrollment selfsigned | terminal | url U | pkcs12: the first word */
    acp_cli fqdn;         /* fqdn F */
    acp_cli address;      /* ip-address A */
    acp_cli subject_name; /* subject-name CN=... */
    acp_cli cn;           /* the CN in it */
    acp_cli imported;     /* "pkcs12" of the import line */
} acp_iosxe_trustpoint;

/* A certificate in crypto pki certificate chain NAME: certificate [self-signed] SERIAL, certificate
 * ca SERIAL, hex digits, quit. */
typedef struct acp_iosxe_certificate {
    const struct acp_iosxe_certificate *next;
    const acp_line *line;
    acp_cli trustpoint;
    acp_cli serial;
    bool ca, self_signed;
    acp_slice der; /* decoded; empty: not given (a file name) or damaged */
} acp_iosxe_certificate;

/* crypto pki server NAME (003:L9229-9232) */
typedef struct acp_iosxe_pki_server {
    const struct acp_iosxe_pki_server *next;
    const acp_line *line;
    acp_cli name;
    acp_cli grant; /* grant auto ...: the first word behind grant */
} acp_iosxe_pki_server;

/* crypto ikev2 proposal NAME (004:L126-129) */
typedef struct acp_iosxe_ikev2_proposal {
    const struct acp_iosxe_ikev2_proposal *next;
    const acp_line *line;
    acp_cli name;
    acp_cli_list encryption, integrity, prf, group;
} acp_iosxe_ikev2_proposal;

/* crypto ikev2 policy NAME (004:L131-134) */
typedef struct acp_iosxe_ikev2_policy {
    const struct acp_iosxe_ikev2_policy *next;
    const acp_line *line;
    acp_cli name;
    acp_cli_list proposals;
} acp_iosxe_ikev2_policy;

/* crypto ikev2 authorization policy NAME (004:L117-121, L333-335) */
typedef struct acp_iosxe_authorization {
    const struct acp_iosxe_authorization *next;
    const acp_line *line; /* the first that names it */
    acp_cli name;
    acp_cli pool;           /* pool ACP00L */
    acp_cli ipv6_pool;      /* ipv6 pool P */
    acp_cli_list dns;       /* dns 10.0.1.1 ... */
    acp_cli def_domain;     /* def-domain D */
    acp_cli route_acl;      /* route set access-list NAME */
    acp_cli ipv6_route_acl; /* route set access-list ipv6 NAME */
    acp_cli banner;         /* banner ...: the word itself */
} acp_iosxe_authorization;

/* match identity remote key-id *$AnyConnectClient$* (004:L270); address, fqdn, email, any */
typedef struct acp_iosxe_match {
    const struct acp_iosxe_match *next;
    const acp_line *line;
    acp_cli type;  /* key-id, address, fqdn, email, any */
    acp_cli value; /* the rest of the line */
} acp_iosxe_match;

/* crypto ikev2 profile NAME (004:L268-279) */
typedef struct acp_iosxe_ikev2_profile {
    const struct acp_iosxe_ikev2_profile *next;
    const acp_line *line; /* the first that names it */
    acp_cli name;
    const acp_iosxe_match *remotes; /* match identity remote */
    acp_cli local_auth;             /* authentication local rsa-sig: "rsa-sig" */
    acp_cli remote_auth;            /* authentication remote anyconnect-eap aggregate: the first
                                       word; the last such line that is anyconnect-eap or eap,
                                       else the last */
    acp_cli remote_aggregate;       /* the word "aggregate" behind anyconnect-eap */
    acp_cli trustpoint;             /* pki trustpoint NAME [sign | verify] */
    acp_cli login_list;             /* aaa authentication anyconnect-eap|eap LIST */
    acp_cli group_list;             /* aaa authorization group ... list LIST POLICY */
    acp_cli group_policy;           /* POLICY in that line: the authorization policy */
    acp_cli user_list;              /* aaa authorization user ... list LIST | cached */
    acp_cli virtual_template;       /* virtual-template 100 [mode auto] */
    acp_cli anyconnect_profile;     /* anyconnect profile acvpn */
    acp_cli dpd;                    /* dpd N ...: N */
} acp_iosxe_ikev2_profile;

/* crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac (004:L297) */
typedef struct acp_iosxe_transform_set {
    const struct acp_iosxe_transform_set *next;
    const acp_line *line;
    acp_cli name;
    acp_cli_list transforms; /* esp-aes, 256, esp-sha256-hmac */
    acp_cli esn;             /* esn, in its sub-mode */
    acp_cli mode;            /* mode tunnel */
} acp_iosxe_transform_set;

/* crypto ipsec profile NAME (004:L301-303) */
typedef struct acp_iosxe_ipsec_profile {
    const struct acp_iosxe_ipsec_profile *next;
    const acp_line *line;
    acp_cli name;
    acp_cli_list transform_sets; /* set transform-set TS [TS2] */
    acp_cli ikev2_profile;       /* set ikev2-profile NAME */
    acp_cli pfs;                 /* set pfs group14 */
} acp_iosxe_ipsec_profile;

/* ip nat inside source list NAT interface GigabitEthernet1 overload (004:L345) */
typedef struct acp_iosxe_nat {
    const struct acp_iosxe_nat *next;
    const acp_line *line;
    acp_cli acl;       /* list NAT; not set: static or route-map */
    acp_cli interface; /* interface GigabitEthernet1 */
    acp_cli pool;      /* pool P */
    bool overload;
} acp_iosxe_nat;

typedef struct acp_iosxe {
    const acp_document *document;
    acp_lines lines;
    size_t known_lines; /* 0: no running configuration of a router */
    bool other_kind;    /* more lines that only an ASA has than only a router has */

    acp_cli version;                /* version 16.9 */
    acp_release software;           /* count 0: not stated */
    acp_cli hostname, domain_name;  /* hostname R; ip domain name D, ip domain-name D */
    acp_cli aaa_new_model;          /* aaa new-model */
    const acp_iosxe_list *logins;   /* aaa authentication login NAME ... */
    const acp_iosxe_list *networks; /* aaa authorization network NAME ... */
    const acp_iosxe_list *profiles; /* crypto vpn anyconnect profile NAME FILE: words[0] is FILE */
    const acp_iosxe_list *users;    /* username NAME ... */
    const acp_iosxe_interface *interfaces;
    const acp_iosxe_pool *pools;
    const acp_iosxe_acl *acls;
    const acp_iosxe_trustpoint *trustpoints;
    const acp_iosxe_certificate *certificates;
    const acp_iosxe_pki_server *pki_servers;
    const acp_iosxe_ikev2_proposal *ikev2_proposals;
    const acp_iosxe_ikev2_policy *ikev2_policies;
    const acp_iosxe_authorization *authorizations;
    const acp_iosxe_ikev2_profile *ikev2_profiles;
    const acp_iosxe_transform_set *transform_sets;
    const acp_iosxe_ipsec_profile *ipsec_profiles;
    const acp_iosxe_nat *nats;
    /* [no] ip http server, [no] ip http secure-server, [no] crypto ikev2 http-url cert: the line,
     * line->no tells which; NULL: not written (004:L285-291) */
    const acp_line *http_server, *http_secure_server, *http_url_cert;

    struct acp_iosxe_private *own; /* of the reader */
} acp_iosxe;

/* As acp_asa_read and acp_asa_free. */
acp_status acp_iosxe_read(acp_document *document, acp_iosxe **out);
void acp_iosxe_free(acp_iosxe *router);

/* Does this router answer to a host name or address? True if it is hostname.domain-name, a
 * trustpoint's fqdn, CN or ip-address, or an interface's address. */
bool acp_iosxe_serves_host(const acp_iosxe *router, acp_slice host);

/* By name; NULL: not defined. Access lists: named and numbered. */
const acp_iosxe_list *acp_iosxe_find_login(const acp_iosxe *router, acp_slice name);
const acp_iosxe_list *acp_iosxe_find_network(const acp_iosxe *router, acp_slice name);
const acp_iosxe_list *acp_iosxe_find_profile(const acp_iosxe *router, acp_slice name);
const acp_iosxe_interface *acp_iosxe_find_interface(const acp_iosxe *router, acp_slice name);
const acp_iosxe_interface *acp_iosxe_find_template(const acp_iosxe *router, uint32_t number);
const acp_iosxe_pool *acp_iosxe_find_pool(const acp_iosxe *router, acp_slice name);
const acp_iosxe_acl *acp_iosxe_find_acl(const acp_iosxe *router, acp_slice name);
const acp_iosxe_trustpoint *acp_iosxe_find_trustpoint(const acp_iosxe *router, acp_slice name);
const acp_iosxe_ikev2_proposal *acp_iosxe_find_ikev2_proposal(const acp_iosxe *router,
                                                              acp_slice name);
const acp_iosxe_authorization *acp_iosxe_find_authorization(const acp_iosxe *router,
                                                            acp_slice name);
const acp_iosxe_transform_set *acp_iosxe_find_transform_set(const acp_iosxe *router,
                                                            acp_slice name);
const acp_iosxe_ipsec_profile *acp_iosxe_find_ipsec_profile(const acp_iosxe *router,
                                                            acp_slice name);
/* Is this ikev2 profile for this client: remote authentication anyconnect-eap or eap, or an
 * anyconnect profile line? */
bool acp_iosxe_is_anyconnect(const acp_iosxe_ikev2_profile *profile);

#endif
