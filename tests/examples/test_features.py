"""Features: one way from a payment to numbers, and no look into the future."""

import numpy as np
import pandas as pd
from fraud import features, simulate


def test_one_payment_and_a_frame_give_the_same_numbers():
    """Training reads frames and the service reads one payment: both come through the same lines."""
    payments = simulate.batch(1, 50)
    together = features.matrix(payments)
    alone = [features.matrix(payment)[0] for payment in payments.to_dict("records")]
    assert np.array_equal(together, np.array(alone))


def test_the_matrix_is_float32_with_a_column_for_each_feature():
    """ONNX reads float32; what is rounded only there would be a difference between training and serving."""
    made = features.matrix(simulate.batch(1, 50))
    assert (made.dtype, made.shape) == (np.float32, (50, len(features.FEATURES)))
    assert np.isfinite(made).all()


def test_neither_label_nor_name_nor_time_is_a_feature():
    """A model that knows the week or the customer's number learns the past by heart."""
    known_later = {"is_fraud", "transaction_id", "customer", "merchant", "week"}
    assert not known_later & {*features.FEATURES, *features.INPUTS}


def test_the_split_puts_nothing_of_the_future_into_the_past():
    """Every week stands on one side."""
    payments = pd.concat([simulate.batch(week, 50) for week in range(1, 5)])
    past, rest = features.split_by_time(payments, 3)
    assert sorted(past["week"].unique()) == [1, 2]
    assert sorted(rest["week"].unique()) == [3, 4]
