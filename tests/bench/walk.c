/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The obvious way: look for the elements in the tree of the document, and go through their items.
 * It does less than the runtime: no merging, no defaults, no preferences. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "bench.h"

static const xmlNode *child(const xmlNode *node, const char *name)
{
    for (const xmlNode *at = node ? node->children : NULL; at; at = at->next)
        if (at->type == XML_ELEMENT_NODE && strcmp((const char *)at->name, name) == 0)
            return at;
    return NULL;
}

/* The text an element begins with. */
static const char *text_of(const xmlNode *node)
{
    const xmlNode *text = node ? node->children : NULL;
    return text && text->type == XML_TEXT_NODE ? (const char *)text->content : "";
}

static const xmlNode *always_on_policy(const xmlDoc *document)
{
    const xmlNode *root = xmlDocGetRootElement((xmlDoc *)document);
    return child(child(root, "ClientInitialization"), "AutomaticVPNPolicy");
}

/* Whether a comma list has a name, or "*." and a name that it is below. */
static unsigned lists(const char *list, const char *name)
{
    size_t length = strlen(name);
    while (*list) {
        size_t size = strcspn(list, ",");
        bool wild = size > 2 && strncmp(list, "*.", 2) == 0;
        size_t fixed = wild ? size - 2 : size;
        bool fits = wild ? length >= fixed : length == fixed;
        if (fits && strncasecmp(list + size - fixed, name + length - fixed, fixed) == 0 &&
            (length == fixed || name[length - fixed - 1] == '.'))
            return 1;
        list += size + (list[size] == ',');
    }
    return 0;
}

unsigned bench_walk_tnd(const xmlDoc *document, size_t which)
{
    bench_text suffix;
    bench_suffix(suffix, which);
    return lists(text_of(child(always_on_policy(document), "TrustedDNSDomains")), suffix);
}

static bool is_gateway(const xmlNode *entry, const char *name)
{
    const xmlNode *backups = child(entry, "BackupServerList");
    if (strcasecmp(text_of(child(entry, "HostAddress")), name) == 0)
        return true;
    for (const xmlNode *at = backups ? backups->children : NULL; at; at = at->next)
        if (strcasecmp(text_of(at), name) == 0)
            return true;
    return false;
}

unsigned bench_walk_allowed_host(const xmlDoc *document, size_t which)
{
    bench_text name;
    bench_name(name, which);
    const xmlNode *servers = child(xmlDocGetRootElement((xmlDoc *)document), "ServerList");
    for (const xmlNode *entry = servers ? servers->children : NULL; entry; entry = entry->next)
        if (is_gateway(entry, name))
            return 1;
    return lists(text_of(child(child(always_on_policy(document), "AlwaysOn"), "AllowedHosts")),
                 name);
}

/* Whether a flow meets a condition; its fields as texts, as the condition's value is one. */
static bool meets(const xmlNode *condition, size_t which)
{
    char number[16];
    const char *field = text_of(child(condition, "Field")), *has = "";
    bool negated = strcmp(text_of(child(condition, "Operation")), "NotEquals") == 0;
    snprintf(number, sizeof number, "%d",
             strcmp(field, "SourceTransportPort") == 0 ? bench_port(which) : BENCH_HTTPS);
    if (strstr(field, "TransportPort"))
        has = number;
    else if (strcmp(field, "ProcessName") == 0)
        has = BENCH_PROCESS;
    else if (strcmp(field, "DestinationIPv4Address") == 0)
        has = BENCH_ADDRESS;
    return (strcmp(has, text_of(child(condition, "Value"))) == 0) != negated;
}

static bool fits(const xmlNode *rule, size_t which)
{
    for (const xmlNode *at = rule->children; at; at = at->next)
        if (strcmp((const char *)at->name, "Condition") == 0 && !meets(at, which))
            return false;
    return true;
}

unsigned bench_walk_flow(const xmlDoc *document, size_t which)
{
    const xmlNode *policy = child(xmlDocGetRootElement((xmlDoc *)document), "DataCollectionPolicy");
    for (const xmlNode *rule = policy ? policy->children : NULL; rule; rule = rule->next)
        if (strcmp((const char *)rule->name, "FlowFilterRule") == 0 && fits(rule, which))
            return strcmp(text_of(child(rule, "Type")), "Ignore") == 0;
    return 0;
}
