/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Engines by name, with facts and results as JSON. */
#include <string.h>

#include "libtunnel/facts.h"

/* More settings than any engine asks for. */
enum { MOST_REASONS = 96 };

size_t tunnel_engine_count(void)
{
    size_t count = 0;
    while (tunnel_engines[count])
        count++;
    return count;
}

const char *tunnel_engine_name(size_t index)
{
    return index < tunnel_engine_count() ? tunnel_engines[index]->name : NULL;
}

static const tunnel_engine *find_engine(const char *name)
{
    for (const tunnel_engine *const *engine = tunnel_engines; *engine; engine++)
        if (strcmp((*engine)->name, name) == 0)
            return *engine;
    return NULL;
}

static void write_reason(tunnel_writer *writer, const tunnel_reason *reason)
{
    writer->comma = false;
    tunnel_write(writer, "{");
    tunnel_write_name(writer, "path");
    tunnel_write_text(writer, (tunnel_text_t){reason->path, strlen(reason->path)});
    tunnel_write_name(writer, "value");
    tunnel_write_value(writer, &reason->value);
    tunnel_write_name(writer, "from");
    tunnel_write_text(writer, (tunnel_text_t){reason->from, strlen(reason->from)});
    tunnel_write_name(writer, "file");
    if (reason->file)
        tunnel_write_text(writer, (tunnel_text_t){reason->file, strlen(reason->file)});
    else
        tunnel_write(writer, "null");
    tunnel_write_name(writer, "line");
    if (reason->line)
        tunnel_write_number(writer, reason->line);
    else
        tunnel_write(writer, "null");
    tunnel_write(writer, "}");
}

static void write_explanation(tunnel_writer *writer, const tunnel_explanation *why)
{
    tunnel_write_name(writer, "row");
    if (why->row)
        tunnel_write_number(writer, why->row);
    else
        tunnel_write(writer, "null");
    tunnel_write_name(writer, "explain");
    tunnel_write(writer, "[");
    for (size_t i = 0; i < why->count; i++) {
        if (i)
            tunnel_write(writer, ",");
        write_reason(writer, &why->items[i]);
    }
    tunnel_write(writer, "]");
    writer->comma = true;
}

static tunnel_status refuse_facts(tunnel_writer *writer, const char *path)
{
    tunnel_write(writer, "{\"error\":\"facts-invalid\",\"field\":");
    tunnel_write_text(writer, (tunnel_text_t){path, strlen(path)});
    tunnel_write(writer, "}");
    tunnel_status status = tunnel_write_end(writer);
    return status == TUNNEL_OK ? TUNNEL_FACTS_INVALID : status;
}

/* What one question needs, in the caller's buffer. */
typedef struct {
    const tunnel_json *tokens;
    void *facts, *result;
    tunnel_explanation why;
} question;

static tunnel_status prepare(const tunnel_engine *engine, const char *facts, size_t length,
                             tunnel_buffer *work, question *q)
{
    tunnel_status status = tunnel_json_read(facts, length, work, &q->tokens);
    if (status != TUNNEL_OK)
        return status;
    q->why = (tunnel_explanation){.size = MOST_REASONS, .buffer = work};
    q->facts = tunnel_take(work, engine->facts_size);
    q->result = q->facts ? tunnel_take(work, engine->result_size) : NULL;
    q->why.items = q->result ? tunnel_take(work, MOST_REASONS * sizeof *q->why.items) : NULL;
    if (!q->why.items)
        return TUNNEL_BUFFER_TOO_SMALL;
    memset(q->facts, 0, engine->facts_size);
    memset(q->result, 0, engine->result_size);
    return TUNNEL_OK;
}

tunnel_status tunnel_decide_json(const tunnel_policy *policy, const char *name, const char *facts,
                                 size_t length, bool explain, tunnel_buffer *work,
                                 tunnel_buffer *text)
{
    const tunnel_engine *engine = find_engine(name);
    char path[TUNNEL_FIELD_PATH] = "";
    tunnel_writer writer = {.text = text};
    question q;
    if (!engine)
        return TUNNEL_NO_ENGINE;
    tunnel_status status = prepare(engine, facts, length, work, &q);
    if (status == TUNNEL_OK)
        status = tunnel_facts_read(engine->facts, q.tokens, work, q.facts, path);
    if (status == TUNNEL_FACTS_INVALID)
        return refuse_facts(&writer, path);
    if (status != TUNNEL_OK)
        return status;
    work->needed = 0;
    status = engine->decide(policy, q.facts, q.result, work, explain ? &q.why : NULL);
    if (status == TUNNEL_OK && work->needed) /* an explanation was cut short */
        status = TUNNEL_BUFFER_TOO_SMALL;
    if (status != TUNNEL_OK)
        return status;
    tunnel_write(&writer, "{");
    tunnel_write_fields(&writer, engine->results, q.result);
    if (explain)
        write_explanation(&writer, &q.why);
    tunnel_write(&writer, "}");
    return tunnel_write_end(&writer);
}
