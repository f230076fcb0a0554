/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* always-on: what network access there is while Always-On is set. */
#include "libtunnel/facts.h"
#include "libtunnel/portal.h"

typedef tunnel_always_on_facts asked;
typedef tunnel_always_on_result answer;

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const attempts[] = TUNNEL_CODE_TEXTS(TUNNEL_ALWAYS_ON_RESULTS);
static const char *const browsers[] = TUNNEL_CODE_TEXTS(TUNNEL_ALWAYS_ON_BROWSERS);
static const char *const states[] = TUNNEL_CODE_TEXTS(TUNNEL_ALWAYS_ON_STATES);
static const char *const accesses[] = TUNNEL_CODE_TEXTS(TUNNEL_ALWAYS_ON_ACCESSES);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_ALWAYS_ON_ACTIONS);
static const char *const events[] = TUNNEL_CODE_TEXTS(TUNNEL_ALWAYS_ON_EVENTS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_ALWAYS_ON_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, network, .choices = tunnel_network_texts, .required = true),
    FIELD(asked, CHOICE, vpn, .choices = tunnel_vpn_state_texts, .required = true),
    FIELD(asked, BOOLEAN, user_logged_on, .initial = true),
    FIELD(asked, BOOLEAN, user_disconnected),
    FIELD(asked, BOOLEAN, update_running),
    FIELD(asked, BOOLEAN, exempt),
    FIELD(asked, TEXT, host),
    FIELD(asked, CHOICE, connect_result, .choices = attempts),
    FIELD(asked, BOOLEAN, captive_portal),
    FIELD(asked, INTEGER, remediation_elapsed_s, .initial = TUNNEL_NO_NUMBER),
    FIELD(asked, CHOICE, remediation_browser, .choices = browsers),
    FIELD(asked, BOOLEAN, local_rules),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, always_on, .choices = states),
    FIELD(answer, CHOICE, access, .choices = accesses),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD(answer, CHOICES, permit, .choices = tunnel_permit_texts),
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, BOOLEAN, disconnect_button),
    FIELD(answer, INTEGER, remediation_left_s),
    FIELD(answer, CHOICE, event, .choices = events),
    FIELD_END,
};

/* ---- one question
 * ----------------------------------------------------------------------------------- */

typedef struct {
    const tunnel_policy *policy;
    const asked *f;
    answer *result;
    tunnel_view view;
    uint32_t row;
} question;

static void decide(question *q, uint32_t row, tunnel_always_on_access access,
                   tunnel_always_on_reason reason)
{
    tunnel_row(q->view.why, row);
    q->row = row;
    q->result->access = access;
    q->result->reason = reason;
}

/* How far a profile comes in setting Always-On, and what stops it there. */
static tunnel_always_on_reason obstacle(const question *q, const tunnel_view *view)
{
    if (!tunnel_on(view, VPN_ALWAYS_ON))
        return TUNNEL_ALWAYS_ON_NOT_SET;
    if (!(tunnel_policy_platform(q->policy) & (TUNNEL_WINDOWS | TUNNEL_MACOS)))
        return TUNNEL_ALWAYS_ON_PLATFORM_UNSUPPORTED;
    if (!tunnel_on(view, VPN_AUTOMATIC_VPN_POLICY))
        return TUNNEL_ALWAYS_ON_AUTOMATIC_POLICY_OFF;
    tunnel_choice(view, VPN_UNTRUSTED_NETWORK_POLICY);
    return TUNNEL_ALWAYS_ON_UNTRUSTED_DO_NOTHING;
}

/* Row 2. If no profile sets Always-On, what stops the one that comes furthest. */
static void decide_off(question *q)
{
    const tunnel_policy *policy = q->policy;
    const tunnel_profile *furthest = tunnel_first_profile(policy);
    tunnel_always_on_reason most = TUNNEL_ALWAYS_ON_NOT_SET;
    if (policy->root->always_on) {
        tunnel_always_on(policy, true, q->view.why);
        decide(q, 2, TUNNEL_ALWAYS_ON_UNRESTRICTED, TUNNEL_ALWAYS_ON_EXEMPT);
        return;
    }
    for (uint32_t i = 0; i < policy->root->profile_count; i++) {
        const tunnel_profile *profile = TUNNEL_AT(policy, tunnel_profile, PROFILES, i);
        tunnel_view view = tunnel_view_of_profile(policy, profile, (tunnel_preferences){0}, NULL);
        tunnel_always_on_reason reason = obstacle(q, &view);
        if (reason > most) {
            furthest = profile;
            most = reason;
        }
    }
    tunnel_view view =
        tunnel_view_of_profile(policy, furthest, (tunnel_preferences){0}, q->view.why);
    decide(q, 2, TUNNEL_ALWAYS_ON_UNRESTRICTED, obstacle(q, &view));
}

