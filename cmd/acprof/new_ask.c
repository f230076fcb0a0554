/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for parameters on a terminal. Questions go to standard error: standard output may be the
 * profile's file. */
#include <stdlib.h>
#include <string.h>

#include "new.h"

bool new_is_missing(const new_job *job)
{
    const acp_parameter *parameter;
    for (size_t i = 0; (parameter = acp_starter_parameter(job->starter, i)); i++)
        if (!job->values[i] && !parameter->fallback)
            return true;
    return false;
}

/* What Enter stands for; NULL: nothing, an answer is needed. */
static const char *fallback_of(const new_job *job, size_t index)
{
    const char *fallback = acp_starter_parameter(job->starter, index)->fallback;
    if (!fallback || *fallback != '$')
        return fallback;
    const acp_parameter *other;
    for (size_t i = 0; (other = acp_starter_parameter(job->starter, i)); i++)
        if (strcmp(other->name, fallback + 1) == 0)
            return job->values[i] ? job->values[i] : other->fallback;
    return fallback;
}

static void print_question(const new_job *job, size_t index)
{
    const acp_parameter *parameter = acp_starter_parameter(job->starter, index);
    const char *fallback = fallback_of(job, index);
    fprintf(stderr, "%s\n  %s%s\n%s", parameter->help, parameter->type,
            parameter->list ? "; several with commas between them" : "", parameter->name);
    if (fallback) {
        fputs(" [", stderr);
        acp_print_visible(stderr, fallback, strlen(fallback));
        putc(']', stderr);
    }
    fputs(": ", stderr);
    fflush(stderr);
}

/* A line without its end, malloc'ed; NULL: end of input. */
static char *read_answer(void)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length = getline(&line, &size, stdin);
    if (length < 0) {
        free(line);
        return NULL;
    }
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        line[--length] = '\0';
    return line;
}

static bool keep(new_job *job, char *answer)
{
    char **grown = realloc(job->answers, (job->answer_count + 1) * sizeof *grown);
    if (!grown) {
        free(answer);
        cmd_message("out of memory");
        return false;
    }
    job->answers = grown;
    job->answers[job->answer_count++] = answer;
    return true;
}

static int ask(new_job *job, size_t index)
{
    char message[512];
    for (;;) {
        print_question(job, index);
        char *answer = read_answer();
        if (!answer) {
            fputc('\n', stderr);
            cmd_message("the input ended before everything was answered; nothing is made");
            return CMD_USAGE;
        }
        if (!keep(job, answer))
            return CMD_IO;
        bool taken = !*answer && fallback_of(job, index);
        if (taken ||
            acp_starter_check(job->starter, index, answer, message, sizeof message) == ACP_OK) {
            job->values[index] = taken ? NULL : answer;
            return CMD_OK;
        }
        acp_print_visible(stderr, message, strlen(message));
        fputc('\n', stderr);
    }
}

int new_ask(new_job *job)
{
    int code = CMD_OK;
    for (size_t i = 0; code == CMD_OK && acp_starter_parameter(job->starter, i); i++)
        if (!job->values[i])
            code = ask(job, i);
    return code;
}

void new_free_answers(new_job *job)
{
    while (job->answer_count)
        free(job->answers[--job->answer_count]);
    free(job->answers);
}
