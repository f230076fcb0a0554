/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Edits: that they change what they say and nothing else, in the layout of the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "change/edit.h"
#include "document/encode.h"

#define NS "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">"

static acp_document *read_bytes(const char *bytes, size_t size)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    assert_int_equal(
        acp_document_read_memory("profile.xml", bytes, size, NULL, findings, &document), ACP_OK);
    acp_findings_free(findings);
    return document;
}

static const acp_node *element(const acp_document *document, const char *path)
{
    acp_path_result *found;
    size_t count;
    char message[400];
    assert_int_equal(acp_path_find(document, path, &found, &count, message, sizeof message),
                     ACP_OK);
    assert_true(count > 0);
    const acp_node *node = found[0].node;
    free(found);
    return node;
}

static acp_setting_id setting(const char *tail)
{
    acp_setting_id id;
    assert_int_equal(acp_settings_by_tail(ACP_KIND_VPN, tail, &id, 1), 1);
    return id;
}

/* What a change makes of a text. */
typedef void change(acp_edits *edits, const acp_document *document);

static void check(const char *before, change *make, const char *after)
{
    acp_document *document = read_bytes(before, strlen(before));
    acp_edits *edits = acp_edits_new(document);
    char *bytes;
    size_t size;
    make(edits, document);
    acp_edits_commit(edits);
    assert_int_equal(acp_edits_apply(edits, &bytes, &size), ACP_OK);
    char *text = strndup(bytes, size);
    assert_string_equal(text, after);
    acp_document_free(read_bytes(bytes, size));
    free(text);
    free(bytes);
    acp_edits_free(edits);
    acp_document_free(document);
}

/* ---- values, attributes, names ---------------------------------------------------------- */

static void set_lan(acp_edits *edits, const acp_document *document)
{
    acp_edit_set_value(edits, element(document, "LocalLanAccess"), ACP_SLICE("a<b>&c\r"));
}

static void trim_lan(acp_edits *edits, const acp_document *document)
{
    acp_edit_trim_value(edits, element(document, "LocalLanAccess"), NULL);
}

static void rename_lan(acp_edits *edits, const acp_document *document)
{
    acp_edit_rename_element(edits, element(document, "LocalLanAccess"), "MinimizeOnConnect");
}

static void values(void **state)
{
    (void)state;
#define LAN(x)   NS "<ClientInitialization>" x "</ClientInitialization></AnyConnectProfile>"
#define VALUE    "a&lt;b&gt;&amp;c&#13;"
#define TAG(x)   LAN("<LocalLanAccess>" x "</LocalLanAccess>")
#define CHECK(b) check(b, set_lan, TAG(VALUE))
    CHECK(TAG("true"));
    CHECK(TAG(""));
    CHECK(TAG("  "));
    CHECK(LAN("<LocalLanAccess/>"));
    CHECK(LAN("<LocalLanAccess  />"));
    CHECK(TAG("<![CDATA[true]]>"));
    check(TAG("\n  true\n"), set_lan, TAG("\n  " VALUE "\n"));
    check(TAG("true<!-- no -->"), set_lan, TAG(VALUE "<!-- no -->"));
    check(TAG(" true\r\n "), trim_lan, TAG("true"));
    check(TAG("true"), trim_lan, TAG("true"));
    check(TAG(" \n"), trim_lan, TAG(""));
    check(TAG("&#32;true &amp; "), trim_lan, TAG("true &amp;"));
    check(TAG("<![CDATA[ a < b ]]>"), trim_lan, TAG("a &lt; b"));
    check(TAG("a&#10;<!-- no --> "), trim_lan, TAG("a<!-- no --> "));
    check(TAG("x"), rename_lan, LAN("<MinimizeOnConnect>x</MinimizeOnConnect>"));
    check(LAN("<LocalLanAccess >x</LocalLanAccess\n>"), rename_lan,
          LAN("<MinimizeOnConnect >x</MinimizeOnConnect\n>"));
    check(LAN("<LocalLanAccess/>"), rename_lan, LAN("<MinimizeOnConnect/>"));
    check("<a:AnyConnectProfile xmlns:a=\"http://schemas.xmlsoap.org/encoding/\">"
          "<a:ClientInitialization><a:LocalLanAccess>x</a:LocalLanAccess>"
          "</a:ClientInitialization></a:AnyConnectProfile>",
          rename_lan,
          "<a:AnyConnectProfile xmlns:a=\"http://schemas.xmlsoap.org/encoding/\">"
          "<a:ClientInitialization><a:MinimizeOnConnect>x</a:MinimizeOnConnect>"
          "</a:ClientInitialization></a:AnyConnectProfile>");
}

