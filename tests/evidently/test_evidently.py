"""Our PSI is Evidently's where both look at equal bins, and where they do not, the bins explain it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fraud import drift, simulate

EXAMPLES = Path(__file__).parents[2] / "examples"

# Evidently reaches into numpy.core, and its own old half uses what pydantic and pandas have deprecated.
pytestmark = pytest.mark.filterwarnings("ignore")
ROWS = 4000
FINE = ("amount", "age", "device_age_days", "merchant_risk", "distance_km", "hour")  # over 20 values
COARSE = ("is_foreign", "n_last_day")


def start(folder, *arguments):
    """The example as its reader runs it, from a folder of its own."""
    command = [sys.executable, str(EXAMPLES / "monitoring/evidently_report.py"), *arguments]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=folder, **piped)


@pytest.fixture(scope="module", autouse=True)
def example(tmp_path_factory):
    """The example's folder and its process, which runs beside the other tests: Evidently loads for long."""
    folder = tmp_path_factory.mktemp("report")
    with start(folder) as started:
        yield folder, started
        started.kill()  # where no test has waited for it


@pytest.fixture(scope="module")
def weeks():
    """A reference, and a week of older customers who pay ten per cent more."""
    reference, week = simulate.batch(1, ROWS), simulate.batch(9, ROWS, age_shift=10)
    return reference, week.assign(amount=week["amount"] * 1.1)


@pytest.fixture(scope="module")
def theirs(weeks):
    """Column to Evidently's PSI."""
    from evidently import Report
    from evidently.metrics import ValueDrift

    reference, week = (frame[[*FINE, *COARSE]] for frame in weeks)
    metrics = [ValueDrift(column=name, method="psi") for name in (*FINE, *COARSE)]
    found = Report(metrics).run(week, reference).dict()["metrics"]
    return {metric["config"]["column"]: float(metric["value"]) for metric in found}


def equal_width_shares(reference, current):
    """Evidently's bins for numbers: as many as Sturges says, of equal width, cut over both samples."""
    edges = np.histogram_bin_edges(np.concatenate([reference, current]), bins="sturges")
    return [np.histogram(sample, edges)[0] / len(sample) for sample in (reference, current)]


def value_shares(reference, current):
    """Evidently's bins for 20 values or fewer: one for each value."""
    values = np.union1d(reference, current)
    return [np.array([(sample == value).mean() for value in values]) for sample in (reference, current)]


@pytest.mark.parametrize("column", FINE)
def test_equal_bins_give_equal_psi(weeks, theirs, column):
    """The formula is the same to 1e-9, empty bins included (both count them as one in ten thousand)."""
    shares = equal_width_shares(*(frame[column].to_numpy() for frame in weeks))
    assert drift.psi_of_shares(*shares) == pytest.approx(theirs[column], abs=1e-9)


@pytest.mark.parametrize("column", COARSE)
def test_one_bin_a_value_gives_equal_psi(weeks, theirs, column):
    """Few values: Evidently compares the share of each."""
    shares = value_shares(*(frame[column].to_numpy() for frame in weeks))
    assert drift.psi_of_shares(*shares) == pytest.approx(theirs[column], abs=1e-9)


def test_a_column_of_two_values_is_equal_as_it_is(weeks, theirs):
    """There the quantiles have no choice: our own bins are Evidently's."""
    reference, week = (frame["is_foreign"] for frame in weeks)
    assert drift.psi(reference, week) == pytest.approx(theirs["is_foreign"], abs=1e-9)


def test_other_bins_give_another_number_and_the_same_verdict(weeks, theirs):
    """Ten bins of equal count against some of equal width: the numbers differ, what moved does not."""
    ours = {name: drift.psi(weeks[0][name], weeks[1][name]) for name in FINE}
    assert abs(ours["age"] - theirs["age"]) > 0.005
    moved = [{name for name in FINE if psi[name] > drift.PSI_LIMIT} for psi in (ours, theirs)]
    assert moved == [{"age"}, {"age"}]


def test_equal_width_bins_crowd_a_skewed_column(weeks):
    """Amounts pile up in the first bin of equal width; quantiles keep a tenth in each."""
    first = equal_width_shares(*(frame["amount"].to_numpy() for frame in weeks))[0][0]
    assert first > 0.8


def test_the_report_is_written(example):
    """One file that holds all it needs, and a table with the same verdict as ours."""
    folder, started = example
    printed, complaints = started.communicate(timeout=240)
    assert started.returncode == 0, complaints
    html = (folder / "evidently.html").read_text(encoding="utf-8")
    assert len(html) > 1_000_000 and "device_age_days" in html
    moved = [line.split()[0] for line in printed.splitlines() if line.endswith("moved")]
    assert moved == ["age"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    """Before anything heavy is loaded."""
    started = start(tmp_path, "--output", "gone/report.html")
    _, complaints = started.communicate(timeout=240)
    assert started.returncode == 2
    assert "gone/report.html: no such folder" in complaints
