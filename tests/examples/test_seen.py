"""A line counts as executed if and only if it was: what the pages show hangs on it."""

import sys

import pytest
from coverage import Coverage, CoverageData
from seen import Seen

SCRIPT = '''\
"""What a script may hold."""

from __future__ import annotations

from contextlib import contextmanager


@contextmanager
def opened():
    """A docstring is no statement."""
    try:
        yield [
            1,
            2,
        ]
    finally:
        closed = True


class Kept:
    name = "a"

    def unused(self):
        return self.name


with opened() as numbers:
    for number in numbers:
        if number > 5:
            found = "never"
        elif number > 1:
            found = "once"
        else:
            found = "at first"
try:
    raise ValueError(found)
except KeyError:
    found = "never"
except ValueError:
    found = "caught"
match found:
    case "never":
        found = 1
    case _:
        found = 2
'''
IDLE = [24, 30, 37, 38, 42, 43]  # in a clause that is asked and does not match: the clause too


@pytest.fixture
def missing(tmp_path, monkeypatch):
    """The statements of the script that its run did not execute."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    seen = Seen(str(tmp_path))
    seen.run(str(path))
    seen.save(tmp_path / "data")
    told = Coverage(data_file=str(tmp_path / "data"), config_file=False)
    told.load()
    return told.analysis2(str(path))[3]


def test_a_line_that_did_not_run_is_missing_and_no_other(missing):
    """Branches, clauses, decorators, docstrings, statements over several lines."""
    assert missing == IDLE


def test_what_another_folder_holds_is_not_counted(tmp_path):
    """Libraries are not ours."""
    seen = Seen(str(tmp_path / "ours"))
    seen.lines(str(tmp_path / "theirs.py")).add(1)
    seen.save(tmp_path / "data")
    kept = CoverageData(str(tmp_path / "data"))
    kept.read()
    assert kept.measured_files() == set()
