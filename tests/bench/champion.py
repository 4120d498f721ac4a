"""Train the one champion that every server of the benchmark serves, each in the form that it takes."""

from dataclasses import dataclass
from pathlib import Path

import mlflow.sklearn
import numpy as np
import pandas as pd
from fraud import client, model, registry, simulate, tracking
from fraud.features import INPUTS, matrix, target
from fraud.messages import Payment
from mlflow.models import infer_signature
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

WEEKS, ROWS, ASKED = 8, 4000, 50
TREES = "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"  # MLflow must be told to trust it


@dataclass(frozen=True)
class Champion:
    """The champion as registered, as a bare ONNX file, as a scikit-learn pipeline; payments to ask about."""

    store: Path
    onnx: Path
    pipeline: Path
    payments: tuple[dict, ...]


def make(folder: Path) -> Champion:
    """Train, register and promote in this folder."""
    made = Champion(folder / "store", folder / "champion.onnx", folder / "pipeline", tuple(asked()))
    history = pd.concat([simulate.batch(week, ROWS) for week in range(WEEKS)], ignore_index=True)
    trained = model.train(history)
    store = registry.open_store(made.store)
    lineage = {"code_commit": "0" * 40, "data_md5": "0" * 32}
    run = tracking.track(store, params=trained.params, metrics={}, model=trained.graph, lineage=lineage)
    registry.promote(store, registry.register(store, run))
    made.onnx.write_bytes(trained.graph.SerializeToString())
    save_pipeline(history, made.pipeline)
    return made


def save_pipeline(history: pd.DataFrame, path: Path) -> None:
    """The same training once more, as MLflow serves scikit-learn: from the payment to the chance, typed."""
    estimator = HistGradientBoostingClassifier(**model.PARAMS, early_stopping=False, random_state=0)
    pipeline = make_pipeline(FunctionTransformer(matrix), estimator)
    inputs = history[list(INPUTS)]
    pipeline.fit(inputs, target(history))
    mlflow.sklearn.save_model(
        pipeline,
        path,
        signature=infer_signature(inputs, pipeline.predict_proba(inputs)),
        pyfunc_predict_fn="predict_proba",
        pip_requirements=["scikit-learn", "skops"],
        skops_trusted_types=[TREES, "fraud.features.matrix"],
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
    """What `mlflow models serve` takes for the registered ONNX: the features, which the caller must make."""
    return {"inputs": {"X": matrix(payment).astype(float).tolist()}}


def as_table(payment: dict) -> object:
    """What `mlflow models serve` takes for scikit-learn: a table of payments."""
    return {"dataframe_split": {"columns": list(INPUTS), "data": [[payment[name] for name in INPUTS]]}}


def second(rows: object) -> float:
    """The chance of fraud in a list of (chance of none, chance of fraud)."""
    return float(np.asarray(rows)[0][1])
