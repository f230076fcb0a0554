#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets output
# What the profiles of testdata/wild are told. tests/rules/wild holds rules and places; here are the
# words an administrator acts on, and what formatting and conversion make of such files.
load common

WILD=$SRC/testdata/wild

# Detail and remedy of the findings of one rule, one line each: DETAIL | REMEDY.
said() {
    acprof validate --format json --rule "$1" "$2" | jq -r '.[] | .detail + " | " + .remedy'
}

@test "1: white space is named as what the client takes off; fmt mends it" {
    run -0 said ACP0120 "$WILD/01-white-space.xml"
    contains "around the value of <RSASecurIDIntegration>. The client takes it off"
    contains "<RetainVpnOnLogoff>"
    acprof fmt "$WILD/01-white-space.xml" >a.xml
    run -0 acprof validate --strict a.xml
    [ -z "$output" ]
}

@test "2, 11: local policy settings are sent to their file" {
    run -0 said ACP1002 "$WILD/02-local-policy-settings.xml"
    for name in StrictCertificateTrust BypassDownloader RestrictPreferenceCaching \
        RestrictTunnelProtocols; do
        contains "<$name> belongs in AnyConnectLocalPolicy.xml"
    done
    run -0 said ACP0124 "$WILD/11/AnyConnectLocalPolicy.xml"
    contains "<RestrictTunnelProtocols> is \"IPSec\"; allowed: true or false."
}

@test "3: several ServerList: what to do" {
    run -0 said ACP0104 "$WILD/03-several-server-lists.xml"
    contains "<ServerList> is allowed once in <AnyConnectProfile>"
    contains "move all HostEntry elements, in order, into the first ServerList"
}

@test "4: a sibling is told its parent" {
    run -0 said ACP0094 "$WILD/04-siblings.xml"
    contains "<AutoReconnectBehavior> does nothing in <ClientInitialization>; it belongs inside <AutoReconnect>."
    contains "it belongs inside <PPPExclusion>."
    contains "it belongs inside <EnableAutomaticServerSelection>."
    contains "| move it into <AutoReconnect>"
}

@test "5: the namespace to write" {
    run -0 said ACP0050 "$WILD/05-no-namespace.xml"
    contains 'xmlns="http://schemas.xmlsoap.org/encoding/"'
    run -0 said ACP0051 "$WILD/05-wrong-namespace.xml"
    contains "| write the namespace exactly as http://schemas.xmlsoap.org/encoding/"
    run -0 said ACP0061 "$WILD/05-schema-location.xml"
    contains "| write xsi:schemaLocation"
}

@test "7: port and path of an address survive every conversion" {
    addresses() { xmllint --xpath "//*[local-name()='HostAddress']/text()" "$1"; }
    for file in "$WILD"/07-addresses.xml "$VALID"/ssl.xml; do
        addresses "$file" >wanted
        for way in json yaml; do
            acprof convert --to "$way" "$file" >"a.$way"
            acprof convert --to xml "a.$way" >a.xml
            addresses a.xml | cmp - wanted
        done
        acprof fmt "$file" >a.xml
        addresses a.xml | cmp - wanted
    done
    acprof convert --to json "$WILD/07-addresses.xml" >a.json
    for address in gw.example.com:8443 https://gw.example.com:10000/group; do
        grep -qF "\"$address\"" a.json
    done
}

@test "1 to 14: around the circle nothing changes, whatever is wrong with the file" {
    for file in "$WILD"/0[1-79]*.xml "$WILD"/08-utf8-bom.xml "$WILD"/08-crlf.xml \
        "$WILD"/08-tabs.xml "$WILD"/1[0134]*.xml; do
        acprof convert --to json "$file" >a.json
        acprof convert --to yaml a.json >a.yaml
        acprof convert --to xml a.yaml >b.xml
        acprof convert --to json b.xml | cmp - a.json
        acprof fmt "$file" >a.xml
        acprof fmt b.xml | cmp - a.xml
    done
}

@test "9: the likely element" {
    run -0 said ACP0091 "$WILD/09-names.xml"
    contains "does not know <ServerName> in <HostEntry>; <HostName> is what it knows. | write <HostName>"
    run -0 said ACP0092 "$WILD/09-names.xml"
    contains "| write <CertificateStoreOverride>"
    contains "| write <RSASecurIDIntegration>"
    run -0 said ACP0093 "$WILD/09-names.xml"
    contains "| write <WindowsVPNEstablishment>"
    contains "| write <RetainVpnOnLogoff>"
    contains "| write <AutomaticVPNPolicy>"
    run -0 said ACP0090 "$WILD/09-names.xml"
    contains "<AuthenticationMethods> is not known in <HostEntry> or anywhere else"
}

@test "10: the value to write, the range, the number without its unit" {
    run -0 said ACP0121 "$WILD/10-values.xml"
    contains "| write true"
    contains "| write SSL"
    contains "| write IPsec"
    run -0 said ACP0131 "$WILD/10-values.xml"
    contains "| write 30"
    write_profile a.xml Telnet
    run -0 said ACP0123 a.xml
    contains "<PrimaryProtocol> is \"Telnet\"; allowed: SSL or IPsec."
    write_profile a.xml IPsek
    run -0 said ACP0123 a.xml
    contains "write SSL or IPsec; nearest is IPsec"
}

@test "12: where the profile starts in a script" {
    run -0 said ACP0035 "$WILD/12-here-document.sh"
    contains "at byte $(grep -abo '<AnyConnectProfile' "$WILD/12-here-document.sh" | head -n 1 | cut -d: -f1) of the text"
}

@test "13: the placeholder itself is named" {
    run -0 said ACP0070 "$WILD/13-placeholders.xml"
    # shellcheck disable=SC2016 # that is what the profile says
    contains '${VPN_HOST}'
    contains "{{ "
    run -0 said ACP0071 "$WILD/13-placeholders.xml"
    contains "%USER%"
}

@test "15: what the file really is" {
    run -0 said ACP0033 "$WILD/15-schema-named-profile.xml"
    contains "This is an XML Schema"
    run -0 said ACP0034 "$WILD/15/AnyConnectProfile.xsd"
    contains "| rename it to *.xml"
}

@test "a setting of another kind of document is sent there" {
    write_profile a.xml SSL
    sed -i 's|<ServerList>|<ClientInitialization><BlockUntrustedServers>true</BlockUntrustedServers></ClientInitialization><ServerList>|' a.xml
    run -0 said ACP0095 a.xml
    contains "<BlockUntrustedServers> belongs in preferences.xml"
}
