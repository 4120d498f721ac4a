"""An exercise that a command checks: its task on the page, and the code that a pass prints."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from coursekit.model.problem import Fault
from coursekit.model.reference import Reference
from coursekit.model.syntax import Syntax

SYNTAX = Syntax("exercise", "file")
RUNNER = "exercises/run.py"


@dataclass(frozen=True)
class Exercise:
    """The exercise of a lesson; `id` is the lesson's slug."""

    id: str
    task: str

    @property
    def file(self) -> Reference:
        """The file of its checks, below the folder of examples."""
        return Reference(f"exercises/{self.id.replace('-', '_')}_check.py")

    def misplaced(self, page: str, first: bool) -> list[Fault]:
        """The faults of an exercise on that page; `first`: it is the first one there."""
        wanted = f"expected /// exercise | {page.removesuffix('.md')}"
        found = [] if page == f"{self.id}.md" else [Fault(f"this is the page {page}", wanted)]
        return found if first else [*found, Fault("a second exercise on this page", "expected one a lesson")]

    @property
    def hook(self) -> str:
        """Its address on the page."""
        return f"exercise-{self.id.replace('/', '-')}"


def proof(exercise: str, check: str) -> str:
    """The SHA-256 of the code that a pass prints: a page can compare with it, and does not give it away."""
    code = hashlib.sha256(f"{exercise}\n{check}".encode()).hexdigest()[:8]
    return hashlib.sha256(f"{exercise} {code}".encode()).hexdigest()


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Exercise | None, list[Fault]]:
    """Read an exercise."""
    faults = SYNTAX.faults(argument, options)
    task = "\n".join(lines).strip("\n")
    if not task.strip():
        faults.append(Fault("no task", remedy="write it under the opening line, after an empty line"))
    return (None, faults) if faults else (Exercise(argument, task), [])
