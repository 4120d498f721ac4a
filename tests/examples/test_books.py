"""The books: payments and labels meet by transaction, and what does not fit is named."""

import pandas as pd
import pytest
from fraud import simulate
from fraud.books import Books
from fraud.stop import Stop


@pytest.fixture
def books(tmp_path):
    """Six weeks of payments, the labels of the first five."""
    made = Books(tmp_path / "payments", tmp_path / "labels")
    for week in range(1, 7):
        made.paid(simulate.batch(week, 50))
        if week < 6:
            made.told(simulate.batch(week, 50))
    return made


def test_the_newest_labelled_weeks_are_what_was_simulated(books):
    """To the last digit, in the columns of the schema; week 6 has no label yet."""
    found = books.labelled(4)
    expected = pd.concat([simulate.batch(week, 50) for week in (2, 3, 4, 5)], ignore_index=True)
    pd.testing.assert_frame_equal(found, expected)


def test_payments_hold_no_label(books):
    """Or a model could learn what nobody can know at the till."""
    assert "is_fraud" not in pd.read_csv(books.payments / "week-001.csv").columns


def test_the_order_of_the_labels_does_not_matter(books):
    """They are joined by transaction, not by position."""
    week = simulate.batch(5, 50)
    books.told(week.iloc[::-1])
    pd.testing.assert_frame_equal(books.labelled(1), week)


def test_labels_that_come_in_again_replace_the_old(books):
    """A week's labels are mended by telling them again."""
    books.told(simulate.batch(5, 50).assign(is_fraud=1))
    assert books.labelled(1)["is_fraud"].tolist() == [1] * 50


def test_a_payment_without_a_label_waits(books):
    """Not every chargeback comes in time."""
    books.told(simulate.batch(5, 50).head(20))
    assert len(books.labelled(1)) == 20


def test_no_labels_no_learning(tmp_path):
    """The folder is named."""
    with pytest.raises(Stop, match=r"labels holds no week-NNN\.csv"):
        Books(tmp_path / "payments", tmp_path / "labels").labelled(4)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda week: pd.concat([week, week]), "one label for each transaction_id"),
        (lambda week: week.assign(transaction_id=[f"x{n}" for n in range(50)]), "50 labels belong to no"),
    ],
    ids=["twice", "strangers"],
)
def test_labels_that_do_not_fit_are_refused(books, wrong, words):
    """Two labels for one payment, or labels of payments that nobody knows."""
    books.told(wrong(simulate.batch(5, 50)))
    with pytest.raises(Stop, match=words):
        books.labelled(4)


def test_labels_without_their_payments_are_refused(books):
    """The missing file is named."""
    books.told(simulate.batch(9, 50))
    with pytest.raises(Stop, match=r"week-009\.csv should hold; it is missing"):
        books.labelled(4)


def test_nothing_half_written_stays(books):
    """Files appear whole, under their own name."""
    assert list(books.payments.parent.rglob("*.part")) == []
