"""What the parts of one answer cost, so that effort goes where the time goes."""

import json
from collections.abc import Callable, Mapping
from timeit import repeat

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from ..features import FEATURES, matrix, row, target
from ..messages import Payment
from ..model import PARAMS
from ..scorer import Scorer

Part = Callable[[], object]


# --8<-- [start:parts]
def parts(payment: Mapping[str, object], history: pd.DataFrame, scorer: Scorer) -> dict[str, Part]:
    """Each part of an answer as a function to time; two of them in two ways."""
    estimator = HistGradientBoostingClassifier(**PARAMS, early_stopping=False, random_state=0)
    estimator.fit(pd.DataFrame(matrix(history), columns=FEATURES), target(history))
    text, numbers = json.dumps(payment), row(payment)
    table = pd.DataFrame(numbers, columns=FEATURES)
    return {
        "types and limits, pydantic": lambda: Payment.model_validate_json(text),
        "features, by a DataFrame": lambda: matrix(pd.DataFrame([payment])),
        "features, by numbers": lambda: row(payment),
        "chance, scikit-learn, DataFrame": lambda: estimator.predict_proba(table)[0, 1],
        "chance, ONNX, numbers": lambda: scorer.chance(numbers)[0],
    }


def milliseconds(part: Part) -> float:
    """The best of many runs: what the part costs when nothing disturbs it."""
    return 1000 / 50 * min(repeat(part, number=50, repeat=9))


# --8<-- [end:parts]
