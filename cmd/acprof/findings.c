/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>

#include "cmd.h"

static bool is_error(const acp_finding *finding, void *data)
{
    (void)data;
    return finding->severity == ACP_ERROR;
}

void cmd_keep_errors(acp_findings *findings)
{
    acp_findings_filter(findings, is_error, NULL);
}

int cmd_print_findings(const acp_findings *findings, FILE *stream)
{
    acp_report_options options = {cmd_color(stream), cmd_width(stream), NULL, ACP_ERROR};
    errno = 0;
    if (acp_report(ACP_REPORT_TEXT, findings, &options, stream) != ACP_OK) {
        if (stream == stdout)
            cmd_stdout_failed();
        return CMD_IO;
    }
    return acp_findings_worst(findings) >= ACP_ERROR ? CMD_FINDINGS : CMD_OK;
}
