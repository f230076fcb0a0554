/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The structure check against libxml2's schema validation: valid documents of every kind are
 * changed at random, always in the same way for one seed, and the two verdicts compared.
 *
 * "Refused" is, here: validation says so; there: a finding of a rule marked `schema: true`,
 * whatever its severity. Left out of the changes, because the two differ there by design:
 *   - text of mixed elements: the schema cannot state it, the check knows the values
 *   - MatchOnlyCertsWithEKU and -KU: strings in the schema, booleans to the client
 *   - white space around free text and numbers: the schema lets it pass, the check warns
 *   - xsi: attributes: the schema processor has its own view of them
 *   - signed or zero-padded numbers: libxml2 takes +030 here and refuses +5 there
 *   - placeholders such as ${HOST}: a rule of their own
 *   - comments inside text: the schema joins the runs, the client reads the first
 *   - how often an element stands in an xs:choice: XML Schema does not count there, the check does
 *   - empty values in preferences, which the client leaves there itself
 *   - the port in preferences, for the same reason a string in the schema
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "check/check.h"
#include "document/findings.h"

#define SEED UINT64_C(0x5EEDAC9)

/* A kind of document, its schema, where valid ones are, and how many verdicts to compare. */
typedef struct {
    acp_kind kind;
    unsigned rounds;
    const char *xsd;
    const char *files[16]; /* a name that ends in / is a directory */
} peer;

static const peer peers[] = {
    {ACP_KIND_VPN, 24000, "schemas/AnyConnectProfile.xsd", {"testdata/valid/"}},
    {ACP_KIND_LOCAL_POLICY,
     4000,
     "schemas/AnyConnectLocalPolicy.xsd",
     {"testdata/valid/local-policy/", "testdata/valid/local-policy/full/"}},
    {ACP_KIND_TRANSFORMS,
     4000,
     "schemas/ACTransforms.xsd",
     {"testdata/valid/transforms/", "testdata/valid/transforms/other-root/",
      "testdata/valid/transforms/guide/"}},
    {ACP_KIND_PREFERENCES,
     4000,
     "schemas/AnyConnectPreferences.xsd",
     {"testdata/valid/preferences/", "testdata/valid/preferences/.anyconnect"}},
    {ACP_KIND_NVM,
     8000,
     "schemas/NVMProfile.xsd",
     {"testdata/valid/nvm/", "testdata/valid/nvm/desktop/", "testdata/valid/nvm/mobile/"}},
    {ACP_KIND_ISE_POSTURE,
     4000,
     "schemas/ISEPostureCFG.xsd",
     {"testdata/valid/ise-posture/", "testdata/valid/ise-posture/full/"}},
    {ACP_KIND_AMP, 4000, "schemas/FAProfile.xsd", {"testdata/valid/amp/"}},
};

static acp_kind kind; /* of the peer at work */
static uint64_t state;

static unsigned random_below(unsigned limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return limit ? (unsigned)((state * UINT64_C(2685821657736338717)) >> 33) % limit : 0;
}

typedef struct {
    xmlNodePtr nodes[4000];
    unsigned count;
} node_list;

static void collect(xmlNodePtr node, node_list *list)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (list->count < sizeof list->nodes / sizeof *list->nodes)
            list->nodes[list->count++] = node;
        collect(node->children, list);
    }
}

static acp_setting_id setting_of(xmlNodePtr node)
{
    if (!node->parent || node->parent->type != XML_ELEMENT_NODE)
        return acp_kind_root(kind);
    acp_setting_id parent = setting_of(node->parent);
    if (parent == ACP_NO_SETTING)
        return parent;
    return acp_setting_child(parent, (const char *)node->name, strlen((const char *)node->name),
                             false);
}

static const char *any_name(void)
{
    static const char *const foreign[] = {"AuthenticationMethods",  "FipsMode", "Nonsense", "DN",
                                          "StrictCertificateTrust", "hostname", "Pin"};
    if (random_below(4) == 0)
        return foreign[random_below(sizeof foreign / sizeof *foreign)];
    const acp_schema *schema = &acp_schemas[acp_kinds[kind].schema];
    for (;;) {
        const acp_setting *setting =
            acp_setting_get((acp_setting_id)(schema->first + random_below(schema->count)));
        if (!setting->is_attribute)
            return setting->name;
    }
}

