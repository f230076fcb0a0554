<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- The profiles as they lie on an ASA. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d exsl">

<xsl:key name="profile" match="profile" use="@index"/>
<xsl:key name="profile-name" match="profile" use="@name"/>

<!-- profile/@index @source @name @file @type, and @module, which a client needs for it. What is not
     of a tunnel group is @of="service". -->
<xsl:variable name="profile-tree">
  <xsl:for-each select="$documents">
    <xsl:variable name="mgmt" select="string($o[@name = 'management-profile'])"/>
    <xsl:choose>
      <xsl:when test="@kind = 'mgmt'">
        <profile name="{$mgmt}" file="{translate($mgmt, $upper, $lower)}.vpnm" type="vpn-mgmt" of="mgmt"
                 index="{@index}" source="{@file}"/>
      </xsl:when>
      <xsl:when test="@kind = 'vpn'">
        <xsl:call-template name="profile"><xsl:with-param name="type" select="'user'"/><xsl:with-param name="of" select="'vpn'"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="@kind = 'ise-posture'">
        <xsl:call-template name="profile"><xsl:with-param name="type" select="'iseposture'"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="@kind = 'amp'">
        <xsl:call-template name="profile"><xsl:with-param name="type" select="'ampenabler'"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="@kind = 'nvm' or @kind = 'nam' or @kind = 'umbrella' or @kind = 'feedback'">
        <xsl:call-template name="profile"><xsl:with-param name="type" select="string(@kind)"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="profiles" select="exsl:node-set($profile-tree)/profile"/>

<xsl:template name="profile">
  <xsl:param name="type"/>
  <xsl:param name="of" select="'service'"/>
  <profile index="{@index}" source="{@file}" file="{@file}" type="{$type}" of="{$of}">
    <xsl:attribute name="name">
      <xsl:call-template name="plain-name">
        <xsl:with-param name="text"><xsl:call-template name="stem"><xsl:with-param name="file" select="@file"/></xsl:call-template></xsl:with-param>
      </xsl:call-template>
    </xsl:attribute>
    <xsl:if test="$of = 'service' and $type != 'feedback'"><xsl:attribute name="module"><xsl:value-of select="$type"/></xsl:attribute></xsl:if>
  </profile>
</xsl:template>

<!-- profile.xml without .xml, and without any other extension if it is the only one. -->
<xsl:template name="stem">
  <xsl:param name="file"/>
  <xsl:choose>
    <xsl:when test="contains($file, '.') and not(contains(substring-after($file, '.'), '.'))">
      <xsl:value-of select="substring-before($file, '.')"/>
    </xsl:when>
    <xsl:when test="substring($file, string-length($file) - 3) = '.xml'">
      <xsl:value-of select="substring($file, 1, string-length($file) - 4)"/>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$file"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
