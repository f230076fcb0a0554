/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* deferred-update: may the user put an update off. Part of tunnel.h. */
#ifndef TUNNEL_DEFERRED_UPDATE_H
#define TUNNEL_DEFERRED_UPDATE_H

#define TUNNEL_DEFERRED_UPDATE_ANSWERS(X)                                                          \
    X(TUNNEL_DEFERRED_UPDATE_ANSWER_DEFER, "defer")                                                \
    X(TUNNEL_DEFERRED_UPDATE_ANSWER_UPDATE, "update")
typedef enum {
    TUNNEL_DEFERRED_UPDATE_NO_ANSWER = TUNNEL_NO_CODE,
    TUNNEL_DEFERRED_UPDATE_ANSWERS(TUNNEL_CODE)
} tunnel_deferred_update_answer;

#define TUNNEL_DEFERRED_UPDATE_ACTIONS(X)                                                          \
    X(TUNNEL_DEFERRED_UPDATE_NONE, "none")                                                         \
    X(TUNNEL_DEFERRED_UPDATE_UPDATE, "update")                                                     \
    X(TUNNEL_DEFERRED_UPDATE_DEFER, "defer")                                                       \
    X(TUNNEL_DEFERRED_UPDATE_PROMPT, "prompt")
typedef enum { TUNNEL_DEFERRED_UPDATE_ACTIONS(TUNNEL_CODE) } tunnel_deferred_update_action;

#define TUNNEL_DEFERRED_UPDATE_REASONS(X)                                                          \
    X(TUNNEL_DEFERRED_UPDATE_NO_UPDATE, "no-update")                                               \
    X(TUNNEL_DEFERRED_UPDATE_PLATFORM_UNSUPPORTED, "platform-unsupported")                         \
    X(TUNNEL_DEFERRED_UPDATE_DEFERRAL_OFF, "deferral-off")                                         \
    X(TUNNEL_DEFERRED_UPDATE_ATTRIBUTE_INVALID, "attribute-invalid")                               \
    X(TUNNEL_DEFERRED_UPDATE_BELOW_MINIMUM, "below-minimum")                                       \
    X(TUNNEL_DEFERRED_UPDATE_FORCED_DEFER, "forced-defer")                                         \
    X(TUNNEL_DEFERRED_UPDATE_FORCED_UPDATE, "forced-update")                                       \
    X(TUNNEL_DEFERRED_UPDATE_USER_DEFERRED, "user-deferred")                                       \
    X(TUNNEL_DEFERRED_UPDATE_USER_UPDATED, "user-updated")                                         \
    X(TUNNEL_DEFERRED_UPDATE_TIMEOUT_DEFER, "timeout-defer")                                       \
    X(TUNNEL_DEFERRED_UPDATE_TIMEOUT_UPDATE, "timeout-update")                                     \
    X(TUNNEL_DEFERRED_UPDATE_PROMPTED, "prompt")
typedef enum { TUNNEL_DEFERRED_UPDATE_REASONS(TUNNEL_CODE) } tunnel_deferred_update_reason;

typedef struct {
    tunnel_text_t name, version;
} tunnel_installed_module;

typedef struct {
    struct {
        bool given;
        /* Each as the headend pushed it; ptr NULL: it did not. */
        tunnel_text_t allowed;          /* DeferredUpdateAllowed */
        tunnel_text_t minimum_version;  /* DeferredUpdateMinimumVersion */
        tunnel_text_t dismiss_timeout;  /* DeferredUpdateDismissTimeout */
        tunnel_text_t dismiss_response; /* DeferredUpdateDismissResponse */
    } attributes;
    bool update_available;
    tunnel_texts enabled_modules; /* on the headend */
    struct {
        const tunnel_installed_module *items; /* in the order of their names' bytes */
        size_t count;
    } installed;
    tunnel_deferred_update_answer answer; /* of the user */
    int64_t elapsed_s;                    /* since the prompt */
} tunnel_deferred_update_facts;

typedef struct {
    tunnel_deferred_update_action action;
    bool eligible;  /* all that must hold for putting it off does */
    int64_t left_s; /* until the prompt goes away; TUNNEL_NO_NUMBER: never, or there is none */
    tunnel_deferred_update_reason reason;
} tunnel_deferred_update_result;

TUNNEL_API tunnel_status tunnel_decide_deferred_update(const tunnel_policy *policy,
                                                       const tunnel_deferred_update_facts *facts,
                                                       tunnel_deferred_update_result *result,
                                                       tunnel_buffer *buffer,
                                                       tunnel_explanation *why);

#endif
