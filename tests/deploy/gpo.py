#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what `generate gpo` made, in the directory named, and prints it as JSON.

registry.pol is read by Samba's parser; the XML files are held against the element structure that
[MS-GPPREF] and Microsoft's schema of policy definitions publish. Exits with 1 if one is not so.
"""
import configparser
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

from samba.dcerpc import preg
from samba.ndr import ndr_pack, ndr_unpack

UID = re.compile(r"\{[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}$")
DEFINITIONS = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


def expect(condition, what):
    if not condition:
        sys.exit("gpo.py: " + what)


def preferences(path, root, clsid, item, item_clsid, properties):
    """Attributes of the Properties of each item of a preference file."""
    top = ElementTree.parse(path).getroot()
    expect(top.tag == root and top.attrib == {"clsid": clsid}, path + ": root")
    found, uids = [], set()
    for child in top:
        expect(child.tag == item and child.get("clsid") == item_clsid, path + ": " + child.tag)
        expect(set(child.attrib) == {"clsid", "name", "status", "image", "changed", "uid"},
               path + ": attributes of " + item)
        expect(UID.match(child.get("uid")) and child.get("uid") not in uids, path + ": uid")
        expect(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", child.get("changed")), path + ": changed")
        uids.add(child.get("uid"))
        expect([c.tag for c in child] == ["Properties"], path + ": children of " + item)
        expect(set(child[0].attrib) == properties, path + ": attributes of Properties")
        found.append(dict(child[0].attrib))
    return found


def registry(path):
    """Values that are set or deleted: a blank type is for keys, which go with all that is in them."""
    found = preferences(path, "RegistrySettings", "{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}",
                        "Registry", "{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}",
                        {"action", "displayDecimal", "default", "hive", "key", "name", "type", "value"})
    for item in found:
        expect(item["name"] and item["type"] == "REG_DWORD", path + ": a value has name and type")
        expect(re.match("[0-9A-F]{8}$" if item["action"] == "U" else "$", item["value"]), path + ": value")
    return found


def policies(admx, adml):
    """Key and value name of each policy, whose texts are all in the other file."""
    top = ElementTree.parse(admx).getroot()
    expect(top.tag == DEFINITIONS + "policyDefinitions", admx)
    order = [child.tag[len(DEFINITIONS):] for child in top]
    expect(order == ["policyNamespaces", "resources", "supportedOn", "categories", "policies"],
           admx + ": order of elements")
    strings = {}
    other = ElementTree.parse(adml).getroot()
    expect(other.tag == DEFINITIONS + "policyDefinitionResources", adml)
    for element in other.iter(DEFINITIONS + "string"):
        expect(element.get("id") not in strings and element.text, adml + ": " + element.get("id"))
        strings[element.get("id")] = element.text
    used = set(re.findall(r"\$\(string\.(\w+)\)", ElementTree.tostring(top, "unicode")))
    expect(used == set(strings), "texts used and texts there are differ: %s" % (used ^ set(strings)))
    found = []
    for policy in top.iter(DEFINITIONS + "policy"):
        inside = [child.tag[len(DEFINITIONS):] for child in policy]
        expect(inside == ["parentCategory", "supportedOn", "enabledValue", "disabledValue"],
               admx + ": order in policy")
        expect(policy.get("class") == "Machine", admx + ": class")
        found.append({"key": policy.get("key"), "name": policy.get("valueName")})
    return found


def registry_pol(path):
    with open(path, "rb") as file:
        data = file.read()
    parsed = ndr_unpack(preg.file, data)
    expect(ndr_pack(parsed) == data, path + ": written again it is different")
    return [{"key": e.keyname, "name": e.valuename, "type": e.type, "data": e.data}
            for e in parsed.entries]


def reg(path):
    """The sections of a .reg file."""
    with open(path, encoding="utf-16", newline="") as file:
        text = file.read()
    expect(text.startswith("Windows Registry Editor Version 5.00\r\n"), path + ": first line")
    expect(text.count("\r\n") == text.count("\n"), path + ": ends of lines")
    expect(text.endswith("\r\n\r\n"), path + ": blank line at the end")
    parser = configparser.RawConfigParser(delimiters="=")
    parser.optionxform = str
    parser.read_string(text.split("\r\n", 1)[1])
    return {section: dict(parser[section]) for section in parser.sections()}


def main():
    top = sys.argv[1]
    machine = os.path.join(top, "Machine")
    definitions = os.path.join(top, "PolicyDefinitions")
    print(json.dumps({
        "files": preferences(
            os.path.join(machine, "Preferences", "Files", "Files.xml"), "Files",
            "{215B2E53-57CE-475c-80FE-9EEC14635851}", "File",
            "{50BE44C8-567A-4ed1-B1D0-9234FE1F38AF}",
            {"action", "fromPath", "targetPath", "readOnly", "archive", "hidden", "suppress"}),
        "registry": registry(os.path.join(machine, "Preferences", "Registry", "Registry.xml")),
        "pol": registry_pol(os.path.join(machine, "registry.pol")),
        "reg": reg(os.path.join(top, "secure-client.reg")),
        "policies": policies(os.path.join(definitions, "SecureClient.admx"),
                             os.path.join(definitions, "en-US", "SecureClient.adml")),
    }, indent=1))


if __name__ == "__main__":
    main()
