"""A key is proven by a run: what a choice claims is found in the output, or is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.model import proof
from coursekit.model.change import Change
from coursekit.model.course import Course
from coursekit.model.example import sections
from coursekit.model.quiz import Choice, Quiz
from coursekit.model.reference import Reference, split
from tests.model import bread

ROOT = Path(__file__).resolve().parents[2]
SECTION = "rows   found\n 100   1,183\n 400   45\n 400   0.50\ndone: a, b"
TRUE = [
    ("single", "", "It says `done: a, b`.", True),
    ("single", "", "It says `done: a`.", False),
    ("single", "", "It says `100 1,183`.", True),
    ("single", "done: {}, b", "a", True),
    ("single", "done: ..., {}", "only `b`", True),
    ("multiple", "400 {}", "45", True),
    ("multiple", "400 {}", "0.50", True),
    ("multiple", "400 {}", "1,183", False),
    ("predict", "", "`done: a, b`", True),
    ("predict", "", "`done`", False),
    ("number", "100 {}", "1183", True),
    ("number", "400 {}", "0.5", True),
    ("number", "400 {}", "45", False),
    ("number", "done: {}, b", "1", False),
]


def asked(kind: str, line: str, text: str) -> Quiz:
    number = float(text) if kind == "number" else None
    return Quiz("q", kind, "Which?", (Choice("a", text, "So.", True, number),), line=line)


@pytest.mark.parametrize(("kind", "line", "text", "holds"), TRUE)
def test_a_choice_claims_what_is_printed(kind, line, text, holds):
    """Whole lines, or what stands in the hole; of numbers the last one."""
    quiz = asked(kind, line, text)
    assert holds == proof.holds(quiz, quiz.answer, SECTION)


def cases() -> list[tuple[Quiz, Choice]]:
    """Every distractor of the course about bread that carries a change."""
    lessons = Course.load(bread.BREAD / "docs").lessons.values()
    questions = [question for lesson in lessons for question in lesson.questions]
    return [(question, choice) for question in questions for choice in question.choices if choice.change]


@pytest.mark.parametrize(("quiz", "choice"), cases(), ids=lambda found: found.id)
def test_a_change_makes_its_distractor_right(quiz, choice, tmp_path):
    """Any course can be proven in this way, not only the one whose examples we test elsewhere."""
    course = Course.load(bread.copy(tmp_path) / "docs")
    where = choice.change.region or split(quiz.example)
    file = course.files[where.path]
    script = tmp_path / "examples" / where.path
    assert (True, False) == tuple(
        proof.holds(quiz, one, printed(script, quiz)) for one in (quiz.answer, choice)
    )
    script.write_text(choice.change.applied(file.text, file.regions[where.part]), "utf-8")
    assert (False, True) == tuple(
        proof.holds(quiz, one, printed(script, quiz)) for one in (quiz.answer, choice)
    )


def printed(script: Path, quiz: Quiz) -> str:
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=60)
    return sections(done.stdout)[split(quiz.example).part]


def test_there_are_changes_to_run():
    """Of a number and of a prediction."""
    assert {"number", "predict"} == {quiz.kind for quiz, _ in cases()}


def test_a_change_may_stand_in_another_file(tmp_path):
    """Then that file is read too."""
    page = bread.copy(tmp_path) / "docs" / "mixing" / "hydration.md"
    page.write_text(page.read_text("utf-8").replace("`share < 0.8`.", "`x` in `loaf.py:mix`."), "utf-8")
    questions = Course.load(tmp_path / "docs").lessons["mixing/hydration"].questions
    quiz = next(question for question in questions if question.id == "which-dough")
    assert Reference("loaf.py", "mix") == quiz.choices[0].change.region


def test_what_is_taken_away_leaves_nothing():
    """And only in the region."""
    file = Course.load(bread.BREAD / "docs").files["hydration.py"]
    change = Change('"stiff"', "")
    text = change.applied(file.text, file.regions["feel"])
    assert text == file.text.replace('"stiff"', "")
    assert file.text == change.applied(file.text, file.regions["recipe"])


def test_the_model_needs_no_markdown():
    """The examples are tested where there is none."""
    code = "import sys; import coursekit.model.course; sys.exit('markdown' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)
