<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Secure Access has no file to import: what an administrator enters in its pages, as a list to
     tick off. Steps are those of 000, values those of the profiles. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" extension-element-prefixes="str"
                exclude-result-prefixes="d exsl">
<xsl:import href="entries.xsl"/>

<xsl:variable name="o" select="/deployment/option"/>
<xsl:variable name="documents" select="/deployment/document[not(@d:default)]"/>
<xsl:variable name="mgmt" select="$documents[@kind = 'mgmt']"/>
<xsl:variable name="method" select="string($o[@name = 'method'])"/>

<xsl:template match="/deployment">
  <files>
    <xsl:choose>
      <xsl:when test="not($documents)"><refuse>there is no profile</refuse></xsl:when>
      <xsl:when test="string($o[@name = 'split-include']) and string($o[@name = 'split-exclude'])">
        <refuse>split-include and split-exclude exclude each other</refuse>
      </xsl:when>
    </xsl:choose>
    <note>Secure Access takes no file: checklist.txt says what to enter where</note>
    <xsl:for-each select="$documents"><xsl:call-template name="no-field"/></xsl:for-each>
    <file path="checklist.txt"><xsl:call-template name="checklist"/></file>
  </files>
</xsl:template>

<!-- What a profile says and no page asks for: addresses and their lists are those of the service, and
     it neither enrolls certificates nor speaks to clients as a router does. -->
<xsl:template name="no-field">
  <xsl:variable name="index" select="@index"/>
  <xsl:variable name="settings" select="*/ClientInitialization"/>
  <xsl:for-each select="$settings/BackupServerList[HostAddress[not(@d:default)]] | $settings/CertificateEnrollment | $settings/MobilePolicy">
    <xsl:if test="not(@d:default)">
      <ignored document="{$index}" setting="ClientInitialization/{name()}">no page of Secure Access asks for it</ignored>
    </xsl:if>
  </xsl:for-each>
  <xsl:for-each select="*/ServerList/HostEntry[not(@d:default)]">
    <xsl:variable name="entry" select="concat('ServerList/HostEntry[', position(), ']/')"/>
    <xsl:for-each select="UserGroup[string(.)] | BackupServerList | LoadBalancingServerList | AutomaticSCEPHost[string(.)] | CAURL[string(.)] | MobileHostEntryInfo">
      <xsl:if test="not(@d:default)">
        <ignored document="{$index}" setting="{$entry}{name()}">no page of Secure Access asks for it</ignored>
      </xsl:if>
    </xsl:for-each>
    <xsl:if test="normalize-space(PrimaryProtocol/StandardAuthenticationOnly/text()[1]) = 'true'">
      <ignored document="{$index}" setting="{$entry}PrimaryProtocol/StandardAuthenticationOnly">Secure Access authenticates as an ASA does, not as a router</ignored>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<!-- ==== lines ============================================================================= -->

<xsl:template name="step">
  <xsl:param name="text"/>
  <xsl:value-of select="concat('[ ] ', $text, '&#10;')"/>
</xsl:template>

<!-- A value from a profile, quoted, on one line. -->
<xsl:template name="value">
  <xsl:param name="label"/>
  <xsl:param name="text"/>
  <xsl:value-of select="concat('    ', $label, ': &quot;')"/>
  <xsl:value-of select="translate(normalize-space($text), '&#x61C;&#x200E;&#x200F;&#x2028;&#x2029;&#x202A;&#x202B;&#x202C;&#x202D;&#x202E;&#x2066;&#x2067;&#x2068;&#x2069;', '')"/>
  <xsl:text>"&#10;</xsl:text>
</xsl:template>

<xsl:template name="list">
  <xsl:param name="label"/>
  <xsl:param name="option"/>
  <xsl:for-each select="str:tokenize($o[@name = $option], ', ')">
    <xsl:value-of select="concat('    ', $label, ': ', ., '&#10;')"/>
  </xsl:for-each>
</xsl:template>

