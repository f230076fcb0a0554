/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mksettings h|c: makes the table of settings that libtunnel carries from the schema tables, so
 * that the runtime knows names, values and what users may change without the library that reads
 * XML.
 *
 * A setting is a text: an element with a value, or an attribute. Its constant is its kind and as
 * many last steps of its path as tell it from the others: VPN_ALWAYS_ON,
 * VPN_HOST_ENTRY_HOST_ADDRESS. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "document/slice.h"
#include "schema/schema.h"

typedef struct {
    acp_kind kind;
    const char *prefix;
} source;

static const source sources[] = {
    {ACP_KIND_VPN, "VPN"},
    {ACP_KIND_LOCAL_POLICY, "POLICY"},
    {ACP_KIND_NVM, "NVM"},
    {ACP_KIND_ISE_POSTURE, "POSTURE"},
};
enum { SOURCES = sizeof sources / sizeof *sources, MOST_STEPS = 16 };

/* An attribute says of another setting whether users may change it; it has no constant. */
static bool is_setting(const acp_setting *setting)
{
    if (setting->is_attribute && strcmp(setting->name, "UserControllable") == 0)
        return false;
    return setting->is_attribute || setting->content != ACP_CONTENT_ELEMENTS;
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

static unsigned steps_needed(const acp_schema *schema, acp_setting_id id)
{
    unsigned steps = 1;
    for (acp_setting_id other = schema->first; other < schema->first + schema->count; other++)
        while (other != id && is_setting(acp_setting_get(other)) && steps < MOST_STEPS &&
               same_tail(id, other, steps))
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

typedef void each_setting(const source *from, const acp_schema *schema, acp_setting_id id);

static void for_each(each_setting *call)
{
    for (int i = 0; i < SOURCES; i++) {
        const acp_schema *schema = &acp_schemas[acp_kind_get(sources[i].kind)->schema];
        for (acp_setting_id id = schema->first; id < schema->first + schema->count; id++)
            if (is_setting(acp_setting_get(id)))
                call(&sources[i], schema, id);
    }
}

static void print_constant(const source *from, const acp_schema *schema, acp_setting_id id)
{
    printf("    %s_", from->prefix);
    print_tail(id, steps_needed(schema, id));
    puts(",");
}

/* The values of an enumeration, by their place in its list. */
static void print_values(const source *from, const acp_schema *schema, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    if (setting->type != ACP_TYPE_ENUM)
        return;
    fputs("enum {", stdout);
    for (uint16_t i = 0; i < setting->value_count; i++) {
        printf(" %s_", from->prefix);
        print_tail(id, steps_needed(schema, id));
        fputs("__", stdout);
        print_word(setting->values[i].name);
        putchar(',');
    }
    puts(" };");
}

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
    switch ((acp_type)setting->type) {
    case ACP_TYPE_BOOLEAN: return "TUNNEL_BOOLEAN";
    case ACP_TYPE_ENUM: return "TUNNEL_ENUM";
    case ACP_TYPE_INTEGER:
    case ACP_TYPE_UNSIGNED: return "TUNNEL_NUMBER";
    default: return list ? "TUNNEL_LIST" : "TUNNEL_TEXT";
    }
}

static void print_quoted(const char *text)
{
    if (text)
        printf("\"%s\"", text);
    else
        fputs("NULL", stdout);
}

static void print_row(const source *from, const acp_schema *schema, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    char path[512];
    acp_setting_path(id, path, sizeof path);
    fputs("    [", stdout);
    printf("%s_", from->prefix);
    print_tail(id, steps_needed(schema, id));
    printf("] = {\"%s\", \"%s\", %s, %d, ", setting->name, path, type_of(setting),
           controllable(id));
    printf("%lld, %lld, ", (long long)setting->min, (long long)setting->max);
    print_quoted(setting->stricter);
    fputs(", (const char *const[]){", stdout);
    for (uint16_t i = 0; i < setting->value_count; i++)
        printf("\"%s\", ", setting->values[i].name);
    puts("NULL}},");
}

static void print_header(void)
{
    puts("/* Made by mksettings from the schema tables; changes belong in schemas. */\n"
         "#ifndef TUNNEL_SETTINGS_H\n#define TUNNEL_SETTINGS_H\n\n"
         "typedef enum {");
    for_each(print_constant);
    puts("    TUNNEL_SETTINGS,\n} tunnel_setting;\n");
    for_each(print_values);
    puts("\n#endif");
}

static void print_source(void)
{
    puts("/* Made by mksettings from the schema tables; changes belong in schemas. */\n"
         "#include \"settings.h\"\n\n"
         "const tunnel_setting_row tunnel_settings[] = {");
    for_each(print_row);
    puts("};");
}

int main(int argc, char **argv)
{
    bool header = argc == 2 && strcmp(argv[1], "h") == 0;
    if (!header && !(argc == 2 && strcmp(argv[1], "c") == 0)) {
        fputs("usage: mksettings h|c\n", stderr);
        return 2;
    }
    if (header)
        print_header();
    else
        print_source();
    return fflush(stdout) == 0 ? 0 : 1;
}
