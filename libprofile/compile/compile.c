/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents of one endpoint to one policy image. */
#include <stdarg.h>
#include <stdlib.h>

#include "compile/lower.h"
#include "libtunnel/tunnel.h"
#include "schema/schema.h"
#include "set/set_private.h"

const acp_node *acp_source_first(const acp_source *source, tunnel_setting setting)
{
    return source->document ? acp_document_slot(source->document, acp_compiled_settings[setting])
                            : NULL;
}

const acp_node *acp_source_child(const acp_node *element, tunnel_setting setting)
{
    return acp_node_child(element, acp_compiled_settings[setting]);
}

/* ---- which documents
 * ------------------------------------------------------------------------------- */

/* Where to say what cannot be compiled. */
typedef struct {
    char *text;
    size_t size;
} complaint;

static acp_status refuse(const complaint *message, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static acp_status refuse(const complaint *message, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message->text, message->size, format, arguments);
    va_end(arguments);
    return ACP_BAD_VALUE;
}

/* The source that holds a kind there can be one of. NULL: none. */
static acp_source *single_source(acp_compilation *c, acp_kind kind)
{
    switch (kind) {
    case ACP_KIND_LOCAL_POLICY: return &c->local;
    case ACP_KIND_NVM: return &c->nvm;
    case ACP_KIND_ISE_POSTURE: return &c->posture;
    default: return NULL;
    }
}

static acp_status take_single(const complaint *message, acp_source *source, acp_source given,
                              acp_kind kind)
{
    if (source->document)
        return refuse(message, "%s and %s are both a %s: an endpoint has one",
                      acp_document_name(source->document), acp_document_name(given.document),
                      acp_kind_get(kind)->label);
    *source = given;
    return ACP_OK;
}

/* The management profile is kept aside until the VPN profiles are all there. */
static acp_status take_member(acp_compilation *c, const complaint *message,
                              const acp_member *member, acp_source *management)
{
    acp_source given = {member->document, 0};
    if (member->role != ACP_ROLE_DOCUMENT)
        return refuse(message, "%s is no profile or policy, and nothing else can be compiled",
                      member->name);
    if (!member->document || !member->document->root)
        return refuse(message, "%s cannot be read", member->name);
    const tunnel_file file = {acp_build_text(&c->builder, acp_slice_of(member->base))};
    given.file = acp_build_add(&c->builder, SECTION_FILES, &file);
    if (member->kind == ACP_KIND_VPN) {
        c->profiles[c->profile_count++].source = given;
        return ACP_OK;
    }
    acp_source *single =
        member->kind == ACP_KIND_MGMT ? management : single_source(c, member->kind);
    if (single)
        return take_single(message, single, given, member->kind);
    const acp_kind_row *kind = acp_kind_get(member->kind);
    return refuse(message,
                  "%s is %s%s, which is not part of a policy image; compile VPN profiles, a "
                  "management profile, a local policy, an NVM and an ISE posture profile",
                  member->name, kind ? "of kind " : "of no known kind", kind ? kind->name : "");
}

static acp_status take_members(acp_compilation *c, const acp_set *set, const complaint *message)
{
    acp_source management = {NULL, 0};
    c->profiles =
        acp_arena_alloc(&c->builder.arena, (acp_set_count(set) + 1) * sizeof *c->profiles);
    if (!c->profiles)
        return ACP_NO_MEMORY;
    acp_status status = ACP_OK;
    for (const acp_member *member = set->first; member && status == ACP_OK; member = member->next)
        status = take_member(c, message, member, &management);
    if (management.document) {
        c->has_management = true;
        c->profiles[c->profile_count].management = true;
        c->profiles[c->profile_count++].source = management;
    }
    return status;
}

/* ---- profiles
 * -------------------------------------------------------------------------------------- */

/* Always-On counts where trusted network detection acts on an untrusted network. */
static bool sets_always_on(const acp_builder *builder, const acp_values *values)
{
    const acp_compiled *untrusted = &values->of[VPN_UNTRUSTED_NETWORK_POLICY];
    return builder->platform & (TUNNEL_WINDOWS | TUNNEL_MACOS) &&
           acp_values_on(values, VPN_ALWAYS_ON) &&
           acp_values_on(values, VPN_AUTOMATIC_VPN_POLICY) &&
           untrusted->number != VPN_UNTRUSTED_NETWORK_POLICY__DO_NOTHING;
}

static size_t user_profile_count(const acp_compilation *c)
{
    return c->profile_count - c->has_management;
}

static void read_profiles(acp_compilation *c)
{
    bool always_on = false;
    for (size_t i = 0; i < user_profile_count(c); i++) {
        acp_compiled_profile *profile = &c->profiles[i];
        acp_values_read(&c->builder, &profile->source, TUNNEL_IN_PROFILE, &profile->values);
        acp_values_read_servers(&c->builder, &profile->source, &profile->values);
        acp_values_read_definitions(&c->builder, &profile->source, &profile->values);
        profile->always_on = sets_always_on(&c->builder, &profile->values);
        always_on = always_on || profile->always_on;
    }
    /* The client deletes the others when one has Always-On set (003:L7038, L2311). */
    for (size_t i = 0; i < user_profile_count(c); i++)
        c->profiles[i].in_set = !always_on || c->profiles[i].always_on;
    c->policy.always_on = always_on;
}

