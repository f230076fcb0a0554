#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016 # $ in a name is meant
# acprof generate ansible: run by Ansible into a scratch root; the second time changes nothing.
load common

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    export HOME=$PWD ANSIBLE_NOCOLOR=1 ANSIBLE_LOCAL_TEMP=$PWD/tmp ANSIBLE_NOCOWS=1
    unset NO_COLOR
}

play() {
    ansible-playbook -i localhost, -c local -e ansible_python_interpreter=/usr/bin/python3 \
        -e secure_client_root="$PWD/staged" -e secure_client_become=false "$@" out/site.yml
}

@test "the playbook puts the files in their places, once" {
    hostile vpn h.xml linux
    cp h.xml "né {{ 7*7 }} {% x %} \"q\" 'r' \`id\` #.xml"
    new fips AnyConnectLocalPolicy.xml
    printf '$ANSIBLE_VAULT;1.1;AES256\n' >OnConnect.sh
    chmod 755 OnConnect.sh
    files=(h.xml "né {{ 7*7 }} {% x %} \"q\" 'r' \`id\` #.xml" AnyConnectLocalPolicy.xml OnConnect.sh)
    generate tree -D os=linux "${files[@]}"
    rm out/manifest.json
    mv out tree
    generate ansible -D os=linux "${files[@]}"
    manifest_is_true
    ansible-playbook --syntax-check -i localhost, out/site.yml
    run -0 play
    contains "changed=2 "
    contains "failed=0"
    diff -r tree staged
    diff <(cd tree && find . -type f -printf '%m %P\n' | sort) \
        <(cd staged && find . -type f -printf '%m %P\n' | sort)
    run -0 play
    contains "changed=0 "
    echo x >>staged/opt/cisco/secureclient/vpn/profile/h.xml
    run -0 play
    contains "changed=1 "
    diff -r tree staged
}

@test "a name that Ansible would change is refused" {
    new ssl 'a$HOME.xml' address=vpn.example.com
    run -1 generate ansible -D os=linux 'a$HOME.xml'
    contains "Ansible takes \$ in the name of a file for a variable"
    [ ! -e out ]
}

@test "macOS has the same places" {
    new ssl corp.xml address=vpn.example.com
    generate ansible -D os=macos corp.xml
    run -0 play
    cmp corp.xml staged/opt/cisco/secureclient/vpn/profile/corp.xml
}

@test "variables may stand in the inventory" {
    new ssl corp.xml address=vpn.example.com
    generate ansible -D os=linux corp.xml
    # What it would do, without doing it.
    cat >inventory <<END
one ansible_connection=local ansible_python_interpreter=/usr/bin/python3 secure_client_root=$PWD/mine secure_client_become=false
END
    run -0 ansible-playbook --check --diff -i inventory out/site.yml
    contains "$PWD/mine/opt/cisco/secureclient/vpn/profile"
    [ ! -e mine ]
}
