/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* management-tunnel: its status after each event. */
#include "libtunnel/facts.h"
#include "libtunnel/management.h"

typedef tunnel_management_tunnel_facts asked;
typedef tunnel_management_tunnel_result answer;
typedef tunnel_mgmt_event event;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const event_kinds[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_EVENTS);
static const char *const states[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_STATES);
static const char *const outcomes[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_OUTCOMES);
static const char *const causes[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_CAUSES);
static const char *const modes[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_MODES);
static const char *const statuses[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_STATUSES);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_ACTIONS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_MGMT_REASONS);

static bool is_network(tunnel_mgmt_state state)
{
    return state >= TUNNEL_MGMT_TRUSTED && state <= TUNNEL_MGMT_NO_NETWORK;
}

/* Each event that has a state has its own ones. */
static bool state_fits(const void *object, bool given)
{
    const event *e = object;
    tunnel_mgmt_state state = e->state;
    switch (e->event) {
    case TUNNEL_MGMT_NETWORK: return given && is_network(state);
    case TUNNEL_MGMT_USER_TUNNEL:
        return given && state >= TUNNEL_MGMT_STARTING && state <= TUNNEL_MGMT_DOWN;
    case TUNNEL_MGMT_UPDATE:
        return given && (state == TUNNEL_MGMT_PENDING || state == TUNNEL_MGMT_DONE);
    case TUNNEL_MGMT_USER:
        return given && (state == TUNNEL_MGMT_LOGGED_ON || state == TUNNEL_MGMT_LOGGED_OFF);
    default: return !given;
    }
}

static bool management_state_fits(const void *object, bool given)
{
    const event *e = object;
    return !given || (e->event == TUNNEL_MGMT_NETWORK && is_network(e->management_state));
}

static bool result_fits(const void *object, bool given)
{
    const event *e = object;
    if (e->event == TUNNEL_MGMT_PROCESS)
        return given && e->result != TUNNEL_MGMT_ESTABLISHED;
    if (e->event == TUNNEL_MGMT_CONNECT)
        return given && e->result != TUNNEL_MGMT_STARTED;
    return !given;
}

static bool cause_fits(const void *object, bool given)
{
    const event *e = object;
    return !given || e->event == TUNNEL_MGMT_CONNECT;
}

static bool config_fits(const void *object, bool given)
{
    const event *e = object;
    return given ? e->event == TUNNEL_MGMT_CONNECT : e->result != TUNNEL_MGMT_ESTABLISHED;
}

static const tunnel_field family_fields[] = {
    FIELD(tunnel_mgmt_family, BOOLEAN, address, .required = true),
    FIELD(tunnel_mgmt_family, CHOICE, mode, .choices = modes, .initial = TUNNEL_MGMT_TUNNEL_ALL),
    FIELD_END,
};

static const tunnel_field config_fields[] = {
    FIELD(tunnel_mgmt_config, OBJECT, ipv4, .required = true, .fields = family_fields),
    FIELD(tunnel_mgmt_config, OBJECT, ipv6, .required = true, .fields = family_fields),
    FIELD(tunnel_mgmt_config, BOOLEAN, client_bypass),
    FIELD(tunnel_mgmt_config, TEXT, tunnel_all_allowed),
    FIELD(tunnel_mgmt_config, BOOLEAN, banner),
    FIELD_END,
};

static const tunnel_field event_fields[] = {
    FIELD(event, CHOICE, event, .choices = event_kinds, .required = true),
    FIELD(event, CHOICE, state, .choices = states, .initial = TUNNEL_MGMT_NO_STATE,
          .fits = state_fits),
    FIELD(event, CHOICE, management_state, .choices = states, .initial = TUNNEL_MGMT_NO_STATE,
          .fits = management_state_fits),
    FIELD(event, CHOICE, result, .choices = outcomes, .initial = TUNNEL_MGMT_NO_OUTCOME,
          .fits = result_fits),
    FIELD(event, CHOICE, cause, .choices = causes, .initial = TUNNEL_MGMT_OTHER,
          .fits = cause_fits),
    FIELD(event, OBJECT, config, .fields = config_fields, .fits = config_fits),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, TEXT, host),
    FIELD(asked, OBJECTS, events, .required = true, .fields = event_fields, .size = sizeof(event)),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICES, statuses, .choices = statuses),
    FIELD(answer, CHOICES, actions, .choices = actions),
    FIELD(answer, CHOICES, reasons, .choices = reasons),
    FIELD(answer, CHOICE, status, .choices = statuses),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- state ---------------------------------------------------------------------------------- */

