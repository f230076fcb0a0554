/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An image for people: first what holds for whom, then the tables. */
#include <string.h>

#include "inspect.h"

enum { NAME_WIDTH = 48 };

static void put(inspection *i, const char *text)
{
    tunnel_write(&i->out, text);
}

/* Of a file name only what a terminal can bear; whoever made the image chose it. */
static void put_file(inspection *i, uint32_t index)
{
    tunnel_write_text(
        &i->out, tunnel_slice(i->policy, TUNNEL_AT(i->policy, tunnel_file, FILES, index)->name));
}

static void put_origin(inspection *i, uint32_t index)
{
    if (index == TUNNEL_NONE)
        return;
    const tunnel_position *position = TUNNEL_AT(i->policy, tunnel_position, POSITIONS, index);
    put(i, "  ");
    put_file(i, position->file);
    inspect_print(i, ":%u", position->line);
}

/* ---- settings
 * --------------------------------------------------------------------------------------- */

/* An element around others has no value of its own: it is written, or there is no cell. */
static void put_value(inspection *i, const tunnel_cell *cell)
{
    if (cell->flags & CELL_NOTHING)
        put(i, "= nothing");
    else if (tunnel_settings[cell->setting].type == TUNNEL_GROUP)
        put(i, "written");
    else {
        put(i, "= ");
        inspect_cell_value(i, cell);
    }
}

static void put_cells(inspection *i, uint32_t first, uint32_t count, const char *indent)
{
    for (uint32_t k = 0; k < count; k++) {
        const tunnel_cell *cell = TUNNEL_AT(i->policy, tunnel_cell, CELLS, first + k);
        const char *path = tunnel_settings[cell->setting].path;
        const char *below = strchr(path, '/');
        inspect_print(i, "%s%-*s ", indent, NAME_WIDTH, below ? below + 1 : path);
        put_value(i, cell);
        if (cell->flags & CELL_FORCED)
            put(i, "  forced");
        else if (!(cell->flags & CELL_WRITTEN))
            put(i, "  default");
        if (cell->flags & CELL_CONTROLLABLE)
            put(i, "  user controllable");
        if (cell->flags & CELL_DIFFERS)
            put(i, "  differs");
        put_origin(i, cell->position);
        put(i, "\n");
    }
}

static void put_view(inspection *i, uint32_t index, const char *title)
{
    const tunnel_view_record *view = TUNNEL_AT(i->policy, tunnel_view_record, VIEWS, index);
    inspect_print(i, "\n%s (view %u)\n", title, index);
    put_cells(i, view->first_cell, view->cell_count, "  ");
}

static void put_merged_views(inspection *i)
{
    for (uint32_t k = 0; k < tunnel_count(i->policy, SECTION_VIEWS); k++) {
        const tunnel_view_record *view = TUNNEL_AT(i->policy, tunnel_view_record, VIEWS, k);
        if (!view->member_count)
            continue;
        put(i, view->member_count > 1 ? "\nMerged from" : "\nVPN profile");
        for (uint32_t m = 0; m < view->member_count; m++) {
            uint32_t profile =
                TUNNEL_AT(i->policy, tunnel_member, MEMBERS, view->first_member + m)->profile;
            put(i, m ? ", " : " ");
            put_file(i, TUNNEL_AT(i->policy, tunnel_profile, PROFILES, profile)->file);
        }
        inspect_print(i, " (view %u)\n", k);
        put_cells(i, view->first_cell, view->cell_count, "  ");
    }
}

/* What is written below HostEntry; all else a session with it has is in its view. */
static void put_entries(inspection *i)
{
    for (uint32_t k = 0; k < tunnel_count(i->policy, SECTION_ENTRIES); k++) {
        const tunnel_entry *entry = TUNNEL_AT(i->policy, tunnel_entry, ENTRIES, k);
        put(i, "\nHost entry ");
        tunnel_write_text(&i->out, tunnel_slice(i->policy, entry->name));
        put(i, " of ");
        put_file(i, TUNNEL_AT(i->policy, tunnel_profile, PROFILES, entry->profile)->file);
        inspect_print(i, " (entry %u, view %u)", k, entry->view);
        put_origin(i, entry->position);
        put(i, "\n");
        put_cells(i, entry->first_cell, entry->cell_count, "  ");
    }
}

/* ---- tables
 * ------------------------------------------------------------------------------------------ */

static void put_table(inspection *i, uint32_t section)
{
    const tunnel_record *record = &tunnel_records[section];
    const uint32_t *words = i->policy->image.sections[section];
    uint32_t count = i->policy->image.counts[section];
    if (!count)
        return;
    inspect_print(i, "\n%s: %s\n", record->name, record->help);
    for (uint32_t k = 0; k < count; k++, words += record->word_count) {
        inspect_print(i, "  %u:", k);
        for (uint32_t column = 0; column < record->word_count; column++) {
            if (record->words[column].kind == WORD_COUNT)
                continue;
            inspect_print(i, " %s=", record->words[column].name);
            inspect_word(i, section, words, column);
        }
        put(i, "\n");
    }
}

static void put_header(inspection *i)
{
    static const char *const found[] = {"none", "not checked (no key given)", "valid"};
    const tunnel_header *header = i->policy->image.header;
    put(i, "policy image ");
    tunnel_write_text(&i->out, tunnel_text_of(i->name));
    inspect_print(i, "\n  format          %u.%u, %u bytes\n  platform        %s\n", header->major,
                  header->minor, header->size, inspect_platform(i->policy));
    inspect_print(i, "  client version  %u.%u\n  settings        %08x\n", header->client >> 8,
                  header->client & 255, header->settings);
    put(i, "  digest          ");
    inspect_hex(i, header->digest, sizeof header->digest);
    inspect_print(i, "\n  signature       %s", found[i->signature]);
    if (header->is_signed) {
        put(i, ", key ");
        inspect_hex(i, header->key_id, sizeof header->key_id);
    }
    inspect_print(i, "\n  positions       %s\n  files          ",
                  header->stripped ? "left out" : "kept");
    for (uint32_t k = 0; k < tunnel_count(i->policy, SECTION_FILES); k++) {
        put(i, " ");
        put_file(i, k);
    }
    put(i, "\n");
}

void inspect_text(inspection *i)
{
    const tunnel_policy_record *root = i->policy->root;
    put_header(i);
    put_merged_views(i);
    put_view(i, root->management,
             root->management_profile == TUNNEL_NONE ? "Management tunnel, no profile"
                                                     : "Management tunnel");
    put_view(i, root->local, root->has_local ? "Local policy" : "Local policy, no file");
    put_view(i, root->nvm, root->has_nvm ? "NVM profile" : "NVM profile, no file");
    put_view(i, root->posture,
             root->has_posture ? "ISE posture profile" : "ISE posture profile, no file");
    put_view(i, root->defaults, "Without any VPN profile");
    put_entries(i);
    for (uint32_t section = 0; section < TUNNEL_SECTIONS; section++)
        if (tunnel_records[section].words && section != SECTION_CELLS)
            put_table(i, section);
}
