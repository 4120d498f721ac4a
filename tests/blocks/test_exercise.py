"""An exercise shows its task and its command, and knows its code by a hash only."""

import hashlib

import pytest
from exercises import run
from exercises.runner.exercise import known

from coursekit.model import exercise
from tests.blocks import tools

CHECK = '"""Check it."""\n'
BODY = "/// exercise | first/one\n\nWrite `it`:\n\n- one\n- two\n///"


@pytest.fixture
def shown(tmp_path) -> str:
    """The HTML of a lesson with an exercise."""
    docs = tools.make_course(tmp_path, {"first/one.md": tools.lesson("One", BODY)})
    tools.write(tmp_path, {"examples/exercises/first/one_check.py": CHECK})
    return tools.convert(docs, "first/one.md")


def test_an_exercise_is_whole_without_a_script(shown: str):
    """The task is Markdown, the command is what the reader types; no dead field stands in the HTML."""
    expected = f"""
    <course-exercise class="exercise" id="exercise-first-one" data-exercise="first/one"
      data-proof="{exercise.proof("first/one", CHECK)}">
      <div class="exercise-task"><p>Write <code>it</code>:</p><ul><li>one</li><li>two</li></ul></div>
      <p class="exercise-command">
        <code>python examples/<wbr/>exercises/<wbr/>run.py first/one</code></p>
      <p class="exercise-how">The first run makes your file; each further one checks it.</p>
    </course-exercise>"""
    assert tools.html(expected) == tools.html(tools.element(shown, ".//course-exercise"))


def test_the_page_does_not_hold_the_code(shown: str):
    """Only the hash of it."""
    code = hashlib.sha256(f"first/one\n{CHECK}".encode()).hexdigest()[:8]
    assert code not in shown
    assert hashlib.sha256(f"first/one {code}".encode()).hexdigest() in shown


def test_the_page_asks_for_the_code_that_the_runner_prints():
    """Engine and runner share no line; they agree on every exercise of the course."""
    found = known(run.HERE)
    assert found
    for one in found.values():
        check = one.check.read_text(encoding="utf-8")
        assert hashlib.sha256(f"{one.id} {one.code}".encode()).hexdigest() == exercise.proof(one.id, check)
