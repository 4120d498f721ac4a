"""When and with what an output was recorded, so that a reader can tell how old it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coursekit.model.file import name_of, read_text
from coursekit.model.problem import Problem

DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Recording:
    """The day of a recording and the versions that it was made with."""

    day: date
    versions: tuple[str, ...] = ()
    """Each a name and a version, such as "Python 3.11.7", in the order of the file."""


def read(path: Path) -> tuple[Recording | None, Problem | None]:
    """Read the day (year-month-day) from line 1, a version from each line below; None if there is no file."""
    if not path.is_file():
        return None, None
    text, unreadable = read_text(path)
    first, *rest = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    day = _day(first)
    if unreadable or day is None:
        wrong = Problem(name_of(path), 1, 1, f'"{first}" is no date', "expected a day like 2026-01-31")
        return None, unreadable or wrong
    return Recording(day, tuple(rest)), None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
