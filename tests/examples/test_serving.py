"""The serving lesson: ready only with a model, typed at the door, true to its description, and fast."""

import json
import re
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import SimpleNamespace

import pytest
from fraud import features, limits, model, registry, simulate
from fraud.scenes import parts
from fraud.scorer import Scorer

EXAMPLE = Path(__file__).parents[2] / "examples/deployment/serving.py"


@pytest.fixture(scope="module")
def example():
    """The example as a module: its folder is no package."""
    spec = util.spec_from_file_location("serving", EXAMPLE)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sections(ran):
    """What the example prints, by the name of the section."""
    found = re.split(r"^== (.+) ==\n", ran("deployment/serving").stdout, flags=re.M)[1:]
    return {name: text.strip().splitlines() for name, text in zip(found[::2], found[1::2], strict=True)}


@pytest.fixture(scope="module")
def world(example):
    """A model, payments to learn from, and the parts of an answer."""
    history = simulate.batch(1, 2000)
    scorer = Scorer(model.train(history).graph.SerializeToString())
    return SimpleNamespace(history=history, parts=parts.parts(example.PAYMENT, history, scorer))


def test_alive_before_ready(sections):
    """Without a model: alive, not ready; with one: ready, and nobody started it again."""
    statuses = [line.split()[:2] for line in sections["ready"]]
    assert statuses[:2] == [["/healthz", "200"], ["/readyz", "503"]]
    assert statuses[-1] == ["/readyz", "200"]


def test_a_payment_gets_a_typed_answer(sections, objective):
    """A chance, the decision that follows from it, and the version."""
    status, answer = sections["predict"][0].split(maxsplit=1)
    told = json.loads(answer.replace("'", '"').replace("True", "true").replace("False", "false"))
    assert status == "200"
    assert told["stop"] is (told["chance"] >= objective.threshold)
    assert told["version"] == 1


def test_each_fault_is_refused_with_its_place(sections):
    """422, and the field that is wrong."""
    places = [line.split(":")[0] for line in sections["refuse"]]
    assert places == [f"422 body.{name}" for name in ("age", "amount", "channel", "colour")]


def test_metrics_count_what_the_sections_before_have_done(sections):
    """One answer, four refusals, one stop."""
    told = dict(line.rsplit(" ", 1) for line in sections["metrics"])
    assert told['fraud_requests_total{path="/predict",status="200"}'] == "1.0"
    assert told['fraud_requests_total{path="/predict",status="422"}'] == "4.0"
    assert told["fraud_stops_total"] == "1.0"
    assert told['fraud_predictions_total{role="champion",version="1"}'] == "1.0"


def test_the_description_of_the_running_service_is_that_of_the_data(sections):
    """Every limit of fraud/limits.py, one line each."""
    lines = sections["contract"]
    assert [line.split()[0] for line in lines[:-2]] == list(limits.LIMITS)
    assert all(line.endswith("as trained") for line in lines[:-2])
    assert all(line.endswith(": yes") for line in lines[-2:])


def test_a_limit_that_differs_is_named(example, monkeypatch, capsys):
    """The contract test would see a door that lets in what the model never saw."""
    fields = {name: {"minimum": low, "maximum": high} for name, (low, high) in limits.LIMITS.items()}
    fields["age"]["maximum"] = 120
    payment = {"properties": fields, "required": features.INPUTS[1:], "additionalProperties": True}
    told = json.dumps({"components": {"schemas": {"Payment": payment}}})
    monkeypatch.setattr(example, "ask", lambda *_: (200, told))
    example.contract(None)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.endswith("DIFFERS")] == ["age"]
    assert all(line.endswith(": no") for line in lines[-2:])


def test_the_slowest_answers_are_fast_enough(sections):
    """The objective allows 100 ms."""
    assert sections["load"][-1].endswith(": yes")


def test_both_ways_say_the_same(world):
    """Cheaper is worth something only for the same answer."""
    _, by_table, by_numbers, scikit, onnx = (part() for part in world.parts.values())
    assert (by_table == by_numbers).all()
    assert scikit == pytest.approx(onnx, abs=1e-5)


def test_the_time_goes_into_tables_not_into_types(world):
    """Checking types costs less than either way of scoring with a DataFrame by a factor of ten."""
    types, by_table, by_numbers, scikit, onnx = map(parts.milliseconds, world.parts.values())
    assert 10 * types < min(by_table, scikit)
    assert 10 * (types + by_numbers + onnx) < types + by_table + scikit


def test_a_full_folder_is_refused(tmp_path):
    """Nobody's files are touched."""
    (tmp_path / "mine.txt").write_text("mine")
    command = [sys.executable, EXAMPLE, "--workspace", tmp_path]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert asked.returncode == 2
    assert "is not empty" in asked.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_address_of_a_database_is_no_folder(tmp_path):
    """MLflow itself sets MLFLOW_TRACKING_URI to such a one: it must be opened, not made a folder."""
    address = registry.open_store(tmp_path).tracking_uri
    assert registry.reach(address).tracking_uri == address
