"""Read a built page without a browser: its text, ids, links, images and headings."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template", "svg", "math"}
BLOCKS = re.compile(
    r"^(address|article|aside|blockquote|d[dlt]|details|div|fig.*|form|h\d|li|[ou]l|p|pre|t.*)$"
)
# Attributes by which a page loads something, as against links that wait for the reader.
LOADS = {
    "script": ["src"],
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "iframe": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "use": ["href", "xlink:href"],
    "image": ["href", "xlink:href"],
    "input": ["src"],
}
# A canonical address or a neighbour in the reading order is named, not fetched.
NAMED_ONLY = {"canonical", "prev", "next", "alternate", "author", "license"}


@dataclass
class Reading:
    """What a page holds, each list in the order of the page."""

    text: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    elements: list[dict[str, str]] = field(default_factory=list)
    """Attributes of each question, node of the map and other element of the course; `tag` is its name."""
    forbidden: list[str] = field(default_factory=list)
    """Inline styles and event attributes within the article."""


class Reader(HTMLParser):
    """Walk over one page."""

    def __init__(self):
        super().__init__()
        self.reading = Reading()
        self.stack: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attributes):
        """Note the attributes of an element."""
        values = dict(attributes)
        name = values.get("class") or ""
        self._note(tag, values)
        if self._in_article():
            self._note_content(tag, values)
        if tag not in VOID:
            self.stack.append((tag, name))
        if BLOCKS.match(tag):
            self._say(" ")

    def handle_startendtag(self, tag, attributes):
        """Note an element that has no content, as SVG writes them."""
        self._note(tag, dict(attributes))

    def handle_endtag(self, tag):
        """Close the element, and those in it that were left open."""
        names = [name for name, _ in self.stack]
        if tag in names:
            del self.stack[len(names) - 1 - names[::-1].index(tag) :]
        if BLOCKS.match(tag):
            self._say(" ")

    def handle_data(self, data):
        """Keep the text of the article, and that of headings."""
        self._say(data)
        heading = next((tag for tag, _ in reversed(self.stack) if re.fullmatch(r"h[1-6]", tag)), None)
        if heading and self._in_article() and self.reading.headings and "headerlink" not in self.stack[-1][1]:
            level, text = self.reading.headings[-1]
            self.reading.headings[-1] = (level, text + data)

    def _say(self, data: str):
        hidden = any(tag in SILENT or "headerlink" in name for tag, name in self.stack)
        if self._in_article() and not hidden:
            self.reading.text.append(data)

    def _in_article(self) -> bool:
        return any(tag == "article" for tag, _ in self.stack)

    def _note(self, tag, values):
        if values.get("id"):
            self.reading.ids.append(values["id"])
        if tag == "a" and values.get("href") is not None:
            self.reading.links.append(values["href"])
        if tag == "link" and values.get("rel") not in NAMED_ONLY:
            self.reading.loads.append(values.get("href") or "")
        found = [values[name] for name in LOADS.get(tag, []) if values.get(name)]
        self.reading.loads += [part.split()[0] for value in found for part in value.split(", ")]
        if tag == "img":
            self.reading.images.append(values)

    def _note_content(self, tag, values):
        if re.fullmatch(r"h[1-6]", tag):
            self.reading.headings.append((int(tag[1]), ""))
        if tag.startswith("course-") or "data-node" in values:
            self.reading.elements.append({"tag": tag, **values})
        events = [name for name in values if name.startswith("on") or name == "style"]
        self.reading.forbidden += [f"<{tag} {name}=...>" for name in events]


@cache
def read(html: str) -> Reading:
    """Read one page; many tests look at the same ones."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.reading


def words(reading: Reading) -> str:
    """Return the article's text with single spaces."""
    return " ".join("".join(reading.text).split())


def elements(html: str, tag: str) -> list[dict[str, str]]:
    """Return the attributes of a page's elements of one name, in order."""
    return [element for element in read(html).elements if element["tag"] == tag]


def nodes(html: str) -> dict[str, dict[str, str]]:
    """Return the attributes of the map's nodes by their slug."""
    items = [item for item in elements(html, "li") if item.get("class") == "matrix-node"]
    return {item["data-node"]: item for item in items}
