#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof new
load common

@test "--list names the templates, with --kind those of one kind" {
    run acprof new --list
    [ "$status" = 0 ]
    [ "$(acprof new --list | wc -l)" = 15 ]
    contains "ikev2-ios-xe"
    contains "one gateway over TLS and DTLS"
    run acprof new --list --kind local-policy
    [ "$output" = "$(acprof new --list | grep local-policy)" ]
    run acprof new --kind vpn ssl
    [ "$status" = 2 ]
    contains "--kind goes with --list"
}

@test "--list with a template tells its parameters" {
    run acprof new trusted-network --list
    [ "$status" = 0 ]
    contains "trusted-hash"
    contains "a SHA-256 hash: 64 hexadecimal digits; must be given"
    contains "default: 443"
    contains "several with commas between them; may be left out"
    contains "default: that of address"
}

@test "a profile comes out that validate has nothing against" {
    acprof new ssl address=vpn.example.net:8443 group=staff 'name=Main office' >a.xml
    run acprof validate --fail-on warning a.xml
    [ "$status" = 0 ]
    [ "$(acprof get a.xml HostEntry/HostAddress)" = vpn.example.net:8443 ]
    [ "$(acprof get a.xml HostName)" = "Main office" ]
    [ "$(acprof get a.xml UserGroup)" = staff ]
    lacks acprof-parameter
    acprof fmt a.xml | diff -w a.xml -
}

@test "what may be left out is, by saying nothing or NAME=" {
    for group in "" group=; do
        # shellcheck disable=SC2086
        run --separate-stderr acprof new ssl address=vpn.example.net $group
        [ "$status" = 0 ]
        lacks UserGroup
        [ -z "$stderr" ]
    done
}

@test "without a terminal: what is missing is named, exit 2" {
    run acprof new trusted-network address=vpn.example.net </dev/null
    [ "$status" = 2 ]
    contains "missing: domains=... trusted-server=... trusted-hash=..."
    [ "$(acprof new trusted-network address=vpn.example.net 2>/dev/null </dev/null | wc -c)" = 0 ]
}

@test "values are of their type, names are known" {
    run acprof new nvm-collector collector=nvm.example.net port=70000
    [ "$status" = 2 ]
    contains "port cannot be '70000'; it is a port from 1 to 65535"
    run acprof new nvm-collector colector=x
    [ "$status" = 2 ]
    contains "nvm-collector has no parameter 'colector'; did you mean 'collector'?"
    run acprof new ssl vpn.example.net
    [ "$status" = 2 ]
    contains "'vpn.example.net' is not NAME=VALUE"
    run acprof new ssll
    [ "$status" = 2 ]
    contains "there is no template 'ssll'; did you mean 'ssl'?"
    run acprof new
    [ "$status" = 2 ]
    contains "acprof new --list"
}

@test "a value that a rule forbids: the finding, exit 1, nothing written" {
    run acprof new ssl --output a.xml address=vpn.example.net 'name=R&D'
    [ "$status" = 1 ]
    contains "[ACP1024 host-name-forbidden-char]"
    contains "nothing is made: with these values the file would be wrong"
    [ ! -e a.xml ]
    run acprof new always-on --platform linux address=vpn.example.net domains=a.example.net
    [ "$status" = 1 ]
    contains "[ACP1152 always-on-unsupported-platform]"
}

@test "--output writes a new file, also into a directory, and overwrites none" {
    mkdir d
    acprof new nvm-collector --output d collector=nvm.example.net
    acprof validate --fail-on warning d/NVM_ServiceProfile.xml
    before=$(sha256sum d/NVM_ServiceProfile.xml)
    run acprof new nvm-collector --output d collector=other.example.net
    [ "$status" = 3 ]
    contains "d/NVM_ServiceProfile.xml is there already and is left as it is"
    [ "$(sha256sum d/NVM_ServiceProfile.xml)" = "$before" ]
    acprof new nvm-collector --output - collector=nvm.example.net | cmp - d/NVM_ServiceProfile.xml
}

