"""What nox installs works from any folder of any machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import coursekit

ROOT = Path(__file__).resolve().parents[2]
# What a plain `mkdocs` finds in an environment that knows nothing of the engine.
WITHOUT_ENGINE = """
import os, sys
sys.path[:] = [path for path in sys.path if os.path.abspath(path) != os.getcwd()]
from mkdocs.__main__ import cli
cli(["build", "--site-dir", sys.argv[1]])
"""
FIND = "import coursekit, os; print(os.fsencode(coursekit.__file__).hex())"


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_the_engine_is_found_from_any_folder(locale: str, tmp_path):
    """As a plain `mkdocs serve` finds it, also below a folder with letters that the locale does not have."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_"))}
    found = subprocess.run(
        [sys.executable, "-c", FIND],
        cwd=tmp_path,
        env=plain | {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == os.fsencode(coursekit.__file__).hex()


def test_mkdocs_without_the_engine_says_what_troubleshooting_tells(tmp_path):
    """The packages alone are not enough; `python -m mkdocs` looks in the folder of the course as well."""
    command = [sys.executable, "-c", WITHOUT_ENGINE, tmp_path / "site"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    words = "Failed to load extension 'coursekit'."
    assert done.returncode == 1 and words in done.stdout + done.stderr
    assert f"### `{words}`" in (ROOT / "docs/troubleshooting.md").read_text("utf-8")
