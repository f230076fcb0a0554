#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate networkmanager: what NetworkManager reads of it, and does with its plugin.
# shellcheck disable=SC2016 # texts that no shell may look into
load linux

# Commands (standard input) beside a NetworkManager of our own, whose keyfiles are in conns: in a
# network of its own, with a bus of its own. Where udev cannot write, it manages what there is.
with_manager() {
    mkdir -p conns state
    cat >commands
    cat >bus.conf <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow receive_sender="*"/></policy></busconfig>
END
    cat >manager.conf <<END
[main]
plugins=keyfile
dns=none
no-auto-default=*
auth-polkit=false
[keyfile]
path=${KEYFILES:-$PWD/conns}
unmanaged-devices=interface-name:lo
END
    cat >inside <<'END'
mount -t tmpfs none /run && mkdir -p /run/dbus /run/NetworkManager
mount -t sysfs -o ro sysfs /sys
ip link set lo up
dbus-daemon --config-file="$PWD/bus.conf" --nofork --nopidfile >bus.log 2>&1 3>&- &
bus=$!
for _ in $(seq 100); do
    [ -S /run/dbus/system_bus_socket ] && break
    sleep 0.05
done
NetworkManager -n --config manager.conf --config-dir state --intern-config state/intern --state-file state/state >manager.log 2>&1 3>&- &
manager=$!
for _ in $(seq 200); do
    nmcli -t general status >/dev/null 2>&1 && break
    sleep 0.05
done
bash -eu commands 3>&-
status=$?
kill $manager && wait $manager
kill $bus && wait $bus
exit $status
END
    alone bash inside
}

