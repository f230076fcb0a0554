#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof set
load common

# Lines that differ between two files, as diff counts them.
changed_lines() {
    diff "$1" "$2" | grep -c '^[<>]'
}

hand_formatted() {
    cat <<'EOF'
<?xml version='1.0' encoding="UTF-8" ?>
<!-- kept by hand -->
<AnyConnectProfile   xmlns="http://schemas.xmlsoap.org/encoding/" >
 <ClientInitialization>
      <LocalLanAccess UserControllable='false'  >false</LocalLanAccess><!-- beside -->
   <AutoReconnect>true
     <!-- inside --><AutoReconnectBehavior>ReconnectAfterResume</AutoReconnectBehavior></AutoReconnect>
 </ClientInitialization>
 <ServerList> <HostEntry><HostName>Paris &amp; Oslo</HostName>
   <HostAddress>vpn.example.com</HostAddress></HostEntry> </ServerList>
</AnyConnectProfile>
<!-- the end -->
EOF
}

@test "one setting of a hand-formatted, commented file: one line" {
    hand_formatted >a.xml
    acprof set a.xml LocalLanAccess=true >b.xml 2>/dev/null
    [ "$(changed_lines a.xml b.xml)" = 2 ]
    grep -q "<LocalLanAccess UserControllable='false'  >true</LocalLanAccess><!-- beside -->" b.xml
    [ "$(acprof get b.xml LocalLanAccess)" = true ]
}

@test "one setting of a file with CRLF, and one in UTF-16: one line" {
    hand_formatted | sed 's/$/\r/' >a.xml
    acprof set --write a.xml AutoReconnectBehavior=DisconnectOnSuspend
    hand_formatted | sed 's/$/\r/; s/ReconnectAfterResume/DisconnectOnSuspend/' | cmp - a.xml
    { printf '\xff\xfe'; hand_formatted | sed 's/"UTF-8"/"UTF-16"/' | iconv -t UTF-16LE; } >a.xml
    acprof set --write a.xml AutoReconnectBehavior=DisconnectOnSuspend
    { printf '\xff\xfe'; hand_formatted |
        sed 's/"UTF-8"/"UTF-16"/; s/ReconnectAfterResume/DisconnectOnSuspend/' | iconv -t UTF-16LE; } | cmp - a.xml
}

@test "the present value changes nothing, not even the time of the file" {
    hand_formatted >a.xml
    touch -d 2001-01-01 a.xml
    before=$(stat -c '%i %Y' a.xml)
    acprof set --write a.xml LocalLanAccess=false 'HostName=Paris & Oslo'
    [ "$(stat -c '%i %Y' a.xml)" = "$before" ]
    acprof set a.xml LocalLanAccess=false | cmp - a.xml
}

