<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- FlexVPN on IOS-XE routers, as 004 builds it up: for each router that entries with standard
     authentication lead to a configuration, and the profile that it offers. Names that nobody but
     the configuration itself uses are those of 004. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="exsl str"
                exclude-result-prefixes="d">
<xsl:import href="entries.xsl"/>

<!-- Routes of one identity on one router. -->
<xsl:key name="service" match="route" use="gate/@service"/>
<xsl:key name="route" match="route" use="@index"/>
<xsl:key name="profile" match="profile" use="@index"/>
<xsl:key name="profile-name" match="profile" use="@name"/>

<xsl:variable name="o" select="/deployment/option"/>
<xsl:variable name="documents" select="/deployment/document[not(@d:default)]"/>
<xsl:variable name="trustpoint" select="string($o[@name = 'trustpoint'])"/>
<xsl:variable name="pool" select="string($o[@name = 'pool'])"/>
<xsl:variable name="pool-name" select="string($o[@name = 'pool-name'])"/>
<xsl:variable name="networks" select="str:tokenize($o[@name = 'split-include'], ', ')"/>
<xsl:variable name="split-list" select="string($o[@name = 'split-list'])"/>
<xsl:variable name="nat-interface" select="string($o[@name = 'nat-interface'])"/>
<xsl:variable name="template" select="number($o[@name = 'template'])"/>
<xsl:variable name="policy">ikev2-auth-policy</xsl:variable>
<xsl:variable name="default-identity">*$AnyConnectClient$*</xsl:variable>

<!-- Routes to routers, with the IKEv2 profile each needs: of one way to authenticate and one
     identity. -->
<xsl:variable name="route-tree">
  <xsl:for-each select="$entries[@standard = 'true']">
    <xsl:variable name="eap" select="@method = 'EAP-MD5' or @method = 'EAP-MSCHAPv2' or @method = 'EAP-GTC'"/>
    <!-- What the client sends (003:L5628-5632). -->
    <xsl:variable name="id">
      <xsl:choose>
        <xsl:when test="$eap and string(@identity)"><xsl:value-of select="@identity"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$default-identity"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <route id="{$id}">
      <xsl:copy-of select="@file | @index | @name"/>
      <xsl:attribute name="way">
        <xsl:choose>
          <xsl:when test="@method = 'EAP-AnyConnect'">anyconnect-eap</xsl:when>
          <xsl:when test="@method = 'IKE-RSA'">rsa-sig</xsl:when>
          <xsl:when test="@method = 'IKE-ECDSA'">ecdsa-sig</xsl:when>
          <xsl:otherwise>eap</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:for-each select="gate"><gate service="{$id}&#10;{@key}"><xsl:copy-of select="@*"/></gate></xsl:for-each>
    </route>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="routes" select="exsl:node-set($route-tree)/route"/>
<xsl:variable name="gates" select="$routes/gate[generate-id() = generate-id(key('gate', @key)[1])]"/>

<!-- profile/@index @file @name: those that a router offers, by their names there. -->
<xsl:variable name="profile-tree">
  <xsl:for-each select="$documents[@kind = 'vpn']">
    <xsl:variable name="document" select="."/>
    <xsl:for-each select="exsl:node-set($route-tree)">
      <xsl:if test="key('route', $document/@index)">
        <profile index="{$document/@index}" file="{$document/@file}">
          <xsl:attribute name="name">
            <xsl:call-template name="profile-name"><xsl:with-param name="file" select="$document/@file"/></xsl:call-template>
          </xsl:attribute>
        </profile>
      </xsl:if>
    </xsl:for-each>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="profiles" select="exsl:node-set($profile-tree)/profile"/>

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
  <xsl:choose>
    <xsl:when test="not($routes)">no entry of these files is for an IOS-XE router: their PrimaryProtocol is IPsec and StandardAuthenticationOnly is true</xsl:when>
    <xsl:when test="$template &lt; 1 or $template + count($routes) &gt; 4096">the number of a virtual template is from 1 to 4096: template</xsl:when>
    <xsl:when test="$nat-interface and not($pool)">nat-interface needs the addresses that are translated: give them with -D pool=FIRST-LAST/PREFIX</xsl:when>
    <xsl:when test="$routes[@way = 'eap'] and $o[@name = 'aaa'] = 'local'">standard EAP methods need a RADIUS server, to which the router passes them on: aaa cannot be local</xsl:when>
    <xsl:otherwise>
      <xsl:variable name="twins"><xsl:call-template name="twins"/></xsl:variable>
      <xsl:value-of select="exsl:node-set($twins)/problem[1]"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Files that would have one name on a router. -->
