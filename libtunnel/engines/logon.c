/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* logon: who may establish and keep the tunnel. */
#include "libtunnel/facts.h"
#include "libtunnel/view.h"

typedef tunnel_logon_facts asked;
typedef tunnel_logon_result answer;

/* A remote user must stay this long after the tunnel came up (003:L376). */
enum { WAIT_S = 90 };

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const events[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_EVENTS);
static const char *const places[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_PLACES);
static const char *const users[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_USERS);
static const char *const causes[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_CAUSES);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_ACTIONS);
static const char *const enforcements[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_ENFORCEMENTS);
static const char *const establishments[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_ESTABLISHMENTS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_LOGON_REASONS);

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, event, .choices = events, .required = true),
    FIELD(asked, CHOICE, initiator, .choices = places, .required = true),
    FIELD(asked, INTEGER, local_users),
    FIELD(asked, INTEGER, remote_users),
    FIELD(asked, BOOLEAN, sbl),
    FIELD(asked, CHOICE, user, .choices = users, .initial = TUNNEL_LOGON_OTHER),
    FIELD(asked, BOOLEAN, initiator_logged_off),
    FIELD(asked, CHOICE, dropped_by, .choices = causes, .initial = TUNNEL_LOGON_BY_USER),
    FIELD(asked, INTEGER, up_s),
    FACT_TUNNEL(asked),
    FIELD(asked, TEXT, host),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, CHOICE, enforcement, .choices = enforcements),
    FIELD(answer, CHOICE, establishment, .choices = establishments),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- settings
 * --------------------------------------------------------------------------------------- */

/* The codes of a setting are those of its result. */
#define SAME(setting, code) _Static_assert((int)(setting) == (int)(code), #code)
SAME(VPN_WINDOWS_LOGON_ENFORCEMENT__SINGLE_LOGON, TUNNEL_SINGLE_LOGON);
SAME(VPN_WINDOWS_LOGON_ENFORCEMENT__SINGLE_LOCAL_LOGON, TUNNEL_SINGLE_LOCAL_LOGON);
SAME(VPN_WINDOWS_LOGON_ENFORCEMENT__SINGLE_LOGON_NO_REMOTE, TUNNEL_SINGLE_LOGON_NO_REMOTE);
SAME(VPN_LINUX_LOGON_ENFORCEMENT__SINGLE_LOGON, TUNNEL_SINGLE_LOGON);
SAME(VPN_LINUX_LOGON_ENFORCEMENT__SINGLE_LOCAL_LOGON, TUNNEL_SINGLE_LOCAL_LOGON);
SAME(VPN_LINUX_LOGON_ENFORCEMENT__SINGLE_LOGON_NO_REMOTE, TUNNEL_SINGLE_LOGON_NO_REMOTE);
SAME(VPN_WINDOWS_VPN_ESTABLISHMENT__LOCAL_USERS_ONLY, TUNNEL_LOCAL_USERS_ONLY);
SAME(VPN_WINDOWS_VPN_ESTABLISHMENT__ALLOW_REMOTE_USERS, TUNNEL_ALLOW_REMOTE_USERS);
SAME(VPN_LINUX_VPN_ESTABLISHMENT__LOCAL_USERS_ONLY, TUNNEL_LOCAL_USERS_ONLY);
SAME(VPN_LINUX_VPN_ESTABLISHMENT__ALLOW_REMOTE_USERS, TUNNEL_ALLOW_REMOTE_USERS);

typedef struct {
    const asked *f;
    answer *result;
    tunnel_view view;
    uint32_t platform;
} question;

/* A code of windows or linux; TUNNEL_NO_CODE elsewhere. */
static int code_of(const tunnel_view *view, uint32_t platform, tunnel_setting windows,
                   tunnel_setting linux_setting)
{
    if (platform != TUNNEL_WINDOWS && platform != TUNNEL_LINUX)
        return TUNNEL_NO_CODE;
    uint32_t code = tunnel_choice(view, platform == TUNNEL_WINDOWS ? windows : linux_setting);
    return code == TUNNEL_NONE ? TUNNEL_NO_CODE : (int)code;
}

static tunnel_logon_enforcement enforcement_of(const tunnel_view *view, uint32_t platform)
{
    return (tunnel_logon_enforcement)code_of(view, platform, VPN_WINDOWS_LOGON_ENFORCEMENT,
                                             VPN_LINUX_LOGON_ENFORCEMENT);
}

static tunnel_logon_establishment establishment_of(const tunnel_view *view, uint32_t platform)
{
    return (tunnel_logon_establishment)code_of(view, platform, VPN_WINDOWS_VPN_ESTABLISHMENT,
                                               VPN_LINUX_VPN_ESTABLISHMENT);
}

/* What the answer shows in any case; rows that ask for it explain it. */
static void show_settings(question *q)
{
    tunnel_view quiet = q->view;
    quiet.why = NULL;
    if (q->f->tunnel == TUNNEL_MANAGEMENT)
        return;
    q->result->enforcement = enforcement_of(&quiet, q->platform);
    if (q->f->event == TUNNEL_LOGON_ESTABLISH && !q->f->sbl)
        q->result->establishment = establishment_of(&quiet, q->platform);
}

