#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof decide: one decision, a stream of them, and facts that are none.
load common

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    unset NO_COLOR COLUMNS
    write_profile a.xml SSL Paris
    acprof compile --platform windows --output p.acpol a.xml
    echo '{"selected": "Paris"}' >facts.json
}

decide() {
    acprof decide "$@" --policy p.acpol
}

@test "one decision as JSON" {
    run -0 decide hosts --facts facts.json
    jq -e '.attempts[0].url == "https://vpn.example.com" and .reason == "user-selected"' <<<"$output"
    lacks explain
    printf '{\n "selected":\n "Paris"\n}\n' >lines.json
    first=$output
    run -0 decide hosts --facts lines.json
    [ "$output" = "$first" ]
}

@test "explained: settings with value, origin, file and line" {
    run -0 decide hosts --facts facts.json --explain
    jq -e '.row == 3' <<<"$output"
    jq -e 'all(.explain[]; keys_unsorted == ["path", "value", "from", "file", "line"])' <<<"$output"
    jq -e '[.explain[] | select(.path == "AnyConnectProfile/ServerList/HostEntry/PrimaryProtocol")][0] |
        .value == "SSL" and .from == "written" and .file == "a.xml" and .line == 7' <<<"$output"
    jq -e '[.explain[] | select(.path | endswith("/ServiceDisable"))][0] |
        .value == false and .from == "default" and .file == null' <<<"$output"
    [ "$(jq -r '.explain[].path' <<<"$output" | sort | uniq -d)" = "" ]
}

@test "facts that are not valid: the field, and exit 3" {
    check() { # FACTS FIELD
        printf '%s' "$1" >bad.json
        run -3 decide hosts --facts bad.json
        [ "$output" = "{\"error\":\"facts-invalid\",\"field\":\"$2\"}" ] ||
            { echo "$1: $output" >&2; return 1; }
    }
    check '{"selectd": "x"}' selectd
    check '{"selected": 5}' selected
    check '{"trigger": "me"}' trigger
    check '{"trigger": null, "selected": null, "x": null}' x
    check '{"zz": 1, "aa": 1}' aa
    check '{"zz": 1, "suspended_s": -1, "families": ["ipv5"]}' 'families[0]'
    check '{"suspended_s": 1.5}' suspended_s
    check '{"suspended_s": "1"}' suspended_s
    check '{"exempt": 0}' exempt
    check '{"selected": "a", "selected": "b"}' selected
    check '{"preferences": {"A": "1", "B": 2}}' preferences.B
    check '{"rtt_ms": {"a": 1, "b": null, "a": 2}}' rtt_ms.a
    check '[]' ''
    check '' ''
    check '{' ''
    check '{"selected": "\ud800"}' ''
    check '{"selected": "x"} {}' ''
    printf '{"selected": "\xff"}' >bad.json
    run -3 decide hosts --facts bad.json
}

@test "a list of objects is named by its place" {
    echo '{"vpn": "connected", "interfaces": [{"name": "a"}, {"name": "b", "up": 1}]}' >bad.json
    run -3 decide tnd --facts bad.json
    [ "$output" = '{"error":"facts-invalid","field":"interfaces[1].up"}' ]
    echo '{"interfaces": []}' >bad.json
    run -3 decide tnd --facts bad.json
    [ "$output" = '{"error":"facts-invalid","field":"vpn"}' ]
}

@test "a stream: a line for each line, exit 3 at the end if one was bad" {
    run -0 decide hosts --facts - <<<'{}'
    [ "${#lines[@]}" = 1 ]
    run -3 bash -c "printf '%s\n' '{}' '' '{\"x\":1}' '{\"selected\":\"Paris\"}' | $ACPROF decide hosts --policy p.acpol --facts -"
    [ "${#lines[@]}" = 3 ]
    jq -e '.reason == "default-entry"' <<<"${lines[0]}"
    [ "${lines[1]}" = '{"error":"facts-invalid","field":"x"}' ]
    jq -e '.reason == "user-selected"' <<<"${lines[2]}"
}

