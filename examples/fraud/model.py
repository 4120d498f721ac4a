"""Train a model, turn it into ONNX, and prove that both say the same."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from skl2onnx import to_onnx
from sklearn.ensemble import HistGradientBoostingClassifier

from .features import FEATURES, matrix, target
from .scorer import Scorer

PARAMS = {"max_iter": 60, "max_leaf_nodes": 7, "learning_rate": 0.1}


@dataclass(frozen=True)
class Model:
    """A trained model in the form that is served, and how far that form is from the trained one."""

    onnx: bytes
    params: dict[str, float]
    parity: float


def train(payments: pd.DataFrame, **params: float) -> Model:
    """Learn from labelled payments."""
    params = PARAMS | params
    # Early stopping would hold out a random tenth: payments of the same week on both sides.
    estimator = HistGradientBoostingClassifier(**params, early_stopping=False, random_state=0)
    rows = matrix(payments)
    estimator.fit(rows, target(payments))
    onnx = convert(estimator)
    return Model(onnx, params, parity(estimator, onnx, rows))


def convert(estimator: HistGradientBoostingClassifier) -> bytes:
    """ONNX bytes that take `X`, float32 rows x FEATURES, and give `probabilities`."""
    sample = np.zeros((1, len(FEATURES)), dtype=np.float32)
    return to_onnx(estimator, sample, options={"zipmap": False}).SerializeToString()


def parity(estimator: HistGradientBoostingClassifier, onnx: bytes, rows: np.ndarray) -> float:
    """The largest difference in the chance of fraud between the trained model and its ONNX form."""
    return float(np.abs(estimator.predict_proba(rows)[:, 1] - Scorer(onnx).chance(rows)).max())
