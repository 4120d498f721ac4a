"""Keep models under names that move, so that a served model leads back to its code and its data."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mlflow import MlflowClient
from mlflow.artifacts import download_artifacts
from mlflow.exceptions import MlflowException

EXPERIMENT = "fraud"
MODEL = "fraud"
NOT_THERE = ("INVALID_PARAMETER_VALUE", "RESOURCE_DOES_NOT_EXIST")  # MLflow's codes for a missing alias
SHARE = "share"  # the tag on the challenger's version
FILE = "model.onnx"  # as mlflow.onnx names it


@dataclass(frozen=True)
class Lineage:
    """Where a model version comes from."""

    version: int
    run_id: str
    code_commit: str
    data_md5: str


def open_store(folder: Path) -> MlflowClient:
    """Open the tracking store and model registry in the folder; make them when they are not there."""
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "mlflow.db"
    if not database.exists():
        _place_once(_empty_database(), database)
    client = MlflowClient(f"sqlite:///{database.as_posix()}")
    if client.get_experiment_by_name(EXPERIMENT) is None:
        with _unless_there():
            client.create_experiment(EXPERIMENT, artifact_location=(folder / "artifacts").as_uri())
    return client


def reach(place: Path | str | MlflowClient) -> MlflowClient:
    """The store of a folder or of an address, http: or sqlite:; made if it is a folder and not there yet."""
    if isinstance(place, MlflowClient):
        return place
    return MlflowClient(place) if "://" in str(place) else open_store(Path(place))


def check_there(client: MlflowClient) -> None:
    """Raise if the database of a folder is gone: an open connection goes on reading a deleted file."""
    kind, _, path = client.tracking_uri.partition(":///")
    if kind == "sqlite" and not Path(path).exists():
        raise FileNotFoundError(f"{path} is gone")


def connect(uri: str) -> MlflowClient:
    """The store of an MLflow server, `http://...`; artifacts pass through the server too."""
    client = MlflowClient(uri)
    if client.get_experiment_by_name(EXPERIMENT) is None:
        with _unless_there():
            client.create_experiment(EXPERIMENT)
    return client


@contextmanager
def _unless_there() -> Iterator[None]:
    """Make something that another process may have made a moment ago."""
    try:
        yield
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


@cache
def _empty_database() -> bytes:
    """A database with all its tables; made aside, as one that was cut short can't be finished later."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as aside:
        database = Path(aside) / "mlflow.db"
        MlflowClient(f"sqlite:///{database.as_posix()}").search_experiments()
        return database.read_bytes()


def _place_once(content: bytes, path: Path) -> None:
    """Let the file appear whole or not at all, and never over one that another process placed first."""
    handle, aside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        Path(aside).unlink()


# --8<-- [start:register]
def register(client: MlflowClient, run_id: str) -> int:
    """Give the run's model the next version number, or return the one it has."""
    if known := client.search_model_versions(f"run_id = '{run_id}'"):
        return int(known[0].version)
    with _unless_there():
        client.create_registered_model(MODEL)
    run = client.get_run(run_id)
    model = client.get_logged_model(run.outputs.model_outputs[0].model_id)
    origin = {name: run.data.tags[name] for name in ("code_commit", "data_md5")}
    made = client.create_model_version(
        MODEL, model.artifact_location, run_id, tags=origin, model_id=model.model_id
    )
    return int(made.version)


# --8<-- [end:register]


# --8<-- [start:promote]
def promote(client: MlflowClient, version: int, alias: str = "champion") -> None:
    """Let the alias point to that version, and note on it which one it replaced."""
    before = holder(client, alias)
    if before == version:
        return
    if before is not None:
        # The note first: killed between the two, the old champion still serves.
        client.set_model_version_tag(MODEL, str(version), f"{alias}_before", str(before))
    client.set_registered_model_alias(MODEL, alias, str(version))


def rollback(client: MlflowClient, alias: str = "champion") -> int:
    """Let the alias point again to the version that the present one replaced."""
    now = client.get_model_version_by_alias(MODEL, alias)
    before = now.tags.get(f"{alias}_before")
    if before is None:
        raise LookupError(f"version {now.version} replaced no {alias}: there is none to return to")
    client.set_registered_model_alias(MODEL, alias, before)
    return int(before)


# --8<-- [end:promote]


def holder(client: MlflowClient, alias: str) -> int | None:
    """The version that has the alias now."""
    try:
        return int(client.get_model_version_by_alias(MODEL, alias).version)
    except MlflowException:
        return None


# --8<-- [start:lineage]
def lineage(client: MlflowClient, alias: str = "champion") -> Lineage:
    """Trace the version that the alias names to its run, its commit and its data."""
    found = client.get_model_version_by_alias(MODEL, alias)
    return Lineage(int(found.version), found.run_id, found.tags["code_commit"], found.tags["data_md5"])


# --8<-- [end:lineage]


def share(client: MlflowClient) -> float:
    """The challenger's share of the answers, 0 to 1; 0 is shadow: its answers are only logged."""
    found = client.get_model_version_by_alias(MODEL, "challenger")
    value = float(found.tags.get(SHARE, 0))
    if not 0 <= value <= 1:
        raise ValueError(f"version {found.version}: tag {SHARE} is {value}; use 0 to 1")
    return value


def fetch(client: MlflowClient, version: int) -> bytes:
    """The ONNX file of that version; the bytes are data, nothing in them is run as code of ours."""
    place = client.get_model_version_download_uri(MODEL, str(version))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        uri = client.tracking_uri
        return Path(download_artifacts(f"{place}/{FILE}", dst_path=folder, tracking_uri=uri)).read_bytes()


def load(client: MlflowClient, alias: str = "champion") -> bytes:
    """The ONNX file of the version that the alias names."""
    return fetch(client, int(client.get_model_version_by_alias(MODEL, alias).version))
