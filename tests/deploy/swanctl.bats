#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate swanctl: what strongSwan reads of it.
# shellcheck disable=SC2016 # texts that no shell may look into
load linux

# Commands (standard input) beside a charon of our own, in a network of its own, which loads what is
# in sw: swanctl is told where it is.
with_charon() {
    rm -f vici
    mkdir -p sw/{x509,x509ca,x509ocsp,x509aa,x509ac,x509crl,pubkey,private,rsa,ecdsa,bliss,pkcs8,pkcs12,conf.d}
    cat >commands
    [ -e sw/swanctl.conf ] || echo 'include conf.d/*.conf' >sw/swanctl.conf
    cat >strongswan.conf <<END
charon-systemd {
    plugins {
        vici {
            socket = unix://$PWD/vici
        }
        kernel-libipsec {
            load = no
        }
    }
}
swanctl {
    socket = unix://$PWD/vici
}
END
    cat >inside <<'END'
mount -t tmpfs none /run
ip link set lo up
export STRONGSWAN_CONF=$PWD/strongswan.conf SWANCTL_DIR=$PWD/sw
charon-systemd >charon.log 2>&1 3>&- &
charon=$!
for _ in $(seq 200); do
    [ -S vici ] && break
    sleep 0.05
done
bash -eu commands 3>&-
status=$?
kill $charon
wait $charon
exit $status
END
    alone bash inside
}

# Loads the files of a directory, and says what charon has of them then.
loaded() { # DIRECTORY...
    cat >show <<'END'
for directory; do
    rm -f sw/conf.d/*
    cp "$directory"/*.conf sw/conf.d
    # What it cannot read it passes over.
    swanctl --load-conns >load.log 2>&1 &&
        [ "$(grep -c "^loaded connection" load.log)" = "$(find sw/conf.d -name '*.conf' | wc -l)" ] ||
        { echo "$directory:"; cat load.log; exit 1; } >&2
    swanctl --list-conns --raw >"$directory/loaded"
done
END
    with_charon <<<"bash -eu show $(printf '%q ' "$@")"
}

# What charon calls an identity: its text, or its bytes if that is not all ASCII, or is as long as a
# hash.
identity() { # TEXT
    "$PYTHON" -c 'import sys
text = sys.argv[1].encode()
plain = all(32 <= byte < 127 for byte in text) and len(text) != 20
print(text.decode() if plain else ":".join("%02x" % byte for byte in text))' "$1"
}

# An entry for a router.
router() { # METHOD [IDENTITY]
    new ikev2-ios-xe users.xml address=vpn.example.com name=Router
    acprof set --write users.xml AuthMethodDuringIKENegotiation="$1" ${2:+IKEIdentity="$2"}
}

@test "every entry for routers of every starter and profile: charon loads it" {
    make_of_all swanctl router 3 "no entry of these files authenticates by a standard method of IKEv2"
    loaded made/*
    for directory in made/*; do
        jq -r '(.address | sub("^https://"; "") | sub("/.*$"; "") | if startswith("[") then .[1:] | sub("\\].*"; "") else sub(":[0-9]+$"; "") end) as $host |
            (if .method | startswith("IKE-") then "class=public key" else
                (if .identity | IN("", "*$AnyConnectClient$*") then "2a:24:41:6e:79:43:6f:6e:6e:65:63:74:43:6c:69:65:6e:74:24:2a" else .identity end) + " eap-type=EAP_" +
                (.method[4:] | ascii_upcase) end) as $local | "\($host) \($local) \($host)"' "$directory/wanted" | sort >expected
        sed -n 's/^list-conn event {[^ ]* {.* remote_addrs=\[\([^]]*\)\] version=IKEv2 .* local-1 {\(id=\|\)\([^{}]*\( eap-type=EAP_[A-Z0-9]*\)\|class=public key\)[^{}]*} remote-1 {id=\([^ ]*\) class=public key .*/\1 \3 \5/p' \
            "$directory/loaded" | sort >there
        [ -s there ]
        diff expected there
    done
}

