#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate msi-properties: read back line by line.
load common

# What out/properties.txt says of a property, read as a shell does.
property() {
    while IFS='=' read -r name value; do
        [ "$name" != "$1" ] || printf '%s\n' "${value%$'\r'}"
    done <out/properties.txt
}

# The same of the table, and of the command line of a module's installer.
row() {
    awk -F'\t' -v name="$1" '$1 == name { sub(/\r$/, "", $2); print $2 }' out/Property.idt
}
argument() {
    grep -- "-$2-predeploy-k9.msi\") do" out/install.cmd | grep -o " $1=[^ ]*" | tr -d '" ' | cut -d= -f2
}

PAIRS="BypassDownloader=LOCAL_POLICY_BYPASS_DOWNLOADER FipsMode=LOCAL_POLICY_FIPS_MODE
RestrictPreferenceCaching=LOCAL_POLICY_RESTRICT_PREFERENCE_CACHING
RestrictTunnelProtocols=LOCAL_POLICY_RESTRICT_TUNNEL_PROTOCOLS
RestrictWebLaunch=LOCAL_POLICY_RESTRICT_WEB_LAUNCH
StrictCertificateTrust=LOCAL_POLICY_STRICT_CERTIFICATE_TRUST"

@test "the six settings that have a property arrive, the others are named" {
    policy=$VALID/local-policy/AnyConnectLocalPolicy.xml
    generate msi-properties "$policy"
    manifest_is_true
    for pair in $PAIRS; do
        value=$(acprof get "$policy" "${pair%=*}")
        [ "$(property "${pair#*=}")" = "$value" ]
        [ "$(row "${pair#*=}")" = "$value" ]
        [ "$(argument "${pair#*=}" core-vpn)" = "$value" ]
    done
    for name in EnableCRLCheck RestrictScriptWebDeploy AllowScriptUpdatesFromAnyServer \
        AuthorizedServerList; do
        jq -e --arg n "$name" '.ignored[] | select(.setting | endswith($n))' out/manifest.json
    done
    [ "$(jq '.defaults | length' out/manifest.json)" = 0 ]
    run -1 generate msi-properties --fail-on warning "$policy"
}

@test "without a local policy: the client's defaults" {
    new ssl corp.xml address=vpn.example.com
    generate msi-properties corp.xml
    for pair in $PAIRS; do
        [ "$(property "${pair#*=}")" = false ]
        jq -e --arg n "${pair%=*}" '.defaults[] | select(.setting == $n and .value == "false")' \
            out/manifest.json
    done
    [ -z "$(property PRE_DEPLOY_DISABLE_VPN)$(property LOCKDOWN)" ]
}

@test "modules run in their order, each with what concerns it" {
    new ssl corp.xml address=vpn.example.com
    generate msi-properties -D modules=posture,nvm,dart -D lockdown=true -D hide=true \
        -D disable-vpn=true -D disable-feedback=true -D reset-mtu=true corp.xml
    run grep -o 'win-\*-[A-Za-z-]*-predeploy-k9.msi") do' out/install.cmd
    [ "$output" = 'win-*-core-vpn-predeploy-k9.msi") do
win-*-dart-predeploy-k9.msi") do
win-*-nvm-predeploy-k9.msi") do
win-*-posture-predeploy-k9.msi") do' ]
    [ "$(argument PRE_DEPLOY_DISABLE_VPN core-vpn)" = 1 ]
    [ "$(argument DISABLE_CUSTOMER_EXPERIENCE_FEEDBACK core-vpn)" = 1 ]
    [ "$(argument RESET_ADAPTER_MTU core-vpn)" = 1 ]
    [ "$(argument LOCKDOWN core-vpn)" = 1 ]
    [ "$(argument LOCKDOWN nvm)" = 1 ]
    [ "$(argument LOCKDOWN dart)" = 1 ]
    [ "$(argument ARPSYSTEMCOMPONENT dart)" = 1 ]
    [ -z "$(argument RESET_ADAPTER_MTU nvm)" ]
    [ "$(row PRE_DEPLOY_DISABLE_VPN)" = 1 ]
    # None runs before all were found, and that one has to restart is told in the end.
    run grep -nE '^(if not exist|for) ' out/install.cmd
    [ "$(cut -d: -f2 <<<"$output" | cut -d' ' -f1 | uniq -c | awk '{ print $1 $2 }')" = $'4if\n4for' ]
    [ "$(tail -n 1 out/install.cmd)" = $'exit /b %code%\r' ]
    # Lines end as cmd.exe and msidb have it.
    for file in install.cmd Property.idt properties.txt; do
        [ "$(grep -c $'\r$' out/$file)" = "$(wc -l <out/$file)" ]
    done
    run -1 generate msi-properties -D modules=nvm,drt corp.xml
    contains "there is no module 'drt'"
}

@test "texts of a policy do not reach a command line" {
    echo 'rules: {ACP3040: {severity: off, because: a test}}' >.acprof.yaml
    sed "s/203.0.113.4/\"'\`id\`\$HOME \&amp; calc %1 é漢 /; s/^<AnyConnect/<!-- & calc -->\n&/" \
        "$VALID/local-policy/AnyConnectLocalPolicy.xml" >AnyConnectLocalPolicy.xml
    generate msi-properties AnyConnectLocalPolicy.xml
    manifest_is_true
    # Values are of lists of words only: nothing but these characters is in any file.
    run -1 grep -nP '[^\x20-\x7E\t\r]|[`$<;|]|LOCAL_POLICY_[A-Z_]*="?[^" A-Za-z]' out/install.cmd \
        out/properties.txt out/Property.idt
    for pair in $PAIRS; do
        [ "$(property "${pair#*=}")" = "$(acprof get AnyConnectLocalPolicy.xml "${pair%=*}")" ]
    done
    run -1 generate msi-properties -D 'modules=nvm&calc.exe' AnyConnectLocalPolicy.xml
    contains "there is no module 'nvm&calc.exe'"
}
