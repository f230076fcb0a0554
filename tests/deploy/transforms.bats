#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# acprof generate transforms: ACTransforms.xml, read as the Linux installer reads it.
load common

# The value of a property: start tag, value and end tag are looked for on one line.
property() {
    sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" out/Profiles/ACTransforms.xml
}

# Every local policy element the file may hold, but for those that only Windows knows.
NAMES="BypassDownloader BypassDefaultLocalization RestrictScriptWebDeploy RestrictHelpWebDeploy
RestrictResourceWebDeploy RestrictLocalizationWebDeploy FipsMode RestrictPreferenceCaching
RestrictTunnelProtocols RestrictWebLaunch StrictCertificateTrust ExcludeFirefoxNSSCertStore
RestrictServerCertStore OCSPRevocation AllowSoftwareUpdatesFromAnyServer
AllowComplianceModuleUpdatesFromAnyServer AllowVPNProfileUpdatesFromAnyServer
AllowManagementVPNProfileUpdatesFromAnyServer AllowISEProfileUpdatesFromAnyServer
AllowServiceProfileUpdatesFromAnyServer AllowScriptUpdatesFromAnyServer
AllowHelpUpdatesFromAnyServer AllowResourceUpdatesFromAnyServer
AllowLocalizationUpdatesFromAnyServer"

@test "a local policy arrives value by value" {
    policy=$VALID/local-policy/AnyConnectLocalPolicy.xml
    generate transforms -D os=linux "$policy"
    manifest_is_true
    for name in $NAMES; do
        [ "$(property "$name")" = "$(acprof get "$policy" "$name")" ]
    done
    [ "$(property AuthorizedServerList)" = \
        "<ServerName>*.vpn.example.com</ServerName><ServerName>203.0.113.4</ServerName>" ]
    [ -z "$(property EnableCRLCheck)" ]
    [ "$(jq '.defaults | length' out/manifest.json)" = 0 ]
    jq -e '.ignored[] | select(.setting | endswith("EnableCRLCheck"))' out/manifest.json
}

@test "what is not stated is the client's default, and the manifest says so" {
    new ssl corp.xml address=vpn.example.com
    generate transforms -D os=linux -D disable-vpn=true -D disable-feedback=true corp.xml
    for name in $NAMES; do
        case $name in
        Allow*) [ "$(property "$name")" = true ] ;;
        *) [ "$(property "$name")" = false ] ;;
        esac
        jq -e --arg name "$name" '.defaults[] | select(.setting | endswith($name))' out/manifest.json
    done
    [ "$(property DisableVPN)" = true ]
    [ "$(property DisableCustomerExperienceFeedback)" = true ]
    jq -e '.notes | any(startswith("The guide has DisableVPN for macOS only"))' out/manifest.json
    generate transforms -D os=macos corp.xml
    [ -z "$(property DisableVPN)" ]
    [ -z "$(property OCSPRevocation)" ]
}

@test "an ACTransforms.xml goes before the local policy, and is put on lines" {
    cat >ACTransforms.xml <<'END'
<ACTransforms>
  <DisableVPN>
    true
  </DisableVPN>
  <!-- <DisableCustomerExperienceFeedback>true</DisableCustomerExperienceFeedback> -->
  <FipsMode>true</FipsMode>
  <AllowSoftwareUpdatesFromAnyServer>false</AllowSoftwareUpdatesFromAnyServer>
  <AuthorizedServerList>
    <ServerName>vpn.example.com</ServerName>
  </AuthorizedServerList>
</ACTransforms>
END
    generate transforms -D os=linux ACTransforms.xml
    [ "$(property DisableVPN)" = true ]
    [ -z "$(property DisableCustomerExperienceFeedback)" ]
    [ "$(property FipsMode)" = true ]
    [ "$(property AllowSoftwareUpdatesFromAnyServer)" = false ]
    [ "$(property AuthorizedServerList)" = "<ServerName>vpn.example.com</ServerName>" ]
    run jq -r '.defaults[].setting' out/manifest.json
    lacks FipsMode
    generate transforms -D os=linux -D disable-vpn=false ACTransforms.xml
    [ -z "$(property DisableVPN)" ]
    # Read by acprof itself it is without errors, and says what it said.
    run -0 acprof validate out/Profiles/ACTransforms.xml
    lacks ACP3073
    [ "$(acprof get out/Profiles/ACTransforms.xml ServerName)" = vpn.example.com ]
}

# A policy's only texts are names of servers; the rule that keeps them clean can be switched off.
@test "hostile names of servers arrive, each setting on its line; comments do not" {
    echo 'rules: {ACP3040: {severity: off, because: a test}}' >.acprof.yaml
    text=$'"\'`id`$HOME &amp;&lt;>]]&gt;;|\\{}#!?*~^@%1 é漢😀‘’“\u2028\u202e\u200f\u2066 end'
    sed "s/203.0.113.4/placeholder/; s/^<AnyConnect/<!-- <DisableVPN>true<\/DisableVPN> -->\n&/" \
        "$VALID/local-policy/AnyConnectLocalPolicy.xml" >AnyConnectLocalPolicy.xml
    "$PYTHON" -c 'import sys; text = open(sys.argv[1]).read()
open(sys.argv[1], "w").write(text.replace("placeholder", sys.argv[2]))' AnyConnectLocalPolicy.xml "$text"
    generate transforms -D os=linux AnyConnectLocalPolicy.xml
    manifest_is_true
    [ -z "$(property DisableVPN)" ]
    # Nothing but the first lines and the last one is no setting.
    [ "$(grep -vEc '^  <([A-Za-z]+)>.*</\1>$' out/Profiles/ACTransforms.xml)" = 3 ]
    property AuthorizedServerList | "$PYTHON" -c '
import sys, xml.etree.ElementTree as ElementTree
print(ElementTree.fromstring("<list>" + sys.stdin.read() + "</list>")[1].text)' >arrived
    acprof get AnyConnectLocalPolicy.xml 'ServerName[2]' | cmp - arrived
    # shellcheck disable=SC2016 # as it is
    grep -qF '$HOME &<>]]>;' arrived
}
