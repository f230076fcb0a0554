<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- What an ASA needs for the profiles it serves: for each gateway they lead to a configuration to
     be pasted in configuration mode, and the profiles as they go onto its flash. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="exsl str"
                exclude-result-prefixes="d">
<xsl:import href="entries.xsl"/>

<!-- Routes of one tunnel group on one ASA; entries whose tunnel group is known by its name. -->
<xsl:key name="place" match="gate" use="concat(../@tunnel, '&#10;', @key)"/>
<xsl:key name="named" match="entry[@ipsec = 'true' and @standard = 'false']" use="@group"/>

<xsl:variable name="o" select="/deployment/option"/>
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

<!-- ==== profiles as they lie on the ASA =================================================== -->

<!-- profile/@name @file @type @module @index; @of: its document's kind -->
<xsl:variable name="profile-tree">
  <xsl:for-each select="/deployment/document[not(@d:default)]">
    <xsl:variable name="base">
      <xsl:call-template name="plain-name">
        <xsl:with-param name="text">
          <xsl:call-template name="stem"><xsl:with-param name="file" select="@file"/></xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="mgmt" select="string($o[@name = 'management-profile'])"/>
    <xsl:choose>
      <xsl:when test="@kind = 'mgmt'">
        <profile name="{$mgmt}" file="{translate($mgmt, $upper, $lower)}.vpnm" type="vpn-mgmt" of="mgmt" index="{@index}"/>
      </xsl:when>
      <xsl:when test="@kind = 'vpn'">
        <profile name="{$base}" file="{@file}" type="user" of="vpn" index="{@index}"/>
      </xsl:when>
      <xsl:when test="@kind = 'ise-posture'">
        <profile name="{$base}" file="{@file}" type="iseposture" module="iseposture" of="service" index="{@index}"/>
      </xsl:when>
      <xsl:when test="@kind = 'amp'">
        <profile name="{$base}" file="{@file}" type="ampenabler" module="ampenabler" of="service" index="{@index}"/>
      </xsl:when>
      <xsl:when test="@kind = 'nvm' or @kind = 'nam' or @kind = 'umbrella'">
        <profile name="{$base}" file="{@file}" type="{@kind}" module="{@kind}" of="service" index="{@index}"/>
      </xsl:when>
      <xsl:when test="@kind = 'feedback'">
        <profile name="{$base}" file="{@file}" type="feedback" of="service" index="{@index}"/>
      </xsl:when>
    </xsl:choose>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="profiles" select="exsl:node-set($profile-tree)/profile"/>

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

<!-- ==== groups ============================================================================ -->

<!-- Each entry that leads to an ASA, and each host through which certificates are enrolled, with what
     its tunnel group is to be. Without a group of its own it is that of the option. -->
<xsl:variable name="route-tree">
  <xsl:for-each select="$entries[@standard = 'false']">
    <xsl:variable name="entry" select="."/>
    <xsl:variable name="settings" select="$documents[@index = $entry/@index]/*/ClientInitialization"/>
    <xsl:variable name="enroll" select="$settings/CertificateEnrollment[not(@d:default)]"/>
    <!-- Without a host to enroll through and an authority to ask, the ASA does it (003:L9200-9209). -->
    <xsl:variable name="proxy" select="$enroll/CertificateSCEP[not(@d:default)] and not(string(@enroll-host))
                                       and not(string(@enroll-ca))"/>
    <!-- Nobody has a certificate yet who comes in where certificates are enrolled. -->
    <xsl:variable name="enrolls">
      <xsl:if test="string(@enroll-host) and string(@enroll-ca)">
        <xsl:variable name="group"><xsl:call-template name="path-of"><xsl:with-param name="address" select="string(@enroll-host)"/></xsl:call-template></xsl:variable>
        <xsl:variable name="host"><xsl:call-template name="host-of"><xsl:with-param name="address" select="string(@enroll-host)"/></xsl:call-template></xsl:variable>
        <xsl:if test="@group = $group and gate/@key = translate($host, $upper, $lower)">true</xsl:if>
      </xsl:if>
    </xsl:variable>
    <route>
      <xsl:copy-of select="@*"/>
      <xsl:attribute name="tunnel">
        <xsl:call-template name="tunnel-name"><xsl:with-param name="group" select="string(@group)"/></xsl:call-template>
      </xsl:attribute>
      <xsl:attribute name="scep"><xsl:value-of select="$proxy"/></xsl:attribute>
      <xsl:attribute name="authentication">
        <xsl:choose>
          <xsl:when test="@kind = 'mgmt' or @on-demand = 'true'">certificate</xsl:when>
          <xsl:when test="$proxy">aaa certificate</xsl:when>
          <xsl:when test="string($enrolls)">aaa</xsl:when>
          <xsl:when test="string($o[@name = 'authentication'])">
            <xsl:value-of select="translate($o[@name = 'authentication'], '+', ' ')"/>
          </xsl:when>
          <xsl:when test="$enroll or $settings/CertificateMatch[not(@d:default)]">certificate</xsl:when>
          <xsl:otherwise>aaa</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="needs"><xsl:with-param name="settings" select="$settings"/></xsl:call-template>
      <xsl:copy-of select="gate"/>
    </route>
    <xsl:if test="string(@enroll-host)">
      <xsl:call-template name="enrollment-route"><xsl:with-param name="settings" select="$settings"/></xsl:call-template>
    </xsl:if>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="documents" select="/deployment/document[not(@d:default)]"/>
