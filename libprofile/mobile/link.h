/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links of the anyconnect: scheme, taken apart and put together:
 *
 *     anyconnect:[//]ACTION[/][?NAME=VALUE[&NAME=VALUE]...]
 *
 * What stands behind the scheme is no authority: in anyconnect://connect?host=x "connect" is the
 * action. Values are percent-encoded; the guide's own links hold raw slashes, colons and commas, so
 * reading takes them, and writing never makes them. Its link to disconnect has & where the others
 * have ?; reading takes either. */
#ifndef ACP_MOBILE_LINK_H
#define ACP_MOBILE_LINK_H

#include "document/arena.h"
#include "document/buffer.h"
#include "document/slice.h"

/* A position in a link that is being read. All slices point into the link. */
typedef struct {
    acp_slice rest;
} acp_link_reader;

/* Whether text starts with the scheme, in any case of letters. */
bool acp_link_has_scheme(acp_slice text);
/* Starts reading a link, which has the scheme: *action is what is to be done, maybe empty. */
acp_link_reader acp_link_start(acp_slice link, acp_slice *action);
/* The next parameter as written; false: there is none. Without = the value is empty and lies
 * behind the name. */
bool acp_link_next(acp_link_reader *reader, acp_slice *name, acp_slice *value);

/* The first place of a value that cannot be decoded: a % without two hexadecimal digits, or an
 * escape for a zero byte or for what is no UTF-8. NULL: there is none. */
const char *acp_link_bad_escape(acp_slice value);
/* The first character of a value that has to be written as an escape; in a list of domains a comma
 * need not, as the guide has it raw there. NULL: there is none. */
const char *acp_link_raw_character(acp_slice value, bool list);
/* Decodes the escapes of a value. One that cannot be decoded is handed back as it is. False: no
 * memory. */
bool acp_link_decode(acp_arena *arena, acp_slice value, acp_slice *out);
/* Adds text with all but letters, digits and -._~ as escapes. */
void acp_link_encode(acp_buffer *out, acp_slice text);
/* The same, with some other characters as they are. */
void acp_link_encode_but(acp_buffer *out, acp_slice text, const char *as_is);
/* The same as value of a parameter: in a list of domains the commas stay, as the guide has them. */
void acp_link_encode_value(acp_buffer *out, acp_slice name, acp_slice value);

/* Names of the parameters an action has, NULL at the end; NULL: no such action. */
const char *const *acp_link_parameters(acp_slice action);
/* A parameter that may stand in a link more than once: onsuccess and onerror. */
bool acp_link_repeats(acp_slice name);
/* A parameter whose value is a list of domains. */
bool acp_link_is_list(acp_slice name);

#endif
