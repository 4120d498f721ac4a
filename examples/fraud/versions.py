"""Version data beside code, as a model is rebuilt only from both: Git keeps a pointer, DVC the bytes."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .commands import VersionError, git, run_dvc
from .recovery import alone

BRANCH = "main"
# Written into the repository itself: the reader's name, hooks, keys and ignore files must not change a run.
GIT_CONFIG = {
    "user.name": "ML Lifecycle course",
    "user.email": "course@example.invalid",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "tag.forceSignAnnotated": "false",
    "core.hooksPath": ".git/no-hooks",
    "core.excludesFile": ".git/no-excludes",
    "core.attributesFile": ".git/no-attributes",
    "core.autocrlf": "false",
    "core.fsmonitor": "false",
    "gc.auto": "0",  # a tidy-up in the background would hold files that a test wants to delete
    "advice.detachedHead": "false",
}
DVC_CONFIG = """\
[core]
    remote = storage
    analytics = false
    check_update = false
    autostage = false
['remote "storage"']
    url = ../storage
"""
IGNORED = "/storage/\n/.dvc-site/\n"
POINTER_MD5 = re.compile(r"^- md5: ([0-9a-f]{32}(?:\.dir)?)$", re.MULTILINE)


@dataclass(frozen=True)
class DataVersion:
    """One version of a data file: the Git commit that names it, and the MD5 checksum of its bytes."""

    commit: str
    md5: str


def start(folder: Path) -> None:
    """Make the folder a Git repository with DVC and a local remote, `storage/`; again, it changes nothing."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        git(folder, "init", "--quiet", "--template=", f"--initial-branch={BRANCH}")
        for name, value in GIT_CONFIG.items():
            git(folder, "config", "--local", name, value)
        if not _holds(folder, "HEAD:.dvc/config"):
            # Nothing is in the cache before this commit, so a start that was killed may begin again.
            run_dvc(folder, "init", "--force")
            (folder / ".dvc" / "config").write_text(DVC_CONFIG, encoding="utf-8", newline="\n")
            (folder / ".gitignore").write_text(IGNORED, encoding="utf-8", newline="\n")
            git(folder, "add", ".gitignore", ".dvcignore", ".dvc/config", ".dvc/.gitignore")
            git(folder, "commit", "--quiet", "--message", "Start: Git for code and pointers, DVC for data")


# --8<-- [start:commit-data]
def commit_data(folder: Path, path: str, message: str, tag: str | None = None) -> DataVersion:
    """Store the file's bytes with DVC; commit their pointer and whatever code is staged, on branch main."""
    folder = Path(folder)
    with alone(folder):
        if known := _tagged(folder, path, tag):
            return known
        _stand_on_branch(folder)
        _drop_broken_pointer(folder, path)
        run_dvc(folder, "add", path)
        run_dvc(folder, "push", f"{path}.dvc")  # the bytes first: no commit may name data that nobody has
        git(folder, "add", f"{path}.dvc", str(Path(path).with_name(".gitignore")))
        if git(folder, "diff", "--cached", "--name-only"):
            git(folder, "commit", "--quiet", "--message", message)
        if tag:
            git(folder, "tag", tag)
    return DataVersion(git(folder, "rev-parse", "HEAD"), data_md5(folder, path))


# --8<-- [end:commit-data]


# --8<-- [start:go-back]
def go_back(folder: Path, rev: str) -> None:
    """Put the code, the pointers and the data of that commit, tag or branch into the folder."""
    folder = Path(folder)
    with alone(folder):
        here = _place(folder)
        git(folder, "checkout", "--quiet", rev)  # code and pointers
        try:
            run_dvc(folder, "checkout")  # the bytes they point to
        except VersionError:
            git(folder, "checkout", "--quiet", here)  # both or neither
            raise


# --8<-- [end:go-back]


def data_md5(folder: Path, path: str, rev: str = "HEAD") -> str:
    """The checksum that the pointer of that revision names; no data is read."""
    pointer = git(folder, "show", f"{rev}:{path}.dvc")
    found = POINTER_MD5.search(pointer)
    if not found:
        raise VersionError(f"{path}.dvc at {rev} names no MD5 checksum")
    return found[1]


def _holds(folder: Path, thing: str) -> bool:
    """Whether the repository has that object."""
    try:
        git(folder, "cat-file", "-e", thing)
    except VersionError:
        return False
    return True


def _tagged(folder: Path, path: str, tag: str | None) -> DataVersion | None:
    """The version of that tag, if it exists; a tag that names other bytes stays where it is."""
    if not tag or not _holds(folder, f"refs/tags/{tag}"):
        return None
    with (folder / path).open("rb") as file:
        md5 = hashlib.file_digest(file, "md5").hexdigest()
    if md5 != data_md5(folder, path, tag):
        raise VersionError(f"tag {tag} names other bytes than {path} has now; tags stay: use a new one")
    return DataVersion(git(folder, "rev-parse", f"{tag}^{{commit}}"), md5)


def _place(folder: Path) -> str:
    """The branch we stand on, or the commit when we stand on none."""
    branch = git(folder, "rev-parse", "--abbrev-ref", "HEAD")
    return branch if branch != "HEAD" else git(folder, "rev-parse", "HEAD")


def _stand_on_branch(folder: Path) -> None:
    """Come back from an old version: a commit made there would belong to no branch and be lost."""
    if git(folder, "rev-parse", "--abbrev-ref", "HEAD") == "HEAD":
        git(folder, "checkout", "--quiet", BRANCH)


def _drop_broken_pointer(folder: Path, path: str) -> None:
    """Remove a pointer whose writing was cut short; `dvc add` writes it anew from the data."""
    pointer = folder / f"{path}.dvc"
    if pointer.exists() and not POINTER_MD5.search(pointer.read_text(encoding="utf-8")):
        pointer.unlink()
