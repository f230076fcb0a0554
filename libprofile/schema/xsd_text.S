/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The schemas as text, for `acprof schema` and for checking with libxml2. Assembled with the
 * project's root as working directory; the symbols are declared in the generated tables. */

.macro schema_text name
	.globl acp_xsd_\name
	.hidden acp_xsd_\name
	.globl acp_xsd_\name\()_end
	.hidden acp_xsd_\name\()_end
acp_xsd_\name:
	.incbin "schemas/\name\().xsd"
acp_xsd_\name\()_end:
	.byte 0
.endm

	.section .rodata
	schema_text AnyConnectProfile
	schema_text AnyConnectLocalPolicy

	.section .note.GNU-stack, "", %progbits
