#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate intune: the embedded bytes are the profile's. PowerShell is none of Debian's; the
# scripts are taken apart instead.
load common

setup_file() {
    cd "$BATS_FILE_TMPDIR" || return
    hostile vpn h.xml
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    cp "$BATS_FILE_TMPDIR/h.xml" .
}

extract() {
    rm -rf extracted
    "$PYTHON" "$DEPLOY/embedded.py" "$1" extracted
}

@test "Windows: the bytes in the remediation are the files, the hashes in the detection theirs" {
    cp h.xml "né 'quoted’ &(x).xml"
    new fips AnyConnectLocalPolicy.xml
    generate intune h.xml "né 'quoted’ &(x).xml" AnyConnectLocalPolicy.xml
    manifest_is_true
    extract out/windows/remediate.ps1
    profiles="extracted/Cisco/Cisco Secure Client/VPN/Profile"
    cmp h.xml "$profiles/h.xml"
    cmp h.xml "$profiles/né 'quoted’ &(x).xml"
    cmp AnyConnectLocalPolicy.xml "extracted/Cisco/Cisco Secure Client/VPN/AnyConnectLocalPolicy.xml"
    [ "$(find extracted -type f | wc -l)" = 3 ]
    mv extracted all
    run -0 extract out/windows/detect.ps1
    (cd all && sha256sum --check --quiet <<<"$output")
    [ "${#lines[@]}" = 3 ]
}

@test "macOS: the script has the same bytes, and writes them" {
    generate intune h.xml
    extract out/macos/install.sh
    cmp h.xml extracted/opt/cisco/secureclient/vpn/profile/h.xml
    ROOT=$PWD/mac dash out/macos/install.sh
    cmp h.xml mac/opt/cisco/secureclient/vpn/profile/h.xml
}

@test "uploads have the same scripts, and what Intune is told of them" {
    generate intune -D name=$'K\u00f6ln "1" \\ <&> $x `y` \u202e' h.xml
    manifest_is_true
    up() {
        jq -r "$2" "out/$1/upload.json"
    }
    for system in windows macos; do
        [ "$(up $system .displayName)" = $'K\u00f6ln "1" \\ <&> $x `y` \u202e' ]
        [ "$(up $system .runAsAccount)" = system ]
    done
    up windows .detectionScriptContent | base64 -d | cmp - out/windows/detect.ps1
    up windows .remediationScriptContent | base64 -d | cmp - out/windows/remediate.ps1
    [ "$(up windows '."@odata.type"')" = "#microsoft.graph.deviceHealthScript" ]
    [ "$(up windows .runAs32Bit)" = false ]
    up macos .scriptContent | base64 -d | cmp - out/macos/install.sh
    [ "$(up macos '."@odata.type"')" = "#microsoft.graph.deviceShellScript" ]
    [ "$(up macos .fileName)" = install.sh ]
    [[ $(jq -r '.notes[]' out/manifest.json) == \
        *"windows/upload.json is posted to https://graph.microsoft.com/beta/deviceManagement/deviceHealthScripts."* ]]
}

@test "a file that one of the systems has no place for is left out there, with a note" {
    cp "$VALID/ise-posture/ISEPostureCFG.xml" .
    cp -r "$VALID"/feedback/CustomerExperience_Feedback.xml .
    new ssl corp.xml address=vpn.example.com
    generate intune corp.xml CustomerExperience_Feedback.xml
    extract out/windows/remediate.ps1
    [ "$(find extracted -type f | wc -l)" = 2 ]
    extract out/macos/install.sh
    [ "$(find extracted -type f | wc -l)" = 1 ]
    jq -e '.notes[] | select(startswith("CustomerExperience_Feedback.xml is left out on macOS"))' \
        out/manifest.json
}

@test "a script larger than Intune takes is refused" {
    new ssl corp.xml address=vpn.example.com
    printf '<!-- %s -->\n' "$(head -c 200000 /dev/zero | tr '\0' x)" >>corp.xml
    run -1 generate intune corp.xml
    contains "windows/remediate.ps1 would have"
    [ ! -e out ]
}

# ---- the page --------------------------------------------------------------------------------------

@test "docs/deploy-intune.md: its commands, with a Graph that takes what it is sent" {
    mkdir bin graph
    ln -s "$ACPROF" bin/acprof
    cat >bin/az <<'END'
#!/bin/bash
# Keeps each body under the last steps of its address, and gives things the id 17.
[ "$1" != login ] || exit 0
while [ $# -gt 0 ]; do
    case $1 in
    rest) ;;
    --method) method=$2; shift ;;
    --url) url=$2; shift ;;
    --body) body=$2; shift ;;
    --query | --output) shift ;;
    *) exit 1 ;;
    esac
    shift
done
name=${url#https://graph.microsoft.com/beta/deviceManagement/}
[ "$name" != "$url" ] || exit 1
[ -n "$body" ] || { [ -f "graph/$name" ] && echo 17; exit; }
[ "$method" = post ] && jq -e . "${body#@}" >"graph/${name//\//-}"
END
    chmod +x bin/az
    PATH=$PWD/bin:$PATH run "$DEPLOY/page.py" "$SRC/docs/deploy-intune.md" 10
    [ "$status" = 0 ] || { echo "$output" >&2; false; }
    run -0 jq -r .displayName graph/deviceHealthScripts graph/deviceShellScripts
    [ "$output" = "Secure Client: profiles
Secure Client: profiles" ]
    jq -e .deviceHealthScriptAssignments graph/deviceHealthScripts-17-assign
    jq -e .deviceManagementScriptAssignments graph/deviceShellScripts-17-assign
    jq -r .scriptContent graph/deviceShellScripts | base64 -d | ROOT=$PWD/mac sh
    cmp corp.xml mac/opt/cisco/secureclient/vpn/profile/corp.xml
    cmp AnyConnectLocalPolicy.xml mac/opt/cisco/secureclient/AnyConnectLocalPolicy.xml
}
