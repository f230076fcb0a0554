#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# validate --together: what is in the set, how its files are named, and what comes out.

load common

profile() { # FILE HOSTADDRESS [TEXT IN ClientInitialization]
    mkdir -p "$(dirname "$1")"
    cat >"$1" <<END
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectProfile.xsd">
  <ServerList>
    <HostEntry><HostName>Paris</HostName><HostAddress>$2</HostAddress></HostEntry>
  </ServerList>
</AnyConnectProfile>
END
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    unset NO_COLOR COLUMNS
    profile a.xml vpn.example.com
    profile b.xml VPN.example.com
}

@test "a rule over the set is silent for the same files one by one" {
    run -0 acprof validate --rule ACP9000 a.xml b.xml
    [ -z "$output" ]
}

@test "it names both places" {
    run -0 acprof validate --together --rule ACP9000 a.xml b.xml
    [[ $output == "b.xml:4:55: warning: The same server appears in two profiles"* ]]
    [[ $output == *"a.xml:4:55: note: also here"* ]]
    run -0 acprof validate --together --rule ACP9000 --format sarif a.xml b.xml
    jq -e '.runs[0].results[0].relatedLocations[0].physicalLocation.artifactLocation.uri == "a.xml"' <<<"$output"
}

@test "findings of single documents are there, too" {
    sed -i 's/HostAddress>vpn/HostAdress>vpn/' a.xml
    run -1 acprof validate --together a.xml b.xml
    [[ $output == *"a.xml:"* ]]
}

@test "a set is where the platform decides" {
    echo 'platform: linux' >.acprof.yaml
    run -0 acprof validate --together --rule ACP9000 a.xml b.xml
    [[ $output == *ACP9000* ]]
}

@test "a comment accepts what only the set shows, and is not unused without it" {
    sed -i 's|<ServerList>|<!-- acprof: ignore ACP9000 because both are wanted -->&|' b.xml
    run -0 acprof validate --together --rule ACP9000,ACP0141 a.xml b.xml
    [ -z "$output" ]
    run -0 acprof validate --rule ACP0141 a.xml b.xml
    [ -z "$output" ]
    sed -i 's/VPN.example/gw2.example/' b.xml
    run -0 acprof validate --together a.xml b.xml
    [[ $output == *ACP0141* ]]
}

@test ".acprof.yaml accepts it, and the entry is not unused without the set" {
    printf '%s\n' 'ignore:' '  - {rule: ACP9000, file: b.xml, because: both are wanted}' >.acprof.yaml
    run -0 acprof validate --together --rule ACP9000 a.xml b.xml
    [ -z "$output" ]
    run -0 acprof validate a.xml b.xml
    [[ $output != *ACP0141* ]]
}

@test "a directory gives its certificates, scripts and packages by place and name" {
    mkdir -p set/scripts set/certificates/ca
    mv a.xml set/
    printf '#!/bin/sh\n' >set/scripts/OnConnect.sh
    printf 'x' >set/cisco-secure-client-win-5.1.2.42-core-vpn-predeploy-k9.msi
    run -0 acprof validate --together --rule ACP9000 set
    [ -z "$output" ]
}

@test "certificates of a directory, in PKCS#7 and DER, and in a PEM store" {
    certificates=$SRC/testdata/certificates
    mkdir -p set/certificates/server set/certificates/ca set/.cisco/certificates/ca
    mv a.xml set/
    profile set/lyon.xml lyon.example.com
    cp "$certificates/paris-chain.p7b" set/certificates/server/lyon.example.com.p7b
    openssl x509 -in "$certificates/paris.pem" -outform DER -out set/certificates/server/vpn.example.com.der
    openssl x509 -in "$certificates/root-ca.pem" -outform DER -out set/.cisco/certificates/ca/root.crt
    run -1 acprof validate --together --format json set
    jq -e '[.[] | select(.rule | startswith("ACP9")) | .rule] | sort == ["ACP9150", "ACP9152", "ACP9203"]' <<<"$output"
}

@test "a certificate on its own is asked whose it is" {
    touch ca.pem
    run -2 acprof validate --together a.xml ca.pem
    [[ $output == *"--certificate server:HOST=ca.pem"* ]]
}

@test "options that cannot be" {
    run -2 acprof validate --certificate root=ca.pem a.xml
    [[ $output == *"server:HOST=FILE, ca=FILE or client=FILE"* ]]
    run -2 acprof validate --asa vpn.example.com= a.xml
    [[ $output == *"names no file"* ]]
    run -2 acprof validate --together --at yesterday a.xml
    [[ $output == *"2026-01-31T12:00:00Z"* ]]
    run -2 acprof validate --at 2026-01-31 a.xml
    run -2 acprof crosscheck --format sarif a.xml
    [[ $output == *"validate --together"* ]]
    run -2 acprof crosscheck
}

@test "a headend that is not there" {
    run -3 acprof validate --asa fw.cfg a.xml
    [[ $output == *"fw.cfg"* ]]
}

@test "crosscheck says when there is nothing to agree on" {
    run -0 acprof crosscheck --rule ACP9000 a.xml
    [[ $output == "Nothing in these files must agree"* ]]
    run -0 --separate-stderr acprof crosscheck --rule ACP9000 --format json a.xml b.xml
    jq -e '.agreements == [] and (.findings | map(.rule) | index("ACP9000"))' <<<"$output"
}

@test "a configuration in Latin-1 or UTF-16 is read all the same" {
    printf 'ASA Version 9.16(4)\nhostname fw\ninterface Gi0/0\n description Z\374rich\n nameif outside\n' >fw.cfg
    run -0 acprof validate --rule ACP9277 --asa fw.cfg a.xml
    [ -z "$output" ]
    iconv -f LATIN1 -t UTF-16 fw.cfg >wide.cfg
    run -0 acprof validate --rule ACP9277 --asa wide.cfg a.xml
    [ -z "$output" ]
}

@test "a profile given as configuration is refused" {
    run -1 acprof validate --asa a.xml b.xml
    [[ $output == *"a.xml:1:1: error:"*ACP9277* ]]
}
