#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Writing: whole or not at all, and never unnoticed when it failed.
load common

@test "full disk on standard output: exit 3 and a message, for every command" {
    write_profile a.xml
    for line in "validate a.xml" "validate --format json a.xml" "validate --format sarif a.xml" \
        "validate --format junit a.xml" "validate --format github a.xml" \
        "validate --format checkstyle a.xml" "fmt a.xml" "fmt --check a.xml" \
        "fix a.xml" "fix --dry-run a.xml" \
        "convert --to json a.xml" "get a.xml HostName" "get a.xml ServerList" "set a.xml HostName=x" \
        "delete a.xml PrimaryProtocol" "new --list" "new ssl --list" "new fips" rules \
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

@test "a reader that has left: every command ends with 3, without a message" {
    write_profile a.xml
    for line in "validate a.xml" "validate --format json a.xml" "validate --format sarif a.xml" \
        "validate --format junit a.xml" "validate --format github a.xml" \
        "validate --format checkstyle a.xml" "fmt a.xml" "fmt --check a.xml" \
        "convert --to json a.xml" "get a.xml HostName" "get a.xml ServerList" "set a.xml HostName=x" "delete a.xml PrimaryProtocol" "new --list" "new ssl --list" "new fips" rules \
        "rules --format json" "rules --format markdown" "explain ACP0121" "explain AutoReconnect" \
        "schema vpn" "schema vpn --format json-schema" "completion bash" help "help validate" \
        "help --man" --version "validate --help"; do
        mkfifo out
        { exec 4<out; : >gone; exec 4<&-; : >left; } &
        code=0
        # shellcheck disable=SC2086
        { while [ ! -e left ]; do sleep 0.01; done; "$ACPROF" $line 2>message || code=$?; } >out
        wait
        rm -f out gone left
        [ "$code" = 3 ] || { echo "$line: $code" >&2; false; }
        case $line in "fmt --check"*) grep -v 'not in canonical layout' message >said || true ;; *) cp message said ;; esac
        [ ! -s said ] || { echo "$line: $(cat said)" >&2; false; }
    done
}

@test "a reader that has read all there is: the code is that of the command" {
    write_profile a.xml
    run bash -c '"$0" validate a.xml | cat >/dev/null; echo "${PIPESTATUS[0]}"' "$ACPROF"
    [ "$output" = 1 ]
    run bash -c '"$0" rules | { cat >/dev/null; }; echo "${PIPESTATUS[0]}"' "$ACPROF"
    [ "$output" = 0 ]
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

@test "a link out of its directory is not followed" {
    mkdir here there
    cp "$VALID/full.xml" there/a.xml
    ln -s ../there/a.xml here/link.xml
    before=$(sha256sum there/a.xml)
    run acprof fmt --write here/link.xml
    [ "$status" = 3 ]
    contains "here/link.xml cannot be written: it is a link out of its directory; name the file it leads to"
    [ -L here/link.xml ]
    [ "$(sha256sum there/a.xml)" = "$before" ]
    ln -s there also
    acprof fmt --write also/a.xml
    [ "$(sha256sum there/a.xml)" != "$before" ]
}

@test "a link that leads nowhere is neither replaced nor followed" {
    ln -s missing.json link.json
    run acprof convert --to json --output link.json "$VALID/full.xml"
    [ "$status" = 3 ]
    contains "link.json cannot be written: it is a link to a file that does not exist"
    [ -L link.json ]
    [ ! -e missing.json ]
    [ "$(find . ! -name . | wc -l)" = 1 ]
}

# fmt --write by a user without rights whose groups are the given ones; the file is as $1 says.
written_by_others() {
    mkdir -p d bin
    cp "$ACPROF" "$(dirname "$ACPROF")"/libprofile.so.* bin/
    cp "$VALID/full.xml" d/a.xml
    chmod -R a+rX bin
    chmod a+x . .. "$BATS_RUN_TMPDIR"
    chmod 777 d
    chown 1234:4321 d/a.xml
    chmod "$1" d/a.xml
    shift
    setpriv --reuid 65534 --regid 65534 "$@" bin/acprof fmt --write d/a.xml >/dev/null
    stat -c '%a %u %g' d/a.xml
}

@test "a member of the file's group writes: the group and its rights stay" {
    [ "$(id -u)" = 0 ] || skip "needs root to be somebody else"
    [ "$(written_by_others 664 --groups 4321)" = "664 65534 4321" ]
    [ "$(written_by_others 2660 --groups 4321)" = "660 65534 4321" ]
}

@test "a stranger writes: nobody gets rights he did not have" {
    [ "$(id -u)" = 0 ] || skip "needs root to be somebody else"
    [ "$(written_by_others 666 --clear-groups)" = "666 65534 65534" ]
    [ "$(written_by_others 646 --clear-groups)" = "644 65534 65534" ]
    [ "$(written_by_others 676 --clear-groups)" = "666 65534 65534" ]
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

# acprof set, delete and merge --write at each step of which the signal of $1 comes; stops when it
# runs to its end. What is left behind is looked at by the function $2.
interrupted() {
    cp "$VALID/full.xml" old.xml
    acprof set old.xml LocalLanAccess=true >new.xml 2>/dev/null
    interrupt "$1" "$2" set --write d/a.xml LocalLanAccess=true
    acprof delete old.xml LocalLanAccess >new.xml 2>/dev/null
    interrupt "$1" "$2" delete --write d/a.xml LocalLanAccess
    sed 's/<!--/<!-- other/' old.xml >base.xml
    cp base.xml theirs.xml
    acprof delete --write theirs.xml LocalLanAccess 2>/dev/null
    acprof merge base.xml old.xml theirs.xml >new.xml
    interrupt "$1" "$2" merge --write base.xml d/a.xml theirs.xml
}

interrupt() {
    local shim step code
    shim=$(dirname "$ACPROF")/tests/kill_at.so
    [ -e "$shim" ] || skip "tests/kill_at.so is not built"
    ! cmp -s old.xml new.xml || return 1
    for ((step = 1; step < 100; step++)); do
        rm -rf d
        mkdir d
        cp old.xml d/a.xml
        chmod 640 d/a.xml
        code=0
        ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 LD_PRELOAD=$shim KILL_AT=$step KILL_SIGNAL=$1 \
            "$ACPROF" "${@:3}" 2>/dev/null || code=$?
        "$2"
        [ "$code" != 0 ] || break
        [ "$code" = $((128 + $1)) ]
    done
    [ "$step" -gt 12 ]
    [ "$step" -lt 100 ]
    cmp d/a.xml new.xml
}

old_or_new() {
    cmp -s d/a.xml old.xml || cmp -s d/a.xml new.xml || { echo "step $step: neither old nor new" >&2; false; }
    [ "$(stat -c %a d/a.xml)" = 640 ]
}

nothing_beside() {
    old_or_new
    [ "$(ls -A d)" = a.xml ]
}

@test "killed at any step of writing: the file is the old one or the new one, whole" {
    interrupted 9 old_or_new
}

@test "interrupted at any step of writing: the same, and nothing is left beside it" {
    interrupted 2 nothing_beside
}
