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
from test_exercises import HERE, QUICK, do, write

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
