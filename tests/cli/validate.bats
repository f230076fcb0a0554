#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

@test "no file: usage" {
    run -2 acprof validate
    contains "no file is named"
}

@test "clean file: silent and 0; a word on a terminal" {
    run -0 acprof validate --fail-on info "$VALID/ssl.xml"
    [ -z "$output" ]
    run -0 on_terminal "$ACPROF validate $VALID/ssl.xml"
    [ "$output" = "1 file: clean" ]
    run -0 on_terminal "$ACPROF validate $VALID/ssl.xml $VALID/ikev2.xml"
    [ "$output" = "2 files: clean" ]
}

@test "a finding: place, line, caret, remedy, summary, exit 1" {
    write_profile a.xml
    run -1 acprof validate --rule ACP0121 a.xml
    [ "${lines[0]}" = "a.xml:7:24: error: Value is written in the wrong case [ACP0121 value-wrong-case]" ]
    [ "${lines[1]}" = "     7 |       <PrimaryProtocol>ssl</PrimaryProtocol>" ]
    [ "${lines[2]}" = "       |                        ^~~" ]
    [[ ${lines[*]} == *"  remedy: write SSL"* ]]
    [ "${lines[-1]}" = "1 file: 1 error" ]
}

@test "a known name in another namespace, or in none: it is that which is said" {
    cat >a.xml <<'EOF'
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
<ServerList xmlns=""/>
<ServerList xmlns="urn:other"/>
</AnyConnectProfile>
EOF
    run -1 acprof validate --rule ACP0090 a.xml
    contains "<ServerList> is in no namespace, not in that of the document."
    contains '<ServerList> is in the namespace "urn:other", not in that of the document.'
}

@test "findings go to standard output, messages to standard error" {
    write_profile a.xml
    run -3 --separate-stderr acprof validate a.xml missing.xml
    contains "ACP0121"
    [ "$stderr" = "acprof: missing.xml cannot be read: No such file or directory" ]
}

@test "--fail-on" {
    write_profile warn.xml SSL " Paris"
    run -0 acprof validate warn.xml
    contains "warning"
    run -0 acprof validate --fail-on error warn.xml
    run -1 acprof validate --fail-on warning warn.xml
    write_profile info.xml SSL
    run -0 acprof validate --fail-on warning info.xml
    run -1 acprof validate --fail-on info info.xml
    contains "info"
}

@test "--strict makes an error of what the client tolerates" {
    write_profile a.xml "SSL "
    run -0 acprof validate a.xml
    contains "warning: White space"
    run -1 acprof validate --strict a.xml
    contains "error: White space"
}

@test "--kind for all files and for one" {
    cp "$VALID/ssl.xml" a.xml
    run -0 acprof validate --kind vpn a.xml
    run -1 acprof validate --kind local-policy a.xml
    contains ACP0031
    write_profile a.xml
    write_profile b.xml
    run -1 acprof validate --format json --kind mgmt:./a.xml a.xml b.xml
    [ "$(jq -r '[.[] | select(.rule == "ACP0121") | .file + "=" + .kind] | join(" ")' <<<"$output")" = \
        "a.xml=mgmt b.xml=vpn" ]
    run -2 acprof validate --kind vnp a.xml
    contains "did you mean 'vpn'?"
    run -2 acprof validate --kind vpn:b.xml a.xml
    contains "names a file that is not among those to be read"
}

@test "--kind for standard input" {
    run -1 acprof validate --kind local-policy:- - <"$VALID/ssl.xml"
    contains "<stdin>:"
    contains ACP0031
}

@test "--rule by id, key, several; unknown ones" {
    write_profile a.xml "ssl "
    run -1 acprof validate --rule ACP0121 a.xml
    contains ACP0121
    lacks ACP0120
    run -1 acprof validate --rule value-wrong-case --rule ACP0120 a.xml
    contains ACP0121
    run -0 acprof validate --rule ACP1130,ACP1131 a.xml
    [ -z "$output" ]
    run -2 acprof validate --rule ACP0121,ACP112 a.xml
    contains "there is no rule 'ACP112'; did you mean"
    run -2 acprof validate --rule value-wrong-cas a.xml
    contains "did you mean 'value-wrong-case'?"
}

