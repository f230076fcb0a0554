/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything in an image, as the tables of words say it. */
#include "inspect.h"

static void print_record(inspection *i, uint32_t section, const uint32_t *words)
{
    const tunnel_record *record = &tunnel_records[section];
    tunnel_write(&i->out, "{");
    i->out.comma = false;
    for (uint32_t column = 0; column < record->word_count; column++) {
        if (record->words[column].kind == WORD_COUNT)
            continue;
        tunnel_write_name(&i->out, record->words[column].name);
        inspect_word(i, section, words, column);
    }
    tunnel_write(&i->out, "}");
}

static void print_section(inspection *i, uint32_t section)
{
    const tunnel_record *record = &tunnel_records[section];
    const uint32_t *words = i->policy->image.sections[section];
    uint32_t count = i->policy->image.counts[section];
    tunnel_write_name(&i->out, record->name);
    tunnel_write(&i->out, "[");
    for (uint32_t k = 0; k < count; k++, words += record->word_count) {
        tunnel_write(&i->out, k ? ",\n" : "\n");
        print_record(i, section, words);
    }
    tunnel_write(&i->out, "]");
    i->out.comma = true;
}

static void print_header(inspection *i)
{
    static const char *const found[] = {"none", "not-checked", "valid"};
    const tunnel_header *header = i->policy->image.header;
    tunnel_write(&i->out, "{\"file\":");
    tunnel_write_text(&i->out, tunnel_text_of(i->name));
    inspect_print(i, ",\"format\":\"%u.%u\",\"size\":%u,\"platform\":\"%s\"", header->major,
                  header->minor, header->size, inspect_platform(i->policy));
    inspect_print(i, ",\"client_version\":\"%u.%u\",\"settings\":\"%08x\",\"stripped\":%s",
                  header->client >> 8, header->client & 255, header->settings,
                  header->stripped ? "true" : "false");
    tunnel_write(&i->out, ",\"digest\":\"");
    inspect_hex(i, header->digest, sizeof header->digest);
    inspect_print(i, "\",\"signature\":\"%s\",\"key_id\":", found[i->signature]);
    tunnel_write(&i->out, header->is_signed ? "\"" : "null");
    if (header->is_signed) {
        inspect_hex(i, header->key_id, sizeof header->key_id);
        tunnel_write(&i->out, "\"");
    }
}

void inspect_json(inspection *i)
{
    print_header(i);
    tunnel_write(&i->out, ",\n\"sections\":{");
    i->out.comma = false;
    for (uint32_t section = 0; section < TUNNEL_SECTIONS; section++)
        if (tunnel_records[section].words)
            print_section(i, section);
    tunnel_write(&i->out, "}}");
}
