"""Do one retraining at a time and remember what came of each; a failure is counted and harms nobody."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from pydantic import BaseModel

from .webhook import Alert

if TYPE_CHECKING:
    from .retrain_job import Outcome

Job = Callable[[Callable[[str], None]], "Outcome"]
State = Literal["waiting", "running", "promoted", "refused", "failed"]
OVER = ("promoted", "refused", "failed")
SECONDS = (1, 3, 10, 30, 100, 300, 1000, 3000)
MOST_WAITING = 10
KEPT = 200  # retrainings that are remembered: an alert is repeated for days, not for years
LOG = logging.getLogger("fraud.retrainer")


class Busy(RuntimeError):
    """Too many alerts wait for their retraining."""


class Retraining(BaseModel):
    """One retraining: why it was asked for, how far it is, what came of it; times in seconds since 1970."""

    alert: str
    fingerprint: str
    starts_at: datetime
    state: State = "waiting"
    reasons: tuple[str, ...] = ()
    version: int | None = None
    champion: float | None = None
    challenger: float | None = None
    resolved_at: datetime | None = None
    times: dict[str, float] = {}

    def tell(self, step: str) -> None:
        """Note that a step is done."""
        self.times = self.times | {step: time.time()}


class Retrainings:
    """A queue with one worker, and the memory by which an alert that is sent again is recognised."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="retraining")
        self._known: dict[tuple[str, datetime], Retraining] = {}
        self._lock = threading.Lock()
        self.registry = CollectorRegistry()
        own = {"registry": self.registry}
        self.done = Counter("fraud_retrainings", "Retrainings by result", ["result"], **own)
        self.seconds = Histogram("fraud_retraining_seconds", "Time of one", buckets=SECONDS, **own)
        self.open = Gauge("fraud_retrainings_open", "Retrainings that wait or run", **own)
        self.open.set_function(lambda: self._open())
        for result in OVER:
            self.done.labels(result)  # at 0 from the start: a counter that appears with 1 has no rise

    # --8<-- [start:once]
    def take(self, alert: Alert) -> str:
        """Queue a retraining for an alert that is new; say what became of it."""
        with self._lock:
            known = self._known.get(alert.key)
            if alert.status == "resolved":
                if known:
                    known.resolved_at = alert.endsAt
                return "resolved"
            if not alert.wants_retraining:
                return "ignored"
            if known:
                return "known"
            if self._open() >= MOST_WAITING:
                raise Busy(f"{MOST_WAITING} retrainings wait or run; send the alert again later")
            self._known[alert.key] = new = opened(alert)
            self._forget()
        self._worker.submit(self._run, new)
        return "taken"

    # --8<-- [end:once]
    def _run(self, retraining: Retraining) -> None:
        """Do the job; whatever it raises, the next one is done too."""
        retraining.state = "running"
        retraining.tell("started")
        with self.seconds.time():
            result, told = self._outcome(retraining)
        for name, value in told.items():
            setattr(retraining, name, value)
        retraining.tell("ended")
        retraining.state = result  # the last: who reads it finds the rest
        self.done.labels(result).inc()

    def _outcome(self, retraining: Retraining) -> tuple[State, dict]:
        try:
            outcome = self._job(retraining.tell)
        except Exception as error:
            LOG.exception("the retraining failed; the champion goes on serving")
            return "failed", {"reasons": (f"{type(error).__name__}: {error}",)}
        told = {"reasons": outcome.verdict.reasons, "version": outcome.version}
        told |= {"champion": outcome.champion, "challenger": outcome.challenger}
        return "promoted" if outcome.verdict.passed else "refused", told

    def all(self) -> list[Retraining]:
        """Every retraining that is remembered, the oldest first."""
        with self._lock:
            return [retraining.model_copy() for retraining in self._known.values()]

    def close(self) -> None:
        """Let the one that runs come to its end; drop those that wait: their alerts will be sent again."""
        self._worker.shutdown(cancel_futures=True)

    def _open(self) -> int:
        return sum(retraining.state not in OVER for retraining in list(self._known.values()))

    def _forget(self) -> None:
        """Keep the newest; one that is not over is never forgotten."""
        over = [key for key, retraining in self._known.items() if retraining.state in OVER]
        for key in over[: max(0, len(self._known) - KEPT)]:
            del self._known[key]


def opened(alert: Alert) -> Retraining:
    """A retraining that waits for its turn."""
    made = Retraining(
        alert=alert.labels.get("alertname", ""), fingerprint=alert.fingerprint, starts_at=alert.startsAt
    )
    made.tell("webhook")
    return made
