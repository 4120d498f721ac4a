"""Measure how far a column of words has moved."""

import pandas as pd
from fraud.drift import psi_of_shares


def category_psi(reference, week):
    """Return the PSI of a column of words, from two pandas Series such as `payments["channel"]`.

    Each word is a bin, also a word that only one of the two sides knows.
    `psi_of_shares(expected, actual)` takes the shares of the bins, in the same order on both sides.
    """
    # --8<-- [start:solve]
    # unsolved: return None
    shares = [column.value_counts(normalize=True) for column in (reference, week)]
    expected, actual = pd.concat(shares, axis=1).fillna(0).to_numpy().T
    return psi_of_shares(expected, actual)
    # --8<-- [end:solve]
