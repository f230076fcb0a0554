#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes the documents of a large policy into a directory, always the same: a VPN profile with 1,000
host entries and 500 allowed hosts, and an NVM profile with 25 filter rules of 25 conditions each.

usage: make_policy.py DIR
"""
import os
import sys

VPN = """<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
    <ClientInitialization>
        <AutomaticVPNPolicy>true
            <TrustedDNSDomains>{domains}</TrustedDNSDomains>
            <TrustedDNSServers>{resolvers}</TrustedDNSServers>
            <TrustedHttpsServerList>
{servers}            </TrustedHttpsServerList>
            <TrustedNetworkPolicy>Disconnect</TrustedNetworkPolicy>
            <UntrustedNetworkPolicy>Connect</UntrustedNetworkPolicy>
            <AlwaysOn>true
                <ConnectFailurePolicy>Closed</ConnectFailurePolicy>
                <AllowedHosts>{allowed}</AllowedHosts>
            </AlwaysOn>
        </AutomaticVPNPolicy>
    </ClientInitialization>
    <ServerList>
{entries}    </ServerList>
</AnyConnectProfile>
"""
SERVER = """                <TrustedHttpsServer>
                    <Address>tnd{number}.corp.example</Address>
                    <Port>443</Port>
                    <CertificateHash>{number:064X}</CertificateHash>
                </TrustedHttpsServer>
"""
ENTRY = """        <HostEntry>
            <HostName>Site {number}</HostName>
            <HostAddress>vpn{number}.example.com</HostAddress>
            <UserGroup>staff</UserGroup>
            <BackupServerList>
                <HostAddress>backup{number}.example.com</HostAddress>
            </BackupServerList>
        </HostEntry>
"""
NVM = """<?xml version="1.0" encoding="UTF-8"?>
<NVMProfile>
    <CollectorConfiguration>
        <CollectorIP>192.0.2.20</CollectorIP>
        <Port>2055</Port>
    </CollectorConfiguration>
    <CollectionMode>all</CollectionMode>
    <DataCollectionPolicy>
        <Name>all</Name>
        <NetworkType>VPN</NetworkType>
        <NetworkType>Trusted</NetworkType>
        <NetworkType>Untrusted</NetworkType>
{rules}    </DataCollectionPolicy>
</NVMProfile>
"""
RULE = """        <FlowFilterRule>
            <Name>rule {number}</Name>
            <Type>Ignore</Type>
{conditions}        </FlowFilterRule>
"""
CONDITION = """            <Condition>
                <Field>{field}</Field>
                <Operation>{operation}</Operation>
                <Value>{value}</Value>
            </Condition>
"""


def allowed(number):
    """Names and networks in turn."""
    if number % 2:
        return "10.%d.%d.0/24" % (number // 200, number % 200)
    return "app%d.cloud.example" % number


def conditions(rule):
    """All but the last hold for the flow that is asked about, so that every condition is looked at."""
    rows = [("DestinationTransportPort", "NotEquals", str(10000 + rule * 25 + i)) for i in range(8)]
    rows += [("ProcessName", "NotEquals", "tool%d-%d" % (rule, i)) for i in range(8)]
    rows += [("DestinationIPv4Address", "NotEquals", "198.51.%d.%d" % (rule, i)) for i in range(8)]
    rows.append(("SourceTransportPort", "Equals", str(20000 + rule)))
    return "".join(CONDITION.format(field=f, operation=o, value=v) for f, o, v in rows)


def main(argv):
    if len(argv) != 2:
        sys.stderr.write(__doc__)
        return 2
    os.makedirs(argv[1], exist_ok=True)
    vpn = VPN.format(domains=",".join("*.site%d.corp.example" % i for i in range(25)),
                     resolvers=",".join("192.0.2.%d" % i for i in range(1, 26)),
                     servers="".join(SERVER.format(number=i) for i in range(1, 4)),
                     allowed=",".join(allowed(i) for i in range(500)),
                     entries="".join(ENTRY.format(number=i) for i in range(1000)))
    nvm = NVM.format(rules="".join(RULE.format(number=i, conditions=conditions(i))
                                   for i in range(25)))
    for name, text in (("vpn.xml", vpn), ("NVM_ServiceProfile.xml", nvm)):
        with open(os.path.join(argv[1], name), "w", encoding="utf-8") as out:
            out.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
