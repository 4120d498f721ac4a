"""Every inline Python fence of every page runs and prints what the page says it prints."""

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples

from tests.docs.blocks import PYTHON, inline, pages

EXAMPLES = list(find_examples(*pages()))


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_python_fence_runs_and_prints_what_the_page_shows(example: CodeExample, eval_example: EvalExample):
    """The `#>` lines of the page are what the code prints, and the code is clean."""
    eval_example.set_config(line_length=100, target_version="py311")
    eval_example.lint_ruff(example)
    eval_example.run_print_check(example)


def test_no_python_fence_is_overlooked():
    """The fences found by the runner are those found by reading the pages line by line."""
    expected = sorted((str(block.page), block.line) for block in inline(PYTHON))
    actual = sorted((str(example.path), example.start_line) for example in EXAMPLES)
    assert expected == actual


def test_no_python_fence_asks_to_be_skipped():
    """A block that is shown and not run would be the first to rot."""
    skipped = [str(example) for example in EXAMPLES if "skip" in example.prefix]
    assert [] == skipped
