"""Check the exercise on notebooks: the counts, and two functions that keep to their arguments."""

import random
from collections.abc import Iterable

import numpy as np
import pandas as pd

PAST = pd.DataFrame({"amount": [10.0, 20.0, 30.0, 40.0], "week": 1})
LATER = pd.DataFrame({"amount": [25.0, 5000.0], "week": 2})
MANY = pd.DataFrame({"amount": np.arange(200.0)})


def compare(answer, truth):
    if answer == truth:
        return None
    return "no answer yet" if answer is None else f"you say {answer!r}"


def gone(yours):
    """right: GONE: a count that no cell shows is a cell that ran and was run again, or deleted
    not yet: GONE: which counts from 1 to the highest does no cell show?
    hint: A fresh start counts from 1, and each run of a cell takes the next number.
    hint: The page shows 1, 3, 5, 7 and 8.
    """
    answer = yours.GONE
    listed = isinstance(answer, Iterable) and not isinstance(answer, str)
    return compare(sorted(answer, key=str) if listed else answer, [2, 4, 6])


def missing(yours):
    """right: MISSING: the second cell reads a name that only a cell below it makes
    not yet: MISSING: which name does a run from top to bottom not find?
    hint: Go from cell to cell and write down the names that each one makes.
    hint: The second cell reads two names. The first cell makes one of them.
    """
    return compare(yours.MISSING, "limit")


def rounded(column):
    return [round(float(value), 4) for value in column]


def limit_of_the_past(yours):
    """right: big() takes its limit from the past alone
    not yet: big(payments, past): the limit must be the 99 % quantile of past["amount"]
    hint: The cell took the quantile of all payments. Which table may it read here?
    hint: payments["amount"] / past["amount"].quantile(0.99)
    """
    made = yours.big(LATER.copy(), PAST.copy())
    if made is None:
        return "it returns None"
    amounts = list(LATER["amount"])
    if np.shape(made) != (len(amounts),):
        return f"for {amounts} it returns a {type(made).__name__}, and should return one number each"
    expected = LATER["amount"] / 39.7
    if np.allclose(made, expected):
        return None
    return f"for {amounts} it returns {rounded(made)}, and should return {rounded(expected)}"


def tables_stay(yours):
    """right: big() leaves both tables as they are
    not yet: big(payments, past) must return a new column and change no table
    hint: payments["big"] = ... writes into the caller's table, as a cell writes into the notebook's.
    hint: Return the column; whoever calls decides where it goes.
    """
    payments, past = LATER.copy(), PAST.copy()
    if yours.big(payments, past) is None:
        return "it returns None"
    if not payments.equals(LATER):
        return f"payments has changed; its columns are {list(payments)}"
    return None if past.equals(PAST) else f"past has changed; its columns are {list(past)}"


def same_seed(yours):
    """right: draw() gives the same payments for the same seed, and others for another one
    not yet: draw(payments, 20, 7) twice must be the same 20 payments; with seed 8 they must be others
    hint: payments.sample(...) takes the seed as an argument.
    hint: That argument is called random_state.
    hint: sample() draws nobody twice. Other functions do, unless you ask them not to: replace=False.
    """
    first, again, other = (yours.draw(MANY, 20, seed) for seed in (7, 7, 8))
    if first is None:
        return "it returns None"
    if not isinstance(first, pd.DataFrame):
        return f"it returns a {type(first).__name__}, and should return a table of payments"
    if len(first) != 20:
        return f"it returns {len(first)} payments"
    if not first.equals(again):
        return "two calls with seed 7 differ"
    if first.equals(other):
        return "seeds 7 and 8 give the same payments"
    everybody = yours.draw(MANY, len(MANY), 7)
    return "to draw all 200 gives some of them twice" if everybody.duplicated().any() else None


def own_luck(yours):
    """right: draw() keeps its luck to itself
    not yet: draw(payments, rows, seed) must leave the random numbers of NumPy and of Python where they are
    hint: np.random.seed(...) and random.seed(...) set a state that all code in the process shares.
    hint: Hand the seed to payments.sample and to nothing else.
    """
    np.random.seed(1)
    random.seed(1)
    state = random.getstate()
    expected = np.random.random()
    np.random.seed(1)
    drawn = yours.draw(MANY, 20, 7)
    if drawn is None:
        return "it returns None"
    if np.random.random() != expected:
        return "after it np.random.random() gives another number"
    return None if random.getstate() == state else "after it random.random() gives another number"
