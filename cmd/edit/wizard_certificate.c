/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wizards about certificates: pin, trusted-server. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "wizard.h"

#define PINNING "AnyConnectProfile/ClientInitialization/CertificatePinning"
#define PIN     "CertificatePinList/Pin"
#define HOST    "AnyConnectProfile/ServerList/HostEntry"
#define POLICY  "AnyConnectProfile/ClientInitialization/AutomaticVPNPolicy"
#define SERVER  POLICY "/TrustedHttpsServerList/TrustedHttpsServer"

/* ---- certificates from files, from a paste, over the network ------------------------------------
 */

static acp_certificates *read_bytes(wizard_run *run, const char *name, const char *bytes,
                                    size_t size)
{
    acp_certificates *list = NULL;
    char message[600];
    uint32_t line;
    acp_status status =
        acp_certificates_read_memory(name, bytes, size, &list, message, sizeof message);
    const char *problem = list ? acp_certificates_problem(list, 0, &line) : NULL;
    if (status == ACP_NOT_FOUND)
        wizard_stop(run, "%s", message);
    else if (!list)
        run->code = edit_no_memory(run->session);
    else if (problem)
        wizard_stop(run, "%s: %s", name, problem);
    else if (!acp_certificates_count(list))
        wizard_stop(run, "%s: there is no certificate in it", name);
    if (run->code == CMD_OK)
        return list;
    acp_certificates_free(list);
    return NULL;
}

static acp_certificates *read_file(wizard_run *run, const char *file)
{
    char *bytes = NULL;
    size_t size = 0;
    acp_certificates *list = NULL;
    char *name = edit_file_name(file);
    if (!name || !(file = wizard_text(run, "%s", name))) {
        run->code = edit_no_memory(run->session);
    } else if (run->session->host->load(file, &bytes, &size) != ACP_OK) {
        wizard_stop(run, "%s cannot be read: %s", file, strerror(errno));
        run->code = CMD_IO;
    } else {
        list = read_bytes(run, file, bytes, size);
    }
    free(name);
    free(bytes);
    return list;
}

/* A terminal can give a paste as one answer: then it is all of it. */
static bool is_whole(const char *answer)
{
    return strchr(answer, '\n') && strstr(answer, "-----END");
}

/* Lines up to an empty one: several certificates may follow each other. */
static acp_certificates *read_paste(wizard_run *run)
{
    edit_session *s = run->session;
    char *text = NULL, *line;
    size_t size;
    bool more = true;
    acp_certificates *list = NULL;
    FILE *out = s->host->interactive ? open_memstream(&text, &size) : NULL;
    if (!out) {
        wizard_stop(run, "there is nobody to paste a certificate; give file=FILE");
        return NULL;
    }
    edit_tell(s, "Paste the certificates, with their BEGIN and END lines; an empty line ends it.");
    while (more && (line = s->host->ask(s->host->data, "| ", NULL))) {
        more = *edit_trim(line) && !is_whole(line);
        fprintf(out, "%s\n", line);
        free(line);
    }
    fclose(out);
    if (!more && text)
        list = read_bytes(run, "what was pasted", text, size);
    else
        run->code = CMD_FINDINGS;
    free(text);
    return list;
}

static void show(const acp_certificates *list)
{
    acp_certificate_names names;
    for (size_t i = 0; acp_certificates_get(list, i, &names); i++) {
        printf("  %zu. subject ", i + 1);
        acp_print_visible(stdout, names.subject, strlen(names.subject));
        fputs("\n     issuer  ", stdout);
        acp_print_visible(stdout, names.issuer, strlen(names.issuer));
        printf("\n     valid   %s to %s\n", names.not_before, names.not_after);
    }
}

/* ---- pin ---------------------------------------------------------------------------------------
 */

enum { PIN_FILE, PIN_WHICH, PIN_HOST, PIN_ENABLE };

static const wizard_parameter pin_parameters[] = {
    [PIN_FILE] = {"file",
                  "A file with certificates in PEM, DER or PKCS#7; nothing: they are pasted.",
                  "",
                  {.kind = EDIT_ANSWER_FILE}},
    [PIN_WHICH] = {"which",
                   "The number of the certificate to pin, or several, or all.",
                   "1",
                   {.words = "all", .kind = EDIT_ANSWER_LIST}},
    [PIN_HOST] = {"host",
                  "The entry whose gateway is to show it; global: for all entries, as is usual for "
                  "certificates of CAs; nothing: by what the certificate is.",
                  "",
                  {HOST "/HostName", "global"}},
    [PIN_ENABLE] = {"enable",
                    "Certificate pinning is off, so that no pin counts. Turn it on (yes or no)?",
                    "yes",
                    {.words = "yes,no"}},
    {0},
};

