"""Every error on the page on troubleshooting is made to happen, or it is said why no test can do so."""

import re

import pytest

from tests.docs.blocks import DOCS
from tests.docs.errors import data, exercises, installing, servers, service, stores, versions

PAGE = (DOCS / "troubleshooting.md").read_text("utf-8")
HEADINGS = re.findall(r"^### `(.+)`$", PAGE, re.MULTILINE)
GROUPS = (installing, versions, data, stores, service, servers, exercises)
ERRORS = {heading: make for group in GROUPS for heading, make in group.ERRORS.items()}
BY_HAND = {heading: reason for group in GROUPS for heading, reason in group.BY_HAND.items()}
ENOUGH = 20


# What the libraries warn of on the way is not what is looked for here.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("heading", ERRORS)
def test_an_error_says_what_its_heading_says(heading: str, tmp_path):
    """The real program says these words, on one line, today."""
    assert heading in ERRORS[heading](tmp_path)


def test_each_heading_is_made_to_happen_or_has_a_reason():
    """And nothing is made to happen that the page does not tell: both ways, each once."""
    made = [heading for group in GROUPS for heading in (*group.ERRORS, *group.BY_HAND)]
    assert sorted(HEADINGS) == sorted(made)
    assert all(len(reason) > 20 for reason in BY_HAND.values())


def test_most_errors_are_made_to_happen():
    """Enough of them, and few by hand."""
    assert len(HEADINGS) >= ENOUGH
    assert len(BY_HAND) * 5 < len(ERRORS)


def test_each_error_has_its_cause_and_its_fix():
    """In this order, below a heading that is nothing but the words of the error."""
    parts = re.split(r"^### .*$", PAGE, flags=re.MULTILINE)[1:]
    assert len(HEADINGS) == len(parts)
    assert all(0 < part.find("**Cause:**") < part.find("**Fix:**") for part in parts)


def test_no_heading_names_a_place_of_one_machine():
    """A reader searches for the words, and has other folders."""
    assert [heading for heading in HEADINGS if re.search(r"/(home|root|tmp|Users)\b|[A-Z]:\\", heading)] == []
