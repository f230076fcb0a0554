<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- A file for `openconnect -config=FILE` for each host entry that TLS can serve. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" exclude-result-prefixes="d">
<xsl:import href="linux.xsl"/>

<xsl:variable name="left-out">its gateway takes IKEv2 only, for which there is the target swanctl</xsl:variable>
<xsl:variable name="nothing">no entry of these files is for a gateway that openconnect can talk to: routers take IKEv2 only, for which there is the target swanctl</xsl:variable>

<xsl:template match="host" mode="file">
  <xsl:param name="name"/>
  <file path="{$name}.conf">
    <xsl:call-template name="configuration"><xsl:with-param name="name" select="$name"/></xsl:call-template>
  </file>
</xsl:template>

<xsl:template name="configuration">
  <xsl:param name="name"/>
  <xsl:variable name="pin" select="d:server-pin(string(gate[1]/@host))"/>
  <xsl:variable name="at"><xsl:call-template name="authority"><xsl:with-param name="gate" select="gate[1]"/></xsl:call-template></xsl:variable>
  <xsl:text># </xsl:text>
  <xsl:call-template name="title"/>
  <xsl:value-of select="concat('&#10;# sudo openconnect --config=', $name, '.conf&#10;')"/>
  <xsl:call-template name="limits">
    <xsl:with-param name="client" select="'openconnect'"/>
  </xsl:call-template>
  <xsl:text>protocol=anyconnect&#10;</xsl:text>
  <xsl:value-of select="concat('server=', d:openconnect(concat('https://', $at)), '&#10;')"/>
  <xsl:if test="string(@path)"><xsl:value-of select="concat('usergroup=', d:openconnect(@path), '&#10;')"/></xsl:if>
  <xsl:if test="$certificate"><xsl:value-of select="concat('certificate=', d:openconnect($certificate), '&#10;')"/></xsl:if>
  <xsl:if test="string($o[@name = 'key'])"><xsl:value-of select="concat('sslkey=', d:openconnect($o[@name = 'key']), '&#10;')"/></xsl:if>
  <xsl:if test="string($o[@name = 'ca'])">
    <xsl:value-of select="concat('cafile=', d:openconnect($o[@name = 'ca']), '&#10;no-system-trust&#10;')"/>
  </xsl:if>
  <xsl:if test="$pin"><xsl:value-of select="concat('servercert=', $pin, '&#10;')"/></xsl:if>
  <xsl:choose>
    <xsl:when test="@proxy = 'IgnoreProxy'">no-proxy&#10;</xsl:when>
    <xsl:when test="@proxy = 'Override' and string(@proxy-address)">
      <xsl:value-of select="concat('proxy=', d:openconnect(concat('http://', @proxy-address)), '&#10;')"/>
    </xsl:when>
    <!-- The proxies of the system. -->
    <xsl:otherwise>libproxy&#10;</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@reconnect = 'false'">reconnect-timeout=0&#10;</xsl:if>
</xsl:template>

</xsl:stylesheet>
