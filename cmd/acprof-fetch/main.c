/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof fetch: the certificates a TLS server shows. Nothing else of the suite opens a connection.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "cmd/acprof/programs.h"

#define DEFAULT_PORT    "443"
#define DEFAULT_TIMEOUT 10
#define MOST_TIMEOUT    600

/* A server as it was named. */
typedef struct {
    char *host; /* without brackets */
    const char *port;
} server;

/* HOST, HOST:PORT, [IPV6] or [IPV6]:PORT. False: it is none of these. */
static bool read_server(char *text, server *out)
{
    char *end;
    *out = (server){text, DEFAULT_PORT};
    if (*text == '[') {
        out->host = text + 1;
        end = strchr(text, ']');
        if (!end || (end[1] && end[1] != ':'))
            return false;
        *end++ = '\0';
    } else {
        end = strchr(text, ':');
        if (end && strchr(end + 1, ':'))
            return true; /* an IPv6 address alone */
    }
    if (end && *end == ':') {
        *end = '\0';
        out->port = end + 1;
    }
    size_t digits = strspn(out->port, "0123456789");
    unsigned long port = strtoul(out->port, NULL, 10);
    return *out->host && digits && !out->port[digits] && digits <= 5 && port && port < 65536;
}

static int connect_to(const server *to)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *list = NULL;
    int file = -1, error = getaddrinfo(to->host, to->port, &hints, &list);
    if (error) {
        cmd_message("%s cannot be found: %s", to->host, gai_strerror(error));
        return -1;
    }
    for (const struct addrinfo *at = list; at; at = at->ai_next) {
        file = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
        if (file >= 0 && connect(file, at->ai_addr, at->ai_addrlen) == 0)
            break;
        error = errno;
        if (file >= 0)
            close(file);
        file = -1;
    }
    freeaddrinfo(list);
    if (file < 0)
        cmd_message("%s port %s cannot be reached: %s", to->host, to->port, strerror(error));
    return file;
}

static int print_chain(SSL *ssl, const server *to)
{
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
    int count = sk_X509_num(chain), code = CMD_OK;
    if (count <= 0) {
        cmd_message("%s port %s shows no certificate", to->host, to->port);
        return CMD_IO;
    }
    for (int i = 0; i < count && code == CMD_OK; i++)
        if (!PEM_write_X509(stdout, sk_X509_value(chain, i)))
            code = CMD_IO;
    return code;
}

static const char *tls_error(void)
{
    unsigned long error = ERR_peek_error();
    const char *reason = error ? ERR_reason_error_string(error) : NULL;
    return reason ? reason : errno ? strerror(errno) : "the server ended the connection";
}

/* Names only: an address is not one (RFC 6066, section 3). */
static bool is_address(const char *host)
{
    unsigned char address[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

/* Whose certificate it is, is for whoever asked to judge: nothing is verified, and nothing sent. */
static int shake_hands(const server *to, int file)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL *ssl = context ? SSL_new(context) : NULL;
    int code = CMD_IO;
    if (ssl) {
        SSL_set_verify(ssl, SSL_VERIFY_NONE, NULL);
        SSL_set_security_level(ssl, 0); /* the certificate of an old server is wanted, too */
        SSL_set_min_proto_version(ssl, TLS1_VERSION);
        if (!is_address(to->host))
            SSL_set_tlsext_host_name(ssl, to->host);
    }
    errno = 0;
    if (!ssl || !SSL_set_fd(ssl, file))
        cmd_message("out of memory");
    else if (SSL_connect(ssl) == 1)
        code = print_chain(ssl, to);
    else
        cmd_message("%s port %s does not speak TLS: %s", to->host, to->port, tls_error());
    SSL_free(ssl);
    SSL_CTX_free(context);
    return code;
}

/* A server may answer byte by byte, and a name server not at all. */
static void give_up(int number)
{
    static const char text[] = "acprof: the server takes too long; --timeout gives it more time\n";
    (void)number;
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        errno = 0; /* nobody to tell */
    _exit(CMD_IO);
}

static int fetch(const server *to, unsigned seconds)
{
    signal(SIGALRM, give_up);
    alarm(seconds);
    int file = connect_to(to);
    int code = file < 0 ? CMD_IO : shake_hands(to, file);
    if (file >= 0)
        close(file);
    return code;
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    char *end;
    unsigned *out = data;
    (void)option; /* there is one: --timeout */
    unsigned long seconds = *value >= '0' && *value <= '9' ? strtoul(value, &end, 10) : 0;
    if (seconds && !*end && seconds <= MOST_TIMEOUT) {
        *out = (unsigned)seconds;
        return true;
    }
    cmd_usage(args, "--timeout cannot be '%s': it is a number of seconds from 1 to %d", value,
              MOST_TIMEOUT);
    return false;
}

static int cmd_fetch(int argc, char **argv)
{
    cmd_args args;
    server to;
    unsigned seconds = DEFAULT_TIMEOUT;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &seconds);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && args.operand_count != 1)
        cmd_usage(&args, "name one server");
    else if (end == CMD_END && !read_server(args.operands[0], &to))
        cmd_usage(&args, "a server is HOST or HOST:PORT, an IPv6 address [ADDRESS]:PORT");
    else if (end == CMD_END)
        code = fetch(&to, seconds);
    cmd_args_free(&args);
    return code;
}

const cmd_command cmd_commands[] = {CMD_FETCH_ROW(cmd_fetch), {0}};

int main(int argc, char **argv)
{
    return cmd_program(argc, argv, "fetch");
}
