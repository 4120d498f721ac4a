"""What nox installs works from any folder of any machine."""

import os
import subprocess
import sys

import pytest

import coursekit

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
