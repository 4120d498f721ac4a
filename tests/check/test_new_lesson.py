"""`python -m coursekit new-lesson`: a page that lacks only what its author must write."""

from pathlib import Path

import pytest

from coursekit.__main__ import main
from coursekit.check import problems

KNEADING = ["new-lesson", "docs", "mixing/kneading", "--dimension", "hand", "--title", 'Kneading: "by hand"']


def test_a_new_lesson_lacks_only_what_its_author_must_write(course, capsys):
    """Every spot to write is told in its own words, and so is the planned lesson that it replaces."""
    assert 0 == main(KNEADING)
    told = [str(problem) for problem in problems(Path("docs"))]
    planned = "docs/course.yml:17:5: mixing/kneading is planned and written; delete this line"
    assert planned in told
    told.remove(planned)
    assert 9 == len(told)
    assert all(": still to be written: " in line and "docs/mixing/kneading.md" in line for line in told)
    out = capsys.readouterr().out
    assert out.startswith("made docs/mixing/kneading.md\n")
    assert "delete the planned lesson at docs/course.yml:17" in out


def test_a_new_lesson_without_its_marks_is_whole(course):
    """Once every mark is written, nothing is left to tell."""
    main(KNEADING)
    page = Path("docs/mixing/kneading.md")
    page.write_text(page.read_text("utf-8").replace("WRITE: ", "Written: "), "utf-8")
    settings = Path("docs/course.yml")
    lines = settings.read_text("utf-8").split("\n")
    settings.write_text("\n".join(line for line in lines if "mixing/kneading" not in line), "utf-8")
    assert [] == problems(Path("docs"))


def test_a_lesson_of_the_loop_has_no_dimension(course):
    """Its folder says enough."""
    assert 0 == main(["new-lesson", "docs", "starter/drying", "--title", "Drying"])
    assert "dimension" not in Path("docs/starter/drying.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("slug", "dimension", "title", "words"),
    [
        ("mixing/hydration", "number", "Again", "mixing/hydration.md is there already"),
        ("mixing/salt", "number", "Salt", "the cell mixing, number belongs to mixing/hydration"),
        ("mixing/salt", "foot", "Salt", "--dimension is foot; expected hand or number"),
        ("mixing/salt", "", "Salt", "--dimension is missing; expected hand or number"),
        ("starter/drying", "hand", "Drying", "a lesson of starter has no dimension"),
        ("oven/fire", "hand", "Fire", "oven/fire is no lesson; expected phase/name"),
        ("../fire", "hand", "Fire", "../fire is no lesson"),
        ("mixing/salt", "hand", " ", "the title must be one line of text"),
    ],
)
def test_what_cannot_be_made_is_refused(slug, dimension, title, words, course, capsys):
    """Nothing is written, and the reason goes to stderr."""
    before = {path: path.read_bytes() for path in Path("docs").rglob("*.*")}
    assert 2 == main(["new-lesson", "docs", slug, "--dimension", dimension, "--title", title])
    assert words in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in Path("docs").rglob("*.*")}