/* The list the pins go to. */
static const char *pin_list(wizard_run *run, const acp_certificate_names *first)
{
    acp_slice ignored;
    const char *host = wizard_ask(run, PIN_HOST, NULL);
    if (!host)
        return NULL;
    if (strcmp(host, "global") == 0 || (!*host && first->pin_is_global))
        return PINNING "/" PIN;
    if (!*host && wizard_count(run, HOST, &ignored) != 1) {
        wizard_stop(run, "the certificate is that of one gateway: say which entry's, or global");
        return NULL;
    }
    const char *entry = *host ? wizard_entry(run, HOST, "HostName", host) : HOST;
    if (entry && !wizard_count(run, entry, &ignored)) {
        wizard_stop(run, "there is no entry named %s", host);
        return NULL;
    }
    return entry ? wizard_text(run, "%s/" PIN, entry) : NULL;
}

static void add_pin(wizard_run *run, const char *list, size_t number,
                    const acp_certificate_names *names)
{
    wizard_set(run, wizard_text(run, "%s[+]", list), wizard_text(run, "%s", names->pin));
    wizard_set(run, wizard_text(run, "%s[%zu]/@Subject", list, number),
               wizard_text(run, "%s", names->subject));
    wizard_set(run, wizard_text(run, "%s[%zu]/@Issuer", list, number),
               wizard_text(run, "%s", names->issuer));
}

/* Marks the certificates that were chosen. False: what was said is no choice. */
static bool choose(const char *answer, size_t count, bool *chosen)
{
    char *copy = strdup(answer), *rest = copy, *item;
    bool fine = copy, any = false;
    while (fine && (item = wizard_item(&rest))) {
        char *end;
        unsigned long number = strtoul(item, &end, 10);
        bool all = strcmp(item, "all") == 0;
        fine = all || (*item >= '0' && *item <= '9' && !*end && number && number <= count);
        for (size_t i = 0; fine && i < count; i++)
            chosen[i] |= all || i + 1 == number;
        any = true;
    }
    free(copy);
    return fine && any;
}

static void add_pins(wizard_run *run, const acp_certificates *list, const bool *chosen)
{
    acp_certificate_names names;
    size_t first = 0;
    acp_slice ignored;
    while (!chosen[first])
        first++;
    acp_certificates_get(list, first, &names);
    const char *path = pin_list(run, &names);
    size_t number = path ? wizard_count(run, path, &ignored) : 0;
    for (size_t i = 0; path && acp_certificates_get(list, i, &names); i++) {
        if (!chosen[i])
            continue;
        bool repeated = wizard_has(run, path, names.pin);
        for (size_t k = 0; !repeated && k < run->count; k++)
            repeated = strcmp(run->changes[k].value, names.pin) == 0;
        if (!repeated)
            add_pin(run, path, ++number, &names);
    }
    if (wizard_has(run, PINNING, "true"))
        run->used |= 1u << PIN_ENABLE;
    else if (run->code == CMD_OK && run->count && wizard_ask_yes(run, PIN_ENABLE))
        wizard_set(run, PINNING, "true");
}

static void pin(wizard_run *run)
{
    const char *file = wizard_ask(run, PIN_FILE, NULL);
    acp_certificates *list = !file ? NULL : *file ? read_file(run, file) : read_paste(run);
    size_t count = list ? acp_certificates_count(list) : 0;
    bool *chosen = calloc(count + 1, sizeof *chosen);
    if (!chosen)
        run->code = edit_no_memory(run->session);
    if (list && run->session->host->interactive)
        show(list);
    const char *which = list && run->code == CMD_OK ? wizard_ask(run, PIN_WHICH, NULL) : NULL;
    if (which && !choose(which, count, chosen))
        wizard_stop(run, "'%s' is no choice among %zu certificate%s", which, count,
                    count == 1 ? "" : "s");
    else if (which)
        add_pins(run, list, chosen);
    free(chosen);
    acp_certificates_free(list);
}

const wizard_row wizard_pin = {"pin", "a pin of a gateway's or CA's certificate",
                               "CertificatePinning/CertificatePinList/Pin", pin_parameters, pin};

/* ---- trusted-server ----------------------------------------------------------------------------
 */

enum {
    TRUSTED_ADDRESS,
    TRUSTED_PORT,
    TRUSTED_HASH,
    TRUSTED_FILE,
    TRUSTED_FETCH,
    TRUSTED_DOMAINS,
};

