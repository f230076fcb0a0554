#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "around the circle: XML, JSON, YAML, XML give the same document" {
    for file in "$VALID"/*.xml "$VALID"/mgmt/*.xml; do
        acprof convert --to json "$file" >a.json
        jq -e . a.json >/dev/null
        acprof convert --to yaml a.json >a.yaml
        "$PYTHON" -c 'import sys, yaml; yaml.safe_load(open("a.yaml"))'
        acprof convert --to xml a.yaml >a.xml
        acprof fmt "$file" | cmp - a.xml
        acprof convert --to json a.xml | cmp - a.json
    done
}

@test "standard input; --output; -" {
    run -0 acprof convert --to json - <"$VALID/ssl.xml"
    text=$output
    acprof convert --to json --output out.json "$VALID/ssl.xml"
    [ "$(cat out.json)" = "$text" ]
    run -0 acprof convert --to json --output - "$VALID/ssl.xml"
    [ "$output" = "$text" ]
}

@test "usage: --to missing or wrong, no file, two files" {
    run -2 acprof convert "$VALID/ssl.xml"
    contains "--to is missing"
    run -2 acprof convert --to jsn "$VALID/ssl.xml"
    contains "did you mean 'json'?"
    run -2 acprof convert --to json
    contains "no file is named"
    run -2 acprof convert --to json "$VALID/ssl.xml" "$VALID/full.xml"
    contains "one file at a time"
}

@test "the input is never the output" {
    cp "$VALID/ssl.xml" a.xml
    ln a.xml hard.xml
    ln -s a.xml soft.xml
    for output_name in a.xml ./a.xml hard.xml soft.xml; do
        run -2 acprof convert --to json --output "$output_name" a.xml
        contains "is the input itself"
    done
    cmp a.xml "$VALID/ssl.xml"
}

@test "output that cannot be written: exit 3" {
    run -3 acprof convert --to json --output none/a.json "$VALID/ssl.xml"
    contains "none/a.json cannot be written: No such file or directory"
    run -3 acprof convert --to json --output /dev/full "$VALID/ssl.xml"
    contains "No space left on device"
    run -3 acprof convert --to json --output . "$VALID/ssl.xml"
}

@test "damaged, unknown, missing input; nothing is written" {
    run -1 acprof convert --to json --output out.json "$INVALID/truncated.xml"
    contains ACP0010
    echo '<project/>' >pom.xml
    run -1 acprof convert --to json --output out.json pom.xml
    contains "belongs to no known kind"
    run -3 acprof convert --to json --output out.json missing.xml
    [ ! -e out.json ]
}

@test "what would be lost is refused" {
    sed '2i <?print now?>' "$VALID/ssl.xml" >pi.xml
    run -1 acprof convert --to json pi.xml
    contains "pi.xml:"
    acprof convert --to yaml "$VALID/ssl.xml" | sed '1i # by hand' >a.yaml
    run -1 acprof convert --to xml a.yaml
    contains "a.yaml:1:1:"
}
