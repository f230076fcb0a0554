/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every word of every record may hold. */
#include "libtunnel/dn.h"
#include "libtunnel/image.h"
#include "libtunnel/settings.h"

/* One word a line. */
/* clang-format off */
#define ANY(name)             {name, WORD_ANY, 0, 0, UINT32_MAX}
#define NUMBER(name, lo, hi)  {name, WORD_NUMBER, 0, lo, hi}
#define BOOLEAN(name)         {name, WORD_NUMBER, 0, 0, 1}
#define TEXT(name)            {name, WORD_TEXT, SECTION_TEXTS, 0, UINT32_MAX}
#define MAYBE_TEXT(name)      {name, WORD_TEXT_OR_NONE, SECTION_TEXTS, TUNNEL_NONE, UINT32_MAX}
#define REF(name, of)         {name, WORD_REF, SECTION_##of, 0, UINT32_MAX}
#define MAYBE(name, of)       {name, WORD_REF_OR_NONE, SECTION_##of, TUNNEL_NONE, UINT32_MAX}
#define RANGE(name, of)       {name, WORD_FIRST, SECTION_##of, 0, UINT32_MAX}, \
                              {name "_count", WORD_COUNT, SECTION_##of, 0, UINT32_MAX}
#define POSITION              MAYBE("position", POSITIONS)

static const tunnel_word policy_words[] = {
    REF("defaults", VIEWS),
    REF("management", VIEWS),
    REF("local_policy", VIEWS),
    REF("nvm", VIEWS),
    REF("posture", VIEWS),
    MAYBE("management_profile", PROFILES),
    BOOLEAN("has_local_policy"),
    BOOLEAN("has_nvm"),
    BOOLEAN("has_posture"),
    BOOLEAN("always_on"),
    RANGE("profiles", PROFILES),
    RANGE("collections", COLLECTIONS),
    MAYBE("device_vpn", COLLECTIONS),
    MAYBE("device_trusted", COLLECTIONS),
    MAYBE("device_untrusted", COLLECTIONS),
    MAYBE("knox_vpn", COLLECTIONS),
    MAYBE("knox_trusted", COLLECTIONS),
    MAYBE("knox_untrusted", COLLECTIONS),
};

static const tunnel_word view_words[] = {
    RANGE("cells", CELLS),
    RANGE("members", MEMBERS),
    RANGE("servers", SERVERS),
    RANGE("domains", NAMES),
    RANGE("resolvers", RESOLVERS),
    RANGE("allowed_names", NAMES),
    RANGE("allowed", SPANS),
    RANGE("authorized", NAMES),
    NUMBER("key_usages", 0, MATCH_ALL | MATCH_UNREADABLE),
    BOOLEAN("key_usage_needed"),
    BOOLEAN("extended_key_needed"),
    RANGE("extended_keys", OIDS),
    RANGE("definitions", DEFINITIONS),
};

static const tunnel_word profile_words[] = {
    REF("file", FILES),
    REF("view", VIEWS),
    BOOLEAN("in_set"),
    BOOLEAN("always_on"),
    RANGE("entries", ENTRIES),
    RANGE("backups", ADDRESSES),
    RANGE("pins", PINS),
};

static const tunnel_word entry_words[] = {
    REF("profile", PROFILES),
    TEXT("name"),
    TEXT("group"),
    REF("view", VIEWS),
    BOOLEAN("has_backups"),
    RANGE("cells", CELLS),
    RANGE("address", ADDRESSES),
    RANGE("backups", ADDRESSES),
    RANGE("load_balancing", ADDRESSES),
    RANGE("pins", PINS),
    POSITION,
};

static const tunnel_word cell_words[] = {
    NUMBER("setting", 0, TUNNEL_SETTINGS - 1),
    NUMBER("flags", 0, CELL_FLAGS),
    {"value", WORD_VALUE, SECTION_ITEMS, 0, UINT32_MAX},
    {"count", WORD_COUNT, SECTION_ITEMS, 0, UINT32_MAX},
    POSITION,
};

static const tunnel_word item_words[] = {
    TEXT("text"),
    POSITION,
};

static const tunnel_word member_words[] = {
    REF("profile", PROFILES),
};

static const tunnel_word address_words[] = {
    TEXT("text"),
    TEXT("host"),
    NUMBER("port", 0, 65535),
    BOOLEAN("has_port"),
    TEXT("path"),
    NUMBER("family", 0, 6),
    POSITION,
};

static const tunnel_word by_name_words[] = {
    TEXT("name"),
    REF("entry", ENTRIES),
};

static const tunnel_word by_host_words[] = {
    TEXT("host"),
    NUMBER("port", 0, 65535),
    REF("entry", ENTRIES),
};

static const tunnel_word server_words[] = {
    TEXT("host"),
    NUMBER("port", 0, 65535),
    TEXT("text"),
    RANGE("hash", BYTES),
    POSITION,
};

static const tunnel_word pin_words[] = {
    RANGE("hash", BYTES),
    POSITION,
};

static const tunnel_word file_words[] = {
    TEXT("name"),
};

static const tunnel_word position_words[] = {
    REF("file", FILES),
    ANY("line"),
};

static const tunnel_word name_words[] = {
    TEXT("name"),
    NUMBER("covers", 1, NAME_ALL),
    TEXT("text"),
};

static const tunnel_word resolver_words[] = {
    NUMBER("family", 4, 6),
    ANY("value"),
    ANY("value_2"),
    ANY("value_3"),
    ANY("value_4"),
    ANY("mask"),
    ANY("mask_2"),
    ANY("mask_3"),
    ANY("mask_4"),
};

static const tunnel_word span_words[] = {
    NUMBER("family", 4, 6),
    ANY("begin"),
    ANY("begin_2"),
    ANY("begin_3"),
    ANY("begin_4"),
    MAYBE_TEXT("text"),
};

static const tunnel_word gateway_words[] = {
    TEXT("key"),
    TEXT("host"),
    TEXT("text"),
    NUMBER("setting", 0, TUNNEL_SETTINGS - 1),
    POSITION,
};

static const tunnel_word collection_words[] = {
    TEXT("name"),
    BOOLEAN("knox"),
    NUMBER("networks", 0, 7),
    BOOLEAN("include"),
    ANY("listed"),
    ANY("listed_2"),
    ANY("hashed"),
    ANY("hashed_2"),
    RANGE("rules", FILTER_RULES),
    POSITION,
};

static const tunnel_word filter_rule_words[] = {
    TEXT("name"),
    BOOLEAN("ignore"),
    RANGE("conditions", FILTER_CONDITIONS),
    POSITION,
};

static const tunnel_word filter_condition_words[] = {
    NUMBER("field", 0, NVM_CONDITION_FIELD__FLOW_REPORT_STAGE),
    NUMBER("form", 0, CONDITION_FORMS - 1),
    NUMBER("flags", 0, CONDITION_FLAGS),
    ANY("value"),
    ANY("value_2"),
    ANY("value_3"),
    ANY("value_4"),
    NUMBER("bits", 0, 128),
    TEXT("text"),
    POSITION,
};

static const tunnel_word oid_words[] = {
    NUMBER("size", 0, 32),
    ANY("der"),
    ANY("der_2"),
    ANY("der_3"),
    ANY("der_4"),
    ANY("der_5"),
    ANY("der_6"),
    ANY("der_7"),
    ANY("der_8"),
    TEXT("text"),
    POSITION,
};

static const tunnel_word definition_words[] = {
    NUMBER("attribute", 0, DN_ATTRIBUTES - 1),
    BOOLEAN("issuer"),
    BOOLEAN("negated"),
    BOOLEAN("anywhere"),
    BOOLEAN("without_case"),
    TEXT("name"),
    TEXT("pattern"),
    POSITION,
};

/* clang-format on */

#define RECORD(words, help) words, sizeof(words) / sizeof *(words), help

const tunnel_record tunnel_records[TUNNEL_SECTIONS] = {
    [SECTION_TEXTS] = {"texts", NULL, 0, "texts, each with a NUL behind it"},
    [SECTION_BYTES] = {"bytes", NULL, 0, "hashes and encoded names"},
    [SECTION_POLICY] = {"policy", RECORD(policy_words, "where everything starts")},
    [SECTION_VIEWS] = {"views", RECORD(view_words, "settings in force together")},
    [SECTION_PROFILES] = {"profiles", RECORD(profile_words, "VPN and management profiles")},
    [SECTION_ENTRIES] = {"entries", RECORD(entry_words, "host entries")},
    [SECTION_CELLS] = {"cells", RECORD(cell_words, "values in force, one setting each")},
    [SECTION_ITEMS] = {"items", RECORD(item_words, "items of lists")},
    [SECTION_MEMBERS] = {"members", RECORD(member_words, "profiles merged in a view")},
    [SECTION_ADDRESSES] = {"addresses", RECORD(address_words, "addresses of gateways")},
    [SECTION_BY_NAME] = {"by_name", RECORD(by_name_words, "entries by HostName")},
    [SECTION_BY_HOST] = {"by_host", RECORD(by_host_words, "entries by host and port")},
    [SECTION_SERVERS] = {"servers", RECORD(server_words, "trusted HTTPS servers")},
    [SECTION_PINS] = {"pins", RECORD(pin_words, "certificate pins")},
    [SECTION_FILES] = {"files", RECORD(file_words, "files compiled")},
    [SECTION_POSITIONS] = {"positions", RECORD(position_words, "where settings were written")},
    [SECTION_NAMES] = {"names", RECORD(name_words, "names in lists, to be searched")},
    [SECTION_RESOLVERS] = {"resolvers", RECORD(resolver_words, "trusted DNS servers")},
    [SECTION_SPANS] = {"spans", RECORD(span_words, "networks in lists, to be searched")},
    [SECTION_GATEWAYS] = {"gateways", RECORD(gateway_words, "gateways of the profile set")},
    [SECTION_PATTERNS] = {"patterns", RECORD(gateway_words, "gateways that have wildcards")},
    [SECTION_COLLECTIONS] = {"collections", RECORD(collection_words, "data collection policies")},
    [SECTION_FILTER_RULES] = {"filter_rules", RECORD(filter_rule_words, "flow filter rules")},
    [SECTION_FILTER_CONDITIONS] = {"filter_conditions",
                                   RECORD(filter_condition_words, "conditions of flow filters")},
    [SECTION_BY_LIST] = {"by_list", RECORD(by_host_words, "entries by what their lists hold")},
    [SECTION_OIDS] = {"oids", RECORD(oid_words, "extended key usages asked for")},
    [SECTION_DEFINITIONS] = {"definitions", RECORD(definition_words, "names asked for")},
};
