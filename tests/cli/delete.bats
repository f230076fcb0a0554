#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof delete
load common

@test "an element goes with its lines, an attribute with the blank before it" {
    cp "$VALID/full.xml" a.xml
    acprof delete a.xml BackupServerList 2>/dev/null >b.xml || true
    acprof delete --write a.xml ClientInitialization/BackupServerList MinimizeOnConnect/@UserControllable
    run diff "$VALID/full.xml" a.xml
    contains "<     <BackupServerList>"
    contains ">     <MinimizeOnConnect>true</MinimizeOnConnect>"
    [ "$(diff "$VALID/full.xml" a.xml | grep -c '^>')" = 1 ]
    [ "$(diff "$VALID/full.xml" a.xml | grep -c '^<')" = 4 ]
}

@test "one of several entries, by key and by number" {
    cp "$VALID/full.xml" a.xml
    acprof delete --write a.xml 'HostEntry[HostName="Paris"]'
    [ "$(acprof get a.xml HostName)" = Oslo ]
    cp "$VALID/full.xml" a.xml
    acprof delete --write a.xml 'HostEntry[2]'
    [ "$(acprof get a.xml HostName)" = Paris ]
}

@test "what several places have is not deleted at a guess" {
    run acprof delete "$VALID/full.xml" HostEntry
    [ "$status" = 2 ]
    contains 'AnyConnectProfile/ServerList/HostEntry[HostName="Paris"]'
}

@test "what is not there: exit 1, and nothing else is deleted either" {
    cp "$VALID/full.xml" a.xml
    run acprof delete --write a.xml LocalLanAccess 'HostEntry[HostName="Rome"]'
    [ "$status" = 1 ]
    contains 'a.xml is left as it is: there is no HostEntry[HostName="Rome"]'
    cmp a.xml "$VALID/full.xml"
    run acprof delete a.xml LocalLanAccess LocalLanAccess
    [ "$status" = 1 ]
}

@test "what must be there stays, unless it is to go despite the error" {
    cp "$VALID/full.xml" a.xml
    run acprof delete a.xml 'HostEntry[1]/HostName'
    [ "$status" = 1 ]
    contains "error:"
    run --separate-stderr acprof delete --despite-errors a.xml 'HostEntry[1]/HostName'
    [ "$status" = 0 ]
    lacks "<HostName>Paris"
    run acprof delete a.xml AnyConnectProfile
    [ "$status" = 1 ]
    contains "is the whole document"
}

@test "comments stay, suppressions go with what they cover" {
    cat >a.xml <<'EOF'
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ClientInitialization>
    <!-- asked for by the desk -->
    <!-- acprof: ignore ACP1090 because the line is stable -->
    <AutoReconnect>false</AutoReconnect>
    <LocalLanAccess>false</LocalLanAccess>
  </ClientInitialization>
</AnyConnectProfile>
EOF
    acprof delete --write a.xml AutoReconnect
    grep -q "asked for" a.xml
    run grep "acprof:" a.xml
    [ "$status" = 1 ]
}

@test "JSON: members go" {
    cp "$VALID/umbrella/OrgInfo.json" .
    acprof delete --write --despite-errors OrgInfo.json userId 2>/dev/null
    [ "$(jq -r 'keys | join(",")' OrgInfo.json)" = fingerprint,organizationId ]
    acprof convert --to json --output a.json "$VALID/full.xml"
    acprof delete --write a.json LocalLanAccess
    [ "$(jq '[.. | objects | has("LocalLanAccess")] | any' a.json)" = false ]
}

@test "[+] names nothing that could be deleted" {
    run acprof delete "$VALID/full.xml" 'HostEntry[+]'
    [ "$status" = 2 ]
    contains "only \`set\` can do"
}
