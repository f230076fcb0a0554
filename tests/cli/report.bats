#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

# The page as text, white space as one blank.
words() {
    xmllint --html --noblanks --xpath 'string(//main)' page.html 2>/dev/null | tr -s ' \n' ' '
}

count() {
    xmllint --html --xpath "count($1)" page.html 2>/dev/null
}

@test "one page of several files: summary, findings, settings, what differs" {
    acprof report "$VALID/full.xml" "$INVALID/structure.xml" >page.html
    [ "$(count '//section')" = 2 ]
    [ "$(count '//ul[@class="findings"]/li[@class="error"]')" = \
        "$(acprof validate --format json "$INVALID/structure.xml" | jq 'map(select(.severity == "error")) | length')" ]
    run -0 words
    contains 'What differs from the defaults'
    contains 'Preferences (Part 1)'
    contains 'users can change it'
    contains 'not set: the client uses its defaults'
    contains 'What to do: '
}

@test "every setting of a file is on the page" {
    acprof report "$VALID/full.xml" >page.html
    run -0 words
    acprof convert --to json "$VALID/full.xml" |
        jq -r '.AnyConnectProfile | .. | strings | select(test("^[A-Za-z0-9.:/,-]+$"))' >values
    [ "$(wc -l <values)" -gt 50 ]
    while read -r value; do
        [[ $value == http://schemas* || $value == http://www.w3.org* || $output == *"$value"* ]] ||
            { echo "not on the page: $value"; false; }
    done <values
}

@test "gateways with backups in order; networks; certificates in words" {
    acprof report "$VALID/always-on.xml" >page.html
    run -0 words
    contains 'Corporate network'
    contains 'Always-On is set:no network access'
    contains 'its DNS suffix is one of corp.example.com,*.corp.example.net'
    [ "$(count '//section//svg[@role="img"][@aria-label]')" = 1 ]
    acprof report "$VALID/certificate-match.xml" >page.html
    run -0 words
    contains 'Which client certificates match'
    contains 'its key usage holds'
}

@test "nothing from elsewhere, no scripts; what stands in a file is no markup" {
    cp "$VALID/ssl.xml" evil.xml
    sed -i '0,/<HostName>[^<]*/s//<HostName>\&lt;script\&gt;alert(1)\&lt;\/script\&gt;\&lt;\/style\&gt;\&#x85;/' evil.xml
    mv evil.xml '<b>&.xml'
    acprof report '<b>&.xml' >page.html
    [ "$(count '//script')" = 0 ]
    [ "$(count '//@src | //link | //@href[not(starts-with(., "#"))]')" = 0 ]
    run -1 grep 'url(' page.html
    [ "$(count '//main//b[text() = "&.xml"]')" = 0 ]
    grep -q '&lt;script&gt;alert(1)' page.html
    xmllint --html --noout page.html 2>&1 | grep -v -e 'Tag [a-z]* invalid' | grep -c 'parser error' | grep -qx 0
}

@test "headings, table heads and the language are there for those who do not see the page" {
    acprof report "$VALID/full.xml" >page.html
    [ "$(count '/html[@lang="en"]/head/meta[@name="viewport"]')" = 1 ]
    [ "$(count '//h1')" = 1 ]
    [ "$(count '//th[not(@scope)]')" = 0 ]
    [ "$(count '//thead/tr[not(th)]')" = 0 ]
    grep -q 'prefers-color-scheme: dark' page.html
    grep -q '@media print' page.html
}

@test "a damaged file, other kinds, a directory, --output" {
    mkdir d
    cp "$VALID/ssl.xml" "$INVALID/truncated.xml" d/
    cp "$VALID/local-policy/AnyConnectLocalPolicy.xml" d/
    cp "$VALID"/umbrella/OrgInfo.json d/ 2>/dev/null || cp "$VALID"/umbrella/*/OrgInfo.json d/
    printf '<project/>\n' >d/pom.xml
    run -0 acprof report --output page.html d
    [ -z "$output" ]
    [ "$(count '//section')" = 4 ]
    run -0 words
    contains 'cannot be read'
    contains 'local policy'
}

@test "configuration and platform count" {
    cp "$VALID/full.xml" .
    printf 'root: true\nrules:\n  ACP1153: {severity: off, because: "known"}\n' >.acprof.yaml
    acprof report full.xml >page.html
    run -1 grep ACP1153 page.html
}

@test "usage, exit codes, help, and acprof itself without libxslt" {
    run -2 acprof report
    run -3 acprof report missing.xml
    run -2 acprof report --platform beos "$VALID/ssl.xml"
    run -0 acprof report --help
    contains 'describe profiles on a page for people'
    acprof help | grep -q ' report '
    run -0 ldd "$ACPROF"
    lacks xslt
}
