"""The registry lesson: names move and come back, nothing is recorded twice, each model knows its origin."""

from pathlib import Path

import pytest
from fraud import registry, tracking
from mlflow.exceptions import MlflowException
from onnx import TensorProto, helper

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/modeling/registry.py"
ORIGIN = {"code_commit": "c" * 40, "data_md5": "d" * 32}


@pytest.fixture
def store(tmp_path):
    return registry.open_store(tmp_path)


def times(factor):
    """The smallest model: it multiplies."""
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    weight = helper.make_tensor("w", TensorProto.FLOAT, [1], [factor])
    node = helper.make_node("Mul", ["x", "w"], ["y"])
    graph = helper.make_graph([node], "times", ends[:1], ends[1:], [weight])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def track(store, factor, **lineage):
    return tracking.track(
        store,
        params={"factor": factor},
        metrics={"ap": factor / 10},
        model=times(factor),
        lineage=ORIGIN | lineage,
    )


def versions(store, *factors):
    return [registry.register(store, track(store, factor)) for factor in factors]


def champion(store):
    return registry.lineage(store).version


def test_a_run_keeps_what_it_was_given(store, tmp_path):
    run = store.get_run(track(store, 2.0))
    assert ("2.0", 0.2, "FINISHED") == (run.data.params["factor"], run.data.metrics["ap"], run.info.status)
    assert ORIGIN == {name: run.data.tags[name] for name in ORIGIN}
    assert list((tmp_path / "artifacts").rglob("model.onnx"))


def test_the_same_origin_and_params_give_the_run_that_exists(store):
    first = track(store, 2.0)
    assert first == track(store, 2.0)
    assert first != track(store, 3.0)
    assert first != track(store, 2.0, data_md5="e" * 32)


def test_a_run_that_was_killed_is_marked_and_made_anew(store):
    first = track(store, 2.0)
    store.update_run(first, status="RUNNING")
    second = track(store, 2.0)
    assert first != second
    assert ["FAILED", "FINISHED"] == [store.get_run(run).info.status for run in (first, second)]


def test_a_run_that_breaks_is_marked_and_not_reused(store):
    with pytest.raises(AttributeError):
        tracking.track(store, params={"factor": 2.0}, metrics={}, model="no model", lineage=ORIGIN)
    assert "FINISHED" == store.get_run(track(store, 2.0)).info.status
    runs = store.search_runs([store.get_experiment_by_name(registry.EXPERIMENT).experiment_id])
    assert ["FAILED", "FINISHED"] == sorted(run.info.status for run in runs)


def test_a_model_without_an_origin_is_refused(store):
    with pytest.raises(KeyError, match="data_md5"):
        tracking.track(store, params={}, metrics={}, model=times(1.0), lineage={"code_commit": "c" * 40})


def test_registering_twice_makes_one_version(store):
    run = track(store, 2.0)
    assert [1, 1] == [registry.register(store, run), registry.register(store, run)]
    assert 2 == registry.register(store, track(store, 3.0))


def test_the_alias_names_one_version_and_loads_it(store):
    one, two = versions(store, 1.0, 2.0)
    registry.promote(store, one)
    assert times(1.0).SerializeToString() == registry.load(store)
    registry.promote(store, two)
    assert times(2.0).SerializeToString() == registry.load(store)


def test_rollback_returns_to_each_champion_before(store):
    for version in versions(store, 1.0, 2.0, 3.0):
        registry.promote(store, version)
    assert [2, 1] == [registry.rollback(store), registry.rollback(store)]
    with pytest.raises(LookupError, match="version 1 replaced no champion"):
        registry.rollback(store)
    assert 1 == champion(store)


def test_promoting_the_champion_again_keeps_the_way_back(store):
    one, two = versions(store, 1.0, 2.0)
    for version in (one, two, two):
        registry.promote(store, version)
    assert one == registry.rollback(store)


def test_a_promotion_killed_before_its_end_leaves_the_champion(store):
    one, two = versions(store, 1.0, 2.0)
    registry.promote(store, one)
    store.set_model_version_tag(registry.MODEL, str(two), "champion_before", str(one))
    assert one == champion(store)
    registry.promote(store, two)
    assert one == registry.rollback(store)


def test_a_version_that_does_not_exist_replaces_nobody(store):
    registry.promote(store, *versions(store, 1.0))
    with pytest.raises(MlflowException, match="version=9"):
        registry.promote(store, 9)
    assert 1 == champion(store)


def test_a_rollback_to_a_deleted_version_leaves_the_champion(store):
    for version in versions(store, 1.0, 2.0):
        registry.promote(store, version)
    store.delete_model_version(registry.MODEL, "1")
    with pytest.raises(MlflowException, match="version=1"):
        registry.rollback(store)
    assert 2 == champion(store)


def test_a_deleted_version_takes_its_aliases_along_and_its_number_is_not_used_again(store):
    registry.promote(store, *versions(store, 1.0))
    store.delete_model_version(registry.MODEL, "1")
    with pytest.raises(MlflowException, match="alias champion not found"):
        registry.load(store)
    assert [2] == versions(store, 1.0)


def test_the_origin_outlives_its_run(store):
    registry.promote(store, *versions(store, 1.0))
    store.delete_run(registry.lineage(store).run_id)
    found = registry.lineage(store)
    assert ORIGIN == {"code_commit": found.code_commit, "data_md5": found.data_md5}


def test_two_aliases_know_their_own_past(store):
    one, two = versions(store, 1.0, 2.0)
    registry.promote(store, one)
    registry.promote(store, two)
    registry.promote(store, two, alias="challenger")
    with pytest.raises(LookupError, match="replaced no challenger"):
        registry.rollback(store, alias="challenger")
    assert one == registry.rollback(store)


def test_a_store_opened_again_is_the_same(store, tmp_path):
    versions(store, 1.0)
    again = registry.open_store(tmp_path)
    assert 1 == registry.register(again, track(again, 1.0))


def test_an_experiment_that_another_process_made_a_moment_ago_is_used(store, tmp_path, monkeypatch):
    monkeypatch.setattr(registry.MlflowClient, "get_experiment_by_name", lambda *_: None)
    registry.open_store(tmp_path)
    monkeypatch.undo()
    assert track(store, 1.0)


def test_a_database_that_came_first_stays(tmp_path):
    registry._place_once(b"first", tmp_path / "mlflow.db")
    registry._place_once(b"second", tmp_path / "mlflow.db")
    assert b"first" == (tmp_path / "mlflow.db").read_bytes()
    assert 1 == len(list(tmp_path.iterdir()))


def test_the_example_promotes_rolls_back_and_leads_to_the_data(ran):
    printed = ran("modeling/registry").stdout
    assert "the data of the lineage: True" in printed
    assert "trained again, largest difference 0.000000" in printed
    assert "FutureWarning: Model registry stages will be removed" in printed


def test_the_exercise_has_the_solution_that_the_page_gives(zygote, tmp_path):
    """A weak second model: the gate refuses it, the champion stays, there is nothing to roll back to."""
    printed = zygote.run(EXAMPLE, tmp_path, "--trees", "4").stdout
    assert "champion is version 2" not in printed
    assert "failed: average precision 0.73 -> 0.63" in printed
    assert 2 == printed.count("version 1 replaced no champion")
