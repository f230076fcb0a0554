#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets output, stderr and status
# acprof edit, run by scripts
load common

# Runs the lines on a file; what is shown stays in output and stderr.
script() {
    local file=$1
    shift
    run --separate-stderr acprof edit "$file" < <(printf '%s\n' "$@")
}

# The same, and it must go well.
does() {
    script "$@"
    [ "$status" = 0 ] || { printf '%s\n%s\n' "$output" "$stderr" >&2; return 1; }
}

said() {
    [[ $stderr == *"$1"* ]] || { printf 'not said: %s\n%s\n' "$1" "$stderr" >&2; return 1; }
}

sites() {
    cp "$VALID/ssl.xml" a.xml
}

@test "a script: set, save; one line differs" {
    sites
    does a.xml '# a comment' '' 'set AuthenticationTimeout 60' save
    [ -z "$output" ]
    [ -z "$stderr" ]
    [ "$(diff "$VALID/ssl.xml" a.xml | grep -c '^[<>]')" = 2 ]
    [ "$(acprof get a.xml AuthenticationTimeout)" = 60 ]
}

@test "places: relative paths, .., trailing parts, names of entries" {
    sites
    does a.xml 'goto Paris' 'print HostAddress' '..' 'print HostEntry[2]/HostName' \
        'goto /' 'print AutoReconnectBehavior' 'goto Paris' 'print ../HostEntry[2]/HostName' \
        'print Branch office Lyon/HostAddress'
    [ "$output" = "paris.example.com
Branch office Lyon
ReconnectAfterResume
Branch office Lyon
vpn.branch.example.com:8443" ]
    script a.xml 'print HostEntry/HostAddress'
    [ "$status" = 2 ]
    said "there are 2 HostAddress; pick one of them:"
    script a.xml 'goto BackupServerList'
    [ "$status" = 2 ]
    said "name more of the path:"
    script a.xml 'set Branch office Lyon/HostAddress x'
    [ "$status" = 2 ]
    said 'stands in quotes: "Branch office Lyon"'
    script a.xml 'goto Nirvana'
    [ "$status" = 2 ]
    said 'there is no setting "Nirvana"'
}

@test "print: as a table with label, value and default; as XML; a value alone" {
    sites
    does a.xml 'goto Paris' print
    contains "Setting                  Label "
    [[ $output =~ HostAddress\ +FQDN\ or\ IP\ Address\ +paris.example.com ]]
    [[ $output =~ PrimaryProtocol\ +Primary\ Protocol\ +-\ +SSL ]]
    does a.xml 'print xml Paris'
    [ "$output" = "<HostEntry>
    <HostName>Paris</HostName>
    <HostAddress>paris.example.com</HostAddress>
</HostEntry>" ]
    does a.xml 'print table Paris'
    contains "FQDN or IP Address"
    does a.xml 'goto ServerList' print
    contains 'HostEntry[HostName="Branch office Lyon"]'
    does a.xml 'print AutoReconnect/@UserControllable'
    [ "$output" = false ]
    script a.xml 'print SafeWordSofTokenIntegration'
    [ "$status" = 1 ]
    said "SafeWordSofTokenIntegration is not set; the default is false"
    script a.xml 'unset AutoReconnect/@UserControllable' 'print AutoReconnect/@UserControllable'
    [ "$status" = 1 ]
    said "AutoReconnect/@UserControllable is not set"
}

@test "the first failure ends a script, names its line, and decides the exit code" {
    sites
    script a.xml 'set AuthenticationTimeout 60' 'set AutoReconnect maybe' save
    [ "$status" = 1 ]
    said "[ACP0124 boolean-bad]"
    said "acprof edit: line 2: nothing is changed: the file would have an error it does not have now"
    said "line 2: the script ends here; what it had not saved is dropped"
    cmp a.xml "$VALID/ssl.xml"
    script a.xml '' 'sett x y'
    [ "$status" = 2 ]
    said "line 2: there is no command 'sett'; did you mean 'set'?"
    script a.xml 'save missing/a.xml'
    [ "$status" = 3 ]
    said "missing/a.xml cannot be written"
    script missing.xml quit
    [ "$status" = 3 ]
    said "missing.xml does not exist; 'acprof new' makes a profile to begin with"
}

@test "what a script does not save is a failure, unless it says so" {
    sites
    script a.xml 'set AuthenticationTimeout 60'
    [ "$status" = 1 ]
    said "the changes were not saved; 'quit discard' says that they are meant to be lost"
    script a.xml 'set AuthenticationTimeout 60' quit
    [ "$status" = 1 ]
    does a.xml 'set AuthenticationTimeout 60' 'quit discard' 'set nothing'
    cmp a.xml "$VALID/ssl.xml"
    does a.xml 'set AuthenticationTimeout 60' undo
}

@test "a change that adds an error is refused, --despite-errors makes it; warnings are shown" {
    sites
    does a.xml 'set LocalLanAccess true' save
    said "[ACP1100 local-lan-access-on]"
    does a.xml 'set --despite-errors AutoReconnect maybe' 'quit discard'
    said "[ACP0124 boolean-bad]"
    run -0 acprof edit --despite-errors a.xml < <(printf 'set AutoReconnect maybe\nsave\n')
    [ "$(acprof get a.xml AutoReconnect)" = maybe ]
    script a.xml check
    [ "$status" = 1 ]
    contains "[ACP0124 boolean-bad]"
    does a.xml 'set AutoReconnect true' 'set LocalLanAccess false' check save
    run -0 acprof edit --platform linux a.xml < <(printf 'set UseStartBeforeLogon true\nquit discard\n')
    contains "[ACP1001 setting-not-on-platform]"
}

@test "a change shows what it adds to the document as it was just before it" {
    sites
    does a.xml 'set LocalLanAccess true' 'set AuthenticationTimeout 60' 'quit discard'
    [ "$(grep -c '^a.xml.*ACP1100' <<<"$stderr")" = 1 ]
    # Going back makes it another document: the finding is new again.
    for back in undo revert 'set LocalLanAccess false' 'save other.xml'; do
        does a.xml 'set LocalLanAccess true' "$back" 'set LocalLanAccess false' \
            'set LocalLanAccess true' 'quit discard'
        [ "$(grep -c '\.xml:.*ACP1100' <<<"$stderr")" = 2 ] || { echo "$back: $stderr" >&2; return 1; }
    done
    does a.xml 'set LocalLanAccess true' undo redo 'set AuthenticationTimeout 60' 'quit discard'
    [ "$(grep -c '^a.xml.*ACP1100' <<<"$stderr")" = 1 ]
    does a.xml 'set --despite-errors AutoReconnect maybe' 'set AuthenticationTimeout 60' 'quit discard'
    [ "$(grep -c '^a.xml.*ACP0124' <<<"$stderr")" = 1 ]
    script a.xml 'set --despite-errors AutoReconnect maybe' undo 'set AutoReconnect perhaps'
    [ "$status" = 1 ]
    [ "$(grep -c '^a.xml.*ACP0124' <<<"$stderr")" = 2 ]
}

@test "unset, add, delete, move" {
    sites
    does a.xml 'unset AuthenticationTimeout' 'goto Paris' \
        'add BackupServerList/HostAddress b.example.com' \
        'add BackupServerList/HostAddress c.example.com' \
        'move BackupServerList/HostAddress[2] first' 'add UserGroup staff' 'move last' save
    run -1 acprof get a.xml AuthenticationTimeout
    [ "$(acprof get a.xml 'HostEntry[2]/BackupServerList/HostAddress[1]')" = c.example.com ]
    [ "$(acprof get a.xml 'HostEntry[2]/UserGroup')" = staff ]
    script a.xml 'unset AuthenticationTimeout'
    [ "$status" = 1 ]
    said "is not set"
    script a.xml 'unset AutoReconnect'
    [ "$status" = 1 ]
    said "'delete' takes it out with all of them"
    script a.xml 'add Paris/UserGroup x'
    [ "$status" = 1 ]
    said "is there already"
    script a.xml 'move Paris 7'
    [ "$status" = 1 ]
    said "HostEntry cannot get place 7: there are 2 HostEntry"
    script a.xml 'move Paris'
    [ "$status" = 2 ]
    does a.xml 'goto Paris' delete 'print HostEntry/HostName' 'quit discard'
    [ "$output" = "Branch office Lyon" ]
}

@test "an entry that is added may be incomplete, which is shown" {
    sites
    does a.xml 'add HostEntry Oslo' 'set Oslo/HostAddress oslo.example.com' check save
    said "[ACP1030 host-address-missing]"
    [ "$(acprof get a.xml 'HostEntry[HostName="Oslo"]/HostAddress')" = oslo.example.com ]
    script a.xml 'add HostEntry a&b'
    [ "$status" = 1 ]
    said "[ACP1024 host-name-forbidden-char]"
}

@test "undo, redo, revert, and what diff says" {
    sites
    does a.xml 'set AuthenticationTimeout 60' 'set LocalLanAccess true' undo diff \
        redo 'diff text' revert diff undo 'quit discard'
    contains 'Authentication Timeout Values: was "30", is now "60".'
    lacks 'Local LAN Access: was'
    contains '+    <AuthenticationTimeout>60</AuthenticationTimeout>'
    contains '+    <LocalLanAccess UserControllable="true">true</LocalLanAccess>'
    script a.xml undo
    [ "$status" = 1 ]
    said "there is nothing to undo"
    script a.xml redo
    [ "$status" = 1 ]
}

@test "fix, all rules or one" {
    cp "$INVALID/demo.xml" a.xml
    script a.xml 'fix ACP0131' diff 'fix nonsense'
    [ "$status" = 2 ]
    contains 'Authentication Timeout Values: was "30s", is now "30".'
    lacks "IPsec"
    said "there is no rule 'nonsense'"
    does a.xml fix save
    acprof fix "$INVALID/demo.xml" >b.xml 2>/dev/null || true
    cmp a.xml b.xml
}

@test "describe and find" {
    sites
    does a.xml 'describe AutoReconnectBehavior'
    contains "in the editor  Preferences (Part 1): Auto Reconnect Behavior"
    contains "depends on     AutoReconnect is true"
    contains "here           ReconnectAfterResume"
    does a.xml 'find captive portal'
    contains "DisableCaptivePortalDetection"
    contains "Remediation Timeout"
    contains "not set; the default is 5"
    script a.xml 'find no such thing'
    [ "$status" = 1 ]
    script a.xml find
    [ "$status" = 2 ]
}

@test "panes, with the vendor's labels in the vendor's order" {
    sites
    does a.xml pane
    [[ $output == "  preferences-1 "* ]]
    does a.xml 'pane preferences-1'
    [[ $output =~ Use\ Start\ Before\ Login.*Client\ Certificate\ Store:\ macOS.*Auto\ Reconnect ]]
    does a.xml 'pane server-list'
    [[ $output =~ HostName\ +.*\(2\) ]]
    script a.xml 'pane preferences-9'
    [ "$status" = 2 ]
    said "did you mean 'preferences-1'?"
}

@test "help lists every command, and explains each" {
    sites
    does a.xml help
    for command in goto .. print set unset add delete move describe find pane wizard check fix diff \
        undo redo save revert help quit; do
        contains "  $command "
        does a.xml "help $command"
        [ -n "$output" ]
        does a.xml help
    done
    script a.xml 'help nonsense'
    [ "$status" = 2 ]
}

@test "the manual page has every command, wizard and parameter" {
    sites
    page=$SRC/man/acprof-edit-commands.7
    does a.xml help
    while read -r command _; do
        [[ $command == Tab ]] || grep -q "^.It Li $command" "$page" || { echo "$command"; false; }
    done <<<"$output"
    for wizard in server backup certificate-match pin trusted-server; do
        grep -q "^.It Li wizard $wizard\$" "$page"
        does a.xml "wizard $wizard help"
        while read -r parameter; do
            grep -q "^.It Li $parameter\$" "$page" || { echo "$wizard $parameter"; false; }
        done < <(sed -n 's/^  \([a-z]\+\) .*/\1/p' <<<"$output")
    done
}

@test "JSON, YAML and UTF-16 files are edited like XML" {
    for format in json yaml; do
        acprof convert --to "$format" --output "a.$format" "$VALID/ssl.xml"
        does "a.$format" 'goto Paris' 'set HostName Rome' 'move last' undo 'print HostName' save
        [ "$output" = Rome ]
        [ "$(acprof get "a.$format" 'HostEntry[1]/HostName')" = Rome ]
    done
    printf '# kept\n' >>a.yaml
    script a.yaml 'set AuthenticationTimeout 60'
    [ "$status" = 1 ]
    said "#comment"
    { printf '\xff\xfe'; sed 's/UTF-8/UTF-16/' "$VALID/ssl.xml" | iconv -t UTF-16LE; } >u.xml
    does u.xml 'set Paris/HostAddress rome.example.com' 'delete ServerList' 'undo 2' 'save as same.xml'
    cmp u.xml same.xml
    does u.xml 'set Paris/HostAddress rome.example.com' save
    iconv -f UTF-16 u.xml | grep -q 'rome.example.com'
    [ "$(head -c 2 u.xml | od -An -tx1)" = " ff fe" ]
}

@test "property lists, links and JSON of other kinds are edited, one line each" {
    cp "$VALID/mdm-ios/vpn.mobileconfig" "$VALID"/umbrella/OrgInfo.json .
    cp "$(find "$VALID" -name '*.uri' | head -1)" links.uri
    while IFS='|' read -r file path value; do
        cp "$file" before
        does "$file" "set $path $value" "print $path" save
        [ "$output" = "$value" ]
        [ "$(acprof get "$file" "$path")" = "$value" ]
        [ "$(diff before "$file" | grep -c '^[<>]')" = 2 ]
        does "$file" "set $path other" 'undo' save
        [ "$(acprof get "$file" "$path")" = "$value" ]
    done <<'EOF'
vpn.mobileconfig|ManagedApp/PayloadDisplayName|Home
OrgInfo.json|userId|12
links.uri|link[1]/name|New name
EOF
}

@test "every kind of document opens, shows its panes and is left alone" {
    while IFS= read -r file; do
        before=$(sha256sum "$file")
        script "$file" print pane check 'quit'
        case $file in
        */nam/* | */feedback/* | */amp/uninstall.xml) [ "$status" -le 1 ] ;;
        *) [ "$status" = 0 ] || { echo "$file: $stderr"; false; } ;;
        esac
        [ "$(sha256sum "$file")" = "$before" ]
    done < <(find "$VALID" -type f \( -name '*.xml' -o -name '*.json' \))
}

