"""The contract of the data: what breaks it is refused, with row, column, value and expectation."""

import numpy as np
import pandera.pandas as pa
import pytest
from fraud import schema, simulate

GOOD = simulate.batch(1, 200)


def changed(column: str, value: object, row: int = 5):
    frame = GOOD.copy()
    frame.loc[row, column] = value
    return frame


def refused(frame, **options) -> str:
    with pytest.raises(schema.DataRefused) as caught:
        schema.check(frame, **options)
    return str(caught.value)


def test_simulated_payments_keep_the_contract():
    """With labels, and without while they are not in yet."""
    assert schema.check(GOOD) is not None
    assert schema.check(GOOD.drop(columns="is_fraud"), labelled=False) is not None


@pytest.mark.parametrize(
    ("frame", "line"),
    [
        (changed("age", 7.0), "row 5, column age: 7.0; expected a number from 18 to 100"),
        (changed("amount", 0.0), "row 5, column amount: 0.0; expected a number from 0.01 to 100000"),
        (changed("amount", np.nan), "row 5, column amount: nan; expected a value"),
        (changed("hour", 24.0), "row 5, column hour: 24.0; expected a number from 0 to 23"),
        (
            changed("channel", "fax"),
            "row 5, column channel: 'fax'; expected one of chip, contactless",
        ),
        (changed("is_foreign", 0.5), "row 5, column is_foreign: 0.5; expected one of 0, 1"),
        (changed("is_fraud", 2), "row 5, column is_fraud: 2; expected one of 0, 1"),
        (changed("customer", ""), "row 5, column customer: ''; expected 1 to 40 characters"),
        (
            changed("transaction_id", "w001-000004"),
            "row 5, column transaction_id: 'w001-000004'; expected no value twice",
        ),
        (GOOD.drop(columns="age"), "header, column age: missing; expected this column to be there"),
        (GOOD.assign(note=1.0), "header, column note: unknown; expected only transaction_id, week"),
        (GOOD.assign(age="old"), "row 0, column age: 'old'; expected type float64"),
        (GOOD.assign(age="40.0"), "every row, column age: type str; expected type float64"),
    ],
    ids=lambda value: value.split(":")[0] if isinstance(value, str) else "",
)
def test_a_breach_is_told_with_its_place(frame, line):
    """One line says where, what and what instead."""
    assert line in refused(frame)


def test_all_breaches_are_told_at_once():
    """Mending one by one, a run each, would take a day."""
    frame = changed("age", 7.0, row=9)
    frame.loc[3, "channel"] = "fax"
    told = refused(frame)
    assert told.index("row 3, column channel") < told.index("row 9, column age")


def test_ten_are_shown_and_the_others_counted():
    """A screenful, not a flood."""
    told = refused(GOOD.assign(age=7.0))
    assert told.count("column age") == 10
    assert "and 190 more" in told
    assert told.endswith("remedy: mend these values, or drop their rows")


def test_missing_labels_are_refused_where_they_are_needed():
    """Nobody learns from payments whose truth is not known."""
    assert "column is_fraud: missing" in refused(GOOD.drop(columns="is_fraud"))


def test_a_check_of_the_rows_together_is_told():
    """No row is wrong alone, so none is named."""
    usual = pa.Check(lambda amount: amount.median() < 100, error="a median below 100")
    weekly = schema.SCHEMA.update_column("amount", checks=[*schema.SCHEMA.columns["amount"].checks, usual])
    assert schema.check(GOOD, schema=weekly) is not None
    told = "every row, column amount: not so taken together; expected a median below 100"
    assert told in refused(GOOD.assign(amount=5000.0), schema=weekly)
    assert told not in refused(GOOD.assign(amount="5000"), schema=weekly)


def test_faults_of_a_kind_are_counted():
    """A thousand rows with one fault are one thing to mend."""
    frame = changed("channel", "fax")
    frame.loc[7:16, "age"] = 7.0
    with pytest.raises(schema.DataRefused) as caught:
        schema.check(frame)
    assert [
        "1 x row 5, column channel: 'fax'; expected one of chip, contactless, online",
        "10 x row 7, column age: 7.0; expected a number from 18 to 100",
    ] == caught.value.kinds()
