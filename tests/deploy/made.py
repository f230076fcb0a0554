#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles of host entries of every shape, with settings at random (the same in every run).

    made.py COUNT DIRECTORY

Each entry leads to an ASA or to a router, and no gateway is one of both: nothing but a contradiction
could be made of that.
"""
import os
import random
import sys
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://schemas.xmlsoap.org/encoding/ AnyConnectProfile.xsd">
"""
ASAS = ["vpn.example.com", "VPN2.example.com", "192.0.2.7", "2001:db8::7", "[2001:db8::9]:8443",
        "vpn3.example.com:8443", "https://vpn4.example.com", "https://vpn5.example.com:10443/eng",
        "vpn.example.com/partner", "[2001:db8::7]/lab", "xn--bro-hoa.example.com"]
ROUTERS = ["router.example.com", "Router2.example.com", "192.0.2.8", "2001:db8::8"]
GROUPS = ["", "staff", "Road Warriors", "eng.1", "x_y-z"]
METHODS = ["EAP-AnyConnect", "EAP-MD5", "EAP-MSCHAPv2", "EAP-GTC", "IKE-RSA", "IKE-ECDSA"]
SETTINGS = [
    ('<UseStartBeforeLogon UserControllable="false">true</UseStartBeforeLogon>',),
    ("<ProxySettings>Native</ProxySettings>", "<ProxySettings>IgnoreProxy</ProxySettings>",
     "<ProxySettings>Override<PublicProxyServerAddress>p.example.com:8080</PublicProxyServerAddress></ProxySettings>"),
    ("<LocalLanAccess>true</LocalLanAccess>",),
    ('<AutoReconnect UserControllable="false">false</AutoReconnect>',
     "<AutoReconnect>true<AutoReconnectBehavior>ReconnectAfterResume</AutoReconnectBehavior></AutoReconnect>"),
    ("<IPProtocolSupport>IPv4,IPv6</IPProtocolSupport>", "<IPProtocolSupport>IPv6,IPv4</IPProtocolSupport>"),
    tuple("<AutomaticVPNPolicy>true<TrustedDNSDomains>corp.example.com</TrustedDNSDomains>"
          "<TrustedNetworkPolicy>Disconnect</TrustedNetworkPolicy>"
          "<UntrustedNetworkPolicy>Connect</UntrustedNetworkPolicy>%s</AutomaticVPNPolicy>" % always
          for always in ("", "<AlwaysOn>true<ConnectFailurePolicy>Open</ConnectFailurePolicy></AlwaysOn>")),
    ("<CertificateMatch><KeyUsage><MatchKey>Digital_Signature</MatchKey></KeyUsage></CertificateMatch>",),
    tuple("<CertificateEnrollment><CertificateExpirationThreshold>14</CertificateExpirationThreshold>%s"
          "<CertificateSCEP><Name_CN>%%USER%%</Name_CN><KeySize>2048</KeySize></CertificateSCEP>"
          "</CertificateEnrollment>" % host
          for host in ("", "<AutomaticSCEPHost>vpn.example.com/scep</AutomaticSCEPHost>"
                           "<CAURL>http://ca.example.com</CAURL>")),
]


def addresses(name, values):
    if not values:
        return ""
    return "<%s>%s</%s>" % (name, "".join("<HostAddress>%s</HostAddress>" % v for v in values), name)


def protocol(chance, router):
    if not router:
        return chance.choice(["", "<PrimaryProtocol>SSL</PrimaryProtocol>", "<PrimaryProtocol>IPsec</PrimaryProtocol>"])
    method = chance.choice(METHODS)
    identity = ""
    if method.startswith("EAP-M") and chance.random() < 0.4:
        identity = "<IKEIdentity>%s</IKEIdentity>" % chance.choice(["branch", "b2", "x y"])
    return ("<PrimaryProtocol>IPsec<StandardAuthenticationOnly>true<AuthMethodDuringIKENegotiation>%s"
            "</AuthMethodDuringIKENegotiation>%s</StandardAuthenticationOnly></PrimaryProtocol>" % (method, identity))


def entry(chance, number):
    router = chance.random() < 0.3
    gates = ROUTERS if router else ASAS
    address = chance.choice(gates)
    group = "" if router or "/" in address.split("://")[-1] else chance.choice(GROUPS)
    spare = [chance.choice(gates[:4]) for _ in range(chance.choice([0, 0, 1, 2]))]
    return "".join([
        "<HostEntry><HostName>%s %d</HostName>" % (escape(chance.choice(["Office", "Büro", "支店"])), number),
        "<HostAddress>%s</HostAddress>" % address,
        "<UserGroup>%s</UserGroup>" % group if group else "",
        # Its own list, even of itself, so that none of the profile's stands in.
        addresses("BackupServerList", spare or [address]),
        addresses("LoadBalancingServerList", chance.choice([[], [], ["lb-router.example.com" if router else "lb.example.com"]])),
        chance.choice(["", "", "<MobileHostEntryInfo><NetworkRoaming>true</NetworkRoaming>"
                               "<CertificatePolicy>Auto</CertificatePolicy></MobileHostEntryInfo>"]),
        protocol(chance, router),
        "</HostEntry>\n",
    ])


def main():
    count, directory = int(sys.argv[1]), sys.argv[2]
    chance = random.Random(20)
    os.makedirs(directory)
    for i in range(count):
        settings = "".join(chance.choice(some) for some in SETTINGS if chance.random() < 0.25)
        entries = "".join(entry(chance, k) for k in range(chance.randrange(1, 5)))
        with open("%s/made%d.xml" % (directory, i), "w", encoding="utf-8") as file:
            file.write("%s<ClientInitialization>%s</ClientInitialization>\n<ServerList>\n%s</ServerList>\n"
                       "</AnyConnectProfile>\n" % (HEAD, settings, entries))


main()
