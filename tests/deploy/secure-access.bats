#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate secure-access: the steps of the document, in its order, with the profile's values.
load common

# Each of these is in the list, in this order.
in_order() { # TEXT...
    local last=0 line text
    for text in "$@"; do
        line=$(grep -nF -- "$text" out/checklist.txt | cut -d: -f1 | awk -v last="$last" '$1 > last { print $1; exit }')
        [ -n "$line" ] || { echo "not there, or not in this order: $text" >&2; return 1; }
        last=$line
    done
}

@test "000: the machine tunnel's steps, by each of its three methods" {
    mkdir pair
    acprof new management-tunnel --output pair address=vpn.example.com machine-group=machines \
        issuer="Example Machine CA" domains=corp.example.com
    generate secure-access -D domain=corp.example.com -D dns=10.0.0.53 pair
    manifest_is_true
    # 000:L12-14, L96-300
    in_order "full administrator" "IP pool" "VPN profile for users" "Manage Machine Tunnel" \
        "default domain: corp.example.com" "DNS server: 10.0.0.53" "client bypass protocol" \
        "certificates of the CAs" 'ISSUER-CN: "Example Machine CA"' "primary field" "tunnel mode" "DNS mode" \
        "maximum transmission unit" 'AutomaticCertSelection: "true"' 'CertificateStoreOverride: "true"' \
        "certificate matching" 'key usage: "Digital_Signature"' 'extended key usage: "ClientAuth"' \
        "assign the machine tunnel to a VPN profile for users" "user machine@sse.com" \
        "openssl req -newkey rsa:2048 -nodes -keyout cert.key -out cert.csr" \
        "openssl pkcs12 -export -out Machine.p12 -in machine.crt -inkey cert.key" \
        "imported into the machine's store" "connect once as a user"
    generate secure-access -D method=endpoint pair
    # 000:L302-345
    in_order "name of the device" "imports endpoints" "host name (endpoint devices)" "restart the services of the AD connector"
    generate secure-access -D method=user pair
    # 000:L355-400
    in_order "e-mail address or UPN" "imports users" "e-mail (users)" "restart the services of the AD connector"
}

@test "protocols, traffic, certificates come from the profile and the command line" {
    new ssl users.xml address=vpn.example.com name=Paris
    acprof set --write users.xml PrimaryProtocol=IPsec
    generate secure-access -D split-exclude=10.0.0.0/8,2001:db8::/32 users.xml
    in_order 'display name: "Paris"' "protocol: IPsec (IKEv2)" "past the tunnel: 10.0.0.0/8" "past the tunnel: 2001:db8::/32"
    new certificate users.xml address=vpn.example.com issuer="Example CA"
    generate secure-access -D split-include=10.0.0.0/8 users.xml
    in_order "with certificates" "through the tunnel: 10.0.0.0/8" 'ISSUER-CN Equal: "Example CA"'
    new fips AnyConnectLocalPolicy.xml
    run -1 generate secure-access AnyConnectLocalPolicy.xml
    run -2 generate secure-access
    run -1 generate secure-access -D split-include=10.0.0.0/8 -D split-exclude=10.1.0.0/16 users.xml
    contains "split-include and split-exclude exclude each other"
    [ ! -e out ]
    # Which of several profiles a part of the list is about.
    new ssl others.xml address=vpn2.example.com name=Oslo
    generate secure-access users.xml others.xml
    in_order "VPN profile for users, from users.xml" "VPN profile for users, from others.xml" 'display name: "Oslo"'
}

@test "what its pages do not ask for is said, and refused when told to" {
    new ssl users.xml address=vpn.example.com group=staff
    generate secure-access users.xml 2>message
    grep -q 'users.xml:[0-9:]*: ignored: .*/UserGroup: no page of Secure Access asks for it' message
    jq -e '.ignored | length == 1 and .[0].file == "users.xml" and (.[0].setting | endswith("/UserGroup"))' out/manifest.json
    run -1 generate secure-access --fail-on warning users.xml
    contains "UserGroup: no page of Secure Access asks for it"
    [ ! -e out ]
    new ssl users.xml address=vpn.example.com
    generate secure-access --fail-on warning users.xml
    jq -e '.ignored == []' out/manifest.json
    generate secure-access "$VALID/full.xml"
    [ "$(jq -r '.ignored[].setting | split("/")[-1]' out/manifest.json | tr '\n' ' ')" = \
        "BackupServerList MobilePolicy CertificateEnrollment UserGroup BackupServerList LoadBalancingServerList AutomaticSCEPHost CAURL MobileHostEntryInfo UserGroup StandardAuthenticationOnly " ]
}

@test "a text from a profile stays on its line" {
    hostile vpn h.xml
    generate secure-access h.xml
    run -1 grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\x{202A}|\x{202E}|\x{2066}|\x{200F}' out/checklist.txt
    # No box is ticked off, and none is there but those of the steps.
    new ssl users.xml address=vpn.example.com
    acprof set --write users.xml 'HostEntry/HostName=a
[x] all done ‮' || acprof set --write users.xml HostEntry/HostName='[x] all done ‮'
    generate secure-access users.xml
    run -1 grep -n '^\[x\]' out/checklist.txt
    run -1 grep -nP '\x{202E}' out/checklist.txt
}
