"""Errors of the exercises and of the site."""

import socket
from pathlib import Path

from exercises.runner import words
from exercises.runner.exercise import known
from exercises.runner.trial import attempt

from tests.docs.errors.running import EXAMPLES, ROOT, ours, said

QUICK = known(ROOT / "tests/fixtures/bread/examples/exercises")["starter/feeding"]


def no_exercise(folder: Path) -> str:
    return ours("python", EXAMPLES / "exercises" / "run.py", "preparation/versionin", folder=folder)


def tried(folder: Path, text: str) -> str:
    """What the runner says to a file with that text."""
    file = folder / "feeding.py"
    file.write_text(text, encoding="utf-8")
    return words.report(QUICK, attempt(QUICK, file, seconds=0.3), {})


def taken(folder: Path) -> str:
    """The server of the site is one of Python's own, like this one; MkDocs is in another environment."""
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = str(first.getsockname()[1])
        return said("python", "-m", "http.server", "--bind", "127.0.0.1", port, folder=folder)


ERRORS = {
    "there is no exercise": no_exercise,
    "your file does not run:": lambda folder: tried(folder, "def kept(:\n"),
    "keep the names that it came with": lambda folder: tried(folder, "def keep(): ...\n"),
    "your file was still busy after": lambda folder: tried(folder, "while True: pass\n"),
    "Address already in use": taken,
}
BY_HAND: dict[str, str] = {}