<xsl:variable name="routes" select="exsl:node-set($route-tree)/route"/>
<xsl:variable name="gates" select="$routes/gate[generate-id() = generate-id(key('gate', @key)[1])]"/>

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
  <xsl:variable name="group">
    <xsl:call-template name="path-of"><xsl:with-param name="address" select="string(@enroll-host)"/></xsl:call-template>
  </xsl:variable>
  <route kind="vpn" ipsec="false" group="{$group}" on-demand="false" mobile="false" enrolls="true"
         scep="{not(string(@enroll-ca))}">
    <xsl:copy-of select="@file | @index | @name"/>
    <xsl:attribute name="tunnel">
      <xsl:call-template name="tunnel-name"><xsl:with-param name="group" select="string($group)"/></xsl:call-template>
    </xsl:attribute>
    <xsl:call-template name="needs"><xsl:with-param name="settings" select="$settings"/></xsl:call-template>
    <xsl:attribute name="authentication">
      <xsl:choose>
        <xsl:when test="string(@enroll-ca)">aaa</xsl:when>
        <xsl:otherwise>aaa certificate</xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
    <xsl:variable name="gate"><xsl:call-template name="gate"><xsl:with-param name="address" select="string(@enroll-host)"/></xsl:call-template></xsl:variable>
    <xsl:variable name="same" select="gate[@key = exsl:node-set($gate)/gate/@key]"/>
    <xsl:choose>
      <xsl:when test="$same and not(string(exsl:node-set($gate)/gate/@port))"><xsl:copy-of select="$same[1]"/></xsl:when>
      <xsl:otherwise><xsl:copy-of select="$gate"/></xsl:otherwise>
    </xsl:choose>
  </route>
</xsl:template>

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

<!-- Why nothing can be made; empty: all is well. -->
<xsl:template name="problem">
  <xsl:variable name="contradictions"><xsl:call-template name="contradiction"/></xsl:variable>
  <xsl:choose>
    <xsl:when test="not($routes) and not($profiles[@of = 'service'])">nothing in these files concerns an ASA: entries for other gateways and the local policy do not</xsl:when>
    <xsl:when test="$include and $exclude">split-include and split-exclude exclude each other</xsl:when>
    <xsl:when test="$routes[@scep = 'true'] and not(string($o[@name = 'scep-url']))">
      <xsl:value-of select="concat($routes[@scep = 'true'][1]/@file, ' enrolls certificates through the ASA, which has to know where: give the URL of the authority with -D scep-url=URL')"/>
    </xsl:when>
    <xsl:when test="$o[@name = 'authentication'] = 'saml' and not(string($o[@name = 'saml-idp']))">
      <xsl:text>saml needs the identity provider: give it with -D saml-idp=NAME, as in the line saml idp of the ASA</xsl:text>
    </xsl:when>
    <xsl:when test="$o[@name = 'deferred-timeout'] &gt; 300">users have at most 300 seconds to put an update off: deferred-timeout</xsl:when>
    <xsl:when test="$pool6 and ($o[@name = 'pool6-count'] &lt; 1 or $o[@name = 'pool6-count'] &gt; 16384)">an IPv6 pool has 1 to 16384 addresses: pool6-count</xsl:when>
    <xsl:when test="$split-dns and not($no-split-dns) and not($dns)">split-dns needs the DNS servers in the tunnel: give them with -D dns=ADDRESS,...</xsl:when>
    <xsl:otherwise><xsl:value-of select="exsl:node-set($contradictions)/problem[1]"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What no ASA can do of what the profiles ask for; empty: nothing. -->
