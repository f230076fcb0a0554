#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds a configuration that was made against those a source document prints.

    reproduce.py MADE LISTING... <DIFFERENCES

Every line of a listing has to be in MADE, in the same order, but for those that DIFFERENCES names
with "- ", and MADE has no other lines than the listings but for those named with "+ ". Lines of
DIFFERENCES that begin with # are the reasons. Indentation, separators and comments do not count.
"""
import difflib
import sys


def lines(name):
    with open(name, encoding="utf-8") as file:
        text = [line.strip() for line in file]
    return [line for line in text if line and line[0] not in "!<"]


def main():
    made = lines(sys.argv[1])
    seen = [False] * len(made)
    found = []
    for name in sys.argv[2:]:
        listing = lines(name)
        if not listing:
            sys.exit("reproduce.py: nothing is in " + name)
        missing = [True] * len(listing)
        matcher = difflib.SequenceMatcher(None, listing, made, autojunk=False)
        for block in matcher.get_matching_blocks():
            for i in range(block.size):
                missing[block.a + i] = False
                seen[block.b + i] = True
        found += ["- " + line for line, gone in zip(listing, missing) if gone]
    found += ["+ " + line for line, old in zip(made, seen) if not old]
    wanted = [line.rstrip("\n") for line in sys.stdin]
    wanted = [line for line in wanted if line and not line.startswith("#")]
    difference = list(difflib.unified_diff(wanted, found, "expected", "found", lineterm="", n=0))
    print("\n".join(difference))
    sys.exit(bool(difference))


if __name__ == "__main__":
    main()
