"""Terms against their use: each is defined once, and used; each that is used is defined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coursekit.model.glossary import Finder, Term, key
from coursekit.model.problem import Fault, Problem

if TYPE_CHECKING:
    from coursekit.model.course import Course


def problems(course: Course) -> Iterator[Problem]:
    """Every mistake in the glossary and in the use of its terms."""
    page = course.settings.glossary
    if page not in course.pages:
        yield course.settings.problem(("glossary",), f"there is no page {page}", "expected a page under docs")
        return
    yield from _strays(course)
    yield from _twice(course)
    if course.whole(page) and all(block.value for block in course.blocks_of(page, "glossary")):
        yield from _undefined(course)
        yield from _unused(course)


def _strays(course: Course) -> Iterator[Problem]:
    for page in course.pages:
        for block in course.blocks_of(page, "glossary") if page != course.settings.glossary else ():
            fault = Fault(
                "terms on another page than the glossary", f"expected them in {course.settings.glossary}"
            )
            yield course.problem(page, block, fault)


def _defined(course: Course) -> Iterator[tuple[object, Term]]:
    for block in course.blocks_of(course.settings.glossary, "glossary"):
        for term in block.value or ():
            yield block, term


def _twice(course: Course) -> Iterator[Problem]:
    slugs: set[str] = set()
    names: dict[str, str] = {}
    for block, term in _defined(course):
        if term.slug in slugs:
            fault = Fault(f"term {term.slug} is defined twice", "expected each id once", line=term.line)
            yield course.problem(course.settings.glossary, block, fault)
        for name in dict.fromkeys(map(key, term.names)) if term.slug not in slugs else ():
            if name in names:
                fault = Fault(
                    f"{name} names {names[name]} and {term.slug}", "expected one term a name", line=term.line
                )
                yield course.problem(course.settings.glossary, block, fault)
            names[name] = term.slug
        slugs.add(term.slug)


def _undefined(course: Course) -> Iterator[Problem]:
    for source in course.pages.values():
        for link in source.links:
            slug = link.target.removeprefix("term:")
            if slug != link.target and slug not in course.terms:
                what, remedy = f"term {slug} is not defined", f"define it in {course.settings.glossary}"
                yield source.problem(link.place, what, "", remedy)


def _unused(course: Course) -> Iterator[Problem]:
    finder = Finder(course.terms.values())
    used: set[str] = set()
    for page, source in course.pages.items():
        if page != course.settings.glossary:
            used.update(link.target.removeprefix("term:") for link in source.links)
            used.update(term.slug for _, _, term in finder.find(source.prose))
    for block, term in _defined(course):
        if term.slug not in used:
            fault = Fault(
                f"term {term.slug} is used on no page", remedy="use it or delete it", line=term.line
            )
            yield course.problem(course.settings.glossary, block, fault)