typedef enum {
    PHASE_IDLE,
    PHASE_ATTEMPT,
    PHASE_UP,
    PHASE_WAITING, /* it was up when the network went */
} phase;

/* A network as one of the profiles sees it. */
typedef struct {
    bool known, trusted, none;
} seen_network;

typedef struct {
    tunnel_feature feature;
    bool user_tnd, management_tnd;
    bool connects_user; /* the management profile, on untrusted networks */
    phase phase;
    bool after_loss;
    tunnel_mgmt_reason failure; /* of the last attempt; NO_REASON: none */
    bool user_tunnel;           /* starting or up */
    bool updating;
    bool logged_on;
    seen_network user_network, management_network;
} machine;

typedef struct {
    uint32_t row;
    tunnel_mgmt_status status;
    tunnel_mgmt_action action;
    tunnel_mgmt_reason reason;
} outcome;

static bool has_detection(const tunnel_view *view)
{
    return tunnel_on(view, VPN_AUTOMATIC_VPN_POLICY) &&
           (tunnel_choice(view, VPN_TRUSTED_NETWORK_POLICY) !=
                VPN_TRUSTED_NETWORK_POLICY__DO_NOTHING ||
            tunnel_choice(view, VPN_UNTRUSTED_NETWORK_POLICY) !=
                VPN_UNTRUSTED_NETWORK_POLICY__DO_NOTHING);
}

static machine set_up(const tunnel_policy *policy, tunnel_text_t host, tunnel_explanation *why)
{
    machine m = {.feature = tunnel_management_feature(policy, why),
                 .failure = TUNNEL_MGMT_NO_REASON};
    if (m.feature != TUNNEL_FEATURE_ON)
        return m;
    tunnel_view user = tunnel_view_of_host(policy, host, (tunnel_preferences){0}, why);
    tunnel_view management = tunnel_view_of_management(policy, why);
    m.user_tnd = has_detection(&user);
    m.management_tnd = has_detection(&management);
    m.connects_user =
        m.management_tnd && tunnel_choice(&management, VPN_UNTRUSTED_NETWORK_POLICY) ==
                                VPN_UNTRUSTED_NETWORK_POLICY__CONNECT;
    return m;
}

/* ---- events --------------------------------------------------------------------------------- */

static seen_network see(tunnel_mgmt_state state)
{
    return (seen_network){true, state == TUNNEL_MGMT_TRUSTED, state == TUNNEL_MGMT_NO_NETWORK};
}

static bool family_is_good(const tunnel_mgmt_config *config, const tunnel_mgmt_family *family)
{
    if (!family->address)
        return config->client_bypass;
    return family->mode == TUNNEL_MGMT_SPLIT_INCLUDE ||
           tunnel_text_is(config->tunnel_all_allowed, "true");
}

static void fail_attempt(machine *m, tunnel_mgmt_reason failure)
{
    m->phase = PHASE_IDLE;
    m->failure = failure;
}

static tunnel_mgmt_reason reason_of_cause(tunnel_mgmt_cause cause)
{
    bool asks = cause == TUNNEL_MGMT_SERVER_CERTIFICATE || cause == TUNNEL_MGMT_KEY_NEEDS_PROMPT ||
                cause == TUNNEL_MGMT_BANNER;
    return asks ? TUNNEL_MGMT_WHY_INTERACTION : TUNNEL_MGMT_WHY_CONNECT;
}

/* Of an attempt that runs. */
static tunnel_mgmt_action take_connect(machine *m, const event *e)
{
    if (e->result == TUNNEL_MGMT_FAILED) {
        fail_attempt(m, reason_of_cause(e->cause));
        return TUNNEL_MGMT_NOTHING;
    }
    if (e->config.banner) {
        fail_attempt(m, TUNNEL_MGMT_WHY_INTERACTION);
        return TUNNEL_MGMT_STOP;
    }
    if (!family_is_good(&e->config, &e->config.ipv4) ||
        !family_is_good(&e->config, &e->config.ipv6)) {
        fail_attempt(m, TUNNEL_MGMT_WHY_CONFIGURATION);
        return TUNNEL_MGMT_STOP;
    }
    m->phase = PHASE_UP;
    return TUNNEL_MGMT_NOTHING;
}

