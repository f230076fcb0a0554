/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Paths: STEP/STEP[KEY="value"]/STEP[2]/@ATTRIBUTE */
#include "document/path.h"

typedef struct {
    const char *text, *at;
    acp_path_use use;
    char *message;
    size_t message_size;
} parser;

static bool fail(const parser *p, const char *what)
{
    snprintf(p->message, p->message_size, "path \"%.200s\": character %zu: %s", p->text,
             (size_t)(p->at - p->text) + 1, what);
    return false;
}

static void skip_space(parser *p)
{
    while (acp_is_space(*p->at))
        p->at++;
}

static acp_slice take_name(parser *p)
{
    const char *start = p->at;
    while (*p->at && !strchr("/[]=@\"'", *p->at) && !acp_is_space(*p->at))
        p->at++;
    return (acp_slice){start, (size_t)(p->at - start)};
}

static bool take_position(parser *p, acp_path_condition *condition)
{
    for (; *p->at >= '0' && *p->at <= '9'; p->at++) {
        if (condition->position > UINT32_MAX)
            return fail(p, "the position is too large");
        condition->position = condition->position * 10 + (size_t)(*p->at - '0');
    }
    return condition->position > 0 || fail(p, "positions count from 1");
}

static bool take_key(parser *p, acp_path_condition *condition)
{
    if (*p->at == '@') {
        condition->key_is_attribute = true;
        p->at++;
    }
    condition->key = take_name(p);
    if (!condition->key.len)
        return fail(p,
                    "a position such as [2] or a key such as [HostName=\"Paris\"] is wanted here");
    skip_space(p);
    if (*p->at != '=')
        return fail(p, "= and a value in quotes are wanted here");
    p->at++;
    skip_space(p);
    condition->quote = *p->at;
    if (condition->quote != '"' && condition->quote != '\'')
        return fail(p, "the value must stand in quotes, \" or '");
    const char *start = ++p->at;
    for (;; p->at++) {
        if (!*p->at)
            return fail(p, "the closing quote is missing");
        if (*p->at != condition->quote)
            continue;
        if (p->at[1] != condition->quote)
            break;
        p->at++;
    }
    condition->quoted = (acp_slice){start, (size_t)(p->at - start)};
    p->at++;
    return true;
}

static bool take_append(parser *p, const acp_path_step *step, acp_path_condition *condition)
{
    if (p->use != ACP_PATH_SET)
        return fail(p, "[+] adds an entry, which only `set` can do");
    if (step->condition_count > 1)
        return fail(p, "[+] stands alone: it names an entry that is not there yet");
    condition->append = true;
    p->at++;
    return true;
}

static bool take_condition(parser *p, acp_path_step *step)
{
    if (step->is_attribute)
        return fail(p, "an attribute takes no condition in brackets");
    if (step->condition_count == ACP_PATH_CONDITIONS)
        return fail(p, "a step takes a key and a position at most");
    acp_path_condition *condition = &step->conditions[step->condition_count++];
    *condition = (acp_path_condition){.setting = ACP_NO_SETTING};
    if (step->condition_count > 1 && step->conditions[0].append)
        return fail(p, "nothing can follow [+]: the entry is not there yet");
    p->at++;
    skip_space(p);
    if (!(*p->at == '+'                    ? take_append(p, step, condition)
          : *p->at >= '0' && *p->at <= '9' ? take_position(p, condition)
                                           : take_key(p, condition)))
        return false;
    skip_space(p);
    if (*p->at != ']')
        return fail(p, "] is wanted here");
    p->at++;
    return true;
}

static bool take_step(parser *p, acp_path *path)
{
    if (path->count == ACP_MAX_DEPTH)
        return fail(p, "the path has too many steps");
    acp_path_step *step = &path->steps[path->count++];
    step->condition_count = 0;
    step->setting = ACP_NO_SETTING;
    step->is_attribute = *p->at == '@';
    if (step->is_attribute)
        p->at++;
    step->name = take_name(p);
    if (!step->name.len)
        return fail(p, "the name of a setting is wanted here");
    while (*p->at == '[')
        if (!take_condition(p, step))
            return false;
    if (!*p->at)
        return true;
    if (*p->at != '/')
        return fail(p, "/ or the end of the path is wanted here");
    if (step->is_attribute)
        return fail(p, "nothing can follow an attribute");
    p->at++;
    return true;
}

acp_status acp_path_parse(const char *text, acp_path_use use, acp_path *path, char *message,
                          size_t message_size)
{
    parser p = {text, text, use, message, message_size};
    path->count = 0;
    path->from_root = *text == '/';
    if (path->from_root)
        p.at++;
    do {
        if (!take_step(&p, path))
            return ACP_BAD_VALUE;
    } while (*p.at || p.at[-1] == '/');
    return ACP_OK;
}

bool acp_path_key_is(const acp_path_condition *condition, acp_slice value)
{
    acp_slice quoted = condition->quoted;
    size_t used = 0;
    for (size_t i = 0; i < quoted.len; i++, used++) {
        if (used >= value.len || value.ptr[used] != quoted.ptr[i])
            return false;
        if (quoted.ptr[i] == condition->quote)
            i++;
    }
    return used == value.len;
}

void acp_path_key_text(const acp_path_condition *condition, acp_buffer *out)
{
    for (size_t i = 0; i < condition->quoted.len; i++) {
        acp_buffer_putc(out, condition->quoted.ptr[i]);
        if (condition->quoted.ptr[i] == condition->quote)
            i++;
    }
}

size_t acp_path_length(const char *text)
{
    char quote = 0;
    bool inside = false;
    size_t i = 0;
    for (; text[i] && (inside || text[i] != '='); i++) {
        if (quote)
            quote = text[i] == quote ? 0 : quote;
        else if (inside && (text[i] == '"' || text[i] == '\''))
            quote = text[i];
        else if (text[i] == '[')
            inside = true;
        else if (text[i] == ']')
            inside = false;
    }
    return i;
}

/* The next character of a path outside brackets, 0 at the end. */
static char next_character(acp_slice *rest)
{
    while (rest->len && *rest->ptr == '[') {
        char quote = 0;
        size_t i = 1;
        for (; i < rest->len && (quote || rest->ptr[i] != ']'); i++) {
            if (quote ? rest->ptr[i] == quote : rest->ptr[i] == '"' || rest->ptr[i] == '\'')
                quote = quote ? 0 : rest->ptr[i];
        }
        i += i < rest->len;
        *rest = (acp_slice){rest->ptr + i, rest->len - i};
    }
    if (!rest->len)
        return 0;
    rest->len--;
    return *rest->ptr++;
}

int acp_path_compare_names(acp_slice a, acp_slice b)
{
    char x, y;
    do {
        x = next_character(&a);
        y = next_character(&b);
    } while (x == y && x);
    return (unsigned char)x - (unsigned char)y;
}
