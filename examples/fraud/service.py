"""Serve the champion over HTTP, and take over a new one without a restart and without a lost request."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from mlflow import MlflowClient
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from . import objective, registry
from .features import matrix
from .messages import ModelCard, Payment, Prediction
from .meters import Measured, Meters
from .scorer import Scorer

if TYPE_CHECKING:
    import pandas as pd

POLL_SECONDS = 0.5
SMOKE = {
    "channel": "chip",
    "amount": 40.0,
    "age": 40.0,
    "hour": 12.0,
    "device_age_days": 200.0,
    "merchant_risk": 0.2,
    "distance_km": 5.0,
    "is_foreign": 0,
    "n_last_day": 1.0,
}
ROUTES = APIRouter()
LOG = logging.getLogger("fraud.service")


@dataclass(frozen=True)
class Served:
    """A model that is ready to answer; a request takes one and keeps it to its end."""

    origin: registry.Lineage
    scorer: Scorer

    def chance(self, payments: "pd.DataFrame | Mapping[str, object]") -> np.ndarray:
        """Chance of fraud of each payment."""
        return self.scorer.chance(matrix(payments))


def load(store: MlflowClient, present: Served | None = None) -> Served:
    """The champion, ready to answer; `present` itself if it still is the champion."""
    origin = registry.lineage(store)
    if present and present.origin == origin:
        return present
    scorer = Scorer(registry.fetch(store, origin.version))
    if not 0 <= scorer.chance(matrix(SMOKE))[0] <= 1:
        raise ValueError(f"version {origin.version} gives no chance between 0 and 1")
    return Served(origin, scorer)


class Champion:
    """Holds the model that answers and exchanges it when the alias moves."""

    def __init__(self, folder: Path, meters: Meters) -> None:
        self.served: Served | None = None
        self._store = registry.open_store(folder)
        self._meters = meters
        self._trouble = ""

    async def look(self) -> None:
        """Take over the champion if it is another than ours; keep ours if it can't be loaded."""
        try:
            new = await asyncio.to_thread(load, self._store, self.served)
        except Exception as error:  # whatever is wrong with the new one, the old one goes on answering
            self._meters.failures.inc()
            if str(error) != self._trouble:
                LOG.warning("champion not loaded: %s", error)
            self._trouble = str(error)
            return
        self._meters.version.set(new.origin.version)
        self.served, self._trouble = new, ""  # one assignment: no request ever sees half a model

    async def keep_looking(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self.look()


def create_app(folder: Path, poll_seconds: float = POLL_SECONDS) -> FastAPI:
    """An application that serves the champion of the store in this folder."""
    meters = Meters()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.champion = await asyncio.to_thread(Champion, folder, meters)
        await app.state.champion.look()
        poll = asyncio.create_task(app.state.champion.keep_looking(poll_seconds))
        yield
        poll.cancel()
        with suppress(asyncio.CancelledError):
            await poll

    app = FastAPI(title="Fraud", lifespan=lifespan)
    app.state.meters, app.state.threshold = meters, objective.load().threshold
    app.add_middleware(Measured, meters=meters, paths={route.path for route in ROUTES.routes})
    app.add_exception_handler(RequestValidationError, refuse)
    app.include_router(ROUTES)
    return app


async def refuse(_: Request, error: RequestValidationError) -> JSONResponse:
    """422 with place and reason; not with the input too, as by default: a NaN can't be written as JSON."""
    faults = [{name: fault[name] for name in ("loc", "msg", "type")} for fault in error.errors()]
    return JSONResponse({"detail": faults}, status_code=422)


def served_by(app: FastAPI) -> Served:
    """The model to answer with; a request asks once and keeps it to its end."""
    if app.state.champion.served is None:
        raise HTTPException(503, "no model is loaded yet")
    return app.state.champion.served


@ROUTES.post("/predict")
async def predict(payment: Payment, request: Request) -> Prediction:
    """Score one payment."""
    # Scoring takes some 10 microseconds: a thread would cost more than it frees.
    served, state = served_by(request.app), request.app.state
    chance = float(served.chance(payment.model_dump())[0])
    stop = chance >= state.threshold
    state.meters.chance.observe(chance)
    state.meters.stops.inc(stop)
    return Prediction(chance=chance, stop=stop, version=served.origin.version)


@ROUTES.get("/healthz")
async def healthz() -> dict[str, str]:
    """Alive; says nothing of the model, or a bad model would have the process killed again and again."""
    return {"status": "alive"}


@ROUTES.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """Ready to answer: send traffic."""
    served_by(request.app)
    return {"status": "ready"}


@ROUTES.get("/model")
async def model(request: Request) -> ModelCard:
    """Which model answers, down to the commit of its code and the checksum of its data."""
    return ModelCard(**asdict(served_by(request.app).origin), threshold=request.app.state.threshold)


@ROUTES.get("/metrics")
async def metrics(request: Request) -> Response:
    """The meters, for Prometheus."""
    return Response(generate_latest(request.app.state.meters.registry), media_type=CONTENT_TYPE_LATEST)


def from_environment() -> FastAPI:
    """For `uvicorn --factory fraud.service:from_environment`: the folder is in FRAUD_WORKSPACE."""
    return create_app(Path(os.environ["FRAUD_WORKSPACE"]))
