/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "generate/target/place.h"

#include <stdlib.h>

#define SECURE_CLIENT "ProgramData/Cisco/Cisco Secure Client/"
#define ANYCONNECT    "ProgramData/Cisco/Cisco AnyConnect Secure Mobility Client/"
#define OPT5          "opt/cisco/secureclient/"
#define OPT4          "opt/cisco/anyconnect/"
#define UNIX          (ACP_MACOS | ACP_LINUX)

enum { SCRIPT = ACP_KIND_COUNT };

/* Directories, by kind, system and generation of the client: 003:L690-769, 003:L3751-3765,
 * 003:L7824-7827, 003:L15112-15117, 002:L539-541, 004:L361-419. The local policy of Secure Client 5
 * stands where those of version 4 had it, below the new directory. */
static const struct {
    int kind; /* acp_kind, or SCRIPT */
    unsigned os;
    char client;
    const char *directory;
} places[] = {
    {ACP_KIND_VPN, ACP_WINDOWS, '5', SECURE_CLIENT "VPN/Profile/"},
    {ACP_KIND_VPN, UNIX, '5', OPT5 "vpn/profile/"},
    {ACP_KIND_VPN, ACP_WINDOWS, '4', ANYCONNECT "Profile/"},
    {ACP_KIND_VPN, UNIX, '4', OPT4 "profile/"},
    {ACP_KIND_MGMT, ACP_WINDOWS, '5', SECURE_CLIENT "VPN/Profile/MgmtTun/"},
    {ACP_KIND_MGMT, ACP_MACOS, '5', OPT5 "vpn/profile/mgmttun/"},
    {ACP_KIND_MGMT, ACP_WINDOWS, '4', ANYCONNECT "Profile/MgmtTun/"},
    {ACP_KIND_MGMT, ACP_MACOS, '4', OPT4 "profile/mgmttun/"},
    {ACP_KIND_LOCAL_POLICY, ACP_WINDOWS, '5', SECURE_CLIENT "VPN/"},
    {ACP_KIND_LOCAL_POLICY, UNIX, '5', OPT5},
    {ACP_KIND_LOCAL_POLICY, ACP_WINDOWS, '4', ANYCONNECT},
    {ACP_KIND_LOCAL_POLICY, UNIX, '4', OPT4},
    {ACP_KIND_NVM, ACP_WINDOWS, '5', SECURE_CLIENT "NVM/"},
    {ACP_KIND_NVM, UNIX, '5', OPT5 "NVM/"},
    {ACP_KIND_ISE_POSTURE, ACP_WINDOWS, '5', SECURE_CLIENT "ISE Posture/"},
    {ACP_KIND_ISE_POSTURE, ACP_MACOS, '5', OPT5 "iseposture/"},
    {ACP_KIND_NAM, ACP_WINDOWS, '5', SECURE_CLIENT "Network Access Manager/newConfigFiles/"},
    {ACP_KIND_AMP, ACP_MACOS, '5', OPT5 "AMPEnabler/"},
    {ACP_KIND_FEEDBACK, ACP_WINDOWS, '5', SECURE_CLIENT "CustomerExperienceFeedback/"},
    {ACP_KIND_UMBRELLA, ACP_WINDOWS, '5', SECURE_CLIENT "Umbrella/"},
    {ACP_KIND_UMBRELLA, ACP_MACOS, '5', OPT5 "umbrella/"},
    {SCRIPT, ACP_WINDOWS, '5', SECURE_CLIENT "VPN/Script/"},
    {SCRIPT, UNIX, '5', OPT5 "vpn/script/"},
};

static const char *directory_of(int kind, unsigned os, char client)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].kind == kind && places[i].os & os && places[i].client == client)
            return places[i].directory;
    return NULL;
}

/* ---- names ------------------------------------------------------------------------------- */

static bool starts(const char *text, const char *start)
{
    return strncasecmp(text, start, strlen(start)) == 0;
}

