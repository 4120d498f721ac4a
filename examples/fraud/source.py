"""Where the payments come from: the simulator's story of sixteen weeks, or someone's own file."""

from dataclasses import dataclass

import pandas as pd

from .features import split_by_time
from .simulate import batch

YEARS_OLDER = 12.0


@dataclass(frozen=True)
class Acts:
    """The weeks in the order in which life brings them."""

    history: pd.DataFrame  # first half: what we have when we start
    later: pd.DataFrame  # third quarter: what comes while the model is served
    recent: pd.DataFrame  # last quarter


def simulated(rows: int) -> pd.DataFrame:
    """Sixteen weeks: from week 9 on the users are older, from week 13 on the fraudsters do something new."""
    weeks = [batch(week, rows) for week in range(1, 9)]
    weeks += [batch(week, rows, age_shift=YEARS_OLDER) for week in range(9, 13)]
    weeks += [batch(week, rows, age_shift=YEARS_OLDER, tactic=1) for week in range(13, 17)]
    return pd.concat(weeks, ignore_index=True)


def acts(payments: pd.DataFrame) -> Acts:
    """Cut the weeks into a first half and two quarters."""
    weeks = sorted(payments["week"].unique())
    half, three_quarters = weeks[len(weeks) // 2], weeks[len(weeks) * 3 // 4]
    history, rest = split_by_time(payments, half)
    return Acts(history, *split_by_time(rest, three_quarters))
