/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nvm-flow-filter: whether the Network Visibility Module records a flow. */
#include <arpa/inet.h>
#include <string.h>

#include "libtunnel/address.h"
#include "libtunnel/facts.h"
#include "libtunnel/nvm.h"
#include "libtunnel/view.h"
#include "libtunnel/wildcard.h"

typedef tunnel_nvm_flow_filter_facts asked;
typedef tunnel_nvm_flow_filter_result answer;

/* ---- tables
 * ----------------------------------------------------------------------------------------- */

static const char *const actions[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_FILTER_ACTIONS);
static const char *const reasons[] = TUNNEL_CODE_TEXTS(TUNNEL_NVM_FILTER_REASONS);

static bool is_ipv4(tunnel_text_t text)
{
    uint8_t bytes[16];
    return tunnel_ip_parse(text, bytes) == 4;
}

static bool is_ipv6(tunnel_text_t text)
{
    uint8_t bytes[16];
    return tunnel_ip_parse(text, bytes) == 6;
}

/* In the order of NVM_CONDITION_FIELD: conditions name fields by their place. */
#define FLOW_FIELDS(X)                                                                             \
    X(PROTOCOL, Protocol)                                                                          \
    X(IPV4, SourceIPv4Address)                                                                     \
    X(IPV4, DestinationIPv4Address)                                                                \
    X(INTEGER, SourceTransportPort)                                                                \
    X(INTEGER, DestinationTransportPort)                                                           \
    X(INTEGER, FlowDirection)                                                                      \
    X(IPV6, SourceIPv6Address)                                                                     \
    X(IPV6, DestinationIPv6Address)                                                                \
    X(INTEGER, FlowStartSec)                                                                       \
    X(INTEGER, FlowStopSec)                                                                        \
    X(INTEGER, FlowStartMsec)                                                                      \
    X(INTEGER, FlowStopMsec)                                                                       \
    X(TEXT, FlowUDID)                                                                              \
    X(TEXT, LoggedInUser)                                                                          \
    X(INTEGER, LoggedInUserAccountType)                                                            \
    X(INTEGER, ProcessID)                                                                          \
    X(TEXT, ProcessName)                                                                           \
    X(TEXT, ProcessHash)                                                                           \
    X(TEXT, ProcessAccount)                                                                        \
    X(INTEGER, ProcessUserAccountType)                                                             \
    X(TEXT, ProcessPath)                                                                           \
    X(TEXT, ProcessArgs)                                                                           \
    X(INTEGER, ParentProcessID)                                                                    \
    X(TEXT, ParentProcessName)                                                                     \
    X(TEXT, ParentProcessHash)                                                                     \
    X(TEXT, ParentProcessAccount)                                                                  \
    X(INTEGER, ParentProcessUserAccountType)                                                       \
    X(TEXT, ParentProcessPath)                                                                     \
    X(TEXT, ParentProcessArgs)                                                                     \
    X(TEXT, DNSSuffix)                                                                             \
    X(INTEGER, L4ByteCountIn)                                                                      \
    X(INTEGER, L4ByteCountOut)                                                                     \
    X(TEXT, DestinationHostname)                                                                   \
    X(INTEGER, InterfaceUID)                                                                       \
    X(TEXTS, ModuleNameList)                                                                       \
    X(TEXTS, ModuleHashList)                                                                       \
    X(TEXT, AdditionalLoggedInUsersList)                                                           \
    X(INTEGER, ProcessIntegrityLevel)                                                              \
    X(INTEGER, ParentProcessIntegrityLevel)                                                        \
    X(INTEGER, FlowReportStage)

#define FACT_PROTOCOL(member) FIELD(tunnel_flow, PROTOCOL, member, .initial = TUNNEL_NO_NUMBER)
#define FACT_INTEGER(member)  FIELD(tunnel_flow, INTEGER, member, .initial = TUNNEL_NO_NUMBER)
#define FACT_IPV4(member)     FIELD(tunnel_flow, TEXT, member, .allows = is_ipv4)
#define FACT_IPV6(member)     FIELD(tunnel_flow, TEXT, member, .allows = is_ipv6)
#define FACT_TEXT(member)     FIELD(tunnel_flow, TEXT, member)
#define FACT_TEXTS(member)    FIELD(tunnel_flow, TEXTS, member)
#define FACT(kind, member)    FACT_##kind(member),

static const tunnel_field flow_fields[] = {FLOW_FIELDS(FACT) FIELD_END};

/* The same for conditions: small, because they are asked for by the hundred. */
enum { IS_NUMBER, IS_ADDRESS, IS_TEXT, IS_TEXTS };
enum {
    IS_PROTOCOL = IS_NUMBER,
    IS_INTEGER = IS_NUMBER,
    IS_IPV4 = IS_ADDRESS,
    IS_IPV6 = IS_ADDRESS
};
#define VALUE(kind, member) {offsetof(tunnel_flow, member), IS_##kind},

