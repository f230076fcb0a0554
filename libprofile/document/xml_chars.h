/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which names and characters an XML document can hold: JSON and YAML can hold more. */
#ifndef ACP_XML_CHARS_H
#define ACP_XML_CHARS_H

#include "document/slice.h"

/* A name of an element or attribute. */
bool acp_xml_is_name(acp_slice name);
/* A name whose colons, if any, divide one prefix from the rest. */
bool acp_xml_is_qualified(acp_slice name);
/* Offset of the first character that XML 1.0 does not allow, text.len if there is none. */
size_t acp_xml_bad_character(acp_slice text);

#endif
