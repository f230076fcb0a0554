/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of targets, with what makes their files; and what can be asked of its rows. */
#include "generate/target/makers.h"
#include "schema/schema.h"

#define MAKES(function) function
const acp_target acp_targets[] = {
#include "generate/target/rows.h"
    {.name = NULL},
};

const acp_target *acp_target_find(const char *name)
{
    for (const acp_target *target = acp_targets; target->name; target++)
        if (strcmp(target->name, name) == 0)
            return target;
    return NULL;
}

const acp_target_input *acp_target_takes(const acp_target *target, acp_kind kind)
{
    if (kind < 0 || kind >= ACP_KIND_COUNT)
        return NULL;
    for (const acp_target_input *input = target->inputs; input->kinds; input++)
        if (input->kinds >> kind & 1)
            return input;
    return NULL;
}

/* ---- options ----------------------------------------------------------------------------- */

static bool is_file(const acp_target_option *option)
{
    return option->type && strcmp(option->type, "file") == 0;
}

/* "a,b,c" as "a, b or c". */
static void list_choices(acp_slice rest, char *buffer, size_t size)
{
    size_t used = 0;
    acp_slice item;
    *buffer = '\0';
    for (bool first = true; acp_slice_next_item(&rest, &item); first = false) {
        const char *between = first ? "" : rest.ptr ? ", " : " or ";
        int length = snprintf(buffer + used, size - used, "%s%.*s", between, ACP_SLICE_ARGS(item));
        used += (size_t)length < size - used ? (size_t)length : size - used - 1;
    }
}

const char *acp_target_type(const acp_target_option *option, char *buffer, size_t size)
{
    if (option->choices) {
        list_choices(acp_slice_of(option->choices), buffer, size);
        return buffer;
    }
    if (!option->type)
        return "any text";
    return is_file(option) ? "the name of a file"
                           : acp_value_type_find(option->type, strlen(option->type))->help;
}

static bool is_choice(const acp_target_option *option, const char *value)
{
    acp_slice rest = acp_slice_of(option->choices), item;
    while (acp_slice_next_item(&rest, &item))
        if (acp_slice_is(item, value))
            return true;
    return false;
}

static bool has_control(const char *value)
{
    for (; *value; value++)
        if ((unsigned char)*value < 0x20 || *value == 0x7F)
            return true;
    return false;
}

acp_status acp_target_check_value(const acp_target_option *option, const char *value, char *message,
                                  size_t size)
{
    char type[256];
    bool fine = true;
    if (!*value) {
        /* NAME= leaves it out, where that is possible. */
        fine = option->fallback && !*option->fallback;
    } else if (option->choices) {
        fine = is_choice(option, value);
    } else if (option->type && !is_file(option)) {
        fine = acp_value_type_find(option->type, strlen(option->type))->test(value, strlen(value));
    } else if (!is_file(option)) {
        fine = !has_control(value);
    }
    if (fine)
        return ACP_OK;
    const char *limit = option->choices || option->type ? ""
                        : *value                        ? " without control characters"
                                                        : ", but not none";
    snprintf(message, size, "%s cannot be '%s': it is %s%s", option->name, value,
             acp_target_type(option, type, sizeof type), limit);
    acp_clip_text(message);
    return ACP_BAD_VALUE;
}

unsigned acp_target_platforms(const acp_target *target, const char *const *values)
{
    if (target->platforms)
        return target->platforms;
    for (size_t i = 0; target->options[i].name; i++)
        if (strcmp(target->options[i].name, "os") == 0)
            return acp_platform_by_name(values[i], strlen(values[i]));
    return 0;
}
