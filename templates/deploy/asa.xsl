<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- What an ASA needs for the profiles it serves: for each gateway they lead to a configuration to
     be pasted in configuration mode, and the profiles as they go onto its flash. Here are the
     options, the files, and the order of a configuration; its sections:
       asa-profiles.xsl  the profiles as they lie on the ASA, and their names there
       asa-routes.xsl    which tunnel groups there are, and what each has to be because of the profiles
       asa-notes.xsl     what is refused, and what is said beside the files
       asa-network.xsl   address pools, split tunneling, IKEv2
       asa-webvpn.xsl    webvpn: packages, profiles, custom attributes
       asa-groups.xsl    group policies and tunnel groups -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="str"
                exclude-result-prefixes="d exsl">
<xsl:import href="entries.xsl"/>
<xsl:include href="asa-profiles.xsl"/>
<xsl:include href="asa-routes.xsl"/>
<xsl:include href="asa-notes.xsl"/>
<xsl:include href="asa-network.xsl"/>
<xsl:include href="asa-webvpn.xsl"/>
<xsl:include href="asa-groups.xsl"/>

<xsl:variable name="o" select="/deployment/option"/>
<xsl:variable name="documents" select="/deployment/document[not(@d:default)]"/>
<xsl:variable name="client-version" select="/deployment/@client-version"/>
<xsl:variable name="interface" select="string($o[@name = 'interface'])"/>
<xsl:variable name="trustpoint" select="string($o[@name = 'trustpoint'])"/>
<xsl:variable name="pool" select="string($o[@name = 'pool'])"/>
<xsl:variable name="pool6" select="string($o[@name = 'pool6'])"/>
<xsl:variable name="pool-name" select="string($o[@name = 'pool-name'])"/>
<xsl:variable name="include" select="str:tokenize($o[@name = 'split-include'], ', ')"/>
<xsl:variable name="exclude" select="str:tokenize($o[@name = 'split-exclude'], ', ')"/>
<xsl:variable name="networks" select="$include | $exclude"/>
<xsl:variable name="split-list" select="string($o[@name = 'split-list'])"/>
<xsl:variable name="split-policy">
  <xsl:choose>
    <xsl:when test="$include">tunnelspecified</xsl:when>
    <xsl:when test="$exclude">excludespecified</xsl:when>
    <xsl:otherwise>tunnelall</xsl:otherwise>
  </xsl:choose>
</xsl:variable>
<xsl:variable name="dns" select="str:tokenize($o[@name = 'dns'], ', ')"/>
<xsl:variable name="split-dns" select="str:tokenize($o[@name = 'split-dns'], ', ')"/>
<xsl:variable name="no-split-dns" select="$o[@name = 'split-dns'] = 'none'"/>
<xsl:variable name="mgmt-all" select="not($include)"/>

<!-- ==== files ============================================================================= -->

<xsl:template match="/deployment">
  <files>
    <xsl:variable name="problem"><xsl:call-template name="problem"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="string($problem)"><refuse><xsl:value-of select="$problem"/></refuse></xsl:when>
      <xsl:otherwise><xsl:call-template name="outputs"/></xsl:otherwise>
    </xsl:choose>
  </files>
</xsl:template>

<xsl:template name="outputs">
  <xsl:call-template name="notes"/>
  <xsl:for-each select="$gates">
    <xsl:variable name="name">
      <xsl:call-template name="plain-name"><xsl:with-param name="text" select="@key"/></xsl:call-template>
    </xsl:variable>
    <file path="{$name}.cfg"><xsl:call-template name="configuration"><xsl:with-param name="gate" select="."/></xsl:call-template></file>
  </xsl:for-each>
  <xsl:if test="not($gates)">
    <file path="asa.cfg"><xsl:call-template name="configuration"/></file>
  </xsl:if>
  <xsl:for-each select="$profiles">
    <file path="disk0/{@file}" encoding="base64"><xsl:value-of select="d:source-base64(number(@index))"/></file>
  </xsl:for-each>
