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

<xsl:key name="limit" match="limit" use="concat(@document, ' ', @entry)"/>

<xsl:variable name="target" select="string(/deployment/@target)"/>
<xsl:variable name="o" select="/deployment/option"/>
<xsl:variable name="documents" select="/deployment/document[not(@d:default)]"/>
<xsl:variable name="policy" select="$documents[@kind = 'local-policy']/*"/>
<xsl:variable name="certificate" select="string($o[@name = 'certificate'])"/>

<!-- host/@slug @path @served and what an entry has; only the entries of users: Linux has no management
     tunnel. -->
<xsl:variable name="host-tree">
  <xsl:for-each select="$entries[@kind = 'vpn']">
    <xsl:variable name="number" select="number(@number)"/>
    <xsl:variable name="entry" select="$documents[@index = current()/@index]/*/ServerList/HostEntry[$number]"/>
    <host served="{($target = 'swanctl') = (@standard = 'true') and not(@standard = 'true' and @method = 'EAP-AnyConnect')}">
      <xsl:copy-of select="@*"/>
      <xsl:attribute name="slug"><xsl:call-template name="slug"/></xsl:attribute>
      <!-- A group is a text, to be written as a URL has it; the path of an address is one. -->
      <xsl:attribute name="path">
        <xsl:choose>
          <xsl:when test="string($entry/UserGroup)">
            <xsl:value-of select="str:replace(str:encode-uri(@group, false()), '?', '%3F')"/>
          </xsl:when>
          <xsl:otherwise><xsl:value-of select="@group"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:copy-of select="gate"/>
    </host>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="hosts" select="exsl:node-set($host-tree)/host"/>
<!-- Those there is a file for. -->
<xsl:variable name="made" select="$hosts[@served = 'true']"/>

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

<!-- Of two entries with the same name the second becomes NAME+2: no name of ours has a plus. -->
<xsl:template name="file-name">
  <xsl:variable name="before" select="count(preceding-sibling::host[@slug = current()/@slug])"/>
  <xsl:value-of select="@slug"/>
  <xsl:if test="$before"><xsl:value-of select="concat('+', $before + 1)"/></xsl:if>
</xsl:template>

<!-- "Office" of users.xml, for a comment. -->
<xsl:template name="title">
  <xsl:text>"</xsl:text>
  <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@name"/></xsl:call-template>
  <xsl:text>" of </xsl:text>
  <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@file"/></xsl:call-template>
</xsl:template>

<!-- ==== what is said once ================================================================= -->

<!-- left-out: why there is no file for other hosts than those that are made. -->
<xsl:template name="linux-notes">
  <xsl:param name="left-out"/>
  <xsl:for-each select="$documents[@kind = 'mgmt']">
    <note><xsl:value-of select="concat(@file, ': left out, there is no management tunnel on Linux')"/></note>
  </xsl:for-each>
  <xsl:for-each select="$hosts[@served = 'false']">
    <note>
      <xsl:value-of select="concat(@file, ': entry ')"/>
      <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@name"/></xsl:call-template>
      <xsl:value-of select="concat(' is left out: ', $left-out)"/>
    </note>
  </xsl:for-each>
  <!-- A setting of the whole profile that some entries do not have is named once. -->
  <xsl:for-each select="$limits[@setting]">
    <xsl:variable name="again" select="@shared and preceding-sibling::limit[@shared and @document = current()/@document]"/>
    <xsl:if test="not($again) and (@policy or @entry or $made[@index = current()/@document])">
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
