<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- What is refused, and what is said beside the files of an ASA. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d exsl">

<xsl:key name="asked" match="route[string(@group)]" use="gate/@place"/>
<xsl:key name="certified" match="route[@authentication != 'aaa']" use="gate/@place"/>

<!-- Why nothing can be made; empty: all is well. -->
<xsl:template name="problem">
  <xsl:variable name="contradictions"><xsl:call-template name="contradiction"/></xsl:variable>
  <xsl:choose>
    <xsl:when test="not($routes) and not($profiles[@of = 'service'])">nothing in these files concerns an ASA: entries for other gateways and the local policy do not</xsl:when>
    <xsl:when test="$include and $exclude">split-include and split-exclude exclude each other</xsl:when>
    <xsl:when test="$routes[@scep = 'true'] and not(string($o[@name = 'scep-url']))">
      <xsl:value-of select="concat($routes[@scep = 'true'][1]/@file, ' enrolls certificates through the ASA, which has to know where: give the URL of the authority with -D scep-url=URL')"/>
    </xsl:when>
    <xsl:when test="$o[@name = 'authentication'] = 'saml' and not(string($o[@name = 'saml-idp']))">
      <xsl:text>saml needs the identity provider: give it with -D saml-idp=NAME, as in the line saml idp of the ASA</xsl:text>
    </xsl:when>
    <xsl:when test="$o[@name = 'deferred-timeout'] &gt; 300">users have at most 300 seconds to put an update off: deferred-timeout</xsl:when>
    <xsl:when test="$pool6 and ($o[@name = 'pool6-count'] &lt; 1 or $o[@name = 'pool6-count'] &gt; 16384)">an IPv6 pool has 1 to 16384 addresses: pool6-count</xsl:when>
    <xsl:when test="$split-dns and not($no-split-dns) and not($dns)">split-dns needs the DNS servers in the tunnel: give them with -D dns=ADDRESS,...</xsl:when>
    <xsl:otherwise><xsl:value-of select="exsl:node-set($contradictions)/problem[1]"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What no ASA can do of what the profiles ask for, each a problem. -->