<xsl:template name="contradiction">
  <xsl:for-each select="$routes/gate">
    <xsl:variable name="others" select="key('place', concat(../@tunnel, '&#10;', @key))/.."/>
    <xsl:variable name="who" select="concat(../@file, ': entry ', ../@name)"/>
    <xsl:choose>
      <xsl:when test="string-length(../@tunnel) &gt; 64">
        <problem><xsl:value-of select="concat($who, ': the name of a tunnel group has at most 64 characters, and UserGroup has ', string-length(../@tunnel))"/></problem>
      </xsl:when>
      <xsl:when test="../@kind = 'mgmt' and $others[@kind = 'vpn']">
        <problem><xsl:value-of select="concat($who, ' shares the tunnel group ', ../@tunnel, ' with entry ', $others[@kind = 'vpn']/@name, ' of ', $others[@kind = 'vpn']/@file, ': a management tunnel needs one of its own')"/></problem>
      </xsl:when>
      <xsl:when test="../@enrolls and ../@scep = 'false' and $others[contains(@authentication, 'certificate')]">
        <problem><xsl:value-of select="concat($who, ' enrolls certificates through the tunnel group ', ../@tunnel, ', which asks for a certificate: give AutomaticSCEPHost another group, as in vpn.example.com/enroll')"/></problem>
      </xsl:when>
    </xsl:choose>
  </xsl:for-each>
  <xsl:for-each select="$profiles">
    <xsl:variable name="same" select="$profiles[@name = current()/@name and @index != current()/@index]"/>
    <xsl:if test="$same">
      <problem><xsl:value-of select="concat($documents[@index = current()/@index]/@file, ' and ', $documents[@index = $same/@index]/@file, ' would both be the profile ', @name, ' on the ASA: rename one')"/></problem>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<!-- An ASA has one port for all: the usual one if an entry needs it. -->
<xsl:template name="port">
  <xsl:param name="gate"/>
  <xsl:variable name="same" select="key('gate', $gate/@key)"/>
  <xsl:choose>
    <xsl:when test="$same[not(string(@port)) or @port = '443']">443</xsl:when>
    <xsl:otherwise><xsl:value-of select="$same[1]/@port"/></xsl:otherwise>
  </xsl:choose>
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

<xsl:template name="notes">
  <xsl:if test="$routes and not($pool)">
    <note>no address pool: the ASA has to get the clients' addresses from AAA or DHCP, or give one with -D pool=FIRST-LAST/PREFIX</note>
  </xsl:if>
  <xsl:if test="not(string($o[@name = 'package-version']))">
    <note>the version of the client packages on the ASA is not stated: the newest one this program knows is named; give yours with -D package-version=VERSION</note>
  </xsl:if>
  <xsl:if test="$routes">
    <note>not determined by a profile, and to be there on the ASA: interface <xsl:value-of select="$interface"/>, trustpoint <xsl:value-of select="$trustpoint"/> with a certificate for the names of the gateway<xsl:if test="$routes[contains(@authentication, 'aaa')]">, AAA servers <xsl:value-of select="$o[@name = 'aaa-group']"/></xsl:if><xsl:if test="$routes[contains(@authentication, 'certificate')]">, a trustpoint for each authority that issues clients' certificates</xsl:if><xsl:if test="$o[@name = 'authentication'] = 'saml'">, the identity provider <xsl:value-of select="$o[@name = 'saml-idp']"/>, an NTP server</xsl:if><xsl:if test="$pool or $pool6">, NAT exemption for the address pool</xsl:if></note>
  </xsl:if>
  <xsl:for-each select="$routes[@authentication = 'aaa']/gate">
    <xsl:variable name="other" select="key('place', concat(../@tunnel, '&#10;', @key))/parent::route[@authentication != 'aaa']"/>
    <xsl:if test="$other">
      <note><xsl:value-of select="concat(../@file, ': entry ', ../@name, ' says nothing of certificates, and entry ', $other/@name, ', which leads to the same tunnel group, wants authentication ', $other/@authentication, ': users of both need a certificate')"/></note>
    </xsl:if>
  </xsl:for-each>
  <xsl:for-each select="$gates">
    <xsl:variable name="port"><xsl:call-template name="port"><xsl:with-param name="gate" select="."/></xsl:call-template></xsl:variable>
    <xsl:for-each select="key('gate', @key)[string(@port) and @port != $port]">
      <note><xsl:value-of select="concat(../@file, ': entry ', ../@name, ' leads to port ', @port, ' of ', @host, ', where others lead to port ', $port, ', the one the ASA listens on: something in front of it has to translate the port')"/></note>
    </xsl:for-each>
  </xsl:for-each>
  <xsl:if test="$routes[@posture = 'true']">
    <note>the placeholder %machineid% needs Secure Firewall Posture: its package has to be on the ASA, too</note>
  </xsl:if>
  <xsl:variable name="routers" select="$entries[@standard = 'true']/gate"/>
  <xsl:for-each select="$gates[@key = $routers/@key]">
    <note><xsl:value-of select="concat(@key, ' is among the backup servers of entries for routers, too, which an ASA cannot stand in for: give these their own BackupServerList')"/></note>
  </xsl:for-each>
  <xsl:for-each select="$entries[@standard = 'true']">
    <ignored document="{@index}" setting="ServerList/HostEntry[{@number}]">it leads to an IOS-XE router; the target ios-xe makes that one's configuration</ignored>
  </xsl:for-each>
  <xsl:for-each select="$documents[@kind = 'local-policy']">
    <note><xsl:value-of select="concat(@file, ' is not put on an ASA: install it on the endpoints')"/></note>
  </xsl:for-each>
