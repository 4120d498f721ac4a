"""Read payments of someone's own, or say precisely why not: which line, which column, what was expected."""

import csv
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pandas as pd

from .limits import LABEL
from .schema import COLUMNS, SCHEMA, DataRefused, Refusal, check

LEAST_ROWS = 2000
LEAST_WEEKS = 8
LEAST_OF_A_CLASS = 40
MOST = 1e15  # beyond it a float no longer counts one by one
NUMBERS = {"int64": "a whole number", "float64": "a number with a point as decimal mark"}
NOT_TEXT = {
    b"PK\x03\x04": "a spreadsheet or archive",
    b"PAR1": "Parquet",
    b"\x1f\x8b": "compressed",
    b"\xff\xfe": "text in UTF-16",
}


def read_csv(path: Path) -> pd.DataFrame:
    """The payments of that file in order of week; columns that the project does not know are left out."""
    lines, rows = table(path, text(path))
    cells = pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype="str") for name in COLUMNS})
    payments = check(numbers(path, cells, lines), source=str(path), lines=lines)
    return enough(path, payments.sort_values("week", kind="stable", ignore_index=True))


def refuse(
    path: Path, found: str, expected: str, remedy: str, place: str = "file", column: str = ""
) -> NoReturn:
    raise DataRefused(str(path), [Refusal(place, column, found, expected)], remedy) from None


def text(path: Path) -> str:
    """The file's text, if it is text in UTF-8."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        refuse(path, str(error.strerror), "a file that can be read", "mend the path or the file's rights")
    for start, kind in NOT_TEXT.items():
        if content.startswith(start):
            refuse(path, kind, "CSV", "save the table as CSV in UTF-8")
    if not content.strip():
        refuse(path, "empty", "a line of column names, then a line for each payment", "export it again")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        remedy = f"save it as UTF-8, or: iconv -f WINDOWS-1252 -t UTF-8 {Path(path).name}"
        refuse(path, f"bytes {content[error.start : error.end]!r}", "text in UTF-8", remedy, f"line {line}")


def table(path: Path, content: str) -> tuple[list[int], list[dict[str, str]]]:
    """The number of each line, and its cells by name of column."""
    reader = csv.reader(StringIO(content, newline=""), strict=True)
    lines, rows = [], []
    try:
        header = header_of(path, [name.strip() for name in next(reader)])
        for cells in filter(None, reader):
            if len(cells) != len(header):
                expected = f"{len(header)} cells, as in the header"
                remedy = "look for a comma inside a text, or a line cut short"
                refuse(path, f"{len(cells)} cells", expected, remedy, f"line {reader.line_num}")
            lines.append(reader.line_num)
            rows.append(dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        refuse(path, str(error), "cells between commas", "look for a stray quote", f"line {reader.line_num}")
    return lines, rows


def header_of(path: Path, header: list[str]) -> list[str]:
    """The header, if every column that the project needs is in it once."""
    other = next((mark for mark in ";\t|" if len(header) == 1 and mark in header[0]), None)
    if other:
        refuse(path, f"cells between {other!r}", "cells between commas", "export it with commas", "line 1")
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        refusals = [Refusal("line 1", name, "missing", "this column to be there") for name in missing]
        raise DataRefused(str(path), refusals, "add these columns, or rename yours to these names")
    twice = [name for name in COLUMNS if header.count(name) > 1]
    if twice:
        refuse(path, "named twice", "each column once", "delete or rename one of them", "line 1", twice[0])
    return header


def numbers(path: Path, cells: pd.DataFrame, lines: list[int]) -> pd.DataFrame:
    """The columns in the types of the schema; every cell that is no such number is refused with its line."""
    made, bad = {}, []
    for name, column in SCHEMA.columns.items():
        kind = str(column.dtype)
        made[name] = cells[name]
        if kind in NUMBERS:
            made[name], wrong = as_number(cells[name], kind)
            bad += [(lines[row], name, repr(cells[name][row]), NUMBERS[kind]) for row in wrong]
    if bad:
        refusals = [Refusal(f"line {line}", *rest) for line, *rest in sorted(bad)]
        raise DataRefused(str(path), refusals, "write these cells as expected, or drop their lines")
    return pd.DataFrame(made)


def as_number(cells: pd.Series, kind: str) -> tuple[pd.Series, list[int]]:
    """The column as numbers, and the rows that are none: those hold a zero."""
    found = pd.to_numeric(cells, errors="coerce").astype("float64")
    fine = found.between(-MOST, MOST) & ((found % 1 == 0) | (kind == "float64"))
    return found.where(fine, 0).astype(kind), list(cells.index[~fine])


def enough(path: Path, payments: pd.DataFrame) -> pd.DataFrame:
    """The payments, if they are enough to learn from and to test on."""
    weeks, classes = payments["week"].nunique(), payments[LABEL].value_counts()
    longer = "export a longer time"
    if len(payments) < LEAST_ROWS:
        refuse(path, f"{len(payments):,} rows", f"{LEAST_ROWS:,} rows or more", longer)
    if weeks < LEAST_WEEKS:
        refuse(path, f"{weeks} different weeks", f"{LEAST_WEEKS} or more", longer, column="week")
    for value, name in enumerate(("honest payments", "frauds")):
        found = int(classes.get(value, 0))
        if found < LEAST_OF_A_CLASS:
            remedy = f"a model learns from both kinds: {longer}, or mend the labels"
            refuse(path, f"{found} {name}", f"{LEAST_OF_A_CLASS} or more", remedy, column=LABEL)
    return payments
