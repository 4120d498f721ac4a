"""Write down each training run with its model: what was learned, from what, and how well."""

import hashlib
import json
from collections.abc import Mapping

import mlflow
import mlflow.onnx
import onnx
from mlflow import MlflowClient

from .registry import EXPERIMENT

# Named: MLflow would guess them in a new process, which takes 10 s and lists what merely was imported.
REQUIREMENTS = ("onnx", "onnxruntime", "numpy")


def track(
    client: MlflowClient,
    *,
    params: Mapping[str, object],
    metrics: Mapping[str, float],
    model: onnx.ModelProto,
    lineage: Mapping[str, str],
) -> str:
    """Record a run with its model and return its id; the same lineage and params give the run that exists."""
    origin = {name: lineage[name] for name in ("code_commit", "data_md5")}
    key = _fingerprint({**params, **origin})
    if run_id := _finished(client, key):
        return run_id
    experiment = client.get_experiment_by_name(EXPERIMENT).experiment_id
    run_id = client.create_run(experiment, tags={**origin, "fingerprint": key}).info.run_id
    mlflow.set_tracking_uri(client.tracking_uri)
    with mlflow.start_run(run_id=run_id):  # a failure inside marks the run FAILED
        mlflow.log_params(dict(params))
        mlflow.log_metrics(dict(metrics))
        # No external data: one file is the whole model, and one checksum covers it.
        mlflow.onnx.log_model(
            model, name="model", pip_requirements=list(REQUIREMENTS), save_as_external_data=False
        )
    return run_id


def _fingerprint(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _finished(client: MlflowClient, key: str) -> str | None:
    """The finished run with that fingerprint; unfinished ones belong to a dead process and are marked so."""
    experiment = client.get_experiment_by_name(EXPERIMENT).experiment_id
    runs = client.search_runs([experiment], f"tags.fingerprint = '{key}'")
    for run in runs:
        if run.info.status == "RUNNING":
            client.set_terminated(run.info.run_id, status="FAILED")
    return next((run.info.run_id for run in runs if run.info.status == "FINISHED"), None)
