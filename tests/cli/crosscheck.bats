#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# crosscheck: the deployments of the source documents, as they stand and with each agreement broken
# in turn.

# shellcheck disable=SC2016,SC2030,SC2031 # programs of sed; every test has variables of its own
load common

HEADEND=$SRC/testdata/headend

# Shows what is wrong and fails.
wrong() {
    printf '%s\n' "$@" >&2
    return 1
}

# Rules over sets that fire, and the rows of the table that do not agree.
rules() {
    acprof crosscheck --format json "${FILES[@]}" | jq -r '.findings[].rule | select(. >= "ACP9")' | sort -u
}
apart() {
    acprof crosscheck --format json "${FILES[@]}" |
        jq -r '.agreements[] | select(.agrees | not) | .rule + " " + .what' | sort -u
}

# Lays the files of a deployment out anew, and notes what is said of it as it stands.
lay_out() { # FUNCTION
    rm -rf deployed
    mkdir deployed
    "$1" deployed
    FILES=()
    for file in deployed/*; do
        case $file in
        *.asa) FILES+=(--asa "$file") ;;
        *.ios-xe) FILES+=(--ios-xe "$file") ;;
        *) FILES+=("$file") ;;
        esac
    done
    BEFORE=$(rules)
    APART=$(apart)
}

# Changes files of the deployment laid out, and puts them back.
change() { # FILE SED...
    while (($#)); do
        sed "$2" "deployed/$1" >changed
        ! cmp -s changed "deployed/$1" || wrong "nothing changed: $1 $2" || return
        mv "deployed/$1" "deployed/$1.kept"
        mv changed "deployed/$1"
        shift 2
    done
}
restore() {
    local kept
    for kept in deployed/*.kept; do
        mv "$kept" "${kept%.kept}"
    done
}

# With these changes exactly these rules fire that did not before ("ACP9510,ACP9511").
finds() { # RULES FILE SED...
    local wanted=$1 failed=0
    shift
    change "$@" || return
    run comm -13 <(echo "$BEFORE") <(rules)
    [ "$output" = "$(tr , '\n' <<<"$wanted" | sort)" ] || wrong "$*" "wanted: $wanted" "found: $output" || failed=1
    restore
    return $failed
}

# The same, and the row WHAT of the table, which agreed or was not there, says no with the first rule.
breaks() { # RULES WHAT FILE SED...
    local wanted=$1 what=$2 failed=0
    shift 2
    change "$@" || return
    run comm -13 <(echo "$APART") <(apart)
    grep -qx "${wanted%%,*} $what" <<<"$output" || wrong "$*" "wanted: $what" "apart: $output" || failed=1
    run acprof crosscheck "${FILES[@]}"
    grep -A1 "^$what  *no " <<<"$output" | grep -q "^ *${wanted%%,*} " ||
        wrong "$*" "no row of the table: $what" "$output" || failed=1
    restore
    finds "$wanted" "$@" || failed=1
    return $failed
}

# ---- 004: FlexVPN ------------------------------------------------------------------------------

flexvpn() {
    cp "$HEADEND/flexvpn.ios-xe" "$HEADEND"/flexvpn/* "$1"
}

@test "FlexVPN as it stands: everything agrees but what the how-to has for older routers" {
    lay_out flexvpn
    [ "$BEFORE" = $'ACP9112\nACP9524' ]
    [ "$APART" = "ACP9112 profile of the headend" ]
    run acprof crosscheck "${FILES[@]}"
    [[ $output == *"1 of 18 do not agree."* ]]
}

@test "FlexVPN: each agreement of the router with the profile broken" {
    lay_out flexvpn
    breaks ACP9510 "protocol" acvpn.xml 's/IPsec$/SSL/'
    breaks ACP9510 "protocol" acvpn.xml '/<PrimaryProtocol>/,/<\/PrimaryProtocol>/d'
    breaks ACP9511 "kind of gateway" acvpn.xml 's/StandardAuthenticationOnly>true/StandardAuthenticationOnly>false/'
    breaks ACP9512 "authentication method" acvpn.xml 's/EAP-AnyConnect/EAP-GTC/'
    breaks ACP9512 "authentication method" acvpn.xml '/AuthMethod/d'
    breaks ACP9512 "authentication method" flexvpn.ios-xe 's/anyconnect-eap aggregate/eap query-identity/'
    breaks ACP9513 "IKE identity" flexvpn.ios-xe 's/key-id .*/key-id staff/'
    breaks ACP9513,ACP9512 "IKE identity" acvpn.xml \
        's/EAP-AnyConnect/EAP-MD5/; s/<\/AuthMethod.*/&<IKEIdentity>staff<\/IKEIdentity>/'
    breaks ACP9514 "profile on the router" flexvpn.ios-xe 's/acvpn.xml/staff.xml/'
}