<xsl:template name="twins">
  <xsl:for-each select="$profiles">
    <xsl:variable name="first" select="key('profile-name', @name)[1]"/>
    <xsl:if test="generate-id() != generate-id($first)">
      <problem><xsl:value-of select="concat($first/@file, ' and ', @file, ' would both be the profile ', @name, ' on the router: rename one')"/></problem>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<xsl:template name="outputs">
  <xsl:call-template name="notes"/>
  <xsl:for-each select="$gates">
    <xsl:variable name="name">
      <xsl:call-template name="plain-name"><xsl:with-param name="text" select="@key"/></xsl:call-template>
    </xsl:variable>
    <file path="{$name}.cfg"><xsl:call-template name="configuration"><xsl:with-param name="gate" select="."/></xsl:call-template></file>
  </xsl:for-each>
  <xsl:for-each select="$profiles">
    <file path="bootflash/{@file}" encoding="base64"><xsl:value-of select="d:source-base64(number(@index))"/></file>
  </xsl:for-each>
</xsl:template>

<xsl:template name="notes">
  <xsl:if test="not($pool)">
    <note>no address pool: the router has to get the clients' addresses from AAA, or give one with -D pool=FIRST-LAST/PREFIX</note>
  </xsl:if>
  <note>not determined by a profile, and to be there on the router: trustpoint <xsl:value-of select="$trustpoint"/> with a certificate, not self-signed, for the names of the router<xsl:if test="$routes[contains(@way, 'eap')] and $o[@name = 'aaa'] != 'local'">, the servers of AAA group <xsl:value-of select="$o[@name = 'aaa']"/></xsl:if><xsl:if test="$o[@name = 'aaa'] = 'local'">, a username line for each user</xsl:if></note>
  <!-- By the identity clients send the router chooses what it offers. -->
  <xsl:for-each select="$routes/gate">
    <xsl:variable name="other" select="key('service', @service)[1]"/>
    <xsl:if test="$other/@index != ../@index">
      <note><xsl:value-of select="concat(../@file, ' is not offered to clients of entry ', ../@name, ': entry ', $other/@name, ' of ', $other/@file, ' has the same router and IKE identity; give it an IKEIdentity of its own')"/></note>
    </xsl:if>
  </xsl:for-each>
  <xsl:call-template name="shared-gates">
    <xsl:with-param name="ours" select="'true'"/>
    <xsl:with-param name="other-kind" select="'ASAs'"/>
    <xsl:with-param name="this-kind" select="'a router'"/>
  </xsl:call-template>
  <xsl:for-each select="$entries[@standard = 'false']">
    <ignored document="{@index}" setting="ServerList/HostEntry[{@number}]">it leads to no IOS-XE router: its PrimaryProtocol is not IPsec with StandardAuthenticationOnly true</ignored>
  </xsl:for-each>
</xsl:template>

<!-- ==== one configuration ================================================================= -->

<!-- The gate is the context. -->
<xsl:template name="configuration">
  <xsl:param name="gate"/>
  <xsl:variable name="here" select="key('gate', $gate/@key)/.."/>
  <xsl:for-each select="exsl:node-set($profile-tree)">
    <xsl:call-template name="sections">
      <xsl:with-param name="gate" select="$gate"/>
      <xsl:with-param name="here" select="$here"/>
      <xsl:with-param name="own" select="key('profile', $here/@index)"/>
    </xsl:call-template>
  </xsl:for-each>
