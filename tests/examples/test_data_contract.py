"""The contract lesson: what breaks it is refused with every reason, and the future is no input."""

import re

import pytest
from fraud import limits, schema, simulate


@pytest.fixture(scope="module")
def printed(ran):
    """What the example prints, by section."""
    done = ran("scoping/data_contract")
    parts = re.split(r"^== ([\w-]+) ==\n", done.stdout, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def numbers(text: str, line: str) -> list[float]:
    """The numbers that stand behind these words."""
    found = next(row for row in text.splitlines() if row.startswith(line))
    return [float(number.strip("%").replace(",", "")) for number in found[len(line) :].split()]


def test_every_column_of_the_schema_is_in_the_contract(printed):
    """The file is the contract; nothing is written twice."""
    assert [*schema.COLUMNS] == [line.split()[0] for line in printed["contract"].splitlines()]
    assert all(
        str(limits.LIMITS["age"][0]) in line
        for line in printed["contract"].splitlines()
        if "age " in line[:4]
    )


def test_each_of_the_five_faults_is_a_reason(printed):
    """One refusal names them all, with how often and where."""
    week = simulate.batch(9, 4000)
    lines = printed["broken-week"].splitlines()
    assert f"{(week['is_foreign'] == 1).sum()} x row 1, column distance_km" in printed["broken-week"]
    assert 6 == len(lines)
    for fault in (
        "1 x header, column chargeback_day: unknown",
        "3 x row 10, column channel: 'phone'",
        "5 x row 20, column age: nan; expected a value",
        "2 x row 29, column transaction_id: 'w009-000029'; expected no value twice",
    ):
        assert fault in printed["broken-week"]


def test_a_wrong_unit_shows_in_the_rows_taken_together(printed):
    """Of 4,000 amounts in cents the limits find one; the median finds all of them."""
    alone, together = printed["unit"].split("refused, 2 faults:")
    assert 1 == alone.count(" x ")
    assert "every row, column amount: not so taken together; expected a median from 10 to 100" in together


def test_a_leak_wins_the_test_and_loses_at_the_till(printed):
    """Nearly perfect where the future is known, and worse than the honest model where it is not."""
    honest, leaking = (
        numbers(printed["leakage"], "without"),
        numbers(printed["leakage"], "with chargeback_day"),
    )
    assert honest[0] == honest[1]
    assert leaking[0] > 0.95 > honest[0]
    assert leaking[1] < honest[1]
    assert leaking[2] < honest[2] / 2


def test_the_leaking_column_is_the_one_that_is_too_good_alone(printed):
    """And the only one of the three that nobody knows at the till."""
    first, *others = printed["suspects"].splitlines()
    assert first.startswith("chargeback_day") and first.endswith("not known at the till")
    assert all(line.endswith("  known at the till") for line in others)
    assert float(first.split()[1]) > 2 * float(others[0].split()[1])


def test_labels_are_four_weeks_behind(printed):
    """In week 12 what was known is what had been made by week 8."""
    table = [numbers(printed["label-delay"], f"{week:7}") for week in (4, 5, 8, 12)]
    assert [0, 4000, 16000, 32000] == [row[1] for row in table]
    assert [0, table[0][3], table[2][3]] == [table[0][2], table[2][2], table[3][2]]


def test_labels_taken_too_early_hide_fraud(printed):
    """Half of the weeks called honest: half of the fraud goes out of the model, and more of it through."""
    text = printed["too-early"]
    right, wrong = (numbers(text, name) for name in ("left out", "taken as honest"))
    assert 0.4 < wrong[0] / right[0] < 0.6
    assert wrong[2] > 2 * right[2]
