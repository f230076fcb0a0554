/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts of the structure check. */
#ifndef ACP_STRUCTURE_H
#define ACP_STRUCTURE_H

#include "check/check.h"

/* Root element: kind, namespace. False if there is no schema to check the rest against. */
bool acp_structure_root(acp_run *run);
/* An element that is not allowed below its parent. Returns the setting the user most likely meant
 * below that same parent, ACP_NO_SETTING if there is none. */
acp_setting_id acp_structure_unknown(acp_run *run, const acp_node *element);
/* Text of an element or value of an attribute against its type. raw is the value as written. */
void acp_structure_value(acp_run *run, const acp_node *node, const acp_attribute *attribute,
                         acp_setting_id setting, acp_slice raw);
/* Reports what exactly is wrong, and behind it what the client makes of it, which the rule says.
 * remedy NULL: the rule's. */
void acp_structure_say(acp_run *run, const char *id, acp_place place, const char *remedy,
                       const char *what, ...) __attribute__((format(printf, 5, 6)));
/* Lists of names for messages: "A, B or C", at most some 300 bytes. */
void acp_list_values(const acp_setting *setting, char *buffer, size_t size);

#endif
