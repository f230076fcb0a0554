#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate mobileconfig: held against Apple's descriptions of payloads, read by plistutil, and
# by our own check.
load common

IF_NEEDED=MobileHostEntryInfo/ConnectIfNeededDomainList

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    new ios-on-demand staff.xml address=vpn.example.com domains=corp.example.com
    acprof set --write staff.xml 'ServerList/HostEntry[1]/UserGroup=staff' \
        "ServerList/HostEntry[1]/$IF_NEEDED/OnDemandDNSMatch[+]=.example.org"
}

# sound OS FILE...: each key as Apple describes it, nothing that validate has to say of it but of
# the profile in it, and the same for another reader. read.json: what the files hold.
sound() {
    local os=$1 file
    shift
    manifest_is_true
    "$PYTHON" "$DEPLOY/mobileconfig.py" "$os" "$@" >read.json || return
    for file; do
        [[ $file == --* ]] && continue
        plistutil -i "$file" -o other.plist -f xml || return
        cmp <(normal "$file") <(normal other.plist) || return
        run acprof validate --platform "$os" --format json --fail-on info "$file"
        jq -e '[.[] | select(.detail | test("of the profile in it") | not)] == []' \
            <<<"$output" >/dev/null || { echo "$output" >&2; return 1; }
    done
}

normal() {
    "$PYTHON" -c 'import plistlib, sys
print(repr(sorted(plistlib.load(open(sys.argv[1], "rb")).items())))' "$1"
}

field() {
    jq -r "$1" read.json
}

vpn() {
    field ".[0].PayloadContent[] | select(.PayloadType | startswith(\"com.apple.vpn\")) | $1"
}

profile_of() {
    jq -j '[.[0].PayloadContent[] | .VendorConfig.VpnConnectionProfile // empty] | .[0]' read.json
}

@test "iOS: an entry becomes a connection, the profile is in it" {
    generate mobileconfig -D os=ios -D organization='Example Corp' -D description='For staff' \
        -D identifier=com.example.vpn -D keep=true -D authentication=Certificate staff.xml
    sound ios out/staff.mobileconfig
    [ "$(ls out)" = $'manifest.json\nstaff.mobileconfig' ]
    [ "$(field '.[0] | [.PayloadType, .PayloadIdentifier, .PayloadOrganization, .PayloadDescription, .PayloadVersion, .PayloadRemovalDisallowed, .PayloadScope] | @csv')" = \
        '"Configuration","com.example.vpn.staff","Example Corp","For staff",1,true,' ]
    [ "$(vpn '[.UserDefinedName, .VPNType, .VPNSubType, .PayloadType] | @csv')" = \
        '"vpn.example.com","VPN","com.cisco.anyconnect","com.apple.vpn.managed"' ]
    [ "$(vpn .VPN.RemoteAddress)" = vpn.example.com/staff ]
    [ "$(vpn .VPN.OnDemandEnabled)" = 1 ]
    [ "$(vpn '.VPN.OnDemandRules | tojson')" = '[{"Action":"EvaluateConnection","ActionParameters":[{"DomainAction":"ConnectIfNeeded","Domains":["corp.example.com",".example.org"]}]}]' ]
    [ "$(vpn '.VendorConfig | keys | join(" ")')" = \
        "StrictCertTrust VpnConnectionProfile VpnReplaceExistingProfile" ]
    profile_of | cmp - staff.xml
    [ "$(jq -c .ignored out/manifest.json)" = '[]' ]
}

