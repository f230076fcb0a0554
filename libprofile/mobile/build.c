/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links put together, and as JSON. */
#include <stdlib.h>

#include "document/json_text.h"
#include "mobile/link.h"
#include "mobile/parse.h"
#include "mobile/server.h"
#include "schema/types.h"

static const char *const server_names[] = {
    "protocol", "authentication", "ike-identity", "host", "port", "group", NULL};

const char *const *acp_link_actions(void)
{
    static const char *const actions[] = {"create", "connect", "disconnect",
                                          "import", "server",  NULL};
    return actions;
}

const char *const *acp_link_names(const char *action)
{
    return strcmp(action, "server") == 0 ? server_names : acp_link_parameters(acp_slice_of(action));
}

typedef struct {
    const acp_link_part *parts;
    size_t count;
} given;

static const char *value_of(const given *g, const char *name)
{
    for (size_t i = 0; i < g->count; i++)
        if (strcmp(g->parts[i].name, name) == 0)
            return acp_link_spelling(name, g->parts[i].value);
    return "";
}

/* ---- links --------------------------------------------------------------------------------- */

/* In a list of domains the commas stay, as the guide has them. */
static void put_value(acp_buffer *out, const char *name, const char *value)
{
    bool list = acp_link_is_list(acp_slice_of(name));
    size_t length = list ? strcspn(value, ",") : strlen(value);
    acp_slice first = {value, length};
    acp_link_encode(out, list ? acp_slice_trim(first) : first);
    while (value[length]) {
        value += length + 1;
        length = strcspn(value, ",");
        acp_buffer_putc(out, ',');
        acp_link_encode(out, acp_slice_trim((acp_slice){value, length}));
    }
}

static void put_link(acp_buffer *out, const char *action, const given *g)
{
    char separator = '?';
    bool ipsec = strcmp(value_of(g, "protocol"), "IPsec") == 0;
    bool create = strcmp(action, "create") == 0;
    acp_buffer_printf(out, "anyconnect:%s", action);
    for (const char *const *name = acp_link_names(action); *name; name++) {
        const char *implied = create ? acp_link_implied(*name, ipsec) : NULL;
        for (size_t i = 0; i < g->count; i++) {
            const acp_link_part *part = &g->parts[i];
            const char *value = acp_link_spelling(*name, part->value);
            if (strcmp(part->name, *name) != 0 || (implied && strcmp(implied, value) == 0))
                continue;
            acp_buffer_printf(out, "%c%s=", separator, *name);
            put_value(out, *name, value);
            separator = '&';
        }
    }
}

/* ---- server values ------------------------------------------------------------------------- */

