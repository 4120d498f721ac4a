"""Ask the service as a till would: one payment, one request, one answer."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from typing import TYPE_CHECKING, Self

from .features import INPUTS

if TYPE_CHECKING:
    import pandas as pd

TIMEOUT = 30.0
PAUSE = 0.002  # seconds between two payments


class Refused(RuntimeError):
    """The service answered with an error; the text is its own."""


class Client:
    """One connection, kept open within `with`. Not urllib: that asks a company's proxy for 127.0.0.1."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = HTTPConnection(host, port, timeout=TIMEOUT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def predict(self, payment: dict) -> dict:
        """Chance, decision and version for one payment."""
        return self._ask("POST", "/predict", json.dumps(payment))

    def predict_many(self, payments: list[dict]) -> list[dict]:
        """The same for many payments, in one request."""
        return self._ask("POST", "/predict/many", json.dumps({"payments": payments}))["predictions"]

    def model(self) -> dict:
        """Where the model that answers comes from."""
        with self:
            return self._ask("GET", "/model")

    def metrics(self) -> dict[str, float]:
        """Every series of /metrics: its name with its labels, and its value."""
        with self:
            _, text = self.send("GET", "/metrics")
        lines = (line for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    def _ask(self, method: str, path: str, body: str | None = None) -> dict:
        status, text = self.send(method, path, body)
        if status != 200:
            raise Refused(f"{status}: {text}")
        return json.loads(text)

    def send(self, method: str, path: str, body: str | bytes | None = None) -> tuple[int, str]:
        """Status and text of the answer, whatever it is."""
        try:
            self._connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            self._connection.close()  # or every later request would fail with this one
            raise
        return answer.status, text


def bodies(payments: "pd.DataFrame", named: bool = False) -> list[dict]:
    """The payments as a till knows them: no label, no week; named: with the id that finds the label later."""
    columns = [*INPUTS, "transaction_id"] if named else [*INPUTS]
    return payments[columns].to_dict("records")


@dataclass(frozen=True)
class Answers:
    """What the service said to a row of payments."""

    chances: list[float]
    stopped: int
    version: int
    p99_ms: float


def send(client: Client, payments: "pd.DataFrame") -> Answers:
    """Send the payments one after the other and wait for each answer."""
    answers, seconds = [], []
    with client:
        for body in bodies(payments):
            start = time.perf_counter()
            answers.append(client.predict(body))
            seconds.append(time.perf_counter() - start)
    return Answers(
        chances=[answer["chance"] for answer in answers],
        stopped=sum(answer["stop"] for answer in answers),
        version=answers[-1]["version"],
        p99_ms=1000 * sorted(seconds)[int(0.99 * (len(seconds) - 1))],
    )


class Traffic:
    """What came of the requests so far."""

    def __init__(self) -> None:
        self.answered = 0
        self.failed = 0
        self.versions: set[int] = set()

    def wait_for(self, version: int, seconds: float = 60.0) -> None:
        """Wait until that version answers; raise if it does not in time."""
        end = time.monotonic() + seconds
        while version not in self.versions:
            if time.monotonic() > end:
                raise TimeoutError(f"version {version} did not answer within {seconds:.0f} s")
            time.sleep(0.02)


@contextmanager
def traffic(client: Client, payments: "pd.DataFrame", named: bool = False) -> Iterator[Traffic]:
    """Payments that keep coming, in a thread of their own, until the block ends."""
    seen, over = Traffic(), threading.Event()
    told = bodies(payments, named)
    thread = threading.Thread(target=keep_sending, args=(client, told, seen, over), daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join(TIMEOUT)


def keep_sending(client: Client, payments: list[dict], seen: Traffic, over: threading.Event) -> None:
    """Send payment after payment and count what comes of it."""
    with client:
        for body in cycle(payments):
            try:
                seen.versions.add(client.predict(body)["version"])
                seen.answered += 1
            except (OSError, HTTPException, Refused):
                seen.failed += 1
            if over.wait(PAUSE):
                return
