"""A till that never stops asking, and looks at each answer: a status of 200 alone proves little."""

import json
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from typing import Self

import pandas as pd

from ..client import bodies

KEY = "transaction_id"
PIECE = 500  # payments in one request
PAUSE = 0.004  # seconds between two payments
TIMEOUT = 10.0
MOST_TOLD = 5


class Till:
    """Sends one payment after the other from a thread; `failed` says of each bad answer what was wrong."""

    def __init__(self, host: str, port: int, payments: pd.DataFrame, versions: set[int]) -> None:
        self.versions = versions  # a version that nobody promoted is a wrong answer
        self.answered: Counter[int] = Counter()
        self.first: dict[int, float] = {}  # when each version answered first, in seconds since 1970
        self.latest: int | None = None
        self.asked, self.failed, self.faults = 0, 0, []
        self._address, self._bodies = (host, port), bodies(payments)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_asking, name="till", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(TIMEOUT)

    def sell(self, week: pd.DataFrame) -> None:
        """From now on these payments come in; the whole week is asked about by its transactions, at once."""
        self._bodies = bodies(week)
        named = [body | {KEY: key} for body, key in zip(self._bodies, week[KEY], strict=True)]
        connection = HTTPConnection(*self._address, timeout=TIMEOUT)
        for start in range(0, len(named), PIECE):
            self._ask(connection, "/predict/many", {"payments": named[start : start + PIECE]})
        connection.close()

    def wait_for(self, version: int, seconds: float = 30.0) -> None:
        """Wait until that version gives the answers."""
        end = time.monotonic() + seconds
        while self.latest != version:
            if time.monotonic() > end:
                raise TimeoutError(f"version {version} did not answer within {seconds:.0f} s")
            time.sleep(0.02)

    def _keep_asking(self) -> None:
        connection, number = HTTPConnection(*self._address, timeout=TIMEOUT), 0
        while not self._over.wait(PAUSE):
            week = self._bodies
            self._ask(connection, "/predict", week[number % len(week)])
            number += 1
        connection.close()

    def _ask(self, connection: HTTPConnection, path: str, body: dict) -> None:
        self.asked += 1
        try:
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
            expected = len(body.get("payments", [body]))
            versions = check(answer.status, text, expected, self.versions)
        except (OSError, HTTPException, ValueError) as error:
            connection.close()
            self.failed += 1
            self.faults += [f"{path}: {error}"] * (len(self.faults) < MOST_TOLD)
            return
        for version in versions:
            self.answered[version] += 1
            self.first.setdefault(version, time.time())
            self.latest = version


# --8<-- [start:check]
def check(status: int, text: bytes, expected: int, known: set[int]) -> list[int]:
    """The version of each prediction; a ValueError says what is wrong with the answer."""
    if status != 200:
        raise ValueError(f"status {status}: {text[:200]!r}")
    told = json.loads(text)
    predictions = told.get("predictions", [told])
    if len(predictions) != expected:
        raise ValueError(f"{len(predictions)} predictions for {expected} payments")
    for one in predictions:
        if not (isinstance(one["chance"], float) and 0 <= one["chance"] <= 1):
            raise ValueError(f"chance {one['chance']!r} is none")
        if one["version"] not in known:
            raise ValueError(f"version {one['version']!r} is none of {sorted(known)}")
    return [one["version"] for one in predictions]


# --8<-- [end:check]
