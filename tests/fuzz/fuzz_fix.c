/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes: what is mended stays well-formed, has no new finding and no fixable one, and mending it
 * again changes nothing. The first byte is the kind, from 128 on of a file as it is; the second
 * says how a document made of settings is spoiled. */
#include "document/encode.h"
#include "settings.h"

typedef struct {
    acp_fix_input file;
    acp_findings *findings;
    acp_status status;
} state;

static void check(state *s)
{
    s->findings = acp_findings_new();
    if (!s->findings)
        abort();
    s->status = acp_check_memory(s->file.name, s->file.bytes, s->file.size, s->file.read,
                                 s->file.check, s->findings);
}

static size_t count(const state *s, const acp_rule *rule, bool fixable)
{
    size_t found = 0;
    for (size_t i = 0; i < acp_findings_count(s->findings); i++) {
        const acp_finding *finding = acp_findings_get(s->findings, i);
        found += (!rule || finding->rule == rule) && (!fixable || finding->fixable);
    }
    return found;
}

static void nothing_new(const state *before, const state *after)
{
    for (size_t i = 0; before->status == ACP_OK && i < acp_rule_count(); i++)
        if (count(after, acp_rule_get(i), false) > count(before, acp_rule_get(i), false))
            abort();
}

/* Mends findings of a rule, NULL: of all. */
static void fix(const state *before, const acp_rule *rule)
{
    const acp_rule *only[] = {rule, NULL};
    acp_check_options check_options = *before->file.check;
    acp_fix_input input = before->file;
    acp_fix_result result, again;
    check_options.only = rule ? only : NULL;
    input.check = &check_options;
    acp_status status = acp_fix(&input, &result);
    size_t fixable = count(before, rule, true);
    if ((status != ACP_OK && fixable) || !result.text != !fixable)
        abort();
    if (rule && acp_findings_count(result.fixed) != fixable)
        abort();
    if (result.text) {
        state after = {.file = before->file};
        after.file.bytes = result.text;
        after.file.size = result.length;
        check(&after);
        nothing_new(before, &after);
        if (count(&after, rule, true))
            abort();
        input.bytes = result.text;
        input.size = result.length;
        if (acp_fix(&input, &again) != ACP_OK || again.text)
            abort();
        acp_fix_free(&again);
        acp_findings_free(after.findings);
    }
    acp_fix_free(&result);
}

static void fix_document(const char *name, const void *bytes, size_t size, const acp_rule *rule)
{
    acp_check_options options = {.platforms = size & ACP_PLATFORMS_ALL};
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN, .max_size = 1 << 20};
    state before = {.file = {name, bytes, size, &read, &options}};
    check(&before);
    fix(&before, NULL);
    fix(&before, rule);
    for (size_t i = 0; i < acp_findings_count(before.findings); i++) {
        if (!acp_findings_get(before.findings, i)->fixable)
            continue;
        fix(&before, acp_findings_get(before.findings, i)->rule);
        break;
    }
    acp_findings_free(before.findings);
}

/* Letters, line ends, comments, blanks, encoding: by the bits of how. */
static void spoil(const acp_buffer *text, unsigned how, acp_buffer *out)
{
    unsigned tags = 0;
    for (size_t i = 0; i < text->length; i++) {
        char c = text->text[i];
        if (c == '<' && i) {
            tags++;
            if (how & 1 && text->text[i + 1] != '/')
                acp_buffer_puts(out, tags % 5 ? "\n  " : "\r\n");
            if (how & 2 && tags % 7 == 3 && text->text[i + 1] != '/')
                acp_buffer_puts(out, "<!-- a -->");
            if (how & 4 && tags % 3 == 0 && text->text[i + 1] == '/')
                acp_buffer_putc(out, ' ');
        }
        bool in_text = i && text->text[i - 1] == '>' && c >= 'a' && c <= 'z';
        acp_buffer_putc(out, how & 8 && in_text ? (char)(c - 32) : c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    acp_kind kind = (acp_kind)(data[0] % 128 % ACP_KIND_COUNT);
    const acp_rule *rule = acp_rule_get((size_t)data[2] * 8 % acp_rule_count());
    acp_buffer text = {0}, spoiled = {0};
    char *bytes;
    size_t length;
    if (data[0] >= 128) {
        fix_document(fuzz_file_name(kind), data + 1, size - 1, rule);
        return 0;
    }
    fuzz_made_of_settings(kind, data + 2, size - 2, &text);
    if (text.text && !text.failed) {
        spoil(&text, data[1], &spoiled);
        const char *encoding = data[1] & 16 ? "UTF-16LE" : "UTF-8";
        if (!spoiled.failed && acp_encode(spoiled.text, spoiled.length, encoding, data[1] & 48,
                                          &bytes, &length) == ACP_OK) {
            fix_document(fuzz_file_name(kind), bytes, length, rule);
            free(bytes);
        }
    }
    acp_buffer_free(&spoiled);
    acp_buffer_free(&text);
    return 0;
}
