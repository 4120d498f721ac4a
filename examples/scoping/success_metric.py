"""Turn what a mistake costs into a metric, a threshold, a baseline and a service objective, in one file."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
import numpy as np
from fraud.features import matrix, target
from fraud.gate import cost, judge
from fraud.simulate import batch

THRESHOLDS = np.round(np.geomspace(0.005, 0.9, 60), 4)


def weeks(first, last, rows):
    import pandas as pd

    return pd.concat([batch(week, rows) for week in range(first, last + 1)], ignore_index=True)


# --8<-- [start:world]
def learn(payments, **how):
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=60, max_leaf_nodes=7, random_state=0, **how)
    return model.fit(matrix(payments), target(payments))


def chance(model, payments):
    return model.predict_proba(matrix(payments))[:, 1]


# --8<-- [end:world]
# --8<-- [start:objective]
def tell(objective):
    """The file in a sentence each."""
    money = objective.currency
    print(f"a missed fraud costs {objective.missed_fraud:.0f} {money}")
    print(f"a false alarm costs {objective.false_alarm:.0f} {money}")
    print(f"so a payment is stopped from a chance of {objective.threshold:.3f} on")
    print(f"baseline: every payment above {objective.stop_above:.0f} {money} is stopped")
    print(f"gate: average precision {objective.least_ap:.2f}, {objective.least_saving:.0%} cheaper than that")
    print(f"service: 99 of 100 answers within {objective.p99_ms:.0f} ms")


# --8<-- [end:objective]
# --8<-- [start:accuracy]
def accuracy(objective, model, past, later):
    """Whoever never stops anything is right in 97 cases of 100."""
    from sklearn.dummy import DummyClassifier

    never = DummyClassifier(strategy="most_frequent").fit(matrix(past), target(past))
    decisions = {
        "never fraud": never.predict(matrix(later)) == 1,
        "what is done today": later["amount"].to_numpy() > objective.stop_above,
        "model, from 0.5 on": chance(model, later) >= 0.5,
        f"model, from {objective.threshold:.3f} on": chance(model, later) >= objective.threshold,
    }
    truth = target(later)
    print("decision            accuracy   frauds stopped   cost of 1,000 payments")
    for name, stopped in decisions.items():
        right, found = (stopped == truth).mean(), stopped[truth == 1].mean()
        print(f"{name:<20}{right:8.1%}{found:17.0%}{cost(objective, truth, stopped):25,.0f}")


# --8<-- [end:accuracy]
# --8<-- [start:ranking]
def ranking(model, later):
    """ROC AUC hardly notices how rare fraud is; average precision does."""
    import pandas as pd
    from sklearn.metrics import average_precision_score, roc_auc_score

    rare = pd.concat([later[target(later) == 0], later[target(later) == 1].iloc[::10]])
    print("                            ROC AUC   average precision")
    for share, payments in {"3% fraud": later, "0.3% fraud": rare}.items():
        luck = np.random.default_rng(7).random(len(payments))
        scores = {"luck": luck, "amount": payments["amount"], "model": chance(model, payments)}
        for name, score in scores.items():
            truth = target(payments)
            auc, ap = roc_auc_score(truth, score), average_precision_score(truth, score)
            print(f"{share:<12}{name:<16}{auc:7.2f}{ap:20.3f}")


# --8<-- [end:ranking]
# --8<-- [start:threshold]
def curve(objective, chances, payments):
    """What each threshold would cost on these payments."""
    truth = target(payments)
    return np.array([cost(objective, truth, chances >= threshold) for threshold in THRESHOLDS])


def threshold(objective, model, later):
    chances = chance(model, later)
    for limit in (0.01, 0.03, objective.threshold, 0.12, 0.25, 0.5, 0.9):
        spent = cost(objective, target(later), chances >= limit)
        chosen = "  false alarm / (false alarm + missed fraud)" if limit == objective.threshold else ""
        print(f"from {limit:.3f} on: {spent:6,.0f}{chosen}")
    costs = curve(objective, chances, later)
    print(f"cheapest of {len(costs)} thresholds: {costs.min():,.0f} from {THRESHOLDS[costs.argmin()]:.3f} on")


# --8<-- [end:threshold]
# --8<-- [start:calibrated]
def calibrated(model, payments):
    """The same order, with chances that were set right on payments that the model has not seen."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.frozen import FrozenEstimator

    bent = CalibratedClassifierCV(FrozenEstimator(model), method="isotonic")
    return bent.fit(matrix(payments), target(payments))


