"""The evaluation lesson: whom the average hides, what a chance means, and what a gate may trust."""

import re
import subprocess
import sys
from importlib import util
from pathlib import Path

import numpy as np
import pytest
from fraud import features
from fraud.scenes import changing

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/modeling/evaluation.py"
FIGURES = ROOT / "docs/assets/figures"
NAMES = ("evaluation-slices.svg", "evaluation-calibration.svg")


@pytest.fixture(scope="module")
def example():
    """The example as a module: its folder is no package."""
    spec = util.spec_from_file_location("evaluation", EXAMPLE)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def printed(ran):
    """What the example prints, by section."""
    parts = re.split(r"^== ([\w-]+) ==\n", ran("modeling/evaluation").stdout, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def fresh():
    """Three weeks of payments."""
    return features.split_by_time(changing.weeks(1000), 10)[1]


def test_the_average_hides_those_for_whom_the_model_is_bad(printed):
    """Three of four frauds are stopped, and of those on a busy day one of five."""
    caught = dict(re.findall(r"^(.+?)  +\d+ +\d+ +[\d.]+ +(\d+)%", printed["slices"], flags=re.M))
    assert int(caught["all"]) > 70
    assert int(caught["4 or more that day"]) < 30
    assert int(caught["new device"]) > 90


def test_a_model_can_rank_well_and_mean_nothing(printed):
    """Balanced classes leave the order and lift every chance; calibration brings the money back."""
    found = re.findall(r"average precision ([\d.]+), Brier ([\d.]+), cost (\d+)", printed["calibration"])
    balanced, calibrated = [tuple(map(float, numbers)) for numbers in found]
    assert balanced[0] == pytest.approx(calibrated[0], abs=0.03)
    assert calibrated[1] < balanced[1] / 2
    assert calibrated[2] < 0.7 * balanced[2]


def test_the_gate_refuses_what_only_looks_better(printed):
    """Twice the trees save money at the point, and may cost some: the lower end decides."""
    parts = re.findall(r"saves (-?\d+), between (-?\d+) and (-?\d+)\n.*\n  (\w+)", printed["gate"])
    found = [(*map(int, numbers), verdict) for *numbers, verdict in parts]
    assert next(point > 0 > low for point, low, _, verdict in found if verdict == "refuse")
    assert [low > 0 for _, low, _, verdict in found if verdict == "promote"] == [True]
    assert all(low < point < high for point, low, high, _ in found)


def test_the_gate_needs_both_lower_ends(example):
    """Money that may be lost, or a ranking that may be far worse: either refuses."""
    assert example.gate((-0.01, 0.05), (3, 90)).passed
    assert not example.gate((-0.01, 0.05), (-1, 90)).passed
    assert not example.gate((-0.2, 0.05), (3, 90)).passed


def test_a_draw_takes_customers_whole(example, fresh):
    """All payments of a customer count equally often, and about as many customers as there are."""
    weight = next(example.draws(fresh, times=1))
    assert fresh.assign(weight=weight).groupby("customer")["weight"].nunique().max() == 1
    assert weight.mean() == pytest.approx(1, abs=0.1)


def test_the_interval_of_a_mean_is_the_known_one(example, fresh):
    """Where there is a formula the draws agree with it: independent payments, share of fraud."""
    truth = features.target(fresh)
    low, high = example.interval([np.average(truth, weights=w) for w in example.draws(fresh, times=400)])
    known = 1.96 * truth.std() / len(truth) ** 0.5
    assert (high - low) / 2 == pytest.approx(known, rel=0.15)


def test_a_model_against_itself_gains_nothing(example, fresh):
    """The same chances on the same draws: both intervals are a point, and the gate stays shut."""
    chance = np.linspace(0, 1, len(fresh))
    better, gains = example.compare(fresh, chance, chance)
    assert (better, gains) == ((0, 0), (0, 0))
    assert not example.gate(better, gains).passed


def test_reliability_counts_every_payment_once(example):
    """What was said and what came, bin by bin, ends included."""
    truth, chance = np.array([0, 0, 1, 1]), np.array([0.0, 0.01, 0.9, 1.0])
    table = example.reliability(truth, chance)
    assert table["payments"].to_list() == [2, 2]
    assert table["came"].to_list() == [0, 1]


def test_costs_of_payments_add_up_to_the_gates_cost(example, fresh):
    """One price list: the difference is drawn from what fraud.gate counts."""
    chance = np.linspace(0, 1, len(fresh))
    total = example.fraud.gate.cost(
        example.objective, features.target(fresh), chance >= example.objective.threshold
    )
    assert 1000 * example.costs(fresh, chance).mean() == pytest.approx(total)


@pytest.mark.parametrize("name", NAMES)
def test_figures_are_what_runs(ran, name):
    """The figures are made by the example; record anew with `evaluation.py --figures docs/assets/figures`."""
    made = ran("modeling/evaluation").folder
    assert (FIGURES / name).read_text("utf-8") == (made / name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_the_figures(name):
    """The drawing stands in the page itself, where it takes the page's colours: paste it after recording."""
    page = (ROOT / "docs/modeling/evaluation.md").read_text("utf-8")
    assert (FIGURES / name).read_text("utf-8") in page


def test_fewer_payments_leave_the_gate_shut(example, capsys):
    """The exercise: what saves money on 4000 payments a week may be luck on 1000, and all are refused."""
    example.show_gate(changing.weeks(1000))
    said = capsys.readouterr().out
    assert "the last three weeks: saves 88, between -36 and 226\n" in said
    assert said.count("refuse: ") == 3 and "promote" not in said


def test_help_says_what_the_example_does():
    """--help answers without running anything."""
    asked = subprocess.run([sys.executable, EXAMPLE, "--help"], capture_output=True, text=True, timeout=120)
    assert asked.returncode == 0
    assert "--figures FOLDER" in asked.stdout