/* ---- rows
 * ------------------------------------------------------------------------------------------- */

static void decide(question *q, uint32_t row, bool good, tunnel_logon_reason reason)
{
    tunnel_row(q->view.why, row);
    if (q->f->event == TUNNEL_LOGON_ESTABLISH)
        q->result->action = good ? TUNNEL_LOGON_ALLOW : TUNNEL_LOGON_REFUSE;
    else
        q->result->action = good ? TUNNEL_LOGON_KEEP : TUNNEL_LOGON_TERMINATE;
    q->result->reason = reason;
}

static bool retains(const question *q)
{
    return q->platform & (TUNNEL_WINDOWS | TUNNEL_MACOS) &&
           tunnel_on(&q->view, VPN_RETAIN_VPN_ON_LOGOFF);
}

/* Row 2. */
static void decide_logoff(question *q)
{
    if (q->f->user == TUNNEL_LOGON_OTHER)
        decide(q, 2, true, TUNNEL_LOGON_OTHER_USER);
    else if (retains(q))
        decide(q, 2, true, TUNNEL_LOGON_RETAINED);
    else
        decide(q, 2, false, TUNNEL_LOGON_INITIATOR_LOGGED_OFF);
}

/* Row 3. */
static bool is_different_user(const question *q)
{
    return q->f->event == TUNNEL_LOGON_LOGON && q->f->user == TUNNEL_LOGON_OTHER &&
           q->f->initiator_logged_off && retains(q) &&
           tunnel_choice(&q->view, VPN_USER_ENFORCEMENT) == VPN_USER_ENFORCEMENT__SAME_USER_ONLY;
}

/* Row 5. */
static void decide_drop(question *q)
{
    if (q->platform == TUNNEL_LINUX || q->f->initiator == TUNNEL_LOGON_LOCAL)
        decide(q, 5, true, TUNNEL_LOGON_NOT_ENFORCED);
    else if (q->f->dropped_by == TUNNEL_LOGON_BY_ROUTING)
        decide(q, 5, false, TUNNEL_LOGON_ROUTING_DROPPED_USER);
    else if (q->f->up_s < WAIT_S)
        decide(q, 5, false, TUNNEL_LOGON_LEFT_TOO_EARLY);
    else
        decide(q, 5, true, TUNNEL_LOGON_LEFT_AFTER_WAIT);
}

/* Row 6. */
static bool is_unwanted_remote(const question *q)
{
    return q->f->event == TUNNEL_LOGON_ESTABLISH && q->f->initiator == TUNNEL_LOGON_REMOTE &&
           !q->f->sbl && establishment_of(&q->view, q->platform) == TUNNEL_LOCAL_USERS_ONLY;
}

/* Rows 7 to 10. */
static void count_users(question *q)
{
    int64_t local = q->f->local_users, remote = q->f->remote_users;
    tunnel_logon_enforcement limit = enforcement_of(&q->view, q->platform);
    if (local > 1 && (limit == TUNNEL_SINGLE_LOCAL_LOGON || limit == TUNNEL_SINGLE_LOGON_NO_REMOTE))
        decide(q, 7, false, TUNNEL_LOGON_SEVERAL_LOCAL_USERS);
    else if (remote > 0 && limit == TUNNEL_SINGLE_LOGON_NO_REMOTE)
        decide(q, 8, false, TUNNEL_LOGON_REMOTE_USER_PRESENT);
    else if ((local > 1 || remote > 1 || (local > 0 && remote > 0)) && limit == TUNNEL_SINGLE_LOGON)
        decide(q, 9, false, TUNNEL_LOGON_SEVERAL_USERS);
    else
        decide(q, 10, true, TUNNEL_LOGON_WITHIN_LIMITS);
}

tunnel_status tunnel_decide_logon(const tunnel_policy *policy, const asked *f, answer *result,
                                  tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.f = f,
                  .result = result,
                  .view = tunnel_view_of(policy, f->tunnel, f->host, (tunnel_preferences){0}, why),
                  .platform = tunnel_policy_platform(policy)};
    (void)buffer;
    *result =
        (answer){.enforcement = TUNNEL_NO_ENFORCEMENT, .establishment = TUNNEL_NO_ESTABLISHMENT};
    show_settings(&q);
    if (f->tunnel == TUNNEL_MANAGEMENT)
        decide(&q, 1, true, TUNNEL_LOGON_MANAGEMENT_TUNNEL);
    else if (f->event == TUNNEL_LOGON_LOGOFF)
        decide_logoff(&q);
    else if (is_different_user(&q))
        decide(&q, 3, false, TUNNEL_LOGON_DIFFERENT_USER);
    else if (q.platform != TUNNEL_WINDOWS && q.platform != TUNNEL_LINUX)
        decide(&q, 4, true, TUNNEL_LOGON_PLATFORM_NOT_ENFORCED);
    else if (f->event == TUNNEL_LOGON_REMOTE_DROPPED)
        decide_drop(&q);
    else if (is_unwanted_remote(&q))
        decide(&q, 6, false, TUNNEL_LOGON_REMOTE_USER_NOT_ALLOWED);
    else
        count_users(&q);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(logon, "logon");
