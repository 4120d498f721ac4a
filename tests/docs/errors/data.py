"""Errors of the pipeline and of data of one's own."""

import warnings
from pathlib import Path

from tests.docs.errors.running import EXAMPLES, ours, stopped


def refused(folder: Path, content: bytes) -> str:
    """What the pipeline says to a CSV of that content."""
    from fraud import reading

    path = folder / "own.csv"
    path.write_bytes(content)
    return stopped(lambda: reading.read_csv(path))


def workspace(folder: Path) -> str:
    """What a run says to that folder as its workspace."""
    from fraud.workspace import open_workspace

    return stopped(lambda: open_workspace(folder).__enter__())


def not_ours(folder: Path) -> str:
    (folder / "thesis.txt").touch()
    return workspace(folder)


def busy(folder: Path) -> str:
    from fraud.workspace import open_workspace

    with open_workspace(folder):
        return workspace(folder)


def chained(_: Path) -> str:
    import pandas as pd

    frame = pd.DataFrame({"age": [38.0, 48.0]})
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        frame["age"][0] = 40
    assert frame["age"].tolist() == [38.0, 48.0]  # as the page says
    return "\n".join(str(warning.message) for warning in told)


ERRORS = {
    "is not a number of payments from 500 up": (
        lambda folder: ours("python", EXAMPLES / "pipeline.py", "--rows", "10", folder=folder)
    ),
    "cells between ';'; expected cells between commas": lambda folder: refused(folder, b"week;amount\n"),
    "expected text in UTF-8": lambda folder: refused(folder, b"week,merchant\n1,Z\xfcrich\n"),
    "this column to be there": lambda folder: refused(folder, b"week,amount\n1,2\n"),
    "is not empty and not a workspace of ours; choose another --workspace": not_ours,
    "another run works in": busy,
    "A value is being set on a copy of a DataFrame or Series through chained assignment.": chained,
}
BY_HAND: dict[str, str] = {}
