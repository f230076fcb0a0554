/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Targets android and chromeos: the managed configuration of the Android client. Chromebooks run
 * the same client, and take the same JSON (003:L16222-16250). */
#include "document/json_text.h"
#include "generate/target/escape.h"
#include "generate/target/makers.h"
#include "generate/target/mobile.h"

typedef struct {
    acp_job *job;
    acp_json_text json;
    bool play; /* properties as objects of key and value, in a list */
} writer;

/* Value of an option of the target android; "": not given. */
static const char *option(const acp_job *job, const char *name)
{
    for (size_t i = 0; job->target->options[i].name; i++)
        if (strcmp(job->target->options[i].name, name) == 0)
            return job->values[i];
    const acp_target_option *row = acp_target_find("android")->options;
    while (strcmp(row->name, name) != 0)
        row++;
    return row->fallback;
}

static bool is(const acp_job *job, const char *name, const char *value)
{
    return strcmp(option(job, name), value) == 0;
}

/* ---- properties -------------------------------------------------------------------------- */

static void put_key(writer *w, const char *key, const char *type)
{
    if (!w->play) {
        acp_json_key(&w->json, key);
        return;
    }
    acp_json_open(&w->json, '{', true);
    acp_json_member(&w->json, "key", key);
    acp_json_key(&w->json, type);
}

static void end_value(writer *w)
{
    if (w->play)
        acp_json_close(&w->json, '}');
}

static void put_text(writer *w, const char *key, acp_slice value)
{
    if (!value.len)
        return;
    put_key(w, key, "valueString");
    acp_json_slice(&w->json, value);
    end_value(w);
}

static void put_bool(writer *w, const char *key, bool value)
{
    put_key(w, key, "valueBool");
    acp_json_bool(&w->json, value);
    end_value(w);
}

/* What an option says, if it was given; those of "true" and "false" are no texts. */
static void put_option(writer *w, const char *key, const char *name)
{
    const char *value = option(w->job, name);
    bool truth = strcmp(value, "true") == 0;
    if (truth || strcmp(value, "false") == 0)
        put_bool(w, key, truth);
    else
        put_text(w, key, acp_slice_of(value));
}

static void open_properties(writer *w)
{
    acp_json_open(&w->json, '{', false);
    if (w->play) {
        acp_json_key(&w->json, "managedProperty");
        acp_json_open(&w->json, '[', false);
    }
}

static void close_properties(writer *w)
{
    if (w->play)
        acp_json_close(&w->json, ']');
    acp_json_close(&w->json, '}');
}

/* ---- connections ------------------------------------------------------------------------- */

/* The method as these configurations spell it. */
static const char *method_name(acp_ipsec_method method)
{
    return method == ACP_METHOD_IKE_RSA ? "IKE RSA" : acp_ipsec_method_name(method);
}

/* The keys of a connection are the same at the top and in the list, but for how they begin. active:
 * whether it becomes the selected one, -1: as the client does. */
static void put_connection(writer *w, const char *prefix, const acp_mobile_entry *entry, int active)
{
    static const struct {
        const char *key, *option;
    } options[] = {
        {"keychain_cert_alias", "certificate-alias"}, {"allowed_apps", "allowed-apps"},
        {"disallowed_apps", "disallowed-apps"},       {"allow_bypass", "allow-bypass"},
        {"yubikey_cert_slot", "yubikey-slot"},
    };
    char key[64];
#define KEY(rest) (snprintf(key, sizeof key, "%s_%s", prefix, rest), key)
    put_text(w, KEY("name"), entry->name);
    put_text(w, KEY("host"), acp_slice_of(entry->host));
    put_text(w, KEY("protocol"), acp_slice_of(entry->entry.ipsec ? "IPsec" : "SSL"));
    if (entry->entry.ipsec)
        put_text(w, KEY("ipsec_auth_mode"), acp_slice_of(method_name(entry->method)));
    put_text(w, KEY("ipsec_ike_identity"), entry->identity);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        put_option(w, KEY(options[i].key), options[i].option);
    if (active >= 0)
        put_bool(w, KEY("set_active"), active);
#undef KEY
}

/* How an entry is marked as the one to be selected: the first is unless another is. */
static int active_of(const acp_mobile_entry *entries, size_t count, size_t index)
{
    size_t chosen = 0;
    while (chosen < count && !entries[chosen].active)
        chosen++;
    return chosen == count ? -1 : chosen == index ? 1 : index == 0 ? 0 : -1;
}

