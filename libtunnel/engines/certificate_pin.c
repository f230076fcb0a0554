/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate-pin: is a gateway's chain one of those the profile pins. */
#include <string.h>

#include "libtunnel/dn.h"
#include "libtunnel/facts.h"
#include "libtunnel/hash.h"
#include "libtunnel/view.h"

typedef tunnel_certificate_pin_facts asked;
typedef tunnel_certificate_pin_result answer;

enum { SHA512_SIZE = 64 };

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_PIN_ACTIONS);
static const char *const scopes[] = TUNNEL_CODE_TEXTS(TUNNEL_PIN_SCOPES);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_PIN_REASONS);

static bool is_hash(tunnel_text_t text)
{
    uint8_t hash[SHA512_SIZE];
    return tunnel_hash_read(text, hash, sizeof hash);
}

static const tunnel_field certificate_fields[] = {
    FIELD(tunnel_pin_certificate, TEXT, subject, .allows = tunnel_is_dn),
    FIELD(tunnel_pin_certificate, TEXT, public_key_sha512, .required = true, .allows = is_hash),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, TEXT, host, .required = true),
    FIELD(asked, TEXT, primary_host),
    FIELD(asked, OBJECTS, chain, .required = true, .fields = certificate_fields,
          .size = sizeof(tunnel_pin_certificate)),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, INTEGER, matched_index),
    FIELD(answer, CHOICE, matched_scope, .choices = scopes),
    FIELD(answer, INTEGER, pins_considered),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- pins ----------------------------------------------------------------------------------- */

/* The pins of a list; they stand in the order of their hashes. */
typedef struct {
    uint32_t first, count;
} pin_list;

static int compare_pin(const tunnel_policy *policy, const tunnel_pin *pin,
                       const uint8_t hash[SHA512_SIZE])
{
    if (pin->byte_count != SHA512_SIZE)
        return pin->byte_count < SHA512_SIZE ? -1 : 1;
    return memcmp(tunnel_bytes(policy, pin->first_byte), hash, SHA512_SIZE);
}

/* NULL: it is not among them. */
static const tunnel_pin *find_pin(const tunnel_policy *policy, pin_list list,
                                  const uint8_t hash[SHA512_SIZE])
{
    const tunnel_pin *pins = TUNNEL_AT(policy, tunnel_pin, PINS, list.first);
    uint32_t low = 0, high = list.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_pin(policy, &pins[middle], hash) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list.count && compare_pin(policy, &pins[low], hash) == 0 ? &pins[low] : NULL;
}

/* ---- one profile ---------------------------------------------------------------------------- */

/* A profile that has the host, and the entry whose pins count; NULL: only the global ones do. */
typedef struct {
    const tunnel_profile *profile;
    const tunnel_entry *entry;
} place;

typedef struct {
    const tunnel_policy *policy;
    const asked *f;
    tunnel_explanation *why;
    const tunnel_pin *matched; /* by the answer of the place asked last */
} question;

/* Notes where the pins of a place are written. */
static void note_lists(const question *q, const place *at)
{
    tunnel_view view =
        tunnel_view_of_profile(q->policy, at->profile, (tunnel_preferences){0}, q->why);
    if (!q->why)
        return;
    if (at->entry)
        tunnel_entry_on(&view, at->entry, VPN_HOST_ENTRY_CERTIFICATE_PIN_LIST);
    tunnel_on(&view, VPN_CERTIFICATE_PINNING_CERTIFICATE_PIN_LIST);
}

/* The first certificate of the chain that is pinned; row 3. */
static bool find_match(question *q, const pin_list lists[2], answer *result)
{
    uint8_t hash[SHA512_SIZE];
    for (size_t i = 0; i < q->f->chain.count; i++) {
        if (!tunnel_hash_read(q->f->chain.items[i].public_key_sha512, hash, sizeof hash))
            continue;
        for (int scope = TUNNEL_PIN_OF_HOST; scope <= TUNNEL_PIN_GLOBAL; scope++) {
            q->matched = find_pin(q->policy, lists[scope], hash);
            if (!q->matched)
                continue;
            result->matched_index = (int64_t)i;
            result->matched_scope = (tunnel_pin_scope)scope;
            return true;
        }
    }
    return false;
}

