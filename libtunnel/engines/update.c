/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* update: what the downloader does at a headend. */
#include <string.h>

#include "libtunnel/facts.h"
#include "libtunnel/names.h"
#include "libtunnel/sort.h"
#include "libtunnel/version.h"
#include "libtunnel/view.h"

typedef tunnel_update_facts asked;
typedef tunnel_update_result answer;

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const packages[] = TUNNEL_CODE_TEXTS(TUNNEL_UPDATE_PACKAGES);
static const char *const contents[] = TUNNEL_CODE_TEXTS(TUNNEL_UPDATE_CONTENTS);
static const char *const softwares[] = TUNNEL_CODE_TEXTS(TUNNEL_UPDATE_SOFTWARES);
static const char *const connections[] = TUNNEL_CODE_TEXTS(TUNNEL_UPDATE_CONNECTIONS);
static const char *const origins[] = TUNNEL_CODE_TEXTS(TUNNEL_UPDATE_ORIGINS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_UPDATE_REASONS);

static bool is_server(tunnel_text_t text)
{
    tunnel_host host;
    return tunnel_host_parse(text, &host);
}

static const tunnel_field headend_fields[] = {
    FIELD(tunnel_update_headend, TEXT, version, .required = true, .nullable = true),
    FIELD(tunnel_update_headend, TEXTS, modules),
    FIELD_END,
};

static const tunnel_field client_fields[] = {
    FIELD(tunnel_update_client, TEXT, version, .required = true),
    FIELD(tunnel_update_client, TEXTS, modules, .required = true),
    FIELD_END,
};

static const tunnel_field vpn_profile_fields[] = {
    FIELD(tunnel_update_vpn_profile, BOOLEAN, present, .required = true),
    FIELD(tunnel_update_vpn_profile, BOOLEAN, differs),
    FIELD(tunnel_update_vpn_profile, BOOLEAN, always_on),
    FIELD_END,
};

static const tunnel_field profile_fields[] = {
    FIELD(tunnel_update_profile, TEXT, name, .required = true),
    FIELD(tunnel_update_profile, BOOLEAN, differs, .required = true),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, TEXT, server, .required = true, .allows = is_server),
    FIELD(asked, OBJECT, headend, .required = true, .fields = headend_fields),
    FIELD(asked, OBJECT, client, .required = true, .fields = client_fields),
    FACT_TUNNEL(asked),
    FIELD(asked, CHOICE, package, .choices = packages, .initial = TUNNEL_UPDATE_NATIVE),
    FIELD(asked, TEXT, host),
    FACT_PREFERENCES(asked),
    FIELD(asked, OBJECT, vpn_profile, .fields = vpn_profile_fields),
    FIELD(asked, OBJECTS, profiles, .fields = profile_fields,
          .size = sizeof(tunnel_update_profile)),
    FIELD(asked, CHOICES, content, .choices = contents),
    FIELD(asked, BOOLEAN, use_local_profile),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, BOOLEAN, authorized),
    FIELD(answer, CHOICE, software, .choices = softwares),
    FIELD(answer, TEXTS, modules),
    FIELD(answer, TEXTS, profiles),
    FIELD(answer, CHOICES, content, .choices = contents),
    FIELD(answer, TEXTS, skipped),
    FIELD(answer, CHOICE, connection, .choices = connections),
    FIELD(answer, BOOLEAN, delete_other_profiles),
    FIELD(answer, CHOICE, settings_from, .choices = origins),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- one question --------------------------------------------------------------------------- */

/* Lists of the result while they grow; there is room for all that can come. */
typedef struct {
    tunnel_text_t *profiles, *skipped, *modules;
    tunnel_update_content *content;
} room;

typedef struct {
    const tunnel_policy *policy;
    const asked *f;
    answer *result;
    tunnel_view local;
    room room;
} question;

static bool decide(question *q, uint32_t row, tunnel_update_reason reason)
{
    tunnel_row(q->local.why, row);
    q->result->reason = reason;
    return true;
}

static bool allowed(const question *q, tunnel_setting flag)
{
    return q->result->authorized || tunnel_on(&q->local, flag);
}

static void skip(question *q, const char *what)
{
    q->room.skipped[q->result->skipped.count++] = tunnel_text_of(what);
}

