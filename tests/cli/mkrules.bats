#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The programs that make the tables: what they refuse, they refuse with its place.
load common

mkrules() {
    "${BUILD:-$SRC/build}/mkrules" "$@"
}

# A rule entry: ID KEY and the line that says what checks it.
entry() {
    cat <<EOF
- id: $1
  key: $2
  tier: 1
  kinds: [vpn]
  severity: error
  platforms: all
  title: A title
  condition: a condition
  remedy: a remedy
  security: neutral
  source: [003:L1]
  $3
EOF
}

refuses() {
    run -1 mkrules out.c ./*.yaml
    contains "$1"
    [ ! -e out.c ]
}

@test "mkrules: the rules themselves" {
    run -0 mkrules out.c "$SRC"/schemas/rules/*.yaml
    [ -s out.c ]
    cp out.c before.c
    run -0 mkrules out.c "$SRC"/schemas/rules/*.yaml
    cmp before.c out.c
}

@test "mkrules: a mistake in a rule" {
    entry ACP1998 one "check: nowhere" >a.yaml
    entry ACP1999 two "severty: error" >>a.yaml
    refuses "./a.yaml:24:3: ACP1999: unknown key severty"
    contains "./a.yaml:1:3: ACP1998: there is no check function nowhere"
}

@test "mkrules: a fix without a function" {
    entry ACP1998 one "status: planned" >a.yaml
    echo "  fix: nowhere" >>a.yaml
    refuses "./a.yaml:1:3: ACP1998: there is no fix function nowhere"
    contains "mkrules: no rule names the fix function trim_value"
}

@test "mkrules: a fix of a setting that is not there" {
    entry ACP1998 one "status: planned" >a.yaml
    echo "  fix: set AutoRecconect true" >>a.yaml
    refuses "./a.yaml:13:8: ACP1998: fix: "
    entry ACP1998 one "status: planned" >a.yaml
    echo "  fix: guess AutoReconnect" >>a.yaml
    refuses "fix is none, 'set PATH VALUE' or 'delete PATH', or the name of a C function"
}

@test "mkrules: an expression that does not compile" {
    entry ACP1999 two "when: AutoReconnect = true" >a.yaml
    echo "  at: AutoReconnect" >>a.yaml
    refuses "./a.yaml:12:9: ACP1999: when, column 17: "
    contains "write 'true' for the text"
}

@test "mkrules: ids and keys stand once, in order" {
    entry ACP1999 one "status: planned" >a.yaml
    entry ACP1998 two "status: planned" >>a.yaml
    entry ACP1998 three "status: planned" >b.yaml
    entry ACP1999 two "status: planned" >c.yaml
    refuses "./a.yaml:13:3: ACP1998 stands behind ACP1999"
    contains "ACP1998 stands already at"
    contains "the key two is that of ACP199"
}

@test "mkrules: functions no rule names, rules that are replaced by none" {
    entry ACP1999 one "replaces: [ACP0001]" >a.yaml
    echo "  by: reader" >>a.yaml
    refuses "no rule names the check function "
    contains "ACP1999 replaces ACP0001, which is no rule"
}

@test "mkrules: files that are no rule files" {
    printf 'id: ACP1999\n' >a.yaml
    printf -- '- id: [\n' >b.yaml
    refuses "./a.yaml:1:1: a rule file is a list of rules"
    contains "./b.yaml:2:1: "
    run -1 mkrules out.c missing.yaml
    contains "missing.yaml: No such file"
    run -2 mkrules out.c
}

@test "mkxsd: what it makes, and what it stops at" {
    mkxsd=${BUILD:-$SRC/build}/mkxsd
    "$mkxsd" "$SRC/schemas/orginfo.schema.json" >made.xsd
    xmllint --noout made.xsd
    # Members stand in any order: how often is for the structure check, not for the schema language.
    [ "$(grep -c '<xs:element name="userId" type="xs:string">' made.xsd)" = 1 ]
    [ "$(grep -A1 '<xs:element name="userId"' made.xsd | grep -c ' occurs="1..1"/>')" = 1 ]
    jq 'del(.properties.userId.acp.source)' "$SRC/schemas/orginfo.schema.json" >a.json
    run -1 "$mkxsd" a.json
    contains "mkxsd: a.json: userId: source: there must be one, of type string"
    jq '.properties.userId.type = ["object"]' "$SRC/schemas/orginfo.schema.json" >a.json
    run -1 "$mkxsd" a.json
    contains "a.json: userId: type: neither string nor integer"
    echo '{' >a.json
    run -1 "$mkxsd" a.json
    run -1 "$mkxsd" missing.json
    run -2 "$mkxsd"
}
