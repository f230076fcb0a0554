/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The page of target uri: links to tap on the device, and QR codes to scan with it. Names are any
 * text: each stands in a <bdi>, so that it turns no other's direction of writing. */
#include "generate/target/escape.h"
#include "generate/target/links.h"

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"UTF-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Cisco Secure Client on this device</title>\n"
    "<style>\n"
    ":root {\n"
    "  color-scheme: light dark;\n"
    "  --paper: #fff; --text: #1b1b1b; --dim: #595959; --line: #d0d0d0; --link: #0b5394;\n"
    "}\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  :root { --paper: #16181c; --text: #e8e8e8; --dim: #a8a8a8; --line: #3a3d44; --link: "
    "#8ab8ff; "
    "}\n"
    "}\n"
    "* { box-sizing: border-box; }\n"
    "body {\n"
    "  margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--paper);\n"
    "  color: var(--text); font: 1rem/1.5 system-ui, \"Segoe UI\", \"DejaVu Sans\", sans-serif;\n"
    "  overflow-wrap: anywhere;\n"
    "}\n"
    "h1 { font-size: 1.6rem; margin: .5rem 0; }\n"
    "h2 { font-size: 1.25rem; margin: 2.5rem 0 0; border-bottom: 2px solid var(--line); }\n"
    "p { margin: .4rem 0; }\n"
    ".dim { color: var(--dim); }\n"
    ".links { display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 1rem 0; padding: 0; "
    "list-style: none; }\n"
    ".links li { max-width: 100%; }\n"
    ".links span { display: block; }\n"
    ".links a { font-size: 1.05rem; font-weight: 600; color: var(--link); display: inline-block; "
    "padding: .4rem 0 0; }\n"
    "svg { display: block; width: max(15rem, var(--modules) * 3px); max-width: 100%; height: auto; "
    "}\n"
    "code { display: block; width: 15rem; max-width: 100%; margin-top: .4rem; font: .8rem/1.4 "
    "ui-monospace, \"DejaVu Sans Mono\", "
    "monospace; color: var(--dim); }\n"
    "@media print {\n"
    "  :root { --paper: #fff; --text: #000; --dim: #333; --line: #999; --link: #000; }\n"
    "  body { max-width: none; padding: 0; font-size: 10pt; }\n"
    "  h2, section > p { break-after: avoid; }\n"
    "  .links li { break-inside: avoid; }\n"
    "  svg { width: max(5cm, var(--modules) * .07cm); }\n"
    "}\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<h1>Cisco Secure Client on this device</h1>\n"
    "<p>On the device: tap a link. On another screen or on paper: scan its code with the device's "
    "camera.</p>\n"
    "<p class=\"dim\">The client acts on links only if its setting External Control says Prompt or "
    "Enabled; it is Disabled at first, and the MDM may have locked it.</p>\n";

static const char foot[] = "</body>\n</html>\n";

static void put(acp_buffer *out, acp_slice text)
{
    acp_escape_xml(out, text);
}

static void put_link(acp_job *job, const acp_links_row *row, const char *text, const char *system,
                     acp_buffer *out)
{
    char label[120];
    snprintf(label, sizeof label, "QR code: %s, for %s", row->what, system);
    acp_buffer_puts(out, "<li>\n");
    if (!acp_qr_svg(out, text, label, &job->out->no_memory))
        acp_buffer_puts(out, "<p class=\"dim\">This link is too long for a QR code.</p>");
    acp_buffer_puts(out, "\n<a href=\"");
    put(out, acp_slice_of(text));
    acp_buffer_puts(out, "\">");
    put(out, acp_slice_of(row->what));
    acp_buffer_printf(out, "</a> <span class=\"dim\">%s</span>\n<code>", system);
    put(out, acp_slice_of(text));
    acp_buffer_puts(out, "</code>\n</li>\n");
}

static void put_row(acp_job *job, const acp_links_row *row, acp_buffer *out)
{
    static const char *const systems[] = {"iPhone and iPad", "Android"};
    const char *ios = row->text[ACP_LINKS_IOS], *android = row->text[ACP_LINKS_ANDROID];
    if (ios && android && strcmp(ios, android) == 0) {
        put_link(job, row, ios, "iPhone, iPad and Android", out);
        return;
    }
    for (size_t i = 0; i < ACP_LINKS_SYSTEMS; i++)
        if (row->text[i])
            put_link(job, row, row->text[i], systems[i], out);
}

void acp_links_page(acp_job *job, const acp_links_section *sections, size_t count, acp_buffer *out)
{
    acp_buffer_puts(out, head);
    for (size_t i = 0; i < count; i++) {
        if (!sections[i].count)
            continue;
        acp_buffer_puts(out, "<section>\n<h2><bdi>");
        put(out, sections[i].title);
        acp_buffer_puts(out, "</bdi></h2>\n<p><bdi>");
        put(out, sections[i].about);
        acp_buffer_puts(out, "</bdi></p>\n<ul class=\"links\">\n");
        for (size_t k = 0; k < sections[i].count; k++)
            put_row(job, &sections[i].rows[k], out);
        acp_buffer_puts(out, "</ul>\n</section>\n");
    }
    acp_buffer_puts(out, foot);
}
