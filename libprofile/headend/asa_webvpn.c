/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: the global webvpn section, and the data of custom attributes. */
#include "headend/asa_read.h"

static acp_slice file_name(acp_slice path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/' && path.ptr[start - 1] != ':')
        start--;
    return (acp_slice){path.ptr + start, path.len - start};
}

static bool holds(acp_slice name, const char *part)
{
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= name.len; i++)
        if (acp_slice_equal_nocase((acp_slice){name.ptr + i, length}, acp_slice_of(part)))
            return true;
    return false;
}

static acp_asa_os os_of(acp_slice name)
{
    if (holds(name, "-macos"))
        return ACP_ASA_OS_MACOS;
    if (holds(name, "-linux"))
        return ACP_ASA_OS_LINUX;
    return holds(name, "-win") ? ACP_ASA_OS_WINDOWS : ACP_ASA_OS_UNKNOWN;
}

/* anyconnect image FILE [ORDER] [regex "..."] */
static void take_image(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_image *image = line->no || line->count < 3 ? NULL : ACP_ASA_NEW(reader, acp_asa_image);
    if (!image)
        return;
    image->line = line;
    image->file = acp_asa_word(reader, line, 2);
    if (acp_cli_number(acp_asa_word(reader, line, 3)) >= 0)
        image->order = acp_asa_word(reader, line, 3);
    acp_slice name = file_name(image->file.text);
    image->os = os_of(name);
    image->arm64 = holds(name, "-arm64");
    image->version = acp_release_in_name(name);
    ACP_ASA_APPEND(reader->images, image);
}

/* anyconnect profiles NAME FILE */
static void take_profile(acp_asa_reader *reader, const acp_line *line)
{
    if (line->no || line->count < 4)
        return;
    acp_asa_profile *profile = ACP_ASA_NEW(reader, acp_asa_profile);
    if (!profile)
        return;
    profile->line = line;
    profile->name = acp_asa_word(reader, line, 2);
    profile->file = acp_asa_word(reader, line, 3);
    profile->file_name = file_name(profile->file.text);
    acp_asa_enter(reader, ACP_ASA_NAME_PROFILE, profile->name.text, profile);
    ACP_ASA_APPEND(reader->profiles, profile);
}

static void take_custom_attr(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_custom_attr *attr =
        line->no || line->count < 2 ? NULL : ACP_ASA_NEW(reader, acp_asa_custom_attr);
    if (!attr)
        return;
    attr->line = line;
    attr->type = acp_asa_word(reader, line, 1);
    if (acp_asa_has(reader, line, 2, "description"))
        attr->description = acp_line_rest(reader->document, line, 3);
    acp_asa_enter(reader, ACP_ASA_NAME_CUSTOM_ATTR, attr->type.text, attr);
    ACP_ASA_APPEND(reader->custom_attrs, attr);
}

static void take_enable(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_webvpn_enable *enable =
        line->no || line->count < 2 ? NULL : ACP_ASA_NEW(reader, acp_asa_webvpn_enable);
    if (!enable)
        return;
    enable->line = line;
    enable->interface = acp_asa_word(reader, line, 1);
    enable->tls_only = acp_asa_has(reader, line, 2, "tls-only");
    ACP_ASA_APPEND(reader->enables, enable);
}

static void take_saml_line(acp_asa_reader *reader, const acp_line *line, acp_asa_saml_idp *idp)
{
    const struct {
        const char *command;
        uint32_t word;
        acp_cli *value;
    } rows[] = {{"url sign-in", 2, &idp->sign_in},
                {"url sign-out", 2, &idp->sign_out},
                {"base-url", 1, &idp->base_url},
                {"trustpoint idp", 2, &idp->trustpoint_idp},
                {"trustpoint sp", 2, &idp->trustpoint_sp},
                {"force re-authentication", 0, &idp->force_reauthentication},
                {"internal", 0, &idp->internal}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_asa_has(reader, line, 0, rows[i].command))
            *rows[i].value = acp_asa_setting(reader, line, rows[i].word);
    if (idp->force_reauthentication.line == line)
        idp->force_reauthentication = acp_line_rest(reader->document, line, 0);
}

/* saml idp NAME */
static void take_saml(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli name = acp_asa_word(reader, line, 2);
    if (line->no || !name.line)
        return;
    acp_asa_saml_idp *idp = acp_asa_named(reader, ACP_ASA_NAME_SAML_IDP, name.text);
    if (!idp) {
        idp = ACP_ASA_NEW(reader, acp_asa_saml_idp);
        if (!idp)
            return;
        idp->line = line;
        idp->name = name;
        acp_asa_enter(reader, ACP_ASA_NAME_SAML_IDP, name.text, idp);
        ACP_ASA_APPEND(reader->saml_idps, idp);
    }
    for (const acp_line *at = line->first; at; at = at->next)
        take_saml_line(reader, at, idp);
}

