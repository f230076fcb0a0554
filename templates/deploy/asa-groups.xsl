<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Group policies and tunnel groups of an ASA. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d exsl">

<xsl:key name="url" match="url" use="."/>

<!-- Profiles that belong to no tunnel group made here go to users by the policy they have. -->
<xsl:template name="common-policy">
  <xsl:param name="own"/>
  <xsl:variable name="name" select="d:asa($o[@name = 'group-policy'])"/>
  <xsl:value-of select="concat('group-policy ', $name, ' attributes&#10; webvpn&#10;')"/>
  <xsl:call-template name="modules"><xsl:with-param name="own" select="$own"/></xsl:call-template>
  <xsl:call-template name="attached"><xsl:with-param name="own" select="$own"/></xsl:call-template>
</xsl:template>

<xsl:template name="modules">
  <xsl:param name="own"/>
  <xsl:param name="all" select="/.."/>
  <xsl:variable name="modules">
    <xsl:if test="$all[@logon = 'true']">,vpngina</xsl:if>
    <xsl:for-each select="$own[@module]"><xsl:value-of select="concat(',', @module)"/></xsl:for-each>
    <xsl:if test="$own[@module = 'iseposture'] and $documents[@kind = 'ise-posture']/*/DARTCount &gt; 0">,dart</xsl:if>
  </xsl:variable>
  <xsl:if test="string($modules)">
    <xsl:value-of select="concat('  anyconnect modules value ', substring($modules, 2), '&#10;')"/>
  </xsl:if>
</xsl:template>

<xsl:template name="attached">
  <xsl:param name="own"/>
  <xsl:for-each select="$own">
    <xsl:value-of select="concat('  anyconnect profiles value ', d:asa(@name), ' type ', @type, '&#10;')"/>
  </xsl:for-each>
</xsl:template>

<!-- all: the routes of one tunnel group on one ASA. -->
<xsl:template name="group">
  <xsl:param name="gate"/>
  <xsl:param name="all"/>
  <xsl:param name="own"/>
  <xsl:variable name="mgmt" select="boolean($all[@kind = 'mgmt'])"/>
  <xsl:variable name="name" select="d:asa($all/@tunnel)"/>
  <xsl:value-of select="concat('group-policy ', $name, ' internal&#10;group-policy ', $name, ' attributes&#10;')"/>
  <xsl:call-template name="policy">
    <xsl:with-param name="all" select="$all"/>
    <xsl:with-param name="mgmt" select="$mgmt"/>
  </xsl:call-template>
  <xsl:text> webvpn&#10;</xsl:text>
  <xsl:choose>
    <!-- Nothing beside it, or the client may keep the tunnel disabled. -->
    <xsl:when test="$mgmt">
      <xsl:call-template name="attached"><xsl:with-param name="own" select="$own[@type = 'vpn-mgmt']"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:for-each select="exsl:node-set($profile-tree)">
        <xsl:variable name="theirs" select="key('profile', $all/@index) | $own[@type != 'user']"/>
        <xsl:call-template name="modules">
          <xsl:with-param name="own" select="$theirs"/>
          <xsl:with-param name="all" select="$all"/>
        </xsl:call-template>
        <xsl:call-template name="attached"><xsl:with-param name="own" select="$theirs"/></xsl:call-template>
      </xsl:for-each>
      <xsl:if test="$all[@always-on = 'true']">  always-on-vpn profile-setting&#10;</xsl:if>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="tunnel-group">
    <xsl:with-param name="gate" select="$gate"/>
    <xsl:with-param name="all" select="$all"/>
    <xsl:with-param name="name" select="$name"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="policy">
  <xsl:param name="all"/>
  <xsl:param name="mgmt"/>
  <xsl:if test="$mgmt"> banner none&#10;</xsl:if>
  <xsl:if test="$dns">
    <xsl:text> dns-server value</xsl:text>
    <xsl:for-each select="$dns"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
  <!-- Else the session of an app that is not used any more goes on (003:L16835-16841). -->
  <xsl:if test="$all[@on-demand = 'true']"> vpn-idle-timeout 1&#10;</xsl:if>
  <xsl:text> vpn-tunnel-protocol </xsl:text>
  <xsl:choose>
    <!-- SSL beside IKEv2: the downloader uses it. -->
    <xsl:when test="$all[@ipsec = 'true'] or $o[@name = 'protocols'] = 'both'">ikev2 ssl-client</xsl:when>
    <xsl:otherwise>ssl-client</xsl:otherwise>
  </xsl:choose>
  <xsl:text>&#10;</xsl:text>
  <xsl:call-template name="split"/>
  <xsl:if test="$mgmt"> client-bypass-protocol enable&#10;</xsl:if>
  <xsl:if test="$all[@scep = 'true']">
    <xsl:value-of select="concat(' scep-forwarding-url value ', d:asa($o[@name = 'scep-url']), '&#10;')"/>
  </xsl:if>
  <xsl:choose>
    <xsl:when test="$mgmt"> msie-proxy method no-modify&#10;</xsl:when>
    <!-- Else only the client's own programs may use the proxy (003:L8204-8210). -->
    <xsl:when test="$all[@override = 'true']"> msie-proxy method no-proxy&#10;</xsl:when>
  </xsl:choose>
  <xsl:if test="$pool"><xsl:value-of select="concat(' address-pools value ', d:asa($pool-name), '&#10;')"/></xsl:if>
  <xsl:if test="$pool6"><xsl:value-of select="concat(' ipv6-address-pools value ', d:asa(concat($pool-name, '6')), '&#10;')"/></xsl:if>
  <xsl:if test="$mgmt and $mgmt-all"> anyconnect-custom ManagementTunnelAllAllowed value true&#10;</xsl:if>
  <xsl:for-each select="$customs[not($mgmt)]">
    <xsl:value-of select="concat(' anyconnect-custom ', @type, ' value ', d:asa(@name), '&#10;')"/>
  </xsl:for-each>
