"""The concept drift lesson: each alarm speaks for its own kind of change, as late as the labels are."""

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest
from exercises.monitoring.concept_drift import patient_alarms
from fraud import simulate
from fraud.scenes import timeline, worlds
from outputs import ROOT
from sklearn.metrics import average_precision_score

FIGURES = ROOT / "docs/assets/figures"
NAMES = ("concept-drift-age.svg", "concept-drift-tactic.svg")
LABELS = ("ADWIN", "PageHinkley", "AP < gate")  # detectors that need labels
SEEDS = 50


@pytest.fixture(scope="module")
def printed(ran):
    """The sections of the example's one run."""
    done = ran("monitoring/concept_drift")
    assert done.code == 0, done.stderr
    parts = re.split(r"^== (.+) ==$", done.stdout, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def table(printed):
    """Scenario to detector to (worlds with an alarm, mean delay, worst delay); no delay without alarms."""
    found = {}
    for line in printed["table"].strip().splitlines()[2:]:
        cells = re.findall(r"(\d+)(?: +([\d.]+) \((\d+)\))?", line)
        numbers = [(int(n), *(float(x) if x else None for x in late)) for n, *late in cells]
        found[line.split()[0]] = dict(zip(("PSI or D", *LABELS), numbers, strict=True))
    return found


@pytest.fixture(scope="module")
def false_alarms(printed):
    """Detector to (worlds with a false alarm, weeks with one, weeks looked at)."""
    lines = printed["false-alarms"].strip().splitlines()[1:]
    rows = [re.fullmatch(r"(.+?) +(\d+) of (\d+) +(\d+) of (\d+)", line).groups() for line in lines]
    return {name: (int(some), int(weeks), int(all_)) for name, some, _, weeks, all_ in rows}


def worlds_with_alarm(row):
    return {name: number for name, (number, *_) in row.items()}


def test_age_only_is_seen_by_the_inputs_alone(table):
    """In all worlds the inputs speak, in the very week; no detector of performance says a word."""
    assert worlds_with_alarm(table["age"]) == {"PSI or D": SEEDS} | dict.fromkeys(LABELS, 0)
    assert table["age"]["PSI or D"] == (SEEDS, 0, 0)


def test_tactic_only_is_seen_by_the_labels_alone(table):
    """The reverse: the inputs say nothing, and each detector of performance speaks in all worlds."""
    assert worlds_with_alarm(table["tactic"]) == {"PSI or D": 0} | dict.fromkeys(LABELS, SEEDS)


def test_neither_is_silent(table, false_alarms):
    """Stated rate: at most one false alarm in a hundred weeks, for each of the four detectors."""
    assert worlds_with_alarm(table["neither"]) == dict.fromkeys(("PSI or D", *LABELS), 0)
    for name in ("PSI or D", *LABELS):
        _, weeks, looked = false_alarms[name]
        assert looked >= 500
        assert weeks <= looked / 100


def test_both_changes_are_told_at_their_own_time(table, objective):
    """The inputs at once, the performance when the labels are in."""
    assert table["both"]["PSI or D"] == (SEEDS, 0, 0)
    assert [table["both"][name][0] for name in LABELS] == [SEEDS] * 3
    assert min(table["both"][name][1] for name in LABELS) == objective.delay_weeks


def test_a_sudden_change_costs_the_wait_for_labels_and_no_more(table, objective):
    """Four weeks: the delay of the labels, in the mean and in the worst world."""
    wait = objective.delay_weeks
    assert {table["tactic"][name] for name in LABELS} == {(SEEDS, wait, wait)}


def test_a_slow_change_takes_longer(table, objective):
    """While the new tactic spreads, the gate is first and PageHinkley last; the inputs never speak."""
    slow = table["slowly"]
    assert worlds_with_alarm(slow) == {"PSI or D": 0} | dict.fromkeys(LABELS, SEEDS)
    assert objective.delay_weeks <= slow["AP < gate"][1] < slow["ADWIN"][1] < slow["PageHinkley"][1]


def test_ddm_cries_wolf_at_its_defaults(false_alarms):
    """On rare errors DDM and EDDM alarm in most calm worlds; ADWIN on the log-loss in a few."""
    assert min(false_alarms["DDM"][0], false_alarms["EDDM"][0]) > SEEDS / 2
    assert false_alarms["ADWIN"][0] <= false_alarms["ADWIN on log-loss"][0] < SEEDS / 5


@pytest.fixture(scope="module")
def world():
    return worlds.World(7, 2000)


@pytest.mark.parametrize("scenario", ["neither", "age", "tactic", "both"])
def test_scenarios_are_the_simulators(world, scenario):
    """The shortcut that saves time gives what the simulator gives when its dials are turned."""
    who, how = worlds.SCENARIOS[scenario]
    week, payments = worlds.CHANGE + 1, world.payments(scenario)
    dials = {"age_shift": worlds.YEARS * (who == "older"), "tactic": worlds.TACTIC * (how == "new")}
    expected = simulate.batch(week, 2000, **dials)
    now = payments[payments["week"] == week].reset_index(drop=True)
    pd.testing.assert_frame_equal(expected, now[list(expected)], check_dtype=False)


def test_before_the_change_all_scenarios_are_one(world):
    """So an alarm before it has no cause."""
    calm, *others = (
        payments[payments["week"] < worlds.CHANGE] for payments in map(world.payments, worlds.SCENARIOS)
    )
    for other in others:
        pd.testing.assert_frame_equal(calm, other, check_dtype=False)


def test_a_spreading_tactic_spreads(world):
    """The share of payments that follow the new rule grows week by week to all of them."""
    new, slow = world.payments("tactic"), world.payments("slowly")
    differ = (new["is_fraud"] != slow["is_fraud"]).groupby(new["week"]).mean()
    late = differ.loc[worlds.CHANGE :]
    assert differ.loc[: worlds.CHANGE - 1].sum() == 0
    assert late.is_monotonic_decreasing and late.iloc[0] > 0.02 and late.iloc[-1] == 0


def test_no_detector_reads_a_label_that_is_not_in(world, objective):
    """At week LAST, nothing is known of the last four weeks."""
    _, judged = world.see("tactic", objective)
    assert judged["week"].max() == worlds.LAST - objective.delay_weeks


def test_patience_silences_single_weeks_and_no_model_that_is_too_bad(objective):
    """The exercise: calm weeks of 500 payments; the model of the fifth world is below the gate for real."""
    wait, found = objective.delay_weeks, {1: [], 2: []}
    for seed in range(5):
        weeks = worlds.World(seed, 500).see("neither", objective)[1].groupby("week")
        scores = {week + wait: average_precision_score(now["is_fraud"], now["chance"]) for week, now in weeks}
        frauds = {week + wait: now["is_fraud"].sum() for week, now in weeks}
        for patience, heard in found.items():
            heard.append(len(patient_alarms(scores, frauds, objective.least_ap, patience)))
    assert {1: [1, 2, 1, 0, 8], 2: [0, 0, 0, 0, 7]} == found


@pytest.mark.parametrize("name", NAMES)
def test_figures_are_what_runs(ran, name):
    """Made by the example; record anew with `concept_drift.py --seeds 1 --figures docs/assets/figures`."""
    made = ran("monitoring/concept_drift").folder
    assert (FIGURES / name).read_text("utf-8") == (made / name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_the_figures(name):
    """The drawing stands in the page itself, where it takes the page's colours: paste it after recording."""
    page = (ROOT / "docs/monitoring/concept-drift.md").read_text("utf-8")
    assert (FIGURES / name).read_text("utf-8") in page


def test_the_figure_is_svg_and_says_in_words_what_it_shows():
    """Two panels, a title, and a text alternative with the numbers."""
    psi = {week: 0.01 + 1.9 * (week >= 10) for week in range(5, 19)}
    drawn = timeline.draw("x", "Older", psi, dict.fromkeys(range(9, 19), 0.75), 10)
    root = ET.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}polyline")) == 2
    assert "0.01 the week before, 1.91 in that week" in root.find(f"{space}desc").text
    assert root.get("aria-labelledby") == "x-title x-told"