static bool ends(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);
    return length >= size && strcasecmp(text + length - size, end) == 0;
}

/* NULL: it is none that the client runs. */
static const char *script_prefix(const acp_job_input *input)
{
    return starts(input->member->base, "OnConnect")      ? "OnConnect"
           : starts(input->member->base, "OnDisconnect") ? "OnDisconnect"
                                                         : NULL;
}

bool acp_place_is_script(const acp_job_input *input)
{
    return script_prefix(input);
}

/* Linux tells capital letters from small ones, and so looks for no onconnect. */
static const char *script_name(acp_job *job, const acp_job_input *input)
{
    const char *base = input->member->base, *prefix = script_prefix(input);
    return prefix ? acp_arena_printf(&job->out->arena, "%s%s", prefix, base + strlen(prefix))
                  : base;
}

/* The name without the suffix of another form, and with that of XML. */
static const char *xml_name(acp_job *job, const char *base)
{
    static const char *const forms[] = {".json", ".yaml", ".yml"};
    size_t length = strlen(base);
    if (strcmp(base, "-") == 0)
        return "profile.xml";
    if (ends(base, ".xml"))
        return base;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (ends(base, forms[i]))
            length = strlen(base) - strlen(forms[i]);
    return acp_arena_printf(&job->out->arena, "%.*s.xml", (int)length, base);
}

/* OrgInfo.json, whatever its copy for ISE is called; the gateway agent's files keep their names. */
static const char *umbrella_name(const char *base)
{
    const char *name = acp_kind_file(ACP_KIND_UMBRELLA, base);
    return name && starts(name, "SWG") ? name : "OrgInfo.json";
}

const char *acp_place_name(acp_job *job, const acp_job_input *input)
{
    const acp_member *member = input->member;
    if (member->role != ACP_ROLE_DOCUMENT)
        return script_name(job, input);
    switch (member->kind) {
    case ACP_KIND_VPN:
    case ACP_KIND_AMP: return xml_name(job, member->base);
    case ACP_KIND_UMBRELLA: return umbrella_name(member->base);
    default: return acp_kind_get(member->kind)->file;
    }
}

/* ---- preferences ------------------------------------------------------------------------- */

static bool is_global(const acp_job_input *input)
{
    return strcasestr(input->member->base, "_global");
}

unsigned acp_place_mode(const acp_job_input *input)
{
    if (input->member->role == ACP_ROLE_FILE)
        return 0755;
    return input->member->kind == ACP_KIND_PREFERENCES && !is_global(input) ? 0600 : 0644;
}

/* 003:L2417-2451; the Linux path of the global file is taken without the period that the table has
 * in it. */
static const char *preferences_place(acp_job *job, const acp_job_input *input, unsigned os,
                                     const char *user)
{
    if (is_global(input))
        return os == ACP_WINDOWS ? SECURE_CLIENT "VPN/preferences_global.xml"
                                 : OPT5 "vpn/.anyconnect_global";
    if (!user) {
        acp_output_refuse(job->out, "%s: %s places what is for all users, and this is one user's",
                          input->member->name, job->target->name);
        return NULL;
    }
    if (!*user) {
        acp_output_refuse(job->out,
                          "%s: these preferences are one user's; say whose with -D user=NAME",
                          input->member->name);
        return NULL;
    }
    if (strchr(user, '/') || strchr(user, '\\')) {
        acp_output_refuse(job->out, "-D user=%s is no name of a user", user);
        return NULL;
    }
    acp_output_note(job->out, "%s has to belong to %s, as the directories made for it.",
                    input->member->base, user);
    if (os == ACP_WINDOWS)
        return acp_arena_printf(&job->out->arena,
                                "Users/%s/AppData/Local/Cisco/Cisco Secure Client/VPN/"
                                "preferences.xml",
                                user);
    return acp_arena_printf(&job->out->arena, "%s/%s/.vpn/.anyconnect",
                            os == ACP_MACOS ? "Users" : "home", user);
}

