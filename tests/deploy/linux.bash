# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the tests of targets for other clients on Linux.
# shellcheck disable=SC2034,SC2154 # used by the tests that load this; set by bats
load common

# A command in a network and with mounts of its own, so that nobody else is reached or disturbed.
alone() {
    if [ "$(id -u)" = 0 ]; then
        unshare --net --mount "$@"
    else
        unshare --map-root-user --net --mount "$@"
    fi
}

# Every starter's and every test profile, and some with entries of every shape, in the directory profiles.
all_profiles() {
    "$DEPLOY/made.py" 20 profiles
    ACPROF=$ACPROF "$PYTHON" - "$SRC" <<'END'
import glob, os, shutil, sys
src = sys.argv[1]
sys.path.insert(0, src + "/tests/deploy")
import golden
os.makedirs("starters")
golden.make_starters("starters")
files = glob.glob("starters/*/*.xml") + glob.glob(src + "/testdata/valid/*.xml")
for name in sorted(files) + [src + "/testdata/deploy/entries.xml"]:
    with open(name, encoding="utf-8-sig") as file:
        if "<AnyConnectProfile" in file.read() and "VpnMgmtTunProfile" not in name:
            shutil.copy(name, "profiles")
END
}

# entries FILE WAY: entries, one a line as JSON, for routers or for others, as another reader of XML
# sees them, IPv6 addresses in brackets. WAY is tls, router, or own for the method that only the
# vendor's client knows.
entries() {
    "$PYTHON" - "$@" <<'END'
import json, sys, xml.etree.ElementTree as tree
ns = "{http://schemas.xmlsoap.org/encoding/}"
def text(node, *path):
    for name in path:
        node = node.find(ns + name) if node is not None else None
    return (node.text or "").strip() if node is not None else ""
def bracketed(address):
    host = address.split("/")[0]
    return address.replace(host, "[" + host + "]", 1) if host.count(":") > 1 and host[0] != "[" else address
for entry in tree.parse(sys.argv[1]).iter(ns + "HostEntry"):
    standard = ("PrimaryProtocol", "StandardAuthenticationOnly")
    router = text(entry, standard[0]) == "IPsec" and text(entry, *standard) == "true"
    method = text(entry, *standard, "AuthMethodDuringIKENegotiation") or "EAP-GTC"
    way = ("own" if method == "EAP-AnyConnect" else "router") if router else "tls"
    if way == sys.argv[2]:
        print(json.dumps({"name": text(entry, "HostName"), "method": method,
                          "address": bracketed(text(entry, "HostAddress") or text(entry, "HostName")),
                          "group": text(entry, "UserGroup"),
                          "identity": text(entry, *standard, "IKEIdentity")}))
END
}

