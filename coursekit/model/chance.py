"""What a reader scores who answers every single-choice question by one habit, against pure chance.

A page shows these choices in the order in which they are written; only steps to be put in order are shuffled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coursekit.model.quiz import Quiz
from coursekit.model.text import plain_text

SURE = 0.95
KINDS = ("single", "predict")
Habit = Callable[[tuple[int, ...]], list[int]]
"""Given the lengths of the choices, the positions that are picked, one of them by chance."""


@dataclass(frozen=True)
class Score:
    """How often one habit finds the answer."""

    habit: str
    reached: float
    expected: float
    """How often chance finds it in the same questions."""
    limit: int
    """What chance alone stays at or below in 95 of 100 courses of as many questions."""
    questions: int
    """Those in which the habit can be followed."""

    @property
    def unfair(self) -> bool:
        """Whether the habit pays."""
        return self.reached > self.limit

    def __str__(self) -> str:
        parts = f"{self.reached:g} of {self.questions} right ({_share(self.reached, self.questions)})"
        chance = f"chance {self.expected:.1f} ({_share(self.expected, self.questions)})"
        return f"always {self.habit}: {parts}, {chance}, limit {self.limit}"


def scores(questions: Iterable[Quiz]) -> list[Score]:
    """Try every habit on the questions with one right choice among several."""
    asked = [quiz for quiz in questions if quiz.kind in KINDS]
    most = max((len(quiz.choices) for quiz in asked), default=0)
    habits: dict[str, Habit] = {"the longest": _longest, "the shortest": _shortest, "the last": _last}
    habits |= {f"number {number}": _at(number) for number in range(1, most + 1)}
    return [_score(name, habit, asked) for name, habit in habits.items()] if asked else []


def _longest(sizes: tuple[int, ...]) -> list[int]:
    return [index for index, size in enumerate(sizes) if size == max(sizes)]


def _shortest(sizes: tuple[int, ...]) -> list[int]:
    return [index for index, size in enumerate(sizes) if size == min(sizes)]


def _last(sizes: tuple[int, ...]) -> list[int]:
    return [len(sizes) - 1]


def _at(number: int) -> Habit:
    return lambda sizes: [number - 1] if number <= len(sizes) else []


def _score(name: str, habit: Habit, asked: list[Quiz]) -> Score:
    reached, chances = 0.0, []
    for quiz in asked:
        picked = habit(tuple(len(plain_text(choice.text)) for choice in quiz.choices))
        if picked:
            reached += sum(quiz.choices[index].right for index in picked) / len(picked)
            chances.append(1 / len(quiz.choices))
    return Score(name, round(reached, 2), sum(chances), limit(chances), len(chances))


def limit(chances: list[float]) -> int:
    """The smallest number of hits that chance passes in at most 5 of 100 cases."""
    spread = [1.0]  # how likely each number of hits is, question after question
    for chance in chances:
        miss = [share * (1 - chance) for share in [*spread, 0.0]]
        spread = [one + chance * before for one, before in zip(miss, [0.0, *spread], strict=True)]
    sure, hits = spread[0], 0
    while sure < SURE - 1e-9:
        hits += 1
        sure += spread[hits]
    return hits


def _share(part: float, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"
