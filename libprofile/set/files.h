/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What names of files tell: where they lie, and which installer they are. */
#ifndef ACP_SET_FILES_H
#define ACP_SET_FILES_H

#include "set/set.h"

/* The name without its last step: "vpn/script" of "vpn/script/OnConnect.sh". */
acp_slice acp_member_directory(const acp_member *member);
/* The last steps of a path are these, ignoring case; steps are told apart by "/". */
bool acp_path_ends(acp_slice path, const char *steps);
/* The same of some steps of it. */
bool acp_path_has(acp_slice path, const char *steps);
bool acp_starts_nocase(acp_slice text, const char *start);

typedef enum { ACP_PREDEPLOY, ACP_WEBDEPLOY, ACP_STANDALONE } acp_delivery;

enum { ACP_VERSION_PARTS = 4 };
typedef struct {
    unsigned parts[ACP_VERSION_PARTS];
} acp_package_version;

/* An installer by its file name, cisco-secure-client-OS-VERSION-MODULE-predeploy-... (003:L623-656,
 * 003:L13845-13849). */
typedef struct {
    acp_member *member;
    acp_slice os;     /* "win", "win-arm64", "macos", "linux64" */
    acp_slice module; /* "core-vpn", "nvm"; empty: the package of all modules */
    acp_slice version_text;
    acp_package_version version;
    acp_delivery delivery;
} acp_package;

/* The next one of a set; the first after {0}, which it is again when there are no more. */
bool acp_package_next(const acp_set *set, acp_package *package);
bool acp_package_is(const acp_package *package, const char *module);
/* The module that holds the VPN, alone or with all others. */
bool acp_package_has_core(const acp_package *package);
bool acp_package_same_os(const acp_package *a, const acp_package *b);
/* The name of an installer that carries a version, as "... Agent-x64-1.168.2.pkg": the last part
 * between hyphens that is one. */
bool acp_version_in_name(const char *base, acp_package_version *version, acp_slice *text);
/* The file is called as installers and archives of them are. */
bool acp_is_installer_name(const char *base);
int acp_version_order(const acp_package_version *a, const acp_package_version *b);

#endif
