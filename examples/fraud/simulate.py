"""Make weekly batches of card payments whose truth is known, because real ones may not be shared.

Every column draws from a stream of its own, so turning a dial changes only the columns it is about:
`age_shift` moves `age` (the inputs drift, the rule stays), `tactic` moves `is_fraud` (the rule moves, the
inputs stay to the last byte). A stream goes on where the last chunk left it, so a week has the same bytes in
one piece or in many, and one of millions of rows needs the memory of one piece.
`python -m fraud.simulate` writes weeks to files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from .limits import CHANNELS

if TYPE_CHECKING:
    import pandas as pd  # not yet: `--help` must not wait for it

CUSTOMERS = 5000
MERCHANTS = 400
CHANNEL_SHARES = (0.35, 0.30, 0.35)
DAYTIME = np.array([1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 11, 13, 14, 12, 11, 11, 12, 14, 15, 13, 10, 7, 4, 2])
TACTICS = ("stolen card", "small and often", "borrowed account")
CHUNK = 100_000  # rows made at a time


def stream(seed: int, *names: object) -> np.random.Generator:
    """A random stream that belongs to these names alone, the same on every system."""
    return np.random.default_rng([seed, crc32("/".join(map(str, names)).encode())])


class Streams(dict):
    """The random streams of one week by name, each begun when it is first asked for."""

    def __init__(self, seed: int, week: int) -> None:
        self._place = seed, week

    def __missing__(self, name: str) -> np.random.Generator:
        self[name] = stream(*self._place, name)
        return self[name]


def batch(
    week: int, rows: int = 4000, *, seed: int = 7, age_shift: float = 0.0, tactic: int = 0
) -> pd.DataFrame:
    """One week of payments; `age_shift` in years, `tactic` is a position in TACTICS."""
    return next(chunks(week, rows, seed=seed, age_shift=age_shift, tactic=tactic, size=max(rows, 1)))


# --8<-- [start:chunks]
def chunks(
    week: int, rows: int, *, seed: int = 7, age_shift: float = 0.0, tactic: int = 0, size: int = CHUNK
) -> Iterator[pd.DataFrame]:
    """The week of `batch` in pieces of at most `size` rows; only one piece is in memory at a time."""
    if not 0 <= tactic < len(TACTICS):
        raise ValueError(f"tactic is {tactic}; use 0 to {len(TACTICS) - 1}: {', '.join(TACTICS)}")
    draw = Streams(seed, week)
    for first in range(0, max(rows, 1), size):
        frame = inputs(week, range(first, min(first + size, rows)), seed, draw)
        frame["age"] = np.clip(frame["age"].to_numpy() + age_shift, 18, 100)
        luck = draw["fraud"].random(len(frame))
        frame["is_fraud"] = (luck < fraud_chance(frame, tactic)).astype("int64")
        yield frame


# --8<-- [end:chunks]
def inputs(week: int, numbers: range, seed: int, draw: Streams) -> pd.DataFrame:
    """What the till sees of the payments with these numbers: everything but the label."""
    import pandas as pd

    rows = len(numbers)
    customer = draw["customer"].integers(0, CUSTOMERS, rows)
    merchant = draw["merchant"].integers(0, MERCHANTS, rows)
    channel = draw["channel"].choice(len(CHANNELS), rows, p=CHANNEL_SHARES)
    foreign = draw["foreign"].random(rows) < 0.06
    ages = np.clip(stream(seed, "ages").normal(38, 11, CUSTOMERS), 18, 90).round()
    risks = stream(seed, "risks").beta(2, 6, MERCHANTS).round(3)
    return pd.DataFrame(
        {
            "transaction_id": named(f"w{week:03d}-", numbers, 6),
            "week": np.full(rows, week, dtype="int64"),
            "customer": named("c", customer, 4),
            "merchant": named("m", merchant, 3),
            "channel": pd.array(CHANNELS, dtype="str").take(channel),
            "amount": np.maximum(draw["amount"].lognormal(3.5, 1.0, rows), 0.5).round(2),
            "age": ages[customer],
            "hour": draw["hour"].choice(np.arange(24.0), rows, p=DAYTIME / DAYTIME.sum()),
            "device_age_days": draw["device"].exponential(250, rows).round(1),
            "merchant_risk": risks[merchant],
            "distance_km": distances(foreign, draw["distance"]),
            "is_foreign": foreign.astype("float64"),
            "n_last_day": draw["often"].poisson(1.6, rows).astype("float64"),
        }
    )


def named(letters: str, numbers: Sequence[int], digits: int) -> pd.Series:
    """Numbers as names: letters, then at least so many digits, like c0042."""
    import pandas as pd

    return letters + pd.Series(numbers, dtype="int64").astype("str").str.zfill(digits)


def distances(foreign: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Kilometres from home; a payment abroad is far away."""
    near = draw.lognormal(1.8, 1.0, len(foreign))
    return np.where(foreign, 400 + 40 * near, near).round(1)


def fraud_chance(frame: pd.DataFrame, tactic: int) -> np.ndarray:
    """The rule that a model has to find; it never looks at `age`."""
    big = np.log(frame["amount"].to_numpy() / 33)
    new_device = np.exp(-frame["device_age_days"].to_numpy() / 60)
    night = (frame["hour"].to_numpy() < 6).astype(float)
    online = (frame["channel"] == "online").to_numpy(float)
    often = frame["n_last_day"].to_numpy()
    risk = frame["merchant_risk"].to_numpy()
    foreign = frame["is_foreign"].to_numpy()
    score = (
        3.0 * big
        + 5.0 * new_device
        + 3.0 * night
        + 3.0 * foreign
        + 4.0 * risk
        + 3.0 * new_device * online
        - 9.9,
        -2.5 * big + 2.2 * often + 4.0 * online + 5.0 * risk - 14.9,
        -6.0 * new_device + 3.0 * big + 3.0 * online + 1.5 * often + 3.0 * risk - 11.2,
    )[tactic]
    return 1 / (1 + np.exp(-1.5 * score))


def labels_known(frame: pd.DataFrame, week_now: int, delay: int = 4) -> pd.DataFrame:
    """The payments whose truth has come in by `week_now`; chargebacks take `delay` weeks."""
    return frame[frame["week"] + delay <= week_now]


if __name__ == "__main__":
    from .delivery import main

    main()
