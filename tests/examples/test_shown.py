"""Every region of code that a page shows is executed by the examples that the tests run."""

import os
import re

import outputs
import pytest
from coverage import Coverage, CoverageData

from tests.docs import blocks

MARKER = re.compile(r"--8<-- \[(?P<edge>start|end):(?P<name>[\w-]+)\]")
WAYS_OUT = re.compile(r" *(except|raise|return)\b")
SHOWN = sorted(blocks.regions())  # "" as the region: the whole file


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
def executed(ran, ways, tmp_path_factory) -> Coverage:
    """What the runs of all recorded examples, and the pipeline on every way, have executed together."""
    names = [path.relative_to(outputs.OUTPUTS).with_suffix("").as_posix() for path in outputs.recorded()]
    together = CoverageData(str(tmp_path_factory.mktemp("coverage") / "all"))
    for done in [*map(ran, names), *ways.values()]:
        one = CoverageData(str(done.folder / ".coverage"))
        one.read()
        together.update(one)
    together.write()
    everything = Coverage(data_file=together.data_filename(), config_file=False)
    everything.load()
    return everything


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="only runs that are forked are measured: no fork on Windows"
)
@pytest.mark.parametrize(("path", "name"), SHOWN, ids=[":".join(pair) for pair in SHOWN])
def test_a_region_on_a_page_is_executed(path: str, name: str, executed: Coverage):
    """Each statement that a page shows runs; only an early way out may wait for its case."""
    span = spans(path)[name]
    _, statements, _, missing, _ = executed.analysis2(str(outputs.EXAMPLES / path))
    shown = [line for line in statements if line in span]
    lines = (outputs.EXAMPLES / path).read_text("utf-8").splitlines()
    idle = [line for line in shown if line in missing and not WAYS_OUT.match(lines[line - 1])]
    assert shown and not idle, [lines[line - 1] for line in idle]


def test_each_block_of_the_pages_is_counted(capsys):
    """The blocks that a page shows and those that the tests run are the same: 100%."""
    inline = len(blocks.inline(blocks.PYTHON)), len(blocks.inline(blocks.SHELL))
    total = sum(inline) + len(SHOWN)
    with capsys.disabled():
        kinds = f"{inline[0]} inline Python, {inline[1]} inline shell, {len(SHOWN)} regions"
        print(f"\nblocks on the pages: {total} = {kinds}; all of them run")
    assert {path for path, _ in SHOWN} <= {
        path.relative_to(outputs.EXAMPLES).as_posix() for path in outputs.EXAMPLES.rglob("*")
    }
