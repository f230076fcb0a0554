/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor without a terminal: whatever is done can be undone, the place follows what happens to
 * it, and completion knows the schema and the document. Run from the top of the source tree. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../random.h"
#include "cmd/edit/edit.h"

const cmd_command cmd_commands[] = {{0}};

/* ---- sessions ------------------------------------------------------------------------------- */

static acp_status load_nothing(const char *path, char **bytes, size_t *size)
{
    (void)path;
    *bytes = NULL;
    *size = 0;
    return ACP_NO_MEMORY;
}

static int write_nothing(const char *path, const char *text, size_t length)
{
    (void)path;
    (void)text;
    (void)length;
    return CMD_IO;
}

static const edit_host host = {.load = load_nothing, .write = write_nothing};

static void open_text(edit_session *s, const char *name, const char *text, size_t length)
{
    edit_options options = {.kind = ACP_KIND_UNKNOWN};
    *s = (edit_session){0};
    assert_int_equal(edit_open_text(s, name, text, length, &options, &host), CMD_OK);
    s->quiet = true;
}

static int run(edit_session *s, const char *line)
{
    char *copy = strdup(line);
    assert_non_null(copy);
    int code = edit_run(s, copy);
    free(copy);
    return code;
}

static void runs(edit_session *s, const char *line)
{
    int code = run(s, line);
    if (code != CMD_OK)
        print_error("%s: %d\n", line, code);
    assert_int_equal(code, CMD_OK);
}

#define NS "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">"
#define HOST(N, A)                                                                                 \
    "<HostEntry><HostName>" N "</HostName><HostAddress>" A "</HostAddress></HostEntry>"
#define HOSTS(TEXT) NS "<ServerList>" TEXT "</ServerList></AnyConnectProfile>"

static const char sites[] = HOSTS(HOST("Paris", "a.example.com") HOST(
    "Main office", "b.example.com") HOST("Oslo", "c.example.com"));

/* ---- undo ----------------------------------------------------------------------------------- */

typedef struct {
    test_random random;
    edit_session *session;
    acp_setting_id root;
    size_t settings;
} monkey;

static size_t below(monkey *m, size_t limit)
{
    return random_below(&m->random, limit);
}

/* A path into the schema, at random with what picks entries. */
static void random_path(monkey *m, char *path, size_t size)
{
    acp_setting_id id = m->root + (acp_setting_id)below(m, m->settings);
    char whole[512];
    acp_setting_path(id, whole, sizeof whole);
    size_t used = (size_t)snprintf(path, size, "/");
    for (char *step, *rest = whole; (step = strsep(&rest, "/")) && used + 80 < size;) {
        static const char *const picks[] = {
            "", "", "", "[1]", "[2]", "[+]", "[HostName=\"Paris\"]", "[Name='x y']"};
        used += (size_t)snprintf(path + used, size - used, "%s%s%s", used > 1 ? "/" : "", step,
                                 used > 1 ? picks[below(m, sizeof picks / sizeof *picks)] : "");
    }
}

static void random_line(monkey *m, char *line, size_t size)
{
    static const char *const values[] = {
        "true", "1", "''", "x.example.com", "a<&>\"' b", "\xc3\xa9", "SSL", "All", "30", "]]>"};
    static const char *const places[] = {"first", "last", "up", "down", "2"};
    char path[700];
    random_path(m, path, sizeof path);
    const char *value = values[below(m, sizeof values / sizeof *values)];
    switch (below(m, 12)) {
    case 0:
    case 1:
    case 2:
    case 3: snprintf(line, size, "set --despite-errors %s %s", path, value); break;
    case 4: snprintf(line, size, "set %s=%s", path, value); break;
    case 5: snprintf(line, size, "add --despite-errors %s %s", path, value); break;
    case 6: snprintf(line, size, "delete --despite-errors %s", path); break;
    case 7: snprintf(line, size, "unset --despite-errors %s", path); break;
    case 8: snprintf(line, size, "move %s %s", path, places[below(m, 5)]); break;
    case 9: snprintf(line, size, "goto %s", path); break;
    case 10: snprintf(line, size, below(m, 2) ? "undo" : "redo"); break;
    default: snprintf(line, size, below(m, 8) ? ".." : "fix"); break;
    }
}

