#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Links, configuration profiles and managed configurations.
load common

@test "what a file holds tells its kind where its name does not" {
    kind_of() {
        acprof validate --format json "$1" | jq -r '.[0].kind'
    }
    printf 'anyconnect:create?name=x\n' >links.txt
    [ "$(kind_of links.txt)" = uri ]
    echo '{"vpn_setting_fips_mode": true}' >a.json
    [ "$(kind_of a.json)" = mdm-android ]
    echo '{"EnableFipsMode": true}' >b.json
    [ "$(kind_of b.json)" = mdm-ios ]
    echo '{"EnableFipsMode": 1}' >android.json
    [ "$(acprof validate --kind mdm-chrome --format json a.json | jq -r '.[0].kind')" = mdm-chrome ]
    # extensions make it a profile for macOS, connections alone one for iOS
    sed 's/Configuration</Other</' "$VALID/mobileconfig/extensions.mobileconfig" >x.plist
    [ "$(kind_of x.plist)" = mobileconfig ]
    sed 's/gw.example.com<.string/ipsec:\/\/gw.example.com:1<\/string/' \
        "$VALID/mdm-ios/vpn.mobileconfig" >v.mobileconfig
    [ "$(kind_of v.mobileconfig)" = mdm-ios ]
    run -1 acprof validate --kind mobileconfig v.mobileconfig
    contains ACP8111
}

@test "valid files are clean, broken ones are not" {
    for kind in uri mobileconfig mdm-ios mdm-android mdm-chrome; do
        find "$VALID/$kind" -type f | while read -r file; do
            acprof validate "$file"
        done
        find "$INVALID/$kind" -type f | while read -r file; do
            run -1 acprof validate "$file"
        done
    done
}

@test "the schema of each kind accepts its valid files" {
    for kind in uri mobileconfig mdm-ios mdm-android mdm-chrome; do
        acprof schema "$kind" >schema.json
        "$PYTHON" -c 'import json, jsonschema, sys
jsonschema.Draft7Validator.check_schema(json.load(open(sys.argv[1])))' schema.json
        find "$VALID/$kind" -type f | while read -r file; do
            # links may be in any case of letters where the schema knows one
            acprof convert --to json "$file" | sed 's/"eap-md5"/"EAP-MD5"/' >good.json
            "$PYTHON" -m jsonschema -i good.json schema.json
        done
    done
    acprof schema mdm-android >schema.json
    run ! "$PYTHON" -m jsonschema -i "$INVALID/mdm-android/android/managed-configuration.json" schema.json
}

@test "convert: a property list as JSON holds what plutil would say, and reads as the same" {
    file=$VALID/mobileconfig/extensions.mobileconfig
    acprof convert --to json "$file" >a.json
    "$PYTHON" -c 'import json, plistlib, sys
assert json.load(open(sys.argv[1])) == plistlib.load(open(sys.argv[2], "rb"))' a.json "$file"
    acprof validate --kind mobileconfig a.json
    run -1 acprof convert --to xml "$file"
    contains "only JSON can be made of it"
    printf 'anyconnect:connect?host=a&onsuccess=b&onsuccess=c\n' >l.uri
    [ "$(acprof convert --to json l.uri | jq -c .)" = \
        '{"link":[{"action":"connect","host":"a","onsuccess":["b","c"]}]}' ]
}

@test "get, set, fmt: JSON is changed, property lists and links are not" {
    [ "$(acprof get "$VALID/uri/guide.uri" 'link[5]/name')" = "Example 1" ]
    [ "$(acprof get "$VALID/mdm-ios/vpn.mobileconfig" 'PayloadContent[2]/VPN/RemoteAddress')" = gw.example.com ]
    cp "$VALID/mdm-android/android/managed-configuration.json" a.json
    acprof set --write a.json vpn_connection_host=vpn.example.net
    [ "$(jq -r .vpn_connection_host a.json)" = vpn.example.net ]
    for file in "$VALID/uri/guide.uri" "$VALID/mdm-ios/vpn.mobileconfig"; do
        run -1 acprof fmt "$file"
        contains "only JSON can be made of it"
    done
    run -1 acprof set "$VALID/mdm-ios/vpn.mobileconfig" PayloadVersion=2
    contains "checked, not changed"
}

@test "property lists that cannot be read say what to do" {
    printf 'bplist00\001\002' >b.mobileconfig
    run -1 acprof validate b.mobileconfig
    contains "plutil -convert xml1"
    printf '0\202\001\001\006' >s.mobileconfig
    run -1 acprof validate s.mobileconfig
    contains "openssl smime"
    # a document type that declares something is refused
    printf '<!DOCTYPE plist [<!ENTITY x "y">]>\n<plist><dict/></plist>\n' >e.mobileconfig
    run -1 acprof validate e.mobileconfig
    contains ACP0017
    # and one that is for another root
    printf '<!DOCTYPE AnyConnectProfile SYSTEM "x">\n<plist><dict/></plist>\n' >e.mobileconfig
    run -1 acprof validate e.mobileconfig
    contains ACP0017
}

@test "findings in a profile inside a value stand where they are" {
    cat >a.json <<'EOF'
{"vpn_setting_strict_mode": true,
 "vpn_connection_profile": "\u003cAnyConnectProfile xmlns=\"http://schemas.xmlsoap.org/encoding/\">\n<ServerLst\/></AnyConnectProfile>"}
EOF
    run -1 acprof validate a.json
    contains 'a.json:2:103: error'
    contains 'Line 2, column 2 of the profile in it'
    { printf '{"vpn_setting_strict_mode": true, "vpn_connection_profile": "'
      printf '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">\n<ServerLst/></AnyConnectProfile>' | base64 -w0
      printf '"}\n'; } >b.json
    run -1 acprof validate b.json
    contains 'Line 2, column 2 of the profile in it'
    # 66 bytes before it are 88 digits
    contains 'b.json:1:150: error'
}

@test "explain and rules know the kinds" {
    run -0 acprof explain vpn_setting_strict_mode
    contains "managed configuration of the Android client"
    run -0 acprof explain links/link/netroam
    contains "platforms      ios"
    for kind in uri mobileconfig mdm-ios mdm-android mdm-chrome; do
        acprof rules --kind "$kind" --format json | jq -e 'length > 10' >/dev/null
    done
}