@test "iOS: the names of an entry are in its own connection only" {
    acprof set --write staff.xml \
        'ServerList/HostEntry[HostName="Lab"]/HostAddress=lab.example.com' \
        'HostEntry[HostName="Lab"]/MobileHostEntryInfo/CertificatePolicy=Auto' \
        'HostEntry[HostName="Lab"]/MobileHostEntryInfo/ConnectOnDemand=true' \
        "HostEntry[HostName=\"Lab\"]/$IF_NEEDED/OnDemandDNSMatch[+]=.lab.example.net" \
        'HostEntry[HostName="Lab"]/MobileHostEntryInfo/NeverConnectDomainList/OnDemandDNSMatch[+]=www.example.net'
    generate mobileconfig -D os=ios -D authentication=Certificate staff.xml
    sound ios out/staff.mobileconfig
    [ "$(vpn '[.VPN.OnDemandRules[].ActionParameters[].Domains] | tojson')" = \
        $'[["corp.example.com",".example.org"]]\n[["www.example.net"],[".lab.example.net"]]' ]
}

@test "iOS: the check notices each key that is not as Apple describes it" {
    make_identity
    generate mobileconfig -D os=ios -D identity=user.p12 -D ca=ca.pem -D uri-control=Prompt \
        -D trusted-domains=corp.example.com -D idle-timeout=60 -D per-app=vpn.example.com \
        -D safari-domains=intranet.example.com staff.xml
    sound ios out/staff.mobileconfig
    run -0 "$PYTHON" "$DEPLOY/mobileconfig.py" ios --prove out/staff.mobileconfig
    [ "$output" -gt 40 ]
    generate mobileconfig -D os=macos -D kernel-extension=true -D removable=true staff.xml
    run -0 "$PYTHON" "$DEPLOY/mobileconfig.py" macos --prove \
        out/secure-client-extensions.mobileconfig
    [ "$output" -gt 40 ]
    # What is for the one system is nothing for the other.
    run -1 "$PYTHON" "$DEPLOY/mobileconfig.py" ios out/secure-client-extensions.mobileconfig
    contains "on ios"
}

@test "iOS: every setting of the client" {
    generate mobileconfig -D os=ios -D uri-control=Disabled -D block-untrusted=true -D fips=false \
        -D check-revocation=true -D block-create=true -D multi-tunnel=true -D yubikey-slot=9c \
        -D replace=false staff.xml
    sound ios out/staff.mobileconfig
    [ "$(vpn '.VendorConfig | del(.VpnConnectionProfile) | to_entries | sort_by(.key) | from_entries | tojson')" = '{"BlockUntrustedServers":true,"BlockUserCreateVPNConnection":true,"CheckCertRevocation":true,"EnableFipsMode":false,"MultiTunnel":true,"StrictCertTrust":true,"UriExternalControl":"Disabled","VpnReplaceExistingProfile":false,"YubiKeyCertSlot":"9c"}' ]
    [ "$(vpn .VPN.AuthenticationMethod)" = Certificate ]
    generate mobileconfig -D os=ios -D strict-trust=false staff.xml
    "$PYTHON" "$DEPLOY/mobileconfig.py" ios out/staff.mobileconfig >read.json
    [ "$(vpn .VendorConfig.StrictCertTrust)" = false ]
    [ "$(vpn .VPN.AuthenticationMethod)" = Password ]
    for wrong in uri-control=enabled yubikey-slot=9b fips=1 multi-tunnel=yes identity-uuid=x \
        identifier=a..b identifier='a b' per-app=nobody apps=com.example.mail os=linux \
        idle-timeout=-1 authentication=certificate connections=false; do
        run acprof generate mobileconfig --output out2 -D os=ios -D "$wrong" staff.xml
        [ "$status" = 2 ] || [ "$status" = 1 ] || { echo "$wrong: $status" >&2; false; }
        [ ! -e out2 ]
    done
}

