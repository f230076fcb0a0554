/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The smallest valid document around the fragment a case shows. */
#include <string.h>

#include "cases.h"
#include "document/slice.h"

/* What that document would be reported for. */
static const char *const wrapper_rules[] = {"ACP1010", "ACP1011", "ACP1012",
                                            "ACP1020", "ACP2011", "ACP3000"};

bool case_wrapper_rule(const char *id)
{
    for (size_t i = 0; i < sizeof wrapper_rules / sizeof *wrapper_rules; i++)
        if (strcmp(wrapper_rules[i], id) == 0)
            return true;
    return false;
}

static const char *local_name(const char *name, size_t *length)
{
    const char *colon = memchr(name, ':', *length);
    if (!colon)
        return name;
    *length -= (size_t)(colon + 1 - name);
    return colon + 1;
}

/* The local name of the first element, skipping what may stand before it. */
static const char *first_element(const char *text, size_t *length)
{
    for (const char *at = text; (at = strchr(at, '<'));) {
        if (strncmp(at, "<!--", 4) == 0) {
            at = strstr(at, "-->");
        } else if (at[1] == '?' || at[1] == '!') {
            at = strchr(at, '>');
        } else {
            *length = strcspn(at + 1, " \t\r\n/>");
            return local_name(at + 1, length);
        }
        if (!at)
            break;
    }
    *length = 0;
    return "";
}

static bool is_root_name(const char *name, size_t length)
{
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        for (const char *const *root = acp_kind_get((acp_kind)kind)->roots; *root; root++)
            if (strlen(*root) == length && strncmp(*root, name, length) == 0)
                return true;
    return false;
}

void case_wrap(case_group *g)
{
    static const char ns[] = "xmlns=\"http://schemas.xmlsoap.org/encoding/\"";
    static const char host[] = "<HostEntry><HostName>gw.example.com</HostName></HostEntry>";
    static const char mgmt_host[] = "<HostEntry><HostName>gw.example.com</HostName>"
                                    "<UserGroup>machines</UserGroup></HostEntry>";
    const char *text = g->input.text ? g->input.text : "", *before, *after;
    size_t length;
    const char *name = first_element(text, &length);
    acp_slice first = {name, length};
    char tail[256];
    g->whole = g->whole || g->name || g->format != ACP_FORMAT_AUTO || *text != '<' ||
               strncmp(text, "<?xml", 5) == 0 || strncmp(text, "<!DOCTYPE", 9) == 0 ||
               strncmp(text, "<!--acprof whole", 16) == 0 || is_root_name(name, length);
    if (g->whole)
        return;
    const char *root =
        g->kind == ACP_KIND_LOCAL_POLICY ? "AnyConnectLocalPolicy" : "AnyConnectProfile";
    bool server_list = acp_slice_is(first, "ServerList"), entry = acp_slice_is(first, "HostEntry");
    if (g->kind == ACP_KIND_LOCAL_POLICY || server_list ||
        acp_slice_is(first, "ClientInitialization")) {
        before = "";
        after = "";
    } else if (entry) {
        before = "<ServerList>";
        after = "</ServerList>";
    } else {
        before = "<ClientInitialization>";
        snprintf(tail, sizeof tail, "</ClientInitialization><ServerList>%s</ServerList>",
                 g->kind == ACP_KIND_MGMT ? mgmt_host : host);
        after = tail;
    }
    acp_buffer wrapped = {0};
    acp_buffer_printf(&wrapped, "<%s %s%s>%s\n%s%s</%s>\n", root, ns,
                      g->kind == ACP_KIND_LOCAL_POLICY ? " acversion=\"5.1\"" : "", before, text,
                      after, root);
    acp_buffer_free(&g->input);
    g->input = wrapped;
    g->lines_before = 1;
}
