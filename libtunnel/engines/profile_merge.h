/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* profile-merge: one HostAddress in several profiles. Part of tunnel.h. */
#ifndef TUNNEL_PROFILE_MERGE_H
#define TUNNEL_PROFILE_MERGE_H

#define TUNNEL_PROFILE_MERGE_REASONS(X)                                                            \
    X(TUNNEL_PROFILE_MERGE_NO_PROFILE, "no-profile")                                               \
    X(TUNNEL_PROFILE_MERGE_ONE_PROFILE, "one-profile")                                             \
    X(TUNNEL_PROFILE_MERGE_MERGED, "merged")                                                       \
    X(TUNNEL_PROFILE_MERGE_ALWAYS_ON_PROFILES_ONLY, "always-on-profiles-only")

typedef enum { TUNNEL_PROFILE_MERGE_REASONS(TUNNEL_CODE) } tunnel_profile_merge_reason;

typedef struct {
    tunnel_text_t host_address;
    tunnel_texts settings; /* names of elements below ClientInitialization; items NULL: those on
                              which the profiles differ */
} tunnel_profile_merge_facts;

typedef struct {
    tunnel_text_t name;
    tunnel_value value;
} tunnel_named_value;

typedef struct {
    tunnel_text_t name;
    bool value;
} tunnel_named_boolean;

typedef struct {
    tunnel_integers profiles; /* that take part, by their position from 0 in the order compiled */
    struct {
        const tunnel_named_value *items;
        size_t count;
    } settings;
    struct {
        const tunnel_named_boolean *items;
        size_t count;
    } user_controllable;
    tunnel_profile_merge_reason reason;
} tunnel_profile_merge_result;

TUNNEL_API tunnel_status tunnel_decide_profile_merge(const tunnel_policy *policy,
                                                     const tunnel_profile_merge_facts *facts,
                                                     tunnel_profile_merge_result *result,
                                                     tunnel_buffer *buffer,
                                                     tunnel_explanation *why);

#endif
