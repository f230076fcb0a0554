<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- A file for /etc/swanctl/conf.d for each host entry that authenticates by a standard method of
     IKEv2; for others there is nothing strongSwan could do. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:str="http://exslt.org/strings"
                extension-element-prefixes="str" exclude-result-prefixes="d">
<xsl:import href="linux.xsl"/>

<xsl:variable name="user" select="string($o[@name = 'user'])"/>
<xsl:variable name="ascii"> !"#$%&amp;'()*+,-./0123456789:;&lt;=&gt;?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~</xsl:variable>
<xsl:variable name="fips" select="$policy/FipsMode = 'true'"/>

<xsl:variable name="left-out">it does not authenticate by a standard method of IKEv2</xsl:variable>
<xsl:variable name="nothing">no entry of these files authenticates by a standard method of IKEv2: strongSwan knows neither EAP-AnyConnect nor the way of an ASA; for SSL there is the target openconnect</xsl:variable>

<xsl:template match="host" mode="file">
  <xsl:param name="name"/>
  <file path="{$name}.conf">
    <xsl:call-template name="connection"><xsl:with-param name="name" select="$name"/></xsl:call-template>
  </file>
</xsl:template>

<xsl:template name="connection">
  <xsl:param name="name"/>
  <xsl:variable name="certified" select="@method = 'IKE-RSA' or @method = 'IKE-ECDSA'"/>
  <xsl:text># </xsl:text>
  <xsl:call-template name="title"/>
  <xsl:value-of select="concat('&#10;# In /etc/swanctl/conf.d; then: swanctl --load-all &amp;&amp; swanctl --initiate --child ', $name, '&#10;')"/>
  <xsl:call-template name="limits">
    <xsl:with-param name="client" select="'strongSwan'"/>
  </xsl:call-template>
  <xsl:text>#
# The gateway has to name itself as the id of remote below, which has to be in its certificate; one
# that names itself by the subject of the certificate needs that subject there.
</xsl:text>
  <xsl:choose>
    <xsl:when test="$certified">
      <xsl:text># The user's certificate is in /etc/swanctl/x509, its key in /etc/swanctl/private.&#10;</xsl:text>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="secrets"><xsl:with-param name="name" select="$name"/></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:value-of select="concat('connections {&#10;  ', $name, ' {&#10;    version = 2&#10;')"/>
  <xsl:value-of select="concat('    remote_addrs = ', d:swanctl(gate[1]/@host), '&#10;')"/>
  <xsl:value-of select="'    vips = 0.0.0.0, ::&#10;'"/>
  <!-- What the router of the target ios-xe offers; of FIPS mode nothing else. -->
  <xsl:text>    proposals = aes256-sha256-ecp384-ecp256-modp2048</xsl:text>
  <xsl:if test="not($fips)">, default</xsl:if>
  <xsl:text>
    dpd_delay = 30s
    local {
</xsl:text>
  <xsl:call-template name="local"><xsl:with-param name="certified" select="$certified"/></xsl:call-template>
  <xsl:value-of select="concat('    }&#10;    remote {&#10;      auth = pubkey&#10;      id = ', d:swanctl(gate[1]/@host), '&#10;')"/>
  <xsl:if test="string($o[@name = 'ca'])"><xsl:value-of select="concat('      cacerts = ', d:swanctl($o[@name = 'ca']), '&#10;')"/></xsl:if>
  <xsl:value-of select="concat('    }&#10;    children {&#10;      ', $name, ' {&#10;        remote_ts = ')"/>
  <xsl:choose>
    <xsl:when test="string($o[@name = 'networks'])">
      <xsl:for-each select="str:tokenize($o[@name = 'networks'], ', ')">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <xsl:value-of select="."/>
      </xsl:for-each>
    </xsl:when>
    <xsl:otherwise>0.0.0.0/0, ::/0</xsl:otherwise>
  </xsl:choose>
  <xsl:text>&#10;        esp_proposals = aes256-sha256</xsl:text>
  <xsl:if test="not($fips)">, default</xsl:if>
  <xsl:text>&#10;        dpd_action = </xsl:text>
  <xsl:choose>
    <xsl:when test="@reconnect = 'false'">clear</xsl:when>
    <xsl:otherwise>restart</xsl:otherwise>
  </xsl:choose>
  <xsl:text>
      }
    }
  }
}
</xsl:text>
</xsl:template>

<!-- An identity that is taken as it stands: without a prefix strongSwan makes addresses and names of
     what looks like one, and it reads nothing but ASCII. -->
<xsl:template name="identity">
  <xsl:param name="text"/>
  <xsl:choose>
    <xsl:when test="translate($text, $ascii, '') or starts-with($text, '#')"><xsl:value-of select="concat('keyid:#', d:hex($text))"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="concat('keyid:', $text)"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The user: of names that nothing is made of, as people write them. -->
<xsl:variable name="who">
  <xsl:choose>
    <xsl:when test="translate($user, concat($plain, '@'), '') or not(translate($user, '0123456789._-@', '')) or starts-with($user, '@')">
      <xsl:call-template name="identity"><xsl:with-param name="text" select="$user"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$user"/></xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<!-- Where a user's name and password go: they belong into no profile. -->
<xsl:template name="secrets">
  <xsl:param name="name"/>
  <xsl:variable name="name-of-user">
    <xsl:choose>
      <xsl:when test="$user"><xsl:value-of select="d:swanctl($who)"/></xsl:when>
      <xsl:otherwise>NAME</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:text># What the user logs on with goes into another file in conf.d that nobody else may read:&#10;</xsl:text>
  <xsl:if test="not($user)">
    <xsl:value-of select="concat('#   connections { ', $name, ' { local { eap_id = NAME } } }&#10;')"/>
  </xsl:if>
  <xsl:value-of select="concat('#   secrets { eap-', $name, ' { id = ', $name-of-user, '&#10;#     secret = &quot;PASSWORD&quot; } }&#10;')"/>
</xsl:template>

<!-- How the client proves who it is. -->
<xsl:template name="local">
  <xsl:param name="certified"/>
  <xsl:choose>
    <xsl:when test="$certified">
      <xsl:text>      auth = pubkey&#10;</xsl:text>
      <xsl:if test="$certificate"><xsl:value-of select="concat('      certs = ', d:swanctl($certificate), '&#10;')"/></xsl:if>
    </xsl:when>
    <xsl:otherwise>
      <xsl:text>      auth = </xsl:text>
      <xsl:choose>
        <xsl:when test="@method = 'EAP-MD5'">eap-md5</xsl:when>
        <xsl:when test="@method = 'EAP-MSCHAPv2'">eap-mschapv2</xsl:when>
        <xsl:otherwise>eap-gtc</xsl:otherwise>
      </xsl:choose>
      <xsl:text>&#10;      id = </xsl:text>
      <!-- What the vendor's client calls itself. -->
      <xsl:choose>
        <xsl:when test="string(@identity)">
          <xsl:variable name="identity"><xsl:call-template name="identity"><xsl:with-param name="text" select="@identity"/></xsl:call-template></xsl:variable>
          <xsl:value-of select="d:swanctl($identity)"/>
        </xsl:when>
        <xsl:otherwise>"keyid:*$AnyConnectClient$*"</xsl:otherwise>
      </xsl:choose>
      <xsl:text>&#10;</xsl:text>
      <xsl:if test="$user"><xsl:value-of select="concat('      eap_id = ', d:swanctl($who), '&#10;')"/></xsl:if>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
