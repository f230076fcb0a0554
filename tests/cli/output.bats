#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Writing: whole or not at all, and never unnoticed when it failed.
load common

@test "full disk on standard output: exit 3 and a message, for every command" {
    write_profile a.xml
    for line in "validate a.xml" "validate --format json a.xml" "validate --format sarif a.xml" \
        "validate --format junit a.xml" "validate --format github a.xml" \
        "validate --format checkstyle a.xml" "fmt a.xml" "fmt --check a.xml" \
        "convert --to json a.xml" "get a.xml HostName" "get a.xml ServerList" rules \
        "rules --format json" "rules --format markdown" "explain ACP0121" "explain AutoReconnect" \
        "schema vpn" "schema vpn --format json-schema" "completion bash" help "help validate" \
        "help --man" --version "validate --help"; do
        code=0
        # shellcheck disable=SC2086
        "$ACPROF" $line >/dev/full 2>message || code=$?
        [ "$code" = 3 ] || { echo "$line: $code" >&2; false; }
        grep -q 'standard output cannot be written: No space left on device' message
        [ "$(wc -l <message)" -le 2 ]
    done
}

@test "a reader that goes away: exit 3, no message" {
    for i in $(seq 1 200); do write_profile "p$i.xml"; done
    for line in "validate p*.xml" "validate --format json p*.xml" "rules --format json" "schema vpn"; do
        code=$(
            set +o pipefail
            # shellcheck disable=SC2086
            { eval "$ACPROF $line" 2>message; echo $? >&3; } 3>code | head -c 1 >/dev/null
            cat code
        )
        [ "$code" = 3 ] || { echo "$line: $code" >&2; false; }
        [ ! -s message ]
    done
}

@test "closed standard output: exit 3" {
    write_profile a.xml
    code=0
    "$ACPROF" validate a.xml >&- 2>message || code=$?
    [ "$code" = 3 ]
}

@test "a file is replaced in one step, with mode and owner kept" {
    cp "$VALID/full.xml" a.xml
    chmod 640 a.xml
    [ "$(id -u)" != 0 ] || chown 1234:4321 a.xml
    before=$(stat -c '%a %u %g' a.xml)
    inode=$(stat -c %i a.xml)
    acprof fmt --write a.xml
    [ "$(stat -c '%a %u %g' a.xml)" = "$before" ]
    [ "$(stat -c %i a.xml)" != "$inode" ]
    [ "$(find . -type f | wc -l)" = 1 ]
}

@test "a new file gets the mode the mask gives" {
    (umask 027 && acprof convert --to json --output new.json "$VALID/full.xml")
    [ "$(stat -c %a new.json)" = 640 ]
}

@test "through a link the file is replaced, not the link" {
    mkdir real
    cp "$VALID/full.xml" real/a.xml
    ln -s real/a.xml link.xml
    acprof fmt --write link.xml
    [ -L link.xml ]
    acprof fmt --check real/a.xml
}

@test "a file that must not be written stays, exit 3" {
    mkdir d
    cp "$VALID/full.xml" d/a.xml
    chmod 555 d
    chmod 444 d/a.xml
    before=$(sha256sum d/a.xml)
    run as_nobody fmt --write d/a.xml
    chmod 755 d
    [ "$status" = 3 ]
    contains "d/a.xml cannot be written: Permission denied"
    [ "$(sha256sum d/a.xml)" = "$before" ]
    [ "$(find d -type f | wc -l)" = 1 ]
}

@test "no room on the disk: the old file stays whole" {
    [ "$(id -u)" = 0 ] || skip "needs root to mount a small file system"
    unshare -m true 2>/dev/null || skip "mounting is not allowed here"
    mkdir small
    run unshare -m sh -c "
        mount -t tmpfs -o size=16k none small || exit 77
        cp '$VALID/minimal.xml' small/a.xml
        dd if=/dev/zero of=small/filler bs=1k count=16 2>/dev/null
        before=\$(sha256sum small/a.xml)
        '$ACPROF' fmt --write small/a.xml
        code=\$?
        [ \"\$(sha256sum small/a.xml)\" = \"\$before\" ] || exit 78
        [ \$(ls -A small | wc -l) = 2 ] || exit 79
        exit \$code"
    [ "$status" != 77 ] || skip "mounting is not allowed here"
    [ "$status" = 3 ]
    contains "No space left on device"
}
