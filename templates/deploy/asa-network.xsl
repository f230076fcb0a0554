<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Address pools of an ASA, what goes through its tunnels, IKEv2. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy"
                exclude-result-prefixes="d">

<!-- An ASA has one port for all: the usual one if an entry needs it. -->
<xsl:template name="port">
  <xsl:param name="gate"/>
  <xsl:variable name="same" select="key('gate', $gate/@key)"/>
  <xsl:choose>
    <xsl:when test="$same[not(string(@port)) or @port = '443']">443</xsl:when>
    <xsl:otherwise><xsl:value-of select="$same[1]/@port"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="addresses">
  <xsl:if test="$pool">
    <xsl:value-of select="concat('ip local pool ', d:asa($pool-name), ' ')"/>
    <xsl:call-template name="pool-end"><xsl:with-param name="pool" select="$pool"/></xsl:call-template>
    <xsl:text>-</xsl:text>
    <xsl:call-template name="pool-end">
      <xsl:with-param name="pool" select="$pool"/>
      <xsl:with-param name="last" select="true()"/>
    </xsl:call-template>
    <xsl:text> mask </xsl:text>
    <xsl:variable name="network">
      <xsl:call-template name="network"><xsl:with-param name="cidr" select="concat('0.0.0.0/', substring-after($pool, '/'))"/></xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="concat(substring-after($network, ' '), '&#10;')"/>
  </xsl:if>
  <xsl:if test="$pool6">
    <xsl:value-of select="concat('ipv6 local pool ', d:asa(concat($pool-name, '6')), ' ', $pool6, ' ', $o[@name = 'pool6-count'], '&#10;')"/>
  </xsl:if>
</xsl:template>

<xsl:template name="split-list">
  <xsl:variable name="standard" select="not($networks[contains(., ':')])"/>
  <xsl:for-each select="$networks">
    <xsl:value-of select="concat('access-list ', d:asa($split-list), ' ')"/>
    <xsl:choose>
      <xsl:when test="$standard">
        <xsl:text>standard permit </xsl:text>
        <xsl:call-template name="network"><xsl:with-param name="cidr" select="string(.)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="contains(., ':')"><xsl:value-of select="concat('extended permit ip ', ., ' any6')"/></xsl:when>
      <xsl:otherwise>
        <xsl:text>extended permit ip </xsl:text>
        <xsl:call-template name="network"><xsl:with-param name="cidr" select="string(.)"/></xsl:call-template>
        <xsl:text> any4</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
</xsl:template>

<xsl:template name="split">
  <xsl:value-of select="concat(' split-tunnel-policy ', $split-policy, '&#10;')"/>
  <xsl:if test="$pool6"><xsl:value-of select="concat(' ipv6-split-tunnel-policy ', $split-policy, '&#10;')"/></xsl:if>
  <xsl:if test="$networks"><xsl:value-of select="concat(' split-tunnel-network-list value ', d:asa($split-list), '&#10;')"/></xsl:if>
  <xsl:if test="string($o[@name = 'domain'])">
    <xsl:value-of select="concat(' default-domain value ', d:asa($o[@name = 'domain']), '&#10;')"/>
  </xsl:if>
  <xsl:choose>
    <xsl:when test="$no-split-dns"> split-dns none&#10;</xsl:when>
    <xsl:when test="$split-dns">
      <xsl:text> split-dns value</xsl:text>
      <xsl:for-each select="$split-dns"><xsl:value-of select="concat(' ', d:asa(.))"/></xsl:for-each>
      <xsl:text>&#10;</xsl:text>
    </xsl:when>
    <!-- Else names of the inside are asked for outside. -->
    <xsl:when test="$networks and $dns"> split-tunnel-all-dns enable&#10;</xsl:when>
  </xsl:choose>
</xsl:template>

<!-- Algorithms that FIPS mode allows, too (003:L6063-6090). -->
<xsl:template name="ikev2">
  <xsl:param name="port"/>
  <xsl:param name="mobile"/>
  <xsl:text>crypto ipsec ikev2 ipsec-proposal SECURE-CLIENT
 protocol esp encryption aes-256 aes
 protocol esp integrity sha-256
crypto dynamic-map SYSTEM_DEFAULT_CRYPTO_MAP 65535 set ikev2 ipsec-proposal SECURE-CLIENT
crypto map </xsl:text>
  <xsl:value-of select="concat(d:asa($o[@name = 'crypto-map']), ' 65535 ipsec-isakmp dynamic SYSTEM_DEFAULT_CRYPTO_MAP&#10;')"/>
  <xsl:value-of select="concat('crypto map ', d:asa($o[@name = 'crypto-map']), ' interface ', d:asa($interface), '&#10;')"/>
  <!-- The longest interval spares batteries (003:L17134-17149). -->
  <xsl:if test="$mobile">crypto isakmp nat-traversal 3600&#10;</xsl:if>
  <xsl:text>crypto ikev2 policy 1
 encryption aes-256
 integrity sha256
 group 20 19
 prf sha256
 lifetime seconds 86400
</xsl:text>
  <xsl:value-of select="concat('crypto ikev2 enable ', d:asa($interface), ' client-services port ', $port, '&#10;')"/>
  <xsl:value-of select="concat('crypto ikev2 remote-access trustpoint ', d:asa($trustpoint), '&#10;')"/>
</xsl:template>

</xsl:stylesheet>
