"""Answer keys are proven from both sides: what the example prints, and what it would print if changed."""

import keys
import outputs
import pytest
from running import Ran

from coursekit.model import proof
from tests.tools import need


def need_all(case: keys.Case) -> None:
    """The programs of the example, or this test is skipped."""
    for program in outputs.needs(outputs.EXAMPLES / case.example.path):
        need(program)


def assert_the_key(case: keys.Case, done: Ran) -> None:
    """The run says what the right choices say, and nothing that the wrong ones do."""
    printed = keys.section(done, case.example.part)
    for choice in case.quiz.choices:
        assert choice.right == proof.holds(case.quiz, choice, printed), choice.id


@pytest.mark.parametrize("case", keys.PROVEN, ids=str)
def test_a_run_prints_what_is_right_and_nothing_that_is_wrong(case: keys.Case, ran):
    """Of a run of today, not of the recorded text."""
    assert_the_key(case, ran(case.name))


@pytest.mark.parametrize("case", keys.SMALL, ids=str)
def test_quick_arguments_leave_the_key_as_it_is(case: keys.Case, zygote, tmp_path):
    """Else they, and not the change, might make a distractor right."""
    need_all(case)
    assert_the_key(case, keys.run_until(case, outputs.EXAMPLES, tmp_path, zygote))


@pytest.mark.parametrize("case", keys.CHANGED, ids=str)
def test_a_distractor_is_right_when_its_line_is_changed(case: keys.Case, zygote, tmp_path):
    """And the key is wrong then: the change makes the difference."""
    need_all(case)
    printed = keys.section(keys.run_changed(case, tmp_path, zygote), case.example.part)
    assert proof.holds(case.quiz, case.distractor, printed), printed
    if case.quiz.kind != "multiple":  # where what was right may stay right
        assert not proof.holds(case.quiz, case.quiz.answer, printed), printed


def test_a_run_without_the_section_is_told(tmp_path):
    """A change that breaks the example proves nothing."""
    with pytest.raises(AssertionError, match="no section trap; the run ended with 1: SyntaxError"):
        keys.section(Ran(1, "== pointer ==\n", "SyntaxError", tmp_path), "trap")


def test_a_run_ends_behind_its_section(zygote, tmp_path):
    """The rest would only cost time."""
    script = tmp_path / "three.py"
    names = ("one", "two", "three")
    script.write_text("".join(f"print('== {name} ==')\nprint('{name}!')\n" for name in names), "utf-8")
    done = zygote.run(outputs.ROOT / "tests" / "examples" / "until.py", tmp_path, "two", str(script))
    assert (0, {"one": "one!", "two": "two!", "three": ""}) == (done.code, keys.sections(done.stdout))


def test_there_are_keys_to_prove():
    """Each lesson has a question that a run answers."""
    lessons = [one for one in keys.COURSE.lessons.values() if one.questions]
    assert lessons and all(any(question.example for question in one.questions) for one in lessons)
