#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the files out of a script that `generate` made, without running it.

    embedded.py SCRIPT DIRECTORY

Writes each file below DIRECTORY, and fails if a hash in the script is not that of the bytes, a
PowerShell script is not plain ASCII with CR LF, or a quoted text is none.
"""
import base64
import hashlib
import os
import re
import sys

# 'text' of PowerShell, where a quote is doubled.
QUOTED = r"'((?:[^'\u2018-\u201b]|''|[\u2018-\u201b]{2})*)'"


def powershell(data):
    """Path, hash and bytes (None in a detection script) of each entry of $files."""
    if data.startswith(b"\xef\xbb\xbf") or any(c > 126 for c in data):
        sys.exit("embedded.py: not plain ASCII")
    if data.count(b"\r\n") != data.count(b"\n"):
        sys.exit("embedded.py: a line does not end in CR LF")
    text = data.decode("ascii")
    block = text[text.index("$files = @("):text.index("\r\n)\r\n")]
    entries = re.findall(
        r"@\{\s+Path = (?:" + QUOTED + r"|\[Text\.Encoding\]::UTF8\.GetString\("
        r"\[Convert\]::FromBase64String\('([A-Za-z0-9+/=]+)'\)\))\s+Sha256 = '([0-9a-f]{64})'"
        r"(?:\s+Bytes = '([A-Za-z0-9+/=\s]*)')?\s+\}", block)
    if len(entries) != block.count("Path = "):
        sys.exit("embedded.py: an entry cannot be read")
    for plain, coded, sha256, content in entries:
        path = base64.b64decode(coded).decode() if coded else plain.replace("''", "'")
        yield path.replace("\\", "/"), sha256, base64.b64decode(content) if content else None


def shell(data):
    text = data.decode()
    for quoted, _mode, content in re.findall(
            r"^place ((?:'[^']*'|\\')+) (\d{4}) <<'END'\n(.*?)^END\n", text, re.M | re.S):
        path = "".join(part or "'" for part in re.findall(r"'([^']*)'|\\'", quoted))
        yield path.lstrip("/"), None, base64.b64decode(content)


def main():
    script, directory = sys.argv[1:3]
    with open(script, "rb") as file:
        data = file.read()
    count = 0
    for path, sha256, content in (powershell if script.endswith(".ps1") else shell)(data):
        count += 1
        if content is None:
            print("%s  %s" % (sha256, path))
            continue
        if sha256 and hashlib.sha256(content).hexdigest() != sha256:
            sys.exit("embedded.py: the hash of %s is another one" % path)
        target = os.path.join(directory, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)
    if not count:
        sys.exit("embedded.py: there is no file in %s" % script)


if __name__ == "__main__":
    main()