@test "a stream answers each line before it reads the next" {
    mkfifo in out
    "$ACPROF" decide hosts --policy p.acpol --facts - <in >out &
    exec 7>in 8<out
    for _ in 1 2 3; do
        echo '{}' >&7
        read -r -t 10 answer <&8
        jq -e '.reason == "default-entry"' <<<"$answer"
    done
    exec 7>&-
    wait $!
}

@test "large facts and answers find room" {
    "$PYTHON" -c 'import json; print(json.dumps({"rtt_ms": {"h%d.example" % i: i for i in range(50000)}}))' >many.json
    run -0 decide hosts --facts many.json
    [ "$output" = "$(acprof decide hosts --policy p.acpol --facts <(echo '{}'))" ]
}

# What docs/embedding.md says of answers that are facts of other engines.
@test "an answer is a fact of the next question" {
    cat >held.xml <<'END'
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ClientInitialization>
    <AutomaticVPNPolicy>true<TrustedDNSDomains>corp.example.com</TrustedDNSDomains>
      <AlwaysOn>true<ConnectFailurePolicy>Closed</ConnectFailurePolicy>
        <AllowedHosts>idp.example.com</AllowedHosts></AlwaysOn></AutomaticVPNPolicy>
  </ClientInitialization>
  <ServerList><HostEntry><HostName>Paris</HostName><HostAddress>vpn.example.com</HostAddress></HostEntry></ServerList>
</AnyConnectProfile>
END
    acprof compile --platform windows --output p.acpol held.xml
    ask() { # ENGINE FACTS
        decide "$1" --facts - <<<"$2"
    }
    network=$(ask tnd '{"interfaces": [{"name": "a", "dns_suffixes": ["cafe.example"]}], "vpn": "disconnected"}' | jq -c .network)
    [ "$network" = '"untrusted"' ]
    for network in "$network" '"unknown"'; do
        portal=$(ask captive-portal "{\"answer\": \"other\", \"network\": $network}" | jq -c .detected)
        ask reconnect "{\"event\": \"resume\", \"network\": $network}" | jq -e '.reason == "always-on"'
        permit=$(ask always-on "{\"network\": $network, \"vpn\": \"disconnected\", \"captive_portal\": $portal}" |
            jq -c 'select(.reason == "portal-remediation-off") | .permit')
        [ "$permit" = '["gateways","allowed-hosts"]' ]
        ask allowed-host "{\"permit\": $permit, \"destination\": {\"name\": \"idp.example.com\"}}" |
            jq -e '.reason == "allowed-name"'
    done
    state=$(ask nvm-trust '{"results": []}' | jq -c .state)
    for state in "$state" '"pending"'; do
        ask nvm-collect "{\"nvm_trust\": $state}" | jq -e '.reason == "no-profile"'
    done
}

@test "engines: the list, and names that are none" {
    run -0 acprof decide list
    contains profile-merge
    contains hosts
    contains tnd
    run -2 decide host --facts facts.json
    contains "there is no engine 'host'; did you mean 'hosts'?"
    run -2 decide --facts facts.json
    contains "no engine is named"
    run -2 acprof decide hosts --facts facts.json
    contains "--policy is missing"
    run -2 acprof decide hosts --policy p.acpol
    contains "--facts is missing"
}

@test "what cannot be read, what is no image, what is not signed" {
    run -3 decide hosts --facts nowhere.json
    contains "nowhere.json cannot be read"
    run -3 decide hosts --facts .
    contains ". cannot be read: Is a directory"
    run -3 decide hosts --facts /dev/zero
    contains "/dev/zero is larger than 16 MiB"
    run -3 acprof decide hosts --policy nowhere.acpol --facts facts.json
    run -4 acprof decide hosts --policy a.xml --facts facts.json
    contains "the file is no policy image"
    run -4 decide hosts --facts facts.json --require-signature
    contains "not signed"
    openssl genpkey -algorithm ed25519 -out key.pem
    acprof compile --platform windows --sign key.pem --output p.acpol a.xml
    run -0 decide hosts --facts facts.json --verify-key key.pem --require-signature
    openssl genpkey -algorithm ed25519 -out other.pem
    run -4 decide hosts --facts facts.json --verify-key other.pem
    contains "signed by an unknown key"
}