static void undo_all(edit_session *s, const char *text, size_t length)
{
    char *last = strndup(s->text, s->length), redo[32];
    size_t last_length = s->length, done = s->journal.done;
    assert_non_null(last);
    for (size_t i = 0; i < done; i++)
        runs(s, "undo");
    assert_int_equal(run(s, "undo"), CMD_FINDINGS);
    assert_int_equal(s->length, length);
    assert_memory_equal(s->text, text, length);
    assert_false(edit_is_unsaved(s));
    snprintf(redo, sizeof redo, "redo %zu", done);
    if (done)
        runs(s, redo);
    assert_int_equal(s->length, last_length);
    assert_memory_equal(s->text, last, last_length);
    free(last);
}

/* The place is always an element of the schema, and the document what its text says. */
static void look_at(const edit_session *s)
{
    assert_non_null(acp_setting_get(s->setting));
    const acp_node *node = edit_here(s);
    if (node)
        assert_int_equal(acp_node_setting(node), s->setting);
}

static size_t edit_at_random(const char *name, const char *text, size_t length, monkey *m)
{
    edit_session session;
    open_text(&session, name, text, length);
    m->session = &session;
    m->root = acp_kind_root(acp_document_kind(session.document));
    m->settings = 0;
    for (acp_setting_id id = m->root; id != ACP_NO_SETTING; id = edit_next_setting(id, m->root))
        m->settings++;
    for (int i = 0; i < 100; i++) {
        char line[900];
        random_line(m, line, sizeof line);
        run(&session, line);
        look_at(&session);
    }
    size_t done = session.journal.done;
    undo_all(&session, text, length);
    edit_close(&session);
    return done;
}

/* The same document in another format. */
static char *convert(const char *name, const char *bytes, size_t size, acp_format format,
                     size_t *length)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    char *text = NULL;
    if (acp_document_read_memory(name, bytes, size, NULL, findings, &document) == ACP_OK &&
        acp_document_write(document, format, findings, &text, length) != ACP_OK)
        text = NULL;
    acp_document_free(document);
    acp_findings_free(findings);
    return text;
}

/* The same bytes with the line ends of Windows; NULL: no memory. */
static char *with_crlf(const char *bytes, size_t size, size_t *length)
{
    char *text = malloc(2 * size + 1), *out = text;
    for (size_t i = 0; text && i < size; i++) {
        if (bytes[i] == '\n' && (!i || bytes[i - 1] != '\r'))
            *out++ = '\r';
        *out++ = bytes[i];
    }
    *length = text ? (size_t)(out - text) : 0;
    return text;
}

static void random_edits_come_back(void **state)
{
    (void)state;
    monkey m = {.random = {20260401}};
    glob_t files;
    size_t changes = 0, documents = 0;
    unsigned kinds = 0;
    assert_int_equal(glob("testdata/valid/*.*", 0, NULL, &files), 0);
    glob("testdata/valid/*/*.*", GLOB_APPEND, NULL, &files);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        const char *name = files.gl_pathv[i];
        char *bytes;
        size_t size, length;
        assert_int_equal(cmd_load(name, &bytes, &size), ACP_OK);
        acp_findings *findings = acp_findings_new();
        acp_document *document = NULL;
        acp_document_read_memory(name, bytes, size, NULL, findings, &document);
        acp_findings_free(findings);
        acp_kind kind = document ? acp_document_kind(document) : ACP_KIND_UNKNOWN;
        bool known = kind != ACP_KIND_UNKNOWN && acp_kind_root(kind) != ACP_NO_SETTING;
        acp_document_free(document);
        if (known) {
            static const char *const names[] = {"p.json", "p.yaml"};
            kinds |= 1u << kind;
            changes += edit_at_random(name, bytes, size, &m);
            documents++;
            char *other =
                kind == ACP_KIND_VPN
                    ? convert(name, bytes, size, i % 2 ? ACP_FORMAT_JSON : ACP_FORMAT_YAML, &length)
                    : NULL;
            if (other)
                changes += edit_at_random(names[!(i % 2)], other, length, &m);
            free(other);
            other = with_crlf(bytes, size, &length);
            assert_non_null(other);
            changes += edit_at_random(name, other, length, &m);
            free(other);
        }
        free(bytes);
    }
    globfree(&files);
    assert_true(documents >= 20);
    assert_true(__builtin_popcount(kinds) >= 8);
    assert_true(changes > 10 * documents / 2);
}

