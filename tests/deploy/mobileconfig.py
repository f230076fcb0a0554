#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configuration profiles, held against Apple's published descriptions of payloads.

    mobileconfig.py ios|macos FILE...        checks key by key and type by type; prints a JSON array
                                             of what the files hold, data in Base64
    mobileconfig.py ios|macos --prove FILE   the check notices when a key is misspelt, a value is of
                                             another type or out of range, a required key is missing

The descriptions are in testdata/oracles/apple. What they leave to the vendor, or do not have, is
below, each with where it is from.
"""
import base64
import copy
import datetime
import json
import os
import plistlib
import re
import sys

import yaml

SRC = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
APPLE = os.path.join(SRC, "testdata", "oracles", "apple")
SYSTEMS = {"ios": "iOS", "macos": "macOS"}
TYPES = {"<string>": str, "<integer>": int, "<boolean>": bool, "<array>": list,
         "<dictionary>": dict, "<data>": bytes, "<date>": datetime.datetime, "<real>": float}

# The vendor's dictionary of a connection (003:L15674-15678, 003:L16913-16969).
VENDOR = {"MultiTunnel": bool, "YubiKeyCertSlot": ["9a", "9c", "9d", "9e"],
          "VpnConnectionProfile": str, "VpnReplaceExistingProfile": bool,
          "UriExternalControl": ["Disabled", "Prompt", "Enabled"], "BlockUntrustedServers": bool,
          "EnableFipsMode": bool, "CheckCertRevocation": bool, "StrictCertTrust": bool,
          "BlockUserCreateVPNConnection": bool}
# Where the connection leads: what Apple's tools call Server (003:L16734-16797). The description has
# it for the protocols that the system speaks itself only.
EXTRA = {"VPN": [{"key": "RemoteAddress", "type": "<string>", "presence": "required"}]}
# Written for macOS by the vendor (003:L19276-19278) though Apple names them for iOS only.
DESPITE_SYSTEM = {"AutoFilterEnabled", "FilterBrowsers"}
# The payload that binds apps to a tunnel on macOS, as its published description has it.
MAPPING = {"payload": {"supportedOS": {"iOS": {"introduced": "n/a"}, "macOS": {}}}, "payloadkeys": [
    {"key": "AppLayerVPNMapping", "type": "<array>", "presence": "required", "subkeys": [
        {"key": "Item", "type": "<dictionary>", "subkeys": [
            {"key": key, "type": "<string>", "presence": "required"}
            for key in ("Identifier", "VPNUUID", "DesignatedRequirement", "SigningIdentifier")]}]}]}
UUID5 = re.compile(r"[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}")
ANY_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")


class Wrong(Exception):
    pass


def described(name):
    with open(os.path.join(APPLE, name + ".yaml"), encoding="utf-8") as file:
        return yaml.safe_load(file)


def descriptions():
    found = {}
    for name in os.listdir(APPLE):
        if name.startswith("com.apple."):
            one = described(name[:-len(".yaml")])
            found[one["payload"]["payloadtype"]] = one
    # "The fields in this payload are the same as the VPN payload, with the addition ..."
    found["com.apple.vpn.managed.applayer"]["payloadkeys"] += \
        found["com.apple.vpn.managed"]["payloadkeys"]
    found["com.apple.vpn.managed.appmapping"] = MAPPING
    return found


TOP = described("TopLevel")["payloadkeys"]
PAYLOADS = descriptions()
# What is said of the whole holds for each payload, but for its type and its content.
COMMON = [row for row in TOP if row["key"] in ("PayloadIdentifier", "PayloadUUID", "PayloadVersion",
                                               "PayloadDescription", "PayloadDisplayName",
                                               "PayloadOrganization")]
COMMON = COMMON + [{"key": "PayloadType", "type": "<string>", "presence": "required"}]


def is_of(value, kind):
    return kind == "<any>" or (isinstance(value, TYPES[kind]) and
                               (kind == "<boolean>" or not isinstance(value, bool)))


def check_value(value, row, system, where):
    if not is_of(value, row["type"]):
        raise Wrong("%s: %r is no %s" % (where, value, row["type"]))
    if "rangelist" in row and value not in row["rangelist"]:
        raise Wrong("%s: %r is none of %s" % (where, value, row["rangelist"]))
    if "format" in row and not re.fullmatch(row["format"], value):
        raise Wrong("%s: %r is not %s" % (where, value, row["format"]))
    introduced = row.get("supportedOS", {}).get(SYSTEMS[system], {}).get("introduced")
    if introduced == "n/a" and row["key"] not in DESPITE_SYSTEM:
        raise Wrong("%s: not on %s" % (where, system))
    if row["key"] == "VendorConfig":
        check_vendor(value, where)
    elif isinstance(value, dict) and "subkeys" in row:
        check_keys(value, row["subkeys"] + EXTRA.get(row["key"], []), system, where)
    elif isinstance(value, list) and "subkeys" in row:
        for index, item in enumerate(value):
            check_value(item, row["subkeys"][0], system, "%s[%d]" % (where, index))


def check_keys(found, rows, system, where):
    named = {row["key"]: row for row in rows}
    for key, value in found.items():
        row = named.get(key, named.get("ANY"))
        if not row:
            raise Wrong("%s: there is no key %s" % (where, key))
        check_value(value, row, system, where + "/" + key)
    for row in rows:
        if row.get("presence") == "required" and row["key"] not in found and row["key"] != "ANY":
            raise Wrong("%s: %s is missing" % (where, row["key"]))


def check_vendor(found, where):
    for key, value in found.items():
        wanted = VENDOR.get(key)
        if not wanted:
            raise Wrong("%s: the client knows no %s" % (where, key))
        if value not in wanted if isinstance(wanted, list) else type(value) is not wanted:
            raise Wrong("%s/%s: %r" % (where, key, value))
    if "VpnReplaceExistingProfile" in found and "VpnConnectionProfile" not in found:
        raise Wrong("%s: VpnReplaceExistingProfile without VpnConnectionProfile" % where)


def check_rest(payload, kind, where):
    """What the descriptions say in words."""
    vpn = payload.get("VPN", {})
    if kind.startswith("com.apple.vpn.managed") and "VPNType" in payload:
        if payload["VPNType"] != "VPN" or payload.get("VPNSubType") != "com.cisco.anyconnect":
            raise Wrong("%s: no connection of the client" % where)
        if "VPN" not in payload:
            raise Wrong("%s: VPN is missing" % where)
        if "DisconnectOnIdleTimer" in vpn and vpn.get("DisconnectOnIdle") != 1:
            raise Wrong("%s: DisconnectOnIdleTimer without DisconnectOnIdle" % where)
        for rule in vpn.get("OnDemandRules", []):
            if ("ActionParameters" in rule) != (rule["Action"] == "EvaluateConnection"):
                raise Wrong("%s: ActionParameters are for EvaluateConnection" % where)
            if not rule.get("ActionParameters", ["not empty"]):
                raise Wrong("%s: ActionParameters is empty" % where)
    if kind == "com.apple.webcontent-filter":
        for key in ("UserDefinedName", "PluginBundleID", "FilterDataProviderBundleIdentifier",
                    "FilterDataProviderDesignatedRequirement"):
            if not payload.get(key):
                raise Wrong("%s: a plug-in that filters sockets needs %s" % (where, key))
    if kind == "com.apple.system-extension-policy":
        for team in payload.get("AllowedTeamIdentifiers", []):
            if team in payload.get("AllowedSystemExtensions", {}):
                raise Wrong("%s: %s is there twice" % (where, team))


def check_identity(profile, external):
    """UUIDs and identifiers are there once, and references lead somewhere."""
    all_of = [profile] + profile["PayloadContent"]
    for key, form in (("PayloadUUID", UUID5), ("PayloadIdentifier", IDENTIFIER)):
        values = [one[key] for one in all_of]
        if len(set(values)) != len(values):
            raise Wrong("%s is there twice: %s" % (key, values))
        for value in values:
            if not form.fullmatch(value):
                raise Wrong("%s %r is not of the form" % (key, value))
    for payload in profile["PayloadContent"]:
        if not payload["PayloadIdentifier"].startswith(profile["PayloadIdentifier"] + "."):
            raise Wrong("%s is not below that of the whole" % payload["PayloadIdentifier"])
        if "VPNUUID" in payload and not UUID5.fullmatch(payload["VPNUUID"]):
            raise Wrong("VPNUUID %r" % payload["VPNUUID"])
        wanted = payload.get("VPN", {}).get("PayloadCertificateUUID")
        there = {one["PayloadUUID"] for one in profile["PayloadContent"]
                 if one["PayloadType"] == "com.apple.security.pkcs12"}
        if wanted and wanted not in there and not (external and ANY_UUID.fullmatch(wanted)):
            raise Wrong("no payload has the certificate %s" % wanted)
    tunnels = {one["VPNUUID"] for one in profile["PayloadContent"] if "VPNUUID" in one}
    for payload in profile["PayloadContent"]:
        for row in payload.get("AppLayerVPNMapping", []):
            if row["VPNUUID"] not in tunnels:
                raise Wrong("an app is bound to %s, which is no tunnel" % row["VPNUUID"])


def check(profile, system, external=False):
    check_keys(profile, TOP, system, "")
    if not profile["PayloadContent"]:
        raise Wrong("there is no payload")
    for index, payload in enumerate(profile["PayloadContent"]):
        where = "payload %d" % index
        kind = payload.get("PayloadType")
        if kind not in PAYLOADS:
            raise Wrong("%s: there is no payload of type %r" % (where, kind))
        if PAYLOADS[kind]["payload"]["supportedOS"][SYSTEMS[system]].get("introduced") == "n/a":
            raise Wrong("%s: no %s on %s" % (where, kind, system))
        own = [row["key"] for row in PAYLOADS[kind]["payloadkeys"]]
        rows = PAYLOADS[kind]["payloadkeys"] + [row for row in COMMON if row["key"] not in own]
        check_keys(payload, rows, system, where)
        check_rest(payload, kind, where)
    check_identity(profile, external)


# ---- the check itself ---------------------------------------------------------------------------


def containers(value):
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from containers(item)
    elif isinstance(value, list):
        yield value
        for item in value:
            yield from containers(item)


def broken(profile):
    """Copies with one thing wrong, and what it is."""
    for index, found in enumerate(containers(profile)):
        for key in list(found) if isinstance(found, dict) else range(len(found)):
            other = copy.deepcopy(profile)
            place = list(containers(other))[index]
            place[key] = 12345 if not isinstance(place[key], int) or isinstance(place[key], bool) \
                else "text"
            yield "%s of another type" % key, other
        if isinstance(found, dict) and not found.get("DE8Y96K9QP"):
            other = copy.deepcopy(profile)
            list(containers(other))[index]["Misspelt"] = "text"
            yield "a key that is none", other
    for key in ("PayloadUUID", "PayloadIdentifier", "PayloadType", "PayloadVersion"):
        other = copy.deepcopy(profile)
        del other["PayloadContent"][0][key]
        yield "%s missing" % key, other
    other = copy.deepcopy(profile)
    other["PayloadContent"][0]["PayloadUUID"] = other["PayloadUUID"]
    yield "one UUID twice", other


def prove(profile, system, external):
    check(profile, system, external)
    count = 0
    for what, other in broken(profile):
        count += 1
        try:
            check(other, system, external)
        except Wrong:
            continue
        # The filter's own dictionary is empty, and what is in it nobody else's.
        sys.exit("not noticed: " + what)
    print(count)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def main():
    system, names = sys.argv[1], sys.argv[2:]
    external = "--external" in names
    proving = "--prove" in names
    found = []
    for name in [name for name in names if not name.startswith("--")]:
        with open(name, "rb") as file:
            profile = plistlib.load(file, fmt=plistlib.FMT_XML)
        try:
            if proving:
                prove(profile, system, external)
            else:
                check(profile, system, external)
        except Wrong as wrong:
            sys.exit("%s: %s" % (name, wrong))
        found.append(plain(profile))
    if not proving:
        json.dump(found, sys.stdout, indent=1)
        print()


if __name__ == "__main__":
    main()
