<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Section webvpn of an ASA: packages, profiles, custom attributes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="str"
                exclude-result-prefixes="d exsl">

<!-- Custom attributes of the group policies of users: type, name of the data, and the data. -->
<xsl:variable name="custom-tree">
  <xsl:call-template name="custom-list">
    <xsl:with-param name="type" select="'dynamic-split-exclude-domains'"/>
    <xsl:with-param name="option" select="'dynamic-exclude'"/>
  </xsl:call-template>
  <xsl:call-template name="custom-list">
    <xsl:with-param name="type" select="'dynamic-split-include-domains'"/>
    <xsl:with-param name="option" select="'dynamic-include'"/>
  </xsl:call-template>
  <xsl:if test="string($o[@name = 'deferred-update'])">
    <custom type="DeferredUpdateAllowed" name="true" list="true"/>
    <custom type="DeferredUpdateMinimumVersion" name="minimum" list="{$o[@name = 'deferred-update']}"/>
    <custom type="DeferredUpdateDismissTimeout" name="timeout" list="{$o[@name = 'deferred-timeout']}"/>
    <custom type="DeferredUpdateDismissResponse" name="response" list="{$o[@name = 'deferred-response']}"/>
  </xsl:if>
</xsl:variable>
<xsl:variable name="customs" select="exsl:node-set($custom-tree)/custom"/>

<xsl:template name="custom-list">
  <xsl:param name="type"/>
  <xsl:param name="option"/>
  <xsl:if test="string($o[@name = $option])">
    <custom type="{$type}" name="{$o[@name = concat($option, '-name')]}" list="{$o[@name = $option]}"/>
  </xsl:if>
</xsl:template>

<xsl:template name="webvpn">
  <xsl:param name="gate"/>
  <xsl:param name="port"/>
  <xsl:param name="own"/>
  <xsl:param name="users"/>
  <xsl:param name="mgmt"/>
  <xsl:text>webvpn&#10;</xsl:text>
  <xsl:if test="$port and $port != '443'"><xsl:value-of select="concat(' port ', $port, '&#10;')"/></xsl:if>
  <xsl:if test="$gate"><xsl:value-of select="concat(' enable ', d:asa($interface), '&#10;')"/></xsl:if>
  <xsl:if test="$mgmt and $mgmt-all"> anyconnect-custom-attr ManagementTunnelAllAllowed description ManagementTunnelAllAllowed&#10;</xsl:if>
  <xsl:for-each select="$customs[$users]">
    <xsl:value-of select="concat(' anyconnect-custom-attr ', @type, ' description ')"/>
    <xsl:choose>
      <!-- As the guide describes them (003:L8651). -->
      <xsl:when test="contains(@type, '-')"><xsl:value-of select="translate(@type, '-', ' ')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@type"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:call-template name="images"><xsl:with-param name="posture" select="boolean($users[@posture = 'true'])"/></xsl:call-template>
  <xsl:for-each select="$own">
    <xsl:value-of select="concat(' anyconnect profiles ', d:asa(@name), ' ', d:asa(concat('disk0:/', @file)), '&#10;')"/>
  </xsl:for-each>
  <xsl:if test="$gate"> anyconnect enable&#10;</xsl:if>
  <xsl:if test="$mgmt and $mgmt-all">anyconnect-custom-data ManagementTunnelAllAllowed true true&#10;</xsl:if>
  <xsl:for-each select="$customs[$users]">
    <xsl:call-template name="custom-data"><xsl:with-param name="custom" select="."/></xsl:call-template>
  </xsl:for-each>
</xsl:template>

<!-- The names of Cisco's packages: those of release 5 have another beginning. -->
<xsl:template name="images">
  <xsl:param name="posture"/>
  <xsl:variable name="version">
    <xsl:choose>
      <xsl:when test="string($o[@name = 'package-version'])"><xsl:value-of select="$o[@name = 'package-version']"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat($client-version, '.0')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="product">
    <xsl:choose>
      <xsl:when test="number(substring-before($version, '.')) &lt; 5">anyconnect-</xsl:when>
      <xsl:otherwise>cisco-secure-client-</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:for-each select="str:tokenize($o[@name = 'packages'], ', ')">
    <xsl:variable name="file" select="concat('disk0:/', $product, ., '-', $version, '-webdeploy-k9.pkg')"/>
    <xsl:value-of select="concat(' anyconnect image ', d:asa($file), ' ', position(), '&#10;')"/>
  </xsl:for-each>
  <xsl:if test="$posture">
    <xsl:variable name="scanner">
      <xsl:choose>
        <xsl:when test="$product = 'anyconnect-'">hostscan_</xsl:when>
        <xsl:otherwise>secure-firewall-posture-</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:value-of select="concat(' hostscan image ', d:asa(concat('disk0:/', $scanner, $version, '-k9.pkg')), '&#10; hostscan enable&#10;')"/>
  </xsl:if>
</xsl:template>

<!-- A line takes 421 characters of data; the ASA joins the lines of one name (003:L8657). -->
<xsl:template name="custom-data">
  <xsl:param name="custom"/>
  <xsl:param name="items" select="str:tokenize($custom/@list, ', ')"/>
  <xsl:param name="start" select="1"/>
  <xsl:variable name="end">
    <xsl:call-template name="fitting">
      <xsl:with-param name="items" select="$items"/>
      <xsl:with-param name="at" select="$start"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:value-of select="concat('anyconnect-custom-data ', $custom/@type, ' ', d:asa($custom/@name), ' ')"/>
  <xsl:for-each select="$items[position() &gt;= $start and position() &lt;= $end]">
    <xsl:value-of select="d:asa-line(.)"/>
    <xsl:choose>
      <xsl:when test="position() != last()">, </xsl:when>
      <xsl:when test="$end &lt; count($items)">,</xsl:when>
    </xsl:choose>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
  <xsl:if test="$end &lt; count($items)">
    <xsl:call-template name="custom-data">
      <xsl:with-param name="custom" select="$custom"/>
      <xsl:with-param name="items" select="$items"/>
      <xsl:with-param name="start" select="$end + 1"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- The last item that still fits into a line that begins with the one at $at. -->
<xsl:template name="fitting">
  <xsl:param name="items"/>
  <xsl:param name="at"/>
  <xsl:param name="used" select="string-length($items[number($at)]) + 1"/>
  <xsl:variable name="more" select="$used + string-length($items[number($at) + 1]) + 2"/>
  <xsl:choose>
    <xsl:when test="$at &lt; count($items) and $more &lt;= 420">
      <xsl:call-template name="fitting">
        <xsl:with-param name="items" select="$items"/>
        <xsl:with-param name="at" select="$at + 1"/>
        <xsl:with-param name="used" select="$more"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$at"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
