/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a document: bytes, encoding, format, then the reader of that format. */
#include <stdlib.h>

#include "document/plain.h"

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);
    return length >= tail && acp_slice_equal_nocase((acp_slice){name + length - tail, tail},
                                                    (acp_slice){suffix, tail});
}

static const char *const embedded_roots[] = {"<AnyConnectProfile", "<AnyConnectLocalPolicy",
                                             "<ACTransforms"};

/* Where a profile starts inside other text, NULL: nowhere. */
static const char *embedded(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof embedded_roots / sizeof *embedded_roots; i++) {
        const char *at = acp_slice_find((acp_slice){text, length}, acp_slice_of(embedded_roots[i]));
        if (at)
            return at;
    }
    return NULL;
}

/* A root element as the first key, plain or in quotes, or what else begins a YAML file. */
static bool starts_like_yaml(acp_slice text)
{
    if (acp_slice_starts(text, "---") || acp_slice_starts(text, "#comment:"))
        return true;
    bool quoted = text.len && *text.ptr == '"';
    acp_slice key = {text.ptr + quoted, text.len - quoted};
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        for (const char *const *root = acp_kind_get((acp_kind)kind)->roots; *root; root++) {
            size_t length = strlen(*root);
            if (acp_slice_starts(key, *root) && key.len > length &&
                key.ptr[length] == (quoted ? '"' : ':'))
                return true;
        }
    return false;
}

/* By name; a name that says nothing (standard input, a script) leaves it to the first character. */
static acp_format guess_format(const char *name, const char *bytes, size_t size)
{
    if (ends_in(name, ".json"))
        return ACP_FORMAT_JSON;
    if (ends_in(name, ".yaml") || ends_in(name, ".yml"))
        return ACP_FORMAT_YAML;
    if (ends_in(name, ".xml") || ends_in(name, ".vpnm") || ends_in(name, ".xsd"))
        return ACP_FORMAT_XML;
    acp_slice rest = {bytes, size};
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        rest = (acp_slice){bytes + 3, size - 3};
    rest = acp_slice_trim(rest);
    if (rest.len && *rest.ptr == '{')
        return ACP_FORMAT_JSON;
    if (!rest.len || *rest.ptr == '<' || (unsigned char)*rest.ptr >= 0x80 || !*rest.ptr)
        return ACP_FORMAT_XML;
    return starts_like_yaml(rest) ? ACP_FORMAT_YAML : ACP_FORMAT_XML;
}

/* A script with a profile in it is not a profile, and "not well-formed" would help nobody. */
static bool report_embedded(acp_document *document, acp_findings *findings)
{
    acp_slice all = {document->text, document->length};
    acp_slice rest = acp_slice_trim(all);
    if (!rest.len || *rest.ptr == '<')
        return false;
    const char *at = embedded(rest.ptr, rest.len);
    if (!at)
        return false;
    uint32_t offset = (uint32_t)(at - document->text);
    const char *name_end = strpbrk(at + 1, " \t\r\n>");
    uint32_t end = name_end ? (uint32_t)(name_end - document->text) : (uint32_t)document->length;
    acp_read_finding(findings, document, "ACP0035", (acp_span){offset, end},
                     "A profile starts here, at byte %u of the text, but the file starts with "
                     "something else: the client would not read it.",
                     offset);
    return true;
}

static acp_status read_format(acp_document *document, acp_findings *findings)
{
    switch (document->format) {
    case ACP_FORMAT_JSON: return acp_read_json(document, findings);
    case ACP_FORMAT_YAML: return acp_read_yaml(document, findings);
    case ACP_FORMAT_PLIST: return acp_read_plist(document, findings);
    case ACP_FORMAT_LINKS: return acp_read_links(document, findings);
    default: break;
    }
    if (report_embedded(document, findings))
        return ACP_DAMAGED;
    return acp_read_xml(document, findings);
}

/* Bytes a node takes at the least in a file that is no more than an attempt on memory. */
#define BYTES_PER_NODE 32
#define MEBIBYTE       ((size_t)1 << 20)

static size_t size_limit(const acp_read_options *options)
{
    size_t limit = options && options->max_size ? options->max_size : ACP_MAX_SIZE;
    return limit < UINT32_MAX / 4 ? limit : UINT32_MAX / 4; /* offsets have 32 bits */
}

static acp_status lend_text(acp_document *document)
{
    char *copy = acp_arena_copy(&document->arena, document->text, document->length);
    if (!copy)
        return ACP_NO_MEMORY;
    free(document->text);
    document->text = copy;
    document->text_lent = true;
    return ACP_OK;
}

