/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mksettings header|table|map: makes the table of settings that libtunnel carries from the schema
 * tables, so that the runtime knows names, values and what users may change without the library
 * that reads XML; and for that library, which of its settings each of them is.
 *
 * A constant is the setting's kind and as many last steps of its path as tell it from the others:
 * VPN_ALWAYS_ON, VPN_HOST_ENTRY_HOST_ADDRESS. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "document/slice.h"
#include "schema/schema.h"

typedef struct {
    acp_kind kind;
    const char *prefix, *place;
} source;

static const source sources[] = {
    {ACP_KIND_VPN, "VPN", "TUNNEL_IN_PROFILE"},
    {ACP_KIND_LOCAL_POLICY, "POLICY", "TUNNEL_IN_POLICY"},
    {ACP_KIND_NVM, "NVM", "TUNNEL_IN_NVM"},
    {ACP_KIND_ISE_POSTURE, "POSTURE", "TUNNEL_IN_POSTURE"},
};
enum { SOURCES = sizeof sources / sizeof *sources, MOST_STEPS = 16 };

/* A setting, and what its text is made of. */
typedef struct {
    const source *from;
    const acp_schema *schema;
    acp_setting_id id;
    const acp_setting *setting;
    unsigned place; /* in the runtime's table */
} row;

/* The attribute says of another setting whether users may change it; it has no constant. */
static bool is_setting(const acp_setting *setting)
{
    return !setting->is_attribute || strcmp(setting->name, "UserControllable") != 0;
}

/* Whether the last `steps` names of two settings' paths are the same. */
static bool same_tail(acp_setting_id a, acp_setting_id b, unsigned steps)
{
    while (steps--) {
        const acp_setting *first = acp_setting_get(a), *second = acp_setting_get(b);
        if (!first || !second)
            return first == second;
        if (strcmp(first->name, second->name) != 0)
            return false;
        a = first->parent;
        b = second->parent;
    }
    return true;
}

static unsigned steps_needed(const row *r)
{
    unsigned steps = 1;
    acp_setting_id first = r->schema->first;
    for (acp_setting_id other = first; other < first + r->schema->count; other++)
        while (other != r->id && is_setting(acp_setting_get(other)) && steps < MOST_STEPS &&
               same_tail(r->id, other, steps))
            steps++;
    return steps;
}

/* HostAddress: HOST_ADDRESS; MatchOnlyCertsWithKU: MATCH_ONLY_CERTS_WITH_KU; CAURL: CAURL. */
static void print_word(const char *name)
{
    for (const char *c = name; *c; c++) {
        bool upper = isupper((unsigned char)*c);
        bool starts = upper && c > name &&
                      (islower((unsigned char)c[-1]) ||
                       (isupper((unsigned char)c[-1]) && islower((unsigned char)c[1])));
        if (starts)
            putchar('_');
        putchar(isalnum((unsigned char)*c) ? toupper((unsigned char)*c) : '_');
    }
}

static void print_tail(acp_setting_id id, unsigned steps)
{
    const acp_setting *setting = acp_setting_get(id);
    if (steps > 1 && acp_setting_get(setting->parent)) {
        print_tail(setting->parent, steps - 1);
        putchar('_');
    }
    print_word(setting->name);
}

static void print_name(const row *r)
{
    printf("%s_", r->from->prefix);
    print_tail(r->id, steps_needed(r));
}

typedef void each_row(const row *r);

static void for_each(each_row *call)
{
    unsigned place = 0;
    for (int i = 0; i < SOURCES; i++) {
        const acp_schema *schema = &acp_schemas[acp_kind_get(sources[i].kind)->schema];
        for (acp_setting_id id = schema->first; id < schema->first + schema->count; id++) {
            row r = {&sources[i], schema, id, acp_setting_get(id), 0};
            if (!is_setting(r.setting))
                continue;
            r.place = place++;
            call(&r);
        }
    }
}

/* ---- what a row says ----------------------------------------------------------------------- */

