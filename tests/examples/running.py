"""Run an example as its reader does: in a process of its own, in an empty folder."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))

from fraud.quiet import SILENCE

SECONDS = 300  # a run that takes longer hangs
GUARD = Path(__file__).with_name("guard")
OUTSIDE = ".outside"  # in a run's folder: what has tried to reach beyond this machine
IMPORTED = ".imported"  # beside it: the modules that its processes have asked for


@dataclass(frozen=True)
class Ran:
    """What a run has left: its code, both its streams and the folder it ran in."""

    code: int
    stdout: str
    stderr: str
    folder: Path


def environment() -> dict[str, str]:
    """The environment of a reader who has activated the examples' own."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ours = {"PATH": path, "PYTHONUTF8": "1", "PYTHONPATH": paths(GUARD, os.environ.get("PYTHONPATH"))}
    changed = os.environ | SILENCE | ours
    changed.pop("PYTEST_CURRENT_TEST", None)  # libraries behave otherwise when they see it
    return changed


def paths(*places: Path | str | None) -> str:
    """Places in the order in which Python looks for modules."""
    return os.pathsep.join(str(place) for place in places if place)


def run(example: Path, folder: Path, *arguments: str) -> Ran:
    """Run the example from its command to its end."""
    start = [shutil.which("bash") or "bash"] if example.suffix == ".sh" else [sys.executable]
    done = subprocess.run(
        [*start, str(example), *arguments],
        cwd=folder,
        env=environment()
        | {"COURSE_OUTSIDE": str(folder / OUTSIDE), "COURSE_IMPORTED": str(folder / IMPORTED)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
    )
    return Ran(done.returncode, done.stdout, done.stderr, folder)


def imported(folder: Path) -> set[str]:
    """The modules that the processes of a run have imported, by their first names."""
    return set((folder / IMPORTED).read_text("utf-8").split())


class Zygote:
    """Runs many examples for the price of one start of Python; where there is no fork, each pays its own.

    All workers of a test run share the one whose socket COURSE_ZYGOTE names.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None
        self._home: Path | None = None

    def start(self) -> str:
        """Start one of our own, and return the name of its socket; it is ready when it listens."""
        self._home = Path(tempfile.mkdtemp())  # short: the name of a socket has a limit
        command = [sys.executable, str(Path(__file__).with_name("zygote.py")), str(self._home / "socket")]
        self._process = subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE)
        return str(self._home / "socket")

    def run(self, example: Path, folder: Path, *arguments: str, kill_at: str = "", after: float = 0.0) -> Ran:
        """Run the example; kill it `after` seconds when it has printed the line `kill_at`."""
        if example.suffix != ".py" or not hasattr(os, "fork"):
            return run(example, folder, *arguments)
        streams = {name: folder / f".{name}" for name in ("stdout", "stderr")}
        for path in streams.values():
            path.write_bytes(b"")
        paths = {name: str(path) for name, path in streams.items()}
        job = {"script": str(example), "arguments": arguments, "folder": str(folder), **paths}
        with self._connect() as connection, connection.makefile("rw", encoding="utf-8") as lines:
            lines.write(json.dumps(job) + "\n")
            lines.flush()
            pid = int(lines.readline())
            if kill_at:
                kill_when(pid, streams["stdout"], kill_at, after)
            limit = threading.Timer(SECONDS, kill, [pid])
            limit.start()
            code = int(lines.readline())
            limit.cancel()
        texts = {name: path.read_text(encoding="utf-8") for name, path in streams.items()}
        return Ran(code, **texts, folder=folder)

    def _connect(self) -> socket.socket:
        name = os.environ.get("COURSE_ZYGOTE") or (str(self._home / "socket") if self._home else self.start())
        end = time.monotonic() + SECONDS
        while True:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.connect(name)
                return connection
            except (FileNotFoundError, ConnectionRefusedError):  # it still loads
                connection.close()
                if time.monotonic() > end or (self._process and self._process.poll() is not None):
                    raise
                time.sleep(0.05)

    def close(self) -> None:
        """End the one that was started here."""
        if self._process:
            self._process.stdin.close()
            self._process.wait(SECONDS)
            shutil.rmtree(self._home)


def kill_when(pid: int, output: Path, line: str, after: float) -> None:
    """Kill that process when the line stands in its output; let it be if it ends before."""
    end = time.monotonic() + SECONDS
    while f"{line}\n" not in output.read_text(encoding="utf-8") and time.monotonic() < end and lives(pid):
        time.sleep(0.01)
    time.sleep(after)
    kill(pid)


def lives(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
