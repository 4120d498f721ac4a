"""Errors of the service: taken ports, no model, requests that are refused."""

import socket
from pathlib import Path

from tests.docs.errors.running import raised, said


def taken(folder: Path) -> str:
    """What uvicorn says to a port that another process has."""
    (folder / "app.py").write_text("async def app(scope, receive, send): ...\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = str(first.getsockname()[1])
        return said("python", "-m", "uvicorn", "app:app", "--lifespan", "off", "--port", port, folder=folder)


def no_place(folder: Path) -> str:
    """What uvicorn says to our service when it was told no place; in this process, to load MLflow once."""
    from fraud.service import from_environment
    from pytest import MonkeyPatch

    with MonkeyPatch.context() as patch:
        patch.delenv("MLFLOW_TRACKING_URI", raising=False)
        patch.delenv("FRAUD_WORKSPACE", raising=False)
        return raised(from_environment)


def answer(folder: Path, path: str, **request: object) -> str:
    """What the service answers to a request, with a store that holds no model."""
    from fraud.service import create_app
    from starlette.testclient import TestClient

    with TestClient(create_app(folder)) as client:
        method = "POST" if request else "GET"
        found = client.request(method, path, **request)
    return f"{found.status_code} {found.text}"


def wide_numbers(_: Path) -> str:
    """A graph that passes on two numbers of 32 bits, given numbers of 64."""
    import numpy as np
    import onnxruntime
    from onnx import TensorProto, helper

    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 2]) for name in ("x", "y")]
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "same", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return raised(lambda: session.run(None, {"x": np.zeros((1, 2))}))


ERRORS = {
    "error while attempting to bind on address": taken,
    "set MLFLOW_TRACKING_URI to http://... or FRAUD_WORKSPACE to a folder": no_place,
    "no model is loaded yet": lambda folder: answer(folder, "/readyz"),
    "Input should be a valid number": lambda folder: answer(folder, "/predict", json={"amount": "40"}),
    "the header Content-Type must say application/json": (
        lambda folder: answer(folder, "/predict", data={"amount": "40"})
    ),
    "Unexpected input data type. Actual: (tensor(double)) , expected: (tensor(float))": wide_numbers,
}
BY_HAND: dict[str, str] = {}
