/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Target intune: for Windows a pair of PowerShell scripts that find out whether the files are as
 * they have to be, and see to it; for macOS a shell script; for phones
 * what intune_mobile.c has. Windows PowerShell takes a script
 * without byte order mark for the computer's code page: there is nothing but ASCII in ours. */
#include <stdlib.h>

#include "generate/target/escape.h"
#include "generate/target/intune.h"
#include "generate/target/makers.h"
#include "generate/target/script.h"

#define PROGRAM_DATA "ProgramData/"

enum { LARGEST = 200 * 1024 }; /* that Intune takes of a script */

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* The path below ProgramData, as an expression. */
static void put_path(acp_job *job, const acp_placed *file, acp_buffer *out)
{
    const char *below = file->path + strlen(PROGRAM_DATA);
    char *path = acp_arena_copy(&job->out->arena, below, strlen(below));
    for (char *at = path; at && *at; at++)
        if (*at == '/')
            *at = '\\';
    if (!path)
        return;
    if (is_ascii(path)) {
        acp_escape_powershell(out, acp_slice_of(path));
        return;
    }
    acp_buffer_puts(out, "[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('");
    acp_base64(out, path, strlen(path));
    acp_buffer_puts(out, "'))");
}

static void put_files(acp_job *job, const acp_placed *files, size_t count, bool bytes,
                      acp_buffer *out)
{
    acp_buffer_puts(out, "$ErrorActionPreference = 'Stop'\r\n$files = @(\r\n");
    for (size_t i = 0; i < count; i++) {
        acp_buffer_puts(out, "    @{\r\n        Path = ");
        put_path(job, &files[i], out);
        acp_buffer_printf(out, "\r\n        Sha256 = '%s'\r\n", files[i].sha256);
        if (bytes) {
            acp_buffer_puts(out, "        Bytes = '\r\n");
            acp_base64_lines(out, files[i].bytes, "\r\n");
            acp_buffer_puts(out, "'\r\n");
        }
        acp_buffer_printf(out, "    }%s\r\n", i + 1 < count ? "," : "");
    }
    acp_buffer_puts(out, ")\r\n");
}

/* Of both scripts. */
static const char is_right[] =
    "function Test-Placed($Target, $Sha256) {\r\n"
    "    (Test-Path -LiteralPath $Target -PathType Leaf) -and\r\n"
    "        (Get-FileHash -LiteralPath $Target -Algorithm SHA256).Hash -eq $Sha256\r\n"
    "}\r\n";

static const char detect[] = "try {\r\n"
                             "    foreach ($file in $files) {\r\n"
                             "        $target = Join-Path $env:ProgramData $file.Path\r\n"
                             "        if (-not (Test-Placed $target $file.Sha256)) {\r\n"
                             "            Write-Output \"not as it has to be: $target\"\r\n"
                             "            exit 1\r\n"
                             "        }\r\n"
                             "    }\r\n"
                             "} catch {\r\n"
                             "    Write-Output $_.Exception.Message\r\n"
                             "    exit 1\r\n"
                             "}\r\n"
                             "Write-Output 'all files are in place'\r\n"
                             "exit 0\r\n";

/* Replace is one step, and the file keeps the rights it had; Move-Item would read brackets in a
 * name as a pattern. */
static const char remediate[] =
    "try {\r\n"
    "    foreach ($file in $files) {\r\n"
    "        $target = Join-Path $env:ProgramData $file.Path\r\n"
    "        if (Test-Placed $target $file.Sha256) { continue }\r\n"
    "        $directory = [IO.Path]::GetDirectoryName($target)\r\n"
    "        [void][IO.Directory]::CreateDirectory($directory)\r\n"
    "        $new = Join-Path $directory ('.acprof-' + [Guid]::NewGuid().ToString('N'))\r\n"
    "        try {\r\n"
    "            [IO.File]::WriteAllBytes($new, [Convert]::FromBase64String($file.Bytes))\r\n"
    "            if (-not (Test-Placed $new $file.Sha256)) {\r\n"
    "                throw \"cannot be written whole: $target\"\r\n"
    "            }\r\n"
    "            if ([IO.File]::Exists($target)) {\r\n"
    "                [IO.File]::SetAttributes($target, 'Normal')\r\n"
    "                [IO.File]::Replace($new, $target, [NullString]::Value)\r\n"
    "            } else {\r\n"
    "                [IO.File]::Move($new, $target)\r\n"
    "            }\r\n"
    "        } finally {\r\n"
    "            if (Test-Path -LiteralPath $new) { Remove-Item -LiteralPath $new -Force }\r\n"
    "        }\r\n"
    "        Write-Output \"written: $target\"\r\n"
    "    }\r\n"
    "} catch {\r\n"
    "    Write-Output $_.Exception.Message\r\n"
    "    exit 1\r\n"
    "}\r\n"
    "exit 0\r\n";

