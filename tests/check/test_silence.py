"""No silently wrong page: if check has nothing to tell, every question and choice is in the HTML."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from markdown import Markdown

from coursekit import check
from coursekit.extension import CourseExtension
from tests.model import bread
from tests.model.mutations import mutated

PAGE = "mixing/hydration.md"
OPENING = re.compile(r" {0,3}/{3,} *quiz\b")
CHOICE = re.compile(r" {0,3}(?:[-*+] \[[ x]\]|\d+\.) #")
FENCE = re.compile(r"(`{3,}|~{3,})")


@pytest.fixture(scope="module")
def docs(tmp_path_factory) -> Path:
    """A course of one lesson, so that a check is quick."""
    course = bread.copy(tmp_path_factory.mktemp("bread"))
    for page in ("index.md", "faq.md", "baking/crust.md", "starter/feeding.md"):
        (course / "docs" / page).unlink()
    settings_file = course / "docs" / "course.yml"
    settings_file.write_text(settings_file.read_text("utf-8").replace("[baking/crust]", "[]"), "utf-8")
    return course / "docs"


def counted(text: str) -> tuple[int, int]:
    """Count questions and choices outside fences and comments, knowing nothing of the engine."""
    kept, fence = [], ""
    for line in re.sub(r"(?s)^<!--.*?-->", "", text, flags=re.M).split("\n"):
        mark = FENCE.match(line.lstrip(" "))
        if fence:
            fence = "" if mark and line.strip() == fence else fence
        elif mark:
            fence = mark[1]
        else:
            kept.append(line)
    return sum(bool(OPENING.match(line)) for line in kept), sum(bool(CHOICE.match(line)) for line in kept)


def rendered(docs: Path, text: str) -> tuple[int, int]:
    """Count questions and choices in the HTML."""
    body = text.split("\n---\n", 1)[1]
    html = Markdown(extensions=["toc", CourseExtension(docs_dir=str(docs), page=PAGE)]).convert(body)
    keys = re.findall(r'(?s)<details class="quiz-key">.*?</details>', html)
    return html.count("<course-quiz"), sum(key.count("<li data-choice=") for key in keys)


def test_a_page_without_problems_shows_every_question(docs):
    """Spoil the lesson in some way: either it is told, or nothing is missing."""
    whole = (docs / PAGE).read_text("utf-8")
    path = check.Course.load(docs).pages[PAGE].path

    @settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck), database=None)
    @given(mutated(whole))
    def look(text: str) -> None:
        (docs / PAGE).write_text(text, "utf-8", newline="\n")
        told = any(problem.path == path for problem in check.problems(docs))
        event("told" if told else "shown")
        assert told or counted(text) == rendered(docs, text)

    look()
    (docs / PAGE).write_text(whole, "utf-8")
    assert (3, 6) == counted(whole) == rendered(docs, whole)
