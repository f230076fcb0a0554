/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof generate --list */
#include <stdio.h>
#include <string.h>

#include "generate.h"

static void list_targets(void)
{
    for (const acp_target *target = acp_targets; target->name; target++)
        printf("%-16s %s\n", target->name, target->help);
}

/* "vpn, mgmt" of their bits. */
static void print_kinds(uint32_t kinds)
{
    const char *between = "";
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        if (kinds >> kind & 1) {
            printf("%s%s", between, acp_kind_get((acp_kind)kind)->name);
            between = ", ";
        }
}

static void print_input(const acp_target_input *input)
{
    if (input->min == input->max)
        printf("  %u ", input->min);
    else if (input->max == ACP_UNBOUNDED)
        printf("  %u or more ", input->min);
    else
        printf("  %u to %u ", input->min, input->max);
    print_kinds(input->kinds);
    putchar('\n');
}

static int width_of(const acp_target_option *options)
{
    size_t width = 0;
    for (; options->name; options++)
        if (strlen(options->name) > width)
            width = strlen(options->name);
    return (int)width;
}

static void print_option(const acp_target_option *option, int width)
{
    char type[256];
    printf("  %-*s %s\n%*s%s", width, option->name, option->help, width + 3, "",
           acp_target_type(option, type, sizeof type));
    if (!option->fallback)
        puts("; must be given");
    else if (!*option->fallback)
        puts("; may be left out");
    else
        printf("; default: %s\n", option->fallback);
}

int generate_list(const acp_target *target)
{
    if (!target) {
        list_targets();
        return CMD_OK;
    }
    printf("%s\n\nFiles:\n", target->help);
    for (const acp_target_input *input = target->inputs; input->kinds; input++)
        print_input(input);
    if (target->files)
        puts("  scripts OnConnect*, OnDisconnect*");
    if (target->options->name)
        puts("\nDefinitions, as -D NAME=VALUE:");
    for (const acp_target_option *option = target->options; option->name; option++)
        print_option(option, width_of(target->options));
    return CMD_OK;
}
