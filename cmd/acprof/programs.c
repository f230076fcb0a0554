/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programs.h"

const cmd_option cmd_compile_options[] = {
    [COMPILE_OUTPUT] = {"output", "FILE", WORDS_FILES, NULL,
                        "write the image to FILE, whole or not at all; must be given (- is "
                        "standard output)"},
    [COMPILE_PLATFORM] = {"platform", "PLATFORM", WORDS_PLATFORMS, NULL,
                          "the platform of the endpoint: windows, macos, linux, ios or android; "
                          "must be given"},
    [COMPILE_CLIENT_VERSION] =
        {"client-version", "VERSION", WORDS_NONE, NULL,
         "the client of the endpoint, as 5.1 (default: what the configuration "
         "says, or the newest known)"},
    [COMPILE_SIGN] = {"sign", "KEY.pem", WORDS_FILES, NULL,
                      "sign the image with this Ed25519 private key"},
    [COMPILE_STRIP] = {"strip", NULL, WORDS_NONE, NULL,
                       "leave out in which file and line each setting was written"},
    [COMPILE_DESPITE_ERRORS] = {"despite-errors", NULL, WORDS_NONE, NULL,
                                "compile what the client would make of the profiles, though they "
                                "have errors"},
    [COMPILE_KIND] = {"kind", "KIND[:FILE]", WORDS_KINDS, NULL,
                      "take all files, or FILE, to be of this kind instead of going by name and "
                      "root element; may be repeated"},
    [COMPILE_CONFIG] = {"config", "FILE", WORDS_FILES, NULL,
                        "use this configuration instead of the .acprof.yaml files above each "
                        "profile"},
    [COMPILE_MAX_SIZE] = {"max-size", "SIZE", WORDS_NONE, NULL,
                          "refuse larger files; in bytes, or as 512K or 4M (default: 16M)"},
    {0},
};

const char cmd_compile_text[] =
    "Compiles VPN profiles, in the order of the files, and at most one management profile, local "
    "policy, NVM profile and ISE posture profile to one policy image, from which libtunnel and "
    "'acprof decide' tell what the client would do. The files are checked together before, as "
    "'validate --together' does; with errors nothing is compiled.\n"
    "The same files and options give the same bytes. A file named - is standard input.";

static const char *const inspect_formats[] = {"text", "json", NULL};

const cmd_option cmd_inspect_options[] = {
    [INSPECT_FORMAT] = {"format", "FORMAT", WORDS_CHOICES, inspect_formats,
                        "text or json (default: text)"},
    [INSPECT_VERIFY_KEY] = {"verify-key", "KEY.pem", WORDS_FILES, NULL,
                            "check the signature with this Ed25519 public key; may be repeated"},
    [INSPECT_REQUIRE_SIGNATURE] = {"require-signature", NULL, WORDS_NONE, NULL,
                                   "refuse an image that is not signed by one of the keys"},
    {0},
};

const char cmd_inspect_text[] =
    "Verifies a policy image and prints everything in it: for whom it was compiled, the settings "
    "in force with the file and line each came from, host entries, and all tables. Exits with 4 if "
    "the image is damaged, of another version, not signed although it must be, or not signed by a "
    "key given.";

const cmd_option cmd_decide_options[] = {
    [DECIDE_POLICY] = {"policy", "P.acpol", WORDS_FILES, NULL, "the policy image; must be given"},
    [DECIDE_FACTS] = {"facts", "F.json", WORDS_FILES, NULL,
                      "the facts, one JSON object; - reads a stream from standard input, one "
                      "object a line, and answers each with a line; must be given"},
    [DECIDE_EXPLAIN] = {"explain", NULL, WORDS_NONE, NULL,
                        "add the settings that decided, with their values, files and lines"},
    [DECIDE_VERIFY_KEY] = {"verify-key", "KEY.pem", WORDS_FILES, NULL,
                           "check the image's signature with this Ed25519 public key; may be "
                           "repeated"},
    [DECIDE_REQUIRE_SIGNATURE] = {"require-signature", NULL, WORDS_NONE, NULL,
                                  "refuse an image that is not signed by one of the keys"},
    {0},
};

const char cmd_decide_text[] =
    "Asks one engine for a decision and prints it as JSON. Facts are what an endpoint can see; "
    "what stands in the policy is never one. Facts that are missing, unknown or not valid give "
    "{\"error\":\"facts-invalid\",\"field\":...} and exit code 3, of a stream after its end. "
    "'acprof decide list' names the engines.";

static const char *const severities[] = {"error", "warning", "info", NULL};

