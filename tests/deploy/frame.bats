#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2030,SC2031 # every test has variables of its own
# shellcheck disable=SC2154 # bats sets output, stderr and status
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
    run -2 generate gpo -D share= corp.xml
    contains "share cannot be '': it is any text, but not none"
    run -2 generate gpo -D share=$'a\nb' corp.xml
    contains "it is any text without control characters"
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

@test "every target refuses files with errors, and a file it does not take" {
    write_profile bad.xml ssl
    echo '{}' >other.json
    count=0
    for target in $(acprof generate --list | awk '{ print $1 }'); do
        options=()
        os=$(acprof generate "$target" --list | sed -n '/^  os /{n;s/^ *\([a-z]*\).*/\1/p}')
        [ -z "$os" ] || options=(-D os="$os")
        run -1 generate "$target" "${options[@]}" bad.xml
        contains "nothing is made, because of 1 finding"
        [ ! -e out ]
        run -1 generate "$target" "${options[@]}" other.json
        [ ! -e out ]
        count=$((count + 1))
    done
    [ "$count" -gt 15 ]
}

@test "what is only said, not warned of, is looked for when it is to fail" {
    acprof new ssl --output corp.xml address=vpn.example.com
    acprof set --write corp.xml ClientInitialization/UseStartBeforeLogon=true
    run -1 acprof validate --fail-on info --platform linux corp.xml
    [[ $output == *ACP1001* ]]

    run -0 --separate-stderr acprof generate tree -D os=linux --output made corp.xml
    [[ $stderr != *ACP1001* && $stderr == *UseStartBeforeLogon* ]]
    rm -r made
    run -1 --separate-stderr acprof generate tree -D os=linux --output made --fail-on info corp.xml
    [[ $stderr == *ACP1001* ]]
    echo 'rules: {ACP1001: error}' >.acprof.yaml
    run -1 --separate-stderr acprof generate tree -D os=linux --output made corp.xml
    [[ $stderr == *"error: "*ACP1001* ]]
    [ ! -e made ]
    rm .acprof.yaml

    # A comment on what was not looked for has not lost its use.
    sed -i 's|<UseStart|<!-- acprof: ignore ACP1001 because laptops have both -->&|' corp.xml
    run -0 acprof validate --fail-on info --platform linux corp.xml
    run -0 --separate-stderr acprof generate tree -D os=linux --output made corp.xml
    [[ $stderr != *warning* ]]
}

@test "a line feed in a name makes no line of its own among what is ignored" {
    cat >corp.xml <<'END'
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/"><ServerList><HostEntry>
<HostName>Paris&#10;acprof: all is well</HostName><HostAddress>paris.example.com</HostAddress>
<BackupServerList><HostAddress>rome.example.com</HostAddress></BackupServerList>
</HostEntry></ServerList></AnyConnectProfile>
END
    run -0 --separate-stderr "$ACPROF" generate secure-access corp.xml --output out
    [[ $stderr == *'Paris\nacprof: all is well'* ]]
    [ "$(grep -c '^acprof: all' <<<"$stderr")" = 0 ]
}

