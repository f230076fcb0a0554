/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof pin */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum { FORMAT };

static const char *const formats[] = {"text", "json", "xml", NULL};
static const acp_pins_format format_of[] = {ACP_PINS_TEXT, ACP_PINS_JSON, ACP_PINS_XML};

const cmd_option cmd_pin_options[] = {
    [FORMAT] = {"format", "FORMAT", WORDS_CHOICES, formats,
                "text, json, or xml: a list of Pin elements to paste (default: text)"},
    {0},
};

const char cmd_pin_text[] =
    "Prints the pin of every certificate in the files: the SHA-512 of its public key, as the Pin "
    "element of a profile has it, with the place in a profile where it belongs. Pins of CA "
    "certificates and of wildcard certificates go to the global list, those of a server's own "
    "certificate to its HostEntry; CertificatePinning must be true for either to count. A file is "
    "PEM, which may hold several certificates and other text, DER or PKCS#7. Private keys are not "
    "looked into; PKCS#12 has to be converted first. What a gateway shows is fetched by "
    "'acprof fetch HOST | acprof pin -'.\n"
    "For one certificate, openssl computes the same: openssl x509 -in FILE -pubkey -noout | "
    "openssl pkey -pubin -outform DER | openssl dgst -sha512";

static int print_problems(const acp_certificates *certificates, const char *file)
{
    const char *name = strcmp(file, "-") == 0 ? "<stdin>" : file, *text;
    uint32_t line;
    size_t count = 0;
    for (; (text = acp_certificates_problem(certificates, count, &line)); count++)
        if (line)
            cmd_message("%s:%u: %s", name, line, text);
        else
            cmd_message("%s: %s", name, text);
    if (!count && !acp_certificates_count(certificates)) {
        cmd_message("%s: the file holds a private key and no certificate; the pin is that of the "
                    "server's or the CA's certificate",
                    name);
        count++;
    }
    return count ? CMD_FINDINGS : CMD_OK;
}

static int read_file(const char *file, acp_certificates **out)
{
    char message[600];
    acp_status status = acp_certificates_read(file, out, message, sizeof message);
    if (status == ACP_NOT_FOUND) {
        cmd_message("%s", message);
        return CMD_IO;
    }
    if (status == ACP_OK || status == ACP_DAMAGED)
        return print_problems(*out, file);
    return cmd_status(status, file);
}

static int pin(const cmd_args *args, acp_pins_format format)
{
    size_t count = (size_t)args->operand_count, used = 0;
    acp_certificates **files = calloc(count, sizeof *files);
    int code = files ? CMD_OK : cmd_status(ACP_NO_MEMORY, args->operands[0]);
    for (size_t i = 0; files && i < count; i++) {
        code = cmd_worse(code, read_file(args->operands[i], &files[used]));
        used += files[used] != NULL;
    }
    /* Half an array or list would be taken for the whole; with none read there is only the reason.
     */
    if (used) {
        errno = 0;
        acp_status status =
            acp_pins_write(format, (const acp_certificates *const *)files, used, stdout);
        if (status == ACP_IO)
            cmd_stdout_failed();
        code = cmd_worse(code, status == ACP_OK ? CMD_OK : CMD_IO);
    }
    for (size_t i = 0; i < used; i++)
        acp_certificates_free(files[i]);
    free(files);
    return code;
}

int cmd_pin(int argc, char **argv)
{
    cmd_args args;
    const char *value;
    int option, code = CMD_USAGE, format = 0;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    while ((option = cmd_args_next(&args, &value)) >= 0)
        format = args.choice;
    if (option == CMD_HELP)
        code = args.choice;
    else if (option == CMD_END && !args.operand_count)
        cmd_usage(&args, "no file is named");
    else if (option == CMD_END)
        code = pin(&args, format_of[format]);
    cmd_args_free(&args);
    return code;
}
