/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof completion: scripts for shells. They ask acprof itself, see complete.c. */
#include <string.h>

#include "cmd.h"

const cmd_option cmd_completion_options[] = {{0}};

const char cmd_completion_text[] =
    "Prints a script that makes the shell complete commands, options and their values, kinds, "
    "platforms, rules, settings, templates, targets and engines, and for get, set and delete what "
    "stands in the file named before. To use it in every new shell:\n"
    "bash: acprof completion bash >~/.local/share/bash-completion/completions/acprof\n"
    "zsh: acprof completion zsh >DIRECTORY/_acprof, with a DIRECTORY of $fpath\n"
    "fish: acprof completion fish >~/.config/fish/completions/acprof.fish";

/* Bash splits words at =, : and @, which __complete wants to see whole, and puts what is offered in
 * place of the part behind = or :, from the @ on, or behind a quote; __complete --line knows. */
static const char bash[] =
    "# acprof completion for bash, printed by: acprof completion bash\n"
    "_acprof() {\n"
    "    local line=${COMP_LINE:0:COMP_POINT} word help current skip quote\n"
    "    local -a words\n"
    "    mapfile -t words < <(\"${COMP_WORDS[0]}\" __complete --line \"$COMP_WORDBREAKS\" "
    "\"$line\" 2>/dev/null)\n"
    "    ((${#words[@]} > 3)) || return\n"
    "    quote=${words[-1]} skip=${words[-2]} words=(\"${words[@]:1:${#words[@]}-3}\")\n"
    "    current=${words[-1]}\n"
    "    COMPREPLY=()\n"
    "    while IFS=$'\\t' read -r word help; do\n"
    "        if [[ $word == :files ]]; then\n"
    "            compopt -o filenames 2>/dev/null\n"
    "            mapfile -t COMPREPLY < <(compgen -f -- \"${current#\"$help\"}\")\n"
    "            COMPREPLY=(\"${COMPREPLY[@]/#/$help}\")\n"
    "            COMPREPLY=(\"${COMPREPLY[@]#\"${current:0:skip}\"}\")\n"
    "        else\n"
    "            word=${word:skip}\n"
    "            [[ $quote == double ]] && word=${word//\\\"/\\\\\\\"}\n"
    "            [[ $quote == none && $word == *[!][a-zA-Z0-9_.,:=@%+/-]* ]] && printf -v word %q "
    "\"$word\"\n"
    "            COMPREPLY+=(\"$word\")\n"
    "        fi\n"
    "    done < <(\"${COMP_WORDS[0]}\" __complete \"${words[@]}\" 2>/dev/null)\n"
    "    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then\n"
    "        compopt -o nospace 2>/dev/null\n"
    "    fi\n"
    "    return 0\n"
    "}\n"
    "complete -F _acprof acprof\n";

static const char zsh[] = "#compdef acprof\n"
                          "# acprof completion for zsh, printed by: acprof completion zsh\n"
                          "_acprof() {\n"
                          "    local line word prefix\n"
                          "    local -a lines described\n"
                          "    lines=(\"${(@f)$(\"${words[1]}\" __complete "
                          "\"${(@Q)words[2,CURRENT-1]}\" \"${(Q)PREFIX}\" 2>/dev/null)}\")\n"
                          "    for line in \"${lines[@]}\"; do\n"
                          "        [[ -z $line ]] && continue\n"
                          "        if [[ $line == :files* ]]; then\n"
                          "            prefix=${line#:files$'\\t'}\n"
                          "            [[ -n $prefix ]] && compset -P \"${(b)prefix}\"\n"
                          "            _files\n"
                          "            return\n"
                          "        fi\n"
                          "        word=${line%%$'\\t'*}\n"
                          "        described+=(\"${word//:/\\\\:}:${${line#\"$word\"}#$'\\t'}\")\n"
                          "    done\n"
                          "    _describe -t acprof acprof described\n"
                          "}\n"
                          "compdef _acprof acprof\n";

static const char fish[] =
    "# acprof completion for fish, printed by: acprof completion fish\n"
    "function __acprof_complete\n"
    "    set -l words (commandline -opc)\n"
    "    set -l current (commandline -ct | string unescape)\n"
    "    or set current (commandline -ct | string trim --left --chars=\\\"\\')\n"
    "    for line in ($words[1] __complete $words[2..-1] \"$current\" 2>/dev/null)\n"
    "        if string match -q ':files*' -- $line\n"
    "            set -l prefix (string sub -s 8 -- $line)\n"
    "            set -l start (math 1 + (string length -- \"$prefix\"))\n"
    "            for file in (__fish_complete_path (string sub -s $start -- \"$current\"))\n"
    "                echo $prefix$file\n"
    "            end\n"
    "        else\n"
    "            echo $line\n"
    "        end\n"
    "    end\n"
    "end\n"
    "complete -c acprof -f -a '(__acprof_complete)'\n";

int cmd_completion(int argc, char **argv)
{
    static const struct {
        const char *name, *script;
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    cmd_args args;
    int code;
    if (!cmd_args_plain(&args, argc, argv, &code))
        return code;
    if (args.operand_count != 1) {
        code = cmd_usage(&args, "name one shell");
        cmd_args_free(&args);
        return code;
    }
    code = -1;
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, args.operands[0]) == 0)
            code = cmd_write_stdout(shells[i].script, strlen(shells[i].script));
    if (code < 0)
        code = cmd_usage(&args, "there is no completion for '%s'; it is one of: bash, zsh, fish",
                         args.operands[0]);
    cmd_args_free(&args);
    return code;
}
