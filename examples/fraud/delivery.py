"""Write simulated weeks as a bank gets them: the payments at once, their labels in a file of weeks later."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from . import objective
from .limits import LABEL
from .simulate import TACTICS, chunks

if TYPE_CHECKING:
    import pandas as pd  # not yet: `--help` must not wait for it

KEY = "transaction_id"
FORMATS = ("parquet", "csv")


class CsvFile:
    """Adds pieces of a table to a CSV file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._header = True

    def add(self, frame: pd.DataFrame) -> None:
        frame.to_csv(self._file, index=False, header=self._header, lineterminator="\n")
        self._header = False

    def close(self) -> None:
        self._file.close()


class ParquetFile:
    """Adds pieces of a table to a Parquet file, each as a row group."""

    def __init__(self, path: Path) -> None:
        self._path, self._writer = path, None

    def add(self, frame: pd.DataFrame) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        table = pa.Table.from_pandas(frame, preserve_index=False)
        self._writer = self._writer or parquet.ParquetWriter(self._path, table.schema)
        self._writer.write_table(table)

    def close(self) -> None:
        if self._writer:
            self._writer.close()


@contextmanager
def aside(path: Path) -> Iterator[CsvFile | ParquetFile]:
    """A file to add pieces to; it gets its name when it is whole, so that nobody reads half a week."""
    part = path.with_name(path.name + ".part")
    file = CsvFile(part) if path.suffix == ".csv" else ParquetFile(part)
    try:
        yield file
    finally:
        file.close()
    part.replace(path)


# --8<-- [start:deliver]
def deliver(folder: Path, week: int, rows: int, *, delay: int, form: str = "parquet", **dials) -> None:
    """Write one week piece by piece: what the tills report now, and what the cardholders report later."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        payments = stack.enter_context(aside(folder / f"payments-week-{week:03d}.{form}"))
        labels = stack.enter_context(aside(folder / f"labels-week-{week + delay:03d}.{form}"))
        for chunk in chunks(week, rows, **dials):
            payments.add(chunk.drop(columns=LABEL))
            labels.add(chunk[[KEY, LABEL]])


# --8<-- [end:deliver]
def whole(least: int):
    """A type of argument: a whole number from `least` up."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} up")
        return int(text)

    return number


def read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m fraud.simulate",
        description="Write weeks of simulated card payments, in bounded memory however many they are.",
        epilog="tactics: " + ", ".join(f"{n} {name}" for n, name in enumerate(TACTICS)),
    )
    add = parser.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="where the files go")
    add("--weeks", type=whole(1), default=16, help="how many weeks (default: 16)")
    add("--rows", type=whole(1), default=4000, help="payments a week (default: 4000)")
    add("--seed", type=whole(0), default=7, help="same seed, same bytes (default: 7)")
    add("--age-shift", type=float, default=0.0, metavar="YEARS", help="make the users older (default: 0)")
    add("--age-from", type=whole(1), default=1, metavar="WEEK", help="from this week on (default: 1)")
    add("--tactic", type=int, choices=range(len(TACTICS)), default=0, help="what fraudsters do (default: 0)")
    add("--tactic-from", type=whole(1), default=1, metavar="WEEK", help="from this week on (default: 1)")
    add("--delay", type=whole(0), help="weeks until labels come (default: what objective.yaml says)")
    add("--format", choices=FORMATS, default="parquet", help="of the files (default: parquet)")
    return parser.parse_args(arguments)


def dials(options: argparse.Namespace, week: int) -> dict[str, float]:
    """How the dials stand in that week."""
    return {
        "seed": options.seed,
        "age_shift": options.age_shift if week >= options.age_from else 0.0,
        "tactic": options.tactic if week >= options.tactic_from else 0,
    }


def main(arguments: list[str] | None = None) -> None:
    """Write the weeks that the command line asks for."""
    options, start = read_options(arguments), time.monotonic()
    delay = objective.load().delay_weeks if options.delay is None else options.delay
    try:
        for week in range(1, options.weeks + 1):
            how = {"delay": delay, "form": options.format, **dials(options, week)}
            deliver(options.out, week, options.rows, **how)
            seconds = time.monotonic() - start
            print(f"[{seconds:5.1f} s] week {week} of {options.weeks}", file=sys.stderr, flush=True)
    except OSError as error:
        raise SystemExit(
            f"stopped: {options.out}: {error.strerror}; name a folder that can be written"
        ) from None
    rows = options.weeks * options.rows
    print(
        f"{rows:,} payments of {options.weeks} weeks; labels come {delay} weeks later; all in {options.out}"
    )