@test "FlexVPN: what the router and the local policy say of the profile" {
    lay_out flexvpn
    breaks ACP9516 "profile download" flexvpn.ios-xe '/^anyconnect profile/d' \
        AnyConnectLocalPolicy.xml 's/\(BypassDownloader>\)true/\1false/'
    breaks ACP9515 "profile download" flexvpn.ios-xe '1i version 16.6' \
        AnyConnectLocalPolicy.xml 's/\(BypassDownloader>\)true/\1false/'
    breaks ACP9430 "IKEv2 algorithms" AnyConnectLocalPolicy.xml 's/\(FipsMode>\)false/\1true/'
    change AnyConnectLocalPolicy.xml 's/\(BypassDownloader>\)true/\1false/'
    run -0 acprof crosscheck "${FILES[@]}"
    [[ $output == *"All 18 agree."* ]]
    restore
}

@test "FlexVPN: each name of the router broken" {
    lay_out flexvpn
    breaks ACP9520 "trustpoint" flexvpn.ios-xe 's/pki trustpoint .*/pki trustpoint IKEv2/'
    breaks ACP9520 "login list" flexvpn.ios-xe 's/\(authentication anyconnect-eap\) .*/\1 local/'
    breaks ACP9520 "network list" flexvpn.ios-xe 's/list a-eap-author-grp/list a-eap/'
    breaks ACP9520 "authorization policy" flexvpn.ios-xe 's/\(list a-eap-author-grp\) .*/\1 ikev2/'
    breaks ACP9520 "address pool" flexvpn.ios-xe 's/^ pool ACP00L/ pool ACPOOL/'
    breaks ACP9520 "split access list" flexvpn.ios-xe 's/\(route set access-list\) .*/\1 split/'
    breaks ACP9520 "name of the profile" flexvpn.ios-xe 's/^anyconnect profile acvpn/anyconnect profile AcVpn/'
    breaks ACP9523 "virtual template" flexvpn.ios-xe 's/^virtual-template 100/virtual-template 10/'
    breaks ACP9523 "virtual template" flexvpn.ios-xe 's/ type tunnel//'
    breaks ACP9523 "IPsec profile" flexvpn.ios-xe 's/\(tunnel protection ipsec profile\) .*/\1 AnyConnect/'
    breaks ACP9523 "IKEv2 profile" flexvpn.ios-xe 's/\(set ikev2-profile\) .*/\1 AnyConnect/'
    breaks ACP9523 "transform set" flexvpn.ios-xe 's/\(set transform-set\) .*/\1 TS1/'
    breaks ACP9533 "addresses translated" flexvpn.ios-xe 's/192.168.10.0 0.0.0.255/192.168.11.0 0.0.0.255/'
}

@test "FlexVPN: what is wrong with the router alone" {
    lay_out flexvpn
    finds ACP9141 flexvpn.ios-xe '$a crypto pki trustpoint IKEv2-TP\n enrollment selfsigned'
    finds ACP9520 flexvpn.ios-xe '/^aaa new-model/d'
    finds ACP9521 flexvpn.ios-xe '/^authentication local/d'
    finds ACP9521 flexvpn.ios-xe '/^pki trustpoint/d'
    finds ACP9522 flexvpn.ios-xe '/^authentication local/{h;d}; /^authentication remote/G'
    finds ACP9525 flexvpn.ios-xe 's/^no ip http/ip http/'
    finds ACP9525 flexvpn.ios-xe '/http-url/d'
    finds ACP9530 flexvpn.ios-xe '/route set/d'
    finds ACP9530,ACP9532 flexvpn.ios-xe '/route set/d; /ip nat inside source/d'
    finds ACP9531 flexvpn.ios-xe 's/0.255.255.255/255.0.0.0/'
    finds ACP9531,ACP9533 flexvpn.ios-xe 's/0.0.0.255 any/255.255.255.0 any/'
}

@test "FlexVPN: the certificate's name" {
    lay_out flexvpn
    local trustpoint='$a crypto pki trustpoint IKEv2-TP\n fqdn'
    finds "" flexvpn.ios-xe "$trustpoint vpn.example.com"
    breaks ACP9150 "name in the gateway's certificate" flexvpn.ios-xe "$trustpoint gate.example.com"
}

@test "FlexVPN: an entry for another gateway than the router's" {
    lay_out flexvpn
    FILES=(--ios-xe vpn.example.com=deployed/flexvpn.ios-xe deployed/acvpn.xml)
    BEFORE=$(rules)
    finds ACP9276,ACP9514 acvpn.xml 's/vpn.example.com/vpn2.example.com/'
}

# ---- 002: management tunnel --------------------------------------------------------------------