@test "--platform" {
    run -2 acprof validate --platform windows,lunux "$VALID/ssl.xml"
    contains "--platform cannot be 'lunux'; did you mean 'linux'?"
    cp "$VALID/always-on.xml" a.xml
    run -0 acprof validate --platform windows a.xml
    run -1 acprof validate --platform linux --fail-on info a.xml
    contains "always"
}

@test "--client-version" {
    run -2 acprof validate --client-version five "$VALID/ssl.xml"
    contains "write it as 5.1 or 4.10"
    run -0 acprof validate --client-version 5.1 "$VALID/pinning.xml"
    run -1 acprof validate --client-version 4.0 --fail-on info "$VALID/pinning.xml"
    contains ACP0081
}

@test "--xsd: own schema agrees, another one is reported with exact places" {
    acprof schema vpn >own.xsd
    run -0 acprof validate --xsd own.xsd "$VALID"/*.xml
    sed 's/name="HostName" type="[^"]*"/name="HostName" type="xs:integer"/' own.xsd >other.xsd
    run ! cmp -s own.xsd other.xsd
    write_profile a.xml SSL
    run -1 acprof validate --rule ACP0064 --xsd other.xsd a.xml
    contains "a.xml:5:17: error:"
    contains "[ACP0064 "
    acprof convert --to json --output a.json a.xml
    run -1 acprof validate --rule ACP0064 --xsd other.xsd a.json
    contains "a.json:"
    contains '"HostName": "Paris"'
}

@test "--xsd: no such file, no schema" {
    run -3 acprof validate --xsd none.xsd "$VALID/ssl.xml"
    contains "none.xsd cannot be read"
    run -2 acprof validate --xsd "$VALID/ssl.xml" "$VALID/ssl.xml"
    contains "ssl.xml"
    echo '<schema' >broken.xsd
    run -2 acprof validate --xsd broken.xsd "$VALID/ssl.xml"
    contains "broken.xsd:"
    run -3 acprof validate --xsd http://127.0.0.1:9/x.xsd "$VALID/ssl.xml"
}

@test "--xsd: one message of our own, whatever is wrong with it" {
    echo '<schema' >broken.xsd
    echo '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="nope"/></xs:schema>' \
        >type.xsd
    cat >import.xsd <<'EOF'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="urn:x" schemaLocation="http://127.0.0.1:9/x.xsd"/>
  <xs:element name="a" type="xs:string"/>
</xs:schema>
EOF
    sed 's/import namespace="urn:x"/include/' import.xsd >include.xsd
    sed 's/include  *schema/redefine schema/' include.xsd >redefine.xsd
    sed 's/http:[^"]*x.xsd/gone.xsd/' import.xsd >gone-import.xsd
    sed 's/http:[^"]*x.xsd/broken.xsd/' include.xsd >broken-include.xsd
    mkdir directory.xsd
    : >empty.xsd
    for schema in broken.xsd type.xsd import.xsd include.xsd redefine.xsd gone-import.xsd \
        broken-include.xsd directory.xsd empty.xsd /dev/null; do
        run -2 --separate-stderr acprof validate --xsd "$schema" "$VALID/ssl.xml"
        [ -z "$output" ]
        # shellcheck disable=SC2154 # bats sets stderr_lines
        [ "${#stderr_lines[@]}" = 1 ]
        wanted=$schema
        [ "$schema" != broken-include.xsd ] || wanted=broken.xsd
        [[ $stderr =~ ^acprof:\ $wanted:[1-9][0-9]*:\ .+ ]] || { echo "$stderr" >&2; false; }
    done
    run -2 acprof validate --xsd import.xsd "$VALID/ssl.xml"
    contains "import.xsd:2: it takes in http://127.0.0.1:9/x.xsd, which is in the network"
}

@test "--xsd: what it includes from files is read" {
    acprof schema vpn >own.xsd
    sed 's/<xs:element name="AnyConnectProfile"/<xs:element name="Other"/' own.xsd >types.xsd
    cat >all.xsd <<'EOF'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
    targetNamespace="http://schemas.xmlsoap.org/encoding/">
  <xs:include schemaLocation="own.xsd"/>
</xs:schema>
EOF
    run -0 --separate-stderr acprof validate --xsd all.xsd "$VALID/ssl.xml"
    [ -z "$output$stderr" ]
}

@test "a configuration file that cannot be read is named" {
    mkdir -p repo/.git repo/d
    write_profile repo/d/a.xml
    echo 'root: true' >repo/.acprof.yaml
    chmod 000 repo/.acprof.yaml
    chmod -R a+rX repo/d
    run as_nobody validate repo/d/a.xml
    [ "$status" = 3 ]
    contains "repo/.acprof.yaml cannot be read: Permission denied"
    rm -f repo/.acprof.yaml
    mkdir repo/.acprof.yaml
    run -3 acprof validate repo/d/a.xml
    contains "repo/.acprof.yaml cannot be read: Is a directory"
    run -3 acprof validate --config repo/.acprof.yaml repo/d/a.xml
    contains "repo/.acprof.yaml cannot be read"
    run -3 acprof validate --config none.yaml repo/d/a.xml
    contains "none.yaml cannot be read: No such file"
}

@test "the same rule by id and by key: its place, exit 2" {
    mkdir .git
    write_profile p.xml
    printf 'rules:\n  ACP0121: warning\n  value-wrong-case: info\n' >.acprof.yaml
    run -2 acprof validate p.xml
    contains ".acprof.yaml:3:3: value-wrong-case is the same rule as ACP0121 in line 2"
}

@test "--config, and .acprof.yaml found upward" {
    mkdir -p repo/.git repo/a/b
    write_profile repo/a/b/p.xml
    printf 'rules:\n  ACP0121: warning\n' >repo/.acprof.yaml
    run -0 acprof validate repo/a/b/p.xml
    contains "warning: Value is written in the wrong case"
    printf 'fail-on: warning\n' >other.yaml
    run -1 acprof validate --config other.yaml repo/a/b/p.xml
    contains "error: Value is written in the wrong case"
    run -3 acprof validate --config none.yaml repo/a/b/p.xml
    printf 'fail-on: warning\n' >>repo/.acprof.yaml
    run -1 acprof validate repo/a/b/p.xml
    run -0 acprof validate --fail-on error repo/a/b/p.xml
}

@test "a mistake in .acprof.yaml: its place, exit 2, nothing checked" {
    mkdir .git
    write_profile p.xml
    printf 'root: true\nrulez: {}\n' >.acprof.yaml
    run -2 --separate-stderr acprof validate p.xml
    [ -z "$output" ]
    [[ $stderr == *".acprof.yaml:2:1:"* ]]
}

@test "own rules: reported, picked with --rule, explained" {
    mkdir .git
    write_profile p.xml SSL
    cat >.acprof.yaml <<'EOF'
own-rules:
  - id: CORP001
    kinds: [vpn]
    severity: error
    title: Every gateway must be in corp.example
    each: HostEntry
    when: not(matches(HostAddress, '\.corp\.example$'))
    remedy: use the corporate gateways
EOF
    run -1 acprof validate p.xml
    contains "CORP001"
    run -1 acprof validate --rule CORP001 p.xml
    contains "1 file: 1 error"
    run -0 acprof explain CORP001
    contains "Every gateway must be in corp.example"
    run -1 acprof validate --format sarif p.xml
    [ "$(jq -r '.runs[0].tool.driver.rules[] | select(.id == "CORP001") | .help.text' <<<"$output")" = \
        "use the corporate gateways" ]
    cd /
    run -2 acprof validate --rule CORP001 "$VALID/ssl.xml"
    contains "there is no rule 'CORP001'"
}

@test "an ignored path that is never used is reported once, used in one directory is fine" {
    mkdir -p repo/.git repo/a repo/b/c
    write_profile repo/a/p.xml
    write_profile repo/b/c/q.xml SSL
    cat >repo/.acprof.yaml <<'EOF'
root: true
ignore:
  - rule: ACP0121
    file: "**"
    because: the old gateway wants it so
EOF
    run -0 acprof validate repo/a/p.xml repo/b/c/q.xml
    lacks ACP0141
    write_profile repo/a/p.xml SSL
    run -0 acprof validate repo/a/p.xml repo/b/c/q.xml
    [ "$(grep -c 'ACP0141' <<<"$output")" = 1 ]
    printf 'rules: {}\n' >repo/b/.acprof.yaml
    write_profile repo/b/c/q.xml
    run -0 acprof validate repo/a/p.xml repo/b/c/q.xml
    lacks ACP0141
}

@test "suppression comment with a reason" {
    write_profile a.xml
    sed -i 's|      <PrimaryProtocol>|<!-- acprof: ignore ACP0121 because old -->&|' a.xml
    run -0 acprof validate a.xml
    lacks ACP0121
}

@test "--jobs: same output, whatever the number" {
    for i in $(seq 1 300); do
        write_profile "p$i.xml"
    done
    run -1 acprof validate --jobs 1 p*.xml
    one=$output
    for jobs in 2 3 16 256; do
        run -1 acprof validate --jobs "$jobs" p*.xml
        [ "$output" = "$one" ]
    done
    contains "300 files: 300 errors"
    for jobs in 0 -1 x 257 1x ''; do
        run -2 acprof validate --jobs "$jobs" p1.xml
        contains "a number from 1 to 256"
    done
}

@test "--max-size" {
    write_profile a.xml
    run -1 acprof validate --max-size 100 a.xml
    contains ACP0015
    run -1 acprof validate --max-size 1K a.xml
    contains ACP0121
    for size in 0 x 1T 2G -5 1.5M ''; do
        run -2 acprof validate --max-size "$size" a.xml
    done
}

@test "damaged files are findings, exit 1" {
    for file in truncated empty binary unquoted-attribute ampersand entity-growth external-entity \
        nested-too-deep latin1-undeclared; do
        run -1 acprof validate "$INVALID/$file.xml"
        contains "$file.xml:"
        contains "[ACP00"
    done
}

@test "200 MB and a million levels: one clear finding, bounded memory" {
    truncate -s 200M huge.xml
    "$PYTHON" -c 'print("<AnyConnectProfile>" + "<a>" * 1000000)' >deep.xml
    # the address sanitizer's own memory is no measure
    ldd "$ACPROF" | grep -q libasan || ulimit -v 200000
    run -1 acprof validate huge.xml
    contains ACP0015
    run -1 acprof validate deep.xml
    contains "[ACP00"
}

@test "exit codes over several files: 3 beats 1 beats 0" {
    write_profile bad.xml
    cp "$VALID/ssl.xml" good.xml
    run -0 acprof validate good.xml
    run -1 acprof validate good.xml bad.xml good.xml
    run -3 acprof validate missing.xml bad.xml good.xml
    contains ACP0121
    run -3 acprof validate missing.xml good.xml
}

@test "unreadable file: exit 3" {
    write_profile a.xml
    chmod 000 a.xml
    run as_nobody validate a.xml
    [ "$status" = 3 ]
    contains "a.xml cannot be read: Permission denied"
}

@test "a clean check says how many are hidden by the baseline, on a terminal" {
    write_profile a.xml
    acprof validate --baseline b.json --write-baseline a.xml
    run -0 on_terminal "$ACPROF validate --baseline b.json a.xml"
    contains "1 file: clean ("
    contains "known from the baseline not shown)"
}

@test "no progress line when standard error is not a terminal" {
    for i in $(seq 1 50); do cp "$VALID/full.xml" "p$i.xml"; done
    run --separate-stderr acprof validate p*.xml
    [ -z "$stderr" ]
}

@test "Ctrl-C ends with the signal and leaves no file behind" {
    mkfifo pipe
    sleep 30 >pipe &
    writer=$!
    for signal in INT TERM; do
        # A shell's background jobs ignore SIGINT; env gives it back its effect.
        env --default-signal=INT "$ACPROF" validate --baseline b.json --write-baseline - <pipe &
        pid=$!
        sleep 0.3
        kill -"$signal" "$pid"
        status=0
        wait "$pid" || status=$?
        [ "$status" = $((128 + $(kill -l "$signal"))) ]
        [ ! -e b.json ]
        [ -z "$(find . -name '.acprof-*')" ]
    done
    kill "$writer"
}