</xsl:template>

<!-- ==== one configuration ================================================================= -->

<!-- gate: of one ASA, the context; none: what all ASAs with these service profiles get. -->
<xsl:template name="configuration">
  <xsl:param name="gate" select="/.."/>
  <xsl:variable name="here" select="key('gate', string($gate/@key))[$gate]/.."/>
  <xsl:variable name="port">
    <xsl:if test="$gate"><xsl:call-template name="port"><xsl:with-param name="gate" select="$gate"/></xsl:call-template></xsl:if>
  </xsl:variable>
  <xsl:for-each select="exsl:node-set($profile-tree)">
    <xsl:call-template name="sections">
      <xsl:with-param name="gate" select="$gate"/>
      <xsl:with-param name="port" select="string($port)"/>
      <xsl:with-param name="here" select="$here"/>
      <xsl:with-param name="own" select="$profiles[@of = 'service'] | key('profile', $here/@index)"/>
    </xsl:call-template>
  </xsl:for-each>
</xsl:template>

<!-- port: where it listens; here: the routes to it; own: the profiles it has. -->
<xsl:template name="sections">
  <xsl:param name="gate"/>
  <xsl:param name="port"/>
  <xsl:param name="here"/>
  <xsl:param name="own"/>
  <xsl:variable name="users" select="$here[@kind = 'vpn']"/>
  <xsl:variable name="mgmt" select="$here[@kind = 'mgmt']"/>
  <xsl:call-template name="head">
    <xsl:with-param name="gate" select="$gate"/>
    <xsl:with-param name="own" select="$own"/>
  </xsl:call-template>
  <xsl:if test="$here">
    <xsl:call-template name="addresses"/>
    <xsl:call-template name="split-list"/>
    <xsl:if test="$here[@ipsec = 'true']">
      <xsl:call-template name="ikev2">
        <xsl:with-param name="port" select="$port"/>
        <xsl:with-param name="mobile" select="$here[@ipsec = 'true' and @mobile = 'true']"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:if>
  <xsl:call-template name="webvpn">
    <xsl:with-param name="gate" select="$gate"/>
    <xsl:with-param name="port" select="$port"/>
    <xsl:with-param name="own" select="$own"/>
    <xsl:with-param name="users" select="$users"/>
    <xsl:with-param name="mgmt" select="$mgmt"/>
  </xsl:call-template>
  <xsl:if test="not($users) and $own[@type != 'user']">
    <xsl:call-template name="common-policy"><xsl:with-param name="own" select="$own[@type != 'user']"/></xsl:call-template>
  </xsl:if>
  <xsl:for-each select="$here">
    <xsl:variable name="all" select="key('place', concat(@tunnel, '&#10;', $gate/@key))"/>
    <xsl:if test="generate-id() = generate-id($all[1])">
      <xsl:call-template name="group">
        <xsl:with-param name="gate" select="$gate"/>
        <xsl:with-param name="all" select="$all"/>
        <xsl:with-param name="own" select="$own"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:for-each>
  <xsl:if test="$here"><xsl:value-of select="concat('ssl trust-point ', d:asa($trustpoint), ' ', d:asa($interface), '&#10;')"/></xsl:if>
</xsl:template>

<xsl:template name="head">
  <xsl:param name="gate"/>
  <xsl:param name="own"/>
  <xsl:text>! </xsl:text>
  <xsl:choose>
    <xsl:when test="$gate"><xsl:value-of select="concat('Secure Client on the ASA ', $gate/@key)"/></xsl:when>
    <xsl:otherwise>Secure Client: service profiles</xsl:otherwise>
  </xsl:choose>
  <xsl:text>, made from</xsl:text>
  <xsl:for-each select="$own">
    <xsl:text> </xsl:text>
    <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@source"/></xsl:call-template>
  </xsl:for-each>
  <xsl:text>&#10;! Copy what is in disk0/ onto the flash first, then paste this in configuration mode.&#10;</xsl:text>
</xsl:template>

</xsl:stylesheet>
