/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules of family 0 that no expression can say: where the file lies and what the root's schema
 * location says. */
#include <limits.h>
#include <unistd.h>

#include "check/check.h"
#include "check/rules/common.h"
#include "document/buffer.h"

/* ---- where the file lies ----------------------------------------------------------------- */

static bool starts_nocase(acp_slice text, acp_slice start)
{
    return text.len >= start.len && acp_slice_equal_nocase((acp_slice){text.ptr, start.len}, start);
}

static bool ends_nocase(acp_slice text, acp_slice end)
{
    return text.len >= end.len &&
           acp_slice_equal_nocase((acp_slice){text.ptr + text.len - end.len, end.len}, end);
}

static bool ends_with(acp_slice text, acp_slice end)
{
    return text.len >= end.len &&
           acp_slice_equal((acp_slice){text.ptr + text.len - end.len, end.len}, end);
}

void acp_profile_as_schema_file(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    acp_slice root = acp_local_name(document->root->name);
    if (!acp_slice_is(root, "AnyConnectProfile") && !acp_slice_is(root, "AnyConnectLocalPolicy"))
        return;
    if (ends_nocase(acp_slice_of(document->name), ACP_SLICE(".xsd")))
        acp_report_at(run, rule, acp_at_name(document->root), NULL);
}

/* The tops of the trees an endpoint keeps its files in. */
enum { WINDOWS_5, WINDOWS_4, UNIX_5, UNIX_4, TREE_COUNT };
static const char *const trees[TREE_COUNT] = {
    [WINDOWS_5] = "/Cisco/Cisco Secure Client",
    [WINDOWS_4] = "/Cisco/Cisco AnyConnect Secure Mobility Client",
    [UNIX_5] = "/opt/cisco/secureclient",
    [UNIX_4] = "/opt/cisco/anyconnect",
};

/* Where in a tree a kind is read from. A kind may have several rows for a tree; a kind without a
 * row has no place in it that a source names, so nothing is said about it. */
static const struct {
    uint8_t tree;
    int8_t kind;
    const char *directory; /* below the top of the tree */
    const char *as_shown;
} places[] = {
#define WIN5 "%ProgramData%\\Cisco\\Cisco Secure Client\\"
#define WIN4 "%ProgramData%\\Cisco\\Cisco AnyConnect Secure Mobility Client\\"
    {WINDOWS_5, ACP_KIND_VPN, "/VPN/Profile", WIN5 "VPN\\Profile"},
    {WINDOWS_5, ACP_KIND_MGMT, "/VPN/Profile/MgmtTun", WIN5 "VPN\\Profile\\MgmtTun"},
    {WINDOWS_5, ACP_KIND_NAM, "/Network Access Manager/newConfigFiles",
     WIN5 "Network Access Manager\\newConfigFiles"},
    {WINDOWS_5, ACP_KIND_NAM, "/Network Access Manager/system",
     WIN5 "Network Access Manager\\system"},
    {WINDOWS_5, ACP_KIND_FEEDBACK, "/CustomerExperienceFeedback",
     WIN5 "CustomerExperienceFeedback"},
    {WINDOWS_5, ACP_KIND_ISE_POSTURE, "/ISE Posture", WIN5 "ISE Posture"},
    {WINDOWS_5, ACP_KIND_NVM, "/NVM", WIN5 "NVM"},
    {WINDOWS_5, ACP_KIND_UMBRELLA, "/Umbrella", WIN5 "Umbrella"},
    {WINDOWS_5, ACP_KIND_AMP, "/../AMP", "%ProgramData%\\Cisco\\AMP"}, /* nowhere in this tree */
    {WINDOWS_4, ACP_KIND_VPN, "/Profile", WIN4 "Profile"},
    {WINDOWS_4, ACP_KIND_MGMT, "/Profile/MgmtTun", WIN4 "Profile\\MgmtTun"},
    {UNIX_5, ACP_KIND_VPN, "/vpn/profile", "/opt/cisco/secureclient/vpn/profile"},
    {UNIX_5, ACP_KIND_MGMT, "/vpn/profile/mgmttun", "/opt/cisco/secureclient/vpn/profile/mgmttun"},
    {UNIX_5, ACP_KIND_ISE_POSTURE, "/iseposture", "/opt/cisco/secureclient/iseposture"},
    {UNIX_5, ACP_KIND_AMP, "/AMPEnabler", "/opt/cisco/secureclient/AMPEnabler"},
    {UNIX_5, ACP_KIND_NVM, "/NVM", "/opt/cisco/secureclient/NVM"},
    {UNIX_5, ACP_KIND_UMBRELLA, "/umbrella", "/opt/cisco/secureclient/umbrella"},
    {UNIX_4, ACP_KIND_VPN, "/profile", "/opt/cisco/anyconnect/profile"},
    {UNIX_4, ACP_KIND_MGMT, "/profile/mgmttun", "/opt/cisco/anyconnect/profile/mgmttun"},
#undef WIN5
#undef WIN4
};

