/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "mobile/parse.h"

#include <stdarg.h>
#include <stdlib.h>

#include "check/check.h"
#include "document/findings.h"
#include "mobile/link.h"
#include "mobile/server.h"

/* ---- what a link says ---------------------------------------------------------------------- */

const char *acp_link_implied(const char *name, bool ipsec)
{
    if (strcmp(name, "protocol") == 0)
        return "SSL";
    return ipsec && strcmp(name, "authentication") == 0 ? "EAP-AnyConnect" : NULL;
}

const char *acp_link_spelling(const char *name, const char *value)
{
    static const char *const protocols[] = {"SSL", "IPsec"};
    acp_slice text = acp_slice_of(value);
    for (size_t i = 0; strcmp(name, "protocol") == 0 && i < 2; i++)
        if (acp_slice_equal_nocase(text, acp_slice_of(protocols[i])))
            return protocols[i];
    acp_ipsec_method method =
        strcmp(name, "authentication") == 0 ? acp_ipsec_method_of(text, false) : ACP_METHOD_NONE;
    return method == ACP_METHOD_NONE ? value : acp_ipsec_method_name(method);
}

static bool add_part(acp_link *link, const char *name, acp_slice value, bool implied)
{
    char *copy = acp_arena_copy(&link->arena, value.ptr ? value.ptr : "", value.len);
    if (copy && link->count == link->size) {
        size_t size = link->size ? 2 * link->size : 16;
        acp_link_part *parts = realloc(link->parts, size * sizeof *parts);
        if (!parts)
            return false;
        link->parts = parts;
        link->size = size;
    }
    if (!copy)
        return false;
    link->parts[link->count++] = (acp_link_part){name, acp_link_spelling(name, copy), implied};
    return true;
}

static const acp_link_part *find(const acp_link *link, const char *name)
{
    for (size_t i = 0; i < link->count; i++)
        if (strcmp(link->parts[i].name, name) == 0)
            return &link->parts[i];
    return NULL;
}

static bool add_implied(acp_link *link)
{
    static const char *const names[] = {"protocol", "authentication"};
    if (strcmp(link->action, "create") != 0)
        return true;
    for (size_t i = 0; i < 2; i++) {
        const acp_link_part *protocol = find(link, "protocol");
        const char *value =
            acp_link_implied(names[i], protocol && strcmp(protocol->value, "IPsec") == 0);
        if (value && !find(link, names[i]) && !add_part(link, names[i], acp_slice_of(value), true))
            return false;
    }
    return true;
}

static char *copy_name(acp_link *link, acp_slice name)
{
    return acp_arena_copy(&link->arena, name.ptr, name.len);
}

/* Adds a parameter, or the items of a list that JSON has in place of several. */
static acp_status add_node(acp_link *link, const acp_node *node)
{
    if (node->has_elements) {
        acp_status status = ACP_OK;
        for (const acp_node *item = acp_node_first_child(node); item && status == ACP_OK;
             item = acp_node_next(item))
            status = item->has_elements ? ACP_BAD_VALUE : add_node(link, item);
        return status;
    }
    /* The value as it is: blanks around it may be meant. */
    acp_slice value = node->text ? node->text->value : node->value;
    if (value.len && memchr(value.ptr, '\0', value.len))
        return ACP_BAD_VALUE;
    char *name = copy_name(link, node->name);
    return name && add_part(link, name, value, false) ? ACP_OK : ACP_NO_MEMORY;
}

static acp_status of_node(const acp_node *node, acp_link **out)
{
    acp_link *link = calloc(1, sizeof *link);
    acp_status status = link ? ACP_OK : ACP_NO_MEMORY;
    for (const acp_node *child = acp_node_first_child(node); status == ACP_OK && child;
         child = acp_node_next(child)) {
        if (!acp_slice_is(child->name, "action")) {
            status = add_node(link, child);
        } else if (link->action || child->has_elements) {
            status = ACP_BAD_VALUE;
        } else {
            link->action = copy_name(link, child->value);
            status = link->action ? ACP_OK : ACP_NO_MEMORY;
        }
    }
    if (status == ACP_OK && !link->action)
        status = ACP_BAD_VALUE;
    if (status == ACP_OK && !add_implied(link))
        status = ACP_NO_MEMORY;
    if (status != ACP_OK)
        acp_link_free(link);
    else
        *out = link;
    return status;
}

