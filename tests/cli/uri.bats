#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets output, stderr and status
# acprof uri: links and server values, in both directions.
load common

guide=$VALID/uri/guide.uri

# A link, as one line of JSON.
parsed() {
    acprof uri parse --format json "$@" 2>/dev/null | jq -c '.[]'
}

@test "parse: every link of the guide" {
    while read -r want; do
        read -r link <&3
        [ "$(parsed "$link")" = "$want" ]
    done 3< <(grep -v '^#' "$guide") <<'EOF'
{"action":"create","name":"SimpleExample","host":"vpn.example.com","protocol":"SSL"}
{"action":"create","name":"SimpleExample","host":"vpn.example.com","protocol":"SSL"}
{"action":"create","name":"ExampleIPsec","host":"vpn.company.com","protocol":"IPsec","authentication":"EAP-AnyConnect"}
{"action":"create","name":"Description","host":"vpn.company.com","protocol":"IPsec","authentication":"EAP-MD5","ike-identity":"012A4F8B29A9BCD"}
{"action":"create","name":"Example 1","host":"vpn.example.com","netroam":"true","protocol":"SSL"}
{"action":"create","name":"SimpleExample","host":"vpn.example.com","keychainalias":"client","protocol":"SSL"}
{"action":"create","name":"Example 1","host":"vpn.example.com","usecert":"true","protocol":"SSL"}
{"action":"create","name":"Example with certificate","host":"vpn.example.com","netroam":"true","usecert":"true","certcommonname":"example-ID","useondemand":"true","domainlistalways":"email.example.com,pay.examplecloud.com","domainlistnever":"www.example.com","domainlistifneeded":"intranet.example.com","protocol":"SSL"}
{"action":"connect","name":"Example"}
{"action":"connect","host":"hr.example.com"}
{"action":"connect","name":"Example","host":"hr.example.com"}
{"action":"connect","name":"Example","host":"hr.example.com/group-url","prefill_username":"user1","prefill_password":"password1"}
{"action":"connect","host":"vpn.company.com","onsuccess":"http://www.cisco.com"}
{"action":"connect","host":"vpn.company.com","onerror":"http://www.cisco.com/failure.html","onsuccess":"http://www.cisco.com"}
{"action":"connect","host":"vpn.company.com","onerror":"http://www.cisco.com/failure.html","onsuccess":["http://www.cisco.com","tel:9781111111"]}
{"action":"connect","host":"vpn.company.com","onsuccess":"anyconnect://close"}
{"action":"connect","name":"Example","host":"hr.example.com","prefill_username":"user1","prefill_password":"password1"}
{"action":"connect","name":"Example","host":"hr.example.com/group-url","prefill_username":"user1","prefill_password":"password1"}
{"action":"connect","name":"Example","host":"hr.example.com","prefill_username":"user1","prefill_password":"password1","prefill_secondary_username":"user2","prefill_secondary_password":"password2"}
{"action":"connect","name":"Example","host":"hr.example.com","prefill_username":"user1","prefill_password":"password1","prefill_group_list":"10. Single Authentication"}
{"action":"disconnect"}
{"action":"disconnect","onsuccess":"http://www.cisco.com"}
{"action":"import","type":"pkcs12","uri":"http://example.com/CertName.p12"}
{"action":"import","type":"profile","uri":"file://sdcard/profile.xml"}
{"action":"import","type":"localization","lang":"fr","host":"asa.example.com"}
EOF
}

@test "build: what was parsed, and parsed again it is the same" {
    acprof uri parse --format json 2>/dev/null <"$guide" >a.json
    [ "$(jq length a.json)" = 25 ]
    acprof uri build a.json 2>/dev/null >b.uri
    [ "$(wc -l <b.uri)" = 25 ]
    # nothing in them is raw, and building again changes nothing
    acprof validate --rule ACP8003 --fail-on info b.uri
    acprof uri parse --format json 2>/dev/null <b.uri | jq -S . | diff - <(jq -S . a.json)
    acprof uri build b.uri 2>/dev/null | diff - b.uri
    # from standard input, one object alone
    jq '.[3]' a.json | acprof uri build - | diff - <(sed -n 4p b.uri)
}

