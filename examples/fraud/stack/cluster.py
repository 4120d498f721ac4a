"""A cluster of Dask on this machine: a scheduler and workers, each a process, as on several machines."""

import os
import sys
from pathlib import Path

from .child import HOST, Child, reach

EXAMPLES = Path(__file__).resolve().parents[2]


class Dask(Child):
    """One of Dask's two programs; they speak a protocol of their own, so only the log tells."""

    taken = "already in use"
    command: str

    def program(self) -> list[str]:
        return [sys.executable, "-m", "dask", self.command]

    def answers(self) -> bool:
        return True

    @staticmethod
    def environment() -> dict[str, str]:
        """The workers run our functions, so they must find them; one thread each, or cores are fought for."""
        return {"PYTHONPATH": reach(EXAMPLES), "OMP_NUM_THREADS": "1"}


class Scheduler(Dask):
    """Knows the work and the workers; has no password, so it must never listen beyond its own network."""

    name, command, ready = "dask-scheduler", "scheduler", "Scheduler at"

    def __init__(self, folder: Path) -> None:
        own = ["--host", HOST, "--no-dashboard"]
        super().__init__(folder, lambda port: [*own, "--port", str(port)], self.environment())

    @property
    def address(self) -> str:
        return f"tcp://{super().address}"


class Workers(Dask):
    """Processes that do the work; each is watched by a nanny that starts it again when it dies."""

    name, command, ready = "dask-workers", "worker", "Registered to"

    def __init__(self, folder: Path, scheduler: str, workers: int = os.cpu_count() or 1) -> None:
        count = ["--nworkers", str(workers), "--nthreads", "1"]
        own = ["--host", HOST, "--no-dashboard", "--local-directory", str(Path(folder).resolve())]
        super().__init__(folder, lambda _: [scheduler, *count, *own], self.environment())
