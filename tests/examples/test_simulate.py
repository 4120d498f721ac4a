"""The simulator: the same seed gives the same bytes, and each dial turns one thing."""

import hashlib

import pandas as pd
import pytest
from fraud import drift, features, gate, model, simulate, source
from pandas.testing import assert_frame_equal


def frozen(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_csv(index=False, lineterminator="\n").encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes():
    """On every system and every Python: what a page says of the data must hold for its reader."""
    first, again = simulate.batch(3, 500), simulate.batch(3, 500)
    assert frozen(first) == frozen(again)
    assert frozen(first) == "a0fc1cea50010ffca1a4712e3a2826be63cc82e12ef9fcba13e7c16c374a5a50"


def test_another_seed_or_week_gives_other_payments():
    """A simulator that repeats itself would test a model on what it has seen."""
    amounts = [
        simulate.batch(week, 500, seed=seed)["amount"].tolist() for week, seed in ((3, 7), (4, 7), (3, 8))
    ]
    assert len({tuple(column) for column in amounts}) == 3


def test_the_age_dial_changes_ages_and_nothing_else():
    """The inputs drift, the rule and its victims stay: data drift without concept drift."""
    young, old = simulate.batch(9), simulate.batch(9, age_shift=12)
    assert_frame_equal(young.drop(columns="age"), old.drop(columns="age"))
    assert (old["age"] - young["age"]).mean() == pytest.approx(12, abs=0.1)


@pytest.mark.parametrize("tactic", range(1, len(simulate.TACTICS)))
def test_the_tactic_dial_changes_labels_and_nothing_else(tactic):
    """The rule moves under inputs that stay alike: concept drift without data drift."""
    before, after = simulate.batch(9), simulate.batch(9, tactic=tactic)
    assert_frame_equal(before.drop(columns="is_fraud"), after.drop(columns="is_fraud"))
    assert (before["is_fraud"] != after["is_fraud"]).sum() > 100


@pytest.mark.parametrize("tactic", range(len(simulate.TACTICS)))
def test_every_tactic_is_as_frequent(tactic):
    """The share of fraud must not give the new tactic away."""
    assert simulate.batch(9, 40000, tactic=tactic)["is_fraud"].mean() == pytest.approx(0.03, abs=0.003)


def test_both_dials_together_are_the_sum_of_each():
    """Neither dial moves what the other one moves."""
    both = simulate.batch(9, age_shift=12, tactic=1)
    assert both["age"].equals(simulate.batch(9, age_shift=12)["age"])
    assert both["is_fraud"].equals(simulate.batch(9, tactic=1)["is_fraud"])


def test_the_inputs_of_two_calm_weeks_are_alike():
    """No false alarm: the noise of two weeks is far below the limit."""
    table = drift.report(simulate.batch(1), simulate.batch(2), features.NUMBERS)
    assert table["psi"].max() < 0.02
    assert not table["moved"].any()


def test_age_drift_leaves_a_model_well_and_a_new_tactic_breaks_it(objective):
    """The lesson of the whole project, in three numbers."""
    calm = pd.concat([simulate.batch(week) for week in range(1, 5)])
    trained = model.train(calm)

    def precision(payments: pd.DataFrame) -> float:
        return gate.score(objective, trained.chance(payments), payments)["average_precision"]

    assert precision(simulate.batch(9)) > 0.65
    assert precision(simulate.batch(9, age_shift=12)) > 0.65
    assert precision(simulate.batch(9, tactic=1)) < 0.1
    assert precision(simulate.batch(9, tactic=2)) < 0.3


def test_labels_come_weeks_late():
    """In week 12 the truth about week 8 is known, and nothing later."""
    payments = source.simulated(500)
    assert simulate.labels_known(payments, 12)["week"].max() == 8
    assert simulate.labels_known(payments, 4).empty


def test_an_unknown_tactic_is_refused_with_the_known_ones():
    """The message names what may be chosen."""
    with pytest.raises(ValueError, match="tactic is 3; use 0 to 2: stolen card, small and often, borrowed"):
        simulate.batch(1, tactic=3)


def test_the_story_has_a_history_a_drift_and_a_new_tactic():
    """Half of the weeks, then a quarter each."""
    acts = source.acts(source.simulated(500))
    weeks = [(part["week"].min(), part["week"].max()) for part in (acts.history, acts.later, acts.recent)]
    assert weeks == [(1, 8), (9, 12), (13, 16)]


@pytest.mark.parametrize("size", [1, 7, 100, 999, 1000, 5000])
def test_chunks_equal_the_whole(size):
    """A week in pieces has the same bytes as in one: each stream goes on where it stopped."""
    dials = {"seed": 11, "age_shift": 3.0, "tactic": 1}
    rows = 1000 if size > 1 else 50
    pieces = list(simulate.chunks(3, rows, **dials, size=size))
    assert max(map(len, pieces)) == min(size, rows)
    assert frozen(pd.concat(pieces, ignore_index=True)) == frozen(simulate.batch(3, rows, **dials))


def test_a_bigger_week_does_not_change_the_payments_of_a_smaller_one():
    """What a lesson says of 500 rows is still there in a million."""
    assert_frame_equal(simulate.batch(3, 500), simulate.batch(3, 2000).head(500))


def test_an_empty_week_has_all_columns():
    """No payments is no fault of the simulator."""
    assert list(simulate.batch(1, 0)) == list(simulate.batch(1, 1))
    assert simulate.batch(1, 0).empty
