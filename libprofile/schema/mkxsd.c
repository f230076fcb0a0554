/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mkxsd FILE.schema.json: the members a JSON Schema describes, as elements of an XSD in the
 * manner of those in schemas/, so that schema.xsl makes settings of them like of all others.
 *
 * It takes objects with members that are texts, numbers, booleans, objects or lists of these, and
 * stops the build at anything else. What JSON Schema has no word for stands under "acp"
 * (schemas/README.md). */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

/* A part of the schema, and where it is, for messages. */
typedef struct {
    json_object *object, *top; /* top: the whole schema */
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
    return (part){member_of(in, name, json_type_object), in.top, in.file, in.name};
}

/* What a "$ref" stands for: a definition of the same file. */
static part resolved(part in)
{
    static const char prefix[] = "#/definitions/";
    json_object *reference;
    if (!json_object_object_get_ex(in.object, "$ref", &reference))
        return in;
    const char *target = json_object_get_string(reference);
    if (strncmp(target, prefix, sizeof prefix - 1) != 0)
        fail(in, "$ref", "it must lead to #/definitions/");
    part top = {in.top, in.top, in.file, in.name};
    part definitions = part_of(top, "definitions");
    return part_of(definitions, target + sizeof prefix - 1);
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

/* A fact under "acp", or where it is not said there, that of the whole schema. */
static const char *fact_of(part in, const char *name)
{
    json_object *fact;
    if (json_object_object_get_ex(part_of(in, "acp").object, name, &fact))
        return json_object_get_string(fact);
    part top = {in.top, in.top, in.file, in.name};
    return text_of(part_of(top, "acp"), name);
}

static void put_optional(FILE *out, const char *attribute, part in, const char *name)
{
    json_object *value;
    if (json_object_object_get_ex(in.object, name, &value))
        put_attribute(out, attribute, json_object_get_string(value));
}

/* Help line, label and what stands under "acp". occurs: NULL for the top. */
static void put_annotation(FILE *out, part in, const char *occurs)
{
    static const char *const facts[] = {"platforms", "attested"};
    part acp = part_of(in, "acp");
    fputs("<xs:annotation><xs:documentation>", out);
    put_text(out, text_of(in, "description"));
    fputs("</xs:documentation><xs:appinfo><acp:setting", out);
    put_attribute(out, "label", text_of(in, "title"));
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        put_attribute(out, facts[i], fact_of(in, facts[i]));
    put_attribute(out, "source", text_of(acp, "source")); /* each setting has its own */
    put_optional(out, "depends", acp, "depends");
    put_optional(out, "value-type", acp, "value-type");
    put_optional(out, "default", in, "default");
    if (occurs)
        put_attribute(out, "occurs", occurs);
    fputs("/></xs:appinfo></xs:annotation>\n", out);
}

static bool is_listed(json_object *list, const char *text)
{
    for (size_t i = 0; list && i < json_object_array_length(list); i++)
        if (strcmp(json_object_get_string(json_object_array_get_idx(list, i)), text) == 0)
            return true;
    return false;
}

static bool type_is(part in, const char *name)
{
    json_object *type;
    return json_object_object_get_ex(in.object, "type", &type) &&
           strcmp(json_object_get_string(type), name) == 0;
}

/* Text or number, or a list of these: numbers count as texts of digits. */
static void check_text(part in)
{
    json_object *types;
    if (type_is(in, "string") || type_is(in, "integer"))
        return;
    types = member_of(in, "type", json_type_array);
    for (size_t i = 0; i < json_object_array_length(types); i++) {
        const char *type = json_object_get_string(json_object_array_get_idx(types, i));
        if (strcmp(type, "string") != 0 && strcmp(type, "integer") != 0)
            fail(in, "type", "neither string nor integer");
    }
}

/* Names of types are numbers: enumerations have none of their own in JSON Schema. */
static void put_enumeration(FILE *types, part in, json_object *values, unsigned number)
{
    fprintf(types, "<xs:simpleType name=\"Values%u\"><xs:restriction base=\"xs:string\">\n",
            number);
    for (size_t i = 0; i < json_object_array_length(values); i++) {
        json_object *value = json_object_array_get_idx(values, i);
        if (!json_object_is_type(value, json_type_string))
            fail(in, "enum", "a value is no string");
        fputs("<xs:enumeration", types);
        put_attribute(types, "value", json_object_get_string(value));
        fputs("/>\n", types);
    }
    fputs("</xs:restriction></xs:simpleType>\n", types);
}

typedef struct {
    FILE *out, *types;
    unsigned type_count;
    bool booleans, integers;
} writing;

static void put_type(writing *w, part in)
{
    json_object *values;
    char name[32] = "xs:string";
    if (type_is(in, "boolean")) {
        strcpy(name, "Boolean");
        w->booleans = true;
    } else if (type_is(in, "integer")) {
        strcpy(name, "Integer");
        w->integers = true;
    } else if (json_object_object_get_ex(in.object, "enum", &values)) {
        snprintf(name, sizeof name, "Values%u", ++w->type_count);
        put_enumeration(w->types, in, values, w->type_count);
    } else {
        check_text(in);
    }
    put_attribute(w->out, "type", name);
}

static void put_members(writing *w, part in);

/* A list is an element that may be repeated. A schema nests as deep as whoever wrote it. */
static void put_member(writing *w, part in, bool required)
{
    bool list = type_is(in, "array");
    part type = resolved(list ? part_of(in, "items") : in);
    fputs("<xs:element", w->out);
    put_attribute(w->out, "name", in.name);
    if (!type_is(type, "object"))
        put_type(w, type);
    fputs(">\n", w->out);
    put_annotation(w->out, in, list ? "0..n" : required ? "1..1" : "0..1");
    if (type_is(type, "object"))
        put_members(w, type);
    fputs("</xs:element>\n", w->out);
}

static void put_members(writing *w, part in)
{
    json_object *required = NULL;
    json_object_object_get_ex(in.object, "required", &required);
    fputs("<xs:complexType><xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n", w->out);
    json_object_object_foreach(part_of(in, "properties").object, name, member)
    {
        put_member(w, (part){member, in.top, in.file, name}, is_listed(required, name));
    }
    fputs("</xs:choice></xs:complexType>\n", w->out);
}

static void put_schema(FILE *out, part top)
{
    char *types = NULL;
    size_t length = 0;
    writing w = {.out = out, .types = open_memstream(&types, &length)};
    if (!w.types)
        fail(top, "enum", strerror(errno));
    fputs("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
          " xmlns:acp=\"urn:acprof:schema\">\n<xs:element",
          out);
    put_attribute(out, "name", text_of(part_of(top, "acp"), "name"));
    fputs(">\n", out);
    put_annotation(out, top, NULL);
    put_members(&w, top);
    fputs("</xs:element>\n", out);
    if (fclose(w.types) != 0)
        fail(top, "enum", strerror(errno));
    fputs(types, out);
    free(types);
    if (w.booleans)
        fputs("<xs:simpleType name=\"Boolean\" acp:is=\"boolean\">"
              "<xs:restriction base=\"xs:string\"><xs:enumeration value=\"true\"/>"
              "<xs:enumeration value=\"false\"/></xs:restriction></xs:simpleType>\n",
              out);
    if (w.integers)
        fputs("<xs:simpleType name=\"Integer\"><xs:restriction base=\"xs:integer\">"
              "<xs:minInclusive value=\"-2147483648\"/><xs:maxInclusive value=\"2147483647\"/>"
              "</xs:restriction></xs:simpleType>\n",
              out);
    fputs("</xs:schema>\n", out);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: mkxsd FILE.schema.json\n", stderr);
        return 2;
    }
    json_object *schema = json_object_from_file(argv[1]);
    part top = {schema, schema, argv[1], "the object"};
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
