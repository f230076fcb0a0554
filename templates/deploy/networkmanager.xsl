<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- A keyfile of NetworkManager, for its openconnect plugin, for each host entry that TLS can
     serve. Keyfiles that others may read are not loaded. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" exclude-result-prefixes="d">
<xsl:import href="linux.xsl"/>

<xsl:variable name="left-out">its gateway takes IKEv2 only, for which there is the target swanctl</xsl:variable>
<xsl:variable name="nothing">no entry of these files is for a gateway that openconnect can talk to: routers take IKEv2 only, for which there is the target swanctl</xsl:variable>

<xsl:template match="host" mode="file">
  <xsl:param name="name"/>
  <file path="{$name}.nmconnection" mode="0600">
    <xsl:call-template name="keyfile-of"><xsl:with-param name="name" select="$name"/></xsl:call-template>
  </file>
</xsl:template>

<!-- The same for the same gateway and name, so that a later file takes the earlier one's place. -->
<xsl:template name="uuid">
  <xsl:param name="name"/>
  <xsl:variable name="hash" select="d:sha256(concat(@name, '&#10;', gate[1]/@key, '&#10;', gate[1]/@port, '&#10;', @path, '&#10;', $name))"/>
  <xsl:value-of select="concat(substring($hash, 1, 8), '-', substring($hash, 9, 4), '-8', substring($hash, 14, 3), '-a',
                               substring($hash, 18, 3), '-', substring($hash, 21, 12))"/>
</xsl:template>

<xsl:template name="keyfile-of">
  <xsl:param name="name"/>
  <xsl:variable name="at"><xsl:call-template name="authority"><xsl:with-param name="gate" select="gate[1]"/></xsl:call-template></xsl:variable>
  <xsl:text># </xsl:text>
  <xsl:call-template name="title"/>
  <xsl:value-of select="concat('&#10;# In /etc/NetworkManager/system-connections, for root only; then: nmcli connection load ', $name, '.nmconnection&#10;')"/>
  <xsl:call-template name="limits">
    <xsl:with-param name="client" select="'the openconnect plugin'"/>
  </xsl:call-template>
  <xsl:value-of select="concat('[connection]&#10;id=', d:keyfile(@name), '&#10;uuid=')"/>
  <xsl:call-template name="uuid"><xsl:with-param name="name" select="$name"/></xsl:call-template>
  <xsl:text>
type=vpn
autoconnect=false

[vpn]
service-type=org.freedesktop.NetworkManager.openconnect
protocol=anyconnect
gateway=</xsl:text>
  <xsl:value-of select="d:keyfile($at)"/>
  <xsl:if test="string(@path)"><xsl:value-of select="concat('/', d:keyfile(@path))"/></xsl:if>
  <xsl:choose>
    <xsl:when test="$certificate">
      <xsl:value-of select="concat('&#10;authtype=cert&#10;usercert=', d:keyfile($certificate), '&#10;userkey=')"/>
      <xsl:choose>
        <xsl:when test="string($o[@name = 'key'])"><xsl:value-of select="d:keyfile($o[@name = 'key'])"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="d:keyfile($certificate)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:when>
    <xsl:otherwise>&#10;authtype=password</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="string($o[@name = 'ca'])"><xsl:value-of select="concat('&#10;cacert=', d:keyfile($o[@name = 'ca']))"/></xsl:if>
  <xsl:if test="@proxy = 'Override' and string(@proxy-address)">
    <xsl:value-of select="concat('&#10;proxy=', d:keyfile(concat('http://', @proxy-address)))"/>
  </xsl:if>
  <!-- Nobody is asked whether to trust a certificate that does not verify. -->
  <xsl:if test="$policy/StrictCertificateTrust = 'true'">&#10;prevent_invalid_cert=yes</xsl:if>
  <xsl:text>
enable_csd_trojan=no
pem_passphrase_fsid=no
stoken_source=disabled
cookie-flags=2
gateway-flags=2
gwcert-flags=2
autoconnect-flags=0
certsigs-flags=0
lasthost-flags=0
xmlconfig-flags=0

[ipv4]
method=auto

[ipv6]
method=auto
</xsl:text>
</xsl:template>

</xsl:stylesheet>
