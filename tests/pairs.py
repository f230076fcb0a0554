#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Pairs of documents, the second made from the first by changes as people make them.

Usage: pairs.py patch|merge ACPROF COUNT DIRECTORY FILE...

Takes the XML files and changes copies of them at random (the same in every run).
patch: the JSON Patch of `acprof diff`, which jsonpatch applies to the JSON form of the first, gives
the JSON form of the second, comments apart, members without order.
merge: what was done to the first to make the second, done to another copy of the first, gives the
second; done to the second itself it changes nothing.
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


def check_patch(acprof, a, b):
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


def content(path):
    with open(path, "rb") as file:
        return file.read()


def check_merge(acprof, a, b):
    """True if there was something to merge."""
    copy_of_a, copy_of_b, merged = a + ".copy", b + ".copy", a + ".merged"
    for source, target in ((a, copy_of_a), (b, copy_of_b)):
        with open(target, "wb") as file:
            file.write(content(source) + b"\n<!-- another file -->\n")
    made = run(acprof, "merge", a, copy_of_a, b)
    with open(merged, "wb") as file:
        file.write(made.stdout)
    if made.returncode or run(acprof, "diff", merged, b).returncode:
        sys.exit("%s and %s: the merge does not give the second\n%s" % (a, b, made.stderr.decode()))
    made = run(acprof, "merge", a, copy_of_b, b)
    if made.returncode or made.stdout != content(copy_of_b):
        sys.exit("%s and %s: merged again\n%s" % (a, b, made.stderr.decode()))
    return content(a) != content(b)


def main():
    check = {"patch": check_patch, "merge": check_merge}[sys.argv[1]]
    acprof, count, directory, files = sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5:]
    chance = random.Random(20261121)
    tree.register_namespace("", "http://schemas.xmlsoap.org/encoding/")
    a, b = os.path.join(directory, "a.xml"), os.path.join(directory, "b.xml")
    checked = tried = 0
    while checked < count and tried < 4 * count:
        parser = tree.XMLParser(target=tree.TreeBuilder(insert_comments=True))
        root = tree.parse(files[tried % len(files)], parser).getroot()
        tried += 1
        for path, most in ((a, 3), (b, 6)):
            for _ in range(chance.randrange(most + 1)):
                if len(elements(root)) > 1:
                    change(root, chance)
            write(root, path)
        checked += check(acprof, a, b)
    print("%d pairs" % checked)
    if checked < count:
        sys.exit("too few pairs to check: %d of %d" % (checked, tried))


main()
