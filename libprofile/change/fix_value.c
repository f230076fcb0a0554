/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes of values and attributes. */
#include "change/fixes.h"
#include "check/structure.h"

bool acp_fix_write_meant(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_attribute *attribute = place->attribute;
    acp_setting_id id = attribute ? attribute->setting : place->node->setting;
    acp_slice value = attribute ? acp_slice_trim(attribute->value) : place->node->value;
    char meant[200];
    if (!acp_structure_meant_value(acp_setting_get(id), value, meant, sizeof meant))
        return false;
    if (attribute)
        acp_edit_set_attribute(job->edits, attribute, acp_slice_of(meant));
    else
        acp_edit_set_value(job->edits, place->node, acp_slice_of(meant));
    return true;
}

bool acp_fix_trim_value(const acp_fix_job *job, const acp_fix_place *place)
{
    acp_edit_trim_value(job->edits, place->node, place->attribute);
    return true;
}

bool acp_fix_delete_attribute(const acp_fix_job *job, const acp_fix_place *place)
{
    acp_edit_delete_attribute(job->edits, place->attribute);
    return true;
}

/* Any other * would have to be written out. */
bool acp_fix_drop_leading_wildcard(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_span span = place->span;
    acp_slice item = {job->document->text + span.start, span.end - span.start};
    if (item.len < 3 || memcmp(item.ptr, "*.", 2) != 0 || memchr(item.ptr + 2, '*', item.len - 2))
        return false;
    acp_edit_delete(job->edits, (acp_span){span.start, span.start + 2});
    return true;
}
