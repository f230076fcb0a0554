<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Which tunnel groups there are on which ASA, and what each has to be because of the profiles. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d exsl">

<!-- Routes of one tunnel group on one ASA; entries whose tunnel group is known by its name. -->
<xsl:key name="place" match="route" use="gate/@place"/>
<xsl:key name="named" match="entry[@ipsec = 'true' and @standard = 'false']" use="@group"/>

<!-- Each entry that leads to an ASA, and each host through which certificates are enrolled, with what
     its tunnel group is to be: route/@tunnel @authentication @scep @enrolls ...
       gate/@place, one for each tunnel group and ASA, and what gates of entries have -->
<xsl:variable name="route-tree">
  <xsl:for-each select="$documents">
    <xsl:variable name="index" select="@index"/>
    <xsl:variable name="settings" select="*/ClientInitialization"/>
    <xsl:for-each select="exsl:node-set($entry-tree)">
      <xsl:for-each select="key('entry', $index)[@standard = 'false']">
        <xsl:call-template name="route"><xsl:with-param name="settings" select="$settings"/></xsl:call-template>
        <xsl:if test="enroll">
          <xsl:call-template name="enrollment-route"><xsl:with-param name="settings" select="$settings"/></xsl:call-template>
        </xsl:if>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="routes" select="exsl:node-set($route-tree)/route"/>
<xsl:variable name="gates" select="$routes/gate[generate-id() = generate-id(key('gate', @key)[1])]"/>

<xsl:template name="route">
  <xsl:param name="settings"/>
  <xsl:variable name="enroll" select="$settings/CertificateEnrollment[not(@d:default)]"/>
  <!-- Without a host to enroll through and an authority to ask, the ASA does it (003:L9200-9209). -->
  <xsl:variable name="proxy" select="$enroll/CertificateSCEP[not(@d:default)] and not(enroll)
                                     and not(string(@enroll-ca))"/>
  <!-- Nobody has a certificate yet who comes in where certificates are enrolled. -->
  <xsl:variable name="enrolls" select="string(@enroll-ca) and @group = enroll/@group and gate/@key = enroll/@key"/>
  <xsl:variable name="tunnel">
    <xsl:call-template name="tunnel-name"><xsl:with-param name="group" select="string(@group)"/></xsl:call-template>
  </xsl:variable>
  <route tunnel="{$tunnel}" scep="{$proxy}">
    <xsl:copy-of select="@*"/>
    <xsl:attribute name="authentication">
      <xsl:choose>
        <xsl:when test="@kind = 'mgmt' or @on-demand = 'true'">certificate</xsl:when>
        <xsl:when test="$proxy">aaa certificate</xsl:when>
        <xsl:when test="$enrolls">aaa</xsl:when>
        <xsl:when test="string($o[@name = 'authentication'])">
          <xsl:value-of select="translate($o[@name = 'authentication'], '+', ' ')"/>
        </xsl:when>
        <xsl:when test="$enroll or $settings/CertificateMatch[not(@d:default)]">certificate</xsl:when>
        <xsl:otherwise>aaa</xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
    <xsl:call-template name="needs"><xsl:with-param name="settings" select="$settings"/></xsl:call-template>
    <xsl:call-template name="placed">
      <xsl:with-param name="gates" select="gate"/>
      <xsl:with-param name="tunnel" select="$tunnel"/>
    </xsl:call-template>
  </route>
</xsl:template>

<xsl:template name="placed">
  <xsl:param name="gates"/>
  <xsl:param name="tunnel"/>
  <xsl:for-each select="$gates">
    <gate place="{$tunnel}&#10;{@key}"><xsl:copy-of select="@*"/></gate>
  </xsl:for-each>
</xsl:template>

<!-- With SSL only the URL has to be the profile's, with IPsec the name; phones stumble over special
     characters in it (003:L17054-17064). -->
<xsl:template name="tunnel-name">
  <xsl:param name="group"/>
  <xsl:variable name="others" select="translate($group, concat($plain, ' '), '')"/>
  <xsl:choose>
    <xsl:when test="not($group)"><xsl:value-of select="$o[@name = 'tunnel-group']"/></xsl:when>
    <xsl:when test="key('named', $group)"><xsl:value-of select="$group"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="translate($group, $others, substring($underscores, 1, string-length($others)))"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What a group policy has to have because of the profile it gives to clients. -->
<xsl:template name="needs">
  <xsl:param name="settings"/>
  <xsl:attribute name="logon">
    <xsl:value-of select="normalize-space($settings/UseStartBeforeLogon/text()[1]) = 'true'"/>
  </xsl:attribute>
  <xsl:attribute name="always-on">
    <xsl:value-of select="normalize-space($settings/AutomaticVPNPolicy/AlwaysOn/text()[1]) = 'true'"/>
  </xsl:attribute>
  <xsl:attribute name="override">
    <xsl:value-of select="normalize-space($settings/ProxySettings/text()[1]) = 'Override'"/>
  </xsl:attribute>
  <!-- Only that module knows what %machineid% stands for (003:L9281-9286). -->
  <xsl:attribute name="posture">
    <xsl:value-of select="boolean($settings/CertificateEnrollment/CertificateSCEP/*[contains(translate(., $upper, $lower), '%machineid%')])"/>
  </xsl:attribute>
</xsl:template>

<!-- Clients without a certificate come in by another tunnel group, with a password. -->
<xsl:template name="enrollment-route">
  <xsl:param name="settings"/>
  <xsl:variable name="group" select="string(enroll/@group)"/>
  <xsl:variable name="tunnel">
    <xsl:call-template name="tunnel-name"><xsl:with-param name="group" select="$group"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="same" select="gate[@key = ../enroll/@key][not(string(../enroll/@port))][1]"/>
  <route kind="vpn" ipsec="false" group="{$group}" on-demand="false" mobile="false" enrolls="true"
         tunnel="{$tunnel}" scep="{not(string(@enroll-ca))}">
    <xsl:copy-of select="@file | @index | @name | @number"/>
    <xsl:attribute name="authentication">
      <xsl:choose>
        <xsl:when test="string(@enroll-ca)">aaa</xsl:when>
        <xsl:otherwise>aaa certificate</xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
    <xsl:call-template name="needs"><xsl:with-param name="settings" select="$settings"/></xsl:call-template>
    <xsl:call-template name="placed">
      <xsl:with-param name="gates" select="$same | enroll[not($same)]"/>
      <xsl:with-param name="tunnel" select="$tunnel"/>
    </xsl:call-template>
  </route>
</xsl:template>

</xsl:stylesheet>
