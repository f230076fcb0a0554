/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof decide: a thin client of libtunnel. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/image/image.h"
#include "cmd/acprof/programs.h"

static int cmd_decide(int argc, char **argv);

const cmd_command cmd_commands[] = {CMD_DECIDE_ROW(cmd_decide), {0}};

/* Where answers are made; kept from one to the next. */
typedef struct {
    const tunnel_policy *policy;
    const char *engine;
    bool explain;
    tunnel_buffer work, text;
} session;

/* Makes a buffer as large as it has to be, and more than before. */
static bool grow(tunnel_buffer *buffer)
{
    size_t size = buffer->size ? buffer->size * 2 : (size_t)64 << 10;
    if (size < buffer->needed)
        size = buffer->needed;
    free(buffer->memory);
    *buffer = (tunnel_buffer){.memory = malloc(size), .size = size};
    if (!buffer->memory)
        cmd_message("out of memory");
    return buffer->memory;
}

/* Answers one object of facts with a line. */
static int answer(session *s, const char *facts, size_t length)
{
    for (;;) {
        s->work.used = s->text.used = s->work.needed = s->text.needed = 0;
        tunnel_status status =
            tunnel_decide_json(s->policy, s->engine, facts, length, s->explain, &s->work, &s->text);
        if (status == TUNNEL_BUFFER_TOO_SMALL) {
            if (!grow(s->text.needed ? &s->text : &s->work))
                return CMD_IO;
            continue;
        }
        if (puts(s->text.memory) == EOF || fflush(stdout) != 0)
            return CMD_IO;
        return status == TUNNEL_OK ? CMD_OK : CMD_IO;
    }
}

static bool is_blank(const char *line)
{
    return line[strspn(line, " \t\r\n")] == '\0';
}

static int answer_stream(session *s)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    int code = CMD_OK;
    while ((length = getline(&line, &size, stdin)) >= 0 && !ferror(stdout))
        if (!is_blank(line))
            code = cmd_worse(code, answer(s, line, (size_t)length));
    if (ferror(stdin)) {
        cmd_message("standard input cannot be read: %s", strerror(errno));
        code = CMD_IO;
    }
    free(line);
    return code;
}

static int answer_file(session *s, const char *path)
{
    char *text = NULL;
    size_t length = 0;
    int code = cmd_status(cmd_load(path, &text, &length), path);
    if (code == CMD_OK && length > ACP_MAX_SIZE) {
        cmd_message("%s is larger than %zu MiB, which no facts are", path, ACP_MAX_SIZE >> 20);
        code = CMD_IO;
    }
    if (code == CMD_OK)
        code = answer(s, text, length);
    free(text);
    return code;
}

/* ---- options
 * --------------------------------------------------------------------------------------- */

typedef struct {
    const char *policy, *facts;
    bool explain;
    image_keys keys;
} options;

static int read_options(cmd_args *args, options *o)
{
    const char *value;
    int option;
    while ((option = cmd_args_next(args, &value)) >= 0) {
        int code = CMD_OK;
        switch (option) {
        case DECIDE_POLICY: o->policy = value; break;
        case DECIDE_FACTS: o->facts = value; break;
        case DECIDE_EXPLAIN: o->explain = true; break;
        case DECIDE_VERIFY_KEY: code = image_add_key(&o->keys, value); break;
        case DECIDE_REQUIRE_SIGNATURE: o->keys.required = true; break;
        }
        if (code != CMD_OK) {
            args->choice = code;
            return CMD_HELP; /* end with that code */
        }
    }
    return option;
}

static const char **engine_names(void)
{
    size_t count = tunnel_engine_count();
    const char **names = calloc(count + 1, sizeof *names);
    for (size_t i = 0; names && i < count; i++)
        names[i] = tunnel_engine_name(i);
    return names;
}

/* CMD_OK: it is one. */
static int check_engine(const cmd_args *args, const char *engine)
{
    const char **names = engine_names();
    char hint[128];
    int code = CMD_USAGE;
    for (size_t i = 0; names && names[i] && code != CMD_OK; i++)
        if (strcmp(names[i], engine) == 0)
            code = CMD_OK;
    if (names && code != CMD_OK)
        cmd_usage(args, "there is no engine '%s'%s 'acprof decide list' names them", engine,
                  cmd_did_you_mean(hint, sizeof hint, engine, names)[0] ? hint : ";");
    free(names);
    return code;
}

static int list_engines(void)
{
    for (size_t i = 0; i < tunnel_engine_count(); i++)
        puts(tunnel_engine_name(i));
    return CMD_OK;
}

static int decide(const cmd_args *args, const options *o)
{
    const char *engine = args->operand_count == 1 ? args->operands[0] : NULL;
    if (!engine)
        return cmd_usage(args, args->operand_count ? "one engine at a time"
                                                   : "no engine is named; 'acprof decide list' "
                                                     "names them");
    if (strcmp(engine, "list") == 0 && !o->policy && !o->facts)
        return list_engines();
    int code = check_engine(args, engine);
    if (code != CMD_OK)
        return code;
    if (!o->policy || !o->facts)
        return cmd_usage(args, o->policy ? "--facts is missing: --facts F.json, or - for a stream"
                                         : "--policy is missing: --policy P.acpol");
    tunnel_policy *policy;
    code = image_open(o->policy, &o->keys, &policy);
    if (code != CMD_OK)
        return code;
    session s = {.policy = policy, .engine = engine, .explain = o->explain};
    code = strcmp(o->facts, "-") == 0 ? answer_stream(&s) : answer_file(&s, o->facts);
    free(s.work.memory);
    free(s.text.memory);
    tunnel_policy_close(policy);
    return code;
}

static int cmd_decide(int argc, char **argv)
{
    cmd_args args;
    options o = {0};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = read_options(&args, &o);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END)
        code = decide(&args, &o);
    image_keys_free(&o.keys);
    cmd_args_free(&args);
    return code;
}

int main(int argc, char **argv)
{
    return cmd_program(argc, argv, "decide");
}
