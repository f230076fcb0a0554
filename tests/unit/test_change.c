/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes on demand: what is asked is done, all or nothing, and no other byte changes. Run from the
 * top of the source tree. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../random.h"
#include "document/buffer.h"
#include "document/document.h"
#include "schema/schema.h"

static acp_document *read_named(const char *name, const char *text)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    acp_document_read_memory(name, text, strlen(text), NULL, findings, &document);
    acp_findings_free(findings);
    assert_non_null(document);
    return document;
}

/* What one or two assignments (NULL: only one; without =: a path to delete) make of a text. */
static acp_status run(const char *name, const char *text, const char *const *asked, bool despite,
                      acp_change_result *out)
{
    acp_document *document = read_named(name, text);
    acp_change changes[4];
    char paths[4][200];
    size_t count = 0;
    for (; asked[count]; count++) {
        size_t length = acp_path_length(asked[count]);
        bool set = asked[count][length];
        snprintf(paths[count], sizeof paths[count], "%.*s", (int)length, asked[count]);
        changes[count] = (acp_change){set ? ACP_CHANGE_SET : ACP_CHANGE_DELETE, paths[count],
                                      set ? asked[count] + length + 1 : NULL};
    }
    acp_change_options options = {.despite_errors = despite};
    acp_status status = acp_change_document(document, changes, count, &options, out);
    acp_document_free(document);
    return status;
}

static void check(const char *name, const char *before, const char *const *asked, const char *after)
{
    acp_change_result result;
    acp_status status = run(name, before, asked, true, &result);
    if (status != ACP_OK)
        print_error("%s: %s\n", asked[0], result.message);
    assert_int_equal(status, ACP_OK);
    assert_int_equal(result.length, strlen(after));
    assert_memory_equal(result.text, after, result.length);
    assert_int_equal(result.changed, strcmp(before, after) != 0);
    assert_string_equal(acp_document_name(result.document), name);
    acp_change_free(&result);
}

