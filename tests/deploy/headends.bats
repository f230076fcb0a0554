#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What asa, ios-xe and secure-access have in common: every profile of testdata, hostile texts and names,
# nothing left behind.
# shellcheck disable=SC2016,SC2054 # texts of profiles; values with commas
load common

ASA=(pool=192.168.10.0/24 pool6=2001:db8:10::1/64 dns=10.0.0.53 domain=corp.example.com
    split-include=10.0.0.0/8,2001:db8:1::/48 scep-url=http://ca.example.com/scep)
ROUTER=(pool=192.168.10.0/24 dns=10.0.0.53 split-include=10.0.0.0/8)

# Configurations of all headends a profile leads to; HEADENDS are arguments for crosscheck.
serve() { # FILE
    local file
    HEADENDS=()
    rm -rf asa ios-xe
    if acprof generate asa --output asa "${ASA[@]/#/-D}" "$1" 2>asa.message; then
        for file in asa/*.cfg; do HEADENDS+=(--asa "$file"); done
    fi
    if acprof generate ios-xe --output ios-xe "${ROUTER[@]/#/-D}" "$1" 2>ios-xe.message; then
        # What stands in for ASAs and routers is an ASA here.
        for file in ios-xe/*.cfg; do [ -e "asa/${file#*/}" ] || HEADENDS+=(--ios-xe "$file"); done
    fi
    [ ${#HEADENDS[@]} -gt 0 ]
}

@test "every profile of testdata that is without errors: crosscheck finds nothing" {
    served=0
    while IFS= read -r file; do
        if acprof validate --together "$file" >/dev/null 2>&1; then
            serve "$file" || { echo "$file: $(cat asa.message ios-xe.message)" >&2; false; }
            served=$((served + 1))
        else
            # Not silently: the findings are shown, and nothing is made.
            serve "$file" && { echo "$file has errors, and was served" >&2; false; }
            grep -q "nothing is made, because of" asa.message
            continue
        fi
        acprof validate --together --format json "$file" | jq -r '.[].rule' | sort -u >without
        acprof crosscheck --format json "${HEADENDS[@]}" "$file" >crosscheck.json || true
        new=$(jq -r '.findings[].rule' crosscheck.json | sort -u | comm -13 without - | tr '\n' ' ')
        case ${file#"$SRC"/testdata/} in
        # The profile chooses among gateways by speed, and only certificates spare its users to log on anew.
        valid/everything-else.xml) expected="ACP9061 " ;;
        # %machineid% needs Posture, which does not run on the phones this profile is also for.
        valid/full.xml) expected="ACP9385 " ;;
        # The how-to recommends RADIUS for larger networks.
        *) expected="" ;;
        esac
        [ "$new" = "$expected" ] || { jq .findings crosscheck.json >&2; echo "$file: $new" >&2; false; }
        if [ -z "$expected" ]; then
            jq -e '.agreements | length > 5 and all(.agrees)' crosscheck.json >/dev/null
        fi
    done < <(find "$SRC"/testdata/{valid,wild,invalid,deploy,headend} -name '*.xml' -print0 |
        xargs -0 grep -lE '<(\w+:)?AnyConnectProfile' | sort)
    [ "$served" -ge 25 ]
}

