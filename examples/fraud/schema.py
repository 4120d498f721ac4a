"""Say what a payment may look like, and refuse what does not, naming the place and the remedy."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from .limits import CHANNELS, LABEL, LIMITS
from .stop import Stop

SHOWN = 10


# --8<-- [start:rules]
def column(dtype: type, check: pa.Check, unique: bool = False) -> pa.Column:
    return pa.Column(dtype, check, unique=unique, nullable=False)


def between(low: float, high: float) -> pa.Check:
    return pa.Check.in_range(low, high, error=f"a number from {low} to {high}")


def within(name: str) -> pa.Column:
    return column(float, between(*LIMITS[name]))


def one_of(*values: object) -> pa.Check:
    return pa.Check.isin(values, error="one of " + ", ".join(map(str, values)))


# --8<-- [end:rules]
def text() -> pa.Check:
    return pa.Check.str_length(1, 40, error="1 to 40 characters")


# --8<-- [start:schema]
SCHEMA = pa.DataFrameSchema(
    {
        "transaction_id": column(str, text(), unique=True),
        "week": column(int, between(0, 5000)),
        "customer": column(str, text()),
        "merchant": column(str, text()),
        "channel": column(str, one_of(*CHANNELS)),
        "amount": within("amount"),
        "age": within("age"),
        "hour": within("hour"),
        "device_age_days": within("device_age_days"),
        "merchant_risk": within("merchant_risk"),
        "distance_km": within("distance_km"),
        "is_foreign": column(float, one_of(0, 1)),
        "n_last_day": within("n_last_day"),
        LABEL: column(int, one_of(0, 1)),
    },
    strict=True,
)
# --8<-- [end:schema]
COLUMNS = tuple(SCHEMA.columns)


@dataclass(frozen=True)
class Refusal:
    """What may not come in: where it stands, what was found, what was expected."""

    place: str
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.place}, column {self.column}" if self.column else self.place
        return f"{place}: {self.found}; expected {self.expected}"


class DataRefused(Stop, ValueError):
    """Data that breaks the contract; its text lists the first refusals and counts the rest."""

    def __init__(self, source: str, refusals: list[Refusal], remedy: str) -> None:
        self.refusals = tuple(refusals)
        shown = [f"  {refusal}" for refusal in refusals[:SHOWN]]
        more = [f"  and {len(refusals) - SHOWN} more"] if len(refusals) > SHOWN else []
        super().__init__("\n".join([f"{source} refused:", *shown, *more, f"remedy: {remedy}"]))

    def kinds(self) -> list[str]:
        """A line for each kind of fault: how often, and the first of them."""
        same: dict[tuple[str, str], list[Refusal]] = {}
        for refusal in self.refusals:
            same.setdefault((refusal.column, refusal.expected), []).append(refusal)
        return [f"{len(found)} x {found[0]}" for found in same.values()]


# --8<-- [start:check]
def check(
    frame: pd.DataFrame,
    *,
    labelled: bool = True,
    source: str = "data",
    lines: Sequence[int] | None = None,
    schema: pa.DataFrameSchema = SCHEMA,
) -> pd.DataFrame:
    """Give the frame back if every row keeps the contract; raise DataRefused with all that do not.

    `lines` are the lines of the file that the rows come from; without them a row is named by its index.
    """
    schema = schema if labelled else schema.remove_columns([LABEL])
    try:
        return schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        found = refusals(error.failure_cases, schema, lines)
        raise DataRefused(source, found, "mend these values, or drop their rows") from None


# --8<-- [end:check]
def refusals(cases: pd.DataFrame, schema: pa.DataFrameSchema, lines: Sequence[int] | None) -> list[Refusal]:
    """Pandera's failure cases in our words, in order of row, header and type faults first."""
    cases = cases.assign(row=pd.to_numeric(cases["index"], errors="coerce"))
    # A check that crashed on a column of the wrong type says nothing that the type does not say.
    no_row = cases["row"].isna() & (cases["schema_context"] == "Column")
    crashed = no_row & cases["failure_case"].map(str).str.contains(r"^\w+\(")
    cases = cases[~crashed].sort_values("row", kind="stable", na_position="first")
    return [refusal(case, schema, lines) for case in cases.to_dict("records")]


def refusal(case: dict, schema: pa.DataFrameSchema, lines: Sequence[int] | None) -> Refusal:
    kind, name, value = str(case["check"]), str(case["column"] or ""), case["failure_case"]
    if kind == "column_in_dataframe":
        return Refusal("header", str(value), "missing", "this column to be there")
    if kind == "column_in_schema":
        return Refusal("header", str(value), "unknown", f"only {', '.join(schema.columns)}")
    if kind.startswith("dtype"):
        kind = f"type {schema.columns[name].dtype}"
    if pd.isna(case["row"]):
        whole = kind.startswith("type ")
        return Refusal("every row", name, f"type {value}" if whole else "not so taken together", kind)
    expected = {"not_nullable": "a value", "field_uniqueness": "no value twice"}.get(kind, kind)
    place = f"line {lines[int(case['row'])]}" if lines else f"row {int(case['row'])}"
    return Refusal(place, name, repr(value), expected)