static const struct {
    uint16_t offset;
    uint8_t kind;
} values[] = {FLOW_FIELDS(VALUE)};

_Static_assert(sizeof values / sizeof *values == NVM_CONDITION_FIELD__FLOW_REPORT_STAGE + 1,
               "one row for each field a condition can name");

static const tunnel_field facts[] = {
    FIELD(asked, CHOICE, network_class, .choices = tunnel_nvm_class_texts, .required = true),
    FIELD(asked, BOOLEAN, knox),
    FIELD(asked, OBJECT, flow, .fields = flow_fields, .required = true),
    FIELD_END,
};

static const tunnel_field results[] = {
    FIELD(answer, CHOICE, action, .choices = actions),
    FIELD(answer, TEXT, rule),
    FIELD(answer, INTEGER, rule_index),
    FIELD(answer, TEXT, policy),
    FIELD(answer, CHOICE, reason, .choices = reasons),
    FIELD_END,
};

void tunnel_flow_clear(tunnel_flow *flow)
{
    *flow = (tunnel_flow){0};
    for (const tunnel_field *field = flow_fields; field->name; field++)
        if (field->kind == FIELD_INTEGER || field->kind == FIELD_PROTOCOL)
            *(int64_t *)(void *)((char *)flow + field->offset) = TUNNEL_NO_NUMBER;
}

/* ---- values of the flow
 * ------------------------------------------------------------------------------ */

/* An address of the flow, read when the first condition asks for it. */
typedef struct {
    bool read;
    uint8_t family; /* 0: the flow lacks it */
    uint32_t words[4];
    char text[INET6_ADDRSTRLEN]; /* canonical; "": not written yet */
} address;

enum { ADDRESSES = 4 };

typedef struct {
    const tunnel_policy *policy;
    const tunnel_flow *flow;
    address addresses[ADDRESSES];
} question;

static const void *value_at(const question *q, uint32_t field)
{
    return (const char *)q->flow + values[field].offset;
}

static address *read_address(question *q, uint32_t field)
{
    bool source = field == NVM_CONDITION_FIELD__SOURCE_I_PV4ADDRESS ||
                  field == NVM_CONDITION_FIELD__SOURCE_I_PV6ADDRESS;
    bool v6 = field >= NVM_CONDITION_FIELD__SOURCE_I_PV6ADDRESS;
    address *found = &q->addresses[source + 2 * v6];
    if (found->read)
        return found;
    const tunnel_text_t *text = value_at(q, field);
    uint8_t bytes[16] = {0};
    found->read = true;
    found->family = text->ptr ? tunnel_ip_parse(*text, bytes) : 0;
    for (int i = 0; i < 4; i++)
        found->words[i] = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 |
                          (uint32_t)bytes[4 * i + 2] << 8 | bytes[4 * i + 3];
    return found;
}

static tunnel_text_t address_text(address *of)
{
    uint32_t order[4];
    if (of->family && !*of->text) {
        for (int i = 0; i < 4; i++)
            order[i] = htonl(of->words[i]);
        inet_ntop(of->family == 4 ? AF_INET : AF_INET6, order, of->text, sizeof of->text);
    }
    return of->family ? tunnel_text_of(of->text) : (tunnel_text_t){NULL, 0};
}

/* ---- conditions
 * -------------------------------------------------------------------------------------- */

static bool equals_number(const question *q, const tunnel_filter_condition *condition)
{
    int64_t number = *(const int64_t *)value_at(q, condition->field);
    uint64_t wanted = (uint64_t)condition->value[1] << 32 | condition->value[0];
    return number != TUNNEL_NO_NUMBER && (uint64_t)number == wanted;
}

static bool equals_network(question *q, const tunnel_filter_condition *condition)
{
    const address *found = read_address(q, condition->field);
    uint32_t bits = condition->bits;
    for (int i = 0; i < 4; i++) {
        uint32_t mask = bits < 32 ? ~(UINT32_MAX >> bits) : UINT32_MAX;
        if ((found->words[i] ^ condition->value[i]) & mask)
            return false;
        bits = bits < 32 ? 0 : bits - 32;
    }
    return found->family;
}

/* What stands behind the last backslash. */
static tunnel_text_t principal_of(tunnel_text_t account)
{
    const char *slash = account.len ? memrchr(account.ptr, '\\', account.len) : NULL;
    size_t before = slash ? (size_t)(slash + 1 - account.ptr) : 0;
    return (tunnel_text_t){account.ptr + before, account.len - before};
}