@test "save elsewhere, over another file, under the name of another format or kind" {
    sites
    does a.xml 'set AuthenticationTimeout 60' 'save as b.xml' 'set AuthenticationTimeout 61' save
    cmp a.xml "$VALID/ssl.xml"
    [ "$(acprof get b.xml AuthenticationTimeout)" = 61 ]
    script a.xml 'save b.xml'
    [ "$status" = 1 ]
    said "b.xml is there already and is left as it is; save --force overwrites it"
    does a.xml 'save --force b.xml'
    cmp a.xml b.xml
    does a.xml 'save "with a blank.xml"'
    cmp a.xml "with a blank.xml"
    script a.xml 'save c.json'
    [ "$status" = 2 ]
    [ ! -e c.json ]
    does a.xml 'save a.xml' 'save ./a.xml'
}

# Runs the first line, then a command on the file, then the other lines.
meanwhile() {
    rm -f in
    mkfifo in
    acprof edit a.xml <in >out 2>err &
    exec 7>in
    printf '%s\n' "$1" >&7
    sleep 0.5
    eval "$2"
    shift 2
    printf '%s\n' "$@" >&7
    exec 7>&-
    status=0
    wait $! || status=$?
}

@test "a file that changes meanwhile is not overwritten" {
    sites
    meanwhile 'set AuthenticationTimeout 60' 'acprof set --write a.xml AuthenticationTimeout=90' save
    [ "$status" = 1 ]
    grep -q "nothing is saved: a.xml has changed on disk since it was read" err
    [ "$(acprof get a.xml AuthenticationTimeout)" = 90 ]
}

