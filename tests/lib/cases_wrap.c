/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The smallest valid document around the fragment a case shows. */
#include <string.h>

#include "cases.h"
#include "document/slice.h"

/* What that document would be reported for. */
static const char *const wrapper_rules[] = {"ACP0080", "ACP1010", "ACP1011", "ACP1012",
                                            "ACP1020", "ACP2011", "ACP3000", "ACP4003",
                                            "ACP4043", "ACP4044", "ACP4052"};

static bool is_wrapper_rule(const char *id)
{
    for (size_t i = 0; i < sizeof wrapper_rules / sizeof *wrapper_rules; i++)
        if (strcmp(wrapper_rules[i], id) == 0)
            return true;
    return false;
}

bool case_incidental(bool whole, const char *id)
{
    /* The last is what nearly every short document would be reported for. */
    return (!whole && is_wrapper_rule(id)) || strcmp(id, "ACP0060") == 0;
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

/* What stands around a fragment inside the root. */
typedef struct {
    const char *attributes, *before; /* of the root; behind its start tag */
    acp_buffer after;                /* before its end tag */
} wrapping;

static void wrap_profile(const case_group *g, acp_slice first, wrapping *w)
{
    static const char host[] = "<HostEntry><HostName>gw.example.com</HostName></HostEntry>";
    static const char mgmt_host[] = "<HostEntry><HostName>gw.example.com</HostName>"
                                    "<UserGroup>machines</UserGroup></HostEntry>";
    if (acp_slice_is(first, "ServerList") || acp_slice_is(first, "ClientInitialization"))
        return;
    if (acp_slice_is(first, "HostEntry")) {
        w->before = "<ServerList>";
        acp_buffer_puts(&w->after, "</ServerList>");
    } else {
        w->before = "<ClientInitialization>";
        acp_buffer_printf(&w->after, "</ClientInitialization><ServerList>%s</ServerList>",
                          g->kind == ACP_KIND_MGMT ? mgmt_host : host);
    }
}

/* What is required, and what an NVM profile is reported for if it does not say it. */
static void wrap_nvm(const char *text, wrapping *w)
{
    static const struct {
        const char *tag, *element;
    } usual[] = {
        {"<CollectorConfiguration",
         "<CollectorConfiguration><CollectorIP>nvm.example.com</CollectorIP><Port>2055</Port>"
         "<Secure>true</Secure></CollectorConfiguration>"},
        {"<CacheConfiguration", "<CacheConfiguration><MaxSize>100</MaxSize></CacheConfiguration>"},
        {"<CollectionMode", "<CollectionMode>all</CollectionMode>"},
        {"<TrustedNetworkDetection",
         "<TrustedNetworkDetection><TrustedServer><URL>https://tnd.example.com</URL>"
         "<CertificateHash>2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"
         "</CertificateHash></TrustedServer></TrustedNetworkDetection>"},
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (!strstr(text, usual[i].tag))
            acp_buffer_puts(&w->after, usual[i].element);
}

static bool is_fragment(const case_group *g, const char *text, acp_slice first)
{
    bool plain = g->kind >= 0 && acp_kind_get(g->kind)->json_schema;
    return !plain && !g->whole && !g->name && g->format == ACP_FORMAT_AUTO && *text == '<' &&
           strncmp(text, "<?xml", 5) != 0 && strncmp(text, "<!DOCTYPE", 9) != 0 &&
           strncmp(text, "<!--acprof whole", 16) != 0 && !is_root_name(first.ptr, first.len);
}

void case_wrap(case_group *g)
{
    const char *text = g->input.text ? g->input.text : "";
    acp_slice first;
    first.ptr = first_element(text, &first.len);
    g->whole = !is_fragment(g, text, first);
    if (g->whole)
        return;
    const acp_kind_row *kind = acp_kind_get(g->kind < 0 ? ACP_KIND_VPN : g->kind);
    const char *root = kind->roots[0], *ns = kind->ns;
    wrapping w = {"", "", {0}};
    if (g->kind == ACP_KIND_LOCAL_POLICY)
        w.attributes = " acversion=\"5.1\"";
    else if (g->kind == ACP_KIND_NVM)
        wrap_nvm(text, &w);
    else if (strcmp(root, "AnyConnectProfile") == 0)
        wrap_profile(g, first, &w);
    acp_buffer wrapped = {0};
    acp_buffer_printf(&wrapped, "<%s%s%s%s%s>%s\n%s%s</%s>\n", root, ns ? " xmlns=\"" : "",
                      ns ? ns : "", ns ? "\"" : "", w.attributes, w.before, text,
                      w.after.text ? w.after.text : "", root);
    acp_buffer_free(&w.after);
    acp_buffer_free(&g->input);
    g->input = wrapped;
    g->lines_before = 1;
}
