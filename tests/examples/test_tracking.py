"""The tracking lesson: the best parameters by a query, what hides them, and a run that stays at home."""

import re
import sqlite3
import subprocess
import sys

import fraud
import outputs
import pytest
import running
from mlflow.exceptions import MlflowException

from tests.tools import need

EXAMPLE = outputs.EXAMPLES / "modeling/tracking.py"


@pytest.fixture(scope="module")
def run(ran):
    """The example's one run, which keeps its store."""
    done = ran("modeling/tracking")
    assert done.code == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def sections(run):
    parts = re.split(r"^== (.+) ==$", run.stdout, flags=re.M)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.fixture(scope="module")
def client(run):
    return fraud.registry.open_store(run.folder / "kept")


def trials(client):
    experiment = client.get_experiment_by_name("fraud").experiment_id
    return client.search_runs([experiment], "tags.kind = 'trial'")


def test_the_best_of_the_query_is_the_best_of_all(client, sections):
    """The store's order is that of the scores, read one by one."""
    top = max(trials(client), key=lambda run: run.data.metrics["average_precision"])
    told = sections["best"].splitlines()[0]
    assert told.startswith(f"average precision {top.data.metrics['average_precision']:.3f}")
    assert told.endswith(", ".join(f"{name} {top.data.params[name]}" for name in top.data.params))


def test_every_trial_names_its_data_and_code_and_its_search(client):
    """Twelve runs, each complete, each a child of the one search."""
    runs = trials(client)
    assert len(runs) == 12
    for run in runs:
        assert set(run.data.params) == {"max_iter", "max_leaf_nodes", "learning_rate"}
        assert {"code_commit", "data_md5", "search", "mlflow.parentRunId"} <= set(run.data.tags)
    assert len({run.data.tags["data_md5"] for run in runs}) == 1
    assert len({run.data.tags["mlflow.parentRunId"] for run in runs}) == 1


def test_a_new_process_finds_the_same(sections):
    """Weeks later there is only the store: the table begins with the same scores."""
    scores = [line.split(",")[0].split()[-1] for line in sections["best"].splitlines()]
    assert scores == [line.split()[-1] for line in sections["later"].splitlines()[2:]]


def test_sql_agrees_with_the_query(run, sections):
    """The best score by SQL over the three rows is the best of the query."""
    best = max(float(line.split()[2]) for line in sections["sql"].splitlines()[1:])
    assert f"average precision {best:.3f}" in sections["best"].splitlines()[0]
    connection = sqlite3.connect(run.folder / "kept/mlflow.db")
    assert connection.execute("SELECT count(DISTINCT run_uuid) FROM params").fetchone() == (13,)
    connection.close()


def test_what_goes_wrong(sections):
    """A typo finds nothing, a run without parameters wins, a dead run is RUNNING, each folder has a store."""
    assert sections["typo"].splitlines() == ["average_precison > 0: 0 runs", "average_precision > 0: 12 runs"]
    assert sections["no-params"].startswith("best of all: 0.99, parameters {}")
    assert sections["killed"].splitlines()[0] == "RUNNING: 1 runs"
    assert len(set(sections["two-stores"].splitlines())) == 2


def test_the_page_draws_every_trial(client):
    """The figure of the lesson: cost to the right, average precision upwards."""
    page = (outputs.ROOT / "docs/modeling/tracking.md").read_text(encoding="utf-8")
    for run in trials(client):
        score, cost = run.data.metrics["average_precision"], run.data.metrics["cost"]
        assert f'cx="{round(60 + (cost - 400) * 0.6)}" cy="{round(230 - (score - 0.45) * 480)}"' in page


def test_parameters_are_kept_as_text(client):
    """So 15 comes before 3, and no parameter is greater than another."""
    experiment = client.get_experiment_by_name("fraud").experiment_id
    found = client.search_runs([experiment], "tags.kind = 'trial'", order_by=["params.max_leaf_nodes ASC"])
    assert list(dict.fromkeys(run.data.params["max_leaf_nodes"] for run in found)) == ["15", "3", "7"]
    with pytest.raises(MlflowException, match="Invalid comparator '>'"):
        client.search_runs([experiment], "params.max_iter > '15'")
    with pytest.raises(MlflowException, match=r"Invalid clause.*OR"):
        client.search_runs([experiment], "params.max_iter = '15' OR params.max_iter = '60'")


def test_both_trackers_hold_the_same(run, sections):
    """Weights & Biases reads back the parameters and scores of MLflow; all its files are in the workspace."""
    assert "the same parameters and tags: True; scores: True" in sections["wandb"]
    assert len(list((run.folder / "kept/wandb").glob("offline-run-*/*.wandb"))) == 1
    assert [path.name for path in run.folder.iterdir() if not path.name.startswith(".")] == ["kept"]


OFFLINE = """
import sys, pathlib, fraud
folder = pathlib.Path(sys.argv[1])
fraud.scenes.offline.in_wandb(folder, {"max_iter": 60}, {"average_precision": 0.7}, {"data_md5": "abc"})
"""


def test_wandb_opens_no_connection(tmp_path):
    """Every system call of Python and of wandb's Go core: no internet socket is connected or sent from."""
    need("strace")
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg,execve", "-o", str(trace)]
    homes = {f"WANDB_{kind}_DIR": str(tmp_path / kind) for kind in ("CACHE", "CONFIG", "DATA")}
    environment = running.environment() | homes | {"PYTHONPATH": str(outputs.EXAMPLES)}
    python = [sys.executable, "-c", OFFLINE, str(tmp_path)]
    subprocess.run([*command, *python], env=environment, check=True, capture_output=True, timeout=200)
    calls = trace.read_text(errors="replace").splitlines()
    assert any("wandb-core" in call for call in calls), "the core ran, so that there was something to see"
    away = [call for call in calls if "AF_INET" in call and "127.0.0.1" not in call and '"::1"' not in call]
    assert away == []


def test_a_folder_in_use_is_refused(tmp_path):
    """Two searches in one store would be one answer about both."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/old").touch()
    done = running.run(EXAMPLE, tmp_path, "--workspace", "kept")
    assert done.code == 2
    assert "kept is not empty" in done.stderr
