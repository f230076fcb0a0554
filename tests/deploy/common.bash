# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the tests of what `acprof generate` makes.
# shellcheck disable=SC2034,SC2154 # used by the tests that load this; set by bats
# shellcheck source=tests/cli/common.bash
load ../cli/common

DEPLOY=$SRC/tests/deploy

# generate TARGET ARGUMENT...: into the directory out, which is made anew.
generate() {
    local target=$1
    shift
    rm -rf out
    acprof generate "$target" --output out "$@"
}

# new NAME FILE [PARAMETER...]: a profile from a starter.
new() {
    local name=$1 file=$2
    shift 2
    rm -f "$file"
    acprof new "$name" --output "$file" "$@"
}

# Every file of out is as the manifest says, and there is no other.
manifest_is_true() {
    (
        cd "${1:-out}" || return
        jq -e '.files | map(.path) == (map(.path) | sort)' manifest.json >/dev/null || return
        jq -r '.files[] | .sha256 + "  " + .path' manifest.json | sha256sum --check --quiet || return
        jq -r '.files[].path, "manifest.json"' manifest.json | sort >../named
        find . -type f -printf '%P\n' | sort >../there
        cmp ../named ../there || return
        while read -r mode path; do
            [ "$(stat -c %a "$path")" = "${mode#0}" ] || return
        done < <(jq -r '.files[] | .mode + " " + .path' manifest.json)
    )
}

# hostile KIND FILE [PLATFORM]: a document with hostile texts; these are in FILE.json, by path.
hostile() {
    "$PYTHON" "$DEPLOY/hostile.py" "$@" >"$2.json"
    jq -e 'length > 5' "$2.json" >/dev/null
}