/* What an event does to an attempt or a tunnel. */
static tunnel_mgmt_action take_progress(machine *m, const event *e)
{
    if (e->event == TUNNEL_MGMT_LOST && m->phase == PHASE_UP) {
        m->phase = PHASE_ATTEMPT;
        m->after_loss = true;
        return TUNNEL_MGMT_RECONNECT;
    }
    if (m->phase != PHASE_ATTEMPT)
        return TUNNEL_MGMT_NOTHING;
    if (e->event == TUNNEL_MGMT_PROCESS) {
        m->after_loss = false;
        if (e->result == TUNNEL_MGMT_FAILED)
            fail_attempt(m, TUNNEL_MGMT_WHY_PROCESS);
    } else if (e->event == TUNNEL_MGMT_CONNECT) {
        m->after_loss = false;
        return take_connect(m, e);
    }
    return TUNNEL_MGMT_NOTHING;
}

static void note_surroundings(machine *m, const event *e)
{
    switch (e->event) {
    case TUNNEL_MGMT_NETWORK:
        m->user_network = see(e->state);
        m->management_network =
            see(e->management_state == TUNNEL_MGMT_NO_STATE ? e->state : e->management_state);
        break;
    case TUNNEL_MGMT_USER_TUNNEL: m->user_tunnel = e->state != TUNNEL_MGMT_DOWN; break;
    case TUNNEL_MGMT_UPDATE: m->updating = e->state == TUNNEL_MGMT_PENDING; break;
    case TUNNEL_MGMT_USER: m->logged_on = e->state == TUNNEL_MGMT_LOGGED_ON; break;
    default: break;
    }
}

