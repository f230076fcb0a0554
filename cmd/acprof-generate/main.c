/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof generate */
#include "generate.h"

const cmd_command cmd_commands[] = {CMD_GENERATE_ROW(cmd_generate), {0}};

int main(int argc, char **argv)
{
    return cmd_program(argc, argv, "generate");
}