# --8<-- [end:calibrated]
def calibration(objective, models, later):
    """The threshold from the costs is right only if 6% means six in a hundred."""
    from sklearn.metrics import average_precision_score

    truth = target(later)
    print(f"{'':<22}ranks   mean chance   cost at {objective.threshold:.3f}   cheapest threshold")
    for name, model in models.items():
        chances = chance(model, later)
        costs, ap = curve(objective, chances, later), average_precision_score(truth, chances)
        spent = cost(objective, truth, chances >= objective.threshold)
        best = f"{costs.min():,.0f} at {THRESHOLDS[costs.argmin()]:.2f}"
        print(f"{name:<22}{ap:5.2f}{chances.mean():14.1%}{spent:16,.0f}{best:>21}")
    print(f"{'the truth':<22}{'':5}{truth.mean():14.1%}")


# --8<-- [start:the-file-decides]
CHANGES = {
    "as it is": ("", ""),
    "a call costs 40": ("false_alarm: 5 ", "false_alarm: 40 "),
    "we want more": ("average_precision: 0.60", "average_precision: 0.90"),
}


def decides(model, later):
    """The same code and the same model; only the file differs."""
    text, chances = fraud.objective.OBJECTIVE.read_text(encoding="utf-8"), chance(model, later)
    with TemporaryDirectory() as folder:
        for name, (old, new) in CHANGES.items():
            path = Path(folder, "objective.yaml")
            path.write_text(text.replace(old, new), encoding="utf-8")
            objective = fraud.objective.load(path)
            verdict = judge(objective, fraud.gate.score(objective, chances, later) | {"parity": 0.0})
            stopped = (chances >= objective.threshold).mean()
            print(f"{name}: stops {stopped:.1%}, {'serve it' if verdict.passed else 'do not serve it'}")
            print("".join(f"  {told}\n" for told in verdict.reasons if "failed" in told), end="")


# --8<-- [end:the-file-decides]
def draw(folder, objective, models, later):
    """Write the lesson's figure into `folder`."""
    truth = target(later)
    curves = {name: curve(objective, chance(model, later), later) for name, model in models.items()}
    today = cost(objective, truth, later["amount"].to_numpy() > objective.stop_above)
    figure = fraud.scenes.figures_cost.cost_curves(objective, THRESHOLDS, curves, today)
    Path(folder, "success-metric-cost.svg").write_text(figure, encoding="utf-8", newline="\n")


def read_options(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--rows", type=fraud.options.rows, default=8000, help="payments a week (default %(default)s)")
    add("--figures", type=Path, metavar="FOLDER", help="also write the lesson's figure there")
    options = parser.parse_args(arguments)
    if options.figures and not options.figures.is_dir():
        parser.error(f"{options.figures} is no folder; name one that is there")
    return options


def main(arguments=None):
    options, objective = read_options(arguments), fraud.objective.load()
    past, unseen, later = (weeks(*span, options.rows) for span in ((1, 6), (7, 8), (9, 12)))
    model, balanced = learn(past), learn(past, class_weight="balanced")
    models = {
        "as trained": model,
        "classes balanced": balanced,
        "balanced, calibrated": calibrated(balanced, unseen),
    }
    for name, show in {
        "objective": lambda: tell(objective),
        "accuracy": lambda: accuracy(objective, model, past, later),
        "ranking": lambda: ranking(model, later),
        "threshold": lambda: threshold(objective, model, later),
        "calibration": lambda: calibration(objective, models, later),
        "the-file-decides": lambda: decides(model, later),
    }.items():
        print(f"== {name} ==")
        show()
    if options.figures:
        draw(options.figures, objective, models, later)


if __name__ == "__main__":
    main()
