#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate tree: files in the places of the guide's tables.
load common

places() {
    jq -r '.files[].path' out/manifest.json
}

@test "Windows" {
    cp -r "$VALID"/umbrella/* "$VALID"/nvm/NVM_ServiceProfile.xml "$VALID"/ise-posture/ISEPostureCFG.xml .
    new ssl corp.xml address=vpn.example.com
    acprof set --write corp.xml AllowLocalProxyConnections=true
    new fips AnyConnectLocalPolicy.xml
    printf '@echo off\r\n' >OnConnect_drives.cmd
    generate tree -D os=windows corp.xml AnyConnectLocalPolicy.xml NVM_ServiceProfile.xml \
        ISEPostureCFG.xml OrgInfo.json OnConnect_drives.cmd
    manifest_is_true
    run places
    [ "$output" = "ProgramData/Cisco/Cisco Secure Client/ISE Posture/ISEPostureCFG.xml
ProgramData/Cisco/Cisco Secure Client/NVM/NVM_ServiceProfile.xml
ProgramData/Cisco/Cisco Secure Client/Umbrella/OrgInfo.json
ProgramData/Cisco/Cisco Secure Client/VPN/AnyConnectLocalPolicy.xml
ProgramData/Cisco/Cisco Secure Client/VPN/Profile/corp.xml
ProgramData/Cisco/Cisco Secure Client/VPN/Script/OnConnect_drives.cmd" ]
    cmp corp.xml "out/ProgramData/Cisco/Cisco Secure Client/VPN/Profile/corp.xml"
}

@test "macOS and Linux" {
    new ssl corp.xml address=vpn.example.com
    new fips AnyConnectLocalPolicy.xml
    cp "$VALID"/nvm/NVM_ServiceProfile.xml .
    printf '#!/bin/sh\n' >OnDisconnect.sh
    chmod a+x OnDisconnect.sh
    for os in macos linux; do
        generate tree -D os=$os corp.xml AnyConnectLocalPolicy.xml NVM_ServiceProfile.xml OnDisconnect.sh
        manifest_is_true
        run places
        [ "$output" = "opt/cisco/secureclient/AnyConnectLocalPolicy.xml
opt/cisco/secureclient/NVM/NVM_ServiceProfile.xml
opt/cisco/secureclient/vpn/profile/corp.xml
opt/cisco/secureclient/vpn/script/OnDisconnect.sh" ]
        [ "$(stat -c %a out/opt/cisco/secureclient/vpn/script/OnDisconnect.sh)" = 755 ]
    done
}

@test "AnyConnect 4" {
    mkdir pair
    acprof new management-tunnel --output pair address=vpn.example.com machine-group=machines \
        issuer="Example CA" domains=corp.example.com
    generate tree -D os=windows -D client=4 pair
    run places
    [ "$output" = "ProgramData/Cisco/Cisco AnyConnect Secure Mobility Client/Profile/MgmtTun/VpnMgmtTunProfile.xml
ProgramData/Cisco/Cisco AnyConnect Secure Mobility Client/Profile/users.xml" ]
    generate tree -D os=macos --client-version 4.10 pair
    run places
    [ "$output" = "opt/cisco/anyconnect/profile/mgmttun/VpnMgmtTunProfile.xml
opt/cisco/anyconnect/profile/users.xml" ]
    [ "$(jq -r .client_version out/manifest.json)" = 4.10 ]
    run -2 generate tree -D os=macos -D client=5 --client-version 4.10 pair
    contains "do not fit together"
    run -1 generate tree -D os=windows -D client=4 "$VALID"/nvm/NVM_ServiceProfile.xml
    contains "AnyConnect 4 has no place for Network Visibility Module profile on Windows"
    [ ! -e out ]
}

# The guide's tables, whole: kind, Windows, macOS, Linux; - where the client has no place for it.
TABLES='
vpn/corp.xml | Cisco Secure Client/VPN/Profile/corp.xml | vpn/profile/corp.xml | vpn/profile/corp.xml
mgmt/VpnMgmtTunProfile.xml | Cisco Secure Client/VPN/Profile/MgmtTun/VpnMgmtTunProfile.xml | vpn/profile/mgmttun/VpnMgmtTunProfile.xml | -
nam/Network Access Manager/newConfigFiles/configuration.xml | Cisco Secure Client/Network Access Manager/newConfigFiles/configuration.xml | - | -
feedback/CustomerExperience_Feedback.xml | Cisco Secure Client/CustomerExperienceFeedback/CustomerExperience_Feedback.xml | - | -
ise-posture/ISEPostureCFG.xml | Cisco Secure Client/ISE Posture/ISEPostureCFG.xml | iseposture/ISEPostureCFG.xml | -
amp/amp.xml | - | AMPEnabler/amp.xml | -
nvm/NVM_ServiceProfile.xml | Cisco Secure Client/NVM/NVM_ServiceProfile.xml | NVM/NVM_ServiceProfile.xml | NVM/NVM_ServiceProfile.xml
umbrella/OrgInfo.json | Cisco Secure Client/Umbrella/OrgInfo.json | umbrella/OrgInfo.json | -
local-policy/AnyConnectLocalPolicy.xml | Cisco Secure Client/VPN/AnyConnectLocalPolicy.xml | AnyConnectLocalPolicy.xml | AnyConnectLocalPolicy.xml
script/OnConnect | Cisco Secure Client/VPN/Script/OnConnect | vpn/script/OnConnect | vpn/script/OnConnect
script/OnDisconnect_drives.sh | Cisco Secure Client/VPN/Script/OnDisconnect_drives.sh | vpn/script/OnDisconnect_drives.sh | vpn/script/OnDisconnect_drives.sh
preferences/preferences_global.xml | Cisco Secure Client/VPN/preferences_global.xml | vpn/.anyconnect_global | vpn/.anyconnect_global
'

@test "the tables of places, unpacked" {
    cp -r "$VALID"/{mgmt,nam,feedback,ise-posture,amp,nvm,umbrella,local-policy,preferences} .
    mkdir vpn script
    new ssl vpn/corp.xml address=vpn.example.com
    acprof set --write vpn/corp.xml AllowLocalProxyConnections=true
    printf '#!/bin/sh\n' | tee script/OnConnect >script/OnDisconnect_drives.sh
    chmod 755 script/*
    count=0
    # shellcheck disable=SC2034 # by their names
    while IFS='|' read -r file windows macos linux; do
        read -r file <<<"$file"
        [ -n "$file" ] || continue
        for os in windows macos linux; do
            read -r place <<<"${!os}"
            rm -rf unpacked
            if [ "$place" = - ]; then
                run -1 generate tree -D os=$os "$file"
                [ ! -e out ]
                continue
            fi
            generate tree -D os=$os -D archive=zip "$file"
            mkdir unpacked
            unzip -q out/secure-client-$os.zip -d unpacked
            top=opt/cisco/secureclient
            [ $os != windows ] || top=ProgramData/Cisco
            [ "$(cd unpacked && find . -type f)" = "./$top/$place" ]
            cmp "$file" "unpacked/$top/$place"
            count=$((count + 1))
        done
    done <<<"$TABLES"
    [ "$count" = 27 ]
}

@test "preferences need a user, but for the global ones" {
    cp "$VALID"/preferences/*.xml .
    run -1 generate tree -D os=windows preferences.xml preferences_global.xml
    contains "say whose with -D user=NAME"
    generate tree -D os=windows -D user=jane preferences.xml preferences_global.xml
    run places
    [ "$output" = "ProgramData/Cisco/Cisco Secure Client/VPN/preferences_global.xml
Users/jane/AppData/Local/Cisco/Cisco Secure Client/VPN/preferences.xml" ]
    generate tree -D os=linux -D user=jane preferences.xml preferences_global.xml
    [ "$(stat -c %a out/home/jane/.vpn/.anyconnect)" = 600 ]
    # What is for all users, the client reads as each of them.
    [ "$(stat -c %a out/opt/cisco/secureclient/vpn/.anyconnect_global)" = 644 ]
    [ "$(jq -r '.notes[]' out/manifest.json)" = \
        "preferences.xml has to belong to jane, as the directories made for it." ]
    generate tree -D os=macos -D user=jane preferences.xml
    [ -e out/Users/jane/.vpn/.anyconnect ]
    for user in ../jane . .. a/b 'a\b'; do
        run -1 generate tree -D os=linux -D user="$user" preferences.xml
        [ ! -e out ]
    done
}

@test "names: fixed ones are mended, JSON and YAML become XML" {
    new fips policy.xml
    generate tree -D os=linux policy.xml
    [ -e out/opt/cisco/secureclient/AnyConnectLocalPolicy.xml ]
    printf '#!/bin/sh\n' | tee onconnect_Drives.sh >ONDISCONNECT
    chmod 755 onconnect_Drives.sh ONDISCONNECT
    generate tree -D os=linux onconnect_Drives.sh ONDISCONNECT
    [ "$(cd out/opt/cisco/secureclient/vpn/script && echo *)" = "OnConnect_Drives.sh OnDisconnect" ]
    new ssl corp.xml address=vpn.example.com
    acprof convert --to yaml corp.xml >corp.yaml
    generate tree -D os=linux corp.yaml
    acprof fmt corp.xml | cmp - <(acprof fmt out/opt/cisco/secureclient/vpn/profile/corp.xml)
    for form in json yaml; do
        acprof convert --to $form "$VALID"/mgmt/VpnMgmtTunProfile.xml >VpnMgmtTunProfile.$form
        generate tree -D os=macos VpnMgmtTunProfile.$form
        [ -e out/opt/cisco/secureclient/vpn/profile/mgmttun/VpnMgmtTunProfile.xml ]
    done
    generate tree -D os=linux - <corp.xml
    [ -e out/opt/cisco/secureclient/vpn/profile/profile.xml ]
    mkdir -p a b
    cp corp.xml a/
    cp corp.xml b/CORP.XML
    run -1 generate tree -D os=windows a/corp.xml b/CORP.XML
    contains "would be one file"
    cp corp.xml corp.txt
    run -1 generate tree -D os=windows corp.txt
    contains "no place for such a file on Windows; leave the file out, or end its name in .xml if it is a profile"
    cp corp.xml con.xml
    run -1 generate tree -D os=windows con.xml
    contains "that is a device on Windows"
    generate tree -D os=linux con.xml
}

@test "archives are the same byte by byte, and hold the tree" {
    new ssl corp.xml address=vpn.example.com
    new fips AnyConnectLocalPolicy.xml
    generate tree -D os=linux corp.xml AnyConnectLocalPolicy.xml
    mv out tree
    rm tree/manifest.json
    for format in tar.gz zip; do
        generate tree -D os=linux -D archive=$format corp.xml AnyConnectLocalPolicy.xml
        manifest_is_true
        mv out first
        touch -d 2001-01-01 corp.xml
        TZ=Asia/Tokyo generate tree -D os=linux -D archive=$format AnyConnectLocalPolicy.xml corp.xml
        cmp first/secure-client-linux.$format out/secure-client-linux.$format
        mkdir unpacked
        bsdtar -xpf out/secure-client-linux.$format -C unpacked
        diff -r tree unpacked
        [ "$(jq '.files[0].contents | length' out/manifest.json)" = 2 ]
        rm -rf first unpacked
    done
    generate tree -D os=linux -D archive=tar.gz corp.xml
    run -0 tar --numeric-owner -tvzf out/secure-client-linux.tar.gz
    contains "-rw-r--r-- 0/0"
    generate tree -D os=linux -D archive=zip corp.xml
    run -0 unzip -Z1 out/secure-client-linux.zip
    [ "$output" = opt/cisco/secureclient/vpn/profile/corp.xml ]
}

@test "archives have names that are not ASCII, whatever the locale" {
    new ssl $'n\u00e9 \u6f22\U0001f600 \u2018q\u2019.xml' address=vpn.example.com
    cp n*.xml "$(printf 'long-%.0s' {1..45}).xml"
    cp n*.xml $'\u6f22'"$(printf '\u00e9%.0s' {1..100}).xml"
    for format in tar.gz zip; do
        generate tree -D os=macos -D archive=$format ./*.xml
        mv out first
        for locale in C C.UTF-8 none.UTF-8; do
            LC_ALL=$locale generate tree -D os=macos -D archive=$format ./*.xml
            cmp first/secure-client-macos.$format out/secure-client-macos.$format
        done
        "$PYTHON" -c 'import sys, tarfile, zipfile
path = sys.argv[1]
names = zipfile.ZipFile(path).namelist() if path.endswith("zip") else tarfile.open(path).getnames()
print("\n".join(sorted(name.rpartition("/")[2] for name in names)))' \
            first/secure-client-macos.$format | cmp - <(printf '%s\n' ./*.xml | cut -c 3- | LC_ALL=C sort)
        rm -rf first
    done
    run -1 generate tree -D os=windows ./long*.xml
    contains "with its drive it is longer than the 259 characters that Windows takes"
}

@test "a hostile profile arrives byte by byte" {
    hostile vpn h.xml
    generate tree -D os=windows h.xml
    cmp h.xml "out/ProgramData/Cisco/Cisco Secure Client/VPN/Profile/h.xml"
}
