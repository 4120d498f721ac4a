"""What a killed process left is cleared, what a living one holds is not, and no moment is a bad one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fraud import recovery, versions


@pytest.fixture
def folder(tmp_path):
    """A repository with one version of a file in it."""
    versions.start(tmp_path)
    save(tmp_path, "one")
    return tmp_path


def save(folder, text):
    (folder / "a.csv").write_bytes(text.encode())
    versions.commit_data(folder, "a.csv", f"Say {text}")
    return versions.git(folder, "log", "-1", "--format=%s", "main")


def test_dead_locks_are_cleared_away(folder):
    for name in ("index.lock", "refs/heads/main.lock", "config.lock"):
        (folder / ".git" / name).touch()
    held = {"pid": 2**22 + 1, "cmd": "dvc add"}
    (folder / ".dvc/tmp/rwlock").write_text(
        json.dumps({"write": {str(folder / "a.csv"): held}}), encoding="utf-8"
    )
    assert "Say two" == save(folder, "two")


def test_a_lock_cut_short_is_cleared_away(folder):
    (folder / ".dvc/tmp/rwlock").write_text('{"write": {"/a', encoding="utf-8")
    assert "Say two" == save(folder, "two")


def test_a_number_that_a_living_process_got_later_holds_no_lock(folder):
    rwlock = folder / ".dvc/tmp/rwlock"
    held = {"pid": os.getpid(), "cmd": "dvc add of a process before us"}
    rwlock.write_text(json.dumps({"write": {str(folder / "a.csv"): held}}), encoding="utf-8")
    os.utime(rwlock, (1, 1))
    assert "Say two" == save(folder, "two")


def test_a_lock_of_a_living_git_is_left_alone(folder, monkeypatch):
    monkeypatch.setattr(recovery, "PATIENCE", 0.3)
    (folder / ".git/index.lock").touch()
    with subprocess.Popen(["git", "cat-file", "--batch"], cwd=folder, stdin=subprocess.PIPE) as living:
        with pytest.raises(recovery.FolderBusyError, match="Git is at work"):
            save(folder, "two")
        living.stdin.close()
    assert (folder / ".git/index.lock").exists()


def test_a_pointer_cut_short_is_written_anew(folder):
    (folder / "a.csv.dvc").write_text("outs:\n- md", encoding="utf-8")
    save(folder, "two")
    assert "" == versions.git(folder, "status", "--porcelain")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of a process: needs fork")
def test_a_kill_before_any_change_to_the_disk_is_made_good_by_the_next_run():
    """A few moments here; `killed_versions.py 1 1` tries them all."""
    sweep = [sys.executable, str(Path(__file__).with_name("killed_versions.py")), "5", "45"]
    done = subprocess.run(sweep, capture_output=True, text=True, timeout=300)
    assert "0 wrong" in done.stdout.splitlines()[-1], done.stdout + done.stderr
