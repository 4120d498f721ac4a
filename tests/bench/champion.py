"""Train the one champion that every server of the benchmark serves, each in the form that it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import mlflow.sklearn
import numpy as np
import pandas as pd
from fraud import client, model, registry, simulate, tracking
from fraud.features import FEATURES, matrix, target
from fraud.messages import Payment
from sklearn.ensemble import HistGradientBoostingClassifier

WEEKS, ROWS, ASKED = 8, 4000, 50
TREES = "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"  # MLflow must be told to trust it


@dataclass(frozen=True)
class Champion:
    """The champion as registered, as a bare ONNX file, as a scikit-learn estimator; payments to ask about."""

    store: Path
    onnx: Path
    estimator: Path
    payments: tuple[dict, ...]


def make(folder: Path) -> Champion:
    """Train, register and promote in this folder."""
    made = Champion(folder / "store", folder / "champion.onnx", folder / "estimator", tuple(asked()))
    history = pd.concat([simulate.batch(week, ROWS) for week in range(WEEKS)], ignore_index=True)
    trained = model.train(history)
    store = registry.open_store(made.store)
    lineage = {"code_commit": "0" * 40, "data_md5": "0" * 32}
    run = tracking.track(store, params=trained.params, metrics={}, model=trained.graph, lineage=lineage)
    registry.promote(store, registry.register(store, run))
    made.onnx.write_bytes(trained.graph.SerializeToString())
    save_estimator(history, made.estimator)
    return made


def save_estimator(history: pd.DataFrame, path: Path) -> None:
    """The same training once more: MLflow's scikit-learn flavor serves the estimator, not its ONNX."""
    estimator = HistGradientBoostingClassifier(**model.PARAMS, early_stopping=False, random_state=0)
    estimator.fit(pd.DataFrame(matrix(history), columns=FEATURES), target(history))
    mlflow.sklearn.save_model(
        estimator,
        path,
        pyfunc_predict_fn="predict_proba",
        pip_requirements=["scikit-learn", "skops"],
        skops_trusted_types=[TREES],
    )


def asked() -> list[dict]:
    """Payments of a later week, as a till sends them."""
    week = simulate.batch(WEEKS, ASKED)
    payments = client.bodies(week)
    if "transaction_id" in Payment.model_fields:
        payments = [
            payment | {"transaction_id": name}
            for payment, name in zip(payments, week["transaction_id"], strict=True)
        ]
    return payments


def as_payment(payment: dict) -> object:
    """What our service takes."""
    return payment


def as_tensor(payment: dict) -> object:
    """What `mlflow models serve` takes for ONNX: the features, made by the caller."""
    return {"inputs": {"X": features(payment)}}


def as_table(payment: dict) -> object:
    """What `mlflow models serve` takes for scikit-learn: a table with names."""
    return {"dataframe_split": {"columns": list(FEATURES), "data": features(payment)}}


def features(payment: dict) -> list[list[float]]:
    return matrix(payment).astype(float).tolist()


Body = Callable[[dict], object]
Chance = Callable[[dict], float]


def second(rows: object) -> float:
    """The chance of fraud in a list of (chance of none, chance of fraud)."""
    return float(np.asarray(rows)[0][1])
