/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The functions of acp_fix_functions, by what they change. */
#ifndef ACP_FIXES_H
#define ACP_FIXES_H

#include "change/fix.h"

/* fix_file.c: how the file is written */
acp_fix_function acp_fix_quote_attribute;
acp_fix_function acp_fix_recode_utf8;
acp_fix_function acp_fix_remove_byte_order_mark;
acp_fix_function acp_fix_restore_declaration;
acp_fix_function acp_fix_unify_line_ends;
/* fix_root.c: namespace and schema location */
acp_fix_function acp_fix_add_schema_location;
acp_fix_function acp_fix_mend_schema_location;
acp_fix_function acp_fix_remove_namespace;
acp_fix_function acp_fix_rename_root;
acp_fix_function acp_fix_set_namespace;
acp_fix_function acp_fix_set_schema_location;
/* fix_value.c: values and attributes */
acp_fix_function acp_fix_delete_attribute;
acp_fix_function acp_fix_drop_leading_wildcard;
acp_fix_function acp_fix_trim_value;
acp_fix_function acp_fix_write_meant;
/* fix_element.c: elements and their places */
acp_fix_function acp_fix_delete_repeated;
acp_fix_function acp_fix_join_lines;
acp_fix_function acp_fix_merge_server_lists;
acp_fix_function acp_fix_move_into_parent;
acp_fix_function acp_fix_rename_element;
acp_fix_function acp_fix_sort_children;
/* fix_vpn.c: settings of VPN profiles */
acp_fix_function acp_fix_move_always_connect;
acp_fix_function acp_fix_name_custom_match_key;
acp_fix_function acp_fix_name_extended_match_key;
/* fix_mgmt.c: what the management tunnel forces */
acp_fix_function acp_fix_write_forced_value;
acp_fix_function acp_fix_write_forced_values;
/* fix_nvm.c: network visibility */
acp_fix_function acp_fix_keep_flow_direction;
acp_fix_function acp_fix_write_network_address;
/* fix_policy.c: what takes the local policy as well */
acp_fix_function acp_fix_needs_policy;

#endif
