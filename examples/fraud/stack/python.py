"""Our own servers as production runs them: each a Python process of its own, on a free port."""

import sys
from pathlib import Path

from .child import HOST, Child, reach

EXAMPLES = Path(__file__).resolve().parents[2]


class Python(Child):
    """A module of ours that serves HTTP; settings are environment variables."""

    def __init__(self, name: str, folder: Path, *arguments: object, **settings: object) -> None:
        """`{port}` in an argument stands for the port."""
        self.name = name
        words = [str(argument) for argument in arguments]
        super().__init__(
            folder,
            lambda port: [word.replace("{port}", str(port)) for word in words],
            {"PYTHONPATH": reach(EXAMPLES)} | {key: str(value) for key, value in settings.items()},
        )

    def program(self) -> list[str]:
        return [sys.executable, "-m"]


class Uvicorn(Python):
    """An application that a factory makes: `fraud.service:from_environment`."""

    ready = "Uvicorn running on"
    ready_path = "/healthz"
    taken = "attempting to bind"

    def __init__(self, factory: str, folder: Path, **settings: object) -> None:
        command = ("uvicorn", "--factory", factory, "--host", HOST, "--port", "{port}", "--no-access-log")
        super().__init__(factory.split(":")[0].removeprefix("fraud."), folder, *command, **settings)


class Watching(Python):
    """`python -m fraud.watch`."""

    ready = "watching"
    ready_path = "/metrics"
    taken = "Address already in use"

    def __init__(self, folder: Path, log: Path, labels: Path, reference: Path, seconds: float) -> None:
        folders = ("--log", log, "--labels", labels, "--reference", reference)
        super().__init__("watch", folder, "fraud.watch", *folders, "--port", "{port}", "--seconds", seconds)
