#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate openconnect: what openconnect reads of it, and does with a gateway.
# shellcheck disable=SC2016 # texts that no shell may look into
load linux

# Where openconnect goes, in a network with nobody else: the first request it would send.
asks() {
    alone openconnect --non-inter --authenticate "$@" </dev/null >asked 2>&1 || true
    sed -n 's/^POST //p' asked | head -1
}

# The same without what a URL writes in another way; of a profile, openconnect leaves the brackets of an
# IPv6 address out.
plain_url() {
    "$PYTHON" -c 'import re, sys, urllib.parse
for line in sys.stdin:
    line = re.sub(r"^https://([^][/]*:[^][/]*:[^][/]*)", r"https://[\1]", line.rstrip("\n"))
    print(urllib.parse.unquote(line))'
}

@test "every entry of every starter and profile: openconnect resolves it as from the profile itself" {
    make_of_all openconnect tls 1 "swanctl"
    count=0
    for directory in made/*; do
        wanted=$(wc -l <"$directory/wanted")
        [ "$(find "$directory" -name '*.conf' | wc -l)" = "$wanted" ]
        while IFS= read -r entry; do
            asks --xmlconfig="profiles/${directory#made/}.xml" "$(jq -r .name <<<"$entry")" | plain_url
        done <"$directory/wanted" | sort >from-profile
        for file in "$directory"/*.conf; do
            asks --config="$file" | plain_url
            run -1 grep -i 'unrecognised\|usage:' asked
        done | sort >from-files
        [ "$(grep -c '^https://' from-files)" = "$wanted" ]
        diff from-profile from-files
        count=$((count + wanted))
    done
    [ "$count" -ge 25 ]
}

@test "proxies and reconnecting" {
    new ssl users.xml address=vpn.example.com
    generate openconnect users.xml
    grep -qx libproxy out/*.conf
    https_proxy=http://127.0.0.1:3 asks --config="$(echo out/*.conf)"
    grep -q '127.0.0.1:3' asked
    acprof set --write users.xml ProxySettings=IgnoreProxy AutoReconnect=false
    generate openconnect users.xml
    grep -qx no-proxy out/*.conf
    grep -qx reconnect-timeout=0 out/*.conf
    acprof set --write users.xml ProxySettings=Override PublicProxyServerAddress=127.0.0.1:4
    generate openconnect users.xml
    asks --config="$(echo out/*.conf)"
    grep -q '127.0.0.1:4' asked
}

@test "texts arrive as they are, or nothing is made" {
    hostile vpn h.xml
    if generate openconnect h.xml 2>message; then
        for file in out/*.conf; do
            asks --config="$file" | grep '^https://'
        done
    else
        grep -q "cannot be written in a file of openconnect" message
        [ ! -e out ]
    fi
    while IFS= read -r text; do
        # In the name nothing comes of it but a comment and a name that is safe.
        new ssl users.xml address=127.0.0.1:4999
        acprof set --write users.xml HostEntry/HostName="$text" || [ "${text:0:1}" = "<" ]
        generate openconnect users.xml
        manifest_is_true
        [[ $(cd out && echo *.conf) =~ ^[a-z0-9_][a-z0-9._-]*\.conf$ ]]
        [ "$(asks --config="$(echo out/*.conf)")" = "https://127.0.0.1:4999/" ]
        # In the group.
        if acprof set --write users.xml UserGroup="$text"; then
            generate openconnect users.xml
            group=$(acprof get users.xml UserGroup)
            [ "$(asks --config="$(echo out/*.conf)" | plain_url)" = "https://127.0.0.1:4999/$group" ]
        fi
        # In the name of a file.
        if generate openconnect -D ca="$text" users.xml 2>message; then
            grep -qxF "cafile=$text" out/*.conf
        else
            grep -q "cannot be written in a file of openconnect" message
            [ ! -e out ]
        fi
    done < <(hostile_lines)
    run -2 generate openconnect -D certificate=$'a\nscript=evil' users.xml
    [ ! -e out ]
    # A name of several lines is one line of the comment, and turns no text around.
    acprof set --write users.xml HostEntry/HostName=$'a\nscript=evil'
    generate openconnect users.xml
    run -1 grep -h '^script' out/*.conf
    acprof set --write users.xml HostEntry/HostName='a‮b'
    generate openconnect users.xml
    run -1 grep -P '\x{202E}' out/*.conf
}

@test "names of files" {
    new ssl one.xml address=vpn.example.com name=Office
    new ssl two.xml address=vpn2.example.com name=OFFICE
    new ssl three.xml address=vpn3.example.com name=Office+2
    new ssl four.xml address=vpn4.example.com name=漢字
    generate openconnect one.xml two.xml three.xml four.xml
    manifest_is_true
    [ "$(cd out && echo *.conf)" = "office+2.conf office.conf office_2.conf vpn4.example.com.conf" ]
    grep -qx "server=https://vpn2.example.com" out/office+2.conf
    new ssl users.xml address=vpn.example.com
    acprof set --write users.xml HostEntry/HostName="$(printf 'x%.0s' {1..300})"
    generate openconnect users.xml
    [ "$(cd out && echo *.conf)" = "$(printf 'x%.0s' {1..64}).conf" ]
}

@test "thousands of entries, in seconds" {
    many_entries openconnect 'SSL' conf
}

@test "what is not done is said everywhere" {
    nothing_is_dropped openconnect BackupServerList CertificatePinning ProxySettings
    [ "$(xargs <policy)" = "BypassDownloader FipsMode RestrictPreferenceCaching RestrictTunnelProtocols StrictCertificateTrust" ]
    # Pins and other gateways are told for each entry.
    for what in "other gateways are not tried by themselves: lyon.example.com" "pins of a profile are SHA-512" \
        "UserControllable: whoever may write this file" "AutomaticVPNPolicy: networks are not told apart"; do
        grep -q "$what" out/paris.conf
    done
    generate openconnect "$VALID/full.xml" 2>said
    grep -q "AutomaticVPNPolicy/AlwaysOn: traffic is not held back" said out/paris.conf
}

# ---- a gateway -----------------------------------------------------------------------------------

# openconnect with ARGUMENTs, in a network of its own where ocserv is the gateway.
with_gateway() { # ARGUMENT...
    gateway_configuration
    cat >inside <<'END'
ip link set lo up
ocserv -f -c ocserv.conf -d 2 >ocserv.log 2>&1 3>&- &
gateway=$!
for _ in $(seq 100); do
    (exec 4<>/dev/tcp/127.0.0.1/4443) 2>/dev/null && break
    sleep 0.05
done
timeout 20 openconnect --non-inter --resolve=vpn.example.com:127.0.0.1 "$@" </dev/null 3>&-
status=$?
kill $gateway
wait $gateway
exit $status
END
    alone bash inside "$@"
}

@test "ocserv: certificate, authority and pin" {
    make_pki
    mkdir -p certificates/server
    cp pki/user.pem "pki/us\"er \$x.pem"
    cp pki/server.pem certificates/server/vpn.example.com.pem
    new ssl users.xml address=vpn.example.com:4443 name='Head "office"'
    keys=(-D "certificate=$PWD/pki/us\"er \$x.pem" -D "key=$PWD/pki/user.key")
    # With the authority: no other, not even those of the system.
    generate openconnect "${keys[@]}" -D ca="$PWD/pki/ca.pem" users.xml
    file=out/head__office_.conf
    run -0 with_gateway --authenticate --config=$file
    contains "POST https://vpn.example.com:4443/"
    contains "Using client certificate 'jane'"
    contains "COOKIE="
    generate openconnect "${keys[@]}" -D ca="$SRC/testdata/certificates/other-ca.pem" users.xml
    run with_gateway --authenticate --config=$file
    [ "$status" != 0 ]
    contains "signer not found"
    # Without: nothing is trusted but the key of the certificate that is beside the profile.
    generate openconnect "${keys[@]}" users.xml certificates/server/vpn.example.com.pem
    pin=$(openssl x509 -in pki/server.pem -noout -pubkey | openssl pkey -pubin -outform der |
        openssl dgst -sha256 -binary | base64)
    grep -qxF "servercert=pin-sha256:$pin" $file
    run -0 with_gateway --authenticate --config=$file
    contains "COOKIE="
    sed "s|^servercert=.*|servercert=pin-sha256:$(head -c 32 /dev/zero | base64)|" $file >wrong.conf
    run with_gateway --authenticate --config=wrong.conf
    [ "$status" != 0 ]
    lacks "COOKIE="
}

@test "ocserv: a tunnel" {
    [ -c /dev/net/tun ] || skip "there is no /dev/net/tun"
    make_pki
    new ssl users.xml address=vpn.example.com:4443
    printf '#!/bin/sh\nenv >>tunnel.env\n[ "$reason" != connect ] || kill -INT "$VPNPID"\n' >script
    chmod +x script
    generate openconnect -D certificate="$PWD/pki/user.pem" -D key="$PWD/pki/user.key" -D ca="$PWD/pki/ca.pem" users.xml
    run with_gateway --config="$(echo out/*.conf)" --script=./script
    grep -q '^INTERNAL_IP4_ADDRESS=10\.99\.0\.' tunnel.env
}

@test "pins: in the file if the certificate is there, else said to be left out" {
    new ssl users.xml address=paris.example.com
    acprof set --write users.xml CertificatePinning=true "CertificatePinning/CertificatePinList/Pin=$(
        acprof pin "$SRC/testdata/certificates/paris.pem" | awk '$1 == "pin" { print $2 }')"
    generate openconnect users.xml 2>said
    grep -q "CertificatePinning: pins of a profile are SHA-512" said out/*.conf
    run -1 grep servercert out/*.conf
    mkdir -p certificates/server
    cp "$SRC/testdata/certificates/paris-chain.pem" certificates/server/paris.example.com.pem
    generate openconnect users.xml certificates 2>said
    grep -q '^servercert=pin-sha256:' out/*.conf
    run -1 grep "SHA-512" said out/*.conf
}

@test "docs/deploy-linux.md, openconnect: its commands, with a gateway" {
    [ -c /dev/net/tun ] || skip "there is no /dev/net/tun"
    make_pki
    gateway_configuration
    sed -i 's/4443/443/' ocserv.conf
    page_of openconnect
    printf '#!/bin/sh\nenv >>%s/tunnel.env\n[ "$reason" != connect ] || kill -INT "$VPNPID"\n' "$PWD" >script
    printf '#!/bin/sh\n"$@" --non-inter --script=%s/script\ngrep -q "^INTERNAL_IP4_ADDRESS=10.99" %s/tunnel.env\n' "$PWD" "$PWD" >bin/sudo
    chmod +x script
    cat >inside <<'END'
mount -t tmpfs none /etc/ssl
cp pki/user.pem /etc/ssl/jane.pem
cp pki/user.key /etc/ssl/jane.key
cp pki/ca.pem /etc/ssl/corp.pem
echo 127.0.0.1 localhost vpn.example.com >hosts
mount --bind hosts /etc/hosts
ip link set lo up
ocserv -f -c ocserv.conf -d 2 >ocserv.log 2>&1 3>&- &
gateway=$!
for _ in $(seq 100); do
    (exec 4<>/dev/tcp/127.0.0.1/443) 2>/dev/null && break
    sleep 0.05
done
timeout 60 "$@" 3>&-
status=$?
kill $gateway
wait $gateway
exit $status
END
    run alone bash inside "$DEPLOY/page.py" page.md 10
    [ "$status" = 0 ] || { echo "$output" >&2; false; }
    contains "What is asked for and openconnect does not do"
    contains "servercert=pin-sha256:"
}
