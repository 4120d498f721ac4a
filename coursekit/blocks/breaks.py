"""Say where code in a line of text may break: a browser would take `-s check` apart behind the hyphen."""

import re
from collections.abc import Iterator

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from coursekit.blocks.html import Element, add_plain

SKIPPED = {"pre", "script", "style", "svg", "h1", "h2", "h3", "h4", "h5", "h6"}
LONG = 24  # signs: up to here a path needs no place to break, and an option has room on a line
OPTION = re.compile(rf"(?<!\S)(-\S{{1,{LONG - 1}}})(?!\S)")
LONG_WORD = re.compile(rf"(\S{{{LONG + 1},}})")
SLASH = re.compile(r"(?<=[\w.]/)(?=[\w.])")


class Breaks(Treeprocessor):
    """Hold options together, and let a long path break behind its slashes."""

    def run(self, root: Element) -> None:
        """Find the code that stands in text."""
        for child in root:
            if child.tag == "code" and len(child) == 0:
                mend(child, child.text or "")
            elif child.tag not in SKIPPED:
                self.run(child)


def mend(code: Element, text: str) -> None:
    """Cut the text of an element into what may stand on a line of its own."""
    code.text = ""
    for tag, piece in pieces_of(text):
        if tag == "span":
            add_plain(code, "span", piece, class_="whole")
        elif tag == "wbr":
            add_plain(code, "wbr", "").tail = AtomicString(piece)
        elif len(code):
            code[-1].tail = AtomicString((code[-1].tail or "") + piece)
        else:
            code.text = AtomicString(code.text + piece)


def pieces_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield text as it is, options as `span`, and what follows a place to break as `wbr`."""
    for place, part in enumerate(OPTION.split(text)):
        if place % 2:
            yield "span", part
            continue
        for number, words in enumerate(LONG_WORD.split(part)):
            first, *others = SLASH.split(words) if number % 2 else [words]
            yield "", first
            for other in others:
                yield "wbr", other
