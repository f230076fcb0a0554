/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Searching by a compiled expression: all ways through it at once, so that no text makes it slow.
 */
#include "check/ere.h"

#include "document/slice.h"

/* The operations that are waiting for the next byte: one list per position, each entered once. */
typedef struct {
    uint16_t list[ACP_ERE_OPS];
    unsigned count;
} threads;

typedef struct {
    const acp_ere *ere;
    uint32_t seen[ACP_ERE_OPS]; /* position + 1 at which an operation was last entered */
    uint16_t stack[2 * ACP_ERE_OPS];
} matcher;

/* Enters everything reachable from an operation without reading a byte. True: a match. */
static bool enter(matcher *m, threads *t, unsigned first, size_t position, size_t length)
{
    unsigned depth = 0;
    m->stack[depth++] = (uint16_t)first;
    while (depth > 0) {
        unsigned i = m->stack[--depth];
        if (m->seen[i] == position + 1)
            continue;
        m->seen[i] = (uint32_t)(position + 1);
        const acp_ere_op *op = &m->ere->ops[i];
        switch (op->op) {
        case ACP_ERE_MATCH: return true;
        case ACP_ERE_SPLIT:
            m->stack[depth++] = op->b;
            m->stack[depth++] = op->a;
            break;
        case ACP_ERE_JUMP: m->stack[depth++] = op->a; break;
        case ACP_ERE_BEGIN:
            if (position == 0)
                m->stack[depth++] = (uint16_t)(i + 1);
            break;
        case ACP_ERE_END:
            if (position == length)
                m->stack[depth++] = (uint16_t)(i + 1);
            break;
        default: t->list[t->count++] = (uint16_t)i;
        }
    }
    return false;
}

static bool takes(const acp_ere *ere, const acp_ere_op *op, unsigned char byte)
{
    if (op->op == ACP_ERE_CHAR)
        return op->c == byte;
    return op->op == ACP_ERE_ANY || (ere->sets[op->a].bits[byte / 32] >> (byte % 32) & 1);
}

bool acp_ere_search(const acp_ere *ere, acp_slice text)
{
    matcher m;
    threads lists[2], *now = &lists[0], *next = &lists[1];
    bool anchored = ere->ops[0].op == ACP_ERE_BEGIN;
    m.ere = ere;
    memset(m.seen, 0, ere->op_count * sizeof *m.seen);
    now->count = 0;
    for (size_t i = 0;; i++) {
        if ((i == 0 || !anchored) && enter(&m, now, 0, i, text.len))
            return true;
        if (i == text.len || (anchored && now->count == 0))
            return false;
        next->count = 0;
        for (unsigned k = 0; k < now->count; k++) {
            unsigned at = now->list[k];
            if (takes(ere, &ere->ops[at], (unsigned char)text.ptr[i]) &&
                enter(&m, next, at + 1, i + 1, text.len))
                return true;
        }
        threads *spare = now;
        now = next;
        next = spare;
    }
}
