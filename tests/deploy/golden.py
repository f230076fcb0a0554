#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every target makes of every starter, held against testdata/golden/deploy.

    golden.py check            compares; prints a diff of what differs
    golden.py write [TARGET]   writes anew what differs: look at the diff before it is committed

tests/deploy/golden/TARGET.cases has a line for each way to run a target:

    NAME: DEFINITIONS: STARTERS

DEFINITIONS are -D options, STARTERS the starters that fit; all others have to be refused with
exit code 1, so that no starter is left out unseen; unless the line ends in "...". STARTERS may be
*: all. A starter may have files beside it: ssl+fips is both, as one deployment. Where no starter
has what a target is for, a file of the project does, by its path.
"""
import base64
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile

SRC = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
ACPROF = os.environ.get("ACPROF") or os.path.join(SRC, os.environ.get("BUILD", "build"), "acprof")
GOLDEN = os.path.join(SRC, "testdata", "golden", "deploy")
CASES = os.path.join(SRC, "tests", "deploy", "golden")

ADDRESS = "address=vpn.example.com"
DOMAINS = "domains=corp.example.com"
PARAMETERS = {
    "always-on": [ADDRESS, DOMAINS],
    "always-on-captive-portal": [ADDRESS, DOMAINS],
    "certificate": [ADDRESS, "issuer=Example Issuing CA"],
    "fips": [],
    "ikev2-ios-xe": [ADDRESS],
    "ios-on-demand": [ADDRESS, DOMAINS],
    "ise-posture": ["servers=ise.example.com"],
    "management-tunnel": [ADDRESS, DOMAINS, "machine-group=machines",
                          "issuer=Example Machine CA"],
    "nvm-collector": ["collector=192.0.2.10"],
    "scep": [ADDRESS, "enrollment=vpn.example.com/enroll",
             "ca-url=http://ca.example.com/certsrv/mscep/mscep.dll",
             "ca-thumbprint=00112233445566778899AABBCCDDEEFF00112233",
             "organization=Example Corp"],
    "ssl": [ADDRESS],
    "ssl-sites": ["sites=Paris=paris.example.com+paris2.example.com,Oslo=oslo.example.com"],
    "start-before-logon": [ADDRESS],
    "trusted-network": [ADDRESS, DOMAINS, "trusted-server=intranet.corp.example.com",
                        "trusted-hash=" + "0123456789ABCDEF" * 4],
    "update-policy": ["servers=vpn.example.com"],
}
# Names of files, of those that have no fixed one.
NAMES = {"fips": "AnyConnectLocalPolicy.xml", "update-policy": "AnyConnectLocalPolicy.xml",
         "ise-posture": "ISEPostureCFG.xml", "nvm-collector": "NVM_ServiceProfile.xml"}


def run(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def make_starters(work):
    """Every starter's files, in a directory of its own."""
    listed = [line.split()[0] for line in run([ACPROF, "new", "--list"]).stdout.decode().splitlines()]
    missing = sorted(set(listed) ^ set(PARAMETERS))
    if missing:
        sys.exit("golden.py: PARAMETERS is not about the starters there are: %s" % " ".join(missing))
    for name in listed:
        directory = os.path.join(work, name)
        os.mkdir(directory)
        target = directory
        if name != "management-tunnel":
            target = os.path.join(directory, NAMES.get(name, name + ".xml"))
        made = run([ACPROF, "new", name, "--output", target] + PARAMETERS[name])
        if made.returncode:
            sys.exit("golden.py: starter %s: %s" % (name, made.stderr.decode()))
    return listed


def inputs(work, starters):
    found = []
    for starter in starters.split("+"):
        if "/" in starter:
            found.append(os.path.join(SRC, starter))
            continue
        directory = os.path.join(work, starter)
        found += [os.path.join(directory, name) for name in sorted(os.listdir(directory))]
    return found


def content(data, sources):
    """Lines that show the bytes of a file."""
    for source in sources:
        with open(source, "rb") as file:
            if file.read() == data:
                return ["(the bytes of %s)" % os.path.basename(source)]
    for encoding, mark in (("utf-8", ""), ("utf-16", "(UTF-16, shown as UTF-8)")):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(c) < 32 and c not in "\t\n\r" for c in text):
            continue
        lines = text.replace("\r\n", "\n" if text.count("\r\n") == text.count("\n") else "\r\n")
        shown = ["(CR LF)"] if "\r\n" in text and "\r" not in lines else []
        return ([mark] if mark else []) + shown + [l.replace("\r", "<CR>") for l in lines.split("\n")]
    return ["(Base64)"] + [base64.b64encode(data[i:i + 54]).decode() for i in range(0, len(data), 54)]


