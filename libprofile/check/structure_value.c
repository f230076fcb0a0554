/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One value against its type: booleans, enumerations, numbers, lengths. */
#include "check/structure.h"

#include <stdarg.h>

typedef struct {
    acp_run *run;
    const acp_node *node;
    const acp_attribute *attribute; /* NULL: the element's text */
    const acp_setting *setting;
    acp_slice value; /* trimmed */
} value_check;

static acp_place place_of(const value_check *v)
{
    return v->attribute ? acp_at_attribute(v->node, v->attribute) : acp_at_value(v->node);
}

/* "<AutoReconnect>" or "UserControllable of <AutoReconnect>". */
static const char *subject(const value_check *v, char *buffer, size_t size)
{
    if (v->attribute)
        snprintf(buffer, size, "%s of <%.*s>", v->setting->name, ACP_SLICE_ARGS(v->node->name));
    else
        snprintf(buffer, size, "<%s>", v->setting->name);
    return buffer;
}

void acp_list_values(const acp_setting *setting, char *buffer, size_t size)
{
    /* A value with a comma in it would read as two. */
    const char *quote = "";
    for (unsigned i = 0; i < setting->value_count; i++)
        if (strchr(setting->values[i].name, ','))
            quote = "\"";
    size_t used = 0;
    buffer[0] = '\0';
    for (unsigned i = 0; i < setting->value_count; i++) {
        const char *name = setting->values[i].name;
        bool last = i + 1u == setting->value_count;
        if (used + strlen(name) + 40 > size) {
            snprintf(buffer + used, size - used, " and %u more", setting->value_count - i);
            return;
        }
        used += (size_t)snprintf(buffer + used, size - used, "%s%s%s%s",
                                 i == 0 ? ""
                                 : last ? " or "
                                        : ", ",
                                 quote, name, quote);
    }
}

void acp_structure_say(acp_run *run, const char *id, acp_place place, const char *remedy,
                       const char *what, ...)
{
    const acp_rule *rule = acp_rule_find(id);
    char text[1000], detail[1400];
    va_list list;
    va_start(list, what);
    vsnprintf(text, sizeof text, what, list);
    va_end(list);
    acp_clip_text(text);
    snprintf(detail, sizeof detail, "%s%s%s", text, rule && rule->detail ? " " : "",
             rule && rule->detail ? rule->detail : "");
    acp_note note = {.detail = detail, .remedy = remedy};
    acp_report_at(run, rule, place, &note);
}