static void change_attribute(acp_edits *edits, const acp_document *document)
{
    const acp_node *node = element(document, "LocalLanAccess");
    acp_edit_set_attribute(edits, &node->attributes[0], ACP_SLICE("'\"<&\n"));
    acp_edit_add_attribute(edits, node, ACP_SLICE("b"), ACP_SLICE("2\""));
}

static void delete_attribute(acp_edits *edits, const acp_document *document)
{
    acp_edit_delete_attribute(edits, &element(document, "LocalLanAccess")->attributes[0]);
}

static void trim_attribute(acp_edits *edits, const acp_document *document)
{
    const acp_node *node = element(document, "LocalLanAccess");
    acp_edit_trim_value(edits, node, &node->attributes[0]);
}

static void attributes(void **state)
{
    (void)state;
    check(LAN("<LocalLanAccess a=\"1\" />"), change_attribute,
          LAN("<LocalLanAccess a=\"'&quot;&lt;&amp;&#10;\" b=\"2&quot;\" />"));
    check(LAN("<LocalLanAccess a='1'>x</LocalLanAccess>"), change_attribute,
          LAN("<LocalLanAccess a='&apos;\"&lt;&amp;&#10;' b=\"2&quot;\">x</LocalLanAccess>"));
    check(LAN("<LocalLanAccess\n  a = '1' c=''/>"), delete_attribute,
          LAN("<LocalLanAccess c=''/>"));
    check(LAN("<LocalLanAccess a=' 1\t'/>"), trim_attribute, LAN("<LocalLanAccess a='1'/>"));
    check(LAN("<LocalLanAccess a='&#32;1'/>"), trim_attribute, LAN("<LocalLanAccess a='1'/>"));
}

/* ---- elements ---------------------------------------------------------------------------- */

static void delete_stay(acp_edits *edits, const acp_document *document)
{
    acp_edit_delete_element(edits, element(document, "LocalLanAccess"), ACP_COMMENTS_STAY);
}

static void delete_go(acp_edits *edits, const acp_document *document)
{
    acp_edit_delete_element(edits, element(document, "LocalLanAccess"), ACP_COMMENTS_GO);
}

static void deletions(void **state)
{
    (void)state;
#define L        "<LocalLanAccess>true</LocalLanAccess>"
#define SUPPRESS "<!-- acprof: ignore ACP1100 because x -->"
    check(LAN(L), delete_stay, LAN(""));
    check(LAN("\n  " L "\n  <AutoUpdate/>\n"), delete_stay, LAN("\n  <AutoUpdate/>\n"));
    check(LAN("\r\n  " L " \t\r\n"), delete_stay, LAN("\r\n"));
    check(LAN("\r\t" L "\r\t"), delete_stay, LAN("\r\t"));
    check(LAN("\n  " L "<AutoUpdate/>\n"), delete_stay, LAN("\n  <AutoUpdate/>\n"));
    check(LAN("\n  <!-- a -->\n  <!-- b -->\n  " L "\n"), delete_stay,
          LAN("\n  <!-- a -->\n  <!-- b -->\n"));
    check(LAN("\n  <!-- a -->\n  " SUPPRESS "\n  " L "\n"), delete_stay, LAN("\n  <!-- a -->\n"));
    check(LAN("\n  <AutoUpdate/> <!-- of that -->\n  <!-- a --> <!-- b -->\n  " L "\n"), delete_go,
          LAN("\n  <AutoUpdate/> <!-- of that -->\n"));
    check(LAN("\n  <!-- a -->\n  " L "\n"), delete_go, LAN("\n"));
    check(LAN("<!-- a -->" L), delete_go, LAN("<!-- a -->"));
}

static void insert_host(acp_edits *edits, const acp_document *document)
{
    acp_edit_insert_child(edits, element(document, "HostEntry"), setting("HostEntry/HostAddress"),
                          "<HostAddress>a</HostAddress>");
}

static void insert_backup(acp_edits *edits, const acp_document *document)
{
    acp_edit_insert_child(
        edits, element(document, "HostEntry"), setting("HostEntry/BackupServerList"),
        "<BackupServerList>\n\t<HostAddress>b</HostAddress>\n</BackupServerList>");
}

static void insert_both(acp_edits *edits, const acp_document *document)
{
    insert_backup(edits, document);
    insert_host(edits, document);
}