static void put_list(writer *w, const acp_mobile_entry *entries, size_t count)
{
    put_key(w, "vpn_configuration_list", "valueBundleArray");
    acp_json_open(&w->json, '[', false);
    for (size_t i = 1; i < count; i++) {
        open_properties(w);
        put_connection(w, "vpn", &entries[i], active_of(entries, count, i));
        close_properties(w);
    }
    acp_json_close(&w->json, ']');
    end_value(w);
}

/* ---- the profile ------------------------------------------------------------------------- */

static void put_profile(writer *w, const acp_job_input *profile)
{
    acp_buffer coded = {0};
    acp_slice xml = acp_mobile_profile(w->job, profile);
    const acp_document *document = profile->member->document;
    bool utf8 = document->format != ACP_FORMAT_XML ||
                (xml.len == document->length && memcmp(xml.ptr, document->text, xml.len) == 0);
    if (!xml.len)
        return;
    if (is(w->job, "embed", "base64")) {
        acp_base64(&coded, xml.ptr, xml.len);
        put_text(w, "vpn_connection_profile", (acp_slice){coded.text, coded.length});
    } else if (utf8) {
        put_text(w, "vpn_connection_profile", xml);
    } else {
        acp_output_refuse(w->job->out,
                          "%s is not in UTF-8 without byte order mark, as a text in JSON has to "
                          "be: use -D embed=base64",
                          profile->member->name);
    }
    w->job->out->no_memory |= coded.failed;
    acp_buffer_free(&coded);
}

/* ---- all --------------------------------------------------------------------------------- */

/* Keys of the configuration as a whole, and options that give them. */
static const struct {
    const char *key, *option;
} settings[] = {
    {"vpn_setting_replace_existing_profile", "replace-profile"},
    {"vpn_setting_apply_perapp_to_profile", "apps-for-profile"},
    {"vpn_setting_strict_mode", "strict-trust"},
    {"vpn_setting_block_untrusted_servers", "block-untrusted"},
    {"vpn_setting_certificate_revocation", "revocation"},
    {"vpn_setting_fips_mode", "fips"},
    {"vpn_setting_uri_external_control", "links"},
    {"vpn_setting_allowed_saved_credentials", "save-credentials"},
    {"vpn_connection_device_id", "device-id"},
    {"vpn_connection_report_hardware_id", "report-hardware-id"},
    {"block_user_create_vpn_connection", "block-create"},
    {"accept_seula_for_user", "accept-license"},
    {"admin_email", "admin-email"},
    {"umbrella_org_id", "umbrella-org"},
    {"umbrella_reg_token", "umbrella-token"},
    {"umbrella_va_fqdns", "umbrella-appliances"},
    {"vpn_always_on_umbrella_only", "umbrella-only"},
};

static void put_all(writer *w, const acp_job_input *profile)
{
    size_t count;
    acp_mobile_entry *entries = acp_mobile_entries(w->job, profile, &count);
    if (count && !is(w->job, "connections", "none")) {
        put_connection(w, "vpn_connection", &entries[0], active_of(entries, count, 0));
    } else { /* for the entries of the profile */
        put_option(w, "vpn_connection_allowed_apps", "allowed-apps");
        put_option(w, "vpn_connection_disallowed_apps", "disallowed-apps");
    }
    if (count > 1 && is(w->job, "connections", "all"))
        put_list(w, entries, count);
    if (!is(w->job, "embed", "none"))
        put_profile(w, profile);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        put_option(w, settings[i].key, settings[i].option);
}

void acp_android_json(acp_job *job, const acp_job_input *profile, acp_buffer *out)
{
    writer w = {job, {.out = out}, false};
    open_properties(&w);
    put_all(&w, profile);
    close_properties(&w);
    acp_buffer_putc(out, '\n');
}

void acp_android_play_json(acp_job *job, const acp_job_input *profile, acp_buffer *out)
{
    writer w = {job, {.out = out}, true};
    acp_json_open(&w.json, '{', false);
    acp_json_member(&w.json, "kind", "androidenterprise#managedConfiguration");
    acp_json_member(&w.json, "productId", ACP_ANDROID_PRODUCT);
    acp_json_key(&w.json, "managedProperty");
    acp_json_open(&w.json, '[', false);
    put_all(&w, profile);
    acp_json_close(&w.json, ']');
    acp_json_close(&w.json, '}');
    acp_buffer_putc(out, '\n');
}