</xsl:template>

<!-- ==== one configuration ================================================================= -->

<!-- gate: of one ASA, the context; none: what all ASAs with these service profiles get. -->
<xsl:template name="configuration">
  <xsl:param name="gate" select="/.."/>
  <xsl:variable name="here" select="key('gate', string($gate/@key))[$gate]/.."/>
  <xsl:variable name="users" select="$here[@kind = 'vpn']"/>
  <xsl:variable name="mgmt" select="$here[@kind = 'mgmt']"/>
  <xsl:variable name="own" select="$profiles[@of = 'service'] | $profiles[@index = $here/@index]"/>
  <xsl:call-template name="head"><xsl:with-param name="gate" select="$gate"/></xsl:call-template>
  <xsl:if test="$here">
    <xsl:call-template name="addresses"/>
    <xsl:call-template name="split-list"/>
    <xsl:if test="$here[@ipsec = 'true']">
      <xsl:call-template name="ikev2">
        <xsl:with-param name="gate" select="$gate"/>
        <xsl:with-param name="mobile" select="$here[@ipsec = 'true' and @mobile = 'true']"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:if>
  <xsl:call-template name="webvpn">
    <xsl:with-param name="gate" select="$gate"/>
    <xsl:with-param name="own" select="$own"/>
    <xsl:with-param name="users" select="$users"/>
    <xsl:with-param name="mgmt" select="$mgmt"/>
  </xsl:call-template>
  <xsl:if test="not($users) and $profiles[@type != 'user' and (@of = 'service' or @index = $mgmt/@index)]">
    <xsl:call-template name="common-policy"><xsl:with-param name="own" select="$own[@type != 'user']"/></xsl:call-template>
  </xsl:if>
  <xsl:for-each select="$here">
    <xsl:variable name="all" select="key('place', concat(@tunnel, '&#10;', $gate/@key))/.."/>
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
  <xsl:text>! </xsl:text>
  <xsl:choose>
    <xsl:when test="$gate"><xsl:value-of select="concat('Secure Client on the ASA ', $gate/@key)"/></xsl:when>
    <xsl:otherwise>Secure Client: service profiles</xsl:otherwise>
  </xsl:choose>
  <xsl:text>, made from</xsl:text>
  <xsl:for-each select="$documents">
    <xsl:text> </xsl:text>
    <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@file"/></xsl:call-template>
  </xsl:for-each>
  <xsl:text>&#10;! Copy what is in disk0/ onto the flash first, then paste this in configuration mode.&#10;</xsl:text>
</xsl:template>

