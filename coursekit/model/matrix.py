"""The matrix of lessons: phases across, dimensions down. It has no options; the course fills it."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.model.problem import Fault
from coursekit.model.syntax import Syntax, nothing

SYNTAX = Syntax("matrix")


@dataclass(frozen=True)
class Matrix:
    """The wish to see the whole course here."""


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Matrix | None, list[Fault]]:
    """Read a matrix."""
    faults = [*SYNTAX.faults(argument, options), *nothing(lines)]
    return (None, faults) if faults else (Matrix(), [])
