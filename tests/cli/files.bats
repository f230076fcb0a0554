#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
# Inputs: files, standard input, directories.
load common

# The files a validate run looked at, in order.
checked() {
    "$ACPROF" validate --format checkstyle "$@" | sed -n 's/.*<file name="\([^"]*\)".*/\1/p'
}

@test "standard input" {
    run -1 acprof validate - <"$INVALID/demo.xml"
    contains "<stdin>:6:"
    run -2 acprof validate - - <"$INVALID/demo.xml"
    contains "standard input (-) can be read only once"
}

@test "a directory: names of known kinds, any case, in order of bytes" {
    mkdir -p d/sub
    for file in b.xml a.xml B.XML sub/c.vpnm d.json e.yaml f.yml notes.txt script.sh; do
        cp "$VALID/ssl.xml" "d/$file"
    done
    acprof convert --to json --output d/d.json "$VALID/ssl.xml"
    acprof convert --to yaml --output d/e.yaml "$VALID/ssl.xml"
    cp d/e.yaml d/f.yml
    cp "$VALID/mgmt/VpnMgmtTunProfile.xml" d/sub/c.vpnm
    run checked d
    [ "$output" = "d/B.XML
d/a.xml
d/b.xml
d/d.json
d/e.yaml
d/f.yml
d/sub/c.vpnm" ]
    run checked d/
    [ "${lines[0]}" = d/B.XML ]
}

@test "a directory: files of no known kind are passed over, named ones are not" {
    mkdir d
    echo '<project/>' >d/pom.xml
    echo '<project>' >d/broken.xml
    echo '{"name": "x"}' >d/package.json
    echo '- hosts: all' >d/playbook.yaml
    cp "$VALID/ssl.xml" d/
    run checked d
    [ "$output" = d/ssl.xml ]
    run -1 acprof validate d/pom.xml
    contains ACP0030
    run -1 acprof validate d/broken.xml
    contains ACP0010
}

@test "a directory: a damaged profile is not passed over" {
    mkdir d
    head -c 300 "$VALID/ssl.xml" >d/cut.xml
    head -c 300 "$VALID/ssl.xml" | iconv -t UTF-16 >d/cut16.xml
    acprof convert --to json "$VALID/ssl.xml" | head -n 20 >d/cut.json
    acprof convert --to yaml "$VALID/ssl.xml" | sed '5s/: /: "/' >d/cut.yaml
    run checked d
    [ "$output" = "d/cut.json
d/cut.xml
d/cut.yaml
d/cut16.xml" ]
}

@test "a directory: fixed names count whatever is in them" {
    mkdir d
    echo '<oops' >d/AnyConnectLocalPolicy.xml
    run checked d
    [ "$output" = d/AnyConnectLocalPolicy.xml ]
}

@test "a directory: no links, no hidden directories but .anyconnect*" {
    mkdir -p d/.git d/.anyconnect.d d/real
    cp "$VALID/ssl.xml" d/.git/
    cp "$VALID/ssl.xml" d/.anyconnect.d/
    cp "$VALID/ssl.xml" d/real/
    ln -s . d/loop
    ln -s ../d d/real/up
    ln -s ssl.xml d/real/link.xml
    ln -s /nonexistent d/dangling.xml
    mkfifo d/pipe.xml
    run checked d
    [ "$output" = "d/.anyconnect.d/ssl.xml
d/real/ssl.xml" ]
    run -0 acprof validate d/real/link.xml d/loop
}

@test "a directory with nothing in it" {
    mkdir empty
    run -2 acprof validate empty
    contains "empty holds no file with the name of a profile"
    run -0 acprof validate empty "$VALID/ssl.xml"
    contains "empty holds no file"
}

@test "an unreadable directory: exit 3, the rest is checked" {
    mkdir -p d/closed
    write_profile d/a.xml
    chmod 755 d
    chmod 000 d/closed
    run as_nobody validate d
    chmod 755 d/closed
    [ "$status" = 3 ]
    contains "d/closed cannot be read: Permission denied"
    contains ACP0121
}

@test "names with blanks, line feeds and bytes that are not UTF-8" {
    write_profile "a b.xml"
    write_profile $'a\nb.xml'
    write_profile $'a\xFFb.xml'
    run -1 acprof validate .
    contains "./a b.xml:7:24:"
    contains './a\nb.xml:7:24:'
    contains './a\xFFb.xml:7:24:'
    acprof validate --format json . | jq -e 'length > 3'
    acprof validate --format checkstyle . | xmllint --noout -
}

@test "a pipe as a file" {
    run -1 acprof validate <(cat "$INVALID/demo.xml")
    contains ACP0131
}

@test "a deep directory tree" {
    mkdir -p "$(printf 'd/%.0s' $(seq 1 300))"
    cp "$VALID/ssl.xml" "$(printf 'd/%.0s' $(seq 1 300))"
    run checked d
    [[ $output == d/d/*/ssl.xml ]]
}

@test "a directory: what is named as XML and is nothing is reported" {
    mkdir d
    cp "$VALID/ssl.xml" d/
    : >d/empty.xml
    printf '\xEF\xBB\xBF \r\n' >d/blank.xml
    head -c 4096 /dev/zero >d/zeros.XML
    cp "$INVALID/binary.xml" d/
    gzip <"$VALID/ssl.xml" >d/packed.xml
    # of other kinds, also by their looks
    : >d/empty.json
    : >d/empty.yaml
    printf '{%% if x %%}<project/>{%% endif %%}\n' >d/template.xml
    echo '<project>' >d/broken.xml
    run checked d
    [ "$output" = "d/binary.xml
d/blank.xml
d/empty.xml
d/packed.xml
d/ssl.xml
d/zeros.XML" ]
    run -1 acprof validate d
    contains "d/empty.xml"
    contains ACP0010
    run -1 acprof fmt --check d
    contains "d/empty.xml"
    lacks broken.xml
}

@test "a directory: a misspelled root is reported" {
    mkdir d
    sed 's/AnyConnectProfile/AnyconnectProfile/' "$VALID/ssl.xml" >d/p.xml
    echo '<profile/>' >d/other.xml
    run -1 acprof validate d
    contains "d/p.xml:2:2: error:"
    contains "it resembles <AnyConnectProfile>"
    lacks other.xml
    cp d/p.xml before
    run -1 acprof fmt --write d
    contains "d/p.xml: the root element AnyconnectProfile belongs to no known kind"
    lacks other.xml
    cmp d/p.xml before
}

@test "a directory in which nothing is ours: a message, and exit 2 if that is all" {
    mkdir d
    echo '<project/>' >d/pom.xml
    run -2 --separate-stderr acprof validate d
    [ -z "$output" ]
    [ "$stderr" = "acprof: nothing in d is a file this program checks" ]
    run -2 acprof fmt --check d
    contains "nothing in d is a file this program checks"
    run -2 --separate-stderr acprof validate --format json d
    [ "$output" = "[]" ]
    run -2 acprof validate --baseline known.json --write-baseline d
    [ ! -e known.json ]
    run -0 acprof validate d "$VALID/ssl.xml"
    contains "nothing in d is a file this program checks"
    mkdir e
    run -2 acprof validate d e
    contains "e holds no file with the name of a profile"
    contains "nothing in d is a file"
    cp "$VALID/ssl.xml" d/
    run -0 acprof validate d
    [ -z "$output" ]
}