/* What the client sets over the management profile (003:L7738-7789). */
static void force_management(acp_values *values)
{
    static const struct {
        tunnel_setting setting;
        const char *value;
    } forced[] = {
        {VPN_ALLOW_MANUAL_HOST_INPUT, "false"},
        {VPN_ALWAYS_ON, "false"},
        {VPN_AUTO_CONNECT_ON_START, "false"},
        {VPN_AUTOMATIC_CERT_SELECTION, "true"},
        {VPN_AUTO_RECONNECT, "true"},
        {VPN_AUTO_RECONNECT_BEHAVIOR, "ReconnectAfterResume"},
        {VPN_AUTO_UPDATE, "false"},
        {VPN_CERTIFICATE_STORE, "Machine"},
        {VPN_CERTIFICATE_STORE_MAC, "System"},
        {VPN_CERTIFICATE_STORE_LINUX, "Machine"},
        {VPN_CERTIFICATE_STORE_OVERRIDE, "true"},
        {VPN_ENABLE_AUTOMATIC_SERVER_SELECTION, "false"},
        {VPN_ENABLE_SCRIPTING, "false"},
        {VPN_MINIMIZE_ON_CONNECT, "false"},
        {VPN_RETAIN_VPN_ON_LOGOFF, "true"},
        {VPN_SHOW_PRE_CONNECT_MESSAGE, "false"},
        {VPN_USER_ENFORCEMENT, "AnyUser"},
        {VPN_USE_START_BEFORE_LOGON, "false"},
        {VPN_WINDOWS_VPN_ESTABLISHMENT, "AllowRemoteUsers"},
        {VPN_LINUX_VPN_ESTABLISHMENT, "AllowRemoteUsers"},
    };
    for (size_t i = 0; i < sizeof forced / sizeof *forced; i++)
        acp_values_force(values, forced[i].setting, forced[i].value);
    for (int i = 0; i < TUNNEL_SETTINGS; i++)
        values->of[i].flags &= ~(uint32_t)CELL_CONTROLLABLE;
}

/* ---- views
 * ------------------------------------------------------------------------------------------ */

static uint32_t add_view_of(acp_compilation *c, const acp_source *source,
                            tunnel_setting_place place, acp_values *room)
{
    memset(room, 0, sizeof *room);
    acp_values_read(&c->builder, source, place, room);
    if (place == TUNNEL_IN_NVM)
        acp_values_read_nvm_servers(&c->builder, source, room);
    return acp_values_add_view(&c->builder, room, NULL, 0);
}

static uint32_t add_defaults(acp_compilation *c, acp_values *room)
{
    acp_source none = {NULL, 0};
    memset(room, 0, sizeof *room);
    acp_values_read(&c->builder, &none, TUNNEL_IN_PROFILE, room);
    acp_values_read(&c->builder, &none, TUNNEL_IN_ENTRY, room);
    return acp_values_add_view(&c->builder, room, NULL, 0);
}

static uint32_t add_management(acp_compilation *c, acp_values *room)
{
    acp_source source = {NULL, 0};
    if (c->has_management)
        source = c->profiles[c->profile_count - 1].source;
    memset(room, 0, sizeof *room);
    acp_values_read(&c->builder, &source, TUNNEL_IN_PROFILE, room);
    acp_values_read_servers(&c->builder, &source, room);
    acp_values_read_definitions(&c->builder, &source, room);
    force_management(room);
    return acp_values_add_view(&c->builder, room, NULL, 0);
}

static void add_views(acp_compilation *c)
{
    acp_values *room = acp_arena_alloc(&c->builder.arena, sizeof *room);
    if (!room)
        return;
    c->policy.defaults = add_defaults(c, room);
    c->policy.management = add_management(c, room);
    c->policy.local = add_view_of(c, &c->local, TUNNEL_IN_POLICY, room);
    c->policy.nvm = add_view_of(c, &c->nvm, TUNNEL_IN_NVM, room);
    c->policy.posture = add_view_of(c, &c->posture, TUNNEL_IN_POSTURE, room);
    for (uint32_t i = 0; i < user_profile_count(c); i++)
        c->profiles[i].view = acp_values_add_view(&c->builder, &c->profiles[i].values, &i, 1);
    if (c->has_management)
        c->profiles[c->profile_count - 1].view = c->policy.management;
}

/* ---- the whole
 * -------------------------------------------------------------------------------------- */

static void lower(acp_compilation *c)
{
    tunnel_policy_record *policy = &c->policy;
    policy->has_local = c->local.document != NULL;
    policy->has_nvm = c->nvm.document != NULL;
    policy->has_posture = c->posture.document != NULL;
    policy->profile_count = (uint32_t)user_profile_count(c);
    policy->management_profile = c->has_management ? policy->profile_count : TUNNEL_NONE;
    read_profiles(c);
    add_views(c);
    acp_hosts_read(c);
    acp_hosts_add_views(c);
    acp_hosts_add(c);
    acp_gateways_add(c);
    acp_collections_add(c);
    acp_build_add(&c->builder, SECTION_POLICY, policy);
}

acp_status acp_compile(const acp_set *set, const acp_compile_options *options, void **image,
                       size_t *size, char *message, size_t message_size)
{
    complaint say = {message, message_size};
    unsigned platform = options->platform;
    acp_compilation c = {.builder = {.platform = platform,
                                     .client_version = options->client_version,
                                     .strip = options->strip,
                                     .sign = options->sign}};
    *image = NULL;
    message[0] = '\0';
    if (!platform || platform & (platform - 1) || platform & ~(unsigned)TUNNEL_PLATFORMS)
        return refuse(&say, "a policy is compiled for one platform of windows, macos, linux, ios, "
                            "android");
    if (!c.builder.client_version)
        c.builder.client_version = acp_newest_version();
    acp_status status = take_members(&c, set, &say);
    if (status == ACP_OK) {
        lower(&c);
        status = acp_build_write(&c.builder, image, size);
        if (status == ACP_BAD_VALUE)
            refuse(&say, "the policy is larger than an image can be");
    }
    acp_build_free(&c.builder);
    return status;
}
