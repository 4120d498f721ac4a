"""Kubernetes on paper: the autoscaler's rule is the one that Kubernetes documents, and the sums are right."""

import runpy
from itertools import pairwise

import outputs
import pytest

PAPER = runpy.run_path(str(outputs.example_named("loop/replicas")))


@pytest.mark.parametrize(("seen", "wanted"), [(1.0, 4), (0.25, 1), (0.5, 2), (0.54, 2), (0.46, 2), (0.56, 3)])
def test_the_autoscaler_follows_the_documented_rule(seen: float, wanted: int):
    """Twice as busy as wished: twice as many; half as busy: half; within a tenth: as before."""
    assert wanted == PAPER["wanted"](2, seen, 0.5)


@pytest.mark.parametrize("rate", [1, 200, 3000, 9000, 20_000])
@pytest.mark.parametrize("busy", [0.5, 0.6, 0.9])
def test_the_copies_are_enough_and_one_fewer_is_not(rate: int, busy: float):
    """Each is busy for the wished share at most."""
    count, cores = PAPER["copies"](rate, 0.25, busy), PAPER["cores"](rate, 0.25)
    assert cores <= count * busy
    assert cores > (count - 1) * busy


def test_what_is_late_is_what_the_copies_can_not_answer():
    """Of 20,000 answers a second two copies give 8,000, and four 16,000; the next look is 15 s away."""
    looks = PAPER["jump"](20_000, 0.25, 0.6, 2)
    assert [(2, 12_000 * 15), (4, 4_000 * 15), (7, 0), (9, 0)] == [(now, late) for now, _, late in looks]


def test_no_look_asks_for_more_than_kubernetes_would_add():
    """By default it at most doubles the copies in 15 s, or adds 4: the sum must not be faster."""
    looks = [now for now, *_ in PAPER["jump"](200_000, 0.25, 0.6, 1)]
    assert all(after <= max(2 * before, before + 4) for before, after in pairwise(looks))


def test_enough_copies_beforehand_keep_nobody_waiting(zygote, tmp_path):
    """An autoscaler is no help in the first seconds; copies that run already are."""
    done = zygote.run(outputs.example_named("loop/replicas"), tmp_path, "--copies", "9")
    assert (0, True) == (done.code, done.stdout.endswith("look 0\nanswers late in all: 0\n")), done.stdout


def test_a_senseless_load_is_refused(zygote, tmp_path):
    """One line, code 2."""
    done = zygote.run(outputs.example_named("loop/replicas"), tmp_path, "--copies", "0")
    assert (2, True) == (done.code, done.stderr.endswith("--rate and --copies 1 or more\n"))
