<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- What the targets of headends and of other clients have in common: the host entries of all
     profiles with the gateways they lead to, texts for comments and names, IPv4 networks. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d exsl">

<xsl:key name="option" match="option" use="@name"/>
<xsl:key name="entry" match="entry" use="@index"/>
<xsl:key name="gate" match="gate" use="@key"/>
<!-- By what answers there: routers do not enroll for others. -->
<xsl:key name="kind" match="entry/gate | entry[@standard = 'false']/enroll" use="concat(../@standard, @key)"/>

<xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
<xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>
<xsl:variable name="underscores" select="'________________________________________________________________________________'"/>
<xsl:variable name="dots" select="translate($underscores, '_', '.')"/>
<xsl:variable name="apostrophe">'</xsl:variable>
<!-- What a name of our own is made of. -->
<xsl:variable name="plain" select="concat($upper, $lower, '0123456789._-')"/>

<!-- ==== host entries ==================================================================== -->

<!-- entry/@kind @file @index @number @name @group [@named] @ipsec @standard @method @identity ...
       gate/@key @host @port: first the entry's own, then its backup and load balancing servers
       enroll/@key @host @port @group: where it gets a certificate through an ASA, if it does -->
<xsl:variable name="entry-tree">
  <xsl:for-each select="/deployment/document[not(@d:default) and (@kind = 'vpn' or @kind = 'mgmt')]">
    <xsl:variable name="document" select="."/>
    <xsl:for-each select="*/ServerList/HostEntry[not(@d:default)]">
      <xsl:call-template name="entry">
        <xsl:with-param name="document" select="$document"/>
        <xsl:with-param name="number" select="position()"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="entries" select="exsl:node-set($entry-tree)/entry"/>

<xsl:template name="entry">
  <xsl:param name="document"/>
  <xsl:param name="number"/>
  <xsl:variable name="address">
    <xsl:choose>
      <xsl:when test="string(HostAddress)"><xsl:value-of select="HostAddress"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="HostName"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="settings" select="$document/*/ClientInitialization"/>
  <xsl:variable name="protocol" select="normalize-space(PrimaryProtocol/text()[1])"/>
  <xsl:variable name="standard" select="PrimaryProtocol/StandardAuthenticationOnly"/>
  <entry kind="{$document/@kind}" file="{$document/@file}" index="{$document/@index}"
         number="{$number}" name="{HostName}" ipsec="{$protocol = 'IPsec'}"
         standard="{$protocol = 'IPsec' and normalize-space($standard/text()[1]) = 'true'}"
         method="{$standard/AuthMethodDuringIKENegotiation}" identity="{$standard/IKEIdentity}"
         on-demand="{normalize-space(MobileHostEntryInfo/ConnectOnDemand/text()[1]) = 'true'}"
         mobile="{boolean(MobileHostEntryInfo[not(@d:default)])}">
    <!-- Of UserGroup it is a text, in an address a part of the URL. -->
    <xsl:choose>
      <xsl:when test="string(UserGroup)">
        <xsl:attribute name="group"><xsl:value-of select="UserGroup"/></xsl:attribute>
        <xsl:attribute name="named">true</xsl:attribute>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="group">
          <xsl:call-template name="path-of"><xsl:with-param name="address" select="$address"/></xsl:call-template>
        </xsl:attribute>
      </xsl:otherwise>
    </xsl:choose>
    <!-- Where a certificate comes from: the entry's own setting, else the profile's. -->
    <xsl:attribute name="enroll-ca">
      <xsl:value-of select="(CAURL[string(.)] | $settings/CertificateEnrollment/CAURL[string(.) and not(current()/CAURL[string(.)])])[1]"/>
    </xsl:attribute>
    <xsl:call-template name="gate"><xsl:with-param name="address" select="$address"/></xsl:call-template>
    <xsl:variable name="own" select="BackupServerList/HostAddress[string(.)]"/>
    <xsl:for-each select="$own | $settings/BackupServerList/HostAddress[string(.) and not($own)]
                          | LoadBalancingServerList/HostAddress[string(.)]">
      <xsl:call-template name="gate"><xsl:with-param name="address" select="string(.)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:variable name="enroll" select="string((AutomaticSCEPHost[string(.)] | $settings/CertificateEnrollment/AutomaticSCEPHost[string(.) and not(current()/AutomaticSCEPHost[string(.)])])[1])"/>
    <xsl:if test="$enroll">
      <xsl:call-template name="gate">
        <xsl:with-param name="address" select="$enroll"/>
        <xsl:with-param name="as" select="'enroll'"/>
      </xsl:call-template>
    </xsl:if>
  </entry>
</xsl:template>

