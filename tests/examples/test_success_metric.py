"""The metric lesson: the prices give the threshold, accuracy misleads, and the file decides."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import outputs
import pytest
from fraud.scenes import figures_cost

FIGURE = "success-metric-cost.svg"
RECORDED = outputs.ROOT / "docs/assets/figures" / FIGURE


@pytest.fixture(scope="module")
def printed(ran):
    """What the example prints, by section."""
    parts = re.split(r"^== ([\w-]+) ==\n", ran("scoping/success_metric").stdout, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def table(text: str) -> dict[str, list[float]]:
    """First words of a line to the numbers behind them."""
    rows = re.findall(r"^(\S.*?)(?:  +|: +)([\d.,%].*)$", text, flags=re.M)
    return {name: [as_number(cell) for cell in re.findall(r"[\d.,]+%?", rest)] for name, rest in rows}


def as_number(cell: str) -> float:
    return float(cell.strip("%").replace(",", ""))


def test_the_objective_is_what_the_file_says(printed, objective):
    """Prices, threshold, baseline, gate and service, in words."""
    for told in (
        f"a missed fraud costs {objective.missed_fraud:.0f} EUR",
        f"from a chance of {objective.threshold:.3f} on",
        f"above {objective.stop_above:.0f} EUR",
        f"within {objective.p99_ms:.0f} ms",
    ):
        assert told in printed["objective"]


def test_the_more_accurate_decision_may_cost_more(printed):
    """Never to stop anything beats today's rule in accuracy, and is the dearest of all."""
    rows = table(printed["accuracy"])
    never, today, half, priced = rows.values()
    assert never[0] == pytest.approx(97, abs=0.5)
    assert half[0] > never[0] > priced[0] > today[0]
    assert never[2] > today[2] > half[2] > priced[2]
    assert 0 == never[1]


def test_average_precision_sees_that_fraud_is_rare_and_roc_auc_does_not(printed):
    """A tenth of the frauds: the one falls, the other stays."""
    rows = [re.split(r" {2,}", line.strip()) for line in printed["ranking"].splitlines()[1:]]
    found = {(share, name): (float(auc), float(ap)) for share, name, auc, ap in rows}
    common, rare = found["3% fraud", "model"], found["0.3% fraud", "model"]
    assert rare[0] == pytest.approx(common[0], abs=0.01)
    assert rare[1] < common[1] - 0.2
    assert found["3% fraud", "luck"][1] == pytest.approx(0.031, abs=0.003)
    assert found["0.3% fraud", "luck"][1] < 0.005


def test_the_threshold_of_the_prices_is_the_cheapest(printed, objective):
    """Measured on the curve, not only argued."""
    costs = {
        float(limit): as_number(cost)
        for limit, cost in re.findall(r"from ([\d.]+) on: +([\d,]+)", printed["threshold"])
    }
    least = re.search(r"cheapest of 60 thresholds: ([\d,]+) from ([\d.]+) on", printed["threshold"])
    assert min(costs, key=costs.get) == round(objective.threshold, 3)
    assert as_number(least[1]) == pytest.approx(costs[round(objective.threshold, 3)], rel=0.02)
    assert float(least[2]) == pytest.approx(objective.threshold, rel=0.3)


def test_the_threshold_needs_chances_that_are_true(printed):
    """Nearly the same order, three times the cost; calibration brings it back."""
    rows = table(printed["calibration"])
    trained, balanced, repaired = (
        rows[name] for name in ("as trained", "classes balanced", "balanced, calibrated")
    )
    assert balanced[0] == pytest.approx(trained[0], abs=0.02)
    assert balanced[1] > 3 * rows["the truth"][0]
    assert balanced[2] > 2.5 * trained[2]
    assert balanced[3] < 1.1 * trained[2]
    assert repaired[1] == pytest.approx(rows["the truth"][0], abs=0.3)
    assert repaired[2] < 1.1 * trained[2]


def test_another_file_another_decision(printed):
    """Dearer calls stop fewer payments; a stricter gate serves nothing."""
    first, dear, strict = re.findall(
        r"stops ([\d.]+)%, (serve it|do not serve it)", printed["the-file-decides"]
    )
    assert float(dear[0]) < float(first[0]) / 2
    assert ["serve it", "serve it", "do not serve it"] == [first[1], dear[1], strict[1]]
    assert strict[0] == first[0]


def test_the_pipeline_itself_obeys_the_file(zygote, tmp_path):
    """One number in objective.yaml, and pipeline.py refuses the model that it serves otherwise."""
    copy = tmp_path / "examples"
    shutil.copytree(outputs.EXAMPLES / "fraud", copy / "fraud", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(outputs.EXAMPLES / "pipeline.py", copy)
    path = copy / "fraud" / "objective.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("average_precision: 0.60", "average_precision: 0.95"), encoding="utf-8")
    done = zygote.run(copy / "pipeline.py", tmp_path, "--rows", "500")
    assert 1 == done.code
    assert "gate: average precision 0.95" in done.stdout
    assert "stopped: the gate refused this model; nothing was registered" in done.stderr


@pytest.fixture(scope="module")
def drawn(zygote, tmp_path_factory) -> Path:
    """The figure as the example draws it."""
    folder = tmp_path_factory.mktemp("figures")
    example = outputs.EXAMPLES / "scoping/success_metric.py"
    assert 0 == zygote.run(example, folder, "--figures", str(folder)).code
    return folder / FIGURE


def test_the_figure_says_what_it_shows(drawn):
    """Valid SVG with title and words, from the example's option."""
    root = ElementTree.parse(drawn).getroot()
    title, told = (root.find(f"{{http://www.w3.org/2000/svg}}{tag}").text for tag in ("title", "desc"))
    assert "One threshold is the cheapest" == title
    assert "costs 337 EUR at 0.059" in told
    assert 2 * 3 == len(list(root.iter("{http://www.w3.org/2000/svg}polyline")))  # each has a line in the key


def test_the_figure_is_what_runs(drawn):
    """Record it anew with `success_metric.py --figures docs/assets/figures`."""
    assert RECORDED.read_text(encoding="utf-8") == drawn.read_text(encoding="utf-8")


def test_the_page_shows_the_figure():
    """The drawing stands in the page itself, where it takes the page's colours: paste it after recording."""
    page = (outputs.ROOT / "docs/scoping/success-metric.md").read_text(encoding="utf-8")
    assert RECORDED.read_text(encoding="utf-8") in page


def test_the_figure_marks_the_threshold_where_it_stands(objective):
    """On the curve of the first model; of each four points one is drawn."""
    thresholds = np.array([0.01, 0.02, 0.03, 0.04, objective.threshold, 0.5])
    costs = np.array([600.0, 500.0, 400.0, 350.0, 300.0, 900.0])
    svg = ElementTree.fromstring(figures_cost.cost_curves(objective, thresholds, {"ours": costs}, 1400.0))
    circle, line = (svg.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("circle", "polyline"))
    assert f"{circle.get('cx')},{circle.get('cy')}" == line.get("points").split()[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rows", "3"], "'3' is not a number of payments from 500 up"),
        (["--figures", "nowhere"], "nowhere is no folder; name one that is there"),
    ],
)
def test_a_wrong_argument_is_named(zygote, tmp_path, arguments, told):
    """A line and code 2, no traceback."""
    done = zygote.run(outputs.EXAMPLES / "scoping/success_metric.py", tmp_path, *arguments)
    assert 2 == done.code
    assert told in done.stderr
