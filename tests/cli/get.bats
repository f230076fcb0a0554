#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

@test "a value, an attribute, several values" {
    run -0 acprof get "$VALID/full.xml" AutoReconnect
    [ "$output" = true ]
    run -0 acprof get "$VALID/full.xml" AutoReconnect/@UserControllable
    [ "$output" = false ]
    run -0 acprof get "$VALID/full.xml" HostEntry/HostName
    [ "${#lines[@]}" -ge 2 ]
}

@test "picked by key and by number; whole path" {
    run -0 acprof get "$VALID/full.xml" HostEntry/HostName
    first=${lines[0]} second=${lines[1]}
    run -0 acprof get "$VALID/full.xml" 'HostEntry[2]/HostName'
    [ "$output" = "$second" ]
    run -0 acprof get "$VALID/full.xml" "HostEntry[HostName=\"$first\"]/HostName"
    [ "$output" = "$first" ]
    run -0 acprof get "$VALID/full.xml" AnyConnectProfile/ClientInitialization/AutoReconnect
    [ "$output" = true ]
}

@test "an element of elements is printed as XML" {
    run -0 acprof get "$VALID/minimal.xml" ServerList
    [ "${lines[0]}" = "<ServerList>" ]
    [ "${lines[-1]}" = "</ServerList>" ]
    xmllint --noout - <<<"$output"
}

@test "standard input, JSON and YAML" {
    run -0 acprof get - AutoReconnect <"$VALID/full.xml"
    [ "$output" = true ]
    for format in json yaml; do
        acprof convert --to $format --output "a.$format" "$VALID/full.xml"
        run -0 acprof get "a.$format" AutoReconnect
        [ "$output" = true ]
    done
}

@test "absent: exit 1, and what the client does without it" {
    run -1 --separate-stderr acprof get "$VALID/minimal.xml" AutoReconnect
    [ -z "$output" ]
    [[ $stderr == *"does not set AutoReconnect; the client then takes it to be 'true'" ]]
    run -1 acprof get "$VALID/minimal.xml" 'HostEntry[HostName="Nowhere"]/HostAddress'
    contains 'has no HostEntry[HostName="Nowhere"]/HostAddress'
    run -1 acprof get "$VALID/minimal.xml" 'HostEntry[9]'
}

@test "ambiguous: exit 2 and the candidates" {
    run -2 acprof get "$VALID/full.xml" HostAddress
    contains AnyConnectProfile/ServerList/HostEntry/HostAddress
    contains AnyConnectProfile/ClientInitialization/BackupServerList/HostAddress
}

@test "no such setting, bad syntax: exit 2" {
    run -2 acprof get "$VALID/full.xml" NoSuchThing
    contains NoSuchThing
    for path in 'HostEntry[' 'HostEntry[x' 'HostEntry[HostName="x]' '' / '[1]' '@'; do
        run -2 acprof get "$VALID/full.xml" "$path"
        [ -n "$output" ]
    done
}

@test "usage, damaged and missing files" {
    run -2 acprof get "$VALID/full.xml"
    contains "a file and a path are needed"
    run -2 acprof get "$VALID/full.xml" A B
    run -1 acprof get "$INVALID/truncated.xml" HostName
    contains ACP0010
    run -3 acprof get missing.xml HostName
}

@test "a value cannot steer a terminal, but scripts get its bytes" {
    write_profile a.xml SSL "$(printf 'x\xc2\x9b2Jy')"
    run -0 acprof get a.xml HostEntry/HostName
    [ "$output" = "$(printf 'x\xc2\x9b2Jy')" ]
    run on_terminal "$ACPROF get a.xml HostEntry/HostName"
    [ "$output" = 'x\u009B2Jy' ]
}

@test "absent, and what the client does then is disputed" {
    run -1 --separate-stderr acprof get "$VALID/minimal.xml" AllowLocalProxyConnections
    [ -z "$output" ]
    [[ $stderr == *"does not set AllowLocalProxyConnections, and the sources disagree"*"takes it to be 'false'" ]]
    run -1 acprof get "$VALID/minimal.xml" WindowsVPNEstablishment
    contains "the published schema AllowRemoteUsers"
    run -1 acprof get "$VALID/minimal.xml" AutoReconnect
    lacks disagree
}
