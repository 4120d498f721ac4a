"""The map of lessons: every prerequisite exists, none leads back to itself, one lesson a cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coursekit.model.lesson import Lesson
from coursekit.model.problem import Problem

if TYPE_CHECKING:
    from coursekit.model.course import Course


def problems(course: Course) -> Iterator[Problem]:
    """Every mistake in the map."""
    yield from _cells(course)
    for lesson in course.lessons.values():
        given = (
            lesson
            if not lesson.planned
            else next(p for p in course.settings.planned if p.slug == lesson.slug)
        )
        yield from _needs(course, given)
    yield from _cycles(course)


def _at(course: Course, lesson: Lesson, key: str, *words: str, index: int | None = None) -> Problem:
    path = (key,) if index is None else (key, index)
    if lesson.planned:
        number = [plan.slug for plan in course.settings.planned].index(lesson.slug)
        return course.settings.problem(("planned", number, *path), *words)
    source = course.pages[lesson.page]
    return source.problem(source.place(*path), *words)


def _cells(course: Course) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Lesson] = {}
    for lesson in course.lessons.values():
        first = seen.setdefault((lesson.phase, lesson.dimension), lesson)
        if first is not lesson and lesson.dimension:
            what = f"{lesson.slug} is in the same cell as {first.slug}: {lesson.phase}, {lesson.dimension}"
            yield _at(course, lesson, "dimension", what, "expected one lesson a cell")
    plans: set[str] = set()
    for index, plan in enumerate(course.settings.planned):
        if plan.page in course.pages:
            what = f"{plan.slug} is planned and written"
            yield course.settings.problem(("planned", index), what, "", "delete this line")
        elif plan.slug in plans:
            yield course.settings.problem(
                ("planned", index), f"{plan.slug} is planned twice", "", "delete one"
            )
        plans.add(plan.slug)


def _needs(course: Course, lesson: Lesson) -> Iterator[Problem]:
    given = lesson.prerequisites
    if not lesson.planned:
        given = course.pages[lesson.page].front.get("prerequisites") or []
        if not isinstance(given, list):
            yield _at(course, lesson, "prerequisites", "prerequisites is no list", "expected [phase/name]")
            return
    for index, need in enumerate(given):
        if not isinstance(need, str) or need not in course.lessons:
            words = (f"unknown prerequisite {need}", "expected the slug of a lesson, written or planned")
            yield _at(course, lesson, "prerequisites", *words, index=index)
        elif need in given[:index]:
            yield _at(
                course,
                lesson,
                "prerequisites",
                f"prerequisite {need} stands twice",
                "",
                "delete one",
                index=index,
            )


def _cycles(course: Course) -> Iterator[Problem]:
    needs = _graph(course)
    ahead = {slug: _reach(slug, needs) for slug in needs}
    told: set[str] = set()
    for slug in needs:
        if slug not in ahead[slug] or slug in told:
            continue
        ring = [other for other in needs if other in ahead[slug] and slug in ahead[other]]
        told.update(ring)
        behind = [other for other in needs if other not in ring and slug in ahead[other]]
        what = f"{slug} can never be opened: its prerequisites lead back to it ({' and '.join(ring)})"
        also = f"nor can {', '.join(behind)} behind it" if behind else ""
        yield _at(course, course.lessons[slug], "prerequisites", what, also, "take one prerequisite out")


def _graph(course: Course) -> dict[str, list[str]]:
    return {
        slug: [need for need in one.prerequisites if need in course.lessons]
        for slug, one in course.lessons.items()
    }


def reach(course: Course, slug: str) -> set[str]:
    """Every lesson that stands before this one on the map."""
    return _reach(slug, _graph(course))


def _reach(slug: str, needs: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(needs[slug])
    while ahead:
        need = ahead.pop()
        if need not in found:
            found.add(need)
            ahead += needs[need]
    return found
