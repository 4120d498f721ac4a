"""The watch as a program: it answers, tells why it can't, and ends when told."""

import signal
import subprocess
import sys

import outputs
from fraud import simulate
from fraud.stack.child import fetch, free_port


def start(*arguments: object) -> subprocess.Popen:
    command = [sys.executable, "-m", "fraud.watch", *map(str, arguments)]
    # In this folder Python finds fraud by itself.
    return subprocess.Popen(command, cwd=outputs.EXAMPLES, stderr=subprocess.PIPE, encoding="utf-8")


def test_it_runs_as_a_program_and_ends_when_told(tmp_path):
    """In a container it is process 1, and must listen to SIGTERM."""
    reference = tmp_path / "reference.csv"
    simulate.batch(0, 1000).to_csv(reference, index=False)
    named = ("--log", tmp_path / "log", "--labels", tmp_path / "labels", "--reference", reference)
    port = free_port()
    process = start(*named, "--port", port, "--seconds", 0.1)
    assert "watching" in process.stderr.readline()
    assert 200 == fetch(f"127.0.0.1:{port}", "/metrics")[0]
    second = start(*named, "--port", port)
    assert f"stopped: port {port} of 127.0.0.1" in second.communicate(timeout=60)[1]
    assert 1 == second.returncode
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert 0 == process.returncode