@test "iOS: names that never, always or if needed start the tunnel, and trusted networks" {
    acprof set --write staff.xml \
        'ServerList/HostEntry[1]/MobileHostEntryInfo/NeverConnectDomainList/OnDemandDNSMatch[+]=www.example.org' \
        'ServerList/HostEntry[1]/MobileHostEntryInfo/AlwaysConnectDomainList/OnDemandDNSMatch[+]=pay.example.com'
    generate mobileconfig -D os=ios -D authentication=Certificate -D idle-timeout=90 \
        -D trusted-domains=corp.example.com,lab.example.com staff.xml 2>messages
    sound ios out/staff.mobileconfig
    [ "$(vpn '.VPN.OnDemandRules[0] | tojson')" = '{"Action":"Disconnect","DNSDomainMatch":["corp.example.com","lab.example.com"],"InterfaceTypeMatch":"WiFi"}' ]
    # The list of names that never connect comes first: the first that fits decides.
    [ "$(vpn '.VPN.OnDemandRules[1].ActionParameters | tojson')" = '[{"DomainAction":"NeverConnect","Domains":["www.example.org"]},{"DomainAction":"ConnectIfNeeded","Domains":["pay.example.com","corp.example.com",".example.org"]}]' ]
    [ "$(vpn '.VPN | [.DisconnectOnIdle, .DisconnectOnIdleTimer] | tojson')" = "[1,90]" ]
    grep -q "AlwaysConnectDomainList: since iOS 7" messages
    [ "$(jq '.ignored | length' out/manifest.json)" = 1 ]
    acprof set --write staff.xml ConnectOnDemand=false
    generate mobileconfig -D os=ios -D trusted-domains=corp.example.com staff.xml
    sound ios out/staff.mobileconfig
    [ "$(vpn '.VPN | keys | tojson')" = '["AuthenticationMethod","RemoteAddress"]' ]
}

@test "iOS: where entries lead" {
    cp "$VALID/full.xml" many.xml
    acprof set --write many.xml AlwaysOn=false
    generate mobileconfig -D os=ios many.xml 2>messages
    sound ios out/many.mobileconfig
    jq -r '.[0].PayloadContent[].VPN.RemoteAddress' read.json >addresses
    while read -r address; do
        acprof uri parse --platform ios "$address" >/dev/null
    done <addresses
    [ "$(sed -n 1p addresses)" = paris.example.com:8443/staff ]
    [ "$(sed -n 2p addresses)" = "ipsec://EAP-MSCHAPv2:engineers.example.com@[2001:db8:20::5]/engineers" ]
    # A port that IPsec does not use; the settings of other systems.
    grep -q 'HostAddress: with IPsec the client for iOS has a port of its own' messages
    grep -q 'has an effect on windows' messages
    [ "$(grep -c ': ignored: ' messages)" = "$(jq '.ignored | length' out/manifest.json)" ]
    run -1 generate mobileconfig -D os=ios --fail-on warning many.xml
    [ ! -e out ]
    # The profile is in the first connection, all others refer to nothing.
    [ "$(jq '[.[0].PayloadContent[].VendorConfig | has("VpnConnectionProfile")] | tojson' -r read.json)" = "[true,false]" ]
}

@test "iOS: without the profile, what no connection can say is listed" {
    generate mobileconfig -D os=ios -D embed=false -D authentication=Certificate staff.xml 2>messages
    sound ios out/staff.mobileconfig
    [ "$(vpn '.VendorConfig | tojson')" = '{"StrictCertTrust":true}' ]
    for setting in ClientInitialization NetworkRoaming ActivateOnImport; do
        grep -q "$setting: no connection can say it" messages
    done
}

# ---- certificates ------------------------------------------------------------------------------

make_identity() {
    cp "$SRC/testdata/certificates/root-ca.pem" ca.pem
    openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 30 \
        -subj "/CN=user" 2>/dev/null
    openssl pkcs12 -export -inkey key.pem -in cert.pem -out user.p12 -passout pass:'p&<"w' \
        2>/dev/null
    printf '%s\n' 'p&<"w' >password
}

