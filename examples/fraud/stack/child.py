"""Start a program that listens on a free port of this machine, wait until it is ready, end it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import socket
from typing import Self
from urllib.parse import urlencode

from ..stop import Stop
from .programs import find

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until a program must be ready, and until it must have ended
TRIES = 5
PAUSE = 0.02


def free_port() -> int:
    """A port that nobody listens on at this moment; another process may still be faster."""
    with socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def reach(folder: Path) -> str:
    """What PYTHONPATH must say so that modules of that folder are found first, and all others as before."""
    return os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))


class Child:
    """A server that ends with the block, with `close()`, or with us however we end."""

    name: str  # of the program
    ready: str  # what its log says when it is ready: the answer on a port may be another server's
    ready_path = "/-/ready"
    taken = "bind:"  # what its log says when another process was faster to take the port

    def __init__(
        self,
        folder: Path,
        arguments: Callable[[int], list[str]],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """`environment` is set beside what we have ourselves."""
        self._folder, self._log = Path(folder), Path(folder) / f"{self.name}.log"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._environment = os.environ | dict(environment or {})
        program = self.program()
        for _ in range(TRIES):
            self.port = free_port()
            self._start([*program, *arguments(self.port)])
            if self._is_ready():
                return
            self.close()
            if self.taken not in self._said():  # not a port that was taken in between
                break
        raise Stop(f"{self.name} did not start; {self._log} says:\n{self._fault()}")

    def program(self) -> list[str]:
        """The command without its arguments."""
        return [str(find(self.name))]

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the program and wait until it has ended."""
        self._process.stdin.close()  # its keeper sees that and ends it
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    def get(self, path: str, **parameters: str) -> object:
        """What its API answers; a refusal is a ValueError in its own words."""
        status, text = fetch(self.address, f"{path}?{urlencode(parameters)}" if parameters else path)
        if status != 200:
            raise ValueError(f"{self.name}: {_reason(text)}")
        return json.loads(text)

    def _start(self, command: list[str]) -> None:
        keeper = [sys.executable, "-IS", str(Path(__file__).with_name("keeper.py"))]
        with self._log.open("wb") as log:
            streams = {"stdin": subprocess.PIPE, "stdout": log, "stderr": log}
            self._process = subprocess.Popen(
                [*keeper, *command], cwd=self._folder, env=self._environment, **streams
            )

    def _is_ready(self) -> bool:
        """Wait for the words in the log, then for the answer; False if the program ends before."""
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < end:
            if self.ready in self._said() and self.answers():
                return True
            time.sleep(PAUSE)
        return False

    def answers(self) -> bool:
        """Whether it takes requests; one that does not speak HTTP says more in its log."""
        with suppress(OSError, HTTPException):
            return fetch(self.address, self.ready_path)[0] == 200
        return False

    def _fault(self) -> str:
        """Its lines about errors, or its last words."""
        said = self._said()
        faults = [line for line in said.splitlines() if "level=error" in line.lower()]
        return "\n".join(faults)[-1500:] or said[-1500:]

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


def fetch(address: str, path: str, timeout: float = 10.0) -> tuple[int, str]:
    """GET without a proxy: urllib asks a company's proxy even for this machine."""
    connection = HTTPConnection(address, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def _reason(text: str) -> str:
    with suppress(ValueError):
        said = json.loads(text)
        return said.get("error", text) if isinstance(said, Mapping) else str(said)
    return text
