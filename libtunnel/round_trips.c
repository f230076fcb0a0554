/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/round_trips.h"

#include "libtunnel/json.h"
#include "libtunnel/lookup.h"
#include "libtunnel/sort.h"

static const tunnel_entry *entry_at(const tunnel_policy *policy, uint32_t index)
{
    return TUNNEL_AT(policy, tunnel_entry, ENTRIES, index);
}

/* A time of a host is that of all entries that lead there, whatever their port. */
static void enter(tunnel_round_trips *trips, const tunnel_rtt *time)
{
    tunnel_host host;
    uint32_t rows = 0;
    const tunnel_by_host *row = NULL;
    if (time->ms >= 0 && tunnel_host_parse(time->host, &host))
        row = tunnel_find_any_port(trips->policy, host.host, &rows);
    for (; rows; row++, rows--) {
        const tunnel_entry *entry = entry_at(trips->policy, row->entry);
        if (entry->address_count && tunnel_is_in_set(trips->policy, entry))
            trips->of[row->entry] = time->ms;
    }
}

bool tunnel_round_trips_read(const tunnel_policy *policy, const tunnel_rtt *times, size_t count,
                             tunnel_buffer *buffer, tunnel_round_trips *out)
{
    uint32_t entries = tunnel_count(policy, SECTION_ENTRIES), best = 0;
    *out = (tunnel_round_trips){policy, tunnel_take(buffer, entries * sizeof *out->of), NULL};
    if (!out->of)
        return false;
    for (uint32_t i = 0; i < entries; i++)
        out->of[i] = TUNNEL_NO_NUMBER;
    for (size_t i = 0; i < count; i++)
        enter(out, &times[i]);
    for (uint32_t i = 0; i < entries; i++)
        if (out->of[i] != TUNNEL_NO_NUMBER && (!out->fastest || out->of[i] < out->of[best])) {
            best = i;
            out->fastest = entry_at(policy, i);
        }
    return true;
}

int64_t tunnel_round_trip_of(const tunnel_round_trips *trips, const tunnel_entry *entry)
{
    return trips->of[entry - entry_at(trips->policy, 0)];
}

static int by_time(const void *left, const void *right)
{
    const tunnel_timed_entry *a = left, *b = right;
    if (a->ms != b->ms)
        return a->ms < b->ms ? -1 : 1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

const tunnel_timed_entry *tunnel_round_trips_sort(const tunnel_round_trips *trips,
                                                  tunnel_buffer *buffer, size_t *count)
{
    uint32_t total = tunnel_count(trips->policy, SECTION_ENTRIES);
    tunnel_timed_entry *sorted = tunnel_take(buffer, total * sizeof *sorted);
    *count = 0;
    for (uint32_t i = 0; sorted && i < total; i++) {
        const tunnel_entry *entry = entry_at(trips->policy, i);
        int64_t ms = trips->of[i] == TUNNEL_NO_NUMBER ? INT64_MAX : trips->of[i];
        if (tunnel_is_in_set(trips->policy, entry))
            sorted[(*count)++] = (tunnel_timed_entry){ms, entry};
    }
    if (sorted)
        tunnel_sort(sorted, *count, sizeof *sorted, by_time);
    return sorted;
}
