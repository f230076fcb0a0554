# SPDX-License-Identifier: LGPL-2.1-or-later
"""Reads policy images by docs/policy-image.md and docs/policy-settings.md alone: the tables of records
and of settings are taken from these pages, all else is written from what they say. It shares nothing with
libtunnel, to show that the pages suffice."""
import hashlib
import re
import struct

HEADER, NONE, SIGNATURE = 128, 0xFFFFFFFF, 0xFFFF
MAGIC = b"ACPOL\r\n\x1a"
PLATFORMS = {1: "windows", 2: "macos", 4: "linux", 8: "ios", 16: "android"}
FLAGS = {1: "written", 2: "controllable", 4: "differs", 8: "forced", 16: "nothing"}


class Damaged(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Damaged(what)


# ---- the pages ------------------------------------------------------------------------------------

def cells_of(line):
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def read_format(page):
    """Sections by number: (name, words), words a list of (name, kind)."""
    sections = {}
    words = None
    with open(page, encoding="utf-8") as lines:
        for line in lines:
            title = re.match(r"### (\d+) (\w+)$", line)
            if title:
                words = []
                sections[int(title.group(1))] = (title.group(2), words)
            elif words is not None and line.startswith("| `"):
                names, kind = cells_of(line)[:2]
                words += [(name, kind.replace("`", "")) for name in re.findall(r"`(\w+)`", names)]
    return sections


def read_settings(page):
    """The fingerprint, and by place (path, type, values)."""
    settings, fingerprint = [], None
    with open(page, encoding="utf-8") as lines:
        for line in lines:
            found = re.match(r"Fingerprint `([0-9a-f]{8})`", line)
            fingerprint = found.group(1) if found else fingerprint
            row = re.match(r"\| (\d+) \| `([^`]+)` \| (\w+) \| (.*) ?\|$", line)
            if row:
                need(int(row.group(1)) == len(settings), "the table of settings is out of order")
                settings.append((row.group(2), row.group(3), re.findall(r"`([^`]*)`", row.group(4))))
    return fingerprint, settings


# ---- images -----------------------------------------------------------------------------------------

class Image:
    """An image, read: sections by name, each a list of records, each a dict of values."""

    def __init__(self, data, sections, fingerprint, settings):
        self.data, self.format, self.settings = data, sections, settings
        self.ends = {}
        self.read_header(fingerprint)
        self.read_table()
        self.texts = self.bytes_of("texts")
        self.hashes = self.bytes_of("bytes")
        self.check_texts()
        self.sections = {}
        for number, (name, words) in sorted(sections.items()):
            if words:
                self.sections[name] = self.read_records(number, name, words)

    def word(self, offset):
        return struct.unpack_from("<I", self.data, offset)[0]

    def read_header(self, fingerprint):
        need(len(self.data) >= HEADER and self.data[:8] == MAGIC, "no policy image")
        self.digest = self.data[8:40]
        self.major, self.minor = struct.unpack_from("<HH", self.data, 40)
        (self.size, self.rows, self.fingerprint, platform, client, self.stripped,
         self.signed) = struct.unpack_from("<7I", self.data, 44)
        self.key_id = self.data[72:80]
        need(self.major == 1, "another major version")
        need(self.size == len(self.data), "another size")
        need("%08x" % self.fingerprint == fingerprint, "another table of settings")
        need(platform in PLATFORMS, "no platform")
        need(self.stripped in (0, 1) and self.signed in (0, 1), "no boolean")
        need(self.signed or not any(self.key_id), "a key id without signature")
        need(not any(self.data[80:HEADER]), "something behind the header")
        self.platform = PLATFORMS[platform]
        self.client = (client >> 8, client & 255)

    def read_table(self):
        self.table = {}
        end, before = HEADER + 16 * self.rows, -1
        for row in range(self.rows):
            number, count, offset, size = struct.unpack_from("<4I", self.data, HEADER + 16 * row)
            need(number > before, "sections out of order")
            need(offset == (end + 7) // 8 * 8, "section %d has another place" % number)
            need(not any(self.data[end:offset]), "something between sections")
            need(number in self.format or number == SIGNATURE or self.minor > 0, "unknown section")
            self.table[number] = (count, offset, size)
            before, end = number, offset + size
        need(end == self.size, "something behind the last section")
        need((SIGNATURE in self.table) == bool(self.signed), "signed or not")
        until = self.size
        if self.signed:
            need(self.table[SIGNATURE][2] == 64, "a signature has 64 bytes")
            until = self.table[SIGNATURE][1]
        need(hashlib.sha256(self.data[40:until]).digest() == self.digest, "another digest")

    def number_of(self, name):
        return next(number for number, (other, _) in self.format.items() if other == name)

    def count_of(self, name):
        return self.table.get(self.number_of(name), (0, 0, 0))[0]

    def bytes_of(self, name):
        count, offset, size = self.table.get(self.number_of(name), (0, 0, 0))
        need(count == size, "%s are bytes" % name)
        return self.data[offset:offset + size]

    def check_texts(self):
        need(self.texts.endswith(b"\0"), "texts without an end")
        texts = self.texts[:-1].split(b"\0")
        need(all(a < b for a, b in zip(texts, texts[1:])), "texts are not sorted")

    def text(self, offset):
        need(offset < len(self.texts), "no text")
        return self.texts[offset:self.texts.index(b"\0", offset)].decode("utf-8")

    # ---- records

    def read_records(self, number, name, words):
        count, offset, size = self.table.get(number, (0, 0, 0))
        width = 4 * sum(2 if kind.startswith("range") else 1 for _, kind in words)
        need(count * width == size, "%s: another size" % name)
        self.context = name
        return [self.read_record(offset + i * width, words) for i in range(count)]

    def read_record(self, at, words):
        if words[0] == ("setting", "setting") and ("value", "value") in words:
            return self.read_cell(at, words)
        record = {}
        for name, kind in words:
            record[name] = self.read_word(at, kind)
            at += 8 if kind.startswith("range") else 4
        return record

    def read_word(self, at, kind):
        value = self.word(at)
        if kind.endswith(", none"):
            if value == NONE:
                return None
            kind = kind[:-len(", none")]
        if kind == "number":
            return value
        if kind == "text":
            return self.text(value)
        if kind == "setting":
            return self.settings[value][0]
        if kind.startswith("range of "):
            return self.read_range(kind[len("range of "):], value, self.word(at + 4))
        if kind.startswith("of "):
            need(value < self.count_of(kind[3:]), "%s: no %s" % (self.context, kind[3:]))
            return self.position(value) if kind == "of positions" else value
        low, high = map(int, kind.split(".."))
        need(low <= value <= high, "%s: %d is not %s" % (self.context, value, kind))
        return bool(value) if (low, high) == (0, 1) else value

    def position(self, index):
        offset = self.table[self.number_of("positions")][1] + 8 * index
        names = self.table[self.number_of("files")][1]
        return {"file": self.text(self.word(names + 4 * self.word(offset))),
                "line": self.word(offset + 4)}

    def read_range(self, section, first, count):
        need(first == self.ends.get(section, 0), "%s: a gap before a range of %s" % (self.context, section))
        self.ends[section] = first + count
        need(first + count <= self.count_of(section), "%s: a range ends outside" % self.context)
        if section == "bytes":
            return self.hashes[first:first + count].hex()
        return {"first": first, "count": count}

    # ---- cells

    def read_cell(self, at, words):
        places = {name: at + 4 * i for i, (name, _) in enumerate(words)}
        path, kind, values = self.settings[self.word(places["setting"])]
        flags, value, count = (self.word(places[name]) for name in ("flags", "value", "count"))
        need(flags < 32, "unknown flags")
        need(kind == "list" or not count, "a count without a list")
        shown = self.read_value(kind, values, value, count)
        return {"setting": path, "flags": [name for bit, name in FLAGS.items() if flags & bit],
                "value": None if flags & 16 else shown,
                "position": self.read_word(places["position"], "of positions, none")}

    def read_value(self, kind, values, value, count):
        if kind == "list":
            self.read_range("items", value, count)
            offset = self.table.get(self.number_of("items"), (0, 0, 0))[1]
            return [self.text(self.word(offset + 8 * (value + i))) for i in range(count)]
        if kind in ("boolean", "group"):
            need(value < 2, "no boolean")
            return bool(value) if kind == "boolean" else None
        if kind == "enum":
            return values[value]
        return self.text(value) if kind == "text" else value


def read(path, format_page, settings_page):
    with open(path, "rb") as file:
        data = file.read()
    return Image(data, read_format(format_page), *read_settings(settings_page))
