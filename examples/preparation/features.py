"""Features that know nothing of the future, and the numbers that you get when they do."""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
import numpy as np
from fraud.features import split_by_time

TODAY = 9  # the first week of the next month: what we know lies before it
NUMBERS = [
    "amount",
    "age",
    "hour",
    "device_age_days",
    "merchant_risk",
    "distance_km",
    "is_foreign",
    "n_last_day",
]


# --8<-- [start:pipeline]
def pipeline(*more):
    """From a payment to its chance of fraud: one object, so that serving can't do it otherwise."""
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import OneHotEncoder

    columns = ColumnTransformer(
        [
            ("number", "passthrough", NUMBERS),
            ("channel", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["channel"]),
            *more,
        ]
    )
    model = HistGradientBoostingClassifier(
        max_iter=60, max_leaf_nodes=7, early_stopping=False, random_state=0
    )
    return Pipeline([("columns", columns), ("model", model)])


# --8<-- [end:pipeline]
# --8<-- [start:score]
def score(model, train, test):
    """Learn from the one, be tested on the other."""
    from sklearn.metrics import average_precision_score

    model.fit(train, train["is_fraud"])
    return average_precision_score(test["is_fraud"], model.predict_proba(test)[:, 1])


# --8<-- [end:score]
# --8<-- [start:split]
def split(known, next_month):
    """Three answers to one question: how good will the model be next month?"""
    from sklearn.model_selection import train_test_split

    luck = [train_test_split(known, test_size=0.25, random_state=seed) for seed in range(5)]
    by_chance = [score(pipeline(), train, test) for train, test in luck]
    by_time = score(pipeline(), *split_by_time(known, TODAY - 2))
    came = score(pipeline(), known, next_month)
    print(f"random split promises      {np.mean(by_chance):.2f}")
    print(f"split by time promises     {by_time:.2f}")
    print(f"the next month gives       {came:.2f}")


# --8<-- [end:split]
# --8<-- [start:rates]
def rates(labelled, payments):
    """Share of fraud of each payment's customer among the labelled payments."""
    rate = labelled.groupby("customer")["is_fraud"].mean()
    return payments["customer"].map(rate).fillna(labelled["is_fraud"].mean())


# --8<-- [end:rates]
# --8<-- [start:encoder]
def encoder():
    """The same rates by scikit-learn: while it learns, no payment's label counts for itself."""
    from sklearn.model_selection import StratifiedKFold
    from sklearn.preprocessing import TargetEncoder

    return TargetEncoder(cv=StratifiedKFold(5, shuffle=True, random_state=0))


# --8<-- [end:encoder]
# --8<-- [start:leak]
def leak(known, next_month):
    """Frauds by customer, counted in three ways; the simulator gives no customer a rate of his own."""
    import pandas as pd

    everything = pd.concat([known, next_month])
    rate = ("rate", "passthrough", ["rate"])

    def with_rates(labelled):
        return [part.assign(rate=rates(labelled, part)) for part in (known, next_month)]

    customer = ("customer", encoder(), ["customer"])
    print(f"without it                          {score(pipeline(), known, next_month):.2f}")
    print(f"counted over all weeks              {score(pipeline(rate), *with_rates(everything)):.2f}")
    print(f"over the past, own label in it      {score(pipeline(rate), *with_rates(known)):.2f}")
    print(f"over the past, own label left out   {score(pipeline(customer), known, next_month):.2f}")


# --8<-- [end:leak]
# --8<-- [start:unknown]
def unknown(model, next_month):
    """A channel that did not exist when the model learned."""
    import pandas as pd
    from sklearn.preprocessing import OneHotEncoder

    wallet = next_month.head(3).assign(channel="wallet", customer="c9999")
    names = list(model["columns"].get_feature_names_out())
    made = pd.DataFrame(model["columns"].transform(wallet), columns=names)
    print(made.filter(like="channel").head(1).to_string(index=False))
    print("still an answer:", np.isfinite(model.predict_proba(wallet)).all())
    strict = OneHotEncoder().fit(next_month[["channel"]])
    try:
        strict.transform(wallet[["channel"]])
    except ValueError as error:
        print("by default:", str(error).split(" during")[0])


# --8<-- [end:unknown]
# --8<-- [start:one-object]
def one_object(model, next_month, folder):
    """What is saved is the way from a payment to a number, not the model alone."""
    import skops.io

    path = Path(folder, "model.skops")
    skops.io.dump(model, path)
    for name in (needed := skops.io.get_untrusted_types(file=path)):
        print("to be trusted by name:", name)
    served = skops.io.load(path, trusted=needed)
    together = model.predict_proba(next_month)[:, 1]
    print("all at once, saved and loaded:", same(served.predict_proba(next_month)[:, 1], together))
    few = next_month.head(20)
    alone = [served.predict_proba(few.iloc[[place]])[0, 1] for place in range(len(few))]
    print("one after the other:", same(alone, together[:20]))


# --8<-- [end:one-object]
def same(one, other):
    return "the same" if np.array_equal(one, other) else "another"


def main(arguments=None):
    """Run the sections in the order of the lesson."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--rows", type=fraud.options.rows, default=2500, help="payments a week (default %(default)s)")
    options = parser.parse_args(arguments)
    known, next_month = split_by_time(fraud.scenes.changing.weeks(options.rows), TODAY)
    print("== split ==")
    split(known, next_month)
    print("== leak ==")
    leak(known, next_month)
    customer = ("customer", encoder(), ["customer"])
    model = pipeline(customer).fit(known, known["is_fraud"])
    print("== unknown ==")
    unknown(model, next_month)
    print("== one-object ==")
    with tempfile.TemporaryDirectory() as folder:
        one_object(model, next_month, folder)


if __name__ == "__main__":
    main()