</xsl:template>

<!-- here: the routes to it; own: the profiles it offers. -->
<xsl:template name="sections">
  <xsl:param name="gate"/>
  <xsl:param name="here"/>
  <xsl:param name="own"/>
  <xsl:value-of select="concat('! Secure Client on the router ', $gate/@key, ', made from')"/>
  <xsl:for-each select="$own">
    <xsl:text> </xsl:text>
    <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@file"/></xsl:call-template>
  </xsl:for-each>
  <xsl:text>
! Copy what is in bootflash/ onto the router first, then paste this in configuration mode.
</xsl:text>
  <!-- 004:L105; a password has no place here. -->
  <xsl:value-of select="concat('! The certificate, from a file: crypto pki import ', d:ios($trustpoint), ' pkcs12 ', d:ios(concat('bootflash:', $trustpoint, '.p12')), ' password PASSWORD&#10;')"/>
  <xsl:call-template name="aaa"><xsl:with-param name="here" select="$here"/></xsl:call-template>
  <xsl:variable name="named">
    <xsl:choose>
      <xsl:when test="contains($gate/@key, ':') or not(translate($gate/@key, '0123456789.', ''))"> ip-address </xsl:when>
      <xsl:otherwise> fqdn </xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:value-of select="concat('crypto pki trustpoint ', d:ios($trustpoint), '&#10;', $named, d:ios($gate/@key), '&#10;!&#10;')"/>
  <xsl:call-template name="authorization"/>
  <xsl:call-template name="algorithms"/>
  <xsl:for-each select="$own">
    <xsl:value-of select="concat('crypto vpn anyconnect profile ', @name, ' ', d:ios(concat('bootflash:/', @file)), '&#10;!&#10;')"/>
  </xsl:for-each>
  <xsl:variable name="service-tree">
    <xsl:for-each select="$here">
      <xsl:variable name="id" select="@id"/>
      <xsl:variable name="same" select="key('service', concat($id, '&#10;', $gate/@key))"/>
      <xsl:if test="generate-id() = generate-id($same[1])">
        <service id="{@id}" file="{@file}">
          <xsl:for-each select="$same">
            <xsl:variable name="way" select="@way"/>
            <xsl:if test="generate-id() = generate-id($same[@way = $way][1])"><way><xsl:value-of select="@way"/></way></xsl:if>
          </xsl:for-each>
        </service>
      </xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="services" select="exsl:node-set($service-tree)/service"/>
  <xsl:for-each select="$services"><xsl:call-template name="ikev2-profile"/></xsl:for-each>
  <xsl:text>no crypto ikev2 http-url cert
no ip http server
no ip http secure-server
!
</xsl:text>
  <xsl:call-template name="tunnels">
    <xsl:with-param name="services" select="$services"/>
    <xsl:with-param name="gate" select="$gate"/>
  </xsl:call-template>
  <xsl:call-template name="split"/>
  <xsl:call-template name="nat"><xsl:with-param name="services" select="$services"/></xsl:call-template>
</xsl:template>

<xsl:template name="profile-name">
  <xsl:param name="file"/>
  <xsl:call-template name="plain-name">
    <xsl:with-param name="text">
      <xsl:choose>
        <xsl:when test="substring($file, string-length($file) - 3) = '.xml'">
          <xsl:value-of select="substring($file, 1, string-length($file) - 4)"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$file"/></xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template name="aaa">
  <xsl:param name="here"/>
  <xsl:text>aaa new-model&#10;!&#10;</xsl:text>
  <xsl:if test="$here[contains(@way, 'eap')]">
    <xsl:text>aaa authentication login a-eap-authen-local </xsl:text>
    <xsl:choose>
      <xsl:when test="$o[@name = 'aaa'] = 'local'">local</xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('group ', d:ios($o[@name = 'aaa']))"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:text>aaa authorization network a-eap-author-grp local&#10;!&#10;</xsl:text>