<xsl:template name="addresses">
  <xsl:if test="$pool">
    <xsl:value-of select="concat('ip local pool ', d:asa($pool-name), ' ')"/>
    <xsl:call-template name="pool-end"><xsl:with-param name="pool" select="$pool"/></xsl:call-template>
    <xsl:text>-</xsl:text>
    <xsl:call-template name="pool-end">
      <xsl:with-param name="pool" select="$pool"/>
      <xsl:with-param name="last" select="true()"/>
    </xsl:call-template>
    <xsl:text> mask </xsl:text>
    <xsl:variable name="network">
      <xsl:call-template name="network"><xsl:with-param name="cidr" select="concat('0.0.0.0/', substring-after($pool, '/'))"/></xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="concat(substring-after($network, ' '), '&#10;')"/>
  </xsl:if>
  <xsl:if test="$pool6">
    <xsl:value-of select="concat('ipv6 local pool ', d:asa(concat($pool-name, '6')), ' ', $pool6, ' ', $o[@name = 'pool6-count'], '&#10;')"/>
  </xsl:if>
</xsl:template>

<xsl:template name="split-list">
  <xsl:variable name="standard" select="not($networks[contains(., ':')])"/>
  <xsl:for-each select="$networks">
    <xsl:value-of select="concat('access-list ', d:asa($split-list), ' ')"/>
    <xsl:choose>
      <xsl:when test="$standard">
        <xsl:text>standard permit </xsl:text>
        <xsl:call-template name="network"><xsl:with-param name="cidr" select="string(.)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="contains(., ':')"><xsl:value-of select="concat('extended permit ip ', ., ' any6')"/></xsl:when>
      <xsl:otherwise>
        <xsl:text>extended permit ip </xsl:text>
        <xsl:call-template name="network"><xsl:with-param name="cidr" select="string(.)"/></xsl:call-template>
        <xsl:text> any4</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
</xsl:template>

<!-- Algorithms that FIPS mode allows, too (003:L6063-6090). -->
<xsl:template name="ikev2">
  <xsl:param name="gate"/>
  <xsl:param name="mobile"/>
  <xsl:text>crypto ipsec ikev2 ipsec-proposal SECURE-CLIENT
 protocol esp encryption aes-256 aes
 protocol esp integrity sha-256
crypto dynamic-map SYSTEM_DEFAULT_CRYPTO_MAP 65535 set ikev2 ipsec-proposal SECURE-CLIENT
crypto map </xsl:text>
  <xsl:value-of select="concat(d:asa($o[@name = 'crypto-map']), ' 65535 ipsec-isakmp dynamic SYSTEM_DEFAULT_CRYPTO_MAP&#10;')"/>
  <xsl:value-of select="concat('crypto map ', d:asa($o[@name = 'crypto-map']), ' interface ', d:asa($interface), '&#10;')"/>
  <!-- The longest interval spares batteries (003:L17134-17149). -->
  <xsl:if test="$mobile">crypto isakmp nat-traversal 3600&#10;</xsl:if>
  <xsl:text>crypto ikev2 policy 1
 encryption aes-256
 integrity sha256
 group 20 19
 prf sha256
 lifetime seconds 86400
</xsl:text>
  <xsl:value-of select="concat('crypto ikev2 enable ', d:asa($interface), ' client-services port ')"/>
  <xsl:call-template name="port"><xsl:with-param name="gate" select="$gate"/></xsl:call-template>
  <xsl:value-of select="concat('&#10;crypto ikev2 remote-access trustpoint ', d:asa($trustpoint), '&#10;')"/>
</xsl:template>

<!-- ==== webvpn ============================================================================ -->

<xsl:template name="webvpn">
  <xsl:param name="gate"/>
  <xsl:param name="own"/>
  <xsl:param name="users"/>
  <xsl:param name="mgmt"/>
  <xsl:text>webvpn&#10;</xsl:text>
  <xsl:variable name="port"><xsl:if test="$gate"><xsl:call-template name="port"><xsl:with-param name="gate" select="$gate"/></xsl:call-template></xsl:if></xsl:variable>
  <xsl:if test="string($port) and $port != '443'"><xsl:value-of select="concat(' port ', $port, '&#10;')"/></xsl:if>
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

<!-- ==== group policies and tunnel groups ================================================== -->

<!-- Profiles that belong to no tunnel group made here go to users by the policy they have. -->
<xsl:template name="common-policy">
  <xsl:param name="own"/>
  <xsl:variable name="name" select="d:asa($o[@name = 'group-policy'])"/>
  <xsl:value-of select="concat('group-policy ', $name, ' attributes&#10; webvpn&#10;')"/>
  <xsl:call-template name="modules"><xsl:with-param name="own" select="$own"/></xsl:call-template>
  <xsl:call-template name="attached"><xsl:with-param name="own" select="$own"/></xsl:call-template>