/* Rows 2 to 4. */
static answer check(question *q, const place *at)
{
    answer result = {.action = TUNNEL_PIN_SKIP,
                     .matched_index = TUNNEL_NO_NUMBER,
                     .matched_scope = TUNNEL_PIN_NO_SCOPE,
                     .reason = TUNNEL_PIN_NO_PINS};
    pin_list lists[2] = {[TUNNEL_PIN_GLOBAL] = {at->profile->first_pin, at->profile->pin_count}};
    if (at->entry)
        lists[TUNNEL_PIN_OF_HOST] = (pin_list){at->entry->first_pin, at->entry->pin_count};
    result.pins_considered = (int64_t)lists[0].count + lists[1].count;
    note_lists(q, at);
    q->matched = NULL;
    if (!result.pins_considered)
        return result;
    bool found = find_match(q, lists, &result);
    result.action = found ? TUNNEL_PIN_PASS : TUNNEL_PIN_TERMINATE;
    result.reason = found ? TUNNEL_PIN_MATCHED : TUNNEL_PIN_NONE_MATCHED;
    return result;
}

/* ---- all profiles --------------------------------------------------------------------------- */

/* The next profile of the set, from *index on, that has the host; each is looked at alone. */
static bool next_place(const question *q, uint32_t *index, place *at)
{
    tunnel_text_t host = q->f->primary_host.ptr ? q->f->primary_host : q->f->host;
    while (*index < q->policy->root->profile_count) {
        at->profile = TUNNEL_AT(q->policy, tunnel_profile, PROFILES, (*index)++);
        at->entry = at->profile->in_set ? tunnel_find_entry_in(q->policy, at->profile, host) : NULL;
        if (at->entry)
            return true;
    }
    return false;
}

static bool is_pinning(const question *q, const place *at, tunnel_explanation *why)
{
    tunnel_view view = tunnel_view_of_profile(q->policy, at->profile, (tunnel_preferences){0}, why);
    return tunnel_on(&view, VPN_CERTIFICATE_PINNING);
}

/* Row 1: whether a profile that has the host wants pins checked; it is the one noted. Without such
 * a profile the first one is asked. *first is where the search for pins begins. */
static bool find_pinning(const question *q, place *first)
{
    uint32_t index = 0;
    place at;
    bool some = next_place(q, &index, &at);
    *first = some ? at : (place){tunnel_first_profile(q->policy), NULL};
    while (some) {
        if (is_pinning(q, &at, NULL))
            return is_pinning(q, &at, q->why);
        some = next_place(q, &index, &at);
    }
    return is_pinning(q, first, q->why);
}

/* Notes the pin that matched. */
static void note_match(const question *q, const tunnel_pin *pin, tunnel_pin_scope scope)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text =
        q->why && q->why->buffer ? tunnel_take(q->why->buffer, (size_t)2 * SHA512_SIZE) : NULL;
    if (!text)
        return;
    const uint8_t *hash = tunnel_bytes(q->policy, pin->first_byte);
    for (size_t i = 0; i < SHA512_SIZE; i++) {
        text[2 * i] = digits[hash[i] >> 4];
        text[2 * i + 1] = digits[hash[i] & 15];
    }
    tunnel_note(q->policy, q->why,
                scope == TUNNEL_PIN_GLOBAL ? VPN_CERTIFICATE_PINNING_CERTIFICATE_PIN_LIST_PIN
                                           : VPN_HOST_ENTRY_CERTIFICATE_PIN_LIST_PIN,
                (tunnel_text_t){text, (size_t)2 * SHA512_SIZE}, pin->position);
}

/* One profile that terminates is enough; else the first that passes decides, else the first. */
static answer check_all(question *q, const place *first)
{
    uint32_t index = 0;
    place at;
    answer best = check(q, first);
    const tunnel_pin *matched = q->matched;
    bool some = first->entry && next_place(q, &index, &at); /* the first once more */
    while (some && best.action != TUNNEL_PIN_TERMINATE && next_place(q, &index, &at)) {
        answer next = check(q, &at);
        if (next.action > best.action) {
            best = next;
            matched = q->matched;
        }
    }
    if (best.action == TUNNEL_PIN_PASS)
        note_match(q, matched, best.matched_scope);
    return best;
}

tunnel_status tunnel_decide_certificate_pin(const tunnel_policy *policy, const asked *f,
                                            answer *result, tunnel_buffer *buffer,
                                            tunnel_explanation *why)
{
    (void)buffer;
    question q = {.policy = policy, .f = f, .why = why};
    place first;
    *result = (answer){.action = TUNNEL_PIN_SKIP,
                       .matched_index = TUNNEL_NO_NUMBER,
                       .matched_scope = TUNNEL_PIN_NO_SCOPE,
                       .reason = TUNNEL_PIN_PINNING_DISABLED};
    if (find_pinning(&q, &first) && first.profile)
        *result = check_all(&q, &first);
    tunnel_row(why, (uint32_t)result->reason + 1);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(certificate_pin, "certificate-pin");
