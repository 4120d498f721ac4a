"""The questions whose keys are proven by running their examples, as they are and with one line changed."""

import shlex
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import outputs
from running import Ran, Zygote, run

from coursekit.model.course import Course
from coursekit.model.example import sections
from coursekit.model.quiz import Choice, Quiz
from coursekit.model.reference import Reference, split

COURSE = Course.load(outputs.ROOT / "docs")
QUESTIONS = [question for lesson in COURSE.lessons.values() for question in lesson.questions]


@dataclass(frozen=True)
class Case:
    """A question, its example, and the distractor that a change makes right, if one is meant."""

    quiz: Quiz
    example: Reference
    distractor: Choice | None = None

    def __str__(self) -> str:
        return f"{self.quiz.id}-{self.distractor.id}" if self.distractor else self.quiz.id

    @property
    def name(self) -> str:
        """The example's name: its path without the suffix."""
        return Path(self.example.path).with_suffix("").as_posix()

    @property
    def arguments(self) -> list[str]:
        """What makes the example quick where it is changed."""
        return shlex.split(self.quiz.arguments)


PROVEN = [Case(quiz, split(quiz.example)) for quiz in QUESTIONS if quiz.example]
CHANGED = [
    Case(case.quiz, case.example, choice) for case in PROVEN for choice in case.quiz.choices if choice.change
]
SMALL = [case for case in PROVEN if case.quiz.arguments]


def section(done: Ran, name: str) -> str:
    """That section of what a run has printed."""
    found = sections(done.stdout)
    assert name in found, f"no section {name}; the run ended with {done.code}: {done.stderr[-2000:]}"
    return found[name]


def run_until(case: Case, home: Path, work: Path, zygote: Zygote) -> Ran:
    """Run the example of that home with its quick arguments, until its section is whole."""
    script = home / case.example.path
    if script.suffix != ".py":
        return run(script, work, *case.arguments)
    program = Path(__file__).with_name("until.py")
    return zygote.run(program, work, case.example.part, str(script), *case.arguments)


def run_changed(case: Case, folder: Path, zygote: Zygote) -> Ran:
    """Make the change in a copy of the examples, and run that."""
    home, work, change = folder / "examples", folder / "work", case.distractor.change
    shutil.copytree(outputs.EXAMPLES, home, ignore=shutil.ignore_patterns("outputs"))
    where = change.region or case.example
    original = COURSE.files[where.path]
    text = change.applied(original.text, original.regions[where.part])
    (home / where.path).write_text(text, encoding="utf-8", newline="\n")
    work.mkdir()
    return run_until(case, home, work, zygote)


def counted() -> str:
    """How many questions there are, and how many keys stand on runs."""
    kinds = Counter(question.kind for question in QUESTIONS)
    named = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return (
        f"questions: {len(QUESTIONS)} = {named}; keys proven by running, from both sides: {len(PROVEN)}; "
        f"distractors that a changed line makes right, run too: {len(CHANGED)}"
    )
