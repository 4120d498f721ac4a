"""The distances of fraud/drift.py: right by hand and by SciPy, and clear about what can't be compared."""

import math

import numpy as np
import pandas as pd
import pytest
from fraud import drift
from scipy import stats


@pytest.mark.parametrize(("n", "m"), [(1, 1), (7, 400), (4000, 3000)])
@pytest.mark.parametrize("digits", [0, 1, 9])
def test_ks_is_scipys(n, m, digits):
    """D equals SciPy's to 1e-12, also with many ties and with samples of unlike size."""
    random = np.random.default_rng([n, m, digits])
    first, second = random.normal(size=n).round(digits), random.normal(0.2, 1.2, size=m).round(digits)
    assert drift.ks(first, second)[0] == pytest.approx(stats.ks_2samp(first, second).statistic, abs=1e-12)


@pytest.mark.parametrize("shift", [0, 0.01, 0.03, 0.05, 0.1])
def test_p_value_is_scipys_limit(shift):
    """Kolmogorov's limit, to 1e-9: the distribution of the scaled gap for samples without end."""
    random = np.random.default_rng(3)
    first, second = random.normal(size=5000), random.normal(shift, 1, size=4000)
    d, p = drift.ks(first, second)
    assert p == pytest.approx(stats.kstwobign.sf(d * math.sqrt(5000 * 4000 / 9000)), abs=1e-9)


@pytest.mark.parametrize("rows", [400, 4000, 40000])
def test_p_value_differs_from_ks_2samp_by_what_finite_samples_differ_from_the_limit(rows):
    """SciPy's asymptotic method takes the distribution for n m / (n + m) rows; ours takes its limit."""
    random = np.random.default_rng(rows)
    first, second = random.normal(size=rows), random.normal(0.7 / math.sqrt(rows), 1, size=rows)
    d, p = drift.ks(first, second)
    scipys = stats.ks_2samp(first, second, method="asymp").pvalue
    assert scipys == pytest.approx(stats.kstwo.sf(d, round(rows / 2)), abs=1e-9)
    assert abs(p - scipys) < 1 / math.sqrt(rows)


def test_p_value_of_no_gap_is_one():
    """Equal samples: no gap, and no evidence."""
    assert drift.ks([1, 2, 3], [3, 2, 1]) == (0.0, 1.0)


def test_psi_by_hand():
    """Two bins, a half each before, 80 and 20 per cent after: 0.3 ln 1.6 + 0.3 ln 2.5."""
    reference, current = [0] * 50 + [1] * 50, [0] * 80 + [1] * 20
    expected = (0.8 - 0.5) * math.log(0.8 / 0.5) + (0.2 - 0.5) * math.log(0.2 / 0.5)
    assert drift.psi(reference, current) == pytest.approx(expected, abs=1e-12)


def test_psi_of_identical_samples_is_zero():
    """Nothing differs, whatever the shape of the sample."""
    for sample in ([5.0] * 9, [1], np.arange(1000), [0] * 95 + list(range(5))):
        assert drift.psi(sample, sample) == 0


def test_psi_formula_is_symmetric():
    """Swapping the two shares changes nothing; only the bins come from the reference."""
    first, second = [0.1, 0.2, 0.7], [0.3, 0.3, 0.4]
    assert drift.psi_of_shares(first, second) == pytest.approx(drift.psi_of_shares(second, first), abs=1e-15)


def test_psi_does_not_depend_on_the_unit():
    """Cents or euros, it is the same movement, as long as both sides use the same unit."""
    random = np.random.default_rng(0)
    first, second = random.normal(size=900), random.normal(0.4, 1, size=800)
    assert drift.psi(first * 128, second * 128) == pytest.approx(drift.psi(first, second), abs=1e-12)


@pytest.mark.parametrize("current", [[4.0], [6.0], [5.0 + 1e-9]])
def test_psi_sees_a_constant_column_move(current):
    """A column that was always 5 has no quantiles to speak of, yet any other value is drift."""
    assert drift.psi([5.0] * 100, current * 100) > 10


def test_psi_sees_a_column_of_zeros_fill_up():
    """95 per cent zeros: all quantiles are zero, yet half of the payments becoming one is drift."""
    assert drift.psi([0] * 95 + [1, 2, 3, 4, 5], [0] * 50 + [1] * 50) > 1


def test_psi_stays_finite_with_empty_bins():
    """A bin that nobody is in any more counts as one in ten thousand, not as infinity."""
    found = drift.psi(np.arange(1000), np.full(1000, 5000))
    expected = 9 * (1e-4 - 0.1) * math.log(1e-4 / 0.1) + (1 - 0.1) * math.log(1 / 0.1)
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("bad", [[1.0, float("nan")], [1.0, float("inf")], [1.0, None]])
def test_missing_values_are_refused(bad):
    """A gap in the data is named with its count, not averaged away."""
    for first, second, name in ((bad, [1.0], "reference"), ([1.0], bad, "current")):
        for distance in (drift.psi, drift.ks):
            with pytest.raises(ValueError, match=f"{name} has 1 missing or infinite of 2 values"):
                distance(first, second)


def test_words_and_nothing_are_refused():
    """What can't be compared says so."""
    with pytest.raises(ValueError, match="reference is not numeric"):
        drift.psi(["chip"], [1])
    with pytest.raises(ValueError, match="current is empty"):
        drift.ks([1], [])


def test_report_names_the_column():
    """An error in a table of many columns says which one."""
    frame = pd.DataFrame({"amount": [1.0, 2.0], "age": [30.0, float("nan")]})
    with pytest.raises(ValueError, match="column age: reference has 1 missing"):
        drift.report(frame, frame, ["amount", "age"])


def test_report_of_no_columns_is_empty():
    """Nothing asked, nothing moved."""
    frame = pd.DataFrame({"amount": [1.0]})
    assert not drift.report(frame, frame, [])["moved"].any()
