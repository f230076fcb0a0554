<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Target transforms: Profiles/ACTransforms.xml. The Linux installer looks for start tag, value and
     end tag on one line, and finds a setting in a comment as well: so each stands on a line of its
     own, the list of servers too, and there are no comments. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="urn:acprof:deploy" exclude-result-prefixes="d">
  <xsl:variable name="policy" select="/deployment/document[@kind='local-policy']/*"/>
  <xsl:variable name="transforms" select="/deployment/document[@kind='transforms']/*"/>

  <xsl:template match="/deployment">
    <files>
      <file path="Profiles/ACTransforms.xml">
        <xsl:text>&lt;?xml version="1.0" encoding="UTF-8"?&gt;&#10;&lt;ACTransforms&gt;&#10;</xsl:text>
        <xsl:call-template name="switch">
          <xsl:with-param name="name" select="'DisableVPN'"/>
          <xsl:with-param name="option" select="option[@name='disable-vpn']"/>
        </xsl:call-template>
        <xsl:call-template name="switch">
          <xsl:with-param name="name" select="'DisableCustomerExperienceFeedback'"/>
          <xsl:with-param name="option" select="option[@name='disable-feedback']"/>
        </xsl:call-template>
        <xsl:apply-templates mode="line"
            select="$policy/*[not(*)] | $policy/UpdatePolicy/*"/>
        <xsl:apply-templates mode="other" select="$transforms/*[not(@d:default)]"/>
        <xsl:text>&lt;/ACTransforms&gt;&#10;</xsl:text>
      </file>
      <xsl:apply-templates mode="default"
          select="$policy/*[not(*)] | $policy/UpdatePolicy/*"/>
      <xsl:if test="platform = 'linux' and option[@name='disable-vpn'] = 'true'">
        <note>The guide has DisableVPN for macOS only: look whether the installer for Linux heeds it.</note>
      </xsl:if>
      <note>The installer makes AnyConnectLocalPolicy.xml of this file only where there is none; an existing one stays as it is.</note>
      <note>Put the directory Profiles beside the installer: in the disk image for macOS, in the unpacked archive for Linux.</note>
    </files>
  </xsl:template>

  <!-- false is not written: of the one it is the default, of the other the guide has it mean two
       things. -->
  <xsl:template name="switch">
    <xsl:param name="name"/>
    <xsl:param name="option"/>
    <xsl:if test="$option = 'true' or ($option = '' and $transforms/*[name()=$name] = 'true')">
      <xsl:value-of select="concat('  &lt;', $name, '&gt;true&lt;/', $name, '&gt;&#10;')"/>
    </xsl:if>
  </xsl:template>

  <!-- What ACTransforms.xml says itself goes before the local policy. -->
  <xsl:template match="*" mode="line">
    <xsl:variable name="name" select="name()"/>
    <xsl:variable name="own" select="$transforms/*[name()=$name][not(@d:default)]"/>
    <xsl:variable name="value" select="$own | self::*[not($own)]"/>
    <xsl:if test="not($value/@d:ignored) and ($value/text() or $value/*)">
      <xsl:value-of select="concat('  &lt;', $name, '&gt;', d:xml(string($value/text()[1])))"/>
      <xsl:for-each select="$value/ServerName">
        <xsl:value-of select="concat('&lt;ServerName&gt;', d:xml(string(.)), '&lt;/ServerName&gt;')"/>
      </xsl:for-each>
      <xsl:value-of select="concat('&lt;/', $name, '&gt;&#10;')"/>
    </xsl:if>
  </xsl:template>

  <!-- What the local policy does not have, as a list of servers. -->
  <xsl:template match="*" mode="other">
    <xsl:variable name="name" select="name()"/>
    <xsl:if test="not(starts-with($name, 'Disable')) and
        not($policy/*[name()=$name] | $policy/UpdatePolicy/*[name()=$name])">
      <xsl:apply-templates mode="line" select="."/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="default">
    <xsl:variable name="name" select="name()"/>
    <xsl:if test="@d:default and text() and not($transforms/*[name()=$name][not(@d:default)])">
      <default kind="local-policy">
        <xsl:attribute name="setting">
          <xsl:if test="parent::UpdatePolicy">UpdatePolicy/</xsl:if>
          <xsl:value-of select="$name"/>
        </xsl:attribute>
        <xsl:value-of select="text()"/>
      </default>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
