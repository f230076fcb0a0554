/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The settings in force for one question: of the gateway's profiles merged, or of the management
 * tunnel, or without any profile, with the user's preferences over them. Every engine asks here. */
#ifndef TUNNEL_VIEW_H
#define TUNNEL_VIEW_H

#include "libtunnel/address.h"
#include "libtunnel/policy.h"

typedef struct {
    const tunnel_policy *policy;
    const tunnel_view_record *record;
    const tunnel_profile *profile; /* the entry's, else the first; NULL: no profile */
    const tunnel_entry *entry;     /* NULL: none */
    tunnel_preferences preferences;
    bool management;
    tunnel_explanation *why; /* NULL: nobody asks */
} tunnel_view;

/* decisions-connect.md, "host": (1) an entry of that HostName, (2) of that host and port, and group
 * if a path is written, (3) one whose load-balancing or backup list holds them. ptr NULL: the first
 * entry of the first profile. Found nowhere: the first profile without entry. */
tunnel_view tunnel_view_of_host(const tunnel_policy *policy, tunnel_text_t host,
                                tunnel_preferences preferences, tunnel_explanation *why);
/* The management tunnel's; without management profile what it would force. */
tunnel_view tunnel_view_of_management(const tunnel_policy *policy, tunnel_explanation *why);
/* One of the two. */
tunnel_view tunnel_view_of(const tunnel_policy *policy, tunnel_kind kind, tunnel_text_t host,
                           tunnel_preferences preferences, tunnel_explanation *why);
/* Settings of the local policy, the posture profile, the NVM profile: no entries, no preferences.
 */
tunnel_view tunnel_view_of_local(const tunnel_policy *policy, tunnel_explanation *why);
tunnel_view tunnel_view_of_posture(const tunnel_policy *policy, tunnel_explanation *why);
tunnel_view tunnel_view_of_telemetry(const tunnel_policy *policy, tunnel_explanation *why);

/* Values. Each notes the setting in why. A setting the view does not have gives false, 0, "", {0};
 * of the compiler's making every view has all its settings. */
bool tunnel_on(const tunnel_view *view, tunnel_setting setting);
uint32_t tunnel_choice(const tunnel_view *view, tunnel_setting setting); /* place in its values */
int64_t tunnel_number(const tunnel_view *view, tunnel_setting setting);
tunnel_text_t tunnel_words(const tunnel_view *view, tunnel_setting setting);
/* Items of a comma list; *count may be 0. */
const tunnel_item *tunnel_items(const tunnel_view *view, tunnel_setting setting, uint32_t *count);
bool tunnel_is_written(const tunnel_view *view, tunnel_setting setting);
/* Settings below HostEntry, of the view's entry or the one given; without entry what an entry
 * without them has. */
bool tunnel_entry_on(const tunnel_view *view, const tunnel_entry *entry, tunnel_setting setting);
uint32_t tunnel_entry_choice(const tunnel_view *view, const tunnel_entry *entry,
                             tunnel_setting setting);

/* Always-On is on: a profile sets it, and the headend has not exempted the session. */
bool tunnel_always_on(const tunnel_policy *policy, bool exempt);

/* The text of a record's word, as a slice. */
static inline tunnel_text_t tunnel_slice(const tunnel_policy *policy, uint32_t place)
{
    return tunnel_text_of(tunnel_text(policy, place));
}

#endif
