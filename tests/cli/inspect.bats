#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof inspect: everything in an image, and every way an image can be refused.
load common

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    unset NO_COLOR COLUMNS
    write_profile a.xml SSL Paris
    openssl genpkey -algorithm ed25519 -out key.pem
    openssl pkey -in key.pem -pubout -out public.pem
    openssl genpkey -algorithm ed25519 -out other.pem
    openssl pkey -in other.pem -pubout -out other-public.pem
    acprof compile --platform windows --output plain.acpol a.xml
    acprof compile --platform windows --sign key.pem --output signed.acpol a.xml
}

# Changes one byte of a copy.
change() { # FROM TO OFFSET
    "$PYTHON" - "$@" <<'END'
import sys
data = bytearray(open(sys.argv[1], 'rb').read())
data[int(sys.argv[3])] ^= 1
open(sys.argv[2], 'wb').write(data)
END
}

@test "text: settings with file and line" {
    run -0 acprof inspect plain.acpol
    contains 'policy image "plain.acpol"'
    contains "platform        windows"
    contains "signature       none"
    contains 'VPN profile "a.xml"'
    contains 'by_host: entries by host and port'
    contains 'name="Paris"'
    [[ $output =~ AutoReconnect\ +=\ true\ \ default ]]
}

# Elements with text and children have a value, those around others only have none.
@test "values of elements with children, and what stands below a host entry" {
    cat >mixed.xml <<'END'
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/"><ClientInitialization>
<AutoReconnect UserControllable="false">
  true
  <AutoReconnectBehavior>ReconnectAfterResume</AutoReconnectBehavior></AutoReconnect>
</ClientInitialization><ServerList><HostEntry><HostName>Paris</HostName>
<HostAddress>vpn.example.com</HostAddress><PrimaryProtocol>IPsec
<StandardAuthenticationOnly>true</StandardAuthenticationOnly></PrimaryProtocol></HostEntry></ServerList></AnyConnectProfile>
END
    acprof compile --despite-errors --platform windows --output mixed.acpol mixed.xml
    run -0 acprof inspect mixed.acpol
    [[ $output =~ ClientInitialization\ +written\ \ \"mixed.xml\":1 ]]
    [[ $output =~ ClientInitialization/AutoReconnect\ +=\ true\ \ \"mixed.xml\":3 ]]
    contains 'ClientInitialization/AutoReconnect/AutoReconnectBehavior = "ReconnectAfterResume"  "mixed.xml":4'
    contains 'Host entry "Paris" of "mixed.xml" (entry 0, view 5)  "mixed.xml":5'
    [[ $output =~ ServerList/HostEntry/PrimaryProtocol\ +=\ \"IPsec\"\ \ \"mixed.xml\":6 ]]
    run -0 acprof inspect --format json mixed.acpol
    value() { # END_OF_A_PATH
        jq -c --arg tail "$1" '[.sections.cells[] | select((.setting | endswith($tail)) and
            (.flags | index("written")))][0] | [.value, .position.line]' <<<"$output"
    }
    [ "$(value /ClientInitialization)" = "[null,1]" ]
    [ "$(value /AutoReconnect)" = "[true,3]" ]
    [ "$(value /PrimaryProtocol)" = '["IPsec",6]' ]
}

@test "json: every section, and settings with their places" {
    run -0 acprof inspect --format json plain.acpol
    jq -e '.format == "1.0" and .signature == "none" and .key_id == null and .stripped == false' <<<"$output"
    jq -e '.sections.entries[0].name == "Paris" and
        .sections.entries[0].position == {"file": "a.xml", "line": 4}' <<<"$output"
    jq -e '.sections.addresses[0].host == "vpn.example.com"' <<<"$output"
    jq -e '(.sections | keys | length) >= 16 and (.size | type) == "number"' <<<"$output"
}

@test "a signed image opened without a key: not checked" {
    run -0 acprof inspect signed.acpol
    contains "signature       not checked (no key given), key "
    run -0 acprof inspect --format json signed.acpol
    jq -e '.signature == "not-checked" and (.key_id | length) == 16' <<<"$output"
    run -0 acprof inspect --format json --verify-key public.pem signed.acpol
    jq -e '.signature == "valid"' <<<"$output"
    run -0 acprof inspect --verify-key other-public.pem --verify-key public.pem signed.acpol
    run -0 acprof inspect --verify-key key.pem signed.acpol
}

@test "not signed though it must be: exit 4" {
    run -4 acprof inspect --require-signature plain.acpol
    contains "plain.acpol: the policy image is not signed"
    run -4 acprof inspect --require-signature --verify-key public.pem plain.acpol
    run -0 acprof inspect --verify-key public.pem plain.acpol
}

@test "signed by an unknown key: exit 4" {
    run -4 acprof inspect --verify-key other-public.pem signed.acpol
    contains "signed by an unknown key"
    run -4 acprof inspect --require-signature signed.acpol
    contains "signed by an unknown key"
}

@test "changed, digest or signature: exit 4, each with its own message" {
    size=$(stat -c %s signed.acpol)
    change signed.acpol changed.acpol $((size - 1))
    run -4 acprof inspect --verify-key public.pem changed.acpol
    contains "the signature of the policy image is wrong"
    change plain.acpol changed.acpol 8
    run -4 acprof inspect changed.acpol
    contains "changed after it was compiled"
}

@test "cut off, empty, of another kind, of another version: exit 4" {
    head -c 1000 plain.acpol >cut.acpol
    run -4 acprof inspect cut.acpol
    contains "cut.acpol: the policy image is damaged: it has 1000 bytes"
    : >empty.acpol
    run -4 acprof inspect empty.acpol
    run -4 acprof inspect a.xml
    contains "the file is no policy image"
    change plain.acpol version.acpol 40
    run -4 acprof inspect version.acpol
    contains "of another version: it has format 0.0, and this runtime reads 1.x"
}

@test "sections in another order: exit 4" {
    "$PYTHON" - <<'END'
data = bytearray(open('plain.acpol', 'rb').read())
data[128:144], data[144:160] = data[144:160], data[128:144]
open('swapped.acpol', 'wb').write(data)
END
    run -4 acprof inspect swapped.acpol
    contains "the policy image is damaged: section "
}

@test "what cannot be read: exit 3" {
    run -3 acprof inspect nowhere.acpol
    contains "nowhere.acpol cannot be read: No such file"
    run -3 acprof inspect .
    run -3 acprof inspect --verify-key nowhere.pem plain.acpol
    run -3 acprof inspect --verify-key a.xml plain.acpol
    contains "a.xml is no Ed25519 public key"
}

@test "usage" {
    run -2 acprof inspect
    run -2 acprof inspect plain.acpol signed.acpol
    run -2 acprof inspect --format xml plain.acpol
}

@test "the table of settings that docs show is that of the program" {
    run -0 acprof inspect --format json plain.acpol
    settings=$(jq -r .settings <<<"$output")
    grep -qF "Fingerprint \`$settings\`" "$SRC/docs/policy-settings.md" ||
        { echo "docs/policy-settings.md is of other schemas: run make docs"; return 1; }
}
