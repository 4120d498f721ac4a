"""What a question claims about the output of its example, and whether a run bears it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursekit.model.problem import Fault
from coursekit.model.quiz import NUMBER, SPAN, Choice, Quiz, is_near

HOLE = re.compile(r"(\{\}|\.\.\.)")


def claim(choice: Choice) -> str:
    """What a choice says is printed: its code, or all of its text."""
    spans = SPAN.findall(choice.text)
    return _even(spans[0][1] if len(spans) == 1 else choice.text)


def said(quiz: Quiz, section: str) -> list[str]:
    """What the section says about the question: what stands in the hole of `line`, else every line."""
    lines = [_even(line) for line in section.split("\n")]
    if not quiz.line:
        return lines
    hole = r"(\S+?)" if quiz.kind == "number" else "(.+?)"
    parts = {"{}": hole, "...": ".*"}
    pattern = "".join(parts.get(part, re.escape(part)) for part in HOLE.split(_even(quiz.line)))
    found = [match[1] for line in lines if (match := re.fullmatch(pattern, line))]
    # A number that is counted up is printed several times: what counts is where it ends.
    return found[-1:] if quiz.kind == "number" else found


def holds(quiz: Quiz, choice: Choice, section: str) -> bool:
    """Tell whether the section says what the choice claims."""
    values = said(quiz, section)
    if quiz.kind != "number":
        return claim(choice) in values
    numbers = [float(plain) for value in values if NUMBER.fullmatch(plain := value.replace(",", ""))]
    return any(is_near(number, choice.number, quiz.tolerance) for number in numbers)


def faults(quiz: Quiz, section: str) -> Iterator[Fault]:
    """What the recorded section says against the key: from both sides."""
    recorded = f"recorded is {' / '.join(line.strip() for line in section.split(chr(10)))}"
    values = said(quiz, section)
    if not values:
        yield Fault(f'no line of the recorded output fits "{quiz.line}"', recorded, option="line")
        return
    what = "not what the recorded output says" if quiz.line else "no line of the recorded output"
    which = "what the recorded output says" if quiz.line else "a line of the recorded output"
    for choice in quiz.choices:
        if choice.right and not holds(quiz, choice, section):
            yield Fault(f"choice {choice.id} is right, but {what}", recorded, option="example")
            return
    for choice in quiz.choices:
        if not choice.right and holds(quiz, choice, section):
            yield Fault(f"choice {choice.id} is wrong, but {which}", recorded, option="example")


def _even(text: str) -> str:
    return " ".join(text.split())