<xsl:template name="gate">
  <xsl:param name="address"/>
  <xsl:param name="as" select="'gate'"/>
  <xsl:variable name="host">
    <xsl:call-template name="host-of"><xsl:with-param name="address" select="$address"/></xsl:call-template>
  </xsl:variable>
  <xsl:element name="{$as}">
    <xsl:attribute name="key"><xsl:value-of select="translate($host, $upper, $lower)"/></xsl:attribute>
    <xsl:attribute name="host"><xsl:value-of select="$host"/></xsl:attribute>
    <xsl:attribute name="port">
      <xsl:call-template name="port-of"><xsl:with-param name="address" select="$address"/></xsl:call-template>
    </xsl:attribute>
    <xsl:if test="$as = 'enroll'">
      <xsl:attribute name="group">
        <xsl:call-template name="path-of"><xsl:with-param name="address" select="$address"/></xsl:call-template>
      </xsl:attribute>
    </xsl:if>
  </xsl:element>
</xsl:template>

<!-- [https://]HOST[:PORT][/PATH], where HOST may be an IPv6 address, with a port in brackets. -->
<xsl:template name="authority-of">
  <xsl:param name="address"/>
  <xsl:variable name="rest">
    <xsl:choose>
      <xsl:when test="contains($address, '://')"><xsl:value-of select="substring-after($address, '://')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$address"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:value-of select="substring-before(concat($rest, '/'), '/')"/>
</xsl:template>

<xsl:template name="host-of">
  <xsl:param name="address"/>
  <xsl:variable name="authority">
    <xsl:call-template name="authority-of"><xsl:with-param name="address" select="$address"/></xsl:call-template>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="starts-with($authority, '[')">
      <xsl:value-of select="substring-before(substring($authority, 2), ']')"/>
    </xsl:when>
    <xsl:when test="contains(substring-after($authority, ':'), ':')"><xsl:value-of select="$authority"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="substring-before(concat($authority, ':'), ':')"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Empty: none is written. -->
<xsl:template name="port-of">
  <xsl:param name="address"/>
  <xsl:variable name="authority">
    <xsl:call-template name="authority-of"><xsl:with-param name="address" select="$address"/></xsl:call-template>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="starts-with($authority, '[')"><xsl:value-of select="substring-after($authority, ']:')"/></xsl:when>
    <xsl:when test="contains(substring-after($authority, ':'), ':')"/>
    <xsl:otherwise><xsl:value-of select="substring-after($authority, ':')"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="path-of">
  <xsl:param name="address"/>
  <xsl:variable name="rest">
    <xsl:choose>
      <xsl:when test="contains($address, '://')"><xsl:value-of select="substring-after($address, '://')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$address"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="path" select="substring-after($rest, '/')"/>
  <xsl:choose>
    <xsl:when test="substring($path, string-length($path)) = '/'">
      <xsl:value-of select="substring($path, 1, string-length($path) - 1)"/>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$path"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- As it stands in a URL, with the port if it is not the usual one. -->
<xsl:template name="authority">
  <xsl:param name="gate"/>
  <xsl:param name="port" select="string($gate/@port)"/>
  <xsl:choose>
    <xsl:when test="contains($gate/@host, ':')"><xsl:value-of select="concat('[', $gate/@host, ']')"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="$gate/@host"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="$port and $port != '443'"><xsl:value-of select="concat(':', $port)"/></xsl:if>
</xsl:template>

<!-- What a headend of the other kind cannot stand in for. ours: whether the entries we serve are those
     of standard authentication. -->
<xsl:template name="shared-gates">
  <xsl:param name="ours"/>
  <xsl:param name="other-kind"/>
  <xsl:param name="this-kind"/>
  <xsl:for-each select="$entries[@standard = $ours]/*[generate-id() = generate-id(key('kind', concat($ours, @key))[1])]">
    <xsl:variable name="others" select="key('kind', concat(not($ours = 'true'), @key))"/>
    <xsl:choose>
      <xsl:when test="not($others)"/>
      <xsl:when test="$others[self::enroll or not(preceding-sibling::gate)]">
        <note><xsl:value-of select="concat(@key, ' is the gateway of entry ', $others[self::enroll or not(preceding-sibling::gate)]/../@name, ', too, which is for ', $other-kind, ': ', $this-kind, ' does not answer it')"/></note>
      </xsl:when>
      <xsl:otherwise>
        <note><xsl:value-of select="concat(@key, ' is among the backup servers of entries for ', $other-kind, ', too, which ', $this-kind, ' cannot stand in for: give these their own BackupServerList')"/></note>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:for-each>
</xsl:template>

<!-- ==== texts =========================================================================== -->

<!-- What is left is a name that stands in any syntax; the rest becomes underscores. -->
<xsl:template name="plain-name">
  <xsl:param name="text"/>
  <xsl:variable name="others" select="translate($text, $plain, '')"/>
  <xsl:choose>
    <xsl:when test="string-length($others) &gt; string-length($underscores)">unnamed</xsl:when>
    <xsl:otherwise><xsl:value-of select="translate($text, $others, $underscores)"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- For a comment: one line of ASCII, no question mark, at which the command line of a headend would
     stop. -->
<xsl:template name="comment-text">
  <xsl:param name="text"/>
  <xsl:variable name="line" select="normalize-space($text)"/>
  <xsl:variable name="others" select="translate($line, concat($plain, ' !&quot;#$%&amp;()*+,/:;&lt;=&gt;@[]^`{|}~\', $apostrophe), '')"/>
  <xsl:value-of select="translate($line, $others, substring($dots, 1, string-length($others)))"/>
</xsl:template>

<!-- ==== IPv4 ============================================================================ -->

<xsl:template name="ip-number">
  <xsl:param name="ip"/>
  <xsl:variable name="b" select="substring-after($ip, '.')"/>
  <xsl:variable name="c" select="substring-after($b, '.')"/>
  <xsl:value-of select="substring-before($ip, '.') * 16777216 + substring-before($b, '.') * 65536
                        + substring-before($c, '.') * 256 + substring-after($c, '.')"/>
</xsl:template>

<xsl:template name="ip-text">
  <xsl:param name="number"/>
  <xsl:value-of select="concat(floor($number div 16777216), '.', floor($number div 65536) mod 256, '.',
                               floor($number div 256) mod 256, '.', $number mod 256)"/>
