/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof generate */
#include <malloc.h>

#include "generate.h"

const cmd_command cmd_commands[] = {CMD_GENERATE_ROW(cmd_generate), {0}};

int main(int argc, char **argv)
{
    /* What is read stays until the end. An arena of malloc for each thread would ask the system for
     * every page of it; one asks for many at once. */
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, 4 << 20);
#endif
    return cmd_program(argc, argv, "generate");
}