@test "profiles with entries of every shape: crosscheck finds nothing" {
    "$DEPLOY/made.py" 60 made
    served=0
    for file in made/*.xml; do
        acprof validate --together "$file" >/dev/null 2>&1 || continue
        serve "$file" || { echo "$file: $(cat asa.message ios-xe.message)" >&2; false; }
        served=$((served + 1))
        acprof validate --together --format json "$file" | jq -r '.[].rule' | sort -u >without
        acprof crosscheck --format json "${HEADENDS[@]}" "$file" >crosscheck.json || true
        jq -e '.agreements | length > 5 and all(.agrees)' crosscheck.json >/dev/null &&
            new=$(jq -r '.findings[].rule' crosscheck.json | sort -u | comm -13 without -) &&
            [ -z "$new" ] || { jq . crosscheck.json >&2; cat "$file" >&2; false; }
    done
    [ "$served" -ge 50 ]
}

# The first words of all lines of the configurations in out.
commands() { sed -E 's/^( *[^ ]+).*/\1/' out/*.cfg; }

# DEFINITIONS but for one of this name.
without() { # NAME DEFINITION...
    local name=$1
    shift
    LEFT=()
    for definition in "$@"; do
        [ "${definition%%=*}" = "$name" ] || LEFT+=(-D "$definition")
    done
}

# Whatever a definition is set to: the same commands, in printable ASCII, or a refusal that names it.
hostile_definitions() { # TARGET FILE NAME... -- DEFINITION...
    local target=$1 file=$2 names=() name text
    shift 2
    while [ "$1" != -- ]; do
        names+=("$1")
        shift
    done
    shift
    without - "$@"
    generate "$target" "${LEFT[@]}" "$file" && commands >plain
    for name in "${names[@]}"; do
        without "$name" "$@"
        for text in 'a"b' '"a b"' 'a?b' '!x' 'a b' ' ' ' a' 'ä' $'a\nb' $'a\rb' $'a\tb' 'a‮b' \
            'a`id`$HOME' '<b>&' 'a;b|c' '../x' "$(printf 'x%.0s' {1..300})"; do
            if generate "$target" "${LEFT[@]}" -D "$name=$text" "$file" 2>message; then
                commands | cmp plain - || { echo "$name=$text" >&2; return 1; }
                run -1 grep -hnP '[^\x20-\x7e]|\?' out/*.cfg
                # Quotation marks stand around whole words only.
                sed -E 's/ "[^"]+"( |$)/ word\1/g; s/ "[^"]+"( |$)/ word\1/g' out/*.cfg >words
                run -1 grep -n '"' words
            else
                grep -qE "$name cannot be|cannot be written in an (ASA|IOS-XE)|no file can be called" message ||
                    { cat message >&2; return 1; }
                [ ! -e out ]
            fi
        done
    done
}

@test "definitions that mean something to the command line do not get there" {
    new ssl users.xml address=vpn.example.com
    hostile_definitions asa users.xml interface trustpoint tunnel-group aaa-group pool-name split-list \
        dynamic-exclude-name dynamic-include-name package-version crypto-map domain split-dns dynamic-exclude \
        deferred-update -- "${ASA[@]}" protocols=both dynamic-exclude=example.net split-dns=example.com \
        dynamic-include=example.org deferred-update=5.1.2 packages=win
    mkdir pair
    acprof new management-tunnel --output pair address=vpn.example.com machine-group=machines issuer="Example CA" \
        domains=corp.example.com
    hostile_definitions asa pair/VpnMgmtTunProfile.xml management-profile group-policy -- "${ASA[@]}"
    hostile_definitions asa users.xml saml-idp -- "${ASA[@]}" authentication=saml saml-idp=idp
    new ikev2-ios-xe router.xml address=vpn.example.com
    hostile_definitions ios-xe router.xml trustpoint aaa pool-name split-list nat-interface domain dh-groups \
        loopback template -- "${ROUTER[@]}" nat-interface=GigabitEthernet1 domain=corp.example.com
}

@test "names of files that mean something to the command line do not get there" {
    for target in asa ios-xe; do
        case $target in
        asa) new ssl plain.xml address=vpn.example.com ;;
        ios-xe) new ikev2-ios-xe plain.xml address=vpn.example.com ;;
        esac
        generate $target plain.xml && commands >plain
        while IFS= read -r name; do
            cp plain.xml "$name"
            if generate $target "$name" 2>message; then
                commands | cmp plain -
                run -1 grep -hnP '[^\x20-\x7e]|\?' out/*.cfg
                cmp "$name" out/*/"$name"
            else
                grep -qE "cannot be written in an (ASA|IOS-XE)|no file can be called" message ||
                    { cat message >&2; false; }
                [ ! -e out ]
            fi
        done <<'END'
a b.xml
a"b.xml
a?b.xml
!x.xml
ä.xml
a‮b.xml
a`id`$HOME.xml
a;b|c&d.xml
x.y.z.xml
END
    done
}

@test "every text field of a profile" {
    # Each alone, so that none hides another.
    new ssl plain.xml address=vpn.example.com group=staff
    new ikev2-ios-xe router.xml address=vpn.example.com
    count=0
    hostile vpn h.xml
    while IFS= read -r path; do
        text=$(jq -r --arg path "$path" '.[$path]' h.xml.json; echo .)
        for pair in asa:plain ios-xe:router; do
            target=${pair%:*}
            cp "${pair#*:}.xml" users.xml
            acprof set --write users.xml "${path#AnyConnectProfile/}=${text%??}" 2>/dev/null || continue
            count=$((count + 1))
            if generate "$target" -D pool=192.168.10.0/24 users.xml 2>message; then
                run -1 grep -hnP '[^\x20-\x7e]|\?|^ *(`|;|\|)' out/*.cfg
            else
                grep -qE "cannot be written in an|nothing is made" message || { cat message >&2; false; }
                [ ! -e out ]
            fi
        done
        # A list for people shows them, each on its line.
        cp plain.xml users.xml
        acprof set --write users.xml "${path#AnyConnectProfile/}=${text%??}" 2>/dev/null || continue
        if generate secure-access users.xml 2>message; then
            run -1 grep -nP '[\x00-\x08\x0b-\x1f\x7f]|[\x{202A}-\x{202E}\x{2066}-\x{2069}\x{200E}\x{200F}\x{2028}]' out/checklist.txt
        fi
    done < <(jq -r 'keys[]' h.xml.json)
    [ "$count" -ge 20 ]
}

@test "two thousand gateways, and two thousand tunnel groups of one, in seconds" {
    entry='<HostEntry><HostName>e&</HostName><HostAddress>vpn&.example.com</HostAddress>'
    head='<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/"><ServerList>'
    method='<AuthMethodDuringIKENegotiation>EAP-AnyConnect</AuthMethodDuringIKENegotiation>'
    standard="<StandardAuthenticationOnly>true$method</StandardAuthenticationOnly>"
    {
        echo "$head"
        seq 2000 | sed "s#.*#$entry<UserGroup>g&</UserGroup></HostEntry>#"
        echo '</ServerList></AnyConnectProfile>'
    } >gates.xml
    sed 's#vpn[0-9]*\.#vpn.#' gates.xml >groups.xml
    sed "s#<UserGroup>.*</UserGroup>#<PrimaryProtocol>IPsec$standard</PrimaryProtocol>#" gates.xml >routers.xml
    # Of one tunnel group, or one identity, by a gateway that stands in for all others.
    spare='<ClientInitialization><BackupServerList><HostAddress>spare.example.com</HostAddress></BackupServerList></ClientInitialization>'
    sed "s#<UserGroup>.*</UserGroup>##; s#<ServerList>#$spare&#" gates.xml >spare.xml
    sed "s#<ServerList>#$spare&#" routers.xml >routers-spare.xml
    for run in "asa gates.xml 2000" "asa groups.xml 1" "asa spare.xml 2001" "ios-xe routers.xml 2000" \
        "ios-xe routers-spare.xml 2001" "secure-access gates.xml 0"; do
        read -r target file count <<<"$run"
        rm -rf out
        # Of processor time; comparing each with each would take some 30.
        (ulimit -t 8 && acprof generate "$target" --output out "$file") 2>/dev/null
        [ "$(find out -name '*.cfg' | wc -l)" = "$count" ]
    done
    [ "$(grep -c ' type remote-access$' <(acprof generate asa --output one groups.xml; cat one/*.cfg))" = 2000 ]
}

@test "a gateway of entries for ASAs and for routers" {
    new ssl users.xml address=vpn.example.com
    new ikev2-ios-xe router.xml address=vpn.example.com name=Branch
    generate asa users.xml router.xml 2>message
    jq -r '.notes[]' out/manifest.json | grep -Fx "vpn.example.com is the gateway of entry Branch, too, which is for routers: an ASA does not answer it"
    generate ios-xe users.xml router.xml 2>message
    jq -r '.notes[]' out/manifest.json | grep -Fx "vpn.example.com is the gateway of entry vpn.example.com, too, which is for ASAs: a router does not answer it"
    # Nothing is said where each has its own.
    new ikev2-ios-xe router.xml address=router.example.com name=Branch
    generate asa users.xml router.xml 2>message
    run ! grep -e "is the gateway of entry" -e "among the backup servers" out/manifest.json
}

@test "all or nothing" {
    new ssl users.xml address=vpn.example.com
    cp "$SRC/testdata/deploy/entries.xml" .
    # A directory in the way of the last file to be written.
    for target in asa ios-xe; do
        rm -rf out
        mkdir -p out/manifest.json
        run ! acprof generate $target --output out entries.xml
        [ "$(find out -type f | wc -l)" = 0 ]
        rmdir out/manifest.json out
    done
    # With warnings refused, nothing; without, the same settings are listed.
    for target in asa ios-xe secure-access; do
        run -1 generate $target --fail-on warning entries.xml
        [ ! -e out ]
        generate $target entries.xml 2>message
        jq -r '.ignored[] | .file + ":" + (.line | tostring)' out/manifest.json >listed
        [ -s listed ]
        [ "$(grep -c ': ignored: ' message)" = "$(wc -l <listed)" ]
        while IFS= read -r place; do grep -q "^$place:[0-9]*: ignored: " message; done <listed
    done
}
