#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate uri: the links are read back, by acprof and by others; the codes by zbarimg, from a
# picture that a browser made of the page.
# shellcheck disable=SC2154 # stderr is set by run
load common
load managed

links() {
    "$PYTHON" "$DEPLOY/links.py" "$@"
}

# picture FILE WIDTH HEIGHT: the page as a browser shows it.
picture() {
    local profile=$PWD/browser
    chromium --headless --no-sandbox --disable-gpu --user-data-dir="$profile" --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
        --window-size="$2,$3" "${@:4}" --screenshot="$PWD/page.png" "file://$PWD/$1" >browser.log 2>&1
    rm -rf "$profile"
}

# parsed FILE PLATFORM: its links as JSON, without a finding.
parsed() {
    run -0 --separate-stderr acprof uri parse --format json --platform "$2" <"$1"
    [ -z "$stderr" ]
    printf '%s\n' "$output"
}

@test "create and connect for each entry, read back as it is in the profile" {
    two_entries two.xml
    generate uri two.xml
    manifest_is_true
    parsed out/android.uri android >android.json
    jq -e '. == [
        {"action": "import", "type": "profile", "uri": "file://sdcard/two.xml"},
        {"action": "create", "name": "Head office", "host": "gw.example.com:8443/staff", "protocol": "SSL"},
        {"action": "connect", "name": "Head office", "host": "gw.example.com:8443/staff"},
        {"action": "create", "name": "Branch", "host": "branch.example.com", "protocol": "IPsec",
         "authentication": "EAP-MSCHAPv2", "ike-identity": "phones"},
        {"action": "connect", "name": "Branch", "host": "branch.example.com"},
        {"action": "disconnect"}]' android.json
    # iOS has no storage to import from
    parsed out/ios.uri ios >ios.json
    jq -e --slurpfile android android.json '. == $android[0][1:]' ios.json
    cmp two.xml out/profile/two.xml
    for platform in ios android; do
        acprof validate --fail-on info --platform $platform out/$platform.uri
    done
    grep -qx '# Connect: Branch' out/ios.uri
}

@test "imports: the profile, the certificate, the language of each gateway" {
    two_entries two.xml
    generate uri -D profile-url='https://www.example.com/a%20b&c.xml?d=e' \
        -D certificate-url=https://www.example.com/phone.p12 -D language=fr-ca two.xml
    for platform in ios android; do
        parsed out/$platform.uri $platform |
            jq -e '[.[] | select(.action == "import") | del(.action)] == [
                {"type": "profile", "uri": "https://www.example.com/a%20b&c.xml?d=e"},
                {"type": "pkcs12", "uri": "https://www.example.com/phone.p12"},
                {"type": "localization", "lang": "fr-ca", "host": "gw.example.com"},
                {"type": "localization", "lang": "fr-ca", "host": "branch.example.com"}]'
    done
    run -1 generate uri -D certificate-url=https://www.example.com/phone.cer two.xml
    contains ACP8052
    run -1 generate uri -D language=french two.xml
    contains ACP8054
    run -2 generate uri -D profile-url=phones.xml two.xml
    [ ! -e out ]
}

@test "the certificate, on demand and roaming: each system gets what it knows" {
    new ios-on-demand d.xml address=vpn.example.com domains=corp.example.com never=www.corp.example.com
    acprof set --write d.xml NetworkRoaming=false
    run -0 --separate-stderr generate uri d.xml
    echo "$stderr" | grep -q 'ConnectOnDemand: a link turns this on only with'
    parsed out/ios.uri ios | jq -e '.[0].netroam == "false" and (.[0] | has("useondemand") | not)'
    run -0 --separate-stderr generate uri -D certificate="phone 1" -D certificate-alias=corp d.xml
    [[ "$stderr" != *ConnectOnDemand* ]]
    parsed out/ios.uri ios | jq -e '.[0] == {"action": "create", "name": "vpn.example.com",
        "host": "vpn.example.com", "netroam": "false", "usecert": "true", "certcommonname": "phone 1",
        "useondemand": "true", "domainlistnever": "www.corp.example.com",
        "domainlistifneeded": "corp.example.com", "protocol": "SSL"}'
    parsed out/android.uri android | jq -e '.[1] == {"action": "create", "name": "vpn.example.com",
        "host": "vpn.example.com", "keychainalias": "corp", "usecert": "true",
        "certcommonname": "phone 1", "protocol": "SSL"}'
    acprof set --write d.xml CertificatePolicy=None ConnectOnDemand=false
    generate uri -D certificate=phone -D certificate-alias=corp d.xml
    parsed out/android.uri android | jq -e '.[1] | .usecert == "false" and
        (has("certcommonname") or has("keychainalias") | not)'
}

