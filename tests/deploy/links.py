#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what `generate uri` made, without what made it.

    links.py page FILE         links of the page, one a line; fails if there is anything in it but
                               text, links and codes, or a link leads elsewhere
    links.py names FILE JSON   fails if an entry of the page is not called as hostile.py placed it
    links.py decoded TEXT...   the parameters of a link, decoded, as JSON
"""
import html.parser
import json
import sys
import urllib.parse

TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "ul", "li", "a",
        "span", "code", "bdi", "svg", "rect", "path"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "href", "viewbox", "role",
              "aria-label", "width", "height", "fill", "d", "style"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.links, self.texts, self.codes, self.open = [], {}, 0, []

    def handle_starttag(self, tag, attrs):
        unknown = {name for name, _ in attrs} - ATTRIBUTES
        if tag not in TAGS or unknown:
            sys.exit("links.py: <%s> %s" % (tag, unknown))
        self.codes += tag == "svg"
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag not in ("meta", "rect", "path"):
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            sys.exit("links.py: </%s> closes another element" % tag)

    def handle_data(self, data):
        for tag in self.open[-1:]:
            self.texts[tag][-1] += data


def read(name):
    page = Page()
    with open(name, encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    if page.open or any(not link.startswith("anyconnect:") for link in page.links):
        sys.exit("links.py: %s %s" % (page.open, page.links))
    if page.texts["code"] != page.links:
        sys.exit("links.py: a link is written otherwise than it leads")
    return page


def main():
    what = sys.argv[1]
    if what == "page":
        page = read(sys.argv[2])
        if page.codes != len(page.links) - page.texts["p"].count("This link is too long for a QR code."):
            sys.exit("links.py: %d codes, %d links" % (page.codes, len(page.links)))
        print("\n".join(page.links))
    elif what == "names":
        with open(sys.argv[3], encoding="utf-8") as file:
            placed = json.load(file)
        wanted = [text.strip() for path, text in placed.items() if path.endswith("/HostName")]
        shown = read(sys.argv[2]).texts["bdi"]
        if not wanted or not set(wanted) <= set(shown):
            sys.exit("links.py: %s not in %s" % (wanted, shown))
    else:
        for link in sys.argv[2:]:
            query = link.partition("?")[2]
            print(json.dumps(dict(urllib.parse.parse_qsl(query, strict_parsing=True))))


if __name__ == "__main__":
    main()
