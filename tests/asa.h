/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The configuration of an ASA that a test looks at. */
#ifndef ACP_TEST_ASA_H
#define ACP_TEST_ASA_H

#include "headend.h"

static acp_document *document;
static acp_asa *asa;

static inline void load(acp_document *made)
{
    document = made;
    assert_int_equal(acp_asa_read(document, &asa), ACP_OK);
    assert_non_null(asa);
}

static inline int unload(void **state)
{
    (void)state;
    acp_asa_free(asa);
    acp_document_free(document);
    asa = NULL;
    document = NULL;
    return 0;
}

static inline void value(acp_cli value, const char *text)
{
    test_value(document, value, text);
}

static inline void list(acp_cli_list list, const char *words)
{
    test_list(document, list, words);
}

/* A setting in force: where it comes from and what it is. */
static inline void in_force(acp_asa_value value, acp_asa_origin from, const char *text)
{
    assert_int_equal(value.from, from);
    if (from == ACP_ASA_NOT_SET)
        assert_int_equal(value.value.text.len, 0);
    else if (!acp_slice_is(value.value.text, text))
        fail_msg("\"%.*s\" is not \"%s\"", ACP_SLICE_ARGS(value.value.text), text);
    assert_int_equal(value.value.line != NULL, from == ACP_ASA_OWN || from == ACP_ASA_INHERITED);
}

static inline void policy_in_force(const char *policy, acp_asa_policy_setting setting,
                                   acp_asa_origin from, const char *text)
{
    in_force(acp_asa_policy_value(asa, acp_asa_find_policy(asa, S(policy)), setting), from, text);
}

static inline void tunnel_in_force(const char *tunnel, acp_asa_tunnel_setting setting,
                                   acp_asa_origin from, const char *text)
{
    in_force(acp_asa_tunnel_value(asa, acp_asa_find_tunnel(asa, S(tunnel)), setting), from, text);
}

/* For the functions that call one for each range: counts them. */
static inline bool count_range(acp_ip_range range, void *data)
{
    (void)range;
    ++*(size_t *)data;
    return true;
}

#endif
