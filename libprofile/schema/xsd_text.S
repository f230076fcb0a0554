/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The schemas as text, for `acprof schema` and for checking with libxml2. Assembled with the
 * project's root as working directory; the symbols are declared in the generated tables. */

.macro schema_text name, file
	.globl acp_xsd_\name
	.hidden acp_xsd_\name
	.globl acp_xsd_\name\()_end
	.hidden acp_xsd_\name\()_end
acp_xsd_\name:
	.incbin "schemas/\file\().xsd"
acp_xsd_\name\()_end:
	.byte 0
.endm

.macro json_text name, file
	.globl acp_json_\name
	.hidden acp_json_\name
acp_json_\name:
	.incbin "schemas/\file\().schema.json"
	.byte 0
.endm

	.section .rodata
	schema_text AnyConnectProfile, AnyConnectProfile
	schema_text AnyConnectLocalPolicy, AnyConnectLocalPolicy
	schema_text ACTransforms, ACTransforms
	schema_text AnyConnectPreferences, AnyConnectPreferences
	schema_text NVMProfile, NVMProfile
	schema_text cfg, ISEPostureCFG
	schema_text FAProfile, FAProfile
	json_text orginfo, orginfo
	json_text links, links
	json_text configuration_profile, configuration-profile
	json_text managed_ios, managed-ios
	json_text managed_android, managed-android

	.section .note.GNU-stack, "", %progbits
