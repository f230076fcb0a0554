#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands of a page of docs/, each as it stands, one after another in this directory.

    page.py PAGE LIMIT

Commands are the lines of blocks that begin with ```sh. No block may have LIMIT or more of them.
Prints each command; ends with the first that fails.
"""
import re
import subprocess
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        blocks = re.findall(r"^```sh\n(.*?)^```", file.read(), re.S | re.M)
    if not blocks:
        sys.exit("page.py: there are no commands in " + sys.argv[1])
    for block in blocks:
        commands = block.splitlines()
        if len(commands) >= int(sys.argv[2]):
            sys.exit("page.py: %d commands in one block" % len(commands))
        for command in commands:
            print("$ " + command, flush=True)
            done = subprocess.run(["bash", "-o", "pipefail", "-c", command], stdin=subprocess.DEVNULL)
            if done.returncode:
                sys.exit("page.py: exit code %d" % done.returncode)


if __name__ == "__main__":
    main()
