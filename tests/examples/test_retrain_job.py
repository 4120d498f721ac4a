"""The job: promote what is better on weeks that neither model knows, refuse the rest, survive a kill."""

import os
import signal

import mlflow
import pandas as pd
import pytest
from fastapi.testclient import TestClient
from fraud import gate, registry, retrain_job, retrainer, simulate, tracking, versions, workspace
from fraud.books import Books
from fraud.stop import Stop

ROWS = 1500
MOMENT = "2026-11-23T20:13:08Z"
ALERT = {"status": "firing", "labels": {"action": "retrain"}, "startsAt": MOMENT, "endsAt": MOMENT}
ALERTS = {
    "version": "4",
    "status": "firing",
    "receiver": "retrainer",
    "alerts": [ALERT | {"fingerprint": "b3f1a2d4c5e60718"}],
}


def weeks(first: int, last: int, tactic: int = 0) -> pd.DataFrame:
    """Labelled weeks, the last one included."""
    many = [simulate.batch(week, ROWS, tactic=tactic) for week in range(first, last + 1)]
    return pd.concat(many, ignore_index=True)


@pytest.fixture
def work(tmp_path):
    with workspace.open_workspace(tmp_path / "ws") as made:
        yield made


@pytest.fixture
def champion(work):
    """A workspace whose champion, version 1, has learned weeks 1 to 6 of the old tactic."""
    return retrain_job.retrain(work, weeks(1, 8))


def versions_of(work) -> list[int]:
    return sorted(int(one.version) for one in work.store.search_model_versions(f"name = '{registry.MODEL}'"))


def test_the_first_model_meets_the_gate_alone(work, champion):
    """There is nobody to compare with."""
    assert champion.verdict.passed
    assert (champion.version, champion.champion) == (1, None)
    assert registry.lineage(work.store).version == 1
    assert len(champion.verdict.reasons) == 3


def test_a_better_challenger_is_promoted(work, champion):
    """The steps are told in their order; code and data of version 2 can be traced."""
    steps = []
    found = retrain_job.retrain(work, weeks(9, 12, tactic=1), steps.append)
    assert (found.version, steps) == (2, ["trained", "judged", "promoted"])
    assert found.champion < 0.1 < 0.7 < found.challenger
    origin = registry.lineage(work.store)
    path = "data/weeks-009-012.csv"
    assert origin.data_md5 == versions.data_md5(work.project, path, origin.code_commit)


def test_the_gate_refuses_labels_that_came_in_broken(work, champion):
    """Nothing is registered; the champion stays."""
    broken = weeks(9, 12)
    broken["is_fraud"] = broken["is_fraud"].to_numpy()[::-1]
    found = retrain_job.retrain(work, broken)
    assert (found.verdict.passed, found.version) == (False, None)
    assert [1] == versions_of(work)
    assert registry.lineage(work.store).version == 1


def test_a_good_model_that_is_no_better_is_refused(work, champion):
    """The same rule learned again from less: the gate alone would let it pass."""
    found = retrain_job.retrain(work, weeks(9, 10))
    rules = retrain_job.objective.load()
    assert not found.verdict.passed
    assert found.challenger >= rules.least_ap
    assert registry.lineage(work.store).version == 1


def test_weeks_that_the_champion_has_learned_from_may_not_judge(work, champion):
    """It knows their labels by heart."""
    found = retrain_job.retrain(work, weeks(3, 6))
    [reason] = found.verdict.reasons
    assert reason == "failed: week 6 is to judge, but the champion learned up to week 6"


def test_the_same_weeks_again_make_nothing_new(work, champion):
    """An alert that is sent again after a restart: no second version, no second commit."""
    retrain_job.retrain(work, weeks(9, 12, tactic=1))
    commits = versions.git(work.project, "rev-list", "--count", "HEAD")
    again = retrain_job.retrain(work, weeks(9, 12, tactic=1))
    assert not again.verdict.passed
    assert [1, 2] == versions_of(work)
    assert commits == versions.git(work.project, "rev-list", "--count", "HEAD")


