#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

# Findings of a file that fix would mend: RULE LINE:COLUMN.
fixable() {
    acprof validate --format json "$1" | jq -r '.[] | select(.fixable) | "\(.rule) \(.line):\(.column)"'
}

# Rules of all findings of a file.
rules() {
    acprof validate --format json "$1" | jq -r '.[].rule' | sort
}

# What patch and git apply make of the diff of a file is what fix makes of the file.
diff_is_right() {
    rm -rf p g
    mkdir p g
    acprof fix "$1" >wanted 2>/dev/null || true
    acprof fix --dry-run "$1" >change 2>/dev/null || true
    cp "$1" p/
    cp "$1" g/
    if cmp -s "$1" wanted; then
        [ ! -s change ]
        return
    fi
    patch --quiet --binary -d p -p1 <change
    (cd g && git apply --whitespace=nowarn ../change)
    cmp "p/$1" wanted
    cmp "g/$1" wanted
}

@test "one file to standard output; what was mended to standard error" {
    write_profile a.xml ssl
    cp a.xml before.xml
    run -0 --separate-stderr acprof fix --rule ACP0121 a.xml
    [ "$(diff before.xml <(echo "$output") | grep '^[<>]')" = "\
<       <PrimaryProtocol>ssl</PrimaryProtocol>
>       <PrimaryProtocol>SSL</PrimaryProtocol>" ]
    [ "$stderr" = "\
a.xml:7:24: fixed: Value is written in the wrong case [ACP0121 value-wrong-case]
a.xml: 1 fixed, 0 left" ]
    cmp a.xml before.xml
    acprof fix --rule ACP0121 - <a.xml >b.xml 2>message
    diff <(echo "$output") b.xml
    grep -qx '<stdin>:7:24: fixed: .*' message
}

@test "a file with nothing to mend comes out as it is" {
    run -0 --separate-stderr acprof fix "$VALID/ssl.xml"
    [ -z "$stderr" ]
    acprof fix "$VALID/ssl.xml" | cmp - "$VALID/ssl.xml"
}

@test "what is left decides on the exit code" {
    cp "$SRC/testdata/wild/10-values.xml" a.xml
    run -1 --separate-stderr acprof fix a.xml
    [[ $stderr == *"a.xml:13:39: left: error: Number is outside the range of the setting [ACP0132 "* ]]
    [[ $stderr == *"a.xml: 5 fixed, 2 left"* ]]
    run -0 acprof fix --rule value-wrong-case a.xml
    write_profile b.xml ssl
    run -0 acprof fix b.xml
    run -1 acprof fix --fail-on info b.xml
    printf 'fail-on: info\n' >.acprof.yaml
    run -1 acprof fix b.xml
    run -0 acprof fix --fail-on error b.xml
}

@test "nothing fixable is left, nothing is new, again changes nothing" {
    for file in "$SRC"/testdata/wild/*.xml "$SRC"/testdata/invalid/*.xml "$SRC"/testdata/invalid/*/*; do
        [ -f "$file" ] || continue
        name=$(basename "$file")
        acprof fix "$file" >"$name" 2>/dev/null || true
        [ -z "$(fixable "$name")" ]
        before=$(fixable "$file")
        [ -n "$before" ] || cmp "$file" "$name"
        # What a file holds that could not be read is not new.
        if ! acprof validate "$file" | grep -q 'ACP0011'; then
            [ -z "$(comm -13 <(cp "$file" "x$name"; mv "x$name" "$name.d"; rules_as "$name" "$name.d") <(rules "$name"))" ]
        fi
        acprof fix "$name" 2>/dev/null | cmp - "$name"
    done
}

# Rules of a file's content under another name, which may decide on its kind.
rules_as() {
    mkdir -p as
    cp "$2" "as/$1"
    rules "as/$1"
}

@test "--dry-run: a diff that patch and git apply take" {
    for file in "$SRC"/testdata/wild/*.xml "$SRC"/testdata/invalid/*.xml; do
        case $file in *utf16*) continue ;; esac
        cp "$file" .
        diff_is_right "$(basename "$file")"
    done
    git init -q .
    acprof fix --dry-run 10-values.xml >change 2>message || true
    grep -q '^10-values.xml:11:28: would be fixed: ' message
    git apply --check change
    patch --dry-run -p1 <change
}

@test "--dry-run: line ends, byte order mark, no last line end, one line, many changes" {
    write_profile a.xml ssl
    sed 's/$/\r/' a.xml >crlf.xml
    tr '\n' '\r' <a.xml >cr.xml
    { printf '\xEF\xBB\xBF'; cat a.xml; } >bom.xml
    head -c -1 a.xml >open.xml
    head -c -2 a.xml | tr -d '\n' >line.xml
    echo '>' >>line.xml
    sed '3,5s/$/\r/' a.xml >mixed.xml
    { printf '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">\n<ServerList>\n'
      for i in $(seq 1500); do
          printf '<HostEntry>\n<HostName> %s </HostName>\n\n\n\n\n\n\n\n<PrimaryProtocol>ssl</PrimaryProtocol>\n</HostEntry>\n' "$i"
      done
      printf '</ServerList>\n</AnyConnectProfile>'; } >many.xml
    for file in a.xml crlf.xml cr.xml bom.xml open.xml line.xml mixed.xml many.xml; do
        diff_is_right "$file"
        [ -s change ]
    done
    acprof fix --dry-run open.xml 2>/dev/null >change
    [ "$(grep -c '^\\ No newline at end of file' change)" = 1 ] # the last line is shown, unchanged
    sed -i 's/<ServerList>/<ServerList><HostEntry><HostName> a<\/HostName><\/HostEntry>/' line.xml
    head -c -1 line.xml >one.xml
    diff_is_right one.xml
    [ "$(grep -c '^\\ No newline at end of file' change)" = 2 ]
    acprof fix crlf.xml 2>/dev/null | tr -d '\r' >crlf
    acprof fix a.xml 2>/dev/null | cmp - crlf
}

@test "--dry-run: names with blanks and quotes, in directories, absolute, standard input" {
    mkdir 'a b'
    write_profile 'a b/c "d".xml' ssl
    write_profile 'a b/plain.xml' ssl
    for name in 'a b/c "d".xml' './a b/plain.xml'; do
        acprof fix --rule ACP0121 --dry-run "$name" >change 2>/dev/null
        cp "$name" saved
        patch --quiet -p1 <change
        grep -q '>SSL<' "$name"
        cp saved "$name"
        git apply change
        grep -q '>SSL<' "$name"
    done
    write_profile x.xml ssl
    acprof fix --rule ACP0121 --dry-run "$PWD/x.xml" 2>/dev/null >change
    [ "$(head -1 change)" = "--- a$PWD/x.xml" ]
    acprof fix --rule ACP0121 --dry-run - <x.xml 2>/dev/null >change
    [ "$(sed -n 2p change)" = "+++ b/stdin" ]
}

@test "--dry-run: several files in one diff" {
    write_profile a.xml ssl
    write_profile b.xml SSL
    write_profile c.xml ipsec
    acprof fix --rule ACP0121 --dry-run a.xml b.xml c.xml 2>/dev/null >change
    [ "$(grep -c '^---' change)" = 2 ]
    patch --quiet -p1 <change
    run -0 acprof validate --fail-on info --rule ACP0121 a.xml b.xml c.xml
}

@test "UTF-16: mended in UTF-16, or made UTF-8; a diff is not shown" {
    write_profile a.xml ' ssl'
    sed -i 's/UTF-8/UTF-16/' a.xml
    { printf '\xFF\xFE'; iconv -t UTF-16LE a.xml; } >wide.xml
    run -0 --separate-stderr acprof fix --dry-run wide.xml
    [ -z "$output" ]
    [[ $stderr == *"wide.xml is not in an encoding of single bytes; a diff cannot show what changes"* ]]
    [[ $stderr == *"wide.xml:1:31: would be fixed: The file is not in UTF-8 [ACP0021 "* ]]
    acprof fix --rule ACP0120 wide.xml >trimmed.xml 2>/dev/null
    sed 's/ ssl/ssl/' a.xml >wanted
    { printf '\xFF\xFE'; iconv -t UTF-16LE wanted; } | cmp - trimmed.xml
    acprof fix wide.xml >narrow.xml 2>/dev/null
    grep -q 'encoding="UTF-8"' narrow.xml
    grep -q '<PrimaryProtocol>SSL</PrimaryProtocol>' narrow.xml
    [ -z "$(fixable narrow.xml)" ]
}

@test "several files to standard output, options that exclude each other: usage" {
    write_profile a.xml
    run -2 acprof fix a.xml a.xml
    contains "several files cannot go to standard output; use --write or --dry-run"
    run -2 acprof fix --write --dry-run a.xml
    contains "exclude each other"
    run -2 acprof fix --write - <a.xml
    contains "standard input cannot be written anew"
    run -2 acprof fix --rule ACP9999 a.xml
    contains "there is no rule 'ACP9999'"
    run -2 acprof fix
}

@test "--write changes those that differ and names them" {
    write_profile a.xml ssl
    chmod 640 a.xml
    acprof fix a.xml >wanted 2>/dev/null
    cp wanted fine.xml
    before=$(stat -c %i fine.xml)
    run -0 --separate-stderr acprof fix --write fine.xml a.xml
    [ "$output" = "a.xml: fixed" ]
    cmp a.xml wanted
    [ "$(stat -c %a a.xml)" = 640 ]
    [ "$(stat -c %i fine.xml)" = "$before" ]
    run -0 --separate-stderr acprof fix --write fine.xml a.xml
    [ -z "$output" ]
    ln -s a.xml link.xml
    write_profile a.xml ssl
    acprof fix --write link.xml 2>/dev/null
    [ -L link.xml ]
    cmp a.xml wanted
}

@test "a file that cannot be read or written: exit 3, the others are mended" {
    write_profile a.xml ssl
    run -3 acprof fix --write missing.xml a.xml
    contains "missing.xml cannot be read: No such file or directory"
    grep -q '>SSL<' a.xml
    mkdir d
    write_profile d/a.xml ssl
    cp d/a.xml before.xml
    chmod 444 d/a.xml
    chmod 555 d
    run as_nobody fix --write d/a.xml
    chmod 755 d
    [ "$status" = 3 ]
    contains "d/a.xml cannot be written: Permission denied"
    lacks ": fixed"
    cmp d/a.xml before.xml
    [ "$(ls -A d)" = a.xml ]
}

@test "interrupted: each file is the old one or the new one" {
    for i in $(seq 400); do
        write_profile "$i.xml" ssl
    done
    acprof fix 1.xml >wanted 2>/dev/null
    cp 1.xml before
    env --default-signal=INT "$ACPROF" fix --write ./*.xml >written 2>/dev/null &
    pid=$!
    for _ in $(seq 500); do
        [ -s written ] && break
        sleep 0.01
    done
    kill -INT "$pid"
    code=0
    wait "$pid" || code=$?
    [ "$code" = 130 ]
    [ "$(wc -l <written)" -lt 400 ]
    for i in $(seq 400); do
        cmp -s "$i.xml" wanted || cmp "$i.xml" before
    done
    [ -z "$(find . -name '.acprof-*')" ]
}

@test "directories: files of other kinds are left alone" {
    mkdir d
    write_profile d/a.xml ssl
    echo '<project a = "1" />' >d/build.xml
    cp d/build.xml before
    run -0 acprof fix --write d
    contains "d/a.xml: fixed"
    cmp d/build.xml before
}

@test "a damaged file is mended if quotes are all it lacks" {
    run -0 --separate-stderr acprof fix --rule ACP0011 "$INVALID/unquoted-attribute.xml"
    [[ $stderr == *"unquoted-attribute.xml:1:26: fixed: Attribute value is not quoted"* ]]
    grep -q 'xmlns="http://schemas.xmlsoap.org/encoding/"' <<<"$output"
    write_profile a.xml
    sed -i 's/<ServerList>/<ServerList a=1 b=“2 3”>/' a.xml
    [ "$(fixable a.xml)" = "ACP0011 3:17" ]
    acprof fix a.xml 2>/dev/null >b.xml || true
    grep -q '<ServerList a="1" b="2 3">' b.xml
    sed 's/a=1/a=1"2/' a.xml >c.xml
    [ -z "$(fixable c.xml)" ]
    run -1 --separate-stderr acprof fix c.xml
    [[ $stderr == *"[ACP0011 xml-unquoted-attribute]"* ]]
    acprof fix c.xml 2>/dev/null | cmp - c.xml
    run -1 --separate-stderr acprof fix "$INVALID/truncated.xml"
    [[ $stderr == *"truncated.xml: 0 fixed, 1 left"* ]]
}

@test "JSON and YAML are written anew" {
    write_profile a.xml ssl
    acprof convert --to json a.xml >a.json
    acprof convert --to yaml a.xml >a.yaml
    acprof fix a.xml 2>/dev/null >fixed.xml
    for format in json yaml; do
        [ "$(fixable a.$format | cut -d' ' -f1 | sort)" = "$(fixable a.xml | cut -d' ' -f1 | sort)" ]
        acprof convert --to $format fixed.xml >wanted
        run -0 --separate-stderr acprof fix a.$format
        diff <(echo "$output") wanted
        line=$(grep -n ssl a.$format | cut -d: -f1)
        [[ $stderr == *"a.$format:$line:"*": fixed: Value is written in the wrong case"* ]]
        diff_is_right a.$format
    done
    { echo '# kept by hand'; cat a.yaml; } >b.yaml
    [ -z "$(fixable b.yaml)" ]
    run -1 --separate-stderr acprof fix b.yaml
    [[ $stderr == *"b.yaml:1:1: left: error: "*"[ACP0016 form-not-a-document]"* ]]
    acprof fix b.yaml 2>/dev/null | cmp - b.yaml || true
    printf '\xEF\xBB\xBF' | cat - b.yaml >bom.yaml
    [ "$(fixable bom.yaml)" = "ACP0022 1:1" ]
    acprof fix bom.yaml 2>/dev/null | cmp - b.yaml
}

@test "what was accepted is left alone; own rules can have a fix" {
    write_profile a.xml ssl
    sed -i 's/ *<PrimaryProtocol>/<!-- acprof: ignore ACP0121 because told so -->\n&/' a.xml
    cp a.xml before
    acprof fix --rule ACP0121 a.xml | cmp - before
    write_profile a.xml ssl
    cat >.acprof.yaml <<EOF
ignore:
  - {rule: ACP0121, file: a.xml, because: told so}
  - {rule: ACP0120, path: HostName, because: never}
own-rules:
  - id: CORP001
    kinds: [vpn]
    severity: error
    title: The window stays
    when: MinimizeOnConnect != 'false'
    at: MinimizeOnConnect
    remedy: switch it off
    fix: set MinimizeOnConnect false
  - id: CORP002
    kinds: [vpn]
    severity: warning
    title: No such hosts
    each: HostEntry
    when: HostName = 'Paris'
    at: HostName
    remedy: take it out
    fix: delete HostAddress
EOF
    run -0 --separate-stderr acprof fix --rule ACP0121,CORP001,CORP002 a.xml
    [ "$output" = '<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ClientInitialization>
    <MinimizeOnConnect>false</MinimizeOnConnect>
  </ClientInitialization>
  <ServerList>
    <HostEntry>
      <HostName>Paris</HostName>
      <HostAddress>vpn.example.com</HostAddress>
      <PrimaryProtocol>ssl</PrimaryProtocol>
    </HostEntry>
  </ServerList>
</AnyConnectProfile>' ]
    [[ $stderr == *"a.xml: 1 fixed, 1 left"* ]]
    # Trying fixes is no use of an entry.
    run -1 acprof validate --format json a.xml
    contains "No finding of ACP0120 in the files checked was dropped"
}

@test "platforms, kinds and client versions are those of the check" {
    cp "$INVALID/mgmt/VpnMgmtTunProfile.xml" a.xml
    run -1 acprof fix --dry-run --kind mgmt a.xml
    contains "+    <AutoUpdate>false</AutoUpdate>"
    run -1 acprof fix --dry-run --kind mgmt:a.xml --platform linux a.xml
    contains ACP2001
    lacks "+    <AutoUpdate>"
    run -1 acprof fix --dry-run a.xml
    lacks "+    <AutoUpdate>"
}

# ---- settings of the local policy ----------------------------------------------------------------

policy() {
    cat >"$1" <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectLocalPolicy acversion="5.1" xmlns="http://schemas.xmlsoap.org/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectLocalPolicy.xsd">
	<FipsMode>false</FipsMode>
	<RestrictWebLaunch>false</RestrictWebLaunch>
$2</AnyConnectLocalPolicy>
EOF
}

@test "ACP1002: out of the profile and into the local policy" {
    cp "$SRC/testdata/wild/02-local-policy-settings.xml" vpn.xml
    policy AnyConnectLocalPolicy.xml
    cp vpn.xml vpn.before
    cp AnyConnectLocalPolicy.xml policy.before
    run -0 acprof fix --rule ACP1002 --dry-run vpn.xml AnyConnectLocalPolicy.xml
    contains "vpn.xml:10:6: would be fixed: "
    cmp vpn.xml vpn.before
    cmp AnyConnectLocalPolicy.xml policy.before
    acprof fix --rule ACP1002 --dry-run vpn.xml AnyConnectLocalPolicy.xml 2>/dev/null >change
    run -0 --separate-stderr acprof fix --rule ACP1002 --write vpn.xml AnyConnectLocalPolicy.xml
    [ "$output" = "vpn.xml: fixed
AnyConnectLocalPolicy.xml: fixed" ]
    [ "$(diff policy.before AnyConnectLocalPolicy.xml)" = "\
3a4
> 	<RestrictTunnelProtocols>false</RestrictTunnelProtocols>
4a6,7
> 	<StrictCertificateTrust>false</StrictCertificateTrust>
> 	<RestrictPreferenceCaching>false</RestrictPreferenceCaching>" ]
    # In the policy this one would be reported itself.
    [ "$(grep -c '<BypassDownloader>true' vpn.xml)" = 1 ]
    [ "$(rules vpn.xml | grep -c ACP1002)" = 1 ]
    [ "$(diff vpn.before vpn.xml | grep -c '^<')" = 4 ]
    mkdir p
    cp vpn.before p/vpn.xml
    cp policy.before p/AnyConnectLocalPolicy.xml
    patch --quiet -d p -p1 <change
    cmp p/vpn.xml vpn.xml
    cmp p/AnyConnectLocalPolicy.xml AnyConnectLocalPolicy.xml
}

@test "ACP1002: not without being asked, not alone, not into two" {
    cp "$SRC/testdata/wild/02-local-policy-settings.xml" vpn.xml
    policy AnyConnectLocalPolicy.xml
    mkdir two
    policy two/AnyConnectLocalPolicy.xml
    run -0 --separate-stderr acprof fix --dry-run vpn.xml AnyConnectLocalPolicy.xml
    lacks "-    <StrictCertificateTrust"
    run -0 --separate-stderr acprof fix --rule ACP1002 vpn.xml
    [[ $stderr == *"ACP1002 is left alone: it takes the AnyConnectLocalPolicy.xml as well"* ]]
    [[ $stderr == *"0 fixed, 5 left"* ]]
    run -0 --separate-stderr acprof fix --rule ACP1002 --dry-run vpn.xml AnyConnectLocalPolicy.xml two
    [[ $stderr == *"several of the files are local policies"* ]]
    [ -z "$output" ]
}

@test "ACP1002: a policy that says otherwise keeps its word" {
    cp "$SRC/testdata/wild/02-local-policy-settings.xml" vpn.xml
    policy AnyConnectLocalPolicy.xml '	<StrictCertificateTrust>true</StrictCertificateTrust>
	<RestrictTunnelProtocols>false</RestrictTunnelProtocols>
'
    run -0 --separate-stderr acprof fix --rule ACP1002 --write vpn.xml AnyConnectLocalPolicy.xml
    grep -q '<StrictCertificateTrust>true</StrictCertificateTrust>' AnyConnectLocalPolicy.xml
    grep -q '<StrictCertificateTrust>false</StrictCertificateTrust>' vpn.xml
    [ "$(grep -c RestrictTunnelProtocols AnyConnectLocalPolicy.xml)" = 1 ]
}

@test "ACP1002: both files are written, or neither" {
    mkdir d
    cp "$SRC/testdata/wild/02-local-policy-settings.xml" vpn.xml
    policy d/AnyConnectLocalPolicy.xml
    cp vpn.xml vpn.before
    cp d/AnyConnectLocalPolicy.xml policy.before
    chmod 777 .
    chmod 666 vpn.xml
    chmod 444 d/AnyConnectLocalPolicy.xml
    chmod 555 d
    run as_nobody fix --rule ACP1002 --write vpn.xml d/AnyConnectLocalPolicy.xml
    chmod 755 d
    [ "$status" = 3 ]
    contains "d/AnyConnectLocalPolicy.xml cannot be written: Permission denied"
    contains "none of the 2 files"
    cmp vpn.xml vpn.before
    cmp d/AnyConnectLocalPolicy.xml policy.before
    [ -z "$(find . -name '.acprof-*')" ]
}

@test "ACP9133: preferences that the policy forbids to keep" {
    cat >preferences.xml <<EOF
<AnyConnectPreferences>
  <DefaultUser>jane</DefaultUser> <!-- hers -->
  <ServerCertificateThumbprint>0123456789abcdef0123456789abcdef01234567</ServerCertificateThumbprint>
  <DefaultHostName>Paris</DefaultHostName>
  <SDITokenType>hardware</SDITokenType>
</AnyConnectPreferences>
EOF
    policy AnyConnectLocalPolicy.xml '	<RestrictPreferenceCaching>Credentials</RestrictPreferenceCaching>
'
    cp AnyConnectLocalPolicy.xml policy.before
    cp preferences.xml before
    run -0 acprof fix --rule ACP9133 --dry-run preferences.xml
    contains "ACP9133 is left alone: it takes the AnyConnectLocalPolicy.xml as well"
    run -0 --separate-stderr acprof fix --rule ACP9133 --write preferences.xml AnyConnectLocalPolicy.xml
    [ "$output" = "preferences.xml: fixed" ]
    [[ $stderr == *"preferences.xml:2:16: fixed: "*"[ACP9133 preferences-hold-restricted-data]"* ]]
    [ "$(diff before preferences.xml)" = '2c2
<   <DefaultUser>jane</DefaultUser> <!-- hers -->
---
>   <DefaultUser></DefaultUser> <!-- hers -->' ]
    sed -i 's/Credentials/All/' AnyConnectLocalPolicy.xml policy.before
    acprof fix --rule ACP9133 --write preferences.xml AnyConnectLocalPolicy.xml 2>/dev/null
    grep -q '<SDITokenType>none</SDITokenType>' preferences.xml
    run -0 acprof validate --together --rule ACP9133 --fail-on info preferences.xml AnyConnectLocalPolicy.xml
    cmp AnyConnectLocalPolicy.xml policy.before
}