const cmd_option cmd_generate_options[] = {
    [GENERATE_LIST] = {"list", NULL, WORDS_NONE, NULL,
                       "list the targets, or of TARGET the files it takes and its definitions"},
    [GENERATE_OUTPUT] = {"output", "DIRECTORY", WORDS_FILES, NULL,
                         "write the files into DIRECTORY, all or none; it is made, or has to be "
                         "empty; must be given"},
    [GENERATE_DEFINE] = {"define", "NAME=VALUE", WORDS_DEFINITIONS, NULL,
                         "what the target has to know, also as -D NAME=VALUE; may be repeated",
                         'D'},
    [GENERATE_FAIL_ON] = {"fail-on", "SEVERITY", WORDS_CHOICES, severities,
                          "refuse files with findings from this severity on: error, warning or "
                          "info; from warning on also settings the endpoints ignore (default: "
                          "error)"},
    [GENERATE_CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                                 "the oldest client in the field, as 5.1 (default: the newest "
                                 "known)"},
    [GENERATE_KIND] = {"kind", "KIND[:FILE]", WORDS_KINDS, NULL,
                       "take all files, or FILE, to be of this kind instead of going by name and "
                       "root element; may be repeated"},
    [GENERATE_CONFIG] = {"config", "FILE", WORDS_FILES, NULL,
                         "use this configuration instead of the .acprof.yaml files above each "
                         "profile"},
    {0},
};

const char cmd_generate_text[] =
    "Makes of the files of one deployment what another system imports to deliver them. The files "
    "are checked together before, as 'validate --together' does; with errors nothing is made. "
    "Settings that the endpoints ignore are listed on standard error.\n"
    "Beside the files stands manifest.json, with their hashes, the settings that are ignored and "
    "the defaults that were taken for what no file states. The same files and options give the "
    "same bytes. 'acprof generate TARGET --list' tells what a target takes.\n"
    "It does not wait until all is on the disk; 'sync -f DIRECTORY' does.";

const cmd_option cmd_edit_options[] = {
    [EDIT_PLATFORM] = {"platform", "PLATFORM,...", WORDS_PLATFORMS, NULL,
                       "the platforms the profile is for (default: any)"},
    [EDIT_CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                             "the oldest client the profile is for, as 5.1 (default: the newest "
                             "known)"},
    [EDIT_CONFIG] = {"config", "FILE", WORDS_FILES, NULL,
                     "use this configuration instead of the .acprof.yaml files above the file"},
    [EDIT_KIND] = {"kind", "KIND", WORDS_KINDS, NULL,
                   "take the file to be of this kind instead of going by name and root element"},
    [EDIT_DESPITE_ERRORS] = {"despite-errors", NULL, WORDS_NONE, NULL,
                             "make every change, also one that adds errors"},
    [EDIT_HISTORY] = {"history", "FILE", WORDS_FILES, NULL,
                      "keep the lines typed in FILE for the next session (default: nowhere)"},
    {0},
};

const char cmd_edit_text[] =
    "Edits a document with commands: goto, print, set, add, delete, move, find, check, undo and "
    "others, which 'help' lists. Tab completes commands, elements, values and names of entries. "
    "Nothing is written before 'save'; a change keeps every byte it need not touch.\n"
    "If standard input is no terminal, it is a script, one command a line; lines that begin with # "
    "are passed over. It ends at the first command that fails: with exit code 1 if something was "
    "refused or is not there, 2 if the command was not understood, 3 if a file could not be read "
    "or written. Changes that are not saved at its end are lost, which is exit code 1 as well "
    "unless 'quit discard' says so.\n"
    "If the terminal is lost, what was not saved is written beside the file, as FILE.unsaved. "
    "acprof-edit-commands(7) has the commands and wizards.";

const cmd_option cmd_fetch_options[] = {
    [FETCH_TIMEOUT] = {"timeout", "SECONDS", WORDS_NONE, NULL,
                       "wait no longer than this for the server to answer (default: 10)"},
    {0},
};

const char cmd_fetch_text[] =
    "Connects to a server with TLS and prints the certificates it shows, the server's own first, "
    "as PEM; PORT is 443 unless it is named. Nothing is verified: compare what comes with what the "
    "server's administrator says before it is pinned or trusted. This is the only command that "
    "opens a connection; 'acprof edit' runs it when it is told to fetch a certificate.";

int cmd_program(int argc, char **argv, const char *name)
{
    signal(SIGPIPE, SIG_IGN);
    cmd_buffer_stdout();
    argv[0] = (char *)name;
    return cmd_close_stdout(cmd_find(name)->run(argc, argv));
}

const cmd_option cmd_report_options[] = {
    [REPORT_OUTPUT] = {"output", "FILE", WORDS_FILES, NULL,
                       "write to FILE, whole or not at all (default: standard output)"},
    [REPORT_PLATFORM] = {"platform", "PLATFORM,...", WORDS_PLATFORMS, NULL,
                         "check for these platforms"},
    [REPORT_CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                               "check for this client, such as 4.10 (default: the newest known)"},
    [REPORT_KIND] = {"kind", "KIND[:FILE]", WORDS_KINDS, NULL,
                     "take all files, or FILE, to be of this kind instead of going by name and "
                     "root element; may be repeated"},
    [REPORT_CONFIG] = {"config", "FILE", WORDS_FILES, NULL,
                       "use this configuration instead of the .acprof.yaml files above each file"},
    {0},
};

const char cmd_report_text[] =
    "Writes one HTML page about all files: what was found, which settings differ from the client's "
    "defaults, all settings by the panes of the vendor's editor, gateways with their backups, "
    "which "
    "client certificates match, and what happens on trusted and untrusted networks. The page needs "
    "nothing from elsewhere and no scripts, and can be printed.\n"
    "Findings do not change the exit code, as they stand on the page; files that are damaged are "
    "on "
    "it, too.";
