"""Change one thing at a time and see who notices: the watcher of the inputs, the model's score, or nobody."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
import numpy as np
from fraud.features import NUMBERS
from fraud.simulate import batch


# --8<-- [start:setup]
def learn(rows):
    """The batch that the model was trained on is the reference for every later week."""
    reference = batch(week=0, rows=rows)
    return reference, fraud.model.train(reference)


def score(model, week):
    """Average precision: needs labels, which in life arrive weeks later."""
    scores = fraud.gate.score(fraud.objective.load(), model.chance(week), week)
    return scores["average_precision"]


# --8<-- [end:setup]
def look(reference, model, week):
    table = fraud.drift.report(reference, week, NUMBERS)
    print(f"{'column':<16}{'psi':>6}{'d':>7}{'p':>7}")
    for name, row in table.iterrows():
        print(f"{name:<16}{row.psi:6.3f}{row.d:7.3f}{row.p:7.3f}{'  moved' if row.moved else ''}")
    print("moved:", ", ".join(table.index[table["moved"]]) or "none")
    print(f"average precision: {score(model, week):.2f}")


def quiet(rows):
    return batch(week=9, rows=rows)


# --8<-- [start:age]
def age(rows):
    return batch(week=9, rows=rows, age_shift=10)


# --8<-- [end:age]
# --8<-- [start:tactic]
def tactic(rows):
    return batch(week=9, rows=rows, tactic=1)


# --8<-- [end:tactic]
# --8<-- [start:cents]
def cents(rows):
    week = batch(week=9, rows=rows)
    return week.assign(amount=week["amount"] * 100)


# --8<-- [end:cents]
# --8<-- [start:swapped]
def swapped(rows):
    week = batch(week=9, rows=rows)
    return week.assign(amount=week["amount"].to_numpy()[::-1])


# --8<-- [end:swapped]
SCENES = (quiet, age, tactic, cents, swapped)


# --8<-- [start:false-alarms]
def false_alarms(seeds, rows=4000):
    """Two weeks of the same world, many times over: every alarm here is false."""
    pairs = [[batch(week, rows, seed=seed) for week in (0, 1)] for seed in range(seeds)]
    tables = [fraud.drift.report(before, now, NUMBERS) for before, now in pairs]
    rules = {
        "psi > 0.1": [table["psi"] > 0.1 for table in tables],
        "d > 0.1": [table["d"] > 0.1 for table in tables],
        "p < 0.01": [table["p"] < 0.01 for table in tables],
        "p < 0.05": [table["p"] < 0.05 for table in tables],
    }
    print(f"{seeds} quiet weeks of {rows} rows, {len(NUMBERS)} columns each")
    print("rule       columns that alarm   weeks with an alarm")
    for rule, alarms in rules.items():
        weeks = [table.any() for table in alarms]
        print(f"{rule:<10}{np.mean(alarms):18.1%}{np.mean(weeks):22.0%}")


# --8<-- [end:false-alarms]
# --8<-- [start:many-rows]
def many_rows():
    """Everybody is one year older: true, and of no importance."""
    print("   rows    psi      d         p")
    for rows in (2_000, 20_000, 200_000):
        before, now = batch(0, rows)["age"], batch(9, rows, age_shift=1)["age"]
        d, p = fraud.drift.ks(before, now)
        print(f"{rows:7}{fraud.drift.psi(before, now):7.3f}{d:7.3f}{p:10.0e}")


# --8<-- [end:many-rows]
# --8<-- [start:few-rows]
def few_rows(pairs=100):
    """Nothing moves, but the samples are small: PSI counts their noise as drift."""
    print("rows   average psi   predicted   psi > 0.1")
    for rows in (100, 400, 1000):
        amounts = batch(0, 2 * rows * pairs)["amount"].to_numpy()
        samples = amounts.reshape(pairs, 2, rows)
        found = np.array([fraud.drift.psi(before, now) for before, now in samples])
        predicted, alarms = fraud.drift.noise(rows, rows), np.mean(found > 0.1)
        print(f"{rows:4}{found.mean():14.3f}{predicted:12.3f}{alarms:12.1%}")


# --8<-- [end:few-rows]
# --8<-- [start:decide]
ACTIONS = {
    ("same", "holds"): "nothing to do",
    ("moved", "holds"): "find out who came; keep the model",
    ("moved", "unknown"): "find out why; score the first labels",
    ("same", "fell"): "the rule moved: retrain on fresh labels",
    ("moved", "fell"): "suspect the source before you retrain",
}


def decide(table, before, now=None):
    """What to do, from the report and two scores; without `now`, labels are still out."""
    inputs = "moved" if table["moved"].any() else "same"
    model = "unknown" if now is None else "fell" if now < before - 0.1 else "holds"
    return inputs, model, ACTIONS.get((inputs, model), "wait for the labels")


# --8<-- [end:decide]
def decisions(reference, model, rows):
    usual = score(model, batch(week=5, rows=rows))
    print("week    labels  inputs  model    what to do")
    for scene in (quiet, age, tactic, cents):
        week = scene(rows)
        table = fraud.drift.report(reference, week, NUMBERS)
        for labels, found in (("out", None), ("in", score(model, week))):
            inputs, state, action = decide(table, usual, found)
            print(f"{scene.__name__:<8}{labels:<8}{inputs:<8}{state:<9}{action}")


# --8<-- [start:exercise]
def category_psi(reference, week):
    """PSI of a column of words: each word is a bin, also one that only one side knows."""
    import pandas as pd

    shares = [column.value_counts(normalize=True) for column in (reference, week)]
    expected, actual = pd.concat(shares, axis=1).fillna(0).to_numpy().T
    return fraud.drift.psi_of_shares(expected, actual)


def exercise(reference, rows):
    before, now = reference["channel"], quiet(rows)["channel"]
    print(f"a quiet week: {category_psi(before, now):.3f}")
    renamed = now.replace("contactless", "tap")
    print(f"contactless is now called tap: {category_psi(before, renamed):.3f}")


# --8<-- [end:exercise]
def draw(folder, reference, model, rows):
    """Write the two figures of the lesson into `folder`."""
    titles = {age: "Age moved, the rule did not", tactic: "The rule moved, no input did"}
    usual = score(model, quiet(rows))
    for scene, title in titles.items():
        week, name = scene(rows), f"data-drift-{scene.__name__}"
        ages, scores = (reference["age"], week["age"]), (usual, score(model, week))
        figure = fraud.scenes.figures.before_and_after(name, title, ages, scores)
        Path(folder, f"{name}.svg").write_text(figure, encoding="utf-8", newline="\n")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000, help="payments a week (default %(default)s)")
    parser.add_argument("--seeds", type=int, default=100, help="quiet weeks to try (default %(default)s)")
    parser.add_argument("--figures", metavar="FOLDER", help="also write the lesson's figures there")
    options = parser.parse_args(arguments)
    reference, model = learn(options.rows)
    for scene in SCENES:
        print(f"== {scene.__name__} ==")
        look(reference, model, scene(options.rows))
    print("== false-alarms ==")
    false_alarms(options.seeds)
    print("== many-rows ==")
    many_rows()
    print("== few-rows ==")
    few_rows()
    print("== decide ==")
    decisions(reference, model, options.rows)
    print("== exercise ==")
    exercise(reference, options.rows)
    if options.figures:
        draw(options.figures, reference, model, options.rows)


if __name__ == "__main__":
    main()
