/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof compile */
#include "compile.h"

const cmd_command cmd_commands[] = {CMD_COMPILE_ROW(cmd_compile), {0}};

int main(int argc, char **argv)
{
    return cmd_program(argc, argv, "compile");
}
