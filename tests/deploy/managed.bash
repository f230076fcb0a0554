# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the tests of managed configurations.
# shellcheck disable=SC2154,SC2034,SC2054 # set by common.bash and bats; used by tests; commas are meant

# schema_holds FILE [KIND]: the JSON is as the schema of managed configurations has it.
schema_holds() {
    acprof schema "${2:-mdm-android}" >schema.json
    "$PYTHON" -m jsonschema -i "$1" schema.json
}

# embedded FILE: the bytes of the profile in it, to standard output.
embedded() {
    "$PYTHON" -c 'import base64, json, sys
text = json.load(open(sys.argv[1], encoding="utf-8"))["vpn_connection_profile"]
data = text.encode()
sys.stdout.buffer.write(data if text.startswith("<") else base64.b64decode(data, validate=True))' "$1"
}

# Options that give every key a profile has not, but for lists of apps: one excludes the other.
all_keys=(-D connections=all -D yubikey-slot=9c -D allow-bypass=false -D apps-for-profile=true
    -D replace-profile=false -D block-untrusted=true -D revocation=true -D fips=true
    -D links=prompt -D save-credentials=false -D report-hardware-id=false
    -D block-create=true -D accept-license=true -D admin-email=help@example.com
    -D umbrella-org=1234567 -D umbrella-appliances=va1.example.com,va2.example.com
    -D umbrella-only=true)

# two_entries FILE: an entry over SSL, and one over IPsec that is the active one.
two_entries() {
    cat >"$1" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ServerList>
    <HostEntry>
      <HostName>Head office</HostName>
      <HostAddress>gw.example.com:8443</HostAddress>
      <UserGroup>staff</UserGroup>
      <BackupServerList><HostAddress>gw2.example.com</HostAddress></BackupServerList>
    </HostEntry>
    <HostEntry>
      <HostName>Branch</HostName>
      <HostAddress>branch.example.com</HostAddress>
      <MobileHostEntryInfo><ActivateOnImport>true</ActivateOnImport></MobileHostEntryInfo>
      <PrimaryProtocol>IPsec
        <StandardAuthenticationOnly>true
          <AuthMethodDuringIKENegotiation>EAP-MSCHAPv2</AuthMethodDuringIKENegotiation>
          <IKEIdentity>phones</IKEIdentity>
        </StandardAuthenticationOnly>
      </PrimaryProtocol>
    </HostEntry>
  </ServerList>
</AnyConnectProfile>
XML
}
