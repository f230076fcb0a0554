<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- What profile and policy ask for and other clients on Linux do not do. A setting that is written
     is taken for one of these unless a row tells that it is carried, or at which values there is
     nothing to be done; so that one without a row is said to be left out, not silently dropped. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d exsl">

<!-- row/@at: the setting, below ClientInitialization or the root of the policy; @fine: values at which
     nothing is lost, "*" for all; @for: targets, all without it. The first that fits holds. -->
<xsl:variable name="row-tree">
  <!-- What every file or each entry has in its own way. -->
  <row at="BackupServerList" fine="*"/>
  <row at="CertificatePinning" fine="*"/>
  <row at="ProxySettings" for="openconnect" fine="*"/>
  <row at="ProxySettings" for="networkmanager" fine="Override IgnoreProxy">the proxies of the system are not asked</row>
  <row at="ProxySettings" for="swanctl" fine="Native IgnoreProxy">IKEv2 does not go through proxies</row>
  <row at="AutoReconnect" for="openconnect" fine="true">it tries once to connect again</row>
  <row at="AutoReconnect" for="networkmanager" fine="true">it connects again after a break</row>
  <row at="AutoReconnect" for="swanctl" fine="*"/>
  <row at="AutoReconnect/AutoReconnectBehavior" for="networkmanager" fine="DisconnectOnSuspend">NetworkManager ends the connection when the computer is suspended</row>
  <row at="AutoReconnect/AutoReconnectBehavior" fine="ReconnectAfterResume">the connection lasts when the computer is suspended</row>

  <row at="AutomaticVPNPolicy" fine="false">networks are not told apart: users connect and disconnect</row>
  <row at="AutomaticVPNPolicy/AlwaysOn" fine="false">traffic is not held back while there is no tunnel</row>
  <row at="AutoConnectOnStart" fine="false">nothing connects by itself</row>
  <row at="UseStartBeforeLogon" fine="false">there is no connection before users log on</row>
  <row at="ShowPreConnectMessage" fine="false">there is no message before it connects</row>
  <row at="CertificateStoreLinux">the certificate is taken from a file, not from a store</row>
  <row at="CertificateStore">that is for Windows</row>
  <row at="CertificateStoreOverride">that is for Windows</row>
  <row at="CertificateStoreMac">that is for macOS</row>
  <row at="AutomaticCertSelection" fine="true">nobody is asked which certificate to take: it is the one in the file</row>
  <row at="CertificateMatch"/>
  <row at="CertificateEnrollment">certificates are neither enrolled nor renewed</row>
  <row at="AllowLocalProxyConnections" fine="true">a proxy on the same computer is not refused</row>
  <row at="LocalLanAccess" for="swanctl" fine="false">the local network is in the tunnel, too, unless the plugin bypass-lan is loaded</row>
  <row at="LocalLanAccess" fine="true">the local network can be reached all the time</row>
  <row at="DisableCaptivePortalDetection" fine="true">captive portals are not detected</row>
  <row at="CaptivePortalRemediationBrowserFailover" fine="false">captive portals are not detected</row>
  <row at="AutoUpdate" fine="false">updates are those of the distribution</row>
  <row at="RSASecurIDIntegration">users type what their token shows</row>
  <row at="SafeWordSofTokenIntegration" fine="false">users type what their token shows</row>
  <row at="LinuxLogonEnforcement">who is logged on is not looked at</row>
  <row at="LinuxVPNEstablishment" fine="AllowRemoteUsers">who is logged on is not looked at</row>
  <row at="WindowsLogonEnforcement">that is for Windows</row>
  <row at="WindowsVPNEstablishment">that is for Windows</row>
  <row at="SuspendOnConnectedStandby" fine="false">that is for Windows</row>
  <row at="RetainVpnOnLogoff" fine="true">who logs off does not end the connection</row>
  <row at="PPPExclusion" fine="Automatic">the route to the gateway is always excluded from the tunnel</row>
  <row at="EnableScripting" fine="false">OnConnect and OnDisconnect scripts are not run</row>
  <row at="EnableAutomaticServerSelection" fine="false">users choose the gateway</row>
  <row at="AuthenticationTimeout">how long an answer is waited for cannot be told</row>
  <row at="AllowIPsecOverSSL" fine="false">there is no IPsec inside of TLS</row>
  <row at="ClearSmartcardPin">PINs of smart cards are kept or forgotten by the system</row>
  <row at="IPProtocolSupport" fine="IPv4,IPv6">the system chooses between the IPv4 and the IPv6 address of the gateway</row>
  <row at="AllowManualHostInput" fine="true">users may connect to other gateways</row>
  <row at="ServiceDisable" fine="false">users may connect</row>
  <row at="MinimizeOnConnect">there is no window to minimize</row>
  <row at="MobilePolicy">that is for phones and tablets</row>
  <row at="DeviceLockRequired">that is for phones and tablets</row>
