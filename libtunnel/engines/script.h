/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* script: which script runs or is killed. Part of tunnel.h. */
#ifndef TUNNEL_SCRIPT_H
#define TUNNEL_SCRIPT_H

#define TUNNEL_SCRIPT_EVENTS(X)                                                                    \
    X(TUNNEL_SCRIPT_CONNECTED, "connected")                                                        \
    X(TUNNEL_SCRIPT_DISCONNECTED, "disconnected")                                                  \
    X(TUNNEL_SCRIPT_RECONNECTED, "reconnected")                                                    \
    X(TUNNEL_SCRIPT_RESUMED, "resumed")                                                            \
    X(TUNNEL_SCRIPT_LOGON, "logon")                                                                \
    X(TUNNEL_SCRIPT_LOGOFF, "logoff")                                                              \
    X(TUNNEL_SCRIPT_FINISHED, "finished")                                                          \
    X(TUNNEL_SCRIPT_GUI_CLOSED, "gui-closed")
typedef enum { TUNNEL_SCRIPT_EVENTS(TUNNEL_CODE) } tunnel_script_event_kind;

#define TUNNEL_SCRIPT_VIAS(X)                                                                      \
    X(TUNNEL_SCRIPT_VIA_USER, "user")                                                              \
    X(TUNNEL_SCRIPT_VIA_START, "start")                                                            \
    X(TUNNEL_SCRIPT_VIA_TND, "tnd")                                                                \
    X(TUNNEL_SCRIPT_VIA_WEB, "web")                                                                \
    X(TUNNEL_SCRIPT_VIA_SBL, "sbl")
typedef enum { TUNNEL_SCRIPT_VIAS(TUNNEL_CODE) } tunnel_script_via;

/* The two scripts, named as their files begin. */
#define TUNNEL_SCRIPTS(X)                                                                          \
    X(TUNNEL_SCRIPT_ON_CONNECT, "OnConnect") X(TUNNEL_SCRIPT_ON_DISCONNECT, "OnDisconnect")
typedef enum {
    TUNNEL_SCRIPT_NONE = TUNNEL_NO_CODE,
    TUNNEL_SCRIPTS(TUNNEL_CODE)
} tunnel_script_name;

#define TUNNEL_SCRIPT_KILL_SCOPES(X)                                                               \
    X(TUNNEL_SCRIPT_KILL_TREE, "process-tree") X(TUNNEL_SCRIPT_KILL_SCRIPT, "script")
typedef enum { TUNNEL_SCRIPT_KILL_SCOPES(TUNNEL_CODE) } tunnel_script_kill_scope;

#define TUNNEL_SCRIPT_REASONS(X)                                                                   \
    X(TUNNEL_SCRIPT_NOT_AN_EVENT, "not-an-event")                                                  \
    X(TUNNEL_SCRIPT_MANAGEMENT_TUNNEL, "management-tunnel")                                        \
    X(TUNNEL_SCRIPT_SCRIPTING_OFF, "scripting-off")                                                \
    X(TUNNEL_SCRIPT_SAME_SESSION, "same-session")                                                  \
    X(TUNNEL_SCRIPT_POST_SBL_UNSUPPORTED, "post-sbl-unsupported")                                  \
    X(TUNNEL_SCRIPT_POST_SBL_OFF, "post-sbl-off")                                                  \
    X(TUNNEL_SCRIPT_WAITS_FOR_LOGON, "waits-for-logon")                                            \
    X(TUNNEL_SCRIPT_NO_USER, "no-user")                                                            \
    X(TUNNEL_SCRIPT_NO_SCRIPT, "no-script")                                                        \
    X(TUNNEL_SCRIPT_NOT_EXECUTABLE, "not-executable")                                              \
    X(TUNNEL_SCRIPT_RUN_ON_CONNECT, "on-connect")                                                  \
    X(TUNNEL_SCRIPT_RUN_ON_DISCONNECT, "on-disconnect")                                            \
    X(TUNNEL_SCRIPT_RUN_AFTER_LOGON, "after-logon")
typedef enum {
    TUNNEL_SCRIPT_NO_REASON = TUNNEL_NO_CODE,
    TUNNEL_SCRIPT_REASONS(TUNNEL_CODE)
} tunnel_script_reason;

typedef struct {
    tunnel_script_event_kind event;
    tunnel_script_via via; /* connected */
    tunnel_kind tunnel;
    tunnel_script_name script; /* finished */
} tunnel_script_event;

typedef struct {
    tunnel_text_t name;
    tunnel_text_t mode; /* permissions, octal; ptr NULL: none */
} tunnel_script_file;

typedef struct {
    struct {
        const tunnel_script_event *items;
        size_t count;
    } events;
    struct {
        const tunnel_script_file *items;
        size_t count;
    } files;             /* in the script folder */
    bool user_logged_on; /* before the first event */
    tunnel_text_t host;
    tunnel_preferences preferences;
} tunnel_script_facts;

/* The lists have one item for each event. */
typedef struct {
    tunnel_texts run; /* file names; ptr NULL: none runs */
    struct {
        const tunnel_texts *items;
        size_t count;
    } killed; /* file names */
    tunnel_script_kill_scope kill_scope;
    struct {
        const tunnel_script_reason *items;
        size_t count;
    } reasons;
    tunnel_script_reason reason; /* the last one */
} tunnel_script_result;

TUNNEL_API tunnel_status tunnel_decide_script(const tunnel_policy *policy,
                                              const tunnel_script_facts *facts,
                                              tunnel_script_result *result, tunnel_buffer *buffer,
                                              tunnel_explanation *why);

#endif
