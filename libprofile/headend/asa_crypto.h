/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: certificates, IKEv2, IPsec and TLS. Part of asa.h. */
#ifndef ACP_ASA_CRYPTO_H
#define ACP_ASA_CRYPTO_H

#include "headend/config.h"

/* crypto ca trustpoint NAME */
typedef struct acp_asa_trustpoint {
    const struct acp_asa_trustpoint *next;
    const acp_line *line;
    acp_cli name;
    acp_cli enrollment;   /* enrollment self | terminal | url U | protocol ...: the first word */
    acp_cli fqdn;         /* fqdn asa.example.com; "none" possible */
    acp_cli subject_name; /* subject-name CN=asa.example.com,O=Example: the whole name */
    acp_cli cn;           /* the CN in it */
    acp_cli keypair;
    acp_cli ip_address; /* ip-address A */
} acp_asa_trustpoint;

/* A certificate in crypto ca certificate chain NAME: "certificate SERIAL", "certificate ca SERIAL"
 * and lines of hex digits until quit. */
typedef struct acp_asa_certificate {
    const struct acp_asa_certificate *next;
    const acp_line *line;
    acp_cli trustpoint;
    acp_cli serial;
    bool ca;
    acp_slice der; /* decoded; empty: not given, or the hex digits are damaged */
} acp_asa_certificate;

/* crypto ikev2 policy 1 */
typedef struct acp_asa_ikev2_policy {
    const struct acp_asa_ikev2_policy *next;
    const acp_line *line;
    acp_cli number;
    acp_cli_list encryption; /* encryption aes-256 aes-gcm-256; default 3des */
    acp_cli_list integrity;  /* integrity sha256 | null; default sha */
    acp_cli_list group;      /* group 14 19; default 2 before 9.13, 14 since */
    acp_cli_list prf;        /* prf sha256; default sha */
    acp_cli lifetime;        /* lifetime seconds 86400 */
} acp_asa_ikev2_policy;

/* crypto ikev2 enable outside client-services port 443 */
typedef struct acp_asa_ikev2_enable {
    const struct acp_asa_ikev2_enable *next;
    const acp_line *line;
    acp_cli interface;
    acp_cli client_services; /* that word */
    acp_cli port;
} acp_asa_ikev2_enable;

/* crypto ipsec ikev2 ipsec-proposal NAME */
typedef struct acp_asa_ipsec_proposal {
    const struct acp_asa_ipsec_proposal *next;
    const acp_line *line;
    acp_cli name;
    acp_cli_list encryption; /* protocol esp encryption aes-256 aes-gcm */
    acp_cli_list integrity;  /* protocol esp integrity sha-256 */
} acp_asa_ipsec_proposal;

/* All lines of crypto map NAME SEQ, or crypto dynamic-map NAME SEQ. */
typedef struct acp_asa_crypto_map {
    const struct acp_asa_crypto_map *next;
    const acp_line *line; /* the first */
    bool dynamic_map;     /* crypto dynamic-map */
    acp_cli name, sequence;
    acp_cli dynamic;   /* ipsec-isakmp dynamic NAME */
    acp_cli interface; /* crypto map NAME interface outside; on every entry of the name */
    acp_cli_list ikev2_proposals; /* set ikev2 ipsec-proposal A B */
    acp_cli peer; /* set peer A B, the first: a tunnel to another gateway, not to clients */
    acp_cli lifetime_seconds; /* set security-association lifetime seconds N */
    acp_cli nat_t_disable;    /* set nat-t-disable */
    acp_cli esn;              /* set ... esn */
} acp_asa_crypto_map;

/* crypto isakmp nat-traversal 20; since 8.4 also without the number */
typedef struct {
    const acp_line *line; /* NULL: not written */
    bool no;              /* no crypto isakmp nat-traversal */
    acp_cli keepalive;    /* seconds; not written: 20 (003:L17134-17149) */
} acp_asa_nat_traversal;

/* ssl trust-point ROOT-CA outside (002:L358); ssl trust-point T domain D; ssl trust-point T */
typedef struct acp_asa_ssl_trustpoint {
    const struct acp_asa_ssl_trustpoint *next;
    const acp_line *line;
    acp_cli name;
    acp_cli interface; /* not written: every interface that has none of its own */
    acp_cli domain;    /* ssl trust-point T domain vpn.example.com */
    bool vpnlb_ip;     /* the load-balancing address */
} acp_asa_ssl_trustpoint;

/* ssl cipher tlsv1.2 custom "AES256-SHA:..." | ssl cipher default medium */
typedef struct acp_asa_ssl_cipher {
    const struct acp_asa_ssl_cipher *next;
    const acp_line *line;
    acp_cli version;     /* default, tlsv1, tlsv1.2, dtlsv1, ... */
    acp_cli level;       /* all, low, medium, high, fips, custom */
    acp_cli_list suites; /* custom: split at the colons */
} acp_asa_ssl_cipher;

typedef struct {
    const acp_asa_ssl_trustpoint *trustpoints;
    const acp_asa_ssl_cipher *ciphers;
    acp_cli_list encryption; /* ssl encryption aes256-sha1 des-sha1 (before 9.3) */
    acp_cli server_version, client_version, dh_group;
} acp_asa_ssl;

struct acp_asa;
/* The ssl trust-point line in force on an interface (by nameif): its own, else one without
 * interface and domain; NULL: the self-signed default certificate is shown. */
const acp_asa_ssl_trustpoint *acp_asa_ssl_on(const struct acp_asa *asa, acp_slice nameif);

#endif
