#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1003,SC2016 # backslashes before quotes, and $ in a name, are meant
# acprof generate gpo: read back by Samba, and held against the published element structure.
load common

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    new ssl corp.xml address=vpn.example.com
}

read_back() {
    manifest_is_true
    "$PYTHON" "$DEPLOY/gpo.py" out >read.json
}

field() {
    jq -r "$1" read.json
}

CLIENT='SOFTWARE\Wow6432Node\Cisco\Cisco Secure Client'

@test "files are copied from the share to their places" {
    new fips AnyConnectLocalPolicy.xml
    generate gpo -D 'share=\\srv\deploy$\Cisco & Co' corp.xml AnyConnectLocalPolicy.xml
    read_back
    [ "$(field '.files | length')" = 2 ]
    # Each source is in the directory share, below the same name.
    while IFS=$'\t' read -r from to; do
        [[ $from == '\\srv\deploy$\Cisco & Co\'* ]]
        below=${from#'\\srv\deploy$\Cisco & Co\'}
        [ -f "out/share/${below//\\//}" ]
        [ "$to" = "%CommonAppdataDir%\\Cisco\\Cisco Secure Client\\$below" ]
    done < <(field '.files[] | .fromPath + "\t" + .targetPath')
    cmp corp.xml out/share/VPN/Profile/corp.xml
    [ "$(field '.registry | length')" = 0 ]
    [ "$(field '.pol | length')" = 0 ]
    [ "$(field '.policies | length')" = 5 ]
}

@test "values of the registry are the same in all four files" {
    generate gpo -D suppress-dialogs=true -D debug-routes=false -D nam-single-logon=false \
        -D nam-disable-dhcp=true -D nam-skip-pin-signature=true corp.xml
    read_back
    [ "$(field '.pol | length')" = 5 ]
    [ "$(field '.pol[] | select(.name == "SuppressModalDialogs") | .key')" = "$CLIENT" ]
    [ "$(field '.pol[] | select(.name == "SuppressModalDialogs") | .data')" = 1 ]
    [ "$(field '.pol[] | select(.name == "SuppressModalDialogs") | .type')" = 4 ]
    [ "$(field '.pol[] | select(.name == "**del.DebugRoutesEnabled") | .type')" = 1 ]
    [ "$(field '.pol[] | select(.name == "EnforceSingleLogon") | .data')" = 0 ]
    [ "$(field '.pol[] | select(.name == "DisableDHCP") | .key')" = "$CLIENT Network Access Manager" ]
    # The others say the same: key, name and data of registry.pol, made from theirs.
    field '.pol[] | [.key, .name, (.data | tostring)] | @tsv' |
        sed 's/\t\*\*del\.\(.*\)\t .*/\t\1\tgone/' | sort >pol
    field '.registry[] | [.key, .name, (if .action == "D" then "gone" else .value[-1:] end)] | @tsv' |
        sort | cmp - pol
    field '.reg | to_entries[] | .key as $k | .value | to_entries[] |
        [$k[19:], (.key | ltrimstr("\"") | rtrimstr("\"")),
         (if .value == "-" then "gone" else .value[-1:] end)] | @tsv' | sort | cmp - pol
    field '.policies[] | [.key, .name] | @tsv' | sort >policies
    cut -f1,2 pol | cmp - policies
}

@test "32-bit Windows has the values of the client in another key" {
    generate gpo -D windows=32 -D suppress-dialogs=true corp.xml
    read_back
    [ "$(field '.pol[0].key')" = 'SOFTWARE\Cisco\Cisco Secure Client' ]
}

@test "names and shares that Group Policy would read otherwise are refused or escaped" {
    cp corp.xml "a&b 'c'.xml"
    generate gpo "a&b 'c'.xml"
    read_back
    [[ $(field '.files[0].targetPath') == *"\\a&b 'c'.xml" ]]
    cp corp.xml 'a%TEMP%.xml'
    run -1 generate gpo 'a%TEMP%.xml'
    contains "takes % in the name of a file for a variable"
    name=$(printf 'long-%.0s' {1..42}).xml
    cp corp.xml "$name"
    run -1 generate gpo "$name"
    contains "longer than the 259 characters"
    for share in 'C:\x' '\\' 'srv' '\\srv' '\\srv\' '\\srv\x\' '\\srv\\x' '\\srv\x\..' '\\.\x' '//srv/x'; do
        run -1 generate gpo -D "share=$share" corp.xml
        contains "is no share"
    done
    [ ! -e out ]
    generate gpo -D 'share=\\srv\x' corp.xml
    cp "$VALID"/preferences/preferences.xml .
    run -1 generate gpo preferences.xml
    contains "this is one user's"
}

@test "hostile names of files and shares arrive; those that deceive are refused" {
    hostile vpn h.xml windows
    name=$'né `id` $HOME \'q\' ;&[x]{}#!~^@1 漢😀\u2018\u2019.xml'
    cp h.xml "$name"
    share=$'\\\\srv\\d$\\a\'b`c`&;{x}[y] é漢\u2019'
    generate gpo -D "share=$share" "$name"
    read_back
    cmp h.xml "out/share/VPN/Profile/$name"
    [ "$(field '.files[0].fromPath')" = "$share\\VPN\\Profile\\$name" ]
    [ "$(field '.files[0].targetPath')" = \
        "%CommonAppdataDir%\\Cisco\\Cisco Secure Client\\VPN\\Profile\\$name" ]
    for name in $'a\u202eb.xml' $'a\nb.xml' 'a"b.xml' 'a<b.xml'; do
        cp h.xml "$name"
        run -1 generate gpo "$name"
        contains "no file can be called"
        [ ! -e out ]
    done
}

# ---- the page --------------------------------------------------------------------------------------

@test "docs/deploy-gpo.md: its commands, with shares that keep what they are given" {
    mkdir -p bin netlogon sysvol/corp.example.com/Policies/PolicyDefinitions
    rm corp.xml
    ln -s "$ACPROF" bin/acprof
    # Does what the commands say; mput takes directories only if it was told so, and asks otherwise.
    cat >bin/smbclient <<'END'
#!/bin/bash
set -e
top=$PWD remote=${1##*/} from=. recurse= prompt=1
[ "$2 $3" = "-U admin" ]
shift 3
[ "$1" != -D ] || { remote=$remote/$2 && [ -d "$remote" ] && shift 2; }
[ "$1" = -c ]
IFS=';' read -ra commands <<<"$2"
for command in "${commands[@]}"; do
    read -r name what <<<"$command"
    case $name in
    mkdir) mkdir -p "$remote/$what" ;;
    cd) remote=$remote/$what && [ -d "$remote" ] ;;
    lcd) from=$top/$what && [ -d "$from" ] ;;
    recurse) recurse=1 ;;
    prompt) prompt= ;;
    mput) [ -n "$recurse" ] && [ -z "$prompt" ] && [ "$what" = '*' ] && cp -r "$from"/* "$remote" ;;
    *) exit 1 ;;
    esac
done
END
    chmod +x bin/smbclient
    PATH=$PWD/bin:$PATH run "$DEPLOY/page.py" "$SRC/docs/deploy-gpo.md" 10
    [ "$status" = 0 ] || { echo "$output" >&2; false; }
    # Each file that a computer is to copy is where it looks for it.
    mv gpo out
    read_back
    [ "$(field '.files | length')" = 2 ]
    while read -r from; do
        below=${from#'\\corp.example.com\NETLOGON\'}
        [ "$below" != "$from" ]
        [ -f "netlogon/${below//\\//}" ]
    done < <(field '.files[].fromPath')
    [ "$(field '.registry | length')" = 1 ]
    [ -f sysvol/corp.example.com/Policies/PolicyDefinitions/SecureClient.admx ]
    [ -f sysvol/corp.example.com/Policies/PolicyDefinitions/en-US/SecureClient.adml ]
    # Every value there is, is on the page, and every -D.
    for name in $(field '.policies[].name') \
        $(acprof generate gpo --list | sed '1,/^Definitions/d' | sed -n 's/^  \([a-z-]*\) .*/\1/p'); do
        grep -qF "$name" "$SRC/docs/deploy-gpo.md" || { echo "the page lacks $name" >&2; false; }
    done
}