</xsl:template>

<xsl:template name="authorization">
  <xsl:if test="$pool">
    <xsl:value-of select="concat('ip local pool ', d:ios($pool-name), ' ')"/>
    <xsl:call-template name="pool-end"><xsl:with-param name="pool" select="$pool"/></xsl:call-template>
    <xsl:text> </xsl:text>
    <xsl:call-template name="pool-end">
      <xsl:with-param name="pool" select="$pool"/>
      <xsl:with-param name="last" select="true()"/>
    </xsl:call-template>
    <xsl:text>&#10;!&#10;</xsl:text>
  </xsl:if>
  <xsl:value-of select="concat('crypto ikev2 authorization policy ', $policy, '&#10;')"/>
  <xsl:if test="$pool"><xsl:value-of select="concat(' pool ', d:ios($pool-name), '&#10;')"/></xsl:if>
  <xsl:if test="string($o[@name = 'dns'])">
    <xsl:text> dns</xsl:text>
    <xsl:for-each select="str:tokenize($o[@name = 'dns'], ', ')"><xsl:value-of select="concat(' ', .)"/></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:if test="string($o[@name = 'domain'])">
    <xsl:value-of select="concat(' def-domain ', d:ios($o[@name = 'domain']), '&#10;')"/>
  </xsl:if>
  <xsl:text>!&#10;</xsl:text>
</xsl:template>

<!-- Group 14, as in 004, is not one of those that FIPS mode takes (003:L6063-6090). -->
<xsl:template name="algorithms">
  <xsl:text>crypto ikev2 proposal IKEv2-prop1
 encryption aes-cbc-256
 integrity sha256
</xsl:text>
  <xsl:value-of select="concat(' group ', d:ios-line(translate($o[@name = 'dh-groups'], ',', ' ')), '&#10;')"/>
  <xsl:text>!
crypto ikev2 policy IKEv2-po1
 proposal IKEv2-prop1
!
</xsl:text>
</xsl:template>

<!-- The first is called as in 004; each has a template of its own. -->
<xsl:template name="service-name">
  <xsl:choose>
    <xsl:when test="position() = 1">AnyConnect-EAP</xsl:when>
    <xsl:otherwise><xsl:value-of select="concat('AnyConnect-EAP-', position())"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="ikev2-profile">
  <xsl:variable name="name"><xsl:call-template name="service-name"/></xsl:variable>
  <xsl:variable name="number" select="$template + position() - 1"/>
  <xsl:variable name="file">
    <xsl:call-template name="profile-name"><xsl:with-param name="file" select="@file"/></xsl:call-template>
  </xsl:variable>
  <xsl:value-of select="concat('crypto ikev2 profile ', $name, '&#10; match identity remote key-id ', d:ios(@id), '&#10;')"/>
  <!-- The local method first: some releases do not heed the other without it (004:L281-283). -->
  <xsl:text> authentication local rsa-sig&#10;</xsl:text>
  <xsl:for-each select="way">
    <xsl:text> authentication remote </xsl:text>
    <xsl:choose>
      <xsl:when test=". = 'anyconnect-eap'">anyconnect-eap aggregate</xsl:when>
      <xsl:when test=". = 'eap'">eap query-identity</xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:value-of select="concat(' pki trustpoint ', d:ios($trustpoint), '&#10;')"/>
  <xsl:for-each select="way[contains(., 'eap')]">
    <xsl:value-of select="concat(' aaa authentication ', ., ' a-eap-authen-local&#10;')"/>
  </xsl:for-each>
  <xsl:for-each select="way[contains(., 'eap')]">
    <xsl:value-of select="concat(' aaa authorization group ', ., ' list a-eap-author-grp ', $policy, '&#10;')"/>
  </xsl:for-each>
  <xsl:if test="way[not(contains(., 'eap'))]">
    <xsl:value-of select="concat(' aaa authorization group cert list a-eap-author-grp ', $policy, '&#10;')"/>
  </xsl:if>
  <xsl:for-each select="way[contains(., 'eap')]">
    <xsl:value-of select="concat(' aaa authorization user ', ., ' cached&#10;')"/>
  </xsl:for-each>
  <xsl:value-of select="concat(' virtual-template ', $number, '&#10; anyconnect profile ', $file, '&#10;!&#10;')"/>
