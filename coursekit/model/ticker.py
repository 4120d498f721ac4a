"""A ticker: the lines of a recorded output, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.model.problem import Fault
from coursekit.model.reference import Reference, split
from coursekit.model.syntax import Syntax, nothing

SYNTAX = Syntax("ticker", "region")


@dataclass(frozen=True)
class Ticker:
    """Which section of which recorded output is told."""

    section: Reference


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Ticker | None, list[Fault]]:
    """Read a ticker."""
    faults = [*SYNTAX.faults(argument, options), *nothing(lines)]
    return (None, faults) if faults else (Ticker(split(argument)), [])
