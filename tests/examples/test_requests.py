"""The requests lesson: refusals have reasons, features one definition, predictions meet their labels."""

import json
import subprocess
import sys
import textwrap

import numpy as np
import outputs
import pytest
from fastapi.testclient import TestClient
from fraud import features, model, registry, service, simulate, tracking

EXAMPLE = outputs.EXAMPLES / "deployment/requests.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store with a champion."""
    made = tmp_path_factory.mktemp("store")
    store = registry.open_store(made)
    trained = model.train(simulate.batch(1, 2000))
    origin = {"code_commit": "a" * 40, "data_md5": "b" * 32}
    facts = {"params": trained.params, "metrics": {}, "model": trained.graph, "lineage": origin}
    registry.promote(store, registry.register(store, tracking.track(store, **facts)))
    return made


@pytest.fixture(scope="module")
def http(folder):
    with TestClient(service.create_app(folder)) as made:
        yield made


@pytest.fixture(scope="module")
def printed(ran):
    """What the example prints, by section."""
    parts = ran("deployment/requests").stdout.split("== ")[1:]
    return {part.split(" ==")[0]: part.split("\n", 1)[1].strip().splitlines() for part in parts}


EDGES = {
    "amount": (0.01, 0.1, 1 / 3, 99999.99, 100000),
    "hour": (0, 5, 5.999999, 6, 23),
    "distance_km": (0, 1e-9, 0.1, 21000),
    "age": (18, 18.1, 100),
    "channel": ("chip", "contactless", "online"),
    "is_foreign": (0, 1, 1.0),
}


def test_one_payment_has_the_features_of_training_to_the_last_bit():
    """The service's way for one payment, beside the way of a whole frame."""
    week = simulate.batch(3, 3000)
    alone = np.vstack([features.row(payment) for payment in week[list(features.INPUTS)].to_dict("records")])
    assert np.array_equal(features.matrix(week).view("u4"), alone.view("u4"))


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in EDGES for value in EDGES[name]])
def test_at_the_edges_too(name, value):
    """Where a slip in a rewritten feature would hide."""
    payment = service.SMOKE | {name: value}
    assert np.array_equal(features.matrix(payment).view("u4"), features.row(payment).view("u4"))


def test_many_payments_get_the_chances_that_each_gets_alone(http):
    """In their order, through JSON and back, to the last bit."""
    payments = simulate.batch(4, 300)[list(features.INPUTS)].to_dict("records")
    together = http.post("/predict/many", json={"payments": payments}).json()["predictions"]
    assert [http.post("/predict", json=payment).json() for payment in payments] == together


@pytest.mark.parametrize(("rows", "status"), [(0, 422), (1, 200), (10_000, 200), (10_001, 422)])
def test_many_are_one_to_ten_thousand(http, rows, status):
    """The limit is the schema's, and its reason names it."""
    answer = http.post("/predict/many", json={"payments": [service.SMOKE] * rows})
    assert status == answer.status_code
    if status == 200:
        assert rows == len(answer.json()["predictions"])


@pytest.mark.parametrize(
    ("key", "status"), [("a", 200), ("x" * 40, 200), ("é" * 40, 200), ("x" * 41, 422), ("", 422), (7, 422)]
)
def test_a_transaction_id_has_1_to_40_characters(http, key, status):
    """It is a word, not a number."""
    assert status == http.post("/predict", json=service.SMOKE | {"transaction_id": key}).status_code


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_does_not_call_itself_json_is_refused(http, kind):
    """415, with what to send."""
    answer = http.post("/predict", content=json.dumps(service.SMOKE), headers={"Content-Type": kind})
    assert (415, "the header Content-Type must say application/json") == (
        answer.status_code,
        answer.json()["detail"],
    )


def test_a_refusal_does_not_repeat_the_input(http):
    """What was sent by mistake, a card number perhaps, must not end in logs of answers."""
    answer = http.post("/predict", json=service.SMOKE | {"amount": "4111-1111-1111-1111"})
    assert 422 == answer.status_code
    assert "4111" not in answer.text


def test_the_description_is_complete(http):
    """A client generated from it knows every answer, refusals included."""
    paths = http.get("/openapi.json").json()["paths"]
    for path in ("/predict", "/predict/many"):
        assert {"200", "413", "415", "422", "503"} == set(paths[path]["post"]["responses"])
    schemas = http.get("/openapi.json").json()["components"]["schemas"]
    assert {"Payment", "Payments", "Prediction", "Predictions", "Refusal", "ModelCard"} <= set(schemas)


FULL = """
    import resource, sys, time
    from contextlib import closing
    from pathlib import Path
    import fraud
    from fraud import client, server, service

    def ask(rows):
        with running.client() as till:
            till.predict_many([service.SMOKE | {"transaction_id": "x" * 40}] * rows)
            print(till.predict(service.SMOKE)["version"], end=" ")
        time.sleep(1)
        seen = running.client().metrics()
        print(*(f"{seen[f'fraud_predictions_{name}_total']:.0f}" for name in ("logged", "lost")))

    with closing(server.Server(Path(sys.argv[1]), log=Path(sys.argv[2]))) as running:
        ask(9)
        # From here on the system refuses to let any file grow over this size.
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, resource.RLIM_INFINITY))
        ask(500)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        ask(9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit on the size of files")
def test_a_full_disk_costs_log_lines_and_no_answer(folder, tmp_path):
    """The system's own refusal, under a real server; with space again, the log goes on."""
    run = [sys.executable, "-c", textwrap.dedent(FULL), str(folder), str(tmp_path)]
    done = subprocess.run(run, cwd=outputs.EXAMPLES, capture_output=True, text=True, timeout=120)
    assert 0 == done.returncode, done.stderr
    before, full, after = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert (1, 10, 0) == before
    assert (1, 511) == (full[0], full[1] + full[2])
    assert full[2] > 400
    assert (1, full[1] + 10, full[2]) == after


def test_every_bad_payment_is_refused_with_field_and_reason(printed):
    """No score, no 5xx; a misspelt field is told twice: one is missing, one is unknown."""
    rows = printed["refuse"][1:]
    assert 15 == len(rows)
    assert {"422", "413"} == {row[28:31] for row in rows}
    assert 2 == sum(row.startswith("misspelt field") for row in rows)
    assert all(row[50:].strip() for row in rows)


def test_a_rewritten_feature_is_wrong_without_an_error(printed):
    """Only the chances change: a slight slip hides, a large one ruins the model; none is refused."""
    rows = {line[:28].strip(): line[28:].split() for line in printed["skew"][1:]}
    assert ["0", "0", "0.75"] == rows["nothing: as in training"]
    assert int(rows["the night ends at 7"][0]) > 0
    assert float(rows["logarithm to base 10"][2]) < 0.3


def test_the_shared_definition_leaves_no_difference(printed):
    """In features and in answers."""
    assert [": 0", ": 0"] == [line[-3:] for line in printed["shared"]]


def test_predictions_wait_for_their_labels(printed):
    """None in week 11, all in week 12; the score from the log is the model's."""
    assert "week 11: 0 of 4,000 predictions have a label" == printed["labels"][0]
    assert "week 12: 4,000 of 4,000 predictions have a label" == printed["labels"][1]
    assert "average precision 0.75" == printed["labels"][2]


def test_its_name_hides_no_library():
    """Run from its own folder too: MLflow finds the library requests, not this file."""
    asked = subprocess.run(
        [sys.executable, "requests.py", "--help"],
        cwd=EXAMPLE.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert 0 == asked.returncode, asked.stderr
    assert "--rows" in asked.stdout
