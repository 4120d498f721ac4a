"""Raw Markdown as plain text: masks for what is no prose, headings with their ids, links."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.model.problem import Place

HEADING = re.compile(r"(#{1,6})(.*?)#*")
ATTRS = re.compile(r"[ ]+\{:?[ ]*([^}\n ][^\n]*)\}[ ]*$")
ID = re.compile(r"(?:^|[ ])(?:#|id=[\"']?)([^\s\"'}=]+)")
SPAN = re.compile(r"(?<![\\`])(`+)(?!`)((?:[^\n]|\n(?! *\n))+?)(?<!`)\1(?!`)")
COMMENT = re.compile(r"<!--(?:[^\n]|\n(?! *\n))*?-->")
LABEL = r"(?:[^\[\]\n]|\n(?! *\n)|\[[^\[\]\n]*\])*"
LINK = re.compile(
    rf"(?P<image>!?)\[(?P<text>{LABEL})\]\([ ]*<?(?P<target>[^)\s>]+)>?(?:\s+[\"'][^\n]*?[\"'])?[ ]*\)"
)
DEFINITION = re.compile(r"^ {0,3}\[(?P<text>[^\[\]^\n][^\[\]\n]*)\]:[ ]*<?(?P<target>[^\s>]+)", re.M)
CONTAINER = re.compile(r" {0,3}(?:[-*+] |\d+[.)] |!!! |\?\?\?|=== |\[\^|: )")


@dataclass(frozen=True)
class Heading:
    """A heading and the id that Python-Markdown's toc gives it."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Link:
    """A link, an image or a reference definition."""

    text: str
    target: str
    line: int
    col: int
    start: int
    end: int
    """Offsets in the masked text."""

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.line, self.col)


def blank(match: re.Match) -> str:
    """Replace all but line breaks by spaces, so that places stay right."""
    return re.sub(r"[^\n]", " ", match[0])


def mask_spans(text: str) -> str:
    """Blank inline code and inline comments."""
    return COMMENT.sub(blank, SPAN.sub(blank, text))


def mask_indented(lines: list[str]) -> list[str]:
    """Blank indented code: a paragraph that starts with 4 spaces outside any list, admonition or note."""
    masked, inside, code, fresh = [], False, False, True
    for line in lines:
        if not line.strip():
            fresh = True
        elif fresh and line.startswith("    "):
            code, fresh = not inside, False
        elif not line.startswith("    "):
            inside = bool(CONTAINER.match(line)) or (inside and not fresh)
            code = fresh = False
        masked.append("" if code else line)
    return masked


def slugify(text: str) -> str:
    """Make an id of a heading's text, as Python-Markdown's toc does."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def plain_text(markdown: str) -> str:
    """Reduce one line of Markdown to the text that it shows."""
    spans: list[str] = []

    def keep(match: re.Match) -> str:
        spans.append(match[2].strip())
        return f"\0{len(spans) - 1}\0"

    text = SPAN.sub(keep, markdown)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(rf"\[({LABEL})\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", "", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"\\([\\`*_{}\[\]()>#+.!/-])", r"\1", text)
    text = re.sub("\0(\\d+)\0", lambda match: spans[int(match[1])], html.unescape(text))
    return " ".join(text.split())


def heading_ids(lines: list[str], first: int, taken: set[str]) -> list[Heading]:
    """Find the headings of masked lines; `taken` are ids given elsewhere on the page."""
    found = [
        (number, match) for number, line in enumerate(lines, first) if (match := HEADING.fullmatch(line))
    ]
    explicit = {number: _explicit_id(match[2]) for number, match in found}
    used = taken | {anchor for anchor in explicit.values() if anchor}
    headings = []
    for number, match in found:
        text = plain_text(ATTRS.sub("", match[2]).strip().rstrip("#"))
        anchor = explicit[number] or _unique(slugify(text), used)
        used.add(anchor)
        headings.append(Heading(len(match[1]), text, anchor, number))
    return headings


def _explicit_id(heading: str) -> str:
    attrs = ATTRS.search(heading)
    ids = ID.findall(attrs[1]) if attrs else []
    return ids[-1] if ids else ""


def _unique(anchor: str, used: set[str]) -> str:
    base, count = anchor, 0
    if match := re.fullmatch(r"(.*)_([0-9]+)", anchor):
        base, count = (match[1], int(match[2])) if anchor in used else (anchor, 0)
    while anchor in used or not anchor:
        count += 1
        anchor = f"{base}_{count}"
    return anchor


def links(masked: str, first: int = 1) -> Iterator[Link]:
    """Find links, images and reference definitions in text whose code is blanked."""
    for match in (*LINK.finditer(masked), *DEFINITION.finditer(masked)):
        before = masked[: match.start()]
        line, col = before.count("\n"), match.start() - before.rfind("\n")
        yield Link(match["text"], match["target"], first + line, col, match.start(), match.end())
