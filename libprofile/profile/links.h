/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links that phones are sent. Part of profile.h. */
#ifndef ACP_PROFILE_LINKS_H
#define ACP_PROFILE_LINKS_H

/* An anyconnect: link taken apart, or the server value of a connection on iOS:
 * [ipsec://][METHOD[:IDENTITY]@]HOST[:PORT][/GROUP] (003:L16734-16797, 003:L17607-18129). */
typedef struct acp_link acp_link;

/* A parameter, its value decoded. Both end in NUL and hold no other. */
typedef struct {
    const char *name, *value;
    bool implied; /* not in the link: what the client takes it to be */
} acp_link_part;

/* Takes text apart. name stands for a file name in findings, which are those of the rules about
 * links; options may be NULL. ACP_OK: *out is to be freed, and there may be findings below error.
 * ACP_REFUSED: findings hold an error. ACP_BAD_VALUE: message says why it cannot be read at all.
 * ACP_NO_MEMORY. */
ACP_API acp_status acp_link_parse(const char *name, acp_slice text,
                                  const acp_check_options *options, acp_findings *findings,
                                  acp_link **out, char *message, size_t message_size);
/* Link index of a document of kind uri. ACP_NOT_FOUND: it has fewer. ACP_BAD_VALUE: a value is none
 * that a link can hold. */
ACP_API acp_status acp_link_of_document(const acp_document *document, size_t index, acp_link **out);
ACP_API void acp_link_free(acp_link *link);
/* "create", "connect", "disconnect", "import", or "server". */
ACP_API const char *acp_link_action(const acp_link *link);
/* Its parameters in order; NULL past the last. */
ACP_API const acp_link_part *acp_link_get(const acp_link *link, size_t index);

/* Names of the parameters an action has, NULL-terminated; NULL: no such action. */
ACP_API const char *const *acp_link_names(const char *action);
/* Names of the actions, NULL-terminated. */
ACP_API const char *const *acp_link_actions(void);
/* Puts a link together, in canonical form: parameters in the order of acp_link_names, those that
 * say what the client does anyway left out, everything encoded that may be. What it makes is
 * checked as acp_link_parse does, and returns the same. *text is malloc'ed. */
ACP_API acp_status acp_link_build(const char *action, const acp_link_part *parts, size_t count,
                                  const acp_check_options *options, acp_findings *findings,
                                  char **text, char *message, size_t message_size);
/* Links as a JSON array of objects with action and parameters; malloc'ed. */
ACP_API acp_status acp_links_json(const acp_link *const *links, size_t count, char **text,
                                  size_t *length);

#endif
