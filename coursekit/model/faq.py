"""A frequent question and its answer."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.model.problem import Fault
from coursekit.model.syntax import Option, Syntax

SYNTAX = Syntax("faq", "slug", {"question": Option("text", required=True)})


@dataclass(frozen=True)
class Faq:
    """One question as readers ask it."""

    id: str
    question: str
    answer: str


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Faq | None, list[Fault]]:
    """Read one question."""
    faults = SYNTAX.faults(argument, options)
    answer = "\n".join(lines).strip("\n")
    if not answer.strip():
        faults.append(Fault("no answer", remedy="write it under the options, after an empty line"))
    return (None, faults) if faults else (Faq(argument, options["question"], answer), [])
