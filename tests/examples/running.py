"""Run an example as its reader does: a command of its own, in an empty folder, from any place."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 300


@dataclass(frozen=True)
class Ran:
    """What a run has left: its code, both its streams and the folder it ran in."""

    code: int
    stdout: str
    stderr: str
    folder: Path


def command(example: Path) -> list[str]:
    """How that example is started."""
    if example.suffix == ".sh":
        return [shutil.which("bash") or "bash", example.as_posix()]
    return [sys.executable, str(example)]


def run(example: Path, folder: Path, *arguments: str) -> Ran:
    """Run the example to its end and return what it printed."""
    # The environment's own python and dvc come first, as they do when it is activated.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}
    environment.pop("PYTEST_CURRENT_TEST", None)  # libraries behave otherwise when they see it
    done = subprocess.run(
        [*command(example), *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
    )
    return Ran(done.returncode, done.stdout, done.stderr, folder)