@test "files for one generation of the client do not go where only the other looks" {
    new ssl corp.xml address=vpn.example.com
    for target in gpo intune msi-properties; do
        run -1 generate $target --client-version 4.10 corp.xml
        contains "the client is of version 4.10"
        contains "--client-version 5.0"
        [ ! -e out ]
    done
    echo "client-version: '4.10'" >.acprof.yaml
    for target in "tree -D os=windows" "shell -D os=linux" "ansible -D os=linux"; do
        read -ra target <<<"$target"
        run -1 generate "${target[@]}" corp.xml
        contains "this is for Secure Client 5; say -D client=4, or --client-version 5.0"
        generate "${target[@]}" -D client=4 corp.xml
        generate "${target[@]}" --client-version 5.0 corp.xml
    done
    run -1 generate gpo corp.xml
    contains "say -D client=4 with a target that has it, as tree, or --client-version 5.0"
    generate gpo --client-version 5.1 corp.xml
    echo "client-version: '5.1'" >.acprof.yaml
    generate tree -D os=windows corp.xml
    generate tree -D os=windows -D client=4 corp.xml
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

@test "a directory that cannot be replaced is left as it is: mounted, or in one that is another's" {
    [ "$(id -u)" = 0 ] || skip "mounting takes root"
    unshare -m true 2>/dev/null || skip "no mount namespaces here"
    mkdir disk
    new ssl corp.xml address=vpn.example.com
    run unshare -m sh -c "mount -t tmpfs tmpfs disk &&
        '$ACPROF' generate tree -D os=linux --output disk corp.xml; echo code \$?; ls -A . disk
        '$ACPROF' generate tree -D os=linux --output disk/out corp.xml && ls disk/out"
    contains "disk cannot be replaced: Device or resource busy; name a new directory in it"
    contains "code 3"
    lacks ".acprof-"
    contains $'manifest.json\nopt'
    # root without its powers stands for anybody.
    run unshare -m sh -c "mount -t tmpfs tmpfs disk && mkdir disk/mine && chown 65534 disk && chmod 755 disk &&
        setpriv --bounding-set -dac_override,-dac_read_search '$ACPROF' generate tree -D os=linux --output disk/mine corp.xml"
    contains "disk/mine cannot be replaced: Permission denied; name a new directory in it"
    ln -s loop loop
    run -3 acprof generate tree -D os=linux --output loop corp.xml
    contains "loop cannot be made: Too many levels of symbolic links"
}

# full TARGET FILE...: what it says on disks of all sizes that are too small, and makes on the first
# that is not.
full() {
    rm -rf out
    acprof generate "$@" --output out
    for ((inodes = 2, size = 4; size < 100; inodes++, size += 4)); do
        run --separate-stderr unshare -m sh -c "mount -t tmpfs -o size=${size}k,nr_inodes=$inodes tmpfs small &&
            '$ACPROF' generate $* --output small/out
            code=\$?; ls -A small; [ ! -e small/out ] || diff -r out small/out; exit \$code"
        [ "$status" != 0 ] || break
        [ "$status" = 3 ]
        [ -z "$output" ]
        [[ $stderr == *"No space left on device"* ]]
    done
    [ "$size" -gt 24 ]
    [ "$status" = 0 ]
    [ "$output" = out ]
}

@test "a full disk leaves nothing behind, however full it is" {
    [ "$(id -u)" = 0 ] || skip "mounting takes root"
    unshare -m true 2>/dev/null || skip "no mount namespaces here"
    mkdir small
    new ssl corp.xml address=vpn.example.com
    printf '<!-- %s -->\n' "$(head -c 20000 /dev/zero | tr '\0' x)" >>corp.xml
    new fips AnyConnectLocalPolicy.xml
    full tree -D os=linux corp.xml AnyConnectLocalPolicy.xml
    full mobileconfig -D os=ios corp.xml
}

# stopped_one SIGNAL CHECK TARGET FILE...: generate gets it at each step of writing; nothing or
# everything is there.
stopped_one() {
    local step code signal=$1 check=$2
    shift 2
    rm -rf whole out
    acprof generate "$@" --output whole
    for ((step = 1; step < 200; step++)); do
        rm -rf out .acprof-*
        code=0
        ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 LD_PRELOAD=$shim KILL_AT=$step \
            KILL_SIGNAL=$signal "$ACPROF" generate "$@" --output out 2>/dev/null || code=$?
        [ ! -e out ] || diff -r whole out
        "$check"
        [ "$code" != 0 ] || break
        [ "$code" = $((128 + signal)) ]
    done
    [ "$step" -gt 30 ]
    [ "$step" -lt 200 ]
    diff -r whole out
}

# A target with few files of several kinds, and one with many that all threads make.
stopped() {
    local shim
    shim=$(dirname "$ACPROF")/tests/kill_at.so
    [ -e "$shim" ] || skip "tests/kill_at.so is not built"
    new ssl corp.xml address=vpn.example.com
    new fips AnyConnectLocalPolicy.xml
    printf '#!/bin/sh\n' >OnConnect.sh
    chmod 755 OnConnect.sh
    "$PYTHON" "$SRC/tests/bench/make_profiles.py" many 40
    stopped_one "$1" "$2" tree -D os=linux corp.xml AnyConnectLocalPolicy.xml OnConnect.sh
    stopped_one "$1" "$2" mobileconfig -D os=ios many
}

no_temporary() {
    [ -z "$(find . -maxdepth 1 -name '.acprof-*')" ]
}

@test "killed at any step of writing: nothing is there, or everything" {
    stopped 9 true
}

@test "interrupted at any step of writing: the same, and nothing is left beside it" {
    stopped 15 no_temporary
    stopped 2 no_temporary
}

@test "files that are refused late leave nothing behind" {
    mkdir a b
    new ssl a/corp.xml address=vpn.example.com
    cp a/corp.xml b
    run -1 acprof generate mobileconfig -D os=ios --output out a/corp.xml b/corp.xml
    contains "nothing is made: two files would be 'corp.mobileconfig'; rename one of the inputs"
    run -1 acprof generate mobileconfig -D os=ios --fail-on warning --output out a/corp.xml
    contains "nothing is made, because of "
    [ "$(ls -A)" = $'a\nb' ]
}

@test "hundreds of ignored settings: standard error and the manifest have the same, in order" {
    "$PYTHON" "$SRC/tests/bench/make_profiles.py" many 40
    run -0 --separate-stderr acprof generate mobileconfig -D os=ios --output out many
    sed -E 's|^many/([^:]*):([0-9]+):[0-9]+: ignored: |\1:\2: |' <<<"$stderr" >said
    [ "$(wc -l <said)" -gt 600 ]
    jq -r '.ignored[] | "\(.file):\(.line): \(.setting): \(.why)"' out/manifest.json | diff - said
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

@test "many files: in their order, however many threads make them" {
    "$PYTHON" "$SRC/tests/bench/make_profiles.py" many 40
    for target in "tree -D os=windows" "mobileconfig -D os=ios" "mobileconfig -D os=macos"; do
        # shellcheck disable=SC2086
        taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')" \
            "$ACPROF" generate $target --output alone many 2>alone.said
        # shellcheck disable=SC2086
        acprof generate $target --output together many 2>together.said
        diff -r alone together
        cmp alone.said together.said
        sed -n 's/:.*: ignored: .*//p' together.said | sort -c
        [ "$(sed -n 's/:.*: ignored: .*//p' together.said | uniq | wc -l)" = 40 ]
        [ "$(find together -type f ! -name manifest.json | wc -l)" -ge 40 ]
        rm -r alone together
    done

    # Of two that are refused the first is named, whichever thread comes first.
    for number in 0019 0035; do
        cat >"many/p$number.xml" <<'END'
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ClientInitialization>
    <AutoUpdate>true</AutoUpdate>
  </ClientInitialization>
</AnyConnectProfile>
END
    done
    for _ in 1 2 3 4 5; do
        run -1 --separate-stderr acprof generate mobileconfig -D os=ios --output none many
        [[ $stderr == *"p0019.xml has no host entry"* && $stderr != *p0035.xml\ has* ]]
        [ ! -e none ]
    done
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
