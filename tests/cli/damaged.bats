#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# A file that could not be read was not checked: nothing may make that look like a clean check.

load common.bash

@test "a damaged file is reported whatever rules are asked for" {
    echo '<a' >bad.xml
    run acprof validate --rule ACP1100 bad.xml
    [ "$status" = 1 ]
    contains ACP0010
}

@test "a damaged file is reported though the configuration switches the rule off" {
    echo '<a' >bad.xml
    printf 'root: true\nrules:\n  ACP0010: {severity: off, because: test}\n' >.acprof.yaml
    run acprof validate bad.xml
    [ "$status" = 1 ]
    contains "bad.xml:2:1: error"
    printf 'root: true\nignore:\n  - {rule: ACP0010, file: "*", because: test}\n' >.acprof.yaml
    run acprof validate bad.xml
    [ "$status" = 1 ]
    contains "bad.xml:2:1: error"
}
