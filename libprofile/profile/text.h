/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text for terminals, and words that are nearly right. Part of profile.h. */
#ifndef ACP_PROFILE_TEXT_H
#define ACP_PROFILE_TEXT_H

/* The candidate (NULL-terminated list) most like word; NULL if none is close. */
ACP_API const char *acp_nearest(const char *word, const char *const *candidates);
/* Writes text with control characters, bytes that are not UTF-8 and characters that turn the
 * writing direction made visible (\x1B, \u202E), so that no text can steer a terminal. Line feeds
 * and tabs stay. */
ACP_API void acp_print_visible(FILE *stream, const char *text, size_t length);
/* Columns a terminal needs for one line of such text. */
ACP_API unsigned acp_visible_columns(const char *text, size_t length);
/* Writes text wrapped at white space to width columns (0: not at all), each line after the first
 * indented; the first is taken to start in column `start` (from 0). Made visible as above. */
ACP_API void acp_print_wrapped(FILE *stream, const char *text, unsigned start, unsigned indent,
                               unsigned width);

#endif
