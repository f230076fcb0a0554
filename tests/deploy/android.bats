#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate android: valid by the schema, with the profile in it, and the text of every field as
# it is in the profile.
# shellcheck disable=SC2154 # stderr is set by run
load common
load managed

json=out/android/managed-configuration.json

@test "the profile is in it, plain and in Base64, and nothing is found wrong" {
    new certificate corp.xml address=vpn.example.com "issuer=Example Issuing CA"
    for embed in plain base64; do
        generate android -D embed=$embed corp.xml
        manifest_is_true
        schema_holds $json
        embedded $json >extracted.xml
        cmp corp.xml extracted.xml
        acprof validate --platform android --fail-on warning $json
    done
    jq -e '.vpn_connection_profile | test("^[A-Za-z0-9+/]+=*$")' $json
}

@test "every key there is can be given" {
    two_entries two.xml
    acprof set --write two.xml 'HostEntry[1]/PrimaryProtocol=IPsec' \
        'HostEntry[1]/PrimaryProtocol/StandardAuthenticationOnly=true' \
        'HostEntry[1]/PrimaryProtocol/StandardAuthenticationOnly/AuthMethodDuringIKENegotiation=EAP-MD5' \
        'HostEntry[1]/PrimaryProtocol/StandardAuthenticationOnly/IKEIdentity=office'
    all_keys+=(-D certificate-alias=c -D device-id=d -D umbrella-token=t)
    generate android "${all_keys[@]}" -D allowed-apps=com.example.mail,com.example.files two.xml
    cp $json one.json
    schema_holds one.json
    acprof validate --platform android one.json
    generate android "${all_keys[@]}" -D disallowed-apps=com.example.video two.xml
    schema_holds $json
    jq -es '[.[] | keys[]] | unique' one.json $json >there
    acprof schema mdm-android | jq '.properties | keys' | cmp - there
    jq -es '[.[].vpn_configuration_list[] | keys[]] | unique' one.json $json >there
    acprof schema mdm-android | jq '.definitions.vpn_configuration.properties | keys' | cmp - there
    # truths are no texts
    jq -e '[.[] | select(. == "true" or . == "false")] == []' one.json
}

@test "connections: name, address with group, protocol and authentication of each entry" {
    two_entries two.xml
    generate android -D connections=all two.xml
    jq -e 'del(.vpn_connection_profile, .vpn_setting_strict_mode) == {
        "vpn_connection_name": "Head office", "vpn_connection_host": "gw.example.com:8443/staff",
        "vpn_connection_protocol": "SSL", "vpn_connection_set_active": false,
        "vpn_configuration_list": [{
            "vpn_name": "Branch", "vpn_host": "branch.example.com", "vpn_protocol": "IPsec",
            "vpn_ipsec_auth_mode": "EAP-MSCHAPv2", "vpn_ipsec_ike_identity": "phones",
            "vpn_set_active": true}]}' $json
    generate android two.xml
    jq -e '.vpn_connection_set_active == false and (has("vpn_configuration_list") | not)' $json
    generate android -D connections=none two.xml
    jq -e 'keys == ["vpn_connection_profile", "vpn_setting_strict_mode"]' $json
    # the client's own method; a method phones are not told of
    acprof set --write two.xml 'HostEntry[2]/PrimaryProtocol/StandardAuthenticationOnly=false'
    generate android -D connections=all two.xml
    jq -e '.vpn_configuration_list[0] | .vpn_ipsec_auth_mode == "EAP-AnyConnect" and
        (has("vpn_ipsec_ike_identity") | not)' $json
    acprof set --write two.xml 'HostEntry[2]/PrimaryProtocol/StandardAuthenticationOnly=true' \
        'HostEntry[2]/PrimaryProtocol/StandardAuthenticationOnly/AuthMethodDuringIKENegotiation=IKE-RSA'
    generate android -D connections=all two.xml
    jq -e '.vpn_configuration_list[0].vpn_ipsec_auth_mode == "IKE RSA"' $json
    acprof set --write two.xml \
        'HostEntry[2]/PrimaryProtocol/StandardAuthenticationOnly/AuthMethodDuringIKENegotiation=IKE-ECDSA'
    run -0 generate android -D connections=all two.xml
    contains "the entry is left out"
    jq -e 'has("vpn_configuration_list") | not' $json
}

