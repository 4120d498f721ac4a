"""Evaluate so that the number still holds next month: time, slices, calibration, intervals, a gate."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
import numpy as np
from fraud.features import matrix, split_by_time, target

TESTED = 10  # weeks from this one on are the test: nothing has learned from them
DRAWS = 200
objective = fraud.objective.load()


def learn(payments, **settings):
    """A model of these payments, and of no others."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    usual = {"max_iter": 60, "max_leaf_nodes": 7, "early_stopping": False, "random_state": 0}
    return HistGradientBoostingClassifier(**usual | settings).fit(matrix(payments), target(payments))


def chance_of(model, payments):
    """Chance of fraud of each payment."""
    return model.predict_proba(matrix(payments))[:, 1]


# --8<-- [start:slices]
def slices(payments):
    """Groups that somebody would ask about, by name."""
    columns = [payments[name] for name in ("channel", "age", "device_age_days", "n_last_day")]
    channel, age, device, often = columns
    found = {f"channel {name}": channel == name for name in sorted(channel.unique())}
    found |= {"age under 30": age < 30, "age 30 to 44": age.between(30, 44), "age 45 or more": age >= 45}
    found |= {"new device": device < 30, "device of a year": device >= 365}
    return found | {"quiet day": often < 4, "4 or more that day": often >= 4}


