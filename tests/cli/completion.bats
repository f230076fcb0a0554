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

@test "bash: every command, and every word of its options" {
    bash_offers "acprof " | grep -v '^-' | sort >commands
    acprof help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | sort >wanted
    diff wanted commands
    while read -r command; do
        acprof help "$command" | sed -En '/^Options:/,$s/^  (-[a-zA-Z], )?(--[a-z-]*).*/\2/p' | sort >wanted
        bash_offers "acprof $command -" | grep -v '^-.$' | sort >offered
        diff wanted offered
    done <commands
}

@test "bash: templates, engines, kinds, rule ids" {
    [ "$(bash_offers "acprof new " | sort)" = "$(acprof new --list | sed -n 's/^\([a-z][a-z0-9-]*\) .*/\1/p' | sort)" ]
    [ "$(bash_offers "acprof decide " | grep -v '^list$' | sort)" = "$(acprof decide list | sort)" ]
    [ "$(bash_offers "acprof schema " | wc -l)" = "$(grep -c "<kind id=" "$BATS_TEST_DIRNAME/../../schemas/kinds.xml")" ]
    bash_offers "acprof explain ACP" | grep '^ACP' | sort >offered
    acprof rules --all --format json 2>/dev/null | jq -r '.[].id' | sort >wanted || acprof rules --format json | jq -r '.[].id' | sort >wanted
    [ -z "$(comm -23 wanted offered)" ]
}

@test "bash: paths of the file that is on the line" {
    cp "$VALID/full.xml" .
    sed -i '0,/<HostName>[^<]*/s//<HostName>Par is "x"\/y/' full.xml
    run bash_offers "acprof get full.xml HostEntry"
    contains 'HostEntry\[HostName=\"Par\ is\ \"\"x\"\"/y\"\]'
    # as it is written by then, = and what is behind it is what the shell replaces
    run bash_offers 'acprof get full.xml HostEntry\[HostName=\"Par\ is\ \"\"x\"\"/y\"\]/HostA'
    [ "$output" = '\"Par\ is\ \"\"x\"\"/y\"\]/HostAddress' ]
    run bash_offers "acprof get full.xml 'HostEntry[HostName=\"Pa"
    [ "$output" = 'HostEntry[HostName="Par is ""x""/y"]' ]
    # of this kind only, and by number where there is no key
    run bash_offers "acprof get full.xml "
    lacks FipsMode
    contains AutoReconnectBehavior
    run bash_offers "acprof get full.xml CertificatePinning/CertificatePinList/"
    contains 'Pin[2]'
    # what is there, and what may be there
    run bash_offers "acprof set --write full.xml AuthenticationTimeout="
    [ "$output" = 30 ]
    run bash_offers "acprof set full.xml PPPExclusion="
    contains Override
    contains Automatic
    # a name with blanks
    cp full.xml 'my file.xml'
    run bash_offers 'acprof get my\ file.xml Fips'
    [ -z "$output" ]
    # nothing that could wait, or is none of ours
    mkfifo pipe
    run bash_offers "acprof get pipe FipsM"
    [ "$output" = FipsMode ]
    printf '<project/>' >pom.xml
    run bash_offers "acprof get pom.xml FipsM"
    [ "$output" = FipsMode ]
}

@test "bash: control characters of a file are not offered" {
    cp "$VALID/minimal.xml" .
    sed -i '0,/<HostName>[^<]*/s//<HostName>a\&#10;b/' minimal.xml
    run bash_offers "acprof get minimal.xml HostEntry"
    contains 'HostEntry[1]'
    lacks HostName=
}

@test "bash: every command of a real shell, with paths of the file" {
    need expect
    cp "$VALID/full.xml" s.xml
    run after_tab "get s.xml HostEntry\\\\\\[H"
    [[ $output == *'get s.xml HostEntry\[HostName='* ]]
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
    cp "$VALID/full.xml" 's s.xml'
    printf '%s\n' 'source acprof.fish' "complete -C \"acprof get 's s.xml' 'HostEntry[HostName=\\\"P\"" \
        "complete -C 'acprof decide tn'" >ask.fish
    PATH=$(dirname "$ACPROF"):$PATH run -0 fish ask.fish
    [[ ${lines[0]} == 'HostEntry[HostName="Paris"]'* ]]
    [[ ${lines[1]} == tnd* ]]
}

@test "zsh: what a real shell makes of it" {
    need zsh
    need expect
    cp "$VALID/full.xml" 's s.xml'
    acprof completion zsh >_acprof
    cat >ask.exp <<'END'
set timeout 5
log_user 0
spawn -noecho env TERM=dumb zsh -f -i
send "PS1='>>'; PATH=$env(DIRECTORY):\$PATH; autoload -U compinit; compinit -u -d ./dump; source ./_acprof; echo rea''dy\r"
expect "ready"
expect ">>"
foreach text $argv {
    send "\025echo; acprof $text\t"
    sleep 1
    send "\001: \005 #end"
    expect -re {: echo; acprof ([^\r]*) #end} { puts $expect_out(1,string) }
    send "\025"
}
send "exit\r"
expect eof
END
    DIRECTORY=$(dirname "$ACPROF") run expect ask.exp "get 's s.xml' 'HostEntry[HostName=\"P" \
        'set s\ s.xml PPPExclusion=O' 'decide tn'
    [[ ${lines[0]} == *"'HostEntry[HostName=\"Paris\"]'"* ]]
    [[ ${lines[1]} == *PPPExclusion=Override* ]]
    [[ ${lines[2]} == *'decide tnd'* ]]
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
