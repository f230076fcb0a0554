/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/lookup.h"

#include <string.h>

static const tunnel_entry *entry_at(const tunnel_policy *policy, uint32_t index)
{
    return TUNNEL_AT(policy, tunnel_entry, ENTRIES, index);
}

bool tunnel_is_in_set(const tunnel_policy *policy, const tunnel_entry *entry)
{
    return entry->profile < policy->root->profile_count && tunnel_profile_of(policy, entry)->in_set;
}

/* ---- by name ------------------------------------------------------------------------------- */

static const tunnel_entry *by_name(const tunnel_policy *policy, tunnel_text_t name)
{
    const tunnel_by_name *rows = policy->image.sections[SECTION_BY_NAME];
    uint32_t low = 0, count = tunnel_count(policy, SECTION_BY_NAME), high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tunnel_compare_stored(tunnel_text(policy, rows[middle].name), name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && tunnel_compare_stored(tunnel_text(policy, rows[low].name), name) == 0;
         low++)
        if (tunnel_is_in_set(policy, entry_at(policy, rows[low].entry)))
            return entry_at(policy, rows[low].entry);
    return NULL;
}

/* ---- by host and port ---------------------------------------------------------------------- */

/* port 0: whatever the port. */
static int compare_host(const tunnel_policy *policy, const tunnel_by_host *row, const char *host,
                        uint32_t port)
{
    int order = strcmp(tunnel_text(policy, row->host), host);
    if (order == 0 && port && row->port != port)
        order = row->port < port ? -1 : 1;
    return order;
}

static const tunnel_by_host *find_rows(const tunnel_policy *policy, tunnel_section_type section,
                                       const char *host, uint32_t port, uint32_t *count)
{
    const tunnel_by_host *rows = policy->image.sections[section];
    uint32_t low = 0, total = tunnel_count(policy, section), high = total;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_host(policy, &rows[middle], host, port) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < total && compare_host(policy, &rows[low + *count], host, port) == 0)
        ++*count;
    return rows + low;
}

const tunnel_by_host *tunnel_find_hosts(const tunnel_policy *policy, const tunnel_host *host,
                                        uint32_t *count)
{
    return find_rows(policy, SECTION_BY_HOST, host->host, host->port, count);
}

const tunnel_by_host *tunnel_find_any_port(const tunnel_policy *policy, const char *host,
                                           uint32_t *count)
{
    return find_rows(policy, SECTION_BY_HOST, host, 0, count);
}

/* A path, if one is written, is the entry's group. */
static bool is_of_group(const tunnel_policy *policy, const tunnel_entry *entry,
                        const tunnel_host *host)
{
    return !host->path.len || tunnel_text_is(host->path, tunnel_text(policy, entry->group));
}

static const tunnel_entry *by_host(const tunnel_policy *policy, const tunnel_host *host)
{
    uint32_t count;
    const tunnel_by_host *rows = tunnel_find_hosts(policy, host, &count);
    for (uint32_t i = 0; i < count; i++) {
        const tunnel_entry *entry = entry_at(policy, rows[i].entry);
        if (is_of_group(policy, entry, host) && tunnel_is_in_set(policy, entry))
            return entry;
    }
    return NULL;
}

/* ---- by the lists of entries ------------------------------------------------------------------
 */

static const tunnel_entry *by_list(const tunnel_policy *policy, const tunnel_host *host)
{
    uint32_t count;
    const tunnel_by_host *row = find_rows(policy, SECTION_BY_LIST, host->host, host->port, &count);
    return count ? entry_at(policy, row->entry) : NULL;
}

/* ---- in one profile ------------------------------------------------------------------------- */

