"""Turn payments into the numbers a model reads; training and serving both come through here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from .limits import LABEL

if TYPE_CHECKING:
    import pandas as pd  # the service comes through here too, and its image has no pandas

INPUTS = (
    "channel",
    "amount",
    "age",
    "hour",
    "device_age_days",
    "merchant_risk",
    "distance_km",
    "is_foreign",
    "n_last_day",
)
NUMBERS = INPUTS[1:]
FEATURES = (
    "amount_log",
    "age",
    "hour",
    "night",
    "device_age_days",
    "merchant_risk",
    "distance_log",
    "is_foreign",
    "n_last_day",
    "is_online",
)


def matrix(payments: "pd.DataFrame | Mapping[str, object]") -> np.ndarray:
    """Rows x FEATURES in float32, from a frame or from a mapping of column to one value or a list."""
    column = {name: np.atleast_1d(np.asarray(payments[name])) for name in INPUTS}
    made = {
        "amount_log": np.log1p(column["amount"]),
        "night": column["hour"] < 6,
        "distance_log": np.log1p(column["distance_km"]),
        "is_online": column["channel"] == "online",
    }
    return np.column_stack([made.get(name, column.get(name)) for name in FEATURES]).astype(np.float32)


def target(payments: "pd.DataFrame") -> np.ndarray:
    """The labels, 0 or 1."""
    return payments[LABEL].to_numpy(dtype=np.int64)


def split_by_time(payments: "pd.DataFrame", week: int) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """What came before `week`, and what came from then on: a model may not learn from the future."""
    past = payments["week"] < week
    return payments[past], payments[~past]
