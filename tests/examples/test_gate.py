"""The gate: money decides, the file decides about the money, and each refusal has its reason."""

import numpy as np
import pytest
from fraud import gate, simulate
from fraud import objective as objectives

GOOD = {"average_precision": 0.8, "cost": 400.0, "baseline_cost": 1400.0, "parity": 1e-7}


def changed(tmp_path, old: str, new: str):
    """The objective file with one thing changed."""
    text = objectives.OBJECTIVE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "objective.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_threshold_is_where_both_mistakes_cost_the_same(objective):
    """5 for a false alarm and 80 for a missed fraud: stop from 5/85 on."""
    assert objective.threshold == pytest.approx(5 / 85)
    missed = objective.threshold * objective.missed_fraud
    assert missed == pytest.approx((1 - objective.threshold) * objective.false_alarm)


def test_no_other_threshold_costs_less_when_the_chances_are_true(objective):
    """Proven on payments whose chances are known, not argued."""
    payments = simulate.batch(1, 40000)
    chance, truth = simulate.fraud_chance(payments, 0), payments["is_fraud"].to_numpy()
    costs = {limit: gate.cost(objective, truth, chance >= limit) for limit in (0.01, 0.03, 0.12, 0.3, 0.6)}
    assert gate.cost(objective, truth, chance >= objective.threshold) < min(costs.values())


def test_cost_counts_each_mistake_once(objective):
    """One missed fraud and two false alarms in ten payments."""
    truth = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    stopped = np.array([0, 1, 1, 1, 0, 0, 0, 0, 0, 0], dtype=bool)
    assert gate.cost(objective, truth, stopped) == 100 * (80 + 2 * 5)


def test_a_good_model_passes(objective):
    """With a reason for each rule."""
    verdict = gate.judge(objective, GOOD)
    assert verdict.passed
    assert len(verdict.reasons) == 3


@pytest.mark.parametrize("fault", [{"average_precision": 0.59}, {"cost": 1000.0}, {"parity": 1e-3}], ids=str)
def test_one_broken_rule_is_enough_to_fail(objective, fault):
    """And the reason says which."""
    verdict = gate.judge(objective, GOOD | fault)
    assert not verdict.passed
    assert sum(reason.startswith("failed") for reason in verdict.reasons) == 1


def test_the_file_decides(tmp_path):
    """Another number in objective.yaml, another decision of the same code."""
    strict = objectives.load(changed(tmp_path, "average_precision: 0.60", "average_precision: 0.90"))
    assert not gate.judge(strict, GOOD).passed


def test_a_challenger_must_be_better_cheaper_and_good_enough(objective):
    """Better than a bad champion is not enough to be served."""
    weak, strong = GOOD | {"average_precision": 0.1, "cost": 1300.0}, GOOD
    assert gate.compare(objective, weak, strong).passed
    assert not gate.compare(objective, strong, weak).passed
    assert not gate.compare(objective, strong, strong).passed
    assert not gate.compare(objective, weak, weak | {"average_precision": 0.2, "cost": 1200.0}).passed


@pytest.mark.parametrize("new", ["", "missed_fraud: much", "missed_fraud:"], ids=("missing", "word", "empty"))
def test_a_wrong_entry_is_named(tmp_path, new):
    """The place in the file, not a traceback from the depths."""
    with pytest.raises(ValueError, match=r"cost\.missed_fraud must be a number"):
        objectives.load(changed(tmp_path, "missed_fraud: 80", new))