@test "an entry with a key that is not there is made, with the file's indentation" {
    cp "$VALID/full.xml" a.xml
    acprof set --write a.xml 'HostEntry[HostName="Rome"]/HostAddress=rome.example.com' \
        "HostEntry[HostName='Rome']/BackupServerList/HostAddress=milan.example.com"
    diff "$VALID/full.xml" a.xml | grep '^>' >added
    [ "$(diff "$VALID/full.xml" a.xml | grep -c '^<')" = 0 ]
    cat >expected <<'EOF'
>     <HostEntry>
>       <HostName>Rome</HostName>
>       <HostAddress>rome.example.com</HostAddress>
>       <BackupServerList>
>         <HostAddress>milan.example.com</HostAddress>
>       </BackupServerList>
>     </HostEntry>
EOF
    diff expected added
    acprof set --write a.xml 'HostEntry[HostName="Rome"]/BackupServerList/HostAddress[+]=turin.example.com'
    [ "$(acprof get a.xml 'HostEntry[HostName="Rome"]/BackupServerList/HostAddress')" = "milan.example.com
turin.example.com" ]
}

@test "a value with = and a key with = and quotes" {
    cp "$VALID/full.xml" a.xml
    acprof set --write a.xml 'HostEntry[HostName="a=""b"""]/HostAddress=x.example.com' \
        'DistinguishedNameDefinition[Name="ISSUER-CN"]/Pattern=CN=x=y'
    [ "$(acprof get a.xml "HostEntry[HostName='a=\"b\"']/HostAddress")" = x.example.com ]
    [ "$(acprof get a.xml Pattern)" = CN=x=y ]
}

@test "a value that is an error: exit 1, the finding, nothing written" {
    cp "$VALID/full.xml" a.xml
    run acprof set --write a.xml LocalLanAccess=maybe MinimizeOnConnect=false
    [ "$status" = 1 ]
    contains "error: Value is not a boolean [ACP0124 boolean-bad]"
    contains "a.xml is left as it is: the file would have an error it does not have now; --despite-errors"
    lacks "warning:"
    cmp a.xml "$VALID/full.xml"
    acprof set --write --despite-errors a.xml LocalLanAccess=maybe 2>/dev/null
    [ "$(acprof get a.xml LocalLanAccess)" = maybe ]
}

@test "a rule, too: two settings together may do what one alone may not" {
    write_profile a.xml SSL
    run acprof set a.xml AutomaticVPNPolicy=true AlwaysOn=true UntrustedNetworkPolicy=DoNothing
    [ "$status" = 1 ]
    contains "[ACP"
    run acprof set a.xml AutomaticVPNPolicy=true UntrustedNetworkPolicy=Connect AlwaysOn=true \
        TrustedNetworkPolicy=Disconnect TrustedDNSDomains=corp.example.com
    [ "$status" = 0 ]
}

@test "an error that was there does not stop a change elsewhere" {
    write_profile a.xml
    run --separate-stderr acprof set a.xml HostName=London
    [ "$status" = 0 ]
    contains "<HostName>London</HostName>"
    [ -z "$stderr" ]
}

@test "a warning that is new is shown, and the file written" {
    cp "$VALID/full.xml" a.xml
    run acprof set --write a.xml AutoReconnect=false
    [ "$status" = 0 ]
    contains "warning:"
    [ "$(acprof get a.xml AutoReconnect)" = false ]
}

@test "--platform and --client-version count in the check" {
    write_profile a.xml SSL
    run acprof set --platform ios a.xml UseStartBeforeLogon=true
    contains "UseStartBeforeLogon"
    printf 'rules:\n  ACP0124: {severity: warning, because: test}\n' >soft.yaml
    run acprof set --config soft.yaml a.xml LocalLanAccess=maybe
    [ "$status" = 0 ]
}

@test "paths: unknown and ambiguous ones are usage errors, what is not there is exit 1" {
    cp "$VALID/full.xml" a.xml
    run acprof set a.xml AutoReconect=true
    [ "$status" = 2 ]
    contains "did you mean AutoReconnect"
    run acprof set a.xml HostEntry/HostAddress=x.example.com
    [ "$status" = 2 ]
    contains 'HostEntry[HostName="Oslo"]'
    run acprof set a.xml 'HostEntry[7]/HostAddress=x.example.com'
    [ "$status" = 1 ]
    contains "there is no HostEntry[7]; HostEntry[+] makes another HostEntry"
    run acprof set a.xml ServerList=x
    [ "$status" = 1 ]
    contains "holds other settings"
}

@test "usage: file, assignment, standard input" {
    run acprof set
    [ "$status" = 2 ]
    run acprof set a.xml
    [ "$status" = 2 ]
    contains "a file and PATH=VALUE are needed"
    run acprof set a.xml AutoReconnect
    [ "$status" = 2 ]
    contains "'AutoReconnect' is not PATH=VALUE"
    run acprof set --write - AutoReconnect=true
    [ "$status" = 2 ]
    run acprof set missing.xml AutoReconnect=true
    [ "$status" = 3 ]
    run --separate-stderr acprof set - HostName=oslo.example.com <"$VALID/minimal.xml"
    [ "$status" = 0 ]
    contains "<HostName>oslo.example.com</HostName>"
}

@test "JSON and YAML are written anew, but no YAML with comments" {
    acprof convert --to yaml --output a.yaml "$VALID/full.xml"
    acprof set --write a.yaml LocalLanAccess=true 2>/dev/null
    acprof convert --to xml a.yaml >yaml.xml
    acprof convert --to json --output a.json "$VALID/full.xml"
    acprof set --write a.json LocalLanAccess=true 2>/dev/null
    acprof convert --to xml a.json | cmp - yaml.xml
    acprof set "$VALID/full.xml" LocalLanAccess=true 2>/dev/null >b.xml
    acprof convert --to json b.xml | cmp - a.json
    sed -i '1i # by hand' a.yaml
    cp a.yaml before.yaml
    run acprof set --write a.yaml LocalLanAccess=false
    [ "$status" = 1 ]
    contains '"#comment"'
    cmp a.yaml before.yaml
}

@test "OrgInfo.json keeps its layout" {
    cp "$VALID/umbrella/OrgInfo.json" .
    acprof set --write OrgInfo.json userId=99
    [ "$(changed_lines OrgInfo.json "$VALID/umbrella/OrgInfo.json")" -le 2 ]
    [ "$(jq -r .userId OrgInfo.json)" = 99 ]
}

@test "every kind: each setting set to the value it has changes no byte" {
    for file in "$VALID"/*/*; do
        [[ $file == *.xml ]] || continue
        acprof get "$file" "$(xmllint --xpath 'local-name(/*)' "$file")" >/dev/null 2>&1 || continue
        while read -r name; do
            values=$(acprof get "$file" "$name" 2>/dev/null) || continue
            [ "$(acprof get "$file" "$name" | wc -l)" = 1 ] && [[ $values != *"<"* ]] || continue
            acprof set "$file" "$name=$values" | cmp - "$file"
        done < <(xmllint --xpath '//*[not(*)]' "$file" | sed -n 's/^<\([A-Za-z0-9_]*\).*/\1/p' | sort -u | head -8)
    done
}

@test "completion: paths, and values behind =" {
    run acprof __complete set a.xml AutoReconnectB
    contains AutoReconnectBehavior
    run acprof __complete set a.xml AutoReconnectBehavior=Disc
    contains AutoReconnectBehavior=DisconnectOnSuspend
    lacks ReconnectAfterResume
}
