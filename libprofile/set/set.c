/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A set as the public interface has it: its members are added, then checked at once. */
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "check/rules.h"
#include "document/findings.h"
#include "set/endpoint.h"
#include "set/hosts.h"
#include "set/set_private.h"

acp_set *acp_set_new(void)
{
    acp_set *set = calloc(1, sizeof *set);
    if (set)
        acp_arena_pool_start(&set->documents);
    return set;
}

void acp_set_free(acp_set *set)
{
    if (!set)
        return;
    for (acp_member *member = set->first, *next; member; member = next) {
        next = member->next;
        acp_member_free(member);
    }
    acp_arena_pool_end(&set->documents, &set->arena);
    acp_arena_free(&set->arena);
    free(set->members);
    free(set->agreements);
    free(set);
}

/* ---- adding -------------------------------------------------------------------------------- */

static bool make_room(acp_set *set)
{
    if (set->count < set->room)
        return true;
    size_t room = set->room ? 2 * set->room : 16;
    acp_member **grown = realloc(set->members, room * sizeof *grown);
    if (!grown)
        return false;
    set->members = grown;
    set->room = room;
    return true;
}

static acp_member *add_member(acp_set *set, const acp_set_input *input)
{
    acp_member *member = make_room(set) ? calloc(1, sizeof *member) : NULL;
    if (!member)
        return NULL;
    member->set = set;
    member->role = input->role;
    member->name = strdup(input->path);
    member->host = input->host ? strdup(input->host) : NULL;
    member->findings = acp_findings_new();
    if (!member->name || !member->findings || (input->host && !member->host)) {
        acp_member_free(member);
        return NULL;
    }
    const char *slash = strrchr(member->name, '/');
    member->base = slash ? slash + 1 : member->name;
    member->kind = ACP_KIND_UNKNOWN;
    member->mode = input->mode;
    member->options = input->check;
    acp_findings_begin(member->findings);
    if (set->last)
        set->last->next = member;
    else
        set->first = member;
    set->last = member;
    acp_member **last = &set->last_of[member->role];
    if (*last)
        (*last)->next_of_role = member;
    else
        set->first_of[member->role] = member;
    *last = member;
    set->members[set->count++] = member;
    return member;
}

/* The member is complete: what checks ask of it is at hand. status: of reading it. */
static acp_status finish(acp_member *member, acp_status status)
{
    if (!member->document)
        return status;
    if (member->role == ACP_ROLE_DOCUMENT)
        member->kind = member->document->kind;
    member->run = acp_run_start(member->document, &member->options, member->findings);
    member->run.together = true;
    bool profile = member->kind == ACP_KIND_VPN || member->kind == ACP_KIND_MGMT;
    member->always_on = profile && acp_profile_always_on(member);
    return acp_entries_read(member) ? status : ACP_NO_MEMORY;
}

static acp_status read_document(acp_member *member, const acp_set_input *input, const void *bytes,
                                size_t size)
{
    acp_lent *lent = acp_arena_pool_lend(&member->set->documents);
    if (!lent)
        return ACP_NO_MEMORY;
    acp_status status = acp_document_read_in(&lent->arena, input->path, bytes, size, &input->read,
                                             member->findings, &member->document);
    if (member->document)
        acp_document_return(member->document, &lent->arena);
    acp_arena_pool_return(&member->set->documents, lent);
    return status;
}

static acp_status read_memory(acp_member *member, const acp_set_input *input, const void *bytes,
                              size_t size)
{
    if (input->role == ACP_ROLE_DOCUMENT)
        return finish(member, read_document(member, input, bytes, size));
    char *copy = malloc(size + 1);
    if (!copy)
        return ACP_NO_MEMORY;
    memcpy(copy, bytes, size);
    return finish(member, acp_member_take(member, copy, size));
}

acp_status acp_set_add(acp_set *set, const acp_set_input *input)
{
    acp_member *member = add_member(set, input);
    struct stat info;
    if (!member)
        return ACP_NO_MEMORY;
    if (strcmp(input->path, "-") != 0 && stat(input->path, &info) == 0)
        member->mode = info.st_mode & 07777;
    acp_status status;
    if (input->role == ACP_ROLE_DOCUMENT) {
        status = acp_document_read(input->path, &input->read, member->findings, &member->document);
    } else {
        status = acp_member_load(member, input->read.max_size);
    }
    return finish(member, status);
}

