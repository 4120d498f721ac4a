"""The folder in which the project lives: a Git repository with code and data, and the store of models."""

import hashlib
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import mlflow
import pandas as pd
from mlflow import MlflowClient
from zc.lockfile import LockError, LockFile

from . import registry, tracking, versions
from .model import Model
from .recovery import alone
from .stop import Stop

EXAMPLES = Path(__file__).parents[1]
CODE = ("pipeline.py", "fraud/*.py", "fraud/*.yaml")
MARK = ".fraud-workspace"


class WorkspaceError(Stop):
    """The folder can't be used; the message says why and what to do."""


@dataclass(frozen=True)
class Run:
    """A finished training run and what its model scored."""

    id: str
    scores: dict[str, float]


class Workspace:
    """`project` is the Git repository, `store` the tracking store and model registry."""

    def __init__(self, folder: Path, server: str | None = None) -> None:
        self.folder = folder
        self.server = server
        self.project = folder / "project"

    @cached_property
    def store(self) -> MlflowClient:
        client = registry.connect(self.server) if self.server else registry.open_store(self.folder)
        # To register a run of an earlier process, MLflow asks the store of this one, whichever that is.
        mlflow.set_tracking_uri(client.tracking_uri)
        return client

    def place(self, payments: pd.DataFrame, path: str) -> bool:
        """Put the data, and the code that reads it, into the project; False if both were there already."""
        data = payments.to_csv(index=False, lineterminator="\n").encode()
        with alone(self.project):
            changed = [write(self.project / name, content) for name, content in code().items()]
            changed += [write(self.project / path, data)]
            versions.git(self.project, "add", "--", *code())
        return any(changed)

    def tag(self, path: str) -> str:
        """A name for this data with this code, made from their bytes: the same work has the same name."""
        content = hashlib.sha256((self.project / path).read_bytes())
        for name, text in sorted(code().items()):
            content.update(name.encode() + text)
        return f"{Path(path).stem}-{content.hexdigest()[:12]}"

    def track(self, model: Model, scores: dict[str, float], origin: versions.DataVersion) -> Run:
        """Record what was trained, from what, and how well it did."""
        lineage = {"code_commit": origin.commit, "data_md5": origin.md5}
        facts = {"params": model.params, "metrics": scores, "model": model.graph, "lineage": lineage}
        return Run(tracking.track(self.store, **facts), scores)

    def pointer(self, card: dict) -> str:
        """The file of the served model's commit that names the served model's data."""
        where = ("--files-with-matches", card["data_md5"], card["code_commit"])
        return versions.git(self.project, "grep", *where).split(":")[1]

    def finished_run(self, origin: versions.DataVersion) -> Run | None:
        """The run that has trained with this code on this data, if there is one."""
        experiment = self.store.get_experiment_by_name(registry.EXPERIMENT).experiment_id
        wanted = f"tags.code_commit = '{origin.commit}' and tags.data_md5 = '{origin.md5}'"
        runs = self.store.search_runs([experiment], f"{wanted} and attributes.status = 'FINISHED'")
        return next((Run(run.info.run_id, run.data.metrics) for run in runs), None)


def code() -> dict[str, bytes]:
    """Path in the project to content, of every file that makes the models."""
    files = [file for pattern in CODE for file in EXAMPLES.glob(pattern)]
    return {file.relative_to(EXAMPLES).as_posix(): file.read_bytes() for file in files}


def write(path: Path, content: bytes) -> bool:
    """Write the file whole or not at all; False if it has that content already."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    aside.replace(path)
    return True


@contextmanager
def open_workspace(folder: Path, *, fresh: bool = False, server: str | None = None) -> Iterator[Workspace]:
    """Make or find the workspace and hold it for this process alone; `server`: an MLflow at http://..."""
    folder = folder.resolve()
    if not shutil.which("git"):
        raise WorkspaceError("git was not found; install it, then run again: https://git-scm.com/downloads")
    if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} is not empty and not a workspace of ours; choose another --workspace")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    try:
        lock = LockFile(str(folder / ".lock"))
    except LockError:
        busy = f"another run works in {folder}; wait for it or choose another --workspace"
        raise WorkspaceError(busy) from None
    try:
        if fresh:
            clear(folder)
        versions.start(folder / "project")
        yield Workspace(folder, server)
    finally:
        lock.close()


def clear(folder: Path) -> None:
    """Delete what the runs have made."""
    for path in folder.iterdir():
        if path.is_dir():
            delete(path)
        elif path.name not in (MARK, ".lock"):
            path.unlink()


def delete(folder: Path) -> None:
    """Delete a folder; Git and DVC write-protect their files, and Windows refuses to delete such."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IWRITE | stat.S_IREAD)
    shutil.rmtree(folder)
