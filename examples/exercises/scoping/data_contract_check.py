"""Check the exercise on contracts with one good table and many that each break one line."""

import pandas as pd
import pandera.pandas as pa
from exercises.runner.lists import as_list

GOOD = pd.DataFrame(
    {"transaction_id": ["p1", "p2", "p3"], "day": [1, 30, 120], "reason": ["fraud", "goods", "fraud"]}
)


def accepts(contract, table):
    """Whether the contract lets the table in."""
    return not refusal(contract, table)


def refusal(contract, table):
    """The first reason for which the contract refuses the table, if it does."""
    try:
        contract.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        where = "" if pd.isna(first["column"]) else f"column {first['column']}: "
        return f"{where}{first['failure_case']} fails {first['check']}"
    return None


def let_in(yours, broken):
    """The first broken table that your contract lets in, or the good one if it refuses that."""
    if not hasattr(yours.CONTRACT, "validate"):
        return f"CONTRACT is {yours.CONTRACT!r}, and should be a schema"
    if reason := refusal(yours.CONTRACT, GOOD):
        return f"it refuses a table in which all is as agreed: {reason}"
    wrong = [fault for fault, table in broken.items() if accepts(yours.CONTRACT, table)]
    return f"it lets in {wrong[0]}" if wrong else None


def values(yours):
    """right: CONTRACT refuses values that were not agreed
    not yet: CONTRACT must refuse days below 1 or above 120, and a reason that is not "fraud" or "goods"
    hint: A check is the second argument of a column: pa.Column(int, pa.Check.in_range(1, 120)).
    hint: pa.Check.isin(["fraud", "goods"]) allows these two words.
    """
    broken = {
        "day 0": GOOD.assign(day=[0, 30, 120]),
        "day 121": GOOD.assign(day=[1, 30, 121]),
        "the reason 'lost'": GOOD.assign(reason=["fraud", "lost", "fraud"]),
    }
    return let_in(yours, broken)


def gaps(yours):
    """right: CONTRACT refuses gaps, half days, and ids that are no text
    not yet: CONTRACT must refuse missing values, days that are not whole, and ids that are not text
    hint: Without nullable=True a column allows no gap. Is the column there at all?
    hint: pa.Column(int, ...) refuses a column of floats, unless coerce=True has cut their halves off.
    hint: A column without a type takes anything; pa.Column(str, ...) takes text alone.
    """
    broken = {
        "a missing reason": GOOD.assign(reason=["fraud", None, "fraud"]),
        "a missing transaction_id": GOOD.assign(transaction_id=["p1", None, "p3"]),
        "half a day": GOOD.assign(day=[1.0, 30.5, 120.0]),
        "the numbers 1 to 3 as transaction_id": GOOD.assign(transaction_id=[1, 2, 3]),
    }
    return let_in(yours, broken)


def twice(yours):
    """right: CONTRACT refuses a payment that comes twice
    not yet: CONTRACT must refuse a table in which one transaction_id stands twice
    hint: Each row alone is fine. Which option of pa.Column looks at the column as a whole?
    hint: pa.Column(str, unique=True)
    """
    return let_in(yours, {"p1 twice": GOOD.assign(transaction_id=["p1", "p2", "p1"])})


def strangers(yours):
    """right: CONTRACT refuses a column too many and a column too few
    not yet: CONTRACT must refuse a table with another column, and one without `day`
    hint: A column that the schema names must be there. A stranger is another matter: see strict.
    hint: strict=True is an argument of pa.DataFrameSchema, beside the columns.
    """
    broken = {
        "a column `note`": GOOD.assign(note="call back"),
        "a table without `day`": GOOD.drop(columns="day"),
    }
    return let_in(yours, broken)


def till(yours):
    """right: at_the_till() keeps what is known when the payment is made, and nothing later
    not yet: at_the_till(known_after): return the names of the columns that are known after 0 days
    hint: Days below zero are fine too: the value was known before the payment.
    hint: [name for name, days in known_after.items() if ...]
    """
    known_after = {"amount": 0, "is_fraud": 28, "usual_amount": -1, "refund": 1}
    found, wanted = yours.at_the_till(known_after), ["amount", "usual_amount"]
    if as_list(found) == wanted:
        return None
    return f"for {known_after} it returns {found!r}, and should return {wanted}"


def learn(yours):
    """right: learnable() waits for the labels
    not yet: learnable(payments, 8, 4): return the payments of weeks 1 to 4; with a delay of 2, of 1 to 6
    hint: A label of week 4 is known when week 4 + 4 is over.
    hint: payments[payments["week"] + delay <= week_now]
    """
    for delay, wanted in ((4, [1, 2, 3, 4]), (2, [1, 2, 3, 4, 5, 6])):
        found = yours.learnable(pd.DataFrame({"week": range(1, 9), "is_fraud": 0}), 8, delay)
        if found is None:
            return "it returns None"
        if not isinstance(found, pd.DataFrame):
            return f"it returns a {type(found).__name__}, and should return a table: those rows of payments"
        if (weeks := list(found["week"])) != wanted:
            return f"for a delay of {delay} it returns weeks {weeks}, and should return {wanted}"
    return None
