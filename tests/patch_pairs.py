#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Patches of pairs of documents, applied by another program, give the second one.

Usage: patch_pairs.py ACPROF COUNT DIRECTORY FILE...

Takes the XML files, changes copies of them at random (the same in every run), and asks `acprof diff`
for the JSON Patch from one copy to another. jsonpatch applies it to the JSON form of the first; what
comes out must be the JSON form of the second, comments apart, members without order.
"""
import copy
import json
import os
import random
import subprocess
import sys
import xml.etree.ElementTree as tree

import jsonpatch

VALUES = ["true", "false", "30", "vpn.example.com", "a,b", "", "  spaced  ", "0", "Paris", "~/x", "ä"]


def without_comments(value):
    """The form as it is without comments: an object that only they made one is its text."""
    if isinstance(value, list):
        return [without_comments(item) for item in value]
    if not isinstance(value, dict):
        return value
    left = {
        key: without_comments(item)
        for key, item in value.items()
        if key not in ("#comment", "#comment-value", "#comment-end", "#comment-after")
    }
    if not left:
        return ""
    if list(left) == ["value"]:
        return left["value"]
    return left


def elements(root):
    return [(parent, child) for parent in root.iter() for child in parent if isinstance(child.tag, str)]


def change(root, chance):
    """One change of those people make: values, attributes, entries, order, comments."""
    parent, element = chance.choice(elements(root))
    what = chance.randrange(9)
    if what == 0:
        parent.remove(element)
    elif what == 1:
        parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(element))
    elif what == 2:
        parent.remove(element)
        parent.insert(chance.randrange(len(parent) + 1), element)
    elif what == 3:
        parent.insert(list(parent).index(element), tree.Comment(" note %d " % chance.randrange(9)))
    elif what == 4:
        element.set(chance.choice(["UserControllable", "Extra"]), chance.choice(VALUES))
    elif what == 5 and element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]
    elif what == 6:
        other = chance.choice(elements(root))[1]
        element.text, other.text = other.text, element.text
    else:
        element.text = chance.choice(VALUES)


def run(*command):
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if made.returncode > 1:
        sys.exit("%s: exit code %d\n%s" % (" ".join(command), made.returncode, made.stderr.decode()))
    return made


def form_of(acprof, path):
    made = run(acprof, "convert", "--to", "json", path)
    return json.loads(made.stdout) if made.returncode == 0 else None


def write(root, path):
    tree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def check(acprof, a, b):
    """True if both have a JSON form, so that there was something to check."""
    old, new = form_of(acprof, a), form_of(acprof, b)
    if old is None or new is None:
        return False
    made = run(acprof, "diff", "--format", "json-patch", a, b)
    operations = json.loads(made.stdout)
    assert made.returncode == (1 if operations else 0), "exit code"
    result = jsonpatch.apply_patch(old, operations)
    if without_comments(result) != without_comments(new):
        sys.exit("%s and %s: the patch does not give the second\n%s" % (a, b, made.stdout.decode()))
    return True


def main():
    acprof, count, directory = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    chance = random.Random(20261121)
    tree.register_namespace("", "http://schemas.xmlsoap.org/encoding/")
    parser = lambda: tree.XMLParser(target=tree.TreeBuilder(insert_comments=True))
    a, b = os.path.join(directory, "a.xml"), os.path.join(directory, "b.xml")
    checked = tried = 0
    while checked < count and tried < 4 * count:
        root = tree.parse(sys.argv[4 + tried % (len(sys.argv) - 4)], parser()).getroot()
        tried += 1
        for path, most in ((a, 3), (b, 6)):
            for _ in range(chance.randrange(most + 1)):
                if len(elements(root)) > 1:
                    change(root, chance)
            write(root, path)
        checked += check(acprof, a, b)
    print("%d pairs" % checked)
    if checked < count:
        sys.exit("too few pairs have a JSON form: %d of %d" % (checked, tried))


main()
