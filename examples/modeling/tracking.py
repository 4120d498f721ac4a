"""Search for parameters, write every run down, and ask weeks later which were the best."""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.story import Story

GRID = {"max_iter": (15, 60), "max_leaf_nodes": (3, 7, 15), "learning_rate": (0.05, 0.2)}
SEARCH = "search-1"


# --8<-- [start:search]
def search(past, later, origin):
    """One parent run for the search, one child for each choice: parameters, scores, code and data."""
    import mlflow

    with mlflow.start_run(run_name=SEARCH, tags={**origin, "search": SEARCH, "kind": "search"}):
        for values in product(*GRID.values()):
            params = dict(zip(GRID, values, strict=True))
            with mlflow.start_run(nested=True, tags={**origin, "search": SEARCH, "kind": "trial"}):
                mlflow.log_params(params)
                mlflow.log_metrics(fraud.scenes.trials.fit(past, later, params))


# --8<-- [end:search]
# --8<-- [start:best]
def best(client, experiment, data_md5):
    """Which parameters were best on this data? The store sorts; nobody reads a list of runs."""
    return client.search_runs(
        [experiment],
        f"tags.kind = 'trial' and tags.data_md5 = '{data_md5}' and attributes.status = 'FINISHED'",
        order_by=["metrics.average_precision DESC", "metrics.cost ASC"],
        max_results=3,
    )


# --8<-- [end:best]
# --8<-- [start:later]
LATER = """
import sys, mlflow
mlflow.set_tracking_uri(sys.argv[1])
runs = mlflow.search_runs(
    experiment_names=["fraud"],
    filter_string="tags.kind = 'trial' and metrics.cost < 1000",
    order_by=["metrics.average_precision DESC"],
)
names = ["params.max_iter", "params.max_leaf_nodes", "params.learning_rate", "metrics.average_precision"]
print(f"{len(runs)} runs under 1,000; the best three:")
print(runs.head(3)[names].round(3).to_string(index=False))
"""
# --8<-- [end:later]

# --8<-- [start:sql]
SQL = """
SELECT leaf.value, round(avg(score.value), 3), round(max(score.value), 3), count(*)
FROM runs
JOIN latest_metrics score ON score.run_uuid = runs.run_uuid AND score.key = 'average_precision'
JOIN params leaf ON leaf.run_uuid = runs.run_uuid AND leaf.key = 'max_leaf_nodes'
WHERE runs.status = 'FINISHED'
GROUP BY leaf.value ORDER BY CAST(leaf.value AS INTEGER)
"""


def ask_database(database):
    """The store is a database: what MLflow's query language can't say, SQL can."""
    print("leaves   mean AP   best AP   runs")
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    for leaves, mean, most, runs in connection.execute(SQL):
        print(f"{leaves:>6}{mean:10.3f}{most:10.3f}{runs:7}")
    connection.close()


# --8<-- [end:sql]
def describe(run):
    params = ", ".join(f"{name} {run.data.params[name]}" for name in GRID)
    scores = run.data.metrics
    return f"average precision {scores['average_precision']:.3f}, cost {scores['cost']:.0f}: {params}"


# --8<-- [start:typo]
def typo(client, experiment):
    """A name that was never logged is no error: the answer is empty, or in no order."""
    for name in ("average_precison", "average_precision"):
        print(f"{name} > 0: {len(client.search_runs([experiment], f'metrics.{name} > 0'))} runs")


# --8<-- [end:typo]
# --8<-- [start:no-params]
def no_params(client, experiment):
    """A score without its parameters wins, and nobody can train it again."""
    import mlflow

    with mlflow.start_run(run_name="quick try"):
        mlflow.log_metric("average_precision", 0.99)
    top = client.search_runs([experiment], order_by=["metrics.average_precision DESC"], max_results=1)[0]
    print(f"best of all: {top.data.metrics['average_precision']}, parameters {top.data.params}")
    kept = client.search_runs([experiment], "params.max_iter != ''")
    print(f"runs that have max_iter: {len(kept)}")


# --8<-- [end:no-params]
# --8<-- [start:killed]
KILLED = "import sys, os, mlflow; mlflow.set_tracking_uri(sys.argv[1]); mlflow.set_experiment('fraud'); "
KILLED += "mlflow.start_run(run_name='killed'); mlflow.log_param('max_iter', 60); os._exit(9)"


def killed(client, experiment, uri):
    """A process that dies leaves its run RUNNING for ever: ask for FINISHED."""
    subprocess.run([sys.executable, "-c", KILLED, uri], check=False, timeout=120)
    for status in ("RUNNING", "FINISHED"):
        found = client.search_runs([experiment], f"attributes.status = '{status}'")
        print(f"{status}: {len(found)} runs")


# --8<-- [end:killed]
# --8<-- [start:two-stores]
def two_stores(folder):
    """Without an address, the store is a file of the folder one happens to stand in."""
    ask = "import mlflow; print(mlflow.get_tracking_uri())"
    without = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}
    for name in ("monday", "tuesday"):
        (folder / name).mkdir()
        command = [sys.executable, "-c", ask]
        told = subprocess.run(
            command, cwd=folder / name, env=without, capture_output=True, text=True, timeout=120
        )
        print(told.stdout.strip().replace(folder.resolve().as_posix(), "..."))


# --8<-- [end:two-stores]
def run(folder, rows, story):
    import mlflow

    client = fraud.registry.open_store(folder)
    uri, experiment = client.tracking_uri, client.get_experiment_by_name("fraud").experiment_id
    mlflow.set_tracking_uri(uri)
    mlflow.set_experiment("fraud")
    past, later, md5 = fraud.scenes.trials.data(rows)
    origin = {"code_commit": fraud.scenes.trials.commit(), "data_md5": md5}
    story.step("search")
    search(past, later, origin)
    story.say(f"{len(list(product(*GRID.values())))} runs on data {md5[:10]}")
    story.step("best")
    top = best(client, experiment, md5)
    print(*map(describe, top), sep="\n")
    story.step("later")
    print(
        subprocess.run([sys.executable, "-c", LATER, uri], capture_output=True, text=True, check=True).stdout,
        end="",
    )
    story.step("sql")
    ask_database(folder / "mlflow.db")
    story.step("wandb")
    fraud.scenes.offline.wandb_beside(folder, top[0], origin)
    story.step("typo")
    typo(client, experiment)
    story.step("no-params")
    no_params(client, experiment)
    story.step("killed")
    killed(client, experiment, uri)
    story.step("two-stores")
    two_stores(folder)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--workspace", type=Path, help="an empty folder to keep the work in (default: none is kept)"
    )
    parser.add_argument("--rows", type=int, default=2000, help="payments a week (default %(default)s)")
    options = parser.parse_args(arguments)
    if options.rows < 500:
        parser.error(f"--rows {options.rows}: a week needs some frauds, so 500 or more")
    if options.workspace and options.workspace.exists() and any(options.workspace.iterdir()):
        parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
    story = Story()
    story.note("loading the libraries")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as aside:
        folder = (options.workspace or Path(aside)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        run(folder, options.rows, story)


if __name__ == "__main__":
    main()
