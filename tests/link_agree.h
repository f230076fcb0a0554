/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What holds of every link that is read: what is built of its parts is read as the same parts, and
 * built of those it is the same text. */
#ifndef ACP_TEST_LINK_AGREE_H
#define ACP_TEST_LINK_AGREE_H

#include <stdlib.h>
#include <string.h>

#include "document/slice.h"
#include "profile.h"

/* NULL: it was refused. */
static inline acp_link *link_read(acp_slice text)
{
    char message[600] = "";
    acp_link *link = NULL;
    acp_findings *findings = acp_findings_new();
    acp_status status =
        findings ? acp_link_parse("<link>", text, NULL, findings, &link, message, sizeof message)
                 : ACP_NO_MEMORY;
    /* what is refused is told why */
    if ((status == ACP_OK) != (link != NULL) || (status == ACP_BAD_VALUE && !*message) ||
        (status == ACP_REFUSED && !acp_findings_count(findings)))
        abort();
    acp_findings_free(findings);
    return link;
}

static inline size_t link_count(const acp_link *link)
{
    size_t count = 0;
    while (acp_link_get(link, count))
        count++;
    return count;
}

/* malloc'ed; NULL: it was refused. */
static inline char *link_text(const acp_link *link)
{
    char message[600] = "", *text = NULL;
    acp_findings *findings = acp_findings_new();
    if (findings)
        acp_link_build(acp_link_action(link), acp_link_get(link, 0), link_count(link), NULL,
                       findings, &text, message, sizeof message);
    acp_findings_free(findings);
    return text;
}

/* Not so with parameters the action does not have, and methods that SSL does not have: they are
 * read with a warning, and never written. */
static inline bool link_is_plain(const acp_link *link)
{
    const char *const *names = acp_link_names(acp_link_action(link));
    const acp_link_part *part;
    bool ssl = false, method = false;
    for (size_t i = 0; (part = acp_link_get(link, i)); i++) {
        size_t k = 0;
        while (names && names[k] && strcmp(names[k], part->name) != 0)
            k++;
        if (!names || !names[k])
            return false;
        ssl = ssl || (strcmp(part->name, "protocol") == 0 && strcmp(part->value, "SSL") == 0);
        method = method || strcmp(part->name, "authentication") == 0;
    }
    return strcmp(acp_link_action(link), "server") != 0 || !ssl || !method;
}

/* White space around the names of a list is not kept. */
static inline bool link_same_value(const acp_link_part *a, const acp_link_part *b)
{
    const char *x = a->value, *y = b->value;
    if (strncmp(a->name, "domainlist", strlen("domainlist")) != 0)
        return strcmp(x, y) == 0;
    for (;;) {
        acp_slice one = {x, strcspn(x, ",")}, other = {y, strcspn(y, ",")};
        x += one.len;
        y += other.len;
        if (!acp_slice_equal(acp_slice_trim(one), acp_slice_trim(other)) || *x != *y)
            return false;
        if (!*x)
            return true;
        x++;
        y++;
    }
}

/* The parameters of one name, in their order; those of different names are in any. */
static inline bool link_holds(const acp_link *link, const acp_link *other)
{
    const acp_link_part *part, *found;
    for (size_t i = 0; (part = acp_link_get(link, i)); i++) {
        size_t nth = 0, at = 0;
        for (size_t k = 0; k < i; k++)
            nth += strcmp(acp_link_get(link, k)->name, part->name) == 0;
        for (; (found = acp_link_get(other, at)); at++)
            if (strcmp(found->name, part->name) == 0 && !nth--)
                break;
        if (!found || !link_same_value(part, found))
            return false;
    }
    return link_count(link) == link_count(other);
}

/* The link as it is built, malloc'ed; NULL: text is none, or none that is ever written. Ends the
 * program if what is built is not the same. */
static inline char *link_agree(acp_slice text)
{
    acp_link *link = link_read(text), *again = NULL;
    char *built = NULL, *twice = NULL;
    if (link && link_is_plain(link)) {
        built = link_text(link);
        again = built ? link_read(acp_slice_of(built)) : NULL;
        if (!again || strcmp(acp_link_action(link), acp_link_action(again)) != 0 ||
            !link_holds(link, again))
            abort();
        twice = link_text(again);
        if (!twice || strcmp(built, twice) != 0)
            abort();
    }
    acp_link_free(link);
    acp_link_free(again);
    free(twice);
    return built;
}

#endif
