/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of target mobileconfig share. */
#ifndef ACP_TARGET_MOBILECONFIG_H
#define ACP_TARGET_MOBILECONFIG_H

#include "generate/target/plist.h"
#include "generate/target/target.h"
#include "mobile/client.h"
#include "mobile/server.h"
#include "set/hosts.h"

/* A configuration profile being made. */
typedef struct {
    acp_job *job;
    bool macos;
    const char *name;       /* as users see it */
    const char *identifier; /* stays the same when the content changes */
    acp_buffer text;        /* made so far */
    acp_plist plist;        /* into it */
    acp_buffer uuids;       /* of the payloads that are complete */
    const char *identity;   /* UUID of the payload with the client certificate; "": none */
    bool secret;            /* holds a key: nobody else is to read the file */
} acp_mobileconfig;

/* A payload being made: the caller adds its keys to plist. */
typedef struct {
    acp_mobileconfig *profile;
    acp_plist plist;
    acp_buffer content; /* what its UUID is made from, up to content_end of the profile's text */
    size_t content_end;
} acp_payload;

/* One after another: a payload ends before the next is started. */
void acp_payload_start(acp_payload *payload, acp_mobileconfig *profile);
/* Adds the text of an input as a string of UTF-8: the bytes of the file, if they are. In what the
 * UUID is made from its digest stands for it, which mostly is at hand. */
void acp_payload_embed(acp_payload *payload, const char *key, const acp_job_input *input);
/* Adds what all payloads have. part: the last steps of its identifier, name: as users see it.
 * Returns its UUID, which changes with its content, "" if memory is short. */
const char *acp_payload_end(acp_payload *payload, const char *type, const char *part,
                            acp_slice name);
/* Text as one step of an identifier, another for another text; in the output's arena, "" if memory
 * is short. */
const char *acp_payload_step(acp_job *job, acp_slice text);
/* A UUID that stays the same when the content changes: for what others refer to. */
const char *acp_payload_lasting_uuid(acp_mobileconfig *profile, const char *part);

/* mobileconfig_certificates.c: the certificates that the options name; sets identity. */
void acp_mobileconfig_certificates(acp_mobileconfig *profile);
/* mobileconfig_vpn.c: the connections of a document. */
void acp_mobileconfig_connections(acp_mobileconfig *profile, const acp_job_input *input);
/* mobileconfig_server.c: where an entry leads, as the server value of a connection on iOS. False:
 * the output was refused, or no memory. */
bool acp_mobileconfig_server(acp_job *job, const acp_entry *entry, acp_buffer *out);
/* The method of its standard authentication; ACP_METHOD_NONE: it has none. */
acp_ipsec_method acp_mobileconfig_method(const acp_entry *entry);
/* mobileconfig_apps.c: whether an entry is for certain apps only. */
bool acp_mobileconfig_is_per_app(const acp_job *job, acp_slice host_name);
/* Which apps use the per-app tunnel; refuses what cannot be. */
void acp_mobileconfig_check_apps(acp_job *job);
void acp_mobileconfig_map_apps(acp_mobileconfig *profile, const char *vpn_uuid, acp_slice entry);
/* mobileconfig_macos.c: what approves the client's extensions. */
void acp_mobileconfig_approvals(acp_mobileconfig *profile);

#endif
