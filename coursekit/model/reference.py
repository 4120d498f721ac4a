"""How a page points at an example: "path" or "path:part", below the folder of examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from coursekit.model.problem import is_slug


@dataclass(frozen=True)
class Reference:
    """A file of the examples and the name of a part of it: a region, or a section of its output."""

    path: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.part}" if self.part else self.path

    @property
    def output(self) -> str:
        """Where the output of the file is recorded, below the folder of outputs."""
        return str(PurePosixPath(self.path).with_suffix(".txt"))

    @property
    def recording(self) -> str:
        """Where the day and the versions of that recording stand, if they are kept, in the same folder."""
        return str(PurePosixPath(self.path).with_suffix(".recorded"))


def split(argument: object) -> Reference | None:
    """Read "path" or "path:part"; None if it is neither or leaves the folder of examples."""
    path, colon, part = str(argument or "").partition(":")
    plain = PurePosixPath(path)
    inside = plain.name and not plain.is_absolute() and ".." not in plain.parts and "\\" not in path
    return Reference(path, part) if inside and str(plain) == path and (not colon or is_slug(part)) else None
