#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate chromeos: Chromebooks run the client for Android, and take the same keys.
load common
load managed

json=out/chromeos/managed-configuration.json

@test "the profile is in it, plain and in Base64, and nothing is found wrong" {
    new ssl corp.xml address=vpn.example.com
    for embed in plain base64; do
        generate chromeos -D embed=$embed corp.xml
        manifest_is_true
        schema_holds $json mdm-chrome
        embedded $json | cmp corp.xml -
        acprof validate --platform chromeos --fail-on warning $json
    done
    acprof validate --format json $json | jq -e 'length > 0 and all(.kind == "mdm-chrome")'
    jq -e '.platforms == ["android", "chromeos"]' out/manifest.json
}

@test "it is what phones get" {
    two_entries two.xml
    options=("${all_keys[@]}" -D certificate-alias=c -D device-id=d -D umbrella-token=t)
    generate chromeos "${options[@]}" two.xml
    cp $json chrome.json
    generate android "${options[@]}" two.xml
    cmp chrome.json out/android/managed-configuration.json
}

@test "hostile texts arrive as they are" {
    hostile vpn h.xml chromeos
    text=$'"\'`id`$HOME &<>\\{}%1 é漢😀’\u202e end'
    generate chromeos -D embed=base64 -D certificate-alias="$text" h.xml
    schema_holds $json mdm-chrome
    embedded $json | cmp h.xml -
    jq -e --arg text "$text" '.vpn_connection_keychain_cert_alias == $text' $json
}