static void ignore(acp_job *job, const acp_job_input *profile, const acp_node *node,
                   const char *why)
{
    const acp_document *document = profile->member->document;
    const char *path = acp_node_path(&job->out->arena, document, node, NULL);
    acp_output_ignore(job->out, profile->member->name, acp_node_position(document, node),
                      path ? path : "", "%s", why);
}

/* What is written in an entry, and no connection of a configuration has. */
static void ignore_in_entry(acp_job *job, const acp_job_input *profile, const acp_node *entry)
{
    static const char *const told[] = {"HostName", "HostAddress", "UserGroup", "PrimaryProtocol"};
    for (const acp_node *node = acp_node_first_child(entry); node; node = acp_node_next(node)) {
        bool known = false;
        for (size_t i = 0; i < sizeof told / sizeof *told; i++)
            known = known || acp_slice_is(node->name, told[i]);
        if (!known)
            ignore(job, profile, node, "the profile is not in the configuration");
    }
}

/* Without the profile, nothing of it counts but its connections. */
static void ignore_rest(acp_job *job, const acp_job_input *profile)
{
    const acp_node *node = acp_node_first_child(profile->member->document->root);
    for (; node; node = acp_node_next(node))
        if (!acp_slice_is(node->name, "ServerList"))
            ignore(job, profile, node, "the profile is not in the configuration");
    node = acp_member_first(profile->member, "ServerList/HostEntry");
    for (bool first = true; node; node = node->same, first = false) {
        if (is(job, "connections", "all") || (first && is(job, "connections", "first")))
            ignore_in_entry(job, profile, node);
        else
            ignore(job, profile, node,
                   "neither is the profile in the configuration, nor does -D "
                   "connections make a connection of this entry");
    }
}

/* What was asked for, and would not be in what is made. */
static void check_options(acp_job *job)
{
    static const char *const of_connections[] = {"certificate-alias", "yubikey-slot",
                                                 "allow-bypass", NULL};
    static const char *const lists[] = {"allowed-apps", "disallowed-apps", NULL};
    if (!is(job, "connections", "none"))
        return;
    for (const char *const *name = of_connections; *name; name++)
        if (*option(job, *name))
            acp_output_refuse(
                job->out, "-D %s is about connections, and -D connections=none makes none", *name);
    for (const char *const *name = lists; *name; name++)
        if (*option(job, *name) && !is(job, "apps-for-profile", "true"))
            acp_output_refuse(job->out,
                              "-D %s is about connections, and -D connections=none makes none; for "
                              "the entries of the profile it counts with -D apps-for-profile=true",
                              *name);
}

static void note_choices(acp_job *job)
{
    if (*option(job, "links"))
        acp_output_note(job->out,
                        "vpn_setting_uri_external_control is %s; the guide does not print how its "
                        "values are spelled: compare with what the console offers.",
                        option(job, "links"));
    if (*option(job, "allowed-apps") || *option(job, "disallowed-apps"))
        acp_output_note(job->out, "A list of apps has an effect only with a group policy or access "
                                  "policy of the headend that turns per-app VPN on.");
}

static acp_status make(acp_job *job, const char *name, acp_kind kind)
{
    acp_output *out = job->out;
    acp_buffer json = {0};
    const acp_job_input *profile = acp_job_next(job, ACP_KIND_VPN, NULL);
    check_options(job);
    acp_android_json(job, profile, &json);
    out->no_memory |= json.failed;
    if (acp_output_fine(out))
        acp_mobile_check(job, profile, name, kind, job->platforms,
                         (acp_slice){json.text, json.length});
    if (acp_output_fine(out))
        acp_output_add(out, name, 0644, json.text, json.length);
    acp_buffer_free(&json);
    note_choices(job);
    if (is(job, "embed", "none"))
        ignore_rest(job, profile);
    return acp_output_status(out);
}

acp_status acp_android_make(acp_job *job)
{
    return make(job, "android/managed-configuration.json", ACP_KIND_MDM_ANDROID);
}

acp_status acp_chromeos_make(acp_job *job)
{
    acp_output_note(job->out, "Google Admin console: Devices > Chrome > Apps & extensions > Users "
                              "& browsers > Cisco Secure Client > Managed configuration.");
    return make(job, "chromeos/managed-configuration.json", ACP_KIND_MDM_CHROME);
}
