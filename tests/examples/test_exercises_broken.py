"""What a reader may do to an exercise: break it, let it hang, save it again and again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import running
from exercises.runner.trial import attempt
from test_exercises import EXERCISES, HERE, QUICK, do, write

COMMAND = [sys.executable, str(HERE / "run.py")]

LOOP = QUICK.unsolved.replace("    pass\n", "    while True:\n        registry\n")
TROUBLES = {
    "syntax": (
        "def broken(:\n",
        ["your file does not run:", "line 1: def broken(:", "SyntaxError: invalid syntax"],
    ),
    "load": ("one = 1\nzero = one / 0\n", ["line 2: zero = one / 0", "ZeroDivisionError: division by zero"]),
    "import": ("import pandsa\n", ["line 1: import pandsa", "No module named 'pandsa'"]),
    "call": (
        QUICK.unsolved.replace("    pass\n", "    registry.nothing\n"),
        ["registry.nothing", "AttributeError"],
    ),
    "signature": (
        QUICK.solved.replace("def promote(registry, version)", "def promote(registry)"),
        ["the check could not go on with what your file has", "takes 1 positional argument but 2 were"],
    ),
    "name": ("promote = print\n", ["your file has no `rollback`; keep the names"]),
    "asks": ("name = input()\n", ["line 1: name = input()", "EOFError"]),
    "exit": ("import sys\nsys.exit(0)\n", ["line 2: sys.exit(0)", "SystemExit: 0"]),
    "end": ("import os\nos._exit(0)\n", ["your file ended the run before the checks were through"]),
    "bytes": ("one = '\udcff'\n", ["your file does not run:", "SyntaxError"]),
    "loop": (LOOP, ["still busy after 1 seconds\n", "registry", "(not reached)"]),
    "loop at load": ("while True:\n    pass\n", ["still busy after 1 seconds\n", "           line "]),
    "flood": ("while True:\n    print('x' * 9999)\n", ["prints without end", "  | xxx"]),
    "prints": ("print('seen')\n" + QUICK.solved, ["Your file printed:\n  | seen", "Your code"]),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_is_told_with_the_readers_own_line(name: str, tmp_path: Path):
    """No frame of the runner's own is shown, and the run always comes to an end."""
    text, told = TROUBLES[name]
    write(tmp_path, "").write_bytes(text.encode("utf-8", "surrogateescape"))
    done = do(tmp_path, QUICK.id, "--seconds", "1")
    assert ([], "") == ([part for part in told if part not in done.stdout], done.stderr), done.stdout
    assert "Traceback" not in done.stdout and "judge" not in done.stdout
    assert (name != "prints") == bool(done.code)


def test_who_hangs_gets_hints_too(tmp_path: Path):
    """The check that did not come to its end is the one that the reader is stuck at."""
    write(tmp_path, LOOP)
    told = do(tmp_path, QUICK.id, "--seconds", "1").stdout.splitlines()
    busy = next(n for n, line in enumerate(told) if "still busy" in line)
    assert "           Hint 1: " in told[busy + 2]


def test_time_that_the_check_itself_takes_is_not_laid_on_the_reader(tmp_path: Path):
    """Making versions takes seconds before the reader's function is called: with too few it says so."""
    told = attempt(EXERCISES["preparation/versioning"], write(tmp_path, ""), 0.5).trouble
    assert "not because of your file" in told and "--seconds 1.5" in told


# Exercise, the check that must refuse, and what is changed in the solution.
SLIPS = [
    ("scoping/notebook-to-project", "same_seed", "(rows, r", "(rows, replace=True, r"),
    (
        "scoping/notebook-to-project",
        "own_luck",
        "return payments.sample(rows, random_state=seed)",
        "import random\n    random.seed(seed)\n"
        "    return payments.iloc[random.sample(range(len(payments)), rows)]",
    ),
    ("scoping/data-contract", "gaps", "unique=True", "unique=True, nullable=True"),
    ("scoping/data-contract", "learn", "+ delay <= week_now", "+ 4 <= week_now"),
    ("scoping/success-metric", "missed", "missed * missed_fraud", "missed * 80"),
    ("preparation/pipeline", "edited", '[*stage["deps"], stage["out"]]', 'stage["deps"]'),
    ("preparation/features", "late", "+ delay <= week", "< week"),
    ("modeling/tracking", "not_a_number", '.get("average_precision", 0) > 0', ""),
    ("modeling/tracking", "tie", ', -run["metrics"]["cost"]', ""),
    ("modeling/evaluation", "lowest", "stopped[frauds].mean()", "stopped[frauds].sum()"),
    ("modeling/registry", "back", 'registry["replaced"][now]\n', 'min(registry["replaced"].values())\n'),
    ("deployment/serving", "kept", "except Exception", "except (OSError, ValueError)"),
    ("deployment/serving", "slowest", "(len(taken) - 1)", "len(taken)"),
    ("deployment/release", "broken", "except Exception", "except (OSError, ValueError, TypeError)"),
    ("deployment/release", "shadow", '(line["chance"] >= threshold)', '(line["chance"] >= 0.5)'),
    ("monitoring/metrics", "outage", "minute - since >=", "minute - since =="),
    ("monitoring/metrics", "within", "low, below = limit, count", "low, below = buckets[0]"),
    ("monitoring/concept-drift", "quiet", "score < least", "score <= least"),
    ("monitoring/concept-drift", "patience", "score < least", "score < 0.6"),
    ("loop/ci-cd", "other_slack", ">= was - slack", "> was - slack"),
    (
        "loop/retraining",
        "acquaintance",
        "return teach, judge",
        "return [week for week in teach if week > (learned_until or 0)], judge",
    ),
    ("loop/scaling-out", "load", "math.ceil(cores / busy)", "int(cores / busy)"),
]


