#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# libtunnel where it is installed, asked by the program that docs/embedding.md shows.
load common

@test "the program of the document is built with pkg-config, and asks" {
    build=$(dirname "$ACPROF")
    # Libraries with sanitizers want programs with them.
    nm -D "$build/libtunnel.so.0" | grep -q __asan_ && skip "built with sanitizers"
    mkdir made
    cp -r "$build"/{acprof,acprof-*,lib*.so.0,lib*.pc,acprof.1,man} made/
    make -s -C "$SRC" BUILD="$PWD/made" PREFIX=/opt "$PWD/made/libtunnel.pc"
    make -s -C "$SRC" BUILD="$PWD/made" PREFIX=/opt DESTDIR="$PWD/root" -o all install

    awk '/^```c$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$SRC/docs/embedding.md" >ask.c
    [ "$(wc -l <ask.c)" -lt 60 ]
    export PKG_CONFIG_PATH=$PWD/root/opt/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$PWD/root
    # shellcheck disable=SC2046,SC2086
    ${CC:-gcc} -std=c11 -Wall -Wextra -Werror -pedantic ask.c \
        $(pkg-config --cflags --libs libtunnel) -o ask

    cat >a.xml <<'END'
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ClientInitialization>
    <AutomaticVPNPolicy>true
      <TrustedDNSDomains>corp.example.com</TrustedDNSDomains>
      <TrustedNetworkPolicy>Disconnect</TrustedNetworkPolicy>
      <UntrustedNetworkPolicy>Connect</UntrustedNetworkPolicy>
      <AlwaysOn>true
        <ConnectFailurePolicy>Closed</ConnectFailurePolicy>
        <AllowedHosts>idp.example.com</AllowedHosts>
      </AlwaysOn>
    </AutomaticVPNPolicy>
  </ClientInitialization>
  <ServerList>
    <HostEntry>
      <HostName>Paris</HostName>
      <HostAddress>vpn.example.com</HostAddress>
      <BackupServerList><HostAddress>rome.example.com</HostAddress></BackupServerList>
    </HostEntry>
  </ServerList>
</AnyConnectProfile>
END
    acprof compile --platform windows --output a.acpol a.xml
    export LD_LIBRARY_PATH=$PWD/root/opt/lib
    run -0 ./ask a.acpol
    [ "${lines[0]}" = "the network is not trusted: connect" ]
    [ "${lines[1]}" = "try https://vpn.example.com" ]
    [ "${lines[2]}" = "try https://rome.example.com" ]
    jq -e '.allowed and .matched == "idp.example.com"' <<<"${lines[3]}"
    [ "${#lines[@]}" = 4 ]
    run -1 ./ask a.xml
    contains "does not begin as a policy image does"
}

@test "the header stands alone" {
    ${CC:-gcc} -std=c11 -pedantic -Wall -Wextra -Werror -fsyntax-only -x c "$SRC/libtunnel/tunnel.h"
}