/* Folders of an installation package, and the kinds the installer takes from them. Kinds that no
 * source gives a folder are left alone. */
#define KIND(k)       (1u << ACP_KIND_##k)
#define PACKAGE_KINDS (KIND(VPN) | KIND(MGMT) | KIND(NVM) | KIND(UMBRELLA) | KIND(TRANSFORMS))
static const struct {
    const char *directory;
    unsigned kinds;
    const char *what;
} packages[] = {
    {"/Profiles/vpn", KIND(VPN) | KIND(MGMT), "VPN profiles"},
    {"/Profiles/nvm", KIND(NVM), "Network Visibility Module profiles"},
    {"/Profiles/umbrella", KIND(UMBRELLA), "the OrgInfo.json of Umbrella"},
};

/* The directory of a file as an absolute path without "." and "..", made without a look at the
 * disk: "/" is the empty text. */
static bool absolute_directory(acp_buffer *out, const char *name)
{
    char here[PATH_MAX];
    const char *parts[2] = {name[0] == '/' ? "" : getcwd(here, sizeof here), name};
    if (!parts[0])
        return false;
    acp_buffer_puts(out, "");
    for (int i = 0; i < 2; i++) {
        for (const char *at = parts[i]; *at && !out->failed;) {
            size_t length = strcspn(at, "/");
            if (length == 2 && memcmp(at, "..", 2) == 0) {
                while (out->length > 0 && out->text[--out->length] != '/')
                    continue;
            } else if (length > 1 || (length == 1 && *at != '.')) {
                acp_buffer_putc(out, '/');
                acp_buffer_add(out, at, length);
            }
            at += length + (at[length] == '/');
        }
    }
    while (!out->failed && out->length > 0 && out->text[--out->length] != '/')
        continue;
    return !out->failed;
}

/* What follows the first occurrence of top (whole directory names) in path. */
static bool below(acp_slice path, const char *top, acp_slice *rest)
{
    acp_slice start = acp_slice_of(top);
    for (size_t i = 0; i < path.len; i++) {
        acp_slice tail = {path.ptr + i, path.len - i};
        if (*tail.ptr != '/' || !starts_nocase(tail, start))
            continue;
        *rest = (acp_slice){tail.ptr + start.len, tail.len - start.len};
        if (rest->len == 0 || *rest->ptr == '/')
            return true;
    }
    return false;
}

static void check_tree(acp_run *run, const acp_rule *rule, int tree, acp_slice directory)
{
    const char *right = NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i].tree != tree || places[i].kind != (int)run->document->kind)
            continue;
        if (acp_slice_equal_nocase(directory, acp_slice_of(places[i].directory)))
            return;
        right = right ? right : places[i].as_shown;
    }
    if (right)
        acp_say(run, rule->id, acp_at_name(run->document->root),
                "The client reads files of this kind (%s) from %s only; where this one lies it has "
                "no effect.",
                acp_kind_get(run->document->kind)->label, right);
}

static void check_package(acp_run *run, const acp_rule *rule, acp_slice directory)
{
    unsigned kind = 1u << run->document->kind;
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++) {
        if (!(PACKAGE_KINDS & kind & ~packages[i].kinds) ||
            !ends_nocase(directory, acp_slice_of(packages[i].directory)))
            continue;
        acp_say(run, rule->id, acp_at_name(run->document->root),
                "The installer takes %s from the folder %s and nothing else; this file is of "
                "another kind (%s).",
                packages[i].what, packages[i].directory + 1,
                acp_kind_get(run->document->kind)->label);
        return;
    }
}