/* Bytes of a value shown in a sentence; never half a character. */
static int clipped(acp_slice text)
{
    size_t length = text.len < 60 ? text.len : 60;
    while (length > 0 && length < text.len && ((unsigned char)text.ptr[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

/* A wrong value for which the right one is known. */
static void say_meant(const value_check *v, const char *rule, const char *meant)
{
    char who[200], remedy[200];
    snprintf(remedy, sizeof remedy, "write %s", meant);
    acp_structure_say(v->run, rule, place_of(v), remedy, "%s is \"%.*s\" instead of \"%s\".",
                      subject(v, who, sizeof who), clipped(v->value), v->value.ptr, meant);
}

#define MOST_CHOICES 35 /* that a remedy repeats */

static void say_choices(const value_check *v, const char *rule, const char *nearest)
{
    char who[200], choices[400], remedy[500];
    acp_list_values(v->setting, choices, sizeof choices);
    snprintf(remedy, sizeof remedy, "write %s%s%s", choices, nearest ? "; nearest is " : "",
             nearest ? nearest : "");
    if (v->setting->value_count > MOST_CHOICES) {
        char path[300];
        acp_setting_path(v->attribute ? v->attribute->setting : v->node->setting, path,
                         sizeof path);
        snprintf(remedy, sizeof remedy,
                 "write one of the values that 'acprof explain %s' lists%s%s", path,
                 nearest ? "; nearest is " : "", nearest ? nearest : "");
    }
    acp_structure_say(v->run, rule, place_of(v), remedy, "%s is \"%.*s\"; allowed: %s.",
                      subject(v, who, sizeof who), clipped(v->value), v->value.ptr, choices);
}

static const char *exact_value(const value_check *v, bool ignore_case)
{
    for (unsigned i = 0; i < v->setting->value_count; i++) {
        acp_slice name = acp_slice_of(v->setting->values[i].name);
        if (ignore_case ? acp_slice_equal_nocase(name, v->value) : acp_slice_equal(name, v->value))
            return v->setting->values[i].name;
    }
    return NULL;
}

/* Lower case without blanks, hyphens, underscores and anything in parentheses: what is left of a
 * label of the editor is its literal. False if nothing is left or it is too long. */
static bool plain_words(acp_slice text, char *out, size_t size)
{
    size_t used = 0;
    bool inside = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '(' || c == ')') {
            inside = c == '(';
        } else if (!inside && !acp_is_space(c) && c != '-' && c != '_') {
            if (used + 1 >= size)
                return false;
            out[used++] = acp_lower(c);
        }
    }
    out[used] = '\0';
    return used > 0;
}

typedef struct {
    const char *setting, *label, *value;
} known_label;

/* Labels of the editor and words of the guide that do not reduce to the literal by themselves. */
static const known_label labels[] = {
    {"CertificateStore", "machinestore", "Machine"},
    {"PPPExclusion", "disabled", "Disable"},
    {"CertificatePolicy", "automatic", "Auto"},
    {"CertificatePolicy", "disabled", "None"},
    {"Operator", "==", "Equal"},
    {"Operator", "!=", "NotEqual"},
    {"Wildcard", "true", "Enabled"},
    {"Wildcard", "false", "Disabled"},
    {"MatchCase", "true", "Enabled"},
    {"MatchCase", "false", "Disabled"},
};

static const char *guide_wording(const value_check *v)
{
    char words[64], other[64];
    if (!plain_words(v->value, words, sizeof words))
        return NULL;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(v->setting->name, labels[i].setting) == 0 && strcmp(words, labels[i].label) == 0)
            return labels[i].value;
    const char *found = NULL;
    for (unsigned i = 0; i < v->setting->value_count; i++) {
        if (!plain_words(acp_slice_of(v->setting->values[i].name), other, sizeof other) ||
            strcmp(words, other) != 0)
            continue;
        if (found)
            return NULL;
        found = v->setting->values[i].name;
    }
    return found;
}

static const char *nearest_value(const value_check *v)
{
    const char *nearest = NULL;
    unsigned best = 3;
    for (unsigned i = 0; i < v->setting->value_count; i++) {
        acp_slice name = acp_slice_of(v->setting->values[i].name);
        unsigned distance = acp_distance(v->value, name, best);
        if (distance < best && distance < name.len) {
            best = distance;
            nearest = v->setting->values[i].name;
        }
    }
    return nearest;
}

/* The notations of on and off; each kind of document knows one of them. */
static const char *const notations[][2] = {{"true", "false"}, {"1", "0"}};

static const char *other_notation(const value_check *v)
{
    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++)
        for (unsigned off = 0; off < 2; off++)
            if (acp_slice_equal_nocase(v->value, acp_slice_of(notations[i][off])))
                return v->setting->values[off].name;
    return NULL;
}

static void check_boolean(const value_check *v)
{
    const char *meant = exact_value(v, true);
    if (meant) {
        say_meant(v, "ACP0121", meant);
        return;
    }
    meant = other_notation(v);
    if (meant)
        say_meant(v, "ACP0125", meant);
    else
        say_choices(v, "ACP0124", nearest_value(v));
}

static void check_enum(const value_check *v)
{
    const char *meant = exact_value(v, true);
    if (meant) {
        say_meant(v, "ACP0121", meant);
        return;
    }
    meant = guide_wording(v);
    if (meant)
        say_meant(v, "ACP0122", meant);
    else
        say_choices(v, "ACP0123", nearest_value(v));
}

typedef struct {
    const char *unit, *suffixes[6];
} unit_words;

static const unit_words units[] = {
    {"seconds", {"s", "sec", "secs", "second", "seconds"}},
    {"minutes", {"m", "min", "mins", "minute", "minutes"}},
    {"hours", {"h", "hr", "hrs", "hour", "hours"}},
    {"percent", {"%", "percent"}},
    {"days", {"d", "day", "days"}},
    {"MB", {"mb", "mib", "megabyte", "megabytes"}},
    {"Kbps", {"kbps", "kbit/s", "kb/s"}},
};

static size_t digits_at(acp_slice text)
{
    size_t count = 0;
    while (count < text.len && text.ptr[count] >= '0' && text.ptr[count] <= '9')
        count++;
    return count;
}

static bool has_own_unit(const value_check *v, size_t digits)
{
    if (!v->setting->unit || !digits)
        return false;
    acp_slice rest = acp_slice_trim((acp_slice){v->value.ptr + digits, v->value.len - digits});
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(units[i].unit, v->setting->unit) != 0)
            continue;
        for (const char *const *suffix = units[i].suffixes; *suffix; suffix++)
            if (acp_slice_equal_nocase(rest, acp_slice_of(*suffix)))
                return true;
    }
    return false;
}

static void say_number(const value_check *v, const char *rule)
{
    char who[200], remedy[120];
    if (v->setting->max < UINT32_MAX)
        snprintf(remedy, sizeof remedy, "write a whole number from %lld to %lld%s%s",
                 (long long)v->setting->min, (long long)v->setting->max,
                 v->setting->unit ? ", without a unit; it means " : "",
                 v->setting->unit ? v->setting->unit : "");
    else if (v->setting->min > 0)
        snprintf(remedy, sizeof remedy, "write a whole number of at least %lld, digits only",
                 (long long)v->setting->min);
    else
        snprintf(remedy, sizeof remedy, "write digits only, without sign, fraction or unit");
    acp_structure_say(v->run, rule, place_of(v), remedy, "%s is \"%.*s\".",
                      subject(v, who, sizeof who), clipped(v->value), v->value.ptr);
}