@test "a file that is gone, or is another kind's, or is broken meanwhile" {
    sites
    meanwhile 'set AuthenticationTimeout 60' 'rm a.xml' save
    [ "$status" = 1 ]
    grep -q "nothing is saved: a.xml is gone from the disk since it was read" err
    [ ! -e a.xml ]
    sites
    meanwhile 'set AuthenticationTimeout 60' 'rm a.xml' 'save --force'
    [ "$status" = 0 ]
    [ "$(acprof get a.xml AuthenticationTimeout)" = 60 ]
    for other in '<other/>' '<NVMProfile/>' '<broken'; do
        sites
        meanwhile 'goto Paris' "echo '$other' >a.xml" revert
        [ "$status" = 1 ]
        [ "$(cat a.xml)" = "$other" ]
        meanwhile_said=$(cat err)
        [[ $other == '<broken' || $meanwhile_said == *"a.xml is of another kind now"* ]]
    done
    for command in revert diff; do
        sites
        meanwhile 'goto Paris' "head -c 17M /dev/zero | tr '\\0' '\\n' >>a.xml" "$command"
        [ "$status" = 1 ]
        grep -q "a.xml is larger than 16 MiB now and is not read" err
    done
}

@test "what cannot be edited is said" {
    script "$INVALID/truncated.xml" quit
    [ "$status" = 1 ]
    said "error:"
    echo '<other/>' >other.xml
    script other.xml quit
    [ "$status" = 1 ]
    said "belongs to no known kind"
    script "$SRC/testdata/valid/nam/Network Access Manager/newConfigFiles/configuration.xml" quit
    [ "$status" = 1 ]
    said "no published source shows"
    run -2 acprof edit
    run -2 acprof edit a.xml b.xml
    run -2 acprof edit -
    contains "commands come from standard input"
    # What is larger than is read at once would be saved without its end.
    { cat "$VALID/ssl.xml"; head -c 17M /dev/zero | tr '\0' '\n'; } >large.xml
    script large.xml quit
    [ "$status" = 1 ]
    said "[ACP0015 input-over-limit]"
}

