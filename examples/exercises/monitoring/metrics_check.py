"""Check the exercise on metrics: restarts, blips, and answers that are slower than they look."""

from contextlib import suppress

from exercises.runner.lists import as_list


def number(found, wanted):
    with suppress(TypeError, ValueError):
        if abs(float(found) - wanted) < 1e-6:
            return None
    return f"it returns {found!r}, and should return {wanted:g}"


def steady(yours):
    """right: rate() is the increase divided by the seconds
    not yet: rate([(0, 100), (10, 110), (30, 160)])
    hint: From 100 to 160 in 30 seconds.
    hint: (last value - first value) / (last time - first time) is right as long as nothing restarts.
    """
    return number(yours.rate([(0, 100), (10, 110), (30, 160)]), 2.0)


def restart(yours):
    """right: rate() survives a restart
    not yet: rate([(0, 100), (15, 130), (30, 30), (45, 60)]): the service was restarted after 15 seconds
    hint: Add up the increases from sample to sample.
    hint: A value below the one before has grown from 0: its increase is the value itself.
    """
    return number(yours.rate([(0, 100), (15, 130), (30, 30), (45, 60)]), 2.0)


def listed(found, wanted):
    return None if as_list(found) == wanted else f"it returns {found!r}, and should return {wanted!r}"


def outage(yours):
    """right: states() goes from inactive over pending to firing
    not yet: states([False, True, True, True, True], 2)
    hint: Remember the minute in which the expression began to hold.
    hint: It is firing when the present minute minus that one is at least `patience`.
    """
    wanted = ["inactive", "pending", "pending", "firing", "firing"]
    return listed(yours.states([False, True, True, True, True], 2), wanted)


def blip(yours):
    """right: states() begins anew after a minute in which the expression does not hold
    not yet: states([True, False, True, True], 2): two blips, and no page
    hint: When the expression does not hold, forget since when it held.
    """
    wanted = ["pending", "inactive", "pending", "pending"]
    return listed(yours.states([True, False, True, True], 2), wanted)


def hurry(yours):
    """right: states() fires at once where a rule has no patience
    not yet: states([True, False], 0)
    hint: After 0 minutes it has held for 0 minutes.
    """
    return listed(yours.states([True, False], 0), ["firing", "inactive"])


def exact(yours):
    """right: quantile() finds the limit when the rank ends a bucket
    not yet: quantile(0.9, [(0.1, 90), (0.3, 100)])
    hint: The rank is q times the count of all: 90 of 100.
    hint: The first bucket whose count reaches the rank holds the quantile.
    """
    return number(yours.quantile(0.9, [(0.1, 90), (0.3, 100)]), 0.1)


def within(yours):
    """right: quantile() estimates within a bucket
    not yet: quantile(0.99, [(0.1, 98), (0.3, 100)]): 98 answers within 0.1 s, two more within 0.3 s; then
    quantile(0.95, [(0.1, 50), (0.2, 90), (0.5, 100)])
    hint: The rank is 99. The second bucket begins with 98 and ends with 100.
    hint: Rank 99 is half of the way through the bucket, so the estimate is half of the way from 0.1 to 0.3.
    """
    if wrong := number(yours.quantile(0.99, [(0.1, 98), (0.3, 100)]), 0.2):
        return wrong
    third = number(yours.quantile(0.95, [(0.1, 50), (0.2, 90), (0.5, 100)]), 0.35)
    return third and f"with three buckets {third}"


def low(yours):
    """right: quantile() lets the first bucket begin at 0
    not yet: quantile(0.5, [(0.1, 100), (0.3, 100)])
    hint: 50 of the 100 answers of the first bucket: half of the way from 0 to 0.1.
    """
    return number(yours.quantile(0.5, [(0.1, 100), (0.3, 100)]), 0.05)
