#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets stderr
load common

host() {
    printf '        <HostEntry>\n            <HostName>%s</HostName>\n            <HostAddress>%s</HostAddress>\n        </HostEntry>\n' "$1" "$2"
}

# A profile with the host entries given as NAME=ADDRESS.
profile() {
    printf '<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">\n'
    printf '    <!-- ours to keep -->\n    <ClientInitialization>\n        <AutoUpdate>%s</AutoUpdate>\n' "${update:-true}"
    printf '    </ClientInitialization>\n    <ServerList>\n'
    for entry in "$@"; do
        host "${entry%%=*}" "${entry#*=}"
    done
    printf '    </ServerList>\n</AnyConnectProfile>\n'
}

# What a file has, without its layout.
hosts() {
    acprof convert --to json "$1" | jq -c '[.AnyConnectProfile.ServerList.HostEntry[] | .HostName + "=" + .HostAddress]'
}

merged() {
    acprof merge base.xml ours.xml theirs.xml >merged.xml
    hosts merged.xml
}

@test "changes of different entries, an entry added on each side" {
    profile A=a B=b C=c >base.xml
    profile A=x B=b N=n C=c >ours.xml
    profile A=a B=b C=y M=m >theirs.xml
    run -0 merged
    [ "$output" = '["A=x","B=b","N=n","C=y","M=m"]' ]
    grep -q 'ours to keep' merged.xml
}

@test "one side moves and renames an entry, the other changes it" {
    profile A=a B=b C=c >base.xml
    profile A=a B=b C=x >ours.xml
    profile Z=c A=a B=b >theirs.xml
    run -0 merged
    [ "$output" = '["Z=x","A=a","B=b"]' ]
    cp ours.xml swap.xml; cp theirs.xml ours.xml; mv swap.xml theirs.xml
    run -0 merged
    [ "$output" = '["Z=x","A=a","B=b"]' ]
}

@test "both sides do the same" {
    profile A=a B=b C=c >base.xml
    profile C=c A=x N=n >ours.xml
    profile C=c A=x N=n >theirs.xml
    printf '\n' >>theirs.xml
    run -0 merged
    [ "$output" = '["C=c","A=x","N=n"]' ]
    cmp merged.xml ours.xml
}

@test "the same value changed differently: a conflict of that line" {
    profile A=a B=b >base.xml
    profile A=x B=b >ours.xml
    profile A=y B=z >theirs.xml
    run -1 --separate-stderr acprof merge --ours main --theirs topic --marker-size 9 base.xml ours.xml theirs.xml
    contains '<<<<<<<<< main
            <HostAddress>x</HostAddress>
=========
            <HostAddress>y</HostAddress>
>>>>>>>>> topic
        </HostEntry>'
    contains '<HostAddress>z</HostAddress>'
    [[ $stderr == *'ours.xml:9: AnyConnectProfile/ServerList/HostEntry[HostName="A"]/HostAddress: here it is "x", there "y"'* ]]
    [[ $stderr == *'1 conflict' ]]
}

