#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

@test "one file to standard output; standard input" {
    run -0 acprof fmt "$VALID/ssl.xml"
    formatted=$output
    contains '    <ClientInitialization>'
    run -0 acprof fmt - <"$VALID/ssl.xml"
    [ "$output" = "$formatted" ]
}

@test "the result of formatting stays as it is, and means the same" {
    for file in "$VALID"/*.xml; do
        acprof fmt "$file" >once.xml
        acprof fmt once.xml | cmp - once.xml
        acprof convert --to json "$file" >a.json
        acprof convert --to json once.xml | cmp - a.json
    done
}

@test "white space around values goes, other findings stay" {
    rules() { acprof validate --format json "$1" | jq -r '.[].rule' | grep -v ACP0120; }
    for file in "$SRC"/testdata/wild/0[1-7]*.xml; do
        acprof fmt "$file" >once.xml
        acprof fmt once.xml | cmp - once.xml
        diff <(rules "$file" | sort) <(rules once.xml | sort)
        acprof validate --rule ACP0120 --fail-on info once.xml
    done
}

@test "several files to standard output: usage" {
    run -2 acprof fmt "$VALID/ssl.xml" "$VALID/full.xml"
    contains "several files cannot go to standard output"
}

@test "--check names the files that would change, exit 1" {
    cp "$VALID/ssl.xml" odd.xml
    acprof fmt odd.xml >fine.xml
    run -1 --separate-stderr acprof fmt --check fine.xml odd.xml
    [ "$output" = odd.xml ]
    [[ $stderr == *"1 of 2 files is not in canonical layout"* ]]
    run -0 acprof fmt --check fine.xml
    [ -z "$output" ]
    cmp odd.xml "$VALID/ssl.xml"
}

@test "--write changes those that differ and names them" {
    cp "$VALID/ssl.xml" odd.xml
    acprof fmt odd.xml >fine.xml
    before=$(stat -c %i fine.xml)
    run -0 acprof fmt --write fine.xml odd.xml
    [ "$output" = "odd.xml: formatted" ]
    cmp odd.xml fine.xml
    [ "$(stat -c %i fine.xml)" = "$before" ]
    run -0 acprof fmt --write fine.xml odd.xml
    [ -z "$output" ]
}

@test "--write and --check together, --write of standard input: usage" {
    run -2 acprof fmt --write --check "$VALID/ssl.xml"
    contains "exclude each other"
    run -2 acprof fmt --write - <"$VALID/ssl.xml"
    contains "standard input cannot be written anew"
}

@test "a directory: profiles only" {
    mkdir d
    cp "$VALID/ssl.xml" d/
    printf '<project>\n<x/></project>\n' >d/pom.xml
    printf '<preferences><x>1</x></preferences>\n' >d/preferences.xml
    cp d/pom.xml d/preferences.xml .
    run -0 acprof fmt --write d
    [ "$output" = "d/ssl.xml: formatted" ]
    cmp d/pom.xml pom.xml
    cmp d/preferences.xml preferences.xml
}

@test "a named file of no known kind is left alone, exit 1" {
    echo '<project><x/></project>' >pom.xml
    run -1 acprof fmt --write pom.xml
    contains "the root element project belongs to no known kind"
    [ "$(cat pom.xml)" = '<project><x/></project>' ]
}

@test "a damaged file is reported as validate does and left alone, exit 1; the rest is done" {
    cp "$INVALID/truncated.xml" .
    cp "$VALID/ssl.xml" .
    run -1 acprof fmt --write truncated.xml ssl.xml
    contains "truncated.xml:"
    contains "ACP0010"
    contains "remedy:"
    contains "ssl.xml: formatted"
    cmp truncated.xml "$INVALID/truncated.xml"
}

@test "missing file: exit 3" {
    run -3 acprof fmt missing.xml
    contains "missing.xml cannot be read: No such file or directory"
    run -3 acprof fmt --check missing.xml "$VALID/ssl.xml"
}

@test "encodings become UTF-8, line ends and byte order marks go" {
    for file in 08-crlf 08-latin1 08-utf16le 08-utf8-bom; do
        cp "$SRC/testdata/wild/$file.xml" .
        acprof fmt --write "$file.xml"
        iconv -f UTF-8 -t UTF-8 "$file.xml" >/dev/null
        run ! grep -q $'\r' "$file.xml"
        [ "$(head -c 5 "$file.xml")" = '<?xml' ]
        acprof fmt --check "$file.xml"
    done
}

@test "JSON and YAML are formatted too; YAML with # comments is refused" {
    acprof convert --to json "$VALID/full.xml" | jq -c . >a.json
    run -0 acprof fmt --write a.json
    acprof convert --to json "$VALID/full.xml" | cmp - a.json
    acprof convert --to yaml --output a.yaml "$VALID/full.xml"
    run -0 acprof fmt --check a.yaml
    sed -i '1i # kept by hand' a.yaml
    cp a.yaml before.yaml
    run -1 acprof fmt --write a.yaml
    contains "a.yaml:1:1: error:"
    contains '#comment'
    cmp a.yaml before.yaml
}

@test "comments survive" {
    acprof fmt "$VALID/comments-and-text.xml" >out.xml
    diff <(grep -o '<!--[^>]*' "$VALID/comments-and-text.xml" | tr -s ' \n' ' ') \
        <(grep -o '<!--[^>]*' out.xml | tr -s ' \n' ' ')
}

@test "a file over the limit is refused" {
    truncate -s 17M big.xml
    run -1 acprof fmt --check big.xml
    contains ACP0015
}

@test "--write names each file as soon as it is there, not at the end" {
    cp "$VALID/ssl.xml" odd.xml
    mkfifo pipe
    sleep 30 >pipe &
    writer=$!
    env --default-signal=INT "$ACPROF" fmt --write odd.xml pipe >out &
    pid=$!
    for _ in $(seq 1 50); do [ ! -s out ] || break; sleep 0.1; done
    kill -INT "$pid"
    wait "$pid" || true
    kill "$writer"
    [ "$(cat out)" = "odd.xml: formatted" ]
}

@test "--write leaves other hard links as they were" {
    cp "$VALID/ssl.xml" odd.xml
    ln odd.xml other.xml
    acprof fmt --write odd.xml
    cmp other.xml "$VALID/ssl.xml"
    run ! cmp -s odd.xml other.xml
}
