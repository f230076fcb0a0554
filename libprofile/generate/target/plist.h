/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Property lists out, as XML: the elements of one value, indented. */
#ifndef ACP_TARGET_PLIST_H
#define ACP_TARGET_PLIST_H

#include "document/buffer.h"
#include "document/slice.h"

typedef struct {
    acp_buffer *out;
    unsigned depth;
    bool failed; /* a text has characters that XML does not have */
} acp_plist;

/* Adds a value; key NULL: in an array, where values have none. */
void acp_plist_string(acp_plist *plist, const char *key, acp_slice text);
void acp_plist_text(acp_plist *plist, const char *key, const char *text);
void acp_plist_boolean(acp_plist *plist, const char *key, bool value);
/* The text is a whole number. */
void acp_plist_integer(acp_plist *plist, const char *key, const char *text);
void acp_plist_data(acp_plist *plist, const char *key, acp_slice bytes);
/* Opens a "dict" or "array", and closes it. */
void acp_plist_open(acp_plist *plist, const char *key, const char *what);
void acp_plist_close(acp_plist *plist, const char *what);
/* An array of the items of a comma list. */
void acp_plist_list(acp_plist *plist, const char *key, const char *items);

/* What stands before and behind the one value of a file. */
#define ACP_PLIST_START                                                                            \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                 \
    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "                                      \
    "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"                                        \
    "<plist version=\"1.0\">\n"
#define ACP_PLIST_END "</plist>\n"

#endif
