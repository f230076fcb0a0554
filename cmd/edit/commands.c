/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands: help, completion and dispatch go by this table. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

#define HELP_WIDTH   80
#define NAME_COLUMNS 12

static int up(edit_session *s, char *rest)
{
    char path[] = "..";
    if (*rest) {
        edit_fail(s, ".. takes no operand; 'goto ../%s' goes up and down again", rest);
        return CMD_USAGE;
    }
    return edit_goto(s, path);
}

const edit_command edit_commands[] = {
    {"goto", edit_goto, EDIT_ARG_PLACE, "[PATH]", "go to an element",
     "Goes to an element; what follows is relative to it. PATH begins with an element that the "
     "schema has at this place, with .. for one level up, or with / for the top; or it is a "
     "trailing part of a path that fits one setting below this place, or in the whole document. "
     "The name of an entry will do as well: goto Paris. An element that is not in the document can "
     "be gone to, and is made when something in it is set. Without PATH, goes to the top."},
    {"..", up, EDIT_ARG_NONE, "", "go one level up", "Goes one level up, as goto .. does."},
    {"print", edit_print, EDIT_ARG_PRINT, "[table|xml] [PATH]", "show this part of the document",
     "Shows an element, or the place itself: as a table of the settings it can have, each with its "
     "label, its value and the default; with xml, as XML. Of a setting without others in "
     "it, prints the value."},
    {"set", edit_set, EDIT_ARG_VALUE, "PATH VALUE", "give a setting a value",
     "Gives a setting a value: set PATH VALUE or set PATH=VALUE. The value is the rest of the "
     "line; quotes around it keep blanks at its ends. Elements that are missing on the way are "
     "made, and so is an entry that is picked by a key: set "
     "HostEntry[HostName=\"Rome\"]/HostAddress rome.example.com. Findings the change adds are "
     "shown at once. If there is an error among them, nothing is changed; at a terminal you are "
     "asked, in a script --despite-errors before PATH changes it all the same. At a terminal a "
     "value that is left out is asked for."},
    {"unset", edit_unset, EDIT_ARG_REMOVED, "PATH", "take a setting out, so that the default holds",
     "Takes a setting or an attribute out of the document, so that the default holds again. An "
     "element with others in it is for delete."},
    {"add", edit_add, EDIT_ARG_NEW, "PATH [VALUE]", "add one more entry or element",
     "Adds one more of what can be there several times, behind those there are: add HostEntry Rome "
     "makes an entry of that name, add BackupServerList/HostAddress b.example.com one more "
     "address. An element that holds others, such as MobilePolicy, is made empty."},
    {"delete", edit_delete, EDIT_ARG_REMOVED, "[PATH]", "delete an element with all in it",
     "Deletes an element with everything in it, or an attribute. Without PATH, the element that "
     "this place is."},
    {"move", edit_move, EDIT_ARG_MOVE, "[PATH] first|last|up|down|NUMBER",
     "give an entry another place in its list",
     "Gives an entry another place among those of its name: the first or last, one up or down, or "
     "NUMBER counted from 1. Comments before it go with it. Without PATH, the entry that this "
     "place is."},
    {"describe", edit_describe, EDIT_ARG_SETTING, "[PATH]",
     "tell all there is to know of a setting",
     "Tells the label, help, values, default, range, platforms, dependency and source of a "
     "setting, and its value here."},
    {"find", edit_find_text, EDIT_ARG_NONE, "TEXT", "search labels and help",
     "Lists settings whose label, name, help or values have all words of TEXT, in whatever "
     "letters: find captive portal."},
    {"pane", edit_pane, EDIT_ARG_PANE, "[NAME]", "list settings as the vendor's editor does",
     "Shows the settings of a pane of the vendor's editor, in its order and with its labels. "
     "Without NAME, lists the panes."},
    {"wizard", edit_wizard, EDIT_ARG_WIZARD, "[NAME [PARAMETER=VALUE...]]",
     "make an entry question by question",
     "Asks for what an entry takes, checks each answer, and makes all of it as one change. What is "
     "given as PARAMETER=VALUE is not asked for; in a script all that is needed has to be. Without "
     "NAME, lists the wizards, with NAME help of one: wizard server help."},
    {"check", edit_check, EDIT_ARG_NONE, "", "check the document",
     "Checks the document as it is now, as acprof validate does the file. Fails if there are "
     "errors."},
    {"fix", edit_fix, EDIT_ARG_RULE, "[RULE...]", "mend what takes no guess",
     "Mends findings that take no guess: all, or those of the rules named."},
    {"diff", edit_diff, EDIT_ARG_DIFF, "[text]", "compare with the file on disk",
     "Says what is different from the file as it is on disk: setting by setting, or with text as "
     "the lines that differ."},
    {"undo", edit_undo, EDIT_ARG_NONE, "[NUMBER]", "take the last change back",
     "Takes the last change back, or the last NUMBER changes."},
    {"redo", edit_redo, EDIT_ARG_NONE, "[NUMBER]", "do again what was undone",
     "Does again what undo took back."},
    {"save", edit_save, EDIT_ARG_FILE, "[FILE]", "write the file",
     "Writes the document to its file, whole or not at all, or to FILE, which the session then is "
     "about; save as FILE is the same. A file that has changed on disk since it was read, or that "
     "is another one's, is only overwritten at your word; in a script, with --force before FILE."},
    {"revert", edit_revert, EDIT_ARG_NONE, "", "go back to the file as it is on disk",
     "Reads the file anew. What was changed since can be had back with undo."},
    {"help", edit_help, EDIT_ARG_COMMAND, "[COMMAND]", "list the commands, or explain one",
     "Lists the commands, or explains one."},
    {"quit", edit_quit, EDIT_ARG_DISCARD, "[discard]", "end the session",
     "Ends the session; asks if there are changes that are not saved. In a script such changes are "
     "a failure, unless discard says that they are meant to be lost. Ctrl-D does the same."},
    {0},
};

