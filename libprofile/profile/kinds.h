/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Kinds of documents, platforms, severities, versions. Part of profile.h. */
#ifndef ACP_PROFILE_KINDS_H
#define ACP_PROFILE_KINDS_H

typedef enum {
    ACP_KIND_UNKNOWN = -1,
    ACP_KIND_VPN,
    ACP_KIND_MGMT,
    ACP_KIND_LOCAL_POLICY,
    ACP_KIND_TRANSFORMS,
    ACP_KIND_PREFERENCES,
    ACP_KIND_NVM,
    ACP_KIND_ISE_POSTURE,
    ACP_KIND_NAM,
    ACP_KIND_AMP,
    ACP_KIND_FEEDBACK,
    ACP_KIND_UMBRELLA,
    ACP_KIND_URI,
    ACP_KIND_MOBILECONFIG,
    ACP_KIND_MDM_IOS,
    ACP_KIND_MDM_ANDROID,
    ACP_KIND_MDM_CHROME,
    ACP_KIND_COUNT,
    /* Kinds of files without a row in the kind table; rules are about them, findings point there */
    ACP_KIND_ASA = ACP_KIND_COUNT,
    ACP_KIND_IOS_XE,
    ACP_KIND_BUNDLE, /* several documents of one deployment together */
} acp_kind;

/* One row of the kind table (schemas/kinds.xml). */
typedef struct {
    const char *name;         /* "vpn" */
    const char *label;        /* "VPN profile" */
    const char *const *roots; /* root element names, NULL at the end */
    const char *const *files; /* fixed file names, "*.vpnm" for a suffix, "DIRECTORY/NAME" where
                                 the name alone tells too little, NULL at the end */
    const char *file;         /* the file to name in messages: "AnyConnectLocalPolicy.xml" */
    const char *ns;           /* namespace of the root, NULL: none */
    const char *schema_file;  /* value of the second half of xsi:schemaLocation, or NULL */
    int schema;               /* index into the schema table, -1: no schema yet */
    const char *json_schema;  /* of a kind that is plain data, not elements of XML: the text of the
                                 JSON Schema of its JSON form; else NULL */
    const char *syntax;       /* what such data is written in, apart from JSON: "plist" (property
                                 list in XML), "links" (anyconnect: links); NULL: JSON only */
} acp_kind_row;

ACP_API const acp_kind_row *acp_kind_get(acp_kind kind); /* NULL: out of range */
/* The known root element a name (without prefix) is a slip of, NULL: none. The first letter has to
 * be right: <profile> is the root of many programs' files. */
ACP_API const char *acp_nearest_root(const char *name, size_t len);
ACP_API acp_kind acp_kind_by_name(const char *name); /* ACP_KIND_UNKNOWN: none */
/* Kind a file name stands for, with its directories: fixed names only, ACP_KIND_UNKNOWN: none. */
ACP_API acp_kind acp_kind_of_file(const char *name);

enum {
    ACP_WINDOWS = 1 << 0,
    ACP_MACOS = 1 << 1,
    ACP_LINUX = 1 << 2,
    ACP_IOS = 1 << 3,
    ACP_ANDROID = 1 << 4,
    ACP_CHROMEOS = 1 << 5,
    ACP_UWP = 1 << 6,
    ACP_PLATFORMS_ALL = (1 << 7) - 1,
};
/* Bit of one platform name, 0: no such platform. */
ACP_API unsigned acp_platform_by_name(const char *name, size_t len);
/* Name of the platform with bit 1 << index, NULL past the last. */
ACP_API const char *acp_platform_name(unsigned index);

typedef enum { ACP_INFO, ACP_WARNING, ACP_ERROR, ACP_OFF } acp_severity; /* ACP_OFF: not reported */
ACP_API const char *acp_severity_name(acp_severity severity);
/* Returns false if the name is none of info, warning, error, off. */
ACP_API bool acp_severity_by_name(const char *name, acp_severity *out);

/* Client versions compare as numbers: ACP_VERSION(4, 10) > ACP_VERSION(4, 3). */
#define ACP_VERSION(major, minor) ((uint16_t)((major) << 8 | (minor)))
/* Reads "5", "5.1", "4.10.07061" (parts after the second are ignored). 0: not a version. */
ACP_API uint16_t acp_version_parse(const char *text);

#endif
