"""Data: does it keep the contract, and is it what the model knows?"""

from fraud import drift, features, schema


# --8<-- [start:data]
def test_the_data_keeps_the_contract(payments):
    """Every row, every column; the error names the first places."""
    schema.check(payments)


def test_the_last_week_is_like_the_weeks_before(payments):
    """A jump is no drift: it is a change of unit or of source, and somebody must look."""
    before, last = features.split_by_time(payments, payments["week"].max())
    table = drift.report(before, last, features.NUMBERS)
    assert list(table.index[table["psi"] > 0.5]) == []


# --8<-- [end:data]
def test_every_week_has_frauds(payments):
    """A week without any is a week whose labels are not in."""
    frauds = payments.groupby("week")["is_fraud"].sum()
    assert list(frauds.index[frauds == 0]) == []
