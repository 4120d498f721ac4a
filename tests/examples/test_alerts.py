"""Which alerts become a retraining: each once, a later one again, none that does not ask for it."""

import pytest

from coursekit.model.example import sections


@pytest.fixture(scope="module")
def told(ran) -> dict[str, list[str]]:
    done = ran("loop/alerts")
    assert done.code == 0, done.stderr
    return {name: text.splitlines() for name, text in sections(done.stdout).items()}


def test_an_alert_that_is_sent_again_is_retrained_for_once(told):
    """Also when the retraining is over."""
    assert ["sent again: known", "and again: known"] == told["once"][1:3]
    assert told["once"][-1] == "retrainings: 1"


def test_the_same_rule_a_week_later_is_another_alert(told):
    """Or a model could fall only once in its life."""
    assert ["it fires: taken", "sent again: known", "retrainings: 2"] == told["again"]


def test_only_an_alert_that_asks_is_taken_and_a_failure_ends_nothing(told):
    """The next one is retrained for."""
    assert "inputs moved: ignored" == told["others"][0]
    assert ["failed: OSError: the disk is full", "promoted: passed: better than the champion"] == told[
        "others"
    ][-2:]


def test_one_runs_and_too_many_are_sent_back(told):
    """The queue has an end that is told."""
    assert "10 taken, 1 of them running" == told["queue"][0]
    assert told["queue"][1].endswith("send the alert again later")


def test_better_than_a_fallen_champion_is_not_good_enough(told):
    """The challenger must pass on its own."""
    assert [line.rsplit(": ")[-1] for line in told["gate"]] == ["promoted", "refused", "refused"]
