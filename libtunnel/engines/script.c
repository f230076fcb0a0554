/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* script: which script runs or is killed, event by event. */
#include <string.h>

#include "libtunnel/ascii.h"
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_script_facts asked;
typedef tunnel_script_result answer;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const event_kinds[] = TUNNEL_CODE_TEXTS(TUNNEL_SCRIPT_EVENTS);
static const char *const vias[] = TUNNEL_CODE_TEXTS(TUNNEL_SCRIPT_VIAS);
static const char *const scripts[] = TUNNEL_CODE_TEXTS(TUNNEL_SCRIPTS);
static const char *const kill_scopes[] = TUNNEL_CODE_TEXTS(TUNNEL_SCRIPT_KILL_SCOPES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_SCRIPT_REASONS);

static bool is_octal(tunnel_text_t text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '7')
            return false;
    return text.len;
}

static const tunnel_field event_fields[] = {
    FIELD(tunnel_script_event, CHOICE, event, .choices = event_kinds, .required = true),
    FIELD(tunnel_script_event, CHOICE, via, .choices = vias, .initial = TUNNEL_SCRIPT_VIA_USER),
    FACT_TUNNEL(tunnel_script_event),
    FIELD(tunnel_script_event, CHOICE, script, .choices = scripts, .initial = TUNNEL_SCRIPT_NONE),
    FIELD_END,
};

static const tunnel_field file_fields[] = {
    FIELD(tunnel_script_file, TEXT, name, .required = true),
    FIELD(tunnel_script_file, TEXT, mode, .allows = is_octal),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, OBJECTS, events, .required = true, .fields = event_fields,
          .size = sizeof(tunnel_script_event)),
    FIELD(asked, OBJECTS, files, .fields = file_fields, .size = sizeof(tunnel_script_file)),
    FIELD(asked, BOOLEAN, user_logged_on, .initial = true),
    FIELD(asked, TEXT, host),
    FACT_PREFERENCES(asked),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, TEXTS, run),
    FIELD(answer, TEXT_LISTS, killed),
    FIELD(answer, CHOICE, kill_scope, .choices = kill_scopes),
    FIELD(answer, CHOICES, reasons, .choices = reasons),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- files ---------------------------------------------------------------------------------- */

static bool begins_with(tunnel_text_t name, const char *start, bool any_case)
{
    size_t length = strlen(start);
    bool same = name.len >= length;
    for (size_t i = 0; same && i < length; i++)
        same = any_case ? tunnel_lower(name.ptr[i]) == tunnel_lower(start[i])
                        : name.ptr[i] == start[i];
    return same;
}

/* The file of a script, of several the first in the order of bytes; NULL: none. */
static const tunnel_script_file *find_file(const asked *f, const char *start, bool any_case)
{
    const tunnel_script_file *found = NULL;
    for (size_t i = 0; i < f->files.count; i++) {
        const tunnel_script_file *file = &f->files.items[i];
        if (begins_with(file->name, start, any_case) &&
            (!found || tunnel_text_compare(file->name, found->name) < 0))
            found = file;
    }
    return found;
}

/* Its user, its group and all others may execute it. */
static bool is_executable(tunnel_text_t mode)
{
    bool all = mode.len >= 3;
    for (size_t i = 1; all && i <= 3; i++)
        all = (mode.ptr[mode.len - i] - '0') & 1;
    return all;
}

/* ---- one question --------------------------------------------------------------------------- */

typedef struct {
    tunnel_view view;
    uint32_t platform;
    const tunnel_script_file *files[2]; /* by tunnel_script_name */
    /* Settings that were asked for; each is looked up once, however many events there are. */
    tunnel_maybe scripting, post_sbl, terminate;
    bool logged_on;
    bool waiting;                      /* OnConnect, for a logon */
    tunnel_script_name running_script; /* the last that was started */
    const tunnel_text_t *running;      /* its file; NULL: it has ended */
} question;

/* What one event leads to. */
typedef struct {
    tunnel_text_t run;
    tunnel_texts killed;
    tunnel_script_reason reason;
} outcome;

static bool setting_on(question *q, tunnel_maybe *known, tunnel_setting setting)
{
    if (*known == TUNNEL_UNSET)
        *known = tunnel_on(&q->view, setting) ? TUNNEL_TRUE : TUNNEL_FALSE;
    return *known == TUNNEL_TRUE;
}

static void decide(const question *q, outcome *made, uint32_t row, tunnel_script_reason reason)
{
    tunnel_row(q->view.why, row);
    made->reason = reason;
}

/* With TerminateScriptOnNextEvent no script is started while another runs, so one is all there can
 * be. */
static void kill_running(question *q, outcome *made)
{
    if (!setting_on(q, &q->terminate, VPN_TERMINATE_SCRIPT_ON_NEXT_EVENT) || !q->running)
        return;
    made->killed = (tunnel_texts){q->running, 1};
    q->running = NULL;
}

/* Rows 8 and 9. */
static void start(question *q, outcome *made, tunnel_script_name script,
                  tunnel_script_reason reason)
{
    const tunnel_script_file *file = q->files[script];
    if (!file) {
        decide(q, made, 8, TUNNEL_SCRIPT_NO_SCRIPT);
    } else if (q->platform == TUNNEL_LINUX && !is_executable(file->mode)) {
        decide(q, made, 8, TUNNEL_SCRIPT_NOT_EXECUTABLE);
    } else {
        q->running_script = script;
        q->running = &file->name;
        made->run = file->name;
        decide(q, made, 9, reason);
    }
}

