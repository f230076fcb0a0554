#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What the tables say: rules, explain, schema, help, the manual page.
load common

@test "rules: text, one line each, sorted" {
    run -0 acprof rules
    [ "${#lines[@]}" -gt 100 ]
    [ "$(cut -c1-7 <<<"$output")" = "$(cut -c1-7 <<<"$output" | sort -u)" ]
    contains "ACP1130  error   tnd-https-without-dns"
}

@test "rules: --all adds the planned ones, --kind narrows" {
    count=$(acprof rules | wc -l)
    all=$(acprof rules --all | wc -l)
    [ "$all" -ge "$count" ]
    [ "$all" = "$(acprof rules --all --format json | jq length)" ]
    [ "$(acprof rules --format json | jq '[.[] | select(.planned)] | length')" = 0 ]
    [ "$(acprof rules --all --format json | jq '[.[] | select(.planned)] | length')" = $((all - count)) ]
    [ "$(acprof rules --format json --kind mgmt | jq 'all(.[]; .kinds | index("mgmt"))')" = true ]
    [ "$(acprof rules --kind nvm | wc -l)" -lt "$count" ]
}

@test "rules: the catalog names what is no document by itself" {
    run -0 acprof rules --all
    contains "same-host-in-two-profiles"
    contains "(planned)"
    run -0 acprof rules --all --format json
    jq -e 'map(select(.id == "ACP9471")) | .[0].kinds == ["vpn", "uri", "bundle"]' <<<"$output"
    jq -e 'map(.kinds[]) | index("asa") and index("ios-xe") and index("uri")' <<<"$output"
    run -0 acprof rules --all --format markdown
    contains "- Kinds: vpn, uri, bundle"
    run -0 acprof explain ACP9471
    contains "vpn, uri, bundle"
    run -0 acprof explain ACP1025
    contains "planned, not checked yet"
    run -0 acprof rules --kind bundle
    contains "ACP9000"
    lacks "ACP0010"
}

@test "rules: json has every member, ids are unique" {
    run -0 acprof rules --format json
    jq -e 'all(.[]; keys_unsorted == ["id", "key", "tier", "severity", "strict", "kinds", "platforms",
        "title", "condition", "detail", "remedy", "fix", "fix_text", "security", "schema", "planned",
        "source"])' <<<"$output"
    jq -e 'map(.id) | length == (unique | length)' <<<"$output"
    jq -e 'map(.key) | length == (unique | length)' <<<"$output"
    jq -e 'all(.[]; .title != "" and .remedy != "" and (.id | test("^ACP[0-9]{4}$")))' <<<"$output"
}

@test "rules: markdown has a section for each" {
    run -0 acprof rules --format markdown
    [ "$(grep -c '^### ACP' <<<"$output")" = "$(acprof rules | wc -l)" ]
    contains "## ACP0: Reading and structure"
    contains "## ACP1: VPN profile"
    contains "- Remedy: "
}

@test "rules: usage" {
    run -2 acprof rules ACP1130
    contains "'acprof explain' tells about one rule"
    run -2 acprof rules --kind vnp
    contains "did you mean 'vpn'?"
    run -2 acprof rules --format yaml
}

@test "explain a rule, by id and by key" {
    run -0 acprof explain ACP1130
    text=$output
    contains "Trusted HTTPS servers without trusted DNS domain or server"
    contains "severity       error"
    contains "platforms      windows, macos, linux"
    contains "reported when"
    contains "remedy"
    contains "source         003:L4847"
    contains "acprof: ignore ACP1130 because REASON"
    run -0 acprof explain tnd-https-without-dns
    [ "$output" = "$text" ]
}

@test "every rule and every setting can be explained" {
    acprof rules --all --format json | jq -r '.[].id' | while read -r id; do
        acprof explain "$id" >out
        [ "$(wc -l <out)" -ge 5 ]
    done
    acprof schema vpn --format json-schema | jq -r '.definitions | keys[] | select(contains("AnyConnectProfile"))' |
        tr . / | while read -r path; do
        acprof explain "$path" >out
        [ "$(head -n 1 out)" = "$path" ]
    done
}

@test "explain a setting" {
    run -0 acprof explain AuthenticationTimeout
    [ "${lines[0]}" = AnyConnectProfile/ClientInitialization/AuthenticationTimeout ]
    contains "whole number from 10 to 120 seconds"
    contains "default        30"
    contains "12 before client 4.3"
    contains "platforms      all"
    run -0 acprof explain AutoReconnectBehavior
    contains "DisconnectOnSuspend: "
    contains "ReconnectAfterResume: "
    contains "depends on"
    run -0 acprof explain AutoReconnect/@UserControllable
    contains "true or false"
    run -0 acprof explain HostEntry
    contains "contains       HostName, HostAddress"
}

@test "explain a planned rule, by id and by key" {
    id=$(acprof rules --all --format json | jq -r '[.[] | select(.planned)][0].id')
    key=$(acprof rules --all --format json | jq -r '[.[] | select(.planned)][0].key')
    run -0 acprof explain "$id"
    text=$output
    contains "planned, not checked yet"
    contains "remedy"
    run -0 acprof explain "$key"
    [ "$output" = "$text" ]
    run -2 acprof explain "${key}x"
    contains "did you mean '$key'?"
}

