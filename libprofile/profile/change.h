/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents made of others, or of nothing: fixes, changes, starters. Part of profile.h. */
#ifndef ACP_PROFILE_CHANGE_H
#define ACP_PROFILE_CHANGE_H

/* ---- fixing ------------------------------------------------------------------------------ */

/* A file to be mended. Options as for acp_check_memory; with check->only, only findings of those
 * rules are mended. */
typedef struct {
    const char *name;
    const void *bytes;
    size_t size;
    const acp_read_options *read; /* may be NULL */
    const acp_check_options *check;
} acp_fix_input;

typedef struct {
    char *text; /* the mended file in its own encoding, malloc'ed; NULL: nothing was mended */
    size_t length;
    acp_findings *fixed; /* what was mended, at its place in the file as it was */
    acp_findings *left;  /* what a check of the mended file finds; none of it is fixable */
} acp_fix_result;

/* Mends every finding that takes no guess, as long as that brings no finding that was not there
 * before. Bytes outside the places mended stay as they are; JSON and YAML files are written anew,
 * but not a YAML file with # comments. Doing it again changes nothing.
 * Returns what reading the mended file returned: ACP_OK, ACP_DAMAGED (left says why), or
 * ACP_NO_MEMORY. The result is to be freed in any case. */
ACP_API acp_status acp_fix(const acp_fix_input *input, acp_fix_result *out);
/* Mends what takes the local policy as well, by the rules asked for. ACP1002: settings that belong
 * in it are moved out of a VPN profile and into it; those it has with another value, or would be
 * reported for, stay where they are. ACP9133: preferences that it forbids to keep are emptied.
 * Returns ACP_OK or ACP_NO_MEMORY; what is left is not told. Results are to be freed in any case.
 */
ACP_API acp_status acp_fix_with_policy(const acp_fix_input *file, const acp_fix_input *policy,
                                       acp_fix_result *file_out, acp_fix_result *policy_out);
ACP_API void acp_fix_free(acp_fix_result *result);

/* ---- changing ---------------------------------------------------------------------------- */

typedef enum {
    ACP_CHANGE_SET,
    ACP_CHANGE_DELETE,
    ACP_CHANGE_MOVE, /* to another place among the elements of its name in the same parent */
} acp_change_how;

/* One change. PATH is as for acp_path_find and names one place, with these additions for
 * ACP_CHANGE_SET: elements that are missing on the way are made, in the schema's order, with the
 * value they have by default; of an entry picked by key, the key too: HostEntry[HostName="Paris"];
 * HostEntry[+] makes another entry behind those there are. */
typedef struct {
    acp_change_how how;
    const char *path;
    const char *value; /* ACP_CHANGE_SET; of an element that holds others: "", to make it.
                          ACP_CHANGE_MOVE: the place it gets, counted from 1 */
} acp_change;

typedef struct {
    const acp_check_options *check; /* may be NULL */
    bool despite_errors;            /* make the document also if it has errors it had not */
    const acp_findings *known;      /* the findings of the change that made this very document, with
                                       the same check: it is not checked again. NULL: it is */
} acp_change_options;

typedef struct {
    acp_document *document; /* the changed document; NULL: it was not made */
    char *text;             /* the bytes of its file, malloc'ed; NULL: it was not made */
    size_t length;
    bool changed;           /* they differ from those of the document */
    acp_findings *findings; /* all that a check finds in it; NULL: it was not made, is the same, or
                               is written in another form than was checked */
    acp_findings *added;    /* what a check finds in it and did not find before, also warnings */
    size_t failed;          /* index of the change that message is about; the count: of none */
    char message[2048];
} acp_change_result;

/* Makes the document that several changes make of another, which stays as it is: each change sees
 * what those before it did, and all are made or none. Only the bytes change that must; JSON and
 * YAML files are written anew. Keep the text to go back to it.
 * ACP_OK; ACP_REFUSED: it would have an error it had not before (added tells), or could not be
 * written or read (message); ACP_NOT_FOUND: a path names nothing; ACP_BAD_VALUE (syntax, no such
 * setting) and ACP_AMBIGUOUS: it cannot name a place; ACP_NO_MEMORY. The result is to be freed in
 * any case. */
ACP_API acp_status acp_change_document(const acp_document *document, const acp_change *changes,
                                       size_t count, const acp_change_options *options,
                                       acp_change_result *out);
ACP_API void acp_change_free(acp_change_result *result);
/* How long the path of PATH=VALUE is: it ends at the first = outside brackets, or with the text. */
ACP_API size_t acp_path_length(const char *text);

/* ---- starters ---------------------------------------------------------------------------- */

/* A document to begin from, for one of the usual jobs, with parameters. Some make several files
 * that belong together. */
typedef struct acp_starter acp_starter;

typedef struct {
    const char *name;     /* "address" */
    const char *help;     /* one line */
    const char *type;     /* what a value has to be, for people: "a port from 1 to 65535" */
    bool list;            /* several, with commas between them */
    const char *fallback; /* the value if none is given; "": the setting is left out; NULL: one has
                             to be given */
} acp_parameter;

/* In order of name; NULL past the last. */
ACP_API const char *acp_starter_name(size_t index);
/* ACP_OK, ACP_NOT_FOUND or ACP_NO_MEMORY. */
ACP_API acp_status acp_starter_open(const char *name, acp_starter **out);
ACP_API void acp_starter_free(acp_starter *starter);
ACP_API const char *acp_starter_summary(const acp_starter *starter); /* one line */
/* The documents it makes: how many, and of each its kind and the name its file usually has. */
ACP_API size_t acp_starter_file_count(const acp_starter *starter);
ACP_API const char *acp_starter_file(const acp_starter *starter, size_t index);
ACP_API acp_kind acp_starter_kind(const acp_starter *starter, size_t index);
ACP_API size_t acp_starter_parameter_count(const acp_starter *starter);
ACP_API const acp_parameter *acp_starter_parameter(const acp_starter *starter, size_t index);
/* Whether a parameter can have a value. ACP_OK, or ACP_BAD_VALUE: message says what it has to be.
 */
ACP_API acp_status acp_starter_check(const acp_starter *starter, size_t parameter,
                                     const char *value, char *message, size_t message_size);
/* Makes one of its documents. values holds one for each parameter; NULL: its fallback. What the
 * outcome holds, and what is returned, is as for acp_change_document, but that added holds all
 * findings; also ACP_BAD_VALUE: a value is missing or cannot be (message). */
ACP_API acp_status acp_starter_fill(const acp_starter *starter, size_t file,
                                    const char *const *values, const acp_change_options *options,
                                    acp_change_result *out);

#endif