@test "changed here, removed there, and the reverse" {
    profile A=a B=b C=c >base.xml
    profile A=a B=x C=c >ours.xml
    profile A=a C=c >theirs.xml
    run -1 --separate-stderr acprof merge base.xml ours.xml theirs.xml
    [[ $stderr == *'[HostName="B"]: changed here, removed there'* ]]
    [[ $output == *'<<<<<<< OURS
        <HostEntry>
            <HostName>B</HostName>
            <HostAddress>x</HostAddress>
        </HostEntry>
=======
>>>>>>> THEIRS'* ]]
    run -1 --separate-stderr acprof merge base.xml theirs.xml ours.xml
    [[ $stderr == *'[HostName="B"]: removed here, changed there'* ]]
    [[ $output == *'<<<<<<< OURS
=======
        <HostEntry>
            <HostName>B</HostName>
            <HostAddress>x</HostAddress>
        </HostEntry>
>>>>>>> THEIRS'* ]]
}

@test "both add an entry of one name: only what differs is a conflict" {
    profile A=a >base.xml
    profile A=a N=x >ours.xml
    profile A=a N=y >theirs.xml
    run -1 --separate-stderr acprof merge base.xml ours.xml theirs.xml
    [ "$(grep -c '^<<<<<<<' <<<"$output")" = 1 ]
    [ "$(grep -c '<HostName>N' <<<"$output")" = 1 ]
}

@test "either side of the marks is a file that can be read" {
    profile A=a B=b C=c >base.xml
    update=false profile A=x B=b C=c >ours.xml
    profile A=y C=z B=b >theirs.xml
    sed -i 's/<AutoUpdate>/<AutoUpdate UserControllable="true">/' theirs.xml
    acprof merge base.xml ours.xml theirs.xml >merged.xml || true
    sed '/^<<<<<<</d; /^=======/,/^>>>>>>>/d' merged.xml >1.xml
    sed '/^<<<<<<</,/^=======/d; /^>>>>>>>/d' merged.xml >2.xml
    [ "$(hosts 1.xml)" = '["A=x","C=z","B=b"]' ]
    [ "$(hosts 2.xml)" = '["A=y","C=z","B=b"]' ]
    grep -q '<AutoUpdate UserControllable="true">false' 1.xml
}

@test "a comment added there comes along; CRLF and UTF-16 of ours stay" {
    profile A=a B=b >base.xml
    update=false profile A=a B=b | sed 's/$/\r/' | iconv -t UTF-16 >ours.xml
    profile A=a B=b N=n | sed 's/^ *<AutoUpdate/        <!-- said why -->\n&/' >theirs.xml
    acprof merge base.xml ours.xml theirs.xml | iconv -f UTF-16 >merged.xml
    grep -q 'said why' merged.xml
    [ "$(grep -c $'\r$' merged.xml)" = "$(wc -l <merged.xml)" ]
    acprof diff <(iconv -f UTF-16 ours.xml) merged.xml | grep -q '"N": added'
}

@test "JSON and YAML are merged and marked" {
    profile A=a B=b | acprof convert --to json - >base.json
    profile A=x B=b | acprof convert --to json - >ours.json
    profile A=a B=y | acprof convert --to yaml - >theirs.yaml
    run -0 acprof merge base.json ours.json theirs.yaml
    [ "$(hosts - <<<"$output")" = '["A=x","B=y"]' ]
    profile A=z B=b | acprof convert --to json - >theirs.json
    cp ours.json before.json
    run -1 acprof merge --write base.json ours.json theirs.json
    contains '1 conflict'
    [ "$(diff before.json ours.json)" = '13a14
> <<<<<<< OURS
14a16,18
> =======
>           "HostAddress": "z"
> >>>>>>> THEIRS' ]
    # either side is one of the files, without the other
    sed '/^=====/,/^>>>>/d; /^<<<</d' ours.json | cmp - before.json
    sed '/^<<<</,/^=====/d; /^>>>>/d' ours.json | cmp - theirs.json
    acprof convert --to yaml base.json >base.yaml
    acprof convert --to yaml before.json >ours.yaml
    acprof convert --to yaml theirs.json >theirs.yaml
    run -1 --separate-stderr acprof merge --ours here --theirs there base.yaml ours.yaml theirs.yaml
    sed '/^=======$/,/^>>>>>>> there$/d; /^<<<<<<< here$/d' <<<"$output" | cmp - ours.yaml
    sed '/^<<<<<<< here$/,/^=======$/d; /^>>>>>>> there$/d' <<<"$output" | cmp - theirs.yaml
}

@test "plain JSON is merged by members" {
    mkdir b o t
    printf '{\n  "organizationId" : "1"  ,\n  "fingerprint":"aa",\n  "userId" : "7", "x": [1, {"a": 2}]\n}\n' >b/OrgInfo.json
    merge_json() {
        sed "$1" b/OrgInfo.json >o/OrgInfo.json
        sed "$2" b/OrgInfo.json >t/OrgInfo.json
        run "$3" --separate-stderr acprof merge b/OrgInfo.json o/OrgInfo.json t/OrgInfo.json
    }
    merge_json 's/"1"/"2"/' 's/"7"/"8"/; s/"aa"/"bb"/' -0
    [ "$(jq -c . <<<"$output")" = '{"organizationId":"2","fingerprint":"bb","userId":"8","x":[1,{"a":2}]}' ]
    [ "$(diff o/OrgInfo.json <(printf '%s\n' "$output") | grep -c '^>')" = 2 ]
    # members that come and go, first, in the middle and last
    merge_json 's/"organizationId".*,//' 's/"userId" : "7", //; s/\]$/], "new": null/' -0
    [ "$(jq -c . <<<"$output")" = '{"fingerprint":"aa","x":[1,{"a":2}],"new":null}' ]
    merge_json 's/, "x": .*//' 's/"fingerprint":"aa",//' -0
    [ "$(jq -c . <<<"$output")" = '{"organizationId":"1","userId":"7"}' ]
    merge_json 's/"aa"/"bb"/' 's/"aa"/"cc"/' -1
    [ "$output" = '{
  "organizationId" : "1"  ,
<<<<<<< OURS
  "fingerprint":"bb",
=======
  "fingerprint":"cc",
>>>>>>> THEIRS
  "userId" : "7", "x": [1, {"a": 2}]
}' ]
    [[ $stderr == *'o/OrgInfo.json:3: fingerprint: here it is "bb", there "cc"'*'1 conflict' ]]
    merge_json 's/"fingerprint":"aa",//' 's/{"a": 2}/3/; s/"aa"/"cc"/' -1
    [[ $stderr == *'fingerprint: here it is nothing, there "cc"'* ]]
    [ "$(sed -n 4,9p <<<"$output")" = '<<<<<<< OURS
  "userId" : "7", "x": [1, 3]
=======
  "userId" : "7", "x": [1, 3], "fingerprint" : "cc"
>>>>>>> THEIRS
}' ]
    printf '{}' >o/OrgInfo.json
    run -0 acprof merge o/OrgInfo.json o/OrgInfo.json b/OrgInfo.json
}

@test "what no schema describes is merged by elements" {
    mkdir -p b/'Network Access Manager'/newConfigFiles
    printf '<networkConfiguration>\n  <a>1</a>\n  <b>2</b>\n  <c x="1"/>\n</networkConfiguration>\n' >base.xml
    sed 's/1</x</' base.xml >ours.xml
    sed 's/"1"/"z"/' base.xml >theirs.xml
    run -0 acprof merge base.xml ours.xml theirs.xml
    contains '<a>x</a>'
    contains '<c x="z"/>'
    run -0 acprof merge --path 'Network Access Manager/newConfigFiles/configuration.xml' base.xml ours.xml theirs.xml
    contains '<c x="z"/>'
    run -1 acprof diff base.xml ours.xml
    contains 'a: was "1", is now "x".'
    cp base.xml 'b/Network Access Manager/newConfigFiles/configuration.xml'
    run -1 acprof diff 'b/Network Access Manager/newConfigFiles/configuration.xml' theirs.xml
    contains 'was "1", is now "z"'
    printf '<other/>' >other.xml
    run -2 acprof diff other.xml base.xml
    contains 'of no known kind'
    run -1 acprof merge base.xml ours.xml other.xml
    contains 'different kinds'
}

@test "--write; usage; what cannot be merged" {
    profile A=a B=b >base.xml
    profile A=x B=b >ours.xml
    profile A=a B=y >theirs.xml
    run -0 acprof merge --write base.xml ours.xml theirs.xml
    [ -z "$output" ]
    [ "$(hosts ours.xml)" = '["A=x","B=y"]' ]
    run -2 acprof merge base.xml ours.xml
    contains 'three files are needed'
    run -2 acprof merge --marker-size x base.xml ours.xml theirs.xml
    contains 'a number from 1 to 200'
    run -2 acprof merge --write base.xml - theirs.xml
    run -1 acprof merge base.xml ours.xml "$VALID/local-policy/AnyConnectLocalPolicy.xml"
    contains 'different kinds'
    run -3 acprof merge base.xml ours.xml missing.xml
}

@test "pairs: what was done to one copy gives the other" {
    run -0 "$PYTHON" "$SRC/tests/pairs.py" merge "$ACPROF" 150 . "$VALID"/*.xml "$VALID"/nvm/*.xml
    [ "$output" = "150 pairs" ]
}

# ---- git -------------------------------------------------------------------------------------

# A repository set up with the lines of docs/git.md, and base.xml as vpn.xml in it.
repository() {
    export HOME=$PWD GIT_CONFIG_NOSYSTEM=1 PATH=${ACPROF%/*}:$PATH
    # shellcheck disable=SC2016 # nothing to expand
    sed -n '/^```ini/,/^```/p' "$SRC/docs/git.md" | sed '/^```/d' >.gitconfig
    git init -q -b main r
    cd r || return
    git config user.name t
    git config user.email t@example.com
    sed -n '/^\*\.xml /p' "$SRC/docs/git.md" >.gitattributes
    profile A=a B=b C=c D=d >vpn.xml
    commit base
}

commit() {
    git add -A
    git commit -qm "$1"
}

# Commits vpn.xml of entries on a new branch; ends on main.
branch() {
    git checkout -qb "$1" main
    profile "${@:2}" >vpn.xml
    commit "$1"
    git checkout -q main
}

@test "git: two branches that edit different hosts, and move one, merge" {
    repository
    branch one A=x B=b C=c D=d
    branch two D=d A=a B=b C=y
    branch three A=a C=c D=z B=b
    git merge -q one -m one
    git merge -q two -m two
    git merge -q three -m three
    [ "$(hosts vpn.xml)" = '["D=z","A=x","C=y","B=b"]' ] || { hosts vpn.xml; false; }
}

@test "git: two branches that edit the same host: one conflict, marked" {
    repository
    branch one A=x B=b C=c D=d
    branch two A=y B=b C=c D=z
    git merge -q one -m one
    run -1 git merge two
    contains 'CONFLICT'
    [ "$(grep -c '^<<<<<<<' vpn.xml)" = 1 ]
    grep -q '<HostAddress>z' vpn.xml
    [ "$(git status --porcelain vpn.xml)" = 'UU vpn.xml' ]
}

@test "git: diff of the layout is empty, difftool speaks" {
    repository
    acprof fmt vpn.xml | sed 's/^ *//' >other
    mv other vpn.xml
    run -0 git diff
    [ -z "$output" ]
    printf '<broken' >vpn.xml
    run -0 git diff
    contains '+<broken'
    update=false profile A=a B=b C=c D=d >vpn.xml
    run -0 git difftool --no-prompt --tool=acprof
    contains 'Auto Update: was "true", is now "false".'
}
