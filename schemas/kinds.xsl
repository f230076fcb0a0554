<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- kinds.xml to C: acp_kinds[] of schema/schema.h. Run as xsltproc kinds.xsl kinds.xml. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="str">
  <xsl:include href="c.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/kinds">
    <xsl:text>/* Made from schemas/kinds.xml; do not edit. */&#10;#include "schema/schema.h"&#10;&#10;</xsl:text>
    <xsl:for-each select="kind[not(@json = preceding-sibling::kind/@json)]/@json">
      <xsl:value-of select="concat('extern const char acp_json_', ., '[];&#10;')"/>
    </xsl:for-each>
    <xsl:apply-templates select="kind" mode="lists"/>
    <xsl:text>const acp_kind_row acp_kinds[ACP_KIND_COUNT] = {&#10;</xsl:text>
    <xsl:apply-templates select="kind"/>
    <xsl:text>};&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="kind" mode="lists">
    <xsl:call-template name="list">
      <xsl:with-param name="name" select="concat('roots_', @id)"/>
      <xsl:with-param name="items" select="root"/>
    </xsl:call-template>
    <xsl:call-template name="list">
      <xsl:with-param name="name" select="concat('files_', @id)"/>
      <xsl:with-param name="items" select="file"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="list">
    <xsl:param name="name"/>
    <xsl:param name="items"/>
    <xsl:value-of select="concat('static const char *const ', $name, '[] = {')"/>
    <xsl:for-each select="$items">
      <xsl:call-template name="c-string">
        <xsl:with-param name="text" select="."/>
      </xsl:call-template>
      <xsl:text>, </xsl:text>
    </xsl:for-each>
    <xsl:text>NULL};&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="kind">
    <xsl:variable name="schema" select="/kinds/schema[@name = current()/@schema]"/>
    <xsl:if test="@schema and not($schema)">
      <xsl:message terminate="yes">kinds.xml: no such schema: <xsl:value-of select="@schema"/></xsl:message>
    </xsl:if>
    <xsl:value-of select="concat('    [ACP_KIND_', @id, '] = {&#10;')"/>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">name</xsl:with-param>
      <xsl:with-param name="value" select="@name"/>
    </xsl:call-template>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">label</xsl:with-param>
      <xsl:with-param name="value" select="@label"/>
    </xsl:call-template>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">file</xsl:with-param>
      <xsl:with-param name="value" select="@place"/>
    </xsl:call-template>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">ns</xsl:with-param>
      <xsl:with-param name="value" select="document($schema[not(../kind[@schema = current()/@schema]/@json)]/@file, /)/*/@targetNamespace"/>
    </xsl:call-template>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">schema_file</xsl:with-param>
      <xsl:with-param name="value" select="@location"/>
    </xsl:call-template>
    <xsl:value-of select="concat('        .roots = roots_', @id, ',&#10;        .files = files_', @id, ',&#10;')"/>
    <xsl:if test="@json">
      <xsl:value-of select="concat('        .json_schema = acp_json_', @json, ',&#10;')"/>
    </xsl:if>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">syntax</xsl:with-param>
      <xsl:with-param name="value" select="@syntax"/>
    </xsl:call-template>
    <xsl:text>        .schema = </xsl:text>
    <xsl:choose>
      <xsl:when test="$schema"><xsl:value-of select="count($schema/preceding-sibling::schema)"/></xsl:when>
      <xsl:otherwise>-1</xsl:otherwise>
    </xsl:choose>
    <xsl:text>,&#10;    },&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
