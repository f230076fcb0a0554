/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One rule entry, as it stands in schemas/rules/ *.yaml and under own-rules of .acprof.yaml. */
#ifndef ACP_RULE_READ_H
#define ACP_RULE_READ_H

#include "check/expr.h"
#include "check/yaml_tree.h"

typedef struct {
    acp_arena *arena;
    bool own;        /* an organisation's rule: own prefix, no C function, fewer fields required */
    acp_position at; /* of the first error */
    char message[512];
} acp_rule_reader;

/* Reads and compiles one entry. ACP_BAD_VALUE: reader->at and message say what is wrong. */
acp_status acp_rule_read(acp_rule_reader *reader, acp_yaml *entry, acp_rule *out);

#endif
