/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The settings in force for one question: of the gateway's profiles merged, or of the management
 * tunnel, or without any profile, with the user's preferences over them. Every engine asks here. */
#ifndef TUNNEL_VIEW_H
#define TUNNEL_VIEW_H

#include "libtunnel/lookup.h"

typedef struct {
    const tunnel_policy *policy;
    const tunnel_view_record *record;
    const tunnel_profile *profile; /* the entry's, else the first; NULL: no profile */
    const tunnel_entry *entry;     /* NULL: none */
    tunnel_preferences preferences;
    bool management;
    tunnel_explanation *why; /* NULL: nobody asks */
} tunnel_view;

/* For the entry that `host` picks (lookup.h); ptr NULL: the first entry of the first profile. Found
 * nowhere: the first profile without entry. */
tunnel_view tunnel_view_of_host(const tunnel_policy *policy, tunnel_text_t host,
                                tunnel_preferences preferences, tunnel_explanation *why);
/* For an entry found already. */
tunnel_view tunnel_view_of_entry(const tunnel_policy *policy, const tunnel_entry *entry,
                                 tunnel_preferences preferences, tunnel_explanation *why);
/* Of one profile alone, as written. */
tunnel_view tunnel_view_of_profile(const tunnel_policy *policy, const tunnel_profile *profile,
                                   tunnel_preferences preferences, tunnel_explanation *why);
/* The management tunnel's; without management profile what it would force. */
tunnel_view tunnel_view_of_management(const tunnel_policy *policy, tunnel_explanation *why);
/* One of the two. */
tunnel_view tunnel_view_of(const tunnel_policy *policy, tunnel_kind kind, tunnel_text_t host,
                           tunnel_preferences preferences, tunnel_explanation *why);
/* Settings of the local policy, the NVM profile, the posture profile: no entries, no preferences.
 * A document that is absent leaves its settings at their defaults. */
tunnel_view tunnel_view_of_local(const tunnel_policy *policy, tunnel_explanation *why);
tunnel_view tunnel_view_of_nvm(const tunnel_policy *policy, tunnel_explanation *why);
tunnel_view tunnel_view_of_posture(const tunnel_policy *policy, tunnel_explanation *why);

/* Values. Each notes the setting in why. */
bool tunnel_on(const tunnel_view *view, tunnel_setting setting); /* of a group: it is written */
/* Place in the setting's values; TUNNEL_NONE: nothing is written, and there is no default. */
uint32_t tunnel_choice(const tunnel_view *view, tunnel_setting setting);
/* TUNNEL_NO_NUMBER: nothing is written, and there is no default. */
int64_t tunnel_number(const tunnel_view *view, tunnel_setting setting);
tunnel_text_t tunnel_words(const tunnel_view *view, tunnel_setting setting); /* or "" */
/* Items of a list; *count may be 0. */
const tunnel_item *tunnel_items(const tunnel_view *view, tunnel_setting setting, uint32_t *count);
/* It stands in the document; of a list: with an item at least, or one was lost in merging. */
bool tunnel_is_written(const tunnel_view *view, tunnel_setting setting);

/* Settings below HostEntry, of the entry given, or if that is NULL what one without them has. */
bool tunnel_entry_on(const tunnel_view *view, const tunnel_entry *entry, tunnel_setting setting);
uint32_t tunnel_entry_choice(const tunnel_view *view, const tunnel_entry *entry,
                             tunnel_setting setting);
tunnel_text_t tunnel_entry_words(const tunnel_view *view, const tunnel_entry *entry,
                                 tunnel_setting setting);
const tunnel_item *tunnel_entry_items(const tunnel_view *view, const tunnel_entry *entry,
                                      tunnel_setting setting, uint32_t *count);

/* The cell of a setting, without preferences and note; NULL: neither written nor default. */
const tunnel_cell *tunnel_cell_of(const tunnel_view *view, tunnel_setting setting);
/* Merged: the profiles that take part do not say the same. */
bool tunnel_differs(const tunnel_view *view, tunnel_setting setting);
/* A value of its setting as results show it; a list takes room, and is empty without. */
tunnel_value tunnel_cell_value(const tunnel_policy *policy, const tunnel_cell *cell, uint32_t value,
                               tunnel_buffer *buffer);

/* The profile that speaks for what is not merged: the first that takes part; NULL: none. */
const tunnel_profile *tunnel_leading_profile(const tunnel_view *view);

/* Always-On is on: a profile sets it, and the headend has not exempted the session. Notes the three
 * settings it hangs on. */
bool tunnel_always_on(const tunnel_policy *policy, bool exempt, tunnel_explanation *why);
/* A boolean is true in a profile of the set. */
bool tunnel_on_anywhere(const tunnel_policy *policy, tunnel_setting setting,
                        tunnel_preferences preferences, tunnel_explanation *why);
/* It is true in every profile of the set; without profiles, by default. */
bool tunnel_on_everywhere(const tunnel_policy *policy, tunnel_setting setting,
                          tunnel_preferences preferences, tunnel_explanation *why);
/* What the preferences file says of a name; ptr NULL: nothing. */
tunnel_text_t tunnel_preference_of(tunnel_preferences preferences, const char *name);

/* ---- explaining ---------------------------------------------------------------------------- */

/* The engine's row that decided. */
static inline void tunnel_row(tunnel_explanation *why, uint32_t row)
{
    if (why)
        why->row = row;
}
/* Notes a setting that no cell holds, with its value as a text; position TUNNEL_NONE: nowhere. */
void tunnel_note(const tunnel_policy *policy, tunnel_explanation *why, tunnel_setting setting,
                 tunnel_text_t value, uint32_t position);

#endif