/* ---- authorized servers --------------------------------------------------------------------- */

static bool is_authorized(const tunnel_view *local, tunnel_text_t text)
{
    const tunnel_view_record *record = local->record;
    tunnel_host server;
    uint32_t count;
    tunnel_items(local, POLICY_SERVER_NAME, &count); /* to explain it */
    if (!tunnel_host_parse(text, &server) || *server.host == '.')
        return false;
    tunnel_text_t host = tunnel_text_of(server.host);
    const tunnel_name *found =
        tunnel_names_find(local->policy, record->first_authorized, record->authorized_count, host);
    /* Addresses have no labels. */
    return found &&
           (!server.family || tunnel_text_is(host, tunnel_text(local->policy, found->name)));
}

/* ---- software ------------------------------------------------------------------------------- */

/* A module of the headend or of the client. */
typedef struct {
    tunnel_text_t name;
    bool installed;
} module;

static bool is_core(tunnel_text_t name)
{
    return tunnel_text_is(name, "vpn");
}

/* The core first, then by name; of one name the installed ones first. */
static int by_place(const void *left, const void *right)
{
    const module *a = left, *b = right;
    bool core = is_core(a->name);
    if (core != is_core(b->name))
        return core ? -1 : 1;
    int order = tunnel_text_compare(a->name, b->name);
    return order ? order : (int)b->installed - (int)a->installed;
}

static void add_modules(module *all, size_t *count, const tunnel_texts *names, bool installed)
{
    for (size_t i = 0; i < names->count; i++)
        all[(*count)++] = (module){names->items[i], installed};
}

/* What the headend's package would bring: those it has and the client has not, of a newer one all
 * that either has. */
static tunnel_update_software compare_software(question *q, module *all)
{
    const asked *f = q->f;
    answer *result = q->result;
    if (!f->headend.version.ptr)
        return TUNNEL_UPDATE_NO_SOFTWARE;
    int order = tunnel_version_compare(f->headend.version, f->client.version);
    if (order < 0)
        return TUNNEL_UPDATE_NO_SOFTWARE;
    size_t count = 0;
    add_modules(all, &count, &f->headend.modules, false);
    add_modules(all, &count, &f->client.modules, true);
    tunnel_sort(all, count, sizeof *all, by_place);
    for (size_t i = 0; i < count; i++) {
        bool first = !i || tunnel_text_compare(all[i].name, all[i - 1].name) != 0;
        if (first && (order > 0 || !all[i].installed))
            q->room.modules[result->modules.count++] = all[i].name;
    }
    if (order > 0)
        return TUNNEL_UPDATE_UPGRADE;
    return result->modules.count ? TUNNEL_UPDATE_INSTALL : TUNNEL_UPDATE_NO_SOFTWARE;
}

static void drop_software(question *q)
{
    q->result->software = TUNNEL_UPDATE_NO_SOFTWARE;
    q->result->modules.count = 0;
}

/* Step 3: software nobody asks the headend for. */
static bool leave_software(question *q)
{
    const asked *f = q->f;
    bool managed =
        f->package != TUNNEL_UPDATE_NATIVE && tunnel_policy_platform(q->policy) == TUNNEL_LINUX;
    if (f->tunnel != TUNNEL_MANAGEMENT && !managed)
        return false;
    drop_software(q);
    return decide(q, 3,
                  f->tunnel == TUNNEL_MANAGEMENT ? TUNNEL_UPDATE_MANAGEMENT_TUNNEL
                                                 : TUNNEL_UPDATE_PACKAGE_MANAGED);
}

/* Step 5. */
static bool leave_automatic(question *q)
{
    tunnel_view view =
        tunnel_view_of(q->policy, q->f->tunnel, q->f->host, q->f->preferences, q->local.why);
    if (tunnel_on(&view, VPN_AUTO_UPDATE))
        return false;
    drop_software(q);
    return decide(q, 5, TUNNEL_UPDATE_AUTO_UPDATE_OFF);
}

/* ---- profiles and content ------------------------------------------------------------------- */