@test "build: every character goes there and back" {
    "$PYTHON" -c 'import sys
sys.stdout.write("".join(map(chr, list(range(33, 127)) + [0xe9, 0x20ac, 0x1f600, 0x202e])))' >all
    link=$(acprof uri build connect name="$(cat all) \"x\"" host=gw.example.com)
    echo "$link" | grep -qx 'anyconnect:connect?name=[A-Za-z0-9._~%-]*&host=gw.example.com'
    [ "$(parsed "$link" | jq -r .name)" = "$(cat all) \"x\"" ]
    # in a list of domains the commas stay
    run -0 --separate-stderr acprof uri build create host=gw.example.com/a usecert=true certcommonname=c useondemand=true \
        domainlistifneeded='.a.example, .b.example'
    [ "$output" = 'anyconnect:create?host=gw.example.com%2Fa&usecert=true&certcommonname=c&useondemand=true&domainlistifneeded=.a.example,.b.example' ]
    # what the client does anyway is left out
    [ "$(acprof uri build create host=a protocol=ssl)" = 'anyconnect:create?host=a' ]
    [ "$(acprof uri build create host=a protocol=ipsec authentication=eap-anyconnect)" = 'anyconnect:create?host=a&protocol=IPsec' ]
}

@test "errors name the parameter, and are exit code 1" {
    while IFS='|' read -r link name; do
        run -1 acprof uri parse "$link"
        contains "$name"
    done <<'EOF'
anyconnect:create?name=X|host
anyconnect:connect?prefill_username=u|name
anyconnect:create?host=h&protocol=IPsec&authentication=EAP-GTC|ike-identity
anyconnect:create?host=h&useondemand=true|certcommonname
anyconnect:import?type=localization&lang=fr|host
anyconnect:import?type=pkcs7&uri=http%3A%2F%2Fa|type
anyconnect:create?host=h&protocol=TLS|protocol
anyconnect:create?host=h&netroam=yes|netroam
anyconnect:import?type=profile|uri=
anyconnect:import?type=localization&lang=french&host=h|lang=
anyconnect:import?uri=x|type=
anyconnect:create?host=h&certcommonname=c|usecert
anyconnect:connect?name=100%|the value of name
anyconnect:connect?name=a&host=%C3%28|the value of host
anyconnect:connect?name=%00|the value of name
anyconnect:connect?name=%ed%a0%80|the value of name
anyconnect:open?x=y|unknown action
anyconnect:create?host=h&action=connect|action is no parameter
anyconnect:connect?name=a&host=h&name=b|name is given a second time
anyconnect:create?host=h&protocol=SSL&protocol=IPsec|protocol is given a second time
anyconnct:create?host=h|neither an anyconnect: link nor
EOF
    run -1 acprof uri build create nam=x
    contains "did you mean 'name'?"
    run -1 acprof uri build create host=a host=b
    contains "host is given twice"
    run -1 acprof uri build create name=x
    contains "host="
    run -2 acprof uri build crate host=a
    contains "did you mean 'create'?"
    run -2 acprof uri build create host
    run -2 acprof uri
    run -2 acprof uri pars
    run -2 acprof uri build
    run -3 acprof uri build ./nowhere.json
}

@test "several links: what is right is printed, what is wrong told by its place" {
    run -1 --separate-stderr acprof uri parse anyconnect:disconnect anyconnect:create anyconnect:connect?name=a
    [ "$output" = $'action          disconnect\n\naction          connect\nname            a' ]
    echo "$stderr" | grep -q '<link 2>:1:12: error'
    printf '# comment\nanyconnect:disconnect\r\n\nanyconnect:create\n' >in
    run -1 --separate-stderr acprof uri parse <in
    echo "$stderr" | grep -q '<stdin> line 4:1:12: error'
    # as in a file of links: a mark before the first, blanks before a comment and a link
    printf '\xef\xbb\xbf\tanyconnect:disconnect \r\n \t\n  # comment\nanyconnect:create' >in
    run -1 --separate-stderr acprof uri parse <in
    [ "$output" = "action          disconnect" ]
    [ "$(grep -c '^[^ ]' <<<"$stderr")" = 1 ]
    echo "$stderr" | grep -q '<stdin> line 4:1:12: error'
    run -1 acprof uri parse $'anyconnect:disconnect\nanyconnect:disconnect'
    contains "one link at a time"
    run -0 acprof uri parse --platform ios 'anyconnect:create?host=h&keychainalias=c'
    contains ACP8025
}