# Texts that the syntaxes of these files trip over, one a line.
hostile_lines() {
    cat <<'END'
plain
"quoted"
'single' `id` $HOME ${x
back\slash\n\t\x41\s end\
a=b # c; d ; e [vpn] {x} } {
<b> & &amp; %41 100% ~ ^ * ? ! |
  blanks  at both ends  
../../../etc/passwd
.hidden
-rf
include /etc/passwd
Übung 漢字 😀 ‘’“”
a‮gnp.exe‬ ‏b ⁦c⁩
CON
END
}

# loud FILE: every setting there is, each with a value that other clients have no way to honor.
loud() {
    "$PYTHON" - "$VALID/full.xml" "$1" <<'END'
import sys, xml.etree.ElementTree as tree
ns = "http://schemas.xmlsoap.org/encoding/"
tree.register_namespace("", ns)
document = tree.parse(sys.argv[1])
other = {"true": "false", "false": "true", "IPv4,IPv6": "IPv4", "Automatic": "Disable"}
keep = """AutomaticVPNPolicy EnableScripting CertificatePinning RSASecurIDIntegration DeviceLockRequired
AllowLocalProxyConnections AllowManualHostInput AutoConnectOnStart AutoUpdate LocalLanAccess
DisableCaptivePortalDetection""".split()
for node in document.getroot()[0]:
    text = (node.text or "").strip()
    if node.tag.rpartition("}")[2] not in keep and text in other:
        node.text = node.text.replace(text, other[text])
for node in document.iter("{%s}AlwaysOn" % ns):
    node.text = "false"  # the gateway is not chosen with it
for node in document.iter("{%s}HostAddress" % ns):
    node.text = node.text.replace("[2001:db8:20::5]", "oslo.example.com")
document.write(sys.argv[2], encoding="utf-8", xml_declaration=True)
END
}

# Every setting of a loud profile is on standard error, in the manifest and in the files, or is one
# of those NAMEd; and is refused if warnings are.
nothing_is_dropped() { # TARGET NAME...
    local why
    loud loud.xml
    generate "$1" loud.xml 2>said
    jq -r '.ignored[].setting' out/manifest.json | sed -n 's:.*/ClientInitialization/\([^/]*\).*:\1:p' | sort -u >ignored
    "$PYTHON" - loud.xml <<'END' | sort >written
import sys, xml.etree.ElementTree as tree
for node in tree.parse(sys.argv[1]).getroot()[0]:
    print(node.tag.rpartition("}")[2])
END
    [ "$(wc -l <written)" -gt 35 ] || return
    diff <(comm -23 written ignored) <(printf '%s\n' "${@:2}" | sort) >&2 || return
    # Nothing is in one of these places only.
    [ "$(grep -c ': ignored: ' said)" = "$(jq '.ignored | length' out/manifest.json)" ] || return
    while IFS= read -r why; do
        grep -qF -- ": $why" said || return
        grep -rqF -- ": $why" out --include=*.conf --include=*.nmconnection || return
    done < <(jq -r '.ignored[].why' out/manifest.json)
    rm -rf out
    run -1 acprof generate "$1" --output out --fail-on warning loud.xml
    [ ! -e out ] || return
    # What the policy of the computer asks for.
    cat >AnyConnectLocalPolicy.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectLocalPolicy xmlns="http://schemas.xmlsoap.org/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectLocalPolicy.xsd" acversion="5.0">
  <BypassDownloader>false</BypassDownloader>
  <FipsMode>true</FipsMode>
  <RestrictPreferenceCaching>Credentials</RestrictPreferenceCaching>
  <RestrictTunnelProtocols>true</RestrictTunnelProtocols>
  <StrictCertificateTrust>true</StrictCertificateTrust>
</AnyConnectLocalPolicy>
END
    generate "$1" loud.xml AnyConnectLocalPolicy.xml 2>said
    jq -r '.ignored[] | select(.file == "AnyConnectLocalPolicy.xml").setting' out/manifest.json | sed 's:.*/::' >policy
}

# Files of TARGET for each profile with entries of WAY, with these (wanted), in directories of made that
# are called after it; there have to be LEAST. The others are refused with TEXT.
make_of_all() { # TARGET WAY LEAST TEXT
    local profile directory
    all_profiles
    mkdir made
    for profile in profiles/*.xml; do
        entries "$profile" "$2" >wanted
        if [ ! -s wanted ]; then
            run -1 generate "$1" "$profile"
            contains "$4"
            continue
        fi
        generate "$1" "$profile" 2>/dev/null
        manifest_is_true
        directory="made/$(basename "$profile" .xml)"
        mv out "$directory"
        mv wanted "$directory/wanted"
    done
    [ "$(find made -name wanted | wc -l)" -ge "$3" ]
}

# Thousands of entries, all of one name, with gateways and limits of their own, in seconds of processor
# time; comparing each with each would take a minute.
many_entries() { # TARGET PROTOCOL SUFFIX
    {
        echo '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/"><ServerList>'
        seq 3000 | sed "s#.*#<HostEntry><HostName>e</HostName><HostAddress>vpn&.example.com</HostAddress>\
<UserGroup>g&</UserGroup><BackupServerList><HostAddress>spare.example.com</HostAddress></BackupServerList>\
<PrimaryProtocol>$2</PrimaryProtocol></HostEntry>#"
        echo '</ServerList></AnyConnectProfile>'
    } >many.xml
    (ulimit -t 15 && generate "$1" many.xml 2>message) || return
    [ "$(find out -name "*.$3" | wc -l)" = 3000 ] || return
    grep -q "vpn1\.example\.com" "out/e.$3" && grep -q "vpn3000\.example\.com" "out/e+3000.$3"
}

# An authority and certificates of a gateway and a user, in the directory pki.
make_pki() {
    mkdir pki
    (
        cd pki || return
        exec 2>openssl.log
        openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj "/CN=Test CA" \
            -days 2 -addext basicConstraints=critical,CA:TRUE || return
        one() {
            openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" &&
                openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
                    -extfile <(printf '%b' "$3") -out "$1.pem"
        }
        one server "/CN=vpn.example.com" \
            "subjectAltName=DNS:vpn.example.com,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n" &&
            one user "/CN=jane" "extendedKeyUsage=clientAuth\n" || return
        # The client takes a certificate after the second in which it begins (003:L9014-9015).
        sleep 1
    )
}

# ocserv.conf for a gateway on 127.0.0.1:4443, of the authority in pki.
gateway_configuration() {
    cat >ocserv.conf <<'END'
auth = "certificate"
tcp-port = 4443
run-as-user = nobody
run-as-group = nogroup
socket-file = ocserv.sock
isolate-workers = false
server-cert = pki/server.pem
server-key = pki/server.key
ca-cert = pki/ca.pem
cert-user-oid = 2.5.4.3
cisco-client-compat = true
ipv4-network = 10.99.0.0/24
device = vpns
END
}

# The part of docs/deploy-linux.md with that heading, as a page of its own; and a sudo that is none.
page_of() { # HEADING
    awk -v heading="### $1" '/^##/ { in_it = $0 == heading } in_it' "$SRC/docs/deploy-linux.md" >page.md
    mkdir bin
    ln -s "$ACPROF" bin/acprof
    printf '#!/bin/sh\nexec "$@"\n' >bin/sudo
    chmod +x bin/sudo
    PATH=$PWD/bin:$PATH
}
