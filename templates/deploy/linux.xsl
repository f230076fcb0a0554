<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- What the files for other clients on Linux have in common: a name for each, and a note of what a
     profile asks for and such a client does not do. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="str"
                exclude-result-prefixes="d exsl">
<xsl:import href="entries.xsl"/>
<xsl:import href="linux-limits.xsl"/>

<xsl:key name="slug" match="host" use="@slug"/>
<!-- Those there is a file for: those of a profile, and that of an entry. -->
<xsl:key name="made" match="host[@served = 'true']" use="@index"/>
<xsl:key name="made" match="host[@served = 'true']" use="concat(@index, ' ', @number)"/>
<xsl:key name="limit" match="limit" use="concat(@document, ' ', @entry)"/>
<xsl:key name="shared" match="limit[@shared]" use="@document"/>

<xsl:variable name="target" select="string(/deployment/@target)"/>
<xsl:variable name="o" select="/deployment/option"/>
<xsl:variable name="documents" select="/deployment/document[not(@d:default)]"/>
<xsl:variable name="policy" select="$documents[@kind = 'local-policy']/*"/>
<xsl:variable name="certificate" select="string($o[@name = 'certificate'])"/>

<!-- host/@slug @path @served @reconnect @proxy @proxy-address and what an entry has; only the entries
     of users: Linux has no management tunnel. -->
<xsl:variable name="host-tree">
  <xsl:for-each select="$documents[@kind = 'vpn']">
    <xsl:variable name="index" select="@index"/>
    <xsl:variable name="settings" select="*/ClientInitialization"/>
    <xsl:for-each select="exsl:node-set($entry-tree)">
      <xsl:for-each select="key('entry', $index)">
        <host served="{($target = 'swanctl') = (@standard = 'true') and not(@standard = 'true' and @method = 'EAP-AnyConnect')}"
              reconnect="{normalize-space($settings/AutoReconnect/text()[1])}"
              proxy="{normalize-space($settings/ProxySettings/text()[1])}"
              proxy-address="{$settings/ProxySettings/PublicProxyServerAddress}">
          <xsl:copy-of select="@*"/>
          <xsl:attribute name="slug"><xsl:call-template name="slug"/></xsl:attribute>
          <xsl:attribute name="path">
            <xsl:choose>
              <xsl:when test="@named"><xsl:value-of select="str:replace(str:encode-uri(@group, false()), '?', '%3F')"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="@group"/></xsl:otherwise>
            </xsl:choose>
          </xsl:attribute>
          <xsl:copy-of select="gate"/>
        </host>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="hosts" select="exsl:node-set($host-tree)/host"/>

<!-- ==== files ============================================================================= -->

<!-- A stylesheet that imports this one says what there is for a host (mode "file"), why there is
     nothing for others, and what to do if there is nothing at all. -->
<xsl:variable name="left-out"/>
<xsl:variable name="nothing"/>

<xsl:template match="/deployment">
  <files>
    <xsl:call-template name="notes"/>
    <xsl:if test="not($hosts[@served = 'true'])"><refuse><xsl:value-of select="$nothing"/></refuse></xsl:if>
    <!-- Of two entries with the same name the second becomes NAME+2: no name of ours has a plus. -->
    <xsl:for-each select="$hosts[generate-id() = generate-id(key('slug', @slug)[1])]">
      <xsl:for-each select="key('slug', @slug)">
        <xsl:if test="@served = 'true'">
          <xsl:apply-templates select="." mode="file">
            <xsl:with-param name="name">
              <xsl:value-of select="@slug"/>
              <xsl:if test="position() != 1"><xsl:value-of select="concat('+', position())"/></xsl:if>
            </xsl:with-param>
          </xsl:apply-templates>
        </xsl:if>
      </xsl:for-each>
    </xsl:for-each>
  </files>
</xsl:template>

<!-- ==== names ============================================================================= -->

<!-- Of the name of an entry, or of its gateway if there is no letter in it that can be kept. -->
<xsl:template name="slug">
  <xsl:variable name="name"><xsl:call-template name="plain-name"><xsl:with-param name="text" select="substring(@name, 1, 64)"/></xsl:call-template></xsl:variable>
  <xsl:variable name="gate"><xsl:call-template name="plain-name"><xsl:with-param name="text" select="substring(gate[1]/@host, 1, 64)"/></xsl:call-template></xsl:variable>
  <xsl:variable name="plain">
    <xsl:choose>
      <xsl:when test="translate($name, '._-', '')"><xsl:value-of select="$name"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$gate"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <!-- A leading dot would hide the file, a leading minus make an option of it. A dot would end the
       name of a section of swanctl.conf. -->
  <xsl:variable name="safe" select="concat(translate(substring($plain, 1, 1), '.-', '__'), substring($plain, 2))"/>
  <xsl:variable name="small" select="translate($safe, $upper, $lower)"/>
  <xsl:choose>
    <xsl:when test="$target = 'swanctl'"><xsl:value-of select="translate($small, '.', '_')"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="$small"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- "Office" of users.xml, for a comment. -->
<xsl:template name="title">
  <xsl:text>"</xsl:text>
  <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@name"/></xsl:call-template>
  <xsl:text>" of </xsl:text>
  <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@file"/></xsl:call-template>
</xsl:template>

<!-- ==== what is said once ================================================================= -->

<xsl:template name="notes">
  <xsl:for-each select="$documents[@kind = 'mgmt']">
    <note><xsl:value-of select="concat(@file, ': left out, there is no management tunnel on Linux')"/></note>
  </xsl:for-each>
  <xsl:for-each select="$hosts[@served = 'false']">
    <note>
      <xsl:value-of select="concat(@file, ': entry ')"/>
      <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@name"/></xsl:call-template>
      <xsl:text> is left out: </xsl:text>
      <xsl:choose>
        <xsl:when test="@standard = 'true' and @method = 'EAP-AnyConnect'">EAP-AnyConnect is known to the vendor's client only</xsl:when>
        <xsl:otherwise><xsl:value-of select="$left-out"/></xsl:otherwise>
      </xsl:choose>
    </note>
  </xsl:for-each>
  <!-- A setting of the whole profile that some entries do not have is named once. -->
  <xsl:for-each select="exsl:node-set($limit-tree)/limit[@setting]">
    <xsl:if test="not(@shared) or generate-id() = generate-id(key('shared', @document)[1])">
      <ignored document="{@document}" setting="{@setting}"><xsl:value-of select="."/></ignored>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<!-- Comment lines for the host that is the context. -->
<xsl:template name="limits">
  <xsl:param name="client"/>
  <xsl:variable name="host" select="."/>
  <xsl:for-each select="exsl:node-set($limit-tree)">
    <xsl:call-template name="limits-of">
      <xsl:with-param name="client" select="$client"/>
      <xsl:with-param name="mine" select="key('limit', concat($host/@index, ' ')) | key('limit', concat($host/@index, ' ', $host/@number)) | $policy-limits"/>
    </xsl:call-template>
  </xsl:for-each>
</xsl:template>

<xsl:template name="limits-of">
  <xsl:param name="client"/>
  <xsl:param name="mine"/>
  <xsl:choose>
    <xsl:when test="$mine">
      <xsl:value-of select="concat('#&#10;# What is asked for and ', $client, ' does not do:&#10;')"/>
      <xsl:for-each select="$mine">
        <xsl:value-of select="concat('# - ', @label, ': ', ., '&#10;')"/>
      </xsl:for-each>
    </xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="concat('#&#10;# Nothing is asked for that ', $client, ' does not do.&#10;')"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