/* In an arena that is lent, or one of its own (NULL). */
static acp_status read_bytes(acp_arena *lent, const char *name, char *bytes, size_t size,
                             const acp_read_options *options, acp_findings *findings,
                             acp_document **out)
{
    acp_kind kind =
        options && options->kind != ACP_KIND_UNKNOWN ? options->kind : acp_kind_of_file(name);
    acp_format format = options ? options->format : ACP_FORMAT_AUTO;
    acp_format plain = acp_plain_format(kind, bytes, size);
    if (plain != ACP_FORMAT_AUTO && (format == ACP_FORMAT_AUTO || kind != ACP_KIND_UNKNOWN))
        format = plain; /* also under the name OrgInfo.xml */
    if (format == ACP_FORMAT_AUTO)
        format = guess_format(name, bytes, size);
    acp_document *document = acp_document_new(lent, name, kind, format);
    if (!document) {
        free(bytes);
        return ACP_NO_MEMORY;
    }
    document->kind_given = options && options->kind != ACP_KIND_UNKNOWN;
    document->node_limit = size_limit(options) / BYTES_PER_NODE;
    acp_status status = ACP_DAMAGED;
    if (acp_plist_is_text(document, bytes, size, findings))
        status = acp_source_decode(document, bytes, size, findings);
    else
        free(bytes);
    if (status == ACP_OK && lent)
        status = lend_text(document);
    if (status == ACP_OK)
        status = read_format(document, findings);
    if (status == ACP_OK) {
        *out = document;
        return ACP_OK;
    }
    if (lent)
        acp_document_return(document, lent);
    acp_document_free(document);
    return status;
}

acp_status acp_say_too_large(const char *name, size_t limit, acp_findings *findings)
{
    acp_document *document = acp_document_new(NULL, name, ACP_KIND_UNKNOWN, ACP_FORMAT_XML);
    if (!document)
        return ACP_NO_MEMORY;
    bool whole = limit % MEBIBYTE == 0;
    acp_read_finding(findings, document, "ACP0015", (acp_span){0, 0},
                     "The file is larger than %zu %s and was not read. `validate --max-size` "
                     "raises the limit, for a file you trust.",
                     whole ? limit / MEBIBYTE : limit, whole ? "MiB" : "bytes");
    acp_document_free(document);
    return ACP_DAMAGED;
}

acp_status acp_document_read_in(acp_arena *lent, const char *name, const void *bytes, size_t size,
                                const acp_read_options *options, acp_findings *findings,
                                acp_document **out)
{
    *out = NULL;
    if (size > size_limit(options))
        return acp_say_too_large(name, size_limit(options), findings);
    char *copy = malloc(size + 1);
    if (!copy)
        return ACP_NO_MEMORY;
    if (size)
        memcpy(copy, bytes, size);
    return read_bytes(lent, name, copy, size, options, findings, out);
}

acp_status acp_document_read_memory(const char *name, const void *bytes, size_t size,
                                    const acp_read_options *options, acp_findings *findings,
                                    acp_document **out)
{
    return acp_document_read_in(NULL, name, bytes, size, options, findings, out);
}

acp_status acp_document_read(const char *path, const acp_read_options *options,
                             acp_findings *findings, acp_document **out)
{
    char *bytes = NULL;
    size_t size = 0;
    *out = NULL;
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    acp_status status = acp_source_load(path, size_limit(options), &bytes, &size);
    if (status == ACP_DAMAGED)
        return acp_say_too_large(name, size_limit(options), findings);
    if (status != ACP_OK)
        return status;
    return read_bytes(NULL, name, bytes, size, options, findings, out);
}

acp_kind acp_document_kind(const acp_document *document)
{
    return document->kind;
}

acp_format acp_document_format(const acp_document *document)
{
    return document->format;
}

const char *acp_document_name(const acp_document *document)
{
    return document->name;
}

const acp_node *acp_document_root(const acp_document *document)
{
    return document->root;
}

acp_slice acp_node_name(const acp_node *node)
{
    return node->name;
}

acp_slice acp_node_attribute_value(const acp_node *node, acp_setting_id setting)
{
    const acp_attribute *attribute = acp_node_attribute_of(node, setting);
    if (!attribute)
        return (acp_slice){NULL, 0};
    return (acp_slice){attribute->value.ptr ? attribute->value.ptr : "", attribute->value.len};
}

acp_slice acp_node_value(const acp_node *node)
{
    return node->value;
}

acp_setting_id acp_node_setting(const acp_node *node)
{
    return node->setting;
}

static const acp_node *element_from(const acp_node *node)
{
    while (node && node->type != ACP_NODE_ELEMENT)
        node = node->next;
    return node;
}

const acp_node *acp_node_first_child(const acp_node *node)
{
    return element_from(node->first);
}

const acp_node *acp_node_next(const acp_node *node)
{
    return element_from(node->next);
}

acp_position acp_node_position(const acp_document *document, const acp_node *node)
{
    return acp_document_position(document, node->name_span.start);
}
