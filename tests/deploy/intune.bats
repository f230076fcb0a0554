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
