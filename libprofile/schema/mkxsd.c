/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mkxsd FILE.schema.json: the members a JSON Schema describes, as elements of an XSD in the
 * manner of those in schemas/, so that schema.xsl makes settings of them like of all others.
 *
 * It takes an object with members that are texts or whole numbers, and stops the build at anything
 * else. What JSON Schema has no word for stands under "acp" (schemas/README.md). */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

/* A part of the schema, and where it is, for messages. */
typedef struct {
    json_object *object;
    const char *file, *name;
} part;

static void fail(part in, const char *member, const char *problem)
{
    fprintf(stderr, "mkxsd: %s: %s: %s: %s\n", in.file, in.name, member, problem);
    exit(1);
}

static json_object *member_of(part in, const char *name, json_type type)
{
    json_object *member;
    if (!json_object_object_get_ex(in.object, name, &member) ||
        !json_object_is_type(member, type)) {
        char problem[64];
        snprintf(problem, sizeof problem, "there must be one, of type %s", json_type_to_name(type));
        fail(in, name, problem);
    }
    return member;
}

static const char *text_of(part in, const char *name)
{
    return json_object_get_string(member_of(in, name, json_type_string));
}

static part part_of(part in, const char *name)
{
    return (part){member_of(in, name, json_type_object), in.file, in.name};
}

static void put_text(FILE *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '&': fputs("&amp;", out); break;
        case '"': fputs("&quot;", out); break;
        default: fputc(*text, out);
        }
    }
}

static void put_attribute(FILE *out, const char *name, const char *value)
{
    fprintf(out, " %s=\"", name);
    put_text(out, value);
    fputc('"', out);
}

/* Help line, label and what stands under "acp". */
static void put_annotation(FILE *out, part in)
{
    static const char *const facts[] = {"platforms", "attested", "source"};
    part acp = part_of(in, "acp");
    fputs("<xs:annotation><xs:documentation>", out);
    put_text(out, text_of(in, "description"));
    fputs("</xs:documentation><xs:appinfo><acp:setting", out);
    put_attribute(out, "label", text_of(in, "title"));
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        put_attribute(out, facts[i], text_of(acp, facts[i]));
    fputs("/></xs:appinfo></xs:annotation>\n", out);
}

static bool is_listed(json_object *list, const char *text)
{
    for (size_t i = 0; i < json_object_array_length(list); i++)
        if (strcmp(json_object_get_string(json_object_array_get_idx(list, i)), text) == 0)
            return true;
    return false;
}

/* A list of types: numbers count as texts of digits, as they do for the module. */
static void check_types(part in)
{
    json_object *types = member_of(in, "type", json_type_array);
    for (size_t i = 0; i < json_object_array_length(types); i++) {
        const char *type = json_object_get_string(json_object_array_get_idx(types, i));
        if (strcmp(type, "string") != 0 && strcmp(type, "integer") != 0)
            fail(in, "type", "neither string nor integer");
    }
}

static void put_member(FILE *out, part in, bool required)
{
    check_types(in);
    fputs("<xs:element", out);
    put_attribute(out, "name", in.name);
    put_attribute(out, "type", "xs:string");
    put_attribute(out, "minOccurs", required ? "1" : "0");
    fputs(">\n", out);
    put_annotation(out, in);
    fputs("</xs:element>\n", out);
}

static void put_schema(FILE *out, part top)
{
    json_object *required = member_of(top, "required", json_type_array);
    fputs("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
          " xmlns:acp=\"urn:acprof:schema\">\n<xs:element",
          out);
    put_attribute(out, "name", text_of(part_of(top, "acp"), "name"));
    fputs(">\n", out);
    put_annotation(out, top);
    fputs("<xs:complexType><xs:all>\n", out);
    json_object_object_foreach(part_of(top, "properties").object, name, member)
    {
        put_member(out, (part){member, top.file, name}, is_listed(required, name));
    }
    fputs("</xs:all></xs:complexType>\n</xs:element>\n</xs:schema>\n", out);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: mkxsd FILE.schema.json\n", stderr);
        return 2;
    }
    part top = {json_object_from_file(argv[1]), argv[1], "the object"};
    if (!top.object) {
        fprintf(stderr, "mkxsd: %s", json_util_get_last_err());
        return 1;
    }
    put_schema(stdout, top);
    json_object_put(top.object);
    if (fflush(stdout) != 0) {
        fprintf(stderr, "mkxsd: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}
