"""Model: does it behave, and is it good enough to take the place of the one before?"""

import pytest
from fraud import features, gate, objective
from fraud.limits import SMOKE

SLACK = 0.02  # average precision may fall this far below the main branch's: noise of the test weeks
STOLEN = {"channel": "online", "amount": 900.0, "device_age_days": 0.5, "hour": 3.0, "is_foreign": 1}
STOLEN |= {"merchant_risk": 0.6, "distance_km": 800.0}


def chance(model, **changed) -> float:
    return float(model.chance({name: [value] for name, value in (SMOKE | changed).items()})[0])


# --8<-- [start:behaviour]
def test_what_everybody_sees_the_model_sees(model):
    """A large payment at night from a new device abroad, and lunch around the corner."""
    threshold = objective.load().threshold
    assert chance(model) < threshold < chance(model, **STOLEN)


@pytest.mark.parametrize("age", [20.0, 40.0, 80.0])
def test_age_alone_stops_nobody(model, age):
    """The rule never looks at it; a model that does would stop the old or the young."""
    assert abs(chance(model, age=age) - chance(model)) < 0.02


# --8<-- [end:behaviour]
# --8<-- [start:gate]
def test_the_model_passes_the_gate(scores):
    """The same gate as before a promotion: objective.yaml decides."""
    verdict = gate.judge(objective.load(), scores)
    assert verdict.passed, [reason for reason in verdict.reasons if reason.startswith("failed")]


def test_the_model_is_not_worse_than_the_main_branch(scores, base):
    """Good enough is not enough if it was better before."""
    was, now = base["average_precision"], scores["average_precision"]
    assert now >= was - SLACK, f"average precision {was:.2f} on main, {now:.2f} with this change"


# --8<-- [end:gate]
def test_every_feature_is_known(model):
    """A model that was trained on other columns would score nonsense without a word."""
    assert len(features.FEATURES) == 10
