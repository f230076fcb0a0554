#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets output and status
# acprof edit at a terminal, as a person uses it
load common

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    unset NO_COLOR COLUMNS INPUTRC
    export TERM=xterm HOME=$PWD
    need expect
    cp "$VALID/ssl.xml" a.xml
}

# Runs expect's commands from standard input on a session over a.xml: `await TEXT` waits for what
# comes, `enter TEXT` types a line at the prompt. Ends with the exit code of acprof.
session() {
    {
        cat <<EOF
set timeout 10
log_user ${SHOW:-0}
proc await {text} {
    expect {
        -ex \$text {}
        timeout { puts "no: \$text"; exit 98 }
        eof { puts "ended before: \$text"; exit 97 }
    }
}
proc enter {text} { await "> "; send -- "\$text\r" }
proc ends {} {
    expect { eof {} timeout { puts "does not end"; exit 96 } }
    set code [wait]
    if {[lsearch \$code SIGTERM] >= 0} { exit 94 }
    exit [expr {[lindex \$code 2] == 0 ? [lindex \$code 3] : 95}]
}
spawn "$ACPROF" edit ${OPTIONS:-} a.xml
EOF
        cat
    } >session.exp
    expect session.exp
}

@test "completion: elements, entries, values; what was chosen is done" {
    session <<'EOF'
await "Tab completes."
await "AnyConnectProfile> "
send "goto Ser\t"
await "goto ServerList"
send "\t"
await "/"
send "\t"
await "HostEntry"
send "\t"
await "Branch office Lyon"
send "P\t"
await "Paris\"\]"
send "\r"
await "Paris\"\]> "
send "set PrimaryP\tIP\t\r"
await "PrimaryProtocol IPsec"
await "*> "
send "set PrimaryProtocol \t\t"
await "IPsec with IKEv2"
send "\025save\r"
await "a.xml is saved."
enter quit
ends
EOF
    [ "$(acprof get a.xml 'HostEntry[1]/PrimaryProtocol')" = IPsec ]
}

@test "completion: names with blanks in quotes, other letters, answers, files" {
    mkdir "our certificates"
    openssl x509 -in "$SRC/testdata/certificates/paris.pem" -out "our certificates/paris one.pem"
    session <<'EOF'
enter "set bran\t/hosta\t lyon.example.com"
await "*> "
send "wizard pin\r"
await "file \[\]: "
send "our\tpar\t\r"
await "subject CN=paris.example.com"
await "which \[1\]: "
send "1\r"
await "host \[\]: "
send "Par\t\r"
await "enable \[yes\]: "
send "y\t\r"
await "Done;"
enter "wizard pin file=o\tp\t which=1 host=bra\t"
await "Done;"
enter "save ~/our\tb.xml"
await "certificates/b.xml is saved"
enter quit
ends
EOF
    [ "$(acprof get "our certificates/b.xml" 'HostEntry[2]/HostAddress')" = lyon.example.com ]
    for host in 1 2; do
        [ "$(acprof get "our certificates/b.xml" "HostEntry[$host]/CertificatePinList/Pin")" = \
            "$(acprof pin --format json "$SRC/testdata/certificates/paris.pem" | jq -r '.[0].pin')" ]
    done
}

@test "completion of a place with more than can be shown" {
    "$PYTHON" "$SRC/tests/bench/make_profiles.py" a.xml --hosts 500
    session <<'EOF'
await "> "
send "goto ServerList/HostEntry\[HostName=\"\t\t"
await "more; type more of it"
send "\025quit\r"
ends
EOF
}

@test "set without a value asks for it, with the values there are; undo; unsaved quit" {
    session <<'EOF'
enter "set AutoReconnectBehavior"
await "keep the session and reconnect on resume"
await {Auto Reconnect Behavior [ReconnectAfterResume]: }
send "\r"
await "Nothing is changed."
enter "set AutoReconnectBehavior"
await {[ReconnectAfterResume]: }
send "Disc\t\r"
await "*> "
send "print AutoReconnectBehavior\r"
await "DisconnectOnSuspend"
enter undo
await "undone: set"
enter redo
await "done again"
enter "set AuthenticationTimeout"
await "Authentication Timeout Values: 30"
send "\1775\r"
enter "print AuthenticationTimeout"
await 35
enter quit
await "Save them? \[y\]es, \[n\]o, \[c\]ancel: "
send "what\r"
await "Type one of the letters"
await "ancel: "
send "c\r"
enter quit
await "ancel: "
send "n\r"
ends
EOF
    cmp a.xml "$VALID/ssl.xml"
}

