"""Train a model, turn it into ONNX, and prove that both say the same."""

from dataclasses import dataclass, replace

import numpy as np
import onnx
import pandas as pd
from skl2onnx import to_onnx
from sklearn.ensemble import HistGradientBoostingClassifier

from .features import FEATURES, matrix, target
from .scorer import Scorer

PARAMS = {"max_iter": 60, "max_leaf_nodes": 7, "learning_rate": 0.1}


@dataclass(frozen=True)
class Model:
    """A trained model in the form that is served, and how far that form is from the trained one."""

    graph: onnx.ModelProto
    params: dict[str, float]
    parity: float

    def chance(self, payments: pd.DataFrame) -> np.ndarray:
        """Chance of fraud of each payment."""
        return Scorer(self.graph.SerializeToString()).chance(matrix(payments))


def train(payments: pd.DataFrame, **params: float) -> Model:
    """Learn from labelled payments."""
    params = PARAMS | params
    # Early stopping would hold out a random tenth: payments of the same week on both sides.
    estimator = HistGradientBoostingClassifier(**params, early_stopping=False, random_state=0)
    estimator.fit(matrix(payments), target(payments))
    model = Model(convert(estimator), params, parity=1.0)
    return replace(model, parity=distance(estimator, model, payments))


def convert(estimator: HistGradientBoostingClassifier) -> onnx.ModelProto:
    """The ONNX graph that takes `X`, float32 rows x FEATURES, and gives `probabilities`."""
    sample = np.zeros((1, len(FEATURES)), dtype=np.float32)
    return to_onnx(estimator, sample, options={"zipmap": False})


def distance(estimator: HistGradientBoostingClassifier, model: Model, payments: pd.DataFrame) -> float:
    """The largest difference in the chance of fraud between the trained model and its served form."""
    trained = estimator.predict_proba(matrix(payments))[:, 1]
    return float(np.abs(trained - model.chance(payments)).max())