/* Adds a script; the caller frees its text. */
static void add(acp_job *job, const char *path, unsigned mode, const acp_buffer *text)
{
    if (text->failed)
        job->out->no_memory = true;
    else if (text->length > LARGEST)
        acp_output_refuse(
            job->out, "%s would have %zu bytes, and Intune takes %d: deploy fewer files at once",
            path, text->length, LARGEST);
    else
        acp_output_add(job->out, path, mode, text->text, text->length);
}

static acp_slice bytes_of(const acp_buffer *text)
{
    return (acp_slice){text->text, text->length};
}

/* ---- Windows ----------------------------------------------------------------------------- */

static void upload_windows(acp_job *job, const acp_buffer *detection, const acp_buffer *remediation)
{
    acp_buffer text = {0};
    acp_json_text json = {.out = &text};
    acp_intune_upload_start(job, &json, "deviceHealthScript");
    acp_json_member(&json, "publisher", "acprof");
    acp_json_member(&json, "runAsAccount", "system");
    acp_json_member_bool(&json, "runAs32Bit", false);
    acp_json_member_bool(&json, "enforceSignatureCheck", false);
    acp_intune_upload_bytes(&json, "detectionScriptContent", bytes_of(detection));
    acp_intune_upload_bytes(&json, "remediationScriptContent", bytes_of(remediation));
    acp_intune_upload_end(job, &json, "windows/upload.json",
                          "beta/deviceManagement/deviceHealthScripts");
}

static void write_windows(acp_job *job, const acp_placed *files, size_t count)
{
    acp_buffer detection = {0}, remediation = {0};
    acp_buffer_puts(&detection, "# Detection: exit code 1 if a file of Cisco Secure Client is not "
                                "as it has to be.\r\n");
    put_files(job, files, count, false, &detection);
    acp_buffer_puts(&detection, is_right);
    acp_buffer_puts(&detection, detect);
    add(job, "windows/detect.ps1", 0644, &detection);
    acp_buffer_puts(&remediation, "# Remediation: puts the files of Cisco Secure Client in their "
                                  "places.\r\n");
    put_files(job, files, count, true, &remediation);
    acp_buffer_puts(&remediation, is_right);
    acp_buffer_puts(&remediation, remediate);
    add(job, "windows/remediate.ps1", 0644, &remediation);
    if (acp_output_fine(job->out))
        upload_windows(job, &detection, &remediation);
    acp_buffer_free(&detection);
    acp_buffer_free(&remediation);
}

static void add_windows(acp_job *job)
{
    size_t count;
    acp_placed *files = acp_placed_files(job, ACP_WINDOWS, "5", &count);
    if (files && count) {
        write_windows(job, files, count);
        acp_output_note(job->out,
                        "Windows: run both scripts as the system, not as the user, in 64-bit "
                        "PowerShell.");
    }
    free(files);
}

/* ---- macOS ------------------------------------------------------------------------------- */

static void upload_macos(acp_job *job, const acp_buffer *script)
{
    acp_buffer text = {0};
    acp_json_text json = {.out = &text};
    acp_intune_upload_start(job, &json, "deviceShellScript");
    acp_json_member(&json, "fileName", "install.sh");
    acp_json_member(&json, "runAsAccount", "system");
    acp_json_member(&json, "executionFrequency", "P1D");
    acp_json_member_number(&json, "retryCount", 3);
    acp_json_member_bool(&json, "blockExecutionNotifications", true);
    acp_intune_upload_bytes(&json, "scriptContent", bytes_of(script));
    acp_intune_upload_end(job, &json, "macos/upload.json",
                          "beta/deviceManagement/deviceShellScripts");
}

static void add_macos(acp_job *job)
{
    size_t count;
    acp_placed *files = acp_placed_files(job, ACP_MACOS, "5", &count);
    acp_buffer script = {0};
    if (files && count) {
        acp_script_write(job, files, count, "macOS", &script);
        add(job, "macos/install.sh", 0755, &script);
        if (acp_output_fine(job->out))
            upload_macos(job, &script);
        acp_output_note(job->out, "macOS: run the script as root, not as the user.");
    }
    acp_buffer_free(&script);
    free(files);
}

acp_status acp_intune_make(acp_job *job)
{
    add_windows(job);
    if (acp_output_fine(job->out))
        add_macos(job);
    if (acp_output_fine(job->out))
        acp_intune_phones(job);
    acp_output_note(job->out, "The client reads a local policy when its service starts anew.");
    return acp_output_status(job->out);
}
