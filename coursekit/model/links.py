"""Links between pages: the page exists, and so does the place in it; no id stands twice."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coursekit.model.catalogue import Parsed
from coursekit.model.problem import Place, Problem
from coursekit.model.source import Source
from coursekit.model.text import Link

if TYPE_CHECKING:
    from coursekit.model.course import Course

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|\{", re.I)
GIVEN = re.compile(r"(?:\{:?[^}\n]*?#|\bid=[\"'])([\w:.-]+)")
MADE = re.compile(r"(?:example|phase|node|objective)-|fn(?:ref)?:|matrix$|__")
"""Ids that blocks and notes make of themselves."""


def problems(course: Course) -> Iterator[Problem]:
    """Every dead link, and every id that two things share."""
    anchors = {page: _anchors(course, page) for page in course.pages}
    for page, source in course.pages.items():
        for link in source.links:
            if not ELSEWHERE.match(link.target) and course.whole(page):
                yield from _link(course, page, link, anchors)
        yield from _doubles(course, page, source)
    yield from _questions(course)


def _link(course: Course, page: str, link: Link, anchors: dict[str, set[str]]) -> Iterator[Problem]:
    source = course.pages[page]
    path, _, anchor = unquote(link.target).partition("#")
    path = path.partition("?")[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if target.startswith(".."):
        yield source.problem(link.place, f"link {link.target} leaves the folder of pages")
    elif target not in course.pages and not _exists(course, target):
        yield source.problem(link.place, f"link {link.target} leads to nothing", f"there is no {target}")
    elif _lost(course, target, anchor, anchors):
        yield source.problem(link.place, f"link {link.target}: {target} has no anchor {anchor}")


def _lost(course: Course, target: str, anchor: str, anchors: dict[str, set[str]]) -> bool:
    known = target in course.pages and course.whole(target)
    return bool(anchor) and known and anchor not in anchors[target] and not MADE.match(anchor)


def _exists(course: Course, target: str) -> bool:
    try:
        return (course.docs_dir / target).exists()
    except (OSError, ValueError):
        return False


def _anchors(course: Course, page: str) -> set[str]:
    source = course.pages[page]
    found = {heading.anchor for heading in source.headings} | set(GIVEN.findall(source.text))
    return found | {name for block in course.blocks[page] for name, _ in _ids(block)}


def _ids(block: Parsed) -> Iterator[tuple[str, Place]]:
    """The ids that a block gives to what it shows."""
    raw = block.raw
    if raw.name in ("quiz", "faq") and raw.argument:
        yield raw.argument, block.place
    elif raw.name == "walkthrough" and isinstance(raw.options.get("id"), str):
        yield raw.options["id"], raw.option_places["id"]
        for child in {child.argument: child for child in reversed(raw.children)}.values():
            yield f"{raw.options['id']}-{child.argument}", Place(child.line, child.col)
    elif raw.name == "matrix":
        yield "matrix", block.place


def _doubles(course: Course, page: str, source: Source) -> Iterator[Problem]:
    given = [(heading.anchor, Place(heading.line)) for heading in source.headings]
    given += [pair for block in course.blocks[page] if block.raw.name != "quiz" for pair in _ids(block)]
    quizzes = {block.raw.argument: block.place for block in course.blocks_of(page, "quiz")}
    seen: dict[str, Place] = dict(quizzes)
    for name, place in sorted(given, key=lambda pair: pair[1]):
        if name in seen:
            yield source.problem(
                place, f"id {name} stands twice on this page", f"line {seen[name].line} has it too"
            )
        seen.setdefault(name, place)


def _questions(course: Course) -> Iterator[Problem]:
    seen: dict[str, tuple[str, int]] = {}
    for page, source in course.pages.items():
        for block in course.blocks_of(page, "quiz"):
            if block.raw.argument in seen:
                path, line = seen[block.raw.argument]
                what = f"question {block.raw.argument} stands twice in the course"
                yield source.problem(block.place, what, f"{path}:{line} has it too")
            elif block.raw.argument:
                seen[block.raw.argument] = (source.path, block.raw.line)
