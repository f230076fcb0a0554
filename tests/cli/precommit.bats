#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The real pre-commit, offline, on scratch repositories.
load common

new_repository() {
    mkdir "$1"
    git -C "$1" init -q -b main
    git -C "$1" config user.name Test
    git -C "$1" config user.email test@example.com
    git -C "$1" config commit.gpgsign false
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    export HOME=$BATS_TEST_TMPDIR PRE_COMMIT_HOME=$BATS_TEST_TMPDIR/cache GIT_CONFIG_NOSYSTEM=1
    PATH=$(dirname "$ACPROF"):$PATH
    new_repository profiles
    mkdir profiles/vpn
}

# The hooks as another repository offers them.
use_hook_repository() {
    new_repository hooks
    cp "$SRC/.pre-commit-hooks.yaml" hooks/
    git -C hooks add .
    git -C hooks commit -q -m hooks
    cat >profiles/.pre-commit-config.yaml <<EOF
repos:
  - repo: $PWD/hooks
    rev: $(git -C hooks rev-parse HEAD)
    hooks:
      - id: acprof-validate
      - id: acprof-fmt
EOF
}

pre_commit() {
    (cd profiles && git add . && pre-commit run --color never "$@")
}

@test "hooks of the repository: a clean, formatted profile passes" {
    need pre-commit
    use_hook_repository
    acprof fmt "$VALID/ssl.xml" >profiles/vpn/ssl.xml
    run -0 pre_commit
    [[ $output =~ validate\ Cisco.*Passed ]]
    [[ $output =~ format\ Cisco.*Passed ]]
}

@test "hooks of the repository: an error fails and is shown" {
    need pre-commit
    use_hook_repository
    write_profile profiles/vpn/paris.xml
    run -1 pre_commit acprof-validate
    contains Failed
    contains "vpn/paris.xml:7:24: error: Value is written in the wrong case"
}

@test "hooks of the repository: fmt rewrites, the second run passes" {
    need pre-commit
    use_hook_repository
    cp "$VALID/ssl.xml" profiles/vpn/
    run -1 pre_commit acprof-fmt
    contains "files were modified by this hook"
    run -0 pre_commit acprof-fmt
    acprof fmt "$VALID/ssl.xml" | cmp - profiles/vpn/ssl.xml
}

@test "hooks of the repository: other files are not looked at" {
    need pre-commit
    use_hook_repository
    echo '# not a profile' >profiles/README.md
    run -0 pre_commit
    [[ $output =~ no\ files\ to\ check ]]
}

@test "a local hook, with arguments, and .acprof.yaml of the repository" {
    need pre-commit
    cat >profiles/.pre-commit-config.yaml <<'EOF'
repos:
  - repo: local
    hooks:
      - id: acprof-validate
        name: validate VPN profiles
        entry: acprof validate
        language: system
        files: ^vpn/.*\.xml$
        args: [--fail-on, warning]
EOF
    write_profile profiles/vpn/paris.xml "SSL "
    run -1 pre_commit
    contains "ACP0120"
    printf 'root: true\nrules:\n  ACP0120: info\n' >profiles/.acprof.yaml
    run -0 pre_commit
}

@test "git commit itself is stopped, and goes through once mended" {
    need pre-commit
    use_hook_repository
    write_profile profiles/vpn/paris.xml
    (cd profiles && pre-commit install)
    git -C profiles add .
    run -1 git -C profiles commit -q -m paris
    contains "wrong case"
    write_profile profiles/vpn/paris.xml SSL
    acprof fmt --write profiles/vpn/paris.xml
    git -C profiles add .
    run -0 git -C profiles commit -q -m paris
}