/* -1: users never may; else the default of the UserControllable attribute. */
static int controllable(acp_setting_id id)
{
    static const char name[] = "UserControllable";
    if (acp_setting_get(id)->is_attribute)
        return -1;
    const acp_setting *attribute =
        acp_setting_get(acp_setting_child(id, name, sizeof name - 1, true));
    if (!attribute)
        return -1;
    const char *value = acp_setting_default(attribute, acp_newest_version());
    return value && strcmp(value, "true") == 0;
}

static const char *type_of(const acp_setting *setting)
{
    bool list = setting->value_type && strstr(setting->value_type, " list");
    if (!setting->is_attribute && setting->content == ACP_CONTENT_ELEMENTS)
        return "TUNNEL_GROUP";
    if (!setting->is_attribute && setting->max_occurs > 1)
        return "TUNNEL_LIST";
    switch ((acp_type)setting->type) {
    case ACP_TYPE_BOOLEAN: return "TUNNEL_BOOLEAN";
    case ACP_TYPE_ENUM: return "TUNNEL_ENUM";
    case ACP_TYPE_INTEGER:
    case ACP_TYPE_UNSIGNED: return "TUNNEL_NUMBER";
    default: return list ? "TUNNEL_LIST" : "TUNNEL_TEXT";
    }
}

/* Host entries are repeated, too, but have cells. What may be repeated itself and is around others
 * or has attributes is more than a list of texts. */
static const char *place_of(const row *r)
{
    const acp_setting *own = r->setting;
    if (!own->is_attribute && own->max_occurs > 1 &&
        (own->content != ACP_CONTENT_TEXT || own->first_attribute != ACP_NO_SETTING))
        return "TUNNEL_INSIDE";
    for (const acp_setting *around = acp_setting_get(own->parent); around;
         around = acp_setting_get(around->parent)) {
        if (strcmp(around->name, "HostEntry") == 0)
            return "TUNNEL_IN_ENTRY";
        if (around->max_occurs > 1)
            return "TUNNEL_INSIDE";
    }
    return r->from->place;
}

/* ---- the header ---------------------------------------------------------------------------- */

static void print_constant(const row *r)
{
    fputs("    ", stdout);
    print_name(r);
    puts(",");
}

/* The values of an enumeration, by their place in its list. */
static void print_values(const row *r)
{
    if (r->setting->type != ACP_TYPE_ENUM)
        return;
    puts("enum {");
    for (uint16_t i = 0; i < r->setting->value_count; i++) {
        fputs("    ", stdout);
        print_name(r);
        fputs("__", stdout);
        print_word(r->setting->values[i].name);
        puts(",");
    }
    puts("};");
}

static uint32_t hash_text(uint32_t state, const char *text)
{
    do
        state = (state ^ (unsigned char)*text) * 16777619u;
    while (*text++);
    return state;
}

static uint32_t fingerprint(void)
{
    uint32_t state = 2166136261u;
    for (int i = 0; i < SOURCES; i++) {
        const acp_schema *schema = &acp_schemas[acp_kind_get(sources[i].kind)->schema];
        for (acp_setting_id id = schema->first; id < schema->first + schema->count; id++) {
            row r = {&sources[i], schema, id, acp_setting_get(id), 0};
            char path[512];
            if (!is_setting(r.setting))
                continue;
            acp_setting_path(id, path, sizeof path);
            state = hash_text(hash_text(state, path), type_of(r.setting));
            state = hash_text(state, place_of(&r));
            for (uint16_t value = 0; value < r.setting->value_count; value++)
                state = hash_text(state, r.setting->values[value].name);
        }
    }
    return state;
}

static void print_header(void)
{
    puts("/* Made by mksettings from the schema tables; changes belong in schemas. */\n"
         "#ifndef TUNNEL_SETTINGS_H\n#define TUNNEL_SETTINGS_H\n");
    printf("#define TUNNEL_SETTINGS_FINGERPRINT 0x%08xu\n\ntypedef enum {\n", fingerprint());
    for_each(print_constant);
    puts("    TUNNEL_SETTINGS,\n} tunnel_setting;\n");
    for_each(print_values);
    puts("\n#endif");
}