@test "every method of authentication, identities, users" {
    mkdir made
    for method in EAP-MD5 EAP-MSCHAPv2 EAP-GTC IKE-RSA IKE-ECDSA; do
        router $method branch-7
        generate swanctl -D user=jane users.xml
        mv out "made/$method"
    done
    router EAP-AnyConnect
    run -1 generate swanctl users.xml
    contains "strongSwan knows neither EAP-AnyConnect"
    [ ! -e out ]
    loaded made/*
    for method in MD5 MSCHAPV2 GTC; do
        cat made/*/loaded | grep -q "eap_id=jane id=branch-7 eap-type=EAP_$method class=EAP"
    done
    grep -q "local-1 {class=public key" made/IKE-RSA/loaded
    grep -q "local-1 {class=public key" made/IKE-ECDSA/loaded
}

@test "networks, FIPS mode, reconnecting, authorities and certificates" {
    make_pki
    router IKE-RSA
    new fips AnyConnectLocalPolicy.xml
    generate swanctl users.xml
    grep -q "proposals = .*, default" out/router.conf
    mkdir made
    mv out made/plain
    acprof set --write users.xml AutoReconnect=false
    cp pki/user.pem "pki/us\"er \$x #.pem"
    generate swanctl -D networks=10.0.0.0/8,2001:db8::/32 -D certificate="$PWD/pki/us\"er \$x #.pem" -D ca="$PWD/pki/ca.pem" \
        users.xml AnyConnectLocalPolicy.xml
    run -1 grep "default" out/router.conf
    mv out made/more
    loaded made/*
    grep -q "certs=\[\] cacerts=\[\]} remote-1.* dpd_action=start .* remote-ts=\[0.0.0.0/0 ::/0\]" made/plain/loaded
    grep -q 'certs=\[CN=jane\] cacerts=\[\]} remote-1 {.* cacerts=\[CN=Test CA\]}.* dpd_action=none .* remote-ts=\[10.0.0.0/8 2001:db8::/32\]' made/more/loaded
    for wrong in 10.0.0.1/8 any 10.0.0.0/8,,::/0; do
        run -2 generate swanctl -D networks="$wrong" users.xml
    done
}

@test "texts arrive as they are" {
    mkdir made
    number=0
    while IFS= read -r text; do
        number=$((number + 1))
        router EAP-MSCHAPv2
        acprof set --write users.xml HostEntry/HostName="$text" || [ "${text:0:1}" = "<" ]
        acprof set --write users.xml IKEIdentity="$text"
        generate swanctl -D user="$text" users.xml
        manifest_is_true
        mv out "made/$number"
        echo "eap_id=$(identity "$text") id=$(identity "$(acprof get users.xml IKEIdentity)") eap-type" >"made/$number/wanted"
    done < <(hostile_lines; printf '%s\n' '#23' '%any' 10.1.2.3 jane@corp.example.com @corp.example.com 'CN=jane, O=x' fe80::1)
    # With a line end in it, and as the only thing in the name.
    router EAP-MSCHAPv2
    acprof set --write users.xml IKEIdentity=$'a\nb } c = d'
    acprof set --write users.xml HostEntry/HostName=$'a\n} include /etc/passwd' || true
    generate swanctl users.xml
    mv out made/lines
    echo "id=$(identity $'a\nb } c = d') eap-type" >made/lines/wanted
    loaded made/*
    [ "$number" -gt 20 ]
    for directory in made/*; do
        [ "$(grep -c '^list-conn event' "$directory/loaded")" = 1 ]
        grep -qF -- "$(cat "$directory/wanted")" "$directory/loaded"
    done
    hostile vpn h.xml
    rm -rf made
    generate swanctl h.xml
    loaded out
}

@test "entries of the same name stay apart, in one directory" {
    mkdir one two
    (cd one && router EAP-MSCHAPv2 && acprof set --write users.xml HostEntry/HostName=a.b)
    (cd two && router EAP-GTC && acprof set --write users.xml HostEntry/HostName=A_b HostEntry/HostAddress=two.example.com)
    mv two/users.xml two.xml
    generate swanctl one/users.xml two.xml
    [ "$(cd out && echo *.conf)" = "a_b+2.conf a_b.conf" ]
    loaded out
    [ "$(grep -c '^list-conn event' out/loaded)" = 2 ]
    grep -q 'a_b+2 {.*two.example.com.*EAP_GTC' out/loaded
}

@test "what users log on with, as the file tells them to write it" {
    router EAP-MSCHAPv2 branch
    for user in "" 'j"a{n}e é' jane; do
        named=()
        [ -z "$user" ] || named=(-D "user=$user")
        generate swanctl "${named[@]}" users.xml
        sed -n '/^# What the user logs on with/,/^connections/s/^#   \(.*\)/\1/p' out/router.conf | sed "s/NAME/joe/" >out/user.conf
        [ -s out/user.conf ]
        rm -rf sw
        mkdir -p sw/conf.d
        cp out/*.conf sw/conf.d
        # swanctl has no command that lists secrets.
        with_charon >said <<'END'
swanctl --load-conns
swanctl --list-conns --raw
swanctl --load-creds --noprompt
END
        grep -qF "eap_id=$(identity "${user:-joe}") id=branch" said
        grep -q "^loaded eap secret 'eap-router'" said
    done
}

@test "the reader refuses what is not whole" {
    router EAP-GTC
    generate swanctl users.xml
    mkdir cut
    head -n -3 out/router.conf >cut/router.conf
    run -1 loaded cut
    contains "syntax error, unexpected end of file"
}

@test "thousands of entries, in seconds" {
    many_entries swanctl 'IPsec<StandardAuthenticationOnly>true</StandardAuthenticationOnly>' conf
}

@test "what is not done is said everywhere" {
    nothing_is_dropped swanctl AutoReconnect BackupServerList LocalLanAccess
    [ "$(xargs <policy)" = "BypassDownloader RestrictPreferenceCaching RestrictTunnelProtocols" ]
    for what in "ProxySettings: IKEv2 does not go through proxies" "pins of a profile are SHA-512" "UserGroup: routers tell groups by" \
        "HostAddress: the port is that of TLS" "other gateways are not tried by themselves: backup.example.com"; do
        grep -q "$what" out/oslo.conf
    done
}

@test "docs/deploy-linux.md, strongSwan: its commands" {
    page_of strongSwan
    run -0 with_charon <<END
mount --bind sw /etc/swanctl
unset SWANCTL_DIR
"$DEPLOY/page.py" page.md 10
END
    contains "router: IKEv2, no reauthentication"
    contains "eap_id: jane"
    contains "10.0.0.0/8"
}

# Commands beside two charons: a router's end in one network, the client in another: strongSwan on both, ESP without the kernel.
with_router() { # AUTH; commands on standard input, for the client
    mkdir -p router/{x509,x509ca,x509ocsp,x509aa,x509ac,x509crl,pubkey,private,rsa,ecdsa,bliss,pkcs8,pkcs12}
    mkdir -p sw/{x509,x509ca,x509ocsp,x509aa,x509ac,x509crl,pubkey,private,rsa,ecdsa,bliss,pkcs8,pkcs12,conf.d}
    rm -f router/vici sw/vici
    cat >commands
    cp pki/server.pem router/x509
    cp pki/server.key router/private
    cp pki/ca.pem router/x509ca
    echo 'include conf.d/*.conf' >sw/swanctl.conf
    cat >router/swanctl.conf <<END
connections {
  router {
    version = 2
    pools = addresses
    local {
      auth = pubkey
      certs = server.pem
      id = vpn.example.com
    }
    remote {
      auth = $1
    }
    children {
      net {
        local_ts = 10.98.0.0/16
      }
    }
  }
}
pools {
  addresses {
    addrs = 10.99.0.0/24
  }
}
secrets {
  eap-jane {
    id = jane
    secret = "Ar3t \\"x"
  }
}
END
    for end in router sw; do
        cat >$end/strongswan.conf <<END
charon-systemd {
    filelog {
        stderr {
            default = 1
        }
    }
    plugins {
        vici {
            socket = unix://$PWD/$end/vici
        }
    }
    load_modular = no
    load = random nonce x509 revocation constraints pubkey pkcs1 pkcs8 pem openssl kdf kernel-libipsec kernel-netlink socket-default vici updown eap-identity eap-mschapv2 eap-md5 gmp hmac drbg
}
swanctl {
    socket = unix://$PWD/$end/vici
}
END
    done
    cat >inside <<'END'
mount -t tmpfs none /run
echo 192.0.2.1 vpn.example.com >hosts
mount --bind hosts /etc/hosts
ip netns add router
ip link add c0 type veth peer name r0 netns router
ip link set lo up
ip addr add 192.0.2.2/24 dev c0
ip link set c0 up
ip netns exec router ip addr add 192.0.2.1/24 dev r0
ip netns exec router ip link set r0 up
ip netns exec router ip link set lo up
ip netns exec router ip addr add 10.98.0.1/16 dev lo
export SWANCTL_DIR=$PWD/router STRONGSWAN_CONF=$PWD/router/strongswan.conf
ip netns exec router charon-systemd >router.log 2>&1 3>&- &
router=$!
SWANCTL_DIR=$PWD/sw STRONGSWAN_CONF=$PWD/sw/strongswan.conf charon-systemd >charon.log 2>&1 3>&- &
charon=$!
for _ in $(seq 200); do
    [ -S router/vici ] && [ -S sw/vici ] && break
    sleep 0.05
done
swanctl --load-all --noprompt >router-load.log 2>&1
export SWANCTL_DIR=$PWD/sw STRONGSWAN_CONF=$PWD/sw/strongswan.conf
bash -eu commands 3>&-
status=$?
kill $charon $router
wait $charon $router
exit $status
END
    alone bash inside
}

# Logs on and reaches what is behind the router.
log_on() { # AUTH
    with_router "$1" <<'END'
swanctl --load-all --noprompt
swanctl --initiate --child router --timeout 30
swanctl --list-sas
ping -c 1 -W 5 10.98.0.1
END
}

@test "a router: users log on with a password or a certificate, and get through" {
    [ -c /dev/net/tun ] || skip "there is no /dev/net/tun"
    make_pki
    mkdir -p sw/conf.d sw/x509 sw/private
    router EAP-MSCHAPv2 branch
    generate swanctl -D user=jane -D ca="$PWD/pki/ca.pem" -D networks=10.98.0.0/16 users.xml
    cp out/router.conf sw/conf.d
    sed -n '/^# What the user logs on with/,/^connections/s/^#   \(.*\)/\1/p' out/router.conf >password
    sed 's/PASSWORD/Ar3t \\"x/' password >sw/conf.d/jane.conf
    run -0 log_on $'eap-mschapv2\n      eap_id = %any'
    contains "EAP-MS-CHAPv2 succeeded"
    contains "authentication of 'branch' (myself) with EAP"
    contains "1 received"
    cp password sw/conf.d/jane.conf
    run log_on $'eap-mschapv2\n      eap_id = %any'
    [ "$status" != 0 ]
    lacks "ESTABLISHED"
    # With a certificate; a gateway of another authority is not trusted.
    rm sw/conf.d/*
    cp pki/user.key sw/private
    router IKE-RSA
    generate swanctl -D certificate="$PWD/pki/user.pem" -D ca="$PWD/pki/ca.pem" -D networks=10.98.0.0/16 users.xml
    cp out/router.conf sw/conf.d
    run -0 log_on pubkey
    contains "authentication of 'CN=jane' (myself) with RSA"
    contains "1 received"
    generate swanctl -D certificate="$PWD/pki/user.pem" -D ca="$SRC/testdata/certificates/root-ca.pem" -D networks=10.98.0.0/16 users.xml
    cp out/router.conf sw/conf.d
    run log_on pubkey
    [ "$status" != 0 ]
    lacks "ESTABLISHED"
}