static void undo_and_redo(void **state)
{
    (void)state;
    edit_session s;
    open_text(&s, "p.xml", sites, sizeof sites - 1);
    assert_int_equal(run(&s, "undo"), CMD_FINDINGS);
    runs(&s, "set Paris/HostAddress x.example.com");
    runs(&s, "delete Oslo");
    runs(&s, "undo 2");
    assert_string_equal(s.text, sites);
    runs(&s, "redo");
    assert_non_null(strstr(s.text, "x.example.com"));
    assert_non_null(strstr(s.text, "Oslo"));
    runs(&s, "set Paris/HostAddress y.example.com");
    assert_int_equal(run(&s, "redo"), CMD_FINDINGS); /* forgotten */
    assert_int_equal(run(&s, "undo 3"), CMD_FINDINGS);
    assert_string_equal(s.text, sites);
    assert_int_equal(run(&s, "undo x"), CMD_USAGE);
    edit_close(&s);
}

/* ---- places --------------------------------------------------------------------------------- */

static void goes(edit_session *s, const char *line, const char *place)
{
    runs(s, line);
    assert_string_equal(s->place, place);
}

#define ENTRY(N) "AnyConnectProfile/ServerList/HostEntry[HostName=\"" N "\"]"

static void paths(void **state)
{
    (void)state;
    edit_session s;
    open_text(&s, "p.xml", sites, sizeof sites - 1);
    goes(&s, "goto ServerList", "AnyConnectProfile/ServerList");
    goes(&s, "goto HostEntry[2]", ENTRY("Main office"));
    goes(&s, "goto ../HostEntry[HostName='Oslo']", ENTRY("Oslo"));
    goes(&s, "..", "AnyConnectProfile/ServerList");
    goes(&s, "goto .", "AnyConnectProfile/ServerList");
    goes(&s, "goto ../../..", "AnyConnectProfile");
    goes(&s, "goto Main office", ENTRY("Main office"));
    goes(&s, "goto 'Main office'", ENTRY("Main office"));
    goes(&s, "goto \"Paris\"/MobileHostEntryInfo", ENTRY("Paris") "/MobileHostEntryInfo");
    assert_int_equal(run(&s, "goto 'Nowhere'"), CMD_FINDINGS);
    assert_int_equal(run(&s, "goto 'Paris"), CMD_USAGE);
    goes(&s, "goto Main office", ENTRY("Main office"));
    goes(&s, "goto BackupServerList", ENTRY("Main office") "/BackupServerList"); /* its own */
    goes(&s, "goto", "AnyConnectProfile");
    goes(&s, "goto /ServerList", "AnyConnectProfile/ServerList");
    goes(&s, "goto /AnyConnectProfile/ClientInitialization",
         "AnyConnectProfile/ClientInitialization");
    goes(&s, "goto AutoReconnect", "AnyConnectProfile/ClientInitialization/AutoReconnect");
    goes(&s, "goto Paris/BackupServerList", ENTRY("Paris") "/BackupServerList");
    assert_int_equal(run(&s, "goto HostEntry"), CMD_USAGE);         /* three */
    assert_int_equal(run(&s, "goto /BackupServerList"), CMD_USAGE); /* not below the root */
    assert_int_equal(run(&s, "goto HostEntry[4]"), CMD_FINDINGS);
    assert_int_equal(run(&s, "goto Nirvana"), CMD_USAGE);
    assert_int_equal(run(&s, "goto HostEntry["), CMD_USAGE);
    assert_int_equal(run(&s, "goto AutoReconnect/@UserControllable"), CMD_USAGE);
    edit_close(&s);
}

