#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

@test "write, then only what is new is reported" {
    mkdir d
    write_profile d/a.xml
    run -0 --separate-stderr acprof validate --baseline known.json --write-baseline d
    [ -z "$output" ]
    [[ $stderr == *"written to known.json" ]]
    run -0 acprof validate --baseline known.json d
    [ -z "$output" ]
    write_profile d/b.xml
    run -1 acprof validate --baseline known.json d
    contains d/b.xml
    lacks d/a.xml
    contains "known from the baseline not shown"
}

@test "findings stay known when lines move, not when the value changes" {
    write_profile a.xml
    acprof validate --baseline known.json --write-baseline a.xml
    sed -i '2s/$/\n\n\n<!-- moved -->/' a.xml
    run -0 acprof validate --baseline known.json a.xml
    sed -i 's/>ssl</>Ssl</' a.xml
    run -1 acprof validate --baseline known.json a.xml
    contains ACP0121
}

@test "the file is sorted, stable and has no lines in it" {
    for name in c a b; do write_profile "$name.xml" ssl "$name"; done
    acprof validate --baseline one.json --write-baseline a.xml b.xml c.xml
    acprof validate --baseline two.json --write-baseline --jobs 1 c.xml b.xml a.xml a.xml
    cmp one.json two.json
    jq -e '.version == 1 and (.findings | map([.file, .rule]) | . == sort)' one.json
    jq -e 'all(.findings[]; keys == ["file", "fingerprint", "path", "rule"])' one.json
    [ "$(jq -r '.findings[] | select(.rule == "ACP0121") | .file' one.json)" = "a.xml
b.xml
c.xml" ]
}

@test "file names are relative to the baseline, from wherever it is used" {
    mkdir -p repo/profiles other
    write_profile repo/profiles/a.xml
    acprof validate --baseline repo/known.json --write-baseline repo/profiles/a.xml
    [ "$(jq -r '.findings[0].file' repo/known.json)" = profiles/a.xml ]
    cd repo/profiles
    run -0 acprof validate --baseline ../known.json a.xml
    run -0 acprof validate --baseline ../known.json "$PWD/a.xml"
    cd ../../other
    acprof validate --baseline known.json --write-baseline ../repo/profiles
    [ "$(jq -r '.findings[0].file' known.json)" = ../repo/profiles/a.xml ]
}

@test "machine formats respect it too" {
    write_profile a.xml
    acprof validate --baseline known.json --write-baseline a.xml
    run -0 acprof validate --baseline known.json --format json a.xml
    [ "$output" = "[]" ]
}

@test "mistakes: no FILE, not there, not JSON, another version, incomplete" {
    write_profile a.xml
    run -2 acprof validate --write-baseline a.xml
    contains "--write-baseline needs --baseline FILE"
    run -3 acprof validate --baseline none.json a.xml
    contains "none.json is not there; write it with --baseline none.json --write-baseline"
    printf '{\n"version": 1,\n' >bad.json
    run -2 acprof validate --baseline bad.json a.xml
    contains "bad.json:3: not JSON"
    echo '{"version": 2, "findings": []}' >bad.json
    run -2 acprof validate --baseline bad.json a.xml
    contains "not a baseline of version 1"
    echo '{"version": 1, "findings": [{"file": "a.xml"}]}' >bad.json
    run -2 acprof validate --baseline bad.json a.xml
    contains "entry 1"
    : >bad.json
    run -2 acprof validate --baseline bad.json a.xml
    run -3 acprof validate --baseline none/known.json a.xml
}

@test "not written when a file could not be checked, or there is no room" {
    write_profile a.xml
    run -3 acprof validate --baseline known.json --write-baseline a.xml missing.xml
    contains "known.json is not written"
    [ ! -e known.json ]
    run -3 acprof validate --baseline /dev/full --write-baseline a.xml
    contains "/dev/full cannot be written: No space left on device"
}

@test "only a baseline is written over" {
    write_profile d.xml
    write_profile e.xml
    cp d.xml before
    run -2 acprof validate --write-baseline --baseline d.xml e.xml
    contains "d.xml is not written: it is there already and is no baseline"
    run -2 acprof validate --write-baseline --baseline d.xml d.xml e.xml
    contains "d.xml is not written: it is one of the files to be checked"
    ln -s d.xml link.json
    run -2 acprof validate --write-baseline --baseline link.json ./d.xml
    contains "one of the files to be checked"
    # shellcheck disable=SC2094 # that it is not written is what is tested
    run -2 acprof validate --write-baseline --baseline d.xml - <d.xml
    contains "one of the files to be checked"
    cmp d.xml before
    for text in '' '[]' '{"version": 1}' '<<<<<<< ours'; do
        printf '%s' "$text" >known.json
        run -2 acprof validate --write-baseline --baseline known.json e.xml
        contains "no baseline"
        [ "$(cat known.json)" = "$text" ]
    done
}

@test "a baseline of another version, or not complete, is written anew" {
    write_profile a.xml
    for text in '{"version": 2, "findings": []}' '{"version": 1, "findings": [{"file": "a.xml"}]}'; do
        echo "$text" >known.json
        run -2 acprof validate --baseline known.json a.xml
        contains "write"
        run -0 acprof validate --write-baseline --baseline known.json a.xml
        run -0 acprof validate --baseline known.json a.xml
    done
}

@test "a baseline in the directory that is checked can be written again" {
    mkdir d
    write_profile d/a.xml
    run -0 acprof validate --write-baseline --baseline d/known.json d
    cp d/known.json before
    run -0 acprof validate --write-baseline --baseline d/known.json d
    cmp d/known.json before
}

@test "no baseline on standard input" {
    write_profile a.xml
    run -2 acprof validate --baseline - a.xml </dev/null
    contains "--baseline needs the name of a file"
    lacks "--baseline - --write-baseline"
    run -2 acprof validate --baseline - --write-baseline a.xml
    [ ! -e ./- ]
}

@test "a document that cannot be read is never hidden, nor written down" {
    write_profile good.xml
    cp "$INVALID/truncated.xml" "$INVALID/empty.xml" "$INVALID/unquoted-attribute.xml" \
        "$INVALID/external-entity.xml" "$INVALID/nested-too-deep.xml" "$INVALID/latin1-undeclared.xml" .
    echo '{"AnyConnectProfile": ' >cut.json
    printf 'AnyConnectProfile: "\n' >cut.yaml
    run -1 --separate-stderr acprof validate --baseline known.json --write-baseline ./*.xml cut.json cut.yaml
    [ -z "$output" ]
    [[ $stderr == *"truncated.xml"*"ACP0010"* ]]
    [[ $stderr == *"written to known.json" ]]
    jq -e 'all(.findings[]; .rule | IN("ACP0010", "ACP0011", "ACP0013", "ACP0014", "ACP0015",
        "ACP0017", "ACP0020") | not)' known.json
    jq -e '[.findings[] | select(.rule == "ACP0121")] | length == 1' known.json
    run -1 acprof validate --baseline known.json ./*.xml cut.json cut.yaml
    for file in truncated.xml empty.xml unquoted-attribute.xml external-entity.xml \
        nested-too-deep.xml latin1-undeclared.xml cut.json cut.yaml; do
        contains "$file:"
    done
    lacks ACP0121
    # an older acprof, or a hand, may have written it down
    print=$(acprof validate --format sarif truncated.xml |
        jq -r '.runs[0].results[] | select(.ruleId == "ACP0010") |
            .partialFingerprints["ruleSettingValue/v1"]')
    jq -n --arg print "$print" '{version: 1, findings: [{file: "truncated.xml", rule: "ACP0010",
        path: "", fingerprint: $print}]}' >old.json
    run -1 acprof validate --baseline old.json truncated.xml
    contains ACP0010
}
