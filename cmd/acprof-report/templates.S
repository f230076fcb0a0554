/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's stylesheet and style as text. Assembled with the project's root as working directory;
 * the symbols are declared in report.h. */

.macro template_text name, file
	.globl report_\name
	.hidden report_\name
report_\name:
	.incbin "templates/report/\file"
	.byte 0
.endm

	.section .rodata
	template_text stylesheet, "report.xsl"
	template_text style, "page.css"

	.section .note.GNU-stack, "", %progbits
