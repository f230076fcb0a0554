#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
# acprof pin, held against openssl; and libprofile-certificate, which it needs.
load common

CERTIFICATES=$SRC/testdata/certificates

# The pin of the first certificate in a PEM file, as openssl computes it.
openssl_pin() {
    openssl x509 -in "$1" -noout -pubkey >public.pem
    openssl pkey -pubin -in public.pem -outform DER | openssl dgst -sha512 -r | cut -d' ' -f1 | tr a-f A-F
}

# A private key and a self-signed certificate made now: NAME OPTIONS OF genpkey...
make_certificate() {
    local name=$1
    shift
    openssl genpkey -quiet -out "$name.key" "$@"
    openssl req -x509 -key "$name.key" -subj "/O=Example/CN=$name.example.com" -days 30 -out "$name.pem"
}

# The program with its library and without what reads certificates.
without_certificates() {
    mkdir bin
    cp "$ACPROF" "$(dirname "$ACPROF")/libprofile.so.0" bin/
}

@test "the values are those of openssl, for every kind of key" {
    make_certificate rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
    make_certificate ec -algorithm EC -pkeyopt ec_paramgen_curve:P-384
    make_certificate ed -algorithm ED25519
    for file in ./*.pem "$CERTIFICATES"/*.pem; do
        run -0 --separate-stderr acprof pin --format json "$file"
        [ "$(jq -r '.[0].pin' <<<"$output")" = "$(openssl_pin "$file")" ]
        [ "$(jq -r '.[0].subject' <<<"$output")" = \
            "$(openssl x509 -in "$file" -noout -subject -nameopt RFC2253,-esc_msb | sed 's/^subject=//')" ]
        [ "$(jq -r '.[0].serial' <<<"$output")" = "$(openssl x509 -in "$file" -noout -serial | sed 's/^serial=//')" ]
        [ -z "$stderr" ]
    done
}

@test "PEM, DER and PKCS#7 hold the same" {
    chain=$CERTIFICATES/paris-chain.pem
    acprof pin --format json "$chain" | jq -c 'map({subject, issuer, pin})' >wanted
    [ "$(jq length wanted)" = 3 ]
    openssl crl2pkcs7 -nocrl -certfile "$chain" -out a.p7b
    openssl crl2pkcs7 -nocrl -certfile "$chain" -outform DER -out a.p7c
    sed 's/$/\r/' "$chain" >crlf.pem
    (echo "s:CN = Paris" && cat "$chain" && echo "Verify return code: 0") >around.pem
    for file in a.p7b a.p7c crlf.pem around.pem; do
        acprof pin --format json "$file" | jq -c 'map({subject, issuer, pin})' | diff wanted -
    done
    openssl x509 -in "$chain" -outform DER -out a.der
    acprof pin --format json a.der | jq -c 'map({subject, issuer, pin})' | diff <(jq -c '.[:1]' wanted) -
    acprof pin --format json - <a.der | jq -e '.[0].file == "<stdin>" and .[0].line == null'
}

@test "text: where it stands, what it is and where it goes" {
    run -0 acprof pin "$CERTIFICATES/paris-chain.pem"
    contains "$CERTIFICATES/paris-chain.pem:24"
    contains "subject  CN=paris.example.com,OU=VPN,OU=Network,O=Example,C=FR"
    contains "issuer   CN=Example Issuing CA,O=Example,C=FR"
    contains "valid    2024-01-01T00:00:00Z to 2099-12-31T23:59:59Z"
    contains "pin      $(openssl_pin "$CERTIFICATES/paris.pem")"
    contains "goes to  AnyConnectProfile/ServerList/HostEntry/CertificatePinList/Pin"
    contains "(a certificate of its own, for this one host)"
    contains "goes to  AnyConnectProfile/ClientInitialization/CertificatePinning/CertificatePinList/Pin"
    contains "(a CA certificate, for every host it stands above)"
    run -0 acprof pin "$CERTIFICATES/wildcard.pem" "$CERTIFICATES/self-signed.pem"
    contains "(its name is a wildcard, for several hosts)"
    contains "(self-signed, for this one host)"
}

@test "json: every member" {
    run -0 acprof pin --format json "$CERTIFICATES/paris.pem" "$CERTIFICATES/root-ca.pem"
    jq -e 'all(.[]; keys_unsorted == ["file", "line", "subject", "issuer", "serial", "not_before",
        "not_after", "ca", "self_signed", "pin", "scope", "path"])' <<<"$output"
    jq -e '.[0] | .line == 1 and .ca == false and .self_signed == false and .scope == "host" and
        .not_before == "2024-01-01T00:00:00Z" and .not_after == "2099-12-31T23:59:59Z"' <<<"$output"
    jq -e '.[1] | .ca and .self_signed and .scope == "global" and
        .path == "AnyConnectProfile/ClientInitialization/CertificatePinning/CertificatePinList/Pin"' <<<"$output"
}

@test "xml: a list that goes into a profile, each pin once" {
    acprof pin --format xml "$CERTIFICATES/paris-chain.pem" "$CERTIFICATES/root-ca.pem" "$CERTIFICATES/client.pem" >list.xml
    [ "$(xmllint --xpath 'count(/CertificatePinList/Pin)' list.xml)" = 4 ]
    [ "$(xmllint --xpath 'string(//Pin[1]/@Subject)' list.xml)" = CN=paris.example.com,OU=VPN,OU=Network,O=Example,C=FR ]
    [ "$(xmllint --xpath 'string(//Pin[1])' list.xml)" = "$(openssl_pin "$CERTIFICATES/paris.pem")" ]
    [ "$(xmllint --xpath 'string(//Pin[4]/@Subject)' list.xml)" = \
        "$(openssl x509 -in "$CERTIFICATES/client.pem" -noout -subject -nameopt RFC2253,-esc_msb | sed 's/^subject=//')" ]
    cat >profile.xml <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ClientInitialization>
    <CertificatePinning>true
$(cat list.xml)
    </CertificatePinning>
  </ClientInitialization>
  <ServerList>
    <HostEntry>
      <HostName>Paris</HostName>
      <HostAddress>paris.example.com</HostAddress>
    </HostEntry>
  </ServerList>
</AnyConnectProfile>
EOF
    run -0 acprof validate profile.xml
    [ "$(acprof get profile.xml ClientInitialization/CertificatePinning/CertificatePinList/Pin | wc -l)" = 4 ]
}

@test "what is no certificate: exit 1, and what to do" {
    make_certificate ec -algorithm EC -pkeyopt ec_paramgen_curve:P-256
    openssl pkcs12 -export -in ec.pem -inkey ec.key -passout pass:x -out ec.p12
    openssl req -new -key ec.key -subj /CN=ec -outform DER -out ec.csr.der
    run -1 acprof pin ec.p12
    contains "ec.p12: this is PKCS#12"
    contains "openssl pkcs12 -in FILE -nokeys"
    run -1 acprof pin ec.key
    contains "ec.key: the file holds a private key and no certificate"
    run -1 acprof pin ec.csr.der
    contains "ec.csr.der: this is a certificate request"
    run -1 acprof pin "$VALID/full.xml"
    contains "holds no certificate"
    : >empty.pem
    run -1 acprof pin empty.pem
    contains "empty.pem: the file is empty"
    head -5 ec.pem >short.pem
    run -1 acprof pin short.pem
    contains "short.pem:1: this block has no line -----END CERTIFICATE-----"
    sed '3s/./*/7' ec.pem >bad.pem
    run -1 acprof pin bad.pem
    contains "bad.pem:3: character 7 of this line, *, cannot stand there"
}

