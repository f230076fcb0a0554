#!/bin/sh
# Installs the profile.
set -e
dir=/opt/cisco/secureclient/vpn/profile
mkdir -p "$dir"
cat > "$dir/corp.xml" <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ClientInitialization>
    <AllowLocalProxyConnections>true</AllowLocalProxyConnections>
    <AutoReconnect UserControllable="false">true
      <AutoReconnectBehavior UserControllable="false">ReconnectAfterResume</AutoReconnectBehavior>
    </AutoReconnect>
    <WindowsVPNEstablishment>LocalUsersOnly</WindowsVPNEstablishment>
    <LinuxVPNEstablishment>LocalUsersOnly</LinuxVPNEstablishment>
  </ClientInitialization>
  <ServerList>
    <HostEntry>
      <HostName>Paris</HostName>
      <HostAddress>paris.example.com</HostAddress>
    </HostEntry>
  </ServerList>
</AnyConnectProfile>
EOF
