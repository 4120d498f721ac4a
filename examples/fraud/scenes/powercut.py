"""Kill a command in the middle of its work: what a pipeline is worth shows when it does not end well."""

import subprocess
import time
from pathlib import Path

import psutil

from ..stop import Stop

PATIENCE = 120.0  # seconds


def cut(command: list[str], folder: Path, output: Path) -> None:
    """Run the command; when it begins to write `output`, end it and all that it has started, at once."""
    before = written(output)
    child = subprocess.Popen(command, cwd=folder)
    limit = time.monotonic() + PATIENCE
    while written(output) in (before, None) and child.poll() is None and time.monotonic() < limit:
        time.sleep(0.005)
    finished = child.poll() is not None
    end(child)
    if finished or written(output) in (before, None):
        raise Stop(f"{' '.join(command)} did not write {output}; run it alone and see what it says")


def written(path: Path) -> int | None:
    """When the file was written; None if it is not there."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None


def end(child: subprocess.Popen) -> None:
    """Kill the process and its children; none of them can tidy up."""
    if child.poll() is None:
        family = [psutil.Process(child.pid), *psutil.Process(child.pid).children(recursive=True)]
        for process in family:
            process.kill()
        psutil.wait_procs(family[1:], PATIENCE)
    child.wait(PATIENCE)