static tunnel_setting flag_of_profile(tunnel_text_t name)
{
    if (tunnel_text_is(name, "management-vpn"))
        return POLICY_ALLOW_MANAGEMENT_VPN_PROFILE_UPDATES_FROM_ANY_SERVER;
    if (tunnel_text_is(name, "ise-posture"))
        return POLICY_ALLOW_ISE_PROFILE_UPDATES_FROM_ANY_SERVER;
    return POLICY_ALLOW_SERVICE_PROFILE_UPDATES_FROM_ANY_SERVER;
}

static void take_profiles(question *q)
{
    answer *result = q->result;
    for (size_t i = 0; i < q->f->profiles.count; i++) {
        const tunnel_update_profile *profile = &q->f->profiles.items[i];
        if (!profile->differs)
            continue;
        if (allowed(q, flag_of_profile(profile->name)))
            q->room.profiles[result->profiles.count++] = profile->name;
        else
            q->room.skipped[result->skipped.count++] = profile->name;
    }
}

/* Settings a kind of content hangs on, by tunnel_update_content; TUNNEL_SETTINGS: none. */
static const struct {
    tunnel_setting restricted; /* refuses it from every headend */
    tunnel_setting own;
    bool software; /* an unauthorized headend needs the software flag as well */
} content_flags[] = {
    [TUNNEL_UPDATE_SCRIPT] = {POLICY_RESTRICT_SCRIPT_WEB_DEPLOY,
                              POLICY_ALLOW_SCRIPT_UPDATES_FROM_ANY_SERVER, true},
    [TUNNEL_UPDATE_HELP] = {POLICY_RESTRICT_HELP_WEB_DEPLOY,
                            POLICY_ALLOW_HELP_UPDATES_FROM_ANY_SERVER, true},
    [TUNNEL_UPDATE_RESOURCE] = {POLICY_RESTRICT_RESOURCE_WEB_DEPLOY,
                                POLICY_ALLOW_RESOURCE_UPDATES_FROM_ANY_SERVER, true},
    [TUNNEL_UPDATE_LOCALIZATION] = {POLICY_RESTRICT_LOCALIZATION_WEB_DEPLOY,
                                    POLICY_ALLOW_LOCALIZATION_UPDATES_FROM_ANY_SERVER, true},
    [TUNNEL_UPDATE_TRANSFORM] = {TUNNEL_SETTINGS, POLICY_ALLOW_SOFTWARE_UPDATES_FROM_ANY_SERVER,
                                 false},
    [TUNNEL_UPDATE_COMPLIANCE_MODULE] = {TUNNEL_SETTINGS,
                                         POLICY_ALLOW_COMPLIANCE_MODULE_UPDATES_FROM_ANY_SERVER,
                                         false},
};

static bool content_allowed(const question *q, tunnel_update_content kind)
{
    tunnel_setting restricted = content_flags[kind].restricted;
    if (restricted != TUNNEL_SETTINGS && tunnel_on(&q->local, restricted))
        return false;
    return allowed(q, content_flags[kind].own) &&
           (!content_flags[kind].software ||
            allowed(q, POLICY_ALLOW_SOFTWARE_UPDATES_FROM_ANY_SERVER));
}

static void take_content(question *q)
{
    for (size_t i = 0; i < q->f->content.count; i++) {
        tunnel_update_content kind = q->f->content.items[i];
        if (content_allowed(q, kind))
            q->room.content[q->result->content.count++] = kind;
        else
            skip(q, contents[kind]);
    }
}

/* ---- the decision --------------------------------------------------------------------------- */

/* Step 1. */
static bool take_bypass(question *q)
{
    bool differs = q->f->vpn_profile.present && q->f->vpn_profile.differs;
    if (!tunnel_on(&q->local, POLICY_BYPASS_DOWNLOADER))
        return false;
    if (differs)
        q->result->connection = TUNNEL_UPDATE_END;
    return decide(
        q, 1, differs ? TUNNEL_UPDATE_BYPASS_PROFILE_DIFFERS : TUNNEL_UPDATE_DOWNLOADER_BYPASSED);
}