/* ---- the tables ---------------------------------------------------------------------------- */

static void print_quoted(const char *text)
{
    if (text)
        printf("\"%s\"", text);
    else
        fputs("NULL", stdout);
}

static void print_row(const row *r)
{
    const acp_setting *setting = r->setting;
    char path[512];
    acp_setting_path(r->id, path, sizeof path);
    fputs("    [", stdout);
    print_name(r);
    printf("] = {\"%s\", \"%s\", %s, %s, %d, ", setting->name, path, type_of(setting), place_of(r),
           controllable(r->id));
    printf("%lld, %lld, ", (long long)setting->min, (long long)setting->max);
    print_quoted(setting->stricter);
    printf(", %u, (const char *const[]){", setting->value_count);
    for (uint16_t i = 0; i < setting->value_count; i++)
        printf("\"%s\", ", setting->values[i].name);
    puts("NULL}},");
}

/* The greatest value of the setting; see settings.h. */
static void print_last(const row *r)
{
    const char *type = type_of(r->setting);
    fputs("    [", stdout);
    print_name(r);
    if (strcmp(type, "TUNNEL_ENUM") == 0)
        printf("] = %d,\n", r->setting->value_count - 1);
    else if (strcmp(type, "TUNNEL_BOOLEAN") == 0 || strcmp(type, "TUNNEL_GROUP") == 0)
        puts("] = 1,");
    else
        printf("] = TUNNEL_LAST_%s,\n", type + strlen("TUNNEL_"));
}

static void print_table(void)
{
    puts("/* Made by mksettings from the schema tables; changes belong in schemas. */\n"
         "#include \"libtunnel/settings.h\"\n\n"
         "const tunnel_setting_row tunnel_settings[] = {");
    for_each(print_row);
    puts("};\n\nconst int8_t tunnel_last_values[] = {");
    for_each(print_last);
    puts("};");
}

/* A row of docs/policy-settings.md. */
static void print_line(const row *r)
{
    char path[512];
    acp_setting_path(r->id, path, sizeof path);
    const char *type = type_of(r->setting) + strlen("TUNNEL_");
    printf("| %u | `%s` | ", r->place, path);
    for (const char *c = type; *c; c++)
        putchar(tolower((unsigned char)*c));
    fputs(" | ", stdout);
    for (uint16_t i = 0; i < r->setting->value_count && strcmp(type, "ENUM") == 0; i++)
        printf("%s`%s`", i ? ", " : "", r->setting->values[i].name);
    puts(" |");
}

static void print_document(void)
{
    printf("<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->\n"
           "# The settings of policy images\n\n"
           "The table of settings that [policy images](policy-image.md) are written with, made "
           "from the "
           "schemas by `make docs`.\nFingerprint `%08x`.\n\n"
           "| place | path | type | values |\n|---|---|---|---|\n",
           fingerprint());
    for_each(print_line);
}

static void print_number(const row *r)
{
    printf("    %u,\n", r->id);
}

static void print_map(void)
{
    puts("/* Made by mksettings from the schema tables; changes belong in schemas. */\n"
         "#include \"compile/build.h\"\n\n"
         "const acp_setting_id acp_compiled_settings[] = {");
    for_each(print_number);
    puts("};");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } files[] = {{"header", print_header},
                 {"table", print_table},
                 {"map", print_map},
                 {"document", print_document}};
    for (size_t i = 0; argc == 2 && i < sizeof files / sizeof *files; i++)
        if (strcmp(argv[1], files[i].name) == 0) {
            files[i].print();
            return fflush(stdout) == 0 ? 0 : 1;
        }
    fputs("usage: mksettings header|table|map|document\n", stderr);
    return 2;
}
