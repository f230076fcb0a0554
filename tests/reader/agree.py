#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compiles the documents of all decision cases, and the starters for every platform, some stripped, some
signed, and compares what the independent reader finds in each image with `acprof inspect`. Run from the
top of the source tree."""
import glob
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import policy_image

ACPROF = os.environ.get("ACPROF", "build/acprof")
PAGES = ("docs/policy-image.md", "docs/policy-settings.md")
FORMAT, SETTINGS = policy_image.read_format(PAGES[0]), policy_image.read_settings(PAGES[1])
NAMES = {"mgmt": "VpnMgmtTunProfile.xml", "local-policy": "AnyConnectLocalPolicy.xml",
         "nvm": "NVM_ServiceProfile.xml", "ise-posture": "ISEPostureCFG.xml"}
VARIANTS = ([], ["--strip"], ["--sign"], ["--strip", "--sign"])


def run(*command):
    done = subprocess.run([ACPROF] + list(command), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError("acprof %s: exit %d: %s" % (" ".join(command), done.returncode,
                                                       done.stderr.decode(errors="replace")))
    return done.stdout


def disagreements(path):
    """What reader and inspect do not agree on in an image."""
    with open(path, "rb") as file:
        image = policy_image.Image(file.read(), FORMAT, *SETTINGS)
    shown = json.loads(run("inspect", "--format", "json", path))
    header = {"file": os.path.basename(path), "format": "%d.%d" % (image.major, image.minor),
              "size": image.size, "platform": image.platform,
              "client_version": "%d.%d" % image.client, "settings": "%08x" % image.fingerprint,
              "stripped": bool(image.stripped), "digest": image.digest.hex(),
              "signature": "not-checked" if image.signed else "none",
              "key_id": image.key_id.hex() if image.signed else None}
    wrong = [key for key in header if header[key] != shown.get(key)]
    wrong += ["sections"] if list(shown["sections"]) != list(image.sections) else []
    for name, records in image.sections.items():
        theirs = shown["sections"].get(name)
        if theirs != records:
            at = next((i for i, (a, b) in enumerate(zip(records, theirs or [])) if a != b), "?")
            wrong.append("%s: record %s" % (name, at))
    return wrong


def compile_and_compare(job):
    where, name, files, platform, options = job
    image = os.path.join(where, name + ".acpol")
    options = [os.path.join(os.path.dirname(where), "key.pem") if o == "KEY" else o for o in options]
    try:
        run("compile", "--despite-errors", "--platform", platform, "--output", image, *options, *files)
        wrong = disagreements(image)
    except (RuntimeError, policy_image.Damaged) as error:
        wrong = [str(error)]
    if os.path.exists(image):
        os.remove(image)
    return ["%s: %s" % (name, what) for what in wrong]


def documents(where, case):
    """Writes the documents of a case; their names."""
    os.makedirs(where)
    texts = [("profile%d.xml" % i, text) for i, text in enumerate(case.get("vpn", []))]
    texts += [(NAMES[kind], text) for kind, text in case.items() if kind != "vpn"]
    for name, text in texts:
        with open(os.path.join(where, name), "w", encoding="utf-8", newline="") as out:
            out.write(text)
    return [os.path.join(where, name) for name, _ in texts]


def case_jobs(work):
    """Each set of documents once; the variants in turn."""
    seen = {}
    for path in sorted(glob.glob("testdata/vectors/**/*.json", recursive=True) +
                       glob.glob("testdata/decisions/*.json")):
        with open(path, encoding="utf-8") as file:
            for case in json.load(file):
                key = json.dumps([case["documents"], case["options"]["platform"]], sort_keys=True)
                seen.setdefault(key, (path, case))
    for number, (path, case) in enumerate(seen.values()):
        where = os.path.join(work, "case%d" % number)
        files = documents(where, case["documents"])
        if files:
            name = "%s-%s" % (os.path.basename(path)[:-5], case["name"])
            yield (where, name.replace("/", "-"), files, case["options"]["platform"],
                   signed(VARIANTS[number % len(VARIANTS)]))


def signed(options):
    return [word for option in options
            for word in ([option, "KEY"] if option == "--sign" else [option])]


def starter_jobs(work):
    for line in run("new", "--list").decode().splitlines():
        name, kind = line.split()[:2]
        for variant, platform in enumerate(policy_image.PLATFORMS.values()):
            where = os.path.join(work, "%s-%s" % (name, platform))
            os.makedirs(where)
            yield (where, os.path.basename(where), ["templates/starters/%s.xml" % name], platform,
                   signed(VARIANTS[variant % len(VARIANTS)]) + ["--kind", kind])


KINDS = {"vpn": "testdata/valid/*.xml", "nvm": "testdata/valid/nvm/**/*.xml",
         "mgmt": "testdata/valid/mgmt/**/*.xml", "ise-posture": "testdata/valid/ise-posture/**/*.xml",
         "local-policy": "testdata/valid/local-policy/**/*.xml"}


def file_jobs(work):
    """Each valid document by itself, all of a kind that may be there several times, and one of each kind."""
    platforms = list(policy_image.PLATFORMS.values())
    found = {kind: sorted(glob.glob(pattern, recursive=True)) for kind, pattern in KINDS.items()}
    sets = [(kind, [file]) for kind, files in found.items() for file in files]
    sets += [("all", found["vpn"])] + [("each", found["vpn"] + [found[kind][0] for kind in list(KINDS)[1:]])] * 5
    for number, (name, files) in enumerate(sets):
        where = os.path.join(work, "file%d" % number)
        os.makedirs(where)
        yield (where, "%s-%d" % (name, number), files, platforms[number % len(platforms)],
               signed(VARIANTS[number % len(VARIANTS)]))


def large_jobs(work):
    """1,000 host entries, 500 allowed hosts, 25 rules of 25 conditions."""
    where = os.path.join(work, "large")
    subprocess.check_call([sys.executable, "tests/bench/make_policy.py", where])
    files = sorted(glob.glob(os.path.join(where, "*.xml")))
    for number, variant in enumerate(VARIANTS):
        yield where, "large-%d" % number, files, "windows", signed(variant)


def main():
    with tempfile.TemporaryDirectory() as work:
        subprocess.check_call(["openssl", "genpkey", "-algorithm", "ed25519", "-out",
                               os.path.join(work, "key.pem")], stderr=subprocess.DEVNULL)
        sources = [list(make(work)) for make in (case_jobs, starter_jobs, file_jobs, large_jobs)]
        jobs = [job for source in sources for job in source] if all(sources) else []
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            wrong = [line for lines in pool.map(compile_and_compare, jobs) for line in lines]
    for line in wrong:
        print(line)
    print("%d images read, %d disagreements" % (len(jobs), len(wrong)))
    return 1 if wrong or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