static void place_follows(void **state)
{
    (void)state;
    edit_session s;
    open_text(&s, "p.xml", sites, sizeof sites - 1);
    runs(&s, "goto Paris");
    goes(&s, "set HostName Rome", ENTRY("Rome"));
    goes(&s, "move last", ENTRY("Rome"));
    goes(&s, "undo 2", ENTRY("Paris"));
    goes(&s, "redo 2", ENTRY("Rome"));
    goes(&s, "delete", "AnyConnectProfile/ServerList");
    runs(&s, "set HostEntry[HostName=\"New\"]/HostAddress n.example.com");
    runs(&s, "goto New");
    goes(&s, "undo", "AnyConnectProfile/ServerList"); /* the entry is gone */
    goes(&s, "goto CertificateMatch",
         "AnyConnectProfile/ClientInitialization/CertificateMatch"); /* not there yet */
    goes(&s, "set KeyUsage/MatchKey Digital_Signature",
         "AnyConnectProfile/ClientInitialization/CertificateMatch");
    goes(&s, "undo", "AnyConnectProfile/ClientInitialization/CertificateMatch");
    edit_close(&s);
}

/* ---- values --------------------------------------------------------------------------------- */

static void has_value(edit_session *s, const char *line, const char *value)
{
    acp_path_result *found;
    size_t count;
    char message[200];
    runs(s, line);
    assert_int_equal(acp_path_find(s->document, "HostEntry[1]/UserGroup", &found, &count, message,
                                   sizeof message),
                     ACP_OK);
    assert_int_equal(count, 1);
    assert_int_equal(found[0].value.len, strlen(value));
    assert_memory_equal(found[0].value.ptr, value, strlen(value));
    free(found);
}

static void lines(void **state)
{
    (void)state;
    edit_session s;
    open_text(&s, "p.xml", sites, sizeof sites - 1);
    runs(&s, "");
    runs(&s, "   # nothing");
    has_value(&s, "set Paris/UserGroup staff", "staff");
    has_value(&s, "  set   Paris/UserGroup=a=b  ", "a=b");
    has_value(&s, "set Paris/UserGroup = c d", "c d");
    has_value(&s, "set HostEntry[HostName=\"Paris\"]/UserGroup 'e f'", "e f");
    has_value(&s, "set HostEntry[1]/UserGroup \"say \"\"x\"\"\"", "say \"x\"");
    has_value(&s, "set HostEntry[1]/UserGroup \"a\" or \"b\"", "\"a\" or \"b\"");
    has_value(&s, "set HostEntry[1]/UserGroup =x", "=x");
    has_value(&s, "set \"Paris\"/UserGroup = y", "y");
    has_value(&s, "set HostEntry[1]/UserGroup=''", "");
    has_value(&s, "set HostEntry[1]/UserGroup=", "");
    assert_int_equal(run(&s, "set"), CMD_USAGE);
    assert_int_equal(run(&s, "set HostEntry[1]/UserGroup"), CMD_USAGE);
    assert_int_equal(run(&s, "sett HostEntry[1]/UserGroup x"), CMD_USAGE);
    assert_int_equal(run(&s, "set HostEntry/HostAddress x"), CMD_USAGE);
    assert_int_equal(run(&s, "set AutoReconnect maybe"), CMD_FINDINGS);
    edit_close(&s);
}

/* ---- completion ----------------------------------------------------------------------------- */