/* Events after which the client tries. */
static bool lets_begin(const event *e)
{
    return e->event == TUNNEL_MGMT_BOOT || e->event == TUNNEL_MGMT_NETWORK ||
           e->event == TUNNEL_MGMT_RETRY ||
           (e->event == TUNNEL_MGMT_USER_TUNNEL && e->state == TUNNEL_MGMT_DOWN) ||
           (e->event == TUNNEL_MGMT_UPDATE && e->state == TUNNEL_MGMT_DONE);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static void decide(outcome *made, uint32_t row, tunnel_mgmt_status status,
                   tunnel_mgmt_reason reason)
{
    made->row = row;
    made->status = status;
    made->reason = reason;
}

/* Rows 2 to 5: what keeps the tunnel down. */
static bool take_hindrance(machine *m, outcome *made)
{
    bool trusted = m->phase == PHASE_UP ? m->management_tnd && m->management_network.trusted
                                        : m->user_tnd && m->user_network.trusted;
    if (m->user_tunnel)
        decide(made, 2, TUNNEL_MGMT_IN_USER_TUNNEL, TUNNEL_MGMT_WHY_USER_TUNNEL);
    else if (m->updating)
        decide(made, 3, TUNNEL_MGMT_IN_UPDATE, TUNNEL_MGMT_WHY_UPDATE);
    else if (trusted)
        decide(made, 4, TUNNEL_MGMT_IN_TRUSTED, TUNNEL_MGMT_WHY_TRUSTED);
    else if (m->user_network.none)
        decide(made, 5, TUNNEL_MGMT_DISCONNECTED, TUNNEL_MGMT_WHY_NO_NETWORK);
    else
        return false;
    if (made->row == 5 && (m->phase == PHASE_UP || m->phase == PHASE_WAITING)) {
        m->phase = PHASE_WAITING;
        return true;
    }
    if (m->phase != PHASE_IDLE)
        made->action = TUNNEL_MGMT_STOP;
    m->phase = PHASE_IDLE;
    m->after_loss = false;
    return true;
}

static tunnel_mgmt_status status_of_failure(tunnel_mgmt_reason failure)
{
    switch (failure) {
    case TUNNEL_MGMT_WHY_PROCESS: return TUNNEL_MGMT_LAUNCH_FAILED;
    case TUNNEL_MGMT_WHY_CONFIGURATION: return TUNNEL_MGMT_BAD_CONFIGURATION;
    default: return TUNNEL_MGMT_CONNECT_FAILED;
    }
}

/* Rows 6 to 9. */
static void take_status(const machine *m, outcome *made)
{
    if (m->failure != TUNNEL_MGMT_NO_REASON)
        decide(made, 6, status_of_failure(m->failure), m->failure);
    else if (m->phase == PHASE_UP)
        decide(made, 7, TUNNEL_MGMT_CONNECTED, TUNNEL_MGMT_WHY_CONNECTED);
    else if (m->user_tnd && !m->user_network.known)
        decide(made, 8, TUNNEL_MGMT_DISCONNECTED, TUNNEL_MGMT_WHY_UNKNOWN);
    else
        decide(made, 9, TUNNEL_MGMT_DISCONNECTED,
               m->after_loss ? TUNNEL_MGMT_WHY_RECONNECTING : TUNNEL_MGMT_WHY_ATTEMPTING);
}

static void begin(machine *m, outcome *made)
{
    bool waited = m->phase == PHASE_WAITING;
    made->action = waited ? TUNNEL_MGMT_RECONNECT : TUNNEL_MGMT_START;
    m->phase = PHASE_ATTEMPT;
    m->after_loss = waited;
    m->failure = TUNNEL_MGMT_NO_REASON;
}

static bool wants_user_tunnel(const machine *m, const event *e)
{
    const seen_network *network = &m->management_network;
    return m->phase == PHASE_UP && m->connects_user && m->logged_on &&
           (e->event == TUNNEL_MGMT_NETWORK || e->event == TUNNEL_MGMT_USER) && network->known &&
           !network->trusted && !network->none;
}

/* Row 1, by tunnel_feature. */
static const tunnel_mgmt_reason off_reasons[] = {
    [TUNNEL_FEATURE_PLATFORM_UNSUPPORTED] = TUNNEL_MGMT_WHY_PLATFORM,
    [TUNNEL_FEATURE_NO_PROFILE] = TUNNEL_MGMT_WHY_NO_PROFILE,
    [TUNNEL_FEATURE_NO_ENTRY] = TUNNEL_MGMT_WHY_NO_ENTRY,
    [TUNNEL_FEATURE_SEVERAL_ENTRIES] = TUNNEL_MGMT_WHY_SEVERAL_ENTRIES,
    [TUNNEL_FEATURE_NO_GROUP] = TUNNEL_MGMT_WHY_NO_GROUP,
    [TUNNEL_FEATURE_ALWAYS_ON] = TUNNEL_MGMT_WHY_ALWAYS_ON,
};

static outcome take_event(machine *m, const event *e)
{
    outcome made = {.action = TUNNEL_MGMT_NOTHING};
    if (m->feature != TUNNEL_FEATURE_ON) {
        decide(&made, 1, TUNNEL_MGMT_DISABLED, off_reasons[m->feature]);
        return made;
    }
    note_surroundings(m, e);
    made.action = take_progress(m, e);
    if (take_hindrance(m, &made))
        return made;
    bool unknown = m->user_tnd && !m->user_network.known;
    if (lets_begin(e) && !unknown && (m->phase == PHASE_IDLE || m->phase == PHASE_WAITING))
        begin(m, &made);
    else if (wants_user_tunnel(m, e))
        made.action = TUNNEL_MGMT_CONNECT_USER_TUNNEL;
    take_status(m, &made);
    return made;
}

tunnel_status tunnel_decide_management_tunnel(const tunnel_policy *policy, const asked *f,
                                              answer *result, tunnel_buffer *buffer,
                                              tunnel_explanation *why)
{
    size_t count = f->events.count;
    tunnel_mgmt_status *stats = tunnel_take(buffer, count * sizeof *stats);
    tunnel_mgmt_action *acts = stats ? tunnel_take(buffer, count * sizeof *acts) : NULL;
    tunnel_mgmt_reason *codes = acts ? tunnel_take(buffer, count * sizeof *codes) : NULL;
    if (!codes)
        return TUNNEL_BUFFER_TOO_SMALL;
    *result = (answer){.statuses = {stats, count},
                       .actions = {acts, count},
                       .reasons = {codes, count},
                       .status = TUNNEL_MGMT_NO_STATUS,
                       .reason = TUNNEL_MGMT_NO_REASON};
    machine m = set_up(policy, f->host, why);
    for (size_t i = 0; i < count; i++) {
        outcome made = take_event(&m, &f->events.items[i]);
        stats[i] = result->status = made.status;
        acts[i] = made.action;
        codes[i] = result->reason = made.reason;
        tunnel_row(why, made.row);
    }
    return TUNNEL_OK;
}

TUNNEL_ENGINE(management_tunnel, "management-tunnel");
