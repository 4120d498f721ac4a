"""The simulator's files: whole or not there, the same for the same seed, labels apart, memory bounded."""

import subprocess
import sys

import pandas as pd
import pytest
from fraud import delivery, schema, simulate
from pandas.testing import assert_frame_equal
from running import environment

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the peak of one process is read from /proc")
PEAK = """\
import sys
from pathlib import Path
from fraud import delivery, simulate

def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024

form, folder = sys.argv[1], Path(sys.argv[2])
for rows in (40_000, 400_000):
    delivery.deliver(folder, 1, rows, delay=4, form=form, size=20_000)
    print(peak())
whole = simulate.batch(1, 400_000)
print(peak())
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three weeks as CSV; in the third the users are older and the fraudsters do something new."""
    folder = tmp_path_factory.mktemp("weeks")
    dials = ["--age-shift", "12", "--age-from", "3", "--tactic", "1", "--tactic-from", "3"]
    delivery.main(["--weeks", "3", "--rows", "500", "--format", "csv", *dials, "--out", str(folder)])
    return folder


def read(path) -> pd.DataFrame:
    return pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_week_is_two_files_and_the_labels_are_dated_later(folder):
    """Nothing half written remains."""
    payments = [f"payments-week-00{week}.csv" for week in (1, 2, 3)]
    labels = [f"labels-week-00{week}.csv" for week in (5, 6, 7)]
    assert sorted(labels + payments) == sorted(contents(folder))


def test_payments_do_not_tell_their_label(folder):
    """They keep the contract of unlabelled payments, and the join brings back the simulator's truth."""
    payments, labels = read(folder / "payments-week-001.csv"), read(folder / "labels-week-005.csv")
    schema.check(payments, labelled=False)
    assert ["transaction_id", "is_fraud"] == list(labels)
    assert_frame_equal(simulate.batch(1, 500), payments.merge(labels, on="transaction_id"))


def test_a_dial_turns_from_its_week_on(folder):
    """Two calm weeks, then both dials."""
    for week, dials in ((2, {}), (3, {"age_shift": 12, "tactic": 1})):
        wanted = simulate.batch(week, 500, **dials)
        assert wanted["age"].equals(read(folder / f"payments-week-00{week}.csv")["age"])
        assert wanted["is_fraud"].equals(read(folder / f"labels-week-00{week + 4}.csv")["is_fraud"])


@pytest.mark.parametrize("form", delivery.FORMATS)
def test_the_same_seed_gives_the_same_files_and_another_one_others(tmp_path, form):
    """Byte by byte, file by file."""
    for name, seed in (("one", "7"), ("again", "7"), ("other", "8")):
        delivery.main(
            ["--weeks", "2", "--rows", "300", "--seed", seed, "--format", form, "--out", f"{tmp_path / name}"]
        )
    one, again, other = (contents(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert one.keys() == other.keys()
    assert not {name for name in one if one[name] == other[name]}


def test_the_size_of_a_chunk_changes_no_byte_of_a_csv_file(tmp_path):
    """Nor a value of a Parquet file."""
    for size in (100, 1000):
        for form in delivery.FORMATS:
            delivery.deliver(tmp_path / f"{size}", 1, 1000, delay=4, form=form, size=size)
    small, large = tmp_path / "100", tmp_path / "1000"
    for name in ("payments-week-001", "labels-week-005"):
        assert (small / f"{name}.csv").read_bytes() == (large / f"{name}.csv").read_bytes()
        assert_frame_equal(read(small / f"{name}.parquet"), read(large / f"{name}.parquet"))
        assert_frame_equal(read(small / f"{name}.parquet"), read(small / f"{name}.csv"))


def test_a_week_that_fails_half_way_leaves_no_file_with_its_name(tmp_path, monkeypatch):
    """A reader must not take half a week for a quiet one."""

    def broken(*args, **dials):
        yield simulate.batch(1, 10)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(delivery, "chunks", broken)
    with pytest.raises(RuntimeError, match="the disk is full"):
        delivery.deliver(tmp_path, 1, 20, delay=4)
    assert {".part"} == {path.suffix for path in tmp_path.iterdir()}


@LINUX
@pytest.mark.parametrize("form", delivery.FORMATS)
def test_memory_does_not_grow_with_the_rows(tmp_path, form):
    """Ten times the rows, the same peak; the whole week at once shows that the measure can see more."""
    command = [sys.executable, "-c", PEAK, form, str(tmp_path)]
    here = {"cwd": delivery.Path(delivery.__file__).parents[1], "env": environment()}
    done = subprocess.run(command, **here, check=True, capture_output=True, encoding="utf-8", timeout=120)
    few, many, whole = map(float, done.stdout.split())
    assert many < few + 15
    assert whole > many + 50


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rows", "0"], "argument --rows: '0' is not a whole number from 1 up"),
        (["--weeks", "many"], "argument --weeks: 'many' is not a whole number from 1 up"),
        (["--tactic", "3"], "argument --tactic: invalid choice: 3"),
        (["--format", "xlsx"], "argument --format: invalid choice: 'xlsx'"),
    ],
)
def test_a_wrong_argument_is_named(capsys, tmp_path, arguments, told):
    """A line and code 2, no traceback."""
    with pytest.raises(SystemExit) as end:
        delivery.main([*arguments, "--out", str(tmp_path)])
    assert 2 == end.value.code
    assert told in capsys.readouterr().err


def test_a_folder_that_can_not_be_written_is_named(tmp_path):
    """The way out is in the line."""
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match=r"stopped: .*file.*; name a folder that can be written"):
        delivery.main(["--weeks", "1", "--rows", "10", "--out", str(tmp_path / "file" / "inside")])


def test_the_command_runs_from_the_folder_of_the_examples(tmp_path):
    """As the lesson types it."""
    command = [sys.executable, "-m", "fraud.simulate", "--weeks", "1", "--rows", "50", "--out", str(tmp_path)]
    here = {"cwd": delivery.Path(delivery.__file__).parents[1], "env": environment()}
    done = subprocess.run(command, **here, check=True, capture_output=True, encoding="utf-8", timeout=120)
    assert f"50 payments of 1 weeks; labels come 4 weeks later; all in {tmp_path}\n" == done.stdout
    assert_frame_equal(
        simulate.batch(1, 50).drop(columns="is_fraud"), read(tmp_path / "payments-week-001.parquet")
    )
