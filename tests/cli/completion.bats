#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016,SC2030,SC2031 # subshells are meant
# Completion, as the shells do it.
load common

# What bash offers for a line with the cursor at its end.
bash_offers() {
    local line=$1
    (
        PATH=$(dirname "$ACPROF"):$PATH
        eval "$("$ACPROF" completion bash)"
        COMP_LINE=$line COMP_POINT=${#line}
        read -ra COMP_WORDS <<<"$line"
        _acprof
        printf '%s\n' "${COMPREPLY[@]}"
    )
}

@test "bash: the script loads and is registered" {
    run -0 bash -c 'eval "$("$0" completion bash)" && complete -p acprof' "$ACPROF"
    [ "$output" = "complete -F _acprof acprof" ]
    acprof completion bash | bash -n
}

@test "bash: commands" {
    run bash_offers "acprof "
    for command in validate fmt fix convert get rules explain schema pin completion help; do
        contains "$command"
    done
    lacks __complete
    run bash_offers "acprof co"
    [ "$output" = "convert
compile
completion" ]
}

@test "bash: options of the command, and the common ones" {
    run bash_offers "acprof validate --f"
    [ "$output" = "--format
--fail-on" ]
    run bash_offers "acprof fmt --c"
    [ "$output" = "--check
--color" ]
    acprof help validate | sed -n '/^Options:/,$s/^  \(--[a-z-]*\).*/\1/p' | sort >wanted
    bash_offers "acprof validate -" | sort >offered
    diff wanted offered
}

@test "bash: values, as the next word and behind =" {
    run bash_offers "acprof validate --format s"
    [ "$output" = sarif ]
    run bash_offers "acprof validate --format=s"
    [ "$output" = sarif ]
    run bash_offers "acprof validate --fail-on "
    [ "$output" = "error
warning
info" ]
    run bash_offers "acprof validate --kind local"
    [ "$output" = local-policy ]
    run bash_offers "acprof schema v"
    [ "$output" = vpn ]
    run bash_offers "acprof convert --to "
    [ "$output" = "xml
json
yaml" ]
    run bash_offers "acprof validate --color a"
    contains always
}

@test "bash: lists are completed behind the last comma" {
    run bash_offers "acprof validate --platform windows,ma"
    [ "$output" = windows,macos ]
    run bash_offers "acprof validate --platform=windows,ma"
    [ "$output" = windows,macos ]
    run bash_offers "acprof validate --rule ACP0010,ACP113"
    contains ACP0010,ACP1130
}

@test "bash: rules and settings" {
    run bash_offers "acprof explain ACP1130"
    [ "$output" = ACP1130 ]
    run bash_offers "acprof explain tnd-https-w"
    [ "$output" = tnd-https-without-dns ]
    run bash_offers "acprof explain AutoReconnectB"
    contains AutoReconnectBehavior
    run bash_offers "acprof get a.xml AutoReconnectB"
    contains AutoReconnectBehavior
    run bash_offers "acprof help va"
    [ "$output" = validate ]
    run bash_offers "acprof completion "
    [ "$output" = "bash
zsh
fish" ]
}

@test "bash: files" {
    touch paris.xml plan.txt
    run bash_offers "acprof validate pa"
    [ "$output" = paris.xml ]
    run bash_offers "acprof validate --config=pa"
    [ "$output" = paris.xml ]
    run bash_offers "acprof validate --strict --jobs 2 pa"
    [ "$output" = paris.xml ]
}

@test "zsh" {
    need zsh
    acprof completion zsh >_acprof
    zsh -n _acprof
    run -0 zsh -fc "autoload -U compinit && compinit -u -d $PWD/dump && source ./_acprof && echo \$_comps[acprof]"
    [ "$output" = _acprof ]
}

@test "fish" {
    need fish
    acprof completion fish >acprof.fish
    fish -n acprof.fish
    PATH=$(dirname "$ACPROF"):$PATH run -0 fish -c 'source acprof.fish; complete -C "acprof validate --format s"'
    [[ $output == sarif* ]]
}

@test "no or another shell: usage" {
    run -2 acprof completion
    run -2 acprof completion tcsh
    contains "bash, zsh, fish"
}

# What stands on the line of a real shell after Tab: that of bash replaces only part of a word.
after_tab() {
    expect -c '
        set timeout 5
        log_user 0
        spawn -noecho env PS1=>> TERM=dumb INPUTRC=/dev/null bash --norc --noprofile -i
        send "PATH='"$(dirname "$ACPROF")"':\$PATH; PS1=\">>\"; eval \"\$(acprof completion bash)\"; bind \"set bell-style none\"; echo rea\"\"dy\r"
        expect "ready"
        expect ">>"
        send "echo; acprof '"$1"'\t"
        sleep 1
        send "\001: \005 #end\r"
        expect -re {: echo; acprof ([^\r]*) #end} { puts $expect_out(1,string) }
        send "exit\r"
        expect eof' | tail -n 1
}

@test "bash: a path behind /, also its attributes" {
    run bash_offers "acprof get s.xml AutoReconnect/"
    contains AutoReconnect/AutoReconnectBehavior
    contains AutoReconnect/@UserControllable
    run bash_offers "acprof explain AutoReconnect/A"
    [ "$output" = AutoReconnect/AutoReconnectBehavior ]
    run bash_offers "acprof get s.xml HostEntry[2]/HostA"
    [ "$output" = "HostEntry[2]/HostAddress" ]
    # what is offered for an attribute takes the place of @ and what is behind it
    run bash_offers "acprof get s.xml AutoReconnect/@"
    [ "$output" = @UserControllable ]
}

@test "bash: files behind KIND:, and with such characters in their names" {
    touch s.xml a:b.xml c@d.xml e=f.xml
    run bash_offers "acprof validate --kind mgmt:s"
    [ "$output" = s.xml ]
    run bash_offers "acprof validate --kind=mgmt:s"
    [ "$output" = s.xml ]
    run bash_offers "acprof validate a:"
    [ "$output" = b.xml ]
    run bash_offers "acprof validate c@"
    [ "$output" = @d.xml ]
    run bash_offers "acprof validate e=f"
    [ "$output" = f.xml ]
    run bash_offers "acprof rules --kind mg"
    [ "$output" = mgmt ]
}

@test "bash: what a real shell makes of it" {
    need expect
    touch s.xml
    run after_tab "get s.xml AutoReconnect/@"
    [[ $output == "get s.xml AutoReconnect/@UserControllable"* ]]
    run after_tab "validate --kind mgmt:s"
    [[ $output == "validate --kind mgmt:s.xml"* ]]
    run after_tab "validate --format=sa"
    [[ $output == "validate --format=sarif"* ]]
}