@test "nothing that is shown can steer a terminal" {
    sites
    sed -i 's/>Paris</>Pa\xe2\x80\xaeris</' a.xml
    does a.xml 'print HostEntry[1]/HostName' 'goto ServerList' print
    lacks $'\xe2\x80\xae'
    contains '\u202E'
    script a.xml $'goto \x1b[31m'
    [ "$status" = 2 ]
    [[ $stderr != *$'\x1b'* ]]
}

@test "wizard: server, backup, certificate-match" {
    sites
    does a.xml 'wizard server name="Main office" address=oslo.example.com protocol=IPsec method=EAP-MD5 identity=grp backups=b.example.com,c.example.com' \
        'wizard backup host=Paris addresses=d.example.com' 'wizard backup addresses=e.example.com' \
        'wizard certificate-match usage=Digital_Signature extended=ClientAuth part=ISSUER-CN pattern="My CA"' \
        save
    entry='HostEntry[HostName="Main office"]'
    [ "$(acprof get a.xml "$entry/PrimaryProtocol")" = IPsec ]
    [ "$(acprof get a.xml "$entry/PrimaryProtocol/StandardAuthenticationOnly/IKEIdentity")" = grp ]
    [ "$(acprof get a.xml "$entry/BackupServerList/HostAddress[2]")" = c.example.com ]
    [ "$(acprof get a.xml 'HostEntry[1]/BackupServerList/HostAddress')" = d.example.com ]
    [ "$(acprof get a.xml ClientInitialization/BackupServerList/HostAddress)" = e.example.com ]
    [ "$(acprof get a.xml DistinguishedNameDefinition/Pattern)" = "My CA" ]
    [ "$(acprof get a.xml KeyUsage/MatchKey)" = Digital_Signature ]
    does a.xml 'wizard backup host=Paris addresses=d.example.com'
    script a.xml 'wizard server name=Paris address=x.example.com'
    [ "$status" = 1 ]
    said "there is an entry named Paris already"
    script a.xml 'wizard server name=Oslo'
    [ "$status" = 1 ]
    said "wizard server needs address=..."
    script a.xml 'wizard server name=Oslo address=bad..host'
    [ "$status" = 1 ]
    said "address cannot be 'bad..host'"
    script a.xml 'wizard certificate-match usage=Nonsense pattern=x'
    [ "$status" = 1 ]
    script a.xml 'wizard server name=Oslo address=oslo.example.com method=EAP-MD5'
    [ "$status" = 1 ]
    said "method=EAP-MD5 has no use"
    script a.xml 'wizard certificate-match pattern=x'
    [ "$status" = 1 ]
    script a.xml 'wizard server colour=red'
    [ "$status" = 2 ]
    script a.xml 'wizard flow-filter'
    [ "$status" = 2 ]
    said "is not for this kind of document"
    script a.xml 'wizard serve'
    [ "$status" = 2 ]
    said "did you mean 'server'?"
}

