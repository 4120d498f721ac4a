"""Shadow and canary: the challenger gets what it was given, is measured on all, and harms nobody."""

import pytest
from fastapi.testclient import TestClient
from fraud import answers, registry, release, service, simulate
from serving_kit import metric, publish, sell, told, until

PAYMENT = service.SMOKE


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store with three versions; the file of the third is cut."""
    folder = tmp_path_factory.mktemp("made")
    store = registry.open_store(folder)
    for week in (1, 2, 3):
        before = set(folder.rglob("*.onnx"))
        publish(store, week)
        (graph,) = set(folder.rglob("*.onnx")) - before
    graph.write_bytes(graph.read_bytes()[:1000])
    return folder


@pytest.fixture
def store(made):
    """Version 1 is the champion, nobody the challenger."""
    client = registry.open_store(made)
    release.stop(client)
    registry.promote(client, 1)
    return client


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def http(store, log):
    with TestClient(service.create_app(store, poll_seconds=0.05, log=log)) as client:
        yield client


def rival(http):
    return http.get("/model").json()["challenger"]


def test_without_a_challenger_the_champion_is_alone(http, log):
    """And says so."""
    assert rival(http) is None
    assert {1} == set(sell(http).values())
    lines = told(log, 200)
    assert {"champion"} == set(lines["role"])
    assert lines["shadow"].isna().all()
    assert 200 == metric(http, 'fraud_predictions_total{role="champion",version="1"}')
    assert 0 == metric(http, "fraud_shadow_difference_count")


def test_in_shadow_the_challenger_scores_all_and_answers_nothing(http, store, log):
    """Its chances are those that it would give as champion, to the last bit."""
    release.shadow(store, 2)
    assert until(lambda: rival(http))
    assert (2, 0.0, "2" * 40) == tuple(rival(http)[name] for name in ("version", "share", "code_commit"))
    assert {1} == set(sell(http).values())
    lines = told(log, 200)
    week = simulate.batch(5, 200).set_index("transaction_id").loc[lines.index]
    assert (service.load(store, alias="challenger").chance(week) == lines["shadow"].astype("f4")).all()
    assert (service.load(store).chance(week) == lines["chance"].astype("f4")).all()
    assert 200 == metric(http, "fraud_shadow_difference_count")
    other = ((lines["shadow"] >= 5 / 85) != (lines["chance"] >= 5 / 85)).sum()
    assert other == metric(http, "fraud_shadow_disagreements_total") > 0


def test_a_canary_answers_its_share_and_no_other(http, store, log):
    """Chosen by id; the log and the metrics say who answered what."""
    release.shadow(store, 2)
    release.canary(store, 2, 0.3)
    assert until(lambda: (rival(http) or {}).get("share") == 0.3)
    said = sell(http)
    assert {key: 2 if answers.chosen(key, 0.3) else 1 for key in said} == said
    own = [key for key, version in said.items() if version == 2]
    assert 30 < len(own) < 90
    lines = told(log, 200)
    assert {"challenger"} == set(lines.loc[own, "role"])
    assert (lines.loc[own, "chance"] == lines.loc[own, "shadow"]).all()
    assert len(own) == metric(http, 'fraud_predictions_total{role="challenger",version="2"}')


def test_a_payment_without_an_id_is_the_champions(http, store):
    """Nothing could say twice the same of it."""
    release.shadow(store, 2)
    release.canary(store, 2, 1.0)
    assert until(lambda: (rival(http) or {}).get("share") == 1.0)
    assert 1 == http.post("/predict", json=PAYMENT).json()["version"]
    assert 2 == http.post("/predict", json=PAYMENT | {"transaction_id": "a"}).json()["version"]


def test_the_end_of_a_trial_leaves_the_champion(http, store):
    """No restart, and no trace of the challenger in the answers."""
    release.shadow(store, 2)
    release.canary(store, 2, 1.0)
    assert until(lambda: rival(http))
    release.stop(store)
    assert until(lambda: rival(http) is None)
    assert {1} == set(sell(http, 20).values())
    assert 1 == metric(http, "fraud_champion_current")


def test_a_challenger_that_cannot_be_loaded_harms_only_itself(http, store):
    """The champion is current and answers; the failure is counted."""
    release.shadow(store, 3)
    assert until(lambda: metric(http, "fraud_model_load_failures_total") > 1)
    assert rival(http) is None
    assert 1 == metric(http, "fraud_champion_current")
    assert {1} == set(sell(http, 20).values())


@pytest.mark.parametrize("share", ["much", "-1", "nan", "7"])
def test_a_share_that_is_none_is_no_trial(http, store, share):
    """Somebody typed it by hand in MLflow's pages."""
    release.shadow(store, 2)
    store.set_model_version_tag(registry.MODEL, "2", registry.SHARE, share)
    assert until(lambda: metric(http, "fraud_model_load_failures_total") > 1 and rival(http) is None)
    assert {1} == set(sell(http, 20).values())


class Crash:
    """A model that fails while it scores."""

    def chance(self, rows):
        raise RuntimeError("out of memory")


def test_a_challenger_that_fails_on_a_payment_costs_no_answer(http, store):
    """Not even in the canary: the champion steps in, and the failure is counted."""
    release.shadow(store, 2)
    release.canary(store, 2, 1.0)
    assert until(lambda: rival(http))
    object.__setattr__(http.app.state.champion.pair.challenger, "scorer", Crash())
    assert {1} == set(sell(http, 20).values())
    assert 20 == metric(http, "fraud_shadow_failures_total")
