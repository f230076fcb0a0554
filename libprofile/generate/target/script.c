/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target shell, and the script for macOS that others need. */
#include "generate/target/script.h"

#include <stdlib.h>

#include "generate/target/escape.h"
#include "generate/target/makers.h"

void acp_base64_lines(acp_buffer *out, acp_slice bytes, const char *line_end)
{
    enum { LINE = 57 };
    for (size_t at = 0; at < bytes.len; at += LINE) {
        acp_base64(out, bytes.ptr + at, bytes.len - at < LINE ? bytes.len - at : LINE);
        acp_buffer_puts(out, line_end);
    }
}

/* Everything but the files. It is for /bin/sh of Linux and of macOS: base64 has another option
 * there, stat another syntax, and find can tell a mode and an owner on both. */
static const char head[] =
    "# Run as root; running it again changes nothing.\n"
    "#   --check       change nothing; exit with 1 if something is not as it has to be\n"
    "#   ROOT=DIR      work below DIR instead of /\n"
    "set -eu\n"
    "umask 022\n"
    "root=${ROOT:-}\n"
    "check=no\n"
    "case ${1:-} in\n"
    "'') ;;\n"
    "--check) check=yes ;;\n"
    "*) echo \"$0: there is no option $1\" >&2; exit 2 ;;\n"
    "esac\n"
    "if [ -z \"$root\" ]; then owner=0; else owner=$(id -u); fi\n"
    "if [ -z \"$root\" ] && [ $check = no ] && [ \"$(id -u)\" != 0 ]; then\n"
    "    echo \"$0: this has to run as root\" >&2\n"
    "    exit 2\n"
    "fi\n"
    "if printf 'YQ==' | base64 -d >/dev/null 2>&1; then decode=-d; else decode=-D; fi\n"
    "work=$(mktemp -d \"${TMPDIR:-/tmp}/acprof.XXXXXX\")\n"
    "new=\n"
    "trap 'rm -rf \"$work\"; [ -z \"$new\" ] || rm -f \"$new\"' EXIT\n"
    "trap 'exit 1' HUP INT TERM\n"
    "changed=0\n"
    "\n"
    "# place PATH MODE: what stands behind it in Base64 is to be that file.\n"
    "place() {\n"
    "    target=$root$1\n"
    "    base64 $decode >\"$work/file\"\n"
    "    if [ ! -L \"$target\" ] && [ -f \"$target\" ] && cmp -s \"$work/file\" \"$target\" &&\n"
    "        [ -n \"$(find \"$target\" -prune -perm \"$2\" -user \"$owner\")\" ]; then\n"
    "        return\n"
    "    fi\n"
    "    if [ -d \"$target\" ]; then\n"
    "        echo \"$0: $target is a directory\" >&2\n"
    "        exit 2\n"
    "    fi\n"
    "    changed=$((changed + 1))\n"
    "    if [ $check = yes ]; then\n"
    "        echo \"to be written: $target\"\n"
    "        return\n"
    "    fi\n"
    "    mkdir -p \"${target%/*}\"\n"
    "    new=$(mktemp \"${target%/*}/.acprof.XXXXXX\")\n"
    "    cat \"$work/file\" >\"$new\"\n"
    "    chmod \"$2\" \"$new\"\n"
    "    [ -n \"$root\" ] || chown 0:0 \"$new\"\n"
    "    mv -f \"$new\" \"$target\"\n"
    "    new=\n"
    "    echo \"written: $target\"\n"
    "}\n";

void acp_script_write(acp_job *job, const acp_placed *files, size_t count, const char *what,
                      acp_buffer *out)
{
    acp_buffer_puts(out, "#!/bin/sh\n# Puts files of Cisco Secure Client in their places");
    acp_buffer_printf(out, ", for %s.\n", what);
    acp_buffer_puts(out, head);
    for (size_t i = 0; i < count; i++) {
        const char *path = acp_arena_printf(&job->out->arena, "/%s", files[i].path);
        acp_buffer_puts(out, "\nplace ");
        acp_escape_shell(out, acp_slice_of(path));
        acp_buffer_printf(out, " %04o <<'END'\n", files[i].mode);
        acp_base64_lines(out, files[i].bytes, "\n");
        acp_buffer_puts(out, "END\n");
    }
    acp_buffer_puts(out, "\n[ $check = no ] || [ $changed = 0 ] || exit 1\n"
                         "echo \"files written: $changed\"\n");
    if (out->failed)
        job->out->no_memory = true;
}

acp_status acp_shell_make(acp_job *job)
{
    size_t count;
    acp_buffer script = {0};
    acp_placed *files = acp_placed_files(job, job->platforms, acp_job_value(job, "client"), &count);
    if (files) {
        acp_script_write(job, files, count, job->platforms == ACP_MACOS ? "macOS" : "Linux",
                         &script);
        acp_output_add(job->out, "install.sh", 0755, script.text, script.length);
        acp_output_note(job->out, "The client reads a local policy when its service starts anew.");
    }
    acp_buffer_free(&script);
    free(files);
    return acp_output_status(job->out);
}