<xsl:template name="heading">
  <xsl:param name="text"/>
  <xsl:value-of select="concat('&#10;', $text, '&#10;', substring('--------------------------------------------------------------------------------', 1, string-length($text)), '&#10;')"/>
</xsl:template>

<!-- ==== the list ========================================================================== -->

<xsl:template name="checklist">
  <xsl:text>Secure Access, from</xsl:text>
  <xsl:for-each select="$documents">
    <xsl:text> </xsl:text>
    <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@file"/></xsl:call-template>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
  <xsl:call-template name="heading"><xsl:with-param name="text">Before</xsl:with-param></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">your account has the role of a full administrator</xsl:with-param></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">every region has an IP pool for users</xsl:with-param></xsl:call-template>
  <xsl:if test="$mgmt">
    <xsl:call-template name="step"><xsl:with-param name="text">there is at least one VPN profile for users</xsl:with-param></xsl:call-template>
  </xsl:if>
  <xsl:for-each select="$documents[@kind = 'vpn']"><xsl:call-template name="users"/></xsl:for-each>
  <xsl:for-each select="$mgmt"><xsl:call-template name="machine"/></xsl:for-each>
</xsl:template>

<xsl:template name="users">
  <xsl:variable name="of-several">
    <xsl:if test="$documents[@kind = 'vpn'][2]">
      <xsl:text>, from </xsl:text>
      <xsl:call-template name="comment-text"><xsl:with-param name="text" select="@file"/></xsl:call-template>
    </xsl:if>
  </xsl:variable>
  <xsl:call-template name="heading"><xsl:with-param name="text" select="concat('VPN profile for users', $of-several)"/></xsl:call-template>
  <xsl:text>Connect &gt; End User Connectivity &gt; Virtual Private Network &gt; VPN Profiles&#10;</xsl:text>
  <xsl:call-template name="step"><xsl:with-param name="text">general settings</xsl:with-param></xsl:call-template>
  <xsl:call-template name="general"/>
  <xsl:call-template name="step"><xsl:with-param name="text">authentication</xsl:with-param></xsl:call-template>
  <xsl:choose>
    <xsl:when test="*/ClientInitialization/CertificateMatch[not(@d:default)]">    with certificates; upload the certificates of the issuing CAs&#10;</xsl:when>
    <xsl:otherwise>    SAML, RADIUS or certificates: the profile does not say&#10;</xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="steering"/>
  <xsl:call-template name="step"><xsl:with-param name="text">Cisco Secure Client configuration: as in the profile</xsl:with-param></xsl:call-template>
  <xsl:call-template name="client"/>
</xsl:template>

<xsl:template name="machine">
  <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 1: machine tunnel, general settings'"/></xsl:call-template>
  <xsl:text>Connect &gt; End User Connectivity &gt; Virtual Private Network &gt; VPN Profiles &gt; Settings &gt; Manage Machine Tunnel&#10;</xsl:text>
  <xsl:call-template name="step"><xsl:with-param name="text">default domain, DNS servers, one IP pool for each region, protocol</xsl:with-param></xsl:call-template>
  <xsl:call-template name="general"/>
  <xsl:call-template name="step"><xsl:with-param name="text">client bypass protocol: on, or what has no address is cut off</xsl:with-param></xsl:call-template>
  <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 2: authentication with the certificate of the machine'"/></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">select or upload the certificates of the CAs that issue the certificates of machines</xsl:with-param></xsl:call-template>
  <xsl:for-each select="*/ClientInitialization/CertificateMatch/DistinguishedName/DistinguishedNameDefinition[starts-with(Name, 'ISSUER')]">
    <xsl:call-template name="value">
      <xsl:with-param name="label" select="string(Name)"/>
      <xsl:with-param name="text" select="Pattern"/>
    </xsl:call-template>
  </xsl:for-each>
  <xsl:call-template name="step"><xsl:with-param name="text">
    <xsl:text>primary field to authenticate: the one that holds </xsl:text>
    <xsl:choose>
      <xsl:when test="$method = 'endpoint'">the name of the device</xsl:when>
      <xsl:when test="$method = 'user'">the user's e-mail address or UPN</xsl:when>
      <xsl:otherwise><xsl:value-of select="$o[@name = 'user']"/></xsl:otherwise>
    </xsl:choose>
  </xsl:with-param></xsl:call-template>
  <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 3: traffic steering'"/></xsl:call-template>
  <xsl:call-template name="steering"/>
  <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 4: Cisco Secure Client configuration'"/></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">maximum transmission unit: the largest packet that passes the tunnel in one piece</xsl:with-param></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">settings of the client and of certificates: as in the profile</xsl:with-param></xsl:call-template>
  <xsl:call-template name="client"/>
  <xsl:call-template name="step"><xsl:with-param name="text">assign the machine tunnel to a VPN profile for users and save</xsl:with-param></xsl:call-template>
  <xsl:call-template name="identity"/>
  <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 8: connect'"/></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">connect once as a user: this downloads the profile of the machine tunnel</xsl:with-param></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">disconnect: the machine tunnel comes up by itself</xsl:with-param></xsl:call-template>
