#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets output
# No leak and no wrong access under valgrind, on good, wild and damaged input.
load common

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    # valgrind and the address sanitizer both want to be the allocator; that run looks for leaks too.
    if ldd "$ACPROF" | grep -q libasan; then
        skip "built with the address sanitizer"
    fi
}

# Runs acprof under valgrind; a leak of any kind or a wrong access is exit code 99.
leakless() {
    valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=all \
        --show-leak-kinds=all "$ACPROF" "$@"
}

@test "valgrind: validate, one file after the other and several at once" {
    run -1 leakless validate --jobs 1 "$VALID"/*.xml "$INVALID"/* "$SRC"/testdata/wild/*.*
    run -1 leakless validate --jobs 2 "$VALID" "$INVALID" "$SRC/testdata/wild"
}

@test "valgrind: validate, every output format, with configuration, baseline and schema" {
    cp "$INVALID/demo.xml" "$INVALID/structure.xml" .
    cat >.acprof.yaml <<'EOF'
root: true
platform: [windows]
rules:
  ACP1130: {severity: off, because: tried here}
ignore:
  - rule: ACP0131
    file: "demo.xml"
    because: tried here
own-rules:
  - id: CORP001
    kinds: [vpn]
    severity: error
    title: Every gateway must be in corp.example
    each: HostEntry
    when: not(matches(HostAddress, '\.corp\.example$'))
    remedy: use the corporate gateways
EOF
    for format in text json sarif junit github checkstyle; do
        run -1 leakless validate --format "$format" demo.xml structure.xml
    done
    run -1 leakless validate --xsd "$SRC/testdata/xsd/hosts-only.xsd" demo.xml
    run -0 leakless validate --baseline known.json --write-baseline demo.xml structure.xml
    run -0 leakless validate --baseline known.json demo.xml structure.xml
    echo "nonsense: 1" >.acprof.yaml
    run -2 leakless validate demo.xml
}

@test "valgrind: convert, all directions; what is refused" {
    for file in full comments-and-text; do
        run -0 leakless convert --to json --output a.json "$VALID/$file.xml"
        run -0 leakless convert --to yaml --output a.yaml a.json
        run -0 leakless convert --to xml --output a.xml a.yaml
    done
    for file in comma.json list.json tab.yaml playbook.yaml truncated.xml; do
        run -1 leakless convert --to xml "$INVALID/$file"
    done
}

@test "valgrind: fmt, one file and in place; what is refused" {
    run -0 leakless fmt "$VALID/comments-and-text.xml"
    cp "$SRC"/testdata/wild/0*.xml .
    run leakless fmt --write ./*.xml
    [ "$status" -ne 99 ]
    run -1 leakless fmt --check "$INVALID/truncated.xml" "$INVALID/binary.xml"
}

@test "valgrind: pin, what is read and what is refused" {
    openssl pkcs7 -in "$SRC/testdata/certificates/paris-chain.p7b" -outform DER -out chain.p7c
    head -c 500 chain.p7c >cut.p7c
    head -n 9 "$SRC/testdata/certificates/paris.pem" >cut.pem
    # What the loader notes of a library that stays loaded.
    printf '%s\n' '{' loader Memcheck:Leak 'match-leak-kinds: reachable' ... fun:_dl_open '}' >loader.supp
    export VALGRIND_OPTS="--suppressions=$PWD/loader.supp"
    for format in text json xml; do
        run -0 leakless pin --format "$format" chain.p7c "$SRC"/testdata/certificates/*.p*
    done
    run -1 leakless pin cut.p7c cut.pem "$VALID/full.xml"
}

@test "valgrind: fix, every way out, with the local policy" {
    cp "$SRC"/testdata/wild/*.xml .
    cp "$INVALID/demo.xml" "$INVALID/unquoted-attribute.xml" "$INVALID/truncated.xml" .
    acprof convert --to yaml 10-values.xml >a.yaml
    run -1 leakless fix --dry-run ./*.xml a.yaml
    run -1 leakless fix demo.xml
    run -1 leakless validate --format json demo.xml a.yaml unquoted-attribute.xml
    run -1 leakless fix --write ./*.xml a.yaml
    mkdir p
    cp "$VALID/local-policy/AnyConnectLocalPolicy.xml" p/
    cp "$SRC/testdata/wild/02-local-policy-settings.xml" .
    run -0 leakless fix --rule ACP1002 --write 02-local-policy-settings.xml p/AnyConnectLocalPolicy.xml
}

@test "valgrind: set, delete and new; what is refused" {
    for file in full.xml umbrella/OrgInfo.json; do
        cp "$VALID/$file" "$(basename "$file")"
    done
    acprof convert --to yaml --output full.yaml full.xml
    for file in full.xml full.yaml; do
        run -0 leakless set --write "$file" 'HostEntry[HostName="Rome"]/HostAddress=rome.example.com'
        run -1 leakless set --write "$file" LocalLanAccess=true AutoReconnect=maybe
        run -2 leakless set "$file" HostEntry/HostAddress=x
        run -0 leakless delete --write "$file" 'HostEntry[HostName="Rome"]'
        run -1 leakless delete "$file" 'HostEntry[HostName="Rome"]'
    done
    run -0 leakless set OrgInfo.json userId=1
    run -0 leakless new --list
    run -0 leakless new ssl-sites 'sites=A=a.example.com+b.example.com,B=c.example.com'
    run -1 leakless new ssl address=a.example.com 'name=A&B'
    run -2 leakless new ssl </dev/null
}

# A session of the editor, which is a program of its own. What readline and the loader keep until the
# end is no leak.
edit_leakless() {
    run valgrind -q --trace-children=yes --error-exitcode=99 --leak-check=full \
        --errors-for-leak-kinds=definite,indirect,possible "$ACPROF" edit "$1"
}

@test "valgrind: edit, every command, wizards, what is refused, a session that fails" {
    cp "$VALID/ssl.xml" a.xml
    edit_leakless a.xml <<EOF
goto Paris
print
set HostAddress x.example.com
set UserGroup 'a b'
..
move HostEntry[1] last
add HostEntry Rome
set Rome/HostAddress rome.example.com
add "Rome"/BackupServerList/HostAddress b.example.com
undo 2
redo
redo
unset AuthenticationTimeout
describe AutoReconnectBehavior
find captive portal
pane preferences-1
wizard server name="Main office" address=oslo.example.com protocol=IPsec method=EAP-MD5 backups=b.example.com,c.example.com
wizard backup host=Rome addresses=c.example.com
wizard pin file=$SRC/testdata/certificates/paris-chain.p7b which=2,3 host=global
wizard certificate-match usage=Digital_Signature extended=ClientAuth part=ISSUER-CN pattern="My CA"
wizard trusted-server address=in.example.com file=$SRC/testdata/certificates/paris.pem domains=corp.example.com
fix
check
diff
diff text
print xml
delete Rome
revert
undo
help
wizard
save as b.xml
set --despite-errors AuthenticationTimeout x
save
quit
EOF
    [ "$status" = 0 ] || { echo "$output"; false; }
    for line in 'goto "Paris' 'set AutoReconnect maybe' 'move Paris 9' 'wizard pin file=missing' \
        'wizard server name=Paris address=x' 'save c.json' 'describe nothing' 'add HostEntry Paris' \
        'set Branch office/HostAddress x' undo 'fix nothing'; do
        edit_leakless a.xml <<<"$line"
        [[ $status =~ ^[123]$ ]] || { echo "$line: $status: $output"; false; }
    done
}

@test "valgrind: edit at a terminal: completion, a wizard, Ctrl-C" {
    need expect
    cp "$VALID/ssl.xml" a.xml
    cat >session.exp <<EOF
set timeout 120
log_user 0
spawn valgrind -q --trace-children=yes --error-exitcode=99 --leak-check=full \
    --errors-for-leak-kinds=definite,indirect,possible --log-file=log.%p "$ACPROF" edit a.xml
proc await {text} { expect -ex \$text {} timeout { exit 98 } eof { exit 97 } }
await "> "
send "goto Par\t\r"
await "Paris\"\]> "
send "set \t\t"
await "HostAddress"
send "Primary\tIP\t\r"
await "*> "
send "wizard server\r"
await "name: "
send "Oslo\r"
await "address: "
send "\003"
await "nothing is changed"
await "*> "
send "wizard pin file=\t\t"
await "a.xml"
send "\003"
await "^C"
await "*> "
send "quit\r"
await "ancel: "
send "n\r"
expect eof
exit [lindex [wait] 3]
EOF
    run -0 expect session.exp
    cat log.*
    [ -z "$(cat log.*)" ]
}
