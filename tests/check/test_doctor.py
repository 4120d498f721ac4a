"""The doctor finds what is wrong on a machine, and tells nobody's name."""

import hashlib
import socket
import sys
from pathlib import Path

import pytest

from coursekit import doctor


def found(lines) -> dict[str, tuple[str, str]]:
    """Each finding and its fix by what was looked at."""
    return {what: (told, fix) for what, told, fix in lines}


def test_a_folder_with_a_space_and_a_synced_one_are_told(tmp_path: Path):
    """Each with its fix."""
    folder = tmp_path / "OneDrive of me"
    folder.mkdir()
    told = found(doctor.folder(folder))
    assert ["move it to a path without spaces", "yes"] == [told["folder"][1], told["synced"][0]]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch):
    """The environments would break off in the middle."""
    monkeypatch.setattr(doctor, "GIGABYTES", 10**9)
    assert found(doctor.folder(tmp_path))["free disk"][1].startswith("free ")


def test_a_missing_git_wants_a_fix_and_another_program_does_not(monkeypatch):
    """Without Prometheus only some examples are skipped."""
    monkeypatch.setenv("PATH", "")
    told = found(doctor.programs(["git", "prometheus"]))
    assert {"git": ("not on PATH", "install git"), "prometheus": ("not on PATH", "")} == told


@pytest.mark.parametrize(
    ("stamp", "state"), [("", "not complete"), (None, "not made yet"), ("x", "complete")]
)
def test_an_environment_is_compared_with_its_locks(tmp_path: Path, stamp: str | None, state: str):
    """A stamp of other locks means an environment of yesterday."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "site.txt").write_bytes(b"a==1\n")
    if stamp is not None:
        home = tmp_path / ".nox" / f"site-{sys.version_info.major}.{sys.version_info.minor}"
        home.mkdir(parents=True)
        (home / "complete").write_text(stamp and hashlib.sha256(b"a==1\n").hexdigest())
    assert state == found(doctor.environments(tmp_path, ["site=site"]))["environment site"][0]


def test_a_taken_port_is_told(monkeypatch):
    """Something listens where the server wants to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(doctor, "PORTS", {port: "end it"})
        assert {f"port {port}": ("in use", "end it")} == found(doctor.ports())


def test_the_home_folder_is_not_told(tmp_path: Path, monkeypatch, capsys):
    """What is pasted in public names no user."""
    (tmp_path / "course").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "course")
    doctor.main(["git"])
    printed = capsys.readouterr().out
    assert (True, False) == ("~" in printed, str(tmp_path) in printed)
