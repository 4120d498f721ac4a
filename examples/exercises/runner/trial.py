"""Try the reader's file in a child process with a limit on its time and on what it prints."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .exercise import Exercise

EXAMPLES = Path(__file__).resolve().parents[2]
SECONDS = 20.0
MOST_PRINTED = 1_000_000
UNANSWERED = "no answer yet"
"""What a check says of a question that the reader has left open."""
GRACE = 3.0  # for the child to say where it hangs, before it is ended from outside


@dataclass
class Trial:
    """What came of it: for each check that ran to its end what it found, None if it holds."""

    found: dict[str, str | None] = field(default_factory=dict)
    at: str = ""
    """The check that did not come to its end."""
    trouble: str = ""
    printed: str = ""

    def hinted(self, exercise: Exercise) -> str | None:
        """The check that gets a hint: the first that fails; a question left open only if no other does."""
        names = [check.name for check in exercise.checks]
        failing = [name for name in names if name == self.at or self.found.get(name) is not None]
        tried = [name for name in failing if self.found.get(name) != UNANSWERED]
        return next(iter(tried or failing), None)

    def passed(self, exercise: Exercise) -> bool:
        """Every check ran and holds."""
        return not self.trouble and all(self.found.get(check.name, "") is None for check in exercise.checks)


def attempt(exercise: Exercise, path: Path, seconds: float = SECONDS) -> Trial:
    """Run the checks on the file; whatever the file does, this comes back with a trial."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        work, told, output = folder / "work", folder / "events", folder / "output"
        work.mkdir()
        told.touch()
        with output.open("wb") as stdout:
            process = _start(exercise, path, told, seconds, work, stdout)
            ended = _wait(process, output, seconds + GRACE)
        # A child that was ended in the middle of a line leaves a line without its end.
        lines = told.read_text(encoding="utf-8").splitlines(keepends=True)
        events = [json.loads(line) for line in lines if line.endswith("\n")]
        return _read(events, ended, seconds, output.read_bytes()[:MOST_PRINTED].decode("utf-8", "replace"))


def _start(exercise, path, told, seconds, work, stdout) -> subprocess.Popen:
    files = map(str, (exercise.solution, exercise.check, path.resolve(), told))
    command = [sys.executable, "-u", "-m", "exercises.runner.judge", exercise.id, *files, str(seconds)]
    search = os.pathsep.join(filter(None, [str(EXAMPLES), os.environ.get("PYTHONPATH")]))
    ours = {"PYTHONPATH": search, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    # A group of its own: what the reader's file has started ends with it.
    return subprocess.Popen(
        command,
        cwd=work,
        env=os.environ | ours,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait(process: subprocess.Popen, output: Path, seconds: float) -> str:
    """How it ended: "", "printing" or "silent"; it has ended in any case."""
    end = time.monotonic() + seconds
    try:
        while process.poll() is None:
            if output.stat().st_size > MOST_PRINTED:
                return "printing"
            if time.monotonic() > end:
                return "silent"
            time.sleep(0.02)
        return ""
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait(10)


def slow(seconds: float, place: str) -> str:
    """Whose time it was: without a place in the reader's file, the check's own."""
    if place:
        return f"your file was still busy after {seconds:g} seconds\n{place}"
    return (
        f"the check was not through after {seconds:g} seconds, but not because of your file;\n"
        f"on a slow machine give it more time: --seconds {3 * seconds:g}"
    )


def _read(events: list[dict], ended: str, seconds: float, printed: str) -> Trial:
    trial = Trial(printed=printed)
    for event in events:
        if event["kind"] == "start":
            trial.at = event["check"]
        elif event["kind"] == "end":
            trial.at = ""
            trial.found[event["check"]] = event["found"]
        elif event["kind"] == "broken":
            trial.trouble = f"your file does not run:\n{event['text']}"
        elif event["kind"] == "slow":
            trial.trouble = slow(seconds, event["place"])
    if ended == "printing":
        trial.trouble = "your file prints without end: over a megabyte; it was stopped"
    elif ended == "silent":
        trial.trouble = f"your file was still busy after {seconds:g} seconds; it was stopped"
    elif not trial.trouble and not any(event["kind"] == "done" for event in events):
        trial.trouble = "your file ended the run before the checks were through"
    return trial
