#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document whose texts are as hostile as a valid one's can be.

    hostile.py KIND FILE [PLATFORM]

Writes to FILE a document of the kind (of testdata/valid) in which every setting that takes any
text has one that other systems' syntaxes trip over, and no error of `acprof validate`; with a
platform also none of `acprof validate --platform`. Prints the texts as a JSON object, by path:
what a target carries of them has to arrive as they are. Each text begins with a number of its
own, which tells one from another.
"""
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree

SRC = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
ACPROF = os.environ.get("ACPROF") or os.path.join(SRC, os.environ.get("BUILD", "build"), "acprof")

# The hardest first: a setting gets the first that is not refused for it. Whole placeholders such as
# ${HOME} are refused everywhere; host names may hold neither & nor <.
TEXTS = [
    "\"'`id`$HOME &<>]]>;|\\{}#!?*~^@%1 $\n\t\u00e9\u6f22\U0001f600\u2018\u2019\u201c\u2028"
    "\u202e\u200f\u2066 end",
    "\"'`id`$HOME >;|\\{}#!?*~^@%1 $\n\t\u00e9\u6f22\U0001f600\u2018\u2019\u201c\u2028"
    "\u202e\u200f\u2066 end",
    "\"'`id`$HOME >;|\\{}#!?*~^@%1 \u00e9\u6f22\u2019\u202e\u200f end",
    "\"'`id`$HOME;\u00e9\u2019",
    "'\"`id`$",
]
BASES = {
    "vpn": "full.xml",
    "local-policy": "local-policy/AnyConnectLocalPolicy.xml",
    "preferences": "preferences/preferences.xml",
    "nvm": "nvm/NVM_ServiceProfile.xml",
    "ise-posture": "ise-posture/ISEPostureCFG.xml",
}


def acprof(*arguments):
    return subprocess.run([ACPROF] + list(arguments), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)


def settings(element, path):
    """Paths of all elements and attributes, as `acprof set` takes them."""
    for name in element.attrib:
        if not name.startswith("{") and name != "acversion":
            yield path + "/@" + name
    names = [child.tag.rpartition("}")[2] for child in element]
    for index, child in enumerate(element):
        name = names[index]
        step = name
        if names.count(name) > 1:
            step += "[%d]" % (names[:index].count(name) + 1)
        yield path + "/" + step
        yield from settings(child, path + "/" + step)


def main():
    kind, out = sys.argv[1:3]
    platform = sys.argv[3] if len(sys.argv) > 3 else None
    base = BASES[kind]
    folder = os.path.join(SRC, "testdata", "valid")
    shutil.copy(os.path.join(folder, base), out)
    if kind == "vpn" and platform not in (None, "windows", "macos"):
        acprof("set", "--write", out, "AlwaysOn=false")
    root = xml.etree.ElementTree.parse(out).getroot()
    placed = {}
    for number, name in enumerate(settings(root, root.tag.rpartition("}")[2])):
        for text in TEXTS:
            wanted = "%d %s" % (number, text)
            if acprof("set", "--write", out, "%s=%s" % (name, wanted)).returncode == 0:
                placed[name] = wanted
                break
    json.dump(placed, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