@test "on demand: the names of an entry are in its own link only" {
    mobile=MobileHostEntryInfo
    new ios-on-demand d.xml address=vpn.example.com domains=corp.example.com
    acprof set --write d.xml 'ServerList/HostEntry[HostName="Lab"]/HostAddress=lab.example.com' \
        "HostEntry[HostName=\"Lab\"]/$mobile/CertificatePolicy=Auto" \
        "HostEntry[HostName=\"Lab\"]/$mobile/ConnectOnDemand=true" \
        "HostEntry[HostName=\"Lab\"]/$mobile/ConnectIfNeededDomainList/OnDemandDNSMatch[+]=.lab.example.net" \
        "HostEntry[HostName=\"Lab\"]/$mobile/NeverConnectDomainList/OnDemandDNSMatch[+]=www.example.net"
    generate uri -D certificate=phone d.xml
    parsed out/ios.uri ios | jq -e '[.[] | select(.action == "create") |
        [.domainlistnever, .domainlistifneeded]] ==
        [[null, "corp.example.com"], ["www.example.net", ".lab.example.net"]]'
}

@test "hostile texts arrive as they are, in the links, the page and the codes" {
    hostile vpn h.xml ios
    text=$'"\'`id`$HOME &<>]]>;|\\{}#!?*~^@%1 é漢😀’\u202e\u200f end'
    generate uri -D certificate="$text" -D certificate-alias="$text" -D username="$text" -D group="$text" h.xml
    for platform in ios android; do
        acprof uri parse --format json <out/$platform.uri >$platform.json 2>/dev/null
        jq -e --arg text "$text" '[.[] | select(.action == "connect") | .prefill_username,
            .prefill_group_list] | length > 1 and unique == [$text]' $platform.json
        jq -r '.[] | select(.action == "create") | .name' $platform.json >names
        jq -r 'to_entries[] | select(.key | endswith("/HostName")) | .value' h.xml.json | diff - names
        grep -v '^#' out/$platform.uri | run ! grep '[^A-Za-z0-9:?&=%._~,-]'
        # another reader finds the same in them
        grep -v '^#' out/$platform.uri | grep -v disconnect | xargs -d '\n' "$PYTHON" "$DEPLOY/links.py" decoded >decoded.json
        jq -se --slurpfile own $platform.json --arg text "$text" '
            [.[] | .name // empty] == [$own[0][] | .name // empty] and
            ([.[] | .prefill_username // empty] | unique == [$text])' decoded.json
    done
    links page out/index.html >page.links
    grep -hv '^#' out/ios.uri out/android.uri | sort -u | diff - <(sort -u page.links)
    links names out/index.html h.xml.json
    picture out/index.html 1200 9000
    zbarimg -q --raw page.png 2>/dev/null | sort -u | diff - <(sort -u page.links)
}

@test "page: codes are read in light, dark and on a phone; a link too long for a code has none" {
    two_entries two.xml
    generate uri -D profile-url=https://www.example.com/two.xml two.xml
    links page out/index.html | sort -u >want
    [ "$(wc -l <want)" = 6 ]
    for look in 1000,2600 360,5000 1000,2600,--blink-settings=preferredColorScheme=0; do
        IFS=, read -r width height option <<<"$look"
        picture out/index.html "$width" "$height" ${option:+"$option"}
        zbarimg -q --raw page.png 2>/dev/null | sort -u | diff - want
    done
    long=https://www.example.com/$(head -c 3000 /dev/zero | tr '\0' a)
    generate uri -D profile-url="$long/%" two.xml
    links page out/index.html >/dev/null
    grep -q "too long for a QR code" out/index.html
}

@test "two entries of one name are refused, as links find connections by names" {
    two_entries two.xml
    sed 's/Branch/Head office/' two.xml >same.xml
    run -1 generate uri same.xml
    contains 'two entries are called "Head office"'
    [ ! -e out ]
    # a method that links do not have
    acprof set --write two.xml \
        'HostEntry[2]/PrimaryProtocol/StandardAuthenticationOnly/AuthMethodDuringIKENegotiation=IKE-ECDSA'
    run -0 generate uri two.xml
    contains "the entry is left out"
    run ! grep -q Branch out/ios.uri
    # names longer than a list shows are noted
    acprof set --write two.xml 'HostEntry[1]/HostName=A gateway with a very long name'
    generate uri two.xml
    jq -e '.notes | any(contains("ACP8022"))' out/manifest.json
}