@test "a client certificate and those to trust, with references" {
    make_identity
    generate mobileconfig -D os=ios -D identity=user.p12 -D identity-password=password -D ca=ca.pem \
        staff.xml
    sound ios out/staff.mobileconfig
    field '.[0].PayloadContent[] | select(.PayloadType == "com.apple.security.pkcs12") | .PayloadContent' |
        base64 -d | cmp - user.p12
    [ "$(field '.[0].PayloadContent[] | select(.Password) | .Password')" = 'p&<"w' ]
    openssl x509 -in ca.pem -outform der -out ca.der
    field '.[0].PayloadContent[] | select(.PayloadType == "com.apple.security.root") | .PayloadContent' |
        base64 -d | cmp - ca.der
    [ "$(vpn .VPN.PayloadCertificateUUID)" = \
        "$(field '.[0].PayloadContent[] | select(.Password) | .PayloadUUID')" ]
    [ "$(vpn .VPN.AuthenticationMethod)" = Certificate ]
    # With a key in it, the file is nobody else's; the password is in no manifest.
    [ "$(stat -c %a out/staff.mobileconfig)" = 600 ]
    lacks_text='p&<"w'
    [[ $(cat out/manifest.json) != *"$lacks_text"* ]]
    # An entry that wants no certificate does not get it.
    acprof set --write staff.xml ConnectOnDemand=false CertificatePolicy=None
    generate mobileconfig -D os=ios -D identity=user.p12 staff.xml
    sound ios out/staff.mobileconfig
    [ "$(vpn '.VPN | [.AuthenticationMethod, .PayloadCertificateUUID] | tojson')" = '["Password",null]' ]
}

@test "certificates: several in one file, DER, the MDM's own, and what is refused" {
    make_identity
    cat "$SRC"/testdata/certificates/{root-ca,issuing-ca,root-ca}.pem >both.pem
    generate mobileconfig -D os=ios -D ca=both.pem staff.xml
    sound ios out/staff.mobileconfig
    [ "$(field '[.[0].PayloadContent[] | select(.PayloadType == "com.apple.security.root")] | length')" = 2 ]
    openssl x509 -in ca.pem -outform der -out ca.der
    generate mobileconfig -D os=ios -D ca=ca.der staff.xml
    sound ios out/staff.mobileconfig
    uuid=0d2d93f1-7bb5-4c0e-8a53-3b0d2a7c0a11
    generate mobileconfig -D os=ios -D identity-uuid=$uuid staff.xml
    sound ios --external out/staff.mobileconfig
    [ "$(vpn .VPN.PayloadCertificateUUID)" = $uuid ]
    [[ $(jq -r '.notes[]' out/manifest.json) == *"$uuid"* ]]
    printf 'wrong\n' >wrong
    cat ca.pem key.pem >with-key.pem
    printf 'nothing' >nothing
    head -c 200 user.p12 >cut.p12
    while read -r definitions; do
        read -ra list <<<"$definitions"
        run -1 generate mobileconfig -D os=ios "${list[@]}" staff.xml
        contains "nothing is made: "
        [ ! -e out ]
    done <<'END'
-D identity=user.p12 -D identity-password=wrong
-D identity=cert.pem
-D identity=cut.p12
-D identity=nothing
-D ca=with-key.pem
-D ca=nothing
-D identity=user.p12 -D identity-uuid=0d2d93f1-7bb5-4c0e-8a53-3b0d2a7c0a11
-D identity-password=password
END
    run -3 generate mobileconfig -D os=ios -D ca=nowhere.pem staff.xml
}

# ---- per-app VPN -------------------------------------------------------------------------------