static void insertions(void **state)
{
    (void)state;
#define HOST(x)                                                                                    \
    NS "\n <ServerList>\n  <HostEntry>" x "</HostEntry>\n </ServerList>\n</AnyConnectProfile>"
#define A    "<HostAddress>a</HostAddress>"
#define B(i) "<BackupServerList>\n" i " <HostAddress>b</HostAddress>\n" i "</BackupServerList>"
    check(HOST("\n   <HostName>n</HostName>\n  "), insert_host,
          HOST("\n   <HostName>n</HostName>\n   " A "\n  "));
    check(HOST("\n   <HostName>n</HostName> <!-- n -->\n   <UserGroup/>\n  "), insert_host,
          HOST("\n   <HostName>n</HostName> <!-- n -->\n   " A "\n   <UserGroup/>\n  "));
    check(HOST("\n   <!-- the group -->\n   <UserGroup/>\n  "), insert_host,
          HOST("\n   " A "\n   <!-- the group -->\n   <UserGroup/>\n  "));
    check(HOST("<HostName>n</HostName>"), insert_host, HOST("<HostName>n</HostName>" A));
    check(HOST(""), insert_host, HOST("\n   " A "\n  "));
    check(HOST("\n  "), insert_both, HOST("\n   " A "\n   " B("   ") "\n  "));
    check(HOST("<!-- none -->"), insert_both, HOST("<!-- none -->\n   " A "\n   " B("   ") "\n  "));
    check(HOST("\r\n   <HostName>n</HostName>\r\n"), insert_backup,
          HOST("\r\n   <HostName>n</HostName>\n   " B("   ") "\r\n"));
    check(NS "<ServerList><HostEntry/></ServerList></AnyConnectProfile>", insert_both,
          NS "<ServerList><HostEntry>" A "<BackupServerList><HostAddress>b</HostAddress>"
             "</BackupServerList></HostEntry></ServerList></AnyConnectProfile>");
    check(NS "\r\n<ServerList>\r\n\t<HostEntry />\r\n</ServerList>\r\n</AnyConnectProfile>",
          insert_both,
          NS "\r\n<ServerList>\r\n\t<HostEntry>\r\n\t\t" A "\r\n\t\t<BackupServerList>\r\n\t\t\t"
             "<HostAddress>b</HostAddress>\r\n\t\t</BackupServerList>\r\n\t</HostEntry>\r\n"
             "</ServerList>\r\n</AnyConnectProfile>");
}

static void move_behavior(acp_edits *edits, const acp_document *document)
{
    const acp_node *parent = element(document, "AutoReconnect"), *node = acp_node_next(parent);
    acp_edit_move_element(edits, node, parent, setting("AutoReconnectBehavior"));
}

static void moves(void **state)
{
    (void)state;
    check(LAN("\n  <AutoReconnect>true</AutoReconnect>\n  <!-- why -->\n  <AutoReconnectBehavior>"
              "x\n  y</AutoReconnectBehavior>\n"),
          move_behavior,
          LAN("\n  <AutoReconnect>true\n      <!-- why -->\n      <AutoReconnectBehavior>"
              "x\n  y</AutoReconnectBehavior>\n  </AutoReconnect>\n"));
    check(LAN("<AutoReconnect>true</AutoReconnect><AutoReconnectBehavior/>"), move_behavior,
          LAN("<AutoReconnect>true<AutoReconnectBehavior/></AutoReconnect>"));
}

static void replace_group(acp_edits *edits, const acp_document *document)
{
    acp_edit_replace_element(edits, element(document, "UserGroup"),
                             setting("HostEntry/HostAddress"), "<HostAddress>a</HostAddress>");
}

static void replacements(void **state)
{
    (void)state;
    check(HOST("\n   <HostName>n</HostName>\n   <UserGroup/> <!-- x -->\n  "), replace_group,
          HOST("\n   <HostName>n</HostName>\n   " A " <!-- x -->\n  "));
    check(HOST("\n   <CAURL/>\n   <UserGroup/>\n  "), replace_group,
          HOST("\n   " A "\n   <CAURL/>\n  "));
    check(HOST("\n   <UserGroup/>\n   <HostName>n</HostName>\n  "), replace_group,
          HOST("\n   <HostName>n</HostName>\n   " A "\n  "));
    check(HOST("<UserGroup/><HostName/>"), replace_group, HOST("<HostName/>" A));
}

/* ---- groups, encodings, offsets ------------------------------------------------------------ */

static void overlapping(acp_edits *edits, const acp_document *document)
{
    (void)document;
    acp_edit_replace(edits, (acp_span){10, 20}, ACP_SLICE(""));
    assert_true(acp_edits_commit(edits));
    acp_edit_insert(edits, 30, ACP_SLICE("x"));
    acp_edit_delete(edits, (acp_span){19, 25});
    assert_false(acp_edits_commit(edits));
    acp_edit_insert(edits, 15, ACP_SLICE("x"));
    assert_false(acp_edits_commit(edits));
    acp_edit_delete(edits, (acp_span){5, 30});
    assert_false(acp_edits_commit(edits));
    acp_edit_insert(edits, 40, ACP_SLICE("x"));
    acp_edits_cancel(edits);
    assert_false(acp_edits_commit(edits));
    acp_edit_insert(edits, 10, ACP_SLICE("A"));
    acp_edit_insert(edits, 20, ACP_SLICE("b"));
    acp_edit_insert(edits, 20, ACP_SLICE("c"));
    assert_true(acp_edits_commit(edits));
}

