/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "vectors.h"

#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies.h"

enum { MOST_DOCUMENTS = 16 };

json_object *vector_member(json_object *object, const char *name)
{
    json_object *found = NULL;
    return object && json_object_object_get_ex(object, name, &found) ? found : NULL;
}

/* ---- files ------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t vector_files(const char *path, char *names[VECTOR_MOST_FILES])
{
    size_t count = 0;
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        size_t length = strlen(entry->d_name);
        if (length < 6 || strcmp(entry->d_name + length - 5, ".json") != 0)
            continue;
        assert(count < VECTOR_MOST_FILES);
        names[count++] = strndup(entry->d_name, length - 5);
    }
    if (directory)
        closedir(directory);
    qsort(names, count, sizeof *names, by_name);
    return count;
}

json_object *vector_cases(const char *directory, const char *engine)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s.json", directory, engine);
    json_object *cases = json_object_from_file(path);
    assert(!cases || json_object_array_length(cases) > 0);
    return cases;
}

/* ---- compiling --------------------------------------------------------------------------- */

/* The documents of a case; file names of VPN profiles are made up. */
static void list_documents(json_object *documents, policy_document out[MOST_DOCUMENTS + 1],
                           char files[MOST_DOCUMENTS][32])
{
    static const char *const kinds[][2] = {
        {"mgmt", "VpnMgmtTunProfile.xml"},
        {"local-policy", "AnyConnectLocalPolicy.xml"},
        {"nvm", "NVM_ServiceProfile.xml"},
        {"ise-posture", "ISEPostureCFG.xml"},
    };
    int known = 0;
    size_t count = 0;
    json_object *vpn = vector_member(documents, "vpn");
    for (size_t i = 0; vpn && i < json_object_array_length(vpn); i++) {
        assert(count < MOST_DOCUMENTS);
        snprintf(files[count], sizeof files[count], "profile%zu.xml", i);
        out[count].file = files[count];
        out[count++].text = json_object_get_string(json_object_array_get_idx(vpn, i));
    }
    known += vpn != NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        json_object *text = vector_member(documents, kinds[i][0]);
        known += text != NULL;
        assert(count < MOST_DOCUMENTS);
        if (text)
            out[count++] = (policy_document){kinds[i][1], json_object_get_string(text)};
    }
    out[count].file = NULL;
    assert(known == json_object_object_length(documents));
}

void *vector_compile(json_object *test, size_t *size, char *error, size_t error_size)
{
    json_object *options = vector_member(test, "options");
    const char *platform = json_object_get_string(vector_member(options, "platform"));
    acp_compile_options how = {.platform = acp_platform_by_name(platform, strlen(platform))};
    policy_document documents[MOST_DOCUMENTS + 1];
    char files[MOST_DOCUMENTS][32];
    list_documents(vector_member(test, "documents"), documents, files);
    return policy_compile(documents, &how,
                          json_object_get_boolean(vector_member(options, "despite_errors")), size,
                          error, error_size);
}
