"""Every region of code that a page shows is executed by the examples that the tests run."""

import os
import re
from typing import NamedTuple

import apart
import outputs
import pytest
from coverage import Coverage, CoverageData

from tests.docs import blocks

MARKER = re.compile(r"--8<-- \[(?P<edge>start|end):(?P<name>[\w-]+)\]")
WAYS_OUT = re.compile(r" *(except|raise|return)\b")
SHOWN = sorted(blocks.regions())  # "" as the region: the whole file
PYTHON = [(path, name) for path, name in SHOWN if path.endswith(".py")]  # the others have tests of their own
MEASURED = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="only runs that are forked are measured: no fork on Windows"
)


class Executed(NamedTuple):
    """What all runs together have executed."""

    coverage: Coverage
    left_out: list[str]  # examples that could not run here, for want of a program
    complaints: list[str]  # of runs that failed


def spans(path: str) -> dict[str, range]:
    """The lines of each region of a file; "" is the whole file."""
    lines = (outputs.EXAMPLES / path).read_text("utf-8").splitlines()
    found, starts = {"": range(1, len(lines) + 1)}, {}
    for number, line in enumerate(lines, start=1):
        if match := MARKER.search(line):
            if match["edge"] == "start":
                starts[match["name"]] = number
            else:
                found[match["name"]] = range(starts[match["name"]], number)
    return found


@pytest.fixture(scope="session")
def executed(ran, ways, zygote, once, tmp_path_factory) -> Executed:
    """Run all recorded examples, and the pipeline on every way."""
    names = [path.relative_to(outputs.OUTPUTS).with_suffix("").as_posix() for path in outputs.recorded()]
    together = CoverageData(str(tmp_path_factory.mktemp("coverage") / "all"))
    runs, left_out = apart.runs(zygote, once), []
    for name in reversed(names):  # test_outputs.py, in the other worker, begins with the first
        try:
            runs.append(ran(name))
        except pytest.skip.Exception:
            left_out.append(name)
    for done in [*runs, *ways.values()]:  # some ways end with a refusal: test_pipeline.py knows which
        one = CoverageData(str(done.folder / ".coverage"))
        one.read()
        together.update(one)
    together.write()
    everything = Coverage(data_file=together.data_filename(), config_file=False)
    everything.load()
    return Executed(everything, left_out, [done.stderr for done in runs if done.code])


@MEASURED
def test_every_measured_run_ends_well(executed: Executed):
    """One that fails is told here, once, and not for each region that the others have executed."""
    assert [] == executed.complaints


@MEASURED
@pytest.mark.parametrize(("path", "name"), PYTHON, ids=[":".join(pair) for pair in PYTHON])
def test_a_region_on_a_page_is_executed(path: str, name: str, executed: Executed):
    """Each statement that a page shows runs; only an early way out may wait for its case."""
    span = spans(path)[name]
    _, statements, _, missing, _ = executed.coverage.analysis2(str(outputs.EXAMPLES / path))
    shown = [line for line in statements if line in span]
    lines = (outputs.EXAMPLES / path).read_text("utf-8").splitlines()
    idle = [line for line in shown if line in missing and not WAYS_OUT.match(lines[line - 1])]
    if idle and executed.left_out:
        pytest.skip(f"what may execute it could not run here: {', '.join(executed.left_out)}")
    assert shown and not idle, [lines[line - 1] for line in idle]


def test_what_the_pages_show_is_there():
    """No page names a file that is gone."""
    assert SHOWN and all((outputs.EXAMPLES / path).is_file() for path, _ in SHOWN)
