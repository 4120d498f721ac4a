"""Count and time what the service does, for Prometheus."""

import time
from collections.abc import Collection
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1)
CHANCES = (0.01, 0.03, 0.1, 0.3, 0.6, 0.9)
DIFFERENCES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)


class Meters:
    """What Prometheus reads at /metrics."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = {"registry": self.registry}
        self.requests = Counter("fraud_requests", "Answers by path and status", ["path", "status"], **own)
        self.seconds = Histogram("fraud_request_seconds", "Time to answer", ["path"], buckets=SECONDS, **own)
        self.chance = Histogram("fraud_chance", "Predicted chances of fraud", buckets=CHANCES, **own)
        self.stops = Counter("fraud_stops", "Payments stopped", **own)
        self.predictions = Counter(
            "fraud_predictions", "Predictions by who made them", ["role", "version"], **own
        )
        self.version = Gauge("fraud_model_version", "The version that is the champion here", **own)
        self.current = Gauge(
            "fraud_champion_current", "1: the champion here is the one that the registry names", **own
        )
        self.failures = Counter("fraud_model_load_failures", "Models that could not be loaded", **own)
        self._trial(own)
        self.logged = Counter("fraud_predictions_logged", "Predictions written to the log", **own)
        self.lost = Counter("fraud_predictions_lost", "Predictions that the log could not take", **own)
        self._bind()

    def _trial(self, own: dict) -> None:
        self.share = Gauge("fraud_challenger_share", "Share of the answers that it gives; 0 is shadow", **own)
        self.difference = Histogram(
            "fraud_shadow_difference", "How far challenger and champion are apart", buckets=DIFFERENCES, **own
        )
        self.disagreements = Counter("fraud_shadow_disagreements", "One would stop, the other not", **own)
        self.shadow_failures = Counter("fraud_shadow_failures", "Payments the challenger failed on", **own)

    def _bind(self) -> None:
        """Finding a time series by its labels costs more than counting: find each one once."""
        self.request = cache(self.requests.labels)
        self.second = cache(self.seconds.labels)
        self.prediction = cache(self.predictions.labels)


class Measured:
    """Counts and times every answer, refusals too."""

    def __init__(self, app: ASGIApp, meters: Meters, paths: Collection[str]) -> None:
        self.app, self.meters, self.paths = app, meters, frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start, status = time.perf_counter(), 500

        async def note(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, note)
        # --8<-- [start:count]
        finally:
            # An unknown path must not make a new time series: anybody can invent a million of them.
            path = scope["path"] if scope["path"] in self.paths else "other"
            self.meters.request(path, status).inc()
            self.meters.second(path).observe(time.perf_counter() - start)
            # --8<-- [end:count]
