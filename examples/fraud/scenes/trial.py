"""Watch a release from outside: ask the service, read its metrics and its prediction log, stage by stage."""

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from .. import predictions
from ..client import bodies
from ..server import Server
from ..stop import Stop

PATIENCE = 60.0  # seconds


class Trial:
    """One week of payments that each stage is tried on, and what each stage left behind."""

    def __init__(self, service: Server, log: Path, week: pd.DataFrame) -> None:
        self.traces: list[tuple[str, pd.DataFrame, dict[str, float]]] = []
        self._service, self._log, self._ids = service, log, set(week["transaction_id"])
        self._bodies = bodies(week, named=True)

    def serves(self, version: int, challenger: int | None = None, share: float = 0.0) -> None:
        """Wait until the service has heard of the release."""
        wanted = (version, challenger and {"version": challenger, "share": share})

        def heard() -> bool:
            card = self._service.client().model()
            rival = card["challenger"]
            return wanted == (card["version"], rival and {name: rival[name] for name in ("version", "share")})

        wait(heard, f"the service to serve {wanted}")

    def sell(self, stage: str) -> pd.DataFrame:
        """The week's payments come in; what the log says of them, by transaction_id."""
        start = time.time()
        with self._service.client() as till:
            till.predict_many(self._bodies)
        lines = wait(lambda: self._logged(start), "the prediction log")
        self.traces.append((stage, lines, self._service.client().metrics()))
        return lines

    def _logged(self, start: float) -> pd.DataFrame | None:
        log = predictions.read(self._log)
        found = log[(log["time"] >= start) & log["transaction_id"].isin(self._ids)] if len(log) else log
        return found.set_index("transaction_id") if len(found) == len(self._ids) else None


def wait(attempt: Callable, what: str):
    """What the attempt gives, once it gives something; Stop if it never does."""
    end = time.monotonic() + PATIENCE
    while (found := attempt()) is None or found is False:
        if time.monotonic() > end:
            raise Stop(f"waited {PATIENCE:.0f} s for {what}")
        time.sleep(0.05)
    return found
