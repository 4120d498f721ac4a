"""Check the exercise on a column of words: quiet weeks, shifts, renamed words, words that come and go."""

import math
from functools import cache

import pandas as pd
from fraud.simulate import batch


@cache
def channels(week):
    return batch(week, 4000)["channel"]


def measured(yours, reference, week, wanted, apart=1e-6):
    """Compare with the PSI as it is defined, summed by hand."""
    found = yours.category_psi(reference, week)
    try:
        right = math.isclose(float(found), wanted, abs_tol=apart)
    except (TypeError, ValueError):
        what = "None" if found is None else f"a {type(found).__name__}"
        return f"it returns {what}, which is no number"
    return None if right else f"it says {float(found):.4f}, and should say {wanted:.4f}"


def by_hand(before, after):
    pairs = [(max(a, 1e-4), max(b, 1e-4)) for a, b in zip(before, after, strict=True)]
    return sum((b - a) * math.log(b / a) for a, b in pairs)


def same(yours):
    """right: a week that equals the reference has a PSI of 0
    not yet: category_psi(week, week) must be 0
    hint: column.value_counts(normalize=True) gives the share of each word.
    hint: psi_of_shares of two equal lists of shares is 0; return what it returns.
    """
    return measured(yours, channels(0), channels(0), 0)


def shift(yours):
    """right: half online becomes a quarter online: 0.27
    not yet: from 50% online to 25% online
    hint: The reference's shares come first, the week's second.
    hint: Shares, not counts: 50 of 100 and 500 of 1000 are the same share.
    """
    before = pd.Series(["online", "chip"] * 50)
    after = pd.Series(["online", "chip", "chip", "chip"] * 100)
    return measured(yours, before, after, by_hand([0.5, 0.5], [0.25, 0.75]))


def order(yours):
    """right: each word is compared with itself, whichever is the most frequent
    not yet: the most frequent word of one week is not that of the other
    hint: value_counts sorts by frequency: the first share of each side belongs to different words here.
    hint: pd.concat([one, other], axis=1) puts the shares of the same word side by side.
    """
    before = pd.Series(["online"] * 80 + ["chip"] * 20)
    after = pd.Series(["online"] * 20 + ["chip"] * 80)
    return measured(yours, before, after, by_hand([0.8, 0.2], [0.2, 0.8]))


def quiet(yours):
    """right: a quiet week of payments stays far below 0.1
    not yet: a quiet week of payments
    hint: Print what you compare: are there as many shares as words on both sides?
    """
    words = sorted(set(channels(0)) | set(channels(9)))
    shares = [[float((channels(week) == word).mean()) for word in words] for week in (0, 9)]
    return measured(yours, channels(0), channels(9), by_hand(*shares))


def renamed(yours):
    """right: a word that got a new name is a loud alarm, and a number
    not yet: a week in which the tills call `contactless` by a new name, `tap`
    hint: Two words have a share on one side only, `contactless` and `tap`. Each needs a bin on both sides.
    hint: A word that one side does not know has no share there: pandas says NaN, and a bin with NaN is left
    out of a sum, or makes all of it NaN.
    hint: The missing share is 0: .fillna(0). The floor in psi_of_shares turns it into one in ten thousand.
    """
    week = channels(9).replace("contactless", "tap")
    words = sorted(set(channels(0)) | set(week))
    shares = [[float((column == word).mean()) for word in words] for column in (channels(0), week)]
    return measured(yours, channels(0), week, by_hand(*shares))


def gone(yours):
    """right: a word that is no longer said counts as well
    not yet: a word of the reference that the week does not have
    hint: Take the words of both sides, not only those of the week.
    """
    before = pd.Series(["online"] * 60 + ["chip"] * 30 + ["magstripe"] * 10)
    after = pd.Series(["online"] * 66 + ["chip"] * 34)
    return measured(yours, before, after, by_hand([0.6, 0.3, 0.1], [0.66, 0.34, 0]))