acp_status acp_link_of_document(const acp_document *document, size_t index, acp_link **out)
{
    *out = NULL;
    const acp_node *node = acp_node_first_child(document->root);
    for (size_t i = 0; node && i < index; i++)
        node = acp_node_next(node);
    if (document->kind != ACP_KIND_URI || !node)
        return ACP_NOT_FOUND;
    return of_node(node, out);
}

void acp_link_free(acp_link *link)
{
    if (!link)
        return;
    acp_arena_free(&link->arena);
    free(link->parts);
    free(link);
}

const char *acp_link_action(const acp_link *link)
{
    return link->action;
}

const acp_link_part *acp_link_get(const acp_link *link, size_t index)
{
    return index < link->count ? &link->parts[index] : NULL;
}

/* ---- links --------------------------------------------------------------------------------- */

static void say(acp_findings *findings, const char *id, const char *name, size_t column,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

static void say(acp_findings *findings, const char *id, const char *name, size_t column,
                const char *format, ...)
{
    char text[400];
    const acp_rule *rule = acp_rule_find(id);
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    acp_clip_text(text);
    if (rule)
        acp_findings_add_plain(findings, rule, (acp_severity)rule->severity, name,
                               (acp_position){1, (uint32_t)column + 1}, text);
}

static size_t column_of(acp_slice text, const char *at)
{
    size_t column = 0;
    for (const char *p = text.ptr; p < at; p++)
        column += ((unsigned char)*p & 0xC0) != 0x80;
    return column;
}

/* Whether a parameter that may stand in a link once has stood there before; notes that it has. */
static bool is_second(acp_slice action, acp_slice parameter, uint32_t *seen)
{
    const char *const *names = acp_link_parameters(action);
    if (acp_link_repeats(parameter))
        return false;
    for (unsigned i = 0; names && names[i]; i++) {
        uint32_t bit = UINT32_C(1) << i, before = *seen;
        if (acp_slice_is(parameter, names[i])) {
            *seen |= bit;
            return before & bit;
        }
    }
    return false;
}

/* What is no matter of style: nobody knows what such a link says, or which of two values it means.
 */
static bool is_readable(acp_slice text, char *message, size_t message_size)
{
    acp_slice action, parameter, value;
    acp_link_reader reader = acp_link_start(text, &action);
    uint32_t seen = 0;
    *message = '\0';
    while (!*message && acp_link_next(&reader, &parameter, &value)) {
        const char *bad = acp_link_bad_escape(value);
        if (bad)
            snprintf(
                message, message_size,
                "the value of %.*s cannot be decoded: what starts at column %zu is no escape; one "
                "is a %% and two hexadecimal digits, and escapes together are characters in UTF-8",
                ACP_SLICE_ARGS(acp_shown(parameter)), column_of(text, bad) + 1);
        else if (acp_slice_is(parameter, "action"))
            snprintf(message, message_size,
                     "at column %zu, action is no parameter: what a link does stands behind its "
                     "scheme",
                     column_of(text, parameter.ptr) + 1);
        else if (is_second(action, parameter, &seen))
            snprintf(message, message_size, "at column %zu, %.*s is given a second time",
                     column_of(text, parameter.ptr) + 1, ACP_SLICE_ARGS(parameter));
    }
    acp_clip_text(message);
    return !*message;
}

static acp_status parse_link(const char *name, acp_slice text, const acp_check_options *options,
                             acp_findings *findings, acp_link **out)
{
    acp_document *document = NULL;
    acp_read_options read = {.kind = ACP_KIND_URI};
    acp_check_options check = options ? *options : (acp_check_options){0};
    check.skip_fixable = true;
    acp_findings_begin(findings);
    acp_status status =
        acp_document_read_memory(name, text.ptr, text.len, &read, findings, &document);
    if (status == ACP_DAMAGED)
        return ACP_REFUSED;
    if (status == ACP_OK)
        status = acp_check(document, &check, findings);
    if (status == ACP_OK && acp_findings_worst(findings) >= (int)ACP_ERROR)
        status = ACP_REFUSED;
    if (status == ACP_OK)
        status = acp_link_of_document(document, 0, out);
    acp_document_free(document);
    return status;
}

/* ---- server values ------------------------------------------------------------------------- */

static bool check_server(const char *name, acp_slice text, const acp_server *server,
                         acp_findings *findings)
{
    acp_ipsec_method method =
        server->method.ptr ? acp_ipsec_method_of(server->method, false) : ACP_METHOD_EAP_ANYCONNECT;
    if (method == ACP_METHOD_NONE) {
        say(findings, "ACP8011", name, column_of(text, server->method.ptr),
            "\"%.*s\" is no method; there are EAP-AnyConnect, EAP-GTC, EAP-MD5, EAP-MSCHAPv2 and "
            "IKE-RSA.",
            ACP_SLICE_ARGS(acp_shown(server->method)));
        return false;
    }
    if (server->method.ptr && !server->ipsec)
        say(findings, "ACP8012", name, column_of(text, server->method.ptr),
            "Without ipsec:// in front the protocol is SSL, for which a method says nothing.");
    else if (server->identity.len && !acp_ipsec_method_takes_identity(method))
        say(findings, "ACP8013", name, column_of(text, server->identity.ptr),
            "The identity is sent with EAP-GTC, EAP-MD5 and EAP-MSCHAPv2 only.");
    if (server->port.len && server->ipsec)
        say(findings, "ACP8060", name, column_of(text, server->port.ptr),
            "With ipsec:// the port %.*s changes nothing.", ACP_SLICE_ARGS(server->port));
    return true;
}

/* What cannot be decoded is what it says: no rule asks for escapes in a server value. */
static bool add_decoded(acp_link *link, const char *name, acp_slice value)
{
    acp_slice decoded;
    return acp_link_decode(&link->arena, value, &decoded) && add_part(link, name, decoded, false);
}

static acp_status parse_server(const char *name, acp_slice text, acp_findings *findings,
                               acp_link **out, char *message, size_t message_size)
{
    acp_server server;
    const char *at = text.ptr, *problem = acp_server_parse(text, &server, &at);
    if (problem) {
        snprintf(message, message_size,
                 "neither an anyconnect: link nor a server value: at column %zu, %s",
                 column_of(text, at) + 1, problem);
        return ACP_BAD_VALUE;
    }
    if (!check_server(name, text, &server, findings))
        return ACP_REFUSED;
    acp_link *link = calloc(1, sizeof *link);
    if (!link)
        return ACP_NO_MEMORY;
    link->action = "server";
    bool fine = add_part(link, "protocol", acp_slice_of(server.ipsec ? "IPsec" : "SSL"), false);
    if (server.ipsec || server.method.ptr)
        fine = fine && add_part(link, "authentication",
                                server.method.ptr ? server.method : ACP_SLICE("EAP-AnyConnect"),
                                !server.method.ptr);
    if (server.identity.len)
        fine = fine && add_decoded(link, "ike-identity", server.identity);
    fine = fine && add_part(link, "host", server.host, false);
    if (server.port.ptr)
        fine = fine && add_part(link, "port", server.port, false);
    if (server.group.ptr)
        fine = fine && add_decoded(link, "group", server.group);
    if (fine)
        *out = link;
    else
        acp_link_free(link);
    return fine ? ACP_OK : ACP_NO_MEMORY;
}

acp_status acp_link_parse(const char *name, acp_slice text, const acp_check_options *options,
                          acp_findings *findings, acp_link **out, char *message,
                          size_t message_size)
{
    *out = NULL;
    text = acp_slice_trim(text);
    if (text.len && (memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len) ||
                     memchr(text.ptr, '\0', text.len))) {
        snprintf(message, message_size, "one link at a time, on one line");
        return ACP_BAD_VALUE;
    }
    if (!acp_link_has_scheme(text))
        return parse_server(name, text, findings, out, message, message_size);
    if (!is_readable(text, message, message_size))
        return ACP_BAD_VALUE;
    return parse_link(name, text, options, findings, out);
}
