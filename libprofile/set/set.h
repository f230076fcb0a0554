/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Several files of one endpoint or deployment checked as one: profiles, policies, configurations of
 * headends, certificates, scripts and packages. */
#ifndef ACP_SET_H
#define ACP_SET_H

#include "check/check.h"
#include "document/arena_pool.h"

typedef struct acp_asa acp_asa;                   /* headend/asa.h */
typedef struct acp_iosxe acp_iosxe;               /* headend/iosxe.h */
typedef struct acp_certificates acp_certificates; /* check/certificate.h */

/* A file of the set. */
typedef struct acp_member acp_member;
struct acp_member {
    acp_set *set;
    acp_role role;
    char *name;       /* as the caller named it */
    const char *base; /* its last step */
    char *host;       /* the host it was said to be of, NULL: not said */
    unsigned mode;    /* permission bits; 0: not known */
    acp_kind kind;    /* of a document; ACP_KIND_ASA, ACP_KIND_IOS_XE; else ACP_KIND_UNKNOWN */
    /* What places point into. NULL: damaged. Of a certificate or another file it has no root and
     * perhaps no text. */
    acp_document *document;
    acp_asa *asa;
    acp_iosxe *iosxe;
    acp_certificates *certificates;
    acp_check_options options;
    acp_run run; /* over document; gives access to its settings */
    acp_findings *findings;
    bool checked;              /* by itself */
    struct acp_entry *entries; /* set/hosts.h: of a profile */
    size_t entry_count;
    bool always_on; /* set/endpoint.h: of a profile */
    acp_member *next, *next_of_role;
};

/* One run of the rules over a set. */
typedef struct {
    acp_set *set;
    acp_arena *arena;        /* for what a check makes; freed with the set */
    unsigned platforms;      /* targets of all documents together, 0: none named */
    uint16_t client_version; /* the oldest of them */
    int64_t at;              /* seconds since 1970 UTC: the time to check certificates for */
    bool no_memory;
    /* of set/certificates.c; NULL: not made yet */
    const struct acp_chain *chains;
    const struct acp_served *served;
    /* of set/hosts.c; likewise */
    const struct acp_entry *by_host;
    size_t chain_count, served_count, by_host_count;
} acp_set_run;

/* Checks over a set; a rule's row names one as `check: NAME`, in the table of set/functions.c. */
typedef void acp_set_function(acp_set_run *run, const acp_rule *rule);
typedef struct {
    const char *name;
    acp_set_function *run;
} acp_set_row;
extern const acp_set_row acp_set_functions[]; /* ends with name NULL */

/* ---- members ----------------------------------------------------------------------------- */

/* Members that could be read, in the order given; last NULL: the first. NULL: no more. */
acp_member *acp_set_next(const acp_set *set, acp_role role, acp_member *last);
/* The same of every role. */
acp_member *acp_set_next_member(const acp_set *set, acp_member *last);
/* Documents of a kind. */
acp_member *acp_set_next_document(const acp_set *set, acp_kind kind, acp_member *last);
/* Documents of kind vpn, or of kind vpn and mgmt. */
acp_member *acp_set_next_profile(const acp_set *set, bool mgmt, acp_member *last);
/* Every file could be read: one that is not among the members is not there. */
bool acp_set_is_complete(const acp_set *set);

/* ---- reading by several threads ----------------------------------------------------------- */

/* Adds a file that acp_member_read reads later. NULL: no memory. */
acp_member *acp_set_add_later(acp_set *set, const acp_set_input *input);
/* Reads it, as acp_set_add_memory. A document's may be called by any thread, once for each. */
acp_status acp_member_read(acp_member *member, const acp_set_input *input, const void *bytes,
                           size_t size);
/* Checks one that was read by itself; likewise. acp_set_check does so with those that are left. */
acp_status acp_member_check(acp_member *member);

/* What the documents lie in, for what is to live as long. */
acp_arena_pool *acp_set_arenas(acp_set *set);

/* ---- places ------------------------------------------------------------------------------ */

/* Where a finding points, or the other side of it. */
typedef struct {
    acp_member *member;
    acp_place place;
} acp_spot;

acp_spot acp_spot_value(acp_member *member, const acp_node *node);
acp_spot acp_spot_name(acp_member *member, const acp_node *node);
acp_spot acp_spot_attribute(acp_member *member, const acp_node *node,
                            const acp_attribute *attribute);
/* A span of a configuration's or certificate's text. */
acp_spot acp_spot_span(acp_member *member, acp_span span);
/* The file as a whole. */
acp_spot acp_spot_file(acp_member *member);
/* A setting by its path below the root ("ClientInitialization/ProxySettings"; attributes with @):
 * its value, or if it is not written the name of the nearest element around it that is. */
acp_spot acp_spot_setting(acp_member *member, const char *path);
/* The same below an element ("PrimaryProtocol/AuthMethod", from entry). */
acp_spot acp_spot_below(acp_member *member, const acp_node *element, const char *path);

/* ---- values ------------------------------------------------------------------------------ */

/* Value of a setting by its path below the root: written, else what the client does without it. */
acp_slice acp_member_value(const acp_member *member, const char *path);
bool acp_member_is(const acp_member *member, const char *path, const char *value);
/* First element there, NULL: none; follow ->same. */
const acp_node *acp_member_first(const acp_member *member, const char *path);
/* Value of a setting below an element, by its path from there. */
acp_slice acp_member_value_below(const acp_member *member, const acp_node *element,
                                 const char *path);
/* First element below an element, by its path from there; NULL: not written. */
const acp_node *acp_node_below(const acp_node *element, const char *path);
/* Target platforms are named and x is among them; are named and x is not. */
bool acp_set_targets(const acp_set_run *run, unsigned platform);
bool acp_set_excludes(const acp_set_run *run, unsigned platform);

/* ---- reporting --------------------------------------------------------------------------- */

/* Adds a finding of the rule at a spot; related may be NULL. detail: printf-style; NULL: the
 * rule's. */
void acp_set_say(acp_set_run *run, const acp_rule *rule, acp_spot at, const acp_spot *related,
                 const char *related_text, const char *detail, ...)
    __attribute__((format(printf, 6, 7)));

/* One side of what must agree; value: as a person is to read it, empty: nothing there. What is
 * nowhere in a file stands at acp_spot_file. */
typedef struct {
    acp_spot at;
    acp_slice value;
} acp_side;

/* Notes that two sides must agree, for the table of `crosscheck`, and whether they do. If not, adds
 * a finding at the left side that names the right one. what: what it is, in a few words ("group
 * URL"). */
void acp_set_agree(acp_set_run *run, const acp_rule *rule, const char *what, acp_side left,
                   acp_side right, bool agrees, const char *detail, ...)
    __attribute__((format(printf, 7, 8)));

#endif
