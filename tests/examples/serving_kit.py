"""What the tests of the service share: small models in a registry, and a service to ask."""

import time

from fraud import model, predictions, registry, simulate, tracking
from fraud.features import INPUTS


def publish(store, week: int) -> int:
    """Train on one week and register."""
    made = model.train(simulate.batch(week, 1000), max_iter=5)
    origin = {"code_commit": str(week) * 40, "data_md5": str(week) * 32}
    facts = {"params": made.params | {"week": week}, "metrics": {}, "model": made.graph, "lineage": origin}
    return registry.register(store, tracking.track(store, **facts))


def metric(http, line: str) -> float:
    found = [text for text in http.get("/metrics").text.splitlines() if text.startswith(line + " ")]
    return float(found[0].split()[-1]) if found else 0.0


def until(true, seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def sell(http, rows: int = 200) -> dict[str, int]:
    """The version that answered each payment, by id: half of them one by one, half together."""
    week = simulate.batch(5, rows)
    payments = week[[*INPUTS, "transaction_id"]].to_dict("records")
    first, rest = payments[: rows // 2], payments[rows // 2 :]
    said = [http.post("/predict", json=payment).json() for payment in first]
    said += http.post("/predict/many", json={"payments": rest}).json()["predictions"]
    return dict(zip(week["transaction_id"], (one["version"] for one in said), strict=True))


def told(log, lines: int):
    """The log, once it has that many lines."""
    assert until(lambda: log.exists() and len(predictions.read(log)) == lines)
    return predictions.read(log).set_index("transaction_id")
