/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* deferred-update: prompt, defer or update. */
#include "libtunnel/address.h"
#include "libtunnel/facts.h"
#include "libtunnel/version.h"
#include "libtunnel/view.h"

typedef tunnel_deferred_update_facts asked;
typedef tunnel_deferred_update_result answer;

/* The longest a prompt may stay, in seconds. */
enum { MOST_TIMEOUT = 300 };

/* ---- tables --------------------------------------------------------------------------------- */

static const char *const answers[] = TUNNEL_CODE_TEXTS(TUNNEL_DEFERRED_UPDATE_ANSWERS);
static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_DEFERRED_UPDATE_ACTIONS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_DEFERRED_UPDATE_REASONS);

/* Offsets of members of the attributes' struct, which has no name of its own. */
#define ATTRIBUTE(text_name, member)                                                               \
    {                                                                                              \
        .name = text_name, .kind = FIELD_TEXT,                                                     \
        .offset = offsetof(asked, attributes.member) - offsetof(asked, attributes)                 \
    }

static const tunnel_field attribute_fields[] = {
    ATTRIBUTE("DeferredUpdateAllowed", allowed),
    ATTRIBUTE("DeferredUpdateMinimumVersion", minimum_version),
    ATTRIBUTE("DeferredUpdateDismissTimeout", dismiss_timeout),
    ATTRIBUTE("DeferredUpdateDismissResponse", dismiss_response),
    FIELD_END,
};

static const tunnel_field installed_fields[] = {
    FIELD(tunnel_installed_module, TEXT, name),
    FIELD(tunnel_installed_module, TEXT, version),
    FIELD_END,
};

static const tunnel_field facts[] = {
    FIELD(asked, OBJECT, attributes, .fields = attribute_fields),
    FIELD(asked, BOOLEAN, update_available, .initial = true),
    FIELD(asked, TEXTS, enabled_modules),
    FIELD(asked, MAP, installed, .fields = installed_fields,
          .size = sizeof(tunnel_installed_module)),
    FIELD(asked, CHOICE, answer, .choices = answers, .initial = TUNNEL_DEFERRED_UPDATE_NO_ANSWER),
    FIELD(asked, INTEGER, elapsed_s),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, BOOLEAN, eligible),
    FIELD(answer, INTEGER, left_s),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

/* ---- attributes ----------------------------------------------------------------------------- */

/* Whole seconds up to MOST_TIMEOUT; TUNNEL_NO_NUMBER: not given, or not as printed. */
static int64_t read_timeout(tunnel_text_t text)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return TUNNEL_NO_NUMBER;
        seconds = seconds * 10 + (text.ptr[i] - '0');
        if (seconds > MOST_TIMEOUT)
            return TUNNEL_NO_NUMBER;
    }
    return text.len ? seconds : TUNNEL_NO_NUMBER;
}

/* The values of attributes are compared with their case. */
static bool attributes_are_valid(const asked *f)
{
    tunnel_text_t minimum = f->attributes.minimum_version;
    tunnel_text_t timeout = f->attributes.dismiss_timeout;
    tunnel_text_t response = f->attributes.dismiss_response;
    return tunnel_text_is(f->attributes.allowed, "true") &&
           (!timeout.ptr || read_timeout(timeout) != TUNNEL_NO_NUMBER) &&
           (!response.ptr || tunnel_text_is(response, "defer") ||
            tunnel_text_is(response, "update")) &&
           (!minimum.ptr || tunnel_is_version(minimum, 3));
}

/* ---- modules -------------------------------------------------------------------------------- */

