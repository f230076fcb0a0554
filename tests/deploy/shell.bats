#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate shell: run into a scratch root by several shells; the second time changes nothing.
load common

setup_file() {
    cd "$BATS_FILE_TMPDIR" || return
    hostile vpn h.xml linux
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    cp "$BATS_FILE_TMPDIR/h.xml" .
    cp h.xml "né \$(id) 'q' \`x\`.xml"
    new fips AnyConnectLocalPolicy.xml
    printf '#!/bin/sh\n' >OnConnect.sh
    chmod 755 OnConnect.sh
    FILES=(h.xml "né \$(id) 'q' \`x\`.xml" AnyConnectLocalPolicy.xml OnConnect.sh)
}

@test "it puts the files in their places, once" {
    for os in linux macos; do
        generate shell -D os=$os "${FILES[@]}"
        manifest_is_true
        mv out made
        generate tree -D os=$os "${FILES[@]}"
        rm out/manifest.json
        for shell in dash bash "zsh --emulate sh"; do
            read -ra shell <<<"$shell"
            rm -rf staged
            run -1 env ROOT="$PWD/staged" "${shell[@]}" made/install.sh --check
            [ ! -e staged ]
            run -0 env ROOT="$PWD/staged" "${shell[@]}" made/install.sh
            [ "${lines[4]}" = "files written: 4" ]
            diff -r out staged
            # What tree's modes are, the script's are, too.
            diff <(cd out && find . -type f -printf '%m %P\n' | sort) \
                <(cd staged && find . -type f -printf '%m %P\n' | sort)
            before=$(find staged -printf '%p %i %T@\n')
            run -0 env ROOT="$PWD/staged" "${shell[@]}" made/install.sh
            [ "$output" = "files written: 0" ]
            [ "$(find staged -printf '%p %i %T@\n')" = "$before" ]
            run -0 env ROOT="$PWD/staged" "${shell[@]}" made/install.sh --check
        done
        rm -rf made
    done
}

@test "what was changed is put right: bytes, mode, a link; never through a link" {
    generate shell -D os=linux "${FILES[@]}"
    export ROOT=$PWD/staged
    dash out/install.sh
    place=staged/opt/cisco/secureclient/vpn/profile/h.xml
    echo x >>$place
    chmod 600 staged/opt/cisco/secureclient/AnyConnectLocalPolicy.xml
    run -1 dash out/install.sh --check
    [ "${#lines[@]}" = 2 ]
    dash out/install.sh
    cmp h.xml $place
    [ "$(stat -c %a staged/opt/cisco/secureclient/AnyConnectLocalPolicy.xml)" = 644 ]
    echo mine >mine
    ln -sf "$PWD/mine" $place
    dash out/install.sh
    [ ! -L $place ]
    [ "$(cat mine)" = mine ]
    rm $place
    mkdir $place
    run -2 dash out/install.sh
    contains "is a directory"
    [ -z "$(find staged -name '.acprof*')" ]
}

@test "the script is clean, and refuses what it does not know" {
    generate shell -D os=linux "${FILES[@]}"
    # A name of a file may look like an expression; in its quotes it is none.
    shellcheck --exclude=SC2016 out/install.sh
    run -2 dash out/install.sh --force
    contains "there is no option --force"
    if [ "$(id -u)" = 0 ]; then
        # From its input: others may not look into the directory of this test.
        run -2 setpriv --reuid 65534 --regid 65534 --clear-groups dash -s <out/install.sh
        contains "this has to run as root"
    fi
}

# ---- the page --------------------------------------------------------------------------------------

@test "docs/deploy-linux.md, the vendor's client: its commands, with a laptop that has a root" {
    need ansible-playbook
    rm -f ./*.xml
    mkdir -p bin laptop/home
    ln -s "$ACPROF" bin/acprof
    cat >bin/scp <<'END'
#!/bin/sh
case $2 in root@laptop.example.com:[!/]*) cp "$1" "laptop/home/${2#*:}" ;; *) exit 1 ;; esac
END
    cat >bin/ssh <<'END'
#!/bin/sh
[ "$1 $2" = "root@laptop.example.com sh" ] || exit 1
shift 2
ROOT=$PWD/laptop
export ROOT
cd laptop/home && exec sh "$@"
END
    # Whatever the playbook says, it stays in this directory.
    cat >bin/ansible-playbook <<END
#!/bin/sh
exec $(command -v ansible-playbook) -e secure_client_root=$PWD/fleet -e secure_client_become=false "\$@"
END
    chmod +x bin/*
    echo "fleet ansible_connection=local ansible_python_interpreter=/usr/bin/python3" >inventory
    # The part about the vendor's client only: what stands behind it is about other programs.
    awk '/^## / { part++ } part < 2' "$SRC/docs/deploy-linux.md" >page.md
    HOME=$PWD ANSIBLE_LOCAL_TEMP=$PWD/tmp PATH=$PWD/bin:$PATH run "$DEPLOY/page.py" page.md 10
    [ "$status" = 0 ] || { echo "$output" >&2; false; }
    for root in laptop fleet; do
        cmp corp.xml $root/opt/cisco/secureclient/vpn/profile/corp.xml
        cmp AnyConnectLocalPolicy.xml $root/opt/cisco/secureclient/AnyConnectLocalPolicy.xml
    done
}
