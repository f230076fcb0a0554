/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a target makes: files, and what is to be said about them. */
#ifndef ACP_TARGET_OUTPUT_H
#define ACP_TARGET_OUTPUT_H

#include "document/arena.h"
#include "document/slice.h"

enum { ACP_SHA256_TEXT = 65, ACP_UUID_TEXT = 37 };

typedef struct {
    const char *path; /* relative, steps with "/" between them */
    unsigned mode;    /* permission bits */
    const char *bytes;
    size_t size;
    char sha256[ACP_SHA256_TEXT];
    size_t packed_count; /* of an archive: the files in it, acp_output.packed */
} acp_output_file;

/* A list of files that grows. */
typedef struct {
    acp_output_file *items;
    size_t count, room;
} acp_output_files;

/* A written setting that is not honored where the files go. */
typedef struct {
    const char *file;
    acp_position at;
    const char *path, *why;
} acp_output_ignored;

/* A setting that no document states: what the client does is taken for it. */
typedef struct {
    const char *kind, *path, *value;
} acp_output_default;

typedef struct {
    acp_arena arena; /* of all texts and bytes */
    bool windows;    /* the files go to Windows: names have to do there */
    bool no_memory;
    acp_output_files files;  /* in order of path once it is finished */
    acp_output_files packed; /* what is in the archive, if there is one */
    acp_output_ignored *ignored;
    size_t ignored_count, ignored_room;
    acp_output_default *defaults;
    size_t default_count, default_room;
    const char **notes;
    size_t note_count, note_room;
    char message[1024]; /* why it was refused; "": it was not */
} acp_output;

/* Adds a file; path and bytes are copied. A path that leads elsewhere, or cannot be a file's name
 * where the files go, refuses the output. */
void acp_output_add(acp_output *out, const char *path, unsigned mode, const void *bytes,
                    size_t size);
/* The same without a copy: the bytes stay as they are as long as the output is used; sha256 is
 * their hash. */
void acp_output_add_shared(acp_output *out, const char *path, unsigned mode, acp_slice bytes,
                           const char *sha256);
void acp_output_add_text(acp_output *out, const char *path, unsigned mode, const char *text);
/* Puts all files there are into one archive, "tar.gz" or "zip", which takes their place. The same
 * files give the same bytes. */
void acp_output_pack(acp_output *out, const char *path, const char *format);
/* Says something about the files as a whole, in the manifest; a text said before is not repeated.
 */
void acp_output_note(acp_output *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Says that a written setting has no effect in what is made. All is copied. */
void acp_output_ignore(acp_output *out, const char *file, acp_position at, const char *path,
                       const char *why, ...) __attribute__((format(printf, 5, 6)));
/* The same of a row whose texts live as long as the output. */
void acp_output_add_ignored(acp_output *out, acp_output_ignored row);
/* There may be thousands of rows: threads share them out, in so many parts. */
size_t acp_output_ignored_parts(const acp_output *out);
/* The rows of one part, *count of them. */
const acp_output_ignored *acp_output_ignored_part(const acp_output *out, size_t part,
                                                  size_t *count);
/* Takes back that settings of this last name, and what stands below them, have no effect: the
 * target makes use of them. */
void acp_output_heed(acp_output *out, const char *name);
/* Says that the client's default was taken; once for each setting. */
void acp_output_assume(acp_output *out, const char *kind, const char *path, acp_slice value);
/* Nothing is to be made; the first reason holds. */
void acp_output_refuse(acp_output *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool acp_output_fine(const acp_output *out);
/* ACP_OK: it is fine; ACP_REFUSED; ACP_NO_MEMORY. */
acp_status acp_output_status(const acp_output *out);
/* Adds all that is in part behind what is in out, and moves the memory of it: part is to be freed,
 * what it held lives as long as out. A part has no archive. */
void acp_output_join(acp_output *out, acp_output *part);
/* Sorts the files, refuses two of one name (also with letters in another case) and a file where a
 * directory has to be. ACP_OK, ACP_REFUSED or ACP_NO_MEMORY. */
acp_status acp_output_finish(acp_output *out);
void acp_output_free(acp_output *out);

/* The SHA-256 of bytes, in hexadecimal. */
void acp_sha256(const void *bytes, size_t size, char out[ACP_SHA256_TEXT]);

/* A UUID of version 5, the same for the same bytes each time: upper case, without braces. */
void acp_uuid5(const void *bytes, size_t size, char out[ACP_UUID_TEXT]);

/* path.c: NULL: the path can be that of a file; else why not. */
const char *acp_output_path_problem(const char *path, bool windows);
/* A form of the path that is the same for two which a file system may take for one. Stands in the
 * arena; NULL: no memory. */
const char *acp_output_path_key(acp_arena *arena, const char *path);

#endif
