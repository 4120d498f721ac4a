"""Write a contract for a table of complaints, and keep the future out of training."""

import pandera.pandas as pa

# Each Monday a supplier sends the complaints of the week, with these columns and no others:
#
#     transaction_id   text; each payment at most once
#     day              a whole number of days between payment and complaint, from 1 to 120
#     reason           "fraud" or "goods"
#
# No value may be missing. pa.DataFrameSchema({...}, strict=True) refuses columns that are not agreed;
# a column is pa.Column(int, pa.Check.in_range(1, 5)) or pa.Column(str, unique=True), say.
# --8<-- [start:solve-contract]
# unsolved: CONTRACT = pa.DataFrameSchema({})
CONTRACT = pa.DataFrameSchema(
    {
        "transaction_id": pa.Column(str, unique=True),
        "day": pa.Column(int, pa.Check.in_range(1, 120)),
        "reason": pa.Column(str, pa.Check.isin(["fraud", "goods"])),
    },
    strict=True,
)
# --8<-- [end:solve-contract]


def at_the_till(known_after):
    """Return the names of the columns that a model may read when the payment is made, as a list.

    `known_after` says of each column how many days after the payment its value is known:
    {"amount": 0, "chargeback_day": 27}.
    """
    # --8<-- [start:solve-till]
    # unsolved: return None
    return [name for name, days in known_after.items() if days <= 0]
    # --8<-- [end:solve-till]


def learnable(payments, week_now, delay):
    """Return the payments whose label is known at the end of `week_now`, `delay` weeks after their own.

    `payments` is a table with the columns `week` and `is_fraud`.
    """
    # --8<-- [start:solve-delay]
    # unsolved: return None
    return payments[payments["week"] + delay <= week_now]
    # --8<-- [end:solve-delay]