/* False: standard input, which lies nowhere, or no memory. */
static bool directory_of_file(acp_run *run, acp_buffer *out)
{
    bool made =
        strcmp(run->document->name, "<stdin>") != 0 && absolute_directory(out, run->document->name);
    run->no_memory |= out->failed;
    return made;
}

bool acp_file_lies_in(acp_run *run, const char *directory, bool ignore_case)
{
    acp_buffer path = {0};
    bool there = directory_of_file(run, &path) &&
                 (ignore_case ? ends_nocase : ends_with)((acp_slice){path.text, path.length},
                                                         acp_slice_of(directory));
    acp_buffer_free(&path);
    return there;
}

bool acp_is_gateway_agent_file(const acp_document *document)
{
    return document->kind == ACP_KIND_UMBRELLA && document->root->setting == ACP_NO_SETTING;
}

void acp_file_in_wrong_directory(acp_run *run, const acp_rule *rule)
{
    if (run->document->kind < 0 || acp_is_gateway_agent_file(run->document))
        return;
    acp_buffer path = {0};
    if (directory_of_file(run, &path)) {
        acp_slice directory = {path.text, path.length}, rest;
        int tree = 0;
        while (tree < TREE_COUNT && !below(directory, trees[tree], &rest))
            tree++;
        if (tree < TREE_COUNT)
            check_tree(run, rule, tree, rest);
        else
            check_package(run, rule, directory);
    }
    acp_buffer_free(&path);
}

acp_file_place acp_place_of_file(acp_run *run)
{
    acp_file_place place = ACP_PLACE_OTHER;
    acp_buffer path = {0};
    if (directory_of_file(run, &path)) {
        acp_slice directory = {path.text, path.length}, rest;
        for (int tree = 0; tree < TREE_COUNT && place == ACP_PLACE_OTHER; tree++)
            if (below(directory, trees[tree], &rest))
                place = tree == WINDOWS_5 || tree == WINDOWS_4 ? ACP_PLACE_WINDOWS : ACP_PLACE_UNIX;
        if (place == ACP_PLACE_OTHER && ends_with(directory, ACP_SLICE("/.vpn")))
            place = ACP_PLACE_UNIX;
        if (place == ACP_PLACE_OTHER && ends_nocase(directory, ACP_SLICE("/Profiles")))
            place = ACP_PLACE_PACKAGE;
        for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
            if (place == ACP_PLACE_OTHER &&
                ends_nocase(directory, acp_slice_of(packages[i].directory)))
                place = ACP_PLACE_PACKAGE;
    }
    acp_buffer_free(&path);
    return place;
}

/* ---- xsi:schemaLocation ------------------------------------------------------------------ */

/* A slip in the name or in what its prefix means has a rule of its own. */
void acp_schema_location_missing(acp_run *run, const acp_rule *rule)
{
    const acp_node *root = run->document->root;
    for (unsigned i = 0; i < root->attribute_count; i++) {
        acp_slice local = acp_local_name(root->attributes[i].name);
        acp_slice prefix = acp_slice_prefix(root->attributes[i].name);
        if (acp_slice_is(prefix, "xmlns") ||
            !acp_slice_equal_nocase(local, ACP_SLICE("schemaLocation")))
            continue;
        const acp_attribute *declared = acp_prefix_declaration(root, prefix);
        if (!acp_slice_is(local, "schemaLocation") || acp_slice_is(prefix, "xsi") ||
            (declared && acp_slice_is(declared->value, ACP_XSI)))
            return;
    }
    acp_report_at(run, rule, acp_at_name(root), NULL);
}

