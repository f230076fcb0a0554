/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rule table, and what rules find. Part of profile.h. */
#ifndef ACP_PROFILE_FINDINGS_H
#define ACP_PROFILE_FINDINGS_H

/* ---- rules ------------------------------------------------------------------------------- */

typedef struct acp_expr acp_expr;

typedef enum {
    ACP_SECURITY_NEUTRAL,
    ACP_SECURITY_WEAKENS,
    ACP_SECURITY_NOT_APPLICABLE
} acp_security;
typedef enum { ACP_FIX_NONE, ACP_FIX_SET, ACP_FIX_DELETE, ACP_FIX_FUNCTION } acp_fix_how;

/* One rule, from schemas/rules/ *.yaml or an organisation's own from .acprof.yaml. */
typedef struct {
    const char *id;  /* "ACP1130" */
    const char *key; /* "tnd-https-without-dns" */
    uint8_t tier;
    uint8_t severity;   /* acp_severity */
    uint8_t strict;     /* acp_severity under --strict */
    uint8_t security;   /* acp_security */
    uint8_t schema;     /* the condition is what schema validation would also refuse */
    uint8_t planned;    /* in the catalogue only, not in force */
    uint8_t fix;        /* acp_fix_how */
    uint32_t kinds;     /* 1 << acp_kind | ...; see acp_rule_kind_name */
    uint16_t platforms; /* 0: any */
    const char *title;
    const char *condition; /* in words */
    const char
        *detail; /* what the client makes of it; template, see docs/rules-howto.md; or NULL */
    const char *remedy;
    const char *fix_text;   /* `set PATH VALUE`, `delete PATH`, the function's name, or NULL */
    const acp_expr *fix_at; /* the PATH of these, compiled */
    const char *source;
    const acp_expr *expr; /* compiled condition, NULL: by structure check or function */
    const char *check;    /* name of the function that checks it, or NULL */
    const char *replaces; /* ids of general rules this one says more than, about one setting */
} acp_rule;

ACP_API size_t acp_rule_count(void);
ACP_API const acp_rule *acp_rule_get(size_t index); /* in order of id; NULL past the end */
ACP_API const acp_rule *acp_rule_find(const char *id_or_key); /* NULL: none */
/* Name of bit 1 << index of acp_rule.kinds, an acp_kind; NULL: out of range. */
ACP_API const char *acp_rule_kind_name(unsigned index);

/* ---- findings ---------------------------------------------------------------------------- */

typedef struct {
    uint32_t line, column; /* from 1; 0: no position */
} acp_position;

typedef struct {
    const acp_rule *rule;
    acp_severity severity;
    bool fixable; /* acp_fix of its rule mends it */
    acp_kind kind;
    const char *file;        /* as named by the caller */
    acp_position start, end; /* end is exclusive */
    const char *path;        /* of the setting in the document, "" if none */
    const char *detail;      /* what exactly is wrong and what the client makes of it, "" if none */
    const char *remedy;      /* what to do */
    acp_slice excerpt;       /* the source line the finding starts on, cut to a sensible length */
    uint32_t excerpt_column; /* column of the first character of excerpt */
    const char *related;     /* the other place of a pair, as text, or NULL */
    const char *related_file; /* where that is; NULL without related */
    acp_position related_start;
    uint64_t fingerprint; /* rule, path and value; the same after lines moved */
} acp_finding;

/* A growing list of findings. */
typedef struct acp_findings acp_findings;
ACP_API acp_findings *acp_findings_new(void); /* NULL: no memory */
ACP_API void acp_findings_free(acp_findings *findings);
ACP_API size_t acp_findings_count(const acp_findings *findings);
ACP_API const acp_finding *acp_findings_get(const acp_findings *findings, size_t index);
/* Severest of the findings, -1 if there are none. */
ACP_API int acp_findings_worst(const acp_findings *findings);
/* Keep only the findings for which keep returns true. */
ACP_API void acp_findings_filter(acp_findings *findings,
                                 bool (*keep)(const acp_finding *finding, void *data), void *data);

#endif
