#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Links, configuration profiles and managed configurations.
# run --separate-stderr sets it
# shellcheck disable=SC2154
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
    printf 'anyconnect:connect?host=a&onsuccess=b&onsuccess=c\n' >l.uri
    [ "$(acprof convert --to json l.uri | jq -c .)" = \
        '{"link":[{"action":"connect","host":"a","onsuccess":["b","c"]}]}' ]
}

# The lines that a change of a file makes, as diff prints them.
changes() {
    command=$1 file=$2
    shift 2
    acprof "$command" --despite-errors "$file" "$@" 2>/dev/null >changed
    diff "$file" changed | grep '^[<>]' || true
}

@test "set and delete: links" {
    cat >l.uri <<'EOF'
# ours
anyconnect://create/?name=Old%20one&host=vpn.example.com&domainlistnever=a.example.com
 ANYCONNECT:connect?host=a/b&onsuccess=http://x

# the last
anyconnect:disconnect&
EOF
    [ "$(changes set l.uri 'link[1]/name=Ex ä&1')" = "$(printf '< %s\n> %s' \
        'anyconnect://create/?name=Old%20one&host=vpn.example.com&domainlistnever=a.example.com' \
        'anyconnect://create/?name=Ex%20%C3%A4%261&host=vpn.example.com&domainlistnever=a.example.com')" ]
    [[ $(changes set l.uri 'link[name="Old one"]/domainlistnever=b.c,d e') == *'&domainlistnever=b.c,d%20e' ]]
    [[ $(changes set l.uri 'link[2]/onsuccess[+]=tel:1') == *'> '*'&onsuccess=http://x&onsuccess=tel%3A1' ]]
    [[ $(changes set l.uri 'link[3]/onsuccess=b') == *'> anyconnect:disconnect&onsuccess=b' ]]
    [ "$(changes set l.uri 'link[+]/action=connect' 'link[4]/host=h')" = '> anyconnect:connect?host=h' ]
    [ "$(changes set l.uri 'link[name="n"]/action=create' 'link[name="n"]/host=h')" = \
        '> anyconnect:create?name=n&host=h' ]
    [ "$(changes delete l.uri 'link[2]')" = '<  ANYCONNECT:connect?host=a/b&onsuccess=http://x' ]
    [[ $(changes delete l.uri 'link[2]/host') == *'>  ANYCONNECT:connect?onsuccess=http://x' ]]
    [[ $(changes delete l.uri 'link[2]/host' 'link[2]/onsuccess') == *'>  ANYCONNECT:connect' ]]
    run -1 acprof delete l.uri 'link[1]/action'
    contains "delete the whole link"
    run -1 acprof delete l.uri 'link[2]/host'
    # the same in a file of Windows without a last line end
    printf '# c\r\nanyconnect:disconnect\r\nanyconnect:connect?host=a' >w.uri
    acprof set --write w.uri 'link[+]/action=disconnect' 2>/dev/null
    printf '# c\r\nanyconnect:disconnect\r\nanyconnect:connect?host=a\r\nanyconnect:disconnect' | cmp - w.uri
    acprof delete --write w.uri 'link[3]' 'link[1]' 2>/dev/null
    printf '# c\r\nanyconnect:connect?host=a' | cmp - w.uri
}

