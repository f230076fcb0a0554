/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that are programs of their own, because they need libraries that all others start faster
 * without: their rows stand in the table of acprof, where run is NULL, and in that of the program.
 */
#ifndef CMD_PROGRAMS_H
#define CMD_PROGRAMS_H

#include "cmd.h"
#include "generate/target/row.h"

enum { CMD_IMAGE = 4 }; /* exit code: an image is damaged, or not signed as is required */

enum {
    COMPILE_OUTPUT,
    COMPILE_PLATFORM,
    COMPILE_CLIENT_VERSION,
    COMPILE_SIGN,
    COMPILE_STRIP,
    COMPILE_DESPITE_ERRORS,
    COMPILE_KIND,
    COMPILE_CONFIG,
    COMPILE_MAX_SIZE,
};
extern const cmd_option cmd_compile_options[];
extern const char cmd_compile_text[];
#define CMD_COMPILE_ROW(run)                                                                       \
    {                                                                                              \
        "compile", run, "FILE...", WORDS_FILES, WORDS_FILES, cmd_compile_options,                  \
            "compile the profiles of an endpoint to a policy image", cmd_compile_text              \
    }

enum { INSPECT_FORMAT, INSPECT_VERIFY_KEY, INSPECT_REQUIRE_SIGNATURE };
extern const cmd_option cmd_inspect_options[];
extern const char cmd_inspect_text[];
#define CMD_INSPECT_ROW(run)                                                                       \
    {                                                                                              \
        "inspect", run, "FILE", WORDS_FILES, WORDS_NONE, cmd_inspect_options,                      \
            "verify a policy image and print what is in it", cmd_inspect_text                      \
    }

enum {
    DECIDE_POLICY,
    DECIDE_FACTS,
    DECIDE_EXPLAIN,
    DECIDE_VERIFY_KEY,
    DECIDE_REQUIRE_SIGNATURE,
};
extern const cmd_option cmd_decide_options[];
extern const char cmd_decide_text[];
#define CMD_DECIDE_ROW(run)                                                                        \
    {                                                                                              \
        "decide", run, "ENGINE", WORDS_ENGINES, WORDS_NONE, cmd_decide_options,                    \
            "say what the client would do under a policy image", cmd_decide_text                   \
    }

enum { REPORT_OUTPUT, REPORT_PLATFORM, REPORT_CLIENT_VERSION, REPORT_KIND, REPORT_CONFIG };
extern const cmd_option cmd_report_options[];
extern const char cmd_report_text[];
#define CMD_REPORT_ROW(run)                                                                        \
    {                                                                                              \
        "report", run, "FILE...", WORDS_FILES, WORDS_FILES, cmd_report_options,                    \
            "describe profiles on a page for people", cmd_report_text                              \
    }

enum {
    GENERATE_LIST,
    GENERATE_OUTPUT,
    GENERATE_DEFINE,
    GENERATE_FAIL_ON,
    GENERATE_CLIENT_VERSION,
    GENERATE_KIND,
    GENERATE_CONFIG,
};
extern const cmd_option cmd_generate_options[];
extern const char cmd_generate_text[];
#define CMD_GENERATE_ROW(run)                                                                      \
    {                                                                                              \
        "generate", run, "TARGET FILE...", WORDS_TARGETS, WORDS_FILES, cmd_generate_options,       \
            "make the files that deploy profiles by another system", cmd_generate_text             \
    }

/* The rows of libprofile/generate/target/rows.h without what makes the files; ends with name NULL.
 */
extern const acp_target cmd_targets[];

enum {
    EDIT_PLATFORM,
    EDIT_CLIENT_VERSION,
    EDIT_CONFIG,
    EDIT_KIND,
    EDIT_DESPITE_ERRORS,
    EDIT_HISTORY,
};
extern const cmd_option cmd_edit_options[];
extern const char cmd_edit_text[];
#define CMD_EDIT_ROW(run)                                                                          \
    {                                                                                              \
        "edit", run, "FILE", WORDS_FILES, WORDS_NONE, cmd_edit_options,                            \
            "edit a profile, at a terminal or by a script of commands", cmd_edit_text              \
    }

enum { FETCH_TIMEOUT };
extern const cmd_option cmd_fetch_options[];
extern const char cmd_fetch_text[];
#define CMD_FETCH_ROW(run)                                                                         \
    {                                                                                              \
        "fetch", run, "HOST[:PORT]", WORDS_NONE, WORDS_NONE, cmd_fetch_options,                    \
            "print the certificates a server shows", cmd_fetch_text                                \
    }

/* What such a program's main does: runs its command, the one row of its table. */
int cmd_program(int argc, char **argv, const char *name);

#endif