# Signed by a key, and then not signed, by another key, signed otherwise, changed, with sections swapped or left
# out, of an older format or cut off.
@test "images that are refused: each for its own reason, in the same words for all commands" {
    openssl genpkey -algorithm ed25519 -out key.pem
    openssl genpkey -algorithm ed25519 -out other.pem
    cp p.acpol unsigned.acpol
    acprof compile --platform windows --sign other.pem --output unknown.acpol a.xml
    acprof compile --platform windows --sign key.pem --output p.acpol a.xml
    "$PYTHON" - <<'END'
import struct
whole = open("p.acpol", "rb").read()
def write(name, change):
    data = bytearray(whole)
    open(name + ".acpol", "wb").write(change(data) or data)
def flip(at):
    def change(data):
        data[at] ^= 1
    return change
def swap(data):
    data[128:144], data[144:160] = data[144:160], data[128:144]
def leave_out(data):
    rows = struct.unpack_from("<I", data, 48)[0]
    data[48:52] = struct.pack("<I", rows - 1)
def older(data):
    data[40:44] = struct.pack("<HH", 0, 9)
write("signature", flip(-1))
write("digest", flip(2000))
write("swapped", swap)
write("fewer", leave_out)
write("older", older)
write("cut", lambda data: data[:-8])
END
    run -0 acprof inspect --require-signature --verify-key key.pem p.acpol
    for name in unsigned unknown signature digest swapped fewer older cut; do
        options=(--require-signature --verify-key key.pem)
        run -4 acprof inspect "${options[@]}" $name.acpol
        [ "${#lines[@]}" = 1 ]
        said=${output#acprof inspect: }
        run -4 acprof decide hosts --policy $name.acpol --facts facts.json "${options[@]}"
        [ "${output#acprof decide: }" = "$said" ] || { echo "$output, but $said"; return 1; }
        echo "${said#*: }" >>said
    done
    [ "$(sort -u said | wc -l)" = 8 ]
}

@test "the runtime needs libc and libcrypto only, and is small" {
    library=$(dirname "$ACPROF")/libtunnel.so.0
    run -0 nm -D --undefined-only "$library"
    for word in xml html json yaml readline rl_ history; do
        lacks "$word"
    done
    grep -q __asan_ <<<"$output" && skip "built with sanitizers"
    # Each symbol says whose it is; weak ones are there for tools that are not.
    [ "$(grep ' U ' <<<"$output" | grep -cv -e @GLIBC_ -e @OPENSSL_)" = 0 ]
    run -0 readelf -d "$library"
    [ "$(grep NEEDED <<<"$output" | sed 's/.*\[//; s/\.so.*//' | sort | tr '\n' ' ')" = "libc libcrypto " ]
    cp "$library" stripped.so
    strip stripped.so
    [ "$(stat -c %s stripped.so)" -lt $((300 * 1024)) ]
}

# Only opening, closing and sealing may: of libc all else has what reads and writes the caller's memory.
@test "decisions allocate nothing, take no lock, and read nothing" {
    run -0 nm -A --undefined-only "$(dirname "$ACPROF")/libtunnel.a"
    grep -q __asan_ <<<"$output" && skip "built with sanitizers"
    decisions=$(sed -n 's/.*:\([a-z_]*\)\.o: *U /\1 /p' <<<"$output" | grep -v -e '^open ' -e '^seal ')
    [ "$(cut -d' ' -f1 <<<"$decisions" | sort -u | wc -l)" -gt 40 ]
    others=$(grep -v -E ' (tunnel_[a-z0-9_]*|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail|(__)?(v?snprintf|mem(chr|cmp|cpy|mem|move|rchr|set)|str(chr|cmp|len))(_chk)?|inet_(pton|ntop))$' \
        <<<"$decisions") || true
    [ -z "$others" ] || { echo "$others"; return 1; }
    # Nor is there anything it could keep between calls: two words are the compiler's own.
    run -0 size -A "$(dirname "$ACPROF")/libtunnel.so.0"
    [ "$(awk '$1 == ".data" || $1 == ".bss" { sum += $2 } END { print sum }' <<<"$output")" -le 16 ]
}
