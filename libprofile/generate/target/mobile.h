/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries of a profile as phones, tablets and Chromebooks are told of them: in links and in managed
 * configurations. */
#ifndef ACP_TARGET_MOBILE_H
#define ACP_TARGET_MOBILE_H

#include "document/buffer.h"
#include "generate/target/target.h"
#include "mobile/server.h"
#include "set/hosts.h"

typedef struct {
    acp_entry entry;
    acp_slice name;          /* HostName */
    const char *host;        /* HOST[:PORT][/GROUP] */
    acp_ipsec_method method; /* over IPsec */
    acp_slice identity; /* for the methods that take one: written, else what the client sends */
    bool active;        /* the one that ActivateOnImport chooses */
} acp_mobile_entry;

/* Entries of a profile that can be told, in its order: those whose method phones do not know are
 * left out, as ignored settings. They stand in the output's arena. NULL: none, or no memory. */
acp_mobile_entry *acp_mobile_entries(acp_job *job, const acp_job_input *profile, size_t *count);

/* The profile as XML, in the output's arena: as it stands in the file, or made of JSON or YAML. An
 * empty slice: the output was refused, or no memory. */
acp_slice acp_mobile_profile(acp_job *job, const acp_job_input *profile);

/* Reads what was made, as `acprof validate` does: an error refuses the output, a warning becomes a
 * note. Findings in a profile inside it are not repeated. name: of the file. */
void acp_mobile_check(acp_job *job, const acp_job_input *profile, const char *name, acp_kind kind,
                      unsigned platforms, acp_slice text);

/* The client as managed Google Play calls it. */
#define ACP_ANDROID_PRODUCT "app:com.cisco.anyconnect.vpn.android.avf"

/* android.c: the managed configuration of the Android client with a profile. Other targets that
 * have options of the target android may call it, too; what they lack has its fallback. */
void acp_android_json(acp_job *job, const acp_job_input *profile, acp_buffer *out);
/* The same in the form of managed Google Play, which Intune takes as the JSON data of an app
 * configuration policy. */
void acp_android_play_json(acp_job *job, const acp_job_input *profile, acp_buffer *out);

#endif
