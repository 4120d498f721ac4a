"""A lesson: one page, one cell of the matrix, with what it teaches, needs and asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coursekit.model.quiz import Quiz

SLUG = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")
WORDS_A_MINUTE = 180
MINUTES_A_QUESTION = 0.75


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
    minutes: int = 0
    planned: bool = False

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.slug) or not self.title or self.slug.split("/")[0] != self.phase:
            raise ValueError(f"lesson {self.slug!r} needs a title and the phase of its folder")

    @property
    def page(self) -> str:
        """The page under docs."""
        return f"{self.slug}.md"


def minutes(prose: str, questions: int) -> int:
    """Estimate the minutes to read a page and answer its questions."""
    words = len(re.findall(r"\w+", prose))
    return max(1, round(words / WORDS_A_MINUTE + questions * MINUTES_A_QUESTION))
