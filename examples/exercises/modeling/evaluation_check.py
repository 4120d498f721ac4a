"""Check the exercise on slices: shares of frauds, not of payments, and none that few frauds made."""

from functools import cache

import numpy as np
import pandas as pd
from fraud import features
from fraud.simulate import batch


def made(*slices):
    """Payments in slices, one after the other; each: its name, its frauds, how many of them are stopped,
    its honest payments, how many of those are stopped."""
    truth, stopped, names = [], [], []
    for name, frauds, caught, honest, alarms in slices:
        truth += [1] * frauds + [0] * honest
        stopped += (
            [True] * caught + [False] * (frauds - caught) + [True] * alarms + [False] * (honest - alarms)
        )
        names += [name] * (frauds + honest)
    belongs = pd.Series(names, index=range(5000, 5000 + len(names)))  # an index that is no position
    groups = {name: belongs == name for name, *_ in slices}
    return np.array(truth), np.array(stopped), groups


def asked(yours, wanted, payments, **settings):
    found = yours.worst_slice(*payments, **settings)
    return None if found == wanted else f"it returns {found!r}, and should return {wanted!r}"


def lowest(yours):
    """right: the slice with the smallest share of stopped frauds
    not yet: of 40 frauds 30 are stopped, of 100 frauds 35, of 40 frauds 20: the second slice is the worst
    hint: Walk over slices.items(): a name, and a column of True and False.
    hint: Compare shares, not how many: 20 of 40 is a larger share than 35 of 100.
    hint: frauds = (truth == 1) & np.asarray(inside); the share is stopped[frauds].mean().
    """
    return asked(
        yours, "chip", made(("online", 40, 30, 99, 0), ("chip", 100, 35, 99, 0), ("tap", 40, 20, 99, 0))
    )


def of_frauds(yours):
    """right: honest payments do not count, however many are stopped
    not yet: a slice with many false alarms is not one whose frauds are missed
    hint: Of which payments is the share taken? An honest payment that is let go is no missed fraud.
    """
    return asked(yours, "night", made(("night", 40, 20, 200, 190), ("day", 40, 30, 200, 0)))


def few(yours):
    """right: a slice with too few frauds is left out
    not yet: none of 5 frauds is stopped in `abroad`, which says little; of 60 frauds at home, 30 are
    hint: Count the frauds of a slice before you take the share.
    """
    return asked(yours, "home", made(("abroad", 5, 0, 500, 0), ("home", 60, 30, 500, 0)))


def edge(yours):
    """right: exactly `least` frauds are enough
    not yet: with least=10, a slice with 10 frauds counts and one with 9 does not
    hint: "Fewer than least" are left out: compare with >=.
    """
    three = made(("ten", 10, 2, 50, 0), ("nine", 9, 0, 50, 0), ("many", 90, 45, 50, 0))
    return asked(yours, "ten", three, least=10)


def empty(yours):
    """right: "none" where no slice has frauds enough, also where one has no fraud at all
    not yet: if no slice can be judged, say "none"
    hint: The mean of nothing is NaN, and the smallest of nothing is an error: leave small slices out first.
    hint: min(shares, key=shares.get, default="none") copes with an empty dictionary.
    """
    return asked(yours, "none", made(("quiet", 0, 0, 90, 0), ("small", 3, 1, 90, 0)))


@cache
def week():
    """A week of payments, in which the rule of today stops all above 150 euros."""
    payments = batch(10, 4000)
    slices = {f"channel {name}": payments["channel"] == name for name in ("chip", "contactless", "online")}
    slices |= {
        "new device": payments["device_age_days"] < 30,
        "old device": payments["device_age_days"] >= 30,
    }
    return features.target(payments), payments["amount"].to_numpy() > 150, slices


def real(yours):
    """right: a week of payments, with slices that share payments
    not yet: a week of payments, whose slices overlap
    hint: Does your function change truth, stopped or slices? They are needed again for the next slice.
    """
    truth, stopped, slices = week()
    shares = {}
    for name, inside in slices.items():
        of_slice = stopped[np.flatnonzero(inside & (truth == 1))]
        if len(of_slice) >= 30:
            shares[name] = sum(of_slice) / len(of_slice)
    return asked(yours, min(shares, key=shares.get), (truth.copy(), stopped.copy(), slices))
