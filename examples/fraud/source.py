"""Where the payments come from: the simulator's story of sixteen weeks, or someone's own file."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .features import split_by_time
from .limits import LABEL
from .reading import read_csv, refuse
from .simulate import batch

YEARS_OLDER = 12.0
LEAST_FRAUDS = 5


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


def last_quarter(payments: pd.DataFrame) -> int:
    """The week in which the last quarter of the weeks begins."""
    weeks = sorted(payments["week"].unique())
    return int(weeks[len(weeks) * 3 // 4])


def acts(payments: pd.DataFrame) -> Acts:
    """Cut the weeks into a first half and two quarters."""
    weeks = sorted(payments["week"].unique())
    history, rest = split_by_time(payments, weeks[len(weeks) // 2])
    return Acts(history, *split_by_time(rest, last_quarter(payments)))


def load(file: Path | None, rows: int) -> Acts:
    """The payments of that file, or simulated ones with so many rows a week."""
    return spread(file, acts(read_csv(file))) if file else acts(simulated(rows))


def spread(file: Path, told: Acts) -> Acts:
    """The acts, if each part that a model learns from or is tested on has both kinds of payments."""
    halves = [split_by_time(part, last_quarter(part)) for part in (told.history, told.recent)]
    for part in (*halves[0], told.later, *halves[1]):
        found, weeks = int(part[LABEL].sum()), f"weeks {part['week'].min()} to {part['week'].max()}"
        if not LEAST_FRAUDS <= found <= len(part) - LEAST_FRAUDS:
            remedy = "a model learns from both kinds, and is tested on both: export a longer time"
            few = f"{found} frauds among {len(part)} payments in {weeks}"
            refuse(file, few, f"{LEAST_FRAUDS} or more of each kind", remedy, column=LABEL)
    return told
