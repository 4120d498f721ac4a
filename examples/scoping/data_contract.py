"""Write down what a payment may look like, refuse what does not, and ask of each column: when is it known?"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
import numpy as np
from fraud.features import INPUTS, NUMBERS, split_by_time
from fraud.limits import LABEL
from fraud.simulate import batch, labels_known, stream


def contract():
    for name, column in fraud.schema.SCHEMA.columns.items():
        rules = "; ".join(check.error for check in column.checks)
        kind = str(column.dtype).split("[")[0]
        print(f"{name:<16}{kind:<9}{rules}{', unique' if column.unique else ''}")


# --8<-- [start:good-week]
def good_week(rows):
    """Payments come first and their labels weeks later: the same contract, with and without."""
    payments = batch(week=9, rows=rows)
    fraud.schema.check(payments)
    fraud.schema.check(payments.drop(columns=LABEL), labelled=False)
    print(f"{len(payments):,} payments keep the contract")


# --8<-- [end:good-week]
# --8<-- [start:broken-week]
def broken_week(rows):
    """Five faults, each of which has happened to somebody."""
    week = batch(week=9, rows=rows)
    abroad = week["is_foreign"] == 1
    week.loc[abroad, "distance_km"] *= 1000  # one supplier sends metres
    week.loc[10:12, "channel"] = "phone"  # nobody told us that this is sold now
    week.loc[20:24, "age"] = np.nan  # a form with an optional field
    week.loc[30, "transaction_id"] = week.loc[29, "transaction_id"]  # sent twice
    return week.assign(chargeback_day=0.0)  # an export from the warehouse, with a column too many


# --8<-- [end:broken-week]
# --8<-- [start:refuse]
def refuse(week, **how):
    try:
        fraud.schema.check(week, **how)
    except fraud.schema.DataRefused as refused:
        print(f"refused, {len(refused.refusals)} faults:")
        print("\n".join(refused.kinds()))


# --8<-- [end:refuse]
# --8<-- [start:unit]
def weekly():
    """The contract of a payment, and one line about a week of them."""
    import pandera.pandas as pa

    usual = pa.Check(lambda amount: 10 <= amount.median() <= 100, error="a median from 10 to 100")
    checks = [*fraud.schema.SCHEMA.columns["amount"].checks, usual]
    return fraud.schema.SCHEMA.update_column("amount", checks=checks)


# --8<-- [end:unit]
def unit(rows):
    """Every amount in cents: hardly one of them is impossible, all of them together are."""
    week = batch(week=9, rows=rows)
    cents = week.assign(amount=(week["amount"] * 100).round())
    refuse(cents)
    refuse(cents, schema=weekly())


# --8<-- [start:warehouse]
def warehouse(weeks, rows):
    """Weeks as they look months later: with the day on which the cardholder complained, 0 for never."""
    import pandas as pd

    payments = pd.concat([batch(week, rows) for week in weeks], ignore_index=True)
    luck, fraudulent = stream(7, "chargebacks"), payments[LABEL] == 1
    # One fraud in twenty is never noticed, one honest payment in a thousand is disputed.
    complains = luck.random(len(payments)) < np.where(fraudulent, 0.95, 0.001)
    day = luck.integers(3, 28, len(payments))
    return payments.assign(chargeback_day=np.where(complains, day, 0).astype(float))


# --8<-- [end:warehouse]
def learn(payments, columns):
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=60, max_leaf_nodes=7, random_state=0)
    return model.fit(payments[columns], payments[LABEL])


def score(model, payments, columns):
    from sklearn.metrics import average_precision_score

    return average_precision_score(payments[LABEL], model.predict_proba(payments[columns])[:, 1])


# --8<-- [start:leakage]
def leakage(payments):
    """The same model with and without a column that nobody knows when the payment is made."""
    past, later = split_by_time(payments, week=7)
    at_the_till = later.assign(chargeback_day=0.0)  # nobody has complained yet
    threshold = fraud.objective.load().threshold
    print("average precision     in the test   at the till   frauds stopped there")
    for name, columns in {"without": [*NUMBERS], "with chargeback_day": [*NUMBERS, "chargeback_day"]}.items():
        model = learn(past, columns)
        tested, real = score(model, later, columns), score(model, at_the_till, columns)
        stopped = model.predict_proba(at_the_till[columns])[:, 1][later[LABEL] == 1] >= threshold
        print(f"{name:<19}{tested:14.2f}{real:14.2f}{stopped.mean():23.0%}")


# --8<-- [end:leakage]
# --8<-- [start:suspects]
def suspects(payments):
    """How far each column gets alone: one that knows nearly everything has read the future."""
    from sklearn.metrics import average_precision_score

    truth, alone = payments[LABEL], {}
    for name in (*NUMBERS, "chargeback_day"):
        alone[name] = max(average_precision_score(truth, sign * payments[name]) for sign in (1, -1))
    for name in sorted(alone, key=alone.get, reverse=True)[:3]:
        known = "known at the till" if name in INPUTS else "not known at the till"
        print(f"{name:<16}{alone[name]:.2f}  {known}")


# --8<-- [end:suspects]
# --8<-- [start:label-delay]
def label_delay(payments, delay):
    """What has come in by which week."""
    print("in week   payments   labels known   frauds known   frauds made")
    for now in (4, 5, 8, 12):
        seen = payments[payments["week"] <= now]
        known = labels_known(seen, now, delay)
        print(f"{now:7}{len(seen):11,}{len(known):15,}{known[LABEL].sum():15,}{seen[LABEL].sum():14,}")


# --8<-- [end:label-delay]
# --8<-- [start:too-early]
def too_early(payments, delay, now=8):
    """Nobody has complained yet: whoever reads this as honest teaches the model that fraud is rarer."""
    seen, fresh = payments[payments["week"] <= now], payments[payments["week"] > now]
    known = seen["week"] + delay <= now
    columns, threshold = [*NUMBERS], fraud.objective.load().threshold
    print("labels of the last weeks   chance of fraud   stopped   frauds missed")
    for name, past in {
        "left out": seen[known],
        "taken as honest": seen.assign(is_fraud=seen[LABEL].where(known, 0)),
    }.items():
        chance = learn(past, columns).predict_proba(fresh[columns])[:, 1]
        missed = fresh[LABEL][chance < threshold].sum()
        print(f"{name:<25}{chance.mean():17.1%}{(chance >= threshold).mean():10.1%}{missed:16}")
    print(f"{'the truth':<25}{fresh[LABEL].mean():17.1%}{'':10}{'of ' + str(fresh[LABEL].sum()):>16}")


# --8<-- [end:too-early]
def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--rows", type=fraud.options.rows, default=4000, help="payments a week (default %(default)s)")
    options = parser.parse_args(arguments)
    delay = fraud.objective.load().delay_weeks
    payments = warehouse(range(1, 13), options.rows)
    for name, show in {
        "contract": contract,
        "good-week": lambda: good_week(options.rows),
        "broken-week": lambda: refuse(broken_week(options.rows)),
        "unit": lambda: unit(options.rows),
        "leakage": lambda: leakage(payments[payments["week"] <= 8]),
        "suspects": lambda: suspects(payments),
        "label-delay": lambda: label_delay(payments, delay),
        "too-early": lambda: too_early(payments, delay),
    }.items():
        print(f"== {name} ==")
        show()


if __name__ == "__main__":
    main()