static const char *any_value(const acp_setting *setting)
{
    static const char *const values[] = {
        "true",
        "false",
        "True",
        "1",
        "0",
        "",
        "yes",
        "Native",
        "All",
        "machine",
        "IPv4,IPv6",
        "IPv4, IPv6",
        "5",
        "9",
        "10",
        "100",
        "101",
        "120",
        "121",
        "4294967295",
        "4294967296",
        "99999999999999999999",
        "30s",
        "abc",
        "-1",
        "3.5",
        "Digital_Signature",
        "x23456789012345678901234567890",
        "x234567890123456789012345678901",
        "ISSUER-CN",
        "issuer_cn",
        "pin",
        "ServerAuth",
        "EAP-GTC",
        "gw.example.com",
    };
    if (setting->value_count && random_below(3) == 0)
        return setting->values[random_below(setting->value_count)].name;
    return values[random_below(sizeof values / sizeof *values)];
}

static bool is_enumerated(const acp_setting *setting)
{
    return setting->type == ACP_TYPE_BOOLEAN || setting->type == ACP_TYPE_ENUM;
}

static void change_text(xmlNodePtr node, const acp_setting *setting)
{
    if (setting->content == ACP_CONTENT_MIXED || setting->loose)
        return;
    if (setting->content == ACP_CONTENT_ELEMENTS) {
        xmlAddChild(node, xmlNewText((const xmlChar *)(random_below(2) ? "stray" : "\n  ")));
        return;
    }
    if (xmlFirstElementChild(node))
        return;
    char text[80];
    bool space = is_enumerated(setting) && random_below(5) == 0;
    snprintf(text, sizeof text, "%s%s", any_value(setting), space ? "\n " : "");
    xmlNodeSetContent(node, NULL);
    if (*text)
        xmlNodeAddContent(node, (const xmlChar *)text);
}

static void change_attribute(xmlNodePtr node, const acp_setting *setting)
{
    static const char *const names[] = {
        "UserControllable",     "Subject", "Wildcard",  "Thumbprint",
        "PromptForChallengePW", "bogus",   "MatchCase", "MaximumTimeoutMinutes",
        "PasswordComplexity"};
    const char *name = names[random_below(sizeof names / sizeof *names)];
    if (setting->first_attribute != ACP_NO_SETTING && random_below(3))
        name = acp_setting_get(setting->first_attribute)->name;
    acp_setting_id id = acp_setting_child(setting_of(node), name, strlen(name), true);
    if (random_below(5) == 0)
        xmlUnsetProp(node, (const xmlChar *)name);
    else
        xmlSetProp(
            node, (const xmlChar *)name,
            (const xmlChar *)any_value(id == ACP_NO_SETTING ? setting : acp_setting_get(id)));
}

static bool below(xmlNodePtr node, xmlNodePtr ancestor)
{
    for (; node; node = node->parent)
        if (node == ancestor)
            return true;
    return false;
}

static void move_node(node_list *list, xmlNodePtr node, bool copy)
{
    xmlNodePtr to = list->nodes[random_below(list->count)];
    if (random_below(2))
        to = node->parent;
    if (below(to, node) || to->type != XML_ELEMENT_NODE)
        return;
    acp_setting_id id = setting_of(to);
    /* Elements inside text would make two runs of it. */
    if (id == ACP_NO_SETTING || (acp_setting_get(id)->content == ACP_CONTENT_TEXT && to->children))
        return;
    xmlNodePtr moved = copy ? xmlCopyNode(node, 1) : node;
    if (!copy)
        xmlUnlinkNode(node);
    xmlNodePtr before = to->children;
    for (unsigned skip = random_below(6); before && skip; skip--)
        before = before->next;
    if (before && before->type == XML_ELEMENT_NODE)
        xmlAddPrevSibling(before, moved);
    else
        xmlAddChild(to, moved);
}

static void insert_known(xmlNodePtr node, const acp_setting *setting)
{
    if (setting->content == ACP_CONTENT_TEXT)
        return;
    const char *name = any_name();
    unsigned count = 0;
    for (acp_setting_id id = setting->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next)
        if (random_below(++count) == 0)
            name = acp_setting_get(id)->name;
    xmlNodePtr child = xmlNewTextChild(node, node->ns, (const xmlChar *)name, NULL);
    acp_setting_id id = setting_of(child);
    if (id != ACP_NO_SETTING)
        change_text(child, acp_setting_get(id));
}

static void change_namespace(xmlDocPtr doc)
{
    xmlNodePtr root = xmlDocGetRootElement(doc);
    if (random_below(20) != 0)
        return;
    if (root->ns) {
        xmlFree((xmlChar *)root->ns->href);
        root->ns->href = xmlStrdup((const xmlChar *)"http://schemas.xmlsoap.encoding/");
    } else {
        xmlNewProp(root, (const xmlChar *)"xmlns", (const xmlChar *)"urn:x");
    }
}

