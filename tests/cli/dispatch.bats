#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Commands that are programs of their own.
load common

# A copy of the program with a command of its own beside it.
install_here() {
    mkdir -p bin
    cp "$ACPROF" "$(dirname "$ACPROF")"/libprofile.so.* bin/
    cat >bin/acprof-dummy <<'EOF'
#!/bin/sh
printf '%s|' "$0" "$@"
exit 42
EOF
    chmod +x bin/acprof-dummy
}

@test "acprof-NAME beside the program is run with its arguments, its exit code is ours" {
    install_here
    run -42 bin/acprof dummy --option "two words" ''
    [[ $output == *"/bin/acprof-dummy|--option|two words||" ]]
}

@test "also when started through PATH, a link, another directory" {
    install_here
    ln -s "$PWD/bin/acprof" "$BATS_TEST_TMPDIR/linked"
    mkdir elsewhere
    cd elsewhere
    run -42 ../linked dummy
    PATH=$BATS_TEST_TMPDIR/bin:$PATH run -42 bash -c 'acprof dummy'
}

@test "help of such a command asks the program" {
    install_here
    run -42 bin/acprof help dummy
    [[ $output == *"|--help|" ]]
}

@test "a command built in is never replaced" {
    install_here
    cp bin/acprof-dummy bin/acprof-rules
    run -0 bin/acprof rules
    lacks "acprof-rules"
}

@test "a program that cannot be run: exit 3" {
    install_here
    chmod -x bin/acprof-dummy
    run -3 bin/acprof dummy
    contains "acprof-dummy cannot be run: Permission denied"
}

@test "only plain names are looked for" {
    install_here
    mkdir bin/acprof-
    cp bin/acprof-dummy bin/evil
    for name in ../evil /bin/sh 'dummy/' '' 'Dummy' '-dummy'; do
        run -2 bin/acprof "$name"
    done
}

@test "what is not there is an unknown command" {
    install_here
    run -2 bin/acprof dumy
    contains "'dumy' is not an acprof command"
}
