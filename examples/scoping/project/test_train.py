"""What the notebook only hoped: no look into the future, and the same answer every time."""

import numpy as np
import pandas as pd
import pytest
import train


@pytest.fixture(scope="module")
def payments() -> pd.DataFrame:
    """A few payments in six weeks; big ones are fraud."""
    draw = np.random.default_rng(7)
    made = pd.DataFrame(draw.random((600, len(train.COLUMNS))), columns=train.COLUMNS)
    made["amount"] = draw.lognormal(3.5, 1.0, 600)
    made["customer"] = draw.choice(["ann", "bob", "cem"], 600)
    made["channel"] = draw.choice(["chip", "online"], 600)
    return made.assign(week=np.arange(600) // 100 + 1, is_fraud=(made["amount"] > 120).astype(int))


def test_the_split_puts_every_week_on_one_side(payments):
    """What we are tested on came later than all we learned from."""
    past, later = train.split(payments, weeks=2)
    assert past["week"].max() < later["week"].min()
    assert len(past) + len(later) == len(payments)


def test_no_feature_knows_the_future(payments):
    """Other later payments, another label: the numbers of this payment stay."""
    past, later = train.split(payments, weeks=2)
    other = later.assign(is_fraud=1 - later["is_fraud"]).iloc[:50]
    pd.testing.assert_frame_equal(train.features(later, past).iloc[:50], train.features(other, past))


def test_a_new_customer_has_features(payments):
    """Nobody is unusual on the first day for being new."""
    past, later = train.split(payments, weeks=2)
    made = train.features(later.assign(customer="dee"), past)
    assert np.isfinite(made.to_numpy()).all()


def test_twice_the_same_answer(payments):
    """To the last bit, as the seed is an argument and not luck."""
    first, again = (train.evaluate(payments, weeks=2, seed=7) for _ in range(2))
    assert first[0] == again[0]
    assert np.array_equal(first[1], again[1])