@test "apps for the entries of the profile alone" {
    two_entries two.xml
    generate android -D connections=none -D apps-for-profile=true \
        -D allowed-apps=com.example.mail,com.example.files two.xml
    schema_holds $json
    jq -e 'del(.vpn_connection_profile) == {
        "vpn_connection_allowed_apps": "com.example.mail,com.example.files",
        "vpn_setting_apply_perapp_to_profile": true, "vpn_setting_strict_mode": true}' $json
    jq -e '[.notes[] | select(contains("ACP"))] == []' out/manifest.json
    for definition in allowed-apps=com.example.mail certificate-alias=c yubikey-slot=9a \
        allow-bypass=true; do
        run -1 generate android -D connections=none -D $definition two.xml
        contains "-D ${definition%=*} is about connections"
        [ ! -e out ]
    done
}

@test "without the profile, all that is lost is named" {
    two_entries two.xml
    run -0 --separate-stderr generate android -D embed=none two.xml
    schema_holds $json
    jq -e 'has("vpn_connection_profile") | not' $json
    echo "$stderr" | grep -q 'HostEntry\[.*Head office.*\]/BackupServerList: the profile is not in'
    echo "$stderr" | grep -q 'HostEntry\[.*Branch.*\]: neither is the profile'
    jq -e '.ignored | length >= 2' out/manifest.json
    run -0 --separate-stderr generate android -D embed=none -D connections=all two.xml
    [[ "$stderr" != *"neither is"* ]]
    echo "$stderr" | grep -q 'Branch.*/MobileHostEntryInfo: the profile is not in'
    run -1 generate android -D embed=none -D connections=none two.xml
    contains ACP8080
    [ ! -e out ]
}

@test "hostile texts, in the profile and in every option that takes any" {
    hostile vpn h.xml android
    text=$(printf '%s' $'"\'`id`$HOME &<>]]>;|\\{}#!?*~^@%1 é漢😀‘’“\u202e\u200f end')
    generate android -D connections=all -D certificate-alias="$text" -D device-id="$text" \
        -D umbrella-org=1 -D umbrella-token="$text" h.xml
    schema_holds $json
    embedded $json | cmp h.xml -
    jq -e --arg text "$text" '[.vpn_connection_keychain_cert_alias, .vpn_connection_device_id,
        .umbrella_reg_token, .vpn_configuration_list[].vpn_keychain_cert_alias] |
        unique == [$text]' $json
    # names and groups come from the profile
    "$PYTHON" - h.xml.json $json <<'PY'
import json, sys
placed, made = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
names = [made["vpn_connection_name"]] + [e["vpn_name"] for e in made.get("vpn_configuration_list", [])]
wanted = [text.strip() for path, text in placed.items() if path.endswith("/HostName")]
assert wanted and sorted(names) == sorted(wanted), (names, wanted)
hosts = [made["vpn_connection_host"]] + [e["vpn_host"] for e in made.get("vpn_configuration_list", [])]
for path, text in placed.items():
    if path.endswith("/UserGroup"):
        assert any(host.endswith("/" + text.strip()) for host in hosts), (text, hosts)
PY
}

@test "a profile in another encoding goes in as Base64 only, one in JSON or YAML as XML" {
    new ssl corp.xml address=vpn.example.com
    sed 's/UTF-8/UTF-16/' corp.xml | iconv -t UTF-16 >wide.xml
    run -1 generate android wide.xml
    contains "use -D embed=base64"
    generate android -D embed=base64 wide.xml
    embedded $json | cmp wide.xml -
    for format in json yaml; do
        acprof convert --to $format corp.xml >corp.$format
        acprof convert --to xml corp.$format >again.xml
        generate android corp.$format
        embedded $json | cmp again.xml -
    done
}

@test "what the configuration cannot be is refused, what is weak is noted" {
    new ssl corp.xml address=vpn.example.com
    run -1 generate android -D umbrella-token=t corp.xml
    contains ACP8100
    [ ! -e out ]
    run -2 generate android -D allowed-apps=mail corp.xml
    contains "names of Android packages"
    run -2 generate android -D yubikey-slot=9b corp.xml
    run -2 generate android -D admin-email=nobody corp.xml
    run -1 generate android corp.xml corp.xml
    generate android -D strict-trust=false -D apps-for-profile=true corp.xml
    jq -e '.notes | any(contains("ACP8075")) and any(contains("ACP8092"))' out/manifest.json
    # settings of other platforms are named
    new ios-on-demand d.xml address=vpn.example.com domains=corp.example.com
    run -0 generate android d.xml
    contains "ConnectOnDemand: it has an effect on ios only"
    run -1 generate android --fail-on info d.xml
}

@test "docs/deploy-phones.md: its commands" {
    mkdir bin
    ln -s "$ACPROF" bin/acprof
    PATH=$PWD/bin:$PATH run -0 "$DEPLOY/page.py" "$SRC/docs/deploy-phones.md" 10
    jq -e '.vpn_connection_keychain_cert_alias == "corp"' mdm/android/managed-configuration.json
}
