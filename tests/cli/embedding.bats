#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The libraries where they are installed: programs are built against their headers and run, that of
# libtunnel as docs/embedding.md shows it.
load common

# Installs below root/opt, for compile_against LIBRARY SOURCE PROGRAM.
install_all() {
    local build
    build=$(dirname "$ACPROF")
    # Libraries with sanitizers want programs with them.
    nm -D "$build/libtunnel.so.0" | grep -q __asan_ && skip "built with sanitizers"
    mkdir made
    cp -r "$build"/{acprof,acprof-*,lib*.so.0,lib*.pc,acprof.1,man} made/
    make -s -C "$SRC" BUILD="$PWD/made" PREFIX=/opt "$PWD"/made/lib{profile,tunnel}.pc
    make -s -C "$SRC" BUILD="$PWD/made" PREFIX=/opt DESTDIR="$PWD/staged" -o all install
    export PKG_CONFIG_PATH=$PWD/staged/opt/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$PWD/staged
    export LD_LIBRARY_PATH=$PWD/staged/opt/lib
}

compile_against() {
    # shellcheck disable=SC2046,SC2086
    ${CC:-gcc} -std=c11 -Wall -Wextra -Werror -pedantic "$2" \
        $(pkg-config --cflags --libs "$1") -o "$3"
}

@test "the program of the document is built with pkg-config, and asks" {
    install_all
    awk '/^```c$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$SRC/docs/embedding.md" >ask.c
    [ "$(wc -l <ask.c)" -lt 60 ]
    compile_against libtunnel ask.c ask

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
    run -0 ./ask a.acpol
    [ "${lines[0]}" = "the network is not trusted: connect" ]
    [ "${lines[1]}" = "try https://vpn.example.com" ]
    [ "${lines[2]}" = "try https://rome.example.com" ]
    jq -e '.allowed and .matched == "idp.example.com"' <<<"${lines[3]}"
    [ "${#lines[@]}" = 4 ]
    run -1 ./ask a.xml
    contains "does not begin as a policy image does"
}

@test "a program built against the installed profile.h checks a file" {
    install_all
    cat >check.c <<'END'
#include <profile.h>

int main(int argc, char **argv)
{
    acp_check_options options = {.platforms = ACP_WINDOWS};
    acp_findings *findings = acp_findings_new();
    if (argc != 2 || !findings || acp_check_file(argv[1], NULL, &options, findings) != ACP_OK)
        return 2;
    for (size_t i = 0; i < acp_findings_count(findings); i++)
        puts(acp_findings_get(findings, i)->rule->id);
    acp_findings_free(findings);
}
END
    compile_against libprofile check.c check
    run -0 ./check "$VALID/full.xml"
    [ "$output" = "$(acprof validate --platform windows --format json "$VALID/full.xml" | jq -r '.[].rule')" ]
    echo '<AnyConnectProfile><ServerLst/></AnyConnectProfile>' >slip.xml
    run -0 ./check slip.xml
    [ "$output" = "$(acprof validate --platform windows --format json slip.xml | jq -r '.[].rule')" ]
    contains ACP0050
}

@test "each header stands alone, in C and in C++" {
    for header in libtunnel/tunnel.h libprofile/profile.h; do
        ${CC:-gcc} -std=c11 -pedantic -Wall -Wextra -Werror -fsyntax-only -x c "$SRC/$header"
        clang -std=c++11 -Wall -Wextra -Werror -fsyntax-only -x c++ "$SRC/$header"
    done
}

@test "a C++ program can name what profile.h declares" {
    cat >version.cc <<'END'
#include "profile.h"
const char *version() { return acp_library_version(); }
const acp_rule *rule() { return acp_rule_find("ACP1130"); }
END
    clang -std=c++11 -Wall -Wextra -Werror -I"$SRC/libprofile" -c version.cc -o version.o
    [ "$(nm version.o | awk '$1 == "U" { print $2 }' | sort | xargs)" = "acp_library_version acp_rule_find" ]
}
