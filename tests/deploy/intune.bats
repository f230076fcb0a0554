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

@test "macOS: what is another's is made root's" {
    [ "$(id -u)" = 0 ] || skip "owners take root"
    unshare -m true 2>/dev/null || skip "no mount namespaces here"
    generate intune h.xml
    run -0 unshare -m sh -c 'mount -t tmpfs tmpfs /opt && sh out/macos/install.sh && sh out/macos/install.sh --check &&
        cd /opt/cisco/secureclient/vpn/profile && chown 65534 h.xml && cd - && ! sh out/macos/install.sh --check &&
        sh out/macos/install.sh && stat -c "now %u:%g" /opt/cisco/secureclient/vpn/profile/h.xml'
    contains "to be written: /opt/cisco/secureclient/vpn/profile/h.xml"
    contains "now 0:0"
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

# ---- phones ----------------------------------------------------------------------------------------

@test "Android: what managed Google Play takes has the keys of the target android, and the profile" {
    hostile vpn h.xml android
    text=$'"\'`id`$HOME &<>\\{}%1 é漢😀’\u202e end'
    id=01234567-89ab-cdef-0123-456789abcdef
    options=(-D connections=all -D certificate-alias="$text" -D allow-bypass=false)
    generate android "${options[@]}" h.xml
    cp out/android/managed-configuration.json plain.json
    generate intune -D android-app=$id -D name="$text" "${options[@]}" h.xml
    manifest_is_true
    json=out/android/app-configuration.json
    jq -e 'def plain: [.[] | {(.key): (if has("valueBundleArray")
            then [.valueBundleArray[].managedProperty | plain]
            elif has("valueBool") then .valueBool else .valueString end)}] | add;
        .kind == "androidenterprise#managedConfiguration" and
        (.managedProperty | plain) == $plain[0]' --slurpfile plain plain.json $json
    jq -rj '.managedProperty[] | select(.key == "vpn_connection_profile") | .valueString' $json | cmp h.xml -
    jq -r .payloadJson out/android/upload.json | base64 -d | cmp $json -
    jq -e --arg text "$text" --arg id $id '.displayName == $text and .targetedMobileApps == [$id] and
        .packageId == "app:com.cisco.anyconnect.vpn.android.avf" and
        .["@odata.type"] == "#microsoft.graph.androidManagedStoreAppConfiguration"' out/android/upload.json
    # without the app there is nothing to send it to
    generate intune h.xml
    [ -e $json ]
    [ ! -e out/android/upload.json ]
    run -2 generate intune -D android-app=client h.xml
}

@test "iOS: the request holds the configuration profile that mobileconfig makes" {
    new ios-on-demand d.xml address=vpn.example.com domains=corp.example.com
    generate mobileconfig -D os=ios d.xml
    cp out/d.mobileconfig .
    generate intune d.xml
    cmp d.mobileconfig out/ios/d.mobileconfig
    jq -r .payload out/ios/d.upload.json | base64 -d | cmp d.mobileconfig -
    jq -e '.payloadFileName == "d.mobileconfig" and
        .["@odata.type"] == "#microsoft.graph.iosCustomConfiguration"' out/ios/d.upload.json
    "$PYTHON" -c 'import plistlib, sys; plistlib.load(open(sys.argv[1], "rb"))' out/ios/d.mobileconfig
    # iOS honors what Windows and macOS do not
    jq -e '[.ignored[] | select(.setting | contains("MobileHostEntryInfo"))] == []' out/manifest.json
}

@test "what cannot be made for phones is noted, and the rest is made" {
    new ssl a.xml address=a.example.com
    new ssl b.xml address=b.example.com
    generate intune a.xml b.xml
    [ ! -e out/android ]
    [ -e out/ios/b.mobileconfig ]
    jq -e '.notes | any(startswith("Android: nothing is made: devices keep one profile"))' out/manifest.json
    sed 's/UTF-8/UTF-16/' a.xml | iconv -t UTF-16 >wide.xml
    generate intune wide.xml
    [ -e out/windows/detect.ps1 ]
    [ ! -e out/android ]
    jq -e '.notes | any(startswith("Android: nothing is made: '"'acprof generate android' says why"'"))' out/manifest.json
    # phones have no Always-On: a profile with it would promise what they do not do
    new always-on always.xml address=vpn.example.com domains=corp.example.com
    generate intune a.xml always.xml
    [ -e out/windows/detect.ps1 ]
    [ ! -e out/ios ]
    # wherever the file is, the manifest is the same
    mkdir there
    cp always.xml there
    generate intune there/always.xml
    cp out/manifest.json there.json
    generate intune always.xml
    cmp there.json out/manifest.json
    [ ! -e out/android ]
    jq -e '.notes | any(startswith("Android: nothing is made: always.xml:18: Always-On exists only")) and
        any(startswith("iOS: nothing is made: always.xml:18: Always-On exists only"))' out/manifest.json
    new fips AnyConnectLocalPolicy.xml
    generate intune AnyConnectLocalPolicy.xml
    [ ! -e out/android ]
    [ ! -e out/ios ]
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
name=${url#https://graph.microsoft.com/*/device*Management/}
[ "$name" != "$url" ] || exit 1
[ "$name" != mobileApps ] || { echo 01234567-89ab-cdef-0123-456789abcdef; exit; }
[ -n "$body" ] || { [ -f "graph/$name" ] && echo 17; exit; }
[ "$method" = post ] || exit 1
case $body in @*) cat "${body#@}" ;; *) printf '%s\n' "$body" ;; esac | jq -e . >"graph/${name//\//-}"
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
    jq -e '.targetedMobileApps == ["01234567-89ab-cdef-0123-456789abcdef"]' graph/mobileAppConfigurations
    jq -r .payload graph/deviceConfigurations | base64 -d | cmp phones/ios/phones.mobileconfig -
}
