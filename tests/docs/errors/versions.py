"""Errors of Git and DVC, in small projects of their own."""

import os
import shutil
from pathlib import Path

from fraud.commands import git, run_dvc
from zc.lockfile import LockFile

from tests.docs.errors.running import raised, said

NAME = ("-c", "user.name=Reader", "-c", "user.email=reader@example.invalid")


def project(folder: Path) -> Path:
    """A project with one file in DVC, and a storage that is not there yet."""
    git(folder, "init", "--quiet")
    run_dvc(folder, "init", "--quiet")
    (folder / "payments.csv").write_text("payment\n1\n", encoding="utf-8")
    run_dvc(folder, "add", "payments.csv")
    return folder


def lose(folder: Path) -> None:
    """The laptop is gone: neither file nor cache are left."""
    (folder / "payments.csv").unlink()
    shutil.rmtree(folder / ".dvc" / "cache")


def no_name(folder: Path) -> str:
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "EMAIL": ""}
    git(folder, "init", "--quiet")
    # Else Git guesses a name from the machine's, and whether it may differs from machine to machine.
    commit = ("-c", "user.useConfigOnly=true", "commit", "--allow-empty", "--message", "One")
    return said("git", *commit, folder=folder, **nothing)


def no_project(folder: Path) -> str:
    return raised(lambda: run_dvc(folder, "status"))


def in_git(folder: Path) -> str:
    project(folder)
    (folder / "more.csv").write_text("1\n", encoding="utf-8")
    git(folder, "add", "more.csv")
    git(folder, *NAME, "commit", "--quiet", "--message", "One")
    return raised(lambda: run_dvc(folder, "add", "more.csv"))


def no_remote(folder: Path) -> str:
    project(folder)
    return raised(lambda: run_dvc(folder, "push"))


def not_in_cache(folder: Path) -> str:
    lose(project(folder))
    return raised(lambda: run_dvc(folder, "checkout"))


def never_pushed(folder: Path) -> str:
    lose(project(folder))
    run_dvc(folder, "remote", "add", "--default", "storage", str(folder / "storage"))
    return raised(lambda: run_dvc(folder, "pull"))


def unsaved(folder: Path) -> str:
    project(folder)
    (folder / "payments.csv").write_text("payment\n2\n", encoding="utf-8")
    return raised(lambda: run_dvc(folder, "checkout"))


def locked(folder: Path) -> str:
    project(folder)
    lock = LockFile(str(folder / ".dvc" / "tmp" / "lock"))
    try:
        return raised(lambda: run_dvc(folder, "add", "payments.csv"))
    finally:
        lock.close()


def stage(folder: Path) -> str:
    project(folder)
    (folder / "dvc.yaml").write_text("stages:\n  validate:\n    cmd: exit 1\n", encoding="utf-8")
    return raised(lambda: run_dvc(folder, "repro"))


ERRORS = {
    "*** Please tell me who you are.": no_name,
    "you are not inside of a DVC repository": no_project,
    "is already tracked by SCM (e.g. Git).": in_git,
    "config file error: no remote specified": no_remote,
    "Checkout failed for following targets:": not_in_cache,
    "failed to pull data from the cloud": never_pushed,
    "Can't remove the following unsaved files without confirmation.": unsaved,
    "Unable to acquire lock. Most likely another DVC process is running": locked,
    "failed to reproduce 'validate'": stage,
}
BY_HAND: dict[str, str] = {}
