"""The prediction log: every line whole, and whatever happens to it, no answer waits or fails."""

import io
import json
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import outputs
import pytest
from fraud import predictions
from fraud.meters import Meters

LINE = {"time": 1.5, "transaction_id": "a", "version": 1, "role": "champion", "chance": 0.25, "stop": True}


@pytest.fixture
def meters():
    return Meters()


def counted(meters):
    """Lines logged and lost."""
    return tuple(int(meters.registry.get_sample_value(f"fraud_predictions_{name}_total")) for name in KINDS)


KINDS = ("logged", "lost")


def until(true, seconds=20.0):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_what_goes_in_comes_out_in_order(tmp_path, meters):
    """Closing writes what still waits; the folder is made."""
    log = predictions.PredictionLog(tmp_path / "new" / "log", meters)
    for number in range(1000):
        log.add(LINE | {"transaction_id": str(number)})
    log.close()
    found = predictions.read(tmp_path / "new" / "log")
    assert [str(number) for number in range(1000)] == found["transaction_id"].tolist()
    assert LINE | {"transaction_id": "0"} == found.iloc[0].to_dict()
    assert (1000, 0) == counted(meters)


def test_each_start_has_its_own_file_and_all_are_read(tmp_path, meters):
    """Two servers may write into one folder, and no start writes over another."""
    for name in "ab":
        log = predictions.PredictionLog(tmp_path, meters)
        log.add(LINE | {"transaction_id": name})
        log.close()
    assert 2 == len(list(tmp_path.glob("predictions-*.jsonl")))
    assert ["a", "b"] == predictions.read(tmp_path)["transaction_id"].tolist()


def test_a_line_that_a_crash_cut_off_is_left_out(tmp_path):
    """The whole ones before it are not."""
    whole = json.dumps(LINE) + "\n"
    (tmp_path / "predictions-1.jsonl").write_text(whole + whole[:20], encoding="utf-8")
    (tmp_path / "predictions-2.jsonl").write_text(whole, encoding="utf-8")
    assert 2 == len(predictions.read(tmp_path))


class Growing(io.FileIO):
    """A file whose writer waits until a reader has come to the end, and then writes the rest."""

    def __init__(self, path: Path, rest: bytes) -> None:
        super().__init__(path)
        self._rest = rest

    def readinto(self, buffer) -> int:
        if not (size := super().readinto(buffer)) and self._rest:
            with io.FileIO(self.name, "ab") as file:
                file.write(self._rest)
            self._rest = b""
        return size


def test_a_line_that_is_being_written_is_left_to_the_next_read(tmp_path, monkeypatch):
    """Its rest, which comes while we read, is no line of its own."""
    whole, path = json.dumps(LINE).encode() + b"\n", tmp_path / "predictions-1.jsonl"
    path.write_bytes(whole + whole[:20])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", lambda path, _: io.BufferedReader(Growing(path, whole[20:] + whole)))
        assert 1 == len(predictions.read(tmp_path))
    assert 3 == len(predictions.read(tmp_path))


def test_an_empty_folder_has_no_predictions(tmp_path):
    """Nothing was said yet: no error."""
    assert 0 == len(predictions.read(tmp_path))


def test_a_full_queue_loses_lines_and_counts_them(tmp_path, meters, monkeypatch):
    """Memory is bounded: a log that can't keep up must not eat the server."""
    monkeypatch.setattr(predictions, "PAUSE", 60.0)  # the writer sleeps all along
    log = predictions.PredictionLog(tmp_path, meters, most=10)
    for _ in range(25):
        log.add(LINE)
    assert (0, 15) == counted(meters)
    log.close()
    assert (10, 15) == counted(meters)
    assert 10 == len(predictions.read(tmp_path))


def test_a_folder_that_is_none_loses_lines_and_says_why_once(tmp_path, meters, caplog):
    """Then the obstacle goes, and the log goes on."""
    obstacle = tmp_path / "log"
    obstacle.write_text("a file where a folder should be", encoding="utf-8")
    log = predictions.PredictionLog(obstacle, meters)
    for lost in (1, 2):
        log.add(LINE)
        assert until(lambda lost=lost: counted(meters)[1] == lost)
    obstacle.unlink()
    log.add(LINE)
    log.close()
    assert (1, 2) == counted(meters)
    assert ["predictions are not logged"] == [record.message.split(":")[0] for record in caplog.records]


def test_a_folder_that_is_deleted_is_made_again(tmp_path, meters):
    """Somebody tidied up: that costs what was written, not what will be."""
    log = predictions.PredictionLog(tmp_path / "log", meters)
    log.add(LINE)
    assert until(lambda: counted(meters)[0] == 1)
    next((tmp_path / "log").iterdir()).unlink()
    (tmp_path / "log").rmdir()
    log.add(LINE)
    log.close()
    assert (2, 0) == counted(meters)
    assert 1 == len(predictions.read(tmp_path / "log"))


FULL = """
    import resource, sys, time
    import fraud
    from pathlib import Path
    from fraud.meters import Meters
    from fraud.predictions import PredictionLog

    meters = Meters()
    value = meters.registry.get_sample_value
    log = PredictionLog(Path(sys.argv[1]), meters)

    def send(lines):
        before = seen()
        for number in range(lines):
            log.add({"transaction_id": "x" * 90, "number": number})
        while sum(seen()) < sum(before) + lines:
            time.sleep(0.01)

    def seen():
        return [int(value(f"fraud_predictions_{name}_total")) for name in ("logged", "lost")]

    print(*seen())
    send(10)
    print(*seen())
    # From here on the system refuses to let any file grow over 3,000 bytes, in the middle of a line.
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
    send(150)
    print(*seen())
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    send(10)
    log.close()
    print(*seen())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit on the size of files")
def test_a_disk_without_space_loses_lines_whole_and_the_log_resumes(tmp_path):
    """The system's own refusal, in a process of its own: what is in the file is what was counted."""
    run = [sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path)]
    done = subprocess.run(run, cwd=outputs.EXAMPLES, capture_output=True, text=True, timeout=120)
    assert 0 == done.returncode, done.stderr
    start, before, full, after = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert ((0, 0), (10, 0)) == (start, before)
    assert 160 == sum(full) and full[1] > 0
    assert (full[0] + 10, full[1]) == after
    assert after[0] == len(predictions.read(tmp_path))
    assert "predictions are not logged: [Errno 27] File too large" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_device_that_is_always_full_costs_no_answer(tmp_path, meters, caplog):
    """No space left on device: each line counts as lost, none waits."""
    log = predictions.PredictionLog(tmp_path, meters)
    log._path.symlink_to("/dev/full")
    for _ in range(500):
        log.add(LINE)
    log.close()
    assert (0, 500) == counted(meters)
    assert "No space left on device" in caplog.text
