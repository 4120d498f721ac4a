"""The whole course in memory, read from its sources: what one page knows of all the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursekit.model.example import Region
from coursekit.model.glossary import Term
from coursekit.model.lesson import Lesson
from coursekit.model.problem import Problem
from coursekit.model.reference import Reference
from coursekit.model.settings import Settings
from coursekit.model.source import Source


@dataclass(frozen=True)
class Course:
    """A course and every problem that its sources show."""

    docs_dir: Path
    settings: Settings
    pages: dict[str, Source]
    """Keyed by path under docs, such as "preparation/versioning.md"."""
    lessons: dict[str, Lesson]
    """Keyed by slug; phase by phase, dimension by dimension, then the loop; planned ones included."""
    terms: dict[str, Term]
    problems: tuple[Problem, ...]

    @classmethod
    def load(cls, docs_dir: Path) -> Course:
        """Read a course; never raises for what an author wrote."""
        raise NotImplementedError

    def problems_of(self, page: str) -> tuple[Problem, ...]:
        """The problems of one page, by its path under docs."""
        raise NotImplementedError

    def region(self, file: Reference) -> Region | None:
        """The named region of an example file."""
        raise NotImplementedError

    def output(self, file: Reference) -> str | None:
        """The named section of a recorded output."""
        raise NotImplementedError
