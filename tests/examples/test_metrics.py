"""The metrics lesson: four signals, one page for a real failure, none for a blip, and few time series."""

import re
import subprocess
import sys

import outputs
import pytest

from tests.tools import need

EXAMPLE = outputs.EXAMPLES / "monitoring" / "metrics.py"


@pytest.fixture(scope="module")
def sections(ran):
    """What the example prints, by section."""
    for program in outputs.needs(EXAMPLE):
        need(program)
    done = ran("monitoring/metrics")
    assert done.code == 0, done.stderr
    parts = re.split(r"^== (.+) ==\n", done.stdout, flags=re.MULTILINE)[1:]
    return {name: text.strip().splitlines() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def test_every_check_of_the_rules_passes(sections):
    """Configuration, rules, the tests of the rules, routes."""
    assert 4 == len(sections["rules"])
    assert all(line.endswith(": passed") for line in sections["rules"])


def test_a_wrong_sign_passes_the_syntax_and_fails_the_test(sections):
    """Which is why rules have tests."""
    assert ["passed", "failed"] == [line.split(": ")[1] for line in sections["wrong-rule"]]


def test_the_larger_the_failure_the_sooner_the_page(sections):
    """A share that the month can bear pages nobody."""
    first, *others = sections["speed"]
    assert first.endswith("no page within the hour")
    minutes = [int(re.search(r"in minute (\d+)$", line)[1]) for line in others]
    assert minutes == sorted(minutes, reverse=True) and len(set(minutes)) == len(minutes) == 4


def test_the_dashboard_asks_what_prometheus_understands(sections):
    """Its queries were sent to the live one."""
    assert re.fullmatch(r"13 panels, \d+ queries: Prometheus understands them all", sections["dashboard"][0])


def test_the_four_signals_are_seen(sections, objective):
    """One in ten payments was wrong on purpose; none failed by the service's fault; the till waits little."""
    traffic, errors, latency, predictions = sections["signals"]
    assert "traffic: payments come in" == traffic
    assert "errors: 0% failed, 10% were refused" == errors
    assert int(re.search(r"at most (\d+) ms", latency)[1]) < objective.p99_ms
    assert 1 < float(re.search(r"([\d.]+)%", predictions)[1]) < 20


def test_invented_paths_make_one_time_series(sections):
    """200 requests to 200 paths: one series, and no request is forgotten."""
    assert sections["cardinality"][0].endswith(": 1 new time series")
    assert "all 200 of them are counted as path other" == sections["cardinality"][1]


def test_a_blip_is_seen_and_nobody_is_woken(sections):
    """Pending, then over: no message has left."""
    assert "stopped: FraudServiceDown is pending" in sections["blip"]
    assert "back within the minute: FraudServiceDown is inactive, 0 messages" in sections["blip"]


def test_a_failure_pages_once_and_says_when_it_is_over(sections):
    """Not before the minute that the rule waits, which lasts 4 seconds here."""
    fired, resolved, words, total = sections["page"]
    seconds = [float(re.search(r"after ([\d.]+) s", line)[1]) for line in (fired, resolved)]
    assert fired.startswith("firing") and resolved.startswith("resolved")
    assert 4 <= seconds[0] < 30
    assert "what was said: The fraud service does not answer" == words
    assert "2 messages in all; FraudServiceDown is inactive" == total


def test_help_needs_no_program_and_no_library(tmp_path):
    """--help answers at once, wherever it is asked."""
    command = [sys.executable, EXAMPLE, "--help"]
    asked = subprocess.run(
        command, env={"PATH": ""}, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert 0 == asked.returncode
    assert "--workspace DIR" in asked.stdout


def test_a_workspace_in_use_is_refused(tmp_path):
    """Nothing of the reader's is written over."""
    (tmp_path / "mine").write_text("")
    command = [sys.executable, EXAMPLE, "--workspace", tmp_path]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert 2 == asked.returncode
    assert "is not empty" in asked.stderr
