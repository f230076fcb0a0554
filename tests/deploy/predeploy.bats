#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate predeploy: what stands beside the installers.
load common

places() {
    jq -r '.files[].path' out/manifest.json
}

@test "the folders that the guide names" {
    new ssl corp.xml address=vpn.example.com
    acprof set --write corp.xml AllowLocalProxyConnections=true
    cp "$VALID"/umbrella/OrgInfo.json "$VALID"/nvm/NVM_ServiceProfile.xml .
    for os in windows macos; do
        generate predeploy -D os=$os corp.xml OrgInfo.json NVM_ServiceProfile.xml
        manifest_is_true
        run places
        [ "$output" = "Profiles/nvm/NVM_ServiceProfile.xml
Profiles/umbrella/OrgInfo.json
Profiles/vpn/corp.xml" ]
        cmp corp.xml out/Profiles/vpn/corp.xml
    done
    new fips AnyConnectLocalPolicy.xml
    generate predeploy -D os=linux corp.xml AnyConnectLocalPolicy.xml NVM_ServiceProfile.xml
    run places
    [ "$output" = "Profiles/AnyConnectLocalPolicy.xml
Profiles/nvm/NVM_ServiceProfile.xml
Profiles/vpn/corp.xml" ]
    printf '<ACTransforms>\n  <DisableVPN>true</DisableVPN>\n</ACTransforms>\n' >ACTransforms.xml
    generate predeploy -D os=macos ACTransforms.xml
    [ "$(places)" = Profiles/ACTransforms.xml ]
}

@test "what installers do not take from there is refused, with another way" {
    new fips AnyConnectLocalPolicy.xml
    run -1 generate predeploy -D os=windows AnyConnectLocalPolicy.xml
    contains "the targets msi-properties and tree carry it"
    run -1 generate predeploy -D os=macos AnyConnectLocalPolicy.xml
    contains "the targets transforms and tree carry it"
    mkdir pair
    acprof new management-tunnel --output pair address=vpn.example.com machine-group=machines \
        issuer="Example CA" domains=corp.example.com
    run -1 generate predeploy -D os=windows pair
    contains "the target tree has its place on the endpoint"
    [ ! -e out ]
    echo '{}' >SWGConfigOverride.json
    run -1 generate predeploy -D os=windows SWGConfigOverride.json
    contains "the target tree has its place on the endpoint"
}

@test "an archive, and folders of the same pattern" {
    cp "$VALID"/ise-posture/ISEPostureCFG.xml .
    generate predeploy -D os=windows -D archive=zip ISEPostureCFG.xml
    [ "$(unzip -Z1 out/predeploy-windows.zip)" = Profiles/iseposture/ISEPostureCFG.xml ]
    [[ $(jq -r '.notes[]' out/manifest.json) == *"after the same pattern"* ]]
}

@test "hostile documents arrive byte by byte" {
    hostile vpn h.xml linux
    cp "$VALID"/local-policy/AnyConnectLocalPolicy.xml "$VALID"/nvm/NVM_ServiceProfile.xml .
    sed -i "s/^<AnyConnect/<!-- \"'\`id\`\$HOME \&< é漢 \\xe2\\x80\\xae -->\n&/" AnyConnectLocalPolicy.xml
    cp h.xml "né \$(id) 'q' \`x\` &.xml"
    generate predeploy -D os=linux h.xml "né \$(id) 'q' \`x\` &.xml" AnyConnectLocalPolicy.xml \
        NVM_ServiceProfile.xml
    manifest_is_true
    cmp h.xml out/Profiles/vpn/h.xml
    cmp h.xml "out/Profiles/vpn/né \$(id) 'q' \`x\` &.xml"
    cmp AnyConnectLocalPolicy.xml out/Profiles/AnyConnectLocalPolicy.xml
    cmp NVM_ServiceProfile.xml out/Profiles/nvm/NVM_ServiceProfile.xml
}
