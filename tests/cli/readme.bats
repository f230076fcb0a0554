#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154 # bats sets output
# What the README shows is what the program prints.
load common

@test "README.md: every command shown prints what is shown" {
    cat >check.py <<'EOF'
import os
import re
import subprocess
import sys

src, acprof = sys.argv[1:]
blocks = re.findall(r"```\n(\$ acprof .*?)```", open(src + "/README.md").read(), re.S)
shown = 0
for block in blocks:
    for part in re.split(r"(?m)^\$ (?=acprof )", block)[1:]:
        line, _, wanted = part.partition("\n")
        run = subprocess.run(line, shell=True, cwd=src, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT,
                             env=dict(os.environ, PATH=os.path.dirname(acprof) + ":" + os.environ["PATH"]))
        shown += 1
        if run.stdout.strip() != wanted.strip() and "..." not in wanted:
            sys.exit("$ %s\nprints\n%s\nREADME.md shows\n%s" % (line, run.stdout, wanted))
print("%d commands" % shown)
EOF
    run -0 "$PYTHON" check.py "$SRC" "$ACPROF"
    [[ $output =~ ^[1-9][0-9]*\ commands$ ]]
}