/* Settings that stand once in the section. */
static bool take_single(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_webvpn *webvpn = &reader->asa->webvpn;
    const struct {
        const char *command;
        uint32_t word;
        acp_cli *value;
    } rows[] = {{"port *", 1, &webvpn->port},
                {"dtls port *", 2, &webvpn->dtls_port},
                {"anyconnect enable|svc enable", 1, &webvpn->anyconnect_enable},
                {"tunnel-group-list enable", 1, &webvpn->tunnel_group_list},
                {"hostscan image *|csd image *", 2, &webvpn->hostscan_image},
                {"csd hostscan image *", 3, &webvpn->hostscan_image},
                {"hostscan enable|csd enable", 1, &webvpn->hostscan_enable},
                {"keepout", 1, &webvpn->keepout}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!acp_asa_has(reader, line, 0, rows[i].command))
            continue;
        *rows[i].value = acp_asa_setting(reader, line, rows[i].word);
        return true;
    }
    return false;
}

static void take_line(acp_asa_reader *reader, const acp_line *line)
{
    static const struct {
        const char *command;
        void (*take)(acp_asa_reader *reader, const acp_line *line);
    } rows[] = {{"enable", take_enable},
                {"anyconnect image|svc image", take_image},
                {"anyconnect profiles|svc profiles", take_profile},
                {"anyconnect-custom-attr", take_custom_attr},
                {"saml idp", take_saml},
                {"certificate-group-map", acp_asa_read_map_rule}};
    if (take_single(reader, line))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_asa_has(reader, line, 0, rows[i].command))
            rows[i].take(reader, line);
}

void acp_asa_read_webvpn(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_webvpn *webvpn = &reader->asa->webvpn;
    if (line->no)
        return;
    if (!webvpn->line)
        webvpn->line = line;
    for (const acp_line *at = line->first; at; at = at->next)
        take_line(reader, at);
    webvpn->hostscan_version = (acp_release){0};
    if (webvpn->hostscan_image.line)
        webvpn->hostscan_version = acp_release_in_name(file_name(webvpn->hostscan_image.text));
}

/* ---- data of custom attributes --------------------------------------------------------------- */

typedef struct {
    acp_asa_custom_data data;
    const acp_asa_custom_value **values;
} data_builder;

static acp_names *names_of_type(acp_asa_reader *reader, acp_slice type)
{
    acp_names *names = acp_asa_named(reader, ACP_ASA_NAME_CUSTOM_DATA, type);
    if (names)
        return names;
    names = ACP_ASA_NEW(reader, acp_names);
    if (names)
        acp_asa_enter(reader, ACP_ASA_NAME_CUSTOM_DATA, type, names);
    return names;
}

static data_builder *data_of(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli type = acp_asa_word(reader, line, 1), name = acp_asa_word(reader, line, 2);
    acp_names *names = names_of_type(reader, type.text);
    data_builder *made = names ? acp_names_find(names, name.text) : NULL;
    if (made || !names)
        return made;
    made = ACP_ASA_NEW(reader, data_builder);
    if (!made)
        return NULL;
    made->data.line = line;
    made->data.type = type;
    made->data.name = name;
    made->values = &made->data.values;
    acp_names_enter(names, reader->arena, name.text, made);
    ACP_ASA_APPEND(reader->custom_data, &made->data);
    return made;
}

void acp_asa_read_custom_data(acp_asa_reader *reader, const acp_line *line)
{
    if (line->no || line->count < 4)
        return;
    data_builder *made = data_of(reader, line);
    acp_asa_custom_value *value = made ? ACP_ASA_NEW(reader, acp_asa_custom_value) : NULL;
    if (!value)
        return;
    value->value = acp_line_rest(reader->document, line, 3);
    ACP_ASA_APPEND(made->values, value);
}

static void join(acp_asa_reader *reader, acp_asa_custom_data *data)
{
    size_t length = 0;
    for (const acp_asa_custom_value *v = data->values; v; v = v->next)
        length += v->value.text.len;
    if (!data->values || !data->values->next) {
        data->joined = data->values ? data->values->value.text : (acp_slice){0};
        return;
    }
    char *text = acp_arena_alloc(reader->arena, length);
    if (!text)
        return;
    data->joined = (acp_slice){text, length};
    for (const acp_asa_custom_value *v = data->values; v; v = v->next) {
        memcpy(text, v->value.text.ptr, v->value.text.len);
        text += v->value.text.len;
    }
}

void acp_asa_join_custom_data(acp_asa_reader *reader)
{
    const acp_asa_custom_data *data = reader->asa->custom_data;
    for (; data; data = data->next)
        join(reader, (acp_asa_custom_data *)data);
}

const acp_asa_custom_data *acp_asa_find_custom_data(const acp_asa *asa, acp_slice type,
                                                    acp_slice name)
{
    const acp_names *names = acp_names_find(&asa->own->names[ACP_ASA_NAME_CUSTOM_DATA], type);
    return names ? acp_names_find(names, name) : NULL;
}