@test "iOS: a tunnel for certain apps beside another" {
    acprof set --write staff.xml 'ServerList/HostEntry[HostName="Apps, all"]/HostAddress=apps.example.com'
    generate mobileconfig -D os=ios -D 'per-app=Apps, all' -D apps=com.example.mail,com.example.crm \
        -D safari-domains=intranet.example.com,wiki.example.com staff.xml
    sound ios out/staff.mobileconfig
    [ "$(vpn '.PayloadType + " " + (.VendorConfig.MultiTunnel | tojson)')" = $'com.apple.vpn.managed true\ncom.apple.vpn.managed.applayer true' ]
    [ "$(vpn 'select(.VPNUUID) | [.OnDemandMatchAppEnabled, .SafariDomains] | tojson')" = '[true,["intranet.example.com","wiki.example.com"]]' ]
    uuid=$(vpn 'select(.VPNUUID) | .VPNUUID')
    [[ $(jq -r '.notes[]' out/manifest.json) == *"bind com.example.mail,com.example.crm to the per-app tunnel Apps, all, VPNUUID $uuid"* ]]
    # On iOS the MDM binds apps, no payload does.
    [ "$(field '[.[0].PayloadContent[].PayloadType] | index("com.apple.vpn.managed.appmapping")')" = null ]
}