static bool fits(const question *q, const tunnel_filter_condition *condition, tunnel_text_t value)
{
    const char *text = tunnel_text(q->policy, condition->text);
    bool ignore_case = condition->flags & CONDITION_IGNORE_CASE;
    if (!value.ptr)
        return false;
    if (condition->flags & CONDITION_PRINCIPAL)
        value = principal_of(value);
    return condition->form == CONDITION_LITERAL ? tunnel_literal_fits(text, value, ignore_case)
                                                : tunnel_wildcard_fits(text, value, ignore_case);
}

static bool equals_text(question *q, const tunnel_filter_condition *condition, uint8_t kind)
{
    if (kind == IS_ADDRESS)
        return fits(q, condition, address_text(read_address(q, condition->field)));
    if (kind == IS_TEXT)
        return fits(q, condition, *(const tunnel_text_t *)value_at(q, condition->field));
    const tunnel_texts *list = value_at(q, condition->field);
    for (size_t i = 0; i < list->count; i++)
        if (fits(q, condition, list->items[i]))
            return true;
    return false;
}

/* A value of another form than its field never equals; no compiler writes one. */
static bool meets(question *q, const tunnel_filter_condition *condition)
{
    uint8_t kind = values[condition->field].kind;
    bool equal = false;
    switch (condition->form) {
    case CONDITION_NUMBER: equal = kind == IS_NUMBER && equals_number(q, condition); break;
    case CONDITION_NETWORK: equal = kind == IS_ADDRESS && equals_network(q, condition); break;
    case CONDITION_LITERAL:
    case CONDITION_PATTERN: equal = kind != IS_NUMBER && equals_text(q, condition, kind); break;
    default: break;
    }
    return equal != ((condition->flags & CONDITION_NEGATED) != 0);
}

/* ---- rules
 * ------------------------------------------------------------------------------------------- */

static bool rule_fits(question *q, const tunnel_filter_rule *rule)
{
    const tunnel_filter_condition *conditions =
        TUNNEL_AT(q->policy, tunnel_filter_condition, FILTER_CONDITIONS, rule->first_condition);
    for (uint32_t i = 0; i < rule->condition_count; i++)
        if (!meets(q, &conditions[i]))
            return false;
    return true;
}

static void apply_rules(question *q, const tunnel_collection *collection, answer *result,
                        tunnel_explanation *why)
{
    const tunnel_filter_rule *rules =
        TUNNEL_AT(q->policy, tunnel_filter_rule, FILTER_RULES, collection->first_rule);
    uint32_t i = 0;
    while (i < collection->rule_count && !rule_fits(q, &rules[i]))
        i++;
    tunnel_row(why, 2);
    if (i == collection->rule_count) {
        tunnel_note(q->policy, why, NVM_FLOW_FILTER_RULE, (tunnel_text_t){NULL, 0}, TUNNEL_NONE);
        result->reason = TUNNEL_FLOW_NO_RULE_MATCHED;
        return;
    }
    result->action = rules[i].ignore ? TUNNEL_FLOW_IGNORE : TUNNEL_FLOW_COLLECT;
    result->reason = rules[i].ignore ? TUNNEL_FLOW_RULE_IGNORE : TUNNEL_FLOW_RULE_COLLECT;
    result->rule = tunnel_slice(q->policy, rules[i].name);
    result->rule_index = i + 1;
    tunnel_note(q->policy, why, NVM_FLOW_FILTER_RULE, result->rule, rules[i].position);
}

tunnel_status tunnel_decide_nvm_flow_filter(const tunnel_policy *policy, const asked *f,
                                            answer *result, tunnel_buffer *buffer,
                                            tunnel_explanation *why)
{
    question q;
    (void)buffer;
    *result = (answer){.action = TUNNEL_FLOW_COLLECT, .rule_index = TUNNEL_NO_NUMBER};
    if (tunnel_policy_platform(policy) == TUNNEL_IOS) {
        result->action = TUNNEL_FLOW_IGNORE;
        result->reason = TUNNEL_FLOW_PLATFORM_UNSUPPORTED;
        return TUNNEL_OK;
    }
    const tunnel_collection *collection =
        tunnel_collection_of(policy, f->network_class, f->knox, why);
    if (collection)
        result->policy = tunnel_slice(policy, collection->name);
    if (!collection || !collection->rule_count) {
        tunnel_row(why, 1);
        result->reason = collection ? TUNNEL_FLOW_NO_RULES : TUNNEL_FLOW_NO_POLICY;
        return TUNNEL_OK;
    }
    q.policy = policy;
    q.flow = &f->flow;
    for (int i = 0; i < ADDRESSES; i++) {
        q.addresses[i].read = false;
        *q.addresses[i].text = '\0';
    }
    apply_rules(&q, collection, result, why);
    return TUNNEL_OK;
}

TUNNEL_ENGINE(nvm_flow_filter, "nvm-flow-filter");