@test "two files that belong together: both or none, in a directory" {
    values=(address=vpn.example.net machine-group=machines domains=corp.example.net "issuer=Machine CA")
    run acprof new management-tunnel "${values[@]}"
    [ "$status" = 2 ]
    contains "makes VpnMgmtTunProfile.xml and users.xml; name a directory with --output"
    run acprof new management-tunnel --output missing "${values[@]}"
    [ "$status" = 2 ]
    mkdir d
    acprof new management-tunnel --output d "${values[@]}"
    [ "$(ls d)" = "VpnMgmtTunProfile.xml
users.xml" ]
    acprof validate --fail-on warning --together d
    [ "$(acprof get d/VpnMgmtTunProfile.xml TrustedDNSDomains)" = "$(acprof get d/users.xml TrustedDNSDomains)" ]
    rm d/VpnMgmtTunProfile.xml
    run acprof new management-tunnel --output d "${values[@]}"
    [ "$status" = 3 ]
    [ "$(ls d)" = users.xml ]
}

@test "on a terminal: asked for, checked at once, asked again" {
    need expect
    cat >ask.exp <<EOF
set timeout 10
log_user 0
spawn sh -c "'$ACPROF' new trusted-network address=vpn.example.net >out.xml"
expect -re {name \[vpn.example.net\]: } {} timeout {exit 9}
send "Main office\r"
expect -re {domains: } {} timeout {exit 10}
send "\r"
expect "domains is missing" {} timeout {exit 11}
expect -re {domains: } {} timeout {exit 12}
send "corp..example\r"
expect "domains cannot be 'corp..example'" {} timeout {exit 13}
expect -re {domains: } {} timeout {exit 14}
send "corp.example.net\r"
expect -re {dns-servers \[\]: } {} timeout {exit 15}
send "\r"
expect -re {trusted-server: } {} timeout {exit 16}
send "in.example.net\r"
expect -re {trusted-port \[443\]: } {} timeout {exit 17}
send "\r"
expect -re {trusted-hash: } {} timeout {exit 18}
send "$(printf 'ab%.0s' $(seq 32))\r"
expect eof
exit [lindex [wait] 3]
EOF
    expect ask.exp
    acprof validate --fail-on warning out.xml
    [ "$(acprof get out.xml HostName)" = "Main office" ]
    [ "$(acprof get out.xml TrustedHttpsServer/Port)" = 443 ]
    run acprof get out.xml TrustedDNSServers
    [ "$status" = 1 ]
}

@test "on a terminal: end of input and Ctrl-C make nothing" {
    need expect
    cat >end.exp <<EOF
set timeout 10
log_user 0
spawn "$ACPROF" new ssl --output out.xml
expect "address: " {} timeout {exit 9}
send "\004"
expect "nothing is made" {} timeout {exit 10}
expect eof
exit [lindex [wait] 3]
EOF
    run expect end.exp
    [ "$status" = 2 ]
    # shellcheck disable=SC2016 # for expect
    sed -i 's/\\004/\\003/; /nothing is made/d; s/^exit .*/set code [wait]; exit [expr {[lindex $code 4] eq "CHILDKILLED" ? 77 : 1}]/' end.exp
    run expect end.exp
    [ "$status" = 77 ]
    [ ! -e out.xml ]
}

@test "on a terminal: nothing is asked when nothing is missing" {
    on_terminal "'$ACPROF' new ssl address=vpn.example.net --output out.xml" >said
    [ ! -s said ]
    acprof validate out.xml
}

@test "completion: templates, and the parameters of the one named" {
    run acprof __complete new manage
    [[ $output == management-tunnel* ]]
    lacks management-tunnel-user
    run acprof __complete new ssl --output a.xml add
    [[ $output == address=* ]]
}