static void refuses(const char *before, const char *const *asked, acp_status expected,
                    const char *why)
{
    acp_change_result result;
    assert_int_equal(run("p.xml", before, asked, false, &result), expected);
    if (!strstr(result.message, why))
        print_error("%s: %s\n", asked[0], result.message);
    assert_non_null(strstr(result.message, why));
    assert_null(result.document);
    assert_null(result.text);
    acp_change_free(&result);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NS        "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">"
#define HOST(N, A)                                                                                 \
    "<HostEntry><HostName>" N "</HostName><HostAddress>" A "</HostAddress></HostEntry>"
#define HOSTS(TEXT) NS "<ServerList>" TEXT "</ServerList></AnyConnectProfile>"

/* ---- what is done ------------------------------------------------------------------------ */

static void values(void **state)
{
    (void)state;
    const char *one = HOSTS(HOST("Paris", "a.example.com"));
    check("p.xml", one, LIST("HostEntry/HostAddress=b.example.com"),
          HOSTS(HOST("Paris", "b.example.com")));
    check("p.xml", one, LIST("HostEntry/HostAddress=a.example.com"), one);
    check("p.xml", one, LIST("/AnyConnectProfile/ServerList/HostEntry[1]/HostName=A = B"),
          HOSTS(HOST("A = B", "a.example.com")));
    check("p.xml", one, LIST("HostName=<&>\""), HOSTS(HOST("&lt;&amp;&gt;\"", "a.example.com")));
    check("p.xml", HOSTS(HOST("A", "a") HOST("it's \"=]", "b")),
          LIST("HostEntry[HostName='it''s \"=]']/HostAddress=c"),
          HOSTS(HOST("A", "a") HOST("it's \"=]", "c")));
    check("p.xml",
          NS "<ClientInitialization><AutoReconnect><AutoReconnectBehavior>ReconnectAfterResume"
             "</AutoReconnectBehavior></AutoReconnect></ClientInitialization></AnyConnectProfile>",
          LIST("AutoReconnect=true"),
          NS "<ClientInitialization><AutoReconnect>true<AutoReconnectBehavior>ReconnectAfterResume"
             "</AutoReconnectBehavior></AutoReconnect></ClientInitialization></AnyConnectProfile>");
}

static void missing_elements(void **state)
{
    (void)state;
    check("p.xml", NS "\r\n\t<ServerList>\r\n\t</ServerList>\r\n</AnyConnectProfile>\r\n",
          LIST("HostEntry[HostName=\"Paris\"]/BackupServerList/HostAddress=b.example.com",
               "HostEntry[HostName=\"Paris\"]/HostAddress=a.example.com"),
          NS "\r\n\t<ServerList>\r\n\t\t<HostEntry>\r\n\t\t\t<HostName>Paris</HostName>\r\n"
             "\t\t\t<HostAddress>a.example.com</HostAddress>\r\n\t\t\t<BackupServerList>\r\n"
             "\t\t\t\t<HostAddress>b.example.com</HostAddress>\r\n\t\t\t</BackupServerList>\r\n"
             "\t\t</HostEntry>\r\n\t</ServerList>\r\n</AnyConnectProfile>\r\n");
    check("p.xml", NS "\n  <ServerList/>\n</AnyConnectProfile>",
          LIST("AutoReconnectBehavior=ReconnectAfterResume",
               "UseStartBeforeLogon/@UserControllable=false"),
          NS "\n  <ClientInitialization>\n"
             "    <UseStartBeforeLogon UserControllable=\"false\">false</UseStartBeforeLogon>\n"
             "    <AutoReconnect>true\n"
             "      <AutoReconnectBehavior>ReconnectAfterResume</AutoReconnectBehavior>\n"
             "    </AutoReconnect>\n  </ClientInitialization>\n  <ServerList/>\n"
             "</AnyConnectProfile>");
    check("p.xml", HOSTS(HOST("A", "a")), LIST("HostEntry[+]/HostName=B"),
          HOSTS(HOST("A", "a") "<HostEntry><HostName>B</HostName></HostEntry>"));
    check("p.xml", HOSTS(HOST("A", "a")), LIST("HostEntry[HostName='B']/HostName=B"),
          HOSTS(HOST("A", "a") "<HostEntry><HostName>B</HostName></HostEntry>"));
    check("p.xml", NS "</AnyConnectProfile>",
          LIST("CertificatePinning/CertificatePinList/Pin[@Subject='CN=\"x\"']/@Issuer=CN=y"),
          NS "\n    <ClientInitialization>\n        <CertificatePinning>false\n"
             "            <CertificatePinList>\n"
             "                <Pin Subject=\"CN=&quot;x&quot;\" Issuer=\"CN=y\"></Pin>\n"
             "            </CertificatePinList>\n        </CertificatePinning>\n"
             "    </ClientInitialization>\n</AnyConnectProfile>");
}

static void deletions(void **state)
{
    (void)state;
    check("p.xml", HOSTS(HOST("A", "a") HOST("B", "b")), LIST("HostEntry[HostName='A']"),
          HOSTS(HOST("B", "b")));
    check("p.xml",
          NS
          "\n <ServerList>\n  <!-- kept -->\n  <HostEntry/>\n </ServerList>\n</AnyConnectProfile>",
          LIST("HostEntry"),
          NS "\n <ServerList>\n  <!-- kept -->\n </ServerList>\n</AnyConnectProfile>");
    check(
        "p.xml",
        HOSTS("<HostEntry><HostName>A</HostName><CAURL PromptForChallengePW=\"true\"\n "
              "Thumbprint='x'/></HostEntry>"),
        LIST("HostEntry/CAURL/@Thumbprint"),
        HOSTS(
            "<HostEntry><HostName>A</HostName><CAURL PromptForChallengePW=\"true\"/></HostEntry>"));
    /* Each change sees what those before it did. */
    check("p.xml", HOSTS(HOST("A", "a") HOST("B", "b")),
          LIST("HostEntry[1]", "HostEntry/HostName=C"), HOSTS(HOST("C", "b")));
}

#define JSON_HOST(MORE)                                                                            \
    "{\n  \"AnyConnectProfile\": {\n    \"@xmlns\": \"http://schemas.xmlsoap.org/encoding/\",\n"   \
    "    \"ServerList\": {\n      \"HostEntry\": [\n        {\n          \"HostName\": \"A\"" MORE \
    "\n        }\n      ]\n    }\n  }\n}\n"

static void other_formats(void **state)
{
    (void)state;
    const char *before = JSON_HOST("");
    const char *after = JSON_HOST(",\n          \"HostAddress\": \"a.example.com\"");
    check("p.json", before, LIST("HostEntry/HostAddress=a.example.com"), after);
    check("p.json", after, LIST("HostEntry/HostAddress"), before);
    check("p.json", " {\"AnyConnectProfile\":{}} ", LIST("ServerList="),
          "{\n  \"AnyConnectProfile\": {\n    \"ServerList\": {}\n  }\n}\n");
    check("OrgInfo.json", "{ \"userId\" : 12, \"fingerprint\":\"f\"}",
          LIST("userId=130", "organizationId=9", "fingerprint"),
          "{ \"userId\" : 130, \"organizationId\" : \"9\"}");
}

/* ---- what is refused --------------------------------------------------------------------- */

static void refusals(void **state)
{
    (void)state;
    const char *two = HOSTS(HOST("A", "a.example.com") HOST("B", "b.example.com"));
    refuses(two, LIST("HostEntry/HostAddress=c"), ACP_AMBIGUOUS, "HostEntry[HostName=\"B\"]");
    refuses(two, LIST("HostEntry"), ACP_AMBIGUOUS, "there are 2 HostEntry");
    refuses(two, LIST("HostEntry[3]/HostAddress=c"), ACP_NOT_FOUND, "no HostEntry[3]");
    refuses(two, LIST("HostEntry[HostName='C']"), ACP_NOT_FOUND, "there is no");
    refuses(two, LIST("HostEntry[1]/UserGroup"), ACP_NOT_FOUND, "there is no");
    refuses(two, LIST("HostEntry[HostName='C']/HostName=D"), ACP_REFUSED, "none to give another");
    refuses(two, LIST("HostEntry[1]=c"), ACP_REFUSED, "HostEntry/HostName");
    refuses(two, LIST("AnyConnectProfile"), ACP_REFUSED, "whole document");
    refuses(two, LIST("HostEntry[1]/HostName=\x01"), ACP_REFUSED, "control character");
    refuses(two, LIST("HostEntry[1]/HostName=\xff"), ACP_REFUSED, "not UTF-8");
    refuses(two, LIST("Nonsense=1"), ACP_BAD_VALUE, "Nonsense");
    refuses(two, LIST("HostEntry[+][1]/HostName=x"), ACP_BAD_VALUE, "[+]");
    refuses(two, LIST("AutoReconnect=maybe"), ACP_REFUSED, "error");
    /* All or nothing. */
    refuses(two, LIST("HostEntry[1]/HostName=C", "AutoReconnect=maybe"), ACP_REFUSED, "error");
}

/* An error that was there already does not count, wherever it moves; one like it elsewhere does. */
/* What a finding says is still there when the documents it was found in are not. */
static void related_places(void **state)
{
    (void)state;
    acp_change_result result;
    const char *two = HOSTS(HOST("A", "a.example.com") HOST("B", "b.example.com"));
    run("p.xml", two, LIST("HostEntry[2]/HostName=A"), true, &result);
    size_t related = 0;
    for (size_t i = 0; i < acp_findings_count(result.added); i++) {
        const acp_finding *finding = acp_findings_get(result.added, i);
        if (!finding->related)
            continue;
        assert_string_equal(finding->related_file, "p.xml");
        related++;
    }
    assert_true(related > 0);
    acp_change_free(&result);
}

static void errors_before(void **state)
{
    (void)state;
    const char *text =
        HOSTS(HOST("A", "a.example.com") HOST("B", "b b") HOST("C", "c.example.com"));
    acp_change_result result;
    assert_int_equal(run("p.xml", text, LIST("HostEntry[1]"), false, &result), ACP_OK);
    assert_int_equal(acp_findings_worst(result.added) >= ACP_ERROR, false);
    acp_change_free(&result);
    assert_int_equal(run("p.xml", text, LIST("HostEntry[2]/HostAddress=b  b"), false, &result),
                     ACP_OK);
    acp_change_free(&result);
    refuses(text, LIST("HostEntry[2]/HostAddress=b.example.com", "HostEntry[3]/HostAddress=c c"),
            ACP_REFUSED, "error");
}

static void not_in_the_encoding(void **state)
{
    (void)state;
    const char *latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" HOSTS(HOST("A", "a"));
    refuses(latin, LIST("HostName=\xe2\x82\xac"), ACP_REFUSED, "ISO-8859-1");
}

/* ---- places ------------------------------------------------------------------------------ */

static acp_status run_move(const char *name, const char *text, const char *path, const char *place,
                           acp_change_result *out)
{
    acp_document *document = read_named(name, text);
    acp_change change = {ACP_CHANGE_MOVE, path, place};
    acp_change_options options = {0};
    acp_status status = acp_change_document(document, &change, 1, &options, out);
    acp_document_free(document);
    return status;
}

static void check_move(const char *name, const char *before, const char *path, const char *place,
                       const char *after)
{
    acp_change_result result;
    assert_int_equal(run_move(name, before, path, place, &result), ACP_OK);
    assert_int_equal(result.length, strlen(after));
    assert_memory_equal(result.text, after, result.length);
    assert_int_equal(result.changed, strcmp(before, after) != 0);
    acp_change_free(&result);
}

static void places(void **state)
{
    (void)state;
#define LINE_A "\t<!-- of A -->\r\n\t" HOST("A", "a") " <!-- A -->\r\n"
#define LINE_B "\t" HOST("B", "b") "\r\n"
#define LINE_C "\t<!-- acprof: ignore ACP1100 because c -->\r\n\t" HOST("C", "c") "\r\n"
    const char *abc = HOSTS("\r\n" LINE_A LINE_B LINE_C);
    check_move("p.xml", abc, "HostEntry[1]", "3", HOSTS("\r\n" LINE_B LINE_C LINE_A));
    check_move("p.xml", abc, "HostEntry[1]", "2", HOSTS("\r\n" LINE_B LINE_A LINE_C));
    check_move("p.xml", abc, "HostEntry[HostName='C']", "1", HOSTS("\r\n" LINE_C LINE_A LINE_B));
    check_move("p.xml", abc, "HostEntry[HostName='B']", "2", abc);
    const char *line = HOSTS(HOST("A", "a") HOST("B", "b") HOST("C", "c"));
    check_move("p.xml", line, "HostEntry[3]", "1",
               HOSTS(HOST("C", "c") HOST("A", "a") HOST("B", "b")));
    check_move("p.xml", line, "HostEntry[1]", "2",
               HOSTS(HOST("B", "b") HOST("A", "a") HOST("C", "c")));
    check_move("p.json",
               "{\n  \"AnyConnectProfile\": {\n    \"@xmlns\": "
               "\"http://schemas.xmlsoap.org/encoding/\",\n    \"ServerList\": {\n      "
               "\"HostEntry\": [\n        {\n          \"HostName\": \"A\"\n        },\n        "
               "{\n          \"HostName\": \"B\"\n        }\n      ]\n    }\n  }\n}\n",
               "HostEntry[2]", "1",
               "{\n  \"AnyConnectProfile\": {\n    \"@xmlns\": "
               "\"http://schemas.xmlsoap.org/encoding/\",\n    \"ServerList\": {\n      "
               "\"HostEntry\": [\n        {\n          \"HostName\": \"B\"\n        },\n        "
               "{\n          \"HostName\": \"A\"\n        }\n      ]\n    }\n  }\n}\n");
}

static void refuses_move(const char *text, const char *path, const char *place, acp_status expected,
                         const char *why)
{
    acp_change_result result;
    assert_int_equal(run_move("p.xml", text, path, place, &result), expected);
    if (!strstr(result.message, why))
        print_error("%s\n", result.message);
    assert_non_null(strstr(result.message, why));
    acp_change_free(&result);
}

static void refused_places(void **state)
{
    (void)state;
    const char *text = HOSTS(HOST("A", "a") HOST("B", "b"));
    refuses_move(text, "HostEntry[1]", "3", ACP_REFUSED,
                 "HostEntry cannot get place 3: there are 2 HostEntry");
    refuses_move(text, "HostEntry[1]", "0", ACP_REFUSED, "cannot get place 0");
    refuses_move(text, "HostEntry[1]", "", ACP_REFUSED, "cannot get place");
    refuses_move(text, "HostEntry[1]", "99999999999999999999", ACP_REFUSED, "cannot get place");
    refuses_move(text, "HostEntry[1]", "1x", ACP_REFUSED, "cannot get place 1x");
    refuses_move(text, "HostEntry[HostName='C']", "1", ACP_NOT_FOUND, "there is no HostEntry");
    refuses_move(text, "HostEntry", "1", ACP_AMBIGUOUS, "there are 2 HostEntry");
    refuses_move(text, "AnyConnectProfile", "1", ACP_REFUSED, "no place among others");
}

/* An error that an entry has goes with it, and is none that was added. */
static void places_keep_errors(void **state)
{
    (void)state;
    acp_change_result result;
    const char *text = HOSTS(HOST("", "x y") HOST("", "b"));
    assert_int_equal(run_move("p.xml", text, "HostEntry[1]", "2", &result), ACP_OK);
    for (size_t i = 0; i < acp_findings_count(result.added); i++)
        print_error("%s\n", acp_findings_get(result.added, i)->path);
    assert_int_equal(acp_findings_count(result.added), 0);
    acp_change_free(&result);
}

/* A path names the node it was made for, whatever keys the entries have. */
static void own_paths(void **state)
{
    (void)state;
    const char *texts[] = {
        HOSTS(HOST("A", "a") HOST("A", "b") HOST("", "c") HOST("it's \"=]", "d")),
        NS "<ServerList/><ServerList>" HOST("A", "a") "</ServerList></AnyConnectProfile>",
        HOSTS("<HostEntry><HostName>A</HostName><BackupServerList><HostAddress>a</HostAddress>"
              "<HostAddress>b</HostAddress></BackupServerList></HostEntry><Other/>"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        acp_document *document = read_named("p.xml", texts[i]);
        for (const acp_node *node = document->root; node;) {
            char path[300], message[200];
            acp_path_result *found;
            size_t count, length = acp_node_path_text(document, node, path, sizeof path);
            assert_int_equal(length, strlen(path));
            assert_int_equal(length == 0, node->setting == ACP_NO_SETTING);
            if (length) {
                assert_int_equal(
                    acp_path_find(document, path, &found, &count, message, sizeof message), ACP_OK);
                assert_int_equal(count, 1);
                assert_ptr_equal(found[0].node, node);
                free(found);
            }
            const acp_node *next = acp_node_first_child(node);
            while (!next && node) {
                next = acp_node_next(node);
                node = next ? node : node->parent;
            }
            node = next;
        }
        acp_document_free(document);
    }
}

/* ---- round trips ------------------------------------------------------------------------- */

typedef struct {
    acp_arena arena;
    acp_change *changes;
    size_t count;
} change_list;

static void add_change(change_list *list, const char *path, acp_slice value)
{
    list->changes = realloc(list->changes, (list->count + 1) * sizeof *list->changes);
    assert_non_null(list->changes);
    list->changes[list->count++] = (acp_change){
        ACP_CHANGE_SET, path, acp_arena_copy(&list->arena, value.ptr ? value.ptr : "", value.len)};
}

static void add_all(change_list *list, const acp_document *document)
{
    for (const acp_node *node = document->root; node;) {
        for (unsigned i = 0; i < node->attribute_count; i++)
            if (node->attributes[i].setting != ACP_NO_SETTING)
                add_change(list, acp_node_path(&list->arena, document, node, &node->attributes[i]),
                           node->attributes[i].value);
        const acp_setting *setting = acp_setting_get(node->setting);
        if (setting && setting->content != ACP_CONTENT_ELEMENTS)
            add_change(list, acp_node_path(&list->arena, document, node, NULL), node->value);
        const acp_node *next = acp_node_first_child(node);
        while (!next && node) {
            next = acp_node_next(node);
            node = next ? node : node->parent;
        }
        node = next;
    }
}

/* Each setting of every valid document set to the value it has: no byte changes. */
static void nothing_changes(void **state)
{
    (void)state;
    glob_t files;
    size_t settings = 0;
    assert_int_equal(glob("testdata/valid/*", 0, NULL, &files), 0);
    glob("testdata/valid/*/*", GLOB_APPEND, NULL, &files);
    glob("testdata/valid/*/*/*", GLOB_APPEND, NULL, &files);
    glob("testdata/valid/*/.[a-z]*", GLOB_APPEND, NULL, &files);
    glob("testdata/wild/*", GLOB_APPEND, NULL, &files);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        acp_findings *findings = acp_findings_new();
        acp_document *document;
        change_list list = {0};
        acp_change_result result;
        char *bytes;
        size_t size;
        if (acp_document_read(files.gl_pathv[i], NULL, findings, &document) == ACP_OK &&
            document->root->setting != ACP_NO_SETTING &&
            !(document->format == ACP_FORMAT_YAML && document->yaml_comments)) {
            acp_change_options options = {0};
            add_all(&list, document);
            acp_status status =
                acp_change_document(document, list.changes, list.count, &options, &result);
            if (status != ACP_OK)
                print_error("%s: %s: %s\n", files.gl_pathv[i],
                            result.failed < list.count ? list.changes[result.failed].path : "",
                            result.message);
            assert_int_equal(status, ACP_OK);
            assert_false(result.changed);
            assert_int_equal(acp_source_load(files.gl_pathv[i], ACP_MAX_SIZE, &bytes, &size),
                             ACP_OK);
            assert_int_equal(size, result.length);
            assert_memory_equal(bytes, result.text, size);
            free(bytes);
            acp_change_free(&result);
            settings += list.count;
        }
        acp_document_free(document);
        free(list.changes);
        acp_arena_free(&list.arena);
        acp_findings_free(findings);
    }
    globfree(&files);
    assert_true(settings > 500);
}

static void assert_same_findings(const acp_findings *a, const acp_findings *b)
{
    assert_int_equal(acp_findings_count(a), acp_findings_count(b));
    for (size_t i = 0; i < acp_findings_count(a); i++) {
        const acp_finding *left = acp_findings_get(a, i), *right = acp_findings_get(b, i);
        assert_ptr_equal(left->rule, right->rule);
        assert_string_equal(left->path, right->path);
        assert_int_equal(left->start.line, right->start.line);
        assert_int_equal(left->start.column, right->start.column);
    }
}

/* A change of a document of which it is known what is wrong with it is judged as any other. */
static acp_status change_known(const acp_document *document, const acp_findings *known,
                               const acp_change *change, bool despite, acp_change_result *out)
{
    acp_change_options options = {.despite_errors = despite};
    acp_change_result other;
    acp_status status = acp_change_document(document, change, 1, &options, &other);
    options.known = known;
    assert_int_equal(acp_change_document(document, change, 1, &options, out), status);
    assert_string_equal(out->message, other.message);
    assert_int_equal(out->length, other.length);
    assert_int_equal(out->changed, other.changed);
    assert_int_equal(!out->findings, status != ACP_OK || !out->changed);
    if (status == ACP_OK)
        assert_memory_equal(out->text, other.text, other.length);
    if (out->findings)
        assert_same_findings(out->findings, other.findings);
    assert_same_findings(out->added, other.added);
    acp_change_free(&other);
    return status;
}

/* Settings anywhere in the schema, written and taken out at random: what was written is there, and
 * the bytes before and behind one place stay. */
static void random_changes(void **state)
{
    (void)state;
    test_random seed = {20260131};
    static const char *const some[] = {"true", "1", "", "x.example.com", "a<&>\"'\n b", "\xc3\xa9"};
    const char *text = "<?xml version=\"1.0\"?>\n" NS "\n  <ServerList>\n    <!-- c -->\n"
                       "    <HostEntry>\n      <HostName>A</HostName>\n    </HostEntry>\n"
                       "  </ServerList>\n</AnyConnectProfile>\n";
    acp_document *document = read_named("p.xml", text);
    acp_findings *known = NULL;
    size_t made = 0, adding = 0, refused = 0;
    acp_setting_id root = acp_kind_root(ACP_KIND_VPN);
    for (int i = 0; i < 400; i++) {
        acp_setting_id id = root + 1 + (acp_setting_id)(random_below(&seed, 150));
        char path[300];
        if (acp_setting_path(id, path, sizeof path) >= sizeof path)
            continue;
        acp_change change = {random_below(&seed, 4) ? ACP_CHANGE_SET : ACP_CHANGE_DELETE, path,
                             some[random_below(&seed, 6)]};
        acp_change_result result;
        refused += change_known(document, known, &change, false, &result) == ACP_REFUSED;
        acp_change_free(&result);
        if (change_known(document, known, &change, true, &result) == ACP_OK) {
            acp_path_result *found;
            size_t count;
            char message[200];
            made += result.changed;
            adding += acp_findings_count(result.added) > 0;
            assert_int_equal(
                acp_path_find(result.document, path, &found, &count, message, sizeof message),
                ACP_OK);
            assert_int_equal(count, change.how == ACP_CHANGE_SET);
            free(found);
            acp_document_free(document);
            acp_findings_free(known);
            document = result.document;
            known = result.findings;
            result.document = NULL;
            result.findings = NULL;
        }
        acp_change_free(&result);
    }
    assert_true(made > 200 && adding > 100 && refused > 50);
    acp_findings_free(known);
    acp_document_free(document);
}

static void path_ends(void **state)
{
    (void)state;
    assert_int_equal(acp_path_length("A=b=c"), 1);
    assert_int_equal(acp_path_length("A[B=\"=]\"]/C=d"), 11);
    assert_int_equal(acp_path_length("A[B=']''=']=d"), 11);
    assert_int_equal(acp_path_length("A"), 1);
    assert_int_equal(acp_path_length("A[B=\"x"), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(missing_elements),
        cmocka_unit_test(deletions),
        cmocka_unit_test(other_formats),
        cmocka_unit_test(refusals),
        cmocka_unit_test(related_places),
        cmocka_unit_test(errors_before),
        cmocka_unit_test(path_ends),
        cmocka_unit_test(not_in_the_encoding),
        cmocka_unit_test(nothing_changes),
        cmocka_unit_test(random_changes),
        cmocka_unit_test(places),
        cmocka_unit_test(refused_places),
        cmocka_unit_test(own_paths),
        cmocka_unit_test(places_keep_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