@test "set and delete: property lists" {
    cp "$VALID/mdm-ios/vpn.mobileconfig" v.mobileconfig
    [ "$(changes set v.mobileconfig 'PayloadContent[2]/VPN/RemoteAddress=a & <b>')" = "$(printf \
        '<         <string>gw.example.com</string>\n>         <string>a &amp; &lt;b&gt;</string>')" ]
    [ "$(changes set v.mobileconfig 'PayloadContent[2]/VendorConfig/StrictCertTrust=false')" = "$(printf \
        '<         <true/>\n>         <false/>')" ]
    [ "$(changes set v.mobileconfig 'PayloadContent[1]/PayloadVersion=2')" = "$(printf \
        '<       <integer>1</integer>\n>       <integer>2</integer>')" ]
    [ "$(changes set v.mobileconfig 'PayloadContent[+]/PayloadVersion=1' \
        'PayloadContent[3]/VendorConfig/MultiTunnel=true' 'PayloadContent[3]/PayloadType=x')" = "\
>     <dict>
>       <key>PayloadVersion</key>
>       <integer>1</integer>
>       <key>VendorConfig</key>
>       <dict>
>         <key>MultiTunnel</key>
>         <true/>
>       </dict>
>       <key>PayloadType</key>
>       <string>x</string>
>     </dict>" ]
    [ "$(changes delete v.mobileconfig 'PayloadContent[2]/VendorConfig/StrictCertTrust')" = "$(printf \
        '<         <key>StrictCertTrust</key>\n<         <true/>')" ]
    printf '<plist><dict><key>PayloadType</key>\r\n<string>Configuration</string><!-- c -->
<key>PayloadContent</key><array/><!-- d --><key>PayloadOrganization</key><string>a<![CDATA[b]]></string></dict></plist>' >o.mobileconfig
    [[ $(changes set o.mobileconfig ConfigurationProfile/PayloadOrganization=c) == *'<string>c</string>'* ]]
    [[ $(changes delete o.mobileconfig PayloadContent) == *'<!-- d --><key>PayloadO'* ]]
    acprof set --write --despite-errors o.mobileconfig PayloadContent/PayloadEnabled=true 2>/dev/null
    "$PYTHON" -c 'import plistlib
assert plistlib.load(open("o.mobileconfig", "rb"))["PayloadContent"] == [{"PayloadEnabled": True}]'
}

@test "set and delete: managed configurations" {
    cp "$VALID/mdm-android/android/managed-configuration.json" a.json
    [ "$(changes set a.json vpn_setting_fips_mode=true)" = "$(printf \
        '<   "vpn_setting_fips_mode": false,\n>   "vpn_setting_fips_mode": true,')" ]
    [ "$(changes set a.json 'vpn_configuration_list[+]/vpn_host=x' 'vpn_configuration_list[3]/vpn_set_active=false')" = "\
>     },
>     {
>       \"vpn_host\": \"x\",
>       \"vpn_set_active\": false" ]
    acprof delete --write a.json 'vpn_configuration_list[1]'
    [ "$(jq -c .vpn_configuration_list a.json)" = '[{"vpn_host":"lab.example.com"}]' ]
    acprof delete --write a.json vpn_configuration_list accept_seula_for_user vpn_connection_name
    [ "$(jq 'has("vpn_configuration_list") or has("accept_seula_for_user") or has("vpn_connection_name")' a.json)" = false ]
    echo '{"vpn_connection_host": "h"}' >b.json
    [ "$(acprof set b.json vpn_setting_strict_mode=true 'vpn_configuration_list[+]/vpn_host=x')" = \
        '{"vpn_connection_host": "h","vpn_setting_strict_mode": true,"vpn_configuration_list": [{"vpn_host": "x"}]}' ]
}

@test "edit: entries of links, property lists and managed configurations change places" {
    printf '# a\nanyconnect:connect?host=a\n\n# b\nanyconnect:connect?host=b\nanyconnect:disconnect\n' >l.uri
    printf 'move link[1] last\nsave\n' | acprof edit l.uri
    [ "$(cat l.uri)" = '# b
anyconnect:connect?host=b
anyconnect:disconnect
# a
anyconnect:connect?host=a' ]
    cp "$VALID/mdm-android/android/managed-configuration.json" a.json
    printf 'move vpn_configuration_list[2] first\nsave\n' | acprof edit a.json
    [ "$(jq -c '[.vpn_configuration_list[].vpn_host]' a.json)" = '["lab.example.com","branch.example.com"]' ]
    cp "$VALID/mdm-ios/vpn.mobileconfig" v.mobileconfig
    printf 'move PayloadContent[1] down\nmove PayloadContent[2] up\nset PayloadContent[2]/PayloadVersion 1\nsave\n' |
        acprof edit v.mobileconfig
    cmp v.mobileconfig "$VALID/mdm-ios/vpn.mobileconfig"
}

@test "fmt: property lists and links" {
    for file in "$VALID/uri/guide.uri" "$VALID/mdm-ios/vpn.mobileconfig" "$VALID/mobileconfig/extensions.mobileconfig"; do
        copy=copy.${file##*.}
        acprof fmt "$file" >"$copy"
        acprof diff "$file" "$copy"
        acprof fmt "$copy" | cmp - "$copy"
    done
    acprof fmt "$VALID/mdm-ios/vpn.mobileconfig" >v.mobileconfig
    "$PYTHON" -c 'import plistlib, sys
assert plistlib.load(open(sys.argv[1], "rb")) == plistlib.load(open(sys.argv[2], "rb"))' \
        v.mobileconfig "$VALID/mdm-ios/vpn.mobileconfig"
    [ "$(sed -n 6p v.mobileconfig)" = "        <array>" ]
    acprof convert --to xml "$VALID/mdm-ios/vpn.mobileconfig" | cmp - v.mobileconfig
    printf '<!-- a --><!DOCTYPE plist>\n<dict><!-- b --><key>x</key><string> y </string><key>z</key><dict>\n</dict></dict><!-- c -->' >p.plist
    [ "$(acprof fmt p.plist)" = '<?xml version="1.0" encoding="UTF-8"?>
<!-- a -->
<!DOCTYPE plist>
<dict>
    <!-- b -->
    <key>x</key>
    <string> y </string>
    <key>z</key>
    <dict/>
</dict>
<!-- c -->' ]
    printf '# a \r\n\r\n  ANYconnect://connect/?host=a/b&prefill_username=%%zz\r\nanyconnect:connect?host=a/b' >l.uri
    [ "$(acprof fmt l.uri)" = "$(printf '# a\n\nANYconnect://connect/?host=a/b&prefill_username=%%zz\nanyconnect:connect?host=a%%2Fb')" ]
}

@test "merge: property lists and links" {
    cp "$VALID/mdm-ios/vpn.mobileconfig" base.mobileconfig
    sed 's/<string>gw.example.com</<string>gw2.example.com</' base.mobileconfig >ours.mobileconfig
    acprof set base.mobileconfig --despite-errors 'PayloadContent[1]/VendorConfig/EnableFipsMode=true' \
        'PayloadContent[+]/PayloadType=com.apple.vpn.managed' 'PayloadContent[3]/PayloadUUID=n' \
        >theirs.mobileconfig 2>/dev/null
    acprof delete --write --despite-errors theirs.mobileconfig 'PayloadContent[2]/VendorConfig' 2>/dev/null
    acprof merge base.mobileconfig ours.mobileconfig theirs.mobileconfig >merged.mobileconfig
    sed 's/<string>gw.example.com</<string>gw2.example.com</' theirs.mobileconfig | cmp - merged.mobileconfig
    # both change one value: three lines of marks
    sed 's/<string>gw.example.com</<string>gw3.example.com</' base.mobileconfig >theirs.mobileconfig
    run -1 --separate-stderr acprof merge base.mobileconfig ours.mobileconfig theirs.mobileconfig
    [ "$(diff <(echo "$output") ours.mobileconfig)" = '112d111
< <<<<<<< OURS
114,116d112
< =======
<         <string>gw3.example.com</string>
< >>>>>>> THEIRS' ]
    [[ $stderr == *'ours.mobileconfig:111: RemoteAddress: here it is gw2.example.com, there gw3.example.com'* ]]
    # the one deletes what the other changes
    acprof delete --despite-errors base.mobileconfig 'PayloadContent[2]' >theirs.mobileconfig 2>/dev/null
    run -1 acprof merge base.mobileconfig ours.mobileconfig theirs.mobileconfig
    contains 'there nothing'

    printf '# a\nanyconnect:connect?host=a&name=A\n\nanyconnect:connect?host=b&name=B\nanyconnect:disconnect\n' >b.uri
    sed 's/host=a&name=A/host=a\&name=A\&onsuccess=x/; s/# a/# ours/' b.uri >o.uri
    { sed '/disconnect/d' b.uri; echo 'anyconnect:connect?host=n'; } >t.uri
    [ "$(acprof merge b.uri o.uri t.uri)" = '# ours
anyconnect:connect?host=a&name=A&onsuccess=x

anyconnect:connect?host=b&name=B
anyconnect:connect?host=n' ]
    # a move, and a change of what is moved
    printf 'anyconnect:connect?host=b&name=B\nanyconnect:connect?host=a&name=A\nanyconnect:disconnect\n' >t.uri
    [ "$(acprof merge b.uri o.uri t.uri)" = 'anyconnect:connect?host=b&name=B
# ours
anyconnect:connect?host=a&name=A&onsuccess=x
anyconnect:disconnect' ]
    sed 's/host=a&name=A/host=a\&name=A\&onsuccess=y/' b.uri >t.uri
    run -1 --separate-stderr acprof merge b.uri o.uri t.uri
    [ "$output" = '# ours
<<<<<<< OURS
anyconnect:connect?host=a&name=A&onsuccess=x
=======
anyconnect:connect?host=a&name=A&onsuccess=y
>>>>>>> THEIRS

anyconnect:connect?host=b&name=B
anyconnect:disconnect' ]
}

@test "merge: an entry before all others" {
    echo '{"vpn_connection_host": "h", "vpn_configuration_list": [{"vpn_host": "a"}]}' >b.json
    sed 's/"h"/"i"/' b.json >o.json
    sed 's/\[/[{"vpn_host": "new"}, /' b.json >t.json
    [ "$(acprof merge b.json o.json t.json | jq -c .)" = \
        '{"vpn_connection_host":"i","vpn_configuration_list":[{"vpn_host":"new"},{"vpn_host":"a"}]}' ]
}

@test "merge: mutated files" {
    "$PYTHON" "$SRC/tests/plain_pairs.py" "$VALID" 4711 12
}

@test "get; what has no other form" {
    [ "$(acprof get "$VALID/uri/guide.uri" 'link[5]/name')" = "Example 1" ]
    [ "$(acprof get "$VALID/mdm-ios/vpn.mobileconfig" 'PayloadContent[2]/VPN/RemoteAddress')" = gw.example.com ]
    run -1 acprof convert --to yaml "$VALID/mdm-ios/vpn.mobileconfig"
    contains "is a property list, which no client reads as yaml; '--to json' shows what it holds"
    run -1 acprof convert --to xml "$VALID/uri/guide.uri"
    contains "is a list of links, which no client reads as xml"
    run -1 acprof convert --to yaml "$VALID/mdm-ios/app.json"
    contains "is plain JSON, which no client reads as yaml; it has no other form"
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
