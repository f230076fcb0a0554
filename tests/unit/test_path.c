/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Paths: what they find, and what is said of those that find nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "document/path.h"

static const char profile[] =
    "<AnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">\n"
    "  <ClientInitialization>\n"
    "    <AutoReconnect UserControllable=\"true\">true\n"
    "      <AutoReconnectBehavior>ReconnectAfterResume</AutoReconnectBehavior>\n"
    "    </AutoReconnect>\n"
    "    <LocalLanAccess>false</LocalLanAccess>\n"
    "    <CertificatePinning>true<CertificatePinList>\n"
    "      <Pin Subject=\"CN=a\">one</Pin><Pin Subject=\"CN=b\">two</Pin>\n"
    "    </CertificatePinList></CertificatePinning>\n"
    "  </ClientInitialization>\n"
    "  <ServerList>\n"
    "    <HostEntry><HostName>Paris</HostName><HostAddress>p1.example.com</HostAddress>\n"
    "      <BackupServerList><HostAddress>b1</HostAddress><HostAddress>b2</HostAddress>\n"
    "      </BackupServerList></HostEntry>\n"
    "    <HostEntry><HostName> The \"Hague\" /1=[x] </HostName><HostAddress>h</HostAddress>\n"
    "      <BackupServerList><HostAddress>b3</HostAddress><HostAddress>b4</HostAddress>\n"
    "      </BackupServerList></HostEntry>\n"
    "    "
    "<HostEntry><HostName>Paris</HostName><HostAddress>p2.example.com</HostAddress></HostEntry>\n"
    "    <HostEntry><HostName>L'Aquila</HostName></HostEntry>\n"
    "  </ServerList>\n"
    "</AnyConnectProfile>\n";

static acp_document *read_text(const char *name, const char *text)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document = NULL;
    assert_int_equal(acp_document_read_memory(name, text, strlen(text), NULL, findings, &document),
                     ACP_OK);
    acp_findings_free(findings);
    return document;
}

static int set_up(void **state)
{
    *state = read_text("profile.xml", profile);
    return 0;
}

static int tear_down(void **state)
{
    acp_document_free(*state);
    return 0;
}