</xsl:template>

<xsl:template name="modules">
  <xsl:param name="own"/>
  <xsl:param name="all" select="/.."/>
  <xsl:variable name="modules">
    <xsl:if test="$all[@logon = 'true']">,vpngina</xsl:if>
    <xsl:for-each select="$own[@module]"><xsl:value-of select="concat(',', @module)"/></xsl:for-each>
    <xsl:if test="$own[@module = 'iseposture'] and $documents[@kind = 'ise-posture']/*/DARTCount &gt; 0">,dart</xsl:if>
  </xsl:variable>
  <xsl:if test="string($modules)">
    <xsl:value-of select="concat('  anyconnect modules value ', substring($modules, 2), '&#10;')"/>
  </xsl:if>
</xsl:template>

<xsl:template name="attached">
  <xsl:param name="own"/>
  <xsl:for-each select="$own">
    <xsl:value-of select="concat('  anyconnect profiles value ', d:asa(@name), ' type ', @type, '&#10;')"/>
  </xsl:for-each>
</xsl:template>

<!-- all: the routes of one tunnel group on one ASA. -->
<xsl:template name="group">
  <xsl:param name="gate"/>
  <xsl:param name="all"/>
  <xsl:param name="own"/>
  <xsl:variable name="mgmt" select="boolean($all[@kind = 'mgmt'])"/>
  <xsl:variable name="name" select="d:asa($all/@tunnel)"/>
  <xsl:value-of select="concat('group-policy ', $name, ' internal&#10;group-policy ', $name, ' attributes&#10;')"/>
  <xsl:call-template name="policy">
    <xsl:with-param name="all" select="$all"/>
    <xsl:with-param name="mgmt" select="$mgmt"/>
  </xsl:call-template>
  <xsl:text> webvpn&#10;</xsl:text>
  <xsl:choose>
    <!-- Nothing beside it, or the client may keep the tunnel disabled. -->
    <xsl:when test="$mgmt">
      <xsl:call-template name="attached"><xsl:with-param name="own" select="$own[@type = 'vpn-mgmt']"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:variable name="theirs" select="$own[@type != 'user' or @index = $all/@index]"/>
      <xsl:call-template name="modules">
        <xsl:with-param name="own" select="$theirs"/>
        <xsl:with-param name="all" select="$all"/>
      </xsl:call-template>
      <xsl:call-template name="attached"><xsl:with-param name="own" select="$theirs"/></xsl:call-template>
      <xsl:if test="$all[@always-on = 'true']">  always-on-vpn profile-setting&#10;</xsl:if>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="tunnel-group">
    <xsl:with-param name="gate" select="$gate"/>
    <xsl:with-param name="all" select="$all"/>
    <xsl:with-param name="name" select="$name"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="policy">
  <xsl:param name="all"/>
  <xsl:param name="mgmt"/>
  <xsl:if test="$mgmt"> banner none&#10;</xsl:if>
  <xsl:if test="$dns">
    <xsl:text> dns-server value</xsl:text>
    <xsl:for-each select="$dns"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
  <!-- Else the session of an app that is not used any more goes on (003:L16835-16841). -->
  <xsl:if test="$all[@on-demand = 'true']"> vpn-idle-timeout 1&#10;</xsl:if>
  <xsl:text> vpn-tunnel-protocol </xsl:text>
  <xsl:choose>
    <!-- SSL beside IKEv2: the downloader uses it. -->
    <xsl:when test="$all[@ipsec = 'true'] or $o[@name = 'protocols'] = 'both'">ikev2 ssl-client</xsl:when>
    <xsl:otherwise>ssl-client</xsl:otherwise>
  </xsl:choose>
  <xsl:text>&#10;</xsl:text>
  <xsl:call-template name="split"/>
  <xsl:if test="$mgmt"> client-bypass-protocol enable&#10;</xsl:if>
  <xsl:if test="$all[@scep = 'true']">
    <xsl:value-of select="concat(' scep-forwarding-url value ', d:asa($o[@name = 'scep-url']), '&#10;')"/>
  </xsl:if>
  <xsl:choose>
    <xsl:when test="$mgmt"> msie-proxy method no-modify&#10;</xsl:when>
    <!-- Else only the client's own programs may use the proxy (003:L8204-8210). -->
    <xsl:when test="$all[@override = 'true']"> msie-proxy method no-proxy&#10;</xsl:when>
  </xsl:choose>
  <xsl:if test="$pool"><xsl:value-of select="concat(' address-pools value ', d:asa($pool-name), '&#10;')"/></xsl:if>
  <xsl:if test="$pool6"><xsl:value-of select="concat(' ipv6-address-pools value ', d:asa(concat($pool-name, '6')), '&#10;')"/></xsl:if>
  <xsl:if test="$mgmt and $mgmt-all"> anyconnect-custom ManagementTunnelAllAllowed value true&#10;</xsl:if>
  <xsl:for-each select="$customs[not($mgmt)]">
    <xsl:value-of select="concat(' anyconnect-custom ', @type, ' value ', d:asa(@name), '&#10;')"/>
  </xsl:for-each>
