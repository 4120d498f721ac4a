"""What one conversion of one page knows: page, course, the blocks in the source, and what was drawn."""

import posixpath
from dataclasses import dataclass
from functools import cached_property

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from coursekit.blocks.html import Element, add
from coursekit.blocks.page import Page, page_of
from coursekit.model import source
from coursekit.model.block import RawBlock
from coursekit.model.course import Course
from coursekit.model.lesson import Lesson


@dataclass
class Drawn:
    """A block that Markdown has opened: as it was written, and what it became."""

    raw: RawBlock | None
    element: Element
    ended: bool = False
    filled: bool = False
    """Whether the model could read it."""


class Conversion:
    """One page on its way from Markdown to HTML."""

    def __init__(self, md: Markdown, docs_dir: str, page: str) -> None:
        self.md = md
        self._settings = docs_dir, page
        self.begin("")

    def begin(self, text: str) -> None:
        """Forget the last page and look at the next one's text."""
        for known in ("page", "course", "lines_before", "source"):
            self.__dict__.pop(known, None)
        self.text = text
        self.drawn: list[Drawn] = []

    @cached_property
    def page(self) -> Page:
        """The page that is being converted."""
        return page_of(self.md, *self._settings)

    @cached_property
    def course(self) -> Course:
        """The course that the page belongs to."""
        return Course.load(self.page.docs_dir)

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that the page is, if it is one."""
        return self.course.lessons.get(self.page.path.removesuffix(".md"))

    @cached_property
    def lines_before(self) -> int:
        """How many lines of the file stand above the text: its front matter."""
        file = self.page.docs_dir / self.page.path
        whole = file.read_text(encoding="utf-8") if file.is_file() else ""
        return max(0, whole.rstrip().count("\n") - self.text.rstrip().count("\n"))

    @cached_property
    def source(self) -> source.Source:
        """The page's blocks, with their places in the file."""
        return source.scan("\n" * self.lines_before + self.text, self.page.path)

    @property
    def shown_path(self) -> str:
        """The path of the page as problems call it."""
        known = self.course.pages.get(self.page.path)
        return known.path if known else self.page.path

    def draw(self, name: str, argument: str | None, element: Element) -> Drawn:
        """Note that a block became an element, and find it again in the source."""
        taken = {id(drawn.raw) for drawn in self.drawn}
        free = (raw for raw in self.source.all_blocks if id(raw) not in taken)
        same = (raw for raw in free if (raw.name, raw.argument or "") == (name, argument or ""))
        drawn = Drawn(next(same, None), element)
        self.drawn.append(drawn)
        return drawn

    def link(self, page: str, anchor: str = "") -> str:
        """Return the address of a page for a link on this one; the builder turns .md into what it serves."""
        path = posixpath.relpath(page, posixpath.dirname(self.page.path) or ".")
        return f"{path}#{anchor}" if anchor else path

    def add_markdown(self, parent: Element, text: str) -> None:
        """Append the HTML of a piece of the author's Markdown."""
        lines = text.split("\n")
        # Fences and raw HTML are taken out of a page before its blocks are read; this piece comes later.
        for name in ("fenced_code_block", "html_block"):
            lines = self.md.preprocessors[name].run(lines)
        # The block that this piece belongs to is still open: those within the piece must not see it.
        blocks = self.md.parser.blockprocessors["blocks"]
        blocks.stack, opened = [], blocks.stack
        self.md.parser.state.set("blocks")
        self.md.parser.parseChunk(parent, "\n".join(lines))
        self.md.parser.state.reset()
        blocks.stack = opened

    def add_verbatim(self, parent: Element, element: Element) -> None:
        """Append an element that no later step of Markdown may read: in code, `{x}` is no attribute list."""
        add(parent, "p", self.md.htmlStash.store(self.md.serializer(element)))


class Begin(Preprocessor):
    """Start a conversion with the text of the page."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self.conversion = conversion

    def run(self, lines: list[str]) -> list[str]:
        """Hand the text on unchanged."""
        self.conversion.begin("\n".join(lines))
        return lines
