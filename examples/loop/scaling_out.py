"""Give the same search, scoring and store to several processes, and measure what it brings."""

import argparse
import os
import signal
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.stop import Stop
from fraud.story import Story

STORY = Story()
WEEKS = 8
NEEDS = ("initdb",)  # programs beside Python


@contextmanager
def timed(times, name):
    """Note how many seconds the block took."""
    STORY.note(name)
    start = time.monotonic()
    yield
    times[name] = time.monotonic() - start


# --8<-- [start:search]
def search(payments):
    """Try eight models, each on three cuts through time; joblib decides where the 24 trainings run."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.model_selection import GridSearchCV, TimeSeriesSplit

    tried = {"max_iter": [20, 40], "max_leaf_nodes": [5, 9], "learning_rate": [0.1, 0.2]}
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=0)
    grid = GridSearchCV(model, tried, scoring="average_precision", cv=TimeSeriesSplit(3), refit=False)
    grid.fit(fraud.features.matrix(payments), fraud.features.target(payments))
    return grid.best_params_, grid.cv_results_["mean_test_score"].round(12).tolist()


# --8<-- [end:search]
# --8<-- [start:score]
def score_week(week, rows, model):
    """Score one week a piece at a time, so that only one piece's payments are in memory."""
    from fraud import features, scorer, simulate

    ready = scorer.Scorer(model)
    chances = [ready.chance(features.matrix(part)) for part in simulate.chunks(week, rows)]
    return sum(map(len, chances)), sum(float(part.astype(float).sum()) for part in chances)


# --8<-- [end:score]
# --8<-- [start:cluster]
@contextmanager
def cluster(folder, workers, address=None):
    """Connect to the scheduler at that address, or to one that we start here with its workers."""
    from dask.distributed import Client
    from fraud.stack.cluster import Scheduler, Workers

    with ExitStack() as stack:
        if address is None:
            address = stack.enter_context(Scheduler(folder)).address
            stack.enter_context(Workers(folder, address, workers))
        try:
            client = stack.enter_context(Client(address, timeout=10))
        except OSError:
            raise Stop(f"--scheduler {address}: no Dask scheduler answers there") from None
        client.wait_for_workers(workers, timeout=60)
        yield client


# --8<-- [end:cluster]
def show_search(client, payments, times):
    from joblib import parallel_config

    with timed(times, "search here"):
        here = search(payments)
    # --8<-- [start:distribute]
    with timed(times, "search there"), parallel_config("dask"):
        there = search(payments)
    # --8<-- [end:distribute]
    with timed(times, "search there, again"), parallel_config("dask"):
        search(payments)  # now the workers have loaded their libraries
    print(f"best here:  {here[0]}")
    print(f"best there: {there[0]}")
    print(f"all {len(here[1])} scores equal: {here == there}")


def show_score(client, model, rows, times):
    weeks = range(1, WEEKS + 1)
    with timed(times, "score here"):
        here = [score_week(week, rows, model) for week in weeks]
    # --8<-- [start:map]
    with timed(times, "score there"):
        there = client.gather(client.map(score_week, weeks, rows=rows, model=model))
    # --8<-- [end:map]
    print(f"{sum(count for count, _ in there):,} payments scored, sums of chances equal: {here == there}")


# --8<-- [start:killed]
def show_killed(client, model, rows, workers):
    """Kill a worker while it works: its weeks are done again by the others."""
    weeks = range(WEEKS + 1, 2 * WEEKS + 1)
    futures = client.map(score_week, weeks, rows=rows, model=model)
    doomed, *_ = client.run(os.getpid).values()
    os.kill(doomed, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    done = client.gather(futures)
    print(f"one worker killed; weeks done: {len(done)} of {len(weeks)}")
    client.wait_for_workers(workers, timeout=60)
    print(f"a new one in its place: {doomed not in client.run(os.getpid).values()}")


# --8<-- [end:killed]
# --8<-- [start:log]
def log_runs(store, experiment, runs):
    """What a training does to its tracking store, without the training."""
    from mlflow import MlflowClient
    from mlflow.entities import Metric, Param

    client, start = MlflowClient(store), time.monotonic()
    for number in range(runs):
        run = client.create_run(experiment, tags={"worker": str(os.getpid())}).info.run_id
        params = [Param("max_iter", str(number))]
        client.log_batch(run, [Metric("average_precision", 0.5, 0, 0)], params)
        client.set_terminated(run)
    return (time.monotonic() - start) / runs


# --8<-- [end:log]
def show_store(client, store, runs, workers, times):
    from mlflow import MlflowClient

    STORY.note(f"writing to {(name := store.split(':')[0].split('+')[0])}")
    experiment = MlflowClient(store).create_experiment("scaling-out", artifact_location="unused:/")
    times[f"{name}, one run"] = log_runs(store, experiment, runs)
    both = [client.submit(log_runs, store, experiment, runs, pure=False) for _ in range(workers)]
    each = client.gather(both)
    times[f"{name}, one run, {workers} at once"] = sum(each) / len(each)
    found = MlflowClient(store).search_runs([experiment], max_results=1000)
    finished = [run for run in found if run.info.status == "FINISHED"]
    print(f"{name}: {len(finished)} of {runs * (workers + 1)} runs are there")


def run(folder, options):
    from fraud.stack.postgres import Postgres

    times = {}
    payments = fraud.source.simulated(options.rows // 16)
    model = fraud.model.train(payments.head(options.rows // 2)).graph.SerializeToString()
    with ExitStack() as stack:
        with timed(times, "start of the cluster"):
            client = stack.enter_context(cluster(folder, options.workers, options.scheduler))
        section("search", show_search, client, payments, times)
        section("score", show_score, client, model, options.rows * 2, times)
        if options.scheduler is None:
            section("killed", show_killed, client, model, options.rows, options.workers)
        print("\n== store ==")
        with timed(times, "start of PostgreSQL"):
            server = options.postgres or stack.enter_context(Postgres(folder)).url
        fraud.registry.open_store(folder / "store")
        for store in (f"sqlite:///{(folder / 'store' / 'mlflow.db').as_posix()}", server):
            show_store(client, store, options.runs, options.workers, times)
    print("\n== seconds ==")
    for name, seconds in times.items():
        print(f"{name:<32} {seconds:8.3f} s")


def section(name, show, *arguments):
    print("\n" * (name != "search") + f"== {name} ==", flush=True)
    show(*arguments)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--rows", type=int, default=32_000, help="payments to learn from (default: %(default)s)")
    add("--runs", type=int, default=10, help="runs that each writer logs (default: %(default)s)")
    add("--workers", type=int, default=2, help="processes to start, or to wait for (default: %(default)s)")
    add("--scheduler", metavar="ADDRESS", help="a Dask cluster that runs already, like tcp://10.0.0.5:8786")
    add("--postgres", metavar="URL", help="a database that runs already, like postgresql+pg8000://...")
    options = parser.parse_args()
    if options.rows < 3200 or options.workers < 1 or options.runs < 1:
        parser.error("--rows must be 3200 or more, --workers and --runs 1 or more")
    if not options.postgres:
        from fraud.stack.programs import find

        find("initdb")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run(Path(folder), options)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
