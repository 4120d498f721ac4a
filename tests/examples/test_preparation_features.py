"""The features lesson: what a look into the future promises, and what it is worth next month."""

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
EXAMPLE = ROOT / "examples/preparation/features.py"


@pytest.fixture(scope="module")
def example():
    """The example as a module: its folder is no package."""
    spec = util.spec_from_file_location("preparation_features", EXAMPLE)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def printed(ran):
    """What the example prints, by section."""
    parts = re.split(r"^== ([\w-]+) ==\n", ran("preparation/features").stdout, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def months():
    """What is known, and the month after it."""
    return features.split_by_time(changing.weeks(1000), 9)


def numbers(text):
    """The last number of each line."""
    return [float(line.split()[-1]) for line in text.splitlines()]


def test_a_random_split_promises_most_and_the_next_month_gives_least(printed):
    """While fraudsters change, even a split by time is an optimist; a random one is worse."""
    by_chance, by_time, came = numbers(printed["split"])
    assert by_chance > by_time > came + 0.1


def test_counting_over_all_weeks_makes_a_worthless_feature_look_best(printed):
    """It holds the label that the model has to find."""
    without, everything, own_label, left_out = numbers(printed["leak"])
    assert everything > without + 0.2
    assert own_label < without - 0.2
    assert left_out == pytest.approx(without, abs=0.03)


def test_the_simulator_gives_no_customer_a_rate_of_his_own(example, months):
    """What the past says of a customer says nothing of next month; counted over all weeks, it seems to."""
    known, next_month = months
    honest = np.corrcoef(example.rates(known, next_month), next_month["is_fraud"])[0, 1]
    leaked = np.corrcoef(example.rates(next_month, next_month), next_month["is_fraud"])[0, 1]
    assert abs(honest) < 0.05 < 0.5 < leaked


def test_what_is_fit_on_the_past_ignores_later_payments(example, months):
    """Other payments beside it, and another label: the numbers of a payment stay."""
    known, next_month = months
    fitted = example.pipeline(("customer", example.encoder(), ["customer"])).fit(known, known["is_fraud"])
    few = next_month.head(30)
    alone = fitted["columns"].transform(few.assign(is_fraud=1 - few["is_fraud"]))
    assert np.array_equal(fitted["columns"].transform(next_month)[:30], alone)


def test_an_unknown_channel_has_an_answer(printed):
    """All channel columns are 0; without handle_unknown the encoder refuses."""
    assert printed["unknown"].splitlines()[1].split() == ["0.0"] * 3
    assert "still an answer: True" in printed["unknown"]
    assert "Found unknown categories ['wallet']" in printed["unknown"]


def test_saved_and_loaded_it_is_the_same_function(printed):
    """One object holds the way from a payment to a number: nothing is written twice."""
    lines = printed["one-object"].splitlines()
    assert [line.split(": ")[1] for line in lines[-2:]] == ["the same", "the same"]


def test_weeks_change_bit_by_bit_and_inputs_do_not():
    """The mixture moves labels only, and the first weeks not at all."""
    from fraud.simulate import batch

    mixed, pure = changing.week(9, 2000, 0.5), batch(9, 2000)
    assert mixed.drop(columns="is_fraud").equals(pure.drop(columns="is_fraud"))
    assert changing.week(9, 2000, 0.0).equals(pure)
    assert not mixed["is_fraud"].equals(pure["is_fraud"])
    assert changing.weeks(500).equals(changing.weeks(500))


def test_help_says_what_the_example_does():
    """--help answers without running anything."""
    asked = subprocess.run([sys.executable, EXAMPLE, "--help"], capture_output=True, text=True, timeout=120)
    assert asked.returncode == 0
    assert "--rows ROWS" in asked.stdout
