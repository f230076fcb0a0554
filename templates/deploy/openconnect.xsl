<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- A file for `openconnect -config=FILE` for each host entry that TLS can serve. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" exclude-result-prefixes="d">
<xsl:import href="linux.xsl"/>

<xsl:template match="/deployment">
  <files>
    <xsl:call-template name="linux-notes">
      <xsl:with-param name="left-out" select="'its gateway takes IKEv2 only, for which there is the target swanctl'"/>
    </xsl:call-template>
    <xsl:if test="not($made)">
      <refuse>no entry of these files is for a gateway that openconnect can talk to: routers take IKEv2 only, for which there is the target swanctl</refuse>
    </xsl:if>
    <xsl:for-each select="$made">
      <xsl:variable name="name"><xsl:call-template name="file-name"/></xsl:variable>
      <file path="{$name}.conf">
        <xsl:call-template name="configuration"><xsl:with-param name="name" select="$name"/></xsl:call-template>
      </file>
    </xsl:for-each>
  </files>
</xsl:template>

<xsl:template name="configuration">
  <xsl:param name="name"/>
  <xsl:variable name="settings" select="$documents[@index = current()/@index]/*/ClientInitialization"/>
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
  <xsl:call-template name="proxy"><xsl:with-param name="settings" select="$settings/ProxySettings"/></xsl:call-template>
  <xsl:if test="normalize-space($settings/AutoReconnect/text()[1]) = 'false'">reconnect-timeout=0&#10;</xsl:if>
</xsl:template>

<xsl:template name="proxy">
  <xsl:param name="settings"/>
  <xsl:variable name="address" select="normalize-space($settings/PublicProxyServerAddress)"/>
  <xsl:choose>
    <xsl:when test="normalize-space($settings/text()[1]) = 'IgnoreProxy'">no-proxy&#10;</xsl:when>
    <xsl:when test="normalize-space($settings/text()[1]) = 'Override' and $address">
      <xsl:value-of select="concat('proxy=', d:openconnect(concat('http://', $address)), '&#10;')"/>
    </xsl:when>
    <!-- The proxies of the system. -->
    <xsl:otherwise>libproxy&#10;</xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