</xsl:template>

<xsl:template name="split">
  <xsl:value-of select="concat(' split-tunnel-policy ', $split-policy, '&#10;')"/>
  <xsl:if test="$pool6"><xsl:value-of select="concat(' ipv6-split-tunnel-policy ', $split-policy, '&#10;')"/></xsl:if>
  <xsl:if test="$networks"><xsl:value-of select="concat(' split-tunnel-network-list value ', d:asa($split-list), '&#10;')"/></xsl:if>
  <xsl:if test="string($o[@name = 'domain'])">
    <xsl:value-of select="concat(' default-domain value ', d:asa($o[@name = 'domain']), '&#10;')"/>
  </xsl:if>
  <xsl:choose>
    <xsl:when test="$no-split-dns"> split-dns none&#10;</xsl:when>
    <xsl:when test="$split-dns">
      <xsl:text> split-dns value</xsl:text>
      <xsl:for-each select="$split-dns"><xsl:value-of select="concat(' ', d:asa(.))"/></xsl:for-each>
      <xsl:text>&#10;</xsl:text>
    </xsl:when>
    <!-- Else names of the inside are asked for outside. -->
    <xsl:when test="$networks and $dns"> split-tunnel-all-dns enable&#10;</xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template name="tunnel-group">
  <xsl:param name="gate"/>
  <xsl:param name="all"/>
  <xsl:param name="name"/>
  <!-- Where entries want different ones, the one that all of them can be let in with. -->
  <xsl:variable name="authentication">
    <xsl:choose>
      <xsl:when test="$all[@kind = 'mgmt' or @on-demand = 'true']">certificate</xsl:when>
      <xsl:when test="$all[@scep = 'true']">aaa certificate</xsl:when>
      <xsl:when test="$all[@authentication = 'certificate']">certificate</xsl:when>
      <xsl:otherwise><xsl:value-of select="$all/@authentication"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:value-of select="concat('tunnel-group ', $name, ' type remote-access&#10;tunnel-group ', $name, ' general-attributes&#10;')"/>
  <xsl:value-of select="concat(' default-group-policy ', $name, '&#10;')"/>
  <xsl:if test="contains($authentication, 'aaa')">
    <xsl:value-of select="concat(' authentication-server-group ', d:asa($o[@name = 'aaa-group']), '&#10;')"/>
  </xsl:if>
  <xsl:if test="$all[@scep = 'true']"> scep-enrollment enable&#10;</xsl:if>
  <xsl:value-of select="concat('tunnel-group ', $name, ' webvpn-attributes&#10; authentication ', $authentication, '&#10;')"/>
  <xsl:if test="$authentication = 'saml' and string($o[@name = 'saml-idp'])">
    <xsl:value-of select="concat(' saml identity-provider ', d:asa($o[@name = 'saml-idp']), '&#10;')"/>
  </xsl:if>
  <xsl:variable name="urls">
    <xsl:for-each select="$all/gate[@key = $gate/@key]">
      <url>
        <xsl:text>https://</xsl:text>
        <xsl:call-template name="authority">
          <xsl:with-param name="gate" select="$gate"/>
          <xsl:with-param name="port" select="string(@port)"/>
        </xsl:call-template>
        <xsl:if test="string(../@group)"><xsl:value-of select="concat('/', ../@group)"/></xsl:if>
      </url>
    </xsl:for-each>
  </xsl:variable>
  <xsl:for-each select="exsl:node-set($urls)/url[not(. = preceding-sibling::url)]">
    <xsl:value-of select="concat(' group-url ', d:asa(.), ' enable&#10;')"/>
  </xsl:for-each>
</xsl:template>

</xsl:stylesheet>