static void take_connected(question *q, outcome *made, bool sbl)
{
    if (sbl && q->platform != TUNNEL_WINDOWS) {
        decide(q, made, 5, TUNNEL_SCRIPT_POST_SBL_UNSUPPORTED);
    } else if (sbl && !setting_on(q, &q->post_sbl, VPN_ENABLE_POST_SBL_ON_CONNECT_SCRIPT)) {
        decide(q, made, 5, TUNNEL_SCRIPT_POST_SBL_OFF);
    } else if (q->platform == TUNNEL_WINDOWS && !q->logged_on) {
        q->waiting = true;
        decide(q, made, 6, TUNNEL_SCRIPT_WAITS_FOR_LOGON);
    } else {
        start(q, made, TUNNEL_SCRIPT_ON_CONNECT, TUNNEL_SCRIPT_RUN_ON_CONNECT);
    }
}

static void take_disconnected(question *q, outcome *made)
{
    q->waiting = false;
    if (q->platform == TUNNEL_WINDOWS && !q->logged_on)
        decide(q, made, 7, TUNNEL_SCRIPT_NO_USER);
    else
        start(q, made, TUNNEL_SCRIPT_ON_DISCONNECT, TUNNEL_SCRIPT_RUN_ON_DISCONNECT);
}

/* Rows 5 to 9. */
static void take_session(question *q, outcome *made, const tunnel_script_event *event)
{
    if (event->event == TUNNEL_SCRIPT_LOGON) {
        q->waiting = false;
        start(q, made, TUNNEL_SCRIPT_ON_CONNECT, TUNNEL_SCRIPT_RUN_AFTER_LOGON);
        return;
    }
    kill_running(q, made);
    if (event->event == TUNNEL_SCRIPT_CONNECTED)
        take_connected(q, made, event->via == TUNNEL_SCRIPT_VIA_SBL);
    else
        take_disconnected(q, made);
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* What an event changes, whatever row it leads to. */
static void note_event(question *q, const tunnel_script_event *event)
{
    if (event->event == TUNNEL_SCRIPT_LOGON)
        q->logged_on = true;
    else if (event->event == TUNNEL_SCRIPT_LOGOFF)
        q->logged_on = false;
    else if (event->event == TUNNEL_SCRIPT_FINISHED && event->script == q->running_script)
        q->running = NULL;
}

/* Row 1. */
static bool is_no_event(const question *q, tunnel_script_event_kind kind)
{
    return kind == TUNNEL_SCRIPT_GUI_CLOSED || kind == TUNNEL_SCRIPT_FINISHED ||
           kind == TUNNEL_SCRIPT_LOGOFF || (kind == TUNNEL_SCRIPT_LOGON && !q->waiting);
}

static outcome take_event(question *q, const tunnel_script_event *event)
{
    outcome made = {.reason = TUNNEL_SCRIPT_NO_REASON};
    note_event(q, event);
    if (is_no_event(q, event->event))
        decide(q, &made, 1, TUNNEL_SCRIPT_NOT_AN_EVENT);
    else if (event->tunnel == TUNNEL_MANAGEMENT)
        decide(q, &made, 2, TUNNEL_SCRIPT_MANAGEMENT_TUNNEL);
    else if (!setting_on(q, &q->scripting, VPN_ENABLE_SCRIPTING))
        decide(q, &made, 3, TUNNEL_SCRIPT_SCRIPTING_OFF);
    else if (event->event == TUNNEL_SCRIPT_RECONNECTED || event->event == TUNNEL_SCRIPT_RESUMED)
        decide(q, &made, 4, TUNNEL_SCRIPT_SAME_SESSION);
    else
        take_session(q, &made, event);
    return made;
}

static question ask(const tunnel_policy *policy, const asked *f, tunnel_explanation *why)
{
    uint32_t platform = tunnel_policy_platform(policy);
    question q = {
        .view = tunnel_view_of_host(policy, f->host, f->preferences, why),
        .platform = platform,
        .scripting = TUNNEL_UNSET,
        .post_sbl = TUNNEL_UNSET,
        .terminate = TUNNEL_UNSET,
        .logged_on = f->user_logged_on,
        .running_script = TUNNEL_SCRIPT_NONE,
    };
    for (int i = TUNNEL_SCRIPT_ON_CONNECT; i <= TUNNEL_SCRIPT_ON_DISCONNECT; i++)
        q.files[i] = find_file(f, scripts[i], platform == TUNNEL_WINDOWS);
    return q;
}

tunnel_status tunnel_decide_script(const tunnel_policy *policy, const asked *f, answer *result,
                                   tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = ask(policy, f, why);
    size_t count = f->events.count;
    tunnel_text_t *run = tunnel_take(buffer, count * sizeof *run);
    tunnel_texts *killed = run ? tunnel_take(buffer, count * sizeof *killed) : NULL;
    tunnel_script_reason *codes = killed ? tunnel_take(buffer, count * sizeof *codes) : NULL;
    if (!codes)
        return TUNNEL_BUFFER_TOO_SMALL;
    *result = (answer){
        .run = {run, count},
        .killed = {killed, count},
        .kill_scope =
            q.platform == TUNNEL_WINDOWS ? TUNNEL_SCRIPT_KILL_TREE : TUNNEL_SCRIPT_KILL_SCRIPT,
        .reasons = {codes, count},
        .reason = TUNNEL_SCRIPT_NO_REASON,
    };
    for (size_t i = 0; i < count; i++) {
        outcome made = take_event(&q, &f->events.items[i]);
        run[i] = made.run;
        killed[i] = made.killed;
        codes[i] = result->reason = made.reason;
    }
    return TUNNEL_OK;
}

TUNNEL_ENGINE(script, "script");
