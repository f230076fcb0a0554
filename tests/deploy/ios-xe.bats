#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate ios-xe: what it makes agrees with the profiles, and is what the document prints.
load common

HEADEND=$SRC/testdata/headend
SITE=(-D pool=192.168.10.0/24 -D "split-include=10.0.0.0/8" -D dns=10.0.0.53)

# crosscheck of the configurations in out with the files finds nothing that was not found without.
agrees() {
    local headends=() file
    for file in out/*.cfg; do headends+=(--ios-xe "$file"); done
    [ -e "$file" ] || return
    acprof validate --together --format json "$@" | jq -r '.[].rule' | sort -u >without
    acprof crosscheck --format json "${headends[@]}" "$@" >crosscheck.json || true
    jq -e '.agreements | length > 10 and all(.agrees)' crosscheck.json >/dev/null || {
        jq '.agreements[] | select(.agrees | not)' crosscheck.json >&2
        return 1
    }
    jq -r '.findings[].rule' crosscheck.json | sort -u | comm -13 without - >new
    [ ! -s new ] || { jq '.findings[] | .rule + " " + .file + ": " + .detail' crosscheck.json | grep -f new >&2; return 1; }
}

# An entry with a method, and perhaps an identity.
entry() { # METHOD [IDENTITY]
    new ikev2-ios-xe users.xml address=vpn.example.com
    acprof set --write users.xml AuthMethodDuringIKENegotiation="$1" ${2:+IKEIdentity="$2"}
}

@test "the starter, with FIPS mode, and with the way to the Internet" {
    new ikev2-ios-xe users.xml address=vpn.example.com
    new fips AnyConnectLocalPolicy.xml
    generate ios-xe "${SITE[@]}" users.xml AnyConnectLocalPolicy.xml
    manifest_is_true
    agrees users.xml AnyConnectLocalPolicy.xml
    cmp users.xml out/bootflash/users.xml
    generate ios-xe -D pool=192.168.10.16/28 -D nat-interface=GigabitEthernet1 users.xml
    acprof crosscheck --format json --ios-xe out/vpn.example.com.cfg users.xml >crosscheck.json
    # Everything through the tunnel is what was asked for, and said.
    [ "$(jq -r '.findings[].rule | select(. >= "ACP9")' crosscheck.json)" = ACP9530 ]
    grep -qx " permit ip 192.168.10.16 0.0.0.15 any" out/vpn.example.com.cfg
    grep -qx "ip local pool ACPOOL 192.168.10.17 192.168.10.30" out/vpn.example.com.cfg
    run -1 generate ios-xe -D nat-interface=GigabitEthernet1 users.xml
    contains "-D pool="
}

@test "every method of authentication" {
    for method in EAP-AnyConnect EAP-MD5 EAP-MSCHAPv2 EAP-GTC IKE-RSA IKE-ECDSA; do
        entry $method
        generate ios-xe "${SITE[@]}" users.xml
        agrees users.xml
        entry $method 'branch-7'
        generate ios-xe "${SITE[@]}" users.xml
        agrees users.xml
    done
    entry EAP-MSCHAPv2
    run -1 generate ios-xe -D aaa=local users.xml
    contains "aaa cannot be local"
}

@test "entries of all kinds, two identities on one router" {
    cp "$SRC/testdata/deploy/entries.xml" .
    generate ios-xe "${SITE[@]}" entries.xml
    manifest_is_true
    acprof generate asa --output asa -D pool=192.168.10.0/24 -D pool6=2001:db8:10::1/64 \
        -D split-include=10.0.0.0/8 -D dns=10.0.0.53 entries.xml
    # Those for ASAs lead to what is made for them.
    headends=(--ios-xe out/router.example.com.cfg)
    for file in asa/*.cfg; do headends+=(--asa "$file"); done
    acprof crosscheck --format json "${headends[@]}" entries.xml >crosscheck.json
    jq -e '.agreements | length > 100 and all(.agrees)' crosscheck.json
    [ "$(jq -r '.findings[].rule | select(. >= "ACP9")' crosscheck.json)" = "" ]
    run -0 cat out/router.example.com.cfg
    contains " match identity remote key-id branch"
    contains $'\ninterface Virtual-Template101 type tunnel\n'
    jq -e '.ignored | any(.setting == "AnyConnectProfile/ServerList/HostEntry[HostName=\"Staff\"]" and
        (.why | startswith("it leads to no IOS-XE router")))' out/manifest.json
    run -0 jq -r '.notes[]' out/manifest.json
    contains "spare.example.com is among the backup servers of entries for ASAs, too"
}

@test "routers known by an address; profiles that get into each other's way" {
    # Clients have IPv4 addresses, whatever their packets travel in.
    local -A mode=([192.0.2.7]="ipv4" [2001:db8::7]="ipv6 v4-overlay")
    for address in "${!mode[@]}"; do
        new ikev2-ios-xe users.xml address=vpn.example.com
        acprof set --write users.xml HostEntry/HostAddress="$address"
        generate ios-xe "${SITE[@]}" users.xml
        agrees users.xml
        run -0 cat out/*.cfg
        contains $'\ncrypto pki trustpoint IKEv2-TP\n ip-address '"$address"$'\n'
        contains $'\n tunnel mode ipsec '"${mode[$address]}"$'\n'
    done
    new ikev2-ios-xe users.xml address=vpn.example.com
    new ikev2-ios-xe others.xml address=vpn.example.com name=Others
    generate ios-xe "${SITE[@]}" users.xml others.xml
    run -0 jq -r '.notes[]' out/manifest.json
    contains "others.xml is not offered to clients of entry Others"
    cp users.xml 'a b.xml'
    cp others.xml a_b.xml
    run -1 generate ios-xe a?b.xml
    contains "a b.xml and a_b.xml would both be the profile a_b on the router"
    [ ! -e out ]
}

@test "files without such an entry are refused" {
    new ssl users.xml address=vpn.example.com
    run -1 generate ios-xe users.xml
    contains "no entry of these files is for an IOS-XE router"
    [ ! -e out ]
}

@test "004: FlexVPN, line for line" {
    generate ios-xe -D pool=192.168.10.5-192.168.10.10/24 -D pool-name=ACP00L -D aaa=local -D dns=10.0.1.1 \
        -D dh-groups=14 -D split-include=10.0.0.0/8 -D nat-interface=GigabitEthernet1 "$HEADEND"/flexvpn/acvpn.xml
    "$DEPLOY/reproduce.py" out/vpn.example.com.cfg "$HEADEND/flexvpn.ios-xe" <<'END'
# Users, and the password of a file.
- username test password cisco123
- Router(config)# crypto pki import IKEv2-TP pkcs12 bootflash:IKEv2-TP.p12 password cisco123
# What the import makes, with the name from the profile.
+ crypto pki trustpoint IKEv2-TP
+ fqdn vpn.example.com
END
    acprof crosscheck --format json --ios-xe out/vpn.example.com.cfg "$HEADEND"/flexvpn/acvpn.xml >crosscheck.json
    jq -e '.agreements | all(.agrees)' crosscheck.json
    # The document says so itself (004:L66-72).
    [ "$(jq -r '.findings[].rule | select(. >= "ACP9")' crosscheck.json)" = ACP9524 ]
}

@test "texts that mean something to the command line do not get there" {
    while IFS= read -r text; do
        entry EAP-MSCHAPv2
        acprof set --write users.xml IKEIdentity="$text" 2>/dev/null || continue
        if generate ios-xe "${SITE[@]}" users.xml 2>message; then
            agrees users.xml
            [ "$(grep -c '^crypto ikev2 profile ' out/*.cfg)" = 1 ]
            [ "$(grep -c 'match identity' out/*.cfg)" = 1 ]
        else
            grep -q "cannot be written in an IOS-XE configuration" message
            [ ! -e out ]
        fi
    done <<'END'
st`id`aff
$HOME
*$AnyConnectClient$*
a"b
"staff"
a?b
!staff
a;b|c&d<e>
stäff
a‮b
END
    hostile vpn h.xml
    run -1 generate ios-xe h.xml
    [ ! -e out ]
}
