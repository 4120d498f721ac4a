"""The samples on the page for authors are sound: each is drawn beside it, or stands in a course."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from coursekit.__main__ import main
from coursekit.check import problems
from coursekit.model import change, example, source
from tests.blocks.authoring import COURSE, DOCS, NAME, PAGE, SYNTAXES, TEXT, named, section
from tests.model import bread

SAMPLES = [fence.code for fence in PAGE.fences if fence.lang == "md"]
FILES = [fence.code for fence in PAGE.fences if fence.lang in ("yaml", "text")]
LINES = TEXT.split("\n")
LIVE = ["\n".join(LINES[raw.line - 1 : raw.last]) for raw in PAGE.blocks]
ELSEWHERE = {
    "quiz": "preparation/versioning.md#why-dvc",
    "exercise": "preparation/versioning.md#exercise",
    "glossary": "glossary.md",
    "matrix": "index.md#matrix",
}


def test_every_form_of_a_change_is_told():
    """Each line that begins as a change does is one."""
    lines = [line for line in TEXT.split("\n") if change.BEGINS.match(line)]
    assert 3 == len(lines) and all(change.CHANGE.fullmatch(line) for line in lines)


def test_the_marks_in_examples_are_told():
    """Of regions and of sections, and of an exercise's files."""
    spans = named("block-example")
    assert {"start", "end"} == {mark[1] for span in spans if (mark := example.MARKER.search(span))}
    assert ["lost"] == [head[1] for span in spans if (head := example.SECTION.fullmatch(span))]
    files = (bread.BREAD / "examples" / "exercises" / "starter").glob("*.py")
    text = "".join(file.read_text("utf-8") for file in files)
    marks = {span for span in named("block-exercise") if span.startswith("# ") or span.endswith(":")}
    assert 6 == len(marks) and all(mark in text for mark in marks)


@pytest.mark.parametrize("name", [NAME, "community.md"])
def test_the_command_for_a_new_lesson_makes_one(name, tmp_path, capsys):
    """As it stands on the page, in this course as it is today."""
    docs = shutil.copytree(DOCS, tmp_path / "docs")
    (tmp_path / "examples" / "outputs").mkdir(parents=True)
    command = re.search(r"-s new-lesson -- (.*?)`", (DOCS / name).read_text("utf-8"))[1]
    assert 0 == main(["new-lesson", str(docs), *shlex.split(command)]), capsys.readouterr().err


def test_a_live_block_is_the_one_of_its_sample():
    """Line for line, and without a problem; what can't stand here is linked, and each block has a sample."""
    assert () == COURSE.problems_of(NAME)
    assert LIVE and set(LIVE) <= set(SAMPLES)
    drawn = {raw.name for raw in PAGE.all_blocks}
    shown = [raw for sample in SAMPLES for raw in source.scan(f"{sample}\n", NAME).all_blocks]
    assert SYNTAXES.keys() == {raw.name for raw in shown} == {*drawn, *ELSEWHERE}
    assert all(f"]({link})" in section(f"block-{name}") for name, link in ELSEWHERE.items())


def test_what_is_not_live_is_a_text_of_the_course_about_bread(tmp_path, monkeypatch):
    """That course has no problems, so its texts have none; the message of `check` is a real one as well."""
    monkeypatch.chdir(bread.copy(tmp_path))
    assert [] == problems(Path("docs"))
    texts = [path.read_text("utf-8") for path in Path("docs").rglob("*.*")]
    page = Path("docs/mixing/hydration.md")
    page.write_text(page.read_text("utf-8").replace("output: feel", "output: fell"), "utf-8")
    texts += map(str, problems(Path("docs")))
    copied = [one for one in [*SAMPLES, *FILES] if one not in LIVE and not change.BEGINS.match(one)]
    assert [] == [one for one in copied if not any(one in text for text in texts)], texts[-1]
