"""The settings of a course, from docs/course.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Group:
    """A phase, a dimension, or the loop: a name that lessons are gathered under."""

    slug: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Settings:
    """What a course says of itself."""

    id: str
    title: str
    examples: Path
    outputs: Path
    command: str
    """How an example is run; holds {path}."""
    speaker: str
    check: str
    """The heading above a lesson's questions."""
    glossary: str
    dimensions: dict[str, Group]
    phases: dict[str, Group]
    """The phases in order, without the loop."""
    loop: Group | None = None

    @property
    def folders(self) -> dict[str, Group]:
        """Every folder of lessons: the phases, then the loop."""
        return {**self.phases, **({self.loop.slug: self.loop} if self.loop else {})}
