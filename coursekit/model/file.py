"""Text files of authors, read so that an unreadable one is a problem with a place."""

from __future__ import annotations

import os
from pathlib import Path

from coursekit.model.problem import Place, Problem


def name_of(path: Path) -> str:
    """Name a file as messages do: without detours, with forward slashes."""
    return Path(os.path.normpath(path)).as_posix()


def plain(text: str) -> str:
    """Make every line end \n, as Python-Markdown does, and drop a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path) -> tuple[str, Problem | None]:
    """Read a file with its line ends made \\n and its byte order mark removed."""
    name = name_of(path)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, ValueError) as error:
        return "", _unreadable(name, error)
    mark = Problem(name, 1, 1, "a byte order mark", remedy="save the file as UTF-8 without it")
    return plain(text), mark if text.startswith("\ufeff") else None


def _unreadable(name: str, error: OSError | ValueError) -> Problem:
    if not isinstance(error, UnicodeDecodeError):
        reason = getattr(error, "strerror", None) or str(error)
        return Problem(name, 1, 1, f"this file can't be read: {reason}", "expected a text file")
    before = error.object[: error.start]
    line, col = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    what = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
    return Problem(name, line, col, what, "expected a text file in UTF-8")


def inside(place: Place, whole: str) -> Place:
    """Keep a place in its file: expanded tabs push columns to the right, some blocks end behind its end."""
    lines = whole.split("\n")
    line = min(place.line, len(lines))
    return Place(line, min(place.col, len(lines[line - 1]) + 1))
