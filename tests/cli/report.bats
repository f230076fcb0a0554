#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

# The page as text, white space as one blank.
words() {
    xmllint --html --noblanks --xpath 'string(//main)' page.html 2>/dev/null | tr -s ' \n' ' '
}

count() {
    xmllint --html --xpath "count($1)" page.html 2>/dev/null
}

@test "one page of several files: summary, findings, settings, what differs" {
    acprof report "$VALID/full.xml" "$INVALID/structure.xml" >page.html
    [ "$(count '//section')" = 2 ]
    [ "$(count '//ul[@class="findings"]/li[@class="error"]')" = \
        "$(acprof validate --format json "$INVALID/structure.xml" | jq 'map(select(.severity == "error")) | length')" ]
    run -0 words
    contains 'What differs from the defaults'
    contains 'Preferences (Part 1)'
    contains 'users can change it'
    contains 'not set: the client uses its defaults'
    contains 'What to do: '
}

@test "every setting of a file is on the page" {
    acprof report "$VALID/full.xml" >page.html
    run -0 words
    acprof convert --to json "$VALID/full.xml" |
        jq -r '.AnyConnectProfile | .. | strings | select(test("^[A-Za-z0-9.:/,-]+$"))' >values
    [ "$(wc -l <values)" -gt 50 ]
    while read -r value; do
        [[ $value == http://schemas* || $value == http://www.w3.org* || $output == *"$value"* ]] ||
            { echo "not on the page: $value"; false; }
    done <values
}

@test "gateways with backups in order; networks; certificates in words" {
    acprof report "$VALID/always-on.xml" >page.html
    run -0 words
    contains 'Corporate network'
    contains 'Always-On: no network access'
    contains 'but to gateways and the hosts allowed'
    contains 'its DNS suffix is one of corp.example.com,*.corp.example.net'
    [ "$(count '//section//svg[@role="img"][title]')" = 1 ]
    acprof report "$VALID/certificate-match.xml" >page.html
    run -0 words
    contains 'Which client certificates match'
    contains 'its key usage holds Non_Repudiation or Digital_Signature;'
    contains 'the common name of the issuer (ISSUER-CN) does not contain test, in letters of any case;'
    acprof report "$VALID/minimal.xml" >page.html
    run -0 words
    contains 'Nothing is asked for here'
    contains 'Trusted network detection is off'
    [ "$(count '//svg')" = 0 ]
}

# A profile with what stands in AutomaticVPNPolicy.
policy() {
    printf '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/"><ClientInitialization>' >p.xml
    printf '<AutomaticVPNPolicy>%s</AutomaticVPNPolicy></ClientInitialization></AnyConnectProfile>' "$1" >>p.xml
    acprof report p.xml >page.html
}

@test "the flow on networks is that of the client" {
    policy 'true<UntrustedNetworkPolicy>DoNothing</UntrustedNetworkPolicy><AlwaysOn>true</AlwaysOn>'
    run -0 words
    contains 'Always-On does nothing'
    contains 'Always-On is set, but does nothing'
    contains 'so no network is trusted'
    policy 'true<TrustedNetworkPolicy>DoNothing</TrustedNetworkPolicy><UntrustedNetworkPolicy>DoNothing</UntrustedNetworkPolicy>'
    run -0 words
    contains 'switches trusted network detection off'
    [ "$(count '//svg')" = 0 ]
    policy 'true<TrustedNetworkPolicy>Pause</TrustedNetworkPolicy><AlwaysOn>true<ConnectFailurePolicy>Open</ConnectFailurePolicy><AllowVPNDisconnect>false</AllowVPNDisconnect></AlwaysOn>'
    run -0 words
    contains 'pause the VPN'
    contains 'Always-On: network access without VPN'
    contains 'users cannot disconnect'
    policy 'true<AlwaysOn>true<ConnectFailurePolicy>Closed<AllowCaptivePortalRemediation>true<CaptivePortalRemediationTimeout>7</CaptivePortalRemediationTimeout></AllowCaptivePortalRemediation></ConnectFailurePolicy></AlwaysOn>'
    run -0 words
    contains '7 minutes to log on there'
    policy 'true<TrustedNetworkPolicy>SomethingFarTooLongForTheBox</TrustedNetworkPolicy>'
    [ "$(xmllint --html --xpath 'count(//svg/text[string-length(normalize-space(.)) > 60])' page.html 2>/dev/null)" = 0 ]
}

@test "settings stand on the panes of the editor, in its order, with meanings and units" {
    acprof report "$VALID/full.xml" >page.html
    xmllint --html --xpath '//h4/text()' page.html 2>/dev/null >panes
    diff panes - <<'END'
Preferences (Part 1)
Preferences (Part 2)
Backup Servers
Certificate Matching
Certificate Enrollment
Certificate Pin
Other
END
    run -0 words
    contains 'keep the session and reconnect on resume'
    contains '30 days'
    contains 'Counts only if'
    # What only older clients have otherwise.
    acprof report --client-version 4.2 "$VALID/minimal.xml" >old.html
    acprof report "$VALID/minimal.xml" >page.html
    [ "$(diff old.html page.html | grep -c '^[<>].*>\(12\|30\) seconds<')" = 2 ]
}

# What a browser makes of page.html: the title that a script added behind it sets.
browse() {
    sed 's|</body>|<script>document.querySelectorAll("details").forEach(d => d.open = true); document.title = '"$2"'</script>&|' page.html >script.html
    chromium --headless --no-sandbox --disable-gpu --window-size="$1",900 "${@:3}" --dump-dom \
        "file://$PWD/script.html" 2>/dev/null | sed -n 's|.*<title>\([^<]*\)</title>.*|\1|p' | head -n 1
}

@test "in a browser: as wide as the window, letters large enough, light and dark, on paper" {
    need chromium
    acprof report "$VALID/full.xml" "$VALID/always-on.xml" "$VALID/local-policy/full/AnyConnectLocalPolicy.xml" >page.html
    for width in 500 800 1400; do
        [ "$(browse $width 'document.documentElement.scrollWidth - document.documentElement.clientWidth')" = 0 ]
        run browse $width 'Math.min(...[...document.querySelectorAll("svg text")].map(t => t.getBoundingClientRect().height)) > 11'
        [ "$output" = true ]
    done
    light=$(browse 800 'getComputedStyle(document.body).backgroundColor' --blink-settings=preferredColorScheme=1)
    dark=$(browse 800 'getComputedStyle(document.body).backgroundColor' --blink-settings=preferredColorScheme=0)
    [ "$light" = 'rgb(255, 255, 255)' ]
    [ "$dark" = 'rgb(22, 24, 28)' ]
    chromium --headless --no-sandbox --disable-gpu --print-to-pdf=page.pdf "file://$PWD/page.html" 2>/dev/null
    head -c 5 page.pdf | grep -q '%PDF-'
}

@test "nothing from elsewhere, no scripts; what stands in a file is no markup" {
    cp "$VALID/ssl.xml" evil.xml
    sed -i '0,/<HostName>[^<]*/s//<HostName>\&lt;script\&gt;alert(1)\&lt;\/script\&gt;\&lt;\/style\&gt;\&#x85;/' evil.xml
    mv evil.xml '<b>&.xml'
    acprof report '<b>&.xml' >page.html
    [ "$(count '//script')" = 0 ]
    [ "$(count '//@src | //link | //@href[not(starts-with(., "#"))]')" = 0 ]
    run -1 grep 'url(' page.html
    [ "$(count '//main//b[text() = "&.xml"]')" = 0 ]
    grep -q '&lt;script&gt;alert(1)' page.html
    xmllint --html --noout page.html 2>&1 | grep -v -e 'Tag [a-z]* invalid' | grep -c 'parser error' | grep -qx 0
}

@test "headings, table heads and the language are there for those who do not see the page" {
    acprof report "$VALID/full.xml" >page.html
    [ "$(count '/html[@lang="en"]/head/meta[@name="viewport"]')" = 1 ]
    [ "$(count '//h1')" = 1 ]
    [ "$(count '//th[not(@scope)]')" = 0 ]
    [ "$(count '//thead/tr[not(th)]')" = 0 ]
    grep -q 'prefers-color-scheme: dark' page.html
    grep -q '@media print' page.html
}

@test "a damaged file, other kinds, a directory, --output" {
    mkdir d
    cp "$VALID/ssl.xml" "$INVALID/truncated.xml" d/
    cp "$VALID/local-policy/AnyConnectLocalPolicy.xml" d/
    cp "$VALID"/umbrella/OrgInfo.json d/ 2>/dev/null || cp "$VALID"/umbrella/*/OrgInfo.json d/
    printf '<project/>\n' >d/pom.xml
    run -0 acprof report --output page.html d
    [ -z "$output" ]
    [ "$(count '//section')" = 4 ]
    run -0 words
    contains 'cannot be read'
    contains 'local policy'
}

@test "configuration and platform count" {
    cp "$VALID/full.xml" .
    printf 'root: true\nrules:\n  ACP1153: {severity: off, because: "known"}\n' >.acprof.yaml
    acprof report full.xml >page.html
    run -1 grep ACP1153 page.html
    # What is taken to hold is that of the client the configuration names.
    cp "$VALID/minimal.xml" .
    printf 'root: true\n' >.acprof.yaml
    acprof report --client-version 4.2 minimal.xml >asked.html
    printf 'root: true\nclient-version: "4.2"\n' >.acprof.yaml
    acprof report minimal.xml >configured.html
    cmp asked.html configured.html
}

@test "usage, exit codes, help, and acprof itself without libxslt" {
    run -2 acprof report
    run -3 acprof report missing.xml
    run -2 acprof report --platform beos "$VALID/ssl.xml"
    run -0 acprof report --help
    contains 'describe profiles on a page for people'
    acprof help | grep -q ' report '
    run -0 ldd "$ACPROF"
    lacks xslt
}
