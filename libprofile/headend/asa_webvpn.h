/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: the global webvpn section and custom attributes. Part of asa.h. */
#ifndef ACP_ASA_WEBVPN_H
#define ACP_ASA_WEBVPN_H

#include "headend/config.h"
#include "headend/release.h"

typedef enum {
    ACP_ASA_OS_UNKNOWN,
    ACP_ASA_OS_WINDOWS, /* -win- */
    ACP_ASA_OS_MACOS,   /* -macos-, -macosx- */
    ACP_ASA_OS_LINUX,   /* -linux64-, -linux- */
} acp_asa_os;

/* anyconnect image disk0:/anyconnect-win-4.8.02045-webdeploy-k9.pkg 1 (002:L444) */
typedef struct acp_asa_image {
    const struct acp_asa_image *next;
    const acp_line *line;
    acp_cli file;
    acp_cli order;
    acp_asa_os os;       /* from the file name */
    bool arm64;          /* -arm64-: a package of its own */
    acp_release version; /* from the file name; count 0: it shows none */
} acp_asa_image;

/* anyconnect profiles AnyConnect_MGMT_Profile disk0:/anyconnect_mgmt_profile.vpnm (002:L446) */
typedef struct acp_asa_profile {
    const struct acp_asa_profile *next;
    const acp_line *line;
    acp_cli name;
    acp_cli file;        /* disk0:/anyconnect_mgmt_profile.vpnm */
    acp_slice file_name; /* anyconnect_mgmt_profile.vpnm */
} acp_asa_profile;

/* anyconnect-custom-attr ManagementTunnelAllAllowed description ... (002:L613) */
typedef struct acp_asa_custom_attr {
    const struct acp_asa_custom_attr *next;
    const acp_line *line;
    acp_cli type;
    acp_cli description;
} acp_asa_custom_attr;

/* One anyconnect-custom-data line's value: the rest of the line. */
typedef struct acp_asa_custom_value {
    const struct acp_asa_custom_value *next;
    acp_cli value;
} acp_asa_custom_value;

/* anyconnect-custom-data TYPE NAME VALUE; lines of the same type and name are joined (002:L673,
 * 003:L8723-8724, 003:L17499-17502). Top level of the configuration. */
typedef struct acp_asa_custom_data {
    const struct acp_asa_custom_data *next;
    const acp_line *line; /* the first */
    acp_cli type, name;
    const acp_asa_custom_value *values; /* one for each line */
    acp_slice joined;                   /* their texts one behind the other */
} acp_asa_custom_data;

/* saml idp URL (003:L9943-9966) */
typedef struct acp_asa_saml_idp {
    const struct acp_asa_saml_idp *next;
    const acp_line *line;
    acp_cli name;
    acp_cli sign_in, sign_out, base_url; /* url sign-in U, url sign-out U, base-url U */
    acp_cli trustpoint_idp, trustpoint_sp;
    acp_cli force_reauthentication; /* the words "force re-authentication" */
    acp_cli internal;               /* the word "internal" */
} acp_asa_saml_idp;

/* enable outside [tls-only] */
typedef struct acp_asa_webvpn_enable {
    const struct acp_asa_webvpn_enable *next;
    const acp_line *line;
    acp_cli interface;
    bool tls_only;
} acp_asa_webvpn_enable;

typedef struct {
    const acp_line *line; /* the first webvpn; NULL: there is none */
    const acp_asa_webvpn_enable *enables;
    acp_cli port;              /* port 443; not written: 443 */
    acp_cli dtls_port;         /* dtls port 443 */
    acp_cli anyconnect_enable; /* anyconnect enable */
    acp_cli tunnel_group_list; /* tunnel-group-list enable */
    const acp_asa_image *images;
    const acp_asa_profile *profiles;
    const acp_asa_custom_attr *custom_attrs;
    acp_cli hostscan_image;       /* hostscan image disk0:/hostscan_4.10.pkg; also csd image */
    acp_release hostscan_version; /* from the file name */
    acp_cli hostscan_enable;      /* hostscan enable; also csd enable */
    acp_cli keepout;              /* keepout "text": no one may log on */
    const acp_asa_saml_idp *saml_idps;
} acp_asa_webvpn;

#endif
