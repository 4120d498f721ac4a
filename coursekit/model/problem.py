"""What is wrong, and where: every mistake of an author is told in this one form."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

SLUG = re.compile(r"[a-z][a-z0-9-]*")


def is_slug(value: object) -> bool:
    """Tell whether a value may be an id."""
    return isinstance(value, str) and SLUG.fullmatch(value) is not None


def listed(words: Iterable, last: str = "or") -> str:
    """Join words as a sentence does: "a, b or c"."""
    words = [str(word) for word in words]
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def near(word: object, known: Iterable[str]) -> str:
    """The known word that a misspelt one was meant to be; empty if none is near."""
    return next(iter(difflib.get_close_matches(str(word).lower(), list(known), n=1)), "")


@dataclass(frozen=True, order=True)
class Place:
    """A line and a column of a file, both counted from 1."""

    line: int
    col: int = 1


@dataclass(frozen=True)
class Fault:
    """A mistake inside a block, told by whoever reads the block and does not know the file."""

    what: str
    expected: str = ""
    remedy: str = ""
    line: int | None = None
    """Offset in the block's body, from 0; None: the opening line, or the option."""
    col: int = 1
    option: str = ""
    """The option that is wrong, when one is."""


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake of an author with its place, what was expected and how to mend it."""

    path: str
    line: int
    col: int
    what: str
    expected: str = ""
    remedy: str = ""

    def __post_init__(self) -> None:
        if not self.path or not self.what or self.line < 1 or self.col < 1:
            raise ValueError(f"a problem needs a path, a place from 1:1 and words: {self!r}")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.col}: {self.text}"

    @property
    def text(self) -> str:
        """The words without the place, on one line."""
        parts = (" ".join(part.split()) for part in (self.what, self.expected, self.remedy))
        return "; ".join(part for part in parts if part)

    def github(self) -> str:
        """The same as an annotation of a GitHub workflow run."""
        path = _escaped(self.path).replace(":", "%3A").replace(",", "%2C")
        return f"::error file={path},line={self.line},col={self.col}::{_escaped(self.text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