void acp_schema_location_misspelled(acp_run *run, const acp_rule *rule)
{
    const acp_node *root = run->document->root;
    bool binding_told = false;
    for (unsigned i = 0; i < root->attribute_count; i++) {
        const acp_attribute *attribute = &root->attributes[i];
        acp_slice local = acp_local_name(attribute->name);
        acp_slice prefix = acp_slice_prefix(attribute->name);
        if (acp_slice_is(prefix, "xmlns"))
            continue;
        if (acp_slice_equal_nocase(local, ACP_SLICE("schemaLocation")) &&
            !acp_slice_is(local, "schemaLocation"))
            acp_say(run, rule->id, acp_at_attribute_name(root, attribute),
                    "The name is schemaLocation, with a capital L; under the name %.*s editors and "
                    "validators do not find the schema.",
                    ACP_SLICE_ARGS(local));
        if (binding_told || !acp_slice_is(prefix, "xsi"))
            continue;
        const acp_attribute *declared = acp_prefix_declaration(root, prefix);
        if (!declared || acp_slice_is(declared->value, ACP_XSI))
            continue;
        binding_told = true;
        acp_say(run, rule->id, acp_at_attribute(root, declared),
                "The prefix xsi is bound to another name, so that %.*s does not mean what it "
                "should; only xmlns:xsi=\"" ACP_XSI "\" gives it its meaning.",
                ACP_SLICE_ARGS(attribute->name));
    }
}

/* Takes the next word off *rest. */
static bool next_word(acp_slice *rest, acp_slice *word)
{
    *rest = acp_slice_trim(*rest);
    size_t length = 0;
    while (length < rest->len && !acp_is_space(rest->ptr[length]))
        length++;
    *word = (acp_slice){rest->ptr, length};
    *rest = (acp_slice){rest->ptr + length, rest->len - length};
    return length > 0;
}

/* The first two words; returns how many there are. */
static size_t read_pair(acp_slice value, acp_slice *first, acp_slice *second)
{
    acp_slice word;
    size_t words = 0;
    *first = *second = (acp_slice){"", 0};
    for (; next_word(&value, &word); words++) {
        if (words < 2)
            *(words ? second : first) = word;
    }
    return words;
}

bool acp_schema_location_fits(const acp_kind_row *kind, acp_slice value)
{
    acp_slice first, second;
    size_t words = read_pair(value, &first, &second);
    return words && words % 2 == 0 && acp_slice_is(first, kind->ns) &&
           ends_with(second, acp_slice_of(kind->schema_file));
}

static void check_pair(acp_run *run, const acp_rule *rule, const acp_attribute *attribute)
{
    const acp_kind_row *kind = acp_kind_get(run->document->kind);
    acp_slice first, second;
    size_t words = read_pair(attribute->value, &first, &second);
    acp_place place = acp_at_attribute(run->document->root, attribute);
    if (words == 0 || words % 2)
        acp_say(run, rule->id, place,
                "It holds pairs of a namespace and the schema file for it, separated by blanks; "
                "here %s.",
                words ? "one of a pair is missing" : "it is empty");
    else if (!acp_slice_is(first, kind->ns))
        acp_say(run, rule->id, place,
                "It names a schema for the namespace %.*s, but the namespace of this kind of "
                "document (%s) is %s.",
                ACP_SLICE_ARGS(acp_shown(first)), kind->label, kind->ns);
    else if (!ends_with(second, acp_slice_of(kind->schema_file)))
        acp_say(run, rule->id, place,
                "It names the schema file %.*s; that of this kind of document (%s) is %s.",
                ACP_SLICE_ARGS(acp_shown(second)), kind->label, kind->schema_file);
}

void acp_schema_location_wrong_pair(acp_run *run, const acp_rule *rule)
{
    const acp_node *root = run->document->root;
    const acp_kind_row *kind = acp_kind_get(run->document->kind);
    if (!kind || !kind->ns || !kind->schema_file)
        return;
    for (unsigned i = 0; i < root->attribute_count; i++) {
        const acp_attribute *attribute = &root->attributes[i];
        if (!acp_slice_is(acp_local_name(attribute->name), "schemaLocation"))
            continue;
        const acp_attribute *declared =
            acp_prefix_declaration(root, acp_slice_prefix(attribute->name));
        if (declared && acp_slice_is(declared->value, ACP_XSI))
            check_pair(run, rule, attribute);
    }
}
