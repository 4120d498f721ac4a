"""What the tests of the examples share: runs that are made once, and the warnings of others."""

import os
import sys
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import empty_database
import fraud
import keys
import outputs
import pandas as pd
import running
from once import Once

from tests.docs import blocks
from tests.groups import ByGroup
from tests.tools import let_ctrl_c_through, need

# pyproject.toml makes every warning an error. These come from inside the libraries; ours are not among them.
FOREIGN_WARNINGS = (
    # skl2onnx writes booleans where protobuf 7.34 will ask for integers; the lock holds protobuf below 7.
    "ignore:Field onnx.AttributeProto:DeprecationWarning",
    # MLflow's tables are written for SQLAlchemy 2.0; the lock holds a 2.1 that warns and works.
    "ignore:The ``noload`` loader strategy:DeprecationWarning",
    # MLflow of a type hint in its own code.
    "ignore:.*Any type hint is inferred as AnyType:UserWarning",
    # pygtrie, by which DVC walks paths.
    "ignore:_NoneStep.value:DeprecationWarning",
)


# The longest first: a long one that begins last is waited for by all.
LONGEST = (
    "loop/scaling_out",
    "monitoring/concept_drift",
    "loop/retraining",
    "preparation/pipeline",
    "monitoring/metrics",
    "modeling/tracking",
)
ONE_BY_ONE = {"test_outputs", "test_keys", "test_exercises", "test_exercises_broken", "test_troubleshooting"}
shared = running.Zygote()


def pytest_configure(config: pytest.Config) -> None:
    let_ctrl_c_through()
    for line in FOREIGN_WARNINGS:
        config.addinivalue_line("filterwarnings", line)
    if config.getoption("numprocesses", None) and hasattr(os, "fork") and not config.option.collectonly:
        os.environ["COURSE_ZYGOTE"] = shared.start()  # the workers inherit the name


def pytest_unconfigure() -> None:
    shared.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> ByGroup:
    """A file's tests share its fixtures and stay together, but for files whose tests share nothing."""
    return ByGroup(config, log, group_of)


def group_of(nodeid: str) -> str:
    """Return the group of a test: its file, or itself."""
    file = nodeid.split("::")[0]
    return nodeid if Path(file).stem in ONE_BY_ONE else file


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The recorded runs and the pages' commands come first, and what looks at all the runs last."""
    items.sort(key=place)


def place(item: pytest.Item) -> int:
    """Return how early a test begins: lower numbers first."""
    if item.originalname == "test_an_example_prints_what_is_recorded":
        name = item.callspec.params["name"]
        return LONGEST.index(name) if name in LONGEST else len(LONGEST)
    if item.path.stem == "test_shell":  # the longest file: one after another in one clone
        return len(LONGEST)
    return 100 + (item.path.stem == "test_shown")


def pytest_terminal_summary(terminalreporter) -> None:
    """Count what the pages show and ask: regions are run here, what stands in the pages by tests/docs."""
    inline = len(blocks.inline(blocks.PYTHON)), len(blocks.inline(blocks.SHELL))
    kinds = f"{inline[0]} inline Python, {inline[1]} inline shell, {len(blocks.regions())} regions"
    terminalreporter.write_line(f"blocks on the pages: {sum(inline) + len(blocks.regions())} = {kinds}")
    terminalreporter.write_line(keys.counted())


@pytest.fixture(scope="session", autouse=True)
def lent_database():
    """In a worker, MLflow copies its empty databases, as the runs of the examples do."""
    if name := os.environ.get("COURSE_ZYGOTE"):
        empty_database.lend(empty_database.beside(name))


@pytest.fixture(scope="session")
def zygote():
    """Starts examples without paying for their imports each time."""
    made = running.Zygote()
    yield made
    made.close()


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """Runs what all workers share once."""
    return Once(tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def ran(zygote, once):
    """`ran("preparation/versioning")`: that example's one run of this test run, if its programs are here."""

    def run(name: str) -> running.Ran:
        example = outputs.example_named(name)
        for program in outputs.needs(example):
            need(program)
        return once(name, lambda folder: zygote.run(example, folder, *outputs.KEEP.get(name, ())))

    return run


@pytest.fixture(scope="session")
def objective():
    """What objective.yaml says."""
    return fraud.objective.load()


@pytest.fixture(scope="session")
def ways(ran, zygote, once):
    """The pipeline on every way it can take, each once: again, and with data of someone's own."""
    calm = [fraud.simulate.batch(week, 600, seed=99) for week in range(1, 13)]
    noise = [week.assign(is_fraud=week["is_fraud"].to_numpy()[::-1]) for week in calm]
    first = ran("pipeline").folder / "fraud-workspace"
    starts = {"again": (None, ("--workspace", str(first)))}
    for name, weeks in {
        "calm": calm,
        "noise": noise,
        "broken": calm[:9] + noise[9:],
        "short": calm[:1],
    }.items():
        starts[name] = (weeks, ("--csv", "own.csv", "--workspace", "elsewhere"))

    def start(weeks, arguments, folder):
        if weeks:
            pd.concat(weeks).assign(note="ours").to_csv(folder / "own.csv", index=False)
        return zygote.run(outputs.EXAMPLES / "pipeline.py", folder, *arguments)

    return {name: once(f"way-{name}", partial(start, *how)) for name, how in starts.items()}
