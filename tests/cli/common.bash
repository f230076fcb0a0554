# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the command tests. ACPROF is the program, SRC the project; each test has a directory of
# its own to work in.
# shellcheck disable=SC2034,SC2154 # used by the tests that load this; set by bats
bats_require_minimum_version 1.5.0

: "${SRC:=$(realpath "${BATS_TEST_DIRNAME}/../..")}"
: "${ACPROF:=$SRC/build/acprof}"
: "${PYTHON:=/usr/bin/python3}"
VALID=$SRC/testdata/valid
INVALID=$SRC/testdata/invalid

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    unset NO_COLOR COLUMNS
}

acprof() {
    "$ACPROF" "$@"
}

# Runs a command line on a terminal of 80 columns, or as many as are said; what it shows goes to standard output.
on_terminal() {
    TERM=xterm script -qec "stty cols ${2:-80} && $1" /dev/null </dev/null | tr -d '\r'
    return "${PIPESTATUS[0]}"
}

# A profile with one error (ACP0121), one line long where it matters.
write_profile() {
    cat >"$1" <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
  <ServerList>
    <HostEntry>
      <HostName>${3:-Paris}</HostName>
      <HostAddress>vpn.example.com</HostAddress>
      <PrimaryProtocol>${2:-ssl}</PrimaryProtocol>
    </HostEntry>
  </ServerList>
</AnyConnectProfile>
EOF
}

# Skips a test with a word on what is missing.
need() {
    command -v "$1" >/dev/null || skip "$1 is not installed"
}

contains() {
    [[ $output == *"$1"* ]] || { printf 'output lacks: %s\n%s\n' "$1" "$output" >&2; return 1; }
}

lacks() {
    [[ $output != *"$1"* ]] || { printf 'output has: %s\n%s\n' "$1" "$output" >&2; return 1; }
}

# acprof as a user without rights; root can read everything. The program is copied to where any user
# reaches it: the build may stand below a home directory that is closed to others.
as_nobody() {
    if [ "$(id -u)" != 0 ]; then
        acprof "$@"
        return
    fi
    mkdir -p "$BATS_TEST_TMPDIR/bin"
    cp "$ACPROF" "$(dirname "$ACPROF")"/libprofile.so.* "$BATS_TEST_TMPDIR/bin/"
    chmod -R a+rX "$BATS_TEST_TMPDIR"/bin
    chmod a+x "$BATS_TEST_TMPDIR" "$(dirname "$BATS_TEST_TMPDIR")" "$BATS_RUN_TMPDIR"
    setpriv --reuid 65534 --regid 65534 --clear-groups "$BATS_TEST_TMPDIR/bin/acprof" "$@"
}
