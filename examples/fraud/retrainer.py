"""Take alerts and retrain, once for each and one after the other, while the champion goes on serving."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from .books import Books
from .retrainings import Busy, Job, Retraining, Retrainings
from .webhook import Notification

ROUTES = APIRouter()


class Taken(BaseModel):
    """What becomes of the alerts of a notification."""

    taken: int = 0
    known: int = 0
    resolved: int = 0
    ignored: int = 0


# --8<-- [start:alerts]
@ROUTES.post("/alerts", status_code=202)
async def alerts(notification: Notification, request: Request) -> Taken:
    """Note each alert and answer at once: Alertmanager waits seconds, a retraining takes longer."""
    retrainings: Retrainings = request.app.state.retrainings
    answer = Taken()
    for alert in notification.alerts:
        try:
            word = retrainings.take(alert)
        except Busy as reason:
            raise HTTPException(503, str(reason)) from None  # Alertmanager sends it again
        setattr(answer, word, getattr(answer, word) + 1)
    return answer


# --8<-- [end:alerts]
@ROUTES.get("/retrainings")
async def retrainings(request: Request) -> list[Retraining]:
    """Every retraining and its state, the oldest first."""
    return request.app.state.retrainings.all()


@ROUTES.get("/healthz")
async def healthz() -> dict[str, str]:
    """Alive; a retraining that runs or fails does not change that."""
    return {"status": "alive"}


@ROUTES.get("/metrics")
async def metrics(request: Request) -> Response:
    """The meters, for Prometheus."""
    return Response(generate_latest(request.app.state.retrainings.registry), media_type=CONTENT_TYPE_LATEST)


async def refuse(_: Request, error: RequestValidationError) -> JSONResponse:
    """422 with place and reason; not with the input too, as by default: a NaN can't be written as JSON."""
    faults = [{name: fault[name] for name in ("loc", "msg", "type")} for fault in error.errors()]
    return JSONResponse({"detail": faults}, status_code=422)


def create_app(job: Job) -> FastAPI:
    """An application that does this job for each alert."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.retrainings.close()

    app = FastAPI(title="Retrainer", lifespan=lifespan)
    app.state.retrainings = Retrainings(job)
    app.add_exception_handler(RequestValidationError, refuse)
    app.include_router(ROUTES)
    return app


def from_environment() -> FastAPI:
    """For `uvicorn --factory fraud.retrainer:from_environment`."""
    from . import retrain_job  # scikit-learn and MLflow: seconds that a test of the webhook need not pay

    folder, payments, labels = (
        Path(setting(name)) for name in ("FRAUD_WORKSPACE", "FRAUD_PAYMENTS", "FRAUD_LABELS")
    )
    books = Books(payments, labels)
    server = os.environ.get("MLFLOW_TRACKING_URI")  # without it: the store in the workspace
    return create_app(lambda tell: retrain_job.retrain_on(folder, books, tell, server))


def setting(name: str) -> str:
    """The setting, or an end that names what is missing."""
    return os.environ.get(name) or sys.exit(f"retrainer: {name} is not set; it must name a folder")
