"""What the checks look at: the project's data, and the model that its code makes of it."""

import json
import os
from pathlib import Path

import fraud
import pandas as pd
import pytest

DATA = Path("data/payments.csv")
BASE = Path(__file__).with_name("metrics.json")
TESTED_FROM = 10  # the weeks that no model learns from


def keep(name: str, content: bytes) -> None:
    """Leave what was checked where the delivery finds it, if it says where."""
    if folder := os.environ.get("FRAUD_MADE"):
        Path(folder).mkdir(exist_ok=True)
        Path(folder, name).write_bytes(content)


@pytest.fixture(scope="session")
def payments() -> pd.DataFrame:
    """The project's data; simulated where there is none."""
    if DATA.exists():
        return pd.read_csv(DATA, dtype={"customer": str})
    return pd.concat([fraud.simulate.batch(week, 1500) for week in range(1, 13)], ignore_index=True)


@pytest.fixture(scope="session")
def model(payments):
    """What this code learns from the earlier weeks."""
    made = fraud.model.train(fraud.features.split_by_time(payments, TESTED_FROM)[0])
    keep("model.onnx", made.graph.SerializeToString())
    return made


@pytest.fixture(scope="session")
def scores(model, payments) -> dict[str, float]:
    """What it is worth on the later weeks."""
    _, later = fraud.features.split_by_time(payments, TESTED_FROM)
    objective = fraud.objective.load()
    found = fraud.gate.score(objective, model.chance(later), later) | {"parity": model.parity}
    keep("scores.json", json.dumps(found).encode())
    return found


@pytest.fixture(scope="session")
def base() -> dict[str, float]:
    """The scores of the main branch, written down in the repository: who changes them does so in the open."""
    return json.loads(BASE.read_text(encoding="utf-8"))
