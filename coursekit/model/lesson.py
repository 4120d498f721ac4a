"""A lesson: one page, one cell of the matrix, with what it teaches, needs and asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coursekit.model.quiz import Quiz

SLUG = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Lesson:
    """A node of the matrix; a planned one has a place and a title, and no page yet."""

    slug: str
    """Path of the page under docs, without .md."""
    title: str
    phase: str
    """A phase, or the folder of the loop."""
    dimension: str = ""
    """Empty for the lessons of the loop."""
    path: str = ""
    description: str = ""
    objectives: dict[str, str] = field(default_factory=dict)
    prerequisites: tuple[str, ...] = ()
    questions: tuple[Quiz, ...] = ()
    planned: bool = False

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.slug) or not self.title or self.slug.split("/")[0] != self.phase:
            raise ValueError(f"lesson {self.slug!r} needs a title and the phase of its folder")

    @property
    def page(self) -> str:
        """The page under docs."""
        return f"{self.slug}.md"
