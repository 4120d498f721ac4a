"""The service: typed at the door, honest about its model, and a new model comes without a lost request."""

import asyncio

import pytest
from fastapi.testclient import TestClient
from fraud import client, model, registry, server, service, simulate, tracking
from serving_kit import metric, until

PAYMENT = service.SMOKE


def publish(folder, week: int, commit: str) -> int:
    """Train on one week and register."""
    store = registry.open_store(folder)
    made = model.train(simulate.batch(week, 1000), max_iter=5)
    origin = {"code_commit": commit * 40, "data_md5": commit * 32}
    run = tracking.track(store, params=made.params, metrics={}, model=made.graph, lineage=origin)
    return registry.register(store, run)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store whose champion is version 1; version 2 is registered too."""
    made = tmp_path_factory.mktemp("store")
    publish(made, week=1, commit="a")
    publish(made, week=2, commit="b")
    return made


def promote(folder, version: int) -> None:
    registry.promote(registry.open_store(folder), version)


@pytest.fixture
def http(folder):
    promote(folder, 1)
    with TestClient(service.create_app(folder, poll_seconds=0.05)) as made:
        yield made


def test_a_payment_gets_a_chance_a_decision_and_the_version(http, objective):
    """And the decision follows from the chance and the cost."""
    answer = http.post("/predict", json=PAYMENT).json()
    assert 0 <= answer["chance"] <= 1
    assert answer["stop"] is (answer["chance"] >= objective.threshold)
    assert answer["version"] == 1


@pytest.mark.parametrize(
    "fault",
    [{"age": 7}, {"amount": -1}, {"amount": "much"}, {"channel": "fax"}, {"hour": None}, {"isfraud": 1}],
    ids=str,
)
def test_a_bad_payment_is_refused_and_the_field_is_named(http, fault):
    """422, and never a guess from nonsense."""
    answer = http.post("/predict", json=PAYMENT | fault)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", *fault]


def test_a_missing_field_is_refused(http):
    """Nothing is filled in silently."""
    without = {name: value for name, value in PAYMENT.items() if name != "age"}
    assert http.post("/predict", json=without).json()["detail"][0]["type"] == "missing"


def test_not_a_number_is_refused(http):
    """JSON knows no NaN, but Python's parser does, and its writer fails on the answer that quotes it."""
    body = '{"amount": NaN}'
    assert (
        http.post("/predict", content=body, headers={"Content-Type": "application/json"}).status_code == 422
    )


def test_the_model_tells_where_it_comes_from(http, folder):
    """Version, run, commit of the code, checksum of the data."""
    origin = registry.lineage(registry.open_store(folder))
    card = http.get("/model").json()
    assert (card["version"], card["run_id"]) == (1, origin.run_id)
    assert (card["code_commit"], card["data_md5"]) == ("a" * 40, "a" * 32)


def test_without_a_model_it_lives_but_is_not_ready(tmp_path):
    """An orchestrator must keep it and send it nothing."""
    with TestClient(service.create_app(tmp_path)) as http:
        assert http.get("/healthz").status_code == 200
        assert http.get("/readyz").status_code == 503
        assert http.post("/predict", json=PAYMENT).status_code == 503


def test_requests_refusals_and_decisions_are_counted(http):
    """What /metrics says is what happened; an unknown path makes no series of its own."""
    http.post("/predict", json=PAYMENT)
    http.post("/predict", json={})
    http.get("/wp-admin.php")
    assert metric(http, 'fraud_requests_total{path="/predict",status="200"}') == 1
    assert metric(http, 'fraud_requests_total{path="/predict",status="422"}') == 1
    assert metric(http, 'fraud_requests_total{path="other",status="404"}') == 1
    assert metric(http, 'fraud_request_seconds_count{path="/predict"}') == 2
    assert metric(http, "fraud_chance_count") == 1
    assert metric(http, "fraud_model_version") == 1


def test_a_new_champion_takes_over_without_a_restart(http, folder):
    """The alias moves; the next look takes it."""
    promote(folder, 2)
    assert until(lambda: http.post("/predict", json=PAYMENT).json()["version"] == 2)
    assert http.get("/model").json()["data_md5"] == "b" * 32


def test_a_request_under_way_keeps_the_model_it_began_with(folder):
    """Exchanging is one assignment: who has taken the old model answers with the old one."""
    promote(folder, 1)
    holder = service.Champion(lambda: registry.open_store(folder), service.Meters())
    asyncio.run(holder.look())
    taken = holder.served
    promote(folder, 2)
    asyncio.run(holder.look())
    assert (taken.origin.version, holder.served.origin.version) == (1, 2)
    assert 0 <= taken.chance(PAYMENT)[0] <= 1


def test_a_champion_that_cannot_be_loaded_leaves_the_last_good_one(http, folder):
    """The failure is counted, and the till never notices."""
    whole = set(folder.rglob("*.onnx"))
    version = publish(folder, week=3, commit="c")
    (graph,) = set(folder.rglob("*.onnx")) - whole
    graph.write_bytes(graph.read_bytes()[:1000])
    promote(folder, version)
    assert until(lambda: metric(http, "fraud_model_load_failures_total") > 1)
    assert http.post("/predict", json=PAYMENT).json()["version"] == 1
    promote(folder, 1)


def test_no_request_fails_while_models_are_exchanged_under_traffic(folder):
    """Real uvicorn, real connections, five exchanges."""
    promote(folder, 1)
    running = server.Server(folder, poll_seconds=0.05)
    with client.traffic(running.client(), simulate.batch(3, 200)) as seen:
        for version in (1, 2, 1, 2, 1):
            promote(folder, version)
            seen.versions.clear()
            seen.wait_for(version)
    running.close()
    assert seen.failed == 0
    assert seen.answered > 20


def test_traffic_that_fails_is_counted(folder):
    """Zero failures mean something only if one would be seen."""
    running = server.Server(folder)
    with client.traffic(running.client(), simulate.batch(3, 200)) as seen:
        seen.wait_for(1)
        running.close()
        assert until(lambda: seen.failed > 0)


def test_waiting_for_a_version_that_never_comes_ends(folder):
    """With the version in the message, not with a hang."""
    with pytest.raises(TimeoutError, match="version 9 did not answer within 0 s"):
        client.Traffic().wait_for(9, seconds=0.05)


def test_a_refused_payment_raises_with_the_services_words(folder):
    """The caller sees what was wrong."""
    running = server.Server(folder)
    with pytest.raises(client.Refused, match=r"422: .*less_than_equal"), running.client() as till:
        till.predict(PAYMENT | {"age": 900})
    running.close()
