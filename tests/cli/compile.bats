#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof compile: what goes in, what is refused, and that the same goes out.
load common

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    unset NO_COLOR COLUMNS
    write_profile a.xml SSL Paris
    write_profile b.xml SSL Rome
    openssl genpkey -algorithm ed25519 -out key.pem
    openssl pkey -in key.pem -pubout -out public.pem
}

compile() {
    acprof compile --platform windows "$@"
}

@test "the commands are in the help, the manual page and the completion" {
    run -0 acprof help
    contains "  compile     compile the profiles of an endpoint"
    contains "  inspect "
    contains "  decide "
    run -0 acprof help compile
    contains "--despite-errors"
    text=$output
    run -0 acprof compile --help
    [ "$output" = "$text" ]
    run -0 acprof help --man
    contains "despite"
    run -0 acprof __complete comp
    contains "compile"
    run -0 acprof __complete compile --pl
    contains "--platform"
}

@test "a command whose program is not installed says so" {
    mkdir bin
    cp "$ACPROF" "$(dirname "$ACPROF")"/libprofile.so.* bin/
    run -3 bin/acprof compile --platform windows --output p.acpol a.xml
    contains "the program acprof-compile is neither beside acprof nor in "
}

@test "the same files and options give the same bytes" {
    compile --output one.acpol a.xml b.xml
    mkdir elsewhere
    cp a.xml b.xml elsewhere/
    (cd elsewhere && compile --output ../two.acpol "$PWD/a.xml" ./b.xml)
    cmp one.acpol two.acpol
    compile --output three.acpol b.xml a.xml
    run -1 cmp -s one.acpol three.acpol
    compile --output - a.xml b.xml >four.acpol
    cmp one.acpol four.acpol
    (cd elsewhere && umask 077 && LC_ALL=C TZ=Asia/Tokyo acprof compile \
        --platform windows --output ../other.acpol a.xml b.xml)
    cmp one.acpol other.acpol
    compile --output five.acpol - <a.xml
    [ -s five.acpol ]
}

@test "errors are named, and nothing is written" {
    write_profile bad.xml ssl
    run -1 compile --output p.acpol a.xml bad.xml
    contains "bad.xml:7:24: error: "
    contains "[ACP0121 "
    contains "nothing is compiled, because of 1 error; --despite-errors"
    [ ! -e p.acpol ]
    run -0 compile --despite-errors --output p.acpol a.xml bad.xml
    [ -z "$output" ]
    # What the client does not understand it does not take.
    run -0 acprof inspect --format json p.acpol
    jq -e '[.sections.cells[] | select((.setting | endswith("/PrimaryProtocol")) and
        (.flags | index("written")))] | length == 1' <<<"$output"
}

@test "findings of the set count, warnings do not" {
    sed 's/Rome/Paris/' b.xml >c.xml
    run -0 compile --output p.acpol a.xml c.xml
    sed -i 's|<ServerList>|<ClientInitialization><UseStartBeforeLogon>maybe</UseStartBeforeLogon></ClientInitialization>&|' c.xml
    run -1 compile --output p.acpol a.xml c.xml
}

@test "a comment or the configuration accepts an error" {
    write_profile bad.xml ssl
    printf '%s\n' 'ignore:' '  - {rule: ACP0121, file: bad.xml, because: the client takes it}' >.acprof.yaml
    run -0 compile --output p.acpol bad.xml
    printf '%s\n' 'rules: {ACP0121: {severity: off, because: x}}' >other.yaml
    rm .acprof.yaml
    run -0 compile --config other.yaml --output p.acpol bad.xml
}

@test "a file that is damaged or not there" {
    printf '<AnyConnectProfile' >broken.xml
    run -1 compile --output p.acpol a.xml broken.xml
    contains "broken.xml:1"
    run -1 compile --despite-errors --output p.acpol a.xml broken.xml
    contains "broken.xml cannot be read"
    run -3 compile --output p.acpol a.xml nowhere.xml
    contains "nowhere.xml cannot be read: No such file"
    [ ! -e p.acpol ]
}

