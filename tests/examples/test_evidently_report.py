"""Evidently is an extra: without it, its example says how to get it."""

import outputs
import running

EXAMPLE = outputs.EXAMPLES / "monitoring/evidently_report.py"


def test_without_evidently_the_remedy_is_told(tmp_path):
    """This environment has a pandas that Evidently can't use, so it is not installed here."""
    done = running.run(EXAMPLE, tmp_path)
    assert done.code == 1
    assert "evidently is not installed" in done.stderr
    assert "requirements/evidently.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_says_what_the_example_does(tmp_path):
    """--help answers without Evidently."""
    done = running.run(EXAMPLE, tmp_path, "--help")
    assert done.code == 0
    assert "--years" in done.stdout
