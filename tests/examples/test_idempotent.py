"""The small example of the pipeline lesson: what may run twice, what is skipped, what was not said."""

import json
import re
from importlib import util

import outputs
import pytest


@pytest.fixture(scope="module")
def example():
    spec = util.spec_from_file_location("idempotent", outputs.EXAMPLES / "preparation/idempotent.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def printed(ran):
    """What it prints, by section."""
    parts = re.split(r"^== ([\w-]+) ==\n", ran("preparation/idempotent").stdout, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_appending_counts_twice_and_rebuilding_does_not(printed):
    """Six payments have arrived."""
    assert printed["append"].endswith("run 2: 12 payments\n")
    assert printed["rebuild"].endswith("run 2: 6 payments\n")


def test_a_file_that_is_sent_again_under_another_name_counts_once(example, tmp_path):
    """The rows tell, not the names of the files."""
    raw, table = tmp_path / "raw", tmp_path / "payments.csv"
    example.deliver(raw)
    (raw / "week-1-again.csv").write_bytes((raw / "week-1.csv").read_bytes())
    example.rebuild(raw, table)
    assert 6 == len(example.rows(table))


def test_bytes_decide_and_not_dates(printed):
    """Ran where the bytes are others than at the last success, skipped where they are not."""
    assert ["ran", "skipped", "skipped", "ran", "ran"] == re.findall(r": (\w+)$", printed["skip"], re.M)


def test_what_a_stage_does_not_name_leaves_an_old_result(printed):
    """Three alarms by the old limit, four by the new one."""
    assert "skipped, 3 alarms" in printed["forgotten"]
    assert "ran, 4 alarms" in printed["forgotten"]


def test_a_command_that_fails_leaves_the_lock_as_it_was(example, tmp_path):
    """So that the stage is stale until it has succeeded."""
    table, lock = tmp_path / "payments.csv", tmp_path / "stage.lock"
    table.touch()

    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        example.repro(fail, [table], lock)
    assert not lock.exists()
    assert "ran" == example.repro(lambda: None, [table], lock)
    assert {"payments.csv"} == set(json.loads(lock.read_text(encoding="utf-8")))
