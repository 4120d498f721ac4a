"""The model: its served form says what the trained one says, and training again gives the same."""

import numpy as np
import pytest
from fraud import features, model, scorer, simulate


@pytest.fixture(scope="module")
def trained():
    return model.train(simulate.batch(1))


def test_onnx_says_what_the_trained_model_says(trained):
    """The gate allows 1e-5; float32 alone makes about 1e-7."""
    assert 0 < trained.parity < 1e-6


def test_a_wrong_graph_is_far_from_the_trained_model(trained):
    """The measure must be able to fail."""
    payments = simulate.batch(1)
    estimator = model.HistGradientBoostingClassifier(max_iter=5).fit(
        features.matrix(payments), features.target(payments)
    )
    assert model.distance(estimator, trained, payments) > 0.01


def test_training_again_gives_the_same_model(trained):
    """Same data, same code, same model: or a run could not be traced back."""
    payments = simulate.batch(2)
    again = model.train(simulate.batch(1))
    assert np.array_equal(trained.chance(payments), again.chance(payments))


def test_a_payment_alone_scores_as_among_others(trained):
    """The service scores one at a time what was tested by thousands."""
    rows = features.matrix(simulate.batch(2, 500))
    one = scorer.Scorer(trained.graph.SerializeToString())
    alone = np.concatenate([one.chance(row[None, :]) for row in rows])
    assert np.abs(alone - one.chance(rows)).max() < 1e-6


def test_parameters_reach_the_model(trained):
    """Smaller when told so, and the run will say which."""
    small = model.train(simulate.batch(1), max_iter=3)
    assert small.params["max_iter"] == 3
    assert len(small.graph.SerializeToString()) < len(trained.graph.SerializeToString()) / 5
