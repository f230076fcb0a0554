/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/fact.h"

#include "libtunnel/address.h"
#include "libtunnel/number.h"
#include "libtunnel/protocol.h"
#include "libtunnel/time.h"

static tunnel_status read_integer(const tunnel_field *field, const tunnel_json *token, int64_t *out)
{
    double number;
    if (token->type != JSON_NUMBER || !tunnel_number_parse(token->text, &number) || number > 9e15 ||
        number < -9e15 || number != (double)(int64_t)number || number < (double)field->low ||
        (field->high && number > (double)field->high))
        return TUNNEL_FACTS_INVALID;
    *out = (int64_t)number;
    return TUNNEL_OK;
}

static tunnel_status read_protocol(const tunnel_field *field, const tunnel_json *token,
                                   int64_t *out)
{
    if (token->type != JSON_STRING)
        return read_integer(field, token, out);
    *out = tunnel_protocol_of(token->text);
    return *out < 0 ? TUNNEL_FACTS_INVALID : TUNNEL_OK;
}

static tunnel_status read_choice(const tunnel_field *field, const tunnel_json *token, int32_t *out)
{
    for (int32_t i = 0; token->type == JSON_STRING && field->choices[i]; i++)
        if (tunnel_text_is(token->text, field->choices[i])) {
            *out = i;
            return TUNNEL_OK;
        }
    return TUNNEL_FACTS_INVALID;
}

tunnel_status tunnel_fact_read(const tunnel_field *field, const tunnel_json *token, void *at)
{
    double number;
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_BOOLEAN:
        if (token->type != JSON_TRUE && token->type != JSON_FALSE)
            return TUNNEL_FACTS_INVALID;
        *(bool *)at = token->type == JSON_TRUE;
        return TUNNEL_OK;
    case FIELD_MAYBE:
        if (token->type != JSON_TRUE && token->type != JSON_FALSE)
            return TUNNEL_FACTS_INVALID;
        *(int32_t *)at = token->type == JSON_TRUE;
        return TUNNEL_OK;
    case FIELD_INTEGER: return read_integer(field, token, at);
    case FIELD_PROTOCOL: return read_protocol(field, token, at);
    case FIELD_SECONDS:
        if (token->type != JSON_NUMBER || !tunnel_number_parse(token->text, &number) || number < 0)
            return TUNNEL_FACTS_INVALID;
        *(double *)at = number;
        return TUNNEL_OK;
    case FIELD_TEXT:
        if (token->type != JSON_STRING || (field->allows && !field->allows(token->text)))
            return TUNNEL_FACTS_INVALID;
        *(tunnel_text_t *)at = token->text;
        return TUNNEL_OK;
    case FIELD_CHOICE: return read_choice(field, token, at);
    case FIELD_TIME:
        return token->type == JSON_STRING && tunnel_time_parse(token->text, at)
                   ? TUNNEL_OK
                   : TUNNEL_FACTS_INVALID;
    default: return TUNNEL_FACTS_INVALID;
    }
}

void tunnel_fact_initial(const tunnel_field *field, void *at)
{
    switch ((tunnel_field_kind)field->kind) {
    case FIELD_BOOLEAN: *(bool *)at = field->initial != 0; break;
    case FIELD_MAYBE:
    case FIELD_CHOICE: *(int32_t *)at = (int32_t)field->initial; break;
    case FIELD_INTEGER:
    case FIELD_PROTOCOL:
    case FIELD_TIME: *(int64_t *)at = field->initial; break;
    case FIELD_SECONDS: *(double *)at = (double)field->initial; break;
    default: break;
    }
}
