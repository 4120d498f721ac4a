"""Code: does it do what it says? Answers in a second, so it comes first."""

import numpy as np
from fraud.features import FEATURES, matrix
from fraud.limits import SMOKE
from fraud.objective import load


# --8<-- [start:code]
def test_night_ends_at_six():
    """Hours before six are night; six is not."""
    rows = matrix(dict.fromkeys(SMOKE, 0.0) | {"hour": [5.0, 6.0], **words(2)})
    assert rows[:, FEATURES.index("night")].tolist() == [1, 0]


# --8<-- [end:code]
def test_one_payment_gives_what_many_give():
    """Serving asks for one, training for many: both take the same way."""
    many = matrix({name: [value] * 3 for name, value in SMOKE.items()})
    assert np.array_equal(many[0], matrix(SMOKE)[0])


def test_the_threshold_follows_from_the_costs():
    """Where both mistakes cost the same."""
    objective = load()
    chance = objective.threshold
    assert abs(chance * objective.missed_fraud - (1 - chance) * objective.false_alarm) < 1e-9


def words(rows: int) -> dict[str, list]:
    """Columns for so many payments; `matrix` wants each as long as the others."""
    return {name: [value] * rows for name, value in SMOKE.items() if name != "hour"}
