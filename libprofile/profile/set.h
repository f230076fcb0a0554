/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files checked together, and compiled together. Part of profile.h. */
#ifndef ACP_PROFILE_SET_H
#define ACP_PROFILE_SET_H

/* ---- sets: files checked together ---------------------------------------------------------- */

/* Files of one endpoint or deployment: what each says may be right, and still not fit the others.
 * One thread at a time. */
typedef struct acp_set acp_set;

typedef enum {
    ACP_ROLE_DOCUMENT, /* a profile or policy */
    ACP_ROLE_ASA,      /* running configuration of an ASA */
    ACP_ROLE_IOS_XE,   /* of an IOS-XE router */
    ACP_ROLE_SERVER_CERTIFICATE,
    ACP_ROLE_CA_CERTIFICATE,
    ACP_ROLE_CLIENT_CERTIFICATE,
    ACP_ROLE_FILE, /* anything else that is deployed: a script, a package; known by its name */
} acp_role;

typedef struct {
    acp_role role;
    const char *path;
    const char *host; /* headend, certificate: the host it is of; NULL: told from what it says */
    unsigned mode;    /* permission bits, of bytes in memory; a file's are looked up */
    acp_read_options read;   /* documents; max_size also of others */
    acp_check_options check; /* what it points to must live as long as the set */
} acp_set_input;

typedef struct {
    int64_t at; /* seconds since 1970 UTC to check certificates for; 0: now */
} acp_set_options;

/* One thing two files must agree on. Texts live as long as the set. */
typedef struct {
    const acp_rule *rule;
    const char *what; /* "group URL" */
    struct {
        const char *file;
        acp_position at;
        const char *value; /* "": nothing there */
    } left, right;
    bool agrees;
} acp_agreement;

ACP_API acp_set *acp_set_new(void); /* NULL: no memory */
ACP_API void acp_set_free(acp_set *set);
/* Adds a file and reads it: it is a member then, but after ACP_NO_MEMORY. ACP_OK; ACP_DAMAGED: its
 * findings say what is wrong; ACP_IO (errno). */
ACP_API acp_status acp_set_add(acp_set *set, const acp_set_input *input);
/* The same for bytes in memory; input->path is its name. */
ACP_API acp_status acp_set_add_memory(acp_set *set, const acp_set_input *input, const void *bytes,
                                      size_t size);
/* Checks every document on its own and all members together; once. ACP_OK or ACP_NO_MEMORY. */
ACP_API acp_status acp_set_check(acp_set *set, const acp_set_options *options);
/* Members, in the order added (also those that could not be read), and the findings of each. */
ACP_API size_t acp_set_count(const acp_set *set);
ACP_API acp_findings *acp_set_findings(const acp_set *set, size_t index);
/* What had to agree, in the order checked. */
ACP_API size_t acp_set_agreement_count(const acp_set *set);
ACP_API const acp_agreement *acp_set_agreement(const acp_set *set, size_t index);

/* ---- policy images ------------------------------------------------------------------------- */

typedef struct {
    unsigned platform;       /* one: ACP_WINDOWS, ACP_MACOS, ACP_LINUX, ACP_IOS or ACP_ANDROID */
    uint16_t client_version; /* 0: the newest the schema knows */
    bool strip;              /* leave out where settings were written */
    bool sign;               /* leave room for a signature */
} acp_compile_options;

/* Compiles the documents of a set, one endpoint's, to a policy image: VPN profiles in the order
 * added, and of each other kind one at most. Whether they are right is not asked: check the set
 * before. The image is complete but for digest and signature, which tunnel_policy_seal of libtunnel
 * fills in; malloc'ed, free() it. ACP_BAD_VALUE: the message says what cannot be compiled. */
ACP_API acp_status acp_compile(const acp_set *set, const acp_compile_options *options, void **image,
                               size_t *size, char *message, size_t message_size);

#endif
