"""Let nothing wrong be rendered in silence: compare what the author wrote with what stands in the page."""

import logging
import re
from collections.abc import Iterator
from itertools import islice

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from coursekit.blocks import markup
from coursekit.blocks.conversion import Conversion, Drawn
from coursekit.blocks.html import Element, add, add_plain
from coursekit.model.block import RawBlock
from coursekit.model.course import Course
from coursekit.model.problem import Problem
from coursekit.model.source import Source
from coursekit.model.text import mask_spans

MARKER = re.compile(r"(?:^|\n)[ ]{0,3}(/{3,}[ ]*(?:[\w-]+[ ]*(?:\|.*)?)?)(?=\n|$)")
INDEX = "index.md"
VERBATIM = {"pre", "code", "kbd", "samp", "script", "style", "textarea"}
INLINE = {"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "sub", "sup"}
Found = tuple[int, int, str, str]
"""Line, column, what is wrong, what was expected."""
log = logging.getLogger("mkdocs.coursekit")


class CourseError(Exception):
    """A page with problems, where no builder counts warnings."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(["problems in the course:", *map(str, problems)]))


class Guard(Treeprocessor):
    """Tell every problem of a page as soon as it is converted."""

    def __init__(self, md: Markdown, conversion: Conversion, on_error: str) -> None:
        super().__init__(md)
        if on_error not in ("auto", "log", "raise"):
            raise ValueError(f'coursekit: on_error is "{on_error}"; use auto, log or raise')
        self.conversion = conversion
        self.on_error = on_error

    def run(self, root: Element) -> None:
        """Fail, or warn and put a box on top of the page."""
        problems = problems_of(self.conversion, root)
        if not problems:
            return
        builder = self.conversion.page.builder
        if self.on_error == "raise" or (self.on_error == "auto" and builder != "mkdocs"):
            raise CourseError(problems)
        for problem in problems:
            log.warning("%s", problem)
        add_box(root, problems)


def problems_of(conversion: Conversion, root: Element) -> list[Problem]:
    """List what the model knows of this page, then what went wrong beyond it."""
    known = known_problems(conversion.course, conversion.page.path)
    told = {problem.line for problem in known if problem.path == conversion.shown_path}
    # A slash that became text is mostly the trace of a problem that is told already.
    found = list(undrawn(conversion, root, told))
    if not found and not told:
        found = list(leftovers(conversion.source, root))
    found += tags(conversion, root)
    return sorted({*known, *(Problem(conversion.shown_path, *each) for each in found)})


def known_problems(course: Course, page: str) -> list[Problem]:
    """List the model's problems of a page; the index tells those of all files that are no pages as well."""
    paths = {source.path: name for name, source in course.pages.items()}
    mine = (page, "") if page == INDEX else (page,)
    return [problem for problem in course.problems if paths.get(problem.path, "") in mine]


def undrawn(conversion: Conversion, root: Element, told: set[int]) -> Iterator[Found]:
    """Find the blocks of the source that are not in the page or not whole, unless a told problem says why."""
    standing = {id(element) for element in root.iter()}
    drawn = {id(drawn.raw): drawn for drawn in conversion.drawn}
    for outer in conversion.source.blocks:
        if told.isdisjoint(range(outer.line, outer.last + 1)):
            complaints = ((raw, complaint_about(raw, drawn.get(id(raw)), standing)) for raw in outer.walk())
            # The first is enough: what stands within a lost block is lost with it.
            for raw, complaint in islice((pair for pair in complaints if pair[1]), 1):
                yield raw.line, raw.col, f"{raw.label} {complaint[0]}", complaint[1]
        if not outer.closed:
            return  # it has swallowed all that follows
    for strange in (drawn for drawn in conversion.drawn if drawn.raw is None):
        yield 1, 1, f"a block became <{strange.element.tag}>, yet it was not found in the source", ""


def complaint_about(raw: RawBlock, drawn: Drawn | None, standing: set[int]) -> tuple[str, str] | None:
    """Say what is wrong with a block, and what was expected, if anything."""
    if drawn is None:
        return "was not read as a block", "expected a known name, valid options, and no HTML around it"
    if not drawn.ended:
        return "has no end", f"expected a line of {raw.depth} slashes"
    if not drawn.filled:
        return "can't be read", "expected what the page on authoring says of it"
    if id(drawn.element) not in standing:
        return "was read, yet it is not in the page", "expected no other block around it"
    return None


def leftovers(source: Source, root: Element) -> Iterator[Found]:
    """Find lines of slashes that became text."""
    for text in texts_of(root):
        for match in MARKER.finditer(text):
            line, col = place_of(match[1], source, whole=True)
            yield line, col, f'"{match[1]}" became text', "expected the edge of a known block"


def place_of(written: str, source: Source, whole: bool) -> tuple[int, int]:
    """Find the first line of the source that holds a text, or is it as a whole, outside code; else 1:1."""
    code = {number for fence in source.fences for number in range(fence.line, fence.last + 1)}
    for number, line in enumerate(mask_spans(source.text).split("\n"), 1):
        if number not in code and (line.strip() == written.strip() if whole else written in line):
            return number, line.index(written.strip()) + 1
    return 1, 1


def tags(conversion: Conversion, root: Element) -> Iterator[Found]:
    """Find raw HTML that does not end where it began."""
    for written in markup.unbalanced(conversion.md, root):
        line, col = place_of(written, conversion.source, whole=False)
        expected = "expected start and end in one paragraph, or `code` to show it"
        yield line, col, f"{written} is raw HTML without its counterpart", expected


def texts_of(element: Element) -> Iterator[str]:
    """Walk through the texts of a page where a block could have stood, which is not in code."""
    if element.tag in VERBATIM:
        return
    if element.text and element.tag not in INLINE:
        yield element.text
    for child in element:
        yield from texts_of(child)
        if child.tail:
            yield "." + child.tail  # a tail goes on with a line, it does not begin one


def add_box(root: Element, problems: list[Problem]) -> None:
    """Put the problems on top of the page."""
    box = add(root, "div", class_="coursekit-problems", role="alert")
    add(box, "p", "This page has problems:")
    entries = add(box, "ul")
    for problem in problems:
        add_plain(add(entries, "li"), "code", str(problem))
    root.remove(box)
    root.insert(0, box)
