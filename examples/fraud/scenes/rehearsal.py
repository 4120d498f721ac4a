"""A champion made in seconds, and its service that can be stopped: for what happens around them."""

import time
from contextlib import suppress
from http.client import HTTPException
from itertools import cycle, islice
from pathlib import Path

import pandas as pd

from .. import client, model, registry, simulate, tracking
from ..server import Server
from ..stack.child import HOST, fetch, free_port


def crown(store: Path, rows: int = 4000) -> pd.DataFrame:
    """Train on one week, make it the champion of the store, give the week back."""
    payments = simulate.batch(week=1, rows=rows)
    made = model.train(payments, max_iter=60)
    books = registry.open_store(store)
    origin = {"code_commit": "0" * 40, "data_md5": "0" * 32}
    run = tracking.track(books, params=made.params, metrics={}, model=made.graph, lineage=origin)
    registry.promote(books, registry.register(books, run))
    return payments


class Service:
    """The real service; it can be stopped, and comes back to its old address."""

    def __init__(self, store: Path, log: Path | None = None) -> None:
        self._store, self._log, self._server, self.port = store, log, None, free_port()

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    def start(self) -> None:
        self._server = Server(self._store, port=self.port, log=self._log)

    def stop(self) -> None:
        if self._server:
            self._server.close()
        self._server = None

    def wait(self, seconds: float = 60.0) -> None:
        """Wait until it has a champion."""
        end = time.monotonic() + seconds
        while self.get("/readyz") != 200:
            if time.monotonic() > end:
                raise TimeoutError(f"the service was not ready within {seconds:.0f} s")
            time.sleep(0.05)

    def get(self, path: str) -> int:
        """The status of the answer; 0 for none."""
        with suppress(OSError, HTTPException):
            return fetch(self.address, path)[0]
        return 0

    def send(self, payments: pd.DataFrame, number: int, seconds: float, wrong: int = 10) -> None:
        """Send that many payments evenly over the time; one in `wrong` is wrong and will be refused."""
        with client.Client(HOST, self.port) as till:
            for turn, body in enumerate(islice(cycle(client.bodies(payments)), number), start=1):
                with suppress(client.Refused):
                    till.predict(body | ({"age": 7} if turn % wrong == 0 else {}))
                time.sleep(seconds / number)
