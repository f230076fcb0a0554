/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Archives of the files made, the same bytes each time: in order of path, all of one time and
 * owner. */
#include "generate/target/output.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>

#include "document/buffer.h"

/* Of every file in a tar archive. In a zip archive they have none, which is 1980-01-01: it would be
 * written as local time. */
#define ONE_TIME 315532800

static la_ssize_t keep(struct archive *archive, void *data, const void *bytes, size_t size)
{
    acp_buffer *buffer = data;
    acp_buffer_add(buffer, bytes, size);
    if (buffer->failed)
        archive_set_error(archive, ENOMEM, "out of memory");
    return buffer->failed ? -1 : (la_ssize_t)size;
}

static bool set_format(struct archive *archive, const char *format)
{
    if (strcmp(format, "zip") == 0)
        return archive_write_set_format_zip(archive) == ARCHIVE_OK &&
               archive_write_set_options(archive, "zip:compression=deflate") == ARCHIVE_OK;
    return archive_write_set_format_pax_restricted(archive) == ARCHIVE_OK &&
           archive_write_add_filter_gzip(archive) == ARCHIVE_OK &&
           archive_write_set_options(archive, "gzip:!timestamp") == ARCHIVE_OK;
}

static bool add_file(struct archive *archive, const acp_output_file *file, bool timed)
{
    struct archive_entry *entry = archive_entry_new();
    if (!entry)
        return false;
    archive_entry_set_pathname_utf8(entry, file->path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, (mode_t)file->mode);
    archive_entry_set_size(entry, (la_int64_t)file->size);
    if (timed)
        archive_entry_set_mtime(entry, ONE_TIME, 0);
    archive_entry_set_uid(entry, 0);
    archive_entry_set_gid(entry, 0);
    bool fine = archive_write_header(archive, entry) == ARCHIVE_OK &&
                archive_write_data(archive, file->bytes, file->size) == (la_ssize_t)file->size;
    archive_entry_free(entry);
    return fine;
}

static const char *not_ascii(const acp_output_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        for (const char *at = files->items[i].path; *at; at++)
            if ((unsigned char)*at >= 0x80)
                return files->items[i].path;
    return NULL;
}

static bool pack(const acp_output_files *files, const char *format, acp_buffer *buffer)
{
    struct archive *archive = archive_write_new();
    bool fine = archive && set_format(archive, format) &&
                archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK &&
                archive_write_open2(archive, buffer, NULL, keep, NULL, NULL) == ARCHIVE_OK;
    for (size_t i = 0; i < files->count && fine; i++)
        fine = add_file(archive, &files->items[i], strcmp(format, "zip") != 0);
    if (archive)
        fine = archive_write_free(archive) == ARCHIVE_OK && fine;
    return fine;
}

/* libarchive takes a name through the locale of the thread, and cannot take one that is not ASCII
 * through that of C; whatever the caller's is, ours are UTF-8. */
static bool pack_names(acp_output *out, const char *format, acp_buffer *buffer)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    const char *name = utf8 ? NULL : not_ascii(&out->files);
    if (name) {
        acp_output_refuse(
            out, "'%s' cannot be named in an archive: there is no locale C.UTF-8 here", name);
        return false;
    }
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
    bool fine = pack(&out->files, format, buffer);
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
    return fine;
}

void acp_output_pack(acp_output *out, const char *path, const char *format)
{
    acp_buffer buffer = {0};
    if (acp_output_finish(out) != ACP_OK)
        return;
    if (!pack_names(out, format, &buffer)) {
        if (buffer.failed)
            out->no_memory = true;
        else
            acp_output_refuse(out, "no %s archive can be made of these files", format);
        acp_buffer_free(&buffer);
        return;
    }
    acp_output_files files = out->files;
    out->files = (acp_output_files){0};
    acp_output_add(out, path, 0644, buffer.text, buffer.length);
    out->packed = files;
    for (size_t i = 0; i < out->files.count; i++)
        out->files.items[i].packed_count = files.count;
    acp_buffer_free(&buffer);
}
