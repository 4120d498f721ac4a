"""Count and time what the service does, for Prometheus."""

import time
from collections.abc import Collection

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1)
CHANCES = (0.01, 0.03, 0.1, 0.3, 0.6, 0.9)


class Meters:
    """What Prometheus reads at /metrics."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = {"registry": self.registry}
        self.requests = Counter("fraud_requests", "Answers by path and status", ["path", "status"], **own)
        self.seconds = Histogram("fraud_request_seconds", "Time to answer", ["path"], buckets=SECONDS, **own)
        self.chance = Histogram("fraud_chance", "Predicted chances of fraud", buckets=CHANCES, **own)
        self.stops = Counter("fraud_stops", "Payments stopped", **own)
        self.version = Gauge("fraud_model_version", "The version that answers", **own)
        self.failures = Counter("fraud_model_load_failures", "Champions that could not be loaded", **own)


class Measured:
    """Counts and times every answer, refusals too."""

    def __init__(self, app: ASGIApp, meters: Meters, paths: Collection[str]) -> None:
        self.app, self.meters, self.paths = app, meters, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start, status = time.perf_counter(), "500"

        async def note(message: Message) -> None:
            nonlocal status
            status = str(message.get("status", status))
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            # An unknown path must not make a new time series: anybody can invent a million of them.
            path = scope["path"] if scope["path"] in self.paths else "other"
            self.meters.requests.labels(path, status).inc()
            self.meters.seconds.labels(path).observe(time.perf_counter() - start)