@test "a list of revoked certificates is told from a certificate" {
    make_certificate ca -algorithm EC -pkeyopt ec_paramgen_curve:P-256
    : >index.txt
    printf '[ca]\ndefault_ca=a\n[a]\ndatabase=index.txt\ndefault_md=sha256\n' >ca.cnf
    openssl ca -config ca.cnf -gencrl -crldays 30 -keyfile ca.key -cert ca.pem -out crl.pem 2>log
    openssl crl -in crl.pem -outform DER -out crl.der
    run -1 acprof pin crl.der
    contains "crl.der: this is a list of revoked certificates"
    run -1 acprof pin crl.pem
    contains "crl.pem: none of the blocks in the file is a certificate"
}

@test "several files: what can be read is printed, the greatest exit code wins" {
    echo nothing >bad.pem
    run -1 --separate-stderr acprof pin bad.pem "$CERTIFICATES/paris.pem"
    [ "$(grep -c '^  pin ' <<<"$output")" = 1 ]
    [[ $stderr == *"bad.pem: the file holds no certificate"* ]]
    run -3 --separate-stderr acprof pin bad.pem missing.pem "$CERTIFICATES/paris.pem"
    [ "$(grep -c '^  pin ' <<<"$output")" = 1 ]
    [[ $stderr == *"missing.pem cannot be read: No such file"* ]]
    run -3 --separate-stderr acprof pin --format json missing.pem
    [ -z "$output" ]
}