/* A value that would be read as more than one part. */
static const char *splits(const given *g)
{
    static const struct {
        const char *name, *separators;
    } parts[] = {{"authentication", ":@/"}, {"host", "@/"}, {"port", "@:/"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strpbrk(value_of(g, parts[i].name), parts[i].separators))
            return parts[i].name;
    return NULL;
}

/* What is wrong with the parts of a server value, in message; false: nothing. */
static bool is_wrong(const given *g, bool ipsec, char *message, size_t message_size)
{
    const char *method = value_of(g, "authentication"), *identity = value_of(g, "ike-identity");
    const char *protocol = value_of(g, "protocol"), *host = value_of(g, "host");
    const char *port = value_of(g, "port"), *wrong = splits(g);
    acp_address address;
    if (wrong)
        snprintf(message, message_size,
                 "a server value cannot hold this %s: it would be read as several parts", wrong);
    else if (!*host)
        snprintf(message, message_size, "no host is named: a server value needs host=NAME");
    else if (!acp_address_parse(acp_slice_of(host), &address) || address.port.ptr)
        snprintf(message, message_size, "host is a name or an IP address, not %s", host);
    else if (*port && !acp_is_port(port, strlen(port)))
        snprintf(message, message_size, "port is a number from 1 to 65535, not %s", port);
    else if (*protocol && !ipsec && strcmp(protocol, "SSL") != 0)
        snprintf(message, message_size, "protocol is SSL or IPsec, not %s", protocol);
    else if (!ipsec && (*method || *identity))
        snprintf(message, message_size, "authentication and ike-identity are for IPsec only");
    else if (*identity && !*method)
        snprintf(message, message_size, "ike-identity needs authentication before it");
    else
        *message = '\0';
    acp_clip_text(message);
    return *message;
}

static bool put_server(acp_buffer *out, const given *g, char *message, size_t message_size)
{
    const char *method = value_of(g, "authentication"), *identity = value_of(g, "ike-identity");
    const char *protocol = value_of(g, "protocol"), *host = value_of(g, "host");
    const char *port = value_of(g, "port"), *group = value_of(g, "group");
    bool ipsec = strcmp(protocol, "IPsec") == 0 || (!*protocol && (*method || *identity));
    if (is_wrong(g, ipsec, message, message_size))
        return false;
    bool brackets = strchr(host, ':') && *host != '[';
    acp_buffer_printf(out, "%s%s%s", ipsec ? "ipsec://" : "", method, *identity ? ":" : "");
    acp_server_put_identity(out, acp_slice_of(identity));
    acp_buffer_printf(out, "%s%s%s%s", *method ? "@" : "", brackets ? "[" : "", host,
                      brackets ? "]" : "");
    if (*port)
        acp_buffer_printf(out, ":%s", port);
    if (*group)
        acp_buffer_putc(out, '/');
    acp_server_put_group(out, acp_slice_of(group));
    return true;
}

/* ---- both ---------------------------------------------------------------------------------- */

/* Every parameter is one the action has, and only callbacks stand there more than once. */
static bool are_known(const char *action, const given *g, char *message, size_t message_size)
{
    const char *const *names = acp_link_names(action);
    if (!names) {
        snprintf(message, message_size, "there is no action %s", action);
        return false;
    }
    for (size_t i = 0; i < g->count; i++) {
        const char *name = g->parts[i].name;
        bool callback = acp_link_repeats(acp_slice_of(name));
        if (!acp_slice_listed(acp_slice_of(name), names)) {
            const char *nearest = acp_nearest(name, names);
            snprintf(message, message_size, "%s has no parameter '%s'%s%s%s", action, name,
                     nearest ? "; did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
            acp_clip_text(message);
            return false;
        }
        for (size_t k = 0; k < i && !callback; k++)
            if (strcmp(g->parts[k].name, name) == 0) {
                snprintf(message, message_size, "%s is given twice", name);
                return false;
            }
    }
    return true;
}

acp_status acp_link_build(const char *action, const acp_link_part *parts, size_t count,
                          const acp_check_options *options, acp_findings *findings, char **text,
                          char *message, size_t message_size)
{
    acp_buffer out = {0};
    acp_link *link = NULL;
    const given g = {parts, count};
    bool server = strcmp(action, "server") == 0;
    *text = NULL;
    if (!are_known(action, &g, message, message_size))
        return ACP_BAD_VALUE;
    if (!server)
        put_link(&out, action, &g);
    else if (!put_server(&out, &g, message, message_size))
        return ACP_BAD_VALUE;
    acp_status status = out.failed ? ACP_NO_MEMORY : ACP_OK;
    if (status == ACP_OK)
        status = acp_link_parse("<link>", (acp_slice){out.text ? out.text : "", out.length},
                                options, findings, &link, message, message_size);
    acp_link_free(link);
    if (status == ACP_OK)
        *text = out.text;
    else
        acp_buffer_free(&out);
    return status;
}

/* ---- JSON ---------------------------------------------------------------------------------- */

/* A parameter, and the next of its name. */
typedef struct same {
    const acp_link_part *part;
    const struct same *next;
    bool first;
} same;

static int by_name(const void *a, const void *b)
{
    const acp_link_part *x = (*(const same *const *)a)->part, *y = (*(const same *const *)b)->part;
    int order = strcmp(x->name, y->name);
    return order ? order : x < y ? -1 : 1;
}

/* Joins those of one name: a link may hold thousands. NULL: no memory. */
static same *join(const acp_link *link)
{
    same *all = calloc(link->count + 1, sizeof *all);
    same **sorted = calloc(link->count + 1, sizeof(same *));
    if (!all || !sorted) {
        free(all);
        free(sorted);
        return NULL;
    }
    for (size_t i = 0; i < link->count; i++) {
        all[i] = (same){&link->parts[i], NULL, true};
        sorted[i] = &all[i];
    }
    qsort(sorted, link->count, sizeof(same *), by_name);
    for (size_t i = 1; i < link->count; i++)
        if (strcmp(sorted[i - 1]->part->name, sorted[i]->part->name) == 0) {
            sorted[i - 1]->next = sorted[i];
            sorted[i]->first = false;
        }
    free(sorted);
    return all;
}

/* A parameter that stands there more than once is a list. */
static void put_part(acp_json_text *json, const same *at)
{
    if (!at->first)
        return;
    acp_json_key(json, at->part->name);
    if (!at->next) {
        acp_json_string(json, at->part->value);
        return;
    }
    acp_json_open(json, '[', true);
    for (; at; at = at->next)
        acp_json_string(json, at->part->value);
    acp_json_close(json, ']');
}

acp_status acp_links_json(const acp_link *const *links, size_t count, char **text, size_t *length)
{
    acp_buffer out = {0};
    acp_json_text json = {.out = &out};
    acp_json_open(&json, '[', false);
    for (size_t i = 0; i < count; i++) {
        acp_json_open(&json, '{', false);
        acp_json_member(&json, "action", links[i]->action);
        same *parts = join(links[i]);
        for (size_t k = 0; parts && k < links[i]->count; k++)
            put_part(&json, &parts[k]);
        out.failed = out.failed || !parts;
        free(parts);
        acp_json_close(&json, '}');
    }
    acp_json_close(&json, ']');
    acp_buffer_putc(&out, '\n');
    if (out.failed) {
        acp_buffer_free(&out);
        return ACP_NO_MEMORY;
    }
    *text = out.text;
    *length = out.length;
    return ACP_OK;
}
