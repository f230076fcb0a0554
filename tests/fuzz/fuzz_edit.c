/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the editor, up to a NUL, on the document behind it: each is completed and run, and
 * whatever they did, undo gives back the bytes there were. The first byte says which name the
 * document has, and whether somebody sits there: then the lines answer questions, too. */
#include "fuzz.h"

#include "cmd/edit/edit.h"

const cmd_command cmd_commands[] = {{0}};

static const char *const names[] = {"p.xml",        "AnyConnectLocalPolicy.xml",
                                    "OrgInfo.json", "NVM_ServiceProfile.xml",
                                    "a.json",       "a.yaml"};

/* Where the lines come from: what the session does not take as a command, it takes as an answer. */
typedef struct {
    char *rest;
    const uint8_t *document;
    size_t size;
} input;

static input now; /* load has no handle */

static char *next_line(void)
{
    char *line = now.rest ? strsep(&now.rest, "\n") : NULL;
    return line ? strdup(line) : NULL;
}

static char *answer(void *data, const char *prompt, const char *initial)
{
    (void)data;
    (void)prompt;
    (void)initial;
    return next_line();
}

/* Every file holds the document: files of certificates are another target's. */
static acp_status load(const char *path, char **bytes, size_t *size)
{
    (void)path;
    *bytes = malloc(now.size + 1);
    if (!*bytes)
        return ACP_NO_MEMORY;
    memcpy(*bytes, now.document, now.size);
    *size = now.size;
    return ACP_OK;
}

static int keep_nothing(const char *path, const char *text, size_t length)
{
    (void)path;
    (void)text;
    (void)length;
    return CMD_OK;
}

static int fetch_nothing(const char *server, char **bytes, size_t *size)
{
    (void)server;
    *bytes = NULL;
    *size = 0;
    return CMD_IO;
}

static void complete(edit_session *s, const char *line)
{
    edit_completion c;
    edit_complete(s, line, &c);
    if (c.start > strlen(line))
        abort();
    edit_completion_free(&c);
    s->asked = (edit_question){s->place, "yes,no", EDIT_ANSWER_LIST};
    edit_complete_answer(s, line, &c);
    s->asked = (edit_question){0};
    edit_completion_free(&c);
}

/* The place is an element of the schema, and the document what its text says. */
static void look_at(const edit_session *s)
{
    const acp_node *node = edit_here(s);
    if (!acp_setting_get(s->setting) || (node && acp_node_setting(node) != s->setting))
        abort();
}

static void run(edit_session *s)
{
    char *line;
    while (!s->quit && (line = next_line())) {
        complete(s, line);
        edit_run(s, line);
        look_at(s);
        free(line);
    }
    s->quit = false;
    while (s->journal.done)
        if (edit_run(s, (char[]){"undo"}) != CMD_OK)
            abort();
    look_at(s);
    if (s->length != now.size || memcmp(s->text, now.document, now.size) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static FILE *nowhere;
    static const edit_host hosts[] = {
        {.load = load, .write = keep_nothing, .fetch = fetch_nothing},
        {.interactive = true,
         .ask = answer,
         .load = load,
         .write = keep_nothing,
         .fetch = fetch_nothing},
    };
    const uint8_t *end = size ? memchr(data + 1, 0, size - 1) : NULL;
    if (!end)
        return 0;
    if (!nowhere) {
        nowhere = stdout = stderr = fopen("/dev/null", "w");
        if (!nowhere)
            abort();
    }
    char *lines = strdup((const char *)data + 1);
    edit_session session = {0};
    edit_options options = {.kind = ACP_KIND_UNKNOWN};
    now = (input){lines, end + 1, size - (size_t)(end - data) - 1};
    if (lines && edit_open_text(&session, names[data[0] % (sizeof names / sizeof *names)],
                                (const char *)now.document, now.size, &options,
                                &hosts[data[0] >> 7]) == CMD_OK)
        run(&session);
    edit_close(&session);
    free(lines);
    return 0;
}