<xsl:template name="contradiction">
  <xsl:for-each select="$routes[string-length(@tunnel) &gt; 64]">
    <problem><xsl:value-of select="concat(@file, ': entry ', @name, ': the name of a tunnel group has at most 64 characters, and UserGroup has ', string-length(@tunnel))"/></problem>
  </xsl:for-each>
  <xsl:for-each select="$routes[@kind = 'mgmt' or (@enrolls and @scep = 'false')]">
    <xsl:variable name="others" select="key('place', gate/@place)"/>
    <xsl:variable name="who" select="concat(@file, ': entry ', @name)"/>
    <xsl:choose>
      <xsl:when test="@kind = 'mgmt' and $others[@kind = 'vpn']">
        <problem><xsl:value-of select="concat($who, ' shares the tunnel group ', @tunnel, ' with entry ', $others[@kind = 'vpn']/@name, ' of ', $others[@kind = 'vpn']/@file, ': a management tunnel needs one of its own')"/></problem>
      </xsl:when>
      <xsl:when test="@enrolls and $others[contains(@authentication, 'certificate')]">
        <problem><xsl:value-of select="concat($who, ' enrolls certificates through the tunnel group ', @tunnel, ', which asks for a certificate: give AutomaticSCEPHost another group, as in vpn.example.com/enroll')"/></problem>
      </xsl:when>
    </xsl:choose>
  </xsl:for-each>
  <xsl:for-each select="$profiles">
    <xsl:variable name="first" select="key('profile-name', @name)[1]"/>
    <xsl:if test="generate-id() != generate-id($first)">
      <problem><xsl:value-of select="concat($first/@source, ' and ', @source, ' would both be the profile ', @name, ' on the ASA: rename one')"/></problem>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<xsl:template name="notes">
  <xsl:if test="$routes and not($pool)">
    <note>no address pool: the ASA has to get the clients' addresses from AAA or DHCP, or give one with -D pool=FIRST-LAST/PREFIX</note>
  </xsl:if>
  <xsl:if test="not(string($o[@name = 'package-version']))">
    <note>the version of the client packages on the ASA is not stated: the newest one this program knows is named; give yours with -D package-version=VERSION</note>
  </xsl:if>
  <xsl:if test="$routes">
    <note>not determined by a profile, and to be there on the ASA: interface <xsl:value-of select="$interface"/>, trustpoint <xsl:value-of select="$trustpoint"/> with a certificate for the names of the gateway<xsl:if test="$routes[contains(@authentication, 'aaa')]">, AAA servers <xsl:value-of select="$o[@name = 'aaa-group']"/></xsl:if><xsl:if test="$routes[contains(@authentication, 'certificate')]">, a trustpoint for each authority that issues clients' certificates</xsl:if><xsl:if test="$o[@name = 'authentication'] = 'saml'">, the identity provider <xsl:value-of select="$o[@name = 'saml-idp']"/>, an NTP server</xsl:if><xsl:if test="$pool or $pool6">, NAT exemption for the address pool</xsl:if></note>
  </xsl:if>
  <xsl:if test="$split-dns and not($no-split-dns) and not($include)">
    <note>split-dns does nothing without split-include: give the networks that go through the tunnel, or leave it out</note>
  </xsl:if>
  <xsl:if test="string($o[@name = 'dynamic-include']) and not($include) and not(string($o[@name = 'dynamic-exclude']))">
    <note>dynamic-include does nothing without split-include, but for exceptions from dynamic-exclude: all goes through the tunnel as it is</note>
  </xsl:if>
  <xsl:for-each select="$routes[string(@group)]/gate">
    <xsl:variable name="first" select="key('asked', @place)[1]"/>
    <xsl:if test="../@group != $first/@group">
      <note><xsl:value-of select="concat(../@file, ': entry ', ../@name, ': its group ', ../@group, ' is the tunnel group ', ../@tunnel, ' of entry ', $first/@name, ', whose group is ', $first/@group, ': rename one if they are to differ')"/></note>
    </xsl:if>
  </xsl:for-each>
  <xsl:for-each select="$routes[@authentication = 'aaa']/gate">
    <xsl:variable name="other" select="key('certified', @place)"/>
    <xsl:if test="$other">
      <note><xsl:value-of select="concat(../@file, ': entry ', ../@name, ' says nothing of certificates, and entry ', $other/@name, ', which leads to the same tunnel group, wants authentication ', $other/@authentication, ': users of both need a certificate')"/></note>
    </xsl:if>
  </xsl:for-each>
  <xsl:for-each select="$gates">
    <xsl:variable name="port"><xsl:call-template name="port"><xsl:with-param name="gate" select="."/></xsl:call-template></xsl:variable>
    <xsl:for-each select="key('gate', @key)[string(@port) and @port != $port]">
      <note><xsl:value-of select="concat(../@file, ': entry ', ../@name, ' leads to port ', @port, ' of ', @host, ', where others lead to port ', $port, ', the one the ASA listens on: something in front of it has to translate the port')"/></note>
    </xsl:for-each>
  </xsl:for-each>
  <xsl:if test="$routes[@posture = 'true']">
    <note>the placeholder %machineid% needs Secure Firewall Posture: its package has to be on the ASA, too</note>
  </xsl:if>
  <xsl:call-template name="shared-gates">
    <xsl:with-param name="ours" select="'false'"/>
    <xsl:with-param name="other-kind" select="'routers'"/>
    <xsl:with-param name="this-kind" select="'an ASA'"/>
  </xsl:call-template>
  <xsl:for-each select="$entries[@standard = 'true']">
    <ignored document="{@index}" setting="ServerList/HostEntry[{@number}]">it leads to an IOS-XE router; the target ios-xe makes that one's configuration</ignored>
  </xsl:for-each>
  <xsl:for-each select="$documents[@kind = 'local-policy']">
    <note><xsl:value-of select="concat(@file, ' is not put on an ASA: install it on the endpoints')"/></note>
  </xsl:for-each>
</xsl:template>

</xsl:stylesheet>
