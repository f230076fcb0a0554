#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

# A profile with settings and host entries, as the arguments say: what stands in ClientInitialization
# and in ServerList.
profile() {
    printf '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">\n'
    printf '<ClientInitialization>%s</ClientInitialization>\n<ServerList>%s</ServerList>\n' "$1" "$2"
    printf '</AnyConnectProfile>\n'
}

host() {
    printf '<HostEntry><HostName>%s</HostName><HostAddress>%s</HostAddress>%s</HostEntry>' "$1" "$2" "${3:-}"
}

# The members of the changes that matter here, one change a line.
changes() {
    acprof diff --format json "$@" >changes.json || [ $? = 1 ]
    jq -r '.[] | [.change, .label, .entry // "-", .old // "-", .new // "-", .security] | join("|")' changes.json
}

@test "the same file, another layout, other comments, another format: no difference" {
    for file in "$VALID"/*.xml "$VALID"/*/*.xml; do
        [[ $file == */feedback/* || $file == */nam/* ]] && continue # no schema
        run -0 acprof diff "$file" "$file"
        [ -z "$output" ]
                name=${file##*/} # of some kinds the name decides
        acprof fmt "$file" | sed 's/<!--[^>]*-->//' >"$name"
        run -0 acprof diff "$file" "$name"
        acprof convert --to yaml "$file" >"${name%.xml}.yaml"
        run -0 acprof diff "$file" "${name%.xml}.yaml"
    done
}

@test "a value: what was, what is, where, and what it means" {
    profile '<AutoUpdate>true</AutoUpdate>' "$(host Paris a.example.com)" >a.xml
    profile '<AutoUpdate>false</AutoUpdate>' "$(host Paris a.example.com)" >b.xml
    run -1 acprof diff a.xml b.xml
    contains 'Auto Update: was "true", is now "false".'
    contains 'Weakens security: The value before is the stricter one.'
    contains 'AnyConnectProfile/ClientInitialization/AutoUpdate (a.xml:2, b.xml:2)'
    contains '1 difference, 1 weakens security.'
    run -1 acprof diff b.xml a.xml
    contains 'Strengthens security: The value now is the stricter one.'
}

@test "order: of settings it is none, of entries it is" {
    profile '<AutoUpdate>true</AutoUpdate><LocalLanAccess>true</LocalLanAccess>' \
        "$(host A a)$(host B b)$(host C c)$(host D d)" >a.xml
    profile '<LocalLanAccess>true</LocalLanAccess><AutoUpdate>true</AutoUpdate>' \
        "$(host D d)$(host A a)$(host B b)$(host C c)" >b.xml
    [ "$(changes a.xml b.xml)" = "moved|Server List Entry|D|-|-|neutral" ]
    [ "$(jq -c '.[0] | [.old_place, .new_place]' changes.json)" = '[4,1]' ]
    run -1 acprof diff a.xml b.xml
    contains 'Server List Entry "D": moved from place 4 to place 1.'
}

@test "order: of lists in which it means nothing it is none" {
    lists() {
        profile "<CertificateMatch><KeyUsage>$1</KeyUsage></CertificateMatch><BackupServerList>$2</BackupServerList>" \
            "$(host A a "<LoadBalancingServerList>$2</LoadBalancingServerList>")"
    }
    lists '<MatchKey>CRL_Sign</MatchKey><MatchKey>Key_Agreement</MatchKey>' \
        '<HostAddress>a</HostAddress><HostAddress>b</HostAddress>' >a.xml
    lists '<MatchKey>Key_Agreement</MatchKey><MatchKey>CRL_Sign</MatchKey>' \
        '<HostAddress>b</HostAddress><HostAddress>a</HostAddress>' >b.xml
    run changes a.xml b.xml
    [ "$output" = "moved|Host Address|a|-|-|neutral" ]
    [ "$(jq -r '.[0].path' changes.json)" = 'AnyConnectProfile/ClientInitialization/BackupServerList/HostAddress[2]' ]
}

@test "an entry renamed, moved and changed at once is still the same one" {
    profile '' "$(host A a.example.com '<UserGroup>x</UserGroup>')$(host B b.example.com)" >a.xml
    profile '' "$(host B b.example.com)$(host Z a.example.com '<UserGroup>y</UserGroup>')" >b.xml
    run changes a.xml b.xml
    [ "$output" = "renamed|Server List Entry|Z|A|Z|neutral
moved|Server List Entry|Z|-|-|neutral
changed|User Group|Z|x|y|neutral" ]
}

@test "entries added and removed, with what is in them" {
    profile '' "$(host A a.example.com)" >a.xml
    profile '' "$(host A a.example.com)$(host B b.example.com '<UserGroup>x</UserGroup>')" >b.xml
    run -1 acprof diff a.xml b.xml
    contains 'Server List Entry "B": added.'
    contains '    FQDN or IP Address: "b.example.com".'
    contains '    User Group: "x".'
    contains $'\n1 difference.'
    run -1 acprof diff b.xml a.xml
    contains 'Server List Entry "B": removed.'
}

@test "an absent setting: the client's default is said, and is no difference with --defaults" {
    profile '<AutoUpdate>true</AutoUpdate>' "$(host A a)" >a.xml
    profile '' "$(host A a)" >b.xml
    run -1 acprof diff a.xml b.xml
    contains 'was "true", is not set any more (the client then takes it to be "true").'
    lacks security
    run -0 acprof diff --defaults a.xml b.xml
    run -0 acprof diff --defaults b.xml a.xml
    profile '<AutoUpdate>false</AutoUpdate>' "$(host A a)" >c.xml
    run -1 acprof diff --defaults b.xml c.xml
    contains 'was not set (the client took it to be "true"), is now "false".'
    contains 'Weakens security'
}

@test "defaults the sources disagree on: the more secure reading counts" {
    profile '<WindowsVPNEstablishment>AllowRemoteUsers</WindowsVPNEstablishment>' '' >a.xml
    profile '<WindowsVPNEstablishment>LocalUsersOnly</WindowsVPNEstablishment>' '' >b.xml
    profile '' '' >c.xml
    run -1 acprof diff --defaults a.xml c.xml
    contains Strengthens
    run -0 acprof diff --defaults b.xml c.xml
}

@test "what users may change" {
    profile '<LocalLanAccess UserControllable="false">false</LocalLanAccess>' '' >a.xml
    profile '<LocalLanAccess UserControllable="true">false</LocalLanAccess>' '' >b.xml
    run -1 acprof diff a.xml b.xml
    contains 'Local LAN Access: '
    contains 'Weakens security: Users can now change the setting.'
    profile '<LocalLanAccess>false</LocalLanAccess>' '' >c.xml
    run -0 acprof diff --defaults b.xml c.xml
}

@test "security: numbers, choices, lists of what is trusted" {
    tnd() {
        profile "<AutomaticVPNPolicy>true$1</AutomaticVPNPolicy><AuthenticationTimeout>$2</AuthenticationTimeout>" ''
    }
    tnd '<TrustedDNSDomains>a,b</TrustedDNSDomains><TrustedNetworkPolicy>DoNothing</TrustedNetworkPolicy>' 30 >a.xml
    tnd '<TrustedDNSDomains>b, a ,c</TrustedDNSDomains><TrustedNetworkPolicy>Connect</TrustedNetworkPolicy>' 60 >b.xml
    run changes a.xml b.xml
    contains '|a,b|b, a ,c|weakens'
    contains '|DoNothing|Connect|strengthens'
    contains '|30|60|weakens'
    # A second criterion must be met as well; the only one is what makes a network trusted.
    tnd '<TrustedDNSDomains>a</TrustedDNSDomains>' 30 >a.xml
    tnd '<TrustedDNSDomains>a</TrustedDNSDomains><TrustedDNSServers>192.0.2.1</TrustedDNSServers>' 30 >b.xml
    tnd '' 30 >c.xml
    run changes a.xml b.xml
    contains '|192.0.2.1|strengthens'
    run changes c.xml a.xml
    contains '|a|weakens'
}

@test "security: pins and trusted servers" {
    pins() { profile "<CertificatePinning>true<CertificatePinList>$1</CertificatePinList></CertificatePinning>" ''; }
    pins '<Pin>AA</Pin>' >a.xml
    pins '<Pin>AA</Pin><Pin>BB</Pin>' >b.xml
    pins '' >c.xml
    run -1 acprof diff a.xml b.xml
    contains 'Weakens security: One more public key is accepted.'
    run -1 acprof diff a.xml c.xml
    contains 'Weakens security: There is no pin left in the list'
    run -1 acprof diff c.xml a.xml
    contains 'Strengthens security: There was no pin in the list'
}

@test "security: what lists of the trusted hold; replaced is not fewer" {
    trusted() { profile "<AutomaticVPNPolicy>true<TrustedDNSDomains>$1</TrustedDNSDomains><TrustedHttpsServerList><TrustedHttpsServer><Address>in.example.com</Address><Port>443</Port><CertificateHash>$2</CertificateHash></TrustedHttpsServer></TrustedHttpsServerList></AutomaticVPNPolicy>" ''; }
    trusted a,b AA >a.xml
    trusted a,c BB >b.xml
    run -1 acprof diff a.xml b.xml
    contains 'Weakens security: It lists what was not trusted before.'
    contains 'Weakens security: It is not what was trusted before.'
    mkdir a b
    for name in a b; do
        printf '<AnyConnectLocalPolicy xmlns="http://schemas.xmlsoap.org/encoding/"><UpdatePolicy><AuthorizedServerList>%s</AuthorizedServerList></UpdatePolicy></AnyConnectLocalPolicy>' \
            "$([ $name = b ] && printf '<ServerName>x.example.com</ServerName>')" >$name/AnyConnectLocalPolicy.xml
    done
    run -1 acprof diff a/AnyConnectLocalPolicy.xml b/AnyConnectLocalPolicy.xml
    contains 'Weakens security: One more server is trusted.'
}

@test "security: what users may change comes with a setting and goes with it" {
    profile '' '' >a.xml
    profile '<LocalLanAccess>false</LocalLanAccess>' '' >b.xml
    profile '<LocalLanAccess UserControllable="false">false</LocalLanAccess>' '' >c.xml
    run -1 acprof diff a.xml b.xml
    contains 'Weakens security: Users can now change the setting.'
    run -1 acprof diff b.xml a.xml
    contains 'Strengthens security: Users cannot change the setting any more.'
    run -1 acprof diff a.xml c.xml
    lacks security:
    run -1 acprof diff b.xml c.xml
    contains 'Strengthens security: Users cannot change the setting any more.'
}

@test "security: what is the same to the client is neither, whatever a rule says of it" {
    phone='<MobileHostEntryInfo><ActivateOnImport>true</ActivateOnImport></MobileHostEntryInfo>'
    profile '' "$(host A a "$phone")" >a.xml
    profile '<LocalLanAccess UserControllable="false">false</LocalLanAccess>' "$(host A a "$phone")" >b.xml
    acprof validate --format json b.xml | grep -q ACP1101 # it weakens security, on phones
    run -1 acprof diff a.xml b.xml
    lacks security:
}

@test "security: what a rule objects to in one of the two only" {
    scep() { profile "<CertificateEnrollment><CertificateSCEP><KeySize>$1</KeySize></CertificateSCEP></CertificateEnrollment>" ''; }
    scep 2048 >a.xml
    scep 1024 >b.xml
    run -1 acprof diff a.xml b.xml
    contains 'Weakens security: The rules object now: '
    contains '(ACP1263).'
    run -1 acprof diff b.xml a.xml
    contains 'Strengthens security: The rules objected before: '
}

@test "--security: the rest is left out" {
    profile '<AutoUpdate>true</AutoUpdate>' "$(host A a)" >a.xml
    profile '<AutoUpdate>false</AutoUpdate>' "$(host A b)" >b.xml
    run changes --security a.xml b.xml
    [ "${#lines[@]}" = 1 ]
    contains 'Auto Update'
    profile '<AutoUpdate>true</AutoUpdate>' "$(host A b)" >c.xml
    run -0 acprof diff --security a.xml c.xml
}

@test "another root, elements nobody knows, plain JSON" {
    profile '<AutoUpdate>true</AutoUpdate><Odd>1</Odd>' '' >a.xml
    profile '<AutoUpdate>true</AutoUpdate><Odd>2</Odd><Even/>' '' >b.xml
    run changes a.xml b.xml
    contains 'changed|Odd|-|1|2|neutral'
    contains 'added|Even|-|-|-|neutral'
    mkdir a b
    printf '{"organizationId":"1","fingerprint":"a","userId":"2"}' >a/OrgInfo.json
    printf '{"organizationId":"1","fingerprint":"b","userId":"2"}' >b/OrgInfo.json
    run -1 acprof diff a/OrgInfo.json b/OrgInfo.json
    contains 'was "a", is now "b"'
    run -1 acprof diff --format json-patch a/OrgInfo.json b/OrgInfo.json
    [ "$(jq -c . <<<"$output")" = '[{"op":"replace","path":"/fingerprint","value":"b"}]' ]
}

@test "the HTML page is one, and nothing in the files is markup in it" {
    profile '<AutoUpdate>true</AutoUpdate>' "$(host A a)" >a.xml
    profile '<AutoUpdate>false</AutoUpdate>' "$(host '&lt;b&gt;"&amp;' a)" >b.xml
    run -1 acprof diff --format html a.xml b.xml
    contains '&lt;b&gt;&quot;&amp;'
    lacks '<b>"'
    lacks 'http'
    lacks '<script'
    printf '%s' "$output" | xmllint --html --noout - 2>&1 | grep -v 'Tag main invalid' | grep error && false
    true
}

@test "a patch, applied by another program, gives the second document" {
    run -0 "$PYTHON" "$SRC/tests/pairs.py" patch "$ACPROF" 250 . "$VALID"/*.xml "$VALID"/*/*.xml
    [ "$output" = "250 pairs" ]
}

@test "usage: files, kinds, options that exclude each other" {
    profile '' '' >a.xml
    run -2 acprof diff a.xml
    contains 'two files are needed'
    run -2 acprof diff - -
    contains 'only once'
    run -2 acprof diff --format json-patch --security a.xml a.xml
    contains 'leave out --defaults and --security'
    run -2 acprof diff "$VALID/ssl.xml" "$VALID/local-policy/AnyConnectLocalPolicy.xml"
    contains 'of different kinds'
    run -3 acprof diff a.xml missing.xml
    run -1 acprof diff a.xml "$INVALID/truncated.xml"
    contains 'ACP001'
    acprof diff "$VALID/ssl.xml" - < <(cat "$VALID/ssl.xml")
}

@test "values cannot steer the terminal" {
    profile '<AutoUpdate>true</AutoUpdate>' "$(host A a)" >a.xml
    profile '<AutoUpdate>true</AutoUpdate>' "$(host $'A\xc2\x9b31m' a)" >b.xml
    run -1 acprof diff a.xml b.xml
    contains 'A\u009B31m'
}