# The how-to's ASA after its last step, and the management profile its editor makes.
management() {
    cat "$HEADEND"/{group-policy,tunnel-group,management-profile}.asa >"$1/fw.asa"
    cp "$HEADEND"/management/* "$1"
}

# With what the how-to shows in pictures or tells: the split policy, IKEv2 on the interface, and the
# profile in the group policy of users (002:L115-120, L213-218, L825).
management_told() {
    management "$1"
    sed -i 's/VPN-Split/VPN-split/' "$1/fw.asa"
    cat >>"$1/fw.asa" <<'END'
crypto ikev2 enable outside client-services port 443
group-policy AnyConnect_MGMT_Tunnel attributes
 split-tunnel-policy tunnelspecified
group-policy AnyConnect internal
group-policy AnyConnect attributes
 split-tunnel-policy tunnelspecified
 split-tunnel-network-list value VPN-split
 webvpn
  anyconnect profiles value AnyConnect_MGMT_Profile type vpn-mgmt
tunnel-group AnyConnect type remote-access
tunnel-group AnyConnect general-attributes
 default-group-policy AnyConnect
 address-pool VPN_Pool
END
}

# Its option: everything through the tunnel.
tunnel_all() {
    sed '/split-tunnel/d' "$HEADEND/group-policy.asa" >"$1/fw.asa"
    cat "$HEADEND"/{tunnel-group,tunnel-all}.asa >>"$1/fw.asa"
    cp "$HEADEND"/management/* "$1"
}

@test "management tunnel as it stands: the pieces differ in the split list's name, and policies are missing" {
    lay_out management
    [ "$BEFORE" = $'ACP9092\nACP9101\nACP9275\nACP9291\nACP9295' ]
    [ "$APART" = $'ACP9092 split tunneling of IPv4\nACP9101 management profile for users\nACP9275 access list' ]
}

@test "management tunnel that tunnels all, as it stands: only users do not get the profile" {
    lay_out tunnel_all
    [ "$BEFORE" = $'ACP9101\nACP9295' ]
    [ "$APART" = "ACP9101 management profile for users" ]
    breaks ACP9092,ACP9281 "split tunneling of IPv4" fw.asa '/anyconnect-custom Manage/d'
    breaks ACP9092,ACP9280 "split tunneling of IPv4" fw.asa '/^anyconnect-custom-data/d'
    breaks ACP9092,ACP9284 "split tunneling of IPv4" fw.asa 's/true true/true false/'
    finds ACP9280 fw.asa '/anyconnect-custom-attr/d'
}

@test "management tunnel as it is told: everything agrees" {
    lay_out management_told
    [ "$BEFORE" = $'ACP9294\nACP9295\nACP9328' ]
    run acprof crosscheck "${FILES[@]}"
    [[ $output == *"All 20 agree."* ]]
}

@test "management tunnel: each agreement of the ASA with the profile broken" {
    lay_out management_told
    breaks ACP9090,ACP9271 "group URL" fw.asa 's|\(group-url https://asa.example.com/\)[^ ]*|\1machines|'
    breaks ACP9090,ACP9271,ACP9272 "group URL" fw.asa '/group-url/s/ enable/ disable/'
    breaks ACP9090,ACP9271 "group URL" VpnMgmtTunProfile.xml 's/asa.example.com/asa2.example.com/'
    breaks ACP9090,ACP9271 "group URL" VpnMgmtTunProfile.xml 's/<UserGroup>.*</<UserGroup>machines</'
    breaks ACP9090 "group URL" VpnMgmtTunProfile.xml '/<UserGroup>/d'
    breaks ACP9091 "authentication of the tunnel group" fw.asa 's/authentication certificate/authentication aaa certificate/'
    breaks ACP9092,ACP9291 "split tunneling of IPv4" fw.asa '0,/policy tunnelspecified/s//policy tunnelall/'
    breaks ACP9092 "split tunneling of IPv4" fw.asa '0,/policy tunnelspecified/s//policy excludespecified/'
    breaks ACP9093 "client bypass for IPv6" fw.asa 's/client-bypass-protocol enable/client-bypass-protocol disable/'
    breaks ACP9094 "banner" fw.asa '0,/ address-pools.*/s//&\n banner value Welcome/'
    breaks ACP9095 "private proxy of the management tunnel" fw.asa '0,/ address-pools.*/s//&\n msie-proxy method use-server/'
    breaks ACP9097 "group policy of its own" fw.asa 's/\(default-group-policy AnyConnect\)$/\1_MGMT_Tunnel/'
    breaks ACP9101 "management profile for users" fw.asa '/^group-policy AnyConnect attr/,$s/^  anyconnect profiles/  no anyconnect profiles/'
    breaks ACP9102,ACP9275 "profiles of the group policy" fw.asa 's/type vpn-mgmt/&\n  anyconnect profiles value Staff type user/'
}