/* Step 4: what ends the attempt. */
static bool take_refusals(question *q, bool software, bool vpn)
{
    bool no_software = software && !allowed(q, POLICY_ALLOW_SOFTWARE_UPDATES_FROM_ANY_SERVER);
    bool no_profile = vpn && !allowed(q, POLICY_ALLOW_VPN_PROFILE_UPDATES_FROM_ANY_SERVER);
    if (no_software)
        skip(q, "software");
    if (no_profile)
        skip(q, "vpn");
    if (!no_software && !no_profile)
        return false;
    drop_software(q);
    if (no_software)
        q->result->software = TUNNEL_UPDATE_REFUSED;
    q->result->connection = TUNNEL_UPDATE_END;
    return decide(q, 4,
                  no_software ? TUNNEL_UPDATE_SOFTWARE_NOT_ALLOWED
                              : TUNNEL_UPDATE_VPN_PROFILE_NOT_ALLOWED);
}

/* What is left to say when nothing before did. */
static void sum_up(question *q)
{
    const answer *result = q->result;
    if (result->skipped.count)
        decide(q, 6, TUNNEL_UPDATE_SOME_NOT_ALLOWED);
    else if (result->software != TUNNEL_UPDATE_NO_SOFTWARE || result->profiles.count ||
             result->content.count)
        decide(q, 7, TUNNEL_UPDATE_UPDATED);
    else
        decide(q, 7, TUNNEL_UPDATE_UP_TO_DATE);
}

static void take_steps(question *q, module *modules)
{
    const asked *f = q->f;
    answer *result = q->result;
    bool vpn = f->vpn_profile.present && f->vpn_profile.differs;
    result->software = compare_software(q, modules);
    bool wanted = result->software != TUNNEL_UPDATE_NO_SOFTWARE;
    bool decided = wanted && leave_software(q);
    bool ended = take_refusals(q, wanted && !decided, vpn);
    if (wanted && !decided && !ended)
        decided = leave_automatic(q);
    if (vpn && !ended)
        q->room.profiles[result->profiles.count++] = tunnel_text_of("vpn");
    take_profiles(q);
    take_content(q);
    if (ended) {
        result->profiles.count = 0;
        result->content.count = 0;
    } else {
        result->delete_other_profiles = vpn && f->vpn_profile.always_on;
        if (!decided)
            sum_up(q);
    }
}

static tunnel_update_origin origin_of_settings(const asked *f)
{
    if (f->vpn_profile.present)
        return TUNNEL_UPDATE_FROM_HEADEND;
    return f->use_local_profile ? TUNNEL_UPDATE_FROM_LOCAL : TUNNEL_UPDATE_FROM_DEFAULTS;
}

/* False: the buffer is too small. */
static bool take_room(question *q, tunnel_buffer *buffer)
{
    const asked *f = q->f;
    size_t modules = f->headend.modules.count + f->client.modules.count;
    room *r = &q->room;
    return (r->profiles = tunnel_take(buffer, (f->profiles.count + 1) * sizeof *r->profiles)) &&
           (r->skipped = tunnel_take(buffer, (f->profiles.count + f->content.count + 2) *
                                                 sizeof *r->skipped)) &&
           (r->modules = tunnel_take(buffer, modules * sizeof *r->modules)) &&
           (r->content = tunnel_take(buffer, f->content.count * sizeof *r->content));
}

tunnel_status tunnel_decide_update(const tunnel_policy *policy, const asked *f, answer *result,
                                   tunnel_buffer *buffer, tunnel_explanation *why)
{
    question q = {.policy = policy, .f = f, .result = result};
    q.local = tunnel_view_of_local(policy, why);
    size_t most = f->headend.modules.count + f->client.modules.count;
    module *modules = tunnel_take(buffer, most * sizeof *modules);
    if (!modules || !take_room(&q, buffer))
        return TUNNEL_BUFFER_TOO_SMALL;
    *result = (answer){
        .modules = {q.room.modules, 0},
        .profiles = {q.room.profiles, 0},
        .content = {q.room.content, 0},
        .skipped = {q.room.skipped, 0},
        .connection = TUNNEL_UPDATE_CONTINUE,
    };
    bool bypassed = take_bypass(&q);
    tunnel_view local = q.local;
    local.why = bypassed ? NULL : why;
    result->authorized = is_authorized(&local, f->server);
    if (!bypassed)
        take_steps(&q, modules);
    result->settings_from = result->connection == TUNNEL_UPDATE_END ? TUNNEL_UPDATE_FROM_NOWHERE
                                                                    : origin_of_settings(f);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(update, "update");