</xsl:variable>
<xsl:variable name="policy-row-tree">
  <row at="FipsMode" for="swanctl" fine="*"/>
  <row at="FipsMode" fine="false">algorithms are those that the system's own policy allows</row>
  <row at="StrictCertificateTrust" for="openconnect" fine="false">users are asked what to do with a certificate that is not trusted</row>
  <row at="StrictCertificateTrust" fine="*"/>
  <row at="RestrictServerCertStore" fine="*"/>
  <row at="OCSPRevocation" for="swanctl" fine="*"/>
  <row at="OCSPRevocation" fine="false">whether a certificate was revoked is not asked</row>
  <row at="ExcludePemFileCertStore" fine="false">the certificate is taken from a file</row>
  <row at="ExcludeFirefoxNSSCertStore" fine="true">the certificates of Firefox are not looked at</row>
  <row at="RestrictPreferenceCaching" fine="false">what is remembered is not restricted</row>
  <row at="BypassDownloader" fine="true">nothing is downloaded from gateways</row>
  <row at="RestrictWebLaunch" fine="true">there is no start from a web page</row>
  <row at="RestrictScriptWebDeploy" fine="true">nothing is downloaded from gateways</row>
  <row at="RestrictHelpWebDeploy" fine="true">nothing is downloaded from gateways</row>
  <row at="RestrictResourceWebDeploy" fine="true">nothing is downloaded from gateways</row>
  <row at="RestrictLocalizationWebDeploy" fine="true">nothing is downloaded from gateways</row>
  <row at="UpdatePolicy">nothing is downloaded from gateways</row>
</xsl:variable>
<xsl:variable name="rows" select="exsl:node-set($row-tree)/row"/>
<xsl:variable name="policy-rows" select="exsl:node-set($policy-row-tree)/row"/>

<!-- limit/@document @label [@setting] [@entry] [@policy] [@shared]: text. Those without @entry hold
     for all entries of a profile, those with @policy for all there are; those without @setting are
     said in the files only; those that are @shared are of one setting. -->
<xsl:variable name="limit-tree">
  <xsl:for-each select="$documents[@kind = 'vpn']">
    <xsl:variable name="document" select="."/>
    <xsl:for-each select="exsl:node-set($host-tree)">
      <xsl:if test="key('made', $document/@index)">
        <xsl:for-each select="$document"><xsl:call-template name="profile-limits"/></xsl:for-each>
      </xsl:if>
    </xsl:for-each>
  </xsl:for-each>
  <xsl:for-each select="$documents[@kind = 'local-policy']/*/*[not(@d:default)]">
    <xsl:call-template name="limit">
      <xsl:with-param name="at" select="name()"/>
      <xsl:with-param name="in" select="''"/>
      <xsl:with-param name="all" select="$policy-rows"/>
    </xsl:call-template>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="policy-limits" select="exsl:node-set($limit-tree)/limit[@policy]"/>

<xsl:template name="profile-limits">
  <xsl:variable name="document" select="@index"/>
  <xsl:variable name="settings" select="*/ClientInitialization"/>
  <xsl:for-each select="$settings/*[not(@d:default)]">
    <xsl:variable name="parent" select="name()"/>
    <xsl:call-template name="limit"><xsl:with-param name="at" select="$parent"/></xsl:call-template>
    <!-- What stands below a setting that is off is off, too. -->
    <xsl:for-each select="*[not(@d:default)][normalize-space(../text()[1]) != 'false'][concat($parent, '/', name()) = $rows/@at]">
      <xsl:call-template name="limit"><xsl:with-param name="at" select="concat($parent, '/', name())"/></xsl:call-template>
    </xsl:for-each>
  </xsl:for-each>
  <xsl:if test="$settings//@UserControllable[. = 'false' and not(../@d:default)]">
    <limit document="{$document}" label="UserControllable">whoever may write this file may change all that is in it</limit>
  </xsl:if>
  <xsl:variable name="pinning" select="normalize-space($settings/CertificatePinning/text()[1]) = 'true'"/>
  <xsl:for-each select="*/ServerList/HostEntry">
    <xsl:variable name="entry" select="."/>
    <xsl:variable name="place" select="concat($document, ' ', position())"/>
    <xsl:for-each select="exsl:node-set($host-tree)">
      <xsl:for-each select="key('made', $place)">
        <xsl:call-template name="entry-limits">
          <xsl:with-param name="entry" select="$entry"/>
          <xsl:with-param name="pinning" select="$pinning"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:for-each></xsl:template>

