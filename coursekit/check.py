"""Every problem of every page: what the sources show, and what only turning them into HTML shows."""

from __future__ import annotations

from pathlib import Path

from markdown import Markdown

from coursekit.blocks.guard import CourseError
from coursekit.extension import CourseExtension
from coursekit.model import quality
from coursekit.model.course import Course
from coursekit.model.problem import Problem


def problems(docs_dir: Path) -> list[Problem]:
    """List the problems of a course by path, line and column."""
    course = Course.load(docs_dir)
    wrong = {problem.path for problem in course.problems}
    found = set(course.problems)
    for page, source in course.pages.items():
        # What a page with problems turns into is no news: it follows from them.
        if not {source.path, course.settings.path} & wrong:
            found.update(_converted(course, page))
    return sorted(found)


def counts(docs_dir: Path) -> str:
    """Say in one line what has been checked."""
    course = Course.load(docs_dir)
    blocks = sum(map(len, course.blocks.values()))
    questions = sum(len(lesson.questions) for lesson in course.lessons.values())
    parts = f"{len(course.pages)} pages, {blocks} blocks, {questions} questions, {len(course.terms)} terms"
    return f"{parts}: no problems"


def figures(docs_dir: Path) -> list[str]:
    """Say what a reader scores who knows nothing and answers by habit."""
    return [str(score) for score in quality.figures(Course.load(docs_dir))]


def _converted(course: Course, page: str) -> list[Problem]:
    """Turn a page into HTML as the site builders do, and tell what the engine's guard finds."""
    source = course.pages[page]
    body = "\n".join(source.text.split("\n")[source.body_line - 1 :])
    extension = CourseExtension(docs_dir=str(course.docs_dir), page=page, on_error="raise")
    try:
        Markdown(extensions=["toc", extension]).convert(body)
    except CourseError as error:
        return error.problems
    except Exception as error:  # whatever stands in a page, its author gets a place and not a traceback
        return [Problem(source.path, 1, 1, f"this page can't be converted: {type(error).__name__}: {error}")]
    return []
