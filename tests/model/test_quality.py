"""Fair questions stay silent, guessing by habit is counted right, and every rule for authors is held."""

import re

import pytest

from coursekit.model import chance, quality, wording
from coursekit.model.quiz import Choice, Quiz
from tests.model import bread


def asked(prompt: str = "Which?", *texts: str, right: int = 0, kind: str = "single") -> Quiz:
    """A question whose reasons say something; one choice is right."""
    choices = tuple(
        Choice(f"c{index}", text, f"Because of reason {index}.", index == right, float(index))
        for index, text in enumerate(texts or ("This one", "That thing"))
    )
    return Quiz("q", kind, prompt, choices)


def told(quiz: Quiz) -> str:
    """What is unfair, in one text."""
    return "; ".join(fault.what for _, fault in wording.faults(quiz))


@pytest.mark.parametrize(
    "quiz",
    [
        asked("Which?", "x" * 45, "y" * 30),  # longer by 15 characters, and by half
        asked("Which?", "x" * 130, "y" * 100),  # longer by 30 characters, and by 30 %
        asked("Which?", "y" * 5, "x" * 90),  # a long wrong one gives nothing away
        asked("Where do payments go?", "Payments go out", "A payment comes in"),
        asked("Which `payments` go?\n\n```\nnever payments\n```", "Payments go out", "Money comes in"),
        asked("Which is **not** so?"),
        asked("Which is NOT so?"),
        asked("It does not run. Why?"),
        asked("Which?", "Heat above 140 degrees", "Both versions, until one of them is archived"),
        asked("Which?", "The gate refuses all answers", "None of it is kept"),
        asked("Which?", "Version 1 is served on", "Version 2 is served on"),
        asked("Which?", "It reads `a` and then goes on", "It reads `b` and then goes on"),
        asked("Which?", "`a: 1`", "`a: 2`", kind="predict"),
    ],
)
def test_a_fair_question_is_left_alone(quiz):
    """Just within each rule."""
    assert "" == told(quiz)


@pytest.mark.parametrize(
    ("quiz", "words"),
    [
        (asked("Which?", "x" * 46, "y" * 30), "clearly the longest, 46"),
        (asked("Where do payments go?", "The payment goes out", "Money comes in"), "repeats payment of"),
        (asked("Which is not so?"), 'holds "not"'),
        (asked("Which don’t run?"), 'holds "don’t"'),
        (asked("Which **one** is never so?"), 'holds "never"'),
        (asked("Which?", "All of these", "One"), 'says "All of these"'),
        (asked("Which?", "One", "Neither of them is right."), 'says "Neither of them"'),
        (asked("Which?", "One", "Two of the above, at least"), 'says "Two of the above"'),
        (asked("Which?", "One", "Both A and B"), 'says "Both A and B"'),
        (asked("Which?", "All other choices are wrong", "One"), "says"),
        (asked("Which?", "Git, too.", "git too"), "nearly the same"),
    ],
)
def test_an_unfair_question_is_told(quiz, words):
    """Just outside of each rule."""
    assert words in told(quiz)


def test_the_limit_of_chance_is_that_of_the_binomial():
    """Known quantiles: 95 % of 10 and of 100 throws at one in four, and of questions with 2 and 4 choices."""
    assert [5, 32, 0] == [chance.limit([0.25] * 10), chance.limit([0.25] * 100), chance.limit([])]
    assert 2 == chance.limit([0.5, 0.25])


def test_a_habit_scores_what_it_finds_and_ties_are_shared():
    """Two choices of equal length are each picked half of the time; orders and numbers have no habit."""
    questions = [
        asked("Which?", "long one", "long two", "no"),
        asked("Which?", "a", "bbb", right=1),
        asked("Which?", "1", "2", kind="number"),
    ]
    scores = {score.habit: score for score in chance.scores(questions)}
    assert (1.5, 2) == (scores["the longest"].reached, scores["the longest"].questions)
    assert (1, 1, 0) == tuple(scores[f"number {number}"].reached for number in (1, 2, 3))
    assert 1 == scores["number 3"].questions
    expected = "always the longest: 1.5 of 2 right (75 %), chance 0.8 (42 %), limit 2"
    assert expected == str(scores["the longest"])
    assert [] == chance.scores([])


def test_every_rule_for_authors_has_a_change_that_breaks_it():
    """No rule is only said."""
    names = {re.sub(r"^(?:quality|quiz)-", "", name) for name, _ in bread.changes()}
    unheld = [rule for rule in quality.RULES if not any(name.startswith(rule) for name in names)]
    assert [] == unheld