static const wizard_parameter trusted_parameters[] = {
    [TRUSTED_ADDRESS] = {"address",
                         "DNS name or address of a web server that is reached from inside only.",
                         NULL},
    [TRUSTED_PORT] = {"port", "Its port.", "443"},
    [TRUSTED_HASH] =
        {"hash",
         "The SHA-256 of its certificate; nothing: it is taken from a file or from the "
         "server.",
         ""},
    [TRUSTED_FILE] = {"file",
                      "A file with its certificate; nothing: it is taken from the server.",
                      "",
                      {.kind = EDIT_ANSWER_FILE}},
    [TRUSTED_FETCH] = {"fetch",
                       "Connect to the server now and take the certificate it shows (yes or no)?",
                       "no",
                       {.words = "yes,no"}},
    [TRUSTED_DOMAINS] = {"domains",
                         "Trusted servers only count together with trusted DNS domains or servers, "
                         "and there are none: DNS domains of the trusted network.",
                         "",
                         {.kind = EDIT_ANSWER_LIST}},
    {0},
};

static acp_certificates *fetch(wizard_run *run, const char *address, const char *port)
{
    edit_session *s = run->session;
    char *bytes = NULL;
    size_t size = 0;
    bool six = strchr(address, ':') && *address != '[';
    const char *server =
        wizard_text(run, "%s%s%s:%s", six ? "[" : "", address, six ? "]" : "", port);
    acp_certificates *list = NULL;
    if (!s->host->fetch)
        wizard_stop(run, "nothing can be fetched here; give hash= or file=");
    else if (server && (run->code = s->host->fetch(server, &bytes, &size)) == CMD_OK)
        list = read_bytes(run, server, bytes, size);
    else if (server)
        edit_fail(s, "no certificate came from %s; give its hash, or a file with it", server);
    free(bytes);
    return list;
}

/* The hash of a certificate that was found: of a chain, the server's own is the first. */
static const char *hash_of(wizard_run *run, acp_certificates *list)
{
    acp_certificate_names names;
    const char *hash = NULL;
    if (list && acp_certificates_get(list, 0, &names)) {
        edit_tell(run->session, "Certificate of %s, issued by %s, valid until %s", names.subject,
                  names.issuer, names.not_after);
        hash = wizard_text(run, "%s", names.sha256);
    }
    acp_certificates_free(list);
    return hash;
}

static const char *find_hash(wizard_run *run, const char *address, const char *port)
{
    const char *hash = wizard_ask(run, TRUSTED_HASH, SERVER "[+]/CertificateHash");
    if (!hash || *hash)
        return hash;
    const char *file = wizard_ask(run, TRUSTED_FILE, NULL);
    if (!file || *file)
        return file ? hash_of(run, read_file(run, file)) : NULL;
    if (wizard_ask_yes(run, TRUSTED_FETCH))
        return hash_of(run, fetch(run, address, port));
    if (run->code == CMD_OK)
        wizard_stop(run,
                    "without the hash of its certificate a server cannot be told from another; "
                    "give hash=, file= or fetch=yes");
    return NULL;
}

static void trusted(wizard_run *run)
{
    acp_slice value;
    const char *address = wizard_ask(run, TRUSTED_ADDRESS, SERVER "[+]/Address");
    const char *port = wizard_ask(run, TRUSTED_PORT, SERVER "[+]/Port");
    const char *hash = address && port ? find_hash(run, address, port) : NULL;
    if (!hash)
        return;
    size_t number = wizard_count(run, SERVER, &value) + 1;
    wizard_set(run, SERVER "[+]/Address", address);
    wizard_set(run, wizard_text(run, "%s[%zu]/Port", SERVER, number), port);
    wizard_set(run, wizard_text(run, "%s[%zu]/CertificateHash", SERVER, number), hash);
    bool known = (wizard_count(run, POLICY "/TrustedDNSDomains", &value) && value.len) ||
                 (wizard_count(run, POLICY "/TrustedDNSServers", &value) && value.len);
    if (!known)
        wizard_set(run, POLICY "/TrustedDNSDomains",
                   wizard_ask(run, TRUSTED_DOMAINS, POLICY "/TrustedDNSDomains"));
    if (run->code == CMD_OK && !wizard_has(run, POLICY, "true"))
        edit_tell(run->session,
                  "AutomaticVPNPolicy is not true: networks are not told apart before "
                  "it is.");
}

const wizard_row wizard_trusted = {"trusted-server", "a web server that tells a trusted network",
                                   "TrustedHttpsServerList/TrustedHttpsServer", trusted_parameters,
                                   trusted};
