#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
# Output formats, each read by something that was not written here.
load common

# Inputs with every severity, a damaged file, names that need escaping, and a clean file.
inputs() {
    write_profile 'a "b" & <c>.xml'
    write_profile $'tab\there.xml' SSL "$(printf 'x]]>\xe2\x80\xaey\xf0\x9f\x98\x80')"
    cp "$INVALID/demo.xml" "$INVALID/structure.xml" "$INVALID/truncated.xml" "$INVALID/binary.xml" .
    cp "$SRC/testdata/wild/08-utf16le.xml" "$VALID/ssl.xml" .
}

count_files() {
    find . -name '*.xml' | wc -l
}

@test "json: every member, in order" {
    inputs
    run -1 --separate-stderr acprof validate --format json ./*.xml
    jq -e 'length > 20' <<<"$output"
    jq -e 'all(.[]; keys_unsorted == ["file", "line", "column", "end_line", "end_column", "kind",
        "path", "rule", "key", "severity", "title", "detail", "remedy", "fixable", "security",
        "platforms", "source"])' <<<"$output"
    jq -e '[.[].severity] | unique | length >= 2' <<<"$output"
    jq -e 'all(.[]; .line == null or (.line >= 1 and .column >= 1 and
        (.end_line > .line or .end_column >= .column)))' <<<"$output"
    jq -e 'map([.file, .line, .column]) as $all | $all == ($all | sort)' <<<"$output"
}

@test "json: nothing found is an empty array" {
    run -0 acprof validate --format json --rule ACP0010 "$VALID/ssl.xml"
    [ "$output" = "[]" ]
}

@test "sarif: valid by the published schema" {
    inputs
    for file in ./*.xml; do
        "$ACPROF" validate --format sarif "$file" >one.sarif || [ $? = 1 ]
        "$PYTHON" -m jsonschema -i one.sarif "$SRC/testdata/oracles/sarif-schema-2.1.0.json"
    done
    "$ACPROF" validate --format sarif . >all.sarif || [ $? = 1 ]
    "$PYTHON" -m jsonschema -i all.sarif "$SRC/testdata/oracles/sarif-schema-2.1.0.json"
    "$ACPROF" validate --format sarif "$VALID/ssl.xml" >none.sarif
    "$PYTHON" -m jsonschema -i none.sarif "$SRC/testdata/oracles/sarif-schema-2.1.0.json"
}

@test "sarif: what the schema cannot say" {
    inputs
    run -1 --separate-stderr acprof validate --format sarif ./*.xml
    jq -e '.runs[0].columnKind == "unicodeCodePoints"' <<<"$output"
    # ruleIndex leads to the rule named, and each rule is there once
    jq -e '.runs[0] | .tool.driver.rules as $rules |
        all(.results[]; $rules[.ruleIndex].id == .ruleId)' <<<"$output"
    jq -e '.runs[0].tool.driver.rules | map(.id) | length == (unique | length)' <<<"$output"
    jq -e 'all(.runs[0].tool.driver.rules[]; .help.text != "" and .shortDescription.text != "")' \
        <<<"$output"
    jq -e '.runs[0].results | all(.partialFingerprints["ruleSettingValue/v1"] |
        test("^[0-9a-f]{16}$"))' <<<"$output"
    jq -re '.runs[0].results[].locations[0].physicalLocation.artifactLocation.uri' <<<"$output" |
        sort -u >uris
    grep -qx './a%20%22b%22%20%26%20%3Cc%3E.xml' uris
    grep -qx './tab%09here.xml' uris
}

@test "sarif: the same places as json" {
    inputs
    acprof validate --format json ./*.xml | jq -c '.[] | [.line, .column, .end_line, .end_column]' >a ||
        [ "${PIPESTATUS[0]}" = 1 ]
    acprof validate --format sarif ./*.xml | jq -c '.runs[0].results[].locations[0].physicalLocation |
        .region | [.startLine, .startColumn, .endLine, .endColumn]' >b || [ "${PIPESTATUS[0]}" = 1 ]
    diff a b
}

@test "sarif: fingerprints stay when lines move" {
    write_profile a.xml
    prints() { acprof validate --format sarif a.xml | jq -c '[.runs[0].results[].partialFingerprints]'; }
    before=$(prints)
    sed -i '2s/$/\n\n<!-- moved -->\n/' a.xml
    [ "$(prints)" = "$before" ]
    sed -i 's/>ssl</>Ssl</' a.xml
    [ "$(prints)" != "$before" ]
}

@test "junit: well-formed, one case per file, totals right" {
    inputs
    "$ACPROF" validate --format junit ./*.xml >out.junit || [ $? = 1 ]
    xmllint --noout out.junit
    [ "$(xmllint --xpath 'string(/testsuites/testsuite/@tests)' out.junit)" = "$(count_files)" ]
    [ "$(xmllint --xpath 'string(//testsuite/@failures)' out.junit)" = \
        "$(xmllint --xpath 'count(//testcase[failure])' out.junit)" ]
    [ "$(xmllint --xpath 'count(//testcase)' out.junit)" = \
        "$(xmllint --xpath 'string(//testsuite/@tests)' out.junit)" ]
    [ "$(xmllint --xpath 'count(//testcase[@name="./ssl.xml"]/failure)' out.junit)" = 0 ]
    [ "$(xmllint --xpath "count(//testcase[@name='./a \"b\" & <c>.xml']/failure)" out.junit)" = 1 ]
}

@test "junit: --fail-on decides what is a failure" {
    write_profile warn.xml "SSL "
    run -0 acprof validate --format junit --rule ACP0120 warn.xml
    [ "$(xmllint --xpath 'count(//failure)' - <<<"$output")" = 0 ]
    [[ $(xmllint --xpath 'string(//system-out)' - <<<"$output") == *ACP0120* ]]
    run -1 acprof validate --format junit --rule ACP0120 --fail-on warning warn.xml
    [ "$(xmllint --xpath 'count(//failure)' - <<<"$output")" = 1 ]
    [ "$(xmllint --xpath 'count(//system-out)' - <<<"$output")" = 0 ]
}

@test "checkstyle: well-formed, a file element each, the same findings as json" {
    inputs
    "$ACPROF" validate --format checkstyle ./*.xml >out.checkstyle || [ $? = 1 ]
    xmllint --noout out.checkstyle
    [ "$(xmllint --xpath 'string(/checkstyle/@version)' out.checkstyle)" = 4.3 ]
    [ "$(xmllint --xpath 'count(//file)' out.checkstyle)" = "$(count_files)" ]
    [ "$(xmllint --xpath 'count(//error)' out.checkstyle)" = \
        "$("$ACPROF" validate --format json ./*.xml | jq length)" ]
    [ "$(xmllint --xpath 'count(//error[not(starts-with(@source, "acprof.ACP"))])' out.checkstyle)" = 0 ]
    [ "$(xmllint --xpath 'count(//error[not(@severity="error" or @severity="warning" or @severity="info")])' \
        out.checkstyle)" = 0 ]
}

@test "github: workflow commands, one a line" {
    inputs
    run -1 --separate-stderr acprof validate --format github ./*.xml
    [ "${#lines[@]}" = "$("$ACPROF" validate --format json ./*.xml | jq length)" ]
    for line in "${lines[@]}"; do
        [[ $line =~ ^::(error|warning|notice)\ file=[^,:]+(,line=[0-9]+(,endLine=[0-9]+|,col=[0-9]+,endColumn=[0-9]+))?,title=ACP[0-9]{4}\ [a-z0-9-]+::.+ ]]
    done
}

@test "github: separators in a file name are escaped" {
    write_profile 'a:b,c%.xml'
    run -1 acprof validate --format github 'a:b,c%.xml'
    contains "file=a%3Ab%2Cc%25.xml,line=7,col=24,endColumn=27,title=ACP0121 value-wrong-case::"
}

@test "text: not wrapped in a pipe, wrapped on a terminal" {
    write_profile a.xml
    run -1 acprof validate --rule ACP0121 a.xml
    whole=${#lines[@]}
    run -1 on_terminal "NO_COLOR=1 $ACPROF validate $INVALID/demo.xml"
    while IFS= read -r line; do
        case $line in
        /* | *' | '*) ;;
        *) [ "${#line}" -le 80 ] ;;
        esac
    done <<<"$output"
    [ "$whole" -ge 4 ]
}

@test "text: no byte of a profile steers the terminal" {
    write_profile a.xml ssl "$(printf '\xc2\x9b31m\xe2\x80\xae')"
    sed -i "s/ssl/$(printf '\xc2\x9b2Jssl')/" a.xml
    run -1 acprof validate a.xml
    lacks $'\xc2\x9b'
    lacks $'\xe2\x80\xae'
    contains '\u009B2Jssl'
}

@test "machine formats hold nothing else, whatever standard output is" {
    write_profile a.xml
    for format in json sarif; do
        run -1 --separate-stderr acprof validate --format "$format" a.xml
        jq -e . <<<"$output"
        [ -z "$stderr" ]
    done
    run -1 on_terminal "$ACPROF validate --format json a.xml"
    jq -e . <<<"$output"
    lacks $'\033'
}

@test "a file that cannot be read is not passed as clean" {
    write_profile a.xml
    name='gone & "lost".xml'
    why='The file cannot be read: No such file or directory'
    run -3 --separate-stderr acprof validate --format junit a.xml "$name" "$VALID/ssl.xml"
    [ "$(xmllint --xpath 'string(//testsuite/@errors)' - <<<"$output")" = 1 ]
    [ "$(xmllint --xpath 'string(/testsuites/@errors)' - <<<"$output")" = 1 ]
    [ "$(xmllint --xpath 'string(//testsuite/@tests)' - <<<"$output")" = 3 ]
    [ "$(xmllint --xpath 'count(//testcase)' - <<<"$output")" = 3 ]
    [ "$(xmllint --xpath 'string(//testcase[error]/@name)' - <<<"$output")" = "$name" ]
    [ "$(xmllint --xpath 'string(//error/@message)' - <<<"$output")" = "$why" ]
    run -3 --separate-stderr acprof validate --format checkstyle a.xml "$name"
    [ "$(xmllint --xpath 'string(//file[error/@source="acprof.unreadable"]/@name)' - <<<"$output")" = "$name" ]
    [ "$(xmllint --xpath 'string(//error[@source="acprof.unreadable"]/@message)' - <<<"$output")" = "$why" ]
    run -3 --separate-stderr acprof validate --format sarif "$name" a.xml missing.xml
    "$PYTHON" -m jsonschema -i <(echo "$output") "$SRC/testdata/oracles/sarif-schema-2.1.0.json"
    jq -e --arg why "$why" '.runs[0].invocations | length == 1 and (.[0] |
        .executionSuccessful == false and
        (.toolExecutionNotifications | length == 2 and all(.level == "error" and .message.text == $why)))' \
        <<<"$output"
    [ "$(jq -r '.runs[0].invocations[0].toolExecutionNotifications[0].locations[0].physicalLocation.artifactLocation.uri' \
        <<<"$output")" = 'gone%20%26%20%22lost%22.xml' ]
    jq -e '.runs[0].results | length > 0' <<<"$output"
    run -3 --separate-stderr acprof validate --format json "$name"
    [ "$output" = "[]" ]
    run -0 --separate-stderr acprof validate --format sarif "$VALID/ssl.xml"
    jq -e '.runs[0] | has("invocations") | not' <<<"$output"
}

@test "text: a narrow terminal, and COLUMNS" {
    for width in 30 40 50 59; do
        for line in "$ACPROF validate $width/a.xml" "COLUMNS=$width $ACPROF validate $width/a.xml"; do
            mkdir -p "$width"
            sed 's|</HostEntry>|<!-- a comment that makes the line a long one --><X/>&|' \
                "$INVALID/demo.xml" >"$width/a.xml"
            case $line in COLUMNS*) columns=100 ;; *) columns=$width ;; esac
            run -1 on_terminal "NO_COLOR=1 $line" "$columns"
            while IFS= read -r shown; do
                # a single word may be longer than the line
                [ "${#shown}" -le "$width" ] || [[ $shown =~ ^\ *[^\ ]+$ ]] ||
                    [[ $shown =~ ^\ \ remedy:\ [^\ ]+$ ]] || { echo "$width: $shown" >&2; false; }
            done <<<"$output"
            # all of the words are there
            [[ $(tr -s ' \n' '  ' <<<"$output") == \
                *"Element name differs from the schema only in upper and lower case [ACP0093 element-wrong-case]"* ]]
        done
    done
    COLUMNS=30 run -1 acprof validate "$INVALID/demo.xml"
    contains "Element name differs from the schema only in upper and lower case [ACP0093 element-wrong-case]"
    COLUMNS=x run -1 on_terminal "NO_COLOR=1 $ACPROF validate $INVALID/demo.xml"
    contains "acprof" || contains "ACP0093"
}
