"""What a page must have: title, description, and for a lesson all that makes it one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from coursekit.model.catalogue import Parsed
from coursekit.model.lesson import SLUG, Lesson
from coursekit.model.problem import Place, Problem, is_slug, listed, near
from coursekit.model.quiz import Quiz
from coursekit.model.settings import Settings
from coursekit.model.source import Source

if TYPE_CHECKING:
    from coursekit.model.course import Course

WRITE = re.compile(r"\bWRITE: (.*?)[\"']?$")
"""What a new lesson leaves to its author."""
OWN = ("title", "description", "phase", "dimension", "objectives", "prerequisites")
THEME = ("template", "hide", "search", "tags", "icon", "status", "subtitle")


def folder(page: str) -> str:
    """The folder that a page stands in, at the top of docs."""
    return PurePosixPath(page).parts[0] if "/" in page else ""


def lesson(page: str, source: Source, questions: tuple[Quiz, ...], settings: Settings) -> Lesson | None:
    """Make a lesson of a page in a folder of lessons; what is wrong in its front matter is left out."""
    slug = page.removesuffix(".md")
    if folder(page) not in settings.folders or not SLUG.fullmatch(slug):
        return None
    front = source.front
    objectives, needs = front.get("objectives"), front.get("prerequisites")
    return Lesson(
        slug=slug,
        title=_text(front, "title") or slug,
        phase=folder(page),
        dimension=_text(front, "dimension") if _text(front, "dimension") in settings.dimensions else "",
        path=source.path,
        description=_text(front, "description"),
        objectives=dict(filter(_is_objective, objectives.items())) if isinstance(objectives, dict) else {},
        prerequisites=tuple(need for need in needs if isinstance(need, str))
        if isinstance(needs, list)
        else (),
        questions=questions,
    )


def _text(front: dict, key: str) -> str:
    return front[key] if isinstance(front.get(key), str) else ""


def _is_objective(item: tuple[object, object]) -> bool:
    key, text = item
    return is_slug(key) and isinstance(text, str) and bool(text.strip())


def problems(course: Course) -> Iterator[Problem]:
    """Every page by itself."""
    for page, source in course.pages.items():
        yield from _unwritten(source)
        if not course.whole(page):
            continue
        for key in ("title", "description"):
            given = source.front.get(key)
            if not isinstance(given, str) or not given.strip():
                what = f'{key} is "{given}"' if given else f"this page has no {key}"
                yield source.problem(source.place(key), what, f"expected {key}: text")
        if folder(page) in course.settings.folders:
            yield from _lesson_problems(course, page, source)
        else:
            for block in course.blocks_of(page, "quiz"):
                yield source.problem(block.place, f"{block.raw.label} on a page that is no lesson")


def _unwritten(source: Source) -> Iterator[Problem]:
    code = {number for fence in source.fences for number in range(fence.line, fence.last + 1)}
    for number, line in enumerate(source.text.split("\n"), 1):
        if number not in code and (spot := WRITE.search(line)):
            yield source.problem(Place(number, spot.start() + 1), f"still to be written: {spot[1]}")


def _lesson_problems(course: Course, page: str, source: Source) -> Iterator[Problem]:
    if not SLUG.fullmatch(page.removesuffix(".md")):
        yield source.problem(Place(1), f"{page} is no path of a lesson", "expected phase/small-letters.md")
        return
    yield from _front_problems(course.settings, page, source)
    told = {problem.line for problem in source.problems}
    tops = [heading for heading in source.headings if heading.level == 1 and heading.line not in told]
    if len(tops) != 1:
        place = Place(tops[1].line if tops else source.body_line)
        yield source.problem(place, f"{len(tops)} headings of level 1", "expected one, above everything")
    yield from _objective_problems(course, page, source)
    yield from _check_problems(course, page, source)


def _front_problems(settings: Settings, page: str, source: Source) -> Iterator[Problem]:
    front, home = source.front, folder(page)
    misspelt = {near(key, OWN) for key in front if key not in (*OWN, *THEME)}
    for key in front:
        if key not in (*OWN, *THEME):
            yield source.problem(source.place(str(key)), f"unknown key {key}", f"expected {listed(OWN)}")
    phase = front.get("phase")
    if phase != home and not (phase is None and "phase" in misspelt):
        what = (
            f"phase {phase} in folder {home}" if str(phase) in settings.folders else f"unknown phase {phase}"
        )
        yield source.problem(
            source.place("phase"), "no phase" if phase is None else what, f"expected phase: {home}"
        )
    dimension = front.get("dimension")
    if home not in settings.phases:
        if "dimension" in front:
            yield source.problem(
                source.place("dimension"), "a lesson of the loop has no dimension", "", "delete it"
            )
    elif dimension is None and "dimension" in misspelt:
        return
    elif not isinstance(dimension, str) or dimension not in settings.dimensions:
        what = "no dimension" if dimension is None else f"unknown dimension {dimension}"
        yield source.problem(source.place("dimension"), what, f"expected {listed(settings.dimensions)}")


def _objective_problems(course: Course, page: str, source: Source) -> Iterator[Problem]:
    objectives = source.front.get("objectives")
    if not isinstance(objectives, dict) or not objectives:
        yield source.problem(
            source.place("objectives"), "no objectives", "expected id: what the reader can do"
        )
        return
    options = [block.raw.options for block in course.blocks[page]]
    named = [given["objective"] for given in options if "objective" in given]
    clear = named and all(name in objectives for name in named if is_slug(name))  # else told at the questions
    for key, text in objectives.items():
        place = source.place("objectives", str(key))
        if not _is_objective((key, text)):
            expected = "expected small-letters: what the reader can do"
            yield source.problem(place, f"objective {key} is not read", expected)
        elif clear and key not in named:
            yield source.problem(
                place, f"objective {key} has no question", "", f"ask one with objective: {key}"
            )


def _check_problems(course: Course, page: str, source: Source) -> Iterator[Problem]:
    quizzes = course.blocks_of(page, "quiz")
    checks = [heading for heading in source.headings if heading.text == course.settings.check]
    if len(checks) != 1 or checks[0].level != 2:
        place = Place(checks[-1].line if checks else source.body_line)
        name = course.settings.check
        counted = f"{len(checks)} headings ## {name}" if checks else f"no heading ## {name}"
        what = f"{name} is no heading of level 2" if len(checks) == 1 else counted
        yield source.problem(place, what, f"expected one ## {name} with the questions under it")
        return
    behind = (heading for heading in source.headings if heading.line > checks[0].line)
    ends = [heading.line for heading in behind if heading.level <= 2]
    last = min(ends, default=source.text.count("\n") + 2)
    inside = [block for block in quizzes if checks[0].line < block.raw.line < last]
    if not inside:
        remedy = "move them here" if quizzes else "add a /// quiz"
        yield source.problem(Place(checks[0].line), f"{checks[0].text} has no questions", "", remedy)
    for block in quizzes:
        if inside and block not in inside:
            expected = f"expected it under ## {course.settings.check}"
            what = f"{block.raw.label} stands outside {course.settings.check}"
            yield source.problem(block.place, what, expected)
        yield from _quiz_problems(block, checks[0].anchor, source)


def _quiz_problems(block: Parsed, check: str, source: Source) -> Iterator[Problem]:
    options, label = block.raw.options, block.raw.label
    objectives = source.front.get("objectives")
    anchors = [heading.anchor for heading in source.headings if heading.anchor != check]
    objective, taught = options.get("objective"), options.get("taught")
    if is_slug(objective) and isinstance(objectives, dict) and objective not in objectives:
        place = block.raw.option_places["objective"]
        expected = f"expected {listed(objectives)}" if objectives else ""
        yield source.problem(place, f"{label}: unknown objective {objective}", expected)
    if isinstance(taught, str) and taught not in anchors:
        place = block.raw.option_places["taught"]
        what = f"{label}: no other heading of this page has the anchor {taught}"
        yield source.problem(place, what, f"expected {listed(anchors)}")