def test_taken_back_without_newer_labels_the_same_version_comes_again(work, champion):
    """The loop undoes a rollback; so the lesson silences the alert first."""
    fresh = weeks(9, 12, tactic=1)
    retrain_job.retrain(work, fresh)
    assert registry.rollback(work.store) == 1
    assert retrain_job.retrain(work, fresh).version == 2
    assert registry.lineage(work.store).version == 2
    assert [1, 2] == versions_of(work)


def test_labels_that_are_wrong_by_a_rule_get_past_the_gate(work, champion):
    """It keeps out noise, which nobody can learn; this can be learned, and the champion has fallen."""
    wrong = weeks(9, 12)
    wrong["is_fraud"] = (wrong["channel"] == "online").astype("int64")
    found = retrain_job.retrain(work, wrong)
    assert found.champion < retrain_job.objective.load().least_ap
    assert (found.verdict.passed, found.version) == (True, 2)


def test_payments_that_break_the_contract_train_nothing(work, champion):
    """Before a commit is made of them."""
    with pytest.raises(Stop, match="the labelled weeks refused"):
        retrain_job.retrain(work, weeks(9, 12).assign(amount=-1.0))
    assert not (work.project / "data" / "weeks-009-012.csv").exists()


def test_an_ill_store_does_not_pass_for_an_empty_one(work, monkeypatch):
    """Or any challenger would be the first model."""
    ill = mlflow.exceptions.MlflowException("database is locked")

    def fail(*_):
        raise ill

    monkeypatch.setattr(work.store, "get_model_version_by_alias", fail)
    with pytest.raises(mlflow.exceptions.MlflowException, match="locked"):
        retrain_job.champion_of(work)


def test_a_workspace_in_use_is_left_alone(work, tmp_path):
    """Two writers would commit into each other's work."""
    with pytest.raises(workspace.WorkspaceError, match="another run works in"):
        retrain_job.retrain_on(work.folder, Books(tmp_path, tmp_path))


def test_a_job_that_fails_behind_the_webhook_leaves_the_champion(work, champion, tmp_path):
    """Here another program holds the workspace; the failure is told and counted."""
    books = Books(tmp_path / "payments", tmp_path / "labels")
    app = retrainer.create_app(lambda tell: retrain_job.retrain_on(work.folder, books, tell))
    with TestClient(app) as client:
        assert client.post("/alerts", json=ALERTS).status_code == 202
        app.state.retrainings.close()
        [found] = client.get("/retrainings").json()
        told = client.get("/metrics").text
    assert (found["state"], found["version"]) == ("failed", None)
    assert found["reasons"][0].startswith("WorkspaceError: another run works in")
    assert 'fraud_retrainings_total{result="failed"} 1.0' in told
    assert registry.lineage(work.store).version == 1


# Each place is where the job is killed: just before it calls this.
PLACES = (
    (versions, "commit_data"),
    (retrain_job.model, "train"),
    (tracking, "track"),
    (gate, "compare"),
    (registry, "register"),
    (registry, "promote"),
)


def killed_before(place, work, payments) -> int:
    """Run the job in a copy of this process that is killed at the place; the signal that ended it."""
    child = os.fork()
    if child == 0:
        setattr(*place, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        try:
            retrain_job.retrain(work, payments)
        finally:
            os._exit(1)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the job is killed in a fork: none on Windows")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_killed_at_any_step_the_champion_stands_and_the_next_run_finishes(work, champion):
    """Killed before each of its steps in turn; then one run makes version 2, not 5."""
    fresh = weeks(9, 12, tactic=1)
    for place in PLACES:
        assert killed_before(place, work, fresh) == signal.SIGKILL
        assert registry.lineage(work.store).version == 1
    assert retrain_job.retrain(work, fresh).version == 2
    assert [1, 2] == versions_of(work)