# What NetworkManager has of the connections in a directory: one a line as JSON.
loaded() { # DIRECTORY...
    cat >show <<'END'
for directory; do
    rm -f conns/*
    nmcli connection reload
    cp "$directory"/*.nmconnection conns
    nmcli connection load "${PWD}"/conns/*
    nmcli -t -f uuid,dbus-path connection show | sort | while IFS=: read -r _ path; do
        busctl --json=short call org.freedesktop.NetworkManager "$path" \
            org.freedesktop.NetworkManager.Settings.Connection GetSettings |
            jq -c '.data[0] | {id: .connection.id.data, uuid: .connection.uuid.data, type: .connection.type.data,
                autoconnect: .connection.autoconnect.data, service: .vpn["service-type"].data} + .vpn.data.data'
    done >"$directory/loaded"
done
END
    with_manager <<<"bash -eu show $(printf '%q ' "$@")"
}

@test "every entry of every starter and profile: NetworkManager loads it" {
    make_of_all networkmanager tls 15 "swanctl"
    run find made -name '*.nmconnection' ! -perm 0600
    [ -z "$output" ]
    loaded made/*
    for directory in made/*; do
        # The gateway is what openconnect would make of the profile, here without https://.
        jq -rs 'map(.name + "\t" + (.address | sub("^https://"; "") | sub("/$"; "") | sub(":443$"; ""))
            + (if .group == "" then "" else "/" + .group end)) | sort[]' "$directory/wanted" >expected
        jq -rs 'map(.id + "\t" + (.gateway | gsub("%20"; " "))) | sort[]' "$directory/loaded" >there
        diff expected there
        jq -se 'all(.type == "vpn" and .autoconnect == false and .protocol == "anyconnect" and
            .service == "org.freedesktop.NetworkManager.openconnect") and (map(.uuid) | unique | length) == length' \
            "$directory/loaded" >/dev/null
    done
}

@test "certificates, proxies, trust" {
    new ssl one.xml address=vpn.example.com group=staff name=Head
    generate networkmanager one.xml
    mv out a
    acprof set --write one.xml ProxySettings=Override PublicProxyServerAddress=192.0.2.9:3128
    new fips AnyConnectLocalPolicy.xml
    acprof set --write AnyConnectLocalPolicy.xml StrictCertificateTrust=true
    generate networkmanager -D certificate=/etc/ssl/user.pem -D ca=/etc/ssl/corp.pem one.xml AnyConnectLocalPolicy.xml
    mv out b
    generate networkmanager -D certificate=/etc/ssl/user.pem -D key=/etc/ssl/user.key one.xml
    mv out c
    loaded a b c
    jq -e '.authtype == "password" and .usercert == null and .proxy == null and .prevent_invalid_cert == null and
        .gateway == "vpn.example.com/staff"' a/loaded
    jq -e '.authtype == "cert" and .usercert == "/etc/ssl/user.pem" and .userkey == "/etc/ssl/user.pem" and
        .cacert == "/etc/ssl/corp.pem" and .proxy == "http://192.0.2.9:3128" and .prevent_invalid_cert == "yes"' b/loaded
    jq -e '.userkey == "/etc/ssl/user.key"' c/loaded
    # What is made anew takes the place of what was there.
    [ "$(jq -s 'map(.uuid) | unique | length' a/loaded b/loaded c/loaded)" = 1 ]
}

@test "texts arrive as they are" {
    hostile vpn h.xml
    generate networkmanager h.xml 2>/dev/null
    mkdir made
    mv out made/hostile
    number=0
    while IFS= read -r text; do
        number=$((number + 1))
        new ssl users.xml address=vpn.example.com
        acprof set --write users.xml HostEntry/HostName="$text" || [ "${text:0:1}" = "<" ]
        acprof set --write users.xml UserGroup="$text" || true
        generate networkmanager -D certificate="$text" -D key="/$text" -D ca="$text/" users.xml
        manifest_is_true
        mv out "made/$number"
        jq -n --arg text "$text" --arg id "$(acprof get users.xml HostEntry/HostName)" \
            --arg group "$(acprof get users.xml UserGroup 2>/dev/null)" \
            '{id: $id, group: $group, usercert: $text, userkey: ("/" + $text), cacert: ($text + "/")}' >"made/$number/wanted"
    done < <(hostile_lines)
    loaded made/*
    for wanted in made/[0-9]*/wanted; do
        diff <(jq -S . "$wanted") <("$PYTHON" -c 'import json, sys, urllib.parse
has = json.load(open(sys.argv[1]))
gate, _, group = has["gateway"].partition("/")
assert gate == "vpn.example.com", gate
json.dump({"group": urllib.parse.unquote(group), **{key: has[key] for key in ("id", "usercert", "userkey", "cacert")}},
          sys.stdout)' "${wanted%wanted}loaded" | jq -S .)
    done
    # Those of the hostile profile, which holds line ends, too.
    [ "$(entries h.xml tls | jq -r .name | sort)" = "$(jq -r .id made/hostile/loaded | sort)" ]
    "$PYTHON" - h.xml.json made/hostile/loaded <<'END'
import json, sys, urllib.parse
texts = json.load(open(sys.argv[1], encoding="utf-8"))
group = [text for path, text in texts.items() if path.endswith("HostEntry[1]/UserGroup")][0]
with open(sys.argv[2], encoding="utf-8") as file:
    gates = [json.loads(line)["gateway"] for line in file]
assert group.strip() in [urllib.parse.unquote(gate.partition("/")[2]) for gate in gates], (group, gates)
END
}

@test "thousands of entries, in seconds" {
    many_entries networkmanager 'SSL' nmconnection
}

@test "what is not done is said everywhere" {
    nothing_is_dropped networkmanager BackupServerList CertificatePinning ProxySettings
    [ "$(xargs <policy)" = "BypassDownloader FipsMode RestrictPreferenceCaching RestrictTunnelProtocols" ]
    for what in "other gateways are not tried by themselves: lyon.example.com" "pins of a profile are SHA-512" \
        "UserControllable: whoever may write this file" "AutomaticVPNPolicy: networks are not told apart"; do
        grep -q "$what" out/paris.nmconnection
    done
}

@test "a tunnel through ocserv, brought up by NetworkManager" {
    [ -c /dev/net/tun ] || skip "there is no /dev/net/tun"
    make_pki
    gateway_configuration
    # The plugin is a user of its own, who has to get to the authority.
    chmod a+rx "$PWD" pki
    mkdir -m 755 certificates
    cp pki/ca.pem certificates/ca.pem
    new ssl users.xml address=127.0.0.1:4443 name=Head
    keys=(-D certificate="$PWD/pki/user.pem" -D key="$PWD/pki/user.key" -D ca="$PWD/certificates/ca.pem")
    generate openconnect "${keys[@]}" users.xml
    mv out openconnect
    generate networkmanager "${keys[@]}" users.xml
    mkdir conns
    cp out/*.nmconnection conns
    # The cookie is what the plugin's dialog would get.
    run with_manager <<'END'
ip link add d0 type veth peer name d1
ip link set d0 up
ip link set d1 up
ocserv -f -c ocserv.conf -d 2 >ocserv.log 2>&1 &
gateway=$!
nmcli connection add type ethernet con-name base ifname d0 ipv4.method manual ipv4.addresses 192.0.2.5/24 \
    ipv4.gateway 192.0.2.1 ipv6.method disabled
nmcli --wait 20 connection up base
for _ in $(seq 100); do
    (exec 4<>/dev/tcp/127.0.0.1/4443) 2>/dev/null && break
    sleep 0.05
done
openconnect --non-inter --authenticate --config=openconnect/head.conf </dev/null >authenticated
eval "$(grep '^[A-Z]*=' authenticated)"
(umask 077 && printf 'vpn.secrets.%s\n' "cookie:$COOKIE" "gateway:$HOST:4443" "gwcert:$FINGERPRINT" >secrets)
nmcli --wait 30 connection up Head passwd-file secrets || { kill $gateway; exit 1; }
nmcli -t -f GENERAL.STATE,IP4.ADDRESS connection show Head >shown
nmcli connection down Head
kill $gateway
wait $gateway
END
    [ "$status" = 0 ] || { echo "$output"; cat authenticated ocserv.log; } >&2
    [ "$status" = 0 ]
    grep -qx "GENERAL.STATE:activated" shown
    grep -q "^IP4.ADDRESS.*:10\.99\.0\." shown
}

@test "docs/deploy-linux.md, NetworkManager: its commands" {
    page_of NetworkManager
    KEYFILES=/etc/NetworkManager/system-connections
    run -0 with_manager <<END
mount --bind conns $KEYFILES
"$DEPLOY/page.py" page.md 10
END
    contains "authtype = cert"
    [ "$(stat -c %a conns/office.nmconnection)" = 600 ]
}
