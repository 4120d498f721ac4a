"""Each mistake of problems/*.yml is told once, with its place and in these words."""

from pathlib import Path

import pytest

from coursekit.model.course import Course
from tests.model import bread

CHANGES = bread.changes()


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """A copy of the course about bread, and the folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return bread.copy(tmp_path)


def test_the_course_about_bread_has_no_problems(course):
    """What the table changes is right before."""
    assert () == Course.load(Path("docs")).problems


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in CHANGES])
def test_a_mistake_is_told_once_with_its_place(change, course):
    """One change, and nothing is told but what the table says."""
    bread.apply(change, course)
    assert change["problems"] == [str(problem) for problem in Course.load(Path("docs")).problems]


def test_all_mistakes_are_told_at_once_in_order(course):
    """Mistakes in several files come together, by path, line and column."""
    wanted = ["quiz-objective", "choice-near", "term-undefined", "stale", "title-missing"]
    table = dict(CHANGES)
    for name in wanted:
        bread.apply(table[name], course)
    told = Course.load(Path("docs")).problems
    assert sorted(told) == list(told)
    assert {line for name in wanted for line in table[name]["problems"]} == {str(problem) for problem in told}


def test_an_edit_is_seen_at_once(course):
    """The course is read again when a page, an example or an output has changed, and only then."""
    before = Course.load(Path("docs"))
    assert before is Course.load(Path("docs"))
    for name in ("title-missing", "stale", "example-no-output"):
        bread.apply(dict(CHANGES)[name], course)
        told = {str(problem) for problem in Course.load(Path("docs")).problems}
        assert set(dict(CHANGES)[name]["problems"]) <= told


def test_a_page_that_is_gone_is_seen_too(course):
    """A deleted page leaves dead links."""
    Course.load(Path("docs"))
    Path("docs/faq.md").unlink()
    Path("docs/mixing/hydration.md").unlink()
    assert "docs/index.md" in {problem.path for problem in Course.load(Path("docs")).problems}
