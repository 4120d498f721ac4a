"""Make the page of a new lesson, with a mark at each spot that its author must write."""

from __future__ import annotations

import json
from pathlib import Path

from coursekit.model.course import Course
from coursekit.model.lesson import SLUG
from coursekit.model.problem import listed

PAGE = """---
title: {title}
description: "WRITE: one sentence on what the reader gets here"
phase: {phase}
{dimension}objectives:
  first: "WRITE: what the reader can do, beginning with a verb"
prerequisites: {prerequisites}
---

# {heading}

WRITE: the failure that this lesson prevents, told as a short incident.

## The idea {{#idea}}

WRITE: the idea, then the smallest real example as a named region of a tested file.

## {check}

/// quiz | {name}-first
    objective: first
    taught: idea

WRITE: the question.

- [x] #right WRITE: the answer.

    WRITE: why it is right.

- [ ] #wrong WRITE: what a reader may well believe instead.

    WRITE: why it is not so.
///
"""


class Refused(Exception):
    """The lesson can't be made as asked; the words say why."""


def create(docs_dir: Path, slug: str, title: str, dimension: str = "") -> tuple[Path, list[str]]:
    """Write the page of a lesson; return its path and what is left to do. Never overwrites."""
    course = Course.load(docs_dir)
    _refuse(course, slug, title, dimension)
    plan = course.lessons.get(slug)
    phase, name = slug.split("/")
    text = PAGE.format(
        title=json.dumps(title, ensure_ascii=False),
        heading=title,
        phase=phase,
        dimension=f"dimension: {dimension}\n" if dimension else "",
        prerequisites=json.dumps(list(plan.prerequisites) if plan else []).replace('"', ""),
        check=course.settings.check,
        name=name,
    )
    path = docs_dir / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path, _left(course, slug)


def _refuse(course: Course, slug: str, title: str, dimension: str) -> None:
    settings = course.settings
    folder = slug.split("/")[0]
    wrong = [problem for problem in course.problems if problem.path == settings.path]
    if wrong:
        raise Refused(str(wrong[0]))
    if not SLUG.fullmatch(slug) or folder not in settings.folders:
        raise Refused(f"{slug} is no lesson; expected phase/name with the phase {listed(settings.folders)}")
    if not " ".join(title.split()) == title != "":
        raise Refused("the title must be one line of text")
    if folder in settings.phases and dimension not in settings.dimensions:
        raise Refused(f"--dimension is {dimension or 'missing'}; expected {listed(settings.dimensions)}")
    if folder not in settings.phases and dimension:
        raise Refused(f"a lesson of {folder} has no dimension; leave --dimension out")
    if (course.docs_dir / f"{slug}.md").exists():
        raise Refused(f"{slug}.md is there already; it stays as it is")
    for other in course.lessons.values():
        if dimension and (other.phase, other.dimension) == (folder, dimension) and other.slug != slug:
            raise Refused(f"the cell {folder}, {dimension} belongs to {other.slug}")


def _left(course: Course, slug: str) -> list[str]:
    left = [f"write what `python -m coursekit check {course.docs_dir.as_posix()}` still misses"]
    plans = [plan.slug for plan in course.settings.planned]
    if slug in plans:
        place = course.settings.places["planned", plans.index(slug)]
        left.append(f"delete the planned lesson at {course.settings.path}:{place.line}")
    return [*left, f"add {slug}.md to the nav of mkdocs.yml"]
