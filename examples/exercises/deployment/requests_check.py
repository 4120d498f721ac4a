"""Check the exercise on requests: with features of the course's own, and with a log as tills leave it."""

import numpy as np
from exercises.runner.lists import as_list
from fraud import features
from fraud.limits import SMOKE

NAMES = ["amount_log", "night", "hour"]
SAID = [
    {"transaction_id": "a", "chance": 0.9},
    {"transaction_id": "b", "chance": 0.1},
    {"transaction_id": None, "chance": 0.4},
    {"transaction_id": "a", "chance": 0.7},
    {"transaction_id": "c", "chance": 0.2},
]


def table(*rows):
    return np.array(rows, dtype=np.float32)


def log():
    """The lines anew: whatever was done to those of another check."""
    return [dict(line) for line in SAID]


def compare(found, wanted):
    return None if as_list(found) == wanted else f"it returns {found!r}, and should return {wanted!r}"


def same(yours):
    """right: equal features differ in nothing, a gap included
    not yet: differing(together, alone, names) of two equal arrays, one of which holds NaN
    hint: NaN is not equal to itself as a number. Its bits are.
    hint: together.view("u4") != alone.view("u4") compares bits.
    """
    rows = table([1.5, 0, 3], [2.5, 1, float("nan")])
    return compare(yours.differing(rows, rows.copy(), NAMES), [])


def bit(yours):
    """right: one bit in one payment is found
    not yet: differing(together, alone, names) where one number is the next one that float32 can hold
    hint: Rounding and np.isclose hide what you look for.
    hint: .any(axis=0) says for each column whether any row differs.
    """
    together, alone = table([1.5, 0, 3], [2.5, 1, 4]), table([1.5, 0, 3], [2.5, 1, 4])
    alone[1, 0] = np.nextafter(alone[1, 0], np.float32(9))
    return compare(yours.differing(together, alone, NAMES), ["amount_log"])


def slips(yours):
    """right: two slips are named, in the order of the features
    not yet: differing(together, alone, names) where amount_log has another base and the night ends at 7
    hint: zip(names, ..., strict=True) brings each name together with its column.
    """
    week = [SMOKE | {"hour": hour, "amount": 10.0 + hour} for hour in range(24)]
    together = np.vstack([features.row(payment) for payment in week])
    alone = together.copy()
    names = list(features.FEATURES)
    alone[:, names.index("amount_log")] = [np.log10(1 + payment["amount"]) for payment in week]
    alone[:, names.index("night")] = [payment["hour"] < 7 for payment in week]
    return compare(yours.differing(together, alone, names), ["amount_log", "night"])


def labelled(yours):
    """right: a payment without a label is left out, a label without a payment too
    not yet: matched(said, labels) where only b and an unknown z have labels
    hint: Go through the log, and ask for each id whether it is in labels.
    hint: A payment without a label is no honest one: it must not get a 0.
    """
    return compare(yours.matched(log(), {"b": 0, "z": 1}), {"b": (0.1, 0)})


def last(yours):
    """right: of two answers for one payment the last counts
    not yet: matched(said, labels) where a was asked about twice
    hint: The log is in order of time; a dict keeps what was put in last.
    """
    return compare(yours.matched(log(), {"a": 1, "c": 0}), {"a": (0.7, 1), "c": (0.2, 0)})


def unnamed(yours):
    """right: a line without an id waits for nothing
    not yet: waiting(said, labels) where no label is known yet
    hint: a, b and c wait. No label will ever find the line whose id is None.
    hint: Collect the ids in a set, and take away None and the ids that have labels.
    """
    return compare(yours.waiting(log(), {}), 3)


def done(yours):
    """right: what has a label waits no longer
    not yet: waiting(said, labels) where a and b have labels
    hint: {"a", "b", "c"} - labels.keys() is a set; its length is the answer.
    """
    return compare(yours.waiting(log(), {"a": 1, "b": 0, "z": 1}), 1)
