PROFILE = """<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ServerList><HostEntry><HostName>%s</HostName></HostEntry></ServerList>
</AnyConnectProfile>"""
