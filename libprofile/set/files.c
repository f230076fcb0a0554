/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/files.h"

acp_slice acp_member_directory(const acp_member *member)
{
    size_t length = (size_t)(member->base - member->name);
    return (acp_slice){member->name, length ? length - 1 : 0};
}

bool acp_starts_nocase(acp_slice text, const char *start)
{
    size_t length = strlen(start);
    return text.len >= length &&
           acp_slice_equal_nocase((acp_slice){text.ptr, length}, (acp_slice){start, length});
}

static bool is_step_at(acp_slice path, size_t at, const char *steps)
{
    acp_slice rest = {path.ptr + at, path.len - at};
    size_t length = strlen(steps);
    return (at == 0 || path.ptr[at - 1] == '/') && acp_starts_nocase(rest, steps) &&
           (rest.len == length || rest.ptr[length] == '/');
}

bool acp_path_ends(acp_slice path, const char *steps)
{
    size_t length = strlen(steps);
    return path.len >= length && is_step_at(path, path.len - length, steps);
}

bool acp_path_has(acp_slice path, const char *steps)
{
    for (size_t at = 0; at < path.len; at++)
        if (is_step_at(path, at, steps))
            return true;
    return false;
}

/* ---- versions -------------------------------------------------------------------------------- */

/* Digits and dots, a digit at both ends; at most as many numbers as are compared. */
static bool read_version(acp_slice text, acp_package_version *version)
{
    enum { TOO_LARGE = 100000000 };
    size_t part = 0;
    bool digit = false;
    *version = (acp_package_version){0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            unsigned *number = &version->parts[part];
            *number = *number * 10 + (unsigned)(c - '0');
            if (*number >= TOO_LARGE)
                return false;
            digit = true;
        } else if (c == '.' && digit && part + 1 < ACP_VERSION_PARTS) {
            part++;
            digit = false;
        } else {
            return false;
        }
    }
    return digit;
}

int acp_version_order(const acp_package_version *a, const acp_package_version *b)
{
    for (size_t i = 0; i < ACP_VERSION_PARTS; i++)
        if (a->parts[i] != b->parts[i])
            return a->parts[i] < b->parts[i] ? -1 : 1;
    return 0;
}

/* ---- names of installers -----------------------------------------------------------------------
 */

/* The name without the ending of an installer or archive; empty: it has none of them. */
static acp_slice without_ending(const char *base)
{
    static const char *const endings[] = {".msi",    ".exe", ".pkg", ".dmg", ".zip",
                                          ".tar.gz", ".tgz", ".deb", ".rpm"};
    acp_slice name = acp_slice_of(base);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        acp_slice ending = acp_slice_of(endings[i]);
        if (name.len > ending.len &&
            acp_slice_equal_nocase((acp_slice){base + name.len - ending.len, ending.len}, ending))
            return (acp_slice){base, name.len - ending.len};
    }
    return (acp_slice){base, 0};
}

bool acp_is_installer_name(const char *base)
{
    return without_ending(base).len > 0;
}

/* Takes the part up to the next hyphen off *rest. */
static bool next_part(acp_slice *rest, acp_slice *part)
{
    if (!rest->len)
        return false;
    const char *hyphen = memchr(rest->ptr, '-', rest->len);
    size_t length = hyphen ? (size_t)(hyphen - rest->ptr) : rest->len;
    size_t taken = length + (hyphen != NULL);
    *part = (acp_slice){rest->ptr, length};
    *rest = (acp_slice){rest->ptr + taken, rest->len - taken};
    return true;
}

bool acp_version_in_name(const char *base, acp_package_version *version, acp_slice *text)
{
    acp_slice rest = without_ending(base), part;
    acp_package_version read;
    bool found = false;
    while (next_part(&rest, &part)) {
        if (!read_version(part, &read))
            continue;
        *version = read;
        *text = part;
        found = true;
    }
    return found;
}

static bool is_delivery(acp_slice part, acp_delivery *delivery)
{
    static const char *const names[] = {
        [ACP_PREDEPLOY] = "predeploy",
        [ACP_WEBDEPLOY] = "webdeploy",
        [ACP_STANDALONE] = "standalone",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (acp_slice_equal_nocase(part, acp_slice_of(names[i]))) {
            *delivery = (acp_delivery)i;
            return true;
        }
    }
    return false;
}

/* From the start of a part to the hyphen before the rest. */
static acp_slice up_to(const char *start, acp_slice part)
{
    return (acp_slice){start, part.ptr > start ? (size_t)(part.ptr - start) - 1 : 0};
}

static bool read_package(acp_member *member, acp_package *package)
{
    static const char prefix[] = "cisco-secure-client-";
    acp_slice rest = without_ending(member->base), part = {0};
    if (!acp_starts_nocase(rest, prefix))
        return false;
    *package = (acp_package){.member = member};
    rest = (acp_slice){rest.ptr + sizeof prefix - 1, rest.len - (sizeof prefix - 1)};
    const char *start = rest.ptr;
    do
        if (!next_part(&rest, &part))
            return false;
    while (!read_version(part, &package->version));
    package->os = up_to(start, part);
    package->version_text = part;
    start = rest.ptr;
    do
        if (!next_part(&rest, &part))
            return false;
    while (!is_delivery(part, &package->delivery));
    package->module = up_to(start, part);
    return true;
}

bool acp_package_next(const acp_set *set, acp_package *package)
{
    acp_member *member = package->member;
    while ((member = acp_set_next(set, ACP_ROLE_FILE, member)))
        if (read_package(member, package))
            return true;
    *package = (acp_package){0};
    return false;
}

bool acp_package_is(const acp_package *package, const char *module)
{
    return acp_slice_equal_nocase(package->module, acp_slice_of(module));
}

bool acp_package_has_core(const acp_package *package)
{
    return package->delivery != ACP_STANDALONE &&
           (!package->module.len || acp_package_is(package, "core-vpn") ||
            acp_package_is(package, "core"));
}

bool acp_package_same_os(const acp_package *a, const acp_package *b)
{
    return acp_slice_equal_nocase(a->os, b->os);
}
