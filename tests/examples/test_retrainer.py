"""The retrainer's door: each alert once, one job at a time, and nothing that comes in can break it."""

import threading
import time
from contextlib import ExitStack

import pytest
from alerts import notification
from fastapi.testclient import TestClient
from fraud import retrainer, retrainings
from fraud.gate import verdict
from fraud.retrain_job import Outcome

PROMOTED = Outcome(verdict((True, "better")), version=2, champion=0.02, challenger=0.84)
REFUSED = Outcome(verdict((False, "worse")), champion=0.84, challenger=0.03)


class World:
    """A retrainer whose job does what the test says."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.runs = 0
        self.result = PROMOTED
        self.go = threading.Event()
        self.go.set()

    def job(self, tell):
        self.runs += 1
        assert self.go.wait(10)
        tell("trained")
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def post(self, **changes):
        return self.client.post("/alerts", json=notification(**changes))

    def all(self) -> list[dict]:
        return self.client.get("/retrainings").json()

    def wait(self, count: int = 1) -> list[dict]:
        """The retrainings, when so many are over."""
        end = time.monotonic() + 10
        while sum(one["state"] in retrainings.OVER for one in self.all()) < count:
            assert time.monotonic() < end, self.all()
            time.sleep(0.01)
        return self.all()

    def meter(self, line: str) -> float:
        found = [
            text for text in self.client.get("/metrics").text.splitlines() if text.startswith(line + " ")
        ]
        return float(found[0].split()[1])


@pytest.fixture
def world():
    with ExitStack() as stack:
        made = World(None)
        made.client = stack.enter_context(TestClient(retrainer.create_app(made.job)))
        yield made
        made.go.set()


def test_an_alert_becomes_a_promoted_model(world):
    """Taken at once with 202; state, version, scores, reasons and times can be asked for."""
    answer = world.post()
    assert (202, {"taken": 1, "known": 0, "resolved": 0, "ignored": 0}) == (answer.status_code, answer.json())
    [found] = world.wait()
    assert found["state"] == "promoted"
    assert (found["version"], found["champion"], found["challenger"]) == (2, 0.02, 0.84)
    assert found["reasons"] == ["passed: better"]
    assert list(found["times"]) == ["webhook", "started", "trained", "ended"]
    assert sorted(found["times"].values()) == list(found["times"].values())


def test_the_answer_does_not_wait_for_the_retraining(world):
    """Alertmanager gives up after seconds; the job may take an hour."""
    world.go.clear()
    assert world.post().status_code == 202
    assert [one["state"] for one in world.all()] in (["waiting"], ["running"])


def test_the_same_alert_is_retrained_for_once(world):
    """Alertmanager repeats what goes on firing, also after the retraining is over."""
    world.post()
    world.wait()
    assert [world.post().json()["known"] for _ in range(3)] == [1, 1, 1]
    assert world.runs == 1 == len(world.all())


def test_the_same_rule_that_fires_again_is_another_alert(world):
    """Same fingerprint, another start."""
    world.post()
    world.post(startsAt="2026-12-24T08:00:00Z")
    assert len(world.wait(2)) == 2 == world.runs


def test_one_retraining_at_a_time(world):
    """Two at once would compare with a champion that the other is about to replace."""
    world.go.clear()
    for number in range(3):
        world.post(fingerprint=f"f{number}")
    end = time.monotonic() + 5
    while "running" not in (states := [one["state"] for one in world.all()]) and time.monotonic() < end:
        time.sleep(0.01)
    assert states == ["running", "waiting", "waiting"]
    assert world.meter("fraud_retrainings_open") == 3
    world.go.set()
    assert [one["state"] for one in world.wait(3)] == ["promoted"] * 3
    assert world.meter("fraud_retrainings_open") == 0


def test_too_many_alerts_are_asked_to_come_again(world):
    """503 makes Alertmanager repeat; a queue without an end would hide that nothing moves."""
    world.go.clear()
    codes = [world.post(fingerprint=f"f{n}").status_code for n in range(retrainings.MOST_WAITING + 1)]
    assert codes == [202] * retrainings.MOST_WAITING + [503]


def test_an_alert_that_does_not_ask_for_it_is_left_alone(world):
    """Older users raise a ticket, not a retraining."""
    answer = world.post(labels={"alertname": "FraudInputsMoved", "severity": "ticket"})
    assert (202, 1) == (answer.status_code, answer.json()["ignored"])
    assert world.all() == []


def test_a_resolved_alert_is_noted(world):
    """With the time of its end; of one that is not known there is nothing to note."""
    assert world.post(status="resolved").json()["resolved"] == 1
    assert world.all() == []
    world.post()
    world.wait()
    world.post(status="resolved", endsAt="2026-11-23T20:30:00Z")
    assert world.all()[0]["resolved_at"] == "2026-11-23T20:30:00Z"
    assert world.runs == 1


def test_a_refused_challenger_is_counted(world):
    """The gate's reasons are kept."""
    world.result = REFUSED
    world.post()
    [found] = world.wait()
    assert (found["state"], found["version"], found["reasons"]) == ("refused", None, ["failed: worse"])
    assert world.meter('fraud_retrainings_total{result="refused"}') == 1


def test_a_failure_is_counted_and_the_next_alert_is_served(world):
    """Whatever the job raises."""
    world.result = RuntimeError("the disk is full")
    world.post()
    world.wait()
    world.result = PROMOTED
    world.post(fingerprint="another")
    first, second = world.wait(2)
    assert (first["state"], first["reasons"]) == ("failed", ["RuntimeError: the disk is full"])
    assert second["state"] == "promoted"
    for result, count in {"failed": 1, "promoted": 1, "refused": 0}.items():
        assert world.meter(f'fraud_retrainings_total{{result="{result}"}}') == count
    assert world.meter("fraud_retraining_seconds_count") == 2


def test_memory_has_an_end(world, monkeypatch):
    """The oldest retrainings are forgotten."""
    monkeypatch.setattr(retrainings, "KEPT", 3)
    for number in range(6):
        world.post(fingerprint=f"f{number}")
        world.wait(min(number + 1, 3))
    assert [one["fingerprint"] for one in world.all()] == ["f3", "f4", "f5"]


def test_a_missing_setting_is_named(monkeypatch):
    """uvicorn ends with the name of the setting, not with a traceback."""
    monkeypatch.delenv("FRAUD_WORKSPACE", raising=False)
    with pytest.raises(SystemExit, match="FRAUD_WORKSPACE is not set"):
        retrainer.from_environment()
