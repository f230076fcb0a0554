<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- The schemas that kinds.xml lists to C: acp_settings[] and acp_schemas[] of schema/schema.h.
     Run as xsltproc schema.xsl kinds.xml with the parameter made.

     Two passes. The first follows types and groups and gives one tree of <setting> elements, each
     with its attribute settings first and its child settings after them. The second numbers them
     depth-first and writes a row for each. It takes the part of XML Schema that README.md names
     and stops the build at anything else. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:acp="urn:acprof:schema"
                xmlns:str="http://exslt.org/strings" xmlns:exsl="http://exslt.org/common"
                extension-element-prefixes="str exsl" exclude-result-prefixes="xs acp">
  <xsl:include href="c.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:key name="type" match="xs:schema/xs:complexType | xs:schema/xs:simpleType" use="@name"/>
  <!-- Directory, with a slash, where mkxsd puts what it makes of JSON Schemas. -->
  <xsl:param name="made"/>
  <!-- Settings of one pane of one schema. -->
  <xsl:key name="pane" match="setting[@pane]" use="concat(ancestor::schema/@name, '|', @pane)"/>
  <xsl:key name="group" match="xs:schema/xs:attributeGroup" use="@name"/>

  <xsl:template match="/kinds">
    <xsl:variable name="expanded">
      <xsl:for-each select="schema">
        <xsl:variable name="name" select="@name"/>
        <xsl:variable name="json" select="substring-before(@file, '.schema.json')"/>
        <xsl:variable name="xsd">
          <xsl:if test="$json"><xsl:value-of select="concat($made, $json, '.xsd')"/></xsl:if>
          <xsl:if test="not($json)"><xsl:value-of select="@file"/></xsl:if>
        </xsl:variable>
        <schema name="{@name}" json="{$json}">
          <xsl:for-each select="document($xsd, /)/xs:schema">
            <xsl:copy-of select="@targetNamespace"/>
            <xsl:if test="xs:element[@name != $name][not(@type) or @type != ../xs:element[@name = $name]/@type]">
              <xsl:message terminate="yes">schema <xsl:value-of select="$name"/>: every root must have the type of the first</xsl:message>
            </xsl:if>
            <xsl:apply-templates select="xs:simpleType" mode="expand"/>
            <xsl:apply-templates select="xs:element[@name = $name]" mode="expand"/>
          </xsl:for-each>
        </schema>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="schemas" select="exsl:node-set($expanded)/schema"/>

    <xsl:text>/* Made from the schemas in schemas/kinds.xml; do not edit. */&#10;</xsl:text>
    <xsl:text>#include "schema/schema.h"&#10;&#10;</xsl:text>
    <xsl:apply-templates select="$schemas/type[value]"/>
    <xsl:text>const acp_setting acp_settings[] = {&#10;</xsl:text>
    <xsl:apply-templates select="$schemas/setting"/>
    <xsl:text>};&#10;</xsl:text>
    <xsl:value-of select="concat('const unsigned acp_setting_total = ', count($schemas//setting),
        ';&#10;&#10;')"/>
    <xsl:apply-templates select="$schemas" mode="panes"/>
    <xsl:apply-templates select="$schemas[@json = '']" mode="text"/>
    <xsl:text>const acp_schema acp_schemas[] = {&#10;</xsl:text>
    <xsl:apply-templates select="$schemas"/>
    <xsl:text>};&#10;</xsl:text>
    <xsl:value-of select="concat('const unsigned acp_schema_total = ', count($schemas), ';&#10;')"/>
  </xsl:template>

  <!-- First pass -->

  <xsl:template match="xs:simpleType" mode="expand">
    <xsl:if test="not(xs:restriction/@base[. = 'xs:string' or . = 'xs:integer'])">
      <xsl:message terminate="yes">simpleType <xsl:value-of select="@name"/>: the base must be xs:string or xs:integer</xsl:message>
    </xsl:if>
    <xsl:for-each select="xs:restriction/*[not(self::xs:enumeration or self::xs:minInclusive or
        self::xs:maxInclusive or self::xs:minLength or self::xs:maxLength or self::xs:whiteSpace)]">
      <xsl:message terminate="yes">simpleType <xsl:value-of select="../../@name"/>: <xsl:value-of select="name()"/> is not supported</xsl:message>
    </xsl:for-each>
    <type name="{@name}" base="{xs:restriction/@base}" boolean="{@acp:is = 'boolean'}">
      <xsl:for-each select="xs:restriction/*[not(self::xs:enumeration)]">
        <xsl:attribute name="{local-name()}"><xsl:value-of select="@value"/></xsl:attribute>
      </xsl:for-each>
      <xsl:for-each select="xs:restriction/xs:enumeration">
        <value name="{@value}" since="{@acp:since}">
          <xsl:copy-of select="@acp:help | @acp:stands-for | @acp:platforms"/>
        </value>
      </xsl:for-each>
    </type>
  </xsl:template>

  <xsl:template match="xs:element" mode="expand">
    <xsl:variable name="named" select="key('type', @type)[self::xs:complexType]"/>
    <xsl:variable name="complex" select="xs:complexType | $named"/>
    <xsl:variable name="box" select="$complex/*[self::xs:sequence or self::xs:all or self::xs:choice]"/>
    <xsl:variable name="text" select="$complex/xs:simpleContent/xs:extension"/>
    <xsl:if test="not($box or $text or @type and not($complex))">
      <xsl:message terminate="yes">element <xsl:value-of select="@name"/>: neither a named type, nor child elements, nor simple content</xsl:message>
    </xsl:if>
    <xsl:variable name="facts" select="(self::*[xs:annotation] | document(/xs:schema/@acp:like, /)//
        xs:element[@name = current()/@name][not(current()/xs:annotation)])/xs:annotation/xs:appinfo/acp:setting"/>
    <!-- A lent one is for text XSD cannot state here either, not for a type of the borrower's own. -->
    <xsl:variable name="text-type" select="$facts/@text-type[$box or current()/xs:annotation]"/>
    <!-- XML Schema counts nothing in a choice that repeats; the structure check counts there. -->
    <xsl:variable name="in-choice" select="boolean(parent::xs:choice)"/>
    <xsl:if test="$in-choice != boolean($facts/@occurs) or $in-choice and (@minOccurs or @maxOccurs)">
      <xsl:message terminate="yes">element <xsl:value-of select="@name"/>: inside xs:choice, and only there, acp:setting says how often it occurs</xsl:message>
    </xsl:if>
    <setting name="{@name}" attribute="0">
      <xsl:call-template name="described"/>
      <xsl:attribute name="content">
        <xsl:choose>
          <xsl:when test="$box and $complex/@mixed = 'true'">MIXED</xsl:when>
          <xsl:when test="$box">ELEMENTS</xsl:when>
          <xsl:otherwise>TEXT</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="any-order">
        <xsl:value-of select="number(boolean($box[self::xs:all or self::xs:choice]))"/>
      </xsl:attribute>
      <xsl:attribute name="min">
        <xsl:call-template name="or-1">
          <xsl:with-param name="value">
            <xsl:value-of select="@minOccurs"/>
            <xsl:value-of select="substring-before($facts/@occurs, '..')"/>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:attribute>
      <xsl:attribute name="max">
        <xsl:call-template name="or-1">
          <xsl:with-param name="value">
            <xsl:value-of select="@maxOccurs"/>
            <xsl:value-of select="substring-after($facts/@occurs, '..')"/>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:attribute>
      <xsl:attribute name="text">
        <xsl:choose>
          <xsl:when test="$text-type"><xsl:value-of select="$text-type"/></xsl:when>
          <xsl:when test="$box[../@mixed = 'true']">xs:string</xsl:when>
          <xsl:when test="$box"/>
          <xsl:when test="$text"><xsl:value-of select="$text/@base"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="@type"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="loose">
        <xsl:value-of select="number($complex/@mixed = 'true' or boolean($text-type))"/>
      </xsl:attribute>
      <xsl:apply-templates select="($complex | $text)/xs:attribute |
          key('group', ($complex | $text)/xs:attributeGroup/@ref)/xs:attribute" mode="expand"/>
      <xsl:apply-templates select="$box/*" mode="expand"/>
    </setting>
  </xsl:template>

  <xsl:template match="xs:attribute" mode="expand">
    <xsl:if test="not(@type)">
      <xsl:message terminate="yes">attribute <xsl:value-of select="@name"/> needs a named type</xsl:message>
    </xsl:if>
    <setting name="{@name}" attribute="1" content="TEXT" any-order="0" text="{@type}" loose="0"
             min="{number(@use = 'required')}" max="1">
      <xsl:copy-of select="@default"/>
      <xsl:call-template name="described"/>
    </setting>
  </xsl:template>

  <xsl:template match="xs:*" mode="expand">
    <xsl:message terminate="yes"><xsl:value-of select="name()"/> is not supported here</xsl:message>
  </xsl:template>

  <!-- What the annotation says, as attributes. An element without one is described where
       acp:like of its schema says, under the same name. -->
  <xsl:template name="described">
    <xsl:variable name="lent" select="document(/xs:schema/@acp:like, /)//
        xs:element[@name = current()/@name][not(current()/xs:annotation)]"/>
    <xsl:variable name="no-defaults" select="$lent and /xs:schema/@acp:borrow-defaults = 'false'"/>
    <xsl:variable name="annotation" select="(self::*[xs:annotation] | $lent)/xs:annotation"/>
    <xsl:variable name="facts" select="$annotation/xs:appinfo/acp:setting"/>
    <xsl:if test="not(count($annotation) = 1 and $facts/@label and $facts/@platforms and
                      $facts/@source and $facts[@attested = 'true' or @attested = 'false'] and
                      normalize-space($annotation/xs:documentation))">
      <xsl:message terminate="yes"><xsl:value-of select="@name"/> needs a documentation and an acp:setting with label, platforms, attested and source</xsl:message>
    </xsl:if>
    <xsl:copy-of select="$facts/@*[name() != 'text-type' and name() != 'occurs' and not($no-defaults and
        (starts-with(name(), 'default') or starts-with(name(), 'effective')))]"/>
    <xsl:attribute name="help"><xsl:value-of select="normalize-space($annotation/xs:documentation)"/></xsl:attribute>
    <!-- The guide goes through the editor from top to bottom. -->
    <xsl:attribute name="line">
      <xsl:variable name="line" select="substring-before(concat(translate(substring-after($facts/@source, ':L'), '-', ' '), ' '), ' ')"/>
      <xsl:value-of select="$line"/>
      <xsl:if test="$line = ''">1000000</xsl:if>
    </xsl:attribute>
  </xsl:template>

  <xsl:template name="or-1">
    <xsl:param name="value"/>
    <xsl:choose>
      <xsl:when test="$value = 'unbounded' or $value = 'n'">ACP_UNBOUNDED</xsl:when>
      <xsl:when test="string($value)"><xsl:value-of select="$value"/></xsl:when>
      <xsl:otherwise>1</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Second pass -->

  <xsl:template match="type">
    <xsl:value-of select="concat('static const acp_value ', ../@name, '_', @name, '[] = {&#10;')"/>
    <xsl:for-each select="value">
      <xsl:text>    {"</xsl:text>
      <xsl:value-of select="@name"/>
      <xsl:text>", </xsl:text>
      <xsl:call-template name="c-version"><xsl:with-param name="version" select="@since"/></xsl:call-template>
      <xsl:text>, </xsl:text>
      <xsl:choose>
        <xsl:when test="@acp:help">
          <xsl:call-template name="c-string"><xsl:with-param name="text" select="@acp:help"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>NULL</xsl:otherwise>
      </xsl:choose>
      <xsl:text>, </xsl:text>
      <xsl:choose>
        <xsl:when test="@acp:stands-for">
          <xsl:call-template name="c-string"><xsl:with-param name="text" select="@acp:stands-for"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>NULL</xsl:otherwise>
      </xsl:choose>
      <xsl:text>, </xsl:text>
      <xsl:call-template name="c-platforms"><xsl:with-param name="list" select="@acp:platforms"/></xsl:call-template>
      <xsl:text>},&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>};&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="id">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="$of">
        <xsl:value-of select="count($of/preceding::setting) + count($of/ancestor::setting)"/>
      </xsl:when>
      <xsl:otherwise>ACP_NO_SETTING</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="link">
    <xsl:param name="name"/>
    <xsl:param name="to"/>
    <xsl:value-of select="concat('        .', $name, ' = ')"/>
    <xsl:call-template name="id"><xsl:with-param name="of" select="$to"/></xsl:call-template>
    <xsl:text>,&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="number">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:value-of select="concat('        .', $name, ' = ', $value, ',&#10;')"/>
  </xsl:template>

  <xsl:template match="setting">
    <xsl:text>    [</xsl:text>
    <xsl:call-template name="id"><xsl:with-param name="of" select="."/></xsl:call-template>
    <xsl:value-of select="concat('] = {&#10;        .name = &quot;', @name, '&quot;,&#10;')"/>
    <xsl:call-template name="number">
      <xsl:with-param name="name">name_len</xsl:with-param>
      <xsl:with-param name="value" select="string-length(@name)"/>
    </xsl:call-template>
    <xsl:call-template name="link">
      <xsl:with-param name="name">parent</xsl:with-param>
      <xsl:with-param name="to" select="parent::setting"/>
    </xsl:call-template>
    <xsl:call-template name="link">
      <xsl:with-param name="name">first_child</xsl:with-param>
      <xsl:with-param name="to" select="setting[@attribute = 0][1]"/>
    </xsl:call-template>
    <xsl:call-template name="link">
      <xsl:with-param name="name">first_attribute</xsl:with-param>
      <xsl:with-param name="to" select="setting[@attribute = 1][1]"/>
    </xsl:call-template>
    <xsl:call-template name="link">
      <xsl:with-param name="name">next</xsl:with-param>
      <xsl:with-param name="to" select="following-sibling::setting[@attribute = current()/@attribute][1]"/>
    </xsl:call-template>
    <xsl:value-of select="concat('        .is_attribute = ', @attribute,
        ',&#10;        .content = ACP_CONTENT_', @content,
        ',&#10;        .any_order = ', @any-order,
        ',&#10;        .attested = ', number(@attested = 'true'),
        ',&#10;        .loose = ', @loose,
        ',&#10;        .unordered = ', number(@unordered = 'true'),
        ',&#10;        .min_occurs = ', @min,
        ',&#10;        .max_occurs = ', @max, ',&#10;')"/>
    <xsl:call-template name="text-type"/>
    <xsl:call-template name="facts"/>
    <xsl:text>    },&#10;</xsl:text>
    <xsl:apply-templates select="setting"/>
  </xsl:template>

  <xsl:template name="text-type">
    <xsl:variable name="type" select="ancestor::schema/type[@name = current()/@text]"/>
    <xsl:choose>
      <xsl:when test="@text = ''">        .type = ACP_TYPE_NONE,&#10;</xsl:when>
      <xsl:when test="@text = 'xs:string'">        .type = ACP_TYPE_STRING,&#10;</xsl:when>
      <xsl:when test="@text = 'xs:unsignedInt'">
        <xsl:text>        .type = ACP_TYPE_UNSIGNED,&#10;        .collapse = 1,&#10;        .max = 4294967295,&#10;</xsl:text>
      </xsl:when>
      <xsl:when test="not($type)">
        <xsl:message terminate="yes"><xsl:value-of select="@name"/>: no type <xsl:value-of select="@text"/></xsl:message>
      </xsl:when>
      <xsl:when test="$type/@base = 'xs:integer'">
        <xsl:value-of select="concat('        .type = ACP_TYPE_INTEGER,&#10;        .collapse = 1,&#10;        .min = ',
            $type/@minInclusive, ',&#10;        .max = ', $type/@maxInclusive, ',&#10;')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="string-type"><xsl:with-param name="type" select="$type"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="string-type">
    <xsl:param name="type"/>
    <xsl:value-of select="concat('        .collapse = ', number($type/@whiteSpace = 'collapse'), ',&#10;        .type = ')"/>
    <xsl:choose>
      <xsl:when test="$type/@boolean = 'true'">ACP_TYPE_BOOLEAN,&#10;</xsl:when>
      <xsl:when test="$type/value">ACP_TYPE_ENUM,&#10;</xsl:when>
      <xsl:otherwise>ACP_TYPE_STRING,&#10;</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$type/value">
      <xsl:value-of select="concat('        .value_count = ', count($type/value),
          ',&#10;        .values = ', $type/../@name, '_', $type/@name, ',&#10;')"/>
    </xsl:if>
    <xsl:if test="$type/@maxLength">
      <xsl:value-of select="concat('        .min = ', number(concat('0', $type/@minLength)),
          ',&#10;        .max = ', $type/@maxLength, ',&#10;')"/>
    </xsl:if>
  </xsl:template>

  <!-- Bits of a comma list of platforms; 0 if there is none. -->
  <xsl:template name="c-platforms">
    <xsl:param name="list"/>
    <xsl:if test="not(string($list))">0</xsl:if>
    <xsl:for-each select="str:tokenize($list, ',')">
      <xsl:if test="position() > 1"> | </xsl:if>
      <xsl:choose>
        <xsl:when test=". = 'all'">ACP_PLATFORMS_ALL</xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="concat('ACP_', translate(., 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'))"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="facts">
    <xsl:text>        .platforms = </xsl:text>
    <xsl:call-template name="c-platforms"><xsl:with-param name="list" select="@platforms"/></xsl:call-template>
    <xsl:text>,&#10;        .since = </xsl:text>
    <xsl:call-template name="c-version"><xsl:with-param name="version" select="@since"/></xsl:call-template>
    <xsl:text>,&#10;</xsl:text>
    <xsl:if test="@default-before">
      <xsl:text>        .default_before = </xsl:text>
      <xsl:call-template name="c-version">
        <xsl:with-param name="version" select="substring-before(@default-before, ' ')"/>
      </xsl:call-template>
      <xsl:value-of select="concat(',&#10;        .default_before_value = &quot;', substring-after(@default-before, ' '), '&quot;,&#10;')"/>
    </xsl:if>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">default_value</xsl:with-param>
      <xsl:with-param name="value" select="@default"/>
    </xsl:call-template>
    <xsl:call-template name="c-field">
      <xsl:with-param name="name">effective</xsl:with-param>
      <xsl:with-param name="value" select="@effective | @default[not(../@effective)]"/>
    </xsl:call-template>
    <xsl:for-each select="@effective-reason | @unit | @value-type | @stricter | @label | @pane | @help | @depends | @source">
      <xsl:call-template name="c-field">
        <xsl:with-param name="name" select="translate(name(), '-', '_')"/>
        <xsl:with-param name="value" select="."/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- Panes of the vendor's editor in its order, settings it does not have behind; last what stands
       on no pane. -->
  <xsl:template match="schema" mode="panes">
    <xsl:variable name="schema" select="."/>
    <xsl:variable name="panes">
      <xsl:for-each select=".//setting[@pane][generate-id() = generate-id(key('pane', concat($schema/@name, '|', @pane))[1])]">
        <xsl:variable name="pane" select="@pane"/>
        <pane title="{$pane}" other="{number($pane = 'Other')}">
          <xsl:for-each select="$schema//setting[@pane = $pane]">
            <xsl:sort select="@line" data-type="number"/>
            <xsl:if test="position() = 1"><xsl:copy-of select="@line"/></xsl:if>
          </xsl:for-each>
          <xsl:apply-templates select="$schema/setting" mode="pane">
            <xsl:with-param name="pane" select="$pane"/>
          </xsl:apply-templates>
        </pane>
      </xsl:for-each>
      <pane title="Settings" other="2">
        <xsl:apply-templates select="setting" mode="pane"/>
      </pane>
    </xsl:variable>
    <xsl:for-each select="exsl:node-set($panes)/pane[member]">
      <xsl:value-of select="concat('static const acp_setting_id ', $schema/@name, '_pane_',
          count(preceding-sibling::pane), '[] = {')"/>
      <xsl:for-each select="member"><xsl:value-of select="concat(., ', ')"/></xsl:for-each>
      <xsl:text>};&#10;</xsl:text>
    </xsl:for-each>
    <xsl:value-of select="concat('static const acp_pane ', $schema/@name, '_panes[] = {&#10;')"/>
    <xsl:for-each select="exsl:node-set($panes)/pane[member]">
      <xsl:sort select="@other" data-type="number"/>
      <xsl:sort select="@line" data-type="number"/>
      <xsl:text>    {"</xsl:text>
      <xsl:call-template name="pane-name"/>
      <xsl:value-of select="concat('&quot;, &quot;', @title, '&quot;, ', $schema/@name, '_pane_',
          count(preceding-sibling::pane), ', ', count(member), '},&#10;')"/>
    </xsl:for-each>
    <xsl:text>};&#10;</xsl:text>
  </xsl:template>

  <!-- "Preferences (Part 1)" as it is typed: preferences-1. -->
  <xsl:template name="pane-name">
    <xsl:variable name="small" select="translate(@title, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ()', 'abcdefghijklmnopqrstuvwxyz-')"/>
    <xsl:value-of select="concat(substring-before(concat($small, '-part-'), '-part-'),
        substring(concat('-', substring-after($small, '-part-')), 1 div contains($small, '-part-')))"/>
  </xsl:template>

  <!-- Elements that stand on a pane ('': on none, with a value), each before those in it. -->
  <xsl:template match="setting[@attribute = 0]" mode="pane">
    <xsl:param name="pane" select="''"/>
    <xsl:if test="string(@pane) = $pane and (@pane or @content != 'ELEMENTS')">
      <member><xsl:call-template name="id"><xsl:with-param name="of" select="."/></xsl:call-template></member>
    </xsl:if>
    <xsl:apply-templates select="setting[@attribute = 0]" mode="pane">
      <xsl:sort select="@line" data-type="number"/>
      <xsl:with-param name="pane" select="$pane"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="schema" mode="text">
    <xsl:value-of select="concat('extern const unsigned char acp_xsd_', @name, '[], acp_xsd_', @name, '_end[];&#10;')"/>
  </xsl:template>

  <xsl:template match="schema">
    <xsl:text>    {"</xsl:text>
    <xsl:value-of select="concat(@name, '&quot;, ', count(preceding::setting), ', ', count(.//setting), ', ')"/>
    <xsl:choose>
      <xsl:when test="@targetNamespace">
        <xsl:call-template name="c-string"><xsl:with-param name="text" select="@targetNamespace"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>NULL</xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="@json = ''">
        <xsl:value-of select="concat(',&#10;     acp_xsd_', @name, ', acp_xsd_', @name, '_end,&#10;')"/>
      </xsl:when>
      <xsl:otherwise>, NULL, NULL,&#10;</xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat('     ', @name, '_panes, sizeof ', @name, '_panes / sizeof *', @name, '_panes},&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