@test "explain: an id that is none has no neighbours" {
    run -2 acprof explain ACP9990
    contains "there is no rule 'ACP9990'; 'acprof rules --all' lists them"
    lacks "did you mean"
}

@test "explain: which value is the stricter is said in words" {
    run -0 acprof explain LocalLanAccess
    contains "stricter       false is the stricter value"
    run -0 acprof explain AuthenticationTimeout
    lacks "stricter       smaller"
}

@test "explain: ambiguous, unknown, usage" {
    run -2 acprof explain HostAddress
    contains "'HostAddress' fits 4 settings; give more of the path:"
    contains "  AnyConnectProfile/ServerList/HostEntry/HostAddress"
    run -2 acprof explain AutoReconect
    contains "there is no rule or setting 'AutoReconect'; did you mean 'AutoReconnect'?"
    run -2 acprof explain ACP9999x
    run -2 acprof explain
    run -2 acprof explain a b
    run -0 acprof explain --kind vpn AutoReconnect
    run -2 acprof explain --kind nvm AutoReconnect
}

@test "explain is wrapped on a terminal" {
    run -0 on_terminal "NO_COLOR=1 $ACPROF explain ACP1130"
    while IFS= read -r line; do
        [ "${#line}" -le 80 ]
    done <<<"$output"
}

@test "schema: the XSD, which xmllint can use" {
    acprof schema vpn >vpn.xsd
    xmllint --noout --schema vpn.xsd "$VALID/ssl.xml"
    acprof schema mgmt | cmp - vpn.xsd
    run ! xmllint --noout --schema vpn.xsd "$INVALID/structure.xml"
}

@test "schema: JSON Schema, which describes what convert writes" {
    acprof schema vpn --format json-schema >schema.json
    jq -e '."$schema" == "http://json-schema.org/draft-07/schema#"' schema.json
    "$PYTHON" -c 'import json, jsonschema; jsonschema.Draft7Validator.check_schema(json.load(open("schema.json")))'
    for file in "$VALID"/*.xml; do
        acprof convert --to json "$file" >a.json
        "$PYTHON" -m jsonschema -i a.json schema.json
    done
}

@test "schema: JSON Schema refuses what is wrong" {
    acprof schema vpn --format json-schema >schema.json
    acprof convert --to json "$VALID/full.xml" >good.json
    "$PYTHON" -m jsonschema -i good.json schema.json
    for change in '.AnyConnectProfile.ClientInitialization.AuthenticationTimeout = 5' \
        '.AnyConnectProfile.ClientInitialization.AuthenticationTimeout = "30s"' \
        '.AnyConnectProfile.ClientInitialization.AutoReconnect.value = "yes"' \
        '.AnyConnectProfile.ClientInitialization.CertificateStore = "all"' \
        '.AnyConnectProfile.NoSuchThing = 1' \
        'del(.AnyConnectProfile.ServerList.HostEntry[0].HostName)' \
        '{Other: .AnyConnectProfile}' \
        '.AnyConnectProfile."#comment" = "no array"'; do
        jq "$change" good.json >bad.json
        run ! cmp -s good.json bad.json
        run ! "$PYTHON" -m jsonschema -i bad.json schema.json
    done
}

@test "schema: no schema yet, unknown kind, usage" {
    run -1 acprof schema nam
    contains "there is no schema of the kind nam"
    run -1 acprof schema nam --format json-schema
    run -2 acprof schema vnp
    contains "did you mean 'vpn'?"
    run -2 acprof schema
    run -2 acprof schema vpn mgmt
}

@test "the manual page has every command and option, and mandoc finds nothing wrong" {
    need mandoc
    acprof help --man >acprof.1
    run -0 mandoc -T lint acprof.1
    [ -z "$output" ]
    mandoc -T utf8 acprof.1 | sed 's/.\x08//g' >page
    for command in validate fmt convert get rules explain schema pin completion help; do
        grep -q "acprof $command" page
        acprof help "$command" | sed -n '/^Options:/,$s/^  --\([a-z-]*\).*/\1/p' | while read -r option; do
            grep -q -- "--$option" page
        done
    done
}

@test "a manual page for each command, for the configuration and for paths" {
    need mandoc
    for command in $(acprof __complete '' | sed -n 's/^\([a-z][a-z-]*\)\t.*/\1/p'); do
        acprof help --man "$command" >page.1
        run -0 mandoc -T lint page.1
        [ -z "$output" ]
        mandoc -T utf8 page.1 | sed 's/.\x08//g' >page
        acprof help "$command" | sed -En '/^Options:/,/--color/s/^  (-., )?(--[a-z-]*).*/\2/p' | grep -v -e '--color' | while read -r option; do
            grep -q -- "$option" page
        done
    done
    run -0 mandoc -T lint "$SRC"/man/*
    [ -z "$output" ]
    # what the page on the configuration shows is one
    sed -n '/^\.Bd/,/^\.Ed/p' "$SRC/man/acprof.yaml.5" | sed '1d;$d; s/\\e/\\/g' >.acprof.yaml
    cp "$VALID/ssl.xml" .
    run -1 acprof validate ssl.xml
    contains CORP001
}

@test "help: unknown command, too many words" {
    run -2 acprof help valdate
    contains "did you mean 'validate'?"
    run -2 acprof help fmt get
    run -2 acprof help --man fmt get
    run -2 acprof help --man valdate
}