/* Rows 8 to 12. */
static void decide_portal(question *q)
{
    if (tunnel_fails_open(&q->view)) {
        decide(q, 8, TUNNEL_ALWAYS_ON_OPEN, TUNNEL_ALWAYS_ON_PORTAL_OPEN);
        return;
    }
    if (!tunnel_on(&q->view, VPN_ALLOW_CAPTIVE_PORTAL_REMEDIATION)) {
        decide(q, 9, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_PORTAL_REMEDIATION_OFF);
        return;
    }
    int64_t left = tunnel_portal_left(&q->view, q->f->remediation_elapsed_s);
    q->result->remediation_left_s = left;
    if (!left)
        decide(q, 10, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_REMEDIATION_EXPIRED);
    else if (q->f->remediation_browser == TUNNEL_ALWAYS_ON_EXTERNAL &&
             tunnel_on(&q->view, VPN_CAPTIVE_PORTAL_REMEDIATION_BROWSER_FAILOVER))
        decide(q, 11, TUNNEL_ALWAYS_ON_REMEDIATION, TUNNEL_ALWAYS_ON_REMEDIATION_EXTERNAL_BROWSER);
    else
        decide(q, 12, TUNNEL_ALWAYS_ON_REMEDIATION, TUNNEL_ALWAYS_ON_REMEDIATION_CLIENT_BROWSER);
}

/* Rows 13 to 16. */
static void decide_attempt(question *q)
{
    switch (q->f->connect_result) {
    case TUNNEL_ALWAYS_ON_CERTIFICATE_INVALID:
        decide(q, 13, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_CERTIFICATE_REFUSED);
        q->result->event = TUNNEL_ALWAYS_ON_BAD_CERTIFICATE;
        break;
    case TUNNEL_ALWAYS_ON_AUTHENTICATION_FAILED:
    case TUNNEL_ALWAYS_ON_ERROR:
        decide(q, 14, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_ATTEMPT_FAILED);
        break;
    case TUNNEL_ALWAYS_ON_UNREACHABLE:
        if (tunnel_fails_open(&q->view))
            decide(q, 15, TUNNEL_ALWAYS_ON_OPEN, TUNNEL_ALWAYS_ON_FAILURE_OPEN);
        else
            decide(q, 15, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_FAILURE_CLOSED);
        break;
    default: decide(q, 16, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_ESTABLISHING); break;
    }
}

static void take_rows(question *q)
{
    const asked *f = q->f;
    bool connected = f->vpn == TUNNEL_VPN_CONNECTED,
         off = q->result->always_on == TUNNEL_ALWAYS_ON_OFF;
    if (!connected && !off)
        tunnel_always_on(q->policy, f->exempt, q->view.why); /* for the explanation */
    if (connected)
        decide(q, 1, TUNNEL_ALWAYS_ON_TUNNEL, TUNNEL_ALWAYS_ON_VPN_CONNECTED);
    else if (off)
        decide_off(q);
    else if (f->network == TUNNEL_NETWORK_TRUSTED)
        decide(q, 3, TUNNEL_ALWAYS_ON_UNRESTRICTED, TUNNEL_ALWAYS_ON_TRUSTED_NETWORK);
    else if (f->user_disconnected && tunnel_on(&q->view, VPN_ALLOW_VPN_DISCONNECT))
        decide(q, 4, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_USER_DISCONNECTED);
    else if (f->update_running)
        decide(q, 5, TUNNEL_ALWAYS_ON_OPEN, TUNNEL_ALWAYS_ON_UPDATE_RUNNING);
    else if (f->vpn == TUNNEL_VPN_PAUSED)
        decide(q, 6, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_VPN_PAUSED);
    else if (f->vpn == TUNNEL_VPN_RECONNECTING)
        decide(q, 6, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_VPN_RECONNECTING);
    else if (!f->user_logged_on)
        decide(q, 7, TUNNEL_ALWAYS_ON_BLOCKED, TUNNEL_ALWAYS_ON_NO_USER);
    else if (f->captive_portal)
        decide_portal(q);
    else
        decide_attempt(q);
}

