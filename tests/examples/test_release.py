"""The release lesson: shadow touches no answer, a canary is small and steady, the way back is always open."""

import subprocess
import sys

import outputs
import pytest
from fraud import answers, registry, release, tracking
from onnx import TensorProto, helper

EXAMPLE = outputs.EXAMPLES / "deployment/release.py"


def times(factor):
    """The smallest model: it multiplies."""
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    weight = helper.make_tensor("w", TensorProto.FLOAT, [1], [factor])
    node = helper.make_node("Mul", ["x", "w"], ["y"])
    graph = helper.make_graph([node], "times", ends[:1], ends[1:], [weight])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


@pytest.fixture
def store(tmp_path):
    """Two versions; the first is the champion."""
    made = registry.open_store(tmp_path)
    origin = {"code_commit": "c" * 40, "data_md5": "d" * 32}
    for factor in (1.0, 2.0):
        facts = {"params": {"factor": factor}, "metrics": {}, "model": times(factor), "lineage": origin}
        registry.register(made, tracking.track(made, **facts))
    registry.promote(made, 1)
    return made


def holders(store):
    return registry.holder(store, "champion"), registry.holder(store, "challenger")


def test_a_release_goes_from_shadow_to_canary_to_all_and_back(store):
    """The registry says it all: two aliases and a share."""
    release.shadow(store, 2)
    assert ((1, 2), 0.0) == (holders(store), registry.share(store))
    release.canary(store, 2, 0.1)
    assert ((1, 2), 0.1) == (holders(store), registry.share(store))
    assert 2 == release.promote(store)
    assert (2, None) == holders(store)
    assert 1 == registry.rollback(store)


def test_a_second_trial_begins_in_shadow(store):
    """A share left over from the first one gives no answers."""
    release.shadow(store, 2)
    release.canary(store, 2, 0.5)
    release.stop(store)
    assert (1, None) == holders(store)
    release.shadow(store, 2)
    assert 0.0 == registry.share(store)


def test_no_canary_without_shadow(store):
    """What nobody has watched may answer nobody."""
    with pytest.raises(LookupError, match="version 2 is not the challenger"):
        release.canary(store, 2, 0.1)


@pytest.mark.parametrize("share", [0, -0.1, 1.1, float("nan")])
def test_a_share_outside_of_0_to_1_is_refused(store, share):
    """And named."""
    release.shadow(store, 2)
    with pytest.raises(ValueError, match="use more than 0 and at most 1"):
        release.canary(store, 2, share)


def test_without_a_challenger_nothing_is_promoted(store):
    """The champion stays; ending a trial that there is none of is no error."""
    release.stop(store)
    with pytest.raises(LookupError, match="no challenger"):
        release.promote(store)
    assert (1, None) == holders(store)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9])
def test_the_canary_gets_its_share(share):
    """Of consecutive ids, as shops number them; within four standard deviations."""
    ids = [f"w{week:03d}-{n:06d}" for week in range(5) for n in range(4000)]
    found = sum(answers.chosen(key, share) for key in ids) / len(ids)
    assert abs(found - share) < 4 * (share * (1 - share) / len(ids)) ** 0.5


def test_a_growing_canary_keeps_whom_it_had():
    """From 10 to 20 percent, nobody goes back and forth between two versions."""
    ids = [str(n) for n in range(3000)]
    few, more = ({key for key in ids if answers.chosen(key, share)} for share in (0.1, 0.2))
    assert few < more


def test_shares_of_none_and_all_are_exact():
    """And a payment without an id is the champion's."""
    ids = [str(n) for n in range(1000)]
    assert not any(answers.chosen(key, 0.0) for key in ids)
    assert all(answers.chosen(key, 1.0) for key in ids)
    assert not answers.chosen(None, 1.0)


def test_the_example_releases_and_returns_with_no_failed_request(ran):
    """Each stage as the log and the metrics saw it."""
    printed = ran("deployment/release").stdout
    assert "version 1 answers, version 2 is only logged" in printed
    assert "asked for 10% of the answers, it gives 9.2%" in printed
    assert printed.endswith("\n0 requests failed\n")
    rows = [line.split() for line in printed.split("== traces ==")[1].splitlines()[2:-1]]
    shadow, *canary = [row for row in rows if row[0] in ("shadow", "canary")]
    assert ["shadow", "1", "0.0", "1", "4,000", "4,000"] == shadow[:6]
    assert {"1", "2"} == {row[-3] for row in canary}
    assert "NO" not in printed


def test_help_says_what_the_example_does():
    """--help answers without running anything."""
    asked = subprocess.run([sys.executable, EXAMPLE, "--help"], capture_output=True, text=True, timeout=60)
    assert 0 == asked.returncode
    assert "--workspace" in asked.stdout
