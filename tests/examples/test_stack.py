"""The real servers: found or explained, on free ports, gone when their user is gone."""

import json
import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from socket import socket

import outputs
import pytest
import yaml
from fraud.stack import alertmanager, child, inbox, programs, prometheus, rendering
from fraud.stop import Stop

from tests import tools


@pytest.mark.parametrize("name", programs.PROGRAMS)
def test_a_missing_program_is_explained_for_each_system(name, monkeypatch):
    """Nothing is installed behind the reader's back."""
    monkeypatch.setattr(programs.shutil, "which", lambda _: None)
    with pytest.raises(Stop, match=f"the program {name} is not on PATH") as told:
        programs.find(name)
    assert all(f"\n  {system}" in str(told.value) for system in ("Debian", "macOS", "Windows"))


def test_examples_and_tests_know_the_same_programs():
    """The names under which Debian and others install them are the same in both lists."""
    found = {name: (one.names, one.debian) for name, one in programs.PROGRAMS.items() if name != "initdb"}
    assert found == {name: known for name, known in tools.PROGRAMS.items() if name in found}
    assert set(programs.PROGRAMS) <= set(tools.PROGRAMS)


def test_an_example_without_its_programs_ends_with_words(tmp_path):
    """One line a system, no traceback, and nothing was started."""
    example = outputs.EXAMPLES / "monitoring" / "metrics.py"
    done = subprocess.run(
        [sys.executable, example], env={"PATH": ""}, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (1, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("stopped: the program prometheus is not on PATH")


def test_a_run_in_production_time_changes_addresses_only(tmp_path):
    """What is tried here is what runs there: rules to the letter, and the rest but for places."""
    path = prometheus.render(tmp_path, {"service": "127.0.0.1:1"}, "127.0.0.1:2", 15)
    assert rendering.read("prometheus/rules.yml") == yaml.safe_load((tmp_path / "rules.yml").read_text())
    ours, theirs = yaml.safe_load(path.read_text()), rendering.read("prometheus/prometheus.yml")
    assert ["service"] == [job["job_name"] for job in ours["scrape_configs"]]
    for config in (ours, theirs):
        del config["scrape_configs"], config["alerting"], config["global"]
    assert theirs == ours


def test_a_faster_run_divides_every_time(tmp_path):
    """The patience, the ranges of queries, and how long Alertmanager waits."""
    prometheus.render(tmp_path, {}, None, 1)
    rules = (tmp_path / "rules.yml").read_text()
    assert "[20000ms]" in rules and "for: 4000ms" in rules and "[5m]" not in rules
    route = yaml.safe_load(alertmanager.render(tmp_path, {}, 15).read_text())["route"]
    assert ["2000ms", "20000ms", "2880000ms"] == [
        route[name] for name in ("group_wait", "group_interval", "repeat_interval")
    ]


def test_an_unknown_name_is_refused(tmp_path):
    """A job or receiver that ops/ does not know would never be scraped, never be told."""
    with pytest.raises(ValueError, match="no job named shop; there are retrainer, service, watch"):
        prometheus.render(tmp_path, {"shop": "127.0.0.1:1"}, None, 1)
    with pytest.raises(ValueError, match="no receiver named nobody"):
        alertmanager.render(tmp_path, {"nobody": "http://127.0.0.1:1/"}, 1)


def test_a_port_that_was_taken_in_between_is_no_end(tmp_path, monkeypatch):
    """Another process may be faster; then another port does as well."""
    tools.need("alertmanager")
    with socket() as faster:
        faster.bind((child.HOST, 0))
        faster.listen()
        taken, free = faster.getsockname()[1], child.free_port()
        ports = iter([taken, free])
        monkeypatch.setattr(child, "free_port", lambda: next(ports))
        with alertmanager.Alertmanager(tmp_path) as running:
            assert free == running.port
            assert 200 == child.fetch(running.address, "/-/ready")[0]


def test_a_program_that_refuses_its_configuration_is_quoted(tmp_path, monkeypatch):
    """Its own words lead to the fault."""
    tools.need("prometheus")
    wrong = rendering.read("prometheus/rules.yml")
    wrong["groups"][0]["rules"][0]["expr"] = "sum("
    read = rendering.read
    monkeypatch.setattr(rendering, "read", lambda path: wrong if path.endswith("rules.yml") else read(path))
    with pytest.raises(Stop, match=r"(?s)prometheus did not start.*unclosed left parenthesis"):
        prometheus.Prometheus(tmp_path, {})


ORPHAN = """
import sys, time
from fraud.stack.alertmanager import Alertmanager
running = Alertmanager(sys.argv[1])
print(running.address, flush=True)
time.sleep(60)
"""


def test_a_server_ends_with_its_user_even_when_that_is_killed(tmp_path):
    """No process is left behind by a test or an example that dies."""
    tools.need("alertmanager")
    environment = os.environ | {"PYTHONPATH": str(outputs.EXAMPLES)}
    command = [sys.executable, "-c", ORPHAN, str(tmp_path)]
    user = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    address = user.stdout.readline().strip()
    assert 200 == child.fetch(address, "/-/ready")[0]
    user.send_signal(signal.SIGKILL)
    user.communicate(timeout=60)
    end = time.monotonic() + 30
    with pytest.raises(OSError):
        while time.monotonic() < end:
            child.fetch(address, "/-/ready")
            time.sleep(0.05)


def post(address, alerts):
    connection = HTTPConnection(address, timeout=10)
    body = json.dumps([{"labels": labels} for labels in alerts])
    connection.request("POST", "/api/v2/alerts", body, {"Content-Type": "application/json"})
    status = connection.getresponse().status
    connection.close()
    return status


DOWN = {"alertname": "FraudServiceDown", "severity": "page", "job": "service"}
SLOW = {"alertname": "FraudAnswersSlow", "severity": "page", "job": "service"}
FELL = {
    "alertname": "FraudModelFell",
    "severity": "ticket",
    "action": "retrain",
    "version": "1",
    "job": "watch",
}


def test_who_is_told_of_what(tmp_path):
    """The pager hears that the service is down, not that it is slow too; the retrainer hears of the model."""
    tools.need("alertmanager")
    with inbox.Inbox() as pages, inbox.Inbox() as retrainings, inbox.Inbox() as tickets:
        receivers = {"page": pages.url, "tickets": tickets.url}
        with alertmanager.Alertmanager(tmp_path, retrainings.url, receivers, factor=60) as running:
            assert 200 == post(running.address, [DOWN, SLOW, FELL])
            told = [box.wait_for("firing").content["alerts"] for box in (pages, retrainings, tickets)]
            states = {one["labels"]["alertname"]: one["status"]["state"] for one in running.alerts()}
    assert [[DOWN], [FELL], [FELL]] == [[alert["labels"] for alert in alerts] for alerts in told]
    assert "suppressed" == states["FraudAnswersSlow"]
    assert "active" == states["FraudServiceDown"]