@test "wizard: pins of a chain from PEM, DER and PKCS#7, as acprof pin prints them" {
    certificates=$SRC/testdata/certificates
    openssl x509 -in "$certificates/paris.pem" -outform DER -out paris.der
    pin=$(acprof pin --format json "$certificates/paris.pem" | jq -r '.[0].pin')
    for file in "$certificates/paris.pem" paris.der; do
        sites
        does a.xml "wizard pin file=$file host=Paris" save
        [ "$(acprof get a.xml HostEntry[1]/CertificatePinList/Pin)" = "$pin" ]
        [ "$(acprof get a.xml CertificatePinning)" = true ]
        [[ $(acprof get a.xml HostEntry[1]/CertificatePinList/Pin/@Subject) == CN=paris.example.com,* ]]
    done
    does a.xml "wizard pin file=$certificates/paris-chain.p7b which=2,3 host=global" save
    [ "$(acprof get a.xml 'CertificatePinning/CertificatePinList/Pin[2]')" = \
        "$(acprof pin --format json "$certificates/paris-chain.p7b" | jq -r '.[2].pin')" ]
    does a.xml "wizard pin file=$certificates/paris.pem host=Paris enable=yes"
    script a.xml "wizard pin file=$certificates/paris-chain.p7b which=4 host=Paris"
    [ "$status" = 1 ]
    said "'4' is no choice among 3 certificates"
    script a.xml 'wizard pin file=missing.pem'
    [ "$status" = 3 ]
    script a.xml "wizard pin file=$VALID/ssl.xml"
    [ "$status" = 1 ]
    script a.xml 'wizard pin'
    [ "$status" = 1 ]
    said "give file=FILE"
}

