#!/usr/bin/env bats
# shellcheck disable=SC1003,SC2154 # bats sets $stderr
# SPDX-License-Identifier: GPL-3.0-or-later
# The JSON and YAML forms as other programs read them.
load common

# Another reader of YAML (1.1) must see what a reader of JSON sees: text as text, nothing lost.
same_for_python() {
    "$PYTHON" - "$1" "$2" <<'END'
import json, sys, yaml
with open(sys.argv[1], encoding="utf-8") as file:
    from_json = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    from_yaml = yaml.safe_load(file)
def types(value):
    if isinstance(value, dict):
        return {key: types(item) for key, item in value.items()}
    if isinstance(value, list):
        return [types(item) for item in value]
    return type(value).__name__, value
if types(from_json) != types(from_yaml):
    sys.exit("JSON and YAML differ")
END
}

@test "Python reads the same from YAML as from JSON, for every valid document" {
    count=0
    for file in "$VALID"/*.xml "$VALID"/{mgmt,local-policy,transforms,preferences,nvm,ise-posture,amp}/*.xml; do
        acprof convert --to json --output a.json "$file"
        acprof convert --to yaml --output a.yaml "$file"
        same_for_python a.json a.yaml
        count=$((count + 1))
    done
    [ "$count" -ge 10 ]
}

@test "text that YAML readers take for something else stays text" {
    {
        printf '<AnyConnectProfile><ServerList><HostEntry>'
        for text in off Off ON no NO y Y n yes true True false FALSE null Null '~' '' 0 030 30 4.10 \
            1e3 1.5 .5 +1 -1 0x1F 0o17 0b1 1_000 1:20 190:20:30 2001-12-31 '2001-12-31 10:00:00' \
            .inf -.INF .nan = '&lt;&lt;' - '- x' '?' '? x' ':' ': x' 'x:' 'x: y' 'x #y' '#x' '&amp;x' \
            '*x' '!x' '!!str x' '|' '>' "'x'" '"x"' '%x' '@x' '`x' '{x}' '[x]' 'x, y' '---' '...' \
            ' x' 'x ' '\' '\n' '&#10;x' 'x&#10;&#10;y&#10;' '&#9;x' 'x&#13;' '&#x85;' '&#x2028;' \
            '&#x7F;' '&#xFEFF;x' 'é' '😀' 'none' 'nil' 'inf' 'nan' 'infinity' 'e3' 'a.b-c_d/e'; do
            printf '<HostName>%s</HostName><%s>%s</%s>' "$text" Unknown "$text" Unknown
        done
        printf '</HostEntry></ServerList></AnyConnectProfile>'
    } >odd.xml
    acprof convert --to json --output odd.json odd.xml
    acprof convert --to yaml --output odd.yaml odd.xml
    same_for_python odd.json odd.yaml
    run -0 "$PYTHON" -c 'import yaml
entry = yaml.safe_load(open("odd.yaml", encoding="utf-8"))
entry = entry["AnyConnectProfile"]["ServerList"]["HostEntry"][0]
assert all(isinstance(text, str) for text in entry["HostName"]), entry
assert entry["HostName"] == entry["Unknown"]
print(len(entry["Unknown"]))'
    [ "$output" -gt 80 ]
    acprof convert --to json odd.yaml | cmp - odd.json
}

@test "jq reads the JSON form" {
    need jq
    run -0 jq -r '.AnyConnectProfile.ClientInitialization.AutoReconnect.value | type' \
        <(acprof convert --to json "$VALID/full.xml")
    [ "$output" = boolean ]
}

@test "a YAML file with # comments is not rewritten, and is told what to write instead" {
    acprof convert --to yaml --output a.yaml "$VALID/minimal.xml"
    printf '# by hand\n' >>a.yaml
    run -1 acprof convert --to xml a.yaml
    contains '"#comment": ["..."]'
    contains "a.yaml:$(wc -l <a.yaml):1:"
    run -1 acprof fmt a.yaml
    contains ACP0016
}

@test "what JSON cannot hold is refused where it stands" {
    printf '<AnyConnectProfile>\n  <?pi x?>\n</AnyConnectProfile>\n' >pi.xml
    run -1 --separate-stderr acprof convert --to json pi.xml
    [ -z "$output" ]
    [[ $stderr == *"pi.xml:2:3:"* ]]
}
