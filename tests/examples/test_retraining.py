"""The loop closes: what moves raises a ticket, what falls is retrained, and no request pays for it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import outputs
import psutil
import pytest
import running

from tests.tools import need

EXAMPLE = outputs.EXAMPLES / "loop" / "retraining.py"
WAY = (
    "batch in",
    "labels in",
    "gauge fell",
    "alert pending",
    "alert firing",
    "webhook",
    "trained",
    "judged",
    "promoted",
    "version 2 answers",
)


@pytest.fixture(scope="module")
def done(ran):
    """The one run of this test run."""
    need("prometheus")
    need("alertmanager")
    found = ran("loop/retraining")
    assert found.code == 0, found.stderr
    return found


@pytest.fixture(scope="module")
def acts(done) -> dict[str, str]:
    """What each act has printed."""
    parts = re.split(r"^== ([\w-]+) ==\n", done.stdout, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def scores(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"average precision of version \d is (\d\.\d\d)", text)]


def test_the_acts_come_in_their_order(acts):
    """From a cold start to the account."""
    expected = ["start", "quiet", "older", "tactic", "retrain", "recover", "refuse", "roll-back", "account"]
    assert expected == list(acts)


def test_a_quiet_month_raises_nothing(acts):
    """No alert, not even a pending one."""
    assert acts["quiet"].strip() == "alerts: none"


def test_older_users_are_a_ticket_and_no_retraining(acts):
    """The inputs have moved, the model is as good as before."""
    assert "alerts: FraudInputsMoved (age) is firing\n" in acts["older"]
    assert "FraudModelFell" not in acts["older"]
    assert scores(acts["older"]) >= [0.6]


def test_a_new_tactic_leaves_the_inputs_alike(acts):
    """While its labels are out nobody can know; those of the month before are well."""
    assert "alerts: none\n" in acts["tactic"]
    assert scores(acts["tactic"]) >= [0.6]


def test_the_alert_becomes_a_better_model(acts):
    """Live average precision falls; the challenger beats the champion on weeks that neither has learned."""
    assert scores(acts["retrain"]) < [0.1]
    old, new = re.search(r"average precision (\S+) -> (\S+)", acts["retrain"]).groups()
    assert float(old) < 0.1 < 0.7 < float(new)
    assert "failed" not in acts["retrain"]
    assert "FraudModelFell: promoted\n" in acts["retrain"]


def test_the_way_has_every_station_in_its_order(acts):
    """From the first different batch to the first answer of version 2, the clock never runs back."""
    found = re.findall(r"^(.+?) +(\d+\.\d) s$", acts["retrain"], flags=re.MULTILINE)
    names, seconds = [name for name, _ in found], [float(moment) for _, moment in found]
    assert list(WAY) == names
    assert sorted(seconds) == seconds
    assert seconds[0] == 0.0


def test_the_model_recovers_when_its_own_labels_are_in(acts):
    """Version 2 is proven by what it has answered itself; the alert is over."""
    assert scores(acts["recover"]) >= [0.7]
    assert "of version 2" in acts["recover"]
    assert "alerts: none\n" in acts["recover"]


def test_broken_labels_train_nobody_into_service(acts):
    """The alarm is false, the gate refuses, the champion stays; mended labels show that it was well."""
    assert "FraudModelFell: refused\nversion 2 goes on answering\nthe labels are mended\n" in acts["refuse"]
    fallen, mended = scores(acts["refuse"])
    assert fallen < 0.1 < 0.7 < mended


def test_back_and_forward_again(acts):
    """Both by moving an alias."""
    assert acts["roll-back"].strip() == "version 1 answers again\nversion 2 answers again"


def test_no_request_has_failed(done, acts):
    """Thousands of answers with a chance from 0 to 1 and a known version, over swap, rollback and return."""
    assert "the service answered all with 200: yes\n0 requests failed\n" in acts["account"] + "\n"
    asked = int(re.search(r"([\d,]+) requests, over", done.stderr)[1].replace(",", ""))
    assert asked > 1000


def test_each_alert_was_retrained_for_once(acts):
    """One promoted, one refused, although both alerts were repeated while they fired."""
    expected = ["retrainings promoted: 1", "retrainings refused: 1", "retrainings failed: 0"]
    assert expected == acts["account"].splitlines()[:3]


def test_help_answers_at_once():
    """Nothing heavy loads before it."""
    start = time.monotonic()
    asked = subprocess.run([sys.executable, EXAMPLE, "--help"], capture_output=True, text=True, timeout=60)
    assert asked.returncode == 0
    assert "--workspace DIR" in asked.stdout
    assert time.monotonic() - start < 5


def test_without_prometheus_the_reader_is_told_where_to_get_it(tmp_path):
    """At once, in a line of its own, with no traceback."""
    environment = running.environment() | {"PATH": str(tmp_path)}
    start = [sys.executable, EXAMPLE, "--workspace", tmp_path / "w"]
    asked = subprocess.run(start, capture_output=True, text=True, timeout=60, env=environment)
    assert asked.returncode == 1
    assert "stopped: the program prometheus is not on PATH" in asked.stderr
    assert "Traceback" not in asked.stderr
    assert not (tmp_path / "w").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    """It is somebody's."""
    need("prometheus")
    need("alertmanager")
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    asked = running.run(EXAMPLE, tmp_path, "--workspace", str(tmp_path))
    assert asked.code == 1
    assert "is no empty folder" in asked.stderr


def servers_of(folder) -> list[psutil.Process]:
    """Every process that has this folder in its command or its place."""
    found = []
    for process in psutil.process_iter():
        try:
            if str(folder) in " ".join([*process.cmdline(), process.cwd()]):
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_no_server_is_left_behind(tmp_path, end):
    """Neither by an interrupt in the middle of the start, nor by a kill."""
    need("prometheus")
    need("alertmanager")
    folder = tmp_path / "w"
    command = [sys.executable, EXAMPLE, "--workspace", folder]
    run = subprocess.Popen(
        command, env=running.environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: len(servers_of(folder)) > 2, 60)
        os.kill(run.pid, end)
        said = run.communicate(timeout=60)[1].decode()
    finally:
        run.kill()
        run.wait()
    wait_until(lambda: not servers_of(folder), 30)
    if end == signal.SIGINT:
        assert (run.returncode, "Traceback" in said) == (1, False), said
    shutil.rmtree(folder, ignore_errors=True)


def wait_until(true, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.1)