/* Entries of a profile are a range, and rows of one name or host stand in the order of entries. */
static const tunnel_entry *by_name_in(const tunnel_policy *policy, const tunnel_profile *profile,
                                      tunnel_text_t name)
{
    const tunnel_by_name *rows = policy->image.sections[SECTION_BY_NAME];
    uint32_t low = 0, count = tunnel_count(policy, SECTION_BY_NAME), high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = tunnel_compare_stored(tunnel_text(policy, rows[middle].name), name);
        if (order < 0 || (order == 0 && rows[middle].entry < profile->first_entry))
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < count &&
                 tunnel_compare_stored(tunnel_text(policy, rows[low].name), name) == 0 &&
                 rows[low].entry - profile->first_entry < profile->entry_count;
    return found ? entry_at(policy, rows[low].entry) : NULL;
}

static const tunnel_entry *by_host_in(const tunnel_policy *policy, const tunnel_profile *profile,
                                      const tunnel_host *host)
{
    const tunnel_by_host *rows = policy->image.sections[SECTION_BY_HOST];
    uint32_t low = 0, count = tunnel_count(policy, SECTION_BY_HOST), high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_host(policy, &rows[middle], host->host, host->port);
        if (order < 0 || (order == 0 && rows[middle].entry < profile->first_entry))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && rows[low].entry - profile->first_entry < profile->entry_count &&
           compare_host(policy, &rows[low], host->host, host->port) == 0;
         low++)
        if (is_of_group(policy, entry_at(policy, rows[low].entry), host))
            return entry_at(policy, rows[low].entry);
    return NULL;
}

static bool holds(const tunnel_policy *policy, uint32_t first, uint32_t count,
                  const tunnel_host *host)
{
    const tunnel_address *list = TUNNEL_AT(policy, tunnel_address, ADDRESSES, first);
    for (uint32_t i = 0; i < count; i++)
        if (list[i].port == host->port &&
            strcmp(tunnel_text(policy, list[i].host), host->host) == 0)
            return true;
    return false;
}

/* The global list is looked at once: for the first entry without a list of its own. */
static const tunnel_entry *by_list_in(const tunnel_policy *policy, const tunnel_profile *profile,
                                      const tunnel_host *host)
{
    bool global = holds(policy, profile->first_backup, profile->backup_count, host);
    for (uint32_t i = 0; i < profile->entry_count; i++) {
        const tunnel_entry *entry = entry_at(policy, profile->first_entry + i);
        if (holds(policy, entry->first_balanced, entry->balanced_count, host) ||
            holds(policy, entry->first_backup, entry->backup_count, host) ||
            (global && !entry->has_backups))
            return entry;
    }
    return NULL;
}

const tunnel_entry *tunnel_find_entry_in(const tunnel_policy *policy, const tunnel_profile *profile,
                                         tunnel_text_t text)
{
    tunnel_host host;
    const tunnel_entry *entry =
        by_name_in(policy, profile, tunnel_without_dot(tunnel_text_trim(text)));
    if (entry || !tunnel_host_parse(text, &host))
        return entry;
    entry = by_host_in(policy, profile, &host);
    return entry ? entry : by_list_in(policy, profile, &host);
}

/* -------------------------------------------------------------------------------------------- */

static const tunnel_entry *find(const tunnel_policy *policy, tunnel_text_t text, bool lists)
{
    tunnel_host host;
    const tunnel_entry *entry = by_name(policy, tunnel_without_dot(tunnel_text_trim(text)));
    if (entry || !tunnel_host_parse(text, &host))
        return entry;
    entry = by_host(policy, &host);
    return entry || !lists ? entry : by_list(policy, &host);
}

const tunnel_entry *tunnel_find_entry(const tunnel_policy *policy, tunnel_text_t text)
{
    return find(policy, text, true);
}

const tunnel_entry *tunnel_find_own_entry(const tunnel_policy *policy, tunnel_text_t text)
{
    return find(policy, text, false);
}

const tunnel_profile *tunnel_first_profile(const tunnel_policy *policy)
{
    for (uint32_t i = 0; i < policy->root->profile_count; i++) {
        const tunnel_profile *profile = TUNNEL_AT(policy, tunnel_profile, PROFILES, i);
        if (profile->in_set)
            return profile;
    }
    return NULL;
}
