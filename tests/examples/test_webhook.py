"""The webhook's door: what is no notification is refused with its place; what is newer is let through."""

import json

import pytest
from alerts import notification
from fastapi.testclient import TestClient
from fraud import retrainer
from fraud.gate import verdict
from fraud.retrain_job import Outcome


@pytest.fixture
def client():
    """A retrainer that refuses every challenger."""
    with TestClient(retrainer.create_app(lambda tell: Outcome(verdict((False, "worse"))))) as made:
        yield made


BAD = {
    "another version": notification() | {"version": "3"},
    "no alerts": notification() | {"alerts": []},
    "a start that is no time": notification(startsAt="yesterday"),
    "a start in no time zone": notification(startsAt="2026-11-23T20:13:08"),
    "no fingerprint": notification(fingerprint=""),
    "labels that are no text": notification(labels={"action": 1}),
    "another status": notification(status="perhaps"),
    "a list": [],
}


@pytest.mark.parametrize("payload", BAD.values(), ids=BAD)
def test_a_bad_payload_is_refused_with_its_place(client, payload):
    """422, and nothing is retrained."""
    answer = client.post("/alerts", json=payload)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][0] == "body"
    assert answer.json()["detail"][0]["msg"]
    assert client.get("/retrainings").json() == []


@pytest.mark.parametrize("body", [b"", b"{", b'{"version": NaN}', json.dumps(BAD["a list"]).encode()[:1]])
def test_a_broken_body_is_refused(client, body):
    """Cut short, empty or no JSON: a reason, not a crash."""
    answer = client.post("/alerts", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_fields_of_a_newer_alertmanager_are_let_through(client):
    """Version 4 has grown fields and will again."""
    payload = notification(news="x") | {"notificationReason": "first"}
    assert client.post("/alerts", json=payload).json()["taken"] == 1
