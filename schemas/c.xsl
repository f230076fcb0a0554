<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Bits of C that schema.xsl and kinds.xsl both write. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="str">

  <!-- A string literal. -->
  <xsl:template name="c-string">
    <xsl:param name="text"/>
    <xsl:value-of select="concat('&quot;',
        str:replace(str:replace(string($text), '\', '\\'), '&quot;', '\&quot;'), '&quot;')"/>
  </xsl:template>

  <!-- .name = "value", where there is a value (it may be empty); else C leaves the field NULL. -->
  <xsl:template name="c-field">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:if test="$value">
      <xsl:value-of select="concat('        .', $name, ' = ')"/>
      <xsl:call-template name="c-string">
        <xsl:with-param name="text" select="normalize-space($value)"/>
      </xsl:call-template>
      <xsl:text>,&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- 4.3 as ACP_VERSION(4, 3); nothing as 0. -->
  <xsl:template name="c-version">
    <xsl:param name="version"/>
    <xsl:choose>
      <xsl:when test="string($version)">
        <xsl:value-of select="concat('ACP_VERSION(', substring-before($version, '.'), ', ',
            substring-after($version, '.'), ')')"/>
      </xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