acp_status acp_set_add_memory(acp_set *set, const acp_set_input *input, const void *bytes,
                              size_t size)
{
    acp_member *member = add_member(set, input);
    return member ? read_memory(member, input, bytes, size) : ACP_NO_MEMORY;
}

acp_member *acp_set_add_later(acp_set *set, const acp_set_input *input)
{
    return add_member(set, input);
}

acp_status acp_member_read(acp_member *member, const acp_set_input *input, const void *bytes,
                           size_t size)
{
    return read_memory(member, input, bytes, size);
}

acp_status acp_member_check(acp_member *member)
{
    if (member->checked || !member->document || !member->document->root)
        return ACP_OK;
    member->checked = true;
    return acp_run_check(&member->run);
}

acp_arena_pool *acp_set_arenas(acp_set *set)
{
    return &set->documents;
}

size_t acp_set_count(const acp_set *set)
{
    return set->count;
}

acp_findings *acp_set_findings(const acp_set *set, size_t index)
{
    return index < set->count ? set->members[index]->findings : NULL;
}

size_t acp_set_agreement_count(const acp_set *set)
{
    return set->agreement_count;
}

const acp_agreement *acp_set_agreement(const acp_set *set, size_t index)
{
    return index < set->agreement_count ? &set->agreements[index] : NULL;
}

/* ---- checking ------------------------------------------------------------------------------ */

static bool has_documents(const acp_set *set)
{
    return acp_set_next(set, ACP_ROLE_DOCUMENT, NULL) != NULL;
}

/* The targets of all: of a set with a profile for Windows and one for macOS, both; one that is for
 * any platform leaves the whole set so. The version is the oldest one. A headend that stands in a
 * directory of other platforms says nothing about the clients, unless there is nothing else. */
static acp_set_run start(acp_set *set, const acp_set_options *options)
{
    acp_set_run run = {.set = set, .arena = &set->arena};
    bool documents = has_documents(set), any = false;
    for (const acp_member *member = set->first; member; member = member->next) {
        if (!member->document || (documents && member->role != ACP_ROLE_DOCUMENT))
            continue;
        any = any || !member->run.platforms;
        run.platforms |= member->run.platforms;
        if (!run.client_version || member->run.client_version < run.client_version)
            run.client_version = member->run.client_version;
    }
    if (any)
        run.platforms = 0;
    if (!run.client_version)
        run.client_version = acp_newest_version();
    run.at = options && options->at ? options->at : (int64_t)time(NULL);
    return run;
}

static bool is_wanted(const acp_set_run *run, const acp_rule *rule)
{
    if (rule->planned || (run->platforms && rule->platforms && !(run->platforms & rule->platforms)))
        return false;
    for (const acp_member *member = run->set->first; member; member = member->next)
        if (acp_rule_asked_for(&member->options, rule))
            return true;
    return false;
}

static void check_together(acp_set_run *run)
{
    for (size_t i = 0; i < acp_rule_total; i++) {
        int function = acp_rule_set_functions[i];
        if (function >= 0 && is_wanted(run, &acp_rules[i]))
            acp_set_functions[function].run(run, &acp_rules[i]);
    }
}

acp_status acp_set_check(acp_set *set, const acp_set_options *options)
{
    acp_status worst = ACP_OK;
    acp_set_run run = start(set, options);
    for (acp_member *member = set->first; member; member = member->next)
        if (acp_member_check(member) != ACP_OK)
            worst = ACP_NO_MEMORY;
    check_together(&run);
    for (acp_member *member = set->first; member; member = member->next) {
        acp_status status = member->document
                                ? acp_run_end(&member->run)
                                : acp_settle_damaged(&member->options, member->findings);
        if (status != ACP_OK)
            worst = status;
    }
    return run.no_memory || set->arena.failed ? ACP_NO_MEMORY : worst;
}
