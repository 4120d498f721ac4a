"""Run what fails, as a reader does, and give back the words that the reader sees."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from fraud.stop import Stop

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
SECONDS = 60


def said(*command: str | Path, folder: Path, **environment: str) -> str:
    """Both streams of a program that must fail; `python` is the Python of this test."""
    words = [sys.executable if word == "python" else str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=SECONDS,
    )
    assert done.returncode, f"{words} did not fail: {done.stdout}"
    return done.stdout


def ours(*command: str | Path, folder: Path, **environment: str) -> str:
    """What a program of the course says; its reader must never see a traceback."""
    text = said(*command, folder=folder, **environment)
    assert "Traceback" not in text, text
    return text


def stopped(action: Callable[[], object]) -> str:
    """The reason that our programs print behind `stopped:`, in place of a traceback."""
    try:
        action()
    except Stop as reason:
        return str(reason)
    raise AssertionError("nothing stopped it")


def raised(action: Callable[[], object]) -> str:
    """The words of a library's own error."""
    try:
        action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("nothing was raised")