@pytest.mark.parametrize(
    ("name", "check", "old", "new"), SLIPS, ids=[f"{slip[0]}-{slip[1]}" for slip in SLIPS]
)
def test_a_slip_is_caught_by_its_own_check(name: str, check: str, old: str, new: str, tmp_path: Path):
    """Slips that once passed, or that fail at the wrong place: others may fail beside it, but not before."""
    which = EXERCISES[name]
    assert old in which.solved
    trial = attempt(which, write(tmp_path, which.solved.replace(old, new)))
    assert check == trial.hinted(which), trial


OTHERWISE = [
    (
        "scoping/data-contract",
        "return [name for name, days in known_after.items() if days <= 0]",
        "return tuple(name for name, days in known_after.items() if days <= 0)",
    ),
    ("preparation/versioning", 'STATUS = "up to date"', 'STATUS = "Data and pipelines are up to date."'),
    (
        "deployment/requests",
        "[name for name, differs in zip(names, apart, strict=True) if differs]",
        "__import__('numpy').array(names)[apart]",
    ),
    ("deployment/release", "(version, model) if good", "[version, model] if good"),
    ("monitoring/metrics", "return grown / (", "return __import__('numpy').float32(grown) / ("),
    ("monitoring/concept-drift", "return heard", "return tuple(heard)"),
]


@pytest.mark.parametrize(("name", "old", "new"), OTHERWISE, ids=[other[0] for other in OTHERWISE])
def test_what_is_right_in_another_shape_passes(name: str, old: str, new: str, tmp_path: Path):
    """A tuple or an array for a list, a longer answer, another kind of number."""
    which = EXERCISES[name]
    assert old in which.solved
    trial = attempt(which, write(tmp_path, which.solved.replace(old, new)))
    assert trial.passed(which), trial


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows has no process groups")
def test_what_the_readers_file_started_ends_with_it(tmp_path: Path):
    """A server that the reader forgot must not hold its port until tomorrow."""
    pid = tmp_path / "pid"
    start = f"import subprocess\nopen({str(pid)!r}, 'w').write(str(subprocess.Popen(['sleep', '60']).pid))\n"
    attempt(QUICK, write(tmp_path, start + QUICK.unsolved))
    end = time.monotonic() + 10
    while running.lives(int(pid.read_text())) and time.monotonic() < end:
        time.sleep(0.05)
    status = Path(f"/proc/{pid.read_text()}/status")
    assert not status.exists() or "zombie" in status.read_text()


@contextmanager
def watching(folder: Path):
    """The command in watch mode, and a function that waits for a text in what it says."""
    said = folder / "said"
    with said.open("wb") as out:
        process = subprocess.Popen([*COMMAND, QUICK.id, "--watch"], cwd=folder, stdout=out, stderr=out)

    def wait(text: str) -> str:
        end = time.monotonic() + 60
        while text not in said.read_text("utf-8") and time.monotonic() < end:
            time.sleep(0.05)
        assert text in said.read_text("utf-8")
        return said.read_text("utf-8")

    try:
        yield process, wait
    finally:
        process.kill()
        process.wait(10)


def test_watching_checks_again_at_each_save_and_ends_when_all_is_right(tmp_path: Path):
    """Also when an editor deletes the file and puts a new one in its place."""
    with watching(tmp_path) as (process, wait):
        wait("0 of 8 right")
        file = write(tmp_path, QUICK.unsolved.replace("VERSIONS = None", "VERSIONS = 2"))
        assert 1 == wait("1 of 8 right").count("Hint 1")
        file.unlink()
        write(tmp_path, QUICK.solved)
        wait(f"All 8 right. Your code: {QUICK.code}")
        assert 0 == process.wait(20)


@pytest.mark.skipif(os.name == "nt", reason="a test can't press Ctrl+C on Windows")
def test_ctrl_c_ends_the_watch_in_one_word(tmp_path: Path):
    """Stopping is no error."""
    with watching(tmp_path) as (process, wait):
        wait("Ctrl+C to stop")
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(20)
        assert wait("Stopped.").endswith("Stopped.\n")
