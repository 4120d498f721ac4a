"""Find raw HTML that does not end where it began: it hides text, or breaks out of the block around it."""

from collections.abc import Iterator
from html.parser import HTMLParser

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE

from coursekit.blocks.html import Element

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Balance(HTMLParser):
    """Match the end tags of HTML with its start tags; what is left over stands in `wrong`."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[str, str]] = []
        self.strays: list[str] = []

    @property
    def wrong(self) -> list[str]:
        """Tags without their counterpart, as written."""
        return [*self.strays, *(written for _, written in self.waiting)]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Wait for the end of an element that has one."""
        if tag not in VOID:
            self.waiting.append((tag, self.get_starttag_text()))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Take `<br/>` and the shapes of an SVG as whole."""

    def handle_endtag(self, tag: str) -> None:
        """End the innermost element, if it is that one."""
        if self.waiting and self.waiting[-1][0] == tag:
            self.waiting.pop()
        else:
            self.strays.append(f"</{tag}>")


def unbalanced(md: Markdown, root: Element) -> Iterator[str]:
    """Yield each raw tag of a page whose counterpart is missing in the same paragraph, label or cell."""
    for element in root.iter():
        balance = Balance()
        for text in (element.text, *(child.tail for child in element)):
            for mark in HTML_PLACEHOLDER_RE.finditer(text or ""):
                raw = md.htmlStash.rawHtmlBlocks[int(mark[1])]
                balance.feed(raw if isinstance(raw, str) else "")
        yield from balance.wrong
