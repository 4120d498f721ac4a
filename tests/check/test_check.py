"""`python -m coursekit check`: what it prints, what it returns, and that it never breaks off."""

import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.__main__ import main
from coursekit.check import problems
from tests.model import bread

CHANGES = dict(bread.changes())
# One change of each kind of place where the guard might tell the same mistake again.
SAMPLE = [
    "block-unclosed", "block-name-case", "closer-slashes", "opener-slashes", "nested-wrong",
    "marker-indented", "option-unknown", "option-yaml", "choice-no-box", "quiz-html", "html-open",
    "comment-open", "step-twice", "walkthrough-file", "front-open", "prerequisite-unknown",
    "yml-broken", "code-open",
]  # fmt: skip


def test_a_whole_course_is_told_in_one_line(course, capsys):
    """No problems: the counts, and success."""
    assert 0 == main(["check", "docs"])
    assert "6 pages, 20 blocks, 6 questions, 4 terms: no problems\n" == capsys.readouterr().out


def test_problems_are_printed_with_their_number(course, capsys):
    """One line a problem, then how many."""
    bread.apply(CHANGES["title-missing"], course)
    assert 1 == main(["check", "docs"])
    expected = "docs/faq.md:1:1: this page has no title; expected title: text\n1 problem\n"
    assert expected == capsys.readouterr().out


def test_problems_can_be_annotations_of_a_workflow(course, capsys):
    """Percent signs and line ends are escaped as the runner wants it."""
    bread.apply(CHANGES["number-untrue"], course)
    main(["check", "docs", "--format", "github"])
    line = capsys.readouterr().out.split("\n")[0]
    assert line.startswith("::error file=docs/mixing/hydration.md,line=68,col=5::quiz how-wet: ")


@pytest.mark.parametrize("name", SAMPLE)
def test_turning_pages_into_html_tells_no_mistake_a_second_time(name, course):
    """What the model has told is not told again by the guard."""
    bread.apply(CHANGES[name], course)
    assert CHANGES[name]["problems"] == [str(problem) for problem in problems(Path("docs"))]


@pytest.mark.parametrize(
    "arguments", [[], ["check"], ["check", "nowhere"], ["check", "docs", "--format", "xml"]]
)
def test_a_wrong_command_is_refused(arguments, course, capsys):
    """Usage goes to stderr, and the code is 2."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert 2 == end.value.code
    assert "usage: coursekit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "data", "expected"),
    [
        ("docs/faq.md", b"", "docs/faq.md:1:1: no front matter; expected --- on the first line"),
        ("docs/faq.md", b"---\ntitle: \xe9\n---\n", "docs/faq.md:2:8: byte 0xe9 is not UTF-8"),
        (
            "docs/faq.md",
            b"\xef\xbb\xbf---\ntitle: A\ndescription: B\n---\n",
            "docs/faq.md:1:1: a byte order mark",
        ),
        ("docs/faq.md", b"---\na: \xef\xbf\xbf\n---\n", "docs/faq.md:2:1: this YAML can't be read"),
        ("docs/course.yml", b"", "docs/course.yml:1:1: no id; expected text"),
        ("docs/course.yml", b"- a\n", "docs/course.yml:1:1: this YAML holds no keys"),
        ("docs/course.yml", b"id: \xff\n", "docs/course.yml:1:5: byte 0xff is not UTF-8"),
        ("examples/loaf.py", b"\n\xff\n", "examples/loaf.py:2:1: byte 0xff is not UTF-8"),
        ("examples/outputs/loaf.txt", b"\xff", "examples/outputs/loaf.txt:1:1: byte 0xff is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(file, data, expected, course):
    """Not an exception."""
    Path(file).write_bytes(data)
    assert any(str(problem).startswith(expected) for problem in problems(Path("docs")))


def test_a_course_without_settings_has_one_problem(course):
    """Nothing can be said of its lessons."""
    Path("docs/course.yml").unlink()
    expected = "docs/course.yml:1:1: this file can't be read: No such file or directory; expected a text file"
    assert [expected] == [str(problem) for problem in problems(Path("docs"))]


def test_windows_line_ends_change_nothing(course):
    """Git may check a course out with them."""
    for path in [*Path("docs").rglob("*.*"), *Path("examples").rglob("*.*")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [] == problems(Path("docs"))


def test_the_command_runs_from_another_folder(course, monkeypatch):
    """Paths are told from where the reader stands."""
    bread.apply(CHANGES["title-missing"], course)
    monkeypatch.chdir(course / "examples")
    command = [sys.executable, "-m", "coursekit", "check", str(course / "docs")]
    paths = {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, env=paths, timeout=60, check=False)
    assert (1, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("../docs/faq.md:1:1: ")


def test_the_figures_of_guessing_are_told_on_request(course, capsys):
    """Behind the counts, one line a habit."""
    assert 0 == main(["check", "docs", "--figures"])
    lines = capsys.readouterr().out.split("\n")
    assert "always the last: 3 of 3 right (100 %), chance 1.5 (50 %), limit 3" in lines[1:]