@test "wizard: a trusted server by hash, file, or over TLS" {
    sites
    hash=$(openssl x509 -in "$SRC/testdata/certificates/paris.pem" -outform DER | sha256sum | cut -d' ' -f1)
    does a.xml "wizard trusted-server address=in.example.com hash=$hash domains=corp.example.com" \
        "wizard trusted-server address=in.example.com port=8443 file=$SRC/testdata/certificates/paris.pem" save
    [ "$(acprof get a.xml 'TrustedHttpsServer[1]/CertificateHash')" = "$hash" ]
    [ "$(acprof get a.xml 'TrustedHttpsServer[2]/CertificateHash')" = "${hash^^}" ]
    [ "$(acprof get a.xml 'TrustedHttpsServer[2]/Port')" = 8443 ]
    [ "$(acprof get a.xml TrustedDNSDomains)" = corp.example.com ]
    script a.xml 'wizard trusted-server address=in.example.com hash=xyz'
    [ "$status" = 1 ]
    script a.xml 'wizard trusted-server address=in.example.com'
    [ "$status" = 1 ]
    said "give hash=, file= or fetch=yes"
}

@test "acprof fetch prints the chain a server shows; a wizard takes it from there" {
    sites
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem \
        -subj /CN=localhost -days 9 2>/dev/null
    port=$((20000 + RANDOM % 20000))
    openssl s_server -accept "$port" -cert cert.pem -key key.pem -quiet </dev/null >/dev/null 2>&1 3>&- &
    server=$!
    for _ in $(seq 50); do
        acprof fetch "localhost:$port" >got.pem 2>/dev/null && break
        sleep 0.1
    done
    does a.xml "wizard trusted-server address=localhost port=$port fetch=yes domains=corp.example.com" save
    kill "$server"
    cmp got.pem cert.pem
    hash=$(openssl x509 -in cert.pem -outform DER | sha256sum | cut -d' ' -f1)
    [ "$(acprof get a.xml TrustedHttpsServer/CertificateHash)" = "${hash^^}" ]
    script a.xml 'wizard trusted-server address=localhost port=1 fetch=yes'
    [ "$status" = 3 ]
    said "localhost port 1 cannot be reached: Connection refused"
    run -2 acprof fetch
    run -2 acprof fetch localhost:x
    mute=$((port + 1))
    "$PYTHON" -c "import socket,time
s = socket.create_server(('127.0.0.1', $mute)); time.sleep(9)" 3>&- &
    server=$!
    for _ in $(seq 50); do
        run acprof fetch --timeout 1 "127.0.0.1:$mute"
        [[ $output == *refused* ]] || break
        sleep 0.1
    done
    kill "$server"
    [ "$status" = 3 ]
    contains "the server takes too long"
    run -2 acprof fetch localhost:70000
    run -2 acprof fetch --timeout 0 localhost
    run -3 acprof fetch name.invalid
    contains "name.invalid cannot be found"
}

@test "wizard: a flow filter, in the policy named" {
    cp "$VALID/nvm/filters/NVM_ServiceProfile.xml" .
    does NVM_ServiceProfile.xml \
        'wizard flow-filter policy=remote name="no web" type=Ignore field=DestinationTransportPort value=80' save
    [ "$(acprof get NVM_ServiceProfile.xml 'FlowFilterRule[Name="no web"]/Condition/Value')" = 80 ]
    script NVM_ServiceProfile.xml 'wizard flow-filter policy=nope name=x type=Ignore field=Protocol value=TCP'
    [ "$status" = 1 ]
    said "there is no data collection policy named nope"
    script NVM_ServiceProfile.xml 'wizard flow-filter policy=remote name=y type=Sometimes field=Protocol value=TCP'
    [ "$status" = 1 ]
    said "type cannot be 'Sometimes'"
}
