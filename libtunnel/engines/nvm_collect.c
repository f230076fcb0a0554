/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nvm-collect: whether the Network Visibility Module takes, sends or keeps a record, and which of
 * its fields. */
#include "libtunnel/facts.h"
#include "libtunnel/nvm_fields.h"
#include "libtunnel/view.h"

typedef tunnel_nvm_collect_facts asked;
typedef tunnel_nvm_collect_result answer;

enum { MEGABYTES_WITHOUT_LIMITS = 50 };

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const interfaces[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_INTERFACES);
static const char *const trusts[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_TRUST_FACTS);
static const char *const mobile_data[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_MOBILE_DATA);
static const char *const destinations[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_DESTINATIONS);
static const char *const records[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_RECORDS);
static const char *const scopes[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_SCOPES);
static const char *const reports[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_REPORTS);
static const char *const transports[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_TRANSPORTS);
static const char *const evictions[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_EVICTIONS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_COLLECT_REASONS);

static bool has_tunnel(const void *object, bool given)
{
    const asked *f = object;
    (void)given;
    return f->vpn_connected || f->interface != TUNNEL_NVM_INTERFACE_VPN;
}

static bool is_of_record(const void *object, tunnel_text_t name)
{
    const asked *f = object;
    return tunnel_field_named(name) & tunnel_fields_of(f->record);
}

static const tunnel_field facts[] = {
    FIELD(asked, BOOLEAN, vpn_connected),
    FIELD(asked, CHOICE, interface, .choices = interfaces, .fits = has_tunnel),
    FIELD(asked, CHOICE, nvm_trust, .choices = trusts, .initial = TUNNEL_NVM_SERVERS_NOT_RUN),
    FIELD(asked, BOOLEAN, vpn_trusted_network),
    FIELD(asked, BOOLEAN, standalone),
    FIELD(asked, BOOLEAN, knox),
    FIELD(asked, BOOLEAN, cellular),
    FIELD(asked, CHOICE, user_mobile_data, .choices = mobile_data,
          .initial = TUNNEL_MOBILE_DATA_UNSET),
    FIELD(asked, CHOICE, destination, .choices = destinations),
    FIELD(asked, CHOICE, record, .choices = records),
    FIELD(asked, TEXTS, fields, .suits = is_of_record),
    FIELD(asked, BOOLEAN, cached_data),
    FIELD(asked, SECONDS, cache_size_mb, .initial = 0),
    FIELD(asked, SECONDS, cache_age_days, .initial = 0),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, BOOLEAN, collect),
    FIELD_NAMED(answer, BOOLEAN, exported, "export"),
    FIELD(answer, BOOLEAN, cache),
    FIELD(answer, BOOLEAN, export_cached),
    FIELD(answer, CHOICE, network_state, .choices = tunnel_nvm_class_texts),
    FIELD(answer, CHOICE, network_class, .choices = tunnel_nvm_class_texts),
    FIELD(answer, TEXT, policy),
    FIELD(answer, CHOICE, policy_scope, .choices = scopes),
    FIELD(answer, TEXTS, sent),
    FIELD(answer, TEXTS, hashed),
    FIELD(answer, TEXTS, dropped),
    FIELD(answer, TEXTS, unavailable),
    FIELD(answer, CHOICES, reports, .choices = reports),
    FIELD(answer, INTEGER, report_interval_s),
    FIELD(answer, INTEGER, throttle_kbps),
    FIELD(answer, CHOICE, transport, .choices = transports),
    FIELD(answer, CHOICE, evict, .choices = evictions),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- A: the network
 * --------------------------------------------------------------------------------- */

static bool is_trusted(const tunnel_view *profile, const asked *f)
{
    if (f->vpn_connected)
        return true;
    tunnel_on(profile, NVM_TRUSTED_NETWORK_DETECTION);
    if (profile->record->server_count)
        return f->nvm_trust == TUNNEL_NVM_SERVERS_TRUSTED;
    return !f->standalone && f->vpn_trusted_network;
}

/* ---- B: whether it is collected
 * --------------------------------------------------------------------- */

static bool mode_excludes(const tunnel_view *profile, tunnel_nvm_class network)
{
    uint32_t mode = tunnel_choice(profile, NVM_COLLECTION_MODE);
    bool outside = network == TUNNEL_NVM_UNTRUSTED;
    return mode == (outside ? NVM_COLLECTION_MODE__TRUSTED : NVM_COLLECTION_MODE__UNTRUSTED);
}

