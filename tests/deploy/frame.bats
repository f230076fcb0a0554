#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate: what is the same for every target.
load common

@test "targets are in the list, the help, the manual page and the completion" {
    run -0 acprof generate --list
    contains "tree             profiles and policies"
    targets=$(awk '{ print $1 }' <<<"$output")
    for target in $targets; do
        run -0 acprof generate "$target" --list
        contains "Files:"
        run -0 acprof help generate
        contains "  $target "
        run -0 acprof help --man
        contains ".It Cm $target"
        run -0 acprof __complete generate "${target%?}"
        contains "$target"
    done
    run -0 acprof generate --help
    contains "-D, --define NAME=VALUE"
    run -0 acprof __complete generate tree -D os=
    [ "$output" = "os=windows
os=macos
os=linux" ]
    run -0 acprof __complete generate tree --define=cl
    contains "--define=client="
    run -0 acprof __complete generate tree ''
    contains ":files"
}

@test "the command line" {
    new ssl corp.xml address=vpn.example.com
    run -2 acprof generate
    contains "a target is needed"
    run -2 acprof generate tre --output out corp.xml
    contains "did you mean 'tree'?"
    run -2 acprof generate tree -D os=linux corp.xml
    contains "--output is missing"
    run -2 acprof generate tree --output out corp.xml
    contains "-D os=... is missing: the system of the endpoints; windows, macos or linux"
    run -2 generate tree -D os=beos corp.xml
    contains "os cannot be 'beos': it is windows, macos or linux"
    run -2 generate tree -D sos=linux corp.xml
    contains "tree has no definition 'sos'; did you mean 'os'?"
    run -2 generate tree -D os corp.xml
    contains "'os' is not NAME=VALUE"
    run -2 generate tree -D os=linux -D os=macos corp.xml
    contains "os is given twice"
    run -2 generate tree -X corp.xml
    contains "there is no option -X"
    run -2 generate tree -D
    contains "--define needs a value"
    run -2 acprof generate tree --list corp.xml
    run -2 generate tree -D os=linux
    [ ! -e out ]
    generate tree -Dos=linux corp.xml
    mv out one
    generate tree --define=os=linux corp.xml
    diff -r one out
}

@test "files with errors are refused, and nothing is made" {
    write_profile bad.xml ssl
    run -1 generate tree -D os=linux bad.xml
    contains "ACP0121"
    contains "nothing is made, because of 1 finding"
    [ ! -e out ]
    run -3 generate tree -D os=linux absent.xml
    [ ! -e out ]
    printf '<AnyConnectProfile' >cut.xml
    run -1 generate tree -D os=linux cut.xml
    [ ! -e out ]
    # What only the files together have wrong: a management profile for a platform without it.
    cp "$VALID"/mgmt/VpnMgmtTunProfile.xml .
    run -1 generate tree -D os=linux VpnMgmtTunProfile.xml
    [ ! -e out ]
    cp "$VALID"/transforms/ACTransforms.xml .
    run -1 generate tree -D os=linux ACTransforms.xml
    contains "tree takes no installer transforms"
    new fips AnyConnectLocalPolicy.xml
    cp AnyConnectLocalPolicy.xml policy.xml
    run -1 generate tree -D os=linux AnyConnectLocalPolicy.xml policy.xml
    [ ! -e out ]
}

@test "ignored settings are listed, and refused only when asked" {
    new ssl corp.xml address=vpn.example.com
    run -0 --separate-stderr generate tree -D os=linux corp.xml
    [ -z "$output" ]
    # shellcheck disable=SC2154 # set by run
    [[ $stderr == *"corp.xml:12:6: ignored: AnyConnectProfile/ClientInitialization/WindowsVPNEstablishment: it has an effect on windows only"* ]]
    [ "$(jq -r '.ignored[0].setting' out/manifest.json)" = \
        AnyConnectProfile/ClientInitialization/WindowsVPNEstablishment ]
    run -1 generate tree -D os=linux --fail-on warning corp.xml
    contains "nothing is made, because of 1 setting that the endpoints ignore"
    [ ! -e out ]
    echo 'fail-on: warning' >.acprof.yaml
    run -1 generate tree -D os=linux corp.xml
    [ ! -e out ]
}

@test "the directory: made, or filled if it is empty; never mixed" {
    new ssl corp.xml address=vpn.example.com
    acprof generate tree -D os=linux --output out corp.xml
    run -3 acprof generate tree -D os=linux --output out corp.xml
    contains "out cannot be made: it is there and not empty"
    mkdir empty
    acprof generate tree -D os=linux --output empty corp.xml
    diff -r out empty
    mkdir target
    ln -s target link
    acprof generate tree -D os=linux --output link corp.xml
    [ -L link ]
    diff -r out target
    ln -s nowhere dangling
    run -3 acprof generate tree -D os=linux --output dangling corp.xml
    contains "it is a link that leads nowhere"
    [ ! -e nowhere ]
    run -3 acprof generate tree -D os=linux --output corp.xml corp.xml
    contains "there is a file of that name"
    run -3 acprof generate tree -D os=linux --output absent/out corp.xml
    contains "No such file or directory"
    mkdir here
    (cd here && run -3 acprof generate tree -D os=linux --output . ../corp.xml && contains "working directory")
    [ -z "$(find . -name '.acprof-*')" ]
}

@test "a full disk leaves nothing behind" {
    [ "$(id -u)" = 0 ] || skip "mounting takes root"
    unshare -m true 2>/dev/null || skip "no mount namespaces here"
    new ssl corp.xml address=vpn.example.com
    printf '<!-- %s -->\n' "$(head -c 40000 /dev/zero | tr '\0' x)" >>corp.xml
    mkdir small
    run -3 unshare -m sh -c "mount -t tmpfs -o size=16k tmpfs small &&
        '$ACPROF' generate tree -D os=linux --output small/out corp.xml 2>&1; code=\$?
        ls -A small; exit \$code"
    contains "No space left on device"
    lacks ".acprof-"
    [[ $output != *$'\nout'* ]]
}

@test "a signal while it writes leaves nothing behind" {
    mkdir many
    new ssl corp.xml address=vpn.example.com
    for i in $(seq 300); do cp corp.xml "many/p$i.xml"; done
    "$ACPROF" generate tree -D os=linux --output out many 2>/dev/null &
    pid=$!
    # As soon as the temporary directory is there.
    for _ in $(seq 2000); do
        compgen -G '.acprof-*' >/dev/null && break
        sleep 0.005
    done
    kill -TERM $pid 2>/dev/null || true
    wait $pid || true
    [ -z "$(find . -maxdepth 1 -name '.acprof-*')" ]
    # All or nothing.
    [ ! -e out ] || manifest_is_true
}

@test "the same files give the same bytes, wherever they lie" {
    new ssl corp.xml address=vpn.example.com
    generate tree -D os=linux corp.xml
    mv out one
    mkdir -p else/where
    cp corp.xml else/where
    generate tree -D os=linux "$PWD/else/where/corp.xml"
    diff -r one out
}

@test "the libraries do not reach acprof and libprofile" {
    need ldd
    for file in "$ACPROF" "$(dirname "$ACPROF")"/libprofile.so.*; do
        run -0 ldd "$file"
        lacks libxslt
        lacks libarchive
        lacks libcrypto
    done
}
