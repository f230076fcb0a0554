#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Every command on every kind of document.
load common

kinds="vpn mgmt local-policy transforms preferences nvm ise-posture amp"

# Valid files of a kind; those of the VPN profile lie at the top.
files_of() {
    case $1 in
    vpn) find "$VALID" -maxdepth 1 -name '*.xml' | sort ;;
    *) find "$VALID/$1" -type f | sort ;;
    esac
}

# The broken file of a kind; those of the VPN profile lie at the top.
broken_of() {
    [ "$1" = vpn ] || find "$INVALID/$1" -maxdepth 1 -type f
}

@test "schema: the XSD of each kind accepts the valid files and refuses the broken one" {
    for kind in $kinds; do
        acprof schema "$kind" >schema.xsd
        files_of "$kind" | while read -r file; do
            xmllint --noout --schema schema.xsd "$file"
        done
        broken_of "$kind" | while read -r file; do
            run ! xmllint --noout --schema schema.xsd "$file"
        done
    done
}

@test "schema: the JSON Schema of each kind describes what convert writes" {
    for kind in $kinds; do
        acprof schema "$kind" --format json-schema >schema.json
        files_of "$kind" | while read -r file; do
            acprof convert --to json "$file" >good.json
            "$PYTHON" -m jsonschema -i good.json schema.json
        done
        broken_of "$kind" | while read -r file; do
            acprof convert --to json "$file" >bad.json
            run ! "$PYTHON" -m jsonschema -i bad.json schema.json
        done
    done
}

@test "convert and fmt: around the circle, and nothing changes twice" {
    for kind in $kinds; do
        files_of "$kind" | while read -r file; do
            acprof convert --to json "$file" >a.json
            acprof convert --to yaml a.json >a.yaml
            acprof convert --to xml a.yaml >a.xml
            acprof fmt "$file" | cmp - a.xml
            acprof fmt a.xml | cmp - a.xml
            acprof convert --to json a.xml | cmp - a.json
            # by what is in it, too
            acprof convert --to xml - <a.json | cmp - a.xml
            acprof convert --to xml - <a.yaml | cmp - a.xml
        done
    done
}

@test "explain: every setting of every kind" {
    for kind in $kinds; do
        acprof schema "$kind" --format json-schema |
            jq -r '.definitions | keys[] | select(. != "comments")' | tr . / >paths
        while read -r path; do
            acprof explain --kind "$kind" "$path" >out
            [ "$(head -n 1 out)" = "$path" ]
            grep -q "^  in the editor" out
        done <paths
        [ "$(wc -l <paths)" -ge 9 ]
    done
}

@test "explain: a setting is at home in one kind, others that have it are named" {
    run -0 acprof explain AutoReconnect
    [ "${lines[0]}" = AnyConnectProfile/ClientInitialization/AutoReconnect ]
    contains "name also in   user preferences (--kind preferences)"
    run -0 acprof explain --kind preferences AutoReconnect
    [ "${lines[0]}" = AnyConnectPreferences/ControllablePreferences/AutoReconnect ]
    lacks "default  "
    run -0 acprof explain FipsMode
    [ "${lines[0]}" = AnyConnectLocalPolicy/FipsMode ]
    run -0 acprof explain --kind transforms FipsMode
    [ "${lines[0]}" = ACTransforms/FipsMode ]
    run -0 acprof explain StealthMode
    contains "in the editor  Agent Behavior: Enable Stealth Mode"
    contains "1 (on) or 0 (off)"
    run -0 acprof explain --kind nvm Port
    contains "whole number from 1 to 65535"
    run -0 acprof explain LogFileSize
    contains "no published source shows it"
    contains "the guide states no default"
}

@test "explain: what the fields of a flow filter hold, and which clients fill them" {
    run -0 acprof explain FlowFilterRule/Condition/Field
    contains "DestinationTransportPort: port"
    contains "LoggedInUser: account (windows, macos, linux)"
    run -0 acprof explain OptionalAnonymizationFields/Field
    contains "AdditionalLoggedInUsersList (windows)"
    run -0 acprof explain nvm-filter-rule-shadowed
    [ "${lines[0]}" = "ACP4071 nvm-filter-rule-shadowed" ]
}

