"""Start each server as its own pages say, with one worker and no access log, and tell what it costs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import psutil
from champion import Champion, as_payment, as_table, as_tensor, second
from fraud.quiet import SILENCE

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"
START_SECONDS = 90
HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Kind:
    """A way to serve the champion: how to start it, what it takes, where its chance stands."""

    name: str
    command: tuple[str, ...]  # {port} is filled in
    path: str = "/predict"
    body: Callable[[dict], object] = as_payment
    chance: Callable[[object], float] | None = lambda answer: answer["chance"]
    ready: str = "/readyz"
    python: str = sys.executable
    environment: dict[str, str] = field(default_factory=dict)


def kinds(champion: Champion, rivals_python: str | None) -> list[Kind]:
    """Ours first, then the floor, then the rivals."""
    uvicorn = ("-m", "uvicorn", "--host", "127.0.0.1", "--port", "{port}", "--no-access-log")
    mlflow = partial(mlflow_kind, champion)
    found = [
        Kind(
            "ours",
            (*uvicorn, "--factory", "fraud.service:from_environment"),
            environment={
                "FRAUD_WORKSPACE": str(champion.store),
                "FRAUD_LOG": str(champion.store.parent / "log"),
            },
        ),
        Kind("FastAPI, no model", (*uvicorn, "rivals.noop:app"), chance=None),
        mlflow("mlflow serve, ONNX", "models:/fraud@champion", as_tensor, "probabilities"),
        mlflow("mlflow serve, sklearn", str(champion.pipeline), as_table, None),
    ]
    if rivals_python:
        bento = ("-m", "bentoml", "serve", "rivals.bento:Fraud", "--host", "127.0.0.1", "--port", "{port}")
        lit = (str(HERE / "rivals/lit.py"), "{port}")
        found += [
            Kind("BentoML", bento, python=rivals_python),
            Kind("LitServe", lit, ready="/health", python=rivals_python),
        ]
    return found


def mlflow_kind(champion: Champion, name: str, uri: str, body: Callable, output: str | None) -> Kind:
    serve = ("-m", "mlflow", "models", "serve", "--model-uri", uri, "--env-manager", "local")
    where = ("--workers", "1", "--host", "127.0.0.1", "--port", "{port}")
    return Kind(
        name,
        (*serve, *where),
        path="/invocations",
        body=body,
        chance=lambda answer: second(answer["predictions"][output] if output else answer["predictions"]),
        ready="/ping",
        environment={
            "MLFLOW_TRACKING_URI": f"sqlite:///{champion.store}/mlflow.db",
            "UVICORN_ACCESS_LOG": "false",  # it starts uvicorn's own command, which reads this
        },
    )


class Running:
    """A server's whole family of processes."""

    def __init__(self, kind: Kind, champion: Champion) -> None:
        scratch = champion.store.parent / kind.name.replace(" ", "-").replace(",", "")
        scratch.mkdir()
        self.kind, self.port, self._log = kind, free_port(), scratch / "log.txt"
        settings = {"BENTOML_HOME": str(scratch), "BENCH_ONNX": str(champion.onnx), "HOME": str(scratch)}
        path = f"{Path(kind.python).parent}{os.pathsep}{os.environ['PATH']}"
        paths = {"PATH": path, "PYTHONPATH": f"{EXAMPLES}{os.pathsep}{HERE}"}
        silence = SILENCE | {"BENTOML_DO_NOT_TRACK": "True", "OMP_NUM_THREADS": "1"}
        inherited = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}
        self._start = time.monotonic()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [kind.python, *(word.format(port=self.port) for word in kind.command)],
                env=inherited | silence | settings | paths | kind.environment,
                cwd=scratch,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> float:
        """Wait until it is ready; seconds since its start."""
        end = self._start + START_SECONDS
        while self._process.poll() is None and time.monotonic() < end:
            with suppress(OSError):
                if self.get(self.kind.ready)[0] == 200:
                    return time.monotonic() - self._start
            time.sleep(0.05)
        raise RuntimeError(f"{self.kind.name} did not start:\n{self._log.read_text('utf-8')[-2000:]}")

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask("GET", path, None)

    def answer(self, payment: dict) -> float:
        """The chance of fraud that it gives to one payment."""
        status, text = self._ask("POST", self.kind.path, json.dumps(self.kind.body(payment)))
        if status != 200:
            raise RuntimeError(f"{self.kind.name} answered {status}: {text.decode()[:500]}")
        return self.kind.chance(json.loads(text))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, HEADERS if body else {})
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def family(self) -> list[psutil.Process]:
        parent = psutil.Process(self._process.pid)
        return [parent, *parent.children(recursive=True)]

    def cpu_seconds(self) -> float:
        return sum(sum(member.cpu_times()[:2]) for member in self.family())

    def megabytes(self) -> float:
        return sum(member.memory_info().rss for member in self.family()) / 1e6

    def close(self) -> None:
        """End the family: politely, then for sure."""
        with suppress(psutil.NoSuchProcess):
            members = self.family()
            os.killpg(self._process.pid, signal.SIGTERM)
            for member in psutil.wait_procs(members, timeout=5)[1]:
                with suppress(psutil.NoSuchProcess):
                    member.kill()
        self._process.wait(10)


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]