/* A comment that ends up between two runs of text, or an element dropped, may leave text runs
 * side by side with others; those documents are left out by the reader of the test. */
static void change(xmlDocPtr doc)
{
    static node_list list;
    list.count = 0;
    collect(xmlDocGetRootElement(doc), &list);
    xmlNodePtr node = list.nodes[random_below(list.count)];
    acp_setting_id id = setting_of(node);
    bool root = node == xmlDocGetRootElement(doc);
    switch (random_below(9)) {
    case 0:
        if (!root) {
            xmlUnlinkNode(node);
            xmlFreeNode(node);
        }
        break;
    case 1:
        if (!root)
            move_node(&list, node, true);
        break;
    case 2:
        if (!root)
            move_node(&list, node, false);
        break;
    case 3:
        if (!root)
            xmlNodeSetName(node, (const xmlChar *)any_name());
        break;
    case 4:
    case 5:
        if (id != ACP_NO_SETTING)
            change_text(node, acp_setting_get(id));
        break;
    case 6:
        if (id != ACP_NO_SETTING)
            change_attribute(node, acp_setting_get(id));
        break;
    case 7:
        if (id != ACP_NO_SETTING)
            insert_known(node, acp_setting_get(id));
        break;
    default: change_namespace(doc); break;
    }
}

