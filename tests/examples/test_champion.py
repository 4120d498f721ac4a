"""The champion: a broken registry or a broken model leaves the last good one, and the metrics say so."""

import shutil

import pytest
from fastapi.testclient import TestClient
from fraud import registry, service
from serving_kit import metric, publish, sell, until


@pytest.fixture
def doomed(tmp_path):
    """A store of its own, to be destroyed."""
    folder = tmp_path / "doomed"
    store = registry.open_store(folder)
    publish(store, 1)
    registry.promote(store, 1)
    return folder


@pytest.mark.parametrize("damage", ["cut", "empty", "no model", "deleted"])
def test_a_corrupt_champion_leaves_the_last_good_one(doomed, damage):
    """It answers, and the metrics and the card say that it is not what the registry names."""
    store, good = registry.open_store(doomed), set(doomed.rglob("*.onnx"))
    publish(store, 2)
    (graph,) = set(doomed.rglob("*.onnx")) - good
    with TestClient(service.create_app(doomed, poll_seconds=0.05)) as http:
        if damage == "deleted":
            graph.unlink()
        else:
            graph.write_bytes(
                {"cut": graph.read_bytes()[:1000], "empty": b"", "no model": b"x" * 999}[damage]
            )
        registry.promote(store, 2)
        assert until(lambda: metric(http, "fraud_champion_current") == 0)
        assert {1} == set(sell(http, 20).values())
        assert (1, False) == tuple(http.get("/model").json()[name] for name in ("version", "current"))
        assert 200 == http.get("/readyz").status_code
        assert metric(http, "fraud_model_load_failures_total") > 0
        registry.rollback(store)
        assert until(lambda: metric(http, "fraud_champion_current") == 1)


@pytest.mark.parametrize("damage", ["deleted", "overwritten"])
def test_without_its_registry_the_last_good_champion_answers(doomed, damage):
    """For as long as it takes, and the metrics say so; when the registry is back, so is the service."""
    with TestClient(service.create_app(doomed, poll_seconds=0.05)) as http:
        assert 1 == metric(http, "fraud_champion_current")
        aside = doomed.with_name("aside")
        if damage == "deleted":
            doomed.rename(aside)
        else:
            shutil.copytree(doomed, aside)
            (doomed / "mlflow.db").write_bytes(b"this is no database " * 5000)
        assert until(lambda: metric(http, "fraud_champion_current") == 0)
        assert {1} == set(sell(http, 20).values())
        if damage == "deleted":
            aside.rename(doomed)
        else:
            shutil.copyfile(aside / "mlflow.db", doomed / "mlflow.db")
        assert until(lambda: metric(http, "fraud_champion_current") == 1)
