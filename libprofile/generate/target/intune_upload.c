/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "generate/target/escape.h"
#include "generate/target/intune.h"

#define ODATA_TYPE "#microsoft.graph."

void acp_intune_upload_start(const acp_job *job, acp_json_text *json, const char *type)
{
    acp_json_open(json, '{', false);
    acp_json_key(json, "@odata.type");
    acp_json_string(json, acp_arena_printf(&job->out->arena, ODATA_TYPE "%s", type));
    acp_json_member(json, "displayName", acp_job_value(job, "name"));
    acp_json_member(json, "description", "Made by acprof");
}

void acp_intune_upload_bytes(acp_json_text *json, const char *key, acp_slice bytes)
{
    acp_buffer coded = {0};
    acp_base64(&coded, bytes.ptr, bytes.len);
    acp_json_member(json, key, coded.text ? coded.text : "");
    json->out->failed = json->out->failed || coded.failed;
    acp_buffer_free(&coded);
}

void acp_intune_upload_end(acp_job *job, acp_json_text *json, const char *path, const char *address)
{
    acp_buffer *text = json->out;
    acp_json_close(json, '}');
    acp_buffer_putc(text, '\n');
    if (text->failed)
        job->out->no_memory = true;
    else
        acp_output_add(job->out, path, 0644, text->text, text->length);
    acp_output_note(job->out, "%s is posted to https://graph.microsoft.com/%s.", path, address);
    acp_buffer_free(text);
}