@test "parse: nothing in a link passes for a line of ours, or for another parameter" {
    run -0 --separate-stderr acprof uri parse $'anyconnect:connect?host=h&prefill_username=a%0Aaction%20b%1b&x\e[31m\u202e=y'
    [ "$output" = $'action          connect\nhost            h\nprefill_username a\\naction b\\x1B\nx\\x1B[31m\\u202E       y' ]
    # a JSON object has one action, and it is a text
    printf '[{"action": ["connect"], "name": "a"}]' >a.json
    run -1 acprof uri build a.json
    contains "a link has an action"
    # of several, which one it is
    printf '[{"action": "disconnect"}, {"action": "create"}, {"action": "connect", "host": "h"}]' >b.json
    run -1 --separate-stderr acprof uri build b.json
    [ "$output" = $'anyconnect:disconnect\nanyconnect:connect?host=h' ]
    [[ "$stderr" == *"b.json: link 2 is not built"* ]]
}

@test "parse: thousands of parameters take no longer than they are long" {
    { printf '%s' 'anyconnect:connect?host=h' && yes '&onsuccess=a' | head -50000 | tr -d '\n'; } >long
    run -0 --separate-stderr timeout 10 "$ACPROF" uri parse --format json <long
    [ "$(jq '.[0].onsuccess | length' <<<"$output")" = 50000 ]
}

@test "parse: server values" {
    [ "$(parsed ipsec://EAP-AnyConnect@asa-gateway.example.com)" = \
        '{"action":"server","protocol":"IPsec","authentication":"EAP-AnyConnect","host":"asa-gateway.example.com"}' ]
    [ "$(parsed ipsec://asa-gateway.example.com)" = \
        '{"action":"server","protocol":"IPsec","authentication":"EAP-AnyConnect","host":"asa-gateway.example.com"}' ]
    [ "$(parsed 'IPSEC://eap-md5:me@example.com@ios-gateway.example.com:500/staff')" = \
        '{"action":"server","protocol":"IPsec","authentication":"EAP-MD5","ike-identity":"me@example.com","host":"ios-gateway.example.com","port":"500","group":"staff"}' ]
    [ "$(parsed gw.example.com:8443/staff)" = \
        '{"action":"server","protocol":"SSL","host":"gw.example.com","port":"8443","group":"staff"}' ]
    [ "$(parsed 'ipsec://[2001:db8::1]')" = \
        '{"action":"server","protocol":"IPsec","authentication":"EAP-AnyConnect","host":"2001:db8::1"}' ]
    for wrong in ipsec:// ipsec://@a ipsec://FOO@a.example me@a.example EAP-MD5@https://a ipsec://a.example:x 'a b' ipsec://https://a; do
        run -1 acprof uri parse "$wrong"
    done
    run -0 acprof uri parse ipsec://IKE-RSA:me@a.example:500
    contains ACP8013
    contains ACP8060
    # without ipsec:// it is one for SSL, which has no methods
    run -0 acprof uri parse EAP-MD5:me@a.example
    contains ACP8012
    contains "protocol        SSL"
}

@test "build: server values" {
    for value in ipsec://EAP-MD5:me@example.com@gw.example.com:500/staff ipsec://gw.example.com \
        gw.example.com/staff 'ipsec://IKE-RSA@[2001:db8::1]'; do
        parsed "$value" >one.json
        run -0 --separate-stderr acprof uri build one.json
        [ "$(parsed "$output")" = "$(cat one.json)" ]
    done
    # identity and group are parts of a URI, and there may be anything in them
    text=$'a/b c%41@\u00e9:#?$*[end]'
    run -0 --separate-stderr acprof uri build server host=gw.example.com authentication=EAP-MD5 \
        ike-identity="$text" group="$text"
    [ "$output" = 'ipsec://EAP-MD5:a%2Fb%20c%2541@%C3%A9:%23%3F$*%5Bend%5D@gw.example.com/a/b%20c%2541@%C3%A9:%23%3F$*%5Bend%5D' ]
    [ "$(parsed "$output" | jq -r '.["ike-identity"], .group')" = "$text"$'\n'"$text" ]
    [ "$(parsed gw.example.com/50% | jq -r .group)" = 50% ]
    run -1 acprof uri build server host=a.example/b
    contains "host"
    run -1 acprof uri build server host=a.example protocol=SSL authentication=IKE-RSA
    contains "for IPsec only"
    run -1 acprof uri build server
    contains "no host is named"
    for host in 'a b' a.example:443 a:b:c '[::1' '*.example'; do
        run -1 acprof uri build server host="$host"
        contains "host is a name or an IP address, not $host"
    done
    for port in 0 65536 abc -1 4.4; do
        run -1 acprof uri build server host=a.example port=$port
        contains "port is a number from 1 to 65535, not $port"
        run -1 acprof uri parse "a.example:$port/g"
        contains "at column 11, the port is no number"
    done
}