</xsl:template>

<xsl:template name="tunnel-group">
  <xsl:param name="gate"/>
  <xsl:param name="all"/>
  <xsl:param name="name"/>
  <!-- Where entries want different ones, the one that all of them can be let in with. -->
  <xsl:variable name="authentication">
    <xsl:choose>
      <xsl:when test="$all[@kind = 'mgmt' or @on-demand = 'true']">certificate</xsl:when>
      <xsl:when test="$all[@scep = 'true']">aaa certificate</xsl:when>
      <xsl:when test="$all[@authentication = 'certificate']">certificate</xsl:when>
      <xsl:otherwise><xsl:value-of select="$all/@authentication"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:value-of select="concat('tunnel-group ', $name, ' type remote-access&#10;tunnel-group ', $name, ' general-attributes&#10;')"/>
  <xsl:value-of select="concat(' default-group-policy ', $name, '&#10;')"/>
  <xsl:if test="contains($authentication, 'aaa')">
    <xsl:value-of select="concat(' authentication-server-group ', d:asa($o[@name = 'aaa-group']), '&#10;')"/>
  </xsl:if>
  <xsl:if test="$all[@scep = 'true']"> scep-enrollment enable&#10;</xsl:if>
  <xsl:value-of select="concat('tunnel-group ', $name, ' webvpn-attributes&#10; authentication ', $authentication, '&#10;')"/>
  <xsl:if test="$authentication = 'saml' and string($o[@name = 'saml-idp'])">
    <xsl:value-of select="concat(' saml identity-provider ', d:asa($o[@name = 'saml-idp']), '&#10;')"/>
  </xsl:if>
  <xsl:variable name="urls">
    <xsl:for-each select="$all/gate[@key = $gate/@key]">
      <url>
        <xsl:copy-of select="../@file | ../@name | ../@number"/>
        <xsl:text>https://</xsl:text>
        <xsl:call-template name="authority">
          <xsl:with-param name="gate" select="$gate"/>
          <xsl:with-param name="port" select="string(@port)"/>
        </xsl:call-template>
        <xsl:if test="string(../@group)"><xsl:value-of select="concat('/', ../@group)"/></xsl:if>
      </url>
    </xsl:for-each>
  </xsl:variable>
  <xsl:for-each select="exsl:node-set($urls)/url[generate-id() = generate-id(key('url', .)[1])]">
    <xsl:value-of select="concat(' group-url ', d:asa(.), ' enable&#10;')"/>
  </xsl:for-each>
</xsl:template>

</xsl:stylesheet>
