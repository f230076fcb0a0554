#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
# The command line itself.
load common

@test "no command: the list on standard error, exit 2" {
    run -2 --separate-stderr acprof
    [ -z "$output" ]
    [[ $stderr == *"Usage: acprof COMMAND"* ]]
}

@test "help, --help and -h print the same list, exit 0" {
    run -0 acprof help
    contains validate
    list=$output
    run -0 acprof --help
    [ "$output" = "$list" ]
    run -0 acprof -h
    [ "$output" = "$list" ]
}

@test "--version" {
    run -0 acprof --version
    [[ $output =~ ^acprof\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "unknown command: the nearest, exit 2" {
    run -2 acprof valdate
    contains "'valdate' is not an acprof command; did you mean 'validate'?"
    run -2 acprof conv
    contains "did you mean 'convert'?"
    run -2 acprof qqqqqq
    lacks "did you mean"
}

@test "an option in place of a command" {
    run -2 acprof --strict
    contains "give a command first"
}

@test "unknown option: the nearest, exit 2" {
    run -2 acprof validate --formt json x.xml
    contains "there is no option --formt; did you mean --format?"
    contains "acprof help validate"
    run -2 acprof validate -x
    contains "there is no option -x"
}

@test "value behind = or as the next word; options and files mixed; --" {
    write_profile a.xml
    run -1 acprof validate --format=json a.xml
    contains '"rule": "ACP0121"'
    run -1 acprof validate a.xml --format json
    contains '"rule": "ACP0121"'
    write_profile ./--strict
    run -1 acprof validate --format json -- --strict
    contains '"file": "--strict"'
}

@test "missing, superfluous and wrong values" {
    run -2 acprof validate --format
    contains "--format needs a value: --format FORMAT"
    run -2 acprof validate --strict=yes x.xml
    contains "--strict takes no value"
    run -2 acprof validate --format jsn x.xml
    contains "did you mean 'json'?"
    contains "text, json, sarif, junit, github, checkstyle"
    run -2 acprof validate --fail-on never x.xml
    contains "error, warning, info"
}

@test "an empty value is a wrong value" {
    for option in --format= --fail-on= --kind= --platform= --client-version= --jobs= --max-size= --rule=; do
        run -2 acprof validate "$option" x.xml
    done
}

@test "--help and -h with every command, exit 0" {
    for command in validate crosscheck fmt fix convert get set delete new diff merge report rules \
        explain schema pin compile inspect decide completion help; do
        run -0 acprof "$command" --help
        contains "Usage: acprof $command"
        help=$output
        run -0 acprof "$command" -h
        [ "$output" = "$help" ]
        run -0 acprof help "$command"
        [ "$output" = "$help" ]
    done
}

@test "--color takes auto, always, never" {
    write_profile a.xml
    run -1 acprof validate --color=always a.xml
    contains $'\033[1;31m'
    run -1 acprof validate --color never a.xml
    lacks $'\033'
    run -2 acprof validate --color sometimes a.xml
    contains "auto, always, never"
}

@test "color on a terminal only, and not with NO_COLOR or TERM=dumb" {
    write_profile a.xml
    run on_terminal "$ACPROF validate a.xml"
    contains $'\033[1;31m'
    run on_terminal "NO_COLOR=1 $ACPROF validate a.xml"
    lacks $'\033'
    run on_terminal "NO_COLOR= $ACPROF validate a.xml"
    contains $'\033[1;31m'
    run on_terminal "TERM=dumb $ACPROF validate a.xml"
    lacks $'\033'
    run -1 acprof validate a.xml
    lacks $'\033'
}

@test "control characters in an argument do not reach the terminal" {
    run -2 acprof $'\033[31mred'
    lacks $'\033'
    contains '\x1B[31mred'
    run -3 acprof validate $'no\033[2Jsuch.xml'
    lacks $'\033'
}
