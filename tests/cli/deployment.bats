#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# validate --together on trees of files as they are deployed: names, places, and what is missing.

load common

put() { # FILE: the text comes from standard input
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

profile() { # FILE [TEXT IN ClientInitialization]
    put "$1" <<END
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectProfile.xsd">
  <ClientInitialization>
    ${2:-<LocalLanAccess>false</LocalLanAccess>}
  </ClientInitialization>
  <ServerList>
    <HostEntry><HostName>Paris</HostName><HostAddress>vpn.example.com</HostAddress><UserGroup>staff</UserGroup></HostEntry>
  </ServerList>
</AnyConnectProfile>
END
}

policy() { # FILE
    put "$1" <<END
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectLocalPolicy acversion="5.0" xmlns="http://schemas.xmlsoap.org/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectLocalPolicy.xsd">
  <StrictCertificateTrust>true</StrictCertificateTrust>
</AnyConnectLocalPolicy>
END
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    unset NO_COLOR COLUMNS
    home=opt/cisco/secureclient
}

@test "files under names their modules do not read" {
    policy "$home/LocalPolicy.xml"
    profile "$home/AnyConnectLocalPolicy.xml"
    profile "$home/vpn/profile/mgmttun/VpnMgmtTunProfil.xml"
    run -1 acprof validate --together --rule ACP0031,ACP0040,ACP0041 opt
    [[ $output == *"$home/LocalPolicy.xml:2:2: error: File does not have the name"*ACP0040* ]]
    [[ $output == *"$home/AnyConnectLocalPolicy.xml:2:2: error: Root element"*ACP0031* ]]
    [[ $output == *"$home/vpn/profile/mgmttun/VpnMgmtTunProfil.xml:2:2: error: File lies in"*ACP0041* ]]
}

@test "a management profile under another name, said to be one" {
    profile management.xml
    run -1 acprof validate --together --kind mgmt:management.xml --rule ACP2000 management.xml
    [[ $output == *"management.xml:2:2: error: "*ACP2000* ]]
}

@test "the user profile a management profile needs" {
    profile "$home/vpn/profile/mgmttun/VpnMgmtTunProfile.xml" \
        "<AutomaticVPNPolicy>true</AutomaticVPNPolicy>"
    run -0 acprof validate --together --rule ACP9082 opt
    [[ $output == *"VpnMgmtTunProfile.xml:4:25: warning: "*ACP9082* ]]
    profile "$home/vpn/profile/office.xml"
    run -0 acprof validate --together --rule ACP9082 opt
    [ -z "$output" ]
}

@test "the obfuscated profile a stand-alone package needs" {
    put image/Profiles/ACTransforms.xml <<<"<ACTransforms><DisableVPN>true</DisableVPN></ACTransforms>"
    put image/Profiles/nvm/NVM_ServiceProfile.xml <<<"<NVMProfile/>"
    run -0 acprof validate --together --rule ACP9122 image
    [[ $output == *"image/Profiles/ACTransforms.xml:1:27: warning: "*ACP9122* ]]
    put image/Profiles/nvm/NVM_ServiceProfile.wso <<<"obfuscated"
    run -0 acprof validate --together --rule ACP9122 image
    [ -z "$output" ]
}

@test "the profile of a stand-alone module" {
    put cisco-secure-client-win-5.1.2.42-nvm-standalone-k9.msi </dev/null
    run -0 acprof validate --together --rule ACP9405 .
    [[ $output == *"nvm-standalone-k9.msi:1:1: warning: "*ACP9405* ]]
    put NVM_ServiceProfile.xml <<<"<NVMProfile/>"
    run -0 acprof validate --together --rule ACP9405 .
    [ -z "$output" ]
}

@test "permissions of scripts are those of the files" {
    put "$home/vpn/script/OnConnect.sh" <<<"#!/bin/sh"
    chmod 744 "$home/vpn/script/OnConnect.sh"
    run -1 acprof validate --together --rule ACP9074 opt
    [[ $output == *"OnConnect.sh:1:1: error: "*"are 744"* ]]
    chmod 755 "$home/vpn/script/OnConnect.sh"
    run -0 acprof validate --together --rule ACP9074 opt
    [ -z "$output" ]
}

@test "crosscheck tells which headends may update the client" {
    profile office.xml
    policy AnyConnectLocalPolicy.xml
    sed -i 's|</AnyConnectLocalPolicy>|<UpdatePolicy><AllowSoftwareUpdatesFromAnyServer>false</AllowSoftwareUpdatesFromAnyServer><AuthorizedServerList><ServerName>*.example.com</ServerName></AuthorizedServerList></UpdatePolicy>&|' AnyConnectLocalPolicy.xml
    run -0 acprof crosscheck --rule ACP9110 office.xml AnyConnectLocalPolicy.xml
    [[ $output == *"authorized server  yes     vpn.example.com "*"*.example.com"*"All 1 agree."* ]]
}
