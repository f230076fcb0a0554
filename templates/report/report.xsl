<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- The page of `acprof report`, from the tree that cmd/acprof-report makes: page/file, in it finding
     and pane, in that setting (one that stands once) and list/entry/field. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="yes" doctype-system="about:legacy-compat"/>

  <xsl:key name="setting" match="setting" use="concat(generate-id(../..), '|', @path)"/>
  <xsl:key name="list" match="list" use="concat(generate-id(../..), '|', @path)"/>
  <xsl:variable name="client" select="'AnyConnectProfile/ClientInitialization/'"/>
  <xsl:variable name="policy" select="concat($client, 'AutomaticVPNPolicy')"/>
  <xsl:variable name="hosts" select="'AnyConnectProfile/ServerList/HostEntry'"/>

  <xsl:template match="/page">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>
          <xsl:text>Report: </xsl:text>
          <xsl:value-of select="file[1]/@name"/>
          <xsl:if test="count(file) &gt; 1"> and <xsl:value-of select="count(file) - 1"/> more</xsl:if>
        </title>
        <style><xsl:value-of select="style"/></style>
      </head>
      <body>
        <main>
          <h1>Secure Client profiles</h1>
          <xsl:call-template name="summary"/>
          <xsl:apply-templates select="file"/>
        </main>
        <footer><p class="dim">Made by acprof <xsl:value-of select="@version"/>. Defaults are those of
          the published schema and guide; where they disagree, the more secure reading.</p></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="summary">
    <p>
      <xsl:call-template name="counted"><xsl:with-param name="number" select="count(file)"/><xsl:with-param name="what">file</xsl:with-param></xsl:call-template>
      <xsl:text>: </xsl:text>
      <xsl:call-template name="counted"><xsl:with-param name="number" select="sum(file/@errors)"/><xsl:with-param name="what">error</xsl:with-param></xsl:call-template>
      <xsl:text>, </xsl:text>
      <xsl:call-template name="counted"><xsl:with-param name="number" select="sum(file/@warnings)"/><xsl:with-param name="what">warning</xsl:with-param></xsl:call-template>
      <xsl:text>, </xsl:text>
      <xsl:call-template name="counted"><xsl:with-param name="number" select="sum(file/@infos)"/><xsl:with-param name="what">remark</xsl:with-param></xsl:call-template>
      <xsl:text>.</xsl:text>
    </p>
    <table class="settings files">
      <thead><tr><th scope="col">File</th><th scope="col">Kind</th><th scope="col" class="number">Errors</th>
        <th scope="col" class="number">Warnings</th><th scope="col" class="number">Remarks</th><th scope="col" class="number">Not default</th></tr></thead>
      <tbody>
        <xsl:for-each select="file">
          <tr>
            <th scope="row"><a href="#{generate-id()}"><xsl:value-of select="@name"/></a></th>
            <td data-label="Kind"><xsl:choose><xsl:when test="@damaged">cannot be read</xsl:when>
              <xsl:otherwise><xsl:value-of select="@kind-label"/></xsl:otherwise></xsl:choose></td>
            <td class="number" data-label="Errors"><xsl:if test="@errors &gt; 0"><xsl:attribute name="class">number badge error</xsl:attribute></xsl:if><xsl:value-of select="@errors"/></td>
            <td class="number" data-label="Warnings"><xsl:if test="@warnings &gt; 0"><xsl:attribute name="class">number badge warning</xsl:attribute></xsl:if><xsl:value-of select="@warnings"/></td>
            <td class="number" data-label="Remarks"><xsl:value-of select="@infos"/></td>
            <td class="number" data-label="Not default"><xsl:value-of select="count(pane/setting[@differs] | pane/list[@path != $hosts])"/></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template name="counted">
    <xsl:param name="number"/><xsl:param name="what"/>
    <xsl:value-of select="concat($number, ' ', $what)"/>
    <xsl:if test="$number != 1">s</xsl:if>
  </xsl:template>

  <!-- ==== one file ==== -->
  <xsl:template match="file">
    <section>
      <h2 id="{generate-id()}"><xsl:value-of select="@name"/></h2>
      <p class="dim"><xsl:value-of select="@kind-label"/></p>
      <xsl:if test="key('setting', concat(generate-id(), '|', $policy))"><xsl:call-template name="short"/></xsl:if>
      <xsl:call-template name="findings"/>
      <xsl:call-template name="differing"/>
      <xsl:call-template name="networks"/>
      <xsl:apply-templates select="key('list', concat(generate-id(), '|', $hosts))" mode="hosts"/>
      <xsl:call-template name="match"/>
      <xsl:if test="pane/*">
        <h3>All settings</h3>
        <xsl:apply-templates select="pane[setting or list[@path != $hosts]]"/>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- What somebody asks first. -->
  <xsl:template name="short">
    <xsl:variable name="id" select="concat(generate-id(), '|')"/>
    <xsl:variable name="entries" select="key('list', concat($id, $hosts))/entry"/>
    <xsl:variable name="always" select="key('setting', concat($id, $policy, '/AlwaysOn'))"/>
    <h3>In short</h3>
    <ul>
      <li>
        <xsl:choose>
          <xsl:when test="count($entries) = 0">No gateway is listed.</xsl:when>
          <xsl:when test="count($entries) = 1">One gateway, <xsl:call-template name="host"><xsl:with-param name="entry" select="$entries[1]"/></xsl:call-template>.</xsl:when>
          <xsl:otherwise><xsl:value-of select="count($entries)"/> gateways; the default is <xsl:call-template name="host"><xsl:with-param name="entry" select="$entries[1]"/></xsl:call-template>.</xsl:otherwise>
        </xsl:choose>
        <xsl:if test="$entries[field[@name = 'PrimaryProtocol']/@value = 'IPsec']"> IPsec is used for <xsl:value-of select="count($entries[field[@name = 'PrimaryProtocol']/@value = 'IPsec'])"/> of them.</xsl:if>
      </li>
      <li>
        <xsl:choose>
          <xsl:when test="key('setting', concat($id, $policy))/@effective != 'true'">The client connects when users ask for it; trusted network detection is off.</xsl:when>
          <xsl:when test="$always/@effective = 'true' and key('setting', concat($id, $policy, '/UntrustedNetworkPolicy'))/@effective != 'Connect'">Always-On is set, but does nothing, as the client does not connect on untrusted networks.</xsl:when>
          <xsl:when test="$always/@effective = 'true' and key('setting', concat($id, $policy, '/AlwaysOn/ConnectFailurePolicy'))/@effective = 'Open'">Always-On is set, but opens the network while no gateway can be reached.</xsl:when>
          <xsl:when test="$always/@effective = 'true'">Always-On is set: outside trusted networks there is no network access without the VPN.</xsl:when>
          <xsl:otherwise>Trusted network detection starts and stops the VPN; Always-On is not set.</xsl:otherwise>
        </xsl:choose>
      </li>
      <xsl:if test="key('setting', concat($id, $client, 'UseStartBeforeLogon'))/@effective = 'true'"><li>Users can connect before they log on to Windows.</li></xsl:if>
      <xsl:if test="key('setting', concat($id, $client, 'LocalLanAccess'))/@effective = 'true'"><li>The local network stays reachable while the VPN is up.</li></xsl:if>
      <li>
        <xsl:choose>
          <xsl:when test="key('setting', concat($id, $client, 'CertificatePinning'))/@effective = 'true'">Gateways must show a pinned key.</xsl:when>
          <xsl:otherwise>Certificates of gateways are not pinned.</xsl:otherwise>
        </xsl:choose>
      </li>
      <li>
        <xsl:choose>
          <xsl:when test="pane/setting[@user = 'yes']">Users can change <xsl:value-of select="count(pane/setting[@user = 'yes'])"/> of the settings written here.</xsl:when>
          <xsl:otherwise>Users can change none of the settings written here.</xsl:otherwise>
        </xsl:choose>
      </li>
    </ul>
  </xsl:template>

  <xsl:template name="host">
    <xsl:param name="entry"/>
    <span class="value"><xsl:value-of select="$entry/field[@name = 'HostName'][@parent = 'HostEntry']/@value"/></span>
  </xsl:template>

  <xsl:template name="findings">
    <h3>Findings</h3>
    <xsl:if test="not(finding)"><p class="fine">None.</p></xsl:if>
    <xsl:if test="finding">
      <ul class="findings">
        <xsl:apply-templates select="finding[@severity = 'error']"/>
        <xsl:apply-templates select="finding[@severity = 'warning']"/>
        <xsl:apply-templates select="finding[@severity = 'info']"/>
      </ul>
    </xsl:if>
  </xsl:template>

  <xsl:template match="finding">
    <li class="{@severity}">
      <span class="badge">
        <xsl:choose>
          <xsl:when test="@severity = 'error'">Error: </xsl:when>
          <xsl:when test="@severity = 'warning'">Warning: </xsl:when>
          <xsl:otherwise>Remark: </xsl:otherwise>
        </xsl:choose>
      </span>
      <b><xsl:value-of select="@title"/></b>
      <xsl:if test="@weakens"><span> (weakens security)</span></xsl:if>
      <xsl:if test="@detail != ''"><p><xsl:value-of select="@detail"/></p></xsl:if>
      <p>What to do: <xsl:value-of select="@remedy"/></p>
      <p class="dim">
        <xsl:value-of select="@rule"/><xsl:text> </xsl:text><xsl:value-of select="@key"/>
        <xsl:if test="@line">, line <xsl:value-of select="@line"/></xsl:if>
        <xsl:if test="@path != ''">, <span class="value"><xsl:value-of select="@path"/></span></xsl:if>
      </p>
    </li>
  </xsl:template>

  <xsl:template name="differing">
    <xsl:variable name="lists" select="pane/list[@path != $hosts]"/>
    <xsl:if test="pane/setting[@differs] | $lists">
      <h3>What differs from the defaults</h3>
      <table class="settings">
        <thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Default</th></tr></thead>
        <tbody>
          <xsl:for-each select="pane/setting[@differs] | $lists">
            <tr>
              <th scope="row"><xsl:if test="self::list"><xsl:value-of select="../@title"/>: </xsl:if><xsl:value-of select="@label"/></th>
              <td data-label="Value">
                <xsl:if test="self::setting"><xsl:call-template name="value"/></xsl:if>
                <xsl:if test="self::list">
                  <xsl:value-of select="count(entry)"/>
                  <xsl:choose><xsl:when test="count(entry) = 1"> entry</xsl:when><xsl:otherwise> entries</xsl:otherwise></xsl:choose>
                </xsl:if>
                <xsl:if test="@control-differs"><xsl:call-template name="control"/></xsl:if>
              </td>
              <td data-label="Default"><xsl:call-template name="default"/></td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- The text of a value; a line may end behind each item of a list. -->
  <xsl:template name="text">
    <xsl:choose>
      <xsl:when test="item"><xsl:for-each select="item"><xsl:value-of select="@text"/><wbr/></xsl:for-each></xsl:when>
      <xsl:otherwise><xsl:value-of select="@value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="value">
    <span class="value now">
      <xsl:if test="@value = ''">(empty)</xsl:if>
      <xsl:call-template name="text"/>
      <xsl:if test="@unit and @value != ''"><xsl:text> </xsl:text><xsl:value-of select="@unit"/></xsl:if>
    </span>
    <xsl:if test="@meaning"><br/><small><xsl:value-of select="@meaning"/></small></xsl:if>
  </xsl:template>

  <xsl:template name="control">
    <br/>
    <small>
      <xsl:choose>
        <xsl:when test="@user = 'yes'">users can change it</xsl:when>
        <xsl:otherwise>users cannot change it</xsl:otherwise>
      </xsl:choose>
    </small>
  </xsl:template>

  <xsl:template name="default">
    <span class="value">
      <xsl:choose>
        <xsl:when test="@default != ''"><xsl:value-of select="@default"/></xsl:when>
        <xsl:otherwise>none</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@unit and @default != ''"><xsl:text> </xsl:text><xsl:value-of select="@unit"/></xsl:if>
    </span>
    <xsl:if test="@published"><br/><small>published as <xsl:value-of select="@published"/></small></xsl:if>
    <xsl:if test="@default-reason"><br/><small><xsl:value-of select="@default-reason"/></small></xsl:if>
  </xsl:template>

  <!-- ==== panes ==== -->
  <xsl:template match="pane">
    <xsl:variable name="written" select="setting[@value] | list[@path != $hosts]"/>
    <xsl:variable name="unset" select="setting[not(@value)]"/>
    <h4><xsl:value-of select="@title"/></h4>
    <xsl:if test="$written">
      <table class="settings">
        <thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Default</th></tr></thead>
        <tbody><xsl:apply-templates select="$written"/></tbody>
      </table>
    </xsl:if>
    <xsl:if test="$unset">
      <details class="unset">
        <summary><xsl:value-of select="count($unset)"/> not set: the client uses its defaults</summary>
        <table class="settings">
          <thead><tr><th scope="col">Setting</th><th scope="col">Default</th></tr></thead>
          <tbody>
            <xsl:for-each select="$unset">
              <tr>
                <xsl:call-template name="name"/>
                <td data-label="Default"><xsl:call-template name="default"/></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </details>
    </xsl:if>
  </xsl:template>

  <xsl:template name="name">
    <th scope="row">
      <xsl:value-of select="@label"/><br/>
      <small><xsl:value-of select="@help"/>
        <xsl:if test="@depends"> Counts only if <xsl:value-of select="@depends"/>.</xsl:if>
      </small>
    </th>
  </xsl:template>

  <xsl:template match="setting">
    <tr>
      <xsl:if test="@differs"><xsl:attribute name="class">differs</xsl:attribute></xsl:if>
      <xsl:call-template name="name"/>
      <td data-label="Value"><xsl:call-template name="value"/>
        <xsl:if test="@user = 'yes' or @control-differs"><xsl:call-template name="control"/></xsl:if>
        <xsl:apply-templates select="field"/></td>
      <td data-label="Default"><xsl:call-template name="default"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="list">
    <tr class="differs">
      <xsl:call-template name="name"/>
      <td colspan="2" data-label="Entries">
        <ol><xsl:for-each select="entry"><li>
          <xsl:if test="@value != ''"><xsl:call-template name="value"/></xsl:if>
          <xsl:apply-templates select="field"/>
        </li></xsl:for-each></ol>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="field">
    <xsl:if test="position() &gt; 1 or ../@value != ''"><br/></xsl:if>
    <small><xsl:value-of select="@label"/>: </small><span class="value"><xsl:call-template name="text"/></span>
    <xsl:if test="@meaning"><small> (<xsl:value-of select="@meaning"/>)</small></xsl:if>
  </xsl:template>

  <!-- ==== gateways ==== -->
  <xsl:template match="list" mode="hosts">
    <xsl:variable name="global" select="key('list', concat(generate-id(../..), '|', $client, 'BackupServerList/HostAddress'))"/>
    <h3>Gateways</h3>
    <p class="dim">In the order users see them; the first one is the default.</p>
    <table class="settings hosts">
      <thead><tr><th scope="col">Name</th><th scope="col">Address</th><th scope="col">Protocol</th>
        <th scope="col">Backups, in order</th></tr></thead>
      <tbody>
        <xsl:for-each select="entry">
          <xsl:variable name="address" select="field[@name = 'HostAddress'][@parent = 'HostEntry']/@value"/>
          <xsl:variable name="backups" select="field[@name = 'HostAddress'][@parent = 'BackupServerList']"/>
          <xsl:variable name="protocol" select="field[@name = 'PrimaryProtocol']/@value"/>
          <xsl:variable name="more" select="field[not(@name = 'HostName' or @name = 'UserGroup' or @name = 'PrimaryProtocol') and not(@name = 'HostAddress' and (@parent = 'HostEntry' or @parent = 'BackupServerList'))]"/>
          <tr>
            <xsl:if test="$more"><xsl:attribute name="class">first</xsl:attribute></xsl:if>
            <th scope="row"><xsl:value-of select="field[@name = 'HostName']/@value"/></th>
            <td data-label="Address">
              <xsl:choose><xsl:when test="$address != ''"><span class="value"><xsl:value-of select="$address"/></span></xsl:when>
                <xsl:otherwise>its name</xsl:otherwise></xsl:choose>
              <xsl:if test="field[@name = 'UserGroup']/@value != ''"><br/><small>User Group: </small><span class="value"><xsl:value-of select="field[@name = 'UserGroup']/@value"/></span></xsl:if>
            </td>
            <td data-label="Protocol"><xsl:choose><xsl:when test="$protocol != ''"><xsl:value-of select="$protocol"/></xsl:when><xsl:otherwise>SSL (default)</xsl:otherwise></xsl:choose></td>
            <td data-label="Backups">
              <xsl:choose>
                <xsl:when test="$backups">
                  <ol><xsl:for-each select="$backups"><li class="value"><xsl:value-of select="@value"/></li></xsl:for-each></ol>
                </xsl:when>
                <xsl:when test="$global">those for all gateways</xsl:when>
                <xsl:otherwise>none</xsl:otherwise>
              </xsl:choose>
            </td>
          </tr>
          <xsl:if test="$more">
            <tr>
              <td colspan="4" class="more">
                <xsl:for-each select="$more">
                  <span class="fact"><small><xsl:value-of select="@label"/>: </small><span class="value"><xsl:call-template name="text"/></span></span>
                </xsl:for-each>
              </td>
            </tr>
          </xsl:if>
        </xsl:for-each>
      </tbody>
    </table>
    <xsl:if test="$global">
      <p>For gateways without backups of their own:</p>
      <ol><xsl:for-each select="$global/entry"><li class="value"><xsl:value-of select="@value"/></li></xsl:for-each></ol>
    </xsl:if>
  </xsl:template>

  <!-- ==== client certificates, in words ==== -->
  <xsl:template name="match">
    <xsl:variable name="id" select="concat(generate-id(), '|', $client, 'CertificateMatch/')"/>
    <xsl:variable name="usages" select="key('list', concat($id, 'KeyUsage/MatchKey'))/entry"/>
    <xsl:variable name="extended" select="key('list', concat($id, 'ExtendedKeyUsage/ExtendedMatchKey'))/entry | key('list', concat($id, 'ExtendedKeyUsage/CustomExtendedMatchKey'))/entry"/>
    <xsl:variable name="names" select="key('list', concat($id, 'DistinguishedName/DistinguishedNameDefinition'))/entry"/>
    <xsl:variable name="only-extended" select="key('setting', concat($id, 'MatchOnlyCertsWithEKU'))/@effective = 'true'"/>
    <xsl:variable name="only-usages" select="key('setting', concat($id, 'MatchOnlyCertsWithKU'))/@effective = 'true'"/>
    <xsl:if test="key('setting', concat(generate-id(), '|', $policy))">
      <h3>Which client certificates match</h3>
      <xsl:choose>
        <xsl:when test="not($usages | $extended | $names)">
          <p>Nothing is asked for here, so the client takes certificates for signatures (key usage
            <span class="value">Digital_Signature</span>) that are meant for clients (extended key usage
            <span class="value">ClientAuth</span>).</p>
        </xsl:when>
        <xsl:otherwise>
          <p>A certificate is offered only if all of this holds:</p>
          <ul>
            <xsl:if test="$usages">
              <li>its key usage holds <xsl:apply-templates select="$usages" mode="words"><xsl:with-param name="between"> or </xsl:with-param></xsl:apply-templates>;</li>
            </xsl:if>
            <xsl:if test="not($usages) and $only-usages"><li>it has a key usage;</li></xsl:if>
            <xsl:if test="$extended">
              <li>its extended key usage holds <xsl:apply-templates select="$extended" mode="words"/>
                <xsl:if test="$names and not($only-extended)">, or it has no extended key usage at all</xsl:if>;</li>
            </xsl:if>
            <xsl:if test="not($extended) and $only-extended"><li>it has an extended key usage;</li></xsl:if>
            <xsl:for-each select="$names">
              <xsl:variable name="not" select="field[@name = 'Operator']/@value = 'NotEqual'"/>
              <xsl:variable name="attribute" select="field[@name = 'Name']"/>
              <li>
                <xsl:text>the </xsl:text>
                <xsl:choose>
                  <xsl:when test="$attribute/@meaning"><xsl:value-of select="concat(substring-after($attribute/@meaning, ': '), ' of the ', substring-before($attribute/@meaning, ':'))"/></xsl:when>
                  <xsl:otherwise>attribute</xsl:otherwise>
                </xsl:choose>
                <xsl:text> (</xsl:text><xsl:value-of select="$attribute/@value"/><xsl:text>)</xsl:text>
                <xsl:choose>
                  <xsl:when test="field[@name = 'Wildcard']/@value = 'Enabled' and $not"> does not contain </xsl:when>
                  <xsl:when test="field[@name = 'Wildcard']/@value = 'Enabled'"> contains </xsl:when>
                  <xsl:when test="$not"> is not </xsl:when>
                  <xsl:otherwise> is </xsl:otherwise>
                </xsl:choose>
                <span class="value"><xsl:value-of select="field[@name = 'Pattern']/@value"/></span>
                <xsl:if test="field[@name = 'MatchCase']/@value = 'Disabled'">, in letters of any case</xsl:if>
                <xsl:text>;</xsl:text>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <xsl:template match="entry" mode="words">
    <xsl:param name="between"> and </xsl:param>
    <xsl:if test="position() &gt; 1"><xsl:value-of select="$between"/></xsl:if>
    <span class="value"><xsl:value-of select="@value"/></span>
  </xsl:template>

  <!-- ==== trusted networks and Always-On ==== -->
  <xsl:template name="networks">
    <xsl:variable name="id" select="concat(generate-id(), '|', $policy)"/>
    <xsl:variable name="on" select="key('setting', $id)"/>
    <xsl:variable name="trusted" select="string(key('setting', concat($id, '/TrustedNetworkPolicy'))/@effective)"/>
    <xsl:variable name="untrusted" select="string(key('setting', concat($id, '/UntrustedNetworkPolicy'))/@effective)"/>
    <xsl:variable name="domains" select="key('setting', concat($id, '/TrustedDNSDomains'))[@value != '']"/>
    <xsl:variable name="servers" select="key('setting', concat($id, '/TrustedDNSServers'))[@value != '']"/>
    <xsl:variable name="https" select="key('list', concat($id, '/TrustedHttpsServerList/TrustedHttpsServer'))"/>
    <xsl:if test="$on">
      <h3>On trusted and untrusted networks</h3>
      <xsl:choose>
        <xsl:when test="$on/@effective != 'true'">
          <p>Trusted network detection is off: the client connects when the user asks for it.
            <xsl:if test="key('setting', concat($id, '/AlwaysOn'))/@effective = 'true'"> Always-On is set, but does nothing without it.</xsl:if></p>
        </xsl:when>
        <xsl:when test="$trusted = 'DoNothing' and $untrusted = 'DoNothing'">
          <p>Both policies are DoNothing, which switches trusted network detection off: the client
            connects when the user asks for it.</p>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="flow">
            <xsl:with-param name="id" select="$id"/>
            <xsl:with-param name="trusted" select="$trusted"/>
            <xsl:with-param name="untrusted" select="$untrusted"/>
          </xsl:call-template>
          <xsl:if test="not($domains | $servers)">
            <p>Neither DNS domains nor DNS servers are listed, so no network is trusted.</p>
          </xsl:if>
          <xsl:if test="$domains | $servers">
            <p>A network is trusted if all of this holds:</p>
            <ul>
              <xsl:for-each select="$domains">
                <li>its DNS suffix is one of <span class="value"><xsl:call-template name="text"/></span></li>
              </xsl:for-each>
              <xsl:for-each select="$servers">
                <li>its DNS servers are all among <span class="value"><xsl:call-template name="text"/></span></li>
              </xsl:for-each>
              <xsl:for-each select="$https">
                <li>one of these servers answers with the certificate expected:
                  <xsl:for-each select="entry"><xsl:if test="position() &gt; 1">, </xsl:if>
                    <span class="value"><xsl:value-of select="field[@name = 'Address']/@value"/></span></xsl:for-each></li>
              </xsl:for-each>
            </ul>
          </xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- Narrow, so that its letters have their size on a phone, too. -->
  <xsl:template name="flow">
    <xsl:param name="id"/><xsl:param name="trusted"/><xsl:param name="untrusted"/>
    <xsl:variable name="connects" select="$untrusted = 'Connect'"/>
    <xsl:variable name="set" select="key('setting', concat($id, '/AlwaysOn'))/@effective = 'true'"/>
    <xsl:variable name="held" select="$set and $connects and key('setting', concat($id, '/AlwaysOn/ConnectFailurePolicy'))/@effective != 'Open'"/>
    <xsl:variable name="portal" select="concat($id, '/AlwaysOn/ConnectFailurePolicy/AllowCaptivePortalRemediation')"/>
    <xsl:variable name="local" select="$held and key('setting', concat($id, '/AlwaysOn/ConnectFailurePolicy/ApplyLastVPNLocalResourceRules'))/@effective = 'true'"/>
    <xsl:variable name="height">
      <xsl:choose><xsl:when test="$set and $connects"><xsl:value-of select="422 + 20 * $local"/></xsl:when><xsl:when test="$connects">362</xsl:when><xsl:when test="$set">214</xsl:when><xsl:otherwise>190</xsl:otherwise></xsl:choose>
    </xsl:variable>
    <svg viewBox="0 0 380 {$height}" role="img" aria-labelledby="{generate-id()}-flow">
      <title id="{generate-id()}-flow">
        <xsl:text>On a trusted network: </xsl:text><xsl:call-template name="action"><xsl:with-param name="name" select="$trusted"/></xsl:call-template>
        <xsl:text>. On others: </xsl:text><xsl:call-template name="action"><xsl:with-param name="name" select="$untrusted"/></xsl:call-template>
        <xsl:text>. </xsl:text>
        <xsl:choose>
          <xsl:when test="$held">Always-On: while no gateway can be reached, there is no network access.</xsl:when>
          <xsl:when test="$set and $connects">Always-On: while no gateway can be reached, there is network access without VPN.</xsl:when>
          <xsl:otherwise>Always-On does not apply.</xsl:otherwise>
        </xsl:choose>
      </title>
      <xsl:call-template name="question"><xsl:with-param name="y">48</xsl:with-param><xsl:with-param name="x">190</xsl:with-param><xsl:with-param name="text">Network trusted?</xsl:with-param></xsl:call-template>
      <path d="M110 48 H90 V118"/><polygon class="head" points="85,118 90,128 95,118"/><text class="small" x="84" y="40" text-anchor="middle">yes</text>
      <path d="M270 48 H290 V118"/><polygon class="head" points="285,118 290,128 295,118"/><text class="small" x="296" y="40" text-anchor="middle">no</text>
      <rect x="5" y="130" width="170" height="44" rx="6"/>
      <text x="90" y="157" text-anchor="middle"><xsl:call-template name="action"><xsl:with-param name="name" select="$trusted"/></xsl:call-template></text>
      <rect x="205" y="130" width="170" height="44" rx="6"/>
      <text x="290" y="157" text-anchor="middle"><xsl:call-template name="action"><xsl:with-param name="name" select="$untrusted"/></xsl:call-template></text>
      <xsl:if test="$set and not($connects)"><text class="small" x="290" y="196" text-anchor="middle">Always-On does nothing</text></xsl:if>
      <xsl:if test="$connects">
        <path d="M290 174 V200"/><polygon class="head" points="285,198 290,208 295,198"/>
        <xsl:call-template name="question"><xsl:with-param name="y">244</xsl:with-param><xsl:with-param name="x">290</xsl:with-param><xsl:with-param name="text">Gateway reached?</xsl:with-param></xsl:call-template>
        <path d="M210 244 H187"/><polygon class="head" points="189,239 179,244 189,249"/><text class="small" x="198" y="236" text-anchor="middle">yes</text>
        <rect x="5" y="220" width="172" height="48" rx="6"/>
        <text x="91" y="240" text-anchor="middle">the VPN is up</text>
        <text class="small" x="91" y="258" text-anchor="middle">
          <xsl:choose>
            <xsl:when test="$set and key('setting', concat($id, '/AlwaysOn/AllowVPNDisconnect'))/@effective != 'true'">users cannot disconnect</xsl:when>
            <xsl:otherwise>users can disconnect</xsl:otherwise>
          </xsl:choose>
        </text>
        <path d="M290 280 V304"/><polygon class="head" points="285,302 290,312 295,302"/><text class="small" x="302" y="296">no</text>
        <xsl:choose>
          <xsl:when test="$set">
            <rect x="5" y="314" width="370" height="{102 + 20 * $local}" rx="6"/>
            <text x="190" y="338" text-anchor="middle">
              <xsl:choose>
                <xsl:when test="$held">Always-On: no network access</xsl:when>
                <xsl:otherwise>Always-On: network access without VPN</xsl:otherwise>
              </xsl:choose>
            </text>
            <text class="small" x="190" y="360" text-anchor="middle">on Windows and macOS; tries go on</text>
            <text class="small" x="190" y="380" text-anchor="middle">
              <xsl:choose>
                <xsl:when test="not($held)">only where no gateway is reached, or at a portal</xsl:when>
                <xsl:when test="key('setting', concat($id, '/AlwaysOn/AllowedHosts'))[@value != '']">but to gateways and the hosts allowed</xsl:when>
                <xsl:otherwise>but to gateways</xsl:otherwise>
              </xsl:choose>
            </text>
            <text class="small" x="190" y="400" text-anchor="middle">
              <xsl:choose>
                <xsl:when test="not($held)">none after a failed log-on or a bad certificate</xsl:when>
                <xsl:when test="key('setting', $portal)/@effective = 'true'">at a hotspot portal <xsl:value-of select="substring(key('setting', concat($portal, '/CaptivePortalRemediationTimeout'))/@effective, 1, 6)"/> minutes to log on there</xsl:when>
                <xsl:otherwise>none at a hotspot portal either</xsl:otherwise>
              </xsl:choose>
            </text>
            <xsl:if test="$local">
              <text class="small" x="190" y="420" text-anchor="middle">local resources as in the last session</text>
            </xsl:if>
          </xsl:when>
          <xsl:otherwise>
            <rect x="205" y="314" width="170" height="44" rx="6"/>
            <text x="290" y="334" text-anchor="middle">access without VPN</text>
            <text class="small" x="290" y="350" text-anchor="middle">Always-On is not set</text>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:if>
    </svg>
  </xsl:template>

  <xsl:template name="question">
    <xsl:param name="x"/><xsl:param name="y"/><xsl:param name="text"/>
    <polygon class="question" points="{$x - 80},{$y} {$x},{$y - 36} {$x + 80},{$y} {$x},{$y + 36}"/>
    <text class="small" x="{$x}" y="{$y + 4}" text-anchor="middle"><xsl:value-of select="$text"/></text>
  </xsl:template>

  <xsl:template name="action">
    <xsl:param name="name"/>
    <xsl:choose>
      <xsl:when test="$name = 'Connect'">connect the VPN</xsl:when>
      <xsl:when test="$name = 'Disconnect'">disconnect the VPN</xsl:when>
      <xsl:when test="$name = 'Pause'">pause the VPN</xsl:when>
      <xsl:when test="$name = 'DoNothing'">leave it to the user</xsl:when>
      <xsl:otherwise><xsl:value-of select="substring($name, 1, 20)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
