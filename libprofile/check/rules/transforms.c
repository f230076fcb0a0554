/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Installer transforms: as the Linux installer reads them, line by line and not as XML; their root
 * and their place. */
#include "check/rules/policy.h"

#include "check/rules/common.h"

static bool has_line_end(const acp_document *document, acp_span span)
{
    for (uint32_t i = span.start; i < span.end; i++)
        if (document->text[i] == '\n' || document->text[i] == '\r')
            return true;
    return false;
}

/* Settings and items of lists; a list itself may have lines between its tags. */
static void check_lines(acp_run *run, const acp_rule *rule, const acp_node *parent)
{
    for (const acp_node *node = acp_node_first_child(parent); node; node = acp_node_next(node)) {
        if (node->setting == ACP_NO_SETTING)
            continue;
        if (acp_setting_get(node->setting)->content == ACP_CONTENT_ELEMENTS)
            check_lines(run, rule, node);
        else if (has_line_end(run->document, node->whole))
            acp_say(run, rule->id, acp_at_name(node),
                    "<%.*s> does not end on the line it starts on. The Linux installer looks for "
                    "start tag, value and end tag in one line and passes this setting over.",
                    ACP_SLICE_ARGS(node->name));
    }
}

void acp_transforms_line_split(acp_run *run, const acp_rule *rule)
{
    if (run->document->format == ACP_FORMAT_XML)
        check_lines(run, rule, run->document->root);
}

/* True if the line goes on with a value and </NAME>. */
static bool ends_on_line(acp_slice line, acp_slice name)
{
    while (line.len > name.len + 2) {
        const char *found = acp_slice_find(line, ACP_SLICE("</"));
        if (!found)
            return false;
        size_t skip = (size_t)(found - line.ptr) + 2;
        line = (acp_slice){line.ptr + skip, line.len - skip};
        if (line.len > name.len && memcmp(line.ptr, name.ptr, name.len) == 0 &&
            line.ptr[name.len] == '>')
            return true;
    }
    return false;
}

static bool is_setting(const acp_document *document, acp_slice name)
{
    for (acp_setting_id i = 0; i < document->setting_count; i++) {
        const acp_setting *setting = acp_setting_get((acp_setting_id)(document->first_setting + i));
        if (setting->content == ACP_CONTENT_TEXT && acp_slice_is(name, setting->name))
            return true;
    }
    return false;
}

static void check_comment(acp_run *run, const acp_rule *rule, const acp_node *comment)
{
    const acp_document *document = run->document;
    const char *text = document->text;
    for (uint32_t at = comment->whole.start + 1; at < comment->whole.end; at++) {
        if (text[at - 1] != '<')
            continue;
        acp_slice name = {text + at, strcspn(text + at, "<> \t\r\n/")};
        uint32_t behind = at + (uint32_t)name.len;
        if (behind >= comment->whole.end || text[behind] != '>')
            continue;
        acp_slice line = {text + behind, strcspn(text + behind, "\r\n")};
        if (line.len > comment->whole.end - behind)
            line.len = comment->whole.end - behind;
        if (!is_setting(document, name) || !ends_on_line(line, name))
            continue;
        acp_say(
            run, rule->id, (acp_place){{at, behind}, document->root, NULL},
            "The Linux installer does not know comments: it finds <%.*s> in this line and takes "
            "its value.",
            ACP_SLICE_ARGS(name));
    }
}

static void check_comments(acp_run *run, const acp_rule *rule, const acp_node *node)
{
    for (; node; node = node->next) {
        if (node->type == ACP_NODE_COMMENT)
            check_comment(run, rule, node);
        else if (node->type == ACP_NODE_ELEMENT)
            check_comments(run, rule, node->first);
    }
}

void acp_transforms_commented_live(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    if (document->format != ACP_FORMAT_XML)
        return;
    check_comments(run, rule, document->before);
    check_comments(run, rule, document->root->first);
    check_comments(run, rule, document->after);
}

void acp_transforms_root_name(acp_run *run, const acp_rule *rule)
{
    const acp_node *root = run->document->root;
    if (acp_slice_is(acp_local_name(root->name), "Transforms"))
        acp_report_at(run, rule, acp_at_name(root), NULL);
}

/* Letter by letter: only the name the guide prints is surely meant as that of the directory. */
void acp_transforms_directory_singular(acp_run *run, const acp_rule *rule)
{
    if (acp_file_lies_in(run, "/Profile", false))
        acp_report_at(run, rule, acp_at_name(run->document->root), NULL);
}

void acp_transforms_on_windows(acp_run *run, const acp_rule *rule)
{
    static const char *const folders[] = {"/win", "/win/resource", "/win/binary", "/win/transform"};
    bool wrong = run->platforms == ACP_WINDOWS;
    for (size_t i = 0; !wrong && i < sizeof folders / sizeof *folders; i++)
        wrong = acp_file_lies_in(run, folders[i], true);
    if (wrong)
        acp_report_at(run, rule, acp_at_name(run->document->root), NULL);
}
