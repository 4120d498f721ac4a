"""The settings of a course, and the groups that its lessons stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from coursekit.model.lesson import Lesson
from coursekit.model.problem import Place, Problem


@dataclass(frozen=True)
class Group:
    """A phase, a dimension, or the loop: a name that lessons are gathered under."""

    slug: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Asked:
    """How many questions a lesson asks."""

    least: int = 1
    most: int = 0
    """0: as many as it likes."""
    computed: int = 0
    """How many of them, at least, are of a kind whose answer a run gives."""

    def allows(self, count: int) -> bool:
        """Tell whether a lesson may have so many."""
        return self.least <= count and (not self.most or count <= self.most)

    @property
    def span(self) -> str:
        """The numbers in words."""
        return f"{self.least} to {self.most}" if self.most else f"at least {self.least}"


@dataclass(frozen=True)
class Settings:
    """What a course says of itself."""

    path: str
    id: str = "course"
    title: str = ""
    examples: Path = Path()
    outputs: Path = Path()
    command: str = "{path}"
    """How an example is run; {path} stands for its path below the folder of examples."""
    speaker: str = ""
    check: str = ""
    """The heading above a lesson's questions."""
    glossary: str = ""
    dimensions: dict[str, Group] = field(default_factory=dict)
    phases: dict[str, Group] = field(default_factory=dict)
    """The phases in order, without the loop."""
    loop: Group | None = None
    questions: Asked = Asked()
    planned: tuple[Lesson, ...] = ()
    places: dict[tuple, Place] = field(default_factory=dict, repr=False)

    @property
    def folders(self) -> dict[str, Group]:
        """Every folder of lessons: the phases, then the loop."""
        return {**self.phases, **({self.loop.slug: self.loop} if self.loop else {})}

    def problem(self, key: tuple, what: str, expected: str = "", remedy: str = "") -> Problem:
        """A problem at a key of the file, or at the nearest key above it."""
        while key and key not in self.places:
            key = key[:-1]
        place = self.places.get(key, Place(1))
        return Problem(self.path, place.line, place.col, what, expected, remedy)