static bool is_for_others(const tunnel_view *profile)
{
    bool mobile = tunnel_choice(profile, NVM_PROFILE_TYPE) == NVM_PROFILE_TYPE__MOBILE;
    return mobile != ((tunnel_policy_platform(profile->policy) & TUNNEL_MOBILE) != 0);
}

static uint32_t because(tunnel_nvm_collect_reason reason, uint32_t row, answer *result)
{
    result->reason = reason;
    return row;
}

/* The row that keeps a record from being collected; 0: none. */
static uint32_t refuse(const tunnel_view *profile, const asked *f, answer *result)
{
    const tunnel_policy *policy = profile->policy;
    if (!policy->root->has_nvm)
        return because(TUNNEL_NVM_NO_PROFILE, 1, result);
    if (tunnel_policy_platform(policy) == TUNNEL_IOS)
        return because(TUNNEL_NVM_PLATFORM_UNSUPPORTED, 2, result);
    if (is_for_others(profile))
        return because(TUNNEL_NVM_PROFILE_TYPE_MISMATCH, 3, result);
    if (tunnel_choice(profile, NVM_COLLECTION_MODE) == NVM_COLLECTION_MODE__OFF)
        return because(TUNNEL_NVM_MODE_OFF, 4, result);
    if (mode_excludes(profile, result->network_class))
        return because(TUNNEL_NVM_MODE_EXCLUDES_NETWORK, 5, result);
    if (tunnel_on(profile, NVM_KNOX_ONLY) && !f->knox)
        return because(TUNNEL_NVM_OUTSIDE_KNOX, 6, result);
    if (f->destination == TUNNEL_NVM_BROADCAST && !tunnel_on(profile, NVM_BROADCAST_PACKETS))
        return because(TUNNEL_NVM_BROADCAST_OFF, 7, result);
    if (f->destination == TUNNEL_NVM_MULTICAST && !tunnel_on(profile, NVM_MULTICAST_PACKETS))
        return because(TUNNEL_NVM_MULTICAST_OFF, 7, result);
    return 0;
}

/* ---- C: whether anything can be sent now
 * ------------------------------------------------------------ */

static tunnel_nvm_collect_reason judge_export(const tunnel_view *profile, const asked *f,
                                              bool trusted)
{
    if (!trusted)
        return TUNNEL_NVM_CACHED_UNTRUSTED;
    if (!f->cellular || tunnel_policy_platform(profile->policy) != TUNNEL_ANDROID)
        return TUNNEL_NVM_EXPORTED;
    if (!tunnel_on(profile, NVM_EXPORT_ON_MOBILE_NETWORK))
        return TUNNEL_NVM_CACHED_MOBILE_NETWORK_OFF;
    return f->user_mobile_data == TUNNEL_MOBILE_DATA_OFF ? TUNNEL_NVM_CACHED_USER_MOBILE_DATA_OFF
                                                         : TUNNEL_NVM_EXPORTED;
}

/* ---- E: fields
 * -------------------------------------------------------------------------------------- */

static tunnel_fields fields_asked(const asked *f)
{
    tunnel_fields fields = 0;
    if (!f->fields.items)
        return tunnel_fields_of(f->record);
    for (size_t i = 0; i < f->fields.count; i++)
        fields |= tunnel_field_named(f->fields.items[i]);
    return fields;
}

static bool sort_fields(const tunnel_view *profile, const asked *f,
                        const tunnel_collection *collection, answer *result, tunnel_buffer *buffer)
{
    tunnel_fields_sorted sorted =
        tunnel_fields_sort(profile->policy, fields_asked(f), collection, profile->why);
    return tunnel_fields_list(sorted.sent, buffer, &result->sent) &&
           tunnel_fields_list(sorted.hashed, buffer, &result->hashed) &&
           tunnel_fields_list(sorted.dropped, buffer, &result->dropped) &&
           tunnel_fields_list(sorted.unavailable, buffer, &result->unavailable);
}

/* ---- the rest
 * ---------------------------------------------------------------------------------------- */

