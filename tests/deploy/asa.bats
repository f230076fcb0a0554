#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate asa: what it makes agrees with the profiles, and is what the documents print.
# shellcheck disable=SC2016,SC2054 # programs of awk; values with commas
load common

HEADEND=$SRC/testdata/headend
# What a site decides, so that nothing is left open that crosscheck asks about; NAME=VALUE is instead of
# what stands here, or more.
site() { # NAME=VALUE...
    local -A values=([pool]=192.168.10.0/24 [pool6]=2001:db8:10::1/64 [dns]=10.0.0.53,10.0.0.54
        [split-include]=10.0.0.0/8,2001:db8:1::/48 [domain]=corp.example.com)
    local name
    for name in "$@"; do values[${name%%=*}]=${name#*=}; done
    SITE=()
    for name in "${!values[@]}"; do SITE+=(-D "$name=${values[$name]}"); done
}

# crosscheck of the configurations in out with the files finds nothing that was not found without.
agrees() {
    local headends=("${ROUTERS[@]}") file
    for file in out/*.cfg; do headends+=(--asa "$file"); done
    [ -e "$file" ] || return
    acprof validate --together --format json "$@" | jq -r '.[].rule' | sort -u >without
    acprof crosscheck --format json "${headends[@]}" "$@" >crosscheck.json || true
    jq -e '.agreements | length > 0 and all(.agrees)' crosscheck.json >/dev/null || {
        jq '.agreements[] | select(.agrees | not)' crosscheck.json >&2
        return 1
    }
    jq -r '.findings[].rule' crosscheck.json | sort -u | comm -13 without - >new
    [ ! -s new ] || { jq '.findings[] | .rule + " " + .file + ": " + .detail' crosscheck.json | grep -f new >&2; return 1; }
}

# generate and agrees: FILE... -- DEFINITION...
fits() {
    local files=()
    while [ "$1" != -- ]; do
        files+=("$1")
        shift
    done
    shift
    generate asa "$@" "${files[@]}" && manifest_is_true && agrees "${files[@]}"
}

@test "every starter: crosscheck finds nothing" {
    count=0
    site
    export SRC
    for name in $(acprof new --list | awk '{ print $1 }'); do
        rm -rf "$name"
        case $name in
        fips | update-policy) file=AnyConnectLocalPolicy.xml ;;
        ise-posture) file=ISEPostureCFG.xml ;;
        nvm-collector) file=NVM_ServiceProfile.xml ;;
        management-tunnel) file=. ;;
        *) file=users.xml ;;
        esac
        mkdir "$name"
        mapfile -t parameters < <("$PYTHON" - "$name" <<'END'
import os, sys
sys.path.insert(0, os.environ["SRC"] + "/tests/deploy")
import golden
for parameter in golden.PARAMETERS[sys.argv[1]]:
    print(parameter)
END
        )
        acprof new "$name" --output "$name/$file" "${parameters[@]}"
        case $name in
        fips | update-policy | ikev2-*)
            run -1 generate asa "$name"/*
            contains "nothing in these files concerns an ASA"
            ;;
        *)
            # As it is, and with all that a site can add.
            fits "$name"/* --
            fits "$name"/* -- "${SITE[@]}"
            fits "$name"/* -- -D pool=192.168.10.0/24 -D pool6=2001:db8:10::1/64
            count=$((count + 1))
            ;;
        esac
    done
    [ "$count" -ge 12 ]
}

@test "a profile with all kinds of entries, and service profiles" {
    cp "$SRC/testdata/deploy/entries.xml" "$VALID"/nvm/NVM_ServiceProfile.xml \
        "$VALID"/ise-posture/ISEPostureCFG.xml .
    new fips AnyConnectLocalPolicy.xml
    # Entries for routers lead to what is made for those.
    site
    acprof generate ios-xe --output router -D split-include=10.0.0.0/8 entries.xml
    ROUTERS=(--ios-xe router/router.example.com.cfg)
    fits entries.xml NVM_ServiceProfile.xml ISEPostureCFG.xml AnyConnectLocalPolicy.xml -- "${SITE[@]}"
    [ "$(cd out && echo *.cfg)" = \
        "192.0.2.7.cfg 198.51.100.9.cfg 2001_db8__1.cfg 2001_db8__7.cfg spare.example.com.cfg vpn.example.com.cfg" ]
    run -0 cat out/vpn.example.com.cfg
    contains 'tunnel-group "Road Warriors" type remote-access'
    contains 'group-url "https://vpn.example.com/Road Warriors" enable'
    contains $'\ncrypto isakmp nat-traversal 3600\n'
    contains "  anyconnect modules value vpngina,nvm,iseposture,dart"
    contains " msie-proxy method no-proxy"
    run -0 cat out/2001_db8__1.cfg
    contains " port 8443"
    contains "group-url https://[2001:db8::1]:8443/lab enable"
    lacks "crypto ikev2"
    # The entries for a router are not there, and said to be left out.
    [ "$(jq -r '.ignored[] | select(.why | contains("target ios-xe")).setting' out/manifest.json)" = \
        'AnyConnectProfile/ServerList/HostEntry[HostName="Router"]
AnyConnectProfile/ServerList/HostEntry[HostName="Router, certificates"]
AnyConnectProfile/ServerList/HostEntry[HostName="Router, own method"]' ]
    run -1 grep -r router.example.com out --include=*.cfg
    # Profiles go onto the flash byte by byte.
    cmp entries.xml out/disk0/entries.xml
}

@test "certificates that the ASA enrolls, or the client itself" {
    site
    new scep users.xml address=vpn.example.com enrollment=vpn.example.com/enroll ca-url=http://ca.example.com/scep \
        ca-thumbprint=00112233445566778899AABBCCDDEEFF00112233 organization=Example
    fits users.xml -- "${SITE[@]}"
    run -0 cat out/vpn.example.com.cfg
    contains "group-url https://vpn.example.com/enroll enable"
    lacks "scep-enrollment"
    acprof delete --write users.xml CertificateEnrollment/AutomaticSCEPHost CertificateEnrollment/CAURL
    run -1 generate asa users.xml
    contains "-D scep-url=URL"
    fits users.xml -- "${SITE[@]}" -D scep-url=http://ca.example.com/scep
    run -0 cat out/vpn.example.com.cfg
    contains " scep-forwarding-url value http://ca.example.com/scep"
    contains " scep-enrollment enable"
    contains " authentication aaa certificate"
}

@test "logging on" {
    new ssl users.xml address=vpn.example.com group=staff
    fits users.xml -- -D authentication=aaa+certificate -D aaa-group=RADIUS
    run -0 cat out/vpn.example.com.cfg
    contains " authentication aaa certificate"
    contains " authentication-server-group RADIUS"
    generate asa -D authentication=saml -D saml-idp=https://idp.example.net/metadata users.xml
    run -0 cat out/vpn.example.com.cfg
    contains " saml identity-provider https://idp.example.net/metadata"
    lacks "authentication-server-group"
    run -0 jq -r '.notes[]' out/manifest.json
    contains "the identity provider https://idp.example.net/metadata, an NTP server"
    # That is the only thing to be found.
    acprof crosscheck --format json --asa out/vpn.example.com.cfg users.xml >crosscheck.json
    [ "$(jq -r '.findings[].rule | select(. >= "ACP9")' crosscheck.json | sort -u | tr '\n' ' ')" = "ACP9251 " ]
    run -1 generate asa -D authentication=saml users.xml
    contains "-D saml-idp=NAME"
    new ios-on-demand users.xml address=vpn.example.com domains=corp.example.com
    fits users.xml -- -D authentication=aaa
    run -0 cat out/vpn.example.com.cfg
    contains " authentication certificate"
    contains " vpn-idle-timeout 1"
}

# A profile of entries: NAME=ADDRESS[=GROUP[=PROTOCOL]]...
entries() { # FILE ENTRY...
    local file=$1 name address group protocol
    shift
    {
        echo '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/"'
        echo 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        echo 'xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectProfile.xsd"><ServerList>'
        while IFS='=' read -r name address group protocol; do
            echo "<HostEntry><HostName>$name</HostName><HostAddress>$address</HostAddress>"
            echo "${group:+<UserGroup>$group</UserGroup>}"
            echo "${protocol:+<PrimaryProtocol>$protocol</PrimaryProtocol>}</HostEntry>"
        done < <(printf '%s\n' "$@")
        echo '</ServerList></AnyConnectProfile>'
    } >"$file"
}

urls() { sed -n 's/^ group-url \(.*\) enable$/\1/p' out/vpn.example.com.cfg; }
groups() { sed -n 's/^tunnel-group \(.*\) type remote-access$/\1/p' out/vpn.example.com.cfg; }

@test "several entries that lead to one tunnel group" {
    site
    # One has no group, and one that of the others by its name.
    entries users.xml A=vpn.example.com B=vpn.example.com=AnyConnect
    fits users.xml -- "${SITE[@]}"
    [ "$(groups)" = AnyConnect ]
    [ "$(urls)" = $'https://vpn.example.com\nhttps://vpn.example.com/AnyConnect' ]
    # Two whose groups have the same name on the ASA, but other URLs.
    entries users.xml A=vpn.example.com=a/b B=vpn.example.com=a_b
    fits users.xml -- "${SITE[@]}"
    [ "$(groups)" = a_b ]
    [ "$(urls)" = $'https://vpn.example.com/a/b\nhttps://vpn.example.com/a_b' ]
    jq -r '.notes[]' out/manifest.json |
        grep -Fx "users.xml: entry B: its group a_b is the tunnel group a_b of entry A, whose group is a/b: rename one if they are to differ"
    # On two ASAs there are two.
    entries users.xml A=vpn.example.com=a/b B=vpn2.example.com=a_b
    fits users.xml -- "${SITE[@]}"
    run ! grep "rename one if" out/manifest.json
    # With IPsec the name counts; a URL is of one tunnel group.
    entries users.xml A=vpn.example.com=a+b=IPsec B=VPN.example.com:443=a+b
    generate asa "${SITE[@]}" users.xml
    acprof crosscheck --format json --asa out/vpn.example.com.cfg users.xml >crosscheck.json
    jq -e '.agreements | length > 10 and all(.agrees)' crosscheck.json
    [ "$(groups)" = a+b ]
    [ "$(urls)" = https://vpn.example.com/a+b ]
    # Two ports of one ASA: it listens on the usual one, and knows both URLs.
    entries users.xml A=vpn.example.com:8443=a B=vpn.example.com=a C=vpn.example.com:8443
    fits users.xml -- "${SITE[@]}"
    [ "$(urls)" = $'https://vpn.example.com:8443/a\nhttps://vpn.example.com/a\nhttps://vpn.example.com:8443' ]
    run -1 grep -n '^ port' out/vpn.example.com.cfg
    run -0 jq -r '.notes[]' out/manifest.json
    contains "entry A leads to port 8443 of vpn.example.com, where others lead to port 443"
    # What one of them needs a certificate for, the other has to have one for, too.
    new certificate machine.xml address=vpn.example.com issuer="Example CA"
    entries users.xml A=vpn.example.com
    fits machine.xml users.xml -- "${SITE[@]}"
    grep -qx " authentication certificate" out/vpn.example.com.cfg
    run -0 jq -r '.notes[]' out/manifest.json
    contains "users.xml: entry A says nothing of certificates"
    fits machine.xml users.xml -- "${SITE[@]}" -D authentication=certificate
    run -0 jq -r '.notes[]' out/manifest.json
    lacks "says nothing of certificates"
}

@test "what no ASA can do is refused" {
    entries users.xml "A=vpn.example.com=$(printf 'g%.0s' {1..64})"
    generate asa users.xml
    entries users.xml "A=vpn.example.com=$(printf 'g%.0s' {1..65})"
    run -1 generate asa users.xml
    contains "at most 64 characters, and UserGroup has 65"
    mkdir pair
    acprof new management-tunnel --output pair address=vpn.example.com machine-group=AnyConnect \
        issuer="Example Machine CA" domains=corp.example.com
    run -1 generate asa pair
    contains "shares the tunnel group AnyConnect with entry vpn.example.com of users.xml"
    entries 'a b.xml' A=vpn.example.com
    cp 'a b.xml' a_b.xml
    run -1 generate asa a?b.xml
    contains "a b.xml and a_b.xml would both be the profile a_b"
    [ ! -e out ]
    # What cannot be typed on it, and where that is.
    entries users.xml "A=vpn.example.com" "Umlaut=büro.example.com"
    run -1 generate asa users.xml
    contains "users.xml: entry Umlaut: 'https://büro.example.com' cannot be written in an ASA's configuration, which takes printable ASCII"
}

@test "an entry of its own for enrolling, and %machineid%" {
    site
    fits "$VALID/scep.xml" -- "${SITE[@]}"
    grep -qx " authentication aaa" out/enroll.example.com.cfg
    grep -qx " authentication certificate" out/vpn.example.com.cfg
    grep -qx " hostscan enable" out/vpn.example.com.cfg
    # It leads to where a certificate is asked for.
    new scep users.xml address=vpn.example.com enrollment=vpn.example.com/staff ca-url=http://ca.example.com/scep \
        ca-thumbprint=00112233445566778899AABBCCDDEEFF00112233 organization=Example
    new certificate other.xml address=vpn.example.com issuer="Example CA" group=staff
    run -1 generate asa users.xml other.xml
    contains "which asks for a certificate: give AutomaticSCEPHost another group"
}

@test "addresses and networks" {
    new ssl users.xml address=vpn.example.com
    site pool=10.1.2.16/28 split-include=10.1.0.0/16,192.0.2.128/25,0.0.0.0/0
    fits users.xml -- "${SITE[@]}"
    run -0 cat out/vpn.example.com.cfg
    contains "ip local pool VPN_Pool 10.1.2.17-10.1.2.30 mask 255.255.255.240"
    contains "access-list VPN-split standard permit 10.1.0.0 255.255.0.0"
    contains "access-list VPN-split standard permit 192.0.2.128 255.255.255.128"
    contains "access-list VPN-split standard permit 0.0.0.0 0.0.0.0"
    site split-include= split-exclude=10.1.0.0/16,2001:db8::/32 split-list=outside
    fits users.xml -- "${SITE[@]}"
    run -0 cat out/vpn.example.com.cfg
    contains "access-list outside extended permit ip 10.1.0.0 255.255.0.0 any4"
    contains "access-list outside extended permit ip 2001:db8::/32 any6"
    contains " split-tunnel-policy excludespecified"
    run -1 generate asa -D split-include=10.0.0.0/8 -D split-exclude=10.1.0.0/16 users.xml
    contains "exclude each other"
    run -1 generate asa -D split-dns=corp.example.com users.xml
    contains "-D dns="
    run -1 generate asa -D deferred-update=5.1.2 -D deferred-timeout=301 users.xml
    contains "at most 300 seconds"
    for count in 0 16385; do
        run -1 generate asa -D pool6=2001:db8::1/64 -D pool6-count=$count users.xml
        contains "1 to 16384 addresses"
    done
    for wrong in pool=10.1.2.3/24 pool=10.1.2.9-10.1.2.3/24 pool=10.1.2.9-10.2.2.3/24 pool=10.1.2.0/31 \
        pool=2001:db8::/64 split-include=10.1.2.3/8 split-include=10.0.0.0/8,,10.1.0.0/16 split-include=any \
        dns=ns.example.com domain=a..b dynamic-exclude=*.example.com deferred-update=5.1 package-version=new \
        'packages=win,' interface='out?'; do
        run -2 generate asa -D "$wrong" users.xml
        contains "${wrong%%=*} cannot be '${wrong#*=}'"
    done
}

@test "lists of domains: as the guide prints them, and cut where the ASA's line ends" {
    new ssl users.xml address=vpn.example.com group=Employees
    site split-include=
    fits users.xml -- "${SITE[@]}" -D dynamic-exclude=example1.com,example2.com \
        -D dynamic-exclude-name=example_service_domains -D dynamic-include=www.example1.com,www.example2.com \
        -D dynamic-include-name=example_service_domains_tunneled
    "$DEPLOY/reproduce.py" <(grep -E '^webvpn|^ *anyconnect-custom|^group-policy' out/vpn.example.com.cfg) \
        "$HEADEND/dynamic-split.asa" <<'END'
# The guide shows it with the other example.
+ anyconnect-custom-attr dynamic-split-include-domains description dynamic split include domains
END
    # Neither list of names does anything alone.
    generate asa -D dns=10.0.0.53 -D split-dns=example.com -D dynamic-include=example.com users.xml
    jq -r '.notes[]' out/manifest.json >notes
    grep -q "^split-dns does nothing without split-include" notes
    grep -q "^dynamic-include does nothing without split-include" notes
    # Domains that go through the tunnel, alone (003:L8716-8732).
    site
    fits users.xml -- "${SITE[@]}" -D dynamic-include=domain1.com,domain2.com \
        -D dynamic-include-name=corporate_service_domains
    "$DEPLOY/reproduce.py" <(grep -E '^webvpn|^ *anyconnect-custom|^group-policy' out/vpn.example.com.cfg) \
        "$HEADEND/dynamic-include.asa" </dev/null
    # And with exceptions (003:L8750-8770); crosscheck says what the two lists mean together.
    generate asa "${SITE[@]}" users.xml -D dynamic-include=domain1.com,domain2.com \
        -D dynamic-include-name=corporate_service_domains -D dynamic-exclude=www.domain1.com,www.domain2.com \
        -D dynamic-exclude-name=corporate_service_domains_excluded
    "$DEPLOY/reproduce.py" <(grep -E '^webvpn|^ *anyconnect-custom|^group-policy' out/vpn.example.com.cfg | sort) \
        <(sort "$HEADEND/dynamic-include-enhanced.asa") <<'END'
# The guide gives the exceptions the wrong type, and lets its policy look for them under the right one.
- anyconnect-custom-data dynamic-split-include-domains corporate_service_domains_excluded www.domain1.com, www.domain2.com
# The guide shows it with the example before.
+ anyconnect-custom-attr dynamic-split-include-domains description dynamic split include domains
+ anyconnect-custom-data dynamic-split-exclude-domains corporate_service_domains_excluded www.domain1.com, www.domain2.com
END
    site split-include=
    domains=$(for i in $(seq 300); do printf 'host%d.branch.example.com,' "$i"; done)
    fits users.xml -- "${SITE[@]}" -D dynamic-exclude="${domains%,}"
    awk '/^anyconnect-custom-data/ { n++; if (length($0) - length($1 $2 $3) - 3 > 421) bad = 1 }
         END { exit bad || n < 15 }' out/vpn.example.com.cfg
    run -0 awk '/^anyconnect-custom-data/ { sub(/^[^ ]+ [^ ]+ [^ ]+ /, ""); printf "%s", $0 }' out/vpn.example.com.cfg
    [ "$(tr -d ' ' <<<"$output")" = "${domains%,}" ]
    # The guide's four attributes of deferred updates.
    fits users.xml -- "${SITE[@]}" -D deferred-update=5.0.1 -D package-version=5.1.2.42
}

# ---- the documents' own configurations -----------------------------------------------------------

# What 002 prints of an ASA's defaults, and no profile determines.
defaults_of_an_asa() {
    printf -- '- %s\n' hsts enable "max-age 31536000" include-sub-domains "no preload" \
        "no anyconnect-essentials" "tunnel-group-list enable" cache disable "error-recovery disable"
}

DOCUMENT_002=(-D pool=192.168.10.1-192.168.10.100/24 -D trustpoint=ROOT-CA -D protocols=both
    -D package-version=4.8.02045 -D packages=win)

@test "002: management tunnel, line for line" {
    generate asa "${DOCUMENT_002[@]}" -D split-include=172.16.0.0/16 "$HEADEND/management/VpnMgmtTunProfile.xml"
    {
        defaults_of_an_asa
        cat <<'END'
# The document spells the list in two ways.
- split-tunnel-network-list value VPN-Split
# Said, but not printed: users get the profile, too (002:L825).
+ group-policy DfltGrpPolicy attributes
+ webvpn
+ anyconnect profiles value AnyConnect_MGMT_Profile type vpn-mgmt
# No banner (002:L843), no private proxy (002:L93), in whatever DfltGrpPolicy has them.
+ banner none
# Only in a picture (002:L119).
+ split-tunnel-policy tunnelspecified
+ msie-proxy method no-modify
END
    } >expected
    "$DEPLOY/reproduce.py" out/asa.example.com.cfg "$HEADEND"/{group-policy,tunnel-group,management-profile}.asa <expected
}

@test "002: management tunnel that tunnels all, line for line" {
    generate asa "${DOCUMENT_002[@]}" "$HEADEND/management/VpnMgmtTunProfile.xml"
    {
        defaults_of_an_asa
        cat <<'END'
# See above.
+ group-policy DfltGrpPolicy attributes
+ webvpn
+ anyconnect profiles value AnyConnect_MGMT_Profile type vpn-mgmt
+ banner none
+ msie-proxy method no-modify
END
    } >expected
    "$DEPLOY/reproduce.py" out/asa.example.com.cfg "$HEADEND"/{tunnel-group,tunnel-all}.asa \
        <(head -1 "$HEADEND/group-policy.asa") <expected
    # As it is printed, with the indentation lost, it is the same.
    "$DEPLOY/reproduce.py" out/asa.example.com.cfg "$HEADEND"/{tunnel-group.asa,tunnel-all-printed.asa} \
        <(head -1 "$HEADEND/group-policy.asa") <expected
}

@test "003: Umbrella, split DNS, a pool, NAT traversal, line for line" {
    cp "$VALID"/umbrella/OrgInfo.json .
    generate asa -D packages=win -D package-version=5.1.2.42 OrgInfo.json
    "$DEPLOY/reproduce.py" out/asa.cfg "$HEADEND/umbrella-printed.asa" <<'END'
# The guide leaves a letter out, as the command line allows.
- group-policy DfltGrpPolicy attribute
# No profile is taken without a package.
+ anyconnect image disk0:/cisco-secure-client-win-5.1.2.42-webdeploy-k9.pkg 1
+ group-policy DfltGrpPolicy attributes
# Without it nothing uses the profile (003:L14933).
+ anyconnect modules value umbrella
END
    new ssl users.xml address=vpn.example.com
    generate asa -D dns=10.0.0.53 -D split-dns=example1.com,example2.com -D domain=example1.com \
        -D pool=10.136.246.1-10.136.246.254/14 -D pool-name=IPPool1 users.xml
    # 003:L16890, L16899, L18615
    for line in "split-dns value example1.com example2.com" "default-domain value example1.com" \
        "$(sed -n 2p "$HEADEND/nat-exemption.asa")"; do
        grep -q "^ \{0,1\}$line\$" out/vpn.example.com.cfg
    done
    # 003:L16898-16899; the order is the guide's own, not that of a running configuration.
    generate asa -D split-dns=none -D domain=example1.com users.xml
    "$DEPLOY/reproduce.py" <(grep -E 'split-dns|default-domain' out/vpn.example.com.cfg | sort -r) \
        "$HEADEND/split-dns-none.asa" </dev/null
    # 003:L17147
    cp "$SRC/testdata/deploy/entries.xml" .
    generate asa entries.xml
    grep -qx "crypto isakmp nat-traversal 3600" out/vpn.example.com.cfg
}

# ---- hostile texts -------------------------------------------------------------------------------

@test "texts that mean something to the command line do not get there" {
    hostile vpn h.xml
    generate asa -D scep-url=http://ca.example.com/scep h.xml || {
        # Refused with the text that it cannot write.
        run -1 generate asa -D scep-url=http://ca.example.com/scep h.xml
        contains "cannot be written in an ASA's configuration"
        [ ! -e out ]
    }
    # One text after another in what becomes a name, a URL, a file name.
    while IFS= read -r text; do
        new ssl users.xml address=vpn.example.com group=staff name="$text" 2>/dev/null ||
            new ssl users.xml address=vpn.example.com group=staff
        acprof set --write users.xml UserGroup="$text" 2>/dev/null || continue
        if generate asa users.xml 2>message; then
            # Each line is one command, and the group is one word of it.
            agrees users.xml
            [ "$(grep -c '^tunnel-group ' out/*.cfg)" = 3 ]
            [ "$(grep -c '^group-policy ' out/*.cfg)" = 2 ]
        else
            grep -q "cannot be written in an ASA's configuration" message
            [ ! -e out ]
        fi
    done <<'END'
staff"
st"aff
"staff"
st`id`aff
$HOME
a?b
!staff
a b
a;b
a|b&c
<staff>
stäff
a‮b
END
}

# ---- the page --------------------------------------------------------------------------------------

@test "docs/deploy-asa.md: its commands, with a device that keeps what it is told" {
    mkdir bin disk0
    cat >bin/scp <<'END'
#!/bin/sh
case $2 in admin@vpn.example.com:disk0:/*) cp "$1" "disk0/${2##*/}" ;; *) exit 1 ;; esac
END
    cat >bin/ssh <<'END'
#!/bin/sh
case "$*" in
"-T admin@vpn.example.com") cat >>device.cfg ;;
"admin@vpn.example.com show running-config") sed '/^configure terminal$/d; /^end$/d' device.cfg ;;
*) exit 1 ;;
esac
END
    ln -s "$ACPROF" bin/acprof
    chmod +x bin/scp bin/ssh
    PATH=$PWD/bin:$PATH run "$DEPLOY/page.py" "$SRC/docs/deploy-asa.md" 10
    [ "$status" = 0 ] || { echo "$output" >&2; false; }
    contains "All "
    lacks "[ACP9"
    cmp users.xml disk0/users.xml
    contains "assign the machine tunnel"
}
