"""Run an example once for all workers: each run costs seconds, and many tests look at the same one."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from filelock import FileLock
from running import Ran


class Once:
    """Keeps what runs have left in one folder that all workers of this test run see."""

    def __init__(self, factory: pytest.TempPathFactory, worker: str) -> None:
        base = factory.getbasetemp()
        self._folder = (base if worker == "master" else base.parent) / "runs"
        self._folder.mkdir(exist_ok=True)

    def __call__(self, name: str, run: Callable[[Path], Ran]) -> Ran:
        """Return that run; the first worker that asks makes it, the others wait for it."""
        folder = self._folder / name.replace("/", "-")
        told = folder.with_suffix(".json")
        with FileLock(folder.with_suffix(".lock")):
            if not told.exists():
                folder.mkdir()
                done = run(folder)
                told.write_text(json.dumps(asdict(done) | {"folder": str(done.folder)}), encoding="utf-8")
        facts = json.loads(told.read_text(encoding="utf-8"))
        return Ran(**facts | {"folder": Path(facts["folder"])})
