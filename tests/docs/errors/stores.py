"""Errors of MLflow: its store, its registry, its server."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.docs.errors.running import raised


def files(folder: Path) -> str:
    from mlflow import MlflowClient

    return raised(lambda: MlflowClient(folder.as_uri()))


def no_alias(folder: Path) -> str:
    from fraud import registry

    client = registry.open_store(folder)
    client.create_registered_model(registry.MODEL)
    return raised(lambda: registry.load(client))


def untrusted(folder: Path) -> str:
    import fraud  # noqa: F401 (OMP_NUM_THREADS, before scikit-learn is loaded)
    import mlflow.sklearn
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=1, max_leaf_nodes=2, early_stopping=False)
    model.fit([[0.0], [1.0]] * 30, [0, 1] * 30)
    return raised(lambda: mlflow.sklearn.save_model(model, str(folder / "model"), pip_requirements=[]))


def locked(folder: Path) -> str:
    """SQLite's own words, which MLflow passes on; MLflow would wait for five seconds first."""
    with (
        closing(sqlite3.connect(folder / "mlflow.db")) as one,
        closing(sqlite3.connect(folder / "mlflow.db", timeout=0)) as other,
    ):
        one.execute("CREATE TABLE runs (id TEXT)")
        one.execute("BEGIN EXCLUSIVE")
        return raised(lambda: other.execute("INSERT INTO runs VALUES ('1')"))


def other_host(_: Path) -> str:
    """The door of `mlflow server`, without the twenty seconds that the server takes to start."""
    from mlflow.server.fastapi_security import HostValidationMiddleware

    answer = []

    async def ask() -> None:
        async def send(message: dict) -> None:
            answer.append(message)

        door = HostValidationMiddleware(None, ["localhost:5000"])
        scope = {"type": "http", "path": "/", "headers": [(b"host", b"mlflow:5000")]}
        await door(scope, None, send)

    asyncio.run(ask())
    assert 403 == answer[0]["status"]
    return answer[1]["body"].decode()


ERRORS = {
    "The filesystem tracking backend (e.g., './mlruns') is in maintenance mode": files,
    "Registered model alias champion not found.": no_alias,
    "The saved sklearn model references untrusted types.": untrusted,
    "database is locked": locked,
    "Invalid Host header": other_host,
}
BY_HAND: dict[str, str] = {}
