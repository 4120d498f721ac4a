"""Check the exercise on known labels: by hand, then by changing what must make no difference."""

from functools import cache

import numpy as np
import pandas as pd


def table(*rows):
    return pd.DataFrame(rows, columns=["week", "merchant", "is_fraud"])


def no_series(*found):
    """What is wrong if any of these is no Series."""
    other = next((one for one in found if not isinstance(one, pd.Series)), found[0])
    if other is None:
        return "it returns None"
    if not isinstance(other, pd.Series):
        return f"it returns a {type(other).__name__}, expected a pandas Series"
    return None


def compare(found, wanted, last=0):
    """Number by number, or only the last ones; a gap equals a gap."""
    if wrong := no_series(found):
        return wrong
    found = found.iloc[-last:]
    if len(found) != len(wanted):
        return f"it returns {len(found)} rates for {len(wanted)} payments"
    if np.allclose(found.to_numpy(dtype=float), np.array(wanted, dtype=float), equal_nan=True):
        return None
    return f"expected {told(wanted)}, found {told(found)}"


def told(rates):
    return ", ".join("a gap" if np.isnan(rate) else f"{rate:.2f}" for rate in rates)


@cache
def weeks():
    """Eight weeks at six merchants: few enough for a loop over payments."""
    draw, a_week = np.random.default_rng(7), 30
    rows = 8 * a_week
    merchants, frauds = draw.choice(list("abcdef"), rows), draw.integers(0, 2, rows)
    return pd.DataFrame({"week": np.repeat(range(1, 9), a_week), "merchant": merchants, "is_fraud": frauds})


def past(yours):
    """right: the rate is that of the merchant's payments whose labels are in
    not yet: merchant a has frauds 1 and 0 in week 1, and a payment in week 5: its rate is 0.50
    hint: Which rows are known in week 5, for a delay of 4? Those with week + delay <= 5.
    hint: known.groupby("merchant")["is_fraud"].mean() is the rate by merchant; map it to the week.
    """
    payments = table([1, "a", 1], [1, "a", 0], [5, "a", 0])
    return compare(yours.known_rate(payments), [0.5], last=1)


def nothing_known(yours):
    """right: where nothing is known there is a gap, no made-up 0
    not yet: in week 1 nothing is known, and of merchant b nothing is ever known: these rates are gaps
    hint: A merchant without labels is not in the table of rates: map gives NaN by itself.
    hint: 0 would say "never a fraud", which nobody knows.
    """
    gap = float("nan")
    payments = table([1, "a", 1], [1, "a", 0], [5, "a", 0], [5, "b", 1])
    return compare(yours.known_rate(payments), [gap, gap, 0.5, gap])


def late(yours):
    """right: labels that are still on their way do not count
    not yet: a fraud of week 3 must not change the rate of a payment in week 6: its label comes in week 7
    hint: Past is not the same as known. Compare week + delay with the week of the payment.
    """
    payments = table([1, "a", 0], [3, "a", 1], [6, "a", 0], [7, "a", 0])
    return compare(yours.known_rate(payments), [0.0, 0.5], last=2)


def asked(yours):
    """right: the delay is an argument
    not yet: with delay=1 the label of last week is known, with delay=2 it is not
    hint: Is a 4 written somewhere in your function where `delay` should stand?
    """
    payments = table([1, "a", 1], [2, "a", 0], [3, "a", 0])
    one = compare(yours.known_rate(payments, delay=1), [1.0, 0.5], last=2)
    two = compare(yours.known_rate(payments, delay=2), [1.0], last=1)
    return f"with delay=1: {one}" if one else two and f"with delay=2: {two}"


def order(yours):
    """right: each rate stays with its payment, whatever the order of the rows
    not yet: shuffled payments must get the same rates, with the same index
    hint: Start from pd.Series(float("nan"), index=payments.index) and fill it week by week.
    """
    payments = weeks()
    straight, mixed = (yours.known_rate(part) for part in (payments, payments.sample(frac=1, random_state=7)))
    if wrong := no_series(straight, mixed):
        return wrong
    if set(mixed.index) != set(payments.index):
        return "its index is not that of the payments"
    same = np.allclose(straight, mixed.reindex(straight.index), equal_nan=True)
    return None if same else "a payment has another rate when the rows are shuffled"


def future(yours):
    """right: nothing that comes later changes a rate: the feature cannot know the answer
    not yet: turn round all labels from week 5 on; the rates up to week 8 must stay as they are
    hint: A rate in week 8 may use the labels of weeks 1 to 4, and no others.
    """
    payments = weeks()
    later = payments["week"] >= 5
    turned = payments.assign(is_fraud=payments["is_fraud"].mask(later, 1 - payments["is_fraud"]))
    before, after = (yours.known_rate(part) for part in (payments, turned))
    if wrong := no_series(before, after):
        return wrong
    if before.notna().sum() == 0:
        return "there is no rate at all yet"
    moved = int((before.fillna(-1) != after.fillna(-1)).sum())
    return None if moved == 0 else f"{moved} rates have changed"
