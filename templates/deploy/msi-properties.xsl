<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- Target msi-properties: what the Windows installers are told, as a script that runs msiexec, as
     NAME=VALUE for other tools, and as a table Property to import into a transform. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="urn:acprof:deploy" xmlns:exsl="http://exslt.org/common"
    xmlns:str="http://exslt.org/strings" exclude-result-prefixes="d exsl str">
  <xsl:variable name="policy" select="/deployment/document[@kind='local-policy']/*"/>
  <xsl:variable name="number" select="/deployment/document[@kind='local-policy']/@index"/>
  <xsl:variable name="crlf" select="'&#13;&#10;'"/>

  <!-- The settings that have a property (003:L6376-6393), and what other properties there are
       (003:L2549-2591, 003:L863-870, 003:L1049). -->
  <xsl:variable name="settings-tree">
    <setting name="BypassDownloader" property="LOCAL_POLICY_BYPASS_DOWNLOADER"/>
    <setting name="FipsMode" property="LOCAL_POLICY_FIPS_MODE"/>
    <setting name="RestrictPreferenceCaching" property="LOCAL_POLICY_RESTRICT_PREFERENCE_CACHING"/>
    <setting name="RestrictTunnelProtocols" property="LOCAL_POLICY_RESTRICT_TUNNEL_PROTOCOLS"/>
    <setting name="RestrictWebLaunch" property="LOCAL_POLICY_RESTRICT_WEB_LAUNCH"/>
    <setting name="StrictCertificateTrust" property="LOCAL_POLICY_STRICT_CERTIFICATE_TRUST"/>
    <option name="disable-vpn" property="PRE_DEPLOY_DISABLE_VPN"/>
    <option name="disable-feedback" property="DISABLE_CUSTOMER_EXPERIENCE_FEEDBACK"/>
    <option name="reset-mtu" property="RESET_ADAPTER_MTU"/>
  </xsl:variable>
  <xsl:variable name="settings" select="exsl:node-set($settings-tree)/*"/>

  <!-- Installers in the order they have to run (003:L1224-1236). -->
  <xsl:variable name="modules-tree">
    <module name="core-vpn"/>
    <module name="dart"/>
    <module name="umbrella"/>
    <module name="nvm"/>
    <module name="SBL"/>
    <module name="nam"/>
    <module name="posture"/>
    <module name="iseposture"/>
    <module name="thousandeyes"/>
  </xsl:variable>
  <xsl:variable name="modules" select="exsl:node-set($modules-tree)/*"/>
  <xsl:variable name="deployment" select="/deployment"/>
  <xsl:variable name="wanted" select="str:tokenize(/deployment/option[@name='modules'], ', ')"/>

  <xsl:template match="/deployment">
    <files>
      <xsl:for-each select="$wanted[not(. = $modules/@name)]">
        <refuse>
          <xsl:text>there is no module '</xsl:text><xsl:value-of select="."/>
          <xsl:text>': modules are dart, umbrella, nvm, SBL, nam, posture, iseposture and thousandeyes</xsl:text>
        </refuse>
      </xsl:for-each>
      <xsl:if test="substring-before(@client-version, '.') &lt; 5">
        <refuse>
          <xsl:text>the client is of version </xsl:text><xsl:value-of select="@client-version"/>
          <xsl:text>, as --client-version or the configuration has it, and the installers are those of Secure Client 5; say --client-version 5.0</xsl:text>
        </refuse>
      </xsl:if>
      <file path="properties.txt">
        <xsl:for-each select="$settings">
          <xsl:variable name="value"><xsl:call-template name="value"/></xsl:variable>
          <xsl:if test="$value != ''">
            <xsl:value-of select="concat(@property, '=', $value, $crlf)"/>
          </xsl:if>
        </xsl:for-each>
        <xsl:call-template name="common">
          <xsl:with-param name="before" select="''"/>
          <xsl:with-param name="behind" select="$crlf"/>
        </xsl:call-template>
      </file>
      <file path="Property.idt">
        <xsl:value-of select="concat('Property&#9;Value', $crlf, 's72&#9;l0', $crlf,
            'Property&#9;Property', $crlf)"/>
        <xsl:for-each select="$settings">
          <xsl:variable name="value"><xsl:call-template name="value"/></xsl:variable>
          <xsl:if test="$value != ''">
            <xsl:value-of select="concat(@property, '&#9;', $value, $crlf)"/>
          </xsl:if>
        </xsl:for-each>
        <xsl:call-template name="common">
          <xsl:with-param name="before" select="''"/>
          <xsl:with-param name="equals" select="'&#9;'"/>
          <xsl:with-param name="behind" select="$crlf"/>
        </xsl:call-template>
      </file>
      <file path="install.cmd">
        <xsl:call-template name="script"/>
      </file>
      <xsl:apply-templates select="$policy" mode="remarks"/>
      <note>The installer makes AnyConnectLocalPolicy.xml of these properties only where there is none; delete an existing one before. It holds after a reboot.</note>
      <note>Properties on a command line and transforms of your own are for predeployment: gateways install without them.</note>
      <xsl:if test="option[@name='lockdown'] = 'true'">
        <note>LOCKDOWN cannot be taken back but by installing the product anew.</note>
      </xsl:if>
    </files>
  </xsl:template>

  <!-- Of a row of $settings. -->
  <xsl:template name="value">
    <xsl:variable name="name" select="@name"/>
    <xsl:choose>
      <xsl:when test="self::setting">
        <xsl:value-of select="$policy/*[name() = $name]/text()[1]"/>
      </xsl:when>
      <xsl:when test="$deployment/option[@name = $name] = 'true'">1</xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Properties that each installer takes (003:L1184-1204); where one is locked down, all have to be
       (003:L2572-2576). -->
  <xsl:template name="common">
    <xsl:param name="before" select="' '"/>
    <xsl:param name="equals" select="'='"/>
    <xsl:param name="behind"/>
    <xsl:if test="$deployment/option[@name='lockdown'] = 'true'">
      <xsl:value-of select="concat($before, 'LOCKDOWN', $equals, '1', $behind)"/>
    </xsl:if>
    <xsl:if test="$deployment/option[@name='hide'] = 'true'">
      <xsl:value-of select="concat($before, 'ARPSYSTEMCOMPONENT', $equals, '1', $behind)"/>
    </xsl:if>
  </xsl:template>

  <!-- Nothing is installed if one of the installers is missing. It may run from a share, which cannot
       be the current directory. -->
  <xsl:template name="script">
    <xsl:variable name="chosen" select="$modules[@name = 'core-vpn' or @name = $wanted]"/>
    <xsl:value-of select="concat('@echo off', $crlf,
        'rem Run as administrator, from the directory of the installers.', $crlf,
        'rem Exit code: 0, 3010 if the computer has to be restarted, else that of the installer that failed.',
        $crlf, 'setlocal', $crlf, 'set code=0', $crlf)"/>
    <xsl:for-each select="$chosen">
      <xsl:variable name="file"><xsl:call-template name="installer"/></xsl:variable>
      <xsl:value-of select="concat('if not exist &quot;%~dp0', $file, '&quot; (echo ', $file,
          ' is not here 1&gt;&amp;2 &amp; exit /b 2)', $crlf)"/>
    </xsl:for-each>
    <xsl:for-each select="$chosen">
      <xsl:variable name="file"><xsl:call-template name="installer"/></xsl:variable>
      <xsl:value-of select="concat('for %%f in (&quot;%~dp0', $file,
          '&quot;) do start &quot;&quot; /wait msiexec /package &quot;%%f&quot; /norestart /passive')"/>
      <xsl:if test="@name = 'core-vpn'">
        <xsl:for-each select="$settings">
          <xsl:variable name="value"><xsl:call-template name="value"/></xsl:variable>
          <xsl:if test="$value != ''">
            <xsl:value-of select="concat(' ', @property, '=', d:msi(string($value)))"/>
          </xsl:if>
        </xsl:for-each>
      </xsl:if>
      <xsl:call-template name="common"/>
      <xsl:value-of select="concat(' /lvx* &quot;%TEMP%\%%~nf-install.log&quot;', $crlf,
          'if %errorlevel% neq 0 if %errorlevel% neq 1641 if %errorlevel% neq 3010 exit /b %errorlevel%',
          $crlf, 'if %errorlevel% neq 0 set code=3010', $crlf)"/>
    </xsl:for-each>
    <xsl:value-of select="concat('exit /b %code%', $crlf)"/>
  </xsl:template>

  <!-- Of a row of $modules: its file, of any version. -->
  <xsl:template name="installer">
    <xsl:value-of select="concat('cisco-secure-client-win-*-', @name, '-predeploy-k9.msi')"/>
  </xsl:template>

  <!-- Defaults that were taken, and what no property carries. -->
  <xsl:template match="*" mode="remarks">
    <xsl:for-each select="*[@d:default][name() = $settings/@name]">
      <default kind="local-policy" setting="{name()}"><xsl:value-of select="text()"/></default>
    </xsl:for-each>
    <xsl:for-each select="(*[not(*)] | UpdatePolicy/*)[not(@d:default) and not(@d:ignored)]
        [not(name() = $settings/@name)]">
      <ignored document="{$number}">
        <xsl:attribute name="setting">
          <xsl:if test="parent::UpdatePolicy">UpdatePolicy/</xsl:if>
          <xsl:value-of select="name()"/>
        </xsl:attribute>
        <xsl:text>the installers have no property for it</xsl:text>
      </ignored>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