<!-- A limit for the setting that is the context, if it is one. -->
<xsl:template name="limit">
  <xsl:param name="at"/>
  <xsl:param name="in" select="'ClientInitialization/'"/>
  <xsl:param name="all" select="$rows"/>
  <xsl:variable name="value" select="normalize-space(text()[1])"/>
  <xsl:variable name="row" select="$all[@at = $at and (not(@for) or @for = $target)][1]"/>
  <xsl:if test="not($row/@fine = '*') and not($row/@fine and contains(concat(' ', $row/@fine, ' '), concat(' ', $value, ' ')))">
    <limit document="{ancestor::document/@index}" label="{$at}" setting="{$in}{$at}">
      <xsl:if test="$in = ''"><xsl:attribute name="policy"/></xsl:if>
      <xsl:choose>
        <xsl:when test="$at = 'CertificateMatch' and $certificate">the certificate is the one in the file, whatever is in it</xsl:when>
        <xsl:when test="$at = 'CertificateMatch'">certificates are not searched; name the file of one with -D certificate=FILE</xsl:when>
        <xsl:when test="string($row)"><xsl:value-of select="$row"/></xsl:when>
        <xsl:otherwise>there is nothing like it</xsl:otherwise>
      </xsl:choose>
    </limit>
  </xsl:if>
</xsl:template>

<!-- What differs from entry to entry. -->
<xsl:template name="entry-limits">
  <xsl:param name="entry"/>
  <xsl:param name="pinning"/>
  <xsl:variable name="host" select="."/>
  <xsl:variable name="at" select="concat('ServerList/HostEntry[', @number, ']')"/>
  <xsl:if test="count(gate) &gt; 1">
    <limit document="{@index}" entry="{@number}" setting="{$at}" label="BackupServerList">
      <xsl:text>other gateways are not tried by themselves:</xsl:text>
      <xsl:for-each select="gate[position() &gt; 1]">
        <xsl:text> </xsl:text>
        <xsl:variable name="authority"><xsl:call-template name="authority"><xsl:with-param name="gate" select="."/></xsl:call-template></xsl:variable>
        <xsl:call-template name="comment-text"><xsl:with-param name="text" select="$authority"/></xsl:call-template>
      </xsl:for-each>
    </limit>
  </xsl:if>
  <xsl:for-each select="$entry/*[not(@d:default)][not(contains(' HostName HostAddress UserGroup BackupServerList LoadBalancingServerList CertificatePinList PrimaryProtocol ', concat(' ', name(), ' ')))]">
    <limit document="{$host/@index}" entry="{$host/@number}" setting="{$at}/{name()}" label="{name()}">
      <xsl:choose>
        <xsl:when test="self::MobileHostEntryInfo">that is for phones and tablets</xsl:when>
        <xsl:when test="self::AutomaticSCEPHost or self::CAURL">certificates are neither enrolled nor renewed</xsl:when>
        <xsl:otherwise>there is nothing like it</xsl:otherwise>
      </xsl:choose>
    </limit>
  </xsl:for-each>
  <xsl:if test="$target = 'swanctl' and string($entry/UserGroup)">
    <limit document="{@index}" entry="{@number}" setting="{$at}/UserGroup" label="UserGroup">routers tell groups by the identity of the client</limit>
  </xsl:if>
  <xsl:if test="$target = 'swanctl' and string(gate[1]/@port)">
    <limit document="{@index}" entry="{@number}" setting="{$at}/HostAddress" label="HostAddress">the port is that of TLS, IKEv2 uses 500 and 4500</limit>
  </xsl:if>
  <xsl:if test="$target != 'swanctl' and @ipsec = 'true'">
    <limit document="{@index}" entry="{@number}" setting="{$at}/PrimaryProtocol" label="PrimaryProtocol">instead of IPsec it uses TLS and DTLS, which the gateway has to offer as well</limit>
  </xsl:if>
  <xsl:if test="$pinning and not($target = 'openconnect' and string(d:server-pin(string(gate[1]/@host))))">
    <limit document="{@index}" entry="{@number}" label="CertificatePinning">
      <xsl:choose>
        <xsl:when test="$entry/CertificatePinList[not(@d:default)]">
          <xsl:attribute name="setting"><xsl:value-of select="concat($at, '/CertificatePinList')"/></xsl:attribute>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="setting">ClientInitialization/CertificatePinning</xsl:attribute>
          <xsl:attribute name="shared">true</xsl:attribute>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:text>pins of a profile are SHA-512, which it does not know</xsl:text>
      <xsl:if test="$target = 'openconnect'">; give the gateway's certificate as certificates/server/HOST.pem beside the profile</xsl:if>
    </limit>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