static const tunnel_installed_module *find_installed(const asked *f, tunnel_text_t name)
{
    size_t low = 0, high = f->installed.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tunnel_text_compare(f->installed.items[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found =
        low < f->installed.count && tunnel_text_compare(f->installed.items[low].name, name) == 0;
    return found ? &f->installed.items[low] : NULL;
}

/* An enabled module is not installed, or older than the headend wants. */
static bool is_below_minimum(const asked *f)
{
    tunnel_text_t minimum = f->attributes.minimum_version;
    for (size_t i = 0; minimum.ptr && i < f->enabled_modules.count; i++) {
        const tunnel_installed_module *module = find_installed(f, f->enabled_modules.items[i]);
        if (!module || tunnel_version_compare(module->version, minimum) < 0)
            return true;
    }
    return false;
}

/* ---- the decision --------------------------------------------------------------------------- */

static uint32_t decide(answer *result, uint32_t row, tunnel_deferred_update_action action,
                       tunnel_deferred_update_reason reason)
{
    result->action = action;
    result->reason = reason;
    return row;
}

/* Of a row that defers or updates. */
static uint32_t decide_between(answer *result, uint32_t row, bool defer,
                               tunnel_deferred_update_reason deferred,
                               tunnel_deferred_update_reason updated)
{
    return decide(result, row, defer ? TUNNEL_DEFERRED_UPDATE_DEFER : TUNNEL_DEFERRED_UPDATE_UPDATE,
                  defer ? deferred : updated);
}

/* Rows 6 to 9: the update may be put off. */
static uint32_t take_eligible(const asked *f, answer *result)
{
    int64_t timeout = read_timeout(f->attributes.dismiss_timeout);
    bool defer = tunnel_text_is(f->attributes.dismiss_response, "defer");
    result->eligible = true;
    if (timeout == 0)
        return decide_between(result, 6, defer, TUNNEL_DEFERRED_UPDATE_FORCED_DEFER,
                              TUNNEL_DEFERRED_UPDATE_FORCED_UPDATE);
    if (f->answer != TUNNEL_DEFERRED_UPDATE_NO_ANSWER)
        return decide_between(result, 7, f->answer == TUNNEL_DEFERRED_UPDATE_ANSWER_DEFER,
                              TUNNEL_DEFERRED_UPDATE_USER_DEFERRED,
                              TUNNEL_DEFERRED_UPDATE_USER_UPDATED);
    if (timeout != TUNNEL_NO_NUMBER && f->elapsed_s >= timeout)
        return decide_between(result, 8, defer, TUNNEL_DEFERRED_UPDATE_TIMEOUT_DEFER,
                              TUNNEL_DEFERRED_UPDATE_TIMEOUT_UPDATE);
    if (timeout != TUNNEL_NO_NUMBER)
        result->left_s = timeout - f->elapsed_s;
    return decide(result, 9, TUNNEL_DEFERRED_UPDATE_PROMPT, TUNNEL_DEFERRED_UPDATE_PROMPTED);
}

static uint32_t take_rows(const tunnel_policy *policy, const asked *f, answer *result)
{
    tunnel_text_t allowed = f->attributes.allowed;
    if (!f->update_available)
        return decide(result, 1, TUNNEL_DEFERRED_UPDATE_NONE, TUNNEL_DEFERRED_UPDATE_NO_UPDATE);
    if (tunnel_policy_platform(policy) & TUNNEL_MOBILE)
        return decide(result, 2, TUNNEL_DEFERRED_UPDATE_UPDATE,
                      TUNNEL_DEFERRED_UPDATE_PLATFORM_UNSUPPORTED);
    if (!allowed.ptr || tunnel_text_is(allowed, "false"))
        return decide(result, 3, TUNNEL_DEFERRED_UPDATE_UPDATE,
                      TUNNEL_DEFERRED_UPDATE_DEFERRAL_OFF);
    if (!attributes_are_valid(f))
        return decide(result, 4, TUNNEL_DEFERRED_UPDATE_UPDATE,
                      TUNNEL_DEFERRED_UPDATE_ATTRIBUTE_INVALID);
    if (is_below_minimum(f))
        return decide(result, 5, TUNNEL_DEFERRED_UPDATE_UPDATE,
                      TUNNEL_DEFERRED_UPDATE_BELOW_MINIMUM);
    return take_eligible(f, result);
}

tunnel_status tunnel_decide_deferred_update(const tunnel_policy *policy, const asked *f,
                                            answer *result, tunnel_buffer *buffer,
                                            tunnel_explanation *why)
{
    (void)buffer;
    *result = (answer){.left_s = TUNNEL_NO_NUMBER};
    tunnel_row(why, take_rows(policy, f, result));
    return TUNNEL_OK;
}

TUNNEL_ENGINE(deferred_update, "deferred-update");
