"""Serve the champion over HTTP, and take over a new one without a restart and without a lost request."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from mlflow import MlflowClient
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from . import objective, registry
from .answers import Answers
from .champion import SMOKE, Champion, Pair, Served, load
from .door import JsonRoute
from .messages import ModelCard, Payment, Payments, Prediction, Predictions, Problem, Refusal, Rival
from .meters import Measured, Meters
from .predictions import PredictionLog
from .stop import Stop

__all__ = ["SMOKE", "Champion", "Meters", "Served", "create_app", "from_environment", "load"]

POLL_SECONDS = 0.5
NOT_READY = {503: {"model": Problem}}
REFUSALS = {413: {"model": Problem}, 415: {"model": Problem}, 422: {"model": Refusal}, **NOT_READY}
ROUTES = APIRouter(route_class=JsonRoute)


# --8<-- [start:lifespan]
def create_app(
    place: Path | str | MlflowClient, poll_seconds: float = POLL_SECONDS, log: Path | None = None
) -> FastAPI:
    """An application that serves the champion of that registry, and logs its predictions into that folder."""
    meters = Meters()
    answers = Answers(meters, objective.load().threshold)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        state = app.state
        state.champion = Champion(partial(registry.reach, place), meters)
        await state.champion.look()
        poll = asyncio.create_task(state.champion.keep_looking(poll_seconds))
        written = PredictionLog(log, meters) if log else None
        state.answers = replace(answers, log=written)
        yield
        poll.cancel()
        with suppress(asyncio.CancelledError):
            await poll
        if written:
            await asyncio.to_thread(written.close)

    # Routes at once, not by include_router: that looks each request up a second time.
    app = FastAPI(title="Fraud", lifespan=lifespan, routes=ROUTES.routes)
    app.add_middleware(Measured, meters=meters, paths={route.path for route in ROUTES.routes})
    app.state.meters, app.state.threshold = meters, answers.threshold
    return app


# --8<-- [end:lifespan]
def pair_of(request: Request) -> Pair:
    """The models to answer with; a request asks once and keeps them to its end."""
    pair = request.app.state.champion.pair
    if pair is None:
        raise HTTPException(503, "no model is loaded yet")
    return pair


# --8<-- [start:predict]
@ROUTES.post("/predict", responses=REFUSALS)
async def predict(payment: Payment, request: Request) -> Prediction:
    """Score one payment."""
    # Scoring takes some 10 microseconds: a thread would cost more than it frees.
    return request.app.state.answers.one(pair_of(request), payment)


@ROUTES.post("/predict/many", responses=REFUSALS)
def predict_many(many: Payments, request: Request) -> Predictions:
    """Score many payments; in a thread, as 10,000 take long enough for others to notice."""
    return Predictions(predictions=request.app.state.answers.many(pair_of(request), many.payments))


# --8<-- [end:predict]
# --8<-- [start:alive]
@ROUTES.get("/healthz")
async def healthz() -> dict[str, str]:
    """Alive; says nothing of the model, or a bad model would have the process killed again and again."""
    return {"status": "alive"}


@ROUTES.get("/readyz", responses=NOT_READY)
async def readyz(request: Request) -> dict[str, str]:
    """Ready to answer: send traffic."""
    pair_of(request)
    return {"status": "ready"}


# --8<-- [end:alive]
@ROUTES.get("/model", responses=NOT_READY)
async def model(request: Request) -> ModelCard:
    """Which models answer, down to the commits of their code and the checksums of their data."""
    pair, state = pair_of(request), request.app.state
    rival = pair.challenger and Rival(**asdict(pair.challenger.origin), share=pair.share)
    facts = {"alias": "champion", "threshold": state.threshold, "current": state.champion.current}
    return ModelCard(**asdict(pair.champion.origin), **facts, challenger=rival)


@ROUTES.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """The meters, for Prometheus."""
    return Response(generate_latest(request.app.state.meters.registry), media_type=CONTENT_TYPE_LATEST)


# --8<-- [start:environment]
def from_environment() -> FastAPI:
    """For `uvicorn --factory fraud.service:from_environment`: what a container is told from outside."""
    place = os.environ.get("MLFLOW_TRACKING_URI") or os.environ.get("FRAUD_WORKSPACE")
    if not place:
        raise Stop("set MLFLOW_TRACKING_URI to http://... or FRAUD_WORKSPACE to a folder")
    # MLflow would try for minutes; the next look comes in half a second anyway.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "5")
    log = os.environ.get("FRAUD_LOG")
    return create_app(place, log=Path(log) if log else None)


# --8<-- [end:environment]