# --8<-- [end:slices]
def by_slice(payments, chance):
    """How the model does in each: an average hides those for whom it is bad."""
    import pandas as pd
    from sklearn.metrics import average_precision_score

    truth, rows = target(payments), {}
    for name, inside in ({"all": payments["week"] > 0} | slices(payments)).items():
        here, said = truth[inside], chance[inside]
        caught = (said >= objective.threshold)[here == 1].mean()
        cost = fraud.gate.cost(objective, here, said >= objective.threshold)
        rows[name] = len(here), here.sum(), average_precision_score(here, said), caught, cost
    names = ["payments", "frauds", "ap", "caught", "cost"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


# --8<-- [start:calibration]
def reliability(truth, chance, edges=(0, 0.02, 0.06, 0.2, 0.5, 1)):
    """What the model said, and what came, in bins of what it said."""
    import pandas as pd

    bins = pd.cut(chance, edges, include_lowest=True)
    table = pd.DataFrame({"said": chance, "came": truth, "payments": 1}).groupby(bins, observed=True)
    return table.agg({"said": "mean", "came": "mean", "payments": "sum"})


def calibrated(model, later):
    """The frozen model, its chances bent to what came in weeks that it has not learned from."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.frozen import FrozenEstimator

    bent = CalibratedClassifierCV(FrozenEstimator(model), method="isotonic")
    return bent.fit(matrix(later), target(later))


# --8<-- [end:calibration]
# --8<-- [start:bootstrap]
def draws(payments, times=DRAWS, seed=7):
    """Draw customers with replacement: how often each payment counts, once for each draw.

    By customer, as the frauds of one stolen card come together; by week it can't be, three weeks are too few.
    """
    import pandas as pd

    number, customers = pd.factorize(payments["customer"])
    luck = np.random.default_rng(seed)
    for _ in range(times):
        drawn = luck.integers(0, len(customers), len(customers))
        yield np.bincount(drawn, minlength=len(customers))[number]


def interval(values):
    """Where 95 of 100 draws lie."""
    return tuple(np.quantile(values, [0.025, 0.975]))


# --8<-- [end:bootstrap]
# --8<-- [start:paired]
def compare(payments, champion, challenger):
    """Intervals, on the same draws, of what is gained: average precision, money per 1,000 payments."""
    from sklearn.metrics import average_precision_score

    truth, better, saved = target(payments), [], costs(payments, champion) - costs(payments, challenger)
    for drawn in draws(payments):
        both = (average_precision_score(truth, said, sample_weight=drawn) for said in (challenger, champion))
        new, old = both
        better.append(new - old)
    gains = [1000 * np.average(saved, weights=drawn) for drawn in draws(payments)]
    return interval(better), interval(gains)


# --8<-- [end:paired]
def costs(payments, chance):
    """What the decision on each payment costs."""
    truth, stopped = target(payments), chance >= objective.threshold
    return np.where(truth == 1, np.where(stopped, 0, objective.missed_fraud), stopped * objective.false_alarm)


# --8<-- [start:gate]
def gate(better, gains, most_worse=0.05):
    """Promote what is good even if luck was bad: the lower ends decide, not the points."""
    return fraud.gate.verdict(
        (gains[0] > 0, f"saves at least {gains[0]:.0f} per 1,000 payments"),
        (better[0] > -most_worse, f"average precision {better[0]:+.2f} at worst"),
    )


# --8<-- [end:gate]
# --8<-- [start:time]
def show_split(weeks):
    from sklearn.metrics import average_precision_score

    past, fresh = split_by_time(weeks, TESTED)
    chance, truth = chance_of(learn(past), fresh), target(fresh)
    low, high = interval([average_precision_score(truth, chance, sample_weight=w) for w in draws(fresh)])
    print(f"learned from weeks 1 to {TESTED - 1}, tested on {TESTED} to {fresh['week'].max()}")
    print(f"average precision {average_precision_score(truth, chance):.2f}, between {low:.2f} and {high:.2f}")
    # --8<-- [end:time]
    table = by_slice(fresh, chance)
    print("== slices ==")
    shown = {"ap": "{:.2f}".format, "caught": "{:.0%}".format, "cost": "{:.0f}".format}
    print(table.to_string(formatters=shown))
    return table


def show_calibration(weeks):
    from sklearn.metrics import brier_score_loss

    past, rest = split_by_time(weeks, TESTED - 2)
    later, fresh = split_by_time(rest, TESTED)
    truth, model = target(fresh), learn(past, class_weight="balanced")
    said = {"balanced": chance_of(model, fresh), "calibrated": chance_of(calibrated(model, later), fresh)}
    tables = {name: reliability(truth, chance) for name, chance in said.items()}
    for name, chance in said.items():
        scores = fraud.gate.score(objective, chance, fresh)
        print(f"{name}: average precision {scores['average_precision']:.2f}, ", end="")
        print(f"Brier {brier_score_loss(truth, chance):.3f}, cost {scores['cost']:.0f}")
        print(tables[name].to_string(formatters={"said": "{:.2f}".format, "came": "{:.2f}".format}))
    return tables


def show_gate(weeks):
    known, fresh = split_by_time(weeks, TESTED)
    past = split_by_time(known, 6)[0]
    champion = chance_of(learn(past), fresh)
    for name, model in {
        "twice the trees": learn(past, max_iter=120),
        "all weeks until now": learn(known),
        "the last three weeks": learn(split_by_time(known, TESTED - 3)[1]),
    }.items():
        challenger = chance_of(model, fresh)
        better, gains = compare(fresh, champion, challenger)
        point = 1000 * (costs(fresh, champion) - costs(fresh, challenger)).mean()
        verdict = gate(better, gains)
        print(f"{name}: saves {point:.0f}, between {gains[0]:.0f} and {gains[1]:.0f}")
        print(f"  average precision {better[0]:+.3f} to {better[1]:+.3f}")
        print(f"  {'promote' if verdict.passed else 'refuse'}: {'; '.join(verdict.reasons)}")


def main(arguments=None):
    """Run the sections in the order of the lesson."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--rows", type=fraud.options.rows, default=4000, help="payments a week (default %(default)s)")
    add("--figures", metavar="FOLDER", type=Path, help="also write the lesson's figures there")
    options = parser.parse_args(arguments)
    weeks = fraud.scenes.changing.weeks(options.rows)
    print("== time ==")
    table = show_split(weeks)
    print("== calibration ==")
    tables = show_calibration(weeks)
    print("== gate ==")
    show_gate(weeks)
    if options.figures:
        fraud.scenes.figures_evaluation.write(options.figures, table, tables)


if __name__ == "__main__":
    main()