</xsl:template>

<xsl:template name="tunnels">
  <xsl:param name="services"/>
  <xsl:param name="gate"/>
  <xsl:text>crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac
 mode tunnel
!
</xsl:text>
  <xsl:for-each select="$services">
    <xsl:variable name="name"><xsl:call-template name="service-name"/></xsl:variable>
    <xsl:value-of select="concat('crypto ipsec profile ', $name, '&#10; set transform-set TS&#10; set ikev2-profile ', $name, '&#10;!&#10;')"/>
  </xsl:for-each>
  <xsl:value-of select="concat('interface loopback', $template, '&#10; ip address ', $o[@name = 'loopback'], ' 255.255.255.255&#10;!&#10;')"/>
  <xsl:for-each select="$services">
    <xsl:variable name="name"><xsl:call-template name="service-name"/></xsl:variable>
    <xsl:value-of select="concat('interface Virtual-Template', $template + position() - 1, ' type tunnel&#10; ip unnumbered Loopback', $template, '&#10;')"/>
    <xsl:text> ip mtu 1400&#10; tunnel mode ipsec </xsl:text>
    <!-- Clients have IPv4 addresses, whatever their packets travel in. -->
    <xsl:choose>
      <xsl:when test="contains($gate/@key, ':')">ipv6 v4-overlay&#10;</xsl:when>
      <xsl:otherwise>ipv4&#10;</xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat(' tunnel protection ipsec profile ', $name, '&#10;!&#10;')"/>
  </xsl:for-each>
</xsl:template>

<xsl:template name="split">
  <xsl:if test="$networks">
    <xsl:value-of select="concat('ip access-list standard ', d:ios($split-list), '&#10;')"/>
    <xsl:for-each select="$networks">
      <xsl:text> permit </xsl:text>
      <xsl:call-template name="network">
        <xsl:with-param name="cidr" select="string(.)"/>
        <xsl:with-param name="wildcard" select="true()"/>
      </xsl:call-template>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:value-of select="concat('!&#10;crypto ikev2 authorization policy ', $policy, '&#10; route set access-list ', d:ios($split-list), '&#10;!&#10;')"/>
  </xsl:if>
</xsl:template>

<!-- For clients whose traffic all goes through the tunnel, the way to the Internet. -->
<xsl:template name="nat">
  <xsl:param name="services"/>
  <xsl:if test="$nat-interface">
    <xsl:text>ip access-list extended NAT&#10; permit ip </xsl:text>
    <xsl:variable name="network"><xsl:call-template name="pool-network"><xsl:with-param name="pool" select="$pool"/></xsl:call-template></xsl:variable>
    <xsl:call-template name="network">
      <xsl:with-param name="cidr" select="string($network)"/>
      <xsl:with-param name="wildcard" select="true()"/>
    </xsl:call-template>
    <xsl:value-of select="concat(' any&#10;!&#10;ip nat inside source list NAT interface ', d:ios($nat-interface), ' overload&#10;!&#10;')"/>
    <xsl:value-of select="concat('interface ', d:ios($nat-interface), '&#10; ip nat outside&#10;!&#10;')"/>
    <xsl:for-each select="$services">
      <xsl:value-of select="concat('interface Virtual-Template ', $template + position() - 1, '&#10; ip nat inside&#10;!&#10;')"/>
    </xsl:for-each>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
