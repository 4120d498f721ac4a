"""The drift lesson: the alarms speak when they should and only then, and the page shows what runs."""

import math
import subprocess
import sys
from importlib import util
from pathlib import Path

import pandas as pd
import pytest
from fraud import drift

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/monitoring/data_drift.py"
FIGURES = ROOT / "docs/assets/figures"
NAMES = ("data-drift-age.svg", "data-drift-tactic.svg")


@pytest.fixture(scope="module")
def example():
    """The example as a module: its folder is no package."""
    spec = util.spec_from_file_location("data_drift", EXAMPLE)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def world(example):
    """Reference and model, as the lesson has them."""
    return example.learn(20_000)


@pytest.mark.parametrize("seed", [7, 11, 12])
@pytest.mark.parametrize("years", [5, 10, 15])
def test_older_users_move_age_alone(example, seed, years):
    """The age dial flags age and only age, whatever the seed."""
    before, after = example.batch(0, seed=seed), example.batch(9, seed=seed, age_shift=years)
    table = drift.report(before, after, example.NUMBERS)
    assert list(table.index[table["moved"]]) == ["age"]
    assert min(table.loc["age", "psi"], table.loc["age", "d"]) > 0.1


def test_older_users_leave_the_score(example, world):
    """The rule never looks at age, so the model goes on finding fraud."""
    assert example.score(world[1], example.age(20_000)) == pytest.approx(
        example.score(world[1], example.quiet(20_000)), abs=0.02
    )


@pytest.mark.parametrize("scene", ["tactic", "swapped"])
def test_silent_inputs_and_a_fallen_score(example, world, scene):
    """A new tactic, or amounts joined to the wrong payments: no column moves, the model is lost."""
    reference, model = world
    week = getattr(example, scene)(20_000)
    assert not drift.report(reference, week, example.NUMBERS)["moved"].any()
    assert example.score(model, week) < 0.2 < 0.7 < example.score(model, example.quiet(20_000))


def test_no_dial_no_alarm(example):
    """PSI and D stay below their limits on 40 quiet weeks of 4000 rows."""
    tables = [
        drift.report(example.batch(0, seed=s), example.batch(1, seed=s), example.NUMBERS)
        for s in range(200, 240)
    ]
    assert not any(table["moved"].any() for table in tables)


def test_decide_names_every_case(example):
    """Each pair of answers has its action."""
    moved, same = (pd.DataFrame({"moved": [flag]}) for flag in (True, False))
    found = {
        (inputs, after): example.decide(table, 0.8, after)[2]
        for inputs, table in (("moved", moved), ("same", same))
        for after in (None, 0.79, 0.2)
    }
    assert found["same", None] == "wait for the labels"
    assert len(set(found.values())) == 6


def test_recorded_output_is_what_runs(ran):
    """The page shows what the example prints, here and on every other system, to the last character."""
    recorded = (ROOT / "examples/outputs/monitoring/data_drift.txt").read_text(encoding="utf-8")
    assert recorded == ran("monitoring/data_drift").stdout


def test_figures_are_what_runs(example, world, tmp_path):
    """The figures are made by the example; record anew with `data_drift.py --figures docs/assets/figures`."""
    example.draw(tmp_path, *world, 20_000)
    for name in NAMES:
        assert (FIGURES / name).read_text(encoding="utf-8") == (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_the_figures(name):
    """The drawing stands in the page itself, where it takes the page's colours: paste it after recording."""
    page = (ROOT / "docs/monitoring/data-drift.md").read_text(encoding="utf-8")
    assert (FIGURES / name).read_text(encoding="utf-8") in page


def test_category_psi_counts_a_new_word(example):
    """The solution of the exercise: an unknown word is drift, an unchanged column is none."""
    words = pd.Series(["chip"] * 7 + ["online"] * 3)
    assert example.category_psi(words, words.iloc[::-1]) == 0
    found = example.category_psi(words, words.replace("online", "web"))
    assert found == pytest.approx(2 * (0.3 - 1e-4) * math.log(0.3 / 1e-4), abs=1e-9)


def test_help_says_what_the_example_does():
    """--help answers without running anything."""
    asked = subprocess.run([sys.executable, EXAMPLE, "--help"], capture_output=True, text=True, timeout=120)
    assert asked.returncode == 0
    assert "--figures FOLDER" in asked.stdout
