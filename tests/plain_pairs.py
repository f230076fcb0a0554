#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merges mutated property lists and managed configurations: what was done on one side only, or on both
alike, is what comes out, whatever the layout; else there are marks. Arguments: the directory of valid
files, the seed, how many of each."""
import json
import os
import plistlib
import random
import subprocess
import sys

VALID, RANDOM, COUNT = sys.argv[1], random.Random(int(sys.argv[2])), int(sys.argv[3])
FILES = ["mdm-ios/vpn.mobileconfig", "mdm-android/android/managed-configuration.json",
         "mobileconfig/extensions.mobileconfig"]
KEPT = ("PayloadType", "PayloadContent")


def run(*arguments):
    return subprocess.run([os.environ["ACPROF"], *arguments], capture_output=True, check=False)


def data_of(name):
    done = run("convert", "--to", "json", name)
    assert done.returncode == 0, (name, done.stderr)
    return json.loads(done.stdout)


def mutated(value):
    if isinstance(value, dict):
        for key in value:
            if RANDOM.random() < 0.25 and key != "PayloadType":
                value[key] = mutated(value[key])
        keys = [key for key in value if key not in KEPT]
        if keys and RANDOM.random() < 0.1:
            value.pop(RANDOM.choice(keys))
        return value
    if isinstance(value, list):
        value = [mutated(item) if RANDOM.random() < 0.4 else item for item in value]
        if len(value) > 1 and RANDOM.random() < 0.2:
            value.pop(RANDOM.randrange(len(value)))
        if len(value) > 1 and RANDOM.random() < 0.2:
            RANDOM.shuffle(value)
        if value and RANDOM.random() < 0.2:
            value.insert(RANDOM.randrange(len(value) + 1), json.loads(json.dumps(RANDOM.choice(value))))
        return value
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return RANDOM.randrange(9)
    return RANDOM.choice(["a", "b & c", "<x>", "\u00e4"]) + str(RANDOM.randrange(9))


def write(name, data):
    with open(name, "wb") as out:
        if name.endswith("json"):
            out.write(json.dumps(data, indent=RANDOM.choice([None, 1, 2])).encode())
        else:
            out.write(plistlib.dumps(data, sort_keys=False))


def check(name, number):
    kind = name.rsplit(".", 1)[1]
    base, ours, theirs, laid_out, merged = (f"{part}.{kind}" for part in ("b", "o", "t", "f", "m"))
    with open(os.path.join(VALID, name), "rb") as source, open(base, "wb") as out:
        out.write(source.read())
    for side in (ours, theirs):
        write(side, mutated(data_of(base)))
    for before, here, there in ((base, base, theirs), (base, ours, base), (base, ours, ours)):
        with open(laid_out, "wb") as out:
            out.write(run("fmt", here).stdout)
        done = run("merge", before, laid_out, there)
        assert done.returncode == 0, (name, number, here, there, done.stderr)
        with open(merged, "wb") as out:
            out.write(done.stdout)
        assert data_of(merged) == data_of(there if here == base else here), (name, number, here)
    done = run("merge", base, ours, theirs)
    assert done.returncode in (0, 1), (name, number, done)
    with open(merged, "wb") as out:
        out.write(done.stdout)
    if done.returncode == 0:
        data_of(merged)
    assert (b"<<<<<<<" in done.stdout) == (done.returncode == 1), (name, number)


for file in FILES:
    for i in range(COUNT):
        check(file, i)