@test "one of each kind, and no others" {
    mkdir x
    printf '<AnyConnectLocalPolicy xmlns="http://schemas.xmlsoap.org/encoding/" acversion="5.1"/>' >AnyConnectLocalPolicy.xml
    cp AnyConnectLocalPolicy.xml x/
    run -0 compile --output p.acpol a.xml AnyConnectLocalPolicy.xml
    run -1 compile --output p.acpol AnyConnectLocalPolicy.xml x/AnyConnectLocalPolicy.xml
    contains "AnyConnectLocalPolicy.xml and x/AnyConnectLocalPolicy.xml are both a "
    cp "$VALID"/preferences/*.xml .
    run -1 compile --despite-errors --output p.acpol a.xml preferences*.xml
    contains "which is not part of a policy image"
}

@test "--kind makes a management profile of a file with any name" {
    cp "$VALID/mgmt/VpnMgmtTunProfile.xml" tunnel.xml
    run -0 compile --despite-errors --kind mgmt:tunnel.xml --output p.acpol a.xml tunnel.xml
    run -0 acprof inspect --format json p.acpol
    jq -e '.sections.policy[0].management_profile == 1' <<<"$output"
}

@test "platform and version" {
    run -2 acprof compile --output p.acpol a.xml
    contains "--platform is missing"
    run -2 acprof compile --platform windows,macos --output p.acpol a.xml
    contains "one platform"
    run -2 acprof compile --platform windows --platform macos --output p.acpol a.xml
    run -2 acprof compile --platform uwp --output p.acpol a.xml
    contains "no decisions for uwp"
    run -2 acprof compile --platform windos --output p.acpol a.xml
    contains "did you mean 'windows'?"
    run -0 compile --client-version 4.2 --output p.acpol a.xml
    run -0 acprof inspect --format json p.acpol
    jq -e '.client_version == "4.2" and .platform == "windows"' <<<"$output"
    # A default that older clients had otherwise.
    jq -e '[.sections.cells[] | select(.setting | endswith("/AuthenticationTimeout"))][0].value == 12' <<<"$output"
    # The configuration says it as well; of several, the oldest.
    cp p.acpol asked.acpol
    mkdir new old
    printf 'root: true\nclient-version: "5.0"\n' >new/.acprof.yaml
    printf 'root: true\nclient-version: "4.2"\n' >old/.acprof.yaml
    cp a.xml old
    cp b.xml new
    run -0 compile --strip --output p.acpol old/a.xml new/b.xml
    [ "$(acprof inspect --format json p.acpol | jq -r .client_version)" = 4.2 ]
    run -0 compile --strip --client-version 5.1 --output p.acpol old/a.xml new/b.xml
    [ "$(acprof inspect --format json p.acpol | jq -r .client_version)" = 5.1 ]
    run -0 compile --config old/.acprof.yaml --output p.acpol a.xml
    cmp asked.acpol p.acpol
}

@test "usage" {
    run -2 compile a.xml
    contains "--output is missing"
    run -2 compile --output p.acpol
    run -2 compile --output a.xml a.xml
    contains "is one of the files to compile"
    run -2 compile --sign key.pem --output key.pem a.xml
    contains "is the key"
    run -3 compile --output nowhere/p.acpol a.xml
    contains "cannot be written"
}

@test "signing" {
    compile --sign key.pem --output p.acpol a.xml
    run -0 acprof inspect --verify-key public.pem --require-signature p.acpol
    contains "signature       valid, key "
    compile --sign key.pem --output q.acpol a.xml
    cmp p.acpol q.acpol
    openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:1024 -out rsa.pem 2>/dev/null
    run -3 compile --sign rsa.pem --output r.acpol a.xml
    contains "rsa.pem is no Ed25519 private key"
    run -3 compile --sign public.pem --output r.acpol a.xml
    run -3 compile --sign nowhere.pem --output r.acpol a.xml
    contains "nowhere.pem cannot be read"
    openssl pkey -in key.pem -aes256 -passout pass:x -out locked.pem
    run -3 compile --sign locked.pem --output r.acpol a.xml </dev/null
    contains "locked.pem is encrypted"
    [ ! -e r.acpol ]
}

@test "--strip leaves out where settings were written, and no decision changes" {
    compile --output whole.acpol a.xml
    compile --strip --output bare.acpol a.xml
    [ "$(stat -c %s bare.acpol)" -lt "$(stat -c %s whole.acpol)" ]
    echo '{}' >facts.json
    run -0 acprof decide hosts --policy whole.acpol --facts facts.json --explain
    whole=$output
    jq -e '[.explain[] | select(.line)] | length > 0' <<<"$whole"
    run -0 acprof decide hosts --policy bare.acpol --facts facts.json --explain
    jq -e '[.explain[] | select(.line or .file)] | length == 0' <<<"$output"
    [ "$(jq -c 'del(.explain)' <<<"$whole")" = "$(jq -c 'del(.explain)' <<<"$output")" ]
}
