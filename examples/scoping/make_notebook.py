"""Make fraud.ipynb as its author did: run cells, run some again, edit one, delete one, and never restart."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud

HERE = Path(__file__).resolve().parent
EXPORT = "payments_final2.csv"
ROWS = 2500

# What stands in the notebook when its author closes it, in this order.
CELLS = {
    "title": "# Fraud in card payments\n\nCan a model find it? Export of twelve weeks, from Anna.",
    "imports": """\
import os

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler""",
    "load": r"""PATH = r"C:\Users\me\Desktop\payments_final2.csv"
if not os.path.exists(PATH):  # not my laptop
    PATH = "payments_final2.csv"
df = pd.read_csv(PATH)
df.shape""",
    "look": 'df.groupby("week")["is_fraud"].mean().round(3)',
    "features": "## Features\n\nAn amount that is unusual for this customer looks suspicious.",
    "unusual": """\
df["unusual"] = df["amount"] / df["customer"].map(usual)
df["unusual"].describe().round(2)""",
    "scale": """\
columns = ["amount", "age", "hour", "device_age_days",
           "merchant_risk", "distance_km", "is_foreign",
           "n_last_day", "unusual"]
X = df[columns].assign(online=df["channel"] == "online")
X = StandardScaler().fit_transform(X)
y = df["is_fraud"]""",
    "model": "## Model",
    "split": """\
X_train, X_test, y_train, y_test = train_test_split(
    X, y, test_size=0.2)
len(X_train), len(X_test)""",
    "fit": """\
model = HistGradientBoostingClassifier(
    max_iter=60, early_stopping=False)
model.fit(X_train, y_train)
print(model.n_iter_, "trees")""",
    "score": """\
chance = model.predict_proba(X_test)[:, 1]
ap = average_precision_score(y_test, chance)
print(f"average precision on the test set: {ap:.3f}")""",
    "end": "**Works!** Sent the number to Anna. Can we have this in production next week?",
}
TEXTS = ("title", "features", "model", "end")
# What also ran, and stands there no more.
DELETED = {"usual": 'usual = df.groupby("customer")["amount"].median()'}
EDITED = {"fit": CELLS["fit"].replace("max_iter=60", "max_iter=200")}
# The author's evening. The second `split` comes after the fit: from there on the test set is not unseen.
SESSION = ["imports", "load", "look", "usual", "unusual", "scale", "split", "fit", "score"]
SESSION += ["split", "score", "look"]


def session(folder):
    """Run the cells in the author's order, in one kernel; return the notebook as it was left."""
    import nbformat

    cell = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    kind = {name: "markdown" if name in TEXTS else "code" for name in [*CELLS, *DELETED]}
    made = {name: cell[kind[name]](text, id=name) for name, text in (CELLS | DELETED | EDITED).items()}
    with fraud.scenes.kernel.kernel(folder) as run:
        for name in SESSION:
            made[name] = run(made[name])
    for name in EDITED:
        made[name].source = CELLS[name]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    left = [made[name] for name in CELLS]
    return nbformat.v4.new_notebook(
        cells=left, metadata={"kernelspec": spec, "language_info": {"name": "python"}}
    )


def export(folder):
    """Write the file that the author got from Anna."""
    fraud.scenes.changing.weeks(ROWS).to_csv(Path(folder, EXPORT), index=False, lineterminator="\n")


def main():
    """Write the notebook to the places that are named."""
    import tempfile

    import nbformat

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", type=Path, default=[HERE / "fraud.ipynb"], metavar="FILE")
    places = parser.parse_args().places
    with tempfile.TemporaryDirectory() as folder:
        export(folder)
        notebook = session(Path(folder))
    nbformat.validate(notebook)
    for place in places:
        place.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
