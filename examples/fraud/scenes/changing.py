"""Weeks in which the fraudsters change bit by bit, as in life: a model of the past is late, but not lost."""

import numpy as np
import pandas as pd

from ..limits import LABEL
from ..simulate import batch, stream

WEEKS = 12
CALM = 6  # weeks before the first fraudster tries the new tactic
TOP = 0.3  # share of the payments to which the new tactic applies in the last week


# --8<-- [start:week]
def week(number: int, rows: int, share: float, *, seed: int = 7) -> pd.DataFrame:
    """One week in which `share` of the payments follow the new tactic and the others the old one."""
    old, new = (batch(number, rows, seed=seed, tactic=tactic) for tactic in (0, 1))
    moved = stream(seed, number, "tactic by payment").random(rows) < share
    return old.assign(**{LABEL: np.where(moved, new[LABEL], old[LABEL])})


# --8<-- [end:week]
# --8<-- [start:weeks]
def weeks(rows: int, *, seed: int = 7) -> pd.DataFrame:
    """Twelve weeks, 1 to 12: six calm ones, then the new tactic grows from week to week."""
    shares = np.clip((np.arange(1, WEEKS + 1) - CALM) / (WEEKS - CALM), 0, 1) * TOP
    numbered = enumerate(shares, start=1)
    return pd.concat([week(number, rows, share, seed=seed) for number, share in numbered], ignore_index=True)


# --8<-- [end:weeks]