static void silent(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

static bool schema_accepts(xmlSchemaPtr schema, const char *text, int length)
{
    xmlDocPtr doc = xmlReadMemory(text, length, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidErrors(valid, silent, silent, NULL);
    bool accepted = xmlSchemaValidateDoc(valid, doc) == 0;
    xmlSchemaFreeValidCtxt(valid);
    xmlFreeDoc(doc);
    return accepted;
}

/* Element text in the changed document that the mutator would not have written on purpose: a mixed
 * or loose element whose text moved in from elsewhere by renaming. */
static bool has_left_out_text(const acp_node *node)
{
    if (node->setting != ACP_NO_SETTING) {
        const acp_setting *setting = acp_setting_get(node->setting);
        bool left_out = setting->loose || (setting->type == ACP_TYPE_STRING && node->text);
        acp_slice raw = node->text ? node->text->value : (acp_slice){0};
        bool known = false;
        for (unsigned i = 0; i < setting->value_count; i++)
            known |= acp_slice_is(node->value, setting->values[i].name);
        if (left_out && setting->value_count && !known)
            return true;
        if (kind == ACP_KIND_PREFERENCES && setting->type != ACP_TYPE_STRING &&
            setting->content != ACP_CONTENT_ELEMENTS && !node->value.len)
            return true;
        if (setting->loose && setting->type == ACP_TYPE_INTEGER)
            return true;
        if ((setting->type == ACP_TYPE_STRING || setting->collapse) && !node->has_elements &&
            raw.len != node->value.len)
            return true;
        if (!node->has_elements && raw.len != node->value.len &&
            (setting->type == ACP_TYPE_INTEGER || setting->type == ACP_TYPE_UNSIGNED ||
             setting->content == ACP_CONTENT_MIXED))
            return true;
        unsigned runs = 0;
        for (const acp_node *child = node->first; child; child = child->next)
            runs += child->type == ACP_NODE_TEXT && acp_slice_trim(child->value).len;
        if (setting->content == ACP_CONTENT_MIXED && runs > 1)
            return true;
    }
    for (const acp_node *child = acp_node_first_child(node); child; child = acp_node_next(child))
        if (has_left_out_text(child))
            return true;
    return false;
}

/* Only a choice can hold elements in any order of which one may stand more than once. */
static bool is_choice(const acp_node *node)
{
    if (!node || node->setting == ACP_NO_SETTING || !acp_setting_get(node->setting)->any_order)
        return false;
    acp_setting_id id = acp_setting_get(node->setting)->first_child;
    for (; id != ACP_NO_SETTING; id = acp_setting_get(id)->next)
        if (acp_setting_get(id)->max_occurs > 1)
            return true;
    return false;
}

static bool counts_in_choice(const acp_rule *rule, const acp_node *node)
{
    if (strcmp(rule->id, "ACP0105") == 0)
        return is_choice(node);
    return rule->id[3] == '0' && rule->id[4] == '1' && rule->id[5] == '0' && node &&
           is_choice(node->parent);
}

typedef enum { ACCEPTED, REFUSED, LEFT_OUT } verdict;

static verdict check_accepts(const char *text, size_t length, char *why, size_t size)
{
    acp_findings *findings = acp_findings_new();
    acp_read_options read = {.kind = kind, .format = ACP_FORMAT_XML};
    acp_document *document;
    assert_int_equal(
        acp_document_read_memory("mutant.xml", text, length, &read, findings, &document), ACP_OK);
    acp_check_options options = {0};
    acp_run run = {.document = document,
                   .options = &options,
                   .findings = findings,
                   .client_version = acp_newest_version()};
    verdict result = has_left_out_text(document->root) ? LEFT_OUT : ACCEPTED;
    acp_check_structure(&run);
    for (size_t i = 0; i < acp_findings_count(findings); i++) {
        const acp_finding *finding = acp_findings_get(findings, i);
        if (!finding->rule->schema || result == LEFT_OUT ||
            counts_in_choice(finding->rule, acp_findings_node(findings, i)))
            continue;
        result = REFUSED;
        snprintf(why, size, "%s at %u:%u %s", finding->rule->id, finding->start.line,
                 finding->start.column, finding->detail);
    }
    acp_document_free(document);
    acp_findings_free(findings);
    return result;
}

typedef struct {
    xmlDocPtr docs[32];
    unsigned count;
} corpus;

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has_kind_root(const xmlChar *name)
{
    for (const char *const *root = acp_kinds[kind].roots; *root; root++)
        if (xmlStrEqual(name, (const xmlChar *)*root))
            return true;
    return false;
}

static void load_file(corpus *from, const char *path)
{
    xmlDocPtr doc = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
    assert_non_null(doc);
    assert_true(from->count < sizeof from->docs / sizeof *from->docs);
    if (has_kind_root(xmlDocGetRootElement(doc)->name))
        from->docs[from->count++] = doc;
    else
        xmlFreeDoc(doc);
}

/* In the order of names, so that one seed always means the same. */
static void load_directory(corpus *from, const char *directory)
{
    DIR *dir = opendir(directory);
    assert_non_null(dir);
    char *names[32];
    unsigned count = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        size_t length = strlen(entry->d_name);
        if (length > 4 && strcmp(entry->d_name + length - 4, ".xml") == 0 && count < 32)
            names[count++] = strdup(entry->d_name);
    }
    closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    for (unsigned i = 0; i < count; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s%s", directory, names[i]);
        free(names[i]);
        load_file(from, path);
    }
}

static void load_corpus(corpus *from, const peer *p)
{
    from->count = 0;
    for (unsigned i = 0; p->files[i]; i++) {
        if (p->files[i][strlen(p->files[i]) - 1] == '/')
            load_directory(from, p->files[i]);
        else
            load_file(from, p->files[i]);
    }
    assert_true(from->count > 1);
}

static void test_mutants(void **data)
{
    const peer *p = *data;
    kind = p->kind;
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(p->xsd);
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    assert_non_null(schema);
    static corpus from;
    load_corpus(&from, p);
    unsigned counts[3] = {0}, differences = 0;
    state = SEED;
    for (unsigned round = 0; counts[ACCEPTED] + counts[REFUSED] < p->rounds; round++) {
        xmlDocPtr doc = xmlCopyDoc(from.docs[round % from.count], 1);
        for (unsigned changes = 1 + random_below(3); changes; changes--)
            change(doc);
        xmlChar *text;
        int length;
        xmlDocDumpMemory(doc, &text, &length);
        char why[600] = "";
        verdict ours = check_accepts((const char *)text, (size_t)length, why, sizeof why);
        counts[ours]++;
        bool accepted = schema_accepts(schema, (const char *)text, length);
        if (ours != LEFT_OUT && accepted != (ours == ACCEPTED) && differences++ < 5)
            print_message("round %u: schema %s, check %s: %s\n%s\n", round,
                          accepted ? "accepts" : "refuses",
                          ours == ACCEPTED ? "accepts" : "refuses", why, (const char *)text);
        xmlFree(text);
        xmlFreeDoc(doc);
        assert_true(round < 10 * p->rounds);
    }
    for (unsigned i = 0; i < from.count; i++)
        xmlFreeDoc(from.docs[i]);
    xmlSchemaFree(schema);
    print_message("%s: accepted %u, refused %u, left out %u, differences %u\n",
                  acp_kinds[kind].name, counts[ACCEPTED], counts[REFUSED], counts[LEFT_OUT],
                  differences);
    assert_true(counts[ACCEPTED] > p->rounds / 20);
    assert_true(counts[REFUSED] > p->rounds / 20);
    assert_int_equal(differences, 0);
}

int main(void)
{
    struct CMUnitTest tests[sizeof peers / sizeof *peers];
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
        tests[i] = (struct CMUnitTest){
            .name = peers[i].xsd, .test_func = test_mutants, .initial_state = (void *)&peers[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