@test "a file with certificate and key: the key is left alone" {
    make_certificate ec -algorithm EC -pkeyopt ec_paramgen_curve:P-256
    cat ec.key ec.pem >both.pem
    run -0 acprof pin --format json both.pem
    [ "$(jq -r '.[0].pin' <<<"$output")" = "$(openssl_pin ec.pem)" ]
}

@test "a name cannot steer a terminal" {
    openssl req -x509 -newkey ed25519 -noenc -keyout k -out c.pem -utf8 -days 30 \
        -subj "$(printf '/CN=a\xc2\x9b2Jb')" 2>log
    run -0 acprof pin c.pem
    contains 'CN=a\u009B2Jb'
}

@test "usage" {
    run -2 acprof pin
    contains "no file is named"
    run -2 acprof pin --format yaml a.pem
    run -0 acprof pin --help
    contains "openssl dgst -sha512"
}

@test "the system's configuration of OpenSSL does not matter" {
    printf 'openssl_conf = x\n[x]\nproviders = p\n[p]\nnull = n\n[n]\nactivate = 1\n' >openssl.cnf
    OPENSSL_CONF=$PWD/openssl.cnf acprof pin "$CERTIFICATES/md5.pem" >strange
    acprof pin "$CERTIFICATES/md5.pem" | diff - strange
}

@test "without libprofile-certificate only certificates cannot be read" {
    without_certificates
    run -0 bin/acprof validate "$VALID/ssl.xml"
    run -3 bin/acprof pin "$CERTIFICATES/paris.pem"
    contains "certificates cannot be read: libprofile-certificate.so.0"
    contains "It belongs beside libprofile.so.0"
    run -1 bin/acprof pin "$VALID/full.xml"
    contains "holds no certificate"
}

@test "a libprofile-certificate that is none, or of another build, is not used" {
    without_certificates
    cp bin/libprofile.so.0 bin/libprofile-certificate.so.0
    run -3 bin/acprof pin "$CERTIFICATES/paris.pem"
    contains "acp_certificate_module_get"
    cat >other.c <<'EOF'
static const unsigned other[8] = {999};
const void *acp_certificate_module_get(void);
const void *acp_certificate_module_get(void) { return other; }
EOF
    "${CC:-gcc}" -shared -fPIC -o bin/libprofile-certificate.so.0 other.c
    run -3 bin/acprof pin "$CERTIFICATES/paris.pem"
    contains "is of another build (interface 999, not 1)"
}

@test "libcrypto is nobody's but libprofile-certificate's, which shows one symbol" {
    build=$(dirname "$ACPROF")
    run ! grep -q libcrypto <(readelf -d "$ACPROF" "$build/libprofile.so.0")
    readelf -d "$build/libprofile-certificate.so.0" >dynamic
    grep -q 'NEEDED.*libcrypto' dynamic
    grep -q BIND_NOW dynamic
    [ "$(nm -D --defined-only "$build/libprofile-certificate.so.0" | awk '{ print $3 }')" = acp_certificate_module_get ]
}

@test "where it is installed it is found" {
    mkdir made
    cp -r "$(dirname "$ACPROF")"/{acprof,acprof-*,lib*.so.0,lib*.pc,acprof.1,man} made/
    make -s -C "$SRC" BUILD="$PWD/made" PREFIX=/opt DESTDIR="$PWD/staged" -o all install
    "$PWD/staged/opt/bin/acprof" pin --format json "$CERTIFICATES/paris.pem" | jq -e 'length == 1'
    make -s -C "$SRC" BUILD="$PWD/made" PREFIX=/opt DESTDIR="$PWD/staged" uninstall
    [ -z "$(find staged -type f)" ]
}