@test "management tunnel: protocols" {
    lay_out management_told
    breaks ACP9273 "protocol of the group policy" fw.asa 's/vpn-tunnel-protocol .*/vpn-tunnel-protocol ikev2/'
    breaks ACP9273 "protocol on an interface" fw.asa '/^ enable outside/d'
    # 002:L416: IPsec takes IKEv2 on the interface and in the group policy, and the tunnel group's name.
    local ipsec='s/<\/UserGroup>/&<PrimaryProtocol>IPsec<\/PrimaryProtocol>/'
    finds "" VpnMgmtTunProfile.xml "$ipsec"
    breaks ACP9273 "protocol on an interface" VpnMgmtTunProfile.xml "$ipsec" fw.asa '/crypto ikev2 enable/d'
    breaks ACP9273 "protocol of the group policy" VpnMgmtTunProfile.xml "$ipsec" \
        fw.asa 's/vpn-tunnel-protocol .*/vpn-tunnel-protocol ssl-client/'
    breaks ACP9270,ACP9090 "tunnel group" VpnMgmtTunProfile.xml "s/UserGroup>.*<\//UserGroup>machines<\//; $ipsec"
}

@test "management tunnel: each name of the ASA broken" {
    lay_out management_told
    breaks ACP9275 "address pool" fw.asa 's/address-pools value VPN_Pool/address-pools value VPN_pool/'
    breaks ACP9275 "access list" fw.asa '/split-tunnel-network-list/s/VPN-split/VPN-Split/'
    breaks ACP9275 "name of the profile" fw.asa 's/value AnyConnect_MGMT_Profile/value AnyConnect_MGMT/'
    breaks ACP9275 "default group policy" fw.asa 's/\(default-group-policy AnyConnect\)_MGMT_Tunnel/\1_Tunnel/'
    finds ACP9103 fw.asa 's/mgmt_profile.vpnm/mgmt_profile.xml/'
    finds ACP9104 fw.asa '1i ASA Version 8.4(7)'
    finds ACP9105 fw.asa 's/4.8.02045/4.6.02045/'
}

@test "management tunnel: the certificate and its name" {
    lay_out management_told
    local trustpoint='1i crypto ca trustpoint ROOT-CA\n enrollment terminal\n fqdn'
    finds "" fw.asa "$trustpoint asa.example.com"
    breaks ACP9150 "name in the gateway's certificate" fw.asa "$trustpoint gate.example.com"
    finds ACP9140 fw.asa '/^ssl trust-point/d'
    finds ACP9140 fw.asa '1i crypto ca trustpoint ROOT-CA\n enrollment self'
}

@test "names that a trustpoint asks for are told once each" {
    cat >fw.asa <<'END'
hostname fw
crypto ca trustpoint ONE
 fqdn gate.example.com
 subject-name CN=Gate.example.com,O=Example
 ip-address 192.0.2.1
ssl trust-point ONE outside
END
    write_profile office.xml SSL
    run -1 acprof crosscheck --asa fw.asa office.xml
    contains "The certificate of trustpoint ONE in fw.asa is not for vpn.example.com. The trustpoint asks for gate.example.com, 192.0.2.1. The client"
}

# Instructions that a function takes in a crosscheck of so many entries and trustpoints.
steps() { # FUNCTION COUNT
    {
        echo '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/"><ServerList>'
        seq "$2" | sed 's|.*|<HostEntry><HostName>h&</HostName><HostAddress>h&.example.com</HostAddress></HostEntry>|'
        echo '</ServerList></AnyConnectProfile>'
    } >many.xml
    {
        seq "$2" | sed 's/.*/crypto ca trustpoint T&\n fqdn g&.example.com/'
        seq "$2" | sed 's/.*/ssl trust-point T& outside&/'
        seq "$2" | sed 's/.*/ssl trust-point T& domain h&.example.com/'
        seq "$2" | sed 's/.*/crypto ikev2 remote-access trustpoint T&/'
    } >many.asa
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$1" \
        "$ACPROF" crosscheck --asa many.asa many.xml 2>&1 >said | sed -n 's/.*Collected : //p'
    [ "$(grep -c "^name in the gateway's certificate" said)" = "$2" ]
}

@test "many entries and many trustpoints: four times as many take four times as many steps" {
    ldd "$ACPROF" | grep -q libasan && skip "built with the address sanitizer"
    few=$(steps acp_bound_names_agree 100)
    many=$(steps acp_bound_names_agree 400)
    [ "$few" -gt 100000 ] && [ "$many" -lt $((5 * few)) ]
}