/* What completes a line, with commas between; longer lists are counted. */
static void completes(edit_session *s, const char *line, const char *expected)
{
    edit_completion c;
    char list[1000] = "";
    edit_complete(s, line, &c);
    for (size_t i = 0; i < c.count; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? "," : "", c.list[i].word);
    }
    assert_false(c.failed);
    assert_string_equal(list, expected);
    edit_completion_free(&c);
}

static void completion(void **state)
{
    (void)state;
    edit_session s;
    open_text(&s, "p.xml", sites, sizeof sites - 1);
    completes(&s, "un", "unset,undo");
    completes(&s, "goto S", "ServerList");
    completes(&s, "goto Main", "\"Main office\"");
    completes(&s, "goto 'Ma", "'Main office'");
    completes(&s, "set \"Main office\"/HostA", "\"Main office\"/HostAddress");
    completes(&s, "set 'Main office'/Backup", "'Main office'/BackupServerList");
    completes(&s, "set Pari", "Paris");
    completes(&s, "set --", "--despite-errors");
    completes(&s, "set --despite-errors AutoReconnectB", "AutoReconnectBehavior");
    completes(&s, "goto serverl", "ServerList");
    completes(&s, "set autoreconnectb", "AutoReconnectBehavior");
    completes(&s, "set UseStartBeforeLogon T", "true");
    completes(&s, "goto ServerList/",
              "ServerList/HostEntry[HostName=\"Paris\"],"
              "ServerList/HostEntry[HostName=\"Main office\"],"
              "ServerList/HostEntry[HostName=\"Oslo\"]");
    completes(&s, "goto ServerList/HostEntry[HostName=\"O",
              "ServerList/HostEntry[HostName=\"Oslo\"]");
    completes(&s, "goto HostEntry[3]/BackupServerList/H",
              "HostEntry[3]/BackupServerList/HostAddress");
    completes(&s, "set AutoReconnectB", "AutoReconnectBehavior");
    completes(&s, "set AutoReconnectBehavior ", "DisconnectOnSuspend,ReconnectAfterResume");
    completes(&s, "set AutoReconnectBehavior=R", "ReconnectAfterResume");
    completes(&s, "set AutoReconnect/@", "AutoReconnect/@UserControllable");
    completes(&s, "set AutoReconnect/@UserControllable f", "false");
    completes(&s, "set HostEntry[1]/BackupServerList/HostAddress b", "b.example.com");
    runs(&s, "goto Oslo");
    completes(&s, "set Pr", "PrimaryProtocol");
    completes(&s, "print ../HostEntry[1]/HostA", "../HostEntry[1]/HostAddress");
    completes(&s, "move l", "last");
    completes(&s, "move ../HostEntry[1] d", "down");
    completes(&s, "pane pref", "preferences-1,preferences-2");
    completes(&s, "wizard s", "server");
    completes(&s, "wizard server name=x ad", "address=");
    completes(&s, "wizard f", ""); /* is not for this kind */
    completes(&s, "wizard server name='a b' protocol=", "SSL,IPsec");
    completes(&s, "wizard backup host=", "\"Main office\",Oslo,Paris");
    completes(&s, "wizard backup host=\"Main o", "\"Main office\"");
    completes(&s, "wizard backup addresses=x,b", "b.example.com");
    completes(&s, "wizard pin enable=y", "yes");
    completes(&s, "wizard pin host=g", "global");
    completes(&s, "wizard certificate-match operator=", "Equal,NotEqual");
    completes(&s, "wizard server nothing=", "");
    completes(&s, "help wi", "wizard");
    completes(&s, "quit ", "discard");
    completes(&s, "find ", "");
    completes(&s, "goto Nirvana/", "");
    edit_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_edits_come_back),
        cmocka_unit_test(undo_and_redo),
        cmocka_unit_test(paths),
        cmocka_unit_test(place_follows),
        cmocka_unit_test(lines),
        cmocka_unit_test(completion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