</xsl:template>

<!-- Addresses in a network of that prefix length: 256 of 24. -->
<xsl:template name="network-size">
  <xsl:param name="prefix"/>
  <xsl:param name="size" select="1"/>
  <xsl:choose>
    <xsl:when test="$prefix &lt; 32">
      <xsl:call-template name="network-size">
        <xsl:with-param name="prefix" select="$prefix + 1"/>
        <xsl:with-param name="size" select="$size * 2"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$size"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Address and mask, as an ASA has it; with wildcard, as a router. -->
<xsl:template name="network">
  <xsl:param name="cidr"/>
  <xsl:param name="wildcard" select="false()"/>
  <xsl:variable name="size">
    <xsl:call-template name="network-size"><xsl:with-param name="prefix" select="number(substring-after($cidr, '/'))"/></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="address">
    <xsl:call-template name="ip-number"><xsl:with-param name="ip" select="substring-before($cidr, '/')"/></xsl:call-template>
  </xsl:variable>
  <xsl:call-template name="ip-text"><xsl:with-param name="number" select="floor($address div $size) * $size"/></xsl:call-template>
  <xsl:text> </xsl:text>
  <xsl:choose>
    <xsl:when test="$wildcard">
      <xsl:call-template name="ip-text"><xsl:with-param name="number" select="$size - 1"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="ip-text"><xsl:with-param name="number" select="4294967296 - $size"/></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A pool is FIRST-LAST/PREFIX, or the network NETWORK/PREFIX of which first and last address are
     left out. -->
<xsl:template name="pool-end">
  <xsl:param name="pool"/>
  <xsl:param name="last" select="false()"/>
  <xsl:variable name="range" select="substring-before($pool, '/')"/>
  <xsl:choose>
    <xsl:when test="contains($range, '-') and $last"><xsl:value-of select="substring-after($range, '-')"/></xsl:when>
    <xsl:when test="contains($range, '-')"><xsl:value-of select="substring-before($range, '-')"/></xsl:when>
    <xsl:otherwise>
      <xsl:variable name="size">
        <xsl:call-template name="network-size"><xsl:with-param name="prefix" select="number(substring-after($pool, '/'))"/></xsl:call-template>
      </xsl:variable>
      <xsl:variable name="address">
        <xsl:call-template name="ip-number"><xsl:with-param name="ip" select="$range"/></xsl:call-template>
      </xsl:variable>
      <xsl:variable name="start" select="floor($address div $size) * $size"/>
      <xsl:call-template name="ip-text">
        <xsl:with-param name="number" select="$start + 1 + $last * ($size - 3)"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The network a pool lies in, as NETWORK/PREFIX. -->
<xsl:template name="pool-network">
  <xsl:param name="pool"/>
  <xsl:call-template name="pool-end"><xsl:with-param name="pool" select="$pool"/></xsl:call-template>
  <xsl:value-of select="concat('/', substring-after($pool, '/'))"/>
</xsl:template>

</xsl:stylesheet>