static void check_number(const value_check *v)
{
    bool minus = v->value.len > 1 && v->value.ptr[0] == '-';
    acp_slice number = {v->value.ptr + minus, v->value.len - minus};
    size_t digits = digits_at(number);
    if (!minus && has_own_unit(v, digits) && digits < v->value.len) {
        char meant[80];
        snprintf(meant, sizeof meant, "%.*s", (int)(digits < 70 ? digits : 70), v->value.ptr);
        say_meant(v, "ACP0131", meant);
        return;
    }
    if (digits != number.len || !digits || minus) {
        say_number(v, "ACP0130");
        return;
    }
    int64_t parsed = 0;
    for (size_t i = 0; i < digits && parsed <= INT64_MAX / 20; i++)
        parsed = parsed * 10 + (number.ptr[i] - '0');
    if (parsed < v->setting->min || parsed > v->setting->max)
        say_number(v, "ACP0132");
}

/* Characters as the schema counts: white space collapsed first, or not. */
static int64_t count_characters(acp_slice text, bool collapse)
{
    int64_t length = 0;
    bool space = false;
    for (size_t i = 0; i < text.len; i++) {
        if (collapse && acp_is_space(text.ptr[i])) {
            length += !space;
            space = true;
        } else {
            length += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
            space = false;
        }
    }
    return length;
}

static void check_length(const value_check *v)
{
    if (!v->setting->max)
        return;
    int64_t length = count_characters(v->value, v->setting->collapse);
    if (length >= v->setting->min && length <= v->setting->max)
        return;
    char who[200];
    acp_structure_say(v->run, "ACP0133", place_of(v), NULL,
                      "%s has %lld characters; it must have %lld to %lld.",
                      subject(v, who, sizeof who), (long long)length, (long long)v->setting->min,
                      (long long)v->setting->max);
}

/* Mixed text is trimmed when there are children: its line breaks are layout then. */
static void check_space(const value_check *v, acp_slice raw)
{
    if (raw.len == v->value.len)
        return;
    acp_place place = place_of(v);
    if (!v->value.len && v->node->text && !v->attribute)
        place.span = v->node->text->value_span;
    bool refused = v->setting->value_count && !v->setting->loose && !v->setting->collapse;
    char who[200];
    acp_say(v->run, "ACP0120", place,
            "White space stands around the value of %s. The client takes it off%s.",
            subject(v, who, sizeof who),
            refused ? ", but a plain schema check refuses the file" : "");
}

bool acp_structure_meant_value(const acp_setting *setting, acp_slice value, char *buffer,
                               size_t size)
{
    const value_check v = {.setting = setting, .value = value};
    size_t digits = digits_at(value);
    const char *meant = NULL;
    if (setting->type == ACP_TYPE_BOOLEAN || setting->type == ACP_TYPE_ENUM) {
        meant = exact_value(&v, true);
        if (!meant && setting->type == ACP_TYPE_ENUM)
            meant = guide_wording(&v);
        else if (!meant)
            meant = other_notation(&v);
    } else if (has_own_unit(&v, digits) && digits < value.len) {
        return (size_t)snprintf(buffer, size, "%.*s", (int)digits, value.ptr) < size;
    }
    return meant && (size_t)snprintf(buffer, size, "%s", meant) < size;
}

static bool wants_value(const acp_setting *setting)
{
    return setting->type != ACP_TYPE_NONE && setting->type != ACP_TYPE_STRING;
}

void acp_structure_value(acp_run *run, const acp_node *node, const acp_attribute *attribute,
                         acp_setting_id id, acp_slice raw)
{
    value_check v = {run, node, attribute, acp_setting_get(id), acp_slice_trim(raw)};
    check_space(&v, raw);
    if (!v.value.len && wants_value(v.setting)) {
        char who[200];
        acp_structure_say(run, "ACP0126", place_of(&v), NULL, "%s is empty.",
                          subject(&v, who, sizeof who));
        return;
    }
    switch ((acp_type)v.setting->type) {
    case ACP_TYPE_BOOLEAN:
        if (!exact_value(&v, false))
            check_boolean(&v);
        break;
    case ACP_TYPE_ENUM:
        if (!exact_value(&v, false))
            check_enum(&v);
        break;
    case ACP_TYPE_INTEGER:
    case ACP_TYPE_UNSIGNED: check_number(&v); break;
    case ACP_TYPE_STRING: check_length(&v); break;
    case ACP_TYPE_NONE: break;
    }
}