@test "macOS: a payload binds apps to their tunnel" {
    cat >requirements <<'END'
com.example.mail anchor apple generic and identifier "com.example.mail" and certificate leaf[subject.OU] = ABCDE12345
# another
com.example.crm	identifier "com.example.crm" and anchor apple
END
    generate mobileconfig -D os=macos -D per-app=vpn.example.com -D apps=com.example.crm,com.example.mail \
        -D app-requirements=requirements staff.xml
    sound macos out/staff.mobileconfig
    uuid=$(vpn 'select(.VPNUUID) | .VPNUUID')
    [ "$(vpn '.AppLayerVPNMapping[]? | [.Identifier, .SigningIdentifier, .DesignatedRequirement, .VPNUUID] | @csv' | tr -d '"')" = \
        "com.example.crm,com.example.crm,identifier com.example.crm and anchor apple,$uuid
com.example.mail,com.example.mail,anchor apple generic and identifier com.example.mail and certificate leaf[subject.OU] = ABCDE12345,$uuid" ]
    run -1 generate mobileconfig -D os=macos -D per-app=vpn.example.com -D apps=com.example.other \
        -D app-requirements=requirements staff.xml
    contains "designated requirement of com.example.other"
    run -1 generate mobileconfig -D os=macos -D per-app=vpn.example.com staff.xml
    contains "-D apps"
}

# ---- macOS -------------------------------------------------------------------------------------

@test "macOS: the client's extensions are approved, as the guide has it" {
    generate mobileconfig -D os=macos -D kernel-extension=true staff.xml
    "$PYTHON" "$DEPLOY/mobileconfig.py" macos out/secure-client-extensions.mobileconfig >read.json
    "$PYTHON" - "$VALID/mobileconfig/extensions.mobileconfig" >guide.json <<'END'
import json, plistlib, sys
print(json.dumps([plistlib.load(open(sys.argv[1], "rb"))]))
END
    # What identifies and names a payload is its own; Enabled and PayloadEnabled are not Apple's.
    for file in read guide; do
        jq -S '[.[0].PayloadContent[] | with_entries(select((.key | startswith("Payload") | not) and ([.key] | inside(["Enabled", "UserDefinedName"]) | not))) | select(length > 0)] | sort_by(keys | tojson)' \
            $file.json >$file.own
    done
    jq -S '[.[] | del(.AllowedSystemExtensionTypes, .VendorConfig)]' read.own >read.rest
    diff <(jq -S '[.[] | del(.AllowedSystemExtensionTypes, .VendorConfig)]' guide.own | jq -S 'sort_by(tojson)') <(jq -S 'sort_by(tojson)' read.rest)
    [ "$(field '.[0].PayloadContent[] | select(.AllowedSystemExtensionTypes) | .AllowedSystemExtensionTypes.DE8Y96K9QP[0]')" = NetworkExtension ]
    [ "$(field '.[0].PayloadContent[] | select(.FilterGrade) | .VendorConfig | tojson')" = '{}' ]
    [ "$(field '.[0].PayloadContent[] | select(.FilterGrade) | .UserDefinedName')" = "Cisco AnyConnect Content Filter" ]
    [ "$(field '.[0].PayloadScope')" = System ]
    run -0 acprof validate --platform macos out/secure-client-extensions.mobileconfig
    contains "1 file: 1 info"
    contains "ACP8113"
    generate mobileconfig -D os=macos -D connections=false staff.xml
    sound macos out/secure-client-extensions.mobileconfig
    [ "$(ls out)" = $'manifest.json\nsecure-client-extensions.mobileconfig' ]
    generate mobileconfig -D os=macos -D removable=true staff.xml
    run -0 acprof validate --platform macos out/secure-client-extensions.mobileconfig
    contains "ACP8115"
}

@test "macOS: connections, for the computer or for the user" {
    generate mobileconfig -D os=macos -D scope=User -D authentication=Certificate staff.xml 2>messages
    sound macos out/staff.mobileconfig out/secure-client-extensions.mobileconfig
    [ "$(field '[.[].PayloadScope] | tojson')" = '["User","System"]' ]
    [ "$(vpn .VPN.OnDemandEnabled)" = 1 ]
    profile_of | cmp - staff.xml
    # What the connections are made from is not said to be without effect.
    [ ! -s messages ]
}

@test "options that would do nothing are refused" {
    new ssl plain.xml address=vpn.example.com
    while IFS='|' read -r definitions text; do
        read -ra list <<<"$definitions"
        run -1 generate mobileconfig "${list[@]}" staff.xml
        contains "nothing is made: $text"
        [ ! -e out ]
    done <<'END'
-D os=ios -D removable=true|-D removable is for macOS only
-D os=ios -D kernel-extension=true|-D kernel-extension is for macOS only
-D os=ios -D scope=User|-D scope is for macOS only
-D os=macos -D connections=false -D fips=true|-D fips is about connections
-D os=macos -D connections=false -D scope=User|-D scope is about connections
-D os=macos -D connections=false -D strict-trust=false|-D strict-trust is about connections
-D os=ios -D connections=false|-D connections=false leaves nothing
END
    # Which entries connect on demand is a matter of the profile.
    generate mobileconfig -D os=ios -D idle-timeout=60 plain.xml
    jq -e '.notes == ["-D idle-timeout has no effect: no entry connects on demand, as one with ConnectOnDemand=true does."]' \
        out/manifest.json
    generate mobileconfig -D os=ios -D idle-timeout=60 -D authentication=Certificate plain.xml staff.xml
    jq -e '.notes == []' out/manifest.json
    # What is the same without being said is no reason to refuse.
    generate mobileconfig -D os=ios -D scope=System -D removable=false -D kernel-extension=false \
        plain.xml
    generate mobileconfig -D os=macos -D connections=false -D strict-trust=true -D keep=true \
        -D removable=true -D kernel-extension=true plain.xml
}

# ---- any text, any number ----------------------------------------------------------------------

@test "hostile texts arrive as they are" {
    hostile vpn wild.xml ios
    text=$'"\'`id`$HOME &<>]]>;|\\{}#!?*~^@%1 \u00e9\u6f22\u2019\u2028\u202e\u200f end'
    for os in ios macos; do
        generate mobileconfig -D os=$os -D organization="$text" -D description="$text" wild.xml 2>/dev/null
        manifest_is_true
        "$PYTHON" "$DEPLOY/mobileconfig.py" $os out/wild.mobileconfig >read.json
        plistutil -i out/wild.mobileconfig -o other.plist -f xml
        cmp <(normal out/wild.mobileconfig) <(normal other.plist)
        profile_of | cmp - wild.xml
        [ "$(field '.[0].PayloadOrganization')" = "$text" ]
        [ "$(field '.[0].PayloadContent[0].PayloadDescription')" = "$text" ]
        jq -S '[.[0].PayloadContent[] | select(.VPN) | .UserDefinedName]' read.json >names
        jq -S '[to_entries[] | select(.key | test("HostEntry\\[[0-9]\\]/HostName$")) | .value]' \
            wild.xml.json | cmp - names
        # Each name of the lists is one item of them.
        jq -S '[to_entries[] | select(.key | test("OnDemandDNSMatch")) | .value] | sort' wild.xml.json >matches
        jq -S '[.[0].PayloadContent[0].VPN.OnDemandRules[].ActionParameters[].Domains[]] | sort' read.json |
            cmp - matches
        # Groups and identities are parts of a URI.
        "$PYTHON" - wild.xml.json read.json <<'END'
import json, sys, urllib.parse
texts, read = (json.load(open(name)) for name in sys.argv[1:])
servers = [payload["VPN"]["RemoteAddress"] for payload in read[0]["PayloadContent"]
           if "VPN" in payload]
found = [(path, text) for path, text in texts.items()
         if path.endswith("/UserGroup") or path.endswith("/IKEIdentity")]
assert len(found) >= 2, found
for path, text in found:
    server = servers[int(path.split("HostEntry[")[1][0]) - 1]
    assert text in urllib.parse.unquote(server), (path, server)
    assert all(33 <= ord(c) < 127 and c not in "\"<>\\^`{|}" for c in server), server
END
    done
    run -1 generate mobileconfig -D os=ios -D organization=$'\xff' wild.xml
    contains "characters that XML does not have"
}

@test "other encodings and formats are embedded as UTF-8" {
    acprof set --write staff.xml 'ServerList/HostEntry[1]/HostName=Zürich'
    { printf '\xff\xfe'; sed 's/encoding="UTF-8"/encoding="UTF-16"/' staff.xml | iconv -t UTF-16LE; } >wide.xml
    { printf '\xef\xbb\xbf'; cat staff.xml; } >mark.xml
    sed 's/$/\r/' staff.xml >lines.xml
    for name in wide mark lines; do
        generate mobileconfig -D os=ios -D authentication=Certificate $name.xml
        sound ios out/$name.mobileconfig
        [ "$(vpn .UserDefinedName)" = Zürich ]
        profile_of >embedded
        if [ $name = lines ]; then cmp embedded lines.xml; else cmp embedded staff.xml; fi
    done
    acprof convert --to json --output staff.json staff.xml
    generate mobileconfig -D os=ios -D authentication=Certificate staff.json
    sound ios out/staff.mobileconfig
    profile_of >embedded.xml
    run -0 acprof diff embedded.xml staff.xml
}

@test "the same input makes the same bytes; UUIDs change with what they are of" {
    generate mobileconfig -D os=ios -D per-app=vpn.example.com staff.xml
    mv out first
    generate mobileconfig -D os=ios -D per-app=vpn.example.com staff.xml
    diff -r first out
    sound ios out/staff.mobileconfig
    jq '.[0].PayloadContent[0]' read.json >before
    whole=$(field '.[0].PayloadUUID')
    generate mobileconfig -D os=ios -D per-app=vpn.example.com -D organization=Other staff.xml
    sound ios out/staff.mobileconfig
    jq '.[0].PayloadContent[0]' read.json >after
    [ "$whole" != "$(field '.[0].PayloadUUID')" ]
    [ "$(jq .PayloadUUID before)" != "$(jq .PayloadUUID after)" ]
    # What the MDM and its apps refer to stays.
    [ "$(jq -c '[.PayloadIdentifier, .VPNUUID]' before)" = "$(jq -c '[.PayloadIdentifier, .VPNUUID]' after)" ]
    # Also what changes in the profile alone, where the profile is embedded.
    uuids() {
        generate mobileconfig -D os=ios -D embed="$2" "$1"
        sound ios out/*.mobileconfig
        field '[.[0].PayloadUUID, .[0].PayloadContent[0].PayloadUUID] | join(" ")'
    }
    mkdir later
    acprof set staff.xml ClientInitialization/AuthenticationTimeout=45 >later/staff.xml
    [[ $(uuids staff.xml false) =~ ^[0-9A-F-]{36}\ [0-9A-F-]{36}$ ]]
    [ "$(uuids later/staff.xml false)" = "${BASH_REMATCH[0]}" ]
    read -r whole payload <<<"$(uuids staff.xml true)"
    read -r whole_later payload_later <<<"$(uuids later/staff.xml true)"
    [ "$whole" != "$whole_later" ]
    [ "$payload" != "$payload_later" ]
    # Identifiers are there once, whatever entries are called.
    acprof set --write --despite-errors staff.xml 'ServerList/HostEntry[+]/HostName=vpn.example.com' \
        'ServerList/HostEntry[2]/HostAddress=b.example.com'
    acprof set --write staff.xml 'ServerList/HostEntry[HostName="vpn-example-com"]/HostAddress=c.example.com'
    generate mobileconfig -D os=ios staff.xml
    sound ios out/staff.mobileconfig
    [ "$(field '.[0].PayloadContent | length')" = 3 ]
}

@test "one file for each profile, all or nothing" {
    mkdir many
    for i in $(seq 40); do sed "s/vpn\.example\.com/vpn$i.example.com/g" staff.xml >"many/p$i.xml"; done
    generate mobileconfig -D os=ios -D authentication=Certificate many
    sound ios out/*.mobileconfig
    [ "$(field length)" = 40 ]
    [ "$(field '[.[] | .PayloadIdentifier, (.PayloadContent[] | .PayloadIdentifier)] | unique | length')" = 80 ]
    [ "$(field '[.[] | .PayloadUUID, (.PayloadContent[] | .PayloadUUID)] | unique | length')" = 80 ]
    mkdir twice
    cp staff.xml twice
    run -1 generate mobileconfig -D os=ios staff.xml twice/staff.xml
    contains "two files would be 'staff.mobileconfig'"
    new fips AnyConnectLocalPolicy.xml
    run -1 generate mobileconfig -D os=ios AnyConnectLocalPolicy.xml
    contains "takes no"
}

# ---- the page ----------------------------------------------------------------------------------

@test "docs/deploy-jamf.md: its commands, with a server that keeps what it is sent" {
    rm staff.xml
    make_identity
    mkdir bin sent
    cat >bin/curl <<'END'
#!/bin/sh
for last; do :; done
case $last in
https://jamf.example.com/api/v1/auth/token) echo '{"token": "t1"}' ;;
https://jamf.example.com/JSSResource/*/id/0)
    case "$*" in *"Authorization: Bearer t1"*"Content-Type: application/xml"*) ;; *) exit 22 ;; esac
    while [ "$1" != --data-binary ]; do shift; done
    kind=${last#*JSSResource/}
    cp "${2#@}" "sent/${kind%%/*}.$(ls sent | wc -l)" ;;
*) exit 22 ;;
esac
END
    ln -s "$ACPROF" bin/acprof
    chmod +x bin/curl
    PATH=$PWD/bin:$PATH run "$DEPLOY/page.py" "$SRC/docs/deploy-jamf.md" 10
    [ "$status" = 0 ] || { echo "$output" >&2; false; }
    # What the server got is what was made.
    "$PYTHON" - <<'END'
import glob, plistlib, xml.etree.ElementTree as tree
sent = {name: tree.parse(name).find("general/payloads").text for name in sorted(glob.glob("sent/*"))}
made = {open(name, encoding="utf-8").read() for name in glob.glob("*/*.mobileconfig")}
assert len(sent) >= 2 and set(sent.values()) <= made, (sent.keys(), len(made))
for text in sent.values():
    plistlib.loads(text.encode())
END
    [ "$(find sent -name 'mobiledevice*' | wc -l)" -ge 1 ]
    [ "$(find sent -name 'osx*' | wc -l)" -ge 1 ]
}
