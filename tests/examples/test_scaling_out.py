"""Scaling out: several processes give what one gives, survive a death, and cost time to start."""

import re

import fraud
import outputs
import pytest
from fraud.stack.cluster import Scheduler, Workers

from tests.tools import need

EXAMPLE = outputs.example_named("loop/scaling_out")


@pytest.fixture(scope="module")
def done(ran):
    need("initdb")
    finished = ran("loop/scaling_out")
    assert finished.code == 0, finished.stderr
    return finished


@pytest.fixture(scope="module")
def seconds(done) -> dict[str, float]:
    """What was measured, by name."""
    found = re.findall(r"^(.+?) {2,}(\d+\.\d+) s$", done.stdout, re.MULTILINE)
    return {name: float(number) for name, number in found}


def test_the_cluster_finds_what_one_process_finds(done):
    """The same code gives the same best model and the same 8 scores, to the twelfth digit."""
    best = re.findall(r"^best \w+: +(.*)$", done.stdout, re.MULTILINE)
    assert len(best) == 2 and len(set(best)) == 1
    assert "all 8 scores equal: True" in done.stdout


def test_scoring_in_several_processes_gives_the_same_sums(done):
    """Half a million payments, week by week."""
    assert "512,000 payments scored, sums of chances equal: True" in done.stdout


def test_the_death_of_a_worker_costs_time_and_no_result(done):
    """Its weeks are done again, and its nanny starts another."""
    assert "one worker killed; weeks done: 8 of 8" in done.stdout
    assert "a new one in its place: True" in done.stdout


def test_no_run_is_lost_when_several_write_at_once(done):
    """On SQLite by its lock, on PostgreSQL because it is made for it."""
    assert "sqlite: 30 of 30 runs are there" in done.stdout
    assert "postgresql: 30 of 30 runs are there" in done.stdout


def test_one_search_with_its_cluster_takes_longer_than_without(seconds):
    """The reason to stay in one process as long as that is enough."""
    assert seconds["start of the cluster"] + seconds["search there"] > seconds["search here"]
    assert seconds["search there"] > seconds["search there, again"]


def test_the_same_code_uses_a_cluster_that_runs_already(zygote, tmp_path):
    """Only the address changes; that cluster outlives the example."""
    need("initdb")
    with Scheduler(tmp_path / "s") as scheduler, Workers(tmp_path / "w", scheduler.address, 1):
        address = ("--scheduler", scheduler.address, "--workers", "1", "--rows", "3200", "--runs", "1")
        folder = tmp_path / "run"
        folder.mkdir()
        done = zygote.run(EXAMPLE, folder, *address)
        assert done.code == 0, done.stderr
        assert "all 8 scores equal: True" in done.stdout
        assert "== killed ==" not in done.stdout


def test_an_address_without_a_scheduler_is_named(zygote, tmp_path):
    """One line, no traceback."""
    need("initdb")
    done = zygote.run(EXAMPLE, tmp_path, "--scheduler", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert done.stderr.splitlines()[-1] == (
        "stopped: --scheduler tcp://127.0.0.1:9: no Dask scheduler answers there"
    )


def test_a_week_in_pieces_is_scored_like_a_week_at_once():
    """Bounded memory must not change the answer."""
    payments = fraud.simulate.batch(1, 2500)
    model = fraud.model.train(payments)
    whole = model.chance(payments)
    parts = [model.chance(part) for part in fraud.simulate.chunks(1, 2500, size=1000)]
    assert whole.tolist() == [chance for part in parts for chance in part]