static void set_reports(const tunnel_view *profile, answer *result)
{
    static const tunnel_nvm_report all[] = {TUNNEL_NVM_REPORT_START, TUNNEL_NVM_REPORT_PERIODIC,
                                            TUNNEL_NVM_REPORT_END};
    static const tunnel_nvm_report ends[] = {TUNNEL_NVM_REPORT_START, TUNNEL_NVM_REPORT_END};
    int64_t interval = tunnel_number(profile, NVM_PERIODIC_FLOW_REPORTING);
    if (interval == TUNNEL_NO_NUMBER || tunnel_policy_platform(profile->policy) == TUNNEL_ANDROID) {
        result->reports.items = &ends[1];
        result->reports.count = 1;
    } else if (!interval) {
        result->reports.items = ends;
        result->reports.count = 2;
    } else {
        result->reports.items = all;
        result->reports.count = 3;
        result->report_interval_s = interval;
    }
}

static tunnel_nvm_eviction judge_cache(const tunnel_view *profile, const asked *f)
{
    int64_t size = tunnel_number(profile, NVM_MAX_SIZE);
    int64_t days = tunnel_number(profile, NVM_MAX_DURATION);
    if (size == TUNNEL_NO_NUMBER && days == TUNNEL_NO_NUMBER)
        size = MEGABYTES_WITHOUT_LIMITS;
    if (size != TUNNEL_NO_NUMBER && f->cache_size_mb >= (double)size)
        return TUNNEL_NVM_EVICT_SIZE;
    if (days != TUNNEL_NO_NUMBER && f->cache_age_days >= (double)days)
        return TUNNEL_NVM_EVICT_AGE;
    return TUNNEL_NVM_EVICT_NONE;
}

/* What no row of the table asks for is not explained. */
static void set_transport(const tunnel_policy *policy, const asked *f, answer *result)
{
    tunnel_view profile = tunnel_view_of_nvm(policy, NULL);
    int64_t throttle = tunnel_number(&profile, NVM_THROTTLE_RATE);
    set_reports(&profile, result);
    result->throttle_kbps = f->cached_data && throttle > 0 ? throttle : 0;
    result->transport = tunnel_on(&profile, NVM_SECURE) ? TUNNEL_NVM_DTLS : TUNNEL_NVM_UDP;
    result->evict = judge_cache(&profile, f);
}

/* Rows 1 and 2: nothing applies but the network. */
static bool is_out_of_place(const tunnel_policy *policy)
{
    return !policy->root->has_nvm || tunnel_policy_platform(policy) == TUNNEL_IOS;
}

tunnel_status tunnel_decide_nvm_collect(const tunnel_policy *policy, const asked *f, answer *result,
                                        tunnel_buffer *buffer, tunnel_explanation *why)
{
    bool nowhere = is_out_of_place(policy);
    tunnel_view profile = tunnel_view_of_nvm(policy, nowhere ? NULL : why);
    bool trusted = tunnel_policy_platform(policy) != TUNNEL_IOS && is_trusted(&profile, f);
    *result = (answer){.network_state = trusted ? TUNNEL_NVM_TRUSTED : TUNNEL_NVM_UNTRUSTED,
                       .policy_scope = TUNNEL_NVM_NO_SCOPE,
                       .report_interval_s = TUNNEL_NO_NUMBER};
    result->network_class =
        f->interface == TUNNEL_NVM_INTERFACE_VPN ? TUNNEL_NVM_VPN : result->network_state;
    uint32_t row = refuse(&profile, f, result);
    tunnel_row(why, row);
    if (nowhere)
        return TUNNEL_OK;
    tunnel_view quiet = profile;
    if (row)
        quiet.why = NULL; /* what follows did not decide */
    tunnel_nvm_collect_reason reason = judge_export(&quiet, f, trusted);
    const tunnel_collection *collection =
        tunnel_collection_of(policy, result->network_class, f->knox, quiet.why);
    if (collection) {
        result->policy = tunnel_slice(policy, collection->name);
        result->policy_scope = collection->knox ? TUNNEL_NVM_KNOX : TUNNEL_NVM_DEVICE;
    }
    set_transport(policy, f, result);
    result->export_cached = row != 3 && reason == TUNNEL_NVM_EXPORTED;
    if (row)
        return TUNNEL_OK;
    result->collect = true;
    result->exported = reason == TUNNEL_NVM_EXPORTED;
    result->cache = !result->exported;
    result->reason = reason;
    return sort_fields(&profile, f, collection, result, buffer) ? TUNNEL_OK
                                                                : TUNNEL_BUFFER_TOO_SMALL;
}

TUNNEL_ENGINE(nvm_collect, "nvm-collect");
