<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!-- The page of `acprof report`, from the tree that cmd/acprof-report makes: page/file, in it finding,
     setting (one that stands once) and list/entry/field. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="yes" doctype-system="about:legacy-compat"/>

  <!-- The panes of the vendor's editor in its order; others come behind. -->
  <xsl:variable name="panes">|Preferences (Part 1)|Preferences (Part 2)|Backup Servers|Certificate Pin|Certificate Matching|Certificate Enrollment|Mobile Settings|Server List|Other|</xsl:variable>
  <xsl:key name="pane" match="file/setting | file/list" use="concat(generate-id(..), '|', @pane)"/>
  <xsl:key name="setting" match="file/setting" use="concat(generate-id(..), '|', @path)"/>
  <xsl:variable name="client" select="'AnyConnectProfile/ClientInitialization/'"/>
  <xsl:variable name="policy" select="concat($client, 'AutomaticVPNPolicy')"/>

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
    <table class="settings">
      <caption class="dim">What was looked at</caption>
      <thead><tr><th scope="col">File</th><th scope="col">Kind</th><th scope="col">Errors</th>
        <th scope="col">Warnings</th><th scope="col">Remarks</th><th scope="col">Not the default</th></tr></thead>
      <tbody>
        <xsl:for-each select="file">
          <tr>
            <th scope="row"><a href="#{generate-id()}"><xsl:value-of select="@name"/></a></th>
            <td data-label="Kind"><xsl:choose><xsl:when test="@damaged">cannot be read</xsl:when>
              <xsl:otherwise><xsl:value-of select="@kind-label"/></xsl:otherwise></xsl:choose></td>
            <td class="number" data-label="Errors"><xsl:if test="@errors &gt; 0"><xsl:attribute name="class">number badge error</xsl:attribute></xsl:if><xsl:value-of select="@errors"/></td>
            <td class="number" data-label="Warnings"><xsl:if test="@warnings &gt; 0"><xsl:attribute name="class">number badge warning</xsl:attribute></xsl:if><xsl:value-of select="@warnings"/></td>
            <td class="number" data-label="Remarks"><xsl:value-of select="@infos"/></td>
            <td class="number" data-label="Not the default"><xsl:value-of select="count(setting[@differs])"/></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <!-- ==== one file ==== -->
  <xsl:template match="file">
    <section>
      <h2 id="{generate-id()}"><xsl:value-of select="@name"/></h2>
      <p class="dim"><xsl:value-of select="@kind-label"/></p>
      <xsl:call-template name="findings"/>
      <xsl:call-template name="differing"/>
      <xsl:call-template name="networks"/>
      <xsl:apply-templates select="list[@path = 'AnyConnectProfile/ServerList/HostEntry']" mode="hosts"/>
      <xsl:call-template name="match"/>
      <xsl:if test="setting | list">
        <h3>All settings</h3>
        <xsl:for-each select="(setting | list)[generate-id() = generate-id(key('pane', concat(generate-id(..), '|', @pane))[1])][@path != 'AnyConnectProfile/ServerList/HostEntry' or count(key('pane', concat(generate-id(..), '|', @pane))) &gt; 1]">
          <xsl:sort data-type="number" select="string-length(substring-before($panes, concat('|', @pane, '|'))) + 10000 * not(contains($panes, concat('|', @pane, '|')))"/>
          <xsl:call-template name="pane"/>
        </xsl:for-each>
      </xsl:if>
    </section>
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
    <xsl:if test="setting[@differs]">
      <h3>What differs from the defaults</h3>
      <table class="settings">
        <thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Default</th></tr></thead>
        <tbody><xsl:apply-templates select="setting[@differs]" mode="short"/></tbody>
      </table>
    </xsl:if>
  </xsl:template>

  <xsl:template match="setting" mode="short">
    <tr>
      <th scope="row"><xsl:value-of select="@label"/></th>
      <td class="value" data-label="Value"><xsl:call-template name="value"/></td>
      <td class="value" data-label="Default"><xsl:call-template name="default"/></td>
    </tr>
  </xsl:template>

  <xsl:template name="value">
    <xsl:choose>
      <xsl:when test="@value = ''">(empty)</xsl:when>
      <xsl:otherwise><xsl:value-of select="@value"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@unit and @value != ''"><xsl:text> </xsl:text><xsl:value-of select="@unit"/></xsl:if>
  </xsl:template>

  <xsl:template name="default">
    <xsl:choose>
      <xsl:when test="@default != ''"><xsl:value-of select="@default"/></xsl:when>
      <xsl:otherwise>none</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== panes ==== -->
  <xsl:template name="pane">
    <xsl:variable name="all" select="key('pane', concat(generate-id(..), '|', @pane))"/>
    <xsl:variable name="written" select="$all[self::setting][@value]"/>
    <xsl:variable name="unset" select="$all[self::setting][not(@value)]"/>
    <xsl:variable name="lists" select="$all[self::list][@path != 'AnyConnectProfile/ServerList/HostEntry']"/>
    <h4><xsl:choose><xsl:when test="@pane"><xsl:value-of select="@pane"/></xsl:when><xsl:otherwise>Other settings</xsl:otherwise></xsl:choose></h4>
    <xsl:if test="$written | $lists">
      <table class="settings">
        <thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Default</th></tr></thead>
        <tbody>
          <xsl:apply-templates select="$written"/>
          <xsl:apply-templates select="$lists"/>
        </tbody>
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
                <td class="value" data-label="Default"><xsl:call-template name="default"/></td>
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
      <td data-label="Value"><span class="value now"><xsl:call-template name="value"/></span>
        <xsl:if test="@user"><br/><small>users can change it</small></xsl:if>
        <xsl:for-each select="field"><br/><small><xsl:value-of select="@label"/>: </small><span class="value"><xsl:value-of select="@value"/></span></xsl:for-each></td>
      <td class="value" data-label="Default"><xsl:call-template name="default"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="list">
    <tr>
      <xsl:call-template name="name"/>
      <td colspan="2" data-label="Entries">
        <ol><xsl:for-each select="entry"><li><xsl:call-template name="entry"/></li></xsl:for-each></ol>
      </td>
    </tr>
  </xsl:template>

  <xsl:template name="entry">
    <span class="value"><xsl:value-of select="@value"/></span>
    <xsl:for-each select="field">
      <xsl:if test="position() &gt; 1 or ../@value != ''"><br/></xsl:if>
      <small><xsl:value-of select="@label"/>: </small><span class="value"><xsl:value-of select="@value"/></span>
    </xsl:for-each>
  </xsl:template>

  <!-- ==== gateways ==== -->
  <xsl:template match="list" mode="hosts">
    <h3>Gateways</h3>
    <p class="dim">In the order users see them; the first one is the default.</p>
    <table class="settings hosts">
      <thead><tr><th scope="col">Name</th><th scope="col">Address</th><th scope="col">Protocol</th>
        <th scope="col">Backups, in order</th><th scope="col">Also set</th></tr></thead>
      <tbody>
        <xsl:for-each select="entry">
          <xsl:variable name="address" select="field[@name = 'HostAddress'][@parent = 'HostEntry']/@value"/>
          <xsl:variable name="backups" select="field[@name = 'HostAddress'][@parent = 'BackupServerList']"/>
          <xsl:variable name="protocol" select="field[@name = 'PrimaryProtocol']/@value"/>
          <tr>
            <th scope="row"><xsl:value-of select="field[@name = 'HostName']/@value"/></th>
            <td class="value" data-label="Address">
              <xsl:choose><xsl:when test="$address"><xsl:value-of select="$address"/></xsl:when>
                <xsl:otherwise>its name</xsl:otherwise></xsl:choose>
              <xsl:if test="field[@name = 'UserGroup']/@value != ''">/<xsl:value-of select="field[@name = 'UserGroup']/@value"/></xsl:if>
            </td>
            <td data-label="Protocol"><xsl:choose><xsl:when test="$protocol"><xsl:value-of select="$protocol"/></xsl:when><xsl:otherwise>SSL (default)</xsl:otherwise></xsl:choose></td>
            <td data-label="Backups">
              <xsl:choose>
                <xsl:when test="$backups">
                  <ol><xsl:for-each select="$backups"><li class="value"><xsl:value-of select="@value"/></li></xsl:for-each></ol>
                </xsl:when>
                <xsl:when test="../../list[@path = concat($client, 'BackupServerList/HostAddress')]">those for all gateways</xsl:when>
                <xsl:otherwise>none</xsl:otherwise>
              </xsl:choose>
            </td>
            <td data-label="Also set">
              <xsl:for-each select="field[not(@name = 'HostName' or @name = 'UserGroup' or @name = 'PrimaryProtocol') and not(@name = 'HostAddress' and (@parent = 'HostEntry' or @parent = 'BackupServerList'))]">
                <xsl:if test="position() &gt; 1"><br/></xsl:if>
                <small><xsl:value-of select="@label"/>: </small><span class="value"><xsl:value-of select="@value"/></span>
              </xsl:for-each>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <!-- ==== client certificates, in words ==== -->
  <xsl:template name="match">
    <xsl:variable name="root" select="concat($client, 'CertificateMatch/')"/>
    <xsl:variable name="lists" select="list[starts-with(@path, $root)]"/>
    <xsl:if test="$lists">
      <h3>Which client certificates match</h3>
      <p>A certificate is offered only if all of this holds:</p>
      <ul>
        <xsl:if test="$lists[@name = 'MatchKey']">
          <li>its key usage holds <xsl:apply-templates select="$lists[@name = 'MatchKey']/entry" mode="words"><xsl:with-param name="between"> or </xsl:with-param></xsl:apply-templates>;</li>
        </xsl:if>
        <xsl:if test="$lists[@name = 'ExtendedMatchKey' or @name = 'CustomExtendedMatchKey']">
          <li>its extended key usage holds <xsl:apply-templates select="$lists[@name = 'ExtendedMatchKey' or @name = 'CustomExtendedMatchKey']/entry" mode="words"/>;</li>
        </xsl:if>
        <xsl:for-each select="$lists[@name = 'DistinguishedNameDefinition']/entry">
          <li>
            <xsl:value-of select="field[@name = 'Name']/@value"/>
            <xsl:variable name="not" select="field[@name = 'Operator']/@value = 'NotEqual'"/>
            <xsl:choose>
              <xsl:when test="field[@name = 'Wildcard']/@value = 'Enabled' and $not"> does not contain </xsl:when>
              <xsl:when test="field[@name = 'Wildcard']/@value = 'Enabled'"> contains </xsl:when>
              <xsl:when test="$not"> is not </xsl:when>
              <xsl:otherwise> is </xsl:otherwise>
            </xsl:choose>
            <span class="value"><xsl:value-of select="field[@name = 'Pattern']/@value"/></span>
            <xsl:if test="field[@name = 'MatchCase']/@value = 'Disabled'"> (upper or lower case)</xsl:if>
            <xsl:text>;</xsl:text>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:if>
  </xsl:template>

  <xsl:template match="entry" mode="words">
    <xsl:param name="between"> and </xsl:param>
    <xsl:if test="position() &gt; 1"><xsl:value-of select="$between"/></xsl:if>
    <span class="value"><xsl:value-of select="@value"/></span>
  </xsl:template>

  <!-- ==== trusted networks and Always-On ==== -->
  <xsl:template name="networks">
    <xsl:variable name="id" select="generate-id()"/>
    <xsl:variable name="on" select="key('setting', concat($id, '|', $policy))"/>
    <xsl:if test="$on">
      <h3>On trusted and untrusted networks</h3>
      <xsl:choose>
        <xsl:when test="$on/@effective != 'true'">
          <p>Trusted network detection is off: the client connects when the user asks for it.</p>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="flow">
            <xsl:with-param name="trusted" select="key('setting', concat($id, '|', $policy, '/TrustedNetworkPolicy'))/@effective"/>
            <xsl:with-param name="untrusted" select="key('setting', concat($id, '|', $policy, '/UntrustedNetworkPolicy'))/@effective"/>
            <xsl:with-param name="always" select="key('setting', concat($id, '|', $policy, '/AlwaysOn'))/@effective = 'true'"/>
            <xsl:with-param name="failure" select="key('setting', concat($id, '|', $policy, '/AlwaysOn/ConnectFailurePolicy'))/@effective"/>
          </xsl:call-template>
          <p>A network is trusted if all of this holds:</p>
          <ul>
            <xsl:for-each select="key('setting', concat($id, '|', $policy, '/TrustedDNSDomains'))[@value != '']">
              <li>its DNS suffix is one of <span class="value"><xsl:value-of select="@value"/></span></li>
            </xsl:for-each>
            <xsl:for-each select="key('setting', concat($id, '|', $policy, '/TrustedDNSServers'))[@value != '']">
              <li>its DNS servers are all among <span class="value"><xsl:value-of select="@value"/></span></li>
            </xsl:for-each>
            <xsl:for-each select="list[@path = concat($policy, '/TrustedHttpsServerList/TrustedHttpsServer')]">
              <li>one of these servers answers with the certificate expected:
                <xsl:for-each select="entry"><xsl:if test="position() &gt; 1">, </xsl:if>
                  <span class="value"><xsl:value-of select="field[@name = 'Address']/@value"/></span></xsl:for-each></li>
            </xsl:for-each>
          </ul>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <xsl:template name="flow">
    <xsl:param name="trusted"/><xsl:param name="untrusted"/><xsl:param name="always"/><xsl:param name="failure"/>
    <svg viewBox="0 0 700 250" role="img" aria-label="Trusted network: {$trusted}. Other networks: {$untrusted}. Always-On: {$always}. Without a gateway: {$failure}.">
      <rect x="10" y="95" width="150" height="50" rx="6"/>
      <text x="85" y="117" text-anchor="middle">Is the network</text>
      <text x="85" y="135" text-anchor="middle">trusted?</text>
      <path d="M160 110 H200 V40 H238"/><polygon class="head" points="238,35 248,40 238,45"/>
      <text class="small" x="166" y="103">yes</text>
      <path d="M160 130 H200 V200 H238"/><polygon class="head" points="238,195 248,200 238,205"/>
      <text class="small" x="166" y="148">no</text>
      <rect x="250" y="15" width="170" height="50" rx="6"/>
      <text x="335" y="45" text-anchor="middle"><xsl:call-template name="action"><xsl:with-param name="name" select="$trusted"/></xsl:call-template></text>
      <rect x="250" y="175" width="170" height="50" rx="6"/>
      <text x="335" y="205" text-anchor="middle"><xsl:call-template name="action"><xsl:with-param name="name" select="$untrusted"/></xsl:call-template></text>
      <path d="M420 200 H478"/><polygon class="head" points="478,195 488,200 478,205"/>
      <text class="small" x="426" y="192">failing</text>
      <rect x="490" y="165" width="200" height="70" rx="6"/>
      <xsl:choose>
        <xsl:when test="$always and $untrusted != 'DoNothing'">
          <text x="590" y="190" text-anchor="middle">Always-On is set:</text>
          <text x="590" y="208" text-anchor="middle">
            <xsl:choose>
              <xsl:when test="$failure = 'Open'">full access without VPN</xsl:when>
              <xsl:otherwise>no network access</xsl:otherwise>
            </xsl:choose>
          </text>
          <text class="small" x="590" y="226" text-anchor="middle">(Windows and macOS)</text>
        </xsl:when>
        <xsl:otherwise>
          <text x="590" y="197" text-anchor="middle">Always-On is not set:</text>
          <text x="590" y="215" text-anchor="middle">access without VPN</text>
        </xsl:otherwise>
      </xsl:choose>
    </svg>
  </xsl:template>

  <xsl:template name="action">
    <xsl:param name="name"/>
    <xsl:choose>
      <xsl:when test="$name = 'Connect'">connect the VPN</xsl:when>
      <xsl:when test="$name = 'Disconnect'">disconnect the VPN</xsl:when>
      <xsl:when test="$name = 'Pause'">pause the VPN</xsl:when>
      <xsl:when test="$name = 'DoNothing'">leave it to the user</xsl:when>
      <xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
