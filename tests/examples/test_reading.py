"""Data of someone's own is taken, or refused with line, column, expectation and remedy."""

from collections.abc import Callable

import pandas as pd
import pytest
from fraud import reading, schema, source

STORY = source.simulated(500)
CSV = STORY.to_csv(index=False, lineterminator="\n")
LINES = CSV.split("\n")


def with_line(number: int, text: str) -> str:
    return "\n".join([*LINES[: number - 1], text, *LINES[number:]])


def csv(**columns) -> Callable[[], str]:
    """Makes the file with these columns when its test begins: each takes a tenth of a second."""
    return lambda: STORY.assign(**columns).to_csv(index=False)


def as_bytes(content) -> bytes:
    made = content() if callable(content) else content
    return made.encode() if isinstance(made, str) else made


REFUSED = {
    "empty": ("", "file: empty; expected a line of column names"),
    "blank": (" \n \n", "file: empty; expected a line of column names"),
    "header only": (LINES[0], "file: 0 rows; expected 2,000 rows or more"),
    "too few rows": ("\n".join(LINES[:500]), "file: 499 rows; expected 2,000 rows or more"),
    "one week": (csv(week=1), "file, column week: 1 different weeks; expected 8 or more"),
    "no fraud": (csv(is_fraud=0), "file, column is_fraud: 0 frauds; expected 40 or more"),
    "only fraud": (csv(is_fraud=1), "file, column is_fraud: 0 honest payments; expected 40 or more"),
    "Latin-1": (
        CSV.replace("chip", "\u00e9", 1).encode("latin-1"),
        "bytes b'\\xe9'; expected text in UTF-8",
    ),
    "UTF-16": (CSV.encode("utf-16-le").join([b"\xff\xfe", b""]), "file: text in UTF-16; expected CSV"),
    "spreadsheet": (b"PK\x03\x04rest", "file: a spreadsheet or archive; expected CSV"),
    "Parquet": (b"PAR1rest", "file: Parquet; expected CSV"),
    "semicolons": (CSV.replace(",", ";"), "line 1: cells between ';'; expected cells between commas"),
    "column missing": (
        lambda: STORY.drop(columns="age").to_csv(index=False),
        "line 1, column age: missing; expected this column to be there",
    ),
    "column twice": (
        lambda: csv(other=STORY["age"])().replace(",other", ",age", 1),
        "line 1, column age: named twice; expected each column once",
    ),
    "line cut short": (
        with_line(101, LINES[100][:30]),
        "line 101: 5 cells; expected 14 cells, as in the header",
    ),
    "word for a number": (
        with_line(6, LINES[5].replace(LINES[5].split(",")[5], "cheap")),
        "line 6, column amount: 'cheap'; expected a number with a point as decimal mark",
    ),
    "decimal comma": (csv(age="40,5"), "line 2, column age: '40,5'; expected a number with a point"),
    "empty cell": (csv(age=STORY["age"].mask(STORY.index == 3)), "line 5, column age: ''; expected a number"),
    "infinity": (csv(amount=float("inf")), "line 2, column amount: 'inf'; expected a number"),
    "half a week": (csv(week=STORY["week"] + 0.5), "line 2, column week: '1.5'; expected a whole number"),
    "out of range": (csv(age=7.0), "line 2, column age: 7.0; expected a number from 18 to 100"),
    "line twice": (
        CSV + LINES[1] + "\n",
        "line 8002, column transaction_id: 'w001-000000'; expected no value twice",
    ),
    "stray quote": (with_line(51, '"' + LINES[50]), "expected cells between commas"),
    "quote in a cell": (with_line(51, LINES[50].replace("w", '"w"x', 1)), "line 51: ',' expected after '\"'"),
}


def refusal(path) -> str:
    with pytest.raises(schema.DataRefused) as caught:
        source.load(path, rows=0)
    return str(caught.value)


@pytest.mark.parametrize(("content", "line"), REFUSED.values(), ids=REFUSED)
def test_unfit_data_is_refused_with_place_expectation_and_remedy(tmp_path, content, line):
    """A clear no before anything is stored."""
    path = tmp_path / "own.csv"
    path.write_bytes(as_bytes(content))
    told = refusal(path)
    assert line in told
    assert told.startswith(f"{path} refused:")
    assert told.split("\n")[-1].startswith("remedy: ")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """By its path, as it was given."""
    told = refusal(tmp_path / "none.csv")
    assert "none.csv refused" in told
    assert "expected a file that can be read" in told


def test_frauds_that_end_too_early_are_refused(tmp_path):
    """Weeks without a single fraud can't test anything."""
    path = tmp_path / "own.csv"
    content = csv(is_fraud=STORY["is_fraud"].where(STORY["week"] < 15, 0))
    path.write_bytes(as_bytes(content))
    assert "0 frauds among 500 payments in weeks 16 to 16; expected 5 or more of each kind" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        CSV.replace("\n", "\r\n"),
        CSV.encode("utf-8-sig"),
        csv(note="hello, world"),
        lambda: STORY[STORY.columns[::-1]].to_csv(index=False),
        lambda: STORY.sort_values("week", ascending=False, kind="stable").to_csv(index=False),
    ],
    ids=("plain", "CRLF", "BOM", "column more", "columns in another order", "latest week first"),
)
def test_fit_data_is_taken_as_it_is(tmp_path, content):
    """What spreadsheets and databases export does no harm."""
    path = tmp_path / "own.csv"
    path.write_bytes(as_bytes(content))
    pd.testing.assert_frame_equal(reading.read_csv(path), STORY)
