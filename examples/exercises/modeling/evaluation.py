"""Find the slice for whom the model is worst, among those with frauds enough to speak of."""

import numpy as np

# Run this first, and say which challengers pass the gate:
#
#     python examples/modeling/evaluation.py --rows 1000


def worst_slice(truth, stopped, slices, least=30):
    """Return the name of the slice in which the smallest share of the frauds is stopped.

    `truth`: 1 for a fraud, 0 for an honest payment. `stopped`: True where the model stops the payment.
    Both are NumPy arrays with one value a payment.
    `slices`: name to a pandas Series of booleans, True for the payments that belong to the slice.
    Slices with fewer than `least` frauds are left out; if none is left, return "none".
    """
    # --8<-- [start:solve]
    # unsolved: return None
    shares = {}
    for name, inside in slices.items():
        frauds = (truth == 1) & np.asarray(inside)
        if frauds.sum() >= least:
            shares[name] = stopped[frauds].mean()
    return min(shares, key=shares.get, default="none")
    # --8<-- [end:solve]