@test "a change that adds an error: shown at once, made only when wanted" {
    session <<'EOF'
enter "set AutoReconnect maybe"
await "ACP0124 boolean-bad"
await "Change it all the same? \[y/N\] "
send "\r"
await "Nothing is changed."
enter "set AutoReconnect maybe"
await "same? \[y/N\] "
send "y\r"
await "*> "
send "save\r"
await "saved"
enter quit
ends
EOF
    [ "$(acprof get a.xml AutoReconnect)" = maybe ]
}

@test "a wizard: a bad answer is asked again, the rest is one change" {
    session <<'EOF'
enter "wizard server"
await "name: "
send "Oslo\r"
await "address: "
send "bad..host\r"
await "ACP1031"
await "address: "
send "oslo.example.com\r"
await "group \[\]: "
send "\r"
await "protocol \[SSL\]: "
send "IP\t\r"
await "method \[\]: "
send "\r"
await "backups \[\]: "
send "b.example.com, c.example.com\r"
await "Done; 'undo' takes all of it back."
enter undo
enter redo
enter save
await "saved"
enter quit
ends
EOF
    [ "$(acprof get a.xml 'HostEntry[HostName="Oslo"]/BackupServerList/HostAddress[2]')" = c.example.com ]
    [ "$(acprof get a.xml 'HostEntry[HostName="Oslo"]/PrimaryProtocol')" = IPsec ]
    acprof validate a.xml
}

@test "the pin wizard: certificates pasted, in one go or line by line" {
    paste=$(sed 's/$/\\r/' "$SRC/testdata/certificates/paris.pem" | tr -d '\n')
    for how in "\\033\\[200~$paste\\033\\[201~" "$paste"; do
        cp "$VALID/ssl.xml" a.xml
        session <<EOF
enter "wizard pin"
await "file \[\]: "
send "\r"
await "| "
send -- "$how\r"
await "subject CN=paris.example.com"
await "issuer  CN=Example Issuing CA"
await "which \[1\]: "
send "1\r"
await "host \[\]: "
send "Paris\r"
await "enable \[yes\]: "
send "\r"
await "ACP1284"
enter save
await "saved"
enter quit
ends
EOF
        [ "$(acprof get a.xml HostEntry[1]/CertificatePinList/Pin)" = \
            "$(acprof pin --format json "$SRC/testdata/certificates/paris.pem" | jq -r '.[0].pin')" ]
    done
}

@test "Ctrl-C drops the line, or leaves a wizard, and the session goes on" {
    session <<'EOF'
await "> "
send "delete ServerList\003"
await "^C"
enter "set AuthenticationTimeout 60"
enter "wizard server"
await "name: "
send "Oslo\r"
await "address: "
send "\003"
await "nothing is changed"
enter diff
await "1 difference, 1 weakens security."
enter "quit discard"
ends
EOF
}

@test "Ctrl-C right behind a key, and a line right behind Ctrl-C" {
    session <<'EOF'
await "> "
for {set i 0} {$i < 60} {incr i} {
    send "x"
    if {$i % 2} { send "y" }
    send "\003"
    await "^C"
    await "> "
}
for {set i 0} {$i < 60} {incr i} {
    send "quit discard\003print AutoReconnect/@UserControllable\r"
    await "^C"
    await "> "
    await "false"
    await "> "
}
send "quit\r"
ends
EOF
}

@test "Ctrl-C ends what is still being shown, and the session goes on" {
    "$PYTHON" "$SRC/tests/bench/make_profiles.py" a.xml --hosts 2000
    session <<'EOF'
await "> "
send "print xml\r"
await "Site 10<"
after 500
send "\003"
expect {
    -ex "Site 2009<" { puts "shown to the end"; exit 92 }
    -ex "</AnyConnectProfile>" { puts "shown to the end"; exit 92 }
    -ex "AnyConnectProfile> " {}
    timeout { exit 93 }
}
send "\025\r"
enter "print AutoReconnect/@UserControllable"
await false
enter quit
ends
EOF
}

@test "Ctrl-D ends the session, and asks for what is not saved" {
    session <<'EOF'
enter "set AuthenticationTimeout 60"
await "*> "
send "\004"
await "ancel: "
send "\004"
await "*> "
send "\004"
await "ancel: "
send "y\r"
await "a.xml is saved."
ends
EOF
    [ "$(acprof get a.xml AuthenticationTimeout)" = 60 ]
}

@test "the window gets another size: tables do as well" {
    session <<'EOF'
await "> "
stty rows 30 columns 60 < $spawn_out(slave,name)
after 300
send "pane preferences-1\r"
await "Preferences (Part 1)"
expect -re {\n(UseStartBeforeLogon[^\r\n]*)} {} timeout {exit 90}
set line $expect_out(1,string)
if {[string length $line] > 60} { puts "too long: $line"; exit 91 }
send "set AuthenticationTimeout 60\r"
await "*> "
send "quit discard\r"
ends
EOF
}

