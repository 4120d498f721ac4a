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


# --8<-- [start:derived]
def derived(payments: "Mapping[str, object]") -> dict[str, object]:
    """The features that are not inputs as they are; of one payment's values or of whole columns."""
    return {
        "amount_log": np.log1p(payments["amount"]),
        "night": payments["hour"] < 6,
        "distance_log": np.log1p(payments["distance_km"]),
        "is_online": payments["channel"] == "online",
    }


# --8<-- [end:derived]
# --8<-- [start:rows]
def matrix(payments: "pd.DataFrame | Mapping[str, object]") -> np.ndarray:
    """Rows x FEATURES in float32, from a frame or from a mapping of column to one value or a list."""
    column = {name: np.atleast_1d(np.asarray(payments[name])) for name in INPUTS}
    made = column | derived(column)
    return np.column_stack([made[name] for name in FEATURES]).astype(np.float32)


def row(payment: "Mapping[str, object]") -> np.ndarray:
    """`matrix` of one payment, to the last bit and six times as fast: no array for each column."""
    made = {**payment, **derived(payment)}
    return np.array([[made[name] for name in FEATURES]], dtype=np.float32)


# --8<-- [end:rows]
def target(payments: "pd.DataFrame") -> np.ndarray:
    """The labels, 0 or 1."""
    return payments[LABEL].to_numpy(dtype=np.int64)


# --8<-- [start:split-by-time]
def split_by_time(payments: "pd.DataFrame", week: int) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """What came before `week`, and what came from then on: a model may not learn from the future."""
    past = payments["week"] < week
    return payments[past], payments[~past]


# --8<-- [end:split-by-time]
