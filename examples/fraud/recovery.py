"""Clear what a killed process left behind in a folder of Git and DVC, and never what a living one holds."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from zc.lockfile import LockError, LockFile

DVC_LEFTOVER = "." + "[A-Za-z0-9_-]" * 22 + ".tmp"  # the name under which DVC copies before it renames
PATIENCE = 30.0  # seconds; the longest a caller waits for somebody else


class FolderBusyError(RuntimeError):
    """Another process works in the folder and did not finish in time."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this caller, free of dead locks; the system frees our own when we are killed."""
    ours = folder / ".dvc-site" / "alone"
    ours.parent.mkdir(parents=True, exist_ok=True)
    lock = _patiently(lambda: _take(ours), f"another program holds {ours}")
    try:
        _patiently(lambda: _cleared(folder), f"Git is at work in {folder}; finish it first")
        yield
    finally:
        lock.close()


def _patiently(attempt, complaint: str):
    """Try until the answer is true; give up after PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not (answer := attempt()):
        if time.monotonic() > end:
            raise FolderBusyError(f"{complaint} (waited {PATIENCE:.0f} s)")
        time.sleep(0.1)
    return answer


def _take(path: Path) -> LockFile | None:
    try:
        return LockFile(str(path))
    except LockError:
        return None


def _cleared(folder: Path) -> bool:
    """Remove Git's and DVC's lock files whose owner is dead; False while a living Git works in the folder."""
    left = [path for path in (folder / ".git").rglob("*.lock") if path.is_file()]
    if left and _git_lives_in(folder):
        return False
    for path in [*left, *folder.rglob(DVC_LEFTOVER)]:
        path.unlink(missing_ok=True)
    rwlock = folder / ".dvc" / "tmp" / "rwlock"
    if rwlock.exists() and not _held(rwlock):
        rwlock.unlink(missing_ok=True)
    return True


def _git_lives_in(folder: Path) -> bool:
    """Git's lock files name no owner: ask whether any Git stands in the folder."""
    home = folder.resolve()
    for process in psutil.process_iter(["name"]):
        try:
            if (process.info["name"] or "").startswith("git") and Path(process.cwd()).is_relative_to(home):
                return True
        except psutil.Error:
            continue
    return False


def _held(rwlock: Path) -> bool:
    """Whether DVC's lock names a process that lives; a number given anew after a restart does not count."""
    written = rwlock.stat().st_mtime
    try:
        modes = json.loads(rwlock.read_text(encoding="utf-8"))
        many = [*modes.get("read", {}).values(), modes.get("write", {}).values()]
        return any(_lived_at(claim["pid"], written) for claims in many for claim in claims)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False  # cut short while it was written: its writer is dead, or we would not hold the folder


def _lived_at(pid: int, moment: float) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and process.create_time() <= moment
    except psutil.Error:
        return False
