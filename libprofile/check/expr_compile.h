/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of the expression compiler share: tokens and grammar (expr_parse.c), functions
 * (expr_call.c), paths (expr_resolve.c). */
#ifndef ACP_EXPR_COMPILE_H
#define ACP_EXPR_COMPILE_H

#include "check/expr.h"

#define ACP_EXPR_NESTING 32
#define ACP_EXPR_OPS     512
#define ACP_EXPR_LENGTH  4096
#define ACP_EXPR_MEMOS   64

typedef enum {
    TOKEN_END,
    TOKEN_PATH, /* a name, a path or . */
    TOKEN_CALL, /* a name with an opening parenthesis behind it; text is the name */
    TOKEN_STRING,
    TOKEN_NUMBER,
    TOKEN_SIGN, /* operators, parentheses, comma */
} token_kind;

typedef struct {
    token_kind kind;
    acp_slice text;
    size_t at; /* offset in the field */
} token;

/* What a piece of expression gives. */
typedef enum { GIVES_NOTHING, GIVES_CONDITION, GIVES_TEXT, GIVES_NUMBER } expr_gives;

typedef struct {
    expr_gives gives;
    uint16_t op;
    size_t at;
} operand;

/* Where relative paths start. */
typedef struct {
    acp_setting_id setting; /* element or attribute */
    bool root;              /* the document itself: relative is the same as absolute */
    bool current;           /* . means something */
} scope;

typedef struct {
    acp_arena *arena;
    acp_kind kind;
    uint32_t kinds;    /* all that the rule is compiled for */
    const char *field; /* "when": for messages */
    const char *text;
    token now;
    size_t before_end; /* end of the token before now */
    scope scope;
    unsigned depth;
    acp_expr_op *ops;
    unsigned op_count, memo_count;
    bool compares; /* the token before now is a comparison: a bare word was meant as text */
    acp_status status;
    char *message;
    size_t message_size;
} compiler;

/* A path resolved against the schema. */
typedef struct {
    acp_setting_id setting;
    bool absolute, many;
    uint8_t up;
} path;

/* Notes the first error, "when, column 12: ..."; returns false. */
bool acp_expr_fail(compiler *c, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Same for memory. */
bool acp_expr_no_memory(compiler *c);

void acp_expr_start(compiler *c, const char *field, const char *text);
void acp_expr_next(compiler *c);
bool acp_expr_is_sign(const compiler *c, const char *sign);
/* Takes a sign; what follows says what it is for. */
bool acp_expr_expect(compiler *c, const char *sign);

bool acp_expr_emit(compiler *c, acp_expr_op op, uint16_t *index);
/* Gives an operation with a path a slot where its answer is kept for as long as the path starts at
 * the same element. Without it a question about the whole document, or about all siblings, asked
 * for each of 10,000 entries would be quadratic; with nested some() it would be worse. */
bool acp_expr_memo(compiler *c, acp_expr_op *op);
bool acp_expr_parse(compiler *c, operand *out);
bool acp_expr_condition(compiler *c, const operand *operand);
/* A function call; now is the TOKEN_CALL. */
bool acp_expr_call(compiler *c, operand *out);
/* `PATH` or `items(PATH)`; now is its first token. */
bool acp_expr_parse_path(compiler *c, path *out, bool *items);

/* True if the path is an attribute that its element does not have in this kind of document, but in
 * another kind of the rule: here it is never written. */
bool acp_expr_never_written(const compiler *c, acp_slice text);
bool acp_expr_resolve(compiler *c, acp_slice text, size_t at, path *out);
/* Setting's name with as few parents as make it unique; into buffer. */
const char *acp_expr_short_name(acp_kind kind, acp_setting_id setting, char *buffer, size_t size);
/* The element a setting is or belongs to. */
acp_setting_id acp_expr_element(acp_setting_id setting);

#endif