/* ---- what goes with it
 * ------------------------------------------------------------------------------ */

/* The rules of the last session hold while an attempt has failed, and the policy is Closed. */
static bool keeps_local_rules(const question *q)
{
    bool failed = q->row == 9 || q->row == 10 || (q->row >= 13 && q->row <= 15);
    return failed && q->f->local_rules && !tunnel_fails_open(&q->view) &&
           tunnel_on(&q->view, VPN_APPLY_LAST_VPN_LOCAL_RESOURCE_RULES);
}

/* What passes while the network is held. */
static size_t list_held(const question *q, tunnel_permit *items)
{
    size_t count = 0;
    uint32_t hosts;
    items[count++] = TUNNEL_PERMIT_GATEWAYS;
    tunnel_items(&q->view, VPN_ALLOWED_HOSTS, &hosts);
    if (hosts)
        items[count++] = TUNNEL_PERMIT_ALLOWED_HOSTS;
    if (keeps_local_rules(q))
        items[count++] = TUNNEL_PERMIT_LOCAL_RESOURCES;
    if (q->result->access == TUNNEL_ALWAYS_ON_REMEDIATION)
        items[count++] = TUNNEL_PERMIT_PORTAL_BROWSER;
    return count;
}

static bool list_permits(question *q, tunnel_buffer *buffer)
{
    enum { MOST = 4 };
    const answer *result = q->result;
    tunnel_permit *items = tunnel_take(buffer, MOST * sizeof *items);
    size_t count = 1;
    if (!items)
        return false;
    if (result->access == TUNNEL_ALWAYS_ON_TUNNEL)
        items[0] = TUNNEL_PERMIT_TUNNEL_POLICY;
    else if (result->access == TUNNEL_ALWAYS_ON_BLOCKED ||
             result->reason == TUNNEL_ALWAYS_ON_REMEDIATION_CLIENT_BROWSER)
        count = list_held(q, items);
    else
        items[0] = TUNNEL_PERMIT_EVERYTHING;
    q->result->permit = (tunnel_permits){items, count};
    return true;
}

static tunnel_always_on_action action_of(const question *q)
{
    if (q->result->reason == TUNNEL_ALWAYS_ON_VPN_PAUSED)
        return TUNNEL_ALWAYS_ON_RESUME;
    if (q->row >= 8 && q->f->vpn == TUNNEL_VPN_DISCONNECTED)
        return TUNNEL_ALWAYS_ON_CONNECT;
    return TUNNEL_ALWAYS_ON_NONE;
}

/* No row asks for it, so it explains none. */
static bool has_button(const question *q)
{
    tunnel_view quiet = q->view;
    quiet.why = NULL;
    return (q->f->vpn == TUNNEL_VPN_CONNECTED || q->f->vpn == TUNNEL_VPN_RECONNECTING ||
            q->f->vpn == TUNNEL_VPN_PAUSED) &&
           (q->result->always_on == TUNNEL_ALWAYS_ON_OFF ||
            tunnel_on(&quiet, VPN_ALLOW_VPN_DISCONNECT));
}

tunnel_status tunnel_decide_always_on(const tunnel_policy *policy, const asked *f, answer *result,
                                      tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.policy = policy,
                  .f = f,
                  .result = result,
                  .view = tunnel_view_of_host(policy, f->host, (tunnel_preferences){0}, why)};
    bool on = tunnel_always_on(policy, f->exempt, NULL);
    *result = (answer){.always_on = on ? TUNNEL_ALWAYS_ON_ON : TUNNEL_ALWAYS_ON_OFF,
                       .remediation_left_s = TUNNEL_NO_NUMBER,
                       .event = TUNNEL_ALWAYS_ON_NO_EVENT};
    take_rows(&q);
    if (!list_permits(&q, buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    result->action = action_of(&q);
    result->disconnect_button = has_button(&q);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(always_on, "always-on");
