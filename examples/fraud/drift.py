"""Say how far a batch has moved from a reference: two distances, from scratch, and a table of them."""

import numpy as np
import pandas as pd

PSI_LIMIT = 0.1
D_LIMIT = 0.1
EMPTY = 1e-4


# --8<-- [start:psi]
def psi(reference, current, bins: int = 10) -> float:
    """Population Stability Index over bins cut at the reference's quantiles."""
    reference, current = _numbers("reference", reference), _numbers("current", current)
    edges = _edges(reference, bins)
    return psi_of_shares(_shares(reference, edges), _shares(current, edges))


def psi_of_shares(expected, actual) -> float:
    """Sum (actual - expected) * ln(actual / expected) over the shares of each bin."""
    # An empty bin would give an infinite logarithm: it counts as one in ten thousand.
    expected, actual = np.maximum(expected, EMPTY), np.maximum(actual, EMPTY)
    return float(np.sum((actual - expected) * np.log(actual / expected)))


def _edges(reference, bins):
    quantiles = np.quantile(reference, np.arange(1, bins) / bins)
    edges, times = np.unique(quantiles, return_counts=True)
    # A value so common that it is several quantiles at once gets a bin of its own.
    return np.union1d(edges, np.nextafter(edges[times > 1], np.inf))


def _shares(values, edges):
    bins = np.searchsorted(edges, values, side="right")
    return np.bincount(bins, minlength=len(edges) + 1) / len(values)


# --8<-- [end:psi]


def ks(reference, current) -> tuple[float, float]:
    """Kolmogorov-Smirnov: D, the widest gap between the two cumulative shares, and its p-value."""
    reference = np.sort(_numbers("reference", reference))
    current = np.sort(_numbers("current", current))
    everywhere = np.concatenate([reference, current])
    share_below = [np.searchsorted(s, everywhere, side="right") / len(s) for s in (reference, current)]
    d = float(np.max(np.abs(share_below[0] - share_below[1])))
    return d, _p_value(d, len(reference), len(current))


def _p_value(d, n, m):
    """Chance of a gap of at least d when nothing moved (Kolmogorov's limit, for dozens of rows or more)."""
    scaled = d * np.sqrt(n * m / (n + m))
    if scaled < 0.2:  # the series converges slowly here, and its value is 1 to twelve digits
        return 1.0
    k = np.arange(1, 101)
    return float(np.clip(2 * np.sum((-1.0) ** (k - 1) * np.exp(-2 * (k * scaled) ** 2)), 0, 1))


# --8<-- [start:report]
def report(reference, current, columns) -> pd.DataFrame:
    """One row a column: psi, d, p, and moved: psi or d is beyond its limit."""
    rows = {name: _compare(name, reference[name], current[name]) for name in columns}
    columns = ["psi", "d", "p"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype=float)
    # Without p: given enough rows, it is tiny for differences that matter to nobody.
    return table.assign(moved=(table["psi"] > PSI_LIMIT) | (table["d"] > D_LIMIT))


def _compare(name, reference, current):
    try:
        return psi(reference, current), *ks(reference, current)
    except ValueError as problem:
        raise ValueError(f"column {name}: {problem}") from problem


# --8<-- [end:report]


def noise(n: int, m: int, bins: int = 10) -> float:
    """PSI that two samples of n and m rows show on average when nothing moved (Yurdakul 2018)."""
    return (bins - 1) * (1 / n + 1 / m)


def _numbers(which, values):
    try:
        numbers = np.asarray(values, dtype=float).ravel()
    except (TypeError, ValueError):
        raise ValueError(f"{which} is not numeric; encode it first or compare shares per category") from None
    if not len(numbers):
        raise ValueError(f"{which} is empty; there is nothing to compare")
    missing = int((~np.isfinite(numbers)).sum())
    if missing:
        raise ValueError(
            f"{which} has {missing} missing or infinite of {len(numbers)} values; "
            "watch their share as a column of its own, and drop or fill them before comparing"
        )
    return numbers
