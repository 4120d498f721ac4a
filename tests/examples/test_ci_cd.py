"""CI/CD: a change of code, of data or of the model is stopped by the check that is meant for it."""

import json
import re
import subprocess
import sys
import textwrap

import outputs
import pytest
import running

PROJECT = outputs.EXAMPLES / "loop" / "checks"


@pytest.fixture(scope="module")
def told(ran) -> str:
    done = ran("loop/ci_cd")
    assert done.code == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("change", "test"),
    [
        ("tidy-up", "test_1_code.test_night_ends_at_six"),
        ("new-till", "test_2_data.test_the_data_keeps_the_contract"),
        ("train-faster", "test_3_model.test_the_model_is_not_worse_than_the_main_branch"),
    ],
)
def test_each_kind_of_fault_is_found_by_its_check(told, change, test):
    """And the first check that can know stops it: the cheap ones come first."""
    assert re.search(rf"^{change}: {re.escape(test)} says: \S", told, re.MULTILINE)
    assert re.search(rf"^{change}: \d+ passed, 1 failed: refused$", told, re.MULTILINE)


def test_the_cheap_checks_run_first(told):
    """A slip in the code is told before any model is trained."""
    passed = {name: int(count) for name, count in re.findall(r"^([\w-]+): (\d+) passed", told, re.MULTILINE)}
    assert passed["tidy-up"] < passed["new-till"] < passed["train-faster"] < passed["more-trees"]


def test_only_what_passed_is_on_main(told):
    """Three proposals leave no trace there."""
    main = told.split("== main ==\n")[1].split("\n\n")[0].splitlines()
    assert main[-2:] == ["The project", "Merge more-trees"]


def test_the_model_that_was_checked_is_promoted_with_its_lineage(told):
    """And it is better than the one before."""
    before, after = re.search(r"average precision (\d\.\d\d) -> (\d\.\d\d)$", told, re.MULTILINE).groups()
    assert float(before) < float(after)
    assert re.search(r"^code [0-9a-f]{40}$", told, re.MULTILINE)


def test_a_model_that_was_refused_is_not_delivered(tmp_path):
    """Its checks leave a model behind, which must not be taken for one that passed."""
    done = running.run(outputs.EXAMPLES / "loop" / "ci_cd.py", tmp_path, "--only", "train-faster")
    assert "train-faster: 11 passed, 1 failed: refused\n" in done.stdout
    assert done.stdout.endswith("== delivery ==\nnothing has passed, nothing is delivered\n")


def test_the_lesson_shows_the_job_that_runs():
    """Line by line, as the repository's own workflow has it."""
    workflow = (outputs.ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    page = (outputs.ROOT / "docs" / "loop" / "ci-cd.md").read_text("utf-8")
    [shown] = re.findall(r"^```yaml\n(.+?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    assert "\n" + textwrap.indent(shown, "  ") + "\n" in workflow


def test_the_scores_written_down_for_main_are_those_of_the_code(tmp_path):
    """This repository's own gate: `nox -s gate` runs the same checks in CI."""
    kept = {"FRAUD_MADE": str(tmp_path), "OMP_NUM_THREADS": "1", "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", str(PROJECT)],
        cwd=outputs.EXAMPLES,
        env=kept,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout
    written = json.loads((PROJECT / "metrics.json").read_text("utf-8"))
    scores = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    assert written["average_precision"] == pytest.approx(scores["average_precision"], abs=0.01)
