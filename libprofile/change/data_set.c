/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* set and delete where a document is plain data. */
#include "change/data.h"
#include "document/scan_json.h"
#include "schema/schema.h"

typedef struct {
    const acp_document *document;
    acp_arena arena;
    acp_datum *top; /* the changed copy */
    char *message;
    size_t message_size;
} setter;

/* ---- the outcome as one edit --------------------------------------------------------------- */

static bool splits_character(const char *text, uint32_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

/* What differs between the old text and the new. */
static void replace_difference(acp_edits *edits, const acp_document *document, acp_slice made)
{
    const char *old = document->text;
    uint32_t start = 0, end = (uint32_t)document->length, made_end = (uint32_t)made.len;
    while (start < end && start < made_end && old[start] == made.ptr[start])
        start++;
    while (start > 0 && (splits_character(old, start) || splits_character(made.ptr, start)))
        start--;
    while (end > start && made_end > start && old[end - 1] == made.ptr[made_end - 1]) {
        end--;
        made_end--;
    }
    while (splits_character(old, end)) {
        end++;
        made_end++;
    }
    if (end > start || made_end > start)
        acp_edit_replace(edits, (acp_span){start, end},
                         (acp_slice){made.ptr + start, made_end - start});
}

static acp_status finish(setter *s, acp_edits *edits, acp_status status)
{
    acp_buffer made = {0};
    if (status == ACP_OK) {
        acp_data_write(s->document, s->top, &made);
        acp_buffer_add(&made, "", 0);
        if (made.failed || s->arena.failed)
            status = ACP_NO_MEMORY;
        else
            replace_difference(edits, s->document, (acp_slice){made.text, made.length});
    }
    acp_buffer_free(&made);
    acp_arena_free(&s->arena);
    return status;
}

/* ---- values -------------------------------------------------------------------------------- */

static bool is_number(acp_slice text)
{
    acp_json_scanner scan;
    acp_json_start(&scan, text);
    return acp_json_next(&scan) == ACP_JSON_NUMBER && acp_json_next(&scan) == ACP_JSON_END;
}

/* What the schema says it is, else what it was, else text. */
static acp_datum_type type_for(const acp_document *document, const acp_setting *setting,
                               const acp_datum *was, acp_slice value)
{
    int old = was ? was->type : ACP_DATUM_STRING;
    bool boolean = acp_slice_is(value, "true") || acp_slice_is(value, "false");
    if (document->format == ACP_FORMAT_LINKS)
        return ACP_DATUM_STRING;
    if (boolean && (setting->type == ACP_TYPE_BOOLEAN || old == ACP_DATUM_BOOLEAN))
        return ACP_DATUM_BOOLEAN;
    bool number = setting->type == ACP_TYPE_INTEGER || setting->type == ACP_TYPE_UNSIGNED ||
                  old == ACP_DATUM_NUMBER;
    return number && is_number(value) ? ACP_DATUM_NUMBER : ACP_DATUM_STRING;
}

static void give_value(setter *s, acp_datum *datum, const acp_setting *setting, acp_slice value)
{
    acp_datum_type type = type_for(s->document, setting, datum->was, value);
    char *text = acp_arena_copy(&s->arena, value.ptr ? value.ptr : "", value.len);
    bool date_or_data =
        acp_slice_is(datum->element, "date") || acp_slice_is(datum->element, "data");
    bool real = acp_slice_is(datum->element, "real") && type == ACP_DATUM_NUMBER;
    if (!real && !(date_or_data && type == ACP_DATUM_STRING))
        datum->element = (acp_slice){0};
    datum->type = (uint8_t)type;
    datum->text = (acp_slice){text, text ? value.len : 0};
}

/* ---- what is missing ----------------------------------------------------------------------- */

static acp_datum *new_member(setter *s, acp_setting_id id, acp_datum_type type)
{
    const acp_setting *setting = acp_setting_get(id);
    acp_datum *made = acp_datum_new(&s->arena, type);
    if (made)
        made->key = (acp_slice){setting->name, setting->name_len};
    return made;
}

/* The members an entry is picked by. */
static bool add_keys(setter *s, acp_datum *object, const acp_path_step *step, acp_setting_id next)
{
    for (unsigned i = 0; i < step->condition_count; i++) {
        const acp_path_condition *key = &step->conditions[i];
        if (!key->key.len || key->setting == next)
            continue;
        acp_buffer text = {0};
        acp_path_key_text(key, &text);
        acp_datum *member = new_member(s, key->setting, ACP_DATUM_STRING);
        if (member && !text.failed)
            give_value(s, member, acp_setting_get(key->setting),
                       (acp_slice){text.text, text.length});
        acp_buffer_free(&text);
        if (!member)
            return false;
        acp_datum_add(object, member);
    }
    return true;
}

/* Where one more of a setting goes: a list, which is made if need be, or the object itself. */
static acp_datum *place_for(setter *s, acp_datum *parent, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    acp_datum *there = acp_datum_member(parent, setting->name);
    bool links = s->document->format == ACP_FORMAT_LINKS && parent != s->top;
    if (setting->max_occurs == 1 || links)
        return parent;
    if (there && there->type == ACP_DATUM_ARRAY)
        return there;
    if (there) {
        snprintf(s->message, s->message_size,
                 "%s is a single value here and no list, which could hold one more", setting->name);
        return NULL;
    }
    acp_datum *list = new_member(s, id, ACP_DATUM_ARRAY);
    if (list)
        acp_datum_add(parent, list);
    return list;
}

/* Only the last step has the value. An action is what a link begins with. */
static acp_status make(setter *s, const acp_target *target, acp_datum *at, acp_slice value)
{
    for (unsigned i = target->there; i < target->elements; i++) {
        const acp_path_step *step = &target->path.steps[i];
        const acp_setting *setting = acp_setting_get(step->setting);
        bool last = i + 1 == target->elements;
        bool object = setting->content == ACP_CONTENT_ELEMENTS;
        acp_setting_id next = last ? ACP_NO_SETTING : target->path.steps[i + 1].setting;
        if (at->type != ACP_DATUM_OBJECT) {
            snprintf(s->message, s->message_size,
                     "there is no object that %s could be put into; delete what stands there first",
                     setting->name);
            return ACP_REFUSED;
        }
        *s->message = '\0';
        acp_datum *place = place_for(s, at, step->setting);
        acp_datum *made =
            new_member(s, step->setting, object ? ACP_DATUM_OBJECT : ACP_DATUM_STRING);
        if (!place && *s->message)
            return ACP_REFUSED;
        if (!place || !made || !add_keys(s, made, step, next))
            return ACP_NO_MEMORY;
        if (!object)
            give_value(s, made, setting, value);
        acp_datum_add(place, made);
        at = made;
    }
    return ACP_OK;
}

/* ---- both ---------------------------------------------------------------------------------- */

acp_status acp_data_set(acp_edits *edits, const acp_target *target, acp_slice value, char *message,
                        size_t message_size)
{
    const acp_document *document = acp_edits_document(edits);
    setter s = {document, {0}, NULL, message, message_size};
    s.top = acp_data_copy(&s.arena, document->data);
    acp_datum *at = s.top ? acp_data_find(s.top, target->node) : NULL;
    acp_status status = at ? ACP_OK : ACP_NO_MEMORY;
    if (at && target->there < target->elements) {
        status = make(&s, target, at, value);
    } else if (at && acp_setting_get(target->setting)->content != ACP_CONTENT_ELEMENTS) {
        if (!acp_datum_is_scalar(at)) {
            snprintf(message, message_size,
                     "%s holds a list or an object here, not a value; delete it first",
                     acp_setting_get(target->setting)->name);
            status = ACP_REFUSED;
        } else if (!acp_slice_equal(target->node->value, value)) {
            give_value(&s, at, acp_setting_get(target->setting), value);
        }
    }
    return finish(&s, edits, status);
}

/* What holds a member or item of a copy; a list that would hold nothing any more goes itself. */
static acp_datum *holder_of(acp_datum *data, const acp_datum *child)
{
    for (acp_datum *at = data->first; at; at = at->next) {
        acp_datum *found = at == child ? data : holder_of(at, child);
        if (found)
            return found;
    }
    return NULL;
}

acp_status acp_data_delete(acp_edits *edits, const acp_node *node, char *message,
                           size_t message_size)
{
    const acp_document *document = acp_edits_document(edits);
    setter s = {.document = document};
    s.top = acp_data_copy(&s.arena, document->data);
    acp_datum *gone = s.top ? acp_data_find(s.top, node) : NULL;
    if (!gone)
        return finish(&s, edits, ACP_NO_MEMORY);
    acp_datum *holder = holder_of(s.top, gone);
    if (document->format == ACP_FORMAT_LINKS && holder->first == gone && gone->key.len) {
        snprintf(message, message_size,
                 "a link begins with its action; set that, or delete the whole link");
        return finish(&s, edits, ACP_REFUSED);
    }
    if (holder->type == ACP_DATUM_ARRAY && holder->count == 1 && holder->key.len &&
        document->format != ACP_FORMAT_LINKS && holder->span.start != s.top->span.start) {
        gone = holder;
        holder = holder_of(s.top, gone);
    }
    acp_data_remove(holder, gone);
    return finish(&s, edits, ACP_OK);
}

/* The item before one, NULL: that is the first. */
static acp_datum *ahead_of(const acp_datum *list, const acp_datum *item)
{
    acp_datum *ahead = NULL;
    for (acp_datum *at = list->first; at != item; at = at->next)
        ahead = at;
    return ahead;
}

static void take_out(acp_datum *list, const acp_datum *item)
{
    acp_datum *ahead = ahead_of(list, item);
    if (ahead)
        ahead->next = item->next;
    else
        list->first = item->next;
    if (list->last == item)
        list->last = ahead;
    list->count--;
}

acp_status acp_data_place(acp_edits *edits, const acp_node *node, const acp_node *beside,
                          bool before)
{
    setter s = {.document = acp_edits_document(edits)};
    s.top = acp_data_copy(&s.arena, s.document->data);
    acp_datum *item = s.top ? acp_data_find(s.top, node) : NULL;
    acp_datum *other = item ? acp_data_find(s.top, beside) : NULL;
    acp_datum *list = other ? holder_of(s.top, item) : NULL;
    if (!list || list->type != ACP_DATUM_ARRAY)
        return finish(&s, edits, list ? ACP_REFUSED : ACP_NO_MEMORY);
    take_out(list, item);
    acp_data_put(list, before ? ahead_of(list, other) : other, item);
    return finish(&s, edits, ACP_OK);
}
