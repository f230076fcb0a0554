#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes COUNT profiles of about 5 KB, or one with HOSTS entries, always the same for one seed.

usage: make_profiles.py DIR COUNT | make_profiles.py FILE.xml --hosts HOSTS
"""
import os
import random
import sys

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectProfile.xsd">
    <ClientInitialization>
        <UseStartBeforeLogon UserControllable="true">{sbl}</UseStartBeforeLogon>
        <AutomaticCertSelection UserControllable="true">false</AutomaticCertSelection>
        <ShowPreConnectMessage>false</ShowPreConnectMessage>
        <CertificateStore>All</CertificateStore>
        <CertificateStoreMac>All</CertificateStoreMac>
        <CertificateStoreLinux>All</CertificateStoreLinux>
        <CertificateStoreOverride>false</CertificateStoreOverride>
        <ProxySettings>Native</ProxySettings>
        <AllowLocalProxyConnections>true</AllowLocalProxyConnections>
        <AuthenticationTimeout>{timeout}</AuthenticationTimeout>
        <AutoConnectOnStart UserControllable="true">false</AutoConnectOnStart>
        <MinimizeOnConnect UserControllable="true">true</MinimizeOnConnect>
        <LocalLanAccess UserControllable="true">false</LocalLanAccess>
        <DisableCaptivePortalDetection UserControllable="false">false</DisableCaptivePortalDetection>
        <ClearSmartcardPin UserControllable="false">true</ClearSmartcardPin>
        <IPProtocolSupport>IPv4,IPv6</IPProtocolSupport>
        <AutoReconnect UserControllable="false">true
            <AutoReconnectBehavior UserControllable="false">ReconnectAfterResume</AutoReconnectBehavior>
        </AutoReconnect>
        <SuspendOnConnectedStandby>false</SuspendOnConnectedStandby>
        <AutoUpdate UserControllable="false">true</AutoUpdate>
        <RSASecurIDIntegration UserControllable="false">Automatic</RSASecurIDIntegration>
        <WindowsLogonEnforcement>SingleLocalLogon</WindowsLogonEnforcement>
        <LinuxLogonEnforcement>SingleLocalLogon</LinuxLogonEnforcement>
        <WindowsVPNEstablishment>LocalUsersOnly</WindowsVPNEstablishment>
        <LinuxVPNEstablishment>LocalUsersOnly</LinuxVPNEstablishment>
        <AutomaticVPNPolicy>true
            <TrustedDNSDomains>*.corp{number}.example</TrustedDNSDomains>
            <TrustedDNSServers>192.0.2.1,2001:DB8::1</TrustedDNSServers>
            <TrustedNetworkPolicy>Disconnect</TrustedNetworkPolicy>
            <UntrustedNetworkPolicy>Connect</UntrustedNetworkPolicy>
            <AlwaysOn>false</AlwaysOn>
        </AutomaticVPNPolicy>
        <PPPExclusion UserControllable="false">Automatic
            <PPPExclusionServerIP UserControllable="false"></PPPExclusionServerIP>
        </PPPExclusion>
        <EnableScripting UserControllable="false">false</EnableScripting>
        <CertificateMatch>
            <KeyUsage>
                <MatchKey>Digital_Signature</MatchKey>
            </KeyUsage>
            <ExtendedKeyUsage>
                <ExtendedMatchKey>ClientAuth</ExtendedMatchKey>
            </ExtendedKeyUsage>
        </CertificateMatch>
        <EnableAutomaticServerSelection UserControllable="true">false
            <AutoServerSelectionImprovement>20</AutoServerSelectionImprovement>
            <AutoServerSelectionSuspendTime>4</AutoServerSelectionSuspendTime>
        </EnableAutomaticServerSelection>
        <RetainVpnOnLogoff>false
            <UserEnforcement>SameUserOnly</UserEnforcement>
        </RetainVpnOnLogoff>
        <AllowManualHostInput>true</AllowManualHostInput>
    </ClientInitialization>
    <ServerList>
"""
ENTRY = """        <HostEntry>
            <HostName>Site {number}</HostName>
            <HostAddress>vpn{number}.example.com</HostAddress>
            <UserGroup>staff</UserGroup>
            <BackupServerList>
                <HostAddress>https://backup{number}.example.com/staff</HostAddress>
            </BackupServerList>
            <PrimaryProtocol>SSL</PrimaryProtocol>
        </HostEntry>
"""
TAIL = """    </ServerList>
</AnyConnectProfile>
"""


def profile(rng, number, hosts):
    head = HEAD.format(sbl=rng.choice(["true", "false"]), timeout=rng.randint(10, 120),
                       number=number)
    return head + "".join(ENTRY.format(number=number * 10 + i) for i in range(hosts)) + TAIL


def main(argv):
    rng = random.Random(20)
    if len(argv) == 4 and argv[2] == "--hosts":
        with open(argv[1], "w", encoding="utf-8") as out:
            out.write(profile(rng, 1, int(argv[3])))
        return 0
    if len(argv) != 3:
        sys.stderr.write(__doc__)
        return 2
    os.makedirs(argv[1], exist_ok=True)
    for number in range(int(argv[2])):
        with open(os.path.join(argv[1], "p%04d.xml" % number), "w", encoding="utf-8") as out:
            out.write(profile(rng, number, rng.randint(2, 4)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