</xsl:template>

<!-- The name, the address and the protocol of every entry. -->
<xsl:template name="general">
  <xsl:variable name="index" select="@index"/>
  <xsl:for-each select="exsl:node-set($entry-tree)">
    <xsl:for-each select="key('entry', $index)">
      <xsl:call-template name="value">
        <xsl:with-param name="label" select="'display name'"/>
        <xsl:with-param name="text" select="@name"/>
      </xsl:call-template>
      <xsl:text>    protocol: </xsl:text>
      <xsl:choose>
        <xsl:when test="@ipsec = 'true'">IPsec (IKEv2)&#10;</xsl:when>
        <xsl:otherwise>TLS/DTLS&#10;</xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:for-each>
  <xsl:call-template name="list"><xsl:with-param name="label" select="'default domain'"/><xsl:with-param name="option" select="'domain'"/></xsl:call-template>
  <xsl:call-template name="list"><xsl:with-param name="label" select="'DNS server'"/><xsl:with-param name="option" select="'dns'"/></xsl:call-template>
</xsl:template>

<xsl:template name="steering">
  <xsl:choose>
    <xsl:when test="string($o[@name = 'split-include'])">
      <xsl:call-template name="step"><xsl:with-param name="text">tunnel mode: bypass Secure Access, with exceptions</xsl:with-param></xsl:call-template>
      <xsl:call-template name="list"><xsl:with-param name="label" select="'through the tunnel'"/><xsl:with-param name="option" select="'split-include'"/></xsl:call-template>
    </xsl:when>
    <xsl:when test="string($o[@name = 'split-exclude'])">
      <xsl:call-template name="step"><xsl:with-param name="text">tunnel mode: connect to Secure Access, with exceptions</xsl:with-param></xsl:call-template>
      <xsl:call-template name="list"><xsl:with-param name="label" select="'past the tunnel'"/><xsl:with-param name="option" select="'split-exclude'"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="step"><xsl:with-param name="text">tunnel mode: connect to Secure Access, everything through the tunnel</xsl:with-param></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="step"><xsl:with-param name="text">DNS mode</xsl:with-param></xsl:call-template>
</xsl:template>

