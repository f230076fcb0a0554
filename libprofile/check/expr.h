/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rule expressions: compiled once (at build time for schemas/rules, at load time for own rules) to
 * an array of small operations, evaluated over the slots of a bound document. */
#ifndef ACP_EXPR_H
#define ACP_EXPR_H

#include "check/check.h"
#include "check/ere.h"

typedef enum {
    ACP_OP_TRUE,
    ACP_OP_STRING,
    ACP_OP_NUMBER,
    ACP_OP_AND,
    ACP_OP_OR,
    ACP_OP_NOT,
    ACP_OP_EQ,
    ACP_OP_NE,
    ACP_OP_LT,
    ACP_OP_LE,
    ACP_OP_GT,
    ACP_OP_GE,
    ACP_OP_ADD,
    ACP_OP_SUB,
    ACP_OP_VALUE,   /* setting, relative or from the root: written, else effective */
    ACP_OP_CURRENT, /* . */
    ACP_OP_PRESENT,
    ACP_OP_COUNT,
    ACP_OP_COUNT_ITEMS,
    ACP_OP_SOME,
    ACP_OP_EVERY,
    ACP_OP_SOME_ITEM,
    ACP_OP_EVERY_ITEM,
    ACP_OP_LENGTH,
    ACP_OP_STARTS,
    ACP_OP_CONTAINS,
    ACP_OP_MATCHES,
    ACP_OP_VALID,
    ACP_OP_PLATFORM,
    ACP_OP_EXCLUDES,
    ACP_OP_CLIENT,
    ACP_OP_KIND,
    ACP_OP_LOWER,
    ACP_OP_HEX, /* hex(): without colons and white space */
    ACP_OP_HOST,
    ACP_OP_PORT,
    ACP_OP_PATH,       /* parts of an address */
    ACP_OP_STANDS_FOR, /* what the schema says the value of a setting stands for */
} acp_op;

/* One operation; a, b, c are indices of operands in the same array or as the operation says. */
typedef struct {
    uint8_t op;       /* acp_op */
    uint8_t absolute; /* paths: from the root, not from the context */
    uint16_t setting; /* paths */
    uint16_t a, b;    /* operands; paths: b is the number of steps up before going down */
    uint8_t memo;     /* what it gave for the element its path starts at is kept: slot + 1 */
    const char *text; /* literals, regular expressions, type names */
    double number;
    const acp_ere *ere; /* ACP_OP_MATCHES */
} acp_expr_op;

/* Where one rule looks and what it asks. A rule with `each` over several paths has one per path. */
typedef struct {
    acp_setting_id each;   /* ACP_NO_SETTING: once per document */
    bool items;            /* each item of the comma lists there */
    uint8_t unique;        /* not a condition: repeated values of `each` (1) or ignoring case (2) */
    acp_setting_id within; /* unique: compared inside each of these; ACP_NO_SETTING: the document */
    acp_setting_id at;     /* where to point; ACP_NO_SETTING: the context itself */
    bool at_absolute;      /* at is from the root */
    uint8_t at_up;         /* steps up from the context before going down to at */
    bool at_name;          /* point at the name, not the value */
    uint16_t root;         /* index of the condition's top operation */
} acp_expr_case;

struct acp_expr {
    const acp_expr_op *ops;
    const acp_expr_case *cases;
    uint16_t op_count, case_count;
    acp_kind kind;               /* whose schema the settings belong to */
    const struct acp_expr *next; /* the same rule compiled for another kind's schema, or NULL */
};

/* What a rule says, as text, ready to compile. Lists end with NULL. */
typedef struct {
    const char *when, *at, *unique;
    const char *const *each; /* paths, "items(PATH)"; NULL: none */
    bool unique_nocase;      /* unique compares without regard to case */
    uint32_t kinds;
} acp_expr_source;

/* Compiles into arena (for every distinct schema among the kinds; a path that is unknown in one of
 * them is an error). ACP_BAD_VALUE: message says what and where (column in the field). */
acp_status acp_expr_compile(acp_arena *arena, const acp_expr_source *source, acp_expr **out,
                            char *message, size_t message_size);
/* Evaluates a rule over the run's document and reports. */
void acp_expr_run(acp_run *run, const acp_rule *rule);

#endif
