"""Promote a model, take it back, and trace what is served to the commit and the data it came from."""

import argparse
import json
import logging
import sys
import tempfile
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.simulate import batch

CSV = "payments.csv"
PARAMS = "params.json"
WEEKS = {1: [1], 2: [1, 2, 3, 4]}
FRESH = 8  # no model learns from this week: it is kept for the gate


def write_version(project, number, rows, trees):
    """The code says how to learn, the data from what; both get one commit."""
    import pandas as pd

    payments = pd.concat([batch(week, rows) for week in WEEKS[number]], ignore_index=True)
    payments.to_csv(project / CSV, index=False, lineterminator="\n")
    (project / PARAMS).write_text(json.dumps({"max_iter": trees}), encoding="utf-8", newline="\n")
    fraud.versions.git(project, "add", PARAMS)
    return fraud.versions.commit_data(
        project, CSV, f"{len(WEEKS[number])} weeks of payments", tag=f"data-v{number}"
    )


def train_here(project):
    """Learn from what lies in the folder: nothing else may decide the outcome."""
    import pandas as pd

    params = json.loads((project / PARAMS).read_text(encoding="utf-8"))
    return fraud.model.train(pd.read_csv(project / CSV), **params)


# --8<-- [start:runs]
def run_once(store, project, number, rows, trees):
    """Commit code and data, train, and write down what came of it and where it came from."""
    data = write_version(project, number, rows, trees)
    trained = train_here(project)
    week = batch(FRESH, rows)
    scores = fraud.gate.score(fraud.objective.load(), trained.chance(week), week) | {"parity": trained.parity}
    return fraud.tracking.track(
        store,
        params=trained.params,
        metrics=scores,
        model=trained.graph,
        lineage={"code_commit": data.commit, "data_md5": data.md5},
    )


# --8<-- [end:runs]
def champion_of(store):
    return f"champion is version {fraud.registry.lineage(store).version}"


# --8<-- [start:register]
def register(store, runs):
    for run in [*runs, runs[-1]]:  # the last one twice: asking again makes no second version
        version = fraud.registry.register(store, run)
        scores = store.get_run(run).data.metrics
        print(f"version {version}: average precision {scores['average_precision']:.2f}")


# --8<-- [end:register]
# --8<-- [start:promote]
def promote(store, runs):
    """The first model must be good enough, the second must also beat the first."""
    old, new = (store.get_run(run).data.metrics for run in runs)
    first = fraud.gate.judge(fraud.objective.load(), old)
    print(*first.reasons, sep="\n")
    if first.passed:
        fraud.registry.promote(store, 1)
    print(champion_of(store))
    store.set_registered_model_alias(fraud.registry.MODEL, "challenger", "2")
    second = fraud.gate.compare(fraud.objective.load(), old, new)
    print(*second.reasons, sep="\n")
    if second.passed:
        fraud.registry.promote(store, 2)
    print(champion_of(store))


# --8<-- [end:promote]
# --8<-- [start:rollback]
def rollback(store):
    """No training, no copying: the name points to the version before, as long as there is one."""
    for _ in range(2):
        try:
            fraud.registry.rollback(store)
        except LookupError as error:
            print(error)
        print(champion_of(store))


# --8<-- [end:rollback]
# --8<-- [start:lineage]
def lineage(store, project, rows):
    """From the name that is served to the commit and the data; then the same way back."""
    import pandas as pd

    origin = fraud.registry.lineage(store)
    print(f"version {origin.version} of run {origin.run_id}")
    print(f"code {origin.code_commit}")
    print(f"data {origin.data_md5}")
    fraud.versions.go_back(project, origin.code_commit)
    same_data = fraud.versions.data_md5(project, CSV) == origin.data_md5
    print(f"{len(pd.read_csv(project / CSV))} payments, the data of the lineage: {same_data}")
    served = fraud.scorer.Scorer(fraud.registry.load(store))
    week = batch(FRESH, rows)
    apart = abs(train_here(project).chance(week) - served.chance(fraud.features.matrix(week))).max()
    print(f"trained again, largest difference {apart:.6f}")
    fraud.versions.go_back(project, "main")


# --8<-- [end:lineage]
# --8<-- [start:stages]
def stages(store):
    """The words of 2020: they still work, and say that they will not for long."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        store.transition_model_version_stage(fraud.registry.MODEL, "1", "Production")
    for warning in heard:
        print(f"{warning.category.__name__}: {str(warning.message).split('. ')[1]}")
    print(champion_of(store))


# --8<-- [end:stages]
# --8<-- [start:traps]
def traps(store):
    """What the registry lets you do without a word."""
    from mlflow.exceptions import MlflowException

    store.set_registered_model_alias(fraud.registry.MODEL, "Champion", "2")
    print(dict(sorted(store.get_registered_model(fraud.registry.MODEL).aliases.items())))
    store.delete_model_version(fraud.registry.MODEL, "1")
    try:
        fraud.registry.load(store)
    except MlflowException as error:
        print(error)


# --8<-- [end:traps]
def run(folder, rows, trees):
    store = fraud.registry.open_store(folder / "store")
    project = folder / "project"
    fraud.versions.start(project)
    runs = [run_once(store, project, number, rows, {1: 60, 2: trees}[number]) for number in WEEKS]
    for name, show in {
        "register": lambda: register(store, runs),
        "promote": lambda: promote(store, runs),
        "rollback": lambda: rollback(store),
        "lineage": lambda: lineage(store, project, rows),
        "stages": lambda: stages(store),
        "traps": lambda: traps(store),
    }.items():
        print(f"== {name} ==", flush=True)
        show()


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--workspace", type=Path, help="an empty folder to keep the work in (default: none is kept)"
    )
    parser.add_argument("--rows", type=int, default=4000, help="payments a week")
    parser.add_argument("--trees", type=int, default=60, help="trees of the second model")
    options = parser.parse_args(argv)
    if options.workspace and options.workspace.exists() and any(options.workspace.iterdir()):
        parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    if options.workspace:
        run(options.workspace, options.rows, options.trees)
    else:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            run(Path(folder), options.rows, options.trees)


if __name__ == "__main__":
    main()
