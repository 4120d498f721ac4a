"""Run Git and DVC so that they do the same on every machine, and say in their own words what they refuse."""

import logging
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path


class VersionError(RuntimeError):
    """Git or DVC refused; the message is theirs."""


def git(folder: Path, *args: str) -> str:
    """Run Git in the folder and return what it prints."""
    # Inside a hook Git exports GIT_DIR and its kin: they would lead us to another repository.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *args], cwd=folder, env=clean, capture_output=True, encoding="utf-8", timeout=120
    )
    if done.returncode:
        raise VersionError(f"git {' '.join(args)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.strip()


def run_dvc(folder: Path, *args: str) -> str:
    """Run DVC in this process, which saves a new Python for each command, and return what it prints."""
    import dvc.logger  # noqa: F401 (sets up the log handlers that _listening uses)
    from dvc.cli import main

    with _listening() as said, _inside(folder):
        code = main(["--cd", str(folder), *args])
    if code:
        raise VersionError(f"dvc {' '.join(args)}: {said.getvalue().strip()}")
    return said.getvalue().strip()


@contextmanager
def _listening() -> Iterator[StringIO]:
    """Collect what DVC prints and logs; its log handlers hold the streams of the moment it was imported."""
    said, handlers = StringIO(), logging.getLogger("dvc").handlers
    before = [handler.stream for handler in handlers]
    for handler in handlers:
        handler.stream = said
    try:
        with redirect_stdout(said), redirect_stderr(said):
            yield said
    finally:
        for handler, stream in zip(handlers, before, strict=True):
            handler.stream = stream


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Keep DVC to this folder: no settings, caches or news from elsewhere, and our place kept."""
    site = Path(folder).resolve() / ".dvc-site"
    ours = {f"DVC_{name}_DIR": str(site / name) for name in ("SITE_CACHE", "GLOBAL_CONFIG", "SYSTEM_CONFIG")}
    before, here = {name: os.environ.get(name) for name in ours}, Path.cwd()
    os.environ.update(ours)
    try:
        yield
    finally:
        os.chdir(here)
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