@test "the file changes on disk: it is said at once, and save asks" {
    session <<EOF
enter "set AuthenticationTimeout 60"
await "*> "
exec "$ACPROF" set --write a.xml AuthenticationTimeout=90
send "\r"
await "a.xml has changed on disk since it was read."
enter save
await "\[r\]eload it, save \[e\]lsewhere, \[o\]verwrite it, or \[c\]ancel? "
send "c\r"
await "Nothing is saved."
enter save
await "ancel? "
send "e\r"
await "Save as: "
send "b.xml\r"
await "the session goes on with it"
enter quit
ends
EOF
    [ "$(acprof get a.xml AuthenticationTimeout)" = 90 ]
    [ "$(acprof get b.xml AuthenticationTimeout)" = 60 ]
    session <<EOF
enter "set AuthenticationTimeout 61"
await "*> "
exec "$ACPROF" set --write a.xml AuthenticationTimeout=91
send "save\r"
await "ancel? "
send "r\r"
await "is as on disk again"
enter "print AuthenticationTimeout"
await 91
enter undo
enter save
await "saved"
enter quit
ends
EOF
    [ "$(acprof get a.xml AuthenticationTimeout)" = 61 ]
}

@test "the terminal is lost: what was not saved is beside the file" {
    chmod 640 a.xml
    session <<'EOF'
enter "set AuthenticationTimeout 60"
await "*> "
send "delete Pa"
close
wait
exit 0
EOF
    cmp a.xml "$VALID/ssl.xml"
    [ "$(acprof get a.xml.unsaved AuthenticationTimeout)" = 60 ]
    [ "$(acprof get a.xml.unsaved 'HostEntry[1]/HostName')" = Paris ]
    [ "$(stat -c %a a.xml.unsaved)" = 600 ]
    code=0
    session <<'EOF' || code=$?
await "a.xml.unsaved holds what a session that lost its terminal had not saved"
enter "set AuthenticationTimeout 61"
await "*> "
exec kill -TERM [exp_pid]
await "What was not saved is in a.xml.unsaved-2."
ends
EOF
    [ "$code" = 94 ]
    [ "$(acprof get a.xml.unsaved-2 AuthenticationTimeout)" = 61 ]
}

@test "a save that fails loses nothing" {
    mkdir d
    mv a.xml d/
    ln -s d/a.xml a.xml
    session <<'EOF'
enter "set AuthenticationTimeout 60"
await "*> "
exec rm -r d
send "\r"
await "is gone from"
enter "save --force"
await "cannot be written"
await "all changes are still here"
enter "save b.xml"
await "the session goes on with it"
enter quit
ends
EOF
    [ "$(acprof get b.xml AuthenticationTimeout)" = 60 ]
}

@test "a read-only file says so at the start" {
    [ "$(id -u)" != 0 ] || skip "root can write everything"
    chmod 400 a.xml
    session <<'EOF'
await "a.xml cannot be written; 'save FILE' writes elsewhere."
enter quit
ends
EOF
}

@test "history: of the session only, unless a file is named" {
    touch before
    sleep 0.1
    session <<'EOF'
enter "print AutoReconnect"
await true
await "> "
send "\033\[A\r"
await true
enter quit
ends
EOF
    [ "$(find . -newer before -type f)" = ./session.exp ]
    OPTIONS="--history lines" session <<'EOF'
enter "print AutoReconnect"
enter quit
ends
EOF
    [ "$(cat lines)" = "print AutoReconnect
quit" ]
    OPTIONS="--history lines" session <<'EOF'
await "> "
send "\033\[A\033\[A"
await "print AutoReconnect"
send "\025quit\r"
ends
EOF
}

@test "lines pasted at once are run up to one that fails" {
    session <<'EOF'
await "> "
send "\033\[200~set AuthenticationTimeout 60\rgoto Nirvana\rdelete ServerList\033\[201~\r"
await "there is no setting"
await "The lines pasted behind this one are not run."
enter "diff"
await "1 difference"
enter "quit discard"
ends
EOF
}

@test "a name that could steer the terminal is made visible in the prompt" {
    sed -i 's/>Paris</>Pa\xe2\x80\xaeris</' a.xml
    SHOW=1 session >out <<'EOF'
enter "goto HostEntry\[1\]"
await "u202Eris"
enter "quit"
ends
EOF
    run grep -c $'\xe2\x80\xae' out
    [ "$output" = 0 ]
}

@test "commands can be shortened at a terminal" {
    session <<'EOF'
enter "desc AutoReconnect"
await "Preferences (Part 1): Auto Reconnect"
enter "un AutoReconnect"
await "'un' is short for several commands, such as unset and undo"
enter "q"
ends
EOF
}