/* ---- places ------------------------------------------------------------------------------ */

static const char *os_name(unsigned os)
{
    return os == ACP_WINDOWS ? "Windows" : os == ACP_MACOS ? "macOS" : "Linux";
}

/* Its row in the table of places. */
static int row_of(const acp_job_input *input)
{
    bool script = input->member->role == ACP_ROLE_FILE && acp_place_is_script(input);
    return script ? SCRIPT : input->member->kind;
}

bool acp_place_is_known(const acp_job_input *input, unsigned os, const char *client)
{
    if (input->member->kind == ACP_KIND_PREFERENCES && *client == '5')
        return is_global(input);
    return directory_of(row_of(input), os, *client);
}

static const char *no_place(acp_job *job, const acp_job_input *input, unsigned os,
                            const char *client)
{
    const acp_member *member = input->member;
    bool document = member->role == ACP_ROLE_DOCUMENT;
    acp_output_refuse(job->out, "%s: %s %s has no place for %s on %s; leave the file out%s",
                      member->name, *client == '4' ? "AnyConnect" : "Secure Client", client,
                      document ? acp_kind_get(member->kind)->label : "such a file", os_name(os),
                      document || acp_place_is_script(input)
                          ? ""
                          : ", or end its name in .xml if it is a profile");
    return NULL;
}

static bool has_option(const acp_target *target, const char *name)
{
    const acp_target_option *option = target->options;
    while (option->name && strcmp(option->name, name) != 0)
        option++;
    return option->name;
}

/* Where the client of version 5 reads its files, an older one does not look. */
static bool is_of_version(acp_job *job, const char *client)
{
    if (*client == '4' || job->client_version >= ACP_VERSION(5, 0))
        return true;
    acp_output_refuse(
        job->out,
        "the client is of version %u.%u, as --client-version or the configuration has "
        "it, and this is for Secure Client 5; say %s, or --client-version 5.0",
        job->client_version >> 8, job->client_version & 0xFFu,
        has_option(job->target, "client") ? "-D client=4"
                                          : "-D client=4 with a target that has it, as tree");
    return false;
}

const char *acp_place_of(acp_job *job, const acp_job_input *input, unsigned os, const char *client,
                         const char *user)
{
    const acp_member *member = input->member;
    if (!is_of_version(job, client))
        return NULL;
    if (member->kind == ACP_KIND_PREFERENCES && *client == '5')
        return preferences_place(job, input, os, user);
    const char *directory = directory_of(row_of(input), os, *client);
    const char *name = acp_place_name(job, input);
    if (!directory)
        return no_place(job, input, os, client);
    if (member->kind == ACP_KIND_UMBRELLA && name && starts(name, "SWG"))
        return acp_arena_printf(&job->out->arena, "%s%s/%s", directory,
                                os == ACP_WINDOWS ? "SWG" : "swg", name);
    return name ? acp_arena_printf(&job->out->arena, "%s%s", directory, name) : NULL;
}

void acp_place_add(acp_job *job, const acp_job_input *input, const char *path, unsigned mode)
{
    const acp_document *document = input->member->document;
    acp_output *out = job->out;
    char *text = NULL;
    size_t length = 0;
    if (input->member->role != ACP_ROLE_DOCUMENT || document->data ||
        document->format == ACP_FORMAT_XML) {
        acp_output_add_shared(out, path, mode, (acp_slice){input->bytes, input->size},
                              input->sha256);
        return;
    }
    acp_status status =
        acp_document_write(document, ACP_FORMAT_XML, input->member->findings, &text, &length);
    if (status == ACP_OK)
        acp_output_add(out, path, mode, text, length);
    else if (status == ACP_NO_MEMORY)
        out->no_memory = true;
    else
        acp_output_refuse(out, "%s cannot be written as XML; 'acprof convert' says why",
                          input->member->name);
    free(text);
}