/* ---- dispatch -------------------------------------------------------------------------------- */

const edit_command *edit_command_find(const char *name, bool shortened)
{
    const edit_command *found = NULL;
    for (const edit_command *c = edit_commands; c->name; c++) {
        if (strcmp(c->name, name) == 0)
            return c;
        if (!shortened || strncmp(c->name, name, strlen(name)) != 0)
            continue;
        if (found)
            return NULL;
        found = c;
    }
    return found;
}

static int unknown(const edit_session *s, const char *name)
{
    const char *names[64];
    size_t count = 0;
    char hint[128];
    for (const edit_command *c = edit_commands; c->name && count < 63; c++)
        if (!*name || strncmp(c->name, name, strlen(name)) == 0)
            names[count++] = c->name;
    if (s->host->interactive && count > 1) {
        edit_fail(s, "'%s' is short for several commands, such as %s and %s", name, names[0],
                  names[1]);
        return CMD_USAGE;
    }
    count = 0;
    for (const edit_command *c = edit_commands; c->name && count < 63; c++)
        names[count++] = c->name;
    names[count] = NULL;
    edit_fail(s, "there is no command '%s'%s ('help' lists them)", name,
              cmd_did_you_mean(hint, sizeof hint, name, names));
    return CMD_USAGE;
}

int edit_run(edit_session *s, char *line)
{
    char *rest = edit_trim(line);
    s->despite_errors = s->options.despite_errors;
    if (!*rest || *rest == '#')
        return CMD_OK;
    const char *name = edit_word(&rest);
    const edit_command *command = edit_command_find(name, s->host->interactive);
    return command ? command->run(s, rest) : unknown(s, name);
}

/* ---- help ------------------------------------------------------------------------------------ */

void edit_print_text(const char *text, unsigned indent)
{
    unsigned width = cmd_width(stdout);
    printf("%*s", (int)indent, "");
    acp_print_wrapped(stdout, text, indent, indent, width ? width : HELP_WIDTH);
    putchar('\n');
}

int edit_help(edit_session *s, char *rest)
{
    if (*rest) {
        const edit_command *command = edit_command_find(rest, s->host->interactive);
        if (!command)
            return unknown(s, rest);
        printf("%s%s%s\n", command->name, *command->operands ? " " : "", command->operands);
        edit_print_text(command->text, 0);
        return CMD_OK;
    }
    for (const edit_command *c = edit_commands; c->name; c++)
        printf("  %-*s%s\n", NAME_COLUMNS, c->name, c->summary);
    edit_print_text("Tab completes commands, settings and values; 'help COMMAND' tells more.", 0);
    return CMD_OK;
}
