"""Refuse bad payments, compute features in one place, keep every prediction until its label comes."""

import argparse
import json
import math
import sys
import tempfile
from contextlib import closing
from pathlib import Path

# This folder goes last: MLflow would take the requests.py in it for the library of that name.
sys.path.sort(key=lambda path: Path(path).resolve() == Path(__file__).resolve().parent)
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
import numpy as np
from fraud.stop import Stop
from fraud.story import Story

WEEK = 8  # no model learns from it


GOOD = {
    "channel": "chip",
    "amount": 40.0,
    "age": 38,
    "hour": 12,
    "device_age_days": 200,
    "merchant_risk": 0.2,
    "distance_km": 5,
    "is_foreign": 0,
    "n_last_day": 1,
}
# --8<-- [start:bad]
BAD = {
    "amount as text": GOOD | {"amount": "40"},
    "amount in cents, too large": GOOD | {"amount": 4_000_000},
    "age not known": GOOD | {"age": None},
    "hour of no day": GOOD | {"hour": 24},
    "unknown channel": GOOD | {"channel": "fax"},
    "misspelt field": {"amout" if name == "amount" else name: value for name, value in GOOD.items()},
    "not a number": GOOD | {"amount": float("nan")},
    "infinite": GOOD | {"distance_km": float("inf")},
    "the label sent along": GOOD | {"is_fraud": 0},
    "a list of payments": [GOOD],
}
# --8<-- [end:bad]
RAW = {
    "cut off": json.dumps(GOOD)[:30],
    "too deep": "[" * 5000,
    "too long": json.dumps(GOOD | {"note": "x" * 5_000_000}),
    "nothing": "",
}


# --8<-- [start:refuse]
def refuse(till):
    """Bad payments get no score but a reason, with the place of each fault."""
    print(f"{'payment':<28}{'status':<8}{'field':<14}reason")
    for name, body in {**{name: json.dumps(bad) for name, bad in BAD.items()}, **RAW}.items():
        status, text = till.send("POST", "/predict", body)
        detail = json.loads(text)["detail"]
        for fault in [{"loc": [], "msg": detail}] if isinstance(detail, str) else detail:
            field = ".".join(map(str, fault["loc"][1:])) or "-"
            print(f"{name:<28}{status:<8}{field:<14}{fault['msg']}")


# --8<-- [end:refuse]
# --8<-- [start:skew]
def rewritten(payment, night=6, log=math.log1p):
    """The features, written a second time for the service, from their description."""
    made = {
        "amount_log": log(payment["amount"]),
        "night": payment["hour"] < night,
        "distance_log": log(payment["distance_km"]),
        "is_online": payment["channel"] == "online",
    }
    return [{**payment, **made}[name] for name in fraud.features.FEATURES]


SLIPS = {
    "nothing: as in training": {},
    "the night ends at 7": {"night": 7},
    "logarithm to base 10": {"log": lambda value: math.log10(1 + value)},
}


def skew(model, week):
    """What each slip does: no error, no refusal, only other chances."""
    trained = model.chance(week)
    payments = fraud.client.bodies(week)
    objective = fraud.objective.load()
    print(f"{'slip':<28}{'other chance':>13}{'other decision':>16}{'average precision':>19}")
    for name, slip in SLIPS.items():
        rows = np.array([rewritten(payment, **slip) for payment in payments], dtype=np.float32)
        served = model.scorer.chance(rows)
        other = ((served >= objective.threshold) != (trained >= objective.threshold)).sum()
        ap = fraud.gate.score(objective, served, week)["average_precision"]
        print(f"{name:<28}{(served != trained).sum():13,}{other:16,}{ap:19.2f}")


# --8<-- [end:skew]
# --8<-- [start:shared]
def shared(till, model, week):
    """One definition for both: the service's features and chances are those of training, bit for bit."""
    payments = fraud.client.bodies(week)
    alone = np.vstack([fraud.features.row(payment) for payment in payments])
    together = fraud.features.matrix(week)
    print(f"features that differ in any bit: {(alone.view('u4') != together.view('u4')).sum()}")
    served = np.float32([till.predict(payment)["chance"] for payment in payments[:200]])
    print(f"answers that differ in any bit: {(served != model.chance(week)[:200]).sum()}")


# --8<-- [end:shared]
# --8<-- [start:log]
def log(till, folder, week):
    """What was said about each payment, and from what inputs, waits in the log for its label."""
    till.predict_many(fraud.client.bodies(week, named=True))
    till.predict_many(fraud.client.bodies(week, named=True)[:5])  # a till that lost an answer asks again
    said = fraud.scenes.trial.wait(lambda: whole(folder, len(week) + 5), "the prediction log")
    print(f"{len(said):,} lines; the first one:")
    for name, value in said.iloc[0].drop("time").items():
        print(f"  {name}: {value}")
    return said.drop_duplicates("transaction_id", keep="last")


# --8<-- [end:log]
def whole(folder, lines):
    """The named predictions of the log, once they are all there."""
    found = fraud.predictions.read(folder).dropna(subset="transaction_id")
    return found if len(found) == lines else None


# --8<-- [start:labels]
def labels(said, week):
    """Weeks later the cardholders have spoken: the log and their words, joined by the payment's id."""
    objective = fraud.objective.load()
    for now in (WEEK + 3, WEEK + objective.delay_weeks):
        known = fraud.simulate.labels_known(week, now, objective.delay_weeks)
        truth = known[["transaction_id", "is_fraud"]]
        joined = said.merge(truth, on="transaction_id", validate="one_to_one")
        print(f"week {now}: {len(joined):,} of {len(said):,} predictions have a label")
    scores = fraud.gate.score(objective, joined["chance"].to_numpy(), joined)
    print(f"average precision {scores['average_precision']:.2f}")
    print(f"1,000 payments cost {scores['cost']:,.0f} {objective.currency}")


# --8<-- [end:labels]
def publish(work, payments):
    """A model with its data and code on record; it becomes the champion."""
    work.place(payments, "data/history.csv")
    origin = fraud.versions.commit_data(work.project, "data/history.csv", "Data: history", tag="history")
    run = work.track(fraud.model.train(payments), {}, origin)
    fraud.registry.promote(work.store, fraud.registry.register(work.store, run.id))


def run(folder, rows):
    import pandas as pd

    story = Story()
    story.note("training a model")
    week = fraud.simulate.batch(WEEK, rows)
    with fraud.workspace.open_workspace(folder) as work:
        publish(work, pd.concat([fraud.simulate.batch(n, rows) for n in range(1, 5)], ignore_index=True))
        model = fraud.service.load(work.store)
        story.note("starting the service")
        with (
            closing(fraud.server.Server(work.folder, log=folder / "log")) as service,
            service.client() as till,
        ):
            story.step("refuse")
            refuse(till)
            story.step("skew")
            skew(model, week)
            story.step("shared")
            shared(till, model, week)
            story.step("log")
            said = log(till, folder / "log", week)
            story.step("labels")
            labels(said, week)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, help="a folder to keep the work in (default: none is kept)")
    parser.add_argument("--rows", type=int, default=4000, help="payments a week (default: %(default)s)")
    options = parser.parse_args()
    if options.workspace:
        return run(options.workspace, options.rows)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run(Path(folder), options.rows)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