static void finds(void **state)
{
    static const struct {
        const char *path;
        const char *values; /* separated by | */
    } cases[] = {
        {"LocalLanAccess", "false"},
        {"AnyConnectProfile/ClientInitialization/LocalLanAccess", "false"},
        {"/AnyConnectProfile/ClientInitialization/LocalLanAccess", "false"},
        {"AutoReconnect", "true"},
        {"AutoReconnect/@UserControllable", "true"},
        {"LocalLanAccess/@UserControllable", ""},
        {"AutoUpdate", ""},
        {"HostEntry/HostAddress", "p1.example.com|h|p2.example.com"},
        {"HostEntry[2]/HostAddress", "h"},
        {"HostEntry[ 3 ]/HostAddress", "p2.example.com"},
        {"HostEntry[5]/HostAddress", ""},
        {"ServerList/HostEntry[HostName=\"Paris\"]/HostAddress", "p1.example.com|p2.example.com"},
        {"HostEntry[HostName='Paris'][2]/HostAddress", "p2.example.com"},
        {"HostEntry[2][HostName='Paris']/HostAddress", ""},
        {"HostEntry[3][HostName='Paris']/HostAddress", "p2.example.com"},
        {"HostEntry[HostName = \"paris\"]/HostAddress", ""},
        {"HostEntry[HostName='Pari']/HostAddress", ""},
        {"HostEntry[HostName='Pariss']/HostAddress", ""},
        {"HostEntry[HostName=\"The \"\"Hague\"\" /1=[x]\"]/HostAddress", "h"},
        {"HostEntry[HostName='The \"Hague\" /1=[x]']/HostAddress", "h"},
        {"HostEntry[HostName='L''Aquila']/HostName", "L'Aquila"},
        {"HostEntry[HostName=\"L'Aquila\"]/HostAddress", ""},
        {"HostEntry[HostName='']/HostName", ""},
        {"HostEntry/BackupServerList/HostAddress", "b1|b2|b3|b4"},
        {"HostEntry/BackupServerList/HostAddress[2]", "b2|b4"},
        {"HostEntry[2]/BackupServerList/HostAddress[1]", "b3"},
        {"HostEntry/BackupServerList[HostAddress='b4']/HostAddress", "b3|b4"},
        {"CertificatePinning/CertificatePinList/Pin[@Subject='CN=b']", "two"},
        {"CertificatePinning/CertificatePinList/Pin/@Subject", "CN=a|CN=b"},
        {"CertificatePinning/CertificatePinList/Pin[2]/@Subject", "CN=b"},
        {"CAURL/@Thumbprint", NULL},
        {"HostEntry/CAURL/@Thumbprint", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        acp_path_result *results;
        size_t count;
        char message[500], values[200] = "";
        acp_status status =
            acp_path_find(*state, cases[i].path, &results, &count, message, sizeof message);
        if (!cases[i].values) {
            assert_int_equal(status, ACP_AMBIGUOUS);
            continue;
        }
        if (status != ACP_OK)
            fail_msg("%s: %s", cases[i].path, message);
        for (size_t r = 0; r < count; r++) {
            assert_non_null(results[r].node);
            assert_int_equal(results[r].is_attribute,
                             strchr(cases[i].path, '@') && !strstr(cases[i].path, "[@"));
            size_t used = strlen(values);
            snprintf(values + used, sizeof values - used, "%s%.*s", r ? "|" : "",
                     ACP_SLICE_ARGS(results[r].value));
        }
        if (strcmp(values, cases[i].values) != 0)
            fail_msg("%s: \"%s\" is not \"%s\"", cases[i].path, values, cases[i].values);
        free(results);
    }
}

static void says_why_not(void **state)
{
    static const struct {
        const char *path;
        acp_status status;
        const char *parts[3]; /* of the message */
    } cases[] = {
        {"", ACP_BAD_VALUE, {"character 1", "name of a setting"}},
        {"/", ACP_BAD_VALUE, {"character 2"}},
        {"HostEntry/", ACP_BAD_VALUE, {"character 11", "name of a setting"}},
        {"HostEntry//HostName", ACP_BAD_VALUE, {"character 11"}},
        {"HostEntry[", ACP_BAD_VALUE, {"character 11", "[2]"}},
        {"HostEntry[]", ACP_BAD_VALUE, {"character 11"}},
        {"HostEntry[0]", ACP_BAD_VALUE, {"positions count from 1"}},
        {"HostEntry[-1]", ACP_BAD_VALUE, {"= and a value"}},
        {"HostEntry[+]", ACP_BAD_VALUE, {"set"}},
        {"HostEntry[99999999999999999999999]", ACP_BAD_VALUE, {"too large"}},
        {"HostEntry[1", ACP_BAD_VALUE, {"] is wanted"}},
        {"HostEntry[1]x", ACP_BAD_VALUE, {"/ or the end"}},
        {"HostEntry[1][1][1]", ACP_BAD_VALUE, {"at most"}},
        {"HostEntry[HostName]", ACP_BAD_VALUE, {"= and a value in quotes"}},
        {"HostEntry[HostName=Paris]", ACP_BAD_VALUE, {"in quotes"}},
        {"HostEntry[HostName=\"Paris]", ACP_BAD_VALUE, {"closing quote"}},
        {"HostEntry[HostName='Paris''", ACP_BAD_VALUE, {"closing quote"}},
        {"HostEntry[HostName=\"Paris\"", ACP_BAD_VALUE, {"] is wanted"}},
        {"AutoReconnect/@UserControllable/x", ACP_BAD_VALUE, {"nothing can follow"}},
        {"AutoReconnect/@UserControllable[1]", ACP_BAD_VALUE, {"no condition"}},
        {"AutoReconnect=true", ACP_BAD_VALUE, {"character 14"}},
        {"HostEntry[HostNam='x']/HostName", ACP_BAD_VALUE, {"HostEntry has no", "mean HostName"}},
        {"HostEntry[@HostName='x']", ACP_BAD_VALUE, {"no attribute \"HostName\""}},
        {"AutoReconect", ACP_BAD_VALUE, {"VPN profile", "\"AutoReconect\"", "mean AutoReconnect"}},
        {"autoupdate", ACP_BAD_VALUE, {"did you mean AutoUpdate"}},
        {"AutoReconnect/@UserControlable", ACP_BAD_VALUE, {"did you mean @UserControllable"}},
        {"Nonsense", ACP_BAD_VALUE, {"there is no setting \"Nonsense\""}},
        {"BypassDownloader", ACP_BAD_VALUE, {"belongs in AnyConnectLocalPolicy.xml"}},
        {"BlockUntrustedServers", ACP_BAD_VALUE, {"belongs in preferences.xml"}},
        {"ServerList/AutoReconnect",
         ACP_BAD_VALUE,
         {"no path", "AnyConnectProfile/ClientInitialization/AutoReconnect"}},
        {"ServerLst/HostEntry", ACP_BAD_VALUE, {"AnyConnectProfile/ServerList/HostEntry"}},
        {"/ServerList", ACP_BAD_VALUE, {"AnyConnectProfile/ServerList"}},
        {"HostAddress",
         ACP_AMBIGUOUS,
         {"AnyConnectProfile/ClientInitialization/BackupServerList/HostAddress",
          "AnyConnectProfile/ServerList/HostEntry/HostAddress"}},
        {"@UserControllable", ACP_AMBIGUOUS, {"and 12 more"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        acp_path_result *results;
        size_t count;
        char message[1000];
        acp_status status =
            acp_path_find(*state, cases[i].path, &results, &count, message, sizeof message);
        if (status != cases[i].status)
            fail_msg("%s: status %d: %s", cases[i].path, status, message);
        assert_null(results);
        assert_int_equal(count, 0);
        for (unsigned part = 0; part < 3 && cases[i].parts[part]; part++)
            if (!strstr(message, cases[i].parts[part]))
                fail_msg("%s: \"%s\" does not say \"%s\"", cases[i].path, message,
                         cases[i].parts[part]);
    }
}

/* Messages are cut to their room, whatever it is; long paths are refused, not read past. */
static void small_messages_and_long_paths(void **state)
{
    char message[64], path[4096] = "";
    acp_path_result *results;
    size_t count;
    for (size_t size = 0; size < sizeof message; size++) {
        memset(message, '#', sizeof message);
        assert_int_equal(acp_path_find(*state, "HostAddress", &results, &count, message, size),
                         ACP_AMBIGUOUS);
        assert_int_equal(message[size], '#');
    }
    for (int i = 0; i < 1000; i++)
        strcat(path, "a/");
    strcat(path, "a");
    assert_int_equal(acp_path_find(*state, path, &results, &count, message, sizeof message),
                     ACP_BAD_VALUE);
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_int_equal(acp_path_find(*state, path, &results, &count, message, sizeof message),
                     ACP_BAD_VALUE);
}

static void kind_without_schema(void **state)
{
    (void)state;
    acp_document *document =
        read_text("CustomerExperience_Feedback.xml", "<f><StealthMode>1</StealthMode></f>");
    acp_path_result *results;
    size_t count;
    char message[200];
    assert_int_equal(
        acp_path_find(document, "StealthMode", &results, &count, message, sizeof message),
        ACP_BAD_VALUE);
    assert_non_null(strstr(message, "Customer Experience Feedback profile"));
    acp_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(says_why_not),
        cmocka_unit_test(small_messages_and_long_paths),
        cmocka_unit_test(kind_without_schema),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
