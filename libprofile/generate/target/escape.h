/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Any text as one value in the syntax of another system. Values come from profiles that strangers
 * may have written: what is not escaped becomes a command. */
#ifndef ACP_TARGET_ESCAPE_H
#define ACP_TARGET_ESCAPE_H

#include "document/buffer.h"
#include "document/slice.h"

/* Adds the text as a value. False: that syntax has no way to say it; nothing was added. */
typedef bool acp_escape(acp_buffer *out, acp_slice text);

/* Between two tags or two quotes of XML, also of a property list. Not: characters that XML does not
 * have. */
acp_escape acp_escape_xml;
/* The same for the text of an element only, to be read by people, too: quotes, blanks and line ends
 * stand as they are. */
acp_escape acp_escape_plist;
/* With its quotes. Bytes that are not UTF-8 become U+FFFD. */
acp_escape acp_escape_json;
/* With its single quotes: nothing is expanded in them. PowerShell takes the typographic ones for
 * the plain one, so that they are doubled as well. */
acp_escape acp_escape_powershell;
/* As one word of a POSIX shell, with its quotes. */
acp_escape acp_escape_shell;
/* Behind NAME= in a keyfile of GLib, as NetworkManager reads it. */
acp_escape acp_escape_keyfile;
/* The same as one item of a list with semicolons. */
acp_escape acp_escape_keyfile_item;
/* As one word of an ASA's or an IOS-XE router's configuration, in double quotes if it has blanks.
 * Not: line ends and other control characters, double quotes, a question mark, the empty text, and
 * what is not ASCII. */
acp_escape acp_escape_asa;
acp_escape acp_escape_ios;
/* The rest of a line there: a description or banner. Not: control characters, a question mark. */
acp_escape acp_escape_asa_line;
acp_escape acp_escape_ios_line;
/* Behind NAME= in a file for openconnect's --config: the rest of the line, as it stands. Not:
 * control characters, nor a blank in front, which is passed over. */
acp_escape acp_escape_openconnect;
/* With its double quotes, for strongSwan's settings. */
acp_escape acp_escape_swanctl;
/* With its double quotes, for a .reg file. Not: line ends and control characters. */
acp_escape acp_escape_reg;
/* With its double quotes, for YAML; as in JSON, but for characters that YAML takes for line ends.
 */
acp_escape acp_escape_yaml;
/* One argument of a command line on Windows, as CommandLineToArgvW and msiexec's own reader of
 * PROPERTY="VALUE" take it apart: with its double quotes, each in it doubled. Not: control
 * characters, and %, which cmd.exe replaces even in quotes. */
acp_escape acp_escape_msi;

/* In Base64, without line ends. */
void acp_base64(acp_buffer *out, const void *bytes, size_t size);

/* By the names that stylesheets use; ends with name NULL. */
typedef struct {
    const char *name;
    acp_escape *escape;
    const char *what; /* of the syntax, for messages */
} acp_escape_row;
extern const acp_escape_row acp_escapes[];

#endif