@test "NVM profiles: the same findings in every form, and one for the names nobody published" {
    for file in "$VALID"/nvm/*/*.xml "$INVALID"/nvm/policies/*.xml; do
        acprof convert --to json "$file" >a.json
        acprof convert --to yaml "$file" >a.yaml
        for form in "$file" a.json a.yaml; do
            acprof validate --kind nvm --format json "$form" >out || true
            jq -r '.[] | [.rule, .severity, .path] | @tsv' out | sort >"found-${form##*.}"
            [ "$(grep -c ACP0080 "found-${form##*.}")" = 1 ]
        done
        cmp found-xml found-json
        cmp found-xml found-yaml
    done
}

@test "get: settings of each kind" {
    run -0 acprof get "$VALID/transforms/other-root/ACTransforms.xml" Transforms/DisableVPN
    [ "$output" = true ]
    run -0 acprof get "$VALID/preferences/preferences.xml" PPPExclusion
    [ "$output" = Override ]
    run -0 acprof get "$VALID/nvm/desktop/NVM_ServiceProfile.xml" \
        'DataCollectionPolicy[Name="outside"]/NetworkType'
    [ "$output" = Untrusted ]
    run -0 acprof get "$VALID/nvm/filters/NVM_ServiceProfile.xml" \
        'DataCollectionPolicy[Name="office"]/FlowFilterRule[3]/Condition[1]/Value'
    [ "$output" = 'C:\\Windows\\System32\\*' ]
    run -0 acprof get "$VALID/ise-posture/ISEPostureCFG.xml" DARTCount
    [ "$output" = 3 ]
    run -1 acprof get "$VALID/ise-posture/ISEPostureCFG.xml" RetransmissionDelay
    contains "takes it to be '60'"
    run -0 acprof get "$VALID/mgmt/VpnMgmtTunProfile.xml" RetainVpnOnLogoff/UserEnforcement
    [ "$output" = AnyUser ]
    run -0 acprof get "$VALID/local-policy/AnyConnectLocalPolicy.xml" \
        UpdatePolicy/AuthorizedServerList/ServerName
    [ "${#lines[@]}" -ge 1 ]
    run -0 acprof get "$VALID/amp/amp.xml" MacConnectorLocation
    [ "$output" = https://files.example.com/amp/connector.pkg ]
}

# What the Linux installer finds of a setting: it looks for start tag, value and end tag in a line.
installer_reads() {
    sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$2"
}

@test "transforms: as the Linux installer reads them, after fmt and from JSON and YAML" {
    cat >ACTransforms.xml <<'EOF'
<ACTransforms>
  <FipsMode>
    true
  </FipsMode><RestrictWebLaunch
  >true</RestrictWebLaunch>
  <!-- <BypassDownloader>true</BypassDownloader> -->
  <AuthorizedServerList><ServerName>
    vpn.example.com</ServerName><ServerName>b.example.com</ServerName></AuthorizedServerList>
</ACTransforms>
EOF
    [ -z "$(installer_reads FipsMode ACTransforms.xml)" ]
    run -0 acprof validate --platform linux ACTransforms.xml
    [ "$(grep -c ACP3073 <<<"$output")" = 3 ]
    contains ACP3074
    acprof fmt ACTransforms.xml >fmt.xml
    acprof convert --to json fmt.xml >a.json
    acprof convert --to yaml a.json >a.yaml
    acprof convert --to xml a.yaml >around.xml
    for file in fmt.xml around.xml; do
        for name in FipsMode RestrictWebLaunch ServerName; do
            acprof get "$file" "$name" >wanted
            installer_reads "$name" "$file" | cmp - wanted
        done
        run -0 acprof validate --platform linux "$file"
        lacks ACP3073
        # fmt keeps comments, and so what the installer reads in them
        contains ACP3074
        [ "$(installer_reads BypassDownloader "$file")" = true ]
    done
}

@test "the switches of an ISE posture profile are numbers in JSON and YAML" {
    file=$VALID/ise-posture/ISEPostureCFG.xml
    [ "$(acprof convert --to json "$file" | jq -c .cfg.EnableRescan)" = 1 ]
    acprof convert --to yaml "$file" | grep -qx '  EnableRescan: 1'
    echo '{"cfg": {"StealthMode": true}}' >a.json
    run -1 acprof validate a.json
    contains ACP0125
}

@test "validate: the valid files have no error, the broken ones have some" {
    for kind in $kinds umbrella feedback nam; do
        [ "$kind" = vpn ] || run -0 acprof validate "$VALID/$kind"
    done
    for kind in $kinds umbrella umbrella/keys feedback nam; do
        [ "$kind" = vpn ] || run -1 acprof validate "$INVALID/$kind"
    done
}

@test "directories: fixed names are found, other programs' configuration.xml is not" {
    mkdir -p "d/Network Access Manager/system" d/other
    echo '<x/>' | tee "d/Network Access Manager/system/configuration.xml" >d/other/configuration.xml
    cp "$VALID/preferences/.anyconnect" "$VALID/umbrella/OrgInfo.json" d/
    echo '{"a": 1}' >d/other/package.json
    run -0 acprof validate d
    contains "Network Access Manager/system/configuration.xml:1:2: info"
    contains "3 files: 1 info"
    lacks "other/"
}

@test "OrgInfo.json: a JSON Schema, and no form but JSON" {
    acprof schema umbrella >schema.json
    acprof schema umbrella --format json-schema | cmp - schema.json
    "$PYTHON" -m jsonschema -i "$VALID/umbrella/OrgInfo.json" schema.json
    run ! "$PYTHON" -m jsonschema -i "$INVALID/umbrella/keys/OrgInfo.json" schema.json
    for format in xml yaml; do
        run -1 acprof convert --to $format "$VALID/umbrella/OrgInfo.json"
        contains "is plain JSON"
    done
    cp "$VALID/umbrella/OrgInfo.json" OrgInfo.xml
    run -0 acprof validate OrgInfo.xml
}

@test "OrgInfo.json: explain tells what its members are" {
    for name in OrgInfo organizationId fingerprint userId; do
        acprof explain --kind umbrella "$name" >out
        grep -qx '  document       Umbrella organization file' out
        grep -qx '  platforms      windows, macos, android' out
    done
    run -0 acprof explain organizationId
    [ "${lines[0]}" = OrgInfo/organizationId ]
    lacks "in the editor"
    run -2 acprof explain organisationId
    contains "did you mean 'organizationId'?"
}

@test "OrgInfo.json: get finds its members" {
    run -0 acprof get "$VALID/umbrella/OrgInfo.json" organizationId
    [ "$output" = 1234567 ]
    acprof get "$VALID/umbrella/OrgInfo.json" OrgInfo | cmp - "$VALID/umbrella/OrgInfo.json"
    run -1 acprof get "$INVALID/umbrella/keys/OrgInfo.json" userId
    contains "has no userId"
    run -2 acprof get "$VALID/umbrella/OrgInfo.json" orgId
    printf '%s\n' '{"userId": [1, {"a": null}], "fingerprint": "\u00e9\n"}' >OrgInfo.json
    run -0 acprof get OrgInfo.json userId
    [ "$output" = '[1, {"a": null}]' ]
    [ "$(acprof get OrgInfo.json fingerprint)" = "é" ]
}

@test "OrgInfo.json: fmt keeps every member, number and text" {
    cat >OrgInfo.json <<'EOF'
{"userId":7e2,"x":[true,null,{}],
 "fingerprint":"a\u0041\/\t","organizationId":12345678901234567890}
EOF
    jq -S . OrgInfo.json >before
    cp OrgInfo.json OrgInfo.xml
    run -1 acprof fmt --check OrgInfo.json
    acprof fmt --write OrgInfo.json OrgInfo.xml
    jq -S . OrgInfo.json | cmp - before
    cmp OrgInfo.json OrgInfo.xml
    cat >wanted <<'EOF'
{
  "userId": 7e2,
  "x": [
    true,
    null,
    {}
  ],
  "fingerprint": "aA/\t",
  "organizationId": 12345678901234567890
}
EOF
    cmp OrgInfo.json wanted
    run -0 acprof fmt --check OrgInfo.json
    acprof convert --to json OrgInfo.json | cmp - wanted
}

@test "files of the gateway agent: checked, and nothing else is known of them" {
    mkdir -p d/swg
    cp "$VALID/umbrella/OrgInfo.json" d/
    echo '{"logLevel": "1"}' | tee d/swg/SWGConfig.json >d/swg/SWGConfigOverride.json
    run -0 acprof validate d
    contains "SWGConfigOverride.json:1:1: warning"
    contains "3 files: 1 warning"
    run -1 acprof get d/swg/SWGConfig.json logLevel
    contains "no published source shows what such a file holds"
    run -0 acprof fmt --write d
    lacks SWG
}

@test "completion offers settings of every kind" {
    for name in organizationId StealthMode DisableVPN BlockUntrustedServers FlowFilterRule MacConnectorLocation; do
        acprof __complete explain "${name%???}" | cut -f1 | grep -qx "$name"
    done
}