<!-- Settings that the profile writes, and criteria for certificates. -->
<xsl:template name="client">
  <xsl:for-each select="*/ClientInitialization/*[not(@d:default) and normalize-space(text()[1])]">
    <xsl:call-template name="value">
      <xsl:with-param name="label" select="name()"/>
      <xsl:with-param name="text" select="text()[1]"/>
    </xsl:call-template>
    <xsl:for-each select="descendant::*[not(@d:default) and normalize-space(text()[1])]">
      <xsl:text>  </xsl:text>
      <xsl:call-template name="value">
        <xsl:with-param name="label" select="name()"/>
        <xsl:with-param name="text" select="text()[1]"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:for-each>
  <xsl:variable name="match" select="*/ClientInitialization/CertificateMatch"/>
  <xsl:choose>
    <xsl:when test="$match//MatchKey or $match//ExtendedMatchKey or $match//DistinguishedNameDefinition">
      <xsl:text>    certificate matching, all of:&#10;</xsl:text>
      <xsl:for-each select="$match//MatchKey">
        <xsl:text>  </xsl:text>
        <xsl:call-template name="value"><xsl:with-param name="label" select="'key usage'"/><xsl:with-param name="text" select="."/></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$match//ExtendedMatchKey | $match//CustomExtendedMatchKey">
        <xsl:text>  </xsl:text>
        <xsl:call-template name="value"><xsl:with-param name="label" select="'extended key usage'"/><xsl:with-param name="text" select="."/></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$match//DistinguishedNameDefinition">
        <xsl:text>  </xsl:text>
        <xsl:call-template name="value">
          <xsl:with-param name="label" select="concat(Name, ' ', @Operator)"/>
          <xsl:with-param name="text" select="Pattern"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:when>
    <xsl:when test="@kind = 'mgmt'">    certificate matching: key usage Digital Signature, extended key usage Client Authentication&#10;</xsl:when>
  </xsl:choose>
  <xsl:for-each select="*//Pin[not(@d:default)]">
    <xsl:call-template name="value"><xsl:with-param name="label" select="'certificate pin'"/><xsl:with-param name="text" select="."/></xsl:call-template>
  </xsl:for-each>
</xsl:template>

<!-- Whose tunnel it is, by one of three methods. -->
<xsl:template name="identity">
  <xsl:choose>
    <xsl:when test="$method = 'endpoint' or $method = 'user'">
      <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 5: AD connector'"/></xsl:call-template>
      <xsl:call-template name="step"><xsl:with-param name="text">
        <xsl:text>the AD connector imports </xsl:text>
        <xsl:choose><xsl:when test="$method = 'user'">users</xsl:when><xsl:otherwise>endpoints</xsl:otherwise></xsl:choose>
      </xsl:with-param></xsl:call-template>
      <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 6: identity'"/></xsl:call-template>
      <xsl:text>Connect &gt; Users, Groups and Endpoint Devices &gt; Configuration Management &gt; Active Directory&#10;</xsl:text>
      <xsl:call-template name="step"><xsl:with-param name="text">
        <xsl:text>authentication property: </xsl:text>
        <xsl:choose><xsl:when test="$method = 'user'">e-mail (users)</xsl:when><xsl:otherwise>host name (endpoint devices)</xsl:otherwise></xsl:choose>
      </xsl:with-param></xsl:call-template>
      <xsl:call-template name="step"><xsl:with-param name="text">save, and restart the services of the AD connector on its servers</xsl:with-param></xsl:call-template>
      <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 7: certificate'"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="heading"><xsl:with-param name="text" select="'Step 5: user'"/></xsl:call-template>
      <xsl:text>Connect &gt; Users, Groups and Endpoint Devices &gt; Users&#10;</xsl:text>
      <xsl:call-template name="step"><xsl:with-param name="text" select="concat('there is a user ', $o[@name = 'user'], '; else import it')"/></xsl:call-template>
      <xsl:call-template name="heading"><xsl:with-param name="text" select="'Steps 6 and 7: certificate'"/></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:text>    openssl req -newkey rsa:2048 -nodes -keyout cert.key -out cert.csr
    openssl pkcs12 -export -out Machine.p12 -in machine.crt -inkey cert.key
</xsl:text>
  <xsl:call-template name="step"><xsl:with-param name="text">the CA issues machine.crt, with Digital Signature and Client Authentication, and the identity of step 2 in it</xsl:with-param></xsl:call-template>
  <xsl:call-template name="step"><xsl:with-param name="text">Machine.p12 is imported into the machine's store</xsl:with-param></xsl:call-template>
</xsl:template>

</xsl:stylesheet>