static void groups(void **state)
{
    (void)state;
    check("<ACTransforms0123456789/>", overlapping, "<ACTransfoAbc789/>");
}

static void offsets(void **state)
{
    static const char text[] = "<a>0123456789</a>";
    acp_document *document = read_bytes(text, sizeof text - 1);
    acp_edits *edits = acp_edits_new(document);
    (void)state;
    acp_edit_insert(edits, 4, ACP_SLICE("xyz"));               /* behind 0 */
    acp_edit_replace(edits, (acp_span){6, 9}, ACP_SLICE("-")); /* 3 4 5 */
    acp_edit_delete(edits, (acp_span){11, 12});                /* 8 */
    assert_true(acp_edits_commit(edits));
    static const struct {
        uint32_t old, new;
    } both[] = {{0, 0}, {3, 3}, {4, 7}, {5, 8}, {6, 9}, {9, 10}, {10, 11}, {12, 12}, {17, 17}};
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        assert_int_equal(acp_edits_new_offset(edits, both[i].old), both[i].new);
        assert_int_equal(acp_edits_old_offset(edits, both[i].new), both[i].old);
    }
    assert_int_equal(acp_edits_old_offset(edits, 5), 4);
    assert_int_equal(acp_edits_new_offset(edits, 8), 9);
    assert_int_equal(acp_edits_new_offset(edits, 11), 12);
    acp_edits_free(edits);
    acp_document_free(document);
}

/* The same change in a file of another encoding; what is not changed keeps its bytes. */
static void encodings(void **state)
{
    static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"};
    static const char before[] =
        LAN("\r\n  <LocalLanAccess> Z\xC3\xBCrich \xF0\x9F\x8C\x8D</LocalLanAccess>");
    static const char after[] =
        LAN("\r\n  <LocalLanAccess>Z\xC3\xBCrich \xF0\x9F\x8C\x8D</LocalLanAccess>");
    (void)state;
    for (size_t i = 0; i < 2 * sizeof names / sizeof *names; i++) {
        const char *name = names[i / 2];
        bool bom = i % 2;
        char *bytes, *wanted, *made;
        size_t size, wanted_size, made_size;
        if (!bom && strcmp(name, "UTF-32LE") == 0)
            continue; /* not recognized */
        assert_int_equal(acp_encode(before, sizeof before - 1, name, bom, &bytes, &size), ACP_OK);
        assert_int_equal(acp_encode(after, sizeof after - 1, name, bom, &wanted, &wanted_size),
                         ACP_OK);
        acp_document *document = read_bytes(bytes, size);
        assert_true(document->exact);
        acp_edits *edits = acp_edits_new(document);
        trim_lan(edits, document);
        assert_true(acp_edits_commit(edits));
        assert_int_equal(acp_edits_apply(edits, &made, &made_size), ACP_OK);
        assert_int_equal(made_size, wanted_size);
        assert_memory_equal(made, wanted, made_size);
        free(made);
        acp_edits_encode(edits, "UTF-8", false);
        acp_edits_commit(edits);
        assert_int_equal(acp_edits_apply(edits, &made, &made_size), ACP_OK);
        assert_int_equal(made_size, sizeof after - 1);
        assert_memory_equal(made, after, made_size);
        free(made);
        free(bytes);
        free(wanted);
        acp_edits_free(edits);
        acp_document_free(document);
    }
}

static void lacking_characters(void **state)
{
    char *bytes;
    size_t size;
    (void)state;
    assert_int_equal(acp_encode("\xC3\xBC", 2, "ISO-8859-1", false, &bytes, &size), ACP_OK);
    assert_int_equal(size, 1);
    free(bytes);
    assert_int_equal(acp_encode("\xE2\x82\xAC", 3, "ISO-8859-1", false, &bytes, &size),
                     ACP_BAD_VALUE);
    assert_null(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),       cmocka_unit_test(attributes),
        cmocka_unit_test(deletions),    cmocka_unit_test(insertions),
        cmocka_unit_test(moves),        cmocka_unit_test(groups),
        cmocka_unit_test(replacements), cmocka_unit_test(offsets),
        cmocka_unit_test(encodings),    cmocka_unit_test(lacking_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
