"""Check the exercise on prices: by hand, then on payments whose chances of fraud are known to be true."""

import math
from functools import cache

import numpy as np

MISSED, CALL = 80.0, 5.0


@cache
def payments():
    """Chances, and a truth that follows them: a chance of 6% is fraud six times in a hundred."""
    draw = np.random.default_rng(7)
    chances = draw.beta(0.3, 6.0, 200_000)
    return chances, (draw.random(len(chances)) < chances).astype(int)


def number(found):
    try:
        return float(found)
    except (TypeError, ValueError):
        return math.nan


def near(found, wanted, apart=1e-9):
    if math.isclose(number(found), wanted, abs_tol=apart):
        return None
    return f"it returns {found!r}" if math.isnan(number(found)) else f"it returns {number(found):g}"


def answer(yours):
    """right: BREAK_EVEN: a call for every stopped payment needs a better reason than one for some
    not yet: BREAK_EVEN: from which chance of fraud on is it cheaper to stop?
    hint: Say what each decision costs at a chance p. Letting the payment through costs p * 80 on average.
    hint: Stopping costs 5, whatever p is. At which p do the two cost the same?
    """
    if yours.BREAK_EVEN is None:
        return "no answer yet"
    told = f"you say {yours.BREAK_EVEN!r}"
    return None if math.isclose(number(yours.BREAK_EVEN), CALL / MISSED, abs_tol=5e-4) else told


def caught(yours):
    """right: cost() counts a call for a fraud that was stopped
    not yet: one payment of four is fraud and is stopped, the others go through: 1250 per 1,000 payments
    hint: Four payments cost one call, 5 EUR. How much are 1,000 such payments?
    hint: Every True in `stopped` is a call: stopped.sum() counts them.
    """
    truth, stopped = np.array([1, 0, 0, 0]), np.array([True, False, False, False])
    return near(yours.cost(truth, stopped, MISSED, CALL), 1250)


def missed(yours):
    """right: cost() counts a fraud that went through, and the false alarm beside it
    not yet: of four payments a fraud goes through and an honest one is stopped: 21250 per 1,000 payments;
    25500 where a fraud costs 100 and a call 2
    hint: (truth == 1) & ~stopped is True where a fraud went through.
    hint: The prices are arguments: is an 80 or a 5 written somewhere in your function?
    """
    truth, stopped = np.array([1, 0, 0, 0]), np.array([False, True, False, False])
    if wrong := near(yours.cost(truth, stopped, MISSED, CALL), 21250):
        return wrong
    dear = near(yours.cost(truth, stopped, 100.0, 2.0), 25500)
    return dear and f"with prices of 100 and 2 {dear}"


def from_prices(yours):
    """right: threshold() follows the prices
    not yet: threshold(200, 10) must be the chance at which both decisions cost the same
    hint: It is the equation of BREAK_EVEN with other prices.
    hint: p * missed_fraud = call. Solve it for p.
    """
    return near(yours.threshold(200.0, 10.0), 0.05)


def never(yours):
    """right: where a call costs more than a fraud, stopping never pays
    not yet: threshold(4, 5) must be above 1: a call costs more there than the fraud that it prevents
    hint: Don't cut the result off: no chance reaches a threshold above 1, so nothing is stopped.
    """
    found = yours.threshold(4.0, 5.0)
    return None if number(found) > 1 else f"it returns {found!r}"


def cheapest(yours):
    """right: on 200,000 payments no other threshold is cheaper by more than 1%
    not yet: on 200,000 payments your threshold must cost as little as the cheapest of 60
    hint: This needs both functions. Which of the checks above does not hold yet?
    """
    chances, truth = payments()
    limits = np.geomspace(0.005, 0.9, 60)
    spent = [yours.cost(truth, chances >= limit, MISSED, CALL) for limit in limits]
    limit = number(yours.threshold(MISSED, CALL))
    if math.isnan(limit):
        return f"threshold() returns {yours.threshold(MISSED, CALL)!r}"
    mine = yours.cost(truth, chances >= limit, MISSED, CALL)
    if math.isnan(number(mine)):
        return f"cost() returns {mine!r}"
    return None if mine <= 1.01 * min(spent) else f"yours costs {mine:.0f}, the cheapest {min(spent):.0f}"
