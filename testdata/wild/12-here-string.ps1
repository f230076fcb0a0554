# Writes the profile
$profile = @"
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
"@
Set-Content "$env:ProgramData\Cisco\Cisco Secure Client\VPN\Profile\corp.xml" $profile -Encoding UTF8