def listing(directory, sources):
    """The manifest without hashes, which the files tell, then every file."""
    with open(os.path.join(directory, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    lines = []
    for row in manifest["ignored"]:
        lines.append("ignored: %(file)s:%(line)d: %(setting)s: %(why)s" % row)
    for row in manifest["defaults"]:
        lines.append("default: %(kind)s %(setting)s = %(value)s" % row)
    lines += ["note: " + note for note in manifest["notes"]]
    for row in manifest["files"]:
        with open(os.path.join(directory, row["path"]), "rb") as file:
            data = file.read()
        lines.append("")
        lines.append("=== %s %s" % (row["path"], row["mode"]))
        lines += content(data, sources)
    return "\n".join(lines).strip("\n") + "\n"


def cases(only):
    for name in sorted(os.listdir(CASES)):
        target = name[:-len(".cases")]
        if only and target != only:
            continue
        with open(os.path.join(CASES, name), encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    way, definitions, starters = [part.strip() for part in line.split(": ")]
                    yield target, way, definitions.split(), starters.split()


def generate(work, target, definitions, starters):
    """The listing, or None if it was refused; other failures end the run."""
    out = tempfile.mkdtemp(dir=work)
    sources = inputs(work, starters)
    made = run([ACPROF, "generate", target, "--output", out] + definitions + sources)
    if made.returncode == 1:
        return None, made.stderr.decode()
    if made.returncode:
        sys.exit("golden.py: %s of %s: exit %d: %s"
                 % (target, starters, made.returncode, made.stderr.decode()))
    return listing(out, sources), ""


def produce(work, only):
    """Name of each golden file, and its text; and what is wrong with the cases."""
    listed = make_starters(work)
    golden, wrong = {}, []
    for target, way, definitions, starters in cases(only):
        starters = listed if starters == ["*"] else starters
        others = [] if "..." in starters else sorted(set(listed) - set(starters))
        for starter in [name for name in starters if name != "..."]:
            text, why = generate(work, target, definitions, starter)
            label = os.path.basename(starter).replace(".xml", "")
            name = os.path.join(target, "%s%s.txt" % (label, "" if way == "-" else "@" + way))
            if text is None:
                wrong.append("%s is refused: %s" % (name, why))
            else:
                golden[name] = text
        for starter in others:
            if generate(work, target, definitions, starter)[0] is not None:
                wrong.append("%s makes something of starter %s; name it in %s.cases"
                             % (target, starter, target))
    return golden, wrong


def stored(only):
    found = {}
    for directory, _, names in os.walk(GOLDEN):
        for name in names:
            path = os.path.relpath(os.path.join(directory, name), GOLDEN)
            if not only or path.startswith(only + os.sep):
                with open(os.path.join(GOLDEN, path), encoding="utf-8", newline="") as file:
                    found[path] = file.read()
    return found


def check(golden, only):
    before, differing = stored(only), 0
    for name in sorted(set(golden) | set(before)):
        if golden.get(name) != before.get(name):
            differing += 1
            sys.stdout.writelines(difflib.unified_diff(
                before.get(name, "").splitlines(True), golden.get(name, "").splitlines(True),
                "stored/" + name, "made/" + name))
    print("golden files: %d, differing: %d" % (len(golden), differing))
    return differing


def write(golden, only):
    for name in stored(only):
        if name not in golden:
            os.remove(os.path.join(GOLDEN, name))
    for name, text in golden.items():
        path = os.path.join(GOLDEN, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    print("golden files: %d; look at git diff before you commit them" % len(golden))


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in ("check", "write"):
        sys.exit(__doc__)
    only = sys.argv[2] if len(sys.argv) == 3 else None
    work = tempfile.mkdtemp(prefix="acprof-golden-")
    try:
        golden, wrong = produce(work, only)
    finally:
        shutil.rmtree(work)
    for text in wrong:
        print("golden.py: " + text)
    if sys.argv[1] == "write":
        write(golden, only)
        sys.exit(1 if wrong else 0)
    sys.exit(1 if check(golden, only) or wrong else 0)


if __name__ == "__main__":
    main()
